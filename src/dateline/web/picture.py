"""What is derived: events, holdings, crossings, movements, disagreements, families; places, changes, tolls, days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any, TypeAlias, TypeVar

import msgspec
from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from dateline.errors import NotFound
from dateline.ledger import View, desk, overview
from dateline.ledger.desk import Filter
from dateline.model import Claim, Count, Day, Event, Holding, Place, When
from dateline.web.desk import Desk
from dateline.web.query import Cursor, DayParameter, Limit, Rule, TheDesk, TheVeil, Wanted, checked
from dateline.web.shapes import (
    Change,
    CrossingPage,
    DayCount,
    DisagreementPage,
    EventPage,
    FamilyPage,
    HoldingPage,
    MovementPage,
    PlaceView,
    Toll,
    Why,
)
from dateline.web.veil import Veil

MOST_TOLLS = 5000
Ever: TypeAlias = Annotated[
    bool, QueryParameter(description="Every row of both clocks, those that no longer hold or were since corrected included.")
]
MOST_AT_PLACE = 200
T = TypeVar("T")


@get("/events", sync_to_thread=True)
def list_events(
    the_desk: TheDesk, veil: TheVeil, wanted: Wanted, limit: Limit = 100, cursor: Cursor = None, count_rule: Rule = None
) -> EventPage:
    """What happened, each event once, as known on a day under a counting rule."""
    with the_desk.pictures.read(wanted.known, count_rule) as view:
        page = desk.derived(view.connection, "events", replace(wanted, known=None), limit, cursor)
        return EventPage(items=veiled(view, veil, page.items), cursor=page.cursor)


@get("/disagreements", sync_to_thread=True)
def list_disagreements(
    the_desk: TheDesk, veil: TheVeil, wanted: Wanted, limit: Limit = 100, cursor: Cursor = None
) -> DisagreementPage:
    """What sources say incompatibly, weightiest first, as known on a day."""
    with the_desk.pictures.read(wanted.known, None) as view:
        page = desk.derived(view.connection, "disagreements", replace(wanted, known=None), limit, cursor)
        return DisagreementPage(items=veiled(view, veil, page.items), cursor=page.cursor)


@get("/movements", sync_to_thread=True)
def list_movements(
    the_desk: TheDesk, veil: TheVeil, wanted: Wanted, limit: Limit = 100, cursor: Cursor = None, count_rule: Rule = None
) -> MovementPage:
    """People displaced, evacuated or returning, as known on a day under a counting rule."""
    with the_desk.pictures.read(wanted.known, count_rule) as view:
        page = desk.derived(view.connection, "movements", replace(wanted, known=None), limit, cursor)
        return MovementPage(items=veiled(view, veil, page.items), cursor=page.cursor)


@get("/families", sync_to_thread=True)
def list_families(the_desk: TheDesk, wanted: Wanted, limit: Limit = 100, cursor: Cursor = None) -> FamilyPage:
    """Reports that carry the same words, as known on a day."""
    with the_desk.pictures.read(wanted.known, None) as view:
        page = desk.derived(view.connection, "families", replace(wanted, known=None), limit, cursor)
        return FamilyPage(items=page.items, cursor=page.cursor)


@get("/holdings", sync_to_thread=True)
def list_holdings(
    the_desk: TheDesk, veil: TheVeil, wanted: Wanted, limit: Limit = 100, cursor: Cursor = None, ever: Ever = False
) -> HoldingPage:
    """Who holds what on a day, as known on a day (both now when not given)."""
    with the_desk.ledger.read() as view:
        page = desk.derived(view.connection, "holdings", replace(wanted, current=not ever), limit, cursor)
        return HoldingPage(items=veiled(view, veil, page.items), cursor=page.cursor)


@get("/crossings", sync_to_thread=True)
def list_crossings(
    the_desk: TheDesk, veil: TheVeil, wanted: Wanted, limit: Limit = 100, cursor: Cursor = None, ever: Ever = False
) -> CrossingPage:
    """State of border crossings and roads on a day, as known on a day (both now when not given)."""
    with the_desk.ledger.read() as view:
        page = desk.derived(view.connection, "crossings", replace(wanted, current=not ever), limit, cursor)
        return CrossingPage(items=veiled(view, veil, page.items), cursor=page.cursor)


@get("/events/{key:str}", sync_to_thread=True)
def show_event(key: FromPath[str], the_desk: TheDesk, veil: TheVeil, known: DayParameter = None, count_rule: Rule = None) -> Event:
    """One event."""
    with the_desk.pictures.read(checked(known), count_rule) as view:
        return _shown(view, veil, key, Event)


@get("/holdings/{key:str}", sync_to_thread=True)
def show_holding(key: FromPath[str], the_desk: TheDesk, veil: TheVeil) -> Holding:
    """One holding."""
    with the_desk.ledger.read() as view:
        return _shown(view, veil, key, Holding)


@get("/events/{key:str}/why", sync_to_thread=True)
def why_event(key: FromPath[str], the_desk: TheDesk, veil: TheVeil, known: DayParameter = None, count_rule: Rule = None) -> Why:
    """Why these claims are one event."""
    with the_desk.pictures.read(checked(known), count_rule) as view:
        return _why(view, veil, _shown(view, veil, key, Event))


@get("/holdings/{key:str}/why", sync_to_thread=True)
def why_holding(key: FromPath[str], the_desk: TheDesk, veil: TheVeil) -> Why:
    """What a holding rests on."""
    with the_desk.ledger.read() as view:
        return _why(view, veil, _shown(view, veil, key, Holding))


@get("/places/{key:path}", sync_to_thread=True)
def show_place(key: FromPath[str], the_desk: TheDesk, veil: TheVeil, known: DayParameter = None) -> PlaceView:
    """Everything about a place: all rows of its holdings and crossings, its events, the number of its claims."""
    name = key.removeprefix("/")
    places = all_places(the_desk)
    with the_desk.pictures.read(checked(known), None) as view:
        here = Filter(place=name)
        rows = {
            sort: veiled(view, veil, desk.derived(view.connection, sort, here, MOST_AT_PLACE).items)
            for sort in ("holdings", "crossings", "events")
        }
        place = places.get(name)
        if place is None:
            raise NotFound(f"{name[:60]}: no claim names this place")
        number = desk.claim_count(view.connection, Filter(place=name, known=checked(known)))
    return PlaceView(place=place, **rows, claims=number)


@get("/changes", sync_to_thread=True)
def list_changes(
    the_desk: TheDesk,
    veil: TheVeil,
    earlier: Annotated[str, QueryParameter(name="from", pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")],
    later: Annotated[str, QueryParameter(name="to", pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")],
    known: DayParameter = None,
) -> list[Change]:
    """Places whose holder or status differs between two days, as known on a day."""
    days = (checked(earlier), checked(later))
    with the_desk.ledger.read() as view:
        before, after = ({row.place.key: row for row in _held(view, veil, day, checked(known))} for day in days)
    keys = [key for key in {**before, **after} if _holder(before.get(key)) != _holder(after.get(key))]
    changes = [Change(place=(after.get(key) or before[key]).place, before=before.get(key), after=after.get(key)) for key in keys]
    return sorted(changes, key=lambda one: (one.place.country or "", one.place.name, one.place.key))


@get("/tolls", sync_to_thread=True)
def list_tolls(
    the_desk: TheDesk,
    wanted: Wanted,
    count_rule: Rule = None,
    role: Annotated[str, QueryParameter(max_length=40, description="killed, injured, displaced, …")] = "killed",
) -> list[Toll]:
    """Figures of people in a role, event by event, in order of day; the most recent where there are very many."""
    with the_desk.pictures.read(wanted.known, count_rule) as view:
        events = desk.events_counting(view.connection, role, replace(wanted, known=None), MOST_TOLLS)
        tolls = [_toll(event, count) for event in events for count in event.figures if count.role == role and count.unit in (None, "people")]
        known_of = desk.known_days(view.connection, [key for toll in tolls for key in toll.claims])
    dated = [msgspec.structs.replace(toll, known=max((known_of[key] for key in toll.claims if key in known_of), default=None)) for toll in tolls]
    return sorted(dated, key=lambda toll: (toll.day or "", toll.event))


@get("/days", sync_to_thread=True)
def list_days(the_desk: TheDesk, known: DayParameter = None) -> list[DayCount]:
    """Events and claims for each day that has any, as known on a day."""
    day = checked(known)

    with the_desk.pictures.read(day, None) as view:
        if day is None:
            return the_desk.remember("days", view, _day_counts)
        return _day_counts(view, day)


def _day_counts(view: View, known: Day | None = None) -> list[DayCount]:
    return [DayCount(day=day, events=events, claims=claims) for day, events, claims in overview.day_counts(view.connection, known)]


def veiled(view: View, veil: Veil, records: list[Any]) -> list[Any]:
    """Derived records as they may be shown."""
    if not veil.drawn:
        return records
    return veil.derived(records, desk.claims_by_id(view.connection, sorted({key for record in records for key in record.claims})))


def _shown(view: View, veil: Veil, key: str, kind: type[T]) -> T:
    found = desk.one(view.connection, key)
    if found is None or not isinstance(found[1], kind):
        raise NotFound(f"{key[:60]}: no such {kind.__name__.lower()}; derived records change when claims do")
    record: T = veiled(view, veil, [found[1]])[0]
    return record


def _why(view: View, veil: Veil, record: Event | Holding) -> Why:
    against = getattr(record, "opposed_by", ())
    claims = desk.claims_by_id(view.connection, [*record.claims, *against])
    heads = desk.heads(view.connection, sorted({claim.report or "" for claim in claims.values()}))
    lines = [f"{one.part}: {one.rule}" + (f" — {one.note}" if one.note else "") for one in record.because]
    for label, keys in (("", record.claims), ("against: ", against)):
        lines += [label + _quoted(veil.claim(claims[key]), heads[claims[key].report or ""].outlet) for key in keys if key in claims]
    return Why(id=record.id, lines=lines)


def _quoted(claim: Claim, outlet: str | None) -> str:
    said = " ← ".join(link.name for link in reversed(claim.attribution))
    return f"“{' '.join(claim.evidence.split())}” ({'; '.join(filter(None, (said, outlet)))}) [{claim.id}]"


def all_places(the_desk: Desk) -> dict[str, Place]:
    """Every place that the ledger names, by key."""

    with the_desk.ledger.read() as view:
        return the_desk.remember("places", view, lambda now: overview.places(now.connection))


def _held(view: View, veil: Veil, day: Day | None, known: Day | None) -> Iterable[Holding]:
    cursor = None
    while True:
        page = desk.derived(view.connection, "holdings", Filter(valid=day, known=known, current=True), 5000, cursor, most=5000)
        yield from veiled(view, veil, page.items)
        cursor = page.cursor
        if cursor is None:
            return


def _holder(row: Holding | None) -> tuple[str | None, str | None, tuple[str, ...]]:
    return (row.controller, row.status, row.contested_by) if row else (None, None, ())


def _toll(event: Event, count: Count) -> Toll:
    return Toll(
        day=_first(event.when), known=None, low=count.low, best=count.best, high=count.high, event=event.id, place=event.place,
        rule=count.rule, claims=list(count.claims),
    )  # fmt: skip


def _first(when: When) -> Day | None:
    return when.earliest or when.latest


PICTURE: list[HTTPRouteHandler] = [
    list_events, list_disagreements, list_movements, list_families, list_holdings, list_crossings, show_event, show_holding,
    why_event, why_holding, show_place, list_changes, list_tolls, list_days,
]  # fmt: skip
__all__ = ["PICTURE", "all_places", "veiled"]
