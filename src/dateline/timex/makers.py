"""From a rule's match to an expression: its type, and a function that dates it once the context is known.

Every maker takes the match and returns an `Expression`, or None when the words mean something else after all. Values follow
TIMEX3; what cannot be dated keeps its known parts ("XXXX-WXX-2" for a Tuesday of an unknown week).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from dateline.quantities import numbers
from dateline.timex import calendar
from dateline.timex.calendar import CLOCK_UNITS, MONTHS, PARTS, SEASONS, UNITS, WEEKDAYS, Point
from dateline.timex.context import Context
from dateline.timex.rules import Match
from dateline.timex.words import ordinal_of, two_digit_year

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
    names: frozenset[str] = field(default_factory=frozenset)


Maker = Callable[[Match], Expression | None]


def _fixed(value: str) -> Resolver:
    return lambda _: value


def _near(match: Match, group: str = "near") -> str:
    words = match.words(group)
    return words[-1] if words and words[-1] not in ("same", "very") else ("same" if words else "")


def _step(near: str) -> int | None:
    """How many units a word moves on: last −1, this 0, next +1."""
    if near in ("last", "past", "previous", "preceding", "prior"):
        return -1
    if near in ("next", "coming", "upcoming", "following", "subsequent", "ensuing"):
        return 1
    return 0 if near in ("this", "that", "same", "current", "the", "latest") else None


def _by_story(near: str) -> bool:
    """Whether a word counts from the date the story has reached rather than from the day of writing."""
    return near in ("that", "same", "following", "previous", "preceding", "subsequent", "ensuing", "prior")


def _reference(context: Context, near: str) -> Point | None:
    return context.narrative() if _by_story(near) else context.writing()


def _reference_day(context: Context, near: str) -> date | None:
    if context.history or _by_story(near):
        point = context.narrative_day()
        return point.as_date() if point else None
    return context.now


# ------------------------------------------------------------------ calendar dates


def iso(match: Match) -> Expression | None:
    """2011-06-02, with or without a time."""
    word = match.word("iso").upper()
    if calendar.interval(word[:10]) is None:
        return None
    kind: TimeType = "TIME" if "T" in word else "DATE"
    value = re.sub(r"(T\d\d:\d\d).*", r"\1", word)
    return Expression(match.first, match.last, kind, _fixed(value), "stated", kind="date")


def slash(match: Match) -> Expression | None:
    """25/12/2011 or 12/25/2011; day first unless only month first makes a date."""
    one, two, year = (int(part) for part in re.split(r"[/.]", match.word("slash")))
    full = year if year > 99 else two_digit_year(year, date(2010, 1, 1))
    for month, day in ((two, one), (one, two)):
        value = f"{full:04d}-{month:02d}-{day:02d}"
        if calendar.interval(value):
            return Expression(match.first, match.last, "DATE", _fixed(value), "stated", kind="date")
    return None


def _day_of(match: Match) -> int | None:
    words = match.words("day")
    if not words:
        return None
    day = int(words[0]) if words[0].isdecimal() else numbers.ordinal(words[0])
    return day if day and 1 <= day <= 31 else None


def _year_of(match: Match) -> int | None:
    word = match.word("year")
    if not word.isdecimal():
        return None
    year = int(word)
    if match.words("bc"):
        return -year
    return two_digit_year(year) if len(word) <= 2 else year


def makes_date(match: Match) -> Expression | None:
    """Day, month and year as far as given; a missing year comes from the context."""
    month, day, year = MONTHS[match.words("month")[0]], _day_of(match), _year_of(match)
    if match.words("day") and day is None:
        return None
    if day is None and year is None and _is_name(match):
        return None
    if year is not None:
        if year > 0 and day and not Point(year, month, day).as_date():
            return None
        value = calendar.point_text(Point(year, month, day))
        return Expression(match.first, match.last, "DATE", _fixed(value), "stated", kind="date")
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
        return min(years, key=lambda year: abs(distance[year]))
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
    month, day, near = MONTHS[match.words("month")[0]], _day_of(match), _near(match)
    step = _step(near) or 0

    def resolve(context: Context) -> str:
        reference = _reference(context, near)
        if reference is None:
            return f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
        return calendar.point_text(Point(reference.year + step, month, day))

    return Expression(match.first, match.last, "DATE", resolve, kind="month")


def day_after_range(match: Match) -> Expression | None:
    """The second day of "January 3-5": month and year of the first."""
    stream, index = match.stream, match.groups["day"][0]
    month, day, year = MONTHS.get(stream.lower[index - 3].rstrip(".")), _day_of(match), _year_of(match)
    if month is None or day is None:
        return None
    if year is not None:
        return Expression(match.first, match.last, "DATE", _fixed(calendar.point_text(Point(year, month, day))), "stated")
    return Expression(match.first, match.last, "DATE", lambda context: _without_year(context, month, day), kind="month")


def near_month(match: Match) -> Expression | None:
    """Last October, next May, that June."""
    month, day, near = MONTHS[match.words("month")[0]], _day_of(match), _near(match)
    step = _step(near)

    def resolve(context: Context) -> str:
        reference = _reference(context, near)
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


# ------------------------------------------------------------------ years and longer


_YEAR_CUES = (
    "IN", "OF", "SINCE", "UNTIL", "BY", "FROM", "DURING", "TO", "BEFORE", "AFTER", "BETWEEN", "AND", "OPEN", "HYPHEN",
    "EARLY", "LATE", "MID", "FISCAL", "COMMA", "THE", "ABOUT", "UNIT", "ABOUT", "END", "THIS", "AT",
)  # fmt: skip


def year(match: Match) -> Expression | None:
    """A bare year; numbers that count something are left alone."""
    word = match.word("year") or match.word("after")
    if not word.isdecimal():
        return None
    number, era = int(word), bool(match.words("bc"))
    if era or match.rule == "anno-domini":
        return Expression(match.first, match.last, "DATE", _fixed(calendar.year_text(-number if era else number)), "stated", kind="year")
    if "unit" in match.groups and match.word("unit") not in ("year", "years"):
        return None
    if not _looks_like_year(match, number):
        return None

    def resolve(context: Context) -> str:
        return calendar.year_text(-number if context.before_christ and number < 1000 else number)

    return Expression(match.first, match.last, "DATE", resolve, "stated", kind="year")


def ancient_year(match: Match) -> Expression | None:
    """A bare number of three digits: a year only where the page counts backwards."""
    word = match.word("year")
    if not word.isdecimal() or len(word) != 3:
        return None
    value = calendar.year_text(-int(word))
    return Expression(match.first, match.last, "DATE", _fixed(value), "none", kind="ancient")


def _looks_like_year(match: Match, number: int) -> bool:
    stream, first, last = match.stream, match.groups.get("year", (match.first, 0))[0], match.last
    if stream.kind(last, "PERCENT", "CURRENCY", "UNITS", "WORD_NUMBER", "FRACTION") and not stream.kind(first - 1, "IN", "SINCE"):
        return False
    if stream.kind(last, "HYPHEN") and stream.kind(last + 1, "UNIT", "OTHER", "NAME") and not stream.kind(first - 1, "IN"):
        return 1900 <= number <= 2050 and not stream.kind(last + 1, "UNIT")
    if stream.kind(first - 1, "CURRENCY", "LEAST", "THAN", "NEARLY", "OVER", "HYPHEN") and not stream.kind(first - 2, "YEAR", "MID"):
        return stream.kind(first - 1, "HYPHEN") and stream.kind(first - 2, "EARLY", "LATE", "MID", "OTHER", "MONTH")
    if stream.kind(first - 1, "NAME") and stream.lower[first - 1] in ("resolution", "no", "highway", "flight", "article"):
        return False
    cued = stream.kind(first - 1, *_YEAR_CUES, "FOR", "BC") or stream.lower[first - 1 : first] == ["as"]
    if stream.kind(last, "HYPHEN", "DASH") and stream.kind(last + 1, "YEAR"):
        return True
    if stream.kind(last, "OTHER") and stream.lower[last].endswith("s") and not stream.lower[last].endswith(("ss", "us", "is")):
        return cued and (1900 <= number <= 2050 or stream.kind(first - 1, "THE")) and not stream.kind(first - 1, "OF", "AND", "TO", "COMMA", "BY", "FROM", "AT", "ABOUT")
    return 1900 <= number <= 2050 or cued



def year_tail(match: Match) -> Expression | None:
    """The second year of "1990-91"."""
    index, tail = match.groups["tail"][0], match.word("tail")
    first = int(match.stream.words[index - 2])
    if len(tail) != 2 or not 1500 <= first <= 2050:
        return None
    number = first - first % 100 + int(tail)
    if number <= first:
        return None
    return Expression(match.first, match.last, "DATE", _fixed(f"{number:04d}"), "stated", kind="year")


def short_year(match: Match) -> Expression | None:
    """'89, where the apostrophe stands tight before the digits."""
    stream, word = match.stream, match.word("year")
    mark, digits = match.groups["apostrophe"][0], match.groups["year"][0]
    if len(word) != 2 or stream.spans[mark][1] != stream.spans[digits][0]:
        return None
    if mark and stream.spans[mark - 1][1] == stream.spans[mark][0]:
        return None

    def resolve(context: Context) -> str:
        near = context.anchor.as_date() if context.history and context.anchor else context.now
        middle = near or (date(context.anchor.year, 1, 1) if context.anchor and context.anchor.year > 0 else None)
        return f"{two_digit_year(int(word), middle):04d}"

    return Expression(match.first, match.last, "DATE", resolve, "stated", kind="year")


