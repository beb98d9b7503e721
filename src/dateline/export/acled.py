"""Events in the 31 columns that users of ACLED's export expect. This is not ACLED data: ids carry our own prefix.

Column names, codes and order follow the ACLED Codebook and its 2024 export; rows come from claims read by Dateline alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, Any, Literal

from dateline.export.desk import ALSO_VIOLENCE, DISORDER, DeskEvent, countries, moment, party_names
from dateline.export.flat import harmless
from dateline.model import Party, Place

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
Inter = Literal["numeric", "text"]
INTER_NAMES = {
    0: "", 1: "State forces", 2: "Rebel group", 3: "Political militia", 4: "Identity militia", 5: "Rioters", 6: "Protesters",
    7: "Civilians", 8: "External/Other forces",
}  # fmt: skip
_BY_SECTOR = {
    "state forces": 1, "police": 1, "government": 1, "rebels": 2, "militia": 3, "opposition": 3, "civilians": 7, "media": 7,
    "aid": 7, "international": 8, "other": 8,
}  # fmt: skip
_WEEK, _MONTH = 8, 32


def write(events: Iterable[DeskEvent], out: IO[str], inter: Inter = "text") -> int:
    """Write all events that have a sub-event type; returns the number of rows."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = 0
    for one in events:
        if one.event.codes.acled_sub_event and one.first_day:
            writer.writerow([harmless(value) for value in row(one, inter)])
            rows += 1
    return rows


def row(one: DeskEvent, inter: Inter) -> list[Any]:
    """One event as values in the order of `COLUMNS`."""
    event, place = one.event, one.event.place
    sub = event.codes.acled_sub_event or ""
    country = countries().get(place.country or "") if place else None
    sides = _sides(one)
    codes = [_inter(party, one) if party else 0 for party in sides]
    toll = one.toll()
    first = one.first_day or ""
    return [
        f"DL{place.country if place and place.country else 'XXX'}{event.id[2:12]}", first, int(first[:4]), time_precision(one),
        ALSO_VIOLENCE.get(sub) or DISORDER.get(event.codes.acled_event or "", ""), event.codes.acled_event, sub,
        sides[0].name if sides[0] else "", party_names(event.actors, 1 if len(event.targets) or len(event.actors) < 3 else 2) if event.targets else "",
        _shown(codes[0], inter), sides[1].name if sides[1] else "", party_names(event.targets, 1), _shown(codes[1], inter),
        interaction(codes[0], codes[1], inter), "Civilian targeting" if 7 in (codes[1],) and DISORDER.get(event.codes.acled_event or "") == "Political violence" else "",
        country.numeric if country else None, country.region if country else None, country.name if country else None,
        place.admin1 if place else None, None, None, place.name if place else None,
        place.lat if place else None, place.lon if place else None, geo_precision(place),
        "; ".join(one.sources), "Other", one.note, _fatalities(toll.best if toll and toll.best is not None else toll.low if toll else None),
        tags(one), moment(one.known),
    ]  # fmt: skip


def _sides(one: DeskEvent) -> list[Party | None]:
    event = one.event
    parties: list[Party | None] = list(event.actors[:1])
    second = event.targets[:1] or event.actors[1:2]
    parties = parties or [None]
    return [parties[0], second[0] if second else None]


def _inter(party: Party, one: DeskEvent) -> int:
    if one.event.kind == "protest" and party in one.event.actors:
        return 6
    if one.event.kind == "riot" and party in one.event.actors:
        return 5
    code = _BY_SECTOR[party.sector]
    place = one.event.place
    foreign = code == 1 and place is not None and party.country not in (None, place.country)
    return 8 if foreign else code


def _shown(code: int, inter: Inter) -> Any:
    return code if inter == "numeric" else INTER_NAMES[code]


def interaction(first: int, second: int, inter: Inter) -> Any:
    """The pair of codes, lower first; a lone party is "10" or "State forces only"."""
    low, high = sorted((first, second))
    if low == 0:
        return high * 10 if inter == "numeric" else f"{INTER_NAMES[high]} only" if high else ""
    return low * 10 + high if inter == "numeric" else f"{INTER_NAMES[low]}-{INTER_NAMES[high]}"


def time_precision(one: DeskEvent) -> int:
    """1 a day, 2 a week or weekend, 3 a month or worse."""
    if one.event.when.earliest is None or one.days is None:
        return 3
    return 1 if one.days == 0 else 2 if one.days < _WEEK else 3


def geo_precision(place: Place | None) -> int:
    """1 the named town or site, 2 a small area, 3 a region or country."""
    if place is None or place.lat is None or place.kind in ("country", "admin1", "region", "water"):
        return 3
    return 2 if place.kind == "admin2" or (place.precision or 0.0) > 10.0 else 1


def _fatalities(value: float | None) -> int:
    return int(value) if value is not None else 0


def tags(one: DeskEvent) -> str:
    """Permalink, claims and counting rule of a row, for finding the way back to the sentences."""
    toll = one.toll()
    parts = [one.permalink, "claims=" + "|".join(one.event.claims)]
    if toll is not None:
        parts.append(f"count rule={toll.rule}, low={toll.low}, high={toll.high}")
    return "; ".join(parts)
