"""Writes a ledger in one of the formats: a file whole or not at all, or standard output; tables get a sidecar that describes them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from dateline.corpus.derived import Derived
from dateline.errors import UsageError
from dateline.export import acled, columnar, flat, ged, geo, hapi, tables
from dateline.export.desk import DeskEvent, corpus_hash, desk_events, sidecar
from dateline.ledger import View
from dateline.model import Claim, Day, Report, known_day


@dataclass
class Source:
    """What exporters draw from: one view, the picture as known on a day, and how to show it."""

    view: View
    derived: Derived
    known: Day | None = None
    masked: bool = True
    counting: str = "ged"
    inter: acled.Inter = "text"

    @cached_property
    def reports(self) -> dict[str, Report]:
        """Reports known by the day, by id."""
        everything = {report.id: report for report in self.view.reports()}
        return {key: report for key, report in everything.items() if self._known(report)}

    def _known(self, report: Report) -> bool:
        day = known_day(report)
        return self.known is None or (day is not None and day <= self.known)

    def claims(self) -> Iterator[Claim]:
        """Claims of those reports."""
        return (claim for claim in self.view.claims() if claim.report in self.reports)

    def events(self) -> Iterator[DeskEvent]:
        """Events with their claims and reports."""
        return desk_events(self.derived.events, {claim.id: claim for claim in self.claims()}, self.reports, self.masked)

    def described(self, format_: str) -> dict[str, Any]:
        """What a reader of the table must know."""
        return {
            "format": format_, "count_rule": self.counting, "known": self.known or "now", "masked": self.masked,
            "reports": len(self.reports), "corpus_sha256": corpus_hash(self.reports.values()),
            "extractors": self.view.extractors(), "places": "GeoNames, CC BY 4.0",
            "note": "Claims as reports make them, not verified. Not ACLED data, whatever the column names." if format_ == "acled"
            else "Claims as reports make them, not verified.",
        }  # fmt: skip


def _csv(source: Source, out: IO[str]) -> None:
    flat.write(source.claims(), source.reports, out, source.masked)


def _geojson(source: Source, out: IO[str]) -> None:
    features = geo.feature_collection(source.claims(), source.derived.holdings, source.derived.crossings, source.masked)
    out.write(geo.text(features))


def _json(source: Source, out: IO[str]) -> None:
    for piece in tables.stream(source.view, source.derived, source.known):
        out.write(piece)


def _acled(source: Source, out: IO[str]) -> None:
    acled.write(source.events(), out, source.inter)


def _ged(source: Source, out: IO[str]) -> None:
    ged.write(source.events(), out)


def _hapi(source: Source, out: IO[str]) -> None:
    hapi.write(source.events(), out)


TEXT_FORMATS: dict[str, Callable[[Source, IO[str]], None]] = {
    "csv": _csv, "geojson": _geojson, "json": _json, "acled": _acled, "ged": _ged, "hapi": _hapi,
}  # fmt: skip
FORMATS = (*TEXT_FORMATS, "parquet")
PLAIN = ("json",)
"""Formats that need no sidecar."""


def export(source: Source, format_: str, output: Path | None) -> None:
    """Write in one format; `json` is the unmasked working file, the others are masked unless told otherwise."""
    if format_ not in FORMATS:
        raise UsageError(f"no format {format_!r}; there are {', '.join(FORMATS)}")
    if format_ == "parquet":
        _parquet(source, output)
        return
    if output is None:
        TEXT_FORMATS[format_](source, sys.stdout)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(output.name + ".partial")
    with partial.open("w", encoding="utf-8", newline="") as out:
        TEXT_FORMATS[format_](source, out)
    os.replace(partial, output)
    if format_ not in PLAIN:
        sidecar(output, source.described(format_))


def _parquet(source: Source, output: Path | None) -> None:
    if output is None:
        raise UsageError("parquet needs --output FOLDER: it writes one file a table")
    output.mkdir(parents=True, exist_ok=True)
    described = source.described("parquet")
    columnar.write_claims(source.claims(), source.reports, output / "claims.parquet", described, source.masked)
    columnar.write_events(source.events(), output / "events.parquet", described)
    columnar.write_clocked(source.derived.holdings, output / "holdings.parquet", described)
    columnar.write_clocked(source.derived.crossings, output / "crossings.parquet", described)
