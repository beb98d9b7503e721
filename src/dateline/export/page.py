"""One HTML file with map, sliders for both clocks, lists and evidence; no network, works from disk.

The file carries the page's own script and style (built from web/ into web/static/picture) and the picture as JSON; a content
policy by hash lets nothing else run.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

import dateline
from dateline.corpus.derived import Derived
from dateline.corpus.evidence import NEVER
from dateline.errors import UsageError
from dateline.export.masking import masked_claim, masked_place
from dateline.ledger import View
from dateline.model import Because, Claim, Day, Place, Report, known_day

TEMPLATE = Path(__file__).with_name("page.html")
DATA = Path(__file__).parent.parent / "data"
SHAPES = DATA / "shapes/world.json.gz"
OUTLINES = DATA / "admin1.shapes.gz"
BUILT = Path(__file__).parent.parent / "web/static"
MARGIN = 1.5
"""Degrees of map around the outermost place."""
FAR = 12
"""One point in so many is kept of coasts that lie outside the picture."""
WIDER = 25.0
"""Degrees of basemap beyond that, to move the map in."""
AROUND = 160
"""Characters of the page shown before and after a claim's sentence."""


@lru_cache(maxsize=1)
def borders() -> list[dict[str, Any]]:
    """Coast and border lines of the world: {"kind": coast | border | disputed, "line": [[lon, lat], …]}."""
    lines: list[dict[str, Any]] = json.loads(gzip.decompress(SHAPES.read_bytes()))["lines"]
    return lines


def write(
    view: View, derived: Derived, output: Path, on: Day | None = None, known: Day | None = None, masked: bool = True
) -> None:
    """Write the page; `on` and `known` set where the sliders stand at first."""
    body = page(content(view, derived, on, known, masked))
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(output.name + ".partial")
    partial.write_text(body, encoding="utf-8")
    os.replace(partial, output)


