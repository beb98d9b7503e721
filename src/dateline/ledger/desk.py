"""Pages of records for desks: filters, keyset paging, word search; everything in SQL, nothing loaded that is not shown."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import sqlalchemy as sa

from dateline.errors import UsageError
from dateline.ledger import schema
from dateline.ledger.codec import decode, word_number
from dateline.ledger.view import SORTS
from dateline.model import Claim, Day, Event, Judgement, Report

T = TypeVar("T")

MOST = 500
"""Most records on one page."""
FEW = 2000
"""Up to so many matches of words are listed; more are asked for one by one."""


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
    located: bool = False
    """Only what has a position."""
    current: bool = False
    """Whether a missing day means "now" (only rows that still hold) rather than any day."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of records; `cursor` asks for the next, None when there is none."""

    items: list[Any] = field(default_factory=list)
    cursor: str | None = None


def claims(connection: sa.Connection, wanted: Filter, limit: int = 100, cursor: str | None = None, most: int = MOST) -> Slice:
    """Claims that fit, by id."""
    table = schema.claims
    query: sa.Select[Any] = sa.select(table.c.id, table.c.body).where(*_claim_terms(connection, wanted))
    after = _position(cursor, str) if cursor else None
    if wanted.words and connection.dialect.name == "sqlite" and _match(wanted.words):
        query = _streamed(query, wanted.words, after)
    else:
        query = query.order_by(table.c.id)
    if after is not None:
        query = query.where(table.c.id > after)
    taken = _taken(limit, most)
    rows = connection.execute(query.limit(taken + 1)).all()
    return _slice(rows, taken, Claim, lambda row: row.id)


def _streamed(query: sa.Select[Any], words: str, after: str | None) -> sa.Select[Any]:
    """Claims out of the word index in the order of its row numbers, which is that of their ids."""
    index = sa.table("words", sa.column("rowid", sa.BigInteger))
    match = sa.text("words MATCH :match").bindparams(match=_match(words))
    query = query.join_from(index, schema.claims, schema.claims.c.word == index.c.rowid).where(match).order_by(index.c.rowid)
    return query if after is None else query.where(index.c.rowid >= word_number(after))


def derived(
    connection: sa.Connection, sort: str, wanted: Filter, limit: int = 100, cursor: str | None = None, most: int = MOST
) -> Slice:
    """Derived records of a sort that fit, in their order."""
    table = schema.derived
    order = table.c.rank + 0 if wanted.place else table.c.rank  # the sum keeps SQLite from walking the whole sort for one place
    terms = _derived_terms(connection, wanted)
    query = sa.select(table.c.rank, table.c.body).where(table.c.sort == sort, *terms).order_by(order)
    if cursor:
        query = query.where(table.c.rank > float(_position(cursor, float)))
    taken = _taken(limit, most)
    rows = connection.execute(query.limit(taken + 1)).all()
    return _slice(rows, taken, SORTS[sort], lambda row: row.rank)


def claim_count(connection: sa.Connection, wanted: Filter) -> int:
    """How many claims fit."""
    words = [_holds_words(connection, schema.claims.c.word, wanted.words)] if wanted.words else []
    query = sa.select(sa.func.count()).select_from(schema.claims).where(*_claim_terms(connection, wanted), *words)
    return int(connection.execute(query).scalar_one())


def events_counting(connection: sa.Connection, role: str, wanted: Filter, most: int) -> list[Event]:
    """Events that fit and have a count in a role, newest first."""
    table = schema.derived
    counted = sa.func.instr(table.c.body, f'"role":{json.dumps(role, ensure_ascii=False)}'.encode()) > 0
    query = sa.select(table.c.body).where(table.c.sort == "events", counted, *_derived_terms(connection, wanted))
    rows = connection.execute(query.order_by(table.c.valid_from.desc(), table.c.rank).limit(most)).scalars()
    return [decode(body, Event) for body in rows]


def known_days(connection: sa.Connection, keys: Sequence[str]) -> dict[str, Day]:
    """The day on which each claim became known, for those where it is."""
    table = schema.claims
    found: dict[str, Day] = {}
    for start in range(0, len(keys), 5000):
        query = sa.select(table.c.id, table.c.known).where(table.c.id.in_(list(keys[start : start + 5000])), table.c.known.is_not(None))
        found.update({row.id: row.known for row in connection.execute(query)})
    return found


