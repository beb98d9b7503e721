"""Disagreements: claims that answer the same question incompatibly, inside a page or across pages.

Scopes and days are compared before values: figures meet only inside one event (or for one counted thing), states only on
the same days. A later, higher toll supersedes and is no disagreement; neither are two wordings that allow the same number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.corpus.control import side_of
from dateline.corpus.events import LINEAR, Group, kind_family, unit_family, window
from dateline.corpus.evidence import Told, origins
from dateline.model import Because, Claim, Disagreement, Figure, Holding, Side, Slot, stable_id

WEIGHTS: dict[str, float] = {"control": 1.0, "happened": 0.9, "status": 0.9, "actor": 0.7, "figure": 0.6, "place": 0.5, "time": 0.4, "outcome": 0.4}
"""How much each slot matters to an analyst; multiplied by the number of origins on the weaker side."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One claim's answer to a question."""

    value: str
    told: Told
    figure: Figure | None = None


def disagreements(groups: Sequence[Group], told: Sequence[Told], holdings: Sequence[Holding]) -> list[Disagreement]:
    """All disagreements, the weightiest first."""
    found: list[Disagreement] = []
    for group in groups:
        found.extend(_figures_of(group.told, f"{group.founder.claim.kind} {_place_name(group.told)}"))
        found.extend(_happened(group))
        found.extend(_actors(group))
    for question, about in sorted(_shares(told).items()):
        found.extend(_figures_of(about, question[0]))
    found.extend(_controls(told, holdings))
    unique = {one.id: one for one in found}
    return sorted(unique.values(), key=lambda one: (-one.weight, one.id))


def _place_name(told: Sequence[Told]) -> str:
    return next((one.claim.place.name for one in told if one.claim.place), "")


def _shares(told: Iterable[Told]) -> dict[tuple[str, str], list[Told]]:
    """Claims about how much or how many one side holds, by side and country."""
    result: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        counted = [figure for figure in one.claim.figures if unit_family(figure) == "cities" or figure.unit == "share"]
        if one.claim.kind in ("share", "capture", "control") and counted and one.claim.actors and one.claim.stance == "asserted":
            side = side_of(one.claim.actors[0])
            result[f"held or taken by {one.claim.actors[0].name}", f"{side} {unit_family(counted[0])}"].append(one)
    return result


def _figures_of(told: Sequence[Told], question: str) -> list[Disagreement]:
    by_role: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for one in told:
        if one.claim.stance in ("denied", "negated", "hypothetical"):
            continue
        for figure in one.claim.figures:
            counted = figure.role in LINEAR or one.claim.kind in ("share", "capture", "control")
            if counted:
                by_role[figure.role or "", unit_family(figure)].append(Answer(_figure_value(figure), one, figure))
    found = []
    for (role, unit), answers in sorted(by_role.items()):
        sides = _incompatible(answers)
        if len(sides) > 1:
            found.append(_disagreement("figure", f"{question}: {role or 'number'} of {unit}".strip(), sides))
    return found


def _figure_value(figure: Figure) -> str:
    base = figure.text if figure.value is None else f"{figure.value:g}"
    return f"{base} of {figure.of:g}" if figure.of else base


def _incompatible(answers: Sequence[Answer]) -> dict[str, list[Told]]:
    """Sides of a figure question after dropping superseded and compatible answers."""
    sides: dict[str, list[Told]] = defaultdict(list)
    standing = [one for one in answers if not any(_supersedes(other, one) for other in answers)]
    for one in standing:
        if any(_conflict(one, other) for other in standing):
            sides[one.value].append(one.told)
    return sides


def _supersedes(newer: Answer, older: Answer) -> bool:
    """A later page with a higher or equal figure replaces the earlier one."""
    if newer.told.page.known is None or older.told.page.known is None or newer.figure is None or older.figure is None:
        return False
    if newer.told.page.known <= older.told.page.known:
        return False
    return (_low(newer.figure) or 0.0) > (_low(older.figure) or 0.0)


def _low(figure: Figure) -> float | None:
    return figure.value if figure.value is not None else figure.low


def _conflict(one: Answer, other: Answer) -> bool:
    left, right = one.figure, other.figure
    if left is None or right is None or one.told.claim.id == other.told.claim.id:
        return False
    low, high = _bounds(left)
    other_low, other_high = _bounds(right)
    return high < other_low or other_high < low


def _bounds(figure: Figure) -> tuple[float, float]:
    """The numbers that a figure's wording allows; "about" allows a tenth either way."""
    value = figure.value
    if figure.modifier == "about" and value is not None:
        return value * 0.9, value * 1.1
    if figure.modifier is None and value is not None:
        return figure.low if figure.low is not None else value, figure.high if figure.high is not None else value
    low = figure.low if figure.low is not None else float("-inf")
    high = figure.high if figure.high is not None else float("inf")
    if figure.modifier == "almost" and value is not None:
        low = value * 0.85
    return low, high


def _happened(group: Group) -> list[Disagreement]:
    said = [one for one in group.told if one.claim.stance == "asserted"]
    denied = [one for one in group.told if one.claim.stance == "denied"]
    if not said or not denied:
        return []
    question = f"{group.founder.claim.kind} {_place_name(group.told)}: did it happen"
    return [_disagreement("happened", question, {"happened": said, "denied": denied})]


def _actors(group: Group) -> list[Disagreement]:
    if kind_family(group.founder.claim.kind) == "fighting":
        return []
    sides: dict[str, list[Told]] = defaultdict(list)
    for one in group.told:
        if one.claim.actors and one.claim.stance == "asserted":
            sides[one.claim.actors[0].name].append(one)
    by_side = {side_of(told[0].claim.actors[0]) for told in sides.values()}
    if len(by_side) < 2:
        return []
    return [_disagreement("actor", f"{group.founder.claim.kind} {_place_name(group.told)}: by whom", sides)]


def _controls(told: Sequence[Told], holdings: Sequence[Holding]) -> list[Disagreement]:
    by_id = {one.claim.id: one for one in told}
    found = []
    for holding in holdings:
        against = [by_id[key] for key in holding.opposed_by if key in by_id]
        held = [by_id[key] for key in holding.claims if key in by_id and by_id[key].claim.kind in ("capture", "control", "withdrawal", "handover")]
        if holding.known_to is None and against and held:
            sides = {holding.controller or "nobody": held, _other(against): against}
            found.append(_disagreement("control", f"who holds {holding.place.name}", sides))
    return found


def _other(against: Sequence[Told]) -> str:
    claim: Claim = against[0].claim
    name = claim.actors[0].name if claim.actors else "somebody else"
    return f"not {name}" if claim.stance == "denied" else name


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


__all__ = ["disagreements", "window"]
