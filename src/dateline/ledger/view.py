"""Reading a ledger: reports, claims, judgements, problems and derived records, each by what desks ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from dateline.errors import NotFound
from dateline.ledger import schema
from dateline.ledger.codec import decode
from dateline.model import (
    Claim,
    Crossing,
    Day,
    Disagreement,
    Event,
    Family,
    Holding,
    Judgement,
    Movement,
    Problem,
    Report,
    known_day,
)

T = TypeVar("T")
SORTS: dict[str, type] = {
    "families": Family,
    "events": Event,
    "disagreements": Disagreement,
    "holdings": Holding,
    "crossings": Crossing,
    "movements": Movement,
}


class View:
    """One consistent state of the ledger; every method reads, none writes."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def reports(self, text: bool = False, claims: bool = False) -> Iterator[Report]:
        """All reports in order of id, with version; without text and claims unless asked for."""
        versions = self.versions()
        columns = [schema.reports.c.id, schema.reports.c.body]
        if text:
            columns.append(schema.reports.c.text)
        for row in self._connection.execute(sa.select(*columns).order_by(schema.reports.c.id)):
            report = msgspec.structs.replace(
                decode(row.body, Report),
                version=versions[row.id],
                text=row.text if text else "",
                claims=tuple(self.claims(report=row.id)) if claims else (),
            )
            yield report

    def report(self, key: str) -> Report:
        """One report, whole, by id, source id or path (of several versions the newest), or unambiguous start of id; raises `NotFound`."""
        table = schema.reports
        for wanted in (table.c.id == key, table.c.source_id == key, table.c.id.startswith(key, autoescape=True)):
            found = self._connection.execute(sa.select(table.c.id, table.c.document).where(wanted).limit(1000)).all()
            if found and len({row.document for row in found}) == 1 and (len(found) == 1 or found[0].id[: len(key)] != key):
                numbers = self.versions(found[0].id)
                return self._whole(max((row.id for row in found), key=numbers.__getitem__), numbers)
            if found:
                raise NotFound(f"{key}: more than one report is called so: {', '.join(sorted(row.id for row in found)[:10])}")
        raise NotFound(f"{key}: no such report; `dateline show` lists them")

    def _whole(self, key: str, numbers: dict[str, int]) -> Report:
        table = schema.reports
        row = self._connection.execute(sa.select(table.c.body, table.c.text).where(table.c.id == key)).one()
        return msgspec.structs.replace(
            decode(row.body, Report), text=row.text, claims=tuple(self.claims(report=key)), version=numbers[key]
        )

    def report_ids(self) -> list[str]:
        """Ids of all reports, in order."""
        return list(self._connection.execute(sa.select(schema.reports.c.id).order_by(schema.reports.c.id)).scalars())

    def versions(self, report: str | None = None) -> dict[str, int]:
        """The version number of every report within its document (of one report's document, if given).

        Versions are ordered by publication, then retrieval, then id.
        """
        table = schema.reports
        query = sa.select(table.c.id, table.c.document, table.c.known, table.c.retrieved_at)
        if report is not None:
            query = query.where(table.c.document == sa.select(table.c.document).where(table.c.id == report).scalar_subquery())
        rows = self._connection.execute(query).all()
        ordered = sorted(rows, key=lambda row: (row.document, row.known or "9999", row.retrieved_at or "", row.id))
        numbers: dict[str, int] = {}
        document, number = None, 0
        for row in ordered:
            number = number + 1 if row.document == document else 1
            document = row.document
            numbers[row.id] = number
        return numbers

    def count(self, table: str) -> int:
        """Number of rows: reports, claims, problems, judgements, or a sort of derived records."""
        if table in SORTS:
            query = sa.select(sa.func.count()).select_from(schema.derived).where(schema.derived.c.sort == table)
        else:
            query = sa.select(sa.func.count()).select_from(schema.metadata.tables[table])
        return int(self._connection.execute(query).scalar_one())

    def claims(self, report: str | None = None, kind: str | None = None, place: str | None = None) -> Iterator[Claim]:
        """Claims in order of report, position and id; each carries its report's id."""
        query = sa.select(schema.claims.c.body, schema.claims.c.report)
        for column, value in ((schema.claims.c.report, report), (schema.claims.c.kind, kind), (schema.claims.c.place, place)):
            if value is not None:
                query = query.where(column == value)
        found = (decode(row.body, Claim) for row in self._connection.execute(query))
        yield from sorted(found, key=lambda claim: (claim.report or "", claim.start, claim.end, claim.id))

    def claim(self, key: str) -> Claim:
        """One claim by id or unambiguous start of id; raises `NotFound`."""
        rows = self._connection.execute(
            sa.select(schema.claims.c.body).where(schema.claims.c.id.startswith(key, autoescape=True)).limit(2)
        ).scalars().all()  # fmt: skip
        if len(rows) != 1:
            raise NotFound(f"{key}: no such claim, or more than one")
        return decode(rows[0], Claim)

    def problems(self) -> list[Problem]:
        """All data problems, by place."""
        table = schema.problems
        rows = self._connection.execute(sa.select(table.c.place, table.c.code, table.c.message).order_by(table.c.place, table.c.code))
        return [Problem(place=row.place, code=row.code, message=row.message) for row in rows]

    def judgements(self) -> list[Judgement]:
        """All judgements, in the order in which they were made."""
        rows = self._connection.execute(sa.select(schema.judgements.c.body).order_by(schema.judgements.c.sequence))
        return [decode(body, Judgement) for body in rows.scalars()]

    def audit(self) -> list[tuple[str, str, str]]:
        """All audit lines: moment, action, detail."""
        rows = self._connection.execute(sa.select(schema.audit).order_by(schema.audit.c.sequence))
        return [(row.at, row.action, row.detail) for row in rows]

    def derived(self, sort: str, place: str | None = None) -> list[Any]:
        """Derived records of a sort, in their order."""
        query = sa.select(schema.derived.c.body).where(schema.derived.c.sort == sort).order_by(schema.derived.c.rank)
        if place is not None:
            query = query.where(schema.derived.c.place == place)
        return [decode(body, SORTS[sort]) for body in self._connection.execute(query).scalars()]

    def as_of(
        self, sort: str, valid: Day | None, known: Day | None, place: str | None = None, country: str | None = None, name: str | None = None
    ) -> list[Any]:
        """Derived records with four clocks that were so on a day, as known on a day (None = now, for both), in their order.

        `place` is a place's key, `country` an ISO-3 code, `name` a part of the place's name; only rows that fit are read.
        """
        query = sa.select(schema.derived.c.rank, schema.derived.c.body).where(*_clock_terms(sort, valid, known))
        if place is not None:
            query = query.where(schema.derived.c.place == place)
        if country is not None:
            query = query.where(schema.derived.c.country == country)
        rows = sorted(self._connection.execute(query).all(), key=lambda row: row.rank)
        records: list[Any] = [decode(row.body, SORTS[sort]) for row in rows]
        return records if not name else [record for record in records if name.casefold() in record.place.name.casefold()]

    def resting_on(self, claim: str) -> list[str]:
        """Ids of the derived records that rest on a claim."""
        query = sa.select(schema.derived_claims.c.derived).where(schema.derived_claims.c.claim == claim)
        return sorted(self._connection.execute(query).scalars())

    def setting(self, name: str) -> str | None:
        """A setting of the ledger, such as the version that derived it last."""
        value: str | None = self._connection.execute(
            sa.select(schema.settings.c.value).where(schema.settings.c.name == name)
        ).scalar()
        return value

    def is_derived(self) -> bool:
        """Whether what is derived follows from all that is stored (a reader that was killed leaves pages that it does not)."""
        return self.count("reports") == 0 or self.setting("derived_of") == self.setting("revision")

    def extractors(self) -> dict[str, int]:
        """How many reports each version of the extractor read."""
        query = sa.select(schema.reports.c.extractor, sa.func.count()).group_by(schema.reports.c.extractor)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    @property
    def connection(self) -> sa.Connection:
        """The connection behind the view, for the queries of `ledger.desk`."""
        return self._connection


def _clock_terms(sort: str, valid: Day | None, known: Day | None) -> list[sa.ColumnElement[bool]]:
    """What the four clocks ask of a row: the same as `dateline.corpus.clocks.as_of`."""
    table = schema.derived.c
    terms: list[sa.ColumnElement[bool]] = [table.sort == sort]
    if valid is None:
        terms.append(table.valid_to.is_(None))
    else:
        terms += [
            sa.or_(table.valid_from.is_(None), table.valid_from <= valid),
            sa.or_(table.valid_to.is_(None), table.valid_to > valid),
        ]
    if known is None:
        terms.append(table.known_to.is_(None))
    else:
        terms += [table.known_from <= known, sa.or_(table.known_to.is_(None), table.known_to > known)]
    return terms


__all__ = ["SORTS", "View", "known_day"]