def spoken_year(match: Match) -> Expression | None:
    """Nineteen ninety-six; the year two thousand."""
    if match.rule == "year-two-thousand":
        value = numbers.number(match.words("count"))
        if match.word("unit") != "year" or value is None or not 1000 <= value <= 2099:
            return None
        return Expression(match.first, match.last, "DATE", _fixed(f"{int(value):04d}"), "stated", kind="year")
    month = f"-{MONTHS[match.words('month')[0]]:02d}" if match.words("month") else ""
    century = numbers.number(match.words("century"))
    rest = numbers.number([word for word in match.words("rest") if word != "-"])
    if century is None or rest is None or not 13 <= century <= 20 or not 10 <= rest <= 99:
        return None
    return Expression(match.first, match.last, "DATE", _fixed(f"{int(century):02d}{int(rest):02d}{month}"), "stated", kind="year")


_DECADES = {name: number * 10 for number, name in enumerate(
    ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), start=2)}  # fmt: skip
MODS = {"early": "START", "late": "END", "mid": "MID", "earlier": "START", "later": "END"}


def decade(match: Match) -> Expression | None:
    """The 1990s, the nineties, the 480s BC."""
    word = match.word("decade")
    era = "BC" if match.words("bc") else ""
    mod = MODS.get(match.word("mod"))
    if word in _DECADES:
        if not match.stream.kind(match.groups["decade"][0] - 1, "THE", "EARLY", "LATE", "MID", "HYPHEN"):
            return None
        value = f"{1900 + _DECADES[word]:04d}"[:3]
    else:
        digits = word[:-1]
        if len(digits) == 2:
            if not match.stream.kind(match.groups["decade"][0] - 1, "THE", "APOSTROPHE", "EARLY", "LATE"):
                return None
            digits = "19" + digits
        elif len(digits) == 3:
            if not era:
                return None
            digits = "0" + digits
        elif not "1000" <= digits <= "2090":
            return None
        value = digits[:3]
    return Expression(match.first, match.last, "DATE", _fixed(era + value), "stated", mod, kind="decade")


