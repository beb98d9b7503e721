"""Finds the time expressions of a text and dates them in reading order.

Two registers are told apart by what the text is made of: news counts from the day of writing and the verb tells past from
future; a history tells full dates of long ago and counts from the date last mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from dateline.model import WhenBasis
from dateline.timex import calendar
from dateline.timex.context import Context
from dateline.timex.expression import MODS, Expression, TimeType
from dateline.timex.makers import MAKERS
from dateline.timex.makers.units import unit_value
from dateline.timex.rules import RuleSet
from dateline.timex.tense import direction
from dateline.timex.words import Stream, stream

MIN_YEARS_OF_HISTORY = 6
MIN_DATES_OF_HISTORY = 15
"""A text with fewer years, or fewer dates of any kind, is read as news."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression with its TIMEX3 type and value, and the days it covers (None = not resolvable)."""

    start: int
    end: int
    type: TimeType
    value: str
    earliest: str | None = None
    latest: str | None = None
    basis: WhenBasis = "unknown"
    mod: str | None = None
    kind: str = ""


def find(text: str, rules: RuleSet) -> tuple[Stream, list[Expression]]:
    """The expressions of a text, in order, not overlapping, not yet dated."""
    tokens = stream(text, rules.alphabet)
    found: list[Expression] = []
    end = -1
    for match in rules.matches(tokens):
        if match.first < end:
            continue
        expression = MAKERS[match.make](match)
        if expression is not None:
            found.append(expression)
            end = expression.last
    return tokens, _extended(tokens, _joined(tokens, found))


# ------------------------------------------------------------------ joining parts


def _joined(tokens: Stream, found: Sequence[Expression]) -> list[Expression]:
    """Clock times and parts of the day joined to the date beside them."""
    result: list[Expression] = []
    index = 0
    while index < len(found):
        here = found[index]
        ahead = found[index + 1] if index + 1 < len(found) else None
        if here.part is not None and ahead and _datable(ahead) and _beside(tokens, here, ahead):
            last = ahead.last + tokens.kind(ahead.last, "PART") * (here.kind == "clock" and ahead.type == "DATE")
            here = _with_part(ahead, here.part, here.first, last, here.mod)
            index += 1
        elif here.kind == "part-of":
            index += 1
            continue
        elif here.type == "DATE" and tokens.kind(here.last, "PART", "DAWN", "NOON") and _datable(here):
            word = tokens.lower[here.last]
            part = (
                "T24:00"
                if word == "midnight"
                else "T12:00"
                if word in ("noon", "midday")
                else "T" + calendar.PARTS[word]
            )
            here = _with_part(here, part, here.first, here.last + 1, None)
        elif here.kind == "weekday" and tokens.kind(here.last, "EARLY", "LATE") and tokens.kind(here.last + 1, "PART"):
            code = calendar.PARTS[tokens.lower[here.last + 1]]
            here = _with_part(here, "T" + code, here.first, here.last + 2, None)
        if result and here.first < result[-1].last:
            index += 1
            continue
        result.append(here)
        index += 1
    return result


def _datable(expression: Expression) -> bool:
    """Whether it names a day that a time of day can be joined to."""
    return expression.type == "DATE" and expression.kind in (
        "weekday",
        "deictic",
        "month",
        "date",
        "holiday",
        "unit",
        "offset",
    )


def _beside(tokens: Stream, part: Expression, day: Expression) -> bool:
    between = tokens.letters[part.last : day.first]
    letters = tokens.alphabet.letters
    if not between:
        return True
    if part.kind == "clock":
        if day.kind == "deictic" and tokens.kind(day.first, "DEICTIC") and tokens.lower[day.first] == "today":
            return False
        return between in (letters["COMMA"], letters["ON"], letters["OF"])
    return part.kind == "part-of" and between in (letters["THE"],)


def _with_part(day: Expression, part: str, first: int, last: int, mod: str | None) -> Expression:
    whole = day.resolve
    if part[:1] == "W":
        return Expression(first, last, "DATE", lambda context: _week_of(whole(context)), day.basis, kind="unit")
    if part[:1] == "N":
        return Expression(
            first, last, "DATE", lambda context: _nth_week(whole(context), int(part[1:])), day.basis, kind="unit"
        )
    kind: TimeType = "TIME" if part else "DATE"
    return Expression(
        first, last, kind, lambda context: _day_only(whole(context)) + part, day.basis, mod or day.mod, kind=day.kind
    )


