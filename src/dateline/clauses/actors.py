"""Known actors and countries: finding their names in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from dateline.model import Sector

if TYPE_CHECKING:
    from dateline.tools import Tools

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[./&-]")
AFTER = re.compile(r"-(?:backed|led|linked|affiliated|aligned|controlled|held|allied|supported|run|funded|trained|style|era|occupied|based|born|made|brokered|mediated|dominated|appointed|installed|imposed|ruled|sponsored|armed)\b")
BEFORE = re.compile(r"\b(?:anti|former|ex|pro|non|trans)-$", re.IGNORECASE)


class Actor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}):
    """A party to conflicts, or a body that speaks on them; `since`/`until` are years of activity."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    """Persons whose "forces" and "men" are this party's: full names; the last word alone is known too."""
    country: str | None = None
    sector: Sector
    since: int | None = None
    until: int | None = None
    match: tuple[str, ...] = ()
    miss: tuple[str, ...] = ()


class Nation(msgspec.Struct, frozen=True, kw_only=True):
    """A country as a party: its names, its adjectives, the capital that stands for its government."""

    iso3: str
    name: str
    aliases: str = ""
    adjectives: str = ""
    capital: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a text: an actor, or a country by name, adjective or capital."""

    start: int
    end: int
    actor: Actor | None = None
    nation: Nation | None = None
    how: str = "name"


@dataclass(frozen=True, slots=True)
class Register:
    """All names, matched case-sensitively as whole words, longest first."""

    actors: dict[str, Actor]
    nations: dict[str, Nation]
    names: dict[str, Actor]
    nation_names: dict[str, tuple[Nation, str]]
    forces: dict[str, Actor]
    """The army of a country by ISO-3 code, and its police and government under `code:sector`."""
    pattern: re.Pattern[str]
    leaders: dict[str, Actor] = field(default_factory=dict)
    """Leaders by full name and by last word, lower case."""

    def leads(self, person: str) -> Actor | None:
        """The armed party that a person leads, by full or last name."""
        lower = person.lower()
        return self.leaders.get(lower) or self.leaders.get(lower.split()[-1] if lower else "")

    def find(self, text: str) -> list[Named]:
        """Names in a text, in order, not overlapping; not those that only qualify ("Iran-backed", "anti-Taliban")."""
        found = []
        for match in self.pattern.finditer(text):
            start, end = match.span()
            if AFTER.match(text, end) or BEFORE.search(text, max(0, start - 8), start):
                continue
            surface = match.group()
            actor = self.names.get(_key(surface))
            if actor is not None:
                found.append(Named(start, end, actor=actor))
                continue
            nation = self.nation_names.get(_key(surface))
            if nation is not None:
                found.append(Named(start, end, nation=nation[0], how=nation[1]))
        return found

    def by_name(self, name: str) -> Actor | None:
        """The actor of exactly this name or alias, ignoring case and a leading article."""
        key = re.sub(r"^(?:the|a|an) ", "", name.lower())
        return self._lower().get(key)

    def _lower(self) -> dict[str, Actor]:
        return {name.lower(): actor for name, actor in self.names.items()}


def _key(name: str) -> str:
    return name.replace("’", "'")


def load(tools: Tools) -> Register:
    """Actors and nations of our lexicon with the user's laid over it."""
    actors = {actor.id: actor for actor in tools.lexicon.entries("actors.toml", Actor)}
    nations = {nation.iso3: nation for nation in tools.lexicon.entries("nations.csv", Nation, key="iso3")}
    names: dict[str, Actor] = {}
    for actor in actors.values():
        for name in (actor.name, *actor.aliases):
            names.setdefault(_key(name), actor)
    nation_names: dict[str, tuple[Nation, str]] = {}
    for nation in nations.values():
        for how, listed in (("name", f"{nation.name};{nation.aliases}"), ("adjective", nation.adjectives), ("capital", nation.capital)):
            for name in filter(None, listed.split(";")):
                if _key(name) not in names:
                    nation_names.setdefault(_key(name), (nation, how))
    forces: dict[str, Actor] = {}
    for actor in actors.values():
        if actor.country and actor.sector == "state forces":
            forces.setdefault(actor.country, actor)
        if actor.country:
            forces.setdefault(f"{actor.country}:{actor.sector}", actor)
    every = sorted({*names, *nation_names}, key=len, reverse=True)
    body = "|".join(re.escape(name).replace("'", "['’]") for name in every)
    leaders = {key: actor for actor in actors.values() for name in actor.leaders for key in (name.lower(), name.lower().split()[-1])}
    return Register(actors, nations, names, nation_names, forces, re.compile(rf"(?<![\w])(?:{body})(?!\w)"), leaders)


def register(tools: Tools) -> Register:
    """The shared register."""
    return tools.part("actors", load)


def by_country(found: list[Named]) -> dict[str, list[Named]]:
    """Names grouped by the country they belong to."""
    groups: dict[str, list[Named]] = defaultdict(list)
    for named in found:
        country = named.nation.iso3 if named.nation else named.actor.country if named.actor else None
        if country:
            groups[country].append(named)
    return groups