def century(match: Match) -> Expression | None:
    """The 19th century → 18."""
    number = ordinal_of(match.words("century"))
    if match.word("unit") != "century" or number is None or not 1 <= number <= 30:
        return None
    value = f"{'BC' if match.words('bc') else ''}{number - 1:02d}"
    return Expression(match.first, match.last, "DATE", _fixed(value), "stated", MODS.get(match.word("mod")), kind="century")


# ------------------------------------------------------------------ parts of the year


def season(match: Match) -> Expression | None:
    """The spring of 2011, last summer, the winter."""
    code = SEASONS[match.word("season")]
    number = _year_of(match)
    if number is not None:
        return Expression(match.first, match.last, "DATE", _fixed(f"{calendar.year_text(number)}-{code}"), "stated", kind="season")
    near = _near(match) if match.words("near") else ""
    if match.words("unit"):
        step = _step(near) or 0
        return Expression(
            match.first, match.last, "DATE",
            lambda context: f"{calendar.year_text(point.year + step)}-{code}" if (point := _reference(context, near)) else f"XXXX-{code}",
        )  # fmt: skip
    return Expression(match.first, match.last, "DATE", lambda context: _season(context, code, near), kind="season")


def _season(context: Context, code: str, near: str) -> str:
    reference = context.narrative() if context.history else context.writing()
    if reference is None:
        return f"XXXX-{code}"
    first = calendar.SEASON_MONTHS[code][0] % 12
    month, year = reference.month, reference.year
    step = _step(near)
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
        return Expression(match.first, match.last, "DATE", _fixed(f"{number}-Q{nth}"), "stated", kind="quarter")
    near = _near(match) if match.words("near") else ""
    step = _step(near) or 0

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
    near = _near(match)
    step = -1 if near == "latest" else _step(near)

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
        return Expression(match.first, match.last, "DATE", _fixed(f"{number}-H{nth}"), "stated")
    if match.word("unit") != "year":
        return None
    near = _near(match)
    step = _step(near) or 0

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
    number = _year_of(match)

    def resolve(context: Context) -> str:
        reference = context.writing()
        year = number if number is not None else _holiday_year(context, name) if reference else None
        day = _holiday(name, year) if year and year > 0 else None
        if day is None:
            return f"{year:04d}" if year and year > 0 else "XXXX"
        shifted = calendar.shift_days(day, -1 if eve == "eve" else 0)
        return (shifted or day).isoformat()

    return Expression(match.first, match.last, "DATE", resolve, "relative" if number is None else "stated", kind="holiday")


