"""Years, decades and centuries."""

from __future__ import annotations

from datetime import date

from dateline import numbers
from dateline.timex import calendar
from dateline.timex.calendar import MONTHS
from dateline.timex.context import Context
from dateline.timex.expression import MODS, Expression, fixed
from dateline.timex.rules import Match
from dateline.timex.words import ordinal_of, two_digit_year

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
        return Expression(
            match.first,
            match.last,
            "DATE",
            fixed(calendar.year_text(-number if era else number)),
            "stated",
            kind="year",
        )
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
    return Expression(match.first, match.last, "DATE", fixed(value), "none", kind="ancient")


def _looks_like_year(match: Match, number: int) -> bool:
    stream, first, last = match.stream, match.groups.get("year", (match.first, 0))[0], match.last
    if stream.kind(last, "PERCENT", "CURRENCY", "UNITS", "WORD_NUMBER", "FRACTION") and not stream.kind(
        first - 1, "IN", "SINCE"
    ):
        return False
    if (
        stream.kind(last, "HYPHEN")
        and stream.kind(last + 1, "UNIT", "OTHER", "NAME")
        and not stream.kind(first - 1, "IN")
    ):
        return 1900 <= number <= 2050 and not stream.kind(last + 1, "UNIT")
    if stream.kind(first - 1, "CURRENCY", "LEAST", "THAN", "NEARLY", "OVER", "HYPHEN") and not stream.kind(
        first - 2, "YEAR", "MID"
    ):
        return stream.kind(first - 1, "HYPHEN") and stream.kind(first - 2, "EARLY", "LATE", "MID", "OTHER", "MONTH")
    if stream.kind(first - 1, "NAME") and stream.lower[first - 1] in (
        "resolution",
        "no",
        "highway",
        "flight",
        "article",
    ):
        return False
    cued = stream.kind(first - 1, *_YEAR_CUES, "FOR", "BC") or stream.lower[first - 1 : first] == ["as"]
    if stream.kind(last, "HYPHEN", "DASH") and stream.kind(last + 1, "YEAR"):
        return True
    if (
        stream.kind(last, "OTHER")
        and stream.lower[last].endswith("s")
        and not stream.lower[last].endswith(("ss", "us", "is"))
    ):
        return (
            cued
            and (1900 <= number <= 2050 or stream.kind(first - 1, "THE"))
            and not stream.kind(first - 1, "OF", "AND", "TO", "COMMA", "BY", "FROM", "AT", "ABOUT")
        )
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
    return Expression(match.first, match.last, "DATE", fixed(f"{number:04d}"), "stated", kind="year")


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
        return Expression(match.first, match.last, "DATE", fixed(f"{int(value):04d}"), "stated", kind="year")
    month = f"-{MONTHS[match.words('month')[0]]:02d}" if match.words("month") else ""
    century = numbers.number(match.words("century"))
    rest = numbers.number([word for word in match.words("rest") if word != "-"])
    if century is None or rest is None or not 13 <= century <= 20 or not 10 <= rest <= 99:
        return None
    return Expression(
        match.first, match.last, "DATE", fixed(f"{int(century):02d}{int(rest):02d}{month}"), "stated", kind="year"
    )


_DECADES = {name: number * 10 for number, name in enumerate(
    ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), start=2)}  # fmt: skip


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
    return Expression(match.first, match.last, "DATE", fixed(era + value), "stated", mod, kind="decade")


def century(match: Match) -> Expression | None:
    """The 19th century → 18."""
    number = ordinal_of(match.words("century"))
    if match.word("unit") != "century" or number is None or not 1 <= number <= 30:
        return None
    value = f"{'BC' if match.words('bc') else ''}{number - 1:02d}"
    return Expression(
        match.first, match.last, "DATE", fixed(value), "stated", MODS.get(match.word("mod")), kind="century"
    )
