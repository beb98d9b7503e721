"""Writes a ledger in one of the formats, to a file (whole or not at all) or to standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from dateline.corpus.derived import Derived
from dateline.errors import UsageError
from dateline.export import flat, geo, tables
from dateline.ledger import View
from dateline.model import Day, known_day


def _csv(view: View, _derived: Derived, out: IO[str], known: Day | None, masked: bool) -> None:
    reports = {report.id: report for report in view.reports()}
    claims = (claim for claim in view.claims() if _known_by(known_day(reports[claim.report or ""]), known))
    flat.write(claims, reports, out, masked)


def _geojson(view: View, derived: Derived, out: IO[str], known: Day | None, masked: bool) -> None:
    reports = {report.id: report for report in view.reports()}
    claims = (claim for claim in view.claims() if _known_by(known_day(reports[claim.report or ""]), known))
    out.write(geo.text(geo.feature_collection(claims, derived.holdings, derived.crossings, masked)))


def _json(view: View, derived: Derived, out: IO[str], _known: Day | None, _masked: bool) -> None:
    for piece in tables.stream(view, derived):
        out.write(piece)


Writer = Callable[[View, Derived, IO[str], "Day | None", bool], None]
FORMATS: dict[str, Writer] = {"csv": _csv, "geojson": _geojson, "json": _json}


def _known_by(day: Day | None, known: Day | None) -> bool:
    return known is None or (day is not None and day <= known)


def export(view: View, derived: Derived, format_: str, output: Path | None, known: Day | None = None, masked: bool = True) -> None:
    """Write the ledger; `json` is the unmasked working file, the others are masked unless told otherwise."""
    if format_ not in FORMATS:
        raise UsageError(f"no format {format_!r}; there are {', '.join(sorted(FORMATS))}")
    if output is None:
        FORMATS[format_](view, derived, sys.stdout, known, masked)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(output.name + ".partial")
    with partial.open("w", encoding="utf-8", newline="") as out:
        FORMATS[format_](view, derived, out, known, masked)
    os.replace(partial, output)