def _week_of(value: str) -> str:
    point = calendar.point_of(value)
    day = point.as_date() if point else None
    return calendar.week_text(day) if day else "XXXX-WXX"


def _nth_week(value: str, number: int) -> str:
    """The week that holds the first day of the month, the next ones, or (−1) the one that holds its last day."""
    point = calendar.point_of(value)
    if point is None or not point.month or point.day or point.year < 1:
        return "XXXX-WXX"
    if number < 0:
        return calendar.week_text(date(point.year, point.month, calendar.month_end(point.year, point.month)))
    day = calendar.shift_days(date(point.year, point.month, 1), 7 * (number - 1))
    return calendar.week_text(day) if day else "XXXX-WXX"


def _day_only(value: str) -> str:
    return value.partition("T")[0]


# ------------------------------------------------------------------ words before an expression


_OF_MODS = {
    "beginning": "START",
    "start": "START",
    "outset": "START",
    "opening": "START",
    "middle": "MID",
    "end": "END",
    "close": "END",
}
_MOD_KINDS = (
    "month",
    "date",
    "year",
    "season",
    "weekday",
    "deictic",
    "unit",
    "decade",
    "century",
    "quarter",
    "weekend",
    "part",
)


def _extended(tokens: Stream, found: Sequence[Expression]) -> list[Expression]:
    end = 0
    for expression in found:
        if expression.kind in _MOD_KINDS:
            _take_modifier(tokens, expression, end)
        elif expression.kind == "length":
            _take_approximation(tokens, expression, end)
        end = expression.last
    return list(found)


def _take_modifier(tokens: Stream, expression: Expression, floor: int) -> None:
    """ "early 2014", "mid-June", "late on Sunday", "the end of August", "earlier in 2007"."""
    first = expression.first
    back = first - 1
    if tokens.kind(back, "THE") and tokens.kind(back - 1, "OF"):
        back -= 1
    if tokens.kind(back, "OF") and tokens.lower[max(back - 1, 0)] in _OF_MODS and back - 1 >= floor:
        start = back - 1
        if expression.kind == "year" and back < first - 1:
            return
        expression.mod = _OF_MODS[tokens.lower[start]]
        expression.first = start - 1 if tokens.kind(start - 1, "THE") and start - 1 >= floor else start
        return
    back = first - 1
    if tokens.kind(back, "HYPHEN", "IN", "ON", "THE"):
        back -= 1
        if tokens.kind(back, "IN"):
            back -= 1
    if back >= floor and tokens.kind(back, "EARLY", "LATE", "MID", "EARLIER", "LATER"):
        word = tokens.lower[back]
        if word in ("earlier", "later", "early", "late") and tokens.kind(back + 1, "THE"):
            return
        if word in ("earlier", "later") and tokens.kind(back + 1, "ON"):
            return
        expression.mod = MODS[word]
        expression.first = (
            back - 1 if tokens.kind(back - 1, "THE") and back - 1 >= floor and first - back <= 2 else back
        )


_APPROXIMATIONS = (
    (("A", "LITTLE", "MORE", "THAN"), "MORE_THAN"), (("NO", "MORE", "THAN"), "EQUAL_OR_LESS"), (("NO", "LESS", "THAN"), "EQUAL_OR_MORE"),
    (("MORE", "THAN"), "MORE_THAN"), (("LESS", "THAN"), "LESS_THAN"), (("AT", "LEAST"), "EQUAL_OR_MORE"), (("AT", "MOST"), "EQUAL_OR_LESS"),
    (("UP", "TO"), "EQUAL_OR_LESS"), (("ABOUT",), "APPROX"), (("NEARLY",), "LESS_THAN"), (("OVER",), "MORE_THAN"), (("UNDER",), "LESS_THAN"),
)  # fmt: skip


def _take_approximation(tokens: Stream, expression: Expression, floor: int) -> None:
    """ "nearly forty years", "more than four hours"."""
    if tokens.kind(expression.first, "THE"):
        return
    for names, mod in _APPROXIMATIONS:
        start = expression.first - len(names)
        if start >= floor and all(
            name in tokens.alphabet.letters and tokens.kind(start + i, name) for i, name in enumerate(names)
        ):
            if names == ("OVER",) and not tokens.kind(
                start - 1, "FOR", "AFTER", "OF", "BY", "JUST", "WITHIN", "A", "BREAK"
            ):
                return
            expression.first, expression.mod = start, mod
            return


# ------------------------------------------------------------------ dating


