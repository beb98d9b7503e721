"""Calendar dates: full ones, and those whose year the context gives."""

from __future__ import annotations

import re
from datetime import date

from dateline.timex import calendar
from dateline.timex.calendar import MONTHS, WEEKDAYS, Point
from dateline.timex.context import Context
from dateline.timex.expression import Expression, TimeType, day_of, fixed, near_of, reference_of, step_of, year_of
from dateline.timex.rules import Match
from dateline.timex.words import two_digit_year


def iso(match: Match) -> Expression | None:
    """2011-06-02, with or without a time."""
    word = match.word("iso").upper()
    if calendar.interval(word[:10]) is None:
        return None
    kind: TimeType = "TIME" if "T" in word else "DATE"
    value = re.sub(r"(T\d\d:\d\d).*", r"\1", word)
    return Expression(match.first, match.last, kind, fixed(value), "stated", kind="date")


def slash(match: Match) -> Expression | None:
    """25/12/2011 or 12/25/2011; day first unless only month first makes a date."""
    one, two, year = (int(part) for part in re.split(r"[/.]", match.word("slash")))
    full = year if year > 99 else two_digit_year(year, date(2010, 1, 1))
    for month, day in ((two, one), (one, two)):
        value = f"{full:04d}-{month:02d}-{day:02d}"
        if calendar.interval(value):
            return Expression(match.first, match.last, "DATE", fixed(value), "stated", kind="date")
    return None


def makes_date(match: Match) -> Expression | None:
    """Day, month and year as far as given; a missing year comes from the context."""
    month, day, year = MONTHS[match.words("month")[0]], day_of(match), year_of(match)
    if match.words("day") and day is None:
        return None
    if day is None and year is None and _is_name(match):
        return None
    if year is not None:
        if year > 0 and day and not Point(year, month, day).as_date():
            return None
        value = calendar.point_text(Point(year, month, day))
        return Expression(match.first, match.last, "DATE", fixed(value), "stated", kind="date")
    weekday = WEEKDAYS.get(match.words("weekday")[0]) if match.words("weekday") else None
    return Expression(
        match.first, match.last, "DATE", lambda context: _without_year(context, month, day, weekday), kind="month"
    )


def _is_name(match: Match) -> bool:
    """A month that is somebody's name ("June Smith", "April said")."""
    index = match.groups["month"][0]
    stream = match.stream
    if stream.kind(index - 1, "IN", "OF", "SINCE", "UNTIL", "BY", "FROM", "DURING", "HYPHEN", "EARLY", "LATE", "MID"):
        return False
    return stream.kind(index + 1, "NAME") and stream.lower[index] in ("april", "june", "august", "jan", "may", "march")


def _without_year(context: Context, month: int, day: int | None, weekday: int | None = None) -> str:
    year = _year_for(context, month, day, weekday)
    if year is None:
        return f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
    return calendar.point_text(Point(year, month, day))


def _year_for(context: Context, month: int, day: int | None, weekday: int | None = None) -> int | None:
    reference = context.writing()
    if reference is None:
        return None
    if context.history:
        return _year_in_story(reference, month, context.before_christ)
    years = [reference.year + by for by in (-1, 0, 1)]
    if weekday is not None and day:
        fits = [year for year in years if (d := Point(year, month, day).as_date()) and d.weekday() == weekday]
        if len(fits) == 1:
            return fits[0]
    distance = {year: (year - reference.year) * 12 + month - (reference.month or 1) for year in years}
    if day:
        best = min(years, key=lambda year: abs(distance[year]))
        return best - 1 if context.direction == -2 and distance[best] > 0 else best
    if context.direction > 0:
        return next(year for year in years if distance[year] >= 0)
    return next(year for year in reversed(years) if distance[year] <= (0 if context.direction < 0 else 1))


def _year_in_story(reference: Point, month: int, before_christ: bool) -> int:
    """The year of a month in a history: that of the last date, or the next when the story has passed the year's end."""
    if reference.month and reference.month - month >= 9:
        return reference.year + 1
    return reference.year


def date_of_year(match: Match) -> Expression | None:
    """August of that year, May 3 last year."""
    if match.word("unit") != "year":
        return None
    month, day, near = MONTHS[match.words("month")[0]], day_of(match), near_of(match)
    step = step_of(near) or 0

    def resolve(context: Context) -> str:
        reference = reference_of(context, near)
        if reference is None:
            return f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
        return calendar.point_text(Point(reference.year + step, month, day))

    return Expression(match.first, match.last, "DATE", resolve, kind="month")


def day_after_range(match: Match) -> Expression | None:
    """The second day of "January 3-5": month and year of the first."""
    stream, index = match.stream, match.groups["day"][0]
    month, day, year = MONTHS.get(stream.lower[index - 3].rstrip(".")), day_of(match), year_of(match)
    if month is None or day is None:
        return None
    if year is not None:
        return Expression(
            match.first, match.last, "DATE", fixed(calendar.point_text(Point(year, month, day))), "stated"
        )
    return Expression(match.first, match.last, "DATE", lambda context: _without_year(context, month, day), kind="month")


def near_month(match: Match) -> Expression | None:
    """Last October, next May, that June."""
    month, day, near = MONTHS[match.words("month")[0]], day_of(match), near_of(match)
    step = step_of(near)

    def resolve(context: Context) -> str:
        reference = reference_of(context, near)
        if reference is None:
            return f"XXXX-{month:02d}"
        current, year = reference.month or 1, reference.year
        if step == -1:
            year -= month >= current
        elif step == 1:
            year += month <= current
        elif near == "this" and context.direction > 0:
            year += month < current
        return calendar.point_text(Point(year, month, day))

    return Expression(match.first, match.last, "DATE", resolve, kind="month")
