"""Times of day."""

from __future__ import annotations

import re

from dateline import numbers
from dateline.timex import calendar
from dateline.timex.context import Context
from dateline.timex.expression import Expression, reference_day
from dateline.timex.rules import Match


def clock(match: Match) -> Expression | None:
    """10:35 a.m., 10 p.m., 4 in the morning, 0735 GMT, noon: on the day the story has reached."""
    time = _clock_text(match)
    if time is None:
        return None

    alone = "T00:00" if time == "T24:00" else time

    def resolve(context: Context) -> str:
        reference = reference_day(context, "that")
        if reference and context.night and time < "T17":
            reference = calendar.shift_days(reference, 1)
        return (reference.isoformat() if reference else "XXXX-XX-XX") + alone

    return Expression(match.first, match.last, "TIME", resolve, part=time, kind="clock", moves=False)


def hour_and_minute(match: Match) -> Expression | None:
    """At 1730: four digits that make a time of day to five minutes."""
    word = match.word("clock")
    if not re.fullmatch(r"(?:[01][0-9]|2[0-3])[0-5][05]", word):
        return None
    following = match.stream.lower[match.last : match.last + 1]
    if following and match.stream.kind(match.last, "OTHER") and following[0].endswith("s"):
        return None
    return clock(match)


def dotted_clock(match: Match) -> Expression | None:
    """At 4.30: a time of day where no unit follows."""
    if not re.fullmatch(r"(?:[01]?[0-9]|2[0-3])\.[0-5][0-9]", match.word("clock")):
        return None
    return clock(match)


def _clock_text(match: Match) -> str | None:
    half_past = match.rule == "half-past"
    if noon := match.word("noon"):
        return "T24:00" if noon == "midnight" else "T12:00"
    if written := match.word("clock"):
        pieces = re.split(r"[:.]", written) if not written.isdecimal() else [written[:2], written[2:]]
        hour, minute = int(pieces[0]), int(pieces[1])
        if match.rule == "clock" and not (match.words("half") or match.words("zone")) and not _clock_like(match):
            return None
    else:
        value = numbers.number(match.words("hour"))
        if value is None:
            return None
        hour, minute = int(value), 30 if half_past else 0
    half_day = match.word("half").replace(".", "") or {
        "morning": "am",
        "afternoon": "pm",
        "evening": "pm",
        "night": "pm",
    }.get(match.word("part"), "")
    if half_day == "pm" and hour < 12:
        hour += 12
    if half_day == "am" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    return f"T{hour:02d}:{minute:02d}"


def _clock_like(match: Match) -> bool:
    """Whether a bare 10:30 is a time of day, not a score or a verse."""
    stream, first = match.stream, match.first
    return stream.kind(
        first - 1, "AT", "BY", "ABOUT", "ABOUT", "UNTIL", "FROM", "BETWEEN", "SINCE", "TO", "COMMA", "BEFORE", "AFTER"
    ) or stream.kind(match.last, "ON", "LOCAL", "COMMA")
