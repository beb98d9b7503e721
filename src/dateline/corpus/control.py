"""Who held which place, on two clocks, folded from claims.

For every place the claims that bear on control become *effects* (somebody holds it, lost it, fights over it, denies having
lost it). For every day on which something about the place became known, the effects known by then are folded in order of
when they were so into a timeline; equal stretches of neighbouring timelines are joined into holdings. Nothing that became
known later can change an earlier timeline.

Rules, in words:

- Only asserted claims change control. Promised, threatened, expected, demanded, possible, hypothetical and negated ones
  change nothing; a denial opposes.
- A party's word about its own gain is *claimed by party*; it takes the place over only while nobody denies it.
- One origin is one voice, however many outlets copied it; a report of the change itself outweighs a report of the state.
- A fight makes a place contested for `CONTEST_DAYS` after its last day; it does not change who holds it.
- A city, its airport, its district and its province are different places and inherit nothing from each other.
- A named loser of a capture, and the other side of a place that is being attacked, are *inferred* holders.

`valid_from` is the first day on which it was so, `valid_to` the first day on which it no longer was (None = still).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from dateline.corpus.clocks import two_clocks
from dateline.corpus.evidence import NEVER, Told
from dateline.model import Because, Day, Holding, HoldingStatus, Link, Party, Place, stable_id

CONTEST_DAYS = 7
"""A place counts as fought over this long after the last day on which fighting there is told."""
STATE_PATIENCE = 2
"""Days for which a report of a mere state cannot undo a reported change."""
ARMED = frozenset({"state forces", "rebels", "militia", "police", "government", "international", "opposition"})
NO_CONTROL = frozenset({"country", "demonym", "water", "region"})
"""Kinds of place that nobody holds as a whole; regions too vague to colour."""
SourceSide = Callable[[Link], str | None]

EffectSort = Literal["takes", "holds", "loses", "fights", "denies"]


def side_of(party: Party) -> str:
    """The side a party stands on: all state bodies of a country are one side, named groups are their own."""
    if party.sector in ("state forces", "government", "police") and party.country:
        return f"state:{party.country}"
    return party.key or party.name.casefold()


@dataclass(frozen=True, slots=True)
class Effect:
    """What one claim says about who controls its place. `own_word`: said by the party that gains by it."""

    sort: EffectSort
    day: Day | None
    party: Party
    told: Told
    own_word: bool = False
    against: Party | None = None

    @property
    def side(self) -> str:
        return side_of(self.party)

    @property
    def order(self) -> tuple[str, int, tuple[str, str, int, str]]:
        """Order of when it was so; on one day losses before gains, and gains before fights."""
        rank = {"loses": 0, "takes": 1, "holds": 2, "fights": 3, "denies": 4}[self.sort]
        return self.day or NEVER, rank, self.told.order


@dataclass(slots=True)
class Segment:
    """A stretch of one holder inside one timeline."""

    party: Party | None
    status: HoldingStatus
    start: Day | None
    end: Day | None = None
    changed: bool = False
    support: list[Told] = field(default_factory=list)
    opposed: list[Told] = field(default_factory=list)
    fights: list[Effect] = field(default_factory=list)
    last: Day | None = None
    why: str = ""

    @property
    def side(self) -> str | None:
        return side_of(self.party) if self.party else None

    def support_by(self, effect: Effect) -> None:
        self.support.append(effect.told)
        self.last = max(filter(None, (self.last, _evidence_day(effect))), default=None)


def _evidence_day(effect: Effect) -> Day | None:
    return effect.day or effect.told.page.known


def day_of(told: Told) -> Day | None:
    """The day from which a claim's statement is so: the last day of its range, never later than it was known."""
    when = told.claim.when
    day = when.latest or when.earliest
    if day is None:
        return told.page.known
    return min(day, told.page.known or day)


def effects_of(told: Told, source_side: SourceSide) -> list[Effect]:
    """The effects of one claim; none for claims without a place, in another mood, or of undated history."""
    claim = told.claim
    place = claim.place
    if place is None or place.kind in NO_CONTROL or (claim.background and claim.when.basis == "unknown"):
        return []
    day = day_of(told)
    if claim.stance == "denied":
        return _denials(told, day)
    if claim.stance != "asserted":
        return []
    speaker = _innermost_side(told, source_side)
    others = [party for party in claim.targets if party.sector in ARMED]
    against = others[0] if others else None
    if claim.kind in ("capture", "control"):
        sort: EffectSort = "takes" if claim.kind == "capture" else "holds"
        gains = [Effect(sort, day, party, told, speaker == side_of(party), against) for party in _armed(claim.actors)[:1]]
        return gains or [Effect("loses", day, party, told) for party in others[:1]]
    if claim.kind == "handover":
        gained = [Effect("takes", day, party, told, speaker == side_of(party)) for party in others[:1]]
        return gained or [Effect("loses", day, party, told) for party in _armed(claim.actors)[:1]]
    if claim.kind == "withdrawal":
        return [Effect("loses", day, party, told) for party in _armed(claim.actors)[:1]]
    if claim.kind in ("clash", "contested", "siege", "advance"):
        return [Effect("fights", day, party, told) for party in (*_armed(claim.actors), *others)]
    return []