def _holiday(name: str, year: int) -> date | None:
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


# ------------------------------------------------------------------ days


def weekday(match: Match) -> Expression | None:
    """Tuesday, last Tuesday, Tuesday of next week; the verb near it tells past from future."""
    number = WEEKDAYS[match.word("weekday")]
    near = _near(match) if match.words("near") else ""
    week = match.word("week")

    def resolve(context: Context) -> str:
        reference = _reference_day(context, near)
        if reference is None:
            return f"XXXX-WXX-{number + 1}"
        if week:
            monday = calendar.shift_days(reference, -reference.weekday() + 7 * (_step(week) or 0))
            found = calendar.shift_days(monday, number) if monday else None
        else:
            found = calendar.shift_days(reference, _weekday_shift(context, reference, number, near))
        return found.isoformat() if found else f"XXXX-WXX-{number + 1}"

    return Expression(match.first, match.last, "DATE", resolve, kind="weekday")


def _weekday_shift(context: Context, reference: date, number: int, near: str) -> int:
    back = (reference.weekday() - number) % 7
    ahead = (number - reference.weekday()) % 7
    step = _step(near)
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
        reference = _reference_day(context, "that")
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
        reference = _reference_day(context, "that")
        found = calendar.shift_days(reference, by) if reference else None
        return f"{found.isoformat() if found else 'XXXX-XX-XX'}T{code}"

    return Expression(match.first, match.last, "TIME", resolve, kind="part")


def nth(match: Match) -> Expression | None:
    """On the 13th: of the month the story has reached."""
    day = _day_of(match)
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
    return Expression(match.first, match.last, "DATE", _fixed("XXXX-XX-XX"), "none", part="", kind="part-of", moves=False)


def week_of(match: Match) -> Expression | None:
    """The week of March 6: joined to the date that follows."""
    if match.word("unit") != "week":
        return None
    return Expression(match.first, match.last, "DATE", _fixed("XXXX-WXX"), "none", part="W", kind="part-of", moves=False)


