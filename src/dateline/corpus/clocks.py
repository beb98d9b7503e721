"""The same fold at every known day: turns timelines as known on each day into rows with four clocks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Protocol, TypeVar

from dateline.corpus.evidence import NEVER, Told
from dateline.model import Day

E = TypeVar("E")
S = TypeVar("S", bound=Hashable)
R = TypeVar("R")


def two_clocks(
    effects: Sequence[E],
    told_of: Callable[[E], Told],
    fold: Callable[[list[E]], Iterable[S]],
    row: Callable[[S, Day | None, Day | None], R],
) -> list[R]:
    """Rows for every stretch and the days between which it was known.

    `fold` gives the stretches (hashable, with everything but the known days) that follow from the effects known so far;
    `row` makes the record from a stretch, known from and known to. A stretch that only holds when asked for "now" (from
    reports without a known day) has known_from None; one that "now" replaces has known_to `NEVER`.
    """
    rows: list[R] = []
    open_since: dict[S, Day | None] = {}
    for day in turning_days([told_of(effect) for effect in effects]):
        current = list(dict.fromkeys(fold([effect for effect in effects if told_of(effect).visible(day)])))
        rows.extend(_closed(open_since, current, day, row))
        for stretch in current:
            open_since.setdefault(stretch, day)
    current = list(dict.fromkeys(fold([effect for effect in effects if told_of(effect).visible(None)])))
    rows.extend(_closed(open_since, current, NEVER, row))
    rows.extend(row(stretch, open_since.get(stretch), None) for stretch in current)
    return rows


def turning_days(told: Iterable[Told]) -> list[Day]:
    """The days on which something became known or was retired, in order."""
    days = {day for one in told for day in (one.page.known, one.page.retired)}
    return sorted(day for day in days if day is not None and day != NEVER)


def _closed(open_since: dict[S, Day | None], current: list[S], day: Day, row: Callable[[S, Day | None, Day | None], R]) -> list[R]:
    standing = set(current)
    ended = [stretch for stretch in open_since if stretch not in standing]
    return [row(stretch, open_since.pop(stretch), day) for stretch in ended]


class Clocked(Protocol):
    """Anything with the four clocks."""

    @property
    def valid_from(self) -> Day | None: ...
    @property
    def valid_to(self) -> Day | None: ...
    @property
    def known_from(self) -> Day | None: ...
    @property
    def known_to(self) -> Day | None: ...


C = TypeVar("C", bound=Clocked)


def as_of(rows: Iterable[C], valid: Day | None, known: Day | None) -> list[C]:
    """The rows that were so on a day, as known on a day (None = now, for both)."""
    return [row for row in rows if _valid_on(row, valid) and known_on(row, known)]


def _valid_on(row: Clocked, day: Day | None) -> bool:
    if day is None:
        return row.valid_to is None
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day < row.valid_to)


def known_on(row: Clocked, day: Day | None) -> bool:
    """Whether the row was part of the picture as known on a day (None = now)."""
    if day is None:
        return row.known_to is None
    return row.known_from is not None and row.known_from <= day and (row.known_to is None or day < row.known_to)
