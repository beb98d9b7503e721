"""Builds the gazetteer once into one SQLite file: made beside its place, renamed when whole, rebuilt when its sources change."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from dateline.gazetteer.names import bare_key, loose_key, word_set
from dateline.gazetteer.sources import Row, Sources, shapes, versions

FORMAT = 3
Progress = Callable[[str], None]
LOOSE_COUNTRIES = word_set(
    "AFG ARE ARM AZE BGD BHR BLR DJI DZA EGY ERI ESH ETH GEO IRN IRQ ISR JOR KAZ KGZ KWT LBN LBY MAR MLI MMR MRT NER NGA OMN "
    "PAK PSE QAT RUS SAU SDN SOM SSD SYR TCD TJK TKM TUN TUR UKR UZB YEM"
)
_TABLES = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, lat REAL, lon REAL, country TEXT, admin1 INTEGER NOT NULL,
  admin2 INTEGER NOT NULL, admin1_name TEXT, kind TEXT NOT NULL, population INTEGER NOT NULL, precision REAL NOT NULL,
  capital INTEGER NOT NULL);
CREATE TABLE name (key TEXT, place INTEGER, match INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sound (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE polygon (place INTEGER PRIMARY KEY, west REAL, south REAL, east REAL, north REAL, shape BLOB);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
"""


def stamp() -> str:
    """What a gazetteer file must say to be used as it is."""
    return f"format {FORMAT}; {versions()}"


def is_current(path: Path) -> bool:
    """Whether a whole gazetteer of the present sources lies at `path`."""
    if not path.exists():
        return False
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
            row = base.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
    except sqlite3.Error:
        return False
    return row is not None and row[0] == stamp()


def build(path: Path, progress: Progress | None = None) -> Path:
    """Make the gazetteer at `path` unless it is current; two processes may call this, one builds and the other waits."""
    if is_current(path):
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    say = progress or (lambda message: None)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(path):
            fresh = path.with_name(f"{path.name}.{os.getpid()}")
            fresh.unlink(missing_ok=True)
            _write(fresh, say)
            os.replace(fresh, path)
    return path


def _write(path: Path, say: Progress) -> None:
    say("Reading place names (once)")
    rows = Sources().rows
    say(f"Writing {len(rows):,} places")
    base = sqlite3.connect(path)
    try:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        base.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", (_fields(row, rows) for row in rows.values())
        )
        base.executemany(
            "INSERT INTO name VALUES (?,?,?)",
            sorted((key, row.id, match) for row in rows.values() for key, match in row.names.items()),
        )
        base.executemany("INSERT OR IGNORE INTO sound VALUES (?,?)", sorted(_sounds(rows)))
        base.executemany("INSERT OR IGNORE INTO polygon VALUES (?,?,?,?,?,?)", _outlines(rows))
        base.execute("CREATE INDEX near ON place (lat, lon)")
        base.execute("INSERT INTO meta VALUES ('stamp', ?)", (stamp(),))
        base.commit()
        base.execute("ANALYZE")
        base.commit()
    finally:
        base.close()
    say("Place names are ready")


def _fields(row: Row, rows: dict[int, Row]) -> tuple[object, ...]:
    above = rows.get(row.admin1)
    return (
        row.id, row.key, row.name, row.lat, row.lon, row.country, row.admin1, row.admin2, above.name if above else None,
        row.kind, row.population, row.precision, row.capital,
    )  # fmt: skip


def _sounds(rows: dict[int, Row]) -> Iterator[tuple[str, int]]:
    for row in rows.values():
        if row.country in LOOSE_COUNTRIES and row.kind != "country":
            for key in row.names:
                sound = loose_key(key)
                if len(sound) >= 4:
                    yield sound, row.id
                bones = bare_key(key)
                if len(bones) >= 4 and row.kind in ("town", "admin1", "site"):
                    yield "~" + bones, row.id


def _outlines(rows: dict[int, Row]) -> Iterator[tuple[object, ...]]:
    import shapely

    for shape in shapes():
        if shape.id in rows:
            yield (shape.id, *map(float, shapely.bounds(shapely.from_wkb(shape.wkb))), shape.wkb)
