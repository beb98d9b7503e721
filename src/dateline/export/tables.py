"""The ledger as one JSON object: reports without text, claims, and every derived table; streamed, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dateline.corpus.derived import TABLES, Derived
from dateline.ledger import View
from dateline.model import Day, Event, Report, known_day

INTERNAL = ("text", "claims", "blocks", "edits", "times", "places", "figures", "attributions")
_encoder = msgspec.json.Encoder(order="deterministic")


def report_record(report: Report, whole: bool = False) -> dict[str, Any]:
    """A report as JSON-ready fields: everything (`whole`), or what the reports table carries."""
    fields: dict[str, Any] = msgspec.to_builtins(report)
    for name in ("blocks",) if whole else INTERNAL:
        fields.pop(name, None)
    return fields


def json_lines_record(report: Report) -> str:
    """One line of `dateline read --json`."""
    return _encoder.encode(report_record(report, whole=True)).decode()


def stream(view: View, derived: Derived, known: Day | None = None) -> Iterator[str]:
    """Pieces of one JSON object with the tables of the contract: everything, or what was known by a day."""
    seen = {report.id for report in view.reports() if known is None or (known_day(report) or "9999") <= known}
    yield '{"reports":'
    yield from _array(report_record(report) for report in view.reports() if report.id in seen)
    yield ',\n"claims":'
    yield from _array(claim for claim in view.claims() if claim.report in seen)
    for name in TABLES:
        yield f',\n"{name}":'
        yield from _array(derived_record(record) for record in getattr(derived, name))
    yield "}\n"


def derived_record(record: Any) -> dict[str, Any]:
    """A derived record as JSON-ready fields; events name all their parties beside who did what to whom."""
    fields: dict[str, Any] = msgspec.to_builtins(record)
    if isinstance(record, Event):
        fields["parties"] = [*fields["actors"], *fields["targets"]]
    return fields


def _array(records: Iterable[Any]) -> Iterator[str]:
    yield "["
    for number, record in enumerate(records):
        yield ("\n" if number == 0 else ",\n") + _encoder.encode(record).decode()
    yield "]"
