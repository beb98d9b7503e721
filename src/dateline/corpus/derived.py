"""Everything derived from claims, as known on one day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.model import Crossing, Disagreement, Event, Family, Holding, Judgement, Movement

TABLES = ("families", "events", "disagreements", "holdings", "crossings", "movements")


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything derived, as known on one day."""

    families: list[Family]
    events: list[Event]
    disagreements: list[Disagreement]
    holdings: list[Holding]
    crossings: list[Crossing]
    movements: list[Movement]
    unattached: tuple[Judgement, ...] = ()

    def records(self) -> Iterator[tuple[str, Any]]:
        """(sort, record) pairs, in a fixed order."""
        for sort in TABLES:
            for record in getattr(self, sort):
                yield sort, record