def nth_week_of(match: Match) -> Expression | None:
    """The first week of November: joined to the month that follows."""
    word = match.word("nth")
    number = -1 if word in ("last", "final", "closing") else numbers.ordinal(word)
    if match.word("unit") != "week" or number is None:
        return None
    return Expression(match.first, match.last, "DATE", _fixed("XXXX-WXX"), "none", part=f"N{number}", kind="part-of", moves=False)


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
            return calendar.point_text(Point(reference.year if late and context.direction >= 0 else reference.year - 1, 12, 31))
        year = reference.year + (late and context.direction >= 0)
        return calendar.point_text(Point(year, 1, 1)) if eve else calendar.year_text(year)

    return Expression(match.first, match.last, "DATE", resolve, kind="holiday")


def daytime(match: Match) -> Expression | None:
    """Daytime, night-time."""
    code = "TDT" if match.word("part") == "daytime" else "TNI"
    return Expression(match.first, match.last, "TIME", _part_of_some_day(code), "none", kind="part", moves=False)


def _part_of_some_day(code: str) -> Resolver:
    """A part of no day in particular: "TNI"; histories write the unknown day out."""
    return lambda context: f"XXXX-XX-XX{code}" if context.history else code


def day_beside(match: Match) -> Expression | None:
    """The day before yesterday, the week after next Friday."""
    if match.word("step") != "day":
        return None
    by = 1 if match.word("way") == "after" else -1
    word, near = match.word("weekday"), match.word("near")

    def resolve(context: Context) -> str:
        reference = _reference_day(context, near)
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
        return Expression(match.first, match.last, "DURATION", _fixed("P1D"), "none", kind="length", moves=False)

    def resolve(context: Context) -> str:
        by_story = bool(words) and (near in ("that", "following", "previous") or words[0] == "the")
        reference = _reference_day(context, "that" if by_story or not words else near)
        if reference is None:
            return f"XXXX-XX-XXT{code}"
        found = calendar.shift_days(reference, _step(near) or 0)
        return f"{found.isoformat() if found else 'XXXX-XX-XX'}T{code}"

    return Expression(match.first, match.last, "TIME", resolve, mod=MODS.get(match.word("mod")), kind="part")


def overnight(match: Match) -> Expression | None:
    """Overnight, when it tells a time: the night before the day of writing or the night reached by the story."""
    if match.stream.kind(match.last, "OTHER") and match.stream.lower[match.last] in ("stay", "bag", "success", "train", "flight", "stop"):
        return None

    def resolve(context: Context) -> str:
        reference = _reference_day(context, "this")
        return f"{reference.isoformat() if reference else 'XXXX-XX-XX'}TNI"

    return Expression(match.first, match.last, "TIME", resolve, kind="part")


def bare_part(match: Match) -> Expression | None:
    """At night, at dawn: a part of some day."""
    code = PARTS[match.word("part")]
    return Expression(match.first, match.last, "TIME", _part_of_some_day("T" + code), "none", part="T" + code, kind="part", moves=False)


def part_of(match: Match) -> Expression | None:
    """The night of …: joined to the date that follows, alone it is nothing."""
    code = PARTS[match.word("part")]
    return Expression(
        match.first, match.last, "TIME", _fixed(f"XXXX-XX-XXT{code}"), "none", MODS.get(match.word("mod")),
        part="T" + code, kind="part-of", moves=False,
    )  # fmt: skip


def weekend(match: Match) -> Expression | None:
    """The weekend: of the last week, of this one or the next, as the verb tells."""
    words = match.stream.lower[match.first : match.last - 1]
    near = words[-1]

    def resolve(context: Context) -> str:
        reference = _reference_day(context, near)
        if reference is None:
            return "XXXX-WXX-WE"
        step = _step(near) if near != "the" else None
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


# ------------------------------------------------------------------ times of day

_ZONES = {"gmt": "Z", "utc": "Z"}


