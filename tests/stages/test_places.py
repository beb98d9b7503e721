"""Places of a report: cases in mark-up, positions under any text, sites, sides, surroundings and doubt."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.model import Edit, PlaceMention, Region, Report
from dateline.stages.places import read
from dateline.tools import Tools

TOOLS = Tools()
CASES = Path(__file__).parent.parent / "cases" / "places.txt"
_MARK = re.compile(r"\[([^\]|]+)\|([^\]]+)\]")


def mentions(text: str, **given: object) -> tuple[PlaceMention, ...]:
    """Places of a text that is all body."""
    region = Region(start=0, end=len(text), kind="body")
    return read(Report(id="r", document="d", text=text, regions=(region,), **given), TOOLS).places  # type: ignore[arg-type]


def cases() -> list[str]:
    """Marked sentences of the case file."""
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("case", cases())
def test_case(case: str) -> None:
    """Every marked name is found whole and means what is marked; nothing else is found."""
    text = _MARK.sub(r"\1", case)
    expected, shift = {}, 0
    for mark in _MARK.finditer(case):
        start = mark.start() - shift
        expected[start, start + len(mark.group(1))] = mark.group(2)
        shift += len(mark.group()) - len(mark.group(1))
    found = {(one.start, one.end): told(one) for one in mentions(text)}
    assert {text[a:b]: found.get((a, b)) for a, b in expected} == {text[a:b]: what for (a, b), what in expected.items()}
    assert set(found) == set(expected)


def told(one: PlaceMention) -> str:
    """A mention in the manner of the case file."""
    if one.kind == "demonym":
        return f"~{one.country}"
    if one.key.startswith("name:"):
        return "?"
    return one.key if one.literal else "!" + one.key


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "Kabul",
                "said",
                "in",
                "U.S.",
                "’s",
                "\u00a0",
                "\n\n",
                "Mazār-e Sharīf",
                "—",
                "\u200b",
                "🚁",
                ".",
                "Balkh province",
                "é",
            ]
        )
    )
)
def test_positions_hold_for_any_text(pieces: list[str]) -> None:
    """Whatever stands around a name, the quoted words are those at its positions, in order, not overlapping."""
    text = " ".join(pieces)
    found = mentions(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0.0 <= one.confidence <= 1.0 for one in found)


def test_positions_survive_cleaning() -> None:
    """A name inside repaired text is reported where it stands on the page as read."""
    text = "Shells fell on Ka\u00adbul at night."
    start = text.index("\u00ad")
    found = mentions(text, edits=(Edit(start=start, end=start + 1, to=""),))
    assert [(one.text, one.key) for one in found] == [("Ka\u00adbul", "gn:1138958")]


def test_unknown_names_get_no_pin() -> None:
    """A name that no gazetteer knows is kept, without a point and without confidence."""
    found = mentions("Two people were killed in Xarqvobul on Monday, residents of Xarqvobul said.")
    assert all(one.lat is None and one.geonameid is None and one.confidence == 0.0 for one in found)


def test_surroundings_widen_the_place() -> None:
    """North of a town is the town with a larger radius."""
    inside = mentions("Shops opened in Kunduz, Afghanistan.")[0]
    around = mentions("Shops opened north of Kunduz, Afghanistan.")[0]
    assert inside.key == around.key and around.precision > inside.precision  # type: ignore[operator]


def test_an_airport_we_do_not_list_is_still_no_town() -> None:
    """An airport that our table lacks is a site near its town, under a key of its own, never the town."""
    found = {one.text: one for one in mentions("Fighters took Taloqan airport, Afghanistan, and then Taloqan.")}
    airport = found["Taloqan airport"]
    assert airport.kind == "site" and airport.geonameid is None and airport.key != found["Taloqan"].key
    assert airport.lat is not None and (airport.precision or 0) >= 20


def test_runners_up_are_kept() -> None:
    """An ambiguous name keeps what else it may mean, with scores and deciding features."""
    found = mentions("The mayor of Springfield, Illinois, spoke.")[0]
    assert found.admin1 == "Illinois" and found.alternatives
    assert all(one.score <= 1.0 and "people" in one.features for one in found.alternatives)


def test_languages_and_outlets_are_no_places() -> None:
    """A language, a paper and an organisation are not taken for places."""
    found = mentions("(Translated from Arabic) A nurse told the Meadow Post that the Red Crescent had no fuel.")
    assert found == ()


def test_a_page_without_text_has_no_places() -> None:
    """Nothing in, nothing out."""
    assert mentions("") == () and mentions("  \n ") == ()
