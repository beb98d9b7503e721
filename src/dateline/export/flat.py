"""Claims as CSV rows: one row a claim, masked by default, spreadsheet formulas made harmless."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from typing import IO, Any

from dateline.export.masking import masked_claim
from dateline.model import Claim, Figure, Report

COLUMNS = (
    "claim", "report", "outlet", "url", "published_earliest", "published_latest", "kind", "stance", "background",
    "actors", "targets", "place", "geonameid", "lat", "lon", "country", "admin1", "place_kind", "place_precision_km",
    "when_earliest", "when_latest", "when_basis", "figures", "weapon", "outcome", "said_by", "acled_event",
    "acled_sub_event", "plover_event", "plover_mode", "confidence", "evidence",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(claims: Iterable[Claim], reports: Mapping[str, Report], out: IO[str], masked: bool = True) -> int:
    """Write all claims; returns the number of rows."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = 0
    for claim in claims:
        shown = masked_claim(claim) if masked else claim
        writer.writerow([harmless(value) for value in values(shown, reports[claim.report or ""])])
        rows += 1
    return rows


def harmless(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def values(claim: Claim, report: Report) -> list[Any]:
    """One claim as values in the order of `COLUMNS`."""
    place, codes = claim.place, claim.codes
    return [
        claim.id, report.id, report.outlet, report.url, report.published.earliest, report.published.latest,
        claim.kind, claim.stance, claim.background,
        "; ".join(party.name for party in claim.actors), "; ".join(party.name for party in claim.targets),
        place.name if place else None, place.geonameid if place else None,
        place.lat if place else None, place.lon if place else None, place.country if place else None,
        place.admin1 if place else None, place.kind if place else None, place.precision if place else None,
        claim.when.earliest, claim.when.latest, claim.when.basis,
        "; ".join(figure_text(figure) for figure in claim.figures),
        claim.weapon.value if claim.weapon else None, claim.outcome.value if claim.outcome else None,
        " > ".join(link.name for link in claim.attribution),
        codes.acled_event, codes.acled_sub_event, codes.plover_event, codes.plover_mode,
        claim.confidence, claim.evidence,
    ]  # fmt: skip


def figure_text(figure: Figure) -> str:
    """A figure in one phrase: "at least 40 people killed", "6 of 34 provincial capitals"."""
    number = figure.text if figure.value is None else f"{figure.value:g}" + (f" of {figure.of:g}" if figure.of else "")
    modifier = figure.modifier if figure.modifier and figure.modifier != "vague" else ""
    return " ".join(filter(None, (modifier, number, figure.unit, figure.role)))
