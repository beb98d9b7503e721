"""One place of the gazetteer, and a place found under a name."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from dateline.gazetteer.usual import usual_name
from dateline.model import Place, PlaceKind

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A place: `id` is its GeoNames id, or a negative number for places of our supplement; `key` names it everywhere else.

    `country` is ISO-3, `admin1`/`admin2` are ids of entries (0 = none), `population` people (areas: of their known towns),
    `precision` km, `capital` 1 for a country's capital.
    """

    id: int
    key: str
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: int
    admin2: int
    admin1_name: str | None
    kind: PlaceKind
    population: int
    precision: float
    capital: int

    @property
    def geonameid(self) -> int | None:
        """GeoNames id, None for places of our supplement."""
        return self.id if self.id > 0 else None

    def place(self, kind: PlaceKind | None = None) -> Place:
        """The entry as the model's `Place`, under its usual English name."""
        area = self.admin1_name and usual_name(self.admin1_name, "admin1", self.country)
        return Place(
            name=usual_name(self.name, self.kind, self.country), key=self.key, geonameid=self.geonameid, lat=self.lat,
            lon=self.lon, country=self.country, admin1=area, kind=kind or self.kind, precision=self.precision,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry found under a name; `match` says how: see `MATCHES`."""

    entry: Entry
    match: int


MATCHES = ("canonical", "curated", "short", "alternate", "loose")
"""How a name led to an entry: its own name, an alias of ours, an area's name without its designator, another
name in the sources, the same sound."""


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in km between two points given in degrees (haversine)."""
    lat, lon, other_lat, other_lon = map(radians, (lat, lon, other_lat, other_lon))
    chord = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))
