"""Monthly counts by area in the columns of the Humanitarian API's conflict events: events and fatalities by type."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from typing import IO, Any

from dateline.export.desk import DeskEvent
from dateline.export.flat import harmless

COLUMNS = (
    "location_code", "has_hrp", "in_gho", "provider_admin1_name", "provider_admin2_name", "admin1_code", "admin1_name",
    "admin2_code", "admin2_name", "admin_level", "event_type", "events", "fatalities", "reference_period_start",
    "reference_period_end", "dataset_hdx_id", "resource_hdx_id", "warning", "error", "permalinks",
)  # fmt: skip
_GROUPS = {
    "Battles": "political_violence",
    "Explosions/Remote violence": "political_violence",
    "Violence against civilians": "civilian_targeting",
    "Protests": "demonstration",
    "Riots": "demonstration",
}
Key = tuple[str, str, str, str]


def write(events: Iterable[DeskEvent], out: IO[str]) -> int:
    """Write one row for each country, first-order area, type and month; returns the number of rows."""
    groups: dict[Key, list[DeskEvent]] = defaultdict(list)
    for one in events:
        key = _key(one)
        if key:
            groups[key].append(one)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for key in sorted(groups):
        writer.writerow([harmless(value) for value in _row(key, groups[key])])
    return len(groups)


def _key(one: DeskEvent) -> Key | None:
    place, kind = one.event.place, event_type(one)
    if place is None or place.country is None or kind is None or one.first_day is None:
        return None
    return place.country, place.admin1 or "", kind, one.first_day[:7]


def event_type(one: DeskEvent) -> str | None:
    """political_violence, civilian_targeting or demonstration; None for strategic developments and words."""
    sub = one.event.codes.acled_sub_event
    if sub == "Excessive force against protesters":
        return "civilian_targeting"
    if sub == "Mob violence":
        return "political_violence"
    return _GROUPS.get(one.event.codes.acled_event or "")


def _row(key: Key, events: list[DeskEvent]) -> list[Any]:
    country, admin1, kind, month = key
    deaths = sum(int(toll.best if toll.best is not None else toll.low or 0) for one in events if (toll := one.toll()))
    last = monthrange(int(month[:4]), int(month[5:]))[1]
    rules = sorted({toll.rule for one in events if (toll := one.toll())})
    warning = f"fatalities under the rule {', '.join(rules)}" if rules else ""
    return [
        country, None, None, admin1, None, None, admin1, None, None, 1 if admin1 else 0, kind, len(events), deaths,
        f"{month}-01", f"{month}-{last:02}", None, None, warning, None, " ".join(one.permalink for one in events),
    ]  # fmt: skip
