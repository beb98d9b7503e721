"""When was a page without a date published? Only what the page itself tells counts; today never does.

Four kinds of evidence are taken, each with its range, and a wrong date being worse than none, nothing weaker:

- a full date in the dateline: that day or the next;
- a deictic word explained by a full date ("today, 10 August 2021"): that day;
- a dated report line in the headline or at the top ("Situation report, 5 October 2023", "as of 5 October 2023"): that day or the
  next;
- a lead that dates its own news by weekday and full date ("on Tuesday, 10 August 2021"), when no later date is told as past: that
  day to six days after, since a weekday is named for a reader of the same week.

A day and month with a weekday ("Tuesday, Aug. 10") proves a year only together with that year told at least twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.model import Published
from dateline.text import Prose
from dateline.timex import calendar
from dateline.timex.context import Context
from dateline.timex.expression import Expression
from dateline.timex.resolve import is_history
from dateline.timex.tense import direction
from dateline.timex.words import Stream

LEAD = 280
"""Characters of the body that count as its lead."""
_REPORT_LINE = re.compile(
    r"\b(?:situation report|sitrep|update|flash|bulletin|briefing|communiqu[eé]|statement|snapshot|as of|dated)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Told:
    """A full date told in the story: where, which day, and whether its weekday stands with it."""

    expression: Expression
    day: date
    start: int
    end: int
    weekday: int | None


def published(
    prose: Prose, tokens: Stream, found: Sequence[Expression], known: Published, retrieved: str | None = None
) -> Published:
    """The publication date as far as the story proves it, else `known` with the reason why not."""
    if is_history(tokens, found, None):
        return _unknown("the page tells history; its dates are not the day of writing")
    told = list(_told(tokens, found))
    if wrong := next((item for item in told if item.weekday is not None and item.weekday != item.day.weekday()), None):
        return _unknown(
            f"the page is at odds with itself: {prose.text[wrong.start : wrong.end]!r} was another day of the week"
        )
    result = (
        _from_dateline(prose, told)
        or _from_deictic(tokens, found, told)
        or _from_report_line(prose, told)
        or _from_lead(prose, tokens, told)
        or _from_weekday(prose, tokens, found)
    )
    if result is None:
        return _unknown(_why_not(prose, told, found, tokens))
    if retrieved and result.earliest and result.earliest > retrieved[:10]:
        return _unknown(f"the dates told lie after the page was retrieved ({retrieved[:10]})")
    return result


def _unknown(reason: str) -> Published:
    return Published(basis="unknown", reason=reason)


def _inferred(first: date, last: date, reason: str) -> Published:
    return Published(earliest=first.isoformat(), latest=last.isoformat(), basis="inferred", reason=reason)


def _told(tokens: Stream, found: Sequence[Expression]) -> Iterator[Told]:
    for expression in found:
        if expression.kind != "date" or expression.basis != "stated":
            continue
        point = calendar.point_of(expression.resolve(Context(None)))
        day = point.as_date() if point else None
        if day is None:
            continue
        names = [
            calendar.WEEKDAYS[word]
            for word in tokens.lower[expression.first : expression.last]
            if word in calendar.WEEKDAYS
        ]
        span = tokens.spans[expression.first][0], tokens.spans[expression.last - 1][1]
        yield Told(expression, day, *span, names[0] if names else None)


def _from_dateline(prose: Prose, told: Sequence[Told]) -> Published | None:
    for item in told:
        part = prose.part_at(item.start)
        if part is not None and (
            part.kind == "dateline" or (part.kind == "body" and _opens_as_dateline(prose.text, item))
        ):
            return _inferred(item.day, item.day + timedelta(days=1), f"the dateline says {_quoted(prose, item)}")
    return None


_DASH_AFTER = re.compile(r"\s*(?:\([^()\n]{2,40}\))?\s*(?:--|—|–)\s")


def _opens_as_dateline(text: str, item: Told) -> bool:
    """Whether a paragraph opens with a place in capitals, this date and a dash ("KHARTOUM, 3 May 2023 (Reuters) — ")."""
    start = text.rfind("\n\n", 0, item.start) + 2 if "\n\n" in text[: item.start] else 0
    before = text[start : item.start].strip()
    if not before or len(before) > 60 or _DASH_AFTER.match(text, item.end) is None:
        return False
    first = re.match(r"[^\W\d_]{2,}", before)
    return first is not None and first.group().isupper()


def _from_deictic(tokens: Stream, found: Sequence[Expression], told: Sequence[Told]) -> Published | None:
    by_first = {item.expression.first: item for item in told}
    for expression in found:
        if expression.kind != "deictic" or tokens.lower[expression.first] not in ("today", "yesterday"):
            continue
        after = expression.last
        item = by_first.get(after + 1) if tokens.words[after : after + 1] in ([","], ["("]) else by_first.get(after)
        if item is None:
            continue
        word = tokens.lower[expression.first]
        day = item.day + timedelta(days=1 if word == "yesterday" else 0)
        return _inferred(day, day, f'"{word}" is explained as {item.day.isoformat()}')
    return None


def _from_report_line(prose: Prose, told: Sequence[Told]) -> Published | None:
    for item in told:
        part = prose.part_at(item.start)
        if part is None:
            continue
        line_start = prose.text.rfind("\n", 0, item.start) + 1
        line_end = prose.text.find("\n", item.end)
        line = prose.text[line_start : line_end if line_end >= 0 else len(prose.text)]
        near_top = part.kind == "headline" or item.start < LEAD
        if near_top and len(line) < 120 and _REPORT_LINE.search(line) and not line.rstrip().endswith("."):
            return _inferred(item.day, item.day + timedelta(days=1), f"the report is dated {_quoted(prose, item)}")
    return None


def _from_lead(prose: Prose, tokens: Stream, told: Sequence[Told]) -> Published | None:
    body = next((part for part in prose.parts if part.kind == "body"), None)
    if body is None or not told:
        return None
    past = [item for item in told if direction(tokens, item.expression.first, item.expression.last) <= 0]
    lead = [item for item in past if item.weekday is not None and body.start <= item.start < body.start + LEAD]
    if not lead:
        return None
    item = max(lead, key=lambda item: item.day)
    if any(other.day > item.day for other in told) or _is_background(prose, tokens, item):
        return None
    return _inferred(item.day, item.day + timedelta(days=6), f"the lead dates its news {_quoted(prose, item)}")


_BACKGROUND = frozenset([
    "began", "begun", "broke", "founded", "anniversary", "since", "born", "invaded", "ago", "signed",
    "independence", "when",
])  # fmt: skip


def _is_background(prose: Prose, tokens: Stream, item: Told) -> bool:
    """Whether the words around a date tell of a beginning long past rather than of the news."""
    first, last = item.expression.first, item.expression.last
    return any(word in _BACKGROUND for word in tokens.lower[max(0, first - 14) : last + 6])


def _from_weekday(prose: Prose, tokens: Stream, found: Sequence[Expression]) -> Published | None:
    """A weekday with day and month but no year, and one year told at least twice that fits and is the latest told."""
    years: list[int] = []
    for expression in found:
        if expression.basis == "stated" and expression.kind in ("date", "year", "season", "quarter"):
            point = calendar.point_of(expression.resolve(Context(None)))
            if point is not None:
                years.append(point.year)
    if not years or years.count(max(years)) < 2:
        return None
    year = max(years)
    fits = []
    for expression in found:
        if expression.kind != "month" or direction(tokens, expression.first, expression.last) > 0:
            continue
        names = [
            calendar.WEEKDAYS[word]
            for word in tokens.lower[expression.first : expression.last]
            if word in calendar.WEEKDAYS
        ]
        match = re.fullmatch(r"XXXX-(\d\d)-(\d\d)", expression.resolve(Context(None)))
        if names and match:
            day = calendar.Point(year, int(match[1]), int(match[2])).as_date()
            if day is None or day.weekday() != names[0]:
                return None
            fits.append((day, expression))
    if not fits:
        return None
    day, expression = max(fits, key=lambda pair: pair[0])
    words = prose.text[tokens.spans[expression.first][0] : tokens.spans[expression.last - 1][1]]
    return _inferred(day, day + timedelta(days=6), f'"{words}" fits {year}, the latest year told')


def _quoted(prose: Prose, item: Told) -> str:
    return f'"{" ".join(prose.text[item.start : item.end].split())}"'


def _why_not(prose: Prose, told: Sequence[Told], found: Sequence[Expression], tokens: Stream) -> str:
    if told:
        return "the page tells full dates, but none that shows the day of writing"
    partial = next((item for item in found if item.kind == "month"), None)
    if partial is not None:
        words = prose.text[tokens.spans[partial.first][0] : tokens.spans[partial.last - 1][1]]
        return f'no date on the page has a year ("{words}")'
    return "the page tells no date"
