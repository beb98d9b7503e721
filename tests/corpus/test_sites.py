"""One spot has one key, whatever page it was read from."""

from __future__ import annotations

from dateline.corpus.sites import bare_name, one_key_each
from dateline.model import Place
from tests.conftest import make_claim, make_page, make_told


def airport(key: str, name: str = "Ozer airport", **given: object) -> Place:
    fields: dict[str, object] = {"lat": 10.0, "lon": 20.0, "country": "ZZZ", "kind": "site"} | given
    return Place(name=name, key=key, **fields)  # type: ignore[arg-type]


def keys(*places: Place) -> list[str]:
    told = [make_told(make_claim(place=place, start=n), make_page(f"p{n}", f"2023-10-2{n}")) for n, place in enumerate(places)]
    return [one.claim.place.key for one in one_key_each(reversed(told)) if one.claim.place is not None]


def test_a_spot_keeps_its_first_key() -> None:
    """The same name near by, or without a position, joins the place known first."""
    assert keys(airport("dl:a"), airport("gn:7", lat=10.1), airport("name:ozer", lat=None, lon=None)) == ["dl:a"] * 3


def test_places_apart_stay_apart() -> None:
    """Another country, a far spot, another sort or name is another place."""
    assert len(set(keys(airport("a"), airport("b", lat=12.0), airport("c", country="YYY"), airport("d", kind="town"), airport("e", name="Ozer")))) == 5


def test_names_are_compared_without_articles_and_accents() -> None:
    """Spelling of articles and accents makes no other name."""
    assert bare_name("El Geneina") == bare_name("al-Génêina")
