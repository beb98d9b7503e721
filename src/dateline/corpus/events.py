"""Events: claims about the same happening, joined by blocking on kind and place and a readable comparison.

Claims are taken in the order of becoming known; each joins the best earlier event that it fits, or founds one. A claim
fits when none of its known parts contradicts the event's: same family of kinds, one place inside or near the other, windows
that meet, no party on the wrong side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.corpus import counting
from dateline.corpus.control import side_of
from dateline.corpus.counting import CountingRule
from dateline.corpus.evidence import NEVER, Told, origins
from dateline.model import Because, Count, Day, Event, Figure, Party, Place, When, stable_id

FAMILIES: dict[str, str] = {
    "clash": "fighting", "advance": "fighting", "siege": "fighting",
    "capture": "taking", "handover": "taking", "withdrawal": "leaving",
    "air_strike": "strike", "shelling": "strike", "bombing": "blast", "suicide_bombing": "blast",
    "chemical_attack": "strike", "attack_on_civilians": "violence", "killing": "violence", "execution": "violence",
    "displacement": "movement", "evacuation": "movement", "return": "return",
    "ceasefire": "agreement", "agreement": "agreement",
}  # fmt: skip
"""Kinds that may tell of the same happening; a kind that is not listed stands alone."""
NO_EVENT = frozenset(
    {"control", "contested", "share", "statement", "accusation", "denial", "threat", "demand", "promise", "warning", "condemnation", "refusal"}
)  # fmt: skip
HAPPENED = frozenset({"asserted", "possible", "denied"})
"""Stances that speak of a happening; the others speak of what has not been."""
SLACK_DAYS = 1
NEAR_KM = 15.0
LINEAR = frozenset({"killed", "injured", "detained", "abducted", "displaced", "evacuated", "missing", "captured", "arrested"})
Within = Callable[[Place, Place], bool]


@dataclass(slots=True)
class Group:
    """An event in the making."""

    told: list[Told] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    @property
    def founder(self) -> Told:
        return self.told[0]


def kind_family(kind: str) -> str:
    """The family of a kind: kinds of one family may tell of the same happening."""
    return FAMILIES.get(kind, kind)


def window(told: Told) -> tuple[Day | None, Day | None]:
    """The days on which a claim's happening may have been; open ends are None."""
    when = told.claim.when
    if when.earliest is None and when.latest is None:
        known = told.page.known
        return (_shift(known, -7), known) if known else (None, None)
    return when.earliest or when.latest, when.latest or when.earliest


def fits(group: Group, told: Told, within: Within) -> float:
    """How well a claim fits an event: 0 when a known part contradicts it, more the more parts agree."""
    other = group.founder
    score = 1.0
    place, place_score = _place_fit(group, told, within)
    if not place:
        return 0.0
    days = max((_window_fit(one, told) for one in group.told), default=0.0)
    if days == 0.0:
        return 0.0
    actors = _party_fit(_parties(group, "actors"), told.claim.actors)
    targets = _party_fit(_parties(group, "targets"), told.claim.targets)
    if actors == 0.0 or (targets == 0.0 and other.claim.kind not in ("clash", "contested")):
        return 0.0
    if told.claim.kind == other.claim.kind:
        score += 1.0
    return score + place_score + days + actors + targets + _figure_fit(group, told)


def _place_fit(group: Group, told: Told, within: Within) -> tuple[bool, float]:
    place = told.claim.place
    others = [one.claim.place for one in group.told if one.claim.place is not None]
    if place is None or not others:
        same_page = any(one.page.report == told.page.report for one in group.told)
        return (same_page or (place is None and not others)), 0.0
    if any(place.key == other.key for other in others):
        return True, 2.0
    if any(within(place, other) or within(other, place) for other in others):
        return True, 1.0
    return False, 0.0


def _window_fit(one: Told, told: Told) -> float:
    start, end = window(one)
    other_start, other_end = window(told)
    if None in (start, end, other_start, other_end):
        return 0.5 if one.page.report == told.page.report else 0.25
    assert start and end and other_start and other_end
    if start <= other_end and other_start <= end:
        return 2.0 if (start, end) == (other_start, other_end) else 1.0
    if _shift(start, -SLACK_DAYS) <= other_end and other_start <= _shift(end, SLACK_DAYS):
        return 0.5
    return 0.0


