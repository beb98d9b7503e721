"""A real page with a careful reading beside it, where the two are at hand: a blog's copy of a newspaper story.

The page belongs to its publisher and is not part of this project. The folder is named by DATELINE_SAMPLES, else it is looked for
beside the checkout; without it these tests are skipped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline import api
from dateline.ledger import Ledger, View
from dateline.model import Report

SAMPLES = Path(os.environ.get("DATELINE_SAMPLES") or Path(__file__).parent.parent.parent / "shared/samples")
PAGE, GOLD = SAMPLES / "kunduz-page.txt", SAMPLES / "kunduz-page.gold.json"

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the page is not at hand (set DATELINE_SAMPLES)")


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    answers: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))
    return answers


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """A view of a ledger that holds the one page."""
    with Ledger.open(tmp_path_factory.mktemp("blog") / "page.ledger") as ledger:
        api.store(ledger, PAGE)
        with ledger.read() as opened:
            yield opened


@pytest.fixture(scope="module")
def report(view: View) -> Report:
    return view.report(next(iter(view.reports())).id)


def test_offsets_are_exact(report: Report, gold: dict[str, Any]) -> None:
    """The text is the file's own, and every claim quotes it."""
    assert report.text == PAGE.read_bytes().decode("utf-8")
    assert all(report.text[claim.start : claim.end] == claim.evidence for claim in report.claims)


def test_most_claims_are_touched(report: Report, gold: dict[str, Any]) -> None:
    """At least 70 % of the claims of the careful reading overlap one of ours."""
    touched = [
        any(claim.start < span["end"] and span["start"] < claim.end for claim in report.claims for span in wanted["evidence"])
        for wanted in gold["claims"]
    ]
    assert sum(touched) / len(touched) >= 0.7


def test_doubled_captions_are_folded(report: Report, gold: dict[str, Any]) -> None:
    """All eight second printings are marked as repeats."""
    doubles = [line for line in gold["lines"] if line["label"] == "caption_duplicate"]
    folded = [
        any(region.duplicate_of is not None and region.start < line["end"] and line["start"] < region.end for region in report.regions)
        for line in doubles
    ]
    assert len(doubles) == 8
    assert all(folded)


def test_teasers_give_nothing(report: Report, gold: dict[str, Any]) -> None:
    """No claim starts in the box of other stories."""
    box = min(line["start"] for line in gold["lines"] if line["label"].startswith(("teaser", "widget")))
    assert all(claim.end <= box for claim in report.claims)


def held(view: View, name: str) -> list[tuple[str, str, bool]]:
    return [(row.controller or "", row.status, bool(row.contested_by)) for row in api.holdings(view) if name in row.place.name]


def test_who_holds_what(view: View) -> None:
    """The captured city is held by its captors and contested; the threatened city and the capital by the government."""
    assert any("Taliban" in controller and contested for controller, _, contested in held(view, "Kunduz"))
    for city in ("Mazar", "Kabul"):
        assert any("Afghan" in controller for controller, _, _ in held(view, city)), city


def test_the_crossing_is_closed_and_held(view: View) -> None:
    """The Afghan side is closed by, and in the hands of, the Taliban."""
    closed = [row for row in api.crossings(view) if row.state == "closed"]
    assert any(row.side == "AFG" and "Taliban" in (row.by or "") for row in closed)
    assert any("Taliban" in (row.controller or "") for row in api.holdings(view) if row.place.kind == "crossing" and row.place.country == "AFG")


def test_seven_against_six(view: View, report: Report) -> None:
    """The count of cities is the one figure in dispute."""
    figures = [one for one in view.derived("disagreements") if one.slot == "figure"]
    assert len(figures) == 1
    assert {side.value.split()[0] for side in figures[0].sides} == {"6", "7"}
    assert figures[0].within_page


def test_who_told_whom(report: Report) -> None:
    """Speakers who spoke to the BBC, Reuters and Al Jazeera stand in chains with them."""
    chains = [" > ".join(link.name for link in claim.attribution) for claim in report.claims]
    chains += [f"{one.told_to.name} > {one.source.name}" for one in report.attributions if one.told_to and one.source]
    for outlet, speaker in (("BBC", "Mohseni"), ("Reuters", "Rasool"), ("Al Jazeera", "Wardak")):
        assert any(outlet in chain and speaker in chain for chain in chains), outlet


def test_the_flight_has_no_head_count(view: View) -> None:
    """People move from the captured city to the capital; nobody says how many."""
    routes = [one for one in view.derived("movements") if one.origin and one.destination]
    chosen = [one for one in routes if "Kunduz" in one.origin.name and "Kabul" in one.destination.name]
    assert chosen
    assert all(not one.figures for one in chosen)


def test_conditions_are_no_events(view: View, gold: dict[str, Any]) -> None:
    """Conditional and hypothetical sentences found no event."""
    claims = {claim.id: claim for claim in view.claims()}
    spans = [
        span for wanted in gold["claims"] if wanted["modality"] in ("conditional", "hypothetical") and wanted["type"] != "diplomacy.warning"
        for span in wanted["evidence"]
    ]  # fmt: skip
    for event in view.derived("events"):
        for key in event.claims:
            assert not any(claims[key].start < span["end"] and span["start"] < claims[key].end for span in spans), claims[key].evidence


def test_the_date_is_inferred_or_unknown(report: Report) -> None:
    """Never today."""
    assert report.published.basis in ("inferred", "unknown")
    assert report.published.reason
    assert report.published.latest != date.today().isoformat()
    if report.published.latest:
        assert report.published.latest.startswith("2021-08")
