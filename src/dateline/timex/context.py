"""What is known when an expression is dated: the day of writing, the register, and the dates mentioned before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.timex.calendar import Point


@dataclass
class Context:
    """State while the expressions of one page are dated in order; positions are token numbers.

    `now` is the day of writing (None = unknown), `history` tells narrative history from news, `direction` where the verb
    near the expression points (-2 surely past, -1 past, 0 unknown, 1 future), `before_christ` whether bare years count backwards.
    """

    now: date | None
    history: bool = False
    before_christ: bool = False
    direction: int = 0
    anchor: Point | None = None
    """The last date mentioned."""
    day_anchor: Point | None = None
    """The last date mentioned that was known to the day."""
    quarter: str | None = None
    """The last quarter mentioned, as a value."""
    night: bool = False
    """Whether that was a night, so that a time of the morning belongs to the day after."""

    def writing(self) -> Point | None:
        """The day of writing as a point; in history the last date mentioned stands in for it."""
        if self.history:
            return self.anchor
        return Point(self.now.year, self.now.month, self.now.day) if self.now else None

    def narrative(self) -> Point | None:
        """The date the story has reached: the last one mentioned, else the day of writing."""
        if self.anchor is not None:
            return self.anchor
        return self.writing()

    def narrative_day(self) -> Point | None:
        """The last date mentioned when it is known to the day; in news the day of writing stands in where none was."""
        if self.day_anchor is not None and (
            self.anchor is None or self.anchor.day or _same(self.anchor, self.day_anchor)
        ):
            return self.day_anchor
        if self.history:
            return None
        return self.writing()

    def mention(self, point: Point) -> None:
        """Remember a date that was just dated."""
        self.anchor = point
        if point.day:
            self.day_anchor = point


def _same(coarse: Point, fine: Point) -> bool:
    """Whether the finer date lies within the coarser one."""
    return coarse.year == fine.year and (coarse.month is None or coarse.month == fine.month)