def page(picture: dict[str, Any]) -> str:
    """The whole file as text."""
    script, style = _built("picture/picture.js").replace("</script", "<\\/script"), _built("picture/picture.css")
    data = json.dumps(picture, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    parts = {
        "POLICY": f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'",
        "VERSION": html.escape(dateline.__version__), "STYLE": style, "DATA": data, "SCRIPT": script,
    }  # fmt: skip
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, part in parts.items():
        before, _, after = text.partition(f"[[{name}]]")
        text = before + part + after
    return text


def _built(name: str) -> str:
    try:
        return (BUILT / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError(
            f"the page is not built ({name} is missing): run `make web` in the source tree, or install the wheel"
        ) from error


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


def content(view: View, derived: Derived, on: Day | None, known: Day | None, masked: bool) -> dict[str, Any]:
    """Everything the page shows, as plain data: the records of the API under the names the page's own reader gives them."""
    holdings = [_clocked(msgspec.structs.replace(row, place=_shown(row.place, masked))) for row in derived.holdings]
    crossings = [_clocked(row) for row in derived.crossings]
    box = _box(row.place for row in (*holdings, *crossings))
    reports = {report.id: report for report in view.reports(text=not masked)}
    return {
        "meta": _meta(view, derived, reports.values(), box), "on": on, "known": known,
        "holdings": _plain(holdings), "crossings": _plain(crossings), "movements": _plain(derived.movements),
        "events": _plain(derived.events), "disagreements": _plain(derived.disagreements),
        "quotations": [_quotation(claim, reports[claim.report or ""], derived, masked) for claim in view.claims()],
        "why": {row.id: list(map(_line, row.because)) for row in (*holdings, *derived.events)},
        "world": list(_world(_wider(box))),
        "areas": {"type": "FeatureCollection", "features": list(_outlines({row.place.key for row in holdings}))},
        "labels": [row for row in json.loads(_built("labels.json")) if _touches([row[1:3]], _wider(box))],
    }  # fmt: skip


def _plain(rows: Sequence[Any]) -> list[Any]:
    """Records as JSON data, without the lines that "why" holds."""
    plain: list[Any] = msgspec.to_builtins(rows)
    for row in plain:
        row.pop("because", None)
    return plain


def _shown(place: Place, masked: bool) -> Place:
    return (masked_place(place) or place) if masked and place.kind == "site" else place


def _clocked(row: Any) -> Any:
    """A row whose days say null where they mean never."""
    ends = {name: None if getattr(row, name) == NEVER else getattr(row, name) for name in ("valid_to", "known_to")}
    return msgspec.structs.replace(row, **ends)


def _meta(view: View, derived: Derived, reports: Iterable[Report], box: list[float]) -> dict[str, Any]:
    pages = list(reports)
    known = sorted(filter(None, map(known_day, pages)))
    days = sorted(day for event in derived.events for day in (event.when.earliest, event.when.latest) if day)
    days = sorted([*days, *(day for row in derived.holdings for day in (row.valid_from,) if day)])
    return {
        "version": dateline.__version__,
        "counts": {
            "pages": len(pages), "stories": len({report.document for report in pages}), "independent origins": len(derived.families),
            "claims": view.count("claims"), "events": len(derived.events),
        },
        "first_day": days[0] if days else None, "last_day": days[-1] if days else None,
        "first_known": known[0] if known else None, "last_known": known[-1] if known else None,
        "kinds": {}, "controllers": [], "counting_rules": {}, "area": box, "person": "", "role": "read", "problems": 0,
    }  # fmt: skip


def _quotation(claim: Claim, report: Report, derived: Derived, masked: bool) -> dict[str, Any]:
    """A claim with what is needed to show it; the words around it are left out where names are masked."""
    family = next((one for one in derived.families if report.id in one.reports), None)
    text = "" if masked else report.text
    return {
        "claim": msgspec.to_builtins(masked_claim(claim) if masked else claim), "outlet": report.outlet, "title": report.title,
        "published": known_day(report), "before": text[max(0, claim.start - AROUND) : claim.start], "after": text[claim.end : claim.end + AROUND],
        "family": family.id if family else None, "copies": len(family.reports) - 1 if family else 0,
    }  # fmt: skip


def _line(because: Because) -> str:
    return f"{because.part}: {because.rule}" + (f" ({because.note})" if because.note else "")


def _outlines(keys: set[str]) -> Iterator[dict[str, Any]]:
    """Outlines of first-order areas by place key, as GeoJSON features."""
    import shapely

    wanted = {key.removeprefix("gn:"): key for key in keys if key.startswith("gn:")}
    with gzip.open(OUTLINES, "rt", encoding="ascii") as lines:
        for line in lines:
            number, _, rest = line.partition("\t")
            if number in wanted:
                shape = shapely.from_wkb(base64.b64decode(rest.rstrip("\n").split("\t")[-1]))
                yield {
                    "type": "Feature",
                    "id": wanted[number],
                    "properties": None,
                    "geometry": json.loads(shapely.to_geojson(shape)),
                }


def _world(box: list[float]) -> Iterator[dict[str, Any]]:
    """Lines of the basemap; far coasts are kept coarsely, since land is filled between them."""
    for line in borders():
        if _touches(line["line"], box):
            yield line
        elif line["kind"] == "coast":
            points = line["line"]
            yield {"kind": "coast", "line": [*points[:-1:FAR], points[-1]]}


def _box(places: Iterable[Place]) -> list[float]:
    points = [(place.lon, place.lat) for place in places if place.lon is not None and place.lat is not None]
    if not points:
        return [-170.0, -58.0, 180.0, 75.0]
    west, east = min(x for x, _ in points) - MARGIN, max(x for x, _ in points) + MARGIN
    south, north = min(y for _, y in points) - MARGIN, max(y for _, y in points) + MARGIN
    return [max(west, -180.0), max(south, -80.0), min(east, 180.0), min(north, 80.0)]


def _wider(box: list[float]) -> list[float]:
    west, south, east, north = box
    return [west - WIDER, south - WIDER, east + WIDER, north + WIDER]


def _touches(line: Sequence[Sequence[float]], box: list[float]) -> bool:
    west, south, east, north = box
    xs, ys = [point[0] for point in line], [point[1] for point in line]
    return min(xs) <= east and max(xs) >= west and min(ys) <= north and max(ys) >= south
