"""Disagreements: claims that answer the same question incompatibly, inside a page or across pages.

Every pair of claims is asked the same things in the same order: is it one question (the same sort of happening, place, days and
scope), can both answers be so (bounds, rounding, subsets, sequence), did the later one replace the earlier (a toll that rose, a
correction by the same source). What is left stands against each other, grouped by answer, with the independent origins of each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.corpus.context import HARM, situated
from dateline.corpus.control import ARMED, SourceSide, of_a_part, side_of, speaker_side
from dateline.corpus.events import LINEAR, Group, Within, kind_family, subset, unit_family, window
from dateline.corpus.evidence import Told, origins
from dateline.model import Because, Disagreement, Figure, Holding, Party, Place, Side, Slot, stable_id

WEIGHTS: dict[str, float] = {"control": 1.0, "happened": 0.9, "status": 0.9, "actor": 0.7, "figure": 0.6, "place": 0.5, "time": 0.4, "outcome": 0.4}
"""How much each slot matters to an analyst; multiplied by the number of origins on the weaker side."""
CONTROL_KINDS = frozenset({"capture", "control", "withdrawal", "handover"})
ONCE = frozenset({"capture", "withdrawal", "handover", "advance", "attack_on_civilians", "killing", "bombing", "suicide_bombing"})
"""Kinds of which one place rarely sees two within `TIME_REACH` days, so that two days told for one are a question of time."""
TIME_REACH = 3
STATE_DAYS = 3
"""Claims about who holds a place, or whether a way is open, meet when they speak of days no further apart."""
LONG = 14
"""A window of more days counts something cumulative."""
CROWD = 40
"""Claims of one block that are compared with each other; a longer block is compared in a sliding window of so many."""
NOTHING = re.compile(
    r"\b(?:no (?:\w+ )?(?:attack|massacre|strike|shelling|shooting|killing|raid|bombing|clash|fighting|soldier|one|drone)|nobody|none|never|not happen\w*"
    r"|did not take place|fabricat\w+|invent\w+|untrue|false)\b",
    re.IGNORECASE,
)
"""Words with which the deed itself is denied, not only having done it."""
VAGUE = {"dozens": (20.0, 199.0), "tens": (10.0, 99.0), "scores": (30.0, 199.0), "hundreds": (100.0, 999.0), "thousands": (1000.0, 19999.0)}
"""Numbers that vague words are stretched to."""
REVISED = re.compile(
    r"\b(?:correct(?:ed|ing|ion)|revis(?:ed|ing)|lower(?:ed|ing)|rais(?:ed|ing)|rose|risen|climbed|now|updated?|at first|initially|earlier|put it at"
    r"|previous(?:ly)?|up from|down from|first denied|confirmed|had put|had said)\b",
    re.IGNORECASE,
)
SINCE = re.compile(r"\b(?:since|so far this|this (?:year|month)|over the (?:past|last)|in (?:the )?(?:past|last)|throughout|in all since|overall)\b", re.IGNORECASE)
WHOM = re.compile(
    r"\b(children|child|women|girls|boys|civilians|soldiers|troops|fighters|rebels|militants|terrorists|police|policemen|officers|journalists|reporters"
    r"|doctors|medics|prisoners|cadets|migrants|passengers|gendarmes|peacekeepers|aid workers|attackers|gunmen|militiamen|villagers|patients)\b",
    re.IGNORECASE,
)
ANYBODY = frozenset({"civilians", "villagers", "passengers", "patients", "migrants", "prisoners"})
VAGUE_ACTORS = frozenset({"gunmen", "attackers", "armed men", "militants", "fighters", "men", "assailants", "troops", "soldiers", "forces", "rebels", "terrorists", "insurgents"})
STATES: dict[str, str] = {"closure": "closed", "opening": "open", "restriction": "partly open"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One claim's answer to a question."""

    value: str
    told: Told
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class World:
    """What comparisons ask of the world."""

    within: Within
    source_side: SourceSide


