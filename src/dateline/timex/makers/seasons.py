"""Seasons, quarters, halves of a year and holidays."""

from __future__ import annotations

from datetime import date

from dateline import numbers
from dateline.timex import calendar
from dateline.timex.calendar import SEASONS, Point
from dateline.timex.context import Context
from dateline.timex.expression import Expression, fixed, near_of, reference_of, step_of, year_of
from dateline.timex.rules import Match


def season(match: Match) -> Expression | None:
    """The spring of 2011, last summer, the winter."""
    code = SEASONS[match.word("season")]
    number = year_of(match)
    if number is not None:
        return Expression(
            match.first, match.last, "DATE", fixed(f"{calendar.year_text(number)}-{code}"), "stated", kind="season"
        )
    near = near_of(match) if match.words("near") else ""
    if match.words("unit"):
        step = step_of(near) or 0
        return Expression(
            match.first, match.last, "DATE",
            lambda context: f"{calendar.year_text(point.year + step)}-{code}" if (point := reference_of(context, near)) else f"XXXX-{code}",
        )  # fmt: skip
    return Expression(match.first, match.last, "DATE", lambda context: season_value(context, code, near), kind="season")


def season_value(context: Context, code: str, near: str) -> str:
    """The season of that name which a pointing word and the tense choose."""
    reference = context.narrative() if context.history else context.writing()
    if reference is None:
        return f"XXXX-{code}"
    first = calendar.SEASON_MONTHS[code][0] % 12
    month, year = reference.month, reference.year
    step = step_of(near)
    if context.history:
        if step in (-1, 1):
            year += step if not month else (step if (month - first) * step >= 0 else 0)
        elif (month and code == "WI" and month >= 10 and near != "that") or (month and month - first >= 7):
            year += 1
        return f"{calendar.year_text(year)}-{code}"
    month = month or 1
    if step == -1 and near == "last":
        year -= month < first + 3
    elif step == 1:
        year += month >= first
    elif near != "this" and context.direction <= 0 and month < first:
        year -= 1
    return f"{calendar.year_text(year)}-{code}"


def quarter(match: Match) -> Expression | None:
    """The third quarter (of 2011, of last year); without a year the nearest one of that name."""
    nth = numbers.ordinal(match.word("nth"))
    if nth is None or not 1 <= nth <= 4:
        return None
    back = -1 if match.words("ago") else 0
    number = match.word("year") or match.word("early")
    if number:
        return Expression(match.first, match.last, "DATE", fixed(f"{number}-Q{nth}"), "stated", kind="quarter")
    near = near_of(match) if match.words("near") else ""
    step = step_of(near) or 0

    def resolve(context: Context) -> str:
        reference = context.writing()
        if reference is None:
            return f"XXXX-Q{nth}"
        year = reference.year + step
        if not near and context.direction <= 0 and (reference.month or 12) < nth * 3 - 2:
            year -= 1
        return f"{calendar.year_text(year + back)}-Q{nth}"

    return Expression(match.first, match.last, "DATE", resolve, kind="quarter")


def year_period(match: Match) -> Expression | None:
    """The 1988 period, the 1988 quarter: that year, or its quarter of the name mentioned last."""
    number = match.word("year")

    def resolve(context: Context) -> str:
        return number + context.quarter[4:] if context.quarter and match.word("unit") == "quarter" else number

    return Expression(match.first, match.last, "DATE", resolve, "stated", moves=False)


def the_quarter(match: Match) -> Expression | None:
    """The quarter, the latest period: the quarter mentioned last, else the one before the day of writing."""
    latest = match.stream.lower[match.first + 1] == "latest"
    if match.stream.lower[match.last - 1] == "period" and not latest:
        return None

    def resolve(context: Context) -> str:
        if context.quarter:
            return context.quarter
        reference = context.writing()
        if reference is None or not reference.month:
            return "XXXX-QX"
        year, month = calendar.shift_months(reference.year, reference.month, -3)
        return f"{calendar.year_text(year)}-Q{(month + 2) // 3}"

    return Expression(match.first, match.last, "DATE", resolve, moves=False)


