"""Outlines of first-level areas as GeoJSON, by country."""

from __future__ import annotations

import base64
import gzip
import json
from functools import lru_cache

from dateline.lexicon import DATA

FILE = "admin1.shapes.gz"
DIGITS = 3


@lru_cache(maxsize=8)
def outlines(countries: frozenset[str]) -> bytes:
    """A feature collection of the first-level areas of these countries (ISO-3), with their place keys, as JSON bytes."""
    features = []
    with gzip.open(DATA / FILE, "rt", encoding="ascii") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            number, country, _, _, code = line.rstrip("\n").split("\t")
            if country in countries:
                key = f"gn:{number}"
                features.append(
                    {"type": "Feature", "id": key, "geometry": _geometry(code), "properties": {"key": key, "country": country}}
                )
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


def _geometry(code: str) -> object:
    import shapely

    return json.loads(shapely.to_geojson(shapely.set_precision(shapely.from_wkb(base64.b64decode(code)), 10**-DIGITS)))
