"""The one writer of a ledger. Loading the same thing twice changes nothing; the order of loading changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from dateline.errors import NotFound
from dateline.ledger import schema
from dateline.ledger.codec import claim_row, decode, encode, party_words, report_body, word_number, word_row
from dateline.model import Claim, Judgement, Problem, Report, known_day, stable_id

REVISION = "revision"
DERIVED_OF = "derived_of"
"""The setting that holds the revision after the last derivation: where it is behind, the picture is out of date."""
"""The setting that goes up with every change."""
DERIVATION = "derivation"
"""The setting that goes up whenever everything is derived again."""
_BASIS_RANK = {"given": 0, "metadata": 1, "page": 2, "inferred": 3, "unknown": 4}


def now() -> str:
    """The present moment, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Writer:
    """Adds and takes out reports, judgements and derived records; each call is one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, report: Report) -> bool:
        """Store a report with its claims and problems; returns False when nothing changed.

        When the same report (source key and text) was stored from another copy of the page, the one with the better-founded
        publication date stays, and of two equal ones the one whose record sorts first, so that order does not matter.
        """
        with self._connection.begin():
            stored = self._connection.execute(
                sa.select(schema.reports.c.body, schema.reports.c.extractor).where(schema.reports.c.id == report.id)
            ).first()
            if stored is not None:
                kept = decode(stored.body, Report)
                if stored.extractor == report.extractor and _preference(kept) <= _preference(report):
                    return False
            self._put(report, replace=stored is not None)
            return True

    def replace(self, report: Report) -> bool:
        """Store a new reading of a stored report; returns False when it is the same reading."""
        with self._connection.begin():
            body = self._connection.execute(
                sa.select(schema.reports.c.body).where(schema.reports.c.id == report.id)
            ).scalar()
            same_claims = self._claims_of(report.id) == sorted(claim_row(claim, report)["body"] for claim in report.claims)
            if body == report_body(report) and same_claims:
                return False
            self._put(report, replace=True)
            return True

    def add_problems(self, problems: Iterable[Problem], report: str | None = None) -> None:
        """Store data problems; the same one twice is one."""
        with self._connection.begin():
            self._put_problems(problems, report)
            self._changed()

    def judge(self, judgement: Judgement) -> None:
        """Append a person's decision."""
        with self._connection.begin():
            self._connection.execute(
                sa.insert(schema.judgements),
                {"id": judgement.id, "subject": judgement.subject, "report": judgement.report, "body": encode(judgement)},
            )
            self._note("review", f"{judgement.decision} {judgement.subject} by {judgement.by}: {judgement.reason}")
            self._changed()

    def forget(self, report: str, reason: str = "") -> None:
        """Take a report and everything that rests on it out, leaving one line in the audit; its words are wiped from the file too."""
        if self._connection.dialect.name == "sqlite":
            self._connection.exec_driver_sql("PRAGMA secure_delete=ON")
            self._connection.rollback()
        with self._connection.begin():
            claims = self._claim_ids(report)
            gone = self._connection.execute(sa.delete(schema.reports).where(schema.reports.c.id == report)).rowcount
            if not gone:
                raise NotFound(f"{report}: no such report")
            for table in (schema.claims, schema.problems, schema.judgements):
                self._connection.execute(sa.delete(table).where(table.c.report == report))
            self._unword([report, *claims])
            if self._connection.dialect.name == "sqlite":
                self._connection.execute(sa.text("INSERT INTO words (words) VALUES ('optimize')"))
            self._note("forget", f"{report} {reason}".strip())
            self._changed()
        if self._connection.dialect.name == "sqlite":
            self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.rollback()

    def derive(self, records: Iterable[tuple[str, Any]], settings: dict[str, str]) -> int:
        """Replace everything derived by these (sort, record) pairs; returns their number."""
        rows, links = derived_rows(records)
        with self._connection.begin():
            self._connection.execute(sa.delete(schema.derived_claims))
            self._connection.execute(sa.delete(schema.derived))
            if rows:
                self._connection.execute(sa.insert(schema.derived), rows)
            if links:
                self._connection.execute(sa.insert(schema.derived_claims), links)
            for name, value in settings.items():
                self._connection.execute(sa.delete(schema.settings).where(schema.settings.c.name == name))
                self._connection.execute(sa.insert(schema.settings), {"name": name, "value": value})
            self._changed(DERIVATION)
            revision = self._changed()
            self._connection.execute(sa.delete(schema.settings).where(schema.settings.c.name == DERIVED_OF))
            self._connection.execute(sa.insert(schema.settings), {"name": DERIVED_OF, "value": revision})
        return len(rows)

    def _claims_of(self, report: str) -> list[bytes]:
        rows = self._connection.execute(sa.select(schema.claims.c.body).where(schema.claims.c.report == report))
        return sorted(rows.scalars())

    def _put(self, report: Report, replace: bool) -> None:
        if replace:
            self._unword([report.id, *self._claim_ids(report.id)])
            self._connection.execute(sa.delete(schema.claims).where(schema.claims.c.report == report.id))
            self._connection.execute(sa.delete(schema.problems).where(schema.problems.c.report == report.id))
            self._connection.execute(sa.delete(schema.reports).where(schema.reports.c.id == report.id))
        self._connection.execute(
            sa.insert(schema.reports),
            {
                "id": report.id, "document": report.document, "source_id": report.source_id, "outlet": report.outlet,
                "language": report.language, "known": known_day(report), "retrieved_at": report.retrieved_at,
                "extractor": report.extractor, "text": report.text, "body": report_body(report), "ingested_at": now(),
            },
        )  # fmt: skip
        rows = [claim_row(claim, report) for claim in report.claims]
        if rows:
            self._connection.execute(sa.insert(schema.claims), rows)
        self._word([word_row(report.id, report.title, report.outlet), *(_claim_words(claim) for claim in report.claims)])
        self._put_problems(report.problems, report.id)
        self._changed()

    def _claim_ids(self, report: str) -> list[str]:
        return list(self._connection.execute(sa.select(schema.claims.c.id).where(schema.claims.c.report == report)).scalars())

    def _word(self, rows: list[dict[str, Any]]) -> None:
        if self._connection.dialect.name == "sqlite":
            self._connection.execute(sa.text("INSERT OR REPLACE INTO words (rowid, id, body) VALUES (:rowid, :id, :body)"), rows)

    def _unword(self, keys: list[str]) -> None:
        if self._connection.dialect.name == "sqlite":
            numbers = [{"rowid": word_number(key)} for key in keys]
            self._connection.execute(sa.text("DELETE FROM words WHERE rowid = :rowid"), numbers)

    def _put_problems(self, problems: Iterable[Problem], report: str | None) -> None:
        for problem in problems:
            key = stable_id("p", problem.place, problem.code, problem.message)
            self._connection.execute(sa.delete(schema.problems).where(schema.problems.c.id == key))
            self._connection.execute(
                sa.insert(schema.problems), {"id": key, "report": report, **msgspec.structs.asdict(problem)}
            )

    def _changed(self, counter: str = REVISION) -> str:
        """Count this change, so that who watches the ledger can tell two states apart; returns the count."""
        table = schema.settings
        found = self._connection.execute(sa.select(table.c.value).where(table.c.name == counter)).scalar()
        self._connection.execute(sa.delete(table).where(table.c.name == counter))
        value = str(int(found or 0) + 1)
        self._connection.execute(sa.insert(table), {"name": counter, "value": value})
        return value

    def _note(self, action: str, detail: str) -> None:
        self._connection.execute(sa.insert(schema.audit), {"at": now(), "action": action, "detail": detail})


