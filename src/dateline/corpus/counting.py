"""Counting rules: several figures for one happening become one, by a rule that is data and is named with the result."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from dateline.corpus.evidence import NEVER
from dateline.errors import UsageError
from dateline.lexicon import Lexicon
from dateline.model import Count, Day, Figure

Method = Literal["lowest", "highest", "latest", "most_origins", "most_origins_low", "none"]
RULES_FILE = "counting/rules.toml"
DEFAULT = "ged"


class CountingRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule, as written in the data file."""

    id: str
    title: str
    source: str
    low: Method
    best: Method
    high: Method
    words: dict[str, float] = {}


@dataclass(frozen=True, slots=True)
class Told:
    """One figure, by one origin, as known on a day. `denied` figures are no credible figures."""

    figure: Figure
    origin: str
    known: Day | None
    claim: str
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    low: float
    high: float | None
    point: float
    told: Told


def rule(lexicon: Lexicon, name: str) -> CountingRule:
    """The rule of that name; raises `UsageError` naming the rules there are."""
    rules = {entry.id: entry for entry in lexicon.entries(RULES_FILE, CountingRule, "rule")}
    if name not in rules:
        raise UsageError(f"no counting rule {name!r}; there are {', '.join(sorted(rules))}")
    return rules[name]


def count(told: Sequence[Told], by: CountingRule) -> Count | None:
    """One count for figures of one role and unit; None when no figure says a number."""
    every = _newest(_first_told([number for one in told if not one.denied and (number := _number(one, by)) is not None]))
    if not every:
        return None
    numbers = _not_outgrown(every) if by.low == by.best == "lowest" else every
    first = numbers[0].told.figure
    return Count(
        rule=by.id,
        low=_METHODS[by.low](numbers, "low"),
        best=_METHODS[by.best](numbers, "point"),
        high=_METHODS[by.high](numbers, "high"),
        unit=first.unit,
        role=first.role,
        claims=tuple(sorted({number.told.claim for number in numbers})),
    )


def _first_told(numbers: Sequence[_Number]) -> list[_Number]:
    """Each origin's number once, as of the day on which it was first told: a copy makes no figure newer."""
    first: dict[tuple[str, float], _Number] = {}
    for number in sorted(numbers, key=lambda number: (number.told.known or NEVER, number.told.claim)):
        first.setdefault((number.told.origin, number.point), number)
    return [number for number in numbers if first[number.told.origin, number.point] is number]


def _not_outgrown(numbers: Sequence[_Number]) -> list[_Number]:
    """Without "at least" figures that a later, higher one has overtaken."""
    return [
        number for number in numbers
        if number.told.figure.modifier not in ("at least", "more than") or not any(
            (other.told.known or NEVER) > (number.told.known or NEVER) and other.point > number.point for other in numbers
        )
    ]  # fmt: skip


def _newest(numbers: Sequence[_Number]) -> list[_Number]:
    """The figures left when each origin's later ones have replaced its earlier ones."""
    newest: dict[str, str] = {}
    for number in numbers:
        newest[number.told.origin] = max(newest.get(number.told.origin, ""), number.told.known or NEVER)
    return [number for number in numbers if (number.told.known or NEVER) == newest[number.told.origin]]


def _number(told: Told, by: CountingRule) -> _Number | None:
    figure = told.figure
    if figure.modifier == "vague" or figure.value is None:
        words = re.findall(r"[a-z]+", figure.text.casefold())
        named = next((by.words[word] for word in words if word in by.words), None)
        low = named if named is not None else figure.low
        if low is None and figure.high is None:
            return None
        point = low if low is not None else figure.high or 0.0
        return _Number(point, figure.high, point, told)
    low = figure.low if figure.low is not None else (0.0 if figure.modifier in ("at most", "less than") else figure.value)
    return _Number(low, figure.high, figure.value, told)


def _lowest(numbers: Sequence[_Number], part: str) -> float | None:
    if part == "point":
        return min(number.point for number in numbers)
    return min(number.low for number in numbers)


def _highest(numbers: Sequence[_Number], _part: str) -> float | None:
    return max(number.point if number.high is None else number.high for number in numbers)


def _latest(numbers: Sequence[_Number], part: str) -> float | None:
    newest = max(number.told.known or NEVER for number in numbers)
    return _most_origins([number for number in numbers if (number.told.known or NEVER) == newest], part)


def _most_origins(numbers: Sequence[_Number], part: str) -> float | None:
    votes, newest = _votes(numbers)
    best = max(votes, key=lambda point: (len(votes[point]), newest[point], -point))
    return _part(numbers, best, part)


def _most_origins_low(numbers: Sequence[_Number], part: str) -> float | None:
    votes, _ = _votes(numbers)
    best = max(votes, key=lambda point: (len(votes[point]), -point))
    return _part(numbers, best, part)


def _votes(numbers: Sequence[_Number]) -> tuple[dict[float, set[str]], dict[float, str]]:
    votes: dict[float, set[str]] = defaultdict(set)
    newest: dict[float, str] = defaultdict(str)
    for number in numbers:
        votes[number.point].add(number.told.origin)
        newest[number.point] = max(newest[number.point], number.told.known or NEVER)
    return votes, newest


def _part(numbers: Sequence[_Number], point: float, part: str) -> float | None:
    chosen = [number for number in numbers if number.point == point]
    if part == "low":
        return min(number.low for number in chosen)
    if part == "high":
        return _highest(chosen, part)
    return point


def _none(_numbers: Sequence[_Number], _part: str) -> float | None:
    return None


_METHODS: dict[Method, Callable[[Sequence[_Number], str], float | None]] = {
    "lowest": _lowest,
    "highest": _highest,
    "latest": _latest,
    "most_origins": _most_origins,
    "most_origins_low": _most_origins_low,
    "none": _none,
}
