"""Settles when the report was published: given by the user, told by metadata, or printed on the page.

A page that prints no date stays unknown here, with the reason; nothing is taken from today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from dateline.layout.marks import DATELINE, PUBLISHED
from dateline.layout.metadata import address_day
from dateline.layout.printed import printed_days
from dateline.model import Day, Published, Region, RegionKind, Report
from dateline.tools import Tools

_UPDATED = re.compile(r"^\W*(?:last\s+)?(?:updated|modified)", re.I)
_NEAR_HEADLINE = 12
_COPYRIGHT_YEAR = re.compile(r"(?:©|copyright)\D{0,20}((?:19|20)\d\d)", re.I)


def read(report: Report, tools: Tools) -> Report:
    """Set `published` unless it was given; what metadata tells is set beside what the page prints."""
    if report.published.basis == "given":
        return report
    if report.published.basis == "metadata":
        return msgspec.structs.replace(report, published=_agreed(report.published, _from_page(report, ("byline",))))
    return msgspec.structs.replace(report, published=_from_page(report) or _from_address(report) or _unknown(report))


def _agreed(told: Published, printed: Published | None) -> Published:
    """Metadata's day, unless the page prints another beside the headline: a later one is the day of this version of the page;
    one a day earlier is the same moment in the paper's own time zone; any wins over a weak hint in the mark-up."""
    if printed is None or printed.latest is None or told.latest is None or printed.latest == told.latest:
        return told
    if told.reason.startswith(_WEAK):
        return printed
    apart = (date.fromisoformat(printed.latest) - date.fromisoformat(told.latest)).days
    both = f"{told.reason}; {printed.reason}"
    if apart > 0:
        return Published(earliest=printed.latest, latest=printed.latest, basis="page", reason=both)
    return Published(earliest=printed.latest, latest=told.latest, basis="metadata", reason=both) if apart == -1 else told


_WEAK = ("time element", "JSON-LD dateModified", "JSON-LD dateCreated")


def _from_page(report: Report, kinds: tuple[RegionKind, ...] | None = None) -> Published | None:
    """The best printed day, in regions of the given kinds (any when None)."""
    found = [(rank, day, reason) for kind, rank, day, reason in _candidates(report) if kinds is None or kind in kinds]
    if not found:
        return None
    _, day, reason = min(found, key=lambda candidate: candidate[0])
    return Published(earliest=day, latest=day, basis="page", reason=reason)


def _candidates(report: Report) -> Iterator[tuple[RegionKind, tuple[int, int], Day, str]]:
    """Printed days with a rank: lines that say "published", bylines, datelines, other lines beside the headline; an
    "updated" line only when there is nothing better."""
    year = _page_year(report)
    headline = next((index for index, region in enumerate(report.regions) if region.kind == "headline"), None)
    for index, region in enumerate(report.regions):
        text = report.text[region.start : region.end]
        rank = _rank(region, text, index, headline)
        if rank is None:
            continue
        piece = text
        if region.kind in ("dateline", "body"):
            opening = DATELINE.match(text[:200])
            piece = opening.group() if opening else ""
        for _, _, day in printed_days(piece[:300], year)[:1]:
            updated = _UPDATED.match(piece) is not None
            yield region.kind, (4 if updated else rank, index), day, f"the page prints {' '.join(piece.split())[:80]!r}"


def _rank(region: Region, text: str, index: int, headline: int | None) -> int | None:
    if region.kind == "byline":
        return 0 if PUBLISHED.match(text) else 1
    if region.kind in ("dateline", "body"):
        return 2
    if len(text) < 120 and PUBLISHED.match(text):
        return 1
    beside = headline is not None and abs(index - headline) <= _NEAR_HEADLINE
    return 3 if beside and len(text) < 60 and region.kind in ("navigation", "boilerplate", "caption") else None


def _page_year(report: Report) -> int | None:
    """The year for days printed without one: that of a day printed in full, else of the copyright line or the address."""
    years = [int(day[:4]) for region in report.regions if region.kind in ("byline", "dateline", "navigation", "boilerplate")
             for _, _, day in printed_days(report.text[region.start : region.end][:300])]  # fmt: skip
    if years:
        return max(set(years), key=lambda year: (years.count(year), year))
    copyright_year = _COPYRIGHT_YEAR.search(report.text)
    if copyright_year:
        return int(copyright_year.group(1))
    day, _ = address_day(report.url)
    return int(day[:4]) if day else None


def _from_address(report: Report) -> Published | None:
    day, reason = address_day(report.url)
    return Published(earliest=day, latest=day, basis="metadata", reason=reason) if day else None


def _unknown(report: Report) -> Published:
    why = "the page has no text" if not report.text.strip() else "no date is given, and the page prints none"
    return Published(basis="unknown", reason=why)
