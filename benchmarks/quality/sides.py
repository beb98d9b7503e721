"""Whether two names mean one party, and two places one place: for scoring pictures against gold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dateline.clauses.actors import register
from dateline.corpus.control import side_of
from dateline.gazetteer import distance_km
from dateline.model import Party, Sector
from dateline.tools import Tools

NEAR_KM = 15.0
SITES = ("site", "crossing", "base", "airport")
_DROP = re.compile(r"\b(?:the|forces|army|troops|government of|government)\b|[^\w\s]")


def party_named(name: str, tools: Tools, sector: Sector = "state forces") -> Party:
    """The party that a name in the gold stands for; known names get their key and country."""
    known = register(tools)
    actor = known.by_name(name)
    if actor is not None:
        return Party(name=actor.name, key=actor.id, country=actor.country, sector=actor.sector)
    for named in known.find(name):
        if named.actor is not None:
            return Party(name=named.actor.name, key=named.actor.id, country=named.actor.country, sector=named.actor.sector)
        if named.nation is not None:
            return Party(name=name, country=named.nation.iso3, sector=sector)
    return Party(name=name, sector=sector)


def same_party(name: str | None, wanted: Iterable[str], tools: Tools) -> bool:
    """Whether a name is one of the wanted ones: the same words, or the same side in the lexicon."""
    for other in wanted:
        if not name or not other:
            if not name and not other:
                return True
            continue
        if name.casefold() == other.casefold() or _bare(name) == _bare(other) != "":
            return True
        mine, theirs = (party_named(text, tools) for text in (name, other))
        if (mine.key or mine.country) and side_of(mine) == side_of(theirs):
            return True
    return False


def _bare(name: str) -> str:
    return " ".join(_DROP.sub(" ", name.casefold()).split())


def plain(name: str) -> str:
    """A place name without accents, case, marks and blanks: "Wad al-Noura" and "Wad Al Noura" are one."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]+", "", "".join(letter for letter in letters if not unicodedata.combining(letter)))


def same_place(found: Any, wanted: Mapping[str, Any]) -> bool:
    """Whether a resolved place is the gold one: near enough and not a town for a site; by name where it has no position."""
    if found.lat is None or found.lon is None:
        return plain(wanted["name"]) == plain(found.name)
    if distance_km(found.lat, found.lon, wanted["lat"], wanted["lon"]) > NEAR_KM:
        return False
    return plain(found.name) == plain(wanted["name"]) or (found.kind in SITES) == (wanted.get("kind") in SITES)


class Atlas:
    """The places of a gold set; each found place stands for at most one of them: by name, else the nearest of its sort."""

    def __init__(self, wanted: Iterable[Mapping[str, Any]]) -> None:
        self.wanted = {(place["name"], place["lat"], place["lon"]): place for place in wanted}
        self._meant: dict[str, tuple[str, float, float] | None] = {}

    def same(self, found: Any, wanted: Mapping[str, Any]) -> bool:
        """Whether a found place is this gold place and no other."""
        return self.meant(found) == (wanted["name"], wanted["lat"], wanted["lon"])

    def meant(self, found: Any) -> tuple[str, float, float] | None:
        """The gold place that a found place stands for."""
        if found.key not in self._meant:
            near = [(self._distance(found, place), key) for key, place in self.wanted.items() if same_place(found, place)]
            self._meant[found.key] = min(near, default=(None, None))[1]
        return self._meant[found.key]

    @staticmethod
    def _distance(found: Any, place: Mapping[str, Any]) -> tuple[bool, float]:
        gap = distance_km(found.lat, found.lon, place["lat"], place["lon"]) if found.lat is not None else 0.0
        return plain(found.name) != plain(place["name"]), gap


def days_between(later: str, earlier: str) -> int:
    """Number of days from one day to another."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
