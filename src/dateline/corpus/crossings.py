"""Border crossings and roads, open or closed, on two clocks. Each side of a crossing is its own place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.corpus.clocks import two_clocks
from dateline.corpus.evidence import NEVER, Told
from dateline.model import Because, Crossing, CrossingStatus, Day, Party, Place, stable_id

STATES: dict[str, CrossingStatus] = {"closure": "closed", "opening": "open", "restriction": "partial"}
IN_PART = re.compile(
    r"\b(?:partly|partially|in part|partial|half|one lane|single lane|only (?:for|to)|limited|some (?:lorries|trucks|traffic|vehicles)|pedestrians? only)\b",
    re.IGNORECASE,
)
"""An opening or closure in these words is a partial one."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One claim about the state of a crossing."""

    state: CrossingStatus
    day: Day | None
    by: Party | None
    told: Told
    denied: bool = False

    @property
    def side(self) -> str | None:
        """The country on whose side the barrier is: that of who opens or shuts it, else that of the place."""
        place = self.told.claim.place
        return (self.by.country if self.by is not None and self.by.sector in BARRIERS else None) or (place.country if place else None)


BARRIERS = frozenset({"government"})
"""Sectors whose word about a crossing is about their own country's side; who stands at a barrier with arms is on the place's side."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one state inside one timeline."""

    state: CrossingStatus
    by: Party | None
    valid_from: Day | None
    valid_to: Day | None
    claims: tuple[str, ...]
    opposed_by: tuple[str, ...]
    last_evidence: Day | None


def notices_of(told: Told) -> list[Notice]:
    """What one claim says about a crossing; only asserted and denied claims say anything."""
    claim = told.claim
    if claim.place is None or claim.place.kind != "crossing" or claim.kind not in STATES:
        return []
    if claim.stance not in ("asserted", "denied"):
        return []
    day = claim.when.latest or claim.when.earliest or told.page.known
    if day is not None and told.page.known is not None:
        day = min(day, told.page.known)
    state = "partial" if IN_PART.search(claim.evidence) else STATES[claim.kind]
    return [Notice(state, day, claim.actors[0] if claim.actors else None, told, claim.stance == "denied")]


def timeline(notices: Sequence[Notice]) -> list[Stretch]:
    """Stretches of one state, in order of validity; a denied notice opposes the stretch it speaks of."""
    ordered = sorted(notices, key=lambda notice: (notice.day or NEVER, notice.told.order))
    runs: list[list[Notice]] = []
    denied = [notice for notice in ordered if notice.denied]
    for notice in ordered:
        if notice.denied:
            continue
        if runs and runs[-1][0].state == notice.state:
            runs[-1].append(notice)
        else:
            runs.append([notice])
    starts = [run[0].day for run in runs]
    return [_stretch(run, start, end, denied) for run, start, end in zip(runs, starts, [*starts[1:], None])]


def _stretch(run: list[Notice], start: Day | None, end: Day | None, denied: list[Notice]) -> Stretch:
    against = sorted(
        notice.told.claim.id
        for notice in denied
        if notice.state == run[0].state and (start is None or notice.day is None or notice.day >= start)
    )
    last = max((notice.day for notice in run if notice.day), default=None)
    by = next((notice.by for notice in run if notice.by), None)
    claims = tuple(sorted(notice.told.claim.id for notice in run))
    return Stretch(run[0].state, by, start, end, claims, tuple(against), last)


def crossings(told: Sequence[Told], names: Callable[[Party], str] | None = None) -> list[Crossing]:
    """All states of all crossings, ordered by place and clocks."""
    name = names or (lambda party: party.name)
    by_place: dict[tuple[str, str], list[Notice]] = {}
    places: dict[str, Place] = {}
    for one in sorted(told, key=lambda each: each.order):
        for notice in notices_of(one):
            place = one.claim.place
            assert place is not None
            by_place.setdefault((place.key, notice.side or ""), []).append(notice)
            places.setdefault(place.key, place)
    result: list[Crossing] = []
    for key, side in sorted(by_place):
        place = places[key]

        def row(stretch: Stretch, known_from: Day | None, known_to: Day | None, place: Place = place, side: str = side) -> Crossing:
            return _crossing(place, side or None, stretch, known_from, known_to, name)

        rows = two_clocks(by_place[key, side], lambda notice: notice.told, timeline, row)
        result.extend(sorted(rows, key=lambda row: (row.known_from or "", row.known_to or NEVER, row.valid_from or "", row.id)))
    return result


def _crossing(
    place: Place, side: str | None, stretch: Stretch, known_from: Day | None, known_to: Day | None, name: Callable[[Party], str]
) -> Crossing:
    return Crossing(
        id=stable_id("x", place.key, side, stretch.state, stretch.valid_from, stretch.valid_to, known_from, known_to, *stretch.claims),
        place=place,
        side=side,
        state=stretch.state,
        by=name(stretch.by) if stretch.by else None,
        valid_from=stretch.valid_from,
        valid_to=stretch.valid_to,
        known_from=known_from,
        known_to=known_to,
        claims=stretch.claims,
        opposed_by=stretch.opposed_by,
        last_evidence=stretch.last_evidence,
        because=(Because(part="state", rule="crossing fold", note=f"{len(stretch.claims)} claim(s) say {stretch.state}"),),
    )
