"""Calendar arithmetic on TIMEX3 values: making them, shifting them, and the days they cover."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS: dict[str, int] = {}
for _number in range(1, 13):
    MONTHS[calendar.month_name[_number].lower()] = _number
    MONTHS[calendar.month_name[_number].lower()[:3]] = _number
MONTHS["sept"] = 9
WEEKDAYS: dict[str, int] = {}
for _number in range(7):
    _name = calendar.day_name[_number].lower()
    WEEKDAYS[_name] = WEEKDAYS[_name[:3]] = WEEKDAYS[_name + "s"] = _number
WEEKDAYS |= {"tues": 1, "thur": 3, "thurs": 3}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
PARTS = {
    "morning": "MO", "mornings": "MO", "afternoon": "AF", "afternoons": "AF", "evening": "EV", "evenings": "EV",
    "night": "NI", "nights": "NI", "nightfall": "NI", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "dusk": "EV", "sunset": "EV",
}  # fmt: skip
UNITS = {
    "second": "S", "seconds": "S", "minute": "M", "minutes": "M", "mins": "M", "hour": "H", "hours": "H", "hrs": "H",
    "day": "D", "days": "D", "week": "W", "weeks": "W", "fortnight": "F", "fortnights": "F",
    "month": "M", "months": "M", "quarter": "Q", "quarters": "Q", "year": "Y", "years": "Y", "yrs": "Y",
    "decade": "DE", "decades": "DE", "century": "CE", "centuries": "CE", "millennium": "ML", "millennia": "ML",
    "weekend": "WE",
}  # fmt: skip
CLOCK_UNITS = ("second", "seconds", "minute", "minutes", "mins", "hour", "hours", "hrs")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Point:
    """A calendar date known to the year, month or day; years before Christ are negative."""

    year: int
    month: int | None = None
    day: int | None = None

    def as_date(self) -> date | None:
        """The day, when it is known and the calendar has it."""
        if self.month and self.day and self.year >= 1:
            try:
                return date(self.year, self.month, self.day)
            except ValueError:
                return None
        return None


def year_text(year: int) -> str:
    """A year as TIMEX3 writes it ("1998", "BC0490")."""
    return f"{year:04d}" if year >= 0 else f"BC{-year:04d}"


def month_text(year: int, month: int) -> str:
    """A month ("1998-03")."""
    return f"{year_text(year)}-{month:02d}"


def week_text(day: date) -> str:
    """The ISO week of a day ("1998-W12")."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def point_text(point: Point) -> str:
    """A point as far as it is known."""
    text = year_text(point.year)
    if point.month:
        text += f"-{point.month:02d}"
        if point.day:
            text += f"-{point.day:02d}"
    return text


def point_of(value: str) -> Point | None:
    """The point that a resolved value starts with, None for relative values and lengths."""
    match = re.match(r"(BC)?(\d{4})(?:-(\d\d)(?:-(\d\d))?|-(SP|SU|FA|WI)|-Q([1-4])|-H([12])|-W(\d\d)(-WE)?)?", value)
    if not match or value.startswith("P"):
        return None
    year = int(match[2]) * (-1 if match[1] else 1)
    if match[5]:
        return Point(year, SEASON_MONTHS[match[5]][0] if match[5] != "WI" else 12)
    if match[6]:
        return Point(year, int(match[6]) * 3 - 2)
    if match[7]:
        return Point(year, int(match[7]) * 6 - 5)
    if match[8]:
        day = week_start(year, int(match[8]))
        return Point(day.year, day.month, day.day) if day else Point(year)
    return Point(year, int(match[3]) if match[3] else None, int(match[4]) if match[4] else None)


def week_start(year: int, week: int) -> date | None:
    """Monday of an ISO week, None when the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    """A month moved by a number of months."""
    count = year * 12 + month - 1 + by
    return count // 12, count % 12 + 1


def month_end(year: int, month: int) -> int:
    """The last day of a month."""
    return calendar.monthrange(year, month)[1] if 1 <= year <= 9999 else 28


def shift_days(day: date, by: int) -> date | None:
    """A day moved by a number of days, None outside the calendar."""
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return None


def easter(year: int) -> date:
    """Western Easter Sunday (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def interval(value: str) -> tuple[str, str] | None:
    """First and last day that a resolved value covers, None for relative values, lengths and years before Christ."""
    if match := re.match(r"(\d{4}-\d\d-\d\d)", value):
        return (match[1], match[1]) if _valid(match[1]) else None
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = week_start(int(match[1]), int(match[2]))
        if monday is None:
            return None
        begin = monday + timedelta(days=5 if match[3] else 0)
        return begin.isoformat(), (monday + timedelta(days=6)).isoformat()
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return _season(int(match[1]), match[2])
    if match := re.fullmatch(r"(\d{4})(?:-(\d\d)|-Q([1-4])|-H([12]))?(?:T..)?", value):
        year = int(match[1])
        first, last = 1, 12
        if match[2]:
            first = last = int(match[2])
        elif match[3]:
            first, last = int(match[3]) * 3 - 2, int(match[3]) * 3
        elif match[4]:
            first, last = int(match[4]) * 6 - 5, int(match[4]) * 6
        return _months(year, first, year, last)
    if match := re.fullmatch(r"(\d{3})X?", value):
        return _months(int(match[1]) * 10, 1, int(match[1]) * 10 + 9, 12)
    if match := re.fullmatch(r"(\d\d)(?:XX)?", value):
        return _months(int(match[1]) * 100, 1, int(match[1]) * 100 + 99, 12)
    return None


def _valid(day: str) -> bool:
    match = _DAY.fullmatch(day)
    return bool(match and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= month_end(int(match[1]), int(match[2])))


def _season(year: int, season: str) -> tuple[str, str] | None:
    """Months of the northern season; a winter counts from the December before to February or in its own December."""
    first, last = SEASON_MONTHS[season]
    if season == "WI":
        return _months(year - 1, 12, year, 12)
    return _months(year, first, year, last)


def _months(year: int, month: int, last_year: int, last_month: int) -> tuple[str, str] | None:
    if not (1 <= max(year, 1) <= 9999 and last_year >= 1 and 1 <= month <= 12 and 1 <= last_month <= 12):
        return None
    return (
        f"{max(year, 1):04d}-{month:02d}-01",
        f"{last_year:04d}-{last_month:02d}-{month_end(last_year, last_month):02d}",
    )
