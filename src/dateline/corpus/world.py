"""What corpus steps ask of the world, answered from the lexicons: sides of sources, names of parties, places inside places."""

from __future__ import annotations

import re

import msgspec

from dateline.clauses.actors import Register, register
from dateline.corpus.control import side_of
from dateline.gazetteer import distance_km, open_gazetteer
from dateline.model import Link, Party, Place
from dateline.tools import Tools

NEAR_KM = 3.0
"""Towns this close may be one event's place under two names."""


OFFICIAL = re.compile(
    r"\b(?:army|military|armed forces|navy|air force|general staff|(?:defence|defense|interior|foreign|information|energy|health) minist\w+"
    r"|government|cabinet|ministers?|governor|mayor|president|prime minister|troops|soldiers?|officers?|commanders?|generals?|colonel|captain"
    r"|major|national guard|police|border (?:service|guards?)|authorities|officials?|southern command)\b",
    re.IGNORECASE,
)
"""Roles that, with no other party named, speak for the state of the place they speak of."""
OTHERS = re.compile(r"\b(?:former|retired|exiled|rebels?|militia|hospital|local|UN|aid|union|former|self-styled|opposition)\b", re.IGNORECASE)
"""… unless the role is one of these."""


def source_side(link: Link, tools: Tools, country: str | None = None) -> str | None:
    """The side of the party that a quoted source speaks for, if any.

    A party or nation in its name decides ("an RSF spokesman", "Ukraine's defence ministry"), then what is known of a named
    leader; a mere role ("the general staff") speaks for the state of `country`, where the place spoken of lies.
    """
    known = register(tools)
    for named in known.find(link.name):
        if named.actor is not None:
            return side_of(Party(name=named.actor.name, key=named.actor.id, country=named.actor.country, sector=named.actor.sector))
        if named.nation is not None:
            return f"state:{named.nation.iso3}"
    leader = _leaders(tools).get(_last_name(link.name))
    if leader is not None:
        return leader.side
    if country and OFFICIAL.search(link.name) and not OTHERS.search(link.name):
        return f"state:{country}"
    return None


class Leader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody known to speak for a side: as matched in names of sources, and the side."""

    name: str
    side: str


def _leaders(tools: Tools) -> dict[str, Leader]:
    return tools.part("leaders", lambda tools: {_last_name(one.name): one for one in tools.lexicon.entries("leaders.csv", Leader, key="name")})


def _last_name(name: str) -> str:
    return name.casefold().split()[-1] if name.split() else ""


def capitals(tools: Tools) -> dict[str, Place]:
    """The capital of each country by code, as a place."""
    return tools.part("capitals", _load_capitals)


def _load_capitals(tools: Tools) -> dict[str, Place]:
    gazetteer = tools.part("gazetteer", lambda tools: open_gazetteer(tools.settings.cache))
    found: dict[str, Place] = {}
    for code, nation in sorted(register(tools).nations.items()):
        for name in filter(None, nation.capital.split(";")):
            entries = [one.entry for one in gazetteer.lookup(name) if one.entry.country == code and one.entry.capital]
            if entries:
                found.setdefault(code, entries[0].place())
    return found


class Agency(msgspec.Struct, frozen=True):
    """A news agency under its usual name."""

    name: str
    aliases: tuple[str, ...] = ()


def usual_agency(name: str, tools: Tools) -> str:
    """The usual name of a news agency; a name we do not know stays as it is."""
    return tools.part("agency names", _load_agencies).get(name.casefold(), name)


def _load_agencies(tools: Tools) -> dict[str, str]:
    entries = tools.lexicon.entries("agencies.toml", Agency)
    return {name.casefold(): agency.name for agency in entries for name in (agency.name, *agency.aliases)}


def display_name(party: Party, tools: Tools) -> str:
    """The name a party is shown under: the lexicon's for known parties, its armed forces' for a country's soldiers."""
    known = register(tools)
    if party.key and party.key in known.actors:
        return known.actors[party.key].name
    return _state_name(party, known) or party.name


def _state_name(party: Party, known: Register) -> str | None:
    if not party.country:
        return None
    nation = known.nations.get(party.country)
    if party.sector == "government" and nation is not None:
        return f"Government of {nation.name}"
    if party.sector == "state forces" and party.country in known.forces:
        return known.forces[party.country].name
    return None


def within(inner: Place, outer: Place) -> bool:
    """Whether one place lies in the other, or both are names of one spot; a town and a site in it are different places."""
    if inner.key == outer.key:
        return True
    if outer.kind == "country":
        return inner.country == outer.country
    if outer.kind in ("admin1", "region"):
        return inner.admin1 is not None and inner.country == outer.country and inner.admin1 == (outer.admin1 or outer.name)
    if inner.kind != outer.kind or None in (inner.lat, inner.lon, outer.lat, outer.lon):
        return False
    assert inner.lat is not None and inner.lon is not None and outer.lat is not None and outer.lon is not None
    return distance_km(inner.lat, inner.lon, outer.lat, outer.lon) <= NEAR_KM
