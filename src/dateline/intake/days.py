"""Days out of the strings that containers and metadata give: ISO 8601, RFC 822, epoch seconds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from dateline.model import Day

_ISO = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\s*(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?", re.I
)
_EPOCH = re.compile(r"\s*\d{10}(?:\d{3})?\s*$")
FIRST_YEAR, LAST_YEAR = 1850, 2100


def day_of(value: str | None, *, local: bool = False) -> Day | None:
    """The UTC day that a date string stands for (the day as written with `local`); None when it is no date.

    A string with a time and an offset is converted to UTC before its day is taken.
    """
    if not value:
        return None
    found = _ISO.match(value)
    if found:
        return _iso_day(found, local)
    if _EPOCH.match(value):
        moment = datetime.fromtimestamp(int(value.strip()[:10]), UTC)
        return _plausible(moment.date())
    try:
        moment = parsedate_to_datetime(value)
        return _plausible((moment if local or moment.tzinfo is None else moment.astimezone(UTC)).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def moment_of(value: object) -> str | None:
    """A retrieval time in one form (``2023-06-20T08:00:00Z`` or a bare day), or None when it is no time."""
    if not isinstance(value, str):
        return None
    if re.fullmatch(r"\s*\d{4}-\d\d-\d\d\s*", value):
        return day_of(value)
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return day_of(value)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _iso_day(found: re.Match[str], local: bool) -> Day | None:
    year, month, day, hour, minute, _, zone = found.groups()
    try:
        if hour is None or local or zone is None or zone.upper() in ("Z", "UTC", "GMT"):
            return _plausible(date(int(year), int(month), int(day)))
        offset = zone if ":" in zone or len(zone) == 3 else f"{zone[:3]}:{zone[3:]}"
        offset = offset if len(offset) > 3 else f"{offset}:00"
        moment = datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}{offset}")
        return _plausible(moment.astimezone(UTC).date())
    except (ValueError, OverflowError):
        return None


def _plausible(day: date) -> Day | None:
    return day.isoformat() if FIRST_YEAR <= day.year <= LAST_YEAR else None
