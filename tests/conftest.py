"""Builders of small records for tests: what a test does not name is the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.corpus.evidence import Page, Told
from dateline.ledger import Ledger
from dateline.model import Claim, Party, Place, Published, Region, Report, When, document_id, report_id, stable_id

ARMY = Party(name="Sudanese Armed Forces", key="sdn-saf", country="SDN", sector="state forces")
RSF = Party(name="Rapid Support Forces", key="sdn-rsf", country="SDN", sector="militia")
NYALA = Place(name="Nyala", key="gn:1", lat=12.05, lon=24.88, country="SDN", admin1="South Darfur", kind="town", precision=3.0)


def make_claim(kind: str = "capture", day: str | None = "2023-10-26", **given: object) -> Claim:
    """A claim with a stable id of its own content."""
    fields: dict[str, object] = {
        "kind": kind, "start": 0, "end": 10, "evidence": "they took it", "actors": (RSF,), "place": NYALA,
        "when": When(earliest=day, latest=day, basis="stated" if day else "unknown"), "confidence": 0.8,
    } | given  # fmt: skip
    return Claim(id=stable_id("c", kind, day, repr(given)), **fields)  # type: ignore[arg-type]


def make_page(name: str = "a", known: str | None = "2023-10-27", **given: object) -> Page:
    """A page by name; each is its own document unless told otherwise."""
    fields: dict[str, object] = {
        "report": f"r_{name}", "document": f"d_{name}", "version": 1, "outlet": name, "known": known,
        "language": "en", "title": name, "story": f"story of {name}",
    } | given  # fmt: skip
    return Page(**fields)  # type: ignore[arg-type]


def make_told(claim: Claim, page: Page | None = None, family: str | None = None) -> Told:
    """A claim by a page, from a family of its own unless told otherwise."""
    page = page or make_page()
    return Told(claim, page, family or f"f_{page.report}")


def make_report(text: str, key: str = "page", known: str | None = "2023-10-27", claims: tuple[Claim, ...] = ()) -> Report:
    """A report whose text is all body."""
    published = Published(earliest=known, latest=known, basis="given") if known else Published()
    return Report(
        id=report_id(key, text), document=document_id(key), text=text, source_id=key, path=key, published=published,
        regions=(Region(start=0, end=len(text), kind="body"),), claims=claims, extractor="test",
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger of its own."""
    return Ledger.open(tmp_path / "test.ledger")


Maker = Callable[..., Claim]
