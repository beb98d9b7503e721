"""Pages of records for desks: filters, keyset paging, word search; everything in SQL, nothing loaded that is not shown."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from dateline.errors import UsageError
from dateline.ledger import schema
from dateline.ledger.codec import decode
from dateline.ledger.view import SORTS
from dateline.model import Claim, Day

MOST = 500
"""Most records on one page."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a desk asks for; None is "any". `area` is west, south, east, north in degrees; days are inclusive."""

    area: tuple[float, float, float, float] | None = None
    first: Day | None = None
    last: Day | None = None
    valid: Day | None = None
    known: Day | None = None
    kinds: Sequence[str] = ()
    party: str | None = None
    stances: Sequence[str] = ()
    statuses: Sequence[str] = ()
    origins: int | None = None
    place: str | None = None
    country: str | None = None
    report: str | None = None
    confidence: float | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of records; `cursor` asks for the next, None when there is none."""

    items: list[Any] = field(default_factory=list)
    cursor: str | None = None


def claims(connection: sa.Connection, wanted: Filter, limit: int = 100, cursor: str | None = None) -> Slice:
    """Claims that fit, by id."""
    table = schema.claims
    query = sa.select(table.c.id, table.c.body).where(*_claim_terms(table, wanted)).order_by(table.c.id)
    if cursor:
        query = query.where(table.c.id > str(_position(cursor)))
    if wanted.words:
        query = query.where(table.c.id.in_(_word_ids(connection, wanted.words)))
    rows = connection.execute(query.limit(_most(limit) + 1)).all()
    return _slice(rows, _most(limit), Claim, lambda row: row.id)


def derived(connection: sa.Connection, sort: str, wanted: Filter, limit: int = 100, cursor: str | None = None) -> Slice:
    """Derived records of a sort that fit, in their order."""
    table = schema.derived
    query = sa.select(table.c.rank, table.c.body).where(table.c.sort == sort, *_derived_terms(table, wanted)).order_by(table.c.rank)
    if cursor:
        query = query.where(table.c.rank > float(_position(cursor)))
    rows = connection.execute(query.limit(_most(limit) + 1)).all()
    return _slice(rows, _most(limit), SORTS[sort], lambda row: row.rank)


def one(connection: sa.Connection, key: str) -> tuple[str, Any] | None:
    """A derived record by id, with its sort."""
    row = connection.execute(sa.select(schema.derived.c.sort, schema.derived.c.body).where(schema.derived.c.id == key)).first()
    return (row.sort, decode(row.body, SORTS[row.sort])) if row else None


def search(connection: sa.Connection, words: str, limit: int = 50) -> list[str]:
    """Ids of claims and reports that hold all the words, best first; every word may be the start of one."""
    if connection.dialect.name != "sqlite" or not _match(words):
        return []
    query = sa.text("SELECT id FROM words WHERE words MATCH :match ORDER BY rank LIMIT :most")
    return list(connection.execute(query, {"match": _match(words), "most": _most(limit)}).scalars())


def _word_ids(connection: sa.Connection, words: str) -> list[str]:
    return search(connection, words, MOST)


def _match(words: str) -> str:
    return " ".join(f'"{word}"*' for word in words.replace('"', " ").split())


def _claim_terms(table: sa.Table, wanted: Filter) -> list[sa.ColumnElement[bool]]:
    terms = _shared_terms(table, wanted)
    if wanted.stances:
        terms.append(table.c.stance.in_(wanted.stances))
    if wanted.report:
        terms.append(table.c.report == wanted.report)
    if wanted.confidence is not None:
        terms.append(table.c.confidence >= wanted.confidence)
    if wanted.known:
        terms.append(table.c.known <= wanted.known)
    if wanted.first:
        terms.append(sa.func.coalesce(table.c.latest, table.c.earliest) >= wanted.first)
    if wanted.last:
        terms.append(sa.func.coalesce(table.c.earliest, table.c.latest) <= wanted.last)
    return terms


def _derived_terms(table: sa.Table, wanted: Filter) -> list[sa.ColumnElement[bool]]:
    terms = _shared_terms(table, wanted)
    if wanted.statuses:
        terms.append(table.c.status.in_(wanted.statuses))
    if wanted.origins is not None:
        terms.append(table.c.origins >= wanted.origins)
    if wanted.first:
        terms.append(sa.func.coalesce(table.c.valid_to, table.c.valid_from, "9999") >= wanted.first)
    if wanted.last:
        terms.append(sa.func.coalesce(table.c.valid_from, table.c.valid_to, "0000") <= wanted.last)
    if wanted.valid:
        terms += [
            sa.or_(table.c.valid_from.is_(None), table.c.valid_from <= wanted.valid),
            sa.or_(table.c.valid_to.is_(None), table.c.valid_to > wanted.valid),
        ]
    if wanted.known:
        terms += [table.c.known_from <= wanted.known, sa.or_(table.c.known_to.is_(None), table.c.known_to > wanted.known)]
    return terms


def _shared_terms(table: sa.Table, wanted: Filter) -> list[sa.ColumnElement[bool]]:
    terms: list[sa.ColumnElement[bool]] = []
    if wanted.kinds:
        terms.append(table.c.kind.in_(wanted.kinds))
    if wanted.place:
        terms.append(table.c.place == wanted.place)
    if wanted.country:
        terms.append(table.c.country == wanted.country)
    if wanted.party:
        terms.append(table.c.parties.contains(wanted.party.casefold(), autoescape=True))
    if wanted.area:
        west, south, east, north = wanted.area
        terms += [table.c.lon.between(west, east), table.c.lat.between(south, north)]
    return terms


def _most(limit: int) -> int:
    return max(1, min(limit, MOST))


def _slice(rows: Sequence[Any], limit: int, kind: type, position: Any) -> Slice:
    items: list[Any] = [decode(row.body, kind) for row in rows[:limit]]
    return Slice(items, _cursor(position(rows[limit - 1])) if len(rows) > limit else None)


def _cursor(position: str | float) -> str:
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


def _position(cursor: str) -> str | float:
    try:
        position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return position if isinstance(position, str) else float(position)
    except (ValueError, TypeError) as error:
        raise UsageError(f"{cursor!r} is no cursor; leave it out to start at the beginning") from error
