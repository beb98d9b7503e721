"""Events: claims about the same happening, joined by blocking on kind, place and week and a readable comparison.

Claims are taken in the order of becoming known; each joins the best earlier event that it fits, or founds one. A claim
fits when none of its known parts contradicts the event's: kinds that may tell of one happening, one place inside or near the
other, windows that meet, no party on the wrong side. Who did it may be told differently by two sources; for harm at one place
on one day that is a disagreement inside the event and no second event. A person's merges and splits are applied last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import cos, hypot, radians

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
    "ceasefire": "agreement", "agreement": "agreement", "talks": "agreement",
    "protest": "unrest", "riot": "unrest",
}  # fmt: skip
"""Kinds that tell of the same sort of happening; a kind that is not listed stands alone."""
POOLS: dict[str, str] = {
    "fighting": "violence", "strike": "violence", "blast": "violence", "violence": "violence", "torture": "violence",
    "taking": "ground", "leaving": "ground", "looting_or_destruction": "violence",
}  # fmt: skip
"""Families whose kinds may still tell of one happening where place, day and parties agree."""
GROUND = frozenset({"advance", "siege"})
"""Kinds of fighting that may tell of the taking of a place, too."""
VAGUE_KINDS = frozenset({"killing", "advance", "withdrawal", "attack_on_civilians", "looting_or_destruction"})
"""Kinds that name the event only when no claim names it better."""
NO_EVENT = frozenset(
    {"control", "contested", "share", "statement", "accusation", "denial", "threat", "demand", "promise", "warning", "condemnation",
     "refusal", "rights_report"}
)  # fmt: skip
HAPPENED = frozenset({"asserted", "possible", "denied"})
"""Stances that speak of a happening; the others speak of what has not been."""
SLACK_DAYS = 1
LONG_DAYS = 35
"""A longer window is filed under its first week only."""
CROWDED = 200
"""Only so many of the newest events of a block are compared; more is a block too coarse."""
CLOSE_KM = 12.0
CELL = 0.1
"""Degrees of the grid that finds neighbouring places."""
LINEAR = frozenset({"killed", "injured", "detained", "abducted", "displaced", "evacuated", "missing", "captured", "arrested", "fled", "returned"})
SUBSET = re.compile(r"\b(?:including|among them|among whom|of them|of whom|of these|of those|as well as|another|other|more|a further)\b[^.;]{0,25}$", re.IGNORECASE)
OF_THEM = re.compile(r"^[^.;,]{0,20}\b(?:of them|of whom|of these|among them)\b", re.IGNORECASE)
OVERTAKEN = re.compile(r"\b(?:had (?:earlier )?(?:put|said|given)|earlier|initially|at first|previous(?:ly)?|up from|down from)\b", re.IGNORECASE)
"""Words beside a figure that the same page replaces by another."""
Within = Callable[[Place, Place], bool]
Key = tuple[str, ...]


@dataclass(slots=True)
class Group:
    """An event in the making."""

    told: list[Told] = field(default_factory=list)

    @property
    def founder(self) -> Told:
        return self.told[0]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about events, as sets of claim ids: which belong to one event, which to one of their own."""

    merged: tuple[frozenset[str], ...] = ()
    split: tuple[frozenset[str], ...] = ()


def kind_family(kind: str) -> str:
    """The family of a kind: kinds of one family tell of the same sort of happening."""
    return FAMILIES.get(kind, kind)


def pools(kind: str) -> tuple[str, ...]:
    """The pools that a kind's claims are filed under."""
    own = POOLS.get(kind_family(kind), kind_family(kind))
    return (own, "ground") if kind in GROUND else (own,)


def window(told: Told) -> tuple[Day | None, Day | None]:
    """The days on which a claim's happening may have been; open ends are None."""
    when = told.claim.when
    if when.earliest is None and when.latest is None:
        known = told.page.known
        return (_shift(known, -7), known) if known else (None, None)
    return when.earliest or when.latest, when.latest or when.earliest


def keys(told: Told) -> tuple[list[Key], list[Key]]:
    """The blocks that a claim looks for its event in, and those that it is filed under."""
    claim, place = told.claim, told.claim.place
    weeks = _weeks(told)
    report: Key = ("report", told.page.report)
    found: list[Key] = [report]
    filed: list[Key] = [report]
    if place is None:
        pass
    elif place.kind in ("admin1", "admin2", "region", "country"):
        area: Key = ("area", place.country or "", place.admin1 or place.name)
        found, filed = [area, ("in", *area[1:]), ("place", place.key)], [area, ("place", place.key), report]
    else:
        area = ("area", place.country or "", place.admin1 or "")
        found = [("place", place.key), *_cells(place), area, report]
        filed = [("place", place.key), *_cells(place)[:1], ("in", *area[1:]), report]
    return _filed(claim.kind, weeks, found), _filed(claim.kind, weeks, filed)


