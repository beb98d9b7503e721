"""What the command line prints: tables and short texts from a view of a ledger."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from dateline import api
from dateline.corpus.clocks import known_on
from dateline.errors import NotFound, UsageError
from dateline.export.drawn import claim_line
from dateline.export.drawn import lines as drawn_lines
from dateline.export.flat import figure_text
from dateline.ledger import View
from dateline.ledger.view import SORTS
from dateline.model import (
    Claim,
    Count,
    Crossing,
    Day,
    Disagreement,
    Event,
    Holding,
    Movement,
    Party,
    Place,
    PlaceMention,
    When,
)

Row = Sequence[str]
DERIVED = ("f_", "g_", "h_", "x_", "m_")
"""How ids of derived records begin, events apart."""


def table(rows: Iterable[Row]) -> None:
    """Print rows (the first is the heading): a table on a terminal, tab-separated lines in a pipe."""
    heading, *body = [list(row) for row in rows]
    if not body:
        print("nothing found", file=sys.stderr)
    if not sys.stdout.isatty():
        print("\n".join("\t".join(row) for row in [heading, *body]))
        return
    from rich.console import Console
    from rich.table import Table

    shown = Table(*heading, header_style="bold", box=None, pad_edge=False)
    for row in body:
        shown.add_row(*row)
    Console().print(shown)


def when_text(when: When) -> str:
    """A range of days in EDTF."""
    if when.earliest and when.latest:
        return when.earliest if when.earliest == when.latest else f"{when.earliest}/{when.latest}"
    if when.earliest or when.latest:
        return f"{when.earliest or '..'}/{when.latest or '..'}"
    return "unknown"


def span_text(start: Day | None, end: Day | None) -> str:
    """Valid or known days: first day and first day no longer so."""
    return f"{start or '?'} – {end or 'open'}"


def names(parties: Sequence[Party]) -> str:
    """Names of parties."""
    return ", ".join(party.name for party in parties)


def count_text(count: Count) -> str:
    """A count with its rule: "12–15 (best 14) people killed [ged]"."""
    bounds = [f"{value:g}" for value in (count.low, count.high) if value is not None]
    span = "–".join(dict.fromkeys(bounds)) or "?"
    if count.low is not None and count.high is None:
        span = f"{count.low:g}+" if count.rule != "acled" else f"{count.low:g}"
    best = f" (best {count.best:g})" if count.best is not None and span != f"{count.best:g}" else ""
    return " ".join(filter(None, (span + best, count.unit, count.role, f"[{count.rule}]")))


def named(place: Place | None, wanted: str | None, keys: Container[str] = ()) -> bool:
    """Whether a place's name contains the wanted words (None = any), or its key is among `keys`."""
    return wanted is None or (place is not None and (wanted.casefold() in place.name.casefold() or place.key in keys))


def holding_rows(rows: Sequence[Holding], on: Day | None) -> Iterator[Row]:
    """Holdings as a table."""
    yield "place", "country", "controller", "status", "contested by", "since", "last evidence", "claims", "opposed", "id"
    for row in rows:
        old = " (stale)" if on and api.stale(row, on) else ""
        yield (
            row.place.name, row.place.country or "", row.controller or "nobody known", row.status, ", ".join(row.contested_by),
            row.valid_from or "?", (row.last_evidence or "?") + old, str(len(row.claims)), str(len(row.opposed_by)), row.id[:10],
        )  # fmt: skip


def crossing_rows(rows: Sequence[Crossing]) -> Iterator[Row]:
    """Crossings as a table."""
    yield "crossing", "side", "state", "by", "since", "last evidence", "claims", "id"
    for row in rows:
        yield (
            row.place.name, row.side or "", row.state, row.by or "", row.valid_from or "?", row.last_evidence or "?", str(len(row.claims)), row.id[:10],
        )  # fmt: skip


def event_rows(rows: Sequence[Event]) -> Iterator[Row]:
    """Events as a table, with three counts apart."""
    yield "kind", "place", "when", "actors", "targets", "figures", "reports", "stories", "origins", "id"
    for row in rows:
        yield (
            row.kind, row.place.name if row.place else "", when_text(row.when), names(row.actors), names(row.targets),
            "; ".join(count_text(count) for count in row.figures), str(row.reports), str(row.stories), str(row.origins), row.id[:10],
        )  # fmt: skip