def _shift(day: Day, days: int) -> Day:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _parties(group: Group, part: str) -> set[str]:
    return {side_of(party) for one in group.told for party in getattr(one.claim, part)}


def _party_fit(known: set[str], parties: Sequence[Party]) -> float:
    named = {side_of(party) for party in parties}
    if not known or not named:
        return 0.25
    return 1.0 if known & named else 0.0


def _figure_fit(group: Group, told: Told) -> float:
    have = {(f.role, f.value) for one in group.told for f in one.claim.figures if f.role}
    mine = {(f.role, f.value) for f in told.claim.figures if f.role}
    return 0.5 if have & mine else 0.0


def groups(told: Iterable[Told], within: Within) -> list[Group]:
    """Events in the order in which they became known."""
    blocks: dict[str, list[Group]] = defaultdict(list)
    result: list[Group] = []
    for one in sorted(told, key=lambda each: each.order):
        if one.claim.kind in NO_EVENT or one.claim.stance not in HAPPENED:
            continue
        block = blocks[kind_family(one.claim.kind)]
        scored = [(fits(group, one, within), -at, group) for at, group in enumerate(block)]
        best = max(scored, key=lambda item: item[:2], default=None)
        if best is not None and best[0] > 0.0:
            best[2].told.append(one)
        else:
            block.append(fresh := Group([one]))
            result.append(fresh)
    return result


def as_event(group: Group, rule: CountingRule) -> Event:
    """The record of an event: its parts are those of its best-placed claims, its figures counted under the rule."""
    told = group.told
    lead = max(told, key=lambda one: (_detail(one), one.claim.confidence, [-ord(c) for c in one.claim.id[:6]]))
    return Event(
        id=stable_id("e", group.founder.claim.id),
        kind=lead.claim.kind,
        place=_most_exact(told),
        when=_narrowest(told),
        actors=_party_list(told, "actors"),
        targets=_party_list(told, "targets"),
        figures=figures(told, rule),
        reports=len({one.page.report for one in told}),
        stories=len({one.page.document for one in told}),
        origins=origins(told),
        claims=tuple(sorted(one.claim.id for one in told)),
        codes=lead.claim.codes,
        because=(Because(part="event", rule="greedy join", note=f"{len(told)} claim(s) agree on kind, place, days and parties"),),
    )


def _detail(one: Told) -> int:
    claim = one.claim
    return sum(map(bool, (claim.actors, claim.targets, claim.place, claim.figures, claim.when.earliest)))


def _most_exact(told: Sequence[Told]) -> Place | None:
    places = [one.claim.place for one in told if one.claim.place is not None]
    return min(places, key=lambda place: (place.precision or 1e6, place.key), default=None)


def _narrowest(told: Sequence[Told]) -> When:
    known = [one.claim.when for one in told if one.claim.when.earliest and one.claim.when.latest]
    if not known:
        return told[0].claim.when
    return min(known, key=lambda when: (_length(when), when.basis != "stated", when.earliest or NEVER))


def _length(when: When) -> int:
    assert when.earliest and when.latest
    return (date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)).days


def _party_list(told: Sequence[Told], part: str) -> tuple[Party, ...]:
    seen: dict[str, Party] = {}
    for one in told:
        for party in getattr(one.claim, part):
            seen.setdefault(side_of(party), party)
    return tuple(seen[side] for side in sorted(seen))


def figures(told: Sequence[Told], rule: CountingRule) -> tuple[Count, ...]:
    """One count for each role and unit of the claims' figures."""
    by_role: dict[tuple[str, str], list[counting.Told]] = defaultdict(list)
    for one in told:
        for figure in one.claim.figures:
            if figure.role in LINEAR:
                by_role[figure.role or "", unit_family(figure)].append(_figure_told(one, figure))
    counts = (counting.count(by_role[key], rule) for key in sorted(by_role))
    return tuple(one for one in counts if one is not None)


def _figure_told(one: Told, figure: Figure) -> counting.Told:
    denied = one.claim.stance in ("denied", "negated")
    return counting.Told(figure, one.family, one.page.known, one.claim.id, denied)


def unit_family(figure: Figure) -> str:
    """Units that count the same things."""
    unit = figure.unit or "people"
    return "cities" if unit in ("cities", "provincial capitals", "provincial cities", "towns", "capitals") else unit
