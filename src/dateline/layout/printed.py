"""Days printed on a page: in date lines, bylines and datelines."""

from __future__ import annotations

import re
from datetime import date

from dateline.intake.days import FIRST_YEAR, LAST_YEAR
from dateline.model import Day

_MONTHS = {name: number for number, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}
_MONTH = r"(?P<month{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_WRITTEN = re.compile(
    rf"\b{_MONTH.format(1)}\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:\s*,?\s+(?P<year1>\d{{4}})\b)?"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s\-]+(?:of\s+)?{_MONTH.format(2)}(?:[\s,\-]+(?P<year2>\d{{4}})\b)?"
    r"|\b(?P<year3>(?:19|20)\d\d)[-/.](?P<num3>\d{1,2})[-/.](?P<day3>\d{1,2})\b"
    r"|\b(?P<one4>\d{1,2})[/.\-](?P<two4>\d{1,2})[/.\-](?P<year4>(?:19|20)\d\d)\b",
    re.I,
)


def printed_days(text: str, year: int | None = None) -> list[tuple[int, int, Day]]:
    """Days written in a text as (start, end, day). A day without a year needs `year`; an all-number day that could be read
    two ways is left out."""
    out: list[tuple[int, int, Day]] = []
    for match in _WRITTEN.finditer(text):
        day = _day(match, year)
        if day is not None:
            out.append((match.start(), match.end(), day))
    return out


def _day(match: re.Match[str], year: int | None) -> Day | None:
    part = match.groupdict()
    try:
        if part["month1"] or part["month2"]:
            number = _MONTHS[(part["month1"] or part["month2"])[:3].lower()]
            written = part["year1"] or part["year2"]
            chosen = int(written) if written else year
            return None if chosen is None else _checked(chosen, number, int(part["day1"] or part["day2"]))
        if part["year3"]:
            return _checked(int(part["year3"]), int(part["num3"]), int(part["day3"]))
        one, two = int(part["one4"]), int(part["two4"])
        if one > 12 >= two or one == two:
            return _checked(int(part["year4"]), two, one)
        return _checked(int(part["year4"]), one, two) if two > 12 >= one else None
    except ValueError:
        return None


def _checked(year: int, month: int, day: int) -> Day | None:
    return date(year, month, day).isoformat() if FIRST_YEAR <= year <= LAST_YEAR else None