def _denials(told: Told, day: Day | None) -> list[Effect]:
    claim = told.claim
    if claim.kind not in ("capture", "control", "withdrawal", "handover"):
        return []
    return [Effect("denies", day, party, told) for party in _armed(claim.actors)[:1]]


def _armed(parties: Sequence[Party]) -> list[Party]:
    return [party for party in parties if party.sector in ARMED or party.key]


def _innermost_side(told: Told, source_side: SourceSide) -> str | None:
    for link in reversed(told.claim.attribution):
        if link.role in ("speaker", "document"):
            return source_side(link)
    return None


def timeline(effects: Iterable[Effect]) -> list[Segment]:
    """Fold effects into stretches of holding, in order of validity."""
    ordered = sorted(effects, key=lambda effect: effect.order)
    dated = [effect for effect in ordered if effect.day is not None]
    chosen = dated if any(effect.sort in ("takes", "holds", "loses") for effect in dated) else ordered
    denials = [effect for effect in chosen if effect.sort == "denies"]
    segments: list[Segment] = []
    for effect in chosen:
        if effect.sort in ("takes", "holds"):
            _gain(segments, effect, denials)
        elif effect.sort == "loses":
            _lose(segments, effect)
        elif effect.sort == "fights":
            _fight(segments, effect)
    return segments


def _gain(segments: list[Segment], effect: Effect, denials: list[Effect]) -> None:
    current = segments[-1] if segments else None
    if current is not None and current.side == effect.side:
        current.support_by(effect)
        current.changed |= effect.sort == "takes"
        if not effect.own_word and current.status in ("claimed by party", "inferred"):
            current.status = "evidenced"
        return
    if effect.own_word and _denied(effect, denials):
        if current is not None:
            current.opposed.append(effect.told)
            current.fights.append(effect)
        return
    if current is not None and not _overrides(current, effect):
        current.opposed.append(effect.told)
        return
    if current is None and effect.against is not None and effect.sort == "takes":
        current = Segment(effect.against, "inferred", None, effect.day, support=[effect.told], last=effect.day,
                          why="named as the side that lost it")  # fmt: skip
        segments.append(current)
    if current is not None:
        current.end = effect.day
    status: HoldingStatus = "claimed by party" if effect.own_word else "evidenced"
    fresh = Segment(effect.party, status, effect.day, changed=effect.sort == "takes",
                    why="the taking is reported" if effect.sort == "takes" else "the holding is reported")  # fmt: skip
    fresh.support_by(effect)
    segments.append(fresh)


def _denied(effect: Effect, denials: list[Effect]) -> bool:
    return any(
        denial.side == effect.side and (denial.day is None or effect.day is None or abs(_days(denial.day, effect.day)) <= 3)
        for denial in denials
    )


def _overrides(current: Segment, effect: Effect) -> bool:
    """Whether a gain by another side ends the current holding."""
    if current.status in ("inferred", "unknown") or current.party is None:
        return True
    if effect.day is None or current.start is None:
        return effect.sort == "takes" or not current.changed
    gap = _days(effect.day, current.start)
    if effect.sort == "holds" and current.changed:
        return gap > STATE_PATIENCE and not effect.own_word
    if gap == 0:
        return _strength(effect) > (current.status == "evidenced", current.changed)
    return True


def _strength(effect: Effect) -> tuple[bool, bool]:
    return not effect.own_word, effect.sort == "takes"


def _lose(segments: list[Segment], effect: Effect) -> None:
    current = segments[-1] if segments else None
    if current is None:
        segments.append(
            Segment(effect.party, "inferred", None, effect.day, support=[effect.told], last=effect.day, why="it left or lost the place")
        )
    elif current.side == effect.side:
        current.end = effect.day
        current.support.append(effect.told)
    else:
        if current.party is not None and current.status == "evidenced":
            current.support_by(effect)
        return
    segments.append(Segment(None, "unknown", effect.day, support=[effect.told], last=effect.day, why="left, and nobody is reported to hold it"))


