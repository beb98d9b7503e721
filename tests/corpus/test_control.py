"""Who held which place, on two clocks."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.corpus.clocks import as_of
from dateline.corpus.control import holdings
from dateline.corpus.evidence import Told
from dateline.model import Holding, Link
from tests.conftest import ARMY, NYALA, RSF, make_claim, make_page, make_told


def nobody(_link: Link, _country: str | None) -> str | None:
    return None


def party_of(link: Link, _country: str | None) -> str | None:
    return {"RSF spokesman": "sdn-rsf", "army spokesman": "state:SDN"}.get(link.name)


def held(rows: list[Holding], valid: str, known: str | None) -> list[tuple[str | None, str, tuple[str, ...]]]:
    return [(row.controller, row.status, row.contested_by) for row in as_of(rows, valid, known)]


def said(name: str) -> tuple[Link, ...]:
    return (Link(name=name),)


def test_a_reported_capture_starts_a_holding_and_ends_the_other() -> None:
    """The named loser is inferred before, the taker is evidenced from the day."""
    rows = holdings([make_told(make_claim(targets=(ARMY,)))], nobody)
    assert held(rows, "2023-10-25", "2023-10-27") == [("Sudanese Armed Forces", "inferred", ())]
    assert held(rows, "2023-10-26", "2023-10-27") == [("Rapid Support Forces", "evidenced", ())]


def test_what_is_not_known_yet_is_not_shown() -> None:
    """Before the report was published nothing was known."""
    rows = holdings([make_told(make_claim())], nobody)
    assert held(rows, "2023-10-26", "2023-10-26") == []


def test_threats_plans_and_negated_takeovers_change_nothing() -> None:
    """Only what is asserted counts."""
    moods = ("threatened", "expected", "promised", "demanded", "hypothetical", "negated", "possible")
    told = [make_told(make_claim(stance=mood), make_page(mood)) for mood in moods]
    assert holdings(told, nobody) == []


def test_a_party_speaking_for_itself_is_a_claim_by_that_party() -> None:
    """Self-praise holds the place only as claimed, and not at all once the other side denies it."""
    claim = make_claim(attribution=said("RSF spokesman"))
    rows = holdings([make_told(claim)], party_of)
    assert held(rows, "2023-10-26", None) == [("Rapid Support Forces", "claimed by party", ())]
    before = make_told(make_claim("control", "2023-10-20", actors=(ARMY,)), make_page("b", "2023-10-21"))
    denial = make_told(make_claim(stance="denied", attribution=said("army spokesman")), make_page("c", "2023-10-28"))
    rows = holdings([before, make_told(claim), denial], party_of)
    assert held(rows, "2023-10-26", None) == [("Sudanese Armed Forces", "evidenced", ("Rapid Support Forces",))]


def test_fighting_contests_a_place_and_passes() -> None:
    """A clash marks the holder's place as contested for a while, and does not change the holder."""
    took = make_told(make_claim(), make_page("a", "2023-10-27"))
    clash = make_told(make_claim("clash", "2023-11-05", actors=(ARMY, RSF)), make_page("b", "2023-11-06"))
    rows = holdings([took, clash], nobody)
    assert held(rows, "2023-11-05", None) == [("Rapid Support Forces", "evidenced", ("Sudanese Armed Forces",))]
    assert held(rows, "2023-12-05", None) == [("Rapid Support Forces", "evidenced", ())]


def test_a_recapture_is_a_new_holding() -> None:
    """Taken, lost and taken again are three stretches."""
    told = [
        make_told(make_claim(day="2023-10-26"), make_page("a", "2023-10-27")),
        make_told(make_claim(day="2023-11-02", actors=(ARMY,)), make_page("b", "2023-11-03")),
        make_told(make_claim(day="2023-11-20"), make_page("c", "2023-11-21")),
    ]
    rows = holdings(told, nobody)
    assert [held(rows, day, None)[0][0] for day in ("2023-10-30", "2023-11-10", "2023-12-01")] == [
        RSF.name, ARMY.name, RSF.name,
    ]  # fmt: skip


def test_leaving_makes_a_place_unknown_not_the_other_sides() -> None:
    """A withdrawal names who left, not who came."""
    rows = holdings([make_told(make_claim("withdrawal", actors=(ARMY,)))], nobody)
    assert held(rows, "2023-10-25", None) == [(ARMY.name, "inferred", ())]
    assert held(rows, "2023-10-27", None) == [(None, "unknown", ())]


effects = st.lists(
    st.tuples(
        st.sampled_from(["capture", "control", "withdrawal", "clash"]),
        st.sampled_from([ARMY, RSF]),
        st.integers(1, 28),
        st.integers(0, 6),
        st.sampled_from(["asserted", "asserted", "denied"]),
    ),
    min_size=1,
    max_size=8,
)


def as_told(drawn: list[tuple[object, ...]]) -> list[Told]:
    told = []
    for number, (kind, party, day, lag, stance) in enumerate(drawn):
        assert isinstance(day, int) and isinstance(lag, int)
        claim = make_claim(str(kind), f"2023-10-{day:02}", actors=(party,), stance=stance, start=number)
        told.append(make_told(claim, make_page(f"p{number}", f"2023-11-{day + lag - 5:02}" if day + lag > 5 else "2023-11-01")))
    return told


@settings(deadline=None)
@given(effects, st.integers(1, 28), st.integers(1, 28))
def test_a_late_report_never_changes_an_earlier_answer(drawn: list[tuple[object, ...]], valid: int, known: int) -> None:
    """The picture as known on K is the same whether or not reports published after K have been read."""
    told = as_told(drawn)
    day, known_day = f"2023-10-{valid:02}", f"2023-11-{known:02}"
    early = [one for one in told if one.page.known is not None and one.page.known <= known_day]
    assert held(holdings(told, nobody), day, known_day) == held(holdings(early, nobody), day, known_day)


@settings(deadline=None)
@given(effects, st.integers(0, 1000))
def test_order_of_reading_changes_nothing(drawn: list[tuple[object, ...]], seed: int) -> None:
    """Holdings are the same for claims in any order."""
    told = as_told(drawn)
    shuffled = list(told)
    random.Random(seed).shuffle(shuffled)
    assert holdings(told, nobody) == holdings(shuffled, nobody)


@settings(deadline=None)
@given(effects, st.integers(1, 28))
def test_a_place_has_one_holder_on_a_day(drawn: list[tuple[object, ...]], valid: int) -> None:
    """As known on any day, at most one stretch covers a valid day."""
    rows = holdings(as_told(drawn), nobody)
    for known in ("2023-11-10", "2023-11-28"):
        assert len(as_of(rows, f"2023-10-{valid:02}", known)) <= 1


def test_the_place_is_named() -> None:
    """A holding carries the whole place."""
    assert holdings([make_told(make_claim())], nobody)[0].place == NYALA


def test_old_history_holds_no_place_and_is_no_event() -> None:
    """Background about a day long before the page is no news of the conflict, however well it is dated."""
    from dateline.corpus.events import groups

    told = make_told(make_claim(day="1885-01-26", background=True))
    assert holdings([told], nobody) == []
    assert groups([told], lambda _left, _right: True) == []
