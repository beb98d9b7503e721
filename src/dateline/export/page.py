"""One HTML file with map, sliders for both clocks, lists and evidence; no network, works from disk."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import dateline
from dateline.corpus.derived import Derived
from dateline.corpus.evidence import NEVER
from dateline.export.masking import masked_claim, masked_place
from dateline.ledger import View
from dateline.model import Count, Crossing, Day, Disagreement, Event, Holding, Movement, Place, When

TEMPLATE = Path(__file__).with_name("page.html")
SHAPES = Path(__file__).parent.parent / "data/shapes/world.json.gz"
MARGIN = 1.5
"""Degrees of map around the outermost place."""
MOST_DAYS = 1500


@lru_cache(maxsize=1)
def borders() -> list[dict[str, Any]]:
    """Coast and border lines of the world: {"kind": coast | border | disputed, "line": [[lon, lat], …]}."""
    lines: list[dict[str, Any]] = json.loads(gzip.decompress(SHAPES.read_bytes()))["lines"]
    return lines


def write(view: View, derived: Derived, output: Path, on: Day | None = None, known: Day | None = None, masked: bool = True) -> None:
    """Write the page; `on` and `known` set where the sliders stand at first."""
    body = json.dumps(content(view, derived, on, known, masked), ensure_ascii=False).replace("</", "<\\/").replace("<!--", "<\\!--")
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(output.name + ".partial")
    partial.write_text(TEMPLATE.read_text(encoding="utf-8").replace("/*DATA*/", body), encoding="utf-8")
    os.replace(partial, output)


def content(view: View, derived: Derived, on: Day | None, known: Day | None, masked: bool) -> dict[str, Any]:
    """Everything the page shows, as plain data."""
    days = _days([*derived.holdings, *derived.crossings])
    last = known or (days[-1] if days else "")
    places = [row.place for row in derived.holdings] + [row.place for row in derived.crossings]
    located = [place for place in places if place.lat is not None]
    box = _box(located)
    reports = list(view.reports())
    return {
        "counts": {
            "pages": len(reports), "stories": len({report.document for report in reports}),
            "independent origins": len(derived.families), "claims": view.count("claims"), "events": len(derived.events),
        },
        "days": days, "on": on or last, "known": last, "box": box,
        "lines": [line for line in borders() if _touches(line["line"], box)],
        "holdings": [_holding(row, masked) for row in derived.holdings],
        "crossings": [_crossing(row) for row in derived.crossings],
        "disagreements": [_disagreement(one) for one in derived.disagreements],
        "movements": [_movement(one) for one in derived.movements],
        "events": [_event(one) for one in derived.events],
        "claims": _claims(view, reports, masked),
        "foot": f"Made by Dateline {dateline.__version__}. Places: GeoNames (CC BY 4.0). Borders: Natural Earth. "
        "Figures are counted under the rule named beside them.",
    }  # fmt: skip


def _days(rows: Iterable[Holding | Crossing]) -> list[Day]:
    """Every day from the first to the last that a clock names, thinned to the turning days where that is too many."""
    named = sorted({day for row in rows for day in (row.valid_from, row.valid_to, row.known_from, row.known_to) if day and day != NEVER})
    if not named:
        return []
    first, last = date.fromisoformat(named[0]), date.fromisoformat(named[-1])
    if (last - first).days > MOST_DAYS:
        return named
    return [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]


def _box(places: Iterable[Place]) -> list[float]:
    points = [(place.lon or 0.0, place.lat or 0.0) for place in places]
    if not points:
        return [-170.0, -58.0, 180.0, 75.0]
    west, east = min(x for x, _ in points) - MARGIN, max(x for x, _ in points) + MARGIN
    south, north = min(y for _, y in points) - MARGIN, max(y for _, y in points) + MARGIN
    return [max(west, -180.0), max(south, -80.0), min(east, 180.0), min(north, 80.0)]


def _touches(line: list[list[float]], box: list[float]) -> bool:
    west, south, east, north = box
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return min(xs) <= east and max(xs) >= west and min(ys) <= north and max(ys) >= south


def _clocked(row: Holding | Crossing, place: Place) -> dict[str, Any]:
    return {
        "place": place.name, "lat": place.lat, "lon": place.lon, "valid_from": row.valid_from, "valid_to": row.valid_to,
        "known_from": row.known_from or "0000", "known_to": row.known_to, "claims": list(row.claims),
        "opposed_by": list(row.opposed_by), "last_evidence": row.last_evidence,
    }  # fmt: skip


def _holding(row: Holding, masked: bool) -> dict[str, Any]:
    place = masked_place(row.place) if masked and row.place.kind == "site" else row.place
    return {**_clocked(row, place or row.place), "controller": row.controller, "status": row.status, "contested_by": list(row.contested_by)}


def _crossing(row: Crossing) -> dict[str, Any]:
    return {**_clocked(row, row.place), "state": row.state, "by": row.by, "side": row.side}


def _disagreement(one: Disagreement) -> dict[str, Any]:
    sides = [{"value": side.value, "origins": side.origins, "claims": list(side.claims)} for side in one.sides]
    return {"slot": one.slot, "question": one.question, "within_page": one.within_page, "sides": sides}


def _movement(one: Movement) -> dict[str, Any]:
    return {
        "from": one.origin.name if one.origin else None, "to": one.destination.name if one.destination else None,
        "when": _when(one.when), "figures": "; ".join(map(_count, one.figures)), "claims": list(one.claims),
    }  # fmt: skip


def _event(one: Event) -> dict[str, Any]:
    parties = " → ".join(filter(None, (", ".join(p.name for p in one.actors), ", ".join(p.name for p in one.targets))))
    return {
        "kind": one.kind, "place": one.place.name if one.place else None, "when": _when(one.when), "parties": parties,
        "figures": "; ".join(map(_count, one.figures)), "reports": one.reports, "stories": one.stories, "origins": one.origins,
        "claims": list(one.claims),
    }  # fmt: skip


def _when(when: When) -> str:
    if when.earliest and when.latest and when.earliest != when.latest:
        return f"{when.earliest}/{when.latest}"
    return when.earliest or when.latest or "unknown"


def _count(count: Count) -> str:
    numbers = "–".join(dict.fromkeys(f"{value:g}" for value in (count.low, count.best, count.high) if value is not None))
    return " ".join(filter(None, (numbers, count.unit, count.role, f"[{count.rule}]")))


def _claims(view: View, reports: list[Any], masked: bool) -> dict[str, Any]:
    by_id = {report.id: report for report in reports}
    result = {}
    for claim in view.claims():
        shown = masked_claim(claim) if masked else claim
        report = by_id[claim.report or ""]
        result[claim.id] = {
            "evidence": " ".join(shown.evidence.split()), "stance": claim.stance, "outlet": report.outlet,
            "published": report.published.latest, "said": " ← ".join(link.name for link in reversed(shown.attribution)),
        }  # fmt: skip
    return result
