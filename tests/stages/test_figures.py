"""Figures: cases in mark-up, roles with their examples, figures inside times, positions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import numbers
from dateline.model import Figure, Region, Report
from dateline.quantities.words import ROLES_FILE, Role
from dateline.stages import figures, times
from dateline.tools import Tools

CASES = Path(__file__).parent.parent / "cases" / "figures.txt"
TOOLS = Tools()
MARK = re.compile(r"\[([^\[\]|]+)\|(\S+) ([^(\]]*?)(?: \(([^)]*)\))?\]")
MODIFIERS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than", "~": "about", "^": "almost"}


def read(text: str) -> tuple[Figure, ...]:
    """The figures of a text read as one body region."""
    report = Report(id=f"f{hash(text)}", document="f", text=text, regions=(Region(start=0, end=len(text), kind="body"),))
    return figures.read(times.read(report, TOOLS), TOOLS).figures


def told(figure: Figure) -> tuple[object, ...]:
    return figure.text, figure.value, figure.low, figure.high, figure.modifier, figure.unit, figure.role, figure.of


def expected(match: re.Match[str]) -> tuple[object, ...]:
    """A mark as the fields of the figure it stands for."""
    words, number, unit, role = match.groups()
    sign = next((sign for sign in MODIFIERS if number.startswith(sign)), "")
    modifier: str | None = MODIFIERS.get(sign)
    low: float | None
    high: float | None
    value: float | None
    of = None
    if ".." in number:
        low, high = (float(part) for part in number.split(".."))
        value = None
    elif number.endswith("?"):
        value, low, high, modifier = None, float(number[:-1]), None, "vague"
    else:
        whole, _, denominator = number[len(sign) :].partition("/")
        value = float(whole)
        of = float(denominator) if denominator else None
        low = value if modifier in (None, "at least", "more than") else None
        high = value if modifier in (None, "at most", "less than", "almost") else None
    return words, value, low, high, modifier, None if unit.strip() == "-" else unit.strip(), role, of


def cases() -> Iterator[str]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@pytest.mark.parametrize("line", list(cases()))
def test_cases(line: str) -> None:
    """A case gives the figures it marks, with these fields, and no other."""
    text = MARK.sub(lambda match: match[1], line)
    assert [told(figure) for figure in read(text)] == [expected(match) for match in MARK.finditer(line)]


def test_there_are_enough_cases() -> None:
    """The phrase cases are many and each stands once."""
    lines = list(cases())
    assert len(lines) == len(set(lines)) >= 150


@pytest.mark.parametrize("role", TOOLS.lexicon.entries(ROLES_FILE, Role, table="role"), ids=lambda role: role.id)
def test_roles_keep_their_examples(role: Role) -> None:
    """Every role is found in its example and not in its counter-example."""
    wanted = re.search(r"\[([^\[\]]+)\]", role.example)
    assert wanted is not None
    found = read(re.sub(r"[\[\]]", "", role.example))
    assert [figure.role for figure in found if wanted[1] in figure.text] == [role.id]
    assert all(figure.role != role.id for figure in read(role.no))


def test_a_number_inside_a_time_is_no_figure() -> None:
    """"24 hours" is a length of time; the ten raids are counted."""
    assert [figure.text for figure in read("In the last 24 hours the army flew 10 raids.")] == ["10 raids"]


def test_figures_of_a_sentence_keep_their_own_fates() -> None:
    """Dead, wounded and missing of one sentence are told apart."""
    found = read("Shelling killed at least 12 people, wounded 30 and left four missing, the governor said on Monday.")
    assert [(figure.value, figure.role) for figure in found] == [(12, "killed"), (30, "injured"), (4, "missing")]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty four", 24), ("two hundred and six", 206), ("one thousand two hundred", 1200), ("half a million", 500_000),
        ("two million", 2_000_000), ("5 1/2", 5.5), ("two and a half", 2.5), ("two and half", 2.5), ("a dozen", 12), ("12,000", 12_000),
        ("three dozen", 36), ("nonsense", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_are_read(words: str, value: float | None) -> None:
    """Cardinals in words and digits have the value an English reader gives them."""
    assert numbers.number(words.split()) == value


PIECES = ["12 people ", "were killed", "dozens of ", "$5 million", "2/3 ", "no one ", "a woman ", "between 3 and ", "%", "–", "\n\n", "one in five ", "1,000,000", "٣", "²"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12))
def test_positions_hold_for_any_text(pieces: list[str]) -> None:
    """`text[start:end]` is the quoted string, and closed bounds are in order."""
    text = "".join(pieces)
    for figure in read(text):
        assert text[figure.start : figure.end] == figure.text
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high
