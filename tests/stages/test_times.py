"""Time expressions: cases in mark-up, rules with their examples, registers, positions, and the inferred day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Published, Region, Report
from dateline.stages import times
from dateline.timex import calendar, rules
from dateline.timex.resolve import find
from dateline.tools import Tools

CASES = Path(__file__).parent.parent / "cases" / "times.txt"
TOOLS = Tools()
RULES = rules.load(TOOLS.lexicon)
WEDNESDAY = "2012-03-14"
MARK = re.compile(r"\[([^\[\]|]+)\|(DATE|TIME|DURATION|SET) ([^\]]+)\]")


def report(text: str, published: str | None = None, kind: str = "body") -> Report:
    """A text as one region, published on a day or never."""
    day = Published(earliest=published, latest=published, basis="given") if published else Published()
    return Report(
        id=f"t{hash((text, kind))}", document="t", text=text, published=day, regions=(Region(start=0, end=len(text), kind=kind),)
    )


def unmarked(line: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The text of a case without marks, and the expressions it must give."""
    expected = [(match[1], match[2], match[3]) for match in MARK.finditer(line)]
    return MARK.sub(lambda match: match[1], line), expected


def cases() -> Iterator[tuple[str, str | None]]:
    day: str | None = None
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            day = None if line == "@ unknown" else line[2:]
        elif line and not line.startswith("#"):
            yield line, day


@pytest.mark.parametrize(("line", "day"), list(cases()))
def test_cases(line: str, day: str | None) -> None:
    """A case gives the expressions it marks, with these types and values, and no other."""
    text, expected = unmarked(line)
    found = times.read(report(text, day), TOOLS).times
    assert [(time.text, time.type, time.value) for time in found] == expected


_YEARS = "".join(f"It fell in {year}{{}}. It rose again in March {year}{{}}. " for year in range(800, 824))
PREAMBLES = {"any": "", "history": _YEARS.replace(" 8", " 18").replace("{}", "") + "It fell in June 1824. ", "ancient": _YEARS.format(*[" BC"] * 48)}


@pytest.mark.parametrize("rule", [rule for rule, _ in RULES.rules], ids=lambda rule: rule.id)
def test_rules_keep_their_examples(rule: rules.TimeRule) -> None:
    """Every rule reads its own example, with the value told, and leaves its counter-example alone."""
    text = PREAMBLES[rule.register] + re.sub(r"\[([^\[\]]+)\]", r"\1", rule.example)
    wanted = re.search(r"\[([^\[\]]+)\]", rule.example)
    assert wanted is not None
    found = [(time.text, time.value) for time in times.read(report(text, WEDNESDAY), TOOLS).times]
    assert (wanted[1], rule.value) in found
    tokens, _ = find(rule.no, RULES)
    kept = {(time.start, time.end) for time in times.read(report(rule.no, WEDNESDAY), TOOLS).times}
    hits = [match for match in RULES.matches(tokens) if match.rule == rule.id]
    assert not kept & {(tokens.spans[match.first][0], tokens.spans[match.last - 1][1]) for match in hits}


def test_a_history_counts_from_the_date_last_told() -> None:
    """In a history a month without a year belongs to the date told before it, whatever the day of publication."""
    text = (
        "The siege began on 3 May 1810. On 5 June 1810 the walls fell. In July the king fled; two days later he was caught. "
        "The war went on in 1811, in 1812 and in 1813. On 7 March 1814 a truce was signed, and in April it was broken. "
        "On 9 May 1814 it ended. In June 1815, in July 1815, on 2 August 1815, in 1816, in 1817 and in 1818 there was peace."
    )
    found = {time.text: time.value for time in times.read(report(text, "2009-12-19"), TOOLS).times}
    assert found["July"] == "1810-07"
    assert found["April"] == "1814-04"


def test_days_follow_the_value() -> None:
    """A dated expression tells its first and last day; the past week ends on the day of publication."""
    found = times.read(report("In the past week six towns fell. Last month, in May 2022 and over the weekend it rained.", "2023-06-21"), TOOLS)
    days = {time.text: (time.earliest, time.latest, time.basis) for time in found.times}
    assert days["the past week"] == ("2023-06-14", "2023-06-21", "relative to publication")
    assert days["Last month"] == ("2023-05-01", "2023-05-31", "relative to publication")
    assert days["May 2022"] == ("2022-05-01", "2022-05-31", "stated")
    assert days["the weekend"] == ("2023-06-17", "2023-06-18", "relative to publication")


