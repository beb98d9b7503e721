"""Days of the week, days told by a word, weekends and parts of the day."""

from __future__ import annotations

from datetime import date

from dateline import numbers
from dateline.timex import calendar
from dateline.timex.calendar import PARTS, WEEKDAYS, Point
from dateline.timex.context import Context
from dateline.timex.expression import MODS, Expression, Resolver, day_of, fixed, near_of, reference_day, step_of
from dateline.timex.rules import Match


def weekday(match: Match) -> Expression | None:
    """Tuesday, last Tuesday, Tuesday of next week; the verb near it tells past from future."""
    number = WEEKDAYS[match.word("weekday")]
    near = near_of(match) if match.words("near") else ""
    week = match.word("week")

    def resolve(context: Context) -> str:
        reference = reference_day(context, near)
        if reference is None:
            return f"XXXX-WXX-{number + 1}"
        if week:
            monday = calendar.shift_days(reference, -reference.weekday() + 7 * (step_of(week) or 0))
            found = calendar.shift_days(monday, number) if monday else None
        else:
            found = calendar.shift_days(reference, _weekday_shift(context, reference, number, near))
        return found.isoformat() if found else f"XXXX-WXX-{number + 1}"

    return Expression(match.first, match.last, "DATE", resolve, kind="weekday")


def _weekday_shift(context: Context, reference: date, number: int, near: str) -> int:
    back = (reference.weekday() - number) % 7
    ahead = (number - reference.weekday()) % 7
    step = step_of(near)
    if step == -1:
        return -(back or 7)
    if step == 1:
        return ahead or 7
    if context.history:
        return ahead
    if near == "this":
        return ahead if context.direction >= 0 else -back
    return ahead if context.direction > 0 else -back


def weekday_beside(match: Match) -> Expression | None:
    """The Friday before: counted from the date the story has reached."""
    number, after = WEEKDAYS[match.word("weekday")], match.word("way") == "after"

    def resolve(context: Context) -> str:
        reference = reference_day(context, "that")
        if reference is None:
            return f"XXXX-WXX-{number + 1}"
        shift = (number - reference.weekday()) % 7 or 7 if after else -((reference.weekday() - number) % 7 or 7)
        found = calendar.shift_days(reference, shift)
        return found.isoformat() if found else f"XXXX-WXX-{number + 1}"

    return Expression(match.first, match.last, "DATE", resolve, kind="weekday")


def part_beside(match: Match) -> Expression | None:
    """The night before."""
    code, by = PARTS[match.word("part")], 1 if match.word("way") == "after" else -1

    def resolve(context: Context) -> str:
        reference = reference_day(context, "that")
        found = calendar.shift_days(reference, by) if reference else None
        return f"{found.isoformat() if found else 'XXXX-XX-XX'}T{code}"

    return Expression(match.first, match.last, "TIME", resolve, kind="part")


def nth(match: Match) -> Expression | None:
    """On the 13th: of the month the story has reached."""
    day = day_of(match)
    if day is None:
        return None

    def resolve(context: Context) -> str:
        reference = context.narrative()
        if reference is None or not reference.month:
            return f"XXXX-XX-{day:02d}"
        point = Point(reference.year, reference.month, day)
        return calendar.point_text(point) if point.year < 1 or point.as_date() else f"XXXX-XX-{day:02d}"

    return Expression(match.first, match.last, "DATE", resolve, kind="month")


def hours_of(match: Match) -> Expression | None:
    """The early hours of 6 June: that day; alone it is nothing."""
    return Expression(
        match.first, match.last, "DATE", fixed("XXXX-XX-XX"), "none", part="", kind="part-of", moves=False
    )


def week_of(match: Match) -> Expression | None:
    """The week of March 6: joined to the date that follows."""
    if match.word("unit") != "week":
        return None
    return Expression(match.first, match.last, "DATE", fixed("XXXX-WXX"), "none", part="W", kind="part-of", moves=False)


def nth_week_of(match: Match) -> Expression | None:
    """The first week of November: joined to the month that follows."""
    word = match.word("nth")
    number = -1 if word in ("last", "final", "closing") else numbers.ordinal(word)
    if match.word("unit") != "week" or number is None:
        return None
    return Expression(
        match.first, match.last, "DATE", fixed("XXXX-WXX"), "none", part=f"N{number}", kind="part-of", moves=False
    )


def daytime(match: Match) -> Expression | None:
    """Daytime, night-time."""
    code = "TDT" if match.word("part") == "daytime" else "TNI"
    return Expression(match.first, match.last, "TIME", part_of_some_day(code), "none", kind="part", moves=False)


