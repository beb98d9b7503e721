"""Which places a name may mean, and the words around it that say which sort of place is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.gazetteer import Candidate, Entry, Gazetteer, name_key
from dateline.gazetteer.names import word_set
from dateline.toponyms.demonyms import Demonyms

MOST = 40
_ADMIN1 = word_set(
    "province provinces state region oblast governorate prefecture department canton krai wilaya wilayat emirate voivodeship republic"
)
_ADMIN2 = word_set("county district parish raion rayon municipality borough locality tehsil")
_TOWN = word_set("city town village neighborhood neighbourhood suburb township settlement hamlet")
_SITE = word_set("airport airfield airbase base camp crossing port dam bridge")
_OF = re.compile(
    r"\b(?P<what>cit(?:y|ies)|towns?|villages?|provinces?|states?|regions?|oblasts?|governorates?|district|county|countries|country|"
    r"capital|suburbs?|outskirts|port|settlements?|area|island|river)\s+(?:of|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CITY_BEFORE = re.compile(r"\b(?:city|town|village|capital|port)\s+$", re.IGNORECASE)
_AFTER = re.compile(r"^[\s'’s-]{0,3}?\s*(?P<what>[A-Za-z]+)")
_LEADING = re.compile(
    r"^(?:the|greater|central|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|north-?east(?:ern)?|north-?west(?:ern)?|"
    r"south-?east(?:ern)?|south-?west(?:ern)?|mid|upper|lower|downtown|old|city of|town of|village of|province of|state of|"
    r"county of|kingdom of|district of|port of|island of|isle of|gulf of|republic of|mount|mt|lake)\s+",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"^(?:greater|central|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|north-?east(?:ern)?|north-?west(?:ern)?|"
    r"south-?east(?:ern)?|south-?west(?:ern)?|downtown|mid|upper|lower)\s+",
    re.IGNORECASE,
)
CUES = ("none", "admin1", "admin2", "town", "site", "country", "water")


@dataclass(frozen=True, slots=True)
class Options:
    """The places that a name may mean; `via` tells how the name was read: 0 as it stands, 1 without a designator or
    direction, 2 by sound, 3 as a demonym."""

    found: tuple[Candidate, ...]
    via: int


class Finder:
    """Looks names up in the ways that names are written."""

    def __init__(self, gazetteer: Gazetteer, demonyms: Demonyms) -> None:
        self._gazetteer = gazetteer
        self._demonyms = demonyms
        self.options = lru_cache(maxsize=20_000)(self._options)

    def _options(self, name: str) -> Options:
        """All places that `name` may mean, at most `MOST`, largest first within each way of reading."""
        adjective = self._demonyms.entry(name)
        if adjective is not None:
            return Options((Candidate(adjective, 1),), 3)
        found = self._gazetteer.under(name_key(name))
        longer = _spelt_out(name)
        if longer != name:
            known = {one.entry.id for one in found}
            found += tuple(one for one in self._gazetteer.under(name_key(longer)) if one.entry.id not in known)
            name = longer
        designated = self._designated(name)
        if found or designated:
            return Options(
                _best((*found, *(one for one in designated if one.entry not in {c.entry for c in found}))), 0
            )
        lead = _LEADING.sub("", name)
        while lead != name:
            found = self._gazetteer.under(name_key(lead)) or self._designated(lead)
            if found:
                return Options(_best(found), 1)
            name, lead = lead, _LEADING.sub("", lead)
        words = name.split()
        if len(words) > 1 and words[-1].lower() in _TOWN | _SITE | {
            "region",
            "area",
            "island",
            "islands",
            "river",
            "valley",
            "metro",
        }:
            found = self._gazetteer.under(name_key(" ".join(words[:-1])))
            if found and words[-1].lower() not in _SITE:
                return Options(_best(found), 1)
        return Options(self._gazetteer.sounding(name), 2)

    def _designated(self, name: str) -> tuple[Candidate, ...]:
        """Areas named with their designator: "Kunduz Province", "Balkh province"."""
        words = name.split()
        if len(words) < 2:
            return ()
        what, stem = words[-1].lower(), " ".join(words[:-1])
        if what == "province" or what in _ADMIN1:
            kinds: tuple[str, ...] = ("admin1",)
        elif what in _ADMIN2:
            kinds = ("admin2", "admin1") if what == "district" else ("admin2",)
        elif what in ("city", "town", "village"):
            kinds = ("town",)
        else:
            return ()
        return tuple(one for one in self._gazetteer.under(name_key(stem)) if one.entry.kind in kinds)


_SHORT = {"Mt": "Mount", "St": "Saint", "Ft": "Fort", "Pt": "Point"}


def _spelt_out(name: str) -> str:
    """ "Mt. Vernon" as "Mount Vernon", "Lee Co." as "Lee County"; other names as they are."""
    first, _, rest = name.partition(" ")
    word = _SHORT.get(first.rstrip(".").capitalize())
    if word and rest:
        name = f"{word} {rest}"
    return re.sub(r"\s(?:Co|CO)\.?$", " County", name)


def _best(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    return tuple(sorted(found, key=lambda one: (-_weight(one), one.entry.id))[:MOST])


def _weight(one: Candidate) -> float:
    return (one.entry.population + 300) * (0.2 if one.match >= 3 else 1.0)


def cue_of(text: str, start: int, end: int) -> str:
    """The sort of place that the words at the name speak of: one of `CUES`."""
    inside = text[start:end].split()
    if len(inside) > 1:
        said = _sort(inside[-1].lower())
        if said != "none":
            return said
    after = _AFTER.match(text[end : end + 24])
    if after:
        said = _sort(after.group("what").lower())
        if said != "none":
            return said
    before = text[max(0, start - 32) : start]
    of = _OF.search(before)
    if of:
        return _sort(of.group("what").lower())
    return "town" if _CITY_BEFORE.search(before) else "none"


def _sort(word: str) -> str:
    stem = {"cities": "city", "countries": "country"}.get(
        word, word[:-1] if word.endswith("s") and len(word) > 4 else word
    )
    if stem in _ADMIN1:
        return "admin1"
    if stem in _ADMIN2:
        return "admin2"
    if stem in _TOWN or stem in ("capital",):
        return "town"
    if stem in _SITE:
        return "site"
    if stem == "country":
        return "country"
    return "water" if stem in ("river", "sea", "lake") else "none"


def has_direction(name: str) -> bool:
    """Whether a name begins with a direction ("Northern Syria"): then it means a part of the place."""
    return bool(_DIRECTION.match(name))


def inside(area: Entry, place: Entry) -> bool:
    """Whether a place lies in an area by the hierarchy (not itself)."""
    if area.id == place.id:
        return False
    if area.kind == "country":
        return place.country == area.country and place.kind != "country"
    return area.id in (place.admin1, place.admin2) and area.id != 0
