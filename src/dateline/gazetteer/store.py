"""Looks places up in the built gazetteer: by name, by id, by point; says what lies in what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cached_property
from math import cos, radians
from pathlib import Path

from dateline.gazetteer.build import Progress, build
from dateline.gazetteer.entry import Candidate, Entry, distance_km
from dateline.gazetteer.names import bare_key, loose_key, name_key

_COLUMNS = (
    "id, place.key, place.name, lat, lon, country, admin1, admin2, admin1_name, kind, population, precision, capital"
)
LOOSE = 4


class Gazetteer:
    """A read-only, memory-mapped view of one gazetteer file."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._base.execute("PRAGMA mmap_size = 1000000000")
        self._named: dict[str, tuple[Candidate, ...]] = {}
        self._by_id: dict[int, Entry | None] = {}

    def lookup(self, name: str, most: int = 40) -> tuple[Candidate, ...]:
        """Places called `name` in any spelling that has the same strict key, largest first; at most `most`."""
        return self.under(name_key(name))[:most]

    def under(self, key: str) -> tuple[Candidate, ...]:
        """All places filed under a strict key, largest first (ties: by id)."""
        found = self._named.get(key)
        if found is None:
            if len(self._named) > 200_000:
                self._named.clear()
            rows = self._base.execute(
                f"SELECT {_COLUMNS}, match FROM name JOIN place ON place.id = name.place WHERE name.key = ?", (key,)
            ).fetchall()
            candidates = [Candidate(self._entry(row[:-1]), row[-1]) for row in rows]
            found = tuple(sorted(candidates, key=lambda one: (-one.entry.population, one.entry.id)))
            self._named[key] = found
        return found

    def sounding(self, name: str, most: int = 20) -> tuple[Candidate, ...]:
        """Places whose name sounds alike (transliteration); for names that `lookup` does not know."""
        sound, bones = loose_key(name), bare_key(name)
        keys = [sound] * (len(sound) >= 4) + ["~" + bones] * (len(bones) >= 4)
        rows: list[tuple[object, ...]] = []
        for key in keys:
            rows = self._base.execute(
                f"SELECT {_COLUMNS} FROM sound JOIN place ON place.id = sound.place WHERE sound.key = ? "
                "ORDER BY population DESC, id LIMIT ?", (key, most),
            ).fetchall()  # fmt: skip
            if rows:
                break
        return tuple(Candidate(self._entry(row), LOOSE) for row in rows)

    def by_id(self, number: int) -> Entry | None:
        """The place with this id (GeoNames, or negative for our own)."""
        if number not in self._by_id:
            row = self._base.execute(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (number,)).fetchone()
            self._by_id[number] = self._entry(row) if row else None
        return self._by_id[number]

    def by_key(self, key: str) -> Entry | None:
        """The place with this key (``gn:…`` or ``dl:…``)."""
        if key.startswith("gn:") and key[3:].isdigit():
            return self.by_id(int(key[3:]))
        row = self._base.execute(f"SELECT {_COLUMNS} FROM place WHERE place.key = ?", (key,)).fetchone()
        return self._entry(row) if row else None

    def near(self, lat: float, lon: float, within_km: float = 25.0, most: int = 20) -> list[tuple[Entry, float]]:
        """Towns and sites within a distance of a point, nearest first, with the distance in km."""
        high = within_km / 111.0
        wide = within_km / max(1.0, 111.0 * cos(radians(lat)))
        rows = self._base.execute(
            f"SELECT {_COLUMNS} FROM place WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? "
            "AND kind IN ('town', 'site', 'crossing')", (lat - high, lat + high, lon - wide, lon + wide),
        )  # fmt: skip
        found = [(entry, distance_km(lat, lon, entry.lat or 0.0, entry.lon or 0.0)) for entry in map(self._entry, rows)]
        return sorted((pair for pair in found if pair[1] <= within_km), key=lambda pair: (pair[1], pair[0].id))[:most]

    def admin1_at(self, lat: float, lon: float) -> Entry | None:
        """The first-order area whose outline holds the point; None at sea, and where outlines are missing or obsolete."""
        import shapely

        rows = self._base.execute(
            "SELECT place, shape FROM polygon WHERE west <= ? AND east >= ? AND south <= ? AND north >= ? ORDER BY place",
            (lon, lon, lat, lat),
        )
        point = shapely.Point(lon, lat)
        return next(
            (self.by_id(place) for place, shape in rows if shapely.covers(shapely.from_wkb(shape), point)), None
        )

    def contains(self, area_key: str, place_key: str) -> bool:
        """Whether the place lies in the area (country, first- or second-order area) by the hierarchy; a place lies in itself."""
        if area_key == place_key:
            return True
        area, place = self.by_key(area_key), self.by_key(place_key)
        if area is None or place is None:
            return False
        if area.kind == "country":
            return place.country == area.country
        return area.id in (place.admin1, place.admin2)

    def distance_km(self, key: str, other_key: str) -> float | None:
        """Distance between two places; None when either is unknown or has no point."""
        one, two = self.by_key(key), self.by_key(other_key)
        if one is None or two is None or one.lat is None or one.lon is None or two.lat is None or two.lon is None:
            return None
        return distance_km(one.lat, one.lon, two.lat, two.lon)

    @cached_property
    def countries(self) -> dict[str, Entry]:
        """Countries by ISO-3 code."""
        rows = self._base.execute(f"SELECT {_COLUMNS} FROM place WHERE kind = 'country' ORDER BY id")
        return {entry.country: entry for entry in map(self._entry, rows) if entry.country}

    def names_of(self, number: int) -> list[str]:
        """Strict keys that a place is filed under, in order."""
        return [row[0] for row in self._base.execute("SELECT key FROM name WHERE place = ? ORDER BY key", (number,))]

    def _entry(self, row: Iterable[object]) -> Entry:
        return Entry(*row)  # type: ignore[arg-type]


def open_gazetteer(cache: Path, progress: Progress | None = None) -> Gazetteer:
    """The gazetteer in a cache folder, built there first when it is missing or its sources changed."""
    return Gazetteer(build(cache / "gazetteer.sqlite", progress))