def reports(connection: sa.Connection, wanted: Filter, limit: int = 100, cursor: str | None = None) -> Slice:
    """Reports without text, newest first, as (report, version, number of claims)."""
    table = schema.reports
    day = sa.func.coalesce(table.c.known, sa.literal_column("''"))
    query = sa.select(table.c.id, table.c.body, day.label("day")).order_by(day.desc(), table.c.id.desc())
    query = query.where(*_report_terms(connection, wanted))
    if cursor:
        after, key = _pair(cursor)
        query = query.where(sa.or_(day < after, sa.and_(day == after, table.c.id < key)))
    taken = _taken(limit, MOST)
    rows = connection.execute(query.limit(taken + 1)).all()
    page = _slice(rows, taken, Report, lambda row: [row.day, row.id])
    return Slice(_with_counts(connection, page.items), page.cursor)


def report_rows(connection: sa.Connection, keys: Sequence[str]) -> list[tuple[Report, int | None, int]]:
    """Reports without text as (report, version, number of claims), in the order of the ids; ids that name none are left out."""
    found = heads(connection, keys)
    return _with_counts(connection, [found[key] for key in keys if key in found])


def heads(connection: sa.Connection, keys: Sequence[str]) -> dict[str, Report]:
    """Reports without text and claims, by id."""
    rows = connection.execute(sa.select(schema.reports.c.id, schema.reports.c.body).where(schema.reports.c.id.in_(keys)))
    return {row.id: decode(row.body, Report) for row in rows}


def texts(connection: sa.Connection, keys: Sequence[str]) -> dict[str, str]:
    """Texts of reports by id."""
    rows = connection.execute(sa.select(schema.reports.c.id, schema.reports.c.text).where(schema.reports.c.id.in_(keys)))
    return {row.id: row.text for row in rows}


def versions(connection: sa.Connection, *documents: str) -> dict[str, list[str]]:
    """Ids of all reports of each document, oldest version first."""
    table = schema.reports
    columns = (table.c.document, table.c.id, table.c.known, table.c.retrieved_at)
    rows = connection.execute(sa.select(*columns).where(table.c.document.in_(documents))).all()
    found: dict[str, list[str]] = {document: [] for document in documents}
    for row in sorted(rows, key=lambda row: (row.known or "9999", row.retrieved_at or "", row.id)):
        found[row.document].append(row.id)
    return found


def _with_counts(connection: sa.Connection, found: Sequence[Report]) -> list[tuple[Report, int | None, int]]:
    keys = [report.id for report in found]
    table = schema.claims
    counted = sa.select(table.c.report, sa.func.count()).where(table.c.report.in_(keys)).group_by(table.c.report)
    claims_of = {row[0]: row[1] for row in connection.execute(counted)}
    lines = versions(connection, *{report.document for report in found})
    return [(report, lines[report.document].index(report.id) + 1, claims_of.get(report.id, 0)) for report in found]


def claims_by_id(connection: sa.Connection, keys: Sequence[str]) -> dict[str, Claim]:
    """Claims by id; ids that name none are left out."""
    table = schema.claims
    found: dict[str, Claim] = {}
    for start in range(0, len(keys), 500):
        part = list(keys[start : start + 500])
        rows = connection.execute(sa.select(table.c.id, table.c.body).where(table.c.id.in_(part)))
        found.update({row.id: decode(row.body, Claim) for row in rows})
    return found


def judgements(connection: sa.Connection, subject: str | None = None, limit: int = 100, cursor: str | None = None) -> Slice:
    """Judgements, newest first, about one subject or all."""
    table = schema.judgements
    query = sa.select(table.c.sequence, table.c.body).order_by(table.c.sequence.desc())
    if subject:
        query = query.where(table.c.subject == subject)
    if cursor:
        query = query.where(table.c.sequence < _position(cursor, float))
    taken = _taken(limit, MOST)
    rows = connection.execute(query.limit(taken + 1)).all()
    return _slice(rows, taken, Judgement, lambda row: float(row.sequence))