def disagreements(groups: Sequence[Group], told: Sequence[Told], holdings: Sequence[Holding], within: Within, source_side: SourceSide) -> list[Disagreement]:
    """All disagreements, the weightiest first. `groups` and `holdings` are those derived from the same claims."""
    world = World(within, source_side)
    placed = situated(told)
    found = [
        *_figures(placed, world),
        *_shares(placed),
        *_happened(placed, world),
        *_actors(placed, world),
        *_controls(placed, world),
        *_statuses(placed),
        *_times(placed, world),
        *_places(placed, world),
        *_outcomes(groups),
    ]
    unique = {one.id: one for one in found}
    return sorted(unique.values(), key=lambda one: (-one.weight, one.id))


# ------------------------------------------------------------------ one question?


def _pairs(answers: Sequence[Answer], world: World) -> Iterator[tuple[Answer, Answer]]:
    """Pairs of answers of one place, in order; crowded places are compared in a sliding window over time."""
    by_place: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        place = answer.told.claim.place
        by_place[place.key if place is not None else f"page:{answer.told.page.report}"].append(answer)
    keys = sorted(by_place)
    for key in keys:
        ordered = sorted(by_place[key], key=lambda answer: (window(answer.told)[0] or "", answer.told.order))
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 : at + 1 + CROWD]:
                yield one, other
    yield from _neighbours(by_place, world)


def _neighbours(by_place: dict[str, list[Answer]], world: World) -> Iterator[tuple[Answer, Answer]]:
    """Pairs of answers about places of two names for one spot, and of claims without a place with others of their page."""
    grid: dict[tuple[int, int], list[str]] = defaultdict(list)
    for key in sorted(by_place):
        place = by_place[key][0].told.claim.place
        if place is not None and place.lat is not None and place.lon is not None:
            grid[round(place.lat * 4), round(place.lon * 4)].append(key)
    for (row, column), keys in sorted(grid.items()):
        near = [key for r in (row, row + 1) for c in (column - 1, column, column + 1) if (r, c) >= (row, column) for key in grid.get((r, c), ())]
        for key in keys:
            for other in near:
                if key != other and ((other in keys and key < other) or other not in keys) and _one_spot(by_place[key][0], by_place[other][0], world):
                    yield from ((one, two) for one in by_place[key][:CROWD] for two in by_place[other][:CROWD])


def _one_spot(one: Answer, other: Answer, world: World) -> bool:
    left, right = one.told.claim.place, other.told.claim.place
    assert left is not None and right is not None
    return left.kind == right.kind and left.kind in ("town", "site") and world.within(left, right)


def _one_time(one: Told, other: Told, slack: int = 0) -> bool:
    """Whether two windows meet; an undated claim speaks of the week before it was known."""
    start, end = window(one)
    other_start, other_end = window(other)
    if start is None or end is None or other_start is None or other_end is None:
        return one.page.report == other.page.report or one.page.known is None or other.page.known is None
    return _days(other_start, end) <= slack and _days(start, other_end) <= slack


def _one_sort(one: Told, other: Told) -> bool:
    kinds = one.claim.kind, other.claim.kind
    return kind_family(kinds[0]) == kind_family(kinds[1]) or all(kind in HARM for kind in kinds)


