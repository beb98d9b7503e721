"""Parquet files, one a table; claims and events with a point geometry as GeoParquet 1.1."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.export import flat
from dateline.export.desk import DeskEvent
from dateline.export.masking import masked_claim
from dateline.model import Claim, Crossing, Holding, Report

CHUNK = 20_000
EVENT_COLUMNS = ("event", "kind", "place", "geonameid", "lat", "lon", "country", "admin1", "earliest", "latest", "actors", "targets",
                 "reports", "stories", "origins", "count_rule", "killed_low", "killed_best", "killed_high", "acled_event",
                 "acled_sub_event", "plover_event", "plover_mode", "permalink", "claims")  # fmt: skip
CLOCK_COLUMNS = ("id", "place", "lat", "lon", "country", "state", "by_or_status", "contested_by", "valid_from", "valid_to", "known_from",
                 "known_to", "last_evidence", "claims", "opposed_by")  # fmt: skip


def write_claims(claims: Iterable[Claim], reports: Mapping[str, Report], target: Path, described: dict[str, Any], masked: bool = True) -> int:
    """Claims as one Parquet file; returns the number of rows."""
    rows = [flat.values(masked_claim(claim) if masked else claim, reports[claim.report or ""]) for claim in claims]
    return _write(rows, flat.COLUMNS, target, described)


def write_events(events: Iterable[DeskEvent], target: Path, described: dict[str, Any]) -> int:
    """Events as one Parquet file; returns the number of rows."""
    return _write([_event(one) for one in events], EVENT_COLUMNS, target, described)


def write_clocked(rows: Iterable[Holding | Crossing], target: Path, described: dict[str, Any]) -> int:
    """Holdings or crossings with their four clocks; returns the number of rows."""
    return _write([_clocked(row) for row in rows], CLOCK_COLUMNS, target, described)


def _event(one: DeskEvent) -> list[Any]:
    event, place, toll = one.event, one.event.place, one.toll()
    return [
        event.id, event.kind, place.name if place else None, place.geonameid if place else None, place.lat if place else None,
        place.lon if place else None, place.country if place else None, place.admin1 if place else None, event.when.earliest,
        event.when.latest, "; ".join(p.name for p in event.actors), "; ".join(p.name for p in event.targets), event.reports,
        event.stories, event.origins, toll.rule if toll else None, toll.low if toll else None, toll.best if toll else None,
        toll.high if toll else None, event.codes.acled_event, event.codes.acled_sub_event, event.codes.plover_event,
        event.codes.plover_mode, one.permalink, "; ".join(event.claims),
    ]  # fmt: skip


def _clocked(row: Holding | Crossing) -> list[Any]:
    state = [row.controller, row.status, "; ".join(row.contested_by)] if isinstance(row, Holding) else [row.state, row.by, None]
    return [
        row.id, row.place.name, row.place.lat, row.place.lon, row.place.country, *state, row.valid_from, row.valid_to,
        row.known_from, row.known_to, row.last_evidence, "; ".join(row.claims), "; ".join(row.opposed_by),
    ]  # fmt: skip


def _write(rows: Sequence[Sequence[Any]], columns: Sequence[str], target: Path, described: dict[str, Any]) -> int:
    import pyarrow as pa
    from pyarrow import parquet

    data = {name: [row[at] for row in rows] for at, name in enumerate(columns)}
    data["geometry"] = [_point(lon, lat) for lon, lat in zip(data["lon"], data["lat"])]
    table = pa.table({name: _array(name, values, pa) for name, values in data.items()})
    note = {"geo": json.dumps(_geo(data)), "dateline": json.dumps(described, sort_keys=True)}
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **{key: value.encode() for key, value in note.items()}})
    parquet.write_table(table, target, compression="zstd", row_group_size=CHUNK)
    return len(rows)


def _array(name: str, values: list[Any], pa: Any) -> Any:
    if name == "geometry":
        return pa.array(values, pa.binary())
    if name in ("lat", "lon", "confidence", "place_precision_km", "killed_low", "killed_best", "killed_high"):
        return pa.array(values, pa.float64())
    if name in ("geonameid", "reports", "stories", "origins"):
        return pa.array(values, pa.int64())
    if name == "background":
        return pa.array(values, pa.bool_())
    return pa.array(values, pa.string())


def _point(lon: float | None, lat: float | None) -> bytes | None:
    """A point as little-endian WKB."""
    return None if lon is None or lat is None else struct.pack("<BIdd", 1, 1, lon, lat)


def _geo(data: dict[str, list[Any]]) -> dict[str, Any]:
    lons, lats = [x for x in data["lon"] if x is not None], [y for y in data["lat"] if y is not None]
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if lons and lats:
        column["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