def last_judgement(connection: sa.Connection, subject: str) -> Judgement | None:
    """The newest judgement about a subject, a taking back included."""
    page = judgements(connection, subject, 1)
    return page.items[0] if page.items else None


def one(connection: sa.Connection, key: str) -> tuple[str, Any] | None:
    """A derived record by id, with its sort."""
    row = connection.execute(sa.select(schema.derived.c.sort, schema.derived.c.body).where(schema.derived.c.id == key)).first()
    return (row.sort, decode(row.body, SORTS[row.sort])) if row else None


def search(connection: sa.Connection, words: str, limit: int = 50) -> list[str]:
    """Ids of claims and reports that hold all the words; every word may be the start of one.

    Best first, unless the words are so common that ranking them all would take long.
    """
    match = _match(words)
    if connection.dialect.name != "sqlite" or not match:
        return []
    ranked = "" if _numbers(connection, match) is None else "ORDER BY rank "
    query = sa.text(f"SELECT id FROM words WHERE words MATCH :match {ranked}LIMIT :most")
    return list(connection.execute(query, {"match": match, "most": _taken(limit, MOST)}).scalars())


def _numbers(connection: sa.Connection, match: str) -> list[int] | None:
    """Row numbers in the word index that match; None when there are very many."""
    query = sa.text("SELECT rowid FROM words WHERE words MATCH :match LIMIT :most")
    found = list(connection.execute(query, {"match": match, "most": FEW + 1}).scalars())
    return None if len(found) > FEW else found


def _holds_words(connection: sa.Connection, number: sa.ColumnElement[int], words: str) -> sa.ColumnElement[bool]:
    """That the record of this row number holds all the words: by list when few do, by asking the index when many do."""
    match = _match(words)
    if connection.dialect.name != "sqlite" or not match:
        return sa.false()
    few = _numbers(connection, match)
    if few is not None:
        return number.in_(few)
    found = sa.table("words", sa.column("rowid", sa.BigInteger))
    many = sa.select(found.c.rowid).where(sa.text("words MATCH :match").bindparams(match=match))
    return (number + 0).in_(many)  # the sum keeps SQLite from gathering and sorting them all


def _match(words: str) -> str:
    return " ".join(f'"{word}"*' for word in words.replace('"', " ").replace("\0", " ").split() if any(map(str.isalnum, word)))


def _report_terms(connection: sa.Connection, wanted: Filter) -> list[sa.ColumnElement[bool]]:
    table, claims = schema.reports, schema.claims
    terms: list[sa.ColumnElement[bool]] = []
    if wanted.words:
        keys = [key for key in search(connection, wanted.words, MOST) if key.startswith("r_")]
        holds = _holds_words(connection, claims.c.word, wanted.words)
        terms.append(sa.or_(table.c.id.in_(keys), sa.exists(sa.select(1).where(claims.c.report == table.c.id, holds))))
    for day, side in ((wanted.known, "to"), (wanted.first, "from"), (wanted.last, "to")):
        if day:
            terms.append(table.c.known <= day if side == "to" else table.c.known >= day)
    if wanted.report:
        terms.append(table.c.id == wanted.report)
    level = _claim_level(wanted) + _shared_terms(claims, wanted)
    if level:
        terms.append(table.c.id.in_(sa.select(claims.c.report).where(*level)))
    return terms


def _claim_terms(connection: sa.Connection, wanted: Filter) -> list[sa.ColumnElement[bool]]:
    """Everything but the words, which claims are found by rather than filtered by."""
    table = schema.claims
    terms = _shared_terms(table, wanted) + _claim_level(wanted)
    if wanted.report:
        terms.append(table.c.report == wanted.report)
    if wanted.words and not _match(wanted.words):
        terms.append(sa.false())
    if wanted.known:
        terms.append(table.c.known <= wanted.known)
    for day, side in ((wanted.first, "from"), (wanted.last, "to"), (wanted.valid, "from"), (wanted.valid, "to")):
        if day and side == "from":
            terms.append(sa.func.coalesce(table.c.latest, table.c.earliest) >= day)
        elif day:
            terms.append(sa.func.coalesce(table.c.earliest, table.c.latest) <= day)
    return terms


