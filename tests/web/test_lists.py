"""Lists: filters, paging, entity tags, layers; every value leads to its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from litestar.testing import TestClient

BASE = "/api/v1"
LISTS = ("claims", "events", "disagreements", "movements", "families", "reports", "holdings", "crossings")


def got(client: TestClient[Any], path: str, **query: Any) -> Any:
    answer = client.get(f"{BASE}/{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def pages(client: TestClient[Any], path: str, **query: Any) -> Iterator[Any]:
    cursor = None
    while True:
        page = got(client, path, **query, **({"cursor": cursor} if cursor else {}))
        yield from page["items"]
        cursor = page["cursor"]
        if cursor is None:
            return


@pytest.mark.parametrize("path", LISTS)
def test_paging_gives_everything_once(client: TestClient[Any], path: str) -> None:
    """Small pages put together are the one large page, in the same order."""
    whole = got(client, path, limit=500)["items"]
    assert [item["id"] for item in pages(client, path, limit=3)] == [item["id"] for item in whole]
    assert len({item["id"] for item in whole}) == len(whole)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("query", ["cursor=nonsense", "cursor=bnVsbA", "cursor=IiI", "limit=0", "limit=501", "limit=x", "area=1,2,3", "area=1,9,2,-9",
                                   "known=2023-02-31", "on=yesterday", "origins=-1", "confidence=2"])  # fmt: skip
def test_what_makes_no_sense_is_refused(client: TestClient[Any], path: str, query: str) -> None:
    """A bad parameter is 400 or 422 with a problem document, never a server error, never silently ignored."""
    if query == "cursor=IiI" and path == "claims":
        pytest.skip("an empty position is a claim cursor")
    answer = client.get(f"{BASE}/{path}?{query}")
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code


def test_claims_are_found_by_what_they_say(client: TestClient[Any]) -> None:
    """Each filter keeps what fits and drops the rest."""
    everything = got(client, "claims", limit=500)["items"]
    kind = everything[0]["kind"]
    assert {one["kind"] for one in got(client, "claims", kind=kind, limit=500)["items"]} == {kind}
    sure = got(client, "claims", confidence=0.7, limit=500)["items"]
    assert [one["id"] for one in everything if one["confidence"] >= 0.7] == [one["id"] for one in sure]
    report = everything[0]["report"]
    assert {one["report"] for one in got(client, "claims", report=report)["items"]} == {report}
    placed = got(client, "claims", area="20,5,40,20", limit=500)["items"]
    assert placed and all(20 <= one["place"]["lon"] <= 40 and 5 <= one["place"]["lat"] <= 20 for one in placed)
    assert not got(client, "claims", area="-80,5,-70,20")["items"]
    assert got(client, "claims", words="madani")["items"]
    assert not got(client, "claims", words="!!")["items"]
    party = next(actor["name"] for one in everything for actor in one["actors"])
    assert got(client, "claims", party=party[:5])["items"]


def test_the_two_clocks_are_answered(client: TestClient[Any]) -> None:
    """Holdings on a day as known on a day are the rows that the library gives."""
    from dateline import api
    from dateline.ledger import Ledger

    ledger: Ledger = client.app.state.desk.ledger
    for on, known in (("2023-12-20", "2023-12-20"), ("2023-12-20", "2025-12-31"), ("2025-01-20", None), (None, None)):
        with ledger.read() as view:
            wanted = sorted(row.id for row in api.holdings(view, on, known))
        query = {name: day for name, day in (("on", on), ("known", known)) if day}
        assert sorted(row["id"] for row in got(client, "holdings", limit=500, **query)["items"]) == wanted


def test_an_earlier_picture_is_derived_from_earlier_reports(client: TestClient[Any]) -> None:
    """Events as known on a day rest only on reports known by then, and are filtered like the others."""
    reports = {one["id"]: one for one in got(client, "reports", limit=500)["items"]}
    events = got(client, "events", known="2023-12-20", limit=500)["items"]
    assert 0 < len(events) < len(got(client, "events", limit=500)["items"])
    claims = {one["claim"]["id"]: one for one in quotations(client, [key for event in events for key in event["claims"]])}
    assert all(reports[one["claim"]["report"]]["published"] <= "2023-12-20" for one in claims.values())
    kind = events[0]["kind"]
    assert {one["kind"] for one in got(client, "events", known="2023-12-20", kind=kind)["items"]} == {kind}
    assert got(client, "events", known="2023-12-20", words="madani")["items"]
    first = got(client, f"events/{events[0]['id']}", known="2023-12-20")
    assert first == events[0]


def quotations(client: TestClient[Any], keys: list[str]) -> list[Any]:
    return [one for at in range(0, len(keys), 50) for one in got(client, "quotations", ids=",".join(keys[at : at + 50]))]


def test_counting_rules_change_the_count_and_are_named(client: TestClient[Any]) -> None:
    """Tolls name their rule; an unknown rule is refused."""
    for rule in ("ged", "acled", "ibc"):
        tolls = got(client, "tolls", count_rule=rule)
        assert tolls and {one["rule"] for one in tolls} == {rule}
        assert [one["day"] or "" for one in tolls] == sorted(one["day"] or "" for one in tolls)
    assert client.get(f"{BASE}/tolls", params={"count_rule": "guess"}).status_code == 422


def test_every_value_leads_to_its_sentence(client: TestClient[Any]) -> None:
    """From a holding over its claim to the page: the quoted words stand where the claim says."""
    holding = got(client, "holdings")["items"][0]
    assert got(client, f"holdings/{holding['id']}") == holding
    assert got(client, f"holdings/{holding['id']}/why")["lines"]
    quotation = got(client, f"claims/{holding['claims'][0]}")
    claim = quotation["claim"]
    page = got(client, f"reports/{claim['report']}")
    assert page["text"][claim["start"] : claim["end"]] == claim["evidence"]
    assert page["text"][: claim["start"]].endswith(quotation["before"])
    assert claim in page["claims"]
    assert got(client, f"claims/{claim['id']}/why")["lines"]
    place = got(client, f"places/{holding['place']['key']}")
    assert holding in place["holdings"] and place["claims"] > 0


def test_versions_are_compared_line_by_line(client: TestClient[Any]) -> None:
    """A page without an older version is all new; nothing of the page is lost."""
    report = got(client, "reports", limit=1)["items"][0]["id"]
    found = got(client, f"reports/{report}/diff")
    assert found["older"] is None and {line["op"] for line in found["lines"]} == {"new"}


@pytest.mark.parametrize("path", ["claims/c_0", "events/e_0", "holdings/h_0", "reports/r_0", "places/gn:0", "claims/c_0/why", "reads/job_0", "nothing", ""])
def test_what_is_not_there_is_404(client: TestClient[Any], path: str) -> None:
    """Unknown records and paths are problem documents."""
    answer = client.get(f"{BASE}/{path}")
    assert answer.status_code == 404 and answer.headers["content-type"] == "application/problem+json"


def test_layers_are_geojson(client: TestClient[Any]) -> None:
    """Every layer is a feature collection with points inside the world and ids that lead back."""
    for layer in ("holdings", "crossings", "claims", "events"):
        answer = client.get(f"{BASE}/{layer}.geojson")
        assert answer.headers["content-type"] == "application/geo+json"
        for feature in answer.json()["features"]:
            lon, lat = feature["geometry"]["coordinates"]
            assert -180 <= lon <= 180 and -90 <= lat <= 90 and feature["id"]
    assert len(got(client, "events.geojson", limit=1)["features"]) == 1
    assert {line["kind"] for line in got(client, "world.json")["lines"]} == {"coast", "border", "disputed"}
    areas = got(client, "areas.json", country="SDN")["features"]
    assert areas and all(area["id"].startswith("gn:") for area in areas)


def test_nothing_changed_is_said_so(client: TestClient[Any]) -> None:
    """The same question gets the same entity tag and then 304 without a body; another question another tag."""
    first = client.get(f"{BASE}/claims?limit=2")
    again = client.get(f"{BASE}/claims?limit=2", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    assert client.get(f"{BASE}/claims?limit=3").headers["etag"] != first.headers["etag"]
    assert "etag" not in client.get(f"{BASE}/claims/c_0").headers


def test_meta_and_days_sum_up(client: TestClient[Any]) -> None:
    """The sums are those of the lists."""
    meta = got(client, "meta")
    assert meta["counts"]["claims"] == sum(meta["kinds"].values()) == len(list(pages(client, "claims")))
    assert meta["role"] == "admin" and meta["first_known"] <= meta["last_known"]
    days = got(client, "days")
    assert sum(day["events"] for day in days) <= meta["counts"]["events"]
    assert sum(day["claims"] for day in got(client, "days", known="2023-12-20")) < sum(day["claims"] for day in days)
    assert got(client, "changes", **{"from": "2023-12-01", "to": "2023-12-31"})


def test_search_finds_words_and_places(client: TestClient[Any]) -> None:
    """Claims, reports and places that hold the words; punctuation and quotes do no harm."""
    found = got(client, "search", words="madani")
    assert found["claims"] and found["reports"] and any("Wad M" in place["name"] for place in found["places"])
    for words in ('"', "a OR b", "NEAR(x", "-", "*", "col:x", "\u0000", "'; DROP TABLE claims; --"):
        got(client, "search", words=words)
    sources = got(client, "sources")["items"]
    assert {row["role"] for row in sources} >= {"outlet", "speaker"}