def test_an_unknown_day_of_publication_dates_nothing() -> None:
    """Relative expressions stay relative, and the reason is told."""
    result = times.read(report("On Tuesday shells fell; the Aug. 31 deadline has passed."), TOOLS)
    assert all(time.earliest is None and time.latest is None for time in result.times)
    assert result.published.basis == "unknown"
    assert "Aug. 31" in result.published.reason


def test_a_range_of_days_keeps_what_is_sure() -> None:
    """Where both ends of the range agree the value stands; where not, the days cover both readings."""
    text = "On Friday it fell. It was built last year."
    page = report(text)
    page = Report(
        id="range", document="t", text=text, regions=page.regions,
        published=Published(earliest="2021-08-10", latest="2021-08-16", basis="inferred"),
    )  # fmt: skip
    friday, year = times.read(page, TOOLS).times
    assert (friday.value, friday.earliest, friday.latest) == ("XXXX-WXX-5", "2021-08-06", "2021-08-13")
    assert year.value == "2020"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("GAO, 10 August 2021 —", "dateline", ("2021-08-10", "2021-08-11")),
        ("GAO, 10 August 2021 (Radio Gao) — Four men were killed on Monday.", "body", ("2021-08-10", "2021-08-11")),
        ("Four men were killed on Tuesday, 10 August 2021, officials said.", "body", ("2021-08-10", "2021-08-16")),
        ("The minister said today (10 August 2021) that the road is shut.", "body", ("2021-08-10", "2021-08-10")),
        ("Situation report no. 4, 5 October 2023\n\nSome 400 people arrived.", "body", ("2023-10-05", "2023-10-06")),
        ("Shells fell on Tuesday, Aug. 10. Nothing else fell in 2021; in July 2021 it rained.", "body", ("2021-08-10", "2021-08-16")),
    ],
)
def test_the_page_may_prove_its_day(text: str, kind: str, expected: tuple[str, str]) -> None:
    """A dateline, an explained "today", a report line or a dated lead prove a day or a short range."""
    published = times.read(report(text, kind=kind), TOOLS).published
    assert (published.earliest, published.latest, published.basis) == (*expected, "inferred")
    assert published.reason


@pytest.mark.parametrize(
    "text",
    [
        "The war began on Thursday, 24 February 2022. On Monday shells fell again.",
        "Four men were killed on Friday, 10 August 2021, officials said.",
        "Troops must leave by the end of August.",
        "The deal of 5 October 2020 has failed, he said on Tuesday.",
        "Shells fell on Tuesday, Aug. 10.",
        "Nothing is dated here.",
    ],
)
def test_weak_evidence_proves_nothing(text: str) -> None:
    """A date in passing, a weekday that does not fit or a month without a year leaves the day unknown, with a reason."""
    published = times.read(report(text), TOOLS).published
    assert published.basis == "unknown"
    assert published.earliest is None
    assert published.reason


def test_a_known_day_is_never_changed() -> None:
    """Inference only fills what is unknown."""
    given_day = report("The minister said today (10 August 2021) that the road is shut.", "2021-08-12")
    assert times.read(given_day, TOOLS).published == given_day.published


PIECES = ["On Tuesday ", "in March 2022", " 5 o'clock", "\n\n", "the past week ", "24/13/2011 ", "’90s ", "every day", "  ", "٣ ", "A ", "-", "3", "31 Feb. 2021 ", "BC "]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12), st.sampled_from([None, "2021-08-10"]))
def test_positions_hold_for_any_text(pieces: list[str], day: str | None) -> None:
    """`text[start:end]` is the quoted string, expressions are in order, and days are days."""
    page = report("".join(pieces), day)
    end = 0
    for time in times.read(page, TOOLS).times:
        assert page.text[time.start : time.end] == time.text
        assert time.start >= end
        end = time.end
        for told in (time.earliest, time.latest):
            assert told is None or date.fromisoformat(told)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_days_and_weeks_cover_themselves(day: date) -> None:
    """The value of a day, its week and its month all cover that day."""
    iso = day.isoformat()
    for value in (iso, calendar.week_text(day), iso[:7], iso[:4], iso[:3], iso[:2]):
        span = calendar.interval(value)
        assert span is not None
        assert span[0] <= iso <= span[1]