def near_quarter(match: Match) -> Expression | None:
    """Last quarter, the latest quarter."""
    near = near_of(match)
    step = -1 if near == "latest" else step_of(near)

    def resolve(context: Context) -> str:
        if near in ("same", "that", "latest") and context.quarter:
            return context.quarter
        reference = context.writing()
        if reference is None or not reference.month:
            return "XXXX-QX"
        year, month = calendar.shift_months(reference.year, reference.month, 3 * (step or 0))
        return f"{calendar.year_text(year)}-Q{(month + 2) // 3}"

    return Expression(match.first, match.last, "DATE", resolve, kind="quarter")


def half(match: Match) -> Expression | None:
    """The second half of 2011."""
    words = match.words("nth")
    nth = 2 if words[0] in ("later", "latter", "second") else numbers.ordinal(words[0])
    if nth not in (1, 2):
        return None
    if number := match.word("year"):
        return Expression(match.first, match.last, "DATE", fixed(f"{number}-H{nth}"), "stated")
    if match.word("unit") != "year":
        return None
    near = near_of(match)
    step = step_of(near) or 0

    def resolve(context: Context) -> str:
        reference = context.writing() if near != "the" else context.narrative()
        return f"{calendar.year_text(reference.year + step)}-H{nth}" if reference else f"XXXX-H{nth}"

    return Expression(match.first, match.last, "DATE", resolve)


def holiday(match: Match) -> Expression | None:
    """Christmas, Easter and the like; Ramadan is named but not dated."""
    name = match.word("holiday")
    eve = match.word("eve")
    if eve not in ("", "day", "eve"):
        return None
    number = year_of(match)

    def resolve(context: Context) -> str:
        reference = context.writing()
        year = number if number is not None else _holiday_year(context, name) if reference else None
        day = _holiday(name, year) if year and year > 0 else None
        if day is None:
            return f"{year:04d}" if year and year > 0 else "XXXX"
        shifted = calendar.shift_days(day, -1 if eve == "eve" else 0)
        return (shifted or day).isoformat()

    return Expression(
        match.first, match.last, "DATE", resolve, "relative" if number is None else "stated", kind="holiday"
    )


def _holiday(name: str, year: int) -> date | None:
    if name == "boxing":
        return date(year, 12, 26)
    if name == "christmas":
        return date(year, 12, 25)
    if name == "halloween":
        return date(year, 10, 31)
    if name == "easter":
        return calendar.easter(year)
    if name == "thanksgiving":
        first = date(year, 11, 1)
        return date(year, 11, 22 + (3 - first.weekday()) % 7)
    return None


def _holiday_year(context: Context, name: str) -> int | None:
    reference = context.writing()
    if reference is None:
        return None
    if context.history or context.now is None:
        return reference.year
    day = _holiday(name, reference.year)
    if day is None:
        return reference.year
    if context.direction > 0 and day < context.now:
        return reference.year + 1
    return reference.year - 1 if context.direction <= 0 and day > context.now else reference.year


def new_year(match: Match) -> Expression | None:
    """New Year's Day, New Year's Eve, the new year."""
    if match.word("unit") != "year":
        return None
    eve = match.word("eve")
    if eve not in ("", "day", "eve"):
        return None
    if not eve and not match.stream.kind(match.first, "THE"):
        return None

    def resolve(context: Context) -> str:
        reference = context.writing()
        if reference is None:
            return {"": "XXXX", "day": "XXXX-01-01", "eve": "XXXX-12-31"}[eve]
        late = (reference.month or 1) >= 7
        if eve == "eve":
            return calendar.point_text(
                Point(reference.year if late and context.direction >= 0 else reference.year - 1, 12, 31)
            )
        year = reference.year + (late and context.direction >= 0)
        return calendar.point_text(Point(year, 1, 1)) if eve else calendar.year_text(year)

    return Expression(match.first, match.last, "DATE", resolve, kind="holiday")


def bare_season(match: Match) -> Expression | None:
    """A season without an article ("the winter offensive"): in histories only."""
    found = season(match)
    if found is not None:
        found.kind = "adjective"
    return found
