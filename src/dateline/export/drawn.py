"""A report drawn as text: every region with its label, mentions and claims marked in the words themselves.

Marks are `[words|label]`, the mark-up of the gold files; spans that would cross an outer one are left out of the drawing
and still listed below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model import Claim, Report


@dataclass(frozen=True, slots=True)
class Mark:
    """A span and what to write beside it."""

    start: int
    end: int
    label: str


def marks_of(report: Report) -> list[Mark]:
    """All marks of a report, outer before inner."""
    numbers = {claim.id: number for number, claim in enumerate(report.claims, 1)}
    marks = [Mark(claim.start, claim.end, f"#{numbers[claim.id]} {claim.kind}") for claim in report.claims]
    marks += [Mark(time.start, time.end, f"time {time.value}") for time in report.times]
    marks += [Mark(place.start, place.end, f"place {place.name}, {place.country or '?'}") for place in report.places if place.literal]
    marks += [Mark(figure.start, figure.end, f"figure {figure.role or figure.unit or ''}".strip()) for figure in report.figures]
    for number, attribution in enumerate(report.attributions, 1):
        marks += [Mark(start, end, f"said {number}") for start, end in attribution.content]
        if attribution.source and attribution.source.start is not None and attribution.source.end is not None:
            marks.append(Mark(attribution.source.start, attribution.source.end, f"speaker {number}"))
    return sorted(set(marks), key=lambda mark: (mark.start, -mark.end, mark.label))


def drawn_text(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """One stretch of text with the marks inside it; crossing marks are skipped."""
    pieces: list[str] = []
    open_marks: list[Mark] = []
    at = start
    for mark in marks:
        if mark.start < start or mark.end > end:
            continue
        while open_marks and open_marks[-1].end <= mark.start:
            at = _close(text, at, open_marks.pop(), pieces)
        if open_marks and mark.end > open_marks[-1].end:
            continue
        pieces.append(text[at : mark.start] + "[")
        at = mark.start
        open_marks.append(mark)
    while open_marks:
        at = _close(text, at, open_marks.pop(), pieces)
    return "".join(pieces) + text[at:end]


def _close(text: str, at: int, mark: Mark, pieces: list[str]) -> int:
    pieces.append(f"{text[at : mark.end]}|{mark.label}]")
    return max(at, mark.end)


def lines(report: Report) -> Iterator[str]:
    """The whole drawing, a line at a time."""
    published = report.published
    when = published.latest if published.earliest == published.latest else f"{published.earliest}/{published.latest}"
    yield f"{report.title or report.source_id}"
    yield f"  report {report.id}  version {report.version or 1}  outlet {report.outlet or 'unknown'}"
    yield f"  published {when or 'unknown'} ({published.basis}{': ' + published.reason if published.reason else ''})"
    yield ""
    marks = marks_of(report)
    for number, region in enumerate(report.regions):
        label = region.kind if region.duplicate_of is None else f"{region.kind}, repeats {region.duplicate_of}"
        quiet = region.kind in ("teaser", "navigation", "boilerplate") or region.duplicate_of is not None
        body = report.text[region.start : region.end]
        words = body if quiet else drawn_text(report.text, region.start, region.end, marks)
        yield f"{number:>3} {label:<12} {' '.join(words.split())}"
    yield ""
    for number, claim in enumerate(report.claims, 1):
        yield f"#{number} {claim_line(claim)}"


def claim_line(claim: Claim) -> str:
    """A claim in one line."""
    who = ", ".join(party.name for party in claim.actors) or "?"
    whom = ", ".join(party.name for party in claim.targets)
    where = claim.place.name if claim.place else ""
    if claim.route:
        ends = [end.name if end else "?" for end in (claim.route.origin, claim.route.destination)]
        where = " → ".join(ends)
    when = claim.when.latest or claim.when.earliest or ""
    said = " ← ".join(link.name for link in reversed(claim.attribution))
    parts = [f"{claim.kind} ({claim.stance})", who + (f" → {whom}" if whom else ""), where, when, said]
    return " | ".join(part for part in parts if part) + f"  [{claim.id}]"
