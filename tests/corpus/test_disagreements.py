"""Answers that cannot both be so stand against each other; those that can, do not."""

from __future__ import annotations

import pytest

from dateline.corpus.disagreements import disagreements
from dateline.corpus.evidence import Told
from dateline.model import Figure, Link, Party, Place
from tests.conftest import ARMY, NYALA, RSF, make_claim, make_page, make_told

CIVILIANS = Party(name="civilians", sector="civilians")
GATE = Place(name="Ozer crossing", key="dl:ozer", lat=10.0, lon=20.0, country="ZZZ", kind="crossing", precision=2.0)


def within(inner: Place, outer: Place) -> bool:
    return inner.key == outer.key


def speaker(link: Link, _country: str | None) -> str | None:
    return {"army spokesman": "state:SDN", "RSF spokesman": "sdn-rsf"}.get(link.name)


def slots(*told: Told) -> list[str]:
    return [one.slot for one in disagreements([], told, [], within, speaker)]


def toll(page: str, number: float, known: str = "2023-10-27", modifier: str | None = None, **given: object) -> Told:
    exact = modifier is None
    figure = Figure(
        start=0, end=2, text=f"{number:g}", value=number, low=number if exact or modifier == "more than" else None, high=number if exact else None,
        modifier=modifier, role="killed", unit="people",  # type: ignore[arg-type]
    )  # fmt: skip
    fields: dict[str, object] = {"actors": (), "targets": (CIVILIANS,), "figures": (figure,), "evidence": f"{number:g} people were killed"} | given
    return make_told(make_claim("shelling", **fields), make_page(page, known))


def test_two_tolls_of_one_day_disagree() -> None:
    """Different numbers published on one day stand against each other."""
    assert slots(toll("a", 23), toll("b", 19)) == ["figure"]


@pytest.mark.parametrize(
    "other",
    [
        toll("b", 40, "2023-10-29"),
        toll("b", 23, modifier="more than"),
        toll("b", 21, place=Place(name="Kosti", key="gn:2", lat=13.2, lon=32.7, country="SDN", kind="town")),
        toll("b", 3, evidence="23 people were killed, including 3 children"),
        toll("b", 112, evidence="since February 112 people were killed"),
    ],
    ids=["risen since", "rounded", "elsewhere", "some of them", "in all"],
)
def test_what_only_looks_like_a_disagreement(other: Told) -> None:
    """Superseded, rounded, of another place or scope: no disagreement."""
    assert slots(toll("a", 23), other) == []


def test_a_denied_capture_is_a_question_of_control() -> None:
    """One page that quotes both sides holds a disagreement within itself."""
    page = make_page("a", "2023-10-27")
    took = make_told(make_claim(attribution=(Link(name="RSF spokesman"),)), page)
    denied = make_told(make_claim(stance="denied", start=50, end=60, attribution=(Link(name="army spokesman"),)), page)
    assert slots(took, denied) == ["control"]


def test_a_place_that_changed_hands_is_no_disagreement() -> None:
    """Two takings on two days follow each other."""
    later = make_told(make_claim(day="2023-11-02", actors=(ARMY,), targets=(RSF,)), make_page("b", "2023-11-03"))
    assert slots(make_told(make_claim()), later) == []


def test_open_and_closed_on_one_day() -> None:
    """A crossing told open and closed on one day is a question of status; on other days it is not."""
    shut = make_told(make_claim("closure", place=GATE, actors=()), make_page("a", "2023-10-27"))
    assert slots(shut, make_told(make_claim("opening", place=GATE, actors=()), make_page("b", "2023-10-27"))) == ["status"]
    assert slots(shut, make_told(make_claim("opening", "2023-11-20", place=GATE, actors=()), make_page("b", "2023-11-21"))) == []


def test_harm_laid_at_two_doors() -> None:
    """Two accused of one killing are a question of the actor."""
    left, right = toll("a", 4, actors=(RSF,)), toll("b", 4, actors=(ARMY,))
    assert slots(left, right) == ["actor"]


def test_copies_add_no_origin() -> None:
    """Each side counts families, not reports."""
    told = [toll("a", 23), toll("b", 23), toll("c", 19)]
    told[1] = make_told(told[1].claim, told[1].page, told[0].family)
    found = disagreements([], told, [], within, speaker)
    assert {side.value: side.origins for side in found[0].sides} == {"23": 1, "19": 1}


def test_nyala_is_named_in_the_question() -> None:
    """The question tells the place."""
    found = disagreements([], [toll("a", 23), toll("b", 19)], [], within, speaker)
    assert NYALA.name in found[0].question
