"""What was read: reports, claims with their words, and why a claim says what it says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from dateline.errors import NotFound, UsageError
from dateline.ledger import View, desk, overview
from dateline.model import Claim, Place, Report
from dateline.web.comparing import compared
from dateline.web.picture import all_places
from dateline.web.query import Cursor, Limit, TheDesk, TheVeil, Wanted
from dateline.web.quoting import head, quotations
from dateline.web.shapes import ClaimPage, Difference, Found, PageView, PlaceHead, Quotation, ReportPage, Why

MOST_QUOTED = 100


@get("/claims", sync_to_thread=True)
def list_claims(the_desk: TheDesk, veil: TheVeil, wanted: Wanted, limit: Limit = 100, cursor: Cursor = None) -> ClaimPage:
    """Claims, by id."""
    with the_desk.ledger.read() as view:
        page = desk.claims(view.connection, wanted, limit, cursor)
    return ClaimPage(items=veil.claims(page.items), cursor=page.cursor)


@get("/claims/{key:str}", sync_to_thread=True)
def show_claim(key: FromPath[str], the_desk: TheDesk, veil: TheVeil) -> Quotation:
    """One claim with the words around it."""
    with the_desk.ledger.read() as view:
        return quotations(the_desk, view, [one_claim(view, key)], veil)[0]


@get("/claims/{key:str}/why", sync_to_thread=True)
def why_claim(key: FromPath[str], the_desk: TheDesk, veil: TheVeil) -> Why:
    """What produced each part of a claim, with the runners-up, and what rests on it."""
    with the_desk.ledger.read() as view:
        claim = veil.claim(one_claim(view, key))
        resting = overview.resting(view.connection, [claim.id]).get(claim.id, [])
    lines = [f"{one.part}: {one.rule}" + (f" — {one.note}" if one.note else "") for one in claim.because]
    return Why(id=claim.id, lines=[*lines, *(f"rests on it: {record}" for record in resting)])


@get("/quotations", sync_to_thread=True)
def list_quotations(
    the_desk: TheDesk, veil: TheVeil, ids: Annotated[str, QueryParameter(max_length=4000, description="Claim ids, separated by commas.")]
) -> list[Quotation]:
    """Several claims with the words around them, in the order asked for; ids that name none are left out."""
    keys = [key for key in ids.split(",") if key]
    if len(keys) > MOST_QUOTED:
        raise UsageError(f"at most {MOST_QUOTED} claims at a time")
    with the_desk.ledger.read() as view:
        found = desk.claims_by_id(view.connection, keys)
        return quotations(the_desk, view, [found[key] for key in dict.fromkeys(keys) if key in found], veil)


@get("/reports", sync_to_thread=True)
def list_reports(the_desk: TheDesk, wanted: Wanted, limit: Limit = 100, cursor: Cursor = None) -> ReportPage:
    """Reports, newest first."""
    with the_desk.ledger.read() as view:
        page = desk.reports(view.connection, wanted, limit, cursor)
    return ReportPage(items=[head(*item) for item in page.items], cursor=page.cursor)


@get("/reports/{key:str}", sync_to_thread=True)
def show_report(key: FromPath[str], the_desk: TheDesk, veil: TheVeil) -> PageView:
    """A page as read, with its regions and claims."""
    with the_desk.ledger.read() as view:
        report = one_report(view, key)
        text = desk.texts(view.connection, [key])[key]
        claims = list(view.claims(report=key))
        versions = desk.versions(view.connection, report.document)[report.document]
    return PageView(
        id=key, text=veil.page(text, claims), title=report.title and veil.page(report.title, claims), outlet=report.outlet,
        url=report.url, published=report.published.latest, published_basis=report.published.basis,
        published_reason=report.published.reason, version=versions.index(key) + 1, raw_sha256=report.raw_sha256,
        retrieved_at=report.retrieved_at, regions=list(report.regions), claims=veil.claims(claims), versions=versions,
        places=[] if veil.drawn else list(report.places),
    )  # fmt: skip


@get("/reports/{key:str}/diff", sync_to_thread=True)
def compare_report(key: FromPath[str], the_desk: TheDesk, veil: TheVeil) -> Difference:
    """A page against the version before it, line by line."""
    with the_desk.ledger.read() as view:
        document = one_report(view, key).document
        versions = desk.versions(view.connection, document)[document]
        older = versions[versions.index(key) - 1] if versions.index(key) else None
        texts = desk.texts(view.connection, [one for one in (older, key) if one])
        claims = [claim for report in texts for claim in view.claims(report=report)]
    before, after = (veil.page(texts[one], claims) if one else "" for one in (older, key))
    return Difference(older=older, newer=key, lines=compared(before, after))


@get("/search", sync_to_thread=True)
def search(the_desk: TheDesk, veil: TheVeil, words: Annotated[str, QueryParameter(max_length=400)]) -> Found:
    """Claims, reports and places that hold all the words."""
    with the_desk.ledger.read() as view:
        keys = desk.search(view.connection, words, 100)
        found = desk.claims_by_id(view.connection, keys)
        claims = [found[key] for key in keys if key in found and veil.words(words, found[key])][:50]
        pages = dict.fromkeys([key for key in keys if key.startswith("r_")] + [claim.report or "" for claim in claims])
        reports = desk.report_rows(view.connection, list(pages)[:30])
        shown = quotations(the_desk, view, claims, veil)
    places = _fitting(words, all_places(the_desk).values()) + [claim.place for claim in claims if claim.place]
    heads = {one.key: PlaceHead(key=one.key, name=one.name, country=one.country, lat=one.lat, lon=one.lon) for one in places}
    return Found(claims=shown, reports=[head(*item) for item in reports], places=list(heads.values())[:30])


def _fitting(words: str, places: Iterable[Place]) -> list[Place]:
    """Places whose name holds all the words, shortest name first."""
    asked = words.casefold().split()
    fitting = [place for place in places if asked and all(word in place.name.casefold() for word in asked)]
    return sorted(fitting, key=lambda place: (len(place.name), place.name, place.key))


def one_claim(view: View, key: str) -> Claim:
    """A claim by its whole id; raises `NotFound`."""
    found = desk.claims_by_id(view.connection, [key]).get(key)
    if found is None:
        raise NotFound(f"{key[:60]}: no such claim")
    return found


def one_report(view: View, key: str) -> Report:
    """A report without text by its whole id; raises `NotFound`."""
    found = desk.heads(view.connection, [key]).get(key)
    if found is None:
        raise NotFound(f"{key[:60]}: no such report")
    return found


EVIDENCE: list[HTTPRouteHandler] = [
    list_claims, show_claim, why_claim, list_quotations, list_reports, show_report, compare_report, search,
]  # fmt: skip
