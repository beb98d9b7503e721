"""Units of the calendar and steps between dates: last week, the same day, two weeks ago, a day later."""

from __future__ import annotations

from dateline.timex import calendar
from dateline.timex.calendar import CLOCK_UNITS, PARTS, SEASONS, UNITS, Point
from dateline.timex.context import Context
from dateline.timex.expression import MODS, Expression, count_of, fixed, from_story, near_of, reference_day, step_of
from dateline.timex.makers.lengths import approximation, the_past_unit
from dateline.timex.makers.seasons import season_value
from dateline.timex.rules import Match


def unit_value(point: Point, unit: str, by: int) -> str:
    """The day, week, month, year … that lies `by` units from a point."""
    if unit in ("year", "years"):
        return calendar.year_text(point.year + by)
    if unit in ("decade", "decades"):
        return f"{(point.year // 10 + by):03d}" if point.year > 0 else f"BC{(-point.year // 10 - by):03d}"
    if unit in ("century", "centuries"):
        return f"{(point.year // 100 + by):02d}" if point.year > 0 else f"BC{(-point.year // 100 - by):02d}"
    if unit in ("month", "months"):
        if not point.month:
            return f"{calendar.year_text(point.year)}-XX"
        return calendar.month_text(*calendar.shift_months(point.year, point.month, by))
    if unit in ("quarter", "quarters"):
        if not point.month:
            return f"{calendar.year_text(point.year)}-QX"
        year, month = calendar.shift_months(point.year, point.month, 3 * by)
        return f"{calendar.year_text(year)}-Q{(month + 2) // 3}"
    day = point.as_date()
    if day is None:
        stem = calendar.point_text(point)
        if unit in ("week", "weeks", "fortnight", "fortnights"):
            return f"{calendar.year_text(point.year)}-WXX"
        return stem + ("-XX" if point.month else "-XX-XX")
    days = by * {"week": 7, "weeks": 7, "fortnight": 14, "fortnights": 14}.get(unit, 1)
    found = calendar.shift_days(day, days)
    if found is None:
        return "XXXX-XX-XX"
    return calendar.week_text(found) if unit.startswith(("week", "fortnight")) else found.isoformat()


_UNKNOWN = {
    "year": "XXXX",
    "month": "XXXX-XX",
    "week": "XXXX-WXX",
    "day": "XXXX-XX-XX",
    "quarter": "XXXX-QX",
    "decade": "XXX",
    "century": "XX",
}


def near_unit(match: Match) -> Expression | None:
    """Last week, this month, the following year, that same day, earlier this year, year's end."""
    unit = match.word("unit")
    mod = MODS.get(match.word("mod")) or ("END" if match.word("mod") in ("end", "close") else None)
    near = near_of(match) or "this"
    if unit in ("hour", "minute", "millennium", "fortnight") or (
        match.word("mod") in ("earlier", "later") and unit == "day"
    ):
        return None
    if near in ("past", "last") and match.stream.kind(match.first, "THE") and not match.words("mod"):
        return the_past_unit(match)
    if unit in SEASONS:
        code = SEASONS[unit]
        return Expression(match.first, match.last, "DATE", lambda context: season_value(context, code, near), mod=mod)
    step = step_of(near)
    if step is None:
        return None
    by_story = from_story(near) or match.word("mod") in ("end", "close")
    if match.stream.lower[match.first] == "the" and near == "next":
        by_story = True

    def resolve(context: Context) -> str:
        if near == "current" or (near == "this" and context.history and unit == "day"):
            reference = context.writing()
        elif unit == "day" and (by_story or context.history):
            reference = context.narrative_day() or context.narrative()
        else:
            reference = context.narrative() if by_story or context.history else context.writing()
        if reference is None:
            return _UNKNOWN[unit]
        return unit_value(reference, unit, step)

    return Expression(match.first, match.last, "DATE", resolve, mod=mod, kind="unit")


def the_unit(match: Match) -> Expression | None:
    """The month, the year: the one the story has reached."""
    unit = match.word("unit")
    if unit not in ("month", "year", "week"):
        return None

    def resolve(context: Context) -> str:
        reference = context.narrative() if context.history else context.writing()
        return unit_value(reference, unit, 0) if reference else _UNKNOWN[unit]

    return Expression(match.first, match.last, "DATE", resolve, kind="unit")