def _preference(report: Report) -> tuple[int, str, str, bytes]:
    basis = _BASIS_RANK[report.published.basis]
    return basis, report.published.latest or "9999", report.retrieved_at or "9999", report_body(report)


def derived_rows(records: Iterable[tuple[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """Rows of the tables `derived` and `derived_claims` for (sort, record) pairs."""
    rows: dict[str, dict[str, Any]] = {}
    links: set[tuple[str, str]] = set()
    for rank, (sort, record) in enumerate(records):
        place = getattr(record, "place", None)
        when = getattr(record, "when", None)
        rows[record.id] = {
            "id": record.id,
            "sort": sort,
            "place": place.key if place else None,
            "country": place.country if place else None,
            "valid_from": getattr(record, "valid_from", when.earliest if when else None),
            "valid_to": getattr(record, "valid_to", when.latest if when else None),
            "known_from": getattr(record, "known_from", None),
            "known_to": getattr(record, "known_to", None),
            "rank": float(rank),
            "body": encode(record),
            **_desk_columns(record),
        }
        links.update((claim, record.id) for claim in _claims_below(record))
    return list(rows.values()), [{"claim": claim, "derived": key} for claim, key in sorted(links)]


def _desk_columns(record: Any) -> dict[str, Any]:
    """What desks filter derived records by, where the record has it."""
    place = getattr(record, "place", None) or getattr(record, "origin", None)
    located = None if isinstance(place, str) else place
    return {
        "kind": getattr(record, "kind", None) or getattr(record, "slot", None),
        "status": getattr(record, "status", None) or getattr(record, "state", None),
        "parties": _named(record),
        "lat": located.lat if located else None,
        "lon": located.lon if located else None,
        "origins": getattr(record, "origins", None),
    }


def _named(record: Any) -> str | None:
    if hasattr(record, "actors"):
        return party_words((*record.actors, *record.targets))
    names = [getattr(record, "controller", None), getattr(record, "by", None), *getattr(record, "contested_by", ())]
    kept = [name for name in names if name]
    return f"|{'|'.join(kept)}|".casefold() if kept else None


def _claim_words(claim: Claim) -> dict[str, Any]:
    names = [party.name for party in (*claim.actors, *claim.targets)] + [link.name for link in claim.attribution]
    return word_row(claim.id, claim.evidence, claim.place.name if claim.place else None, *names)


def _claims_below(record: Any) -> Sequence[str]:
    claims: tuple[str, ...] = record.claims
    return claims
