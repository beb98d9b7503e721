"""Times that recur."""

from __future__ import annotations

from dateline.timex.calendar import MONTHS, PARTS, SEASONS, WEEKDAYS
from dateline.timex.expression import Expression, count_of, fixed
from dateline.timex.makers.lengths import length
from dateline.timex.rules import Match


def every(match: Match) -> Expression | None:
    """Every week, each March, every two days, per day, twice a week, Sundays."""
    days = match.word("days")
    if days == "weekends":
        return _set(match, "XXXX-WXX-WE")
    if days:
        return _set(match, f"XXXX-WXX-{WEEKDAYS[days] + 1}")
    unit = match.word("unit") or match.word("units")
    if unit in WEEKDAYS:
        return _set(match, f"XXXX-WXX-{WEEKDAYS[unit] + 1}")
    if unit in MONTHS:
        return _set(match, f"XXXX-{MONTHS[unit]:02d}")
    if unit in SEASONS:
        return _set(match, f"XXXX-{SEASONS[unit]}")
    if unit in PARTS:
        return _set(match, "P1D" if unit == "night" else f"XXXX-XX-XXT{PARTS[unit]}")
    count = 2.0 if match.words("other") else (count_of(match) if match.words("units") else 1.0)
    return _set(match, length(count, unit))


def _set(match: Match, value: str) -> Expression:
    return Expression(match.first, match.last, "SET", fixed(value), "none", moves=False, kind="set")


_FREQUENT = {"daily": "P1D", "everyday": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H",
             "nightly": "XXXX-XX-XXTNI", "quarterly": "P1Q"}  # fmt: skip


def frequent(match: Match) -> Expression | None:
    """Daily, weekly, annually."""
    word = match.word("word")
    if word == "daily" and match.stream.words[match.first][0].isupper() and match.stream.kind(match.last, "NAME"):
        return None
    value = _FREQUENT[word]
    if value == "P1D":
        return Expression(
            match.first,
            match.last,
            "SET",
            lambda context: "XXXX-XX-XX" if context.history else "P1D",
            "none",
            moves=False,
            kind="set",
        )
    return _set(match, value)
