"""One happening is one event; people's merges and splits hold through rebuilds."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import api
from dateline.corpus.events import Decided, groups
from dateline.corpus.evidence import Told
from dateline.derive import rebuild
from dateline.ledger import Ledger
from dateline.model import Event, Figure, Party, Place, When
from dateline.tools import Tools
from tests.conftest import ARMY, NYALA, RSF, make_claim, make_page, make_report, make_told

DARFUR = Place(name="South Darfur", key="gn:9", lat=11.7, lon=24.9, country="SDN", admin1="South Darfur", kind="admin1", precision=100.0)
KOSTI = Place(name="Kosti", key="gn:2", lat=13.17, lon=32.67, country="SDN", admin1="White Nile", kind="town", precision=3.0)
CIVILIANS = Party(name="civilians", sector="civilians")


def within(inner: Place, outer: Place) -> bool:
    return inner.key == outer.key or (outer.kind == "admin1" and inner.admin1 == outer.admin1)


def killed(number: float) -> Figure:
    return Figure(start=0, end=1, text=f"{number:g}", value=number, low=number, high=number, role="killed", unit="people")


NOTHING = Decided()


def sizes(told: list[Told], decided: Decided = NOTHING) -> list[int]:
    return [len(group.told) for group in groups(told, within, decided)]


def strike(page: str, day: str | None = "2023-10-26", **given: object) -> Told:
    fields: dict[str, object] = {"actors": (), "targets": (CIVILIANS,)} | given
    return make_told(make_claim("shelling", day, **fields), make_page(page, "2023-10-28"))


def test_a_city_in_its_province_and_a_day_in_a_weekend_are_one_event() -> None:
    """Coarser places and windows hold the finer ones."""
    weekend = When(earliest="2023-10-25", latest="2023-10-27", basis="stated")
    assert sizes([strike("a"), strike("b", place=DARFUR), strike("c", when=weekend)]) == [3]


def test_another_day_or_place_is_another_event() -> None:
    """What looks alike stays apart."""
    assert sizes([strike("a"), strike("b", "2023-10-30"), strike("c", place=KOSTI)]) == [1, 1, 1]


def test_the_dead_of_a_strike_belong_to_it() -> None:
    """A claim of killing at the place and day of a strike tells of the strike; its name is the better known kind."""
    dead = make_told(make_claim("killing", actors=(), targets=(CIVILIANS,), figures=(killed(4),)), make_page("b"))
    assert sizes([strike("a"), dead]) == [2]


def test_two_accused_make_one_event() -> None:
    """Who did it may be disputed inside one event."""
    assert sizes([strike("a", actors=(RSF,), figures=(killed(4),)), strike("b", actors=(ARMY,), figures=(killed(4),))]) == [2]


def test_people_merge_and_split() -> None:
    """Merged claims are one event, split ones their own, and nothing else moves."""
    told = [strike("a"), strike("b", figures=(killed(3),)), strike("c", "2023-11-05")]
    first, second, third = (one.claim.id for one in told)
    assert sizes(told) == [2, 1]
    assert sizes(told, Decided(merged=(frozenset({first, third}),))) == [3]
    assert sizes(told, Decided(split=(frozenset({second}),))) == [1, 1, 1]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000))
def test_order_of_reading_changes_nothing(seed: int) -> None:
    """Events are the same for claims in any order."""
    rng = random.Random(seed)
    told = [strike(f"p{n}", f"2023-10-2{rng.randint(4, 8)}", place=rng.choice([NYALA, KOSTI, DARFUR]), start=n) for n in range(10)]
    shuffled = rng.sample(told, len(told))
    assert [[one.claim.id for one in group.told] for group in groups(told, within)] == [
        [one.claim.id for one in group.told] for group in groups(shuffled, within)
    ]


def test_a_merge_survives_a_rebuild_and_can_be_taken_back(ledger: Ledger) -> None:
    """The decision is kept in the ledger and applied each time."""
    with ledger.write() as writer:
        for name, day in (("a", "2023-10-26"), ("b", "2023-11-09")):
            writer.add(make_report(f"Shells fell on {name}.", name, "2023-11-10", (make_claim("shelling", day, actors=(), evidence=name),)))
    rebuild(ledger, Tools())

    def found() -> list[Event]:
        with ledger.read() as view:
            return list(view.derived("events"))

    decision = api.merge(ledger, [event.id for event in found()], "one shelling, misdated", "tester")
    assert len(found()) == 1
    rebuild(ledger, Tools())
    assert len(found()) == 1
    api.undo(ledger, decision.id, "tester")
    assert len(found()) == 2