def _fight(segments: list[Segment], effect: Effect) -> None:
    if segments and segments[-1].side != effect.side:
        segments[-1].fights.append(effect)
        segments[-1].last = max(filter(None, (segments[-1].last, _evidence_day(effect))), default=None)


def _days(later: Day, earlier: Day) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _after(day: Day, days: int) -> Day:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A slice of a segment with one set of opponents: what becomes a holding."""

    party: Party | None
    status: HoldingStatus
    valid_from: Day | None
    valid_to: Day | None
    contested_by: tuple[str, ...]
    claims: tuple[str, ...]
    opposed_by: tuple[str, ...]
    last_evidence: Day | None
    why: str


def stretches(segment: Segment) -> list[Stretch]:
    """Cut a segment where fighting over it starts and ends."""
    bounds: list[tuple[Day | None, Day | None]] = []
    for fight in segment.fights:
        if fight.day is None:
            bounds.append((segment.start, segment.end))
        else:
            first = max(fight.day, segment.start or fight.day)
            last = min(_after(fight.day, CONTEST_DAYS + 1), segment.end or NEVER)
            bounds.append((first if first != segment.start else segment.start, None if last == NEVER else last))
    cuts = sorted({day for pair in bounds for day in pair if day is not None and _inside(day, segment)})
    edges: list[Day | None] = [segment.start, *cuts, segment.end]
    return [_slice(segment, bounds, start, end) for start, end in zip(edges, edges[1:])]


def _inside(day: Day, segment: Segment) -> bool:
    return (segment.start is None or day > segment.start) and (segment.end is None or day < segment.end)


def _slice(segment: Segment, bounds: list[tuple[Day | None, Day | None]], start: Day | None, end: Day | None) -> Stretch:
    fights = [
        fight
        for fight, (first, last) in zip(segment.fights, bounds)
        if (first is None or end is None or first < end) and (last is None or start is None or last > start)
    ]
    against = sorted({fight.party.name for fight in fights})
    claims = sorted({told.claim.id for told in segment.support} | {fight.told.claim.id for fight in fights if fight.sort == "fights"})
    opposed = sorted({told.claim.id for told in segment.opposed})
    return Stretch(
        segment.party, segment.status, start, end, tuple(against), tuple(claims), tuple(opposed), segment.last, segment.why
    )


def holdings(told: Sequence[Told], source_side: SourceSide, names: Callable[[Party], str] | None = None) -> list[Holding]:
    """All holdings of all places, ordered by place and clocks. `names` gives the name to show for a party."""
    by_place: dict[str, list[Effect]] = {}
    places: dict[str, Place] = {}
    for one in sorted(told, key=lambda each: each.order):
        for effect in effects_of(one, source_side):
            place = one.claim.place
            assert place is not None
            by_place.setdefault(place.key, []).append(effect)
            places.setdefault(place.key, place)
    name = names or (lambda party: party.name)
    result: list[Holding] = []
    for key in sorted(by_place):
        result.extend(_holdings_of(places[key], by_place[key], name))
    return result


def _holdings_of(place: Place, effects: list[Effect], name: Callable[[Party], str]) -> list[Holding]:
    def fold(visible: list[Effect]) -> list[Stretch]:
        return [stretch for segment in timeline(visible) for stretch in stretches(segment)]

    def row(stretch: Stretch, known_from: Day | None, known_to: Day | None) -> Holding:
        return _holding(place, stretch, known_from, known_to, name)

    rows = two_clocks(effects, lambda effect: effect.told, fold, row)
    return sorted(rows, key=lambda row: (row.known_from or "", row.known_to or NEVER, row.valid_from or "", row.id))


def _holding(place: Place, stretch: Stretch, known_from: Day | None, known_to: Day | None, name: Callable[[Party], str]) -> Holding:
    controller = name(stretch.party) if stretch.party else None
    return Holding(
        id=stable_id("h", place.key, controller, stretch.status, stretch.valid_from, stretch.valid_to, known_from, known_to, *stretch.claims),
        place=place,
        controller=controller,
        status=stretch.status,
        valid_from=stretch.valid_from,
        valid_to=stretch.valid_to,
        known_from=known_from,
        known_to=known_to,
        contested_by=stretch.contested_by,
        claims=stretch.claims,
        opposed_by=stretch.opposed_by,
        last_evidence=stretch.last_evidence,
        because=(Because(part="controller", rule="control fold", note=stretch.why),),
    )