def _days(later: str, earlier: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _length(told: Told) -> int:
    when = told.claim.when
    return _days(when.latest, when.earliest) if when.earliest and when.latest else 0


def _one_voice(one: Told, other: Told) -> bool:
    """Whether two claims come from the same innermost source on pages of one origin, or of one outlet at two times."""
    left, right = (told.claim.attribution[-1].name.casefold() if told.claim.attribution else "" for told in (one, other))
    return one.family == other.family and left == right and one.page.report != other.page.report


def _place_name(told: Sequence[Told]) -> str:
    return next((one.claim.place.name for one in told if one.claim.place), "")


# ------------------------------------------------------------------ figures


def _figures(told: Sequence[Told], world: World) -> Iterator[Disagreement]:
    by_role: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for one in told:
        claim = one.claim
        if claim.background and claim.when.basis == "unknown":
            continue
        if claim.stance not in ("asserted", "possible", "negated", "denied"):
            continue
        for figure in claim.figures:
            if figure.role in LINEAR and not subset(claim.evidence, figure) and (claim.stance in ("asserted", "possible") or figure.high == 0.0):
                by_role[figure.role or "", unit_family(figure)].append(Answer(figure_value(figure), one, figure))
    for (role, unit), answers in sorted(by_role.items()):
        linked = [(one, other) for one, other in _pairs(answers, world) if _one_count(one, other)]
        replaced = {id(old) for one, other in linked for old in (_replaced(one, other),) if old is not None}
        conflicts = [
            (one, other) for one, other in linked if id(one) not in replaced and id(other) not in replaced and _conflict(one, other)
        ]  # fmt: skip
        for group in _components(conflicts):
            question = f"{group[0].told.claim.kind} {_place_name([one.told for one in group])}: {role} {unit}"
            yield _of_answers("figure", question, group)


def figure_value(figure: Figure) -> str:
    """The answer that a figure gives, as shown: its number, or its words where it has none."""
    base = figure.text if figure.value is None else f"{figure.value:g}"
    return f"{base} of {figure.of:g}" if figure.of else base


def _one_count(one: Answer, other: Answer) -> bool:
    """Whether two figures count the same people of one happening."""
    left, right = one.told, other.told
    if left.claim.id == right.claim.id or not _one_sort(left, right) or not _one_time(left, right):
        return False
    if left.page.report == right.page.report and not _voices_differ(left, right):
        return False
    if (_length(left) > LONG) != (_length(right) > LONG) or _since(left) != _since(right):
        return False
    if left.claim.place is not None and right.claim.place is not None and of_a_part(left) != of_a_part(right):
        return False
    return _one_crowd(one, other) and _one_party(left.claim.actors, right.claim.actors)


def _since(told: Told) -> bool:
    return SINCE.search(told.claim.evidence) is not None


def _one_crowd(one: Answer, other: Answer) -> bool:
    mine, theirs = _whom(one), _whom(other)
    return mine == theirs or mine is None or theirs is None


def _whom(answer: Answer) -> str | None:
    """The people that a figure counts where they are a special sort: children, soldiers; None for people and civilians."""
    assert answer.figure is not None
    _, found, after = answer.told.claim.evidence.partition(answer.figure.text)
    named = WHOM.search(answer.figure.text) or (WHOM.match(after.lstrip()) if found else None)
    word = named.group(1).casefold() if named else ""
    return None if not word or word in ANYBODY else word.rstrip("s")


def _one_party(left: Sequence[Party], right: Sequence[Party]) -> bool:
    mine, theirs = {side_of(party) for party in left if _known(party)}, {side_of(party) for party in right if _known(party)}
    return not mine or not theirs or bool(mine & theirs)


def _known(party: Party) -> bool:
    return bool(party.key or party.country)


def _replaced(one: Answer, other: Answer) -> Answer | None:
    """Of two figures the one that the other replaces: a later page's higher toll, a correction of a source by itself."""
    older, newer = sorted((one, other), key=lambda answer: answer.told.order)
    if older.figure is None or newer.figure is None or not _conflict(one, other):
        return None
    if older.told.page.report == newer.told.page.report:
        between = newer.told.claim.evidence + older.told.claim.evidence
        return older if REVISED.search(between) else None
    if older.told.page.known is None or newer.told.page.known is None:
        return None
    if older.told.page.document == newer.told.page.document:
        return older
    later = newer.told.page.known > older.told.page.known
    rises = (_low(newer.figure) or 0.0) > (_low(older.figure) or 0.0)
    same_outlet = older.told.page.outlet is not None and older.told.page.outlet == newer.told.page.outlet
    if later and (rises or same_outlet or REVISED.search(newer.told.claim.evidence)):
        return older
    return older if rises and REVISED.search(newer.told.claim.evidence) else None


def _low(figure: Figure) -> float | None:
    return figure.value if figure.value is not None else figure.low


def _conflict(one: Answer, other: Answer) -> bool:
    if one.figure is None or other.figure is None or one.told.claim.id == other.told.claim.id:
        return False
    low, high = _bounds(one.figure)
    other_low, other_high = _bounds(other.figure)
    return high < other_low or other_high < low


def _bounds(figure: Figure) -> tuple[float, float]:
    """The numbers that a figure's wording allows; "about" allows a tenth either way."""
    value = figure.value
    if value is None and figure.low is None:
        words = re.findall(r"[a-z]+", figure.text.casefold())
        return next((VAGUE[word] for word in words if word in VAGUE), (float("-inf"), figure.high if figure.high is not None else float("inf")))
    if figure.modifier == "about" and value is not None:
        return value * 0.9, value * 1.1
    if figure.modifier in ("at least", "more than") and value is not None:
        return value, value * 1.5
    if figure.modifier == "almost" and value is not None:
        return value * 0.85, value
    low = figure.low if figure.low is not None else float("-inf")
    high = figure.high if figure.high is not None else float("inf")
    return (value, value) if value is not None and figure.low is None and figure.high is None else (low, high)


def _shares(told: Sequence[Told]) -> Iterator[Disagreement]:
    """How much or how many one side holds: compared by side, unit and denominator, inside a page or on pages of one week."""
    by_side: dict[tuple[str, str, str], list[Answer]] = defaultdict(list)
    names: dict[str, str] = {}
    for one in told:
        claim = one.claim
        if claim.kind not in ("share", "capture", "control") or claim.stance != "asserted" or claim.background:
            continue
        place = claim.place.key if claim.place is not None and claim.place.kind in ("town", "site", "admin1", "admin2") else ""
        for figure in claim.figures:
            if (unit_family(figure) == "cities" or figure.unit == "share") and claim.actors:
                side = side_of(claim.actors[0])
                names.setdefault(side, claim.actors[0].name)
                by_side[side, unit_family(figure), place].append(Answer(figure_value(figure), one, figure))
    for (side, unit, _), answers in sorted(by_side.items()):
        pairs = [(one, other) for at, one in enumerate(answers) for other in answers[at + 1 : at + 1 + CROWD]]
        linked = [(one, other) for one, other in pairs if _one_time(one.told, other.told) and not _moved_on(one, other)]
        for group in _components([pair for pair in linked if _conflict(*pair)]):
            yield _of_answers("figure", f"held or taken by {names[side]}: number of {unit}", group)


def _moved_on(one: Answer, other: Answer) -> bool:
    """Whether a later page tells of a front that has moved since."""
    left, right = one.told.page.known, other.told.page.known
    return left is not None and right is not None and left != right


# ------------------------------------------------------------------ happened, actor


def _happened(told: Sequence[Told], world: World) -> Iterator[Disagreement]:
    """Deeds asserted and denied, or told not to have been; a denial of authorship alone is a question of the actor."""
    deeds = [one for one in told if one.claim.kind not in CONTROL_KINDS | STATES.keys() and not one.claim.background]
    yes = [Answer("happened", one) for one in deeds if one.claim.stance == "asserted" and one.claim.kind not in WORDS]
    no = [
        Answer("denied", one)
        for one in deeds
        if one.claim.kind not in WORDS and (one.claim.stance == "denied" or (one.claim.stance == "negated" and NOTHING.search(one.claim.evidence)))
    ]
    found: dict[str, list[tuple[Answer, Answer]]] = defaultdict(list)
    for one, other in _pairs([*yes, *no], world):
        if one.value == other.value:
            continue
        said, denied = (one, other) if one.value == "happened" else (other, one)
        if _one_deed(said.told, denied.told, world):
            slot = "actor" if _authorship(denied.told, world) else "happened"
            found[slot].append((said, denied))
    for slot, pairs in sorted(found.items()):
        for group in _components(pairs):
            question = f"{group[0].told.claim.kind} {_place_name([one.told for one in group])}"
            if slot == "actor":
                named = [Answer(_actor_name(one.told), one.told) if one.value == "happened" else one for one in group]
                yield _of_answers("actor", f"{question}: by whom", named)
            else:
                yield _of_answers("happened", f"{question}: did it happen", group)


def _one_deed(said: Told, denied: Told, world: World) -> bool:
    if not _one_sort(said, denied) or not _one_time(said, denied, 1):
        return False
    if said.claim.kind != denied.claim.kind and denied.claim.stance == "negated":
        return False
    if not _one_party(said.claim.actors, denied.claim.actors):
        return False
    same_place = said.claim.place is not None and denied.claim.place is not None
    same_page = said.page.report == denied.page.report and abs(said.claim.start - denied.claim.start) < 400
    shared = _one_party(said.claim.actors, denied.claim.actors) and bool(said.claim.actors) and bool(denied.claim.actors)
    return (same_place or same_page or shared) and _voices_differ(said, denied)


def _voices_differ(said: Told, denied: Told) -> bool:
    left = said.claim.attribution[-1].name.casefold() if said.claim.attribution else ""
    right = denied.claim.attribution[-1].name.casefold() if denied.claim.attribution else ""
    return left != right or said.page.report != denied.page.report


def _authorship(denied: Told, world: World) -> bool:
    """Whether a denial is of having done the deed, not of the deed: the accused speaks for itself, in words of blame."""
    speaker = speaker_side(denied, world.source_side)
    accused = {side_of(party) for party in denied.claim.actors}
    return speaker in accused and denied.claim.stance == "denied" and NOTHING.search(denied.claim.evidence) is None


def _actor_name(told: Told) -> str:
    return told.claim.actors[0].name if told.claim.actors else "done by somebody"


def _actors(told: Sequence[Told], world: World) -> Iterator[Disagreement]:
    """One harm laid at two sides' doors: same place and days, victims that agree, actors that do not."""
    answers = [
        Answer(one.claim.actors[0].name, one)
        for one in told
        if one.claim.stance == "asserted" and one.claim.kind in HARM - {"clash", "siege", "advance", "capture", "protest", "riot"} and one.claim.actors
        and not one.claim.background and _definite(one.claim.actors[0])
    ]  # fmt: skip
    pairs = [
        (one, other) for one, other in _pairs(answers, world)
        if side_of(one.told.claim.actors[0]) != side_of(other.told.claim.actors[0]) and _one_harm(one.told, other.told)
    ]  # fmt: skip
    for group in _components(pairs):
        yield _of_answers("actor", f"{group[0].told.claim.kind} {_place_name([one.told for one in group])}: by whom", group)


def _definite(party: Party) -> bool:
    return party.name.casefold() not in VAGUE_ACTORS and (party.sector in ARMED or _known(party) or party.sector == "other")


def _one_harm(one: Told, other: Told) -> bool:
    if not _one_time(one, other) or _length(one) > 1 or _length(other) > 1:
        return False
    actors = {side_of(party) for party in one.claim.actors} & {side_of(party) for party in other.claim.actors}
    if actors:
        return False
    victims = [{party.name.casefold() for party in told.claim.targets} for told in (one, other)]
    sectors = [{party.sector for party in told.claim.targets} for told in (one, other)]
    same_figures = {(f.role, f.value) for f in one.claim.figures if f.role} & {(f.role, f.value) for f in other.claim.figures if f.role}
    agree = bool(victims[0] & victims[1]) or bool(same_figures) or (kind_family(one.claim.kind) == kind_family(other.claim.kind) and bool(sectors[0] & sectors[1]))
    return agree and (one.page.report != other.page.report or _voices_differ(one, other))


# ------------------------------------------------------------------ control, status


def _controls(told: Sequence[Told], world: World) -> Iterator[Disagreement]:
    """Who has a place: gains against denials of them, and against another side's hold or gain told of the same days."""
    answers = [answer for one in told for answer in [_control_answer(one)] if answer is not None]
    pairs = [(one, other) for one, other in _pairs(answers, world) if _hold_conflict(one, other, world)]
    for group in _components(pairs):
        yield _of_answers("control", f"who holds {_place_name([one.told for one in group])}", group)


def _control_answer(told: Told) -> Answer | None:
    claim = told.claim
    if claim.kind not in CONTROL_KINDS or claim.place is None or claim.place.kind in ("country", "demonym", "water"):
        return None
    if claim.stance not in ("asserted", "denied", "negated") or (claim.background and claim.when.basis == "unknown"):
        return None
    gainers = claim.targets if claim.kind == "handover" else claim.actors
    who = next((party for party in gainers if party.sector in ARMED or party.key), None)
    if who is None and claim.kind == "capture" and claim.stance != "asserted":
        return Answer("not taken", told)
    if who is None:
        return None
    away = (claim.kind == "withdrawal") != (claim.stance in ("denied", "negated"))
    return Answer(f"not {who.name}" if away else who.name, told)


def _hold_conflict(one: Answer, other: Answer, world: World) -> bool:
    left, right = one.told.claim, other.told.claim
    if left.id == right.id or one.value == other.value or _one_voice(one.told, other.told) or not _voices_differ(one.told, other.told):
        return False
    denial = "denied" in (left.stance, right.stance) or "negated" in (left.stance, right.stance)
    if not _one_time(one.told, other.told, STATE_DAYS if denial else 0):
        return False
    if denial:
        return _denial_meets(one, other)
    if "withdrawal" in (left.kind, right.kind):
        return False
    sides = side_of(_holder(one)), side_of(_holder(other))
    if sides[0] == sides[1] or of_a_part(one.told) or of_a_part(other.told):
        return False
    if one.told.page.report == other.told.page.report and not (_spoken(one.told) and _spoken(other.told)):
        return False
    return not _sequence(one.told, other.told)


def _spoken(told: Told) -> bool:
    """Whether somebody other than the outlet says it."""
    return any(link.role in ("speaker", "document") for link in told.claim.attribution)


def _holder(answer: Answer) -> Party:
    claim = answer.told.claim
    gainers = claim.targets if claim.kind == "handover" else claim.actors
    return next(party for party in gainers if party.sector in ARMED or party.key)


def _denial_meets(one: Answer, other: Answer) -> bool:
    """Whether a denial speaks of the gain or hold that the other claim tells, or supports another side's."""
    said, denied = (one, other) if one.told.claim.stance == "asserted" else (other, one)
    if said.told.claim.stance != "asserted" or denied.told.claim.stance == "asserted":
        return False
    if denied.value == "not taken":
        return said.told.claim.kind == "capture"
    if said.told.claim.kind == "withdrawal":
        return denied.told.claim.kind == "withdrawal" and side_of(_holder(said)) == side_of(_holder(denied))
    same = side_of(_holder(said)) == side_of(_holder(denied))
    return (same and denied.told.claim.kind != "withdrawal") or (not same and denied.told.claim.kind == "withdrawal")


def _sequence(one: Told, other: Told) -> bool:
    """Whether two gains can have followed each other: told by one page in that order, or of different days."""
    kinds = {one.claim.kind, other.claim.kind}
    days = one.claim.when.latest or one.page.known, other.claim.when.latest or other.page.known
    if days[0] != days[1]:
        return True
    if "capture" in kinds and one.page.known != other.page.known:
        return True
    return kinds == {"capture"} and one.page.report == other.page.report


def _statuses(told: Sequence[Told]) -> Iterator[Disagreement]:
    """Open or closed: the state of one crossing or road, told of the same days, or a closure denied."""
    by_place: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for one in told:
        claim = one.claim
        if claim.kind in STATES and claim.place is not None and claim.stance in ("asserted", "denied") and not claim.background:
            value = STATES[claim.kind] if claim.stance == "asserted" else "open" if claim.kind == "closure" else f"not {STATES[claim.kind]}"
            by_place[_way(claim.place)].append(Answer(value, one))
    for key in sorted(by_place):
        answers = sorted(by_place[key], key=lambda answer: answer.told.order)
        pairs = [
            (one, other) for at, one in enumerate(answers) for other in answers[at + 1 : at + 1 + CROWD]
            if one.value != other.value and _one_time(one.told, other.told, 1) and _voices_differ(one.told, other.told)
            and not (one.told.page.outlet is not None and one.told.page.outlet == other.told.page.outlet and one.told.page.report != other.told.page.report)
            and (one.told.page.known == other.told.page.known)
            and (one.told.page.report != other.told.page.report or (_spoken(one.told) and _spoken(other.told)))
        ]  # fmt: skip
        for group in _components(pairs):
            yield _of_answers("status", f"is {_place_name([one.told for one in group])} open", group)


def _way(place: Place) -> tuple[str, str]:
    """What a crossing, or the town it is called by, is known by here: country and first word of the name."""
    words = re.findall(r"\w+", place.name.casefold())
    return place.country or "", words[0] if words else place.key


# ------------------------------------------------------------------ time, place, outcome


def _times(told: Sequence[Told], world: World) -> Iterator[Disagreement]:
    """Two days told for one happening of a kind that a place rarely sees twice within days."""
    answers = [
        Answer(one.claim.when.latest or "", one)
        for one in told
        if one.claim.kind in ONCE and one.claim.stance == "asserted" and not one.claim.background and _length(one) == 0
        and one.claim.when.earliest and one.claim.when.basis in ("stated", "relative to publication")
    ]  # fmt: skip
    gains = [one for one in told if one.claim.kind in ("capture", "handover") and one.claim.stance == "asserted" and one.claim.place is not None]
    pairs = [(one, other) for one, other in _pairs(answers, world) if _time_conflict(one, other) and not _between(one, other, gains)]
    for group in _components(pairs):
        yield _of_answers("time", f"{group[0].told.claim.kind} {_place_name([one.told for one in group])}: when", group)


def _time_conflict(one: Answer, other: Answer) -> bool:
    left, right = one.told, other.told
    if left.claim.kind != right.claim.kind or left.claim.place is None or right.claim.place is None:
        return False
    gap = abs(_days(one.value, other.value))
    if not 1 <= gap <= TIME_REACH or left.family == right.family or left.page.outlet == right.page.outlet:
        return False
    if {(f.role, f.value) for f in left.claim.figures if f.role} != {(f.role, f.value) for f in right.claim.figures if f.role} and (
        left.claim.figures and right.claim.figures
    ):
        return False
    named = [{side_of(p) for p in (*t.claim.actors, *t.claim.targets)} for t in (left, right)]
    agree = bool(named[0] & named[1]) or (not named[0] and not named[1])
    return agree and left.claim.place.kind in ("town", "site", "admin1")


def _between(one: Answer, other: Answer, gains: Sequence[Told]) -> bool:
    """Whether another side took the place in between, so that both days can be right."""
    place, actors = one.told.claim.place, one.told.claim.actors
    if place is None or one.told.claim.kind != "capture" or not actors:
        return False
    first, last = sorted((one.value, other.value))
    return any(
        gain.claim.place is not None and gain.claim.place.key == place.key and first <= (gain.claim.when.latest or "") <= last
        and gain.claim.actors and side_of(gain.claim.actors[0]) != side_of(actors[0])
        for gain in gains
    )  # fmt: skip


def _places(told: Sequence[Told], world: World) -> Iterator[Disagreement]:
    """Two places told for one happening: same sort, day and distinctive victims, by different sources."""
    by_victims: dict[tuple[str, str, str], list[Answer]] = defaultdict(list)
    for one in told:
        claim = one.claim
        exact = claim.place is not None and claim.place.kind in ("town", "site") and claim.when.earliest == claim.when.latest
        if not exact or claim.stance != "asserted" or claim.background or claim.when.earliest is None:
            continue
        assert claim.place is not None
        for mark in _marks(one):
            by_victims[kind_family(claim.kind) if claim.kind not in HARM else "harm", claim.when.earliest, mark].append(Answer(claim.place.name, one))
    for key in sorted(by_victims):
        answers = by_victims[key]
        pairs = [
            (one, other) for at, one in enumerate(answers) for other in answers[at + 1 : at + 1 + CROWD]
            if one.told.family != other.told.family and _far(one.told, other.told, world) and _one_party(one.told.claim.actors, other.told.claim.actors)
        ]  # fmt: skip
        for group in _components(pairs):
            yield _of_answers("place", f"{group[0].told.claim.kind} {key[1]}: where", group)


def _marks(told: Told) -> list[str]:
    """What sets a happening apart from others of its day: victims of a special sort, counted."""
    named = [party.name.casefold() for party in told.claim.targets if party.sector not in ARMED and party.name.casefold() not in ("civilians", "people", "residents")]
    counted = [f"{figure.role} {figure.value:g}" for figure in told.claim.figures if figure.role in LINEAR and figure.value]
    return [f"{name} {count}" for name in named for count in counted] or [name for name in named if len(name.split()) > 1]


def _far(one: Told, other: Told, world: World) -> bool:
    left, right = one.claim.place, other.claim.place
    assert left is not None and right is not None
    return left.key != right.key and left.country == right.country and not world.within(left, right) and not world.within(right, left)


def _outcomes(groups: Sequence[Group]) -> Iterator[Disagreement]:
    """Two outcomes told for one event."""
    for group in groups:
        answers = [Answer(one.claim.outcome.value, one) for one in group.told if one.claim.outcome is not None and one.claim.stance == "asserted"]
        pairs = [(one, other) for at, one in enumerate(answers) for other in answers[at + 1 :] if one.value != other.value and one.told.family != other.told.family]
        for found in _components(pairs):
            yield _of_answers("outcome", f"{group.founder.claim.kind} {_place_name(group.told)}: how it ended", found)


# ------------------------------------------------------------------ records


def _components(pairs: Sequence[tuple[Answer, Answer]]) -> list[list[Answer]]:
    """Answers joined by conflicts, in order."""
    parent: dict[tuple[str, str], tuple[str, str]] = {}
    answers: dict[tuple[str, str], Answer] = {}

    def root(key: tuple[str, str]) -> tuple[str, str]:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for pair in pairs:
        for answer in pair:
            key = (answer.told.claim.id, answer.value)
            parent.setdefault(key, key)
            answers[key] = answer
        left, right = (root((answer.told.claim.id, answer.value)) for answer in pair)
        parent[max(left, right)] = min(left, right)
    groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for key in sorted(parent):
        groups[root(key)].append(answers[key])
    return [sorted(groups[key], key=lambda answer: answer.told.order) for key in sorted(groups)]


def _of_answers(slot: Slot, question: str, answers: Iterable[Answer]) -> Disagreement:
    sides: dict[str, list[Told]] = {}
    for answer in answers:
        sides.setdefault(answer.value, []).append(answer.told)
    return _disagreement(slot, question, sides)


def _disagreement(slot: Slot, question: str, sides: dict[str, list[Told]]) -> Disagreement:
    ordered = sorted(sides.items(), key=lambda side: (-origins(side[1]), min(one.order for one in side[1])))
    claims = tuple(sorted({one.claim.id for _, told in ordered for one in told}))
    pages = {one.page.report for _, told in ordered for one in told}
    return Disagreement(
        id=stable_id("g", slot, *claims),
        slot=slot,
        sides=tuple(Side(value=value, claims=tuple(sorted({one.claim.id for one in told})), origins=origins(told)) for value, told in ordered),
        within_page=len(pages) == 1,
        claims=claims,
        question=question,
        weight=round(WEIGHTS[slot] * min(origins(told) for _, told in ordered), 3),
        because=(Because(part="disagreement", rule=f"{slot} compared", note="same question, answers that cannot both be so"),),
    )


WORDS = frozenset({"statement", "accusation", "denial", "threat", "demand", "promise", "warning", "condemnation", "refusal", "contested", "share"})
"""Kinds that are words or states; whether they were said is no question here."""

__all__ = ["disagreements", "figure_value", "window"]
