"""Exports in the columns of the field: an independent check of columns, codes and values on a small made-up ledger."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from dateline.corpus import counting, events
from dateline.corpus.counting import rule
from dateline.export import acled, flat, ged, hapi
from dateline.export.desk import DeskEvent, desk_events
from dateline.export.write import Source
from dateline.export.write import export as write_export
from dateline.ledger import Ledger
from dateline.lexicon import Lexicon
from dateline.model import Claim, Codes, Figure, Party
from tests.conftest import ARMY, RSF, make_claim, make_page, make_report, make_told

ACLED_COLUMNS = ["event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp"]
DISORDER = {"Political violence", "Demonstrations", "Strategic developments", "Political violence; Demonstrations"}
CIVILIANS = Party(name="market traders", sector="civilians", country="SDN")
TOLL = Figure(start=0, end=2, text="at least 12", value=12, low=12, modifier="at least", unit="people", role="killed")


def claims() -> list[Claim]:
    battle = Codes(acled_event="Battles", acled_sub_event="Armed clash", plover_event="ASSAULT")
    strike = Codes(acled_event="Explosions/Remote violence", acled_sub_event="Air/drone strike", plover_event="ASSAULT", plover_mode="aerial")
    return [
        make_claim("clash", "2023-10-20", actors=(ARMY, RSF), codes=battle, evidence="=The two sides fought"),
        make_claim("air_strike", "2023-10-24", actors=(ARMY,), targets=(CIVILIANS,), codes=strike, figures=(TOLL,)),
    ]


def ready() -> list[DeskEvent]:
    told = [make_told(claim, make_page(f"p{number}", "2023-10-27")) for number, claim in enumerate(claims())]
    made = [events.as_event(group, rule(Lexicon(), "ged")) for group in events.groups(told, lambda a, b: a.key == b.key)]
    reports = {one.page.report: make_report("They fought.", key=one.page.report) for one in told}
    by_id = {one.claim.id: _with_report(one.claim, one.page.report) for one in told}
    return list(desk_events(made, by_id, reports, masked=True))


def _with_report(claim: Claim, report: str) -> Claim:
    import msgspec

    return msgspec.structs.replace(claim, report=report)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("inter", ["numeric", "text"])
def test_acled_columns_and_codes(inter: acled.Inter) -> None:
    """Thirty-one columns in order, ISO dates, an id of our own, valid precision codes, sums by rule."""
    out = io.StringIO()
    assert acled.write(ready(), out, inter) == 2
    assert out.getvalue().splitlines()[0].split(",") == ACLED_COLUMNS
    clash, strike = rows_of(out.getvalue())
    for row in (clash, strike):
        assert re.fullmatch(r"DLSDN[0-9a-f]{10}", row["event_id_cnty"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["event_date"])
        assert row["year"] == row["event_date"][:4]
        assert row["time_precision"] in "123" and row["geo_precision"] in "123"
        assert row["disorder_type"] in DISORDER
        assert (row["iso"], row["country"], row["region"]) == ("729", "Sudan", "Northern Africa")
        assert "claims=c_" in row["tags"] and "dateline:event/e_" in row["tags"]
    assert strike["fatalities"] == "12" and strike["civilian_targeting"] == "Civilian targeting"
    assert {clash["inter1"], clash["inter2"]} == ({"1", "3"} if inter == "numeric" else {"State forces", "Political militia"})
    assert clash["interaction"] == ("13" if inter == "numeric" else "State forces-Political militia")


def test_a_spreadsheet_cannot_run_what_a_page_says() -> None:
    """Texts that begin like a formula are made harmless; numbers stay numbers."""
    out = io.StringIO()
    acled.write(ready(), out)
    assert rows_of(out.getvalue())[0]["notes"].startswith("'=")
    assert [flat.harmless(value) for value in ("=1+1", "+1", "-x", "@a", "plain", -3.5, None)] == [
        "'=1+1", "'+1", "'-x", "'@a", "plain", -3.5, None,
    ]  # fmt: skip


def test_ged_columns_and_sums() -> None:
    """Low, best and high in order; precision codes in range; one-sided where civilians are the target."""
    out = io.StringIO()
    ged.write(ready(), out)
    for row in rows_of(out.getvalue()):
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
        assert row["type_of_violence"] in "123" and 1 <= int(row["where_prec"]) <= 7 and 1 <= int(row["date_prec"]) <= 5
        assert row["date_start"] <= row["date_end"]
    assert [row["type_of_violence"] for row in rows_of(out.getvalue())] == ["1", "3"]


def test_hapi_counts_by_month() -> None:
    """One row for each area, type and month, with whole months as reference periods."""
    out = io.StringIO()
    assert hapi.write(ready(), out) == 1
    row = rows_of(out.getvalue())[0]
    assert (row["location_code"], row["admin1_name"], row["event_type"]) == ("SDN", "South Darfur", "political_violence")
    assert (row["events"], row["fatalities"]) == ("2", "12")
    assert (row["reference_period_start"], row["reference_period_end"]) == ("2023-10-01", "2023-10-31")
    assert "rule ged" in row["warning"]


@pytest.fixture
def small(ledger: Ledger) -> Ledger:
    """A ledger of one report with two claims and what follows from them."""
    made = tuple(claims())
    with ledger.write() as writer:
        writer.add(make_report("They fought.", claims=made))
    from dateline.derive import rebuild
    from dateline.tools import Tools

    rebuild(ledger, Tools())
    return ledger


@pytest.mark.parametrize("name", ["csv", "geojson", "json", "acled", "ged", "hapi"])
def test_every_format_is_written_whole_with_its_sidecar(small: Ledger, tmp_path: Path, name: str) -> None:
    """A file, no leftovers, and beside tables the rule, versions and corpus hash."""
    from dateline import api

    target = tmp_path / f"out.{name}"
    with small.read() as view:
        write_export(Source(view, api.picture(view)), name, target)
    assert target.stat().st_size > 0
    assert not list(tmp_path.glob("*.partial"))
    if name != "json":
        note = json.loads((tmp_path / f"out.{name}.meta.json").read_text())
        assert note["count_rule"] == "ged" and re.fullmatch(r"[0-9a-f]{64}", note["corpus_sha256"])


def test_parquet_has_geometry(small: Ledger, tmp_path: Path) -> None:
    """Claims and events come back from Parquet with a WKB point and its description."""
    from pyarrow import parquet

    from dateline import api

    with small.read() as view:
        write_export(Source(view, api.picture(view)), "parquet", tmp_path / "tables")
    table = parquet.read_table(tmp_path / "tables/claims.parquet")
    assert table.num_rows == 2
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    assert len(table["geometry"][0].as_py()) == 21
    assert parquet.read_table(tmp_path / "tables/events.parquet").num_rows == 2


def test_a_count_names_its_rule() -> None:
    """No number leaves without the rule that made it."""
    one = counting.Told(TOLL, "f1", "2023-10-27", "c1")
    for name in ("acled", "ged", "ibc", "majority", "latest"):
        made = counting.count([one], rule(Lexicon(), name))
        assert made is not None and made.rule == name
