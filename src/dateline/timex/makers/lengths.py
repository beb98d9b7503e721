"""Lengths of time."""

from __future__ import annotations

from datetime import date

from dateline.timex import calendar
from dateline.timex.calendar import CLOCK_UNITS, PARTS, UNITS
from dateline.timex.context import Context
from dateline.timex.expression import Expression, Window, count_of, fixed, step_of
from dateline.timex.rules import Match


def approximation(match: Match) -> str | None:
    """The TIMEX3 modifier of words like "nearly" or "at least"."""
    word = match.word("approximate")
    if not word:
        return None
    return {"about": "APPROX", "around": "APPROX", "nearly": "LESS_THAN", "almost": "LESS_THAN", "more than": "MORE_THAN", "over": "MORE_THAN",
            "less than": "LESS_THAN", "at least": "EQUAL_OR_MORE"}.get(word)  # fmt: skip


def length(count: float | None, unit: str) -> str:
    """A TIMEX3 length ("P3W", "PT10H", "PXD"; a fortnight is two weeks, "five and a half hours" PT5H30M)."""
    code = UNITS[unit]
    clock_unit = unit in CLOCK_UNITS
    if code == "F":
        code, count = "W", None if count is None else count * 2
    if code == "ML":
        code, count = "Y", None if count is None else count * 1000
    head = "PT" if clock_unit else "P"
    if count is None:
        return f"{head}X{code}"
    if code == "H" and count != int(count):
        return f"PT{int(count)}H{round(count % 1 * 60)}M" if count > 1 else f"PT{round(count * 60)}M"
    text = str(int(count)) if count == int(count) else f"{count:.2f}".rstrip("0")
    return f"{head}{text}{code}"


def duration(match: Match) -> Expression | None:
    """Three weeks, several days, a year."""
    unit = match.words("unit")[0]
    if unit in PARTS:
        count = count_of(match) if match.words("count") else None
        if unit not in ("night", "nights") or not (match.words("count") or match.words("vague") or match.words("a")):
            return None
        return _duration(match, 1.0 if match.words("a") else count, "days")
    if match.rule == "unit-long":
        return Expression(
            match.first, match.last, "DURATION", fixed(length(1, unit)), "none", moves=False, kind="length"
        )
    if unit == "second" and match.word("count") != "one":
        return None
    if match.words("vague"):
        words = match.words("vague")
        count = 2.0 if "couple" in words else None
    elif match.words("a"):
        count = 1.0
        if _priced(match):
            return Expression(match.first, match.last, "SET", fixed(length(1, unit)), "none", moves=False, kind="set")
    else:
        count = count_of(match)
        if count is None:
            return None
    return _duration(match, count, unit)


def _duration(match: Match, count: float | None, unit: str) -> Expression:
    return Expression(
        match.first, match.last, "DURATION", fixed(length(count, unit)), "none", moves=False, kind="length"
    )


def _priced(match: Match) -> bool:
    """Whether "a year" tells how often: after a sum, a number or "times"."""
    stream, index = match.stream, match.first - 1
    if match.word("unit") == "year" and stream.kind(match.last, "AGO", "EARLIER", "LATER"):
        return False
    if stream.kind(index, "TIMES", "TWICE", "PERCENT", "WORD_NUMBER", "NUMBER", "DAY", "TWO_DIGITS", "CURRENCY"):
        return True
    counted = any(stream.kind(index - back, "NUMBER", "DAY", "TWO_DIGITS", "WORD_NUMBER") for back in (1, 2))
    return counted and stream.kind(index, "OTHER") and stream.lower[index].endswith("s")


def duration_adjective(match: Match) -> Expression | None:
    """A three-week siege, a 34-year-old."""
    count = count_of(match)
    unit = match.words("unit")[0]
    if count is None or match.word("old") in ("old", "olds"):
        return None
    return _duration(match, count, unit)


def duration_near(match: Match) -> Expression | None:
    """The past two weeks, the next few days, the first nine months: a length, with its days when it touches today."""
    unit = match.word("unit")
    near = match.words("near")[0]
    words = match.words("count")
    if not words and near not in ("last", "past", "next", "coming", "recent", "previous", "following", "final"):
        return None
    if words:
        count = None if words[-1] in ("few", "several", "many") else count_of(match)
        if count is None and words[-1] not in ("few", "several", "many"):
            return None
    else:
        count = None
    value = length(count, unit)
    if near == "recent" and unit in ("years", "decades", "centuries"):
        return Expression(match.first, match.last, "DATE", fixed("PAST_REF"), "none", moves=False, kind="reference")
    step = step_of(near)
    window = _window(count, unit, step) if count and step else None
    return Expression(
        match.first, match.last, "DURATION", fixed(value), "none", window=window, moves=False, kind="length"
    )


_DAYS = {"D": 1, "W": 7, "F": 14, "M": 30.44, "Y": 365.25, "DE": 3652.5, "CE": 36525, "Q": 91.3}


def _window(count: float, unit: str, step: int) -> Window:
    """The days from the day of writing back (or on) over a length."""

    def days(context: Context) -> tuple[date, date] | None:
        if context.now is None or context.history:
            return None
        size = (
            count / 24
            if unit in ("hour", "hours", "hrs")
            else 0
            if unit in CLOCK_UNITS
            else count * _DAYS.get(UNITS[unit], 1)
        )
        other = calendar.shift_days(context.now, step * max(round(size), 0))
        if other is None:
            return None
        return (other, context.now) if step < 0 else (context.now, other)

    return days


def the_past_unit(match: Match) -> Expression | None:
    """The past week: a length ending today (the week before is "last week")."""
    unit = match.word("unit")
    return Expression(
        match.first,
        match.last,
        "DURATION",
        fixed(length(1, unit)),
        "none",
        window=_window(1, unit, -1),
        moves=False,
        kind="length",
    )


def duration_bare(match: Match) -> Expression | None:
    """For weeks, within hours: some of them."""
    unit = match.word("unit")
    if unit in ("seconds",):
        return None
    return _duration(match, None, unit)


def half_unit(match: Match) -> Expression | None:
    """Half an hour, half a century."""
    unit = match.word("unit")
    value = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y", "minute": "PT30S"}.get(
        unit, length(0.5, unit)
    )
    return Expression(match.first, match.last, "DURATION", fixed(value), "none", moves=False, kind="length")