def movement_rows(rows: Sequence[Movement]) -> Iterator[Row]:
    """Movements as a table."""
    yield "from", "to", "when", "figures", "claims", "id"
    for row in rows:
        yield (
            row.origin.name if row.origin else "?", row.destination.name if row.destination else "?", when_text(row.when),
            "; ".join(count_text(count) for count in row.figures) or "no number told", str(len(row.claims)), row.id[:10],
        )  # fmt: skip


def quotation(view: View, key: str) -> str:
    """The words of a claim with who says so and where."""
    claim = view.claim(key)
    report = view.report(claim.report or "")
    said = " ← ".join(link.name for link in reversed(claim.attribution)) or report.outlet or report.source_id
    return f"“{' '.join(claim.evidence.split())}” ({said}; {report.outlet or report.source_id}, {report.published.latest or 'undated'})"


def disagreement_lines(view: View, found: Sequence[Disagreement]) -> Iterator[str]:
    """Disagreements as cards: every side with its words and its independent origins."""
    if not found:
        yield "no disagreement found"
    for one in found:
        scope = "inside one page" if one.within_page else "across pages"
        yield f"{one.slot}: {one.question} ({scope}) [{one.id[:10]}]"
        for side in one.sides:
            origins = f"{side.origins} independent origin{'s' if side.origins != 1 else ''}"
            yield f"  {side.value} — {origins}"
            yield f"    {quotation(view, side.claims[0])}"
        yield ""


def lines(view: View, target: str | None) -> Iterator[str]:
    """A report, claim, event, place or day; nothing lists the reports."""
    if target is None:
        for report in view.reports():
            yield f"{report.id[:10]}  {report.published.latest or 'undated':<10}  {report.outlet or '?'}  {report.title or report.source_id}"
        return
    if _is_day(target):
        yield from _day_lines(view, target)
        return
    if target.startswith(DERIVED):
        yield from why(view, target)
        return
    found = _found(view, target)
    if isinstance(found, Event):
        yield from _event_lines(view, found)
    elif isinstance(found, Claim):
        yield claim_line(found)
        yield f"  {quotation(view, found.id)}"
    elif found is not None:
        yield from drawn_lines(found)
    else:
        yield from _place_lines(view, target)


def record(view: View, target: str | None) -> Any:
    """What `lines` would show, as records."""
    from dateline.export.tables import report_record

    if target is None:
        return [report_record(report) for report in view.reports()]
    if _is_day(target):
        return {"holdings": api.holdings(view, target), "claims": _claims_on(view, target)}
    if target.startswith(DERIVED):
        return _derived(view, target)[1]
    found = _found(view, target)
    if isinstance(found, Event | Claim):
        return found
    if found is not None:
        return report_record(found, whole=True)
    rows, claims = _at_place(view, target)
    return {"holdings": rows, "claims": claims}


def why(view: View, key: str) -> Iterator[str]:
    """What produced a claim or derived record, with the words it rests on."""
    if key.startswith("c_"):
        from dateline.explain import explain

        claim = view.claim(key)
        yield from explain(claim).splitlines()
        yield from _runners_up(view, claim)
        yield f"  {quotation(view, claim.id)}"
        resting = view.resting_on(claim.id)
        if resting:
            yield f"  rests on it: {', '.join(resting)}"
        return
    sort, one = _derived(view, key)
    yield f"{sort}: {one.id}"
    for reason in getattr(one, "because", ()):
        yield f"  {reason.part}: {reason.rule} — {reason.note}"
    for claim_id in one.claims:
        yield f"  {claim_id[:10]} {quotation(view, claim_id)}"
    for claim_id in getattr(one, "opposed_by", ()):
        yield f"  against: {claim_id[:10]} {quotation(view, claim_id)}"


def why_record(view: View, key: str) -> Any:
    """What `why` tells, as records: a claim with its runners-up and what rests on it, or a derived record."""
    if not key.startswith("c_"):
        return _derived(view, key)[1]
    claim = view.claim(key)
    return {"claim": claim, "place_mention": _mention(view, claim), "rests_on_it": view.resting_on(claim.id)}