_GRAINS = {
    "D": "day",
    "W": "week",
    "M": "month",
    "Y": "year",
    "DE": "decade",
    "CE": "century",
    "Q": "quarter",
    "F": "week",
}


def offset(match: Match) -> Expression | None:
    """Two weeks ago, a day later, three months earlier, two days from now."""
    unit = match.words("unit")[0]
    way = match.word("way")
    by = count_of(match)
    if unit in PARTS:
        unit = "days"
    code = UNITS[unit]
    ahead = way in ("later", "hence", "after", "afterwards", "afterward", "thereafter", "now", "today", "tomorrow")
    from_writing = way in ("ago", "hence", "now", "today", "tomorrow")
    sign = 1 if ahead else -1
    mod = approximation(match)
    if unit in CLOCK_UNITS:
        return _clock_offset(match, by, code, sign, from_writing)
    if by is None:
        return Expression(
            match.first,
            match.last,
            "DATE",
            fixed("FUTURE_REF" if ahead else "PAST_REF"),
            mod=mod,
            kind="vague",
            moves=False,
        )
    grain, steps = _GRAINS.get(code, "year"), sign * by * (2 if code == "F" else 1)

    def resolve(context: Context) -> str:
        reference = (
            context.writing()
            if from_writing
            else ((context.narrative_day() or context.narrative()) if grain == "day" else context.narrative())
        )
        if not from_writing and grain == "year" and not context.history and context.quarter:
            return _year_before(context.quarter, int(steps))
        if from_writing and grain == "year" and abs(steps) == 1 and context.quarter and not context.history:
            return _year_before(context.quarter, int(steps))
        if reference is None:
            return _UNKNOWN[grain]
        if steps != int(steps) and grain == "year" and reference.month:
            return calendar.month_text(*calendar.shift_months(reference.year, reference.month, round(steps * 12)))
        return unit_value(reference, grain, int(steps))

    return Expression(match.first, match.last, "DATE", resolve, mod=mod, kind="offset")


def _year_before(quarter_value: str, steps: int) -> str:
    return f"{int(quarter_value[:4]) + steps:04d}{quarter_value[4:]}"


def _clock_offset(match: Match, by: float | None, code: str, sign: int, from_writing: bool) -> Expression:
    def resolve(context: Context) -> str:
        reference = context.now if from_writing and not context.history else reference_day(context, "that")
        if reference is None or by is None:
            return "XXXX-XX-XXTXX:XX" if by is not None else "FUTURE_REF" if sign > 0 else "PAST_REF"
        days = int(sign * by // 24) if code == "H" and by >= 24 else 0
        found = calendar.shift_days(reference, days)
        return (found or reference).isoformat() + ("TXX:XX" if not days else "")

    return Expression(match.first, match.last, "TIME", resolve, kind="offset", moves=False)


def vague_offset(match: Match) -> Expression | None:
    """Years ago, days later: somewhere before or after."""
    ahead = match.word("way") == "later"
    return Expression(
        match.first, match.last, "DATE", fixed("FUTURE_REF" if ahead else "PAST_REF"), kind="vague", moves=False
    )


def unit_ago(match: Match) -> Expression | None:
    """Year-ago, year-earlier."""
    unit = match.word("unit")
    if unit not in ("year", "month", "week"):
        return None

    def resolve(context: Context) -> str:
        if unit == "year" and context.quarter:
            return _year_before(context.quarter, -1)
        reference = context.narrative() if context.history else context.writing()
        return unit_value(reference, unit, -1) if reference else _UNKNOWN[unit]

    return Expression(match.first, match.last, "DATE", resolve, kind="offset")


def unit_beside(match: Match) -> Expression | None:
    """The day before, the year after."""
    unit = match.word("unit")
    by = -1 if match.word("way") == "before" else 1
    if unit not in _UNKNOWN:
        return None

    def resolve(context: Context) -> str:
        reference = (context.narrative_day() if unit == "day" else None) or context.narrative()
        return unit_value(reference, unit, by) if reference else _UNKNOWN[unit]

    return Expression(match.first, match.last, "DATE", resolve, kind="offset")
