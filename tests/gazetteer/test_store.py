"""The gazetteer: lookup, hierarchy, distance, outlines, and building it safely."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dateline.gazetteer import Gazetteer, build, distance_km, open_gazetteer
from dateline.gazetteer.sources import shorten, table
from dateline.tools import Settings

KABUL, KUNDUZ, AFGHANISTAN, KUNDUZ_PROVINCE = "gn:1138958", "gn:1135689", "gn:1149361", "gn:1135690"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The gazetteer of this machine."""
    return open_gazetteer(Settings().cache)


def test_one_place_under_many_spellings(gazetteer: Gazetteer) -> None:
    """A town must be found under each of its usual spellings."""
    for name in ("Kyiv", "Kiev", "KYIV"):
        assert "gn:703448" in {one.entry.key for one in gazetteer.lookup(name)}
    for name in ("Geneina", "El Geneina", "Al-Junaynah"):
        assert "gn:379303" in {one.entry.key for one in gazetteer.lookup(name)}


def test_unknown_names_find_nothing(gazetteer: Gazetteer) -> None:
    """A name that no place bears must find nothing."""
    assert gazetteer.lookup("Xqzzvyb") == ()
    assert gazetteer.sounding("Xqzzvyb") == ()
    assert gazetteer.by_id(-999_999_999) is None and gazetteer.by_key("dl:nowhere") is None


def test_hierarchy(gazetteer: Gazetteer) -> None:
    """A town lies in its province and country, a country not in its town; every place lies in itself."""
    assert gazetteer.contains(AFGHANISTAN, KUNDUZ) and gazetteer.contains(KUNDUZ_PROVINCE, KUNDUZ)
    assert gazetteer.contains(KUNDUZ, KUNDUZ)
    assert not gazetteer.contains(KUNDUZ, AFGHANISTAN) and not gazetteer.contains(KUNDUZ_PROVINCE, KABUL)


def test_distance(gazetteer: Gazetteer) -> None:
    """Distances are great circles in km, and unknown for unknown places."""
    between = gazetteer.distance_km(KABUL, KUNDUZ)
    assert between is not None and 240 < between < 255
    assert gazetteer.distance_km(KABUL, "dl:nowhere") is None
    assert distance_km(10.0, 20.0, 10.0, 20.0) == 0.0


def test_near_and_outline(gazetteer: Gazetteer) -> None:
    """A point finds the towns around it, nearest first, and the first-order area whose outline holds it."""
    found = gazetteer.near(36.73, 68.86, 20.0)
    assert [km for _, km in found] == sorted(km for _, km in found)
    assert KUNDUZ in {entry.key for entry, _ in found}
    area = gazetteer.admin1_at(36.73, 68.86)
    assert area is not None and area.key == KUNDUZ_PROVINCE
    assert gazetteer.admin1_at(0.0, -30.0) is None


def test_each_side_of_a_crossing_is_its_own_place(gazetteer: Gazetteer) -> None:
    """A crossing has no country, its two sides have one each and do not share a key."""
    whole = gazetteer.by_key("dl:chaman-spin-boldak-crossing")
    sides = [
        gazetteer.by_key(f"dl:{slug}")
        for slug in ("chaman-crossing-pakistani-side", "spin-boldak-crossing-afghan-side")
    ]
    assert whole is not None and whole.country is None
    assert [side.country for side in sides if side] == ["PAK", "AFG"]


def test_a_site_is_not_its_town(gazetteer: Gazetteer) -> None:
    """An airport is found under its own name and is another place than the town."""
    airport = gazetteer.lookup("Khartoum airport")[0].entry
    assert airport.kind == "site" and airport.key != gazetteer.lookup("Khartoum")[0].entry.key


def test_supplement_is_sound() -> None:
    """Every row of our tables has a name, a point on earth and a known kind; slugs are unique."""
    slugs = []
    for name in ("regions.csv", "places.csv", "crossings.csv"):
        for row in table(name):
            assert row["name"] and -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180
            assert row["kind"] in ("region", "water", "site", "crossing", "town")
            slugs.append(row["slug"])
    assert len(slugs) == len(set(slugs))


def test_shortened_areas() -> None:
    """An area's designator is cut off at either end, and only there."""
    assert shorten("rapides parish") == "rapides" and shorten("province of jujuy") == "jujuy"
    assert shorten("north darfur") == "" and shorten("county") == ""


def test_a_stale_or_broken_file_is_not_used(tmp_path: Path) -> None:
    """A file of another version, or no database at all, must be rebuilt rather than read."""
    path = tmp_path / "gazetteer.sqlite"
    assert not build.is_current(path)
    path.write_bytes(b"not a database")
    assert not build.is_current(path)
    path.unlink()
    base = sqlite3.connect(path)
    with base:
        base.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        base.execute("INSERT INTO meta VALUES ('stamp', 'older')")
    base.close()
    assert not build.is_current(path)