def _derived(view: View, key: str) -> tuple[str, Any]:
    """A derived record by id or unambiguous start of id, with its sort."""
    found = [(sort, one) for sort in SORTS for one in view.derived(sort) if key and one.id.startswith(key)]
    if len(found) != 1:
        raise NotFound(f"{key}: no such claim or derived record, or more than one")
    return found[0]


def _mention(view: View, claim: Claim) -> PlaceMention | None:
    """Where the page names the claim's place: the mention nearest the claim."""
    if claim.place is None:
        return None
    mentions = [one for one in view.report(claim.report or "").places if one.key == claim.place.key]
    return min(mentions, key=lambda one: (max(claim.start - one.end, one.start - claim.end, 0), one.start), default=None)


def _runners_up(view: View, claim: Claim) -> Iterator[str]:
    """The place as the page names it, how sure the reading is, and what else it might have been."""
    mention = _mention(view, claim)
    if mention is None:
        return
    yield f"  the page says “{mention.text}” [{mention.start}–{mention.end}], read with confidence {mention.confidence:g}"
    for other in mention.alternatives:
        where = f"{other.name}, {other.country or '?'} {other.lat:.2f}, {other.lon:.2f}" if other.lat is not None and other.lon is not None else other.name
        decided = ", ".join(f"{name} {value:g}" for name, value in sorted(other.features.items(), key=lambda pair: -abs(pair[1]))[:3])
        yield f"  not {where}: score {other.score:g}" + (f" ({decided})" if decided else "")


def _is_day(text: str) -> bool:
    try:
        api.day(text)
    except UsageError:
        return False
    return True


def _found(view: View, target: str) -> Any:
    if target.startswith("e_"):
        return _derived(view, target)[1]
    if target.startswith("c_"):
        return view.claim(target)
    try:
        return view.report(target)
    except NotFound as error:
        if target.startswith("r_") or "more than one" in str(error):
            raise
        return None


def _at_place(view: View, name: str) -> tuple[list[Holding], list[Claim]]:
    """Holdings and claims of a place of that name, in any spelling."""
    keys = api.place_keys(name) if name.strip() else frozenset()
    rows = [row for row in view.derived("holdings") if named(row.place, name, keys)] if name.strip() else []
    claims = [claim for claim in view.claims() if named(claim.place, name, keys)] if name.strip() else []
    if not rows and not claims:
        raise NotFound(f"{name}: no report, claim, event, day or place of that name")
    return rows, claims


def _claims_on(view: View, on: Day) -> list[Claim]:
    return [
        claim for claim in view.claims()
        if (claim.when.earliest or claim.when.latest) and (claim.when.earliest or on) <= on <= (claim.when.latest or on)
    ]  # fmt: skip


def _place_lines(view: View, name: str) -> Iterator[str]:
    rows, claims = _at_place(view, name)
    yield f"{name}: who held it (as known now)"
    for row in rows:
        if known_on(row, None):
            against = f", contested by {', '.join(row.contested_by)}" if row.contested_by else ""
            yield f"  {span_text(row.valid_from, row.valid_to)}  {row.place.name}: {row.controller or 'nobody known'} ({row.status}{against})"
    yield f"{len(claims)} claims"
    for claim in claims:
        yield f"  {claim_line(claim)}"


def _day_lines(view: View, on: Day) -> Iterator[str]:
    yield f"held on {on}, as known now"
    for row in api.holdings(view, on):
        yield f"  {row.place.name}: {row.controller or 'nobody known'} ({row.status})"
    yield "claims about that day"
    for claim in _claims_on(view, on):
        yield f"  {claim_line(claim)}"


def _event_lines(view: View, event: Event) -> Iterator[str]:
    yield f"{event.kind} | {event.place.name if event.place else 'place unknown'} | {when_text(event.when)} | {names(event.actors)} → {names(event.targets)}"
    yield f"  {event.reports} reports, {event.stories} stories, {event.origins} independent origins"
    for count in event.figures:
        yield f"  {count_text(count)}"
    for key in event.claims:
        yield f"  {key[:10]} {quotation(view, key)}"


__all__ = ["Movement", "figure_text", "lines", "record", "table", "why"]