def _claim_level(wanted: Filter) -> list[sa.ColumnElement[bool]]:
    """What only claims have; derived records fit when one of their claims does."""
    table = schema.claims
    terms: list[sa.ColumnElement[bool]] = []
    if wanted.stances:
        terms.append(table.c.stance.in_(wanted.stances))
    if wanted.confidence is not None:
        terms.append(table.c.confidence >= wanted.confidence)
    return terms


def _derived_terms(connection: sa.Connection, wanted: Filter) -> list[sa.ColumnElement[bool]]:
    table = schema.derived
    terms = _shared_terms(table, wanted)
    if wanted.statuses:
        terms.append(table.c.status.in_(wanted.statuses))
    if wanted.origins is not None:
        terms.append(table.c.origins >= wanted.origins)
    if wanted.first:
        terms.append(sa.func.coalesce(table.c.valid_to, table.c.valid_from, "9999") >= wanted.first)
    if wanted.last:
        terms.append(sa.func.coalesce(table.c.valid_from, table.c.valid_to, "0000") <= wanted.last)
    return terms + _clock_terms(table, wanted) + _resting_terms(connection, wanted)


def _clock_terms(table: sa.Table, wanted: Filter) -> list[sa.ColumnElement[bool]]:
    terms: list[sa.ColumnElement[bool]] = []
    if wanted.valid:
        ends = table.c.valid_to > wanted.valid if wanted.current else table.c.valid_to >= wanted.valid
        terms += [sa.or_(table.c.valid_from.is_(None), table.c.valid_from <= wanted.valid), sa.or_(table.c.valid_to.is_(None), ends)]
    elif wanted.current:
        terms.append(table.c.valid_to.is_(None))
    if wanted.known:
        terms += [table.c.known_from <= wanted.known, sa.or_(table.c.known_to.is_(None), table.c.known_to > wanted.known)]
    elif wanted.current:
        terms.append(table.c.known_to.is_(None))
    return terms


def _resting_terms(connection: sa.Connection, wanted: Filter) -> list[sa.ColumnElement[bool]]:
    """That one of the record's claims fits. Few fitting claims are followed to their records; of many, each record is asked."""
    claims, links, derived = schema.claims.c, schema.derived_claims.c, schema.derived.c
    about = _claim_level(wanted)
    few = wanted.report is not None
    if wanted.report:
        about.append(claims.report == wanted.report)
    if wanted.words:
        about.append(_holds_words(connection, claims.word, wanted.words))
        few = few or not _match(wanted.words) or _numbers(connection, _match(wanted.words)) is not None
    if not about:
        return []
    if few:
        return [derived.id.in_(sa.select(links.derived).where(links.claim.in_(sa.select(claims.id).where(*about))))]
    both = schema.derived_claims.join(schema.claims, claims.id == links.claim)
    return [sa.exists(sa.select(1).select_from(both).where(links.derived == derived.id, *about))]


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
    if wanted.located:
        terms += [table.c.lat.is_not(None), table.c.lon.is_not(None)]
    if wanted.area:
        west, south, east, north = wanted.area
        across = sa.or_(table.c.lon >= west, table.c.lon <= east)
        terms += [table.c.lon.between(west, east) if west <= east else across, table.c.lat.between(south, north)]
    return terms


def _taken(limit: int, most: int) -> int:
    return max(1, min(limit, most))


def _slice(rows: Sequence[Any], limit: int, kind: type, position: Any) -> Slice:
    items: list[Any] = [decode(row.body, kind) for row in rows[:limit]]
    return Slice(items, _cursor(position(rows[limit - 1])) if len(rows) > limit else None)


def _cursor(position: str | float | list[str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


def _position(cursor: str, kind: type[T]) -> T:
    try:
        position = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, TypeError, RecursionError) as error:
        raise _no_cursor(cursor) from error
    if not isinstance(position, kind) or (isinstance(position, float) and not math.isfinite(position)):
        raise _no_cursor(cursor)
    return position


def _pair(cursor: str) -> tuple[str, str]:
    match _position(cursor, list):
        case [str(first), str(second)]:
            return first, second
    raise _no_cursor(cursor)


def _no_cursor(cursor: str) -> UsageError:
    return UsageError(f"{cursor[:80]!r} is no cursor of this list; leave it out to start at the beginning")