def clock(match: Match) -> Expression | None:
    """10:35 a.m., 10 p.m., 4 in the morning, 0735 GMT, noon: on the day the story has reached."""
    time = _clock_text(match)
    if time is None:
        return None

    def resolve(context: Context) -> str:
        reference = _reference_day(context, "that")
        return (reference.isoformat() if reference else "XXXX-XX-XX") + time

    return Expression(match.first, match.last, "TIME", resolve, part=time, kind="clock", moves=False)


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
    half_day = match.word("half").replace(".", "") or {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "pm"}.get(
        match.word("part"), ""
    )
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
    return stream.kind(first - 1, "AT", "BY", "ABOUT", "ABOUT", "UNTIL", "FROM", "BETWEEN", "SINCE", "TO", "COMMA", "BEFORE", "AFTER")  \
        or stream.kind(match.last, "ON", "LOCAL", "COMMA")


# ------------------------------------------------------------------ units of the calendar


def _unit_value(point: Point, unit: str, by: int) -> str:
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


_UNKNOWN = {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX", "day": "XXXX-XX-XX", "quarter": "XXXX-QX", "decade": "XXX", "century": "XX"}


def near_unit(match: Match) -> Expression | None:
    """Last week, this month, the following year, that same day, earlier this year, year's end."""
    unit = match.word("unit")
    mod = MODS.get(match.word("mod")) or ("END" if match.word("mod") in ("end", "close") else None)
    near = _near(match) or "this"
    if unit in ("hour", "minute", "millennium", "fortnight") or (match.word("mod") in ("earlier", "later") and unit == "day"):
        return None
    if near in ("past", "last") and match.stream.kind(match.first, "THE") and not match.words("mod"):
        return the_past_unit(match)
    if unit in SEASONS:
        code = SEASONS[unit]
        return Expression(match.first, match.last, "DATE", lambda context: _season(context, code, near), mod=mod)
    step = _step(near)
    if step is None:
        return None
    by_story = _by_story(near) or match.word("mod") in ("end", "close")
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
        return _unit_value(reference, unit, step)

    return Expression(match.first, match.last, "DATE", resolve, mod=mod, kind="unit")


def the_unit(match: Match) -> Expression | None:
    """The month, the year: the one the story has reached."""
    unit = match.word("unit")
    if unit not in ("month", "year", "week"):
        return None

    def resolve(context: Context) -> str:
        reference = context.narrative() if context.history else context.writing()
        return _unit_value(reference, unit, 0) if reference else _UNKNOWN[unit]

    return Expression(match.first, match.last, "DATE", resolve, kind="unit")


_GRAINS = {"D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "CE": "century", "Q": "quarter", "F": "week"}


def offset(match: Match) -> Expression | None:
    """Two weeks ago, a day later, three months earlier, two days from now."""
    unit = match.words("unit")[0]
    way = match.word("way")
    by = _count(match)
    if unit in PARTS:
        unit = "days"
    code = UNITS[unit]
    ahead = way in ("later", "hence", "after", "afterwards", "afterward", "thereafter", "now", "today", "tomorrow")
    from_writing = way in ("ago", "hence", "now", "today", "tomorrow")
    sign = 1 if ahead else -1
    mod = _approximation(match)
    if unit in CLOCK_UNITS:
        return _clock_offset(match, by, code, sign, from_writing)
    if by is None:
        return Expression(match.first, match.last, "DATE", _fixed("FUTURE_REF" if ahead else "PAST_REF"), mod=mod, kind="vague", moves=False)
    grain, steps = _GRAINS.get(code, "year"), sign * by * (2 if code == "F" else 1)

    def resolve(context: Context) -> str:
        reference = context.writing() if from_writing else (
            (context.narrative_day() or context.narrative()) if grain == "day" else context.narrative())
        if not from_writing and grain == "year" and not context.history and context.quarter:
            return _year_before(context.quarter, int(steps))
        if from_writing and grain == "year" and abs(steps) == 1 and context.quarter and not context.history:
            return _year_before(context.quarter, int(steps))
        if reference is None:
            return _UNKNOWN[grain]
        if steps != int(steps) and grain == "year" and reference.month:
            return calendar.month_text(*calendar.shift_months(reference.year, reference.month, round(steps * 12)))
        return _unit_value(reference, grain, int(steps))

    return Expression(match.first, match.last, "DATE", resolve, mod=mod, kind="offset")


def _year_before(quarter_value: str, steps: int) -> str:
    return f"{int(quarter_value[:4]) + steps:04d}{quarter_value[4:]}"


def _clock_offset(match: Match, by: float | None, code: str, sign: int, from_writing: bool) -> Expression:
    def resolve(context: Context) -> str:
        reference = context.now if from_writing and not context.history else _reference_day(context, "that")
        if reference is None or by is None:
            return "XXXX-XX-XXTXX:XX" if by is not None else "FUTURE_REF" if sign > 0 else "PAST_REF"
        days = int(sign * by // 24) if code == "H" and by >= 24 else 0
        found = calendar.shift_days(reference, days)
        return (found or reference).isoformat() + ("TXX:XX" if not days else "")

    return Expression(match.first, match.last, "TIME", resolve, kind="offset", moves=False)


def vague_offset(match: Match) -> Expression | None:
    """Years ago, days later: somewhere before or after."""
    ahead = match.word("way") == "later"
    return Expression(match.first, match.last, "DATE", _fixed("FUTURE_REF" if ahead else "PAST_REF"), kind="vague", moves=False)


def unit_ago(match: Match) -> Expression | None:
    """Year-ago, year-earlier."""
    unit = match.word("unit")
    if unit not in ("year", "month", "week"):
        return None

    def resolve(context: Context) -> str:
        if unit == "year" and context.quarter:
            return _year_before(context.quarter, -1)
        reference = context.narrative() if context.history else context.writing()
        return _unit_value(reference, unit, -1) if reference else _UNKNOWN[unit]

    return Expression(match.first, match.last, "DATE", resolve, kind="offset")


def unit_beside(match: Match) -> Expression | None:
    """The day before, the year after."""
    unit = match.word("unit")
    by = -1 if match.word("way") == "before" else 1
    if unit not in _UNKNOWN:
        return None

    def resolve(context: Context) -> str:
        reference = (context.narrative_day() if unit == "day" else None) or context.narrative()
        return _unit_value(reference, unit, by) if reference else _UNKNOWN[unit]

    return Expression(match.first, match.last, "DATE", resolve, kind="offset")


# ------------------------------------------------------------------ lengths of time


def _count(match: Match, group: str = "count") -> float | None:
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


def _approximation(match: Match) -> str | None:
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
        count = _count(match) if match.words("count") else None
        if unit not in ("night", "nights") or not (match.words("count") or match.words("vague") or match.words("a")):
            return None
        return _duration(match, 1.0 if match.words("a") else count, "days")
    if match.rule == "unit-long":
        return Expression(match.first, match.last, "DURATION", _fixed(length(1, unit)), "none", moves=False, kind="length")
    if unit == "second" and match.word("count") != "one":
        return None
    if match.words("vague"):
        words = match.words("vague")
        count = 2.0 if "couple" in words else None
    elif match.words("a"):
        count = 1.0
        if _priced(match):
            return Expression(match.first, match.last, "SET", _fixed(length(1, unit)), "none", moves=False, kind="set")
    else:
        count = _count(match)
        if count is None:
            return None
    return _duration(match, count, unit)


def _duration(match: Match, count: float | None, unit: str) -> Expression:
    return Expression(match.first, match.last, "DURATION", _fixed(length(count, unit)), "none", moves=False, kind="length")


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
    count = _count(match)
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
        count = None if words[-1] in ("few", "several", "many") else _count(match)
        if count is None and words[-1] not in ("few", "several", "many"):
            return None
    else:
        count = None
    value = length(count, unit)
    if near == "recent" and unit in ("years", "decades", "centuries"):
        return Expression(match.first, match.last, "DATE", _fixed("PAST_REF"), "none", moves=False, kind="reference")
    step = _step(near)
    window = _window(count, unit, step) if count and step else None
    return Expression(match.first, match.last, "DURATION", _fixed(value), "none", window=window, moves=False, kind="length")


_DAYS = {"D": 1, "W": 7, "F": 14, "M": 30.44, "Y": 365.25, "DE": 3652.5, "CE": 36525, "Q": 91.3}


def _window(count: float, unit: str, step: int) -> Window:
    """The days from the day of writing back (or on) over a length."""

    def days(context: Context) -> tuple[date, date] | None:
        if context.now is None or context.history:
            return None
        size = count / 24 if unit in ("hour", "hours", "hrs") else 0 if unit in CLOCK_UNITS else count * _DAYS.get(UNITS[unit], 1)
        other = calendar.shift_days(context.now, step * max(round(size), 0))
        if other is None:
            return None
        return (other, context.now) if step < 0 else (context.now, other)

    return days


def the_past_unit(match: Match) -> Expression | None:
    """The past week: a length ending today (the week before is "last week")."""
    unit = match.word("unit")
    return Expression(
        match.first, match.last, "DURATION", _fixed(length(1, unit)), "none", window=_window(1, unit, -1), moves=False, kind="length"
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
    value = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y", "minute": "PT30S"}.get(unit, length(0.5, unit))
    return Expression(match.first, match.last, "DURATION", _fixed(value), "none", moves=False, kind="length")


# ------------------------------------------------------------------ sets


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
    count = 2.0 if match.words("other") else (_count(match) if match.words("units") else 1.0)
    return _set(match, length(count, unit))


def _set(match: Match, value: str) -> Expression:
    return Expression(match.first, match.last, "SET", _fixed(value), "none", moves=False, kind="set")


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
            match.first, match.last, "SET", lambda context: "XXXX-XX-XX" if context.history else "P1D", "none", moves=False, kind="set"
        )
    return _set(match, value)


# ------------------------------------------------------------------ present, past, future


def present(match: Match) -> Expression | None:
    """Now, currently, these days."""
    words = match.stream.lower[match.first : match.last]
    if words[0] == "these" and words[-1] not in ("days",):
        return None
    return Expression(match.first, match.last, "DATE", _fixed("PRESENT_REF"), "none", moves=False, kind="reference")


def past(match: Match) -> Expression | None:
    """Recently, previously, the past."""
    return Expression(match.first, match.last, "DATE", _fixed("PAST_REF"), "none", moves=False, kind="reference")


def future(match: Match) -> Expression | None:
    """The future."""
    return Expression(match.first, match.last, "DATE", _fixed("FUTURE_REF"), "none", moves=False, kind="reference")


def former(match: Match) -> Expression | None:
    """Former, recent, current: times in a history, mere adjectives in news; the register decides."""
    value = "PRESENT_REF" if match.stream.kind(match.first, "CURRENT") else "PAST_REF"
    return Expression(match.first, match.last, "DATE", _fixed(value), "none", moves=False, kind="adjective")


def bare_season(match: Match) -> Expression | None:
    """A season without an article ("the winter offensive"): in histories only."""
    found = season(match)
    if found is not None:
        found.kind = "adjective"
    return found


MAKERS: dict[str, Maker] = {
    "iso": iso, "slash": slash, "date": makes_date, "date_of_year": date_of_year, "day_after_range": day_after_range,
    "near_month": near_month, "year": year, "year_tail": year_tail, "short_year": short_year, "spoken_year": spoken_year,
    "decade": decade, "century": century, "season": season, "quarter": quarter, "near_quarter": near_quarter, "half": half,
    "holiday": holiday, "weekday": weekday, "day_beside": day_beside, "deictic": deictic, "part": part, "overnight": overnight,
    "bare_part": bare_part, "part_of": part_of, "weekend": weekend, "clock": clock, "near_unit": near_unit, "the_unit": the_unit,
    "offset": offset, "vague_offset": vague_offset, "unit_ago": unit_ago, "unit_beside": unit_beside, "duration": duration,
    "duration_adjective": duration_adjective, "duration_near": duration_near, "the_past_unit": the_past_unit,
    "duration_bare": duration_bare, "half_unit": half_unit, "every": every, "frequent": frequent, "present": present, "past": past,
    "future": future, "former": former, "bare_season": bare_season, "year_period": year_period, "the_quarter": the_quarter,
    "weekday_beside": weekday_beside, "part_beside": part_beside, "nth": nth, "hours_of": hours_of, "week_of": week_of,
    "nth_week_of": nth_week_of, "new_year": new_year, "daytime": daytime, "ancient_year": ancient_year,
}  # fmt: skip
"""The maker of each name that rules use."""
