"""Events in the columns of the UCDP Georeferenced Event Dataset: low, best and high deaths, precision codes, sources.

Conflict and dyad ids are left empty: they are assigned by people. Column names follow the GED Codebook.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, Any

from dateline.export.desk import DeskEvent, countries
from dateline.export.flat import harmless
from dateline.model import Count, Party, Place, known_day

COLUMNS = (
    "id", "relid", "year", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
    "dyad_new_id", "dyad_name", "side_a", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "adm_1", "adm_2", "latitude", "longitude",
    "country", "country_iso", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low",
)  # fmt: skip
VIOLENT = frozenset(
    {"clash", "advance", "siege", "capture", "air_strike", "shelling", "bombing", "suicide_bombing", "chemical_attack",
     "attack_on_civilians", "killing", "execution"}
)  # fmt: skip
_STATE = frozenset({"state forces", "government", "police"})
_GROUP = frozenset({"rebels", "militia", "opposition"})


def write(events: Iterable[DeskEvent], out: IO[str]) -> int:
    """Write all violent events with a day; returns the number of rows."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = 0
    for number, one in enumerate(one for one in events if one.event.kind in VIOLENT and one.first_day):
        writer.writerow([harmless(value) for value in row(one, number + 1)])
        rows += 1
    return rows


def row(one: DeskEvent, number: int) -> list[Any]:
    """One event as values in the order of `COLUMNS`."""
    event, place = one.event, one.event.place
    sides = [party.name for party in (*event.actors, *event.targets)]
    low, best, high = _deaths(one.toll())
    civilians = any(party.sector == "civilians" for party in event.targets)
    country = countries().get(place.country or "") if place else None
    dates = sorted(filter(None, map(known_day, one.reports)))
    return [
        number, one.permalink, int((one.first_day or "0")[:4]), type_of_violence(event.actors, event.targets), None, None, None, None,
        None, " - ".join(sides[:2]), sides[0] if sides else "", sides[1] if len(sides) > 1 else "", len(one.sources),
        "; ".join(event.claims), "; ".join(one.sources), dates[0] if dates else None,
        next((report.title for report in one.reports if report.title), None), one.note, where_prec(place), place.name if place else None,
        place.admin1 if place else None, None, place.lat if place else None, place.lon if place else None,
        country.name if country else None, place.country if place else None, country.region if country else None,
        1 if event.when.earliest and place is not None else 2, date_prec(one), one.first_day, one.last_day, 0, 0,
        best if civilians else 0, 0 if civilians else best, best, high, low,
    ]  # fmt: skip


def type_of_violence(actors: Iterable[Party], targets: Iterable[Party]) -> int:
    """1 state-based, 2 between groups, 3 one-sided, by the sectors of the sides."""
    targeted = list(targets)
    if any(party.sector in ("civilians", "media", "aid") for party in targeted):
        return 3
    everybody = [*actors, *targeted]
    if any(party.sector in _STATE for party in everybody):
        return 1
    return 2 if sum(party.sector in _GROUP for party in everybody) > 1 else 1


def where_prec(place: Place | None) -> int:
    """1 exact, 2 within about 25 km, 3 second-order area, 4 first-order area, 5 linear or fuzzy, 6 country, 7 water."""
    if place is None:
        return 6
    if place.kind in ("town", "site", "crossing"):
        return 1 if (place.precision or 0.0) <= 10.0 else 2
    return {"admin2": 3, "admin1": 4, "region": 5, "country": 6, "water": 7}.get(place.kind, 6)


def date_prec(one: DeskEvent) -> int:
    """1 a day, 2 two to six days, 3 a week, 4 a month, 5 more."""
    if one.event.when.earliest is None or one.days is None:
        return 5
    for code, most in ((1, 0), (2, 5), (3, 6), (4, 31)):
        if one.days <= most:
            return code
    return 5


def _deaths(toll: Count | None) -> tuple[int, int, int]:
    if toll is None:
        return 0, 0, 0
    low = toll.low if toll.low is not None else 0.0
    best = toll.best if toll.best is not None else low
    high = max(best, toll.high if toll.high is not None else best)
    return int(low), int(best), int(high)
