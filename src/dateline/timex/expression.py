"""An expression before it is dated, and what its makers share: the words that point from one date to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateline import numbers
from dateline.timex.calendar import Point
from dateline.timex.context import Context
from dateline.timex.rules import Match
from dateline.timex.words import two_digit_year

MODS = {"early": "START", "late": "END", "mid": "MID", "earlier": "START", "later": "END"}
"""The TIMEX3 modifier of words before a date."""
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Resolver = Callable[[Context], str]
Window = Callable[[Context], tuple[date, date] | None]
Basis = Literal["stated", "relative", "none"]


@dataclass(slots=True)
class Expression:
    """A time expression before dating: tokens ``first:last``, type, and how to date it.

    `basis` tells whether it names its date itself ("stated") or counts from elsewhere ("relative"); `window` gives the days
    of a length that is anchored ("the past week"); `part` is a part of the day or clock time to be joined to a date.
    """

    first: int
    last: int
    type: TimeType
    resolve: Resolver
    basis: Basis = "relative"
    mod: str | None = None
    window: Window | None = None
    part: str | None = None
    moves: bool = True
    """Whether it moves the narrative on (a year given in passing does)."""
    kind: str = ""


def fixed(value: str) -> Resolver:
    """A resolver that gives one value whatever the context."""
    return lambda _: value


def near_of(match: Match, group: str = "near") -> str:
    """The word of a group that points ("last", "that"); "same" for "the same" and "that very"."""
    words = match.words(group)
    return words[-1] if words and words[-1] not in ("same", "very") else ("same" if words else "")


def step_of(near: str) -> int | None:
    """How many units a word moves on: last −1, this 0, next +1."""
    if near in ("last", "past", "previous", "preceding", "prior"):
        return -1
    if near in ("next", "coming", "upcoming", "following", "subsequent", "ensuing"):
        return 1
    return 0 if near in ("this", "that", "same", "current", "the", "latest") else None


def from_story(near: str) -> bool:
    """Whether a word counts from the date the story has reached rather than from the day of writing."""
    return near in ("that", "same", "following", "previous", "preceding", "subsequent", "ensuing", "prior")


def reference_of(context: Context, near: str) -> Point | None:
    """The date that a pointing word counts from."""
    return context.narrative() if from_story(near) else context.writing()


def reference_day(context: Context, near: str) -> date | None:
    """The day that a pointing word counts from, None where only a month or year is known."""
    if context.history or from_story(near):
        point = context.narrative_day()
        return point.as_date() if point else None
    return context.now


def day_of(match: Match) -> int | None:
    """The day of the month of a match, 1–31."""
    words = match.words("day")
    if not words:
        return None
    day = int(words[0]) if words[0].isdecimal() else numbers.ordinal(words[0])
    return day if day and 1 <= day <= 31 else None


def year_of(match: Match) -> int | None:
    """The year of a match; before Christ negative, two digits completed."""
    word = match.word("year")
    if not word.isdecimal():
        return None
    year = int(word)
    if match.words("bc"):
        return -year
    return two_digit_year(year) if len(word) <= 2 else year


def count_of(match: Match, group: str = "count") -> float | None:
    """The number of units of a match, None for "several" and the like."""
    words = [word for word in match.words(group) if word not in ("-", "–", "—", "the")]
    if not words:
        return None
    if words[-1] in ("few", "several", "many", "numerous"):
        return None
    if "couple" in words:
        return 2
    if words in (["a"], ["an"]):
        return 1
    return numbers.number(words)