def _filed(kind: str, weeks: Sequence[str], places: Sequence[Key]) -> list[Key]:
    return [(pool, week, *key) for pool in pools(kind) for week in weeks for key in places]


def _cells(place: Place) -> list[Key]:
    if place.lat is None or place.lon is None:
        return []
    row, column = round(place.lat / CELL), round(place.lon / CELL)
    around = [(0, 0), *((r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if (r, c) != (0, 0))]
    return [("cell", str(row + r), str(column + c)) for r, c in around]


def _weeks(told: Told) -> list[str]:
    start, end = window(told)
    if start is None or end is None:
        return ["?"]
    first, last = date.fromisoformat(_shift(start, -SLACK_DAYS)).toordinal() // 7, date.fromisoformat(_shift(end, SLACK_DAYS)).toordinal() // 7
    return [str(week) for week in range(first, min(last, first + LONG_DAYS // 7) + 1)]


def fits(group: Group, told: Told, within: Within) -> float:
    """How well a claim fits an event: 0 when a known part contradicts it, more the more parts agree."""
    kind = _kind_fit(group, told)
    possible, place = _place_fit(group, told, within)
    days = max((_window_fit(one, told) for one in group.told), default=0.0)
    if not kind or not possible or not days:
        return 0.0
    actors = _party_fit(_parties(group, "actors"), told.claim.actors)
    targets = _party_fit(_parties(group, "targets"), told.claim.targets)
    figures = _figure_fit(group, told)
    fighting = kind_family(told.claim.kind) == "fighting" or kind_family(group.founder.claim.kind) == "fighting"
    if fighting and not (actors and targets):
        crossed = _party_fit(_parties(group, "actors") | _parties(group, "targets"), (*told.claim.actors, *told.claim.targets))
        actors = targets = crossed
    if kind < 1.0 and pools(told.claim.kind)[-1] == "ground":
        actors = targets = max(actors, targets, 0.25)
    if not actors:
        blamed = place >= 2.0 and days >= 1.0 and "violence" in pools(told.claim.kind) and (figures or (targets == 1.0 and kind == 1.0))
        if not blamed:
            return 0.0
    if not targets and not figures and not fighting and not (kind == 1.0 and place >= 2.0 and _civil(group, told)):
        return 0.0
    return 1.0 + kind + place + days + actors + targets + figures


def _kind_fit(group: Group, told: Told) -> float:
    kinds = {one.claim.kind for one in group.told}
    if told.claim.kind in kinds:
        return 1.0
    if any(kind_family(kind) == kind_family(told.claim.kind) for kind in kinds):
        return 0.8
    return 0.5 if any(set(pools(kind)) & set(pools(told.claim.kind)) for kind in kinds) else 0.0


def _place_fit(group: Group, told: Told, within: Within) -> tuple[bool, float]:
    place = told.claim.place
    others = [one.claim.place for one in group.told if one.claim.place is not None]
    if place is None or not others:
        same_page = any(one.page.report == told.page.report for one in group.told)
        return same_page, 0.0
    if any(place.key == other.key for other in others):
        return True, 2.0
    if any(within(place, other) or within(other, place) for other in others):
        return True, 1.0
    if any(_close(place, other) for other in others) and any(_exact(one) and one.claim.when == told.claim.when for one in group.told):
        return True, 0.5
    return False, 0.0


def _close(one: Place, other: Place) -> bool:
    """Whether two points may be one spot under the names of a town and its quarter."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None or not {one.kind, other.kind} <= {"town", "site"}:
        return False
    return hypot(one.lat - other.lat, (one.lon - other.lon) * cos(radians(one.lat))) * 111.2 <= CLOSE_KM


def _window_fit(one: Told, told: Told) -> float:
    start, end = window(one)
    other_start, other_end = window(told)
    if start is None or end is None or other_start is None or other_end is None:
        return 0.5 if one.page.report == told.page.report else 0.25
    if start <= other_end and other_start <= end:
        return 2.0 if (start, end) == (other_start, other_end) else 1.0
    if _shift(start, -SLACK_DAYS) <= other_end and other_start <= _shift(end, SLACK_DAYS):
        return 0.5 if not _exact(one) or not _exact(told) or one.claim.figures else 0.25
    return 0.0


def _exact(told: Told) -> bool:
    return told.claim.when.earliest is not None and told.claim.when.earliest == told.claim.when.latest


def _shift(day: Day, days: int) -> Day:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _parties(group: Group, part: str) -> set[str]:
    return {_side(party) for one in group.told for party in getattr(one.claim, part)}


def _side(party: Party) -> str:
    """The side of a party; people without arms are one, whatever they are called."""
    return "civilians" if party.sector in ("civilians", "media", "aid") else side_of(party)


def _party_fit(known: set[str], parties: Sequence[Party]) -> float:
    named = {_side(party) for party in parties}
    if not known or not named:
        return 0.25
    return 1.0 if known & named else 0.0


def _civil(group: Group, told: Told) -> bool:
    """Whether the victims on both sides are people without arms, under two names."""
    sectors = {party.sector for one in (*group.told, told) for party in one.claim.targets}
    return not sectors & {"state forces", "rebels", "militia", "police"}


def _figure_fit(group: Group, told: Told) -> float:
    have = {(f.role, f.value) for one in group.told for f in one.claim.figures if f.role}
    mine = {(f.role, f.value) for f in told.claim.figures if f.role}
    return 0.5 if have & mine else 0.0


def happenings(told: Iterable[Told]) -> Iterator[Told]:
    """The claims that tell of a happening, in the order of becoming known."""
    for one in sorted(told, key=lambda each: each.order):
        if one.claim.kind not in NO_EVENT and one.claim.stance in HAPPENED and not one.history:
            yield one


def groups(told: Iterable[Told], within: Within, decided: Decided = Decided()) -> list[Group]:
    """Events in the order in which they became known, after a person's merges and splits."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    made: list[Group] = []
    for one in happenings(told):
        found, filed = keys(one)
        numbers = {number for key in found for number in blocks.get(key, ())[-CROWDED:]}
        scored = ((fits(made[number], one, within), -number) for number in sorted(numbers))
        best = max(scored, default=(0.0, 0))
        number = -best[1] if best[0] > 0.0 else len(made)
        if number == len(made):
            made.append(Group())
        made[number].told.append(one)
        for key in filed:
            if number not in blocks[key][-CROWDED:]:
                blocks[key].append(number)
    return _as_decided(made, decided)


def _as_decided(made: list[Group], decided: Decided) -> list[Group]:
    """The groups with claims moved as a person decided: first what was split off, then what was merged."""
    for apart in decided.split:
        taken = [[one for one in group.told if one.claim.id in apart] for group in made]
        for group, away in zip(list(made), taken, strict=True):
            if away and len(away) < len(group.told):
                group.told = [one for one in group.told if one.claim.id not in apart]
                made.append(Group(away))
    for together in decided.merged:
        touched = [group for group in made if any(one.claim.id in together for one in group.told)]
        for group in touched[1:]:
            touched[0].told = sorted([*touched[0].told, *group.told], key=lambda one: one.order)
            made.remove(group)
    return sorted(made, key=lambda group: group.founder.order) if decided.split or decided.merged else made


def _kind_of(told: Sequence[Told]) -> str:
    """The kind most origins tell, vague kinds only where there is no other."""
    votes: dict[str, set[str]] = defaultdict(set)
    for one in told:
        votes[one.claim.kind].add(one.family)
    return min(votes, key=lambda kind: (kind in VAGUE_KINDS, -len(votes[kind]), kind))


def as_event(group: Group, rule: CountingRule) -> Event:
    """The record of an event: its parts are those of its best-placed claims, its figures counted under the rule."""
    told = group.told
    kind = _kind_of(told)
    lead = max((one for one in told if one.claim.kind == kind), key=lambda one: (_detail(one), one.claim.confidence, [-ord(c) for c in one.claim.id[:6]]))
    return Event(
        id=stable_id("e", group.founder.claim.id),
        kind=kind,
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
            if figure.role in LINEAR and not subset(one.claim.evidence, figure):
                by_role[figure.role or "", unit_family(figure)].append(_figure_told(one, figure))
    counts = (counting.count(by_role[key], rule) for key in sorted(by_role))
    return tuple(one for one in counts if one is not None)


def _figure_told(one: Told, figure: Figure) -> counting.Told:
    denied = one.claim.stance in ("denied", "negated") or OVERTAKEN.search(one.claim.evidence) is not None
    return counting.Told(figure, one.family, one.page.known, one.claim.id, denied)


def subset(evidence: str, figure: Figure) -> bool:
    """Whether a figure counts some of those counted just before ("including three children")."""
    found = re.search(rf"(?<![\w,.]){re.escape(figure.text)}", evidence)
    return found is not None and (SUBSET.search(evidence[: found.start()]) is not None or OF_THEM.search(evidence[found.end() :]) is not None)


def unit_family(figure: Figure) -> str:
    """Units that count the same things."""
    unit = figure.unit or "people"
    return "cities" if unit.split()[-1] in ("cities", "capitals", "towns") else unit