def part_of_some_day(code: str) -> Resolver:
    """A part of no day in particular: "TNI"; histories write the unknown day out."""
    return lambda context: f"XXXX-XX-XX{code}" if context.history else code


def day_beside(match: Match) -> Expression | None:
    """The day before yesterday, the week after next Friday."""
    if match.word("step") != "day":
        return None
    by = 1 if match.word("way") == "after" else -1
    word, near = match.word("weekday"), match.word("near")

    def resolve(context: Context) -> str:
        reference = reference_day(context, near)
        if reference is None:
            return "XXXX-XX-XX"
        moved = _DEICTIC.get(word)
        shift = moved if moved is not None else _weekday_shift(context, reference, WEEKDAYS[word], near)
        found = calendar.shift_days(reference, shift + by)
        return found.isoformat() if found else "XXXX-XX-XX"

    return Expression(match.first, match.last, "DATE", resolve)


_DEICTIC = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def deictic(match: Match) -> Expression | None:
    """Today, yesterday, tomorrow, tonight: from the day of writing, also in a history (where today means nowadays)."""
    word = match.word("word")

    def resolve(context: Context) -> str:
        part = "TNI" if word == "tonight" else ""
        if context.history:
            return "PRESENT_REF" if word == "today" else "XXXX-XX-XX" + part
        if context.now is None:
            return "XXXX-XX-XX" + part
        found = calendar.shift_days(context.now, _DEICTIC[word])
        return (found.isoformat() if found else "XXXX-XX-XX") + part

    return Expression(match.first, match.last, "TIME" if word == "tonight" else "DATE", resolve, kind="deictic")


def part(match: Match) -> Expression | None:
    """This morning, last night, that evening, the next morning."""
    code = PARTS[match.word("part")]
    words = match.words("near")
    near = words[-1] if words else "that"
    if near == "same":
        near = "that"
    if near == "one":
        return Expression(match.first, match.last, "DURATION", fixed("P1D"), "none", kind="length", moves=False)

    def resolve(context: Context) -> str:
        by_story = bool(words) and (near in ("that", "following", "previous") or words[0] == "the")
        reference = reference_day(context, "that" if by_story or not words else near)
        if reference is None:
            return f"XXXX-XX-XXT{code}"
        found = calendar.shift_days(reference, step_of(near) or 0)
        return f"{found.isoformat() if found else 'XXXX-XX-XX'}T{code}"

    return Expression(match.first, match.last, "TIME", resolve, mod=MODS.get(match.word("mod")), kind="part")


def overnight(match: Match) -> Expression | None:
    """Overnight, when it tells a time: the night before the day of writing or the night reached by the story."""
    if match.stream.kind(match.last, "OTHER") and match.stream.lower[match.last] in (
        "stay",
        "bag",
        "success",
        "train",
        "flight",
        "stop",
    ):
        return None

    def resolve(context: Context) -> str:
        reference = reference_day(context, "this")
        return f"{reference.isoformat() if reference else 'XXXX-XX-XX'}TNI"

    return Expression(match.first, match.last, "TIME", resolve, kind="part")


def bare_part(match: Match) -> Expression | None:
    """At night, at dawn: a part of some day."""
    code = PARTS[match.word("part")]
    return Expression(
        match.first, match.last, "TIME", part_of_some_day("T" + code), "none", part="T" + code, kind="part", moves=False
    )


def part_of(match: Match) -> Expression | None:
    """The night of …: joined to the date that follows, alone it is nothing."""
    code = PARTS[match.word("part")]
    return Expression(
        match.first, match.last, "TIME", fixed(f"XXXX-XX-XXT{code}"), "none", MODS.get(match.word("mod")),
        part="T" + code, kind="part-of", moves=False,
    )  # fmt: skip


def weekend(match: Match) -> Expression | None:
    """The weekend: of the last week, of this one or the next, as the verb tells."""
    words = match.stream.lower[match.first : match.last - 1]
    near = words[-1]

    def resolve(context: Context) -> str:
        reference = reference_day(context, near)
        if reference is None:
            return "XXXX-WXX-WE"
        step = step_of(near) if near != "the" else None
        if near in ("that", "following", "previous"):
            shift = 7 * (step or 0)
        elif step in (-1, 1):
            shift = 7 * step
        elif context.direction > 0 or near == "this":
            shift = 0
        else:
            shift = 0 if reference.weekday() == 6 else -7
        found = calendar.shift_days(reference, shift)
        return f"{calendar.week_text(found)}-WE" if found else "XXXX-WXX-WE"

    return Expression(match.first, match.last, "DATE", resolve, kind="weekend")
