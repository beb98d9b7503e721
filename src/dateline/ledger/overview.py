"""Sums over a whole ledger for desks: counts, days, places, speakers, what to review first. Callers remember the answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from dateline.ledger import schema
from dateline.ledger.codec import decode
from dateline.model import Day, Disagreement, Family, Holding, Link, Place

WEIGHTS = {"h_": 4, "x_": 4, "g_": 3, "m_": 2, "e_": 1}
"""How much it matters that a record rests on a claim, by how its id begins: holdings, crossings, disagreements, movements, events."""


def counts(connection: sa.Connection) -> dict[str, int]:
    """Pages, stories, independent origins, claims and every sort of derived record: never one count for another."""
    reports = schema.reports.c
    pages, stories = connection.execute(sa.select(sa.func.count(), sa.func.count(reports.document.distinct()))).one()
    derived = connection.execute(sa.select(schema.derived.c.sort, sa.func.count()).group_by(schema.derived.c.sort))
    sorts = {row[0]: int(row[1]) for row in derived}
    origins = sorts.pop("families", 0)
    names = ("claims", "judgements", "problems")
    others = {name: connection.execute(sa.select(sa.func.count()).select_from(schema.metadata.tables[name])).scalar_one() for name in names}
    rows = {sort: sorts.get(sort, 0) for sort in ("events", "disagreements", "holdings", "crossings", "movements")}
    return {"pages": pages, "stories": stories, "independent origins": origins, **others, **rows}


def claim_kinds(connection: sa.Connection) -> dict[str, int]:
    """Number of claims of each kind, most frequent first."""
    number = sa.func.count()
    rows = connection.execute(sa.select(schema.claims.c.kind, number).group_by(schema.claims.c.kind).order_by(number.desc(), schema.claims.c.kind))
    return {row[0]: row[1] for row in rows}


def day_spans(connection: sa.Connection) -> tuple[Day | None, Day | None, Day | None, Day | None]:
    """First and last day that derived rows speak of; first and last day on which a report became known."""
    table = schema.derived.c
    first, last = connection.execute(
        sa.select(sa.func.min(sa.func.coalesce(table.valid_from, table.valid_to)), sa.func.max(sa.func.coalesce(table.valid_from, table.valid_to)))
    ).one()
    known = connection.execute(sa.select(sa.func.min(schema.reports.c.known), sa.func.max(schema.reports.c.known))).one()
    return first, last, known[0], known[1]


def box(connection: sa.Connection) -> list[float]:
    """West, south, east and north of everything located; empty when nothing is."""
    table = schema.derived.c
    found = connection.execute(
        sa.select(sa.func.min(table.lon), sa.func.min(table.lat), sa.func.max(table.lon), sa.func.max(table.lat))
    ).one()  # fmt: skip
    return [] if found[0] is None else [float(value) for value in found]


def controllers(connection: sa.Connection) -> list[str]:
    """Everybody who holds or contests a place at any time, by number of rows."""
    counted: Counter[str] = Counter()
    query = sa.select(schema.derived.c.body).where(schema.derived.c.sort == "holdings")
    for body in connection.execute(query).scalars():
        holding = decode(body, Holding)
        counted.update(name for name in (holding.controller, *holding.contested_by) if name)
    return sorted(counted, key=lambda name: (-counted[name], name))


def day_counts(connection: sa.Connection, known: Day | None) -> list[tuple[Day, int, int]]:
    """(day, events, claims) for every day that has any, by the first day of each."""
    events = schema.derived.c
    claims = schema.claims.c
    day = sa.func.coalesce(events.valid_from, events.valid_to)
    found: dict[Day, list[int]] = defaultdict(lambda: [0, 0])
    for name, number in connection.execute(sa.select(day, sa.func.count()).where(events.sort == "events", day.is_not(None)).group_by(day)):
        found[name][0] = number
    day = sa.func.coalesce(claims.earliest, claims.latest)
    query = sa.select(day, sa.func.count()).where(day.is_not(None)).group_by(day)
    for name, number in connection.execute(query.where(claims.known <= known) if known else query):
        found[name][1] = number
    return [(name, *found[name]) for name in sorted(found)]  # type: ignore[misc]


def turning_day(connection: sa.Connection, known: Day) -> Day | None:
    """The last day up to this one on which a report became known; None when that is all there is to know."""
    column = schema.reports.c.known
    newest, undated, last = connection.execute(
        sa.select(sa.func.max(column), sa.func.count() - sa.func.count(column), sa.func.max(sa.case((column <= known, column))))
        .select_from(schema.reports)
    ).one()  # fmt: skip
    if not undated and newest is not None and newest <= known:
        return None
    return last or known


class _Placed(msgspec.Struct):
    place: Place | None = None


def places(connection: sa.Connection) -> dict[str, Place]:
    """Every place that claims or derived rows name, by key."""
    found: dict[str, Place] = {}
    for table in (schema.claims, schema.derived):
        first = sa.select(sa.func.min(table.c.id)).where(table.c.place.is_not(None)).group_by(table.c.place)
        for body in connection.execute(sa.select(table.c.body).where(table.c.id.in_(first))).scalars():
            place = decode(body, _Placed).place
            if place is not None:
                found.setdefault(place.key, place)
    return found


# ------------------------------------------------------------------ sources


@dataclass(slots=True)
class Tally:
    """What a source said and whose words it carries."""

    name: str
    role: str
    reports: int = 0
    claims: int = 0
    given: int = 0
    taken: int = 0
    contradicted: int = 0


class _Told(msgspec.Struct):
    attribution: tuple[Link, ...] = ()


def tallies(connection: sa.Connection) -> list[Tally]:
    """Outlets, agencies, documents and speakers with their counts, most claims first."""
    found: dict[tuple[str, str], Tally] = {}
    opposed = _opposed(connection)
    outlet_of = _outlets(connection, found)
    seen: set[tuple[tuple[str, str], str]] = set()
    claims = schema.claims.c
    for key, report, body in connection.execute(sa.select(claims.id, claims.report, claims.body)):
        names = {("outlet", outlet_of[report])} if outlet_of.get(report) else set()
        names |= {(link.role, link.name) for link in decode(body, _Told).attribution if link.name and not link.anonymous}
        for role, name in names:
            row = found.setdefault((role, name), Tally(name, role))
            row.claims += 1
            row.contradicted += key in opposed
            if role != "outlet" and ((role, name), report) not in seen:
                seen.add(((role, name), report))
                row.reports += 1
    _copies(connection, found, outlet_of)
    return sorted(found.values(), key=lambda row: (-row.claims, row.role, row.name))


def _outlets(connection: sa.Connection, found: dict[tuple[str, str], Tally]) -> dict[str, str]:
    outlet_of: dict[str, str] = {}
    for report, outlet in connection.execute(sa.select(schema.reports.c.id, schema.reports.c.outlet)):
        if outlet:
            outlet_of[report] = outlet
            found.setdefault(("outlet", outlet), Tally(outlet, "outlet")).reports += 1
    return outlet_of


def _opposed(connection: sa.Connection) -> set[str]:
    """Claims that stand on one side of a disagreement."""
    query = sa.select(schema.derived.c.body).where(schema.derived.c.sort == "disagreements")
    bodies = connection.execute(query).scalars()
    return {claim for body in bodies for side in decode(body, Disagreement).sides for claim in side.claims}


def _copies(connection: sa.Connection, found: dict[tuple[str, str], Tally], outlet_of: dict[str, str]) -> None:
    query = sa.select(schema.derived.c.body).where(schema.derived.c.sort == "families")
    for body in connection.execute(query).scalars():
        family = decode(body, Family)
        giver = outlet_of.get(family.origin)
        for report in family.reports:
            taker = outlet_of.get(report)
            if giver and taker and taker != giver:
                found["outlet", giver].given += 1
                found["outlet", taker].taken += 1


# ------------------------------------------------------------------ review


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A claim to look at: 1 − confidence, and the weight of what rests on it."""

    claim: str
    doubt: float
    consequence: float