def dated(
    text: str, tokens: Stream, found: Sequence[Expression], earliest: date | None, latest: date | None
) -> list[Dated]:
    """Date the expressions for a page published between two days; where they disagree the value keeps to what is sure."""
    history = is_history(tokens, found, latest)
    late = _run(text, tokens, found, latest, history)
    if earliest == latest or history:
        return late
    early = _run(text, tokens, found, earliest, history)
    unknown = _run(text, tokens, found, None, history)
    return [_between(*three) for three in zip(early, late, unknown)]


def _between(early: Dated, late: Dated, unknown: Dated) -> Dated:
    if early.value == late.value:
        return late
    first = early.earliest if early.earliest and late.earliest else None
    last = late.latest if early.earliest and late.earliest else None
    return Dated(
        late.start,
        late.end,
        late.type,
        unknown.value,
        first,
        last,
        late.basis if first else "unknown",
        late.mod,
        late.kind,
    )


def is_history(tokens: Stream, found: Sequence[Expression], now: date | None) -> bool:
    """Whether a text tells history: many full dates and years, few days of the week, and most of it well before its writing."""
    years: list[int] = []
    deictic = dates = 0
    for expression in found:
        dates += expression.kind in ("date", "year", "season", "month")
        if expression.basis == "stated" and expression.kind in ("date", "year", "season"):
            point = calendar.point_of(expression.resolve(Context(None)))
            if point is not None:
                years.append(point.year)
        elif expression.kind in ("weekday", "deictic", "weekend", "quarter"):
            deictic += 1
    if len(years) < MIN_YEARS_OF_HISTORY or dates < MIN_DATES_OF_HISTORY or deictic * 8 > dates:
        return False
    return now is None or now.year - median(years) > 1.5


def _run(text: str, tokens: Stream, found: Sequence[Expression], now: date | None, history: bool) -> list[Dated]:
    context = Context(now, history, history and _counts_backwards(text))
    result = []
    for expression in found:
        if (expression.kind == "adjective" and not history) or (
            expression.kind == "ancient" and not context.before_christ
        ):
            continue
        result.append(_date(tokens, expression, context))
    return result


_AHEAD = re.compile(r"P([0-9]+)([DWMY])")
_AHEAD_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def _ahead(tokens: Stream, expression: Expression, value: str, context: Context) -> tuple[Expression, str] | None:
    """ "In eight weeks" with a verb that points ahead is a date, not a length."""
    match = _AHEAD.fullmatch(value)
    if not match or context.now is None or context.history or not tokens.kind(expression.first - 1, "IN"):
        return None
    if not (tokens.kind(expression.last, "COMMA", "DOT", "BREAK") or expression.last == len(tokens.words)):
        return None
    if direction(tokens, expression.first, expression.last) <= 0:
        return None
    point = calendar.Point(context.now.year, context.now.month, context.now.day)
    dated_value = unit_value(point, _AHEAD_UNITS[match[2]], int(match[1]))
    return Expression(
        expression.first, expression.last, "DATE", expression.resolve, mod=expression.mod, moves=False
    ), dated_value


def _counts_backwards(text: str) -> bool:
    return len(re.findall(r"\d\s?B\.?C\b", text)) >= 5


def _date(tokens: Stream, expression: Expression, context: Context) -> Dated:
    context.direction = direction(tokens, expression.first, expression.last) if expression.basis == "relative" else 0
    value = expression.resolve(context)
    if expression.kind == "length" and (ahead := _ahead(tokens, expression, value, context)):
        expression, value = ahead
    span = calendar.interval(value) if expression.type in ("DATE", "TIME") else None
    basis: WhenBasis = "unknown"
    if span:
        basis = "stated" if expression.basis == "stated" or context.history else "relative to publication"
    elif expression.window and (days := expression.window(context)):
        span, basis = (days[0].isoformat(), days[1].isoformat()), "relative to publication"
    if expression.moves and expression.type in ("DATE", "TIME"):
        point = calendar.point_of(value)
        if point is not None and not (expression.kind == "year" and not context.history):
            context.mention(point)
            context.night = value.endswith("TNI")
        if expression.kind == "quarter" and re.fullmatch(r"\d{4}-Q\d", value):
            context.quarter = value
    start, end = tokens.spans[expression.first][0], tokens.spans[expression.last - 1][1]
    first, last = span or (None, None)
    return Dated(start, end, expression.type, value, first, last, basis, expression.mod, expression.kind)
