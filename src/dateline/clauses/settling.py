"""Places that a clause names but the finder left open, settled from the rest of the report and the gazetteer, or left unknown."""

from __future__ import annotations

import re
from collections import Counter

from dateline.gazetteer import Gazetteer, distance_km, name_key
from dateline.gazetteer.entry import Entry
from dateline.model import Place, Report

SITES = ("airport", "airfield", "base", "garrison", "crossing", "bridge", "barracks", "dam", "refinery", "port")
NEAR_KM = 40.0
"""A site this far from the town it was named with may be that town's."""
_CALENDAR = re.compile(
    r"^(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|spring|summer|autumn|winter|ramadan)\b",
    re.IGNORECASE,
)


class Settler:
    """Settles open places of one report: by a like-named place of the report, else by the only fitting entry of its countries."""

    def __init__(self, report: Report, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._named = {name_key(one.text): one for one in report.places if one.lat is not None and one.kind != "demonym"}
        countries = Counter(one.country for one in report.places if one.country)
        self._countries = [country for country, number in countries.most_common(2) if number > 1]

    def settle(self, place: Place | None) -> Place | None:
        """The place as far as it can be known; None for what is no place at all (a month)."""
        if place is None or not place.key.startswith("name:"):
            return place
        if _CALENDAR.match(place.name):
            return None
        known = self._named.get(name_key(place.name))
        if known is not None:
            return Place(
                name=known.name, key=known.key, geonameid=known.geonameid, lat=known.lat, lon=known.lon, country=known.country,
                admin1=known.admin1, kind=known.kind, precision=known.precision,
            )  # fmt: skip
        entry = self._entry(place)
        return entry.place() if entry is not None else place

    def _entry(self, place: Place) -> Entry | None:
        site = place.name.casefold().endswith(SITES)
        fitting = [
            candidate.entry for candidate in self._gazetteer.lookup(place.name)
            if candidate.entry.lat is not None and (candidate.entry.kind in ("site", "crossing")) == site and self._fits(candidate.entry, place)
        ]  # fmt: skip
        if site:
            return fitting[0] if fitting else None
        towns = [entry for entry in fitting if entry.kind in ("town", "admin2", "admin1")]
        return towns[0] if len({entry.kind for entry in towns}) == 1 and len(towns) == 1 else None

    def _fits(self, entry: Entry, place: Place) -> bool:
        if place.lat is not None and place.lon is not None and entry.lat is not None and entry.lon is not None:
            return distance_km(place.lat, place.lon, entry.lat, entry.lon) <= NEAR_KM
        return entry.country in ([place.country] if place.country else self._countries)