def doubtful(connection: sa.Connection) -> list[Doubtful]:
    """All claims that something rests on, the ones first where doubt times consequence is greatest."""
    claims, links = schema.claims.c, schema.derived_claims.c
    weight = sa.func.sum(sa.case(WEIGHTS, value=sa.func.substr(links.derived, 1, 2), else_=0))
    counted = sa.select(links.claim, weight.label("weight")).group_by(links.claim).subquery()
    query = sa.select(claims.id, claims.confidence, counted.c.weight).join_from(counted, schema.claims, claims.id == counted.c.claim)
    rows = [Doubtful(key, round(1.0 - confidence, 3), float(weight)) for key, confidence, weight in connection.execute(query)]
    return sorted(rows, key=lambda row: (-row.doubt * row.consequence, row.claim))


def resting(connection: sa.Connection, claims: Sequence[str]) -> dict[str, list[str]]:
    """Ids of the derived records that rest on each claim."""
    links = schema.derived_claims.c
    found: dict[str, list[str]] = defaultdict(list)
    for claim, derived in connection.execute(sa.select(links.claim, links.derived).where(links.claim.in_(claims)).order_by(links.derived)):
        found[claim].append(derived)
    return found


def families(connection: sa.Connection) -> dict[str, tuple[str, int]]:
    """For every report the id of its family and the number of reports in it."""
    found: dict[str, tuple[str, int]] = {}
    for body in connection.execute(sa.select(schema.derived.c.body).where(schema.derived.c.sort == "families")).scalars():
        family = decode(body, Family)
        found.update(dict.fromkeys(family.reports, (family.id, len(family.reports))))
    return found
