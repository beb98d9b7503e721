"""What corpus steps ask of the world, answered from the lexicons: sides of sources, names of parties, places inside places."""

from __future__ import annotations

from dateline.clauses.actors import Register, register
from dateline.corpus.control import side_of
from dateline.gazetteer import distance_km
from dateline.model import Link, Party, Place
from dateline.tools import Tools

NEAR_KM = 12.0
"""Towns this close may be one event's place under two names."""


def source_side(link: Link, tools: Tools) -> str | None:
    """The side of the party that a quoted source speaks for ("an RSF spokesman", "Ukraine's defence ministry"), if any."""
    known = register(tools)
    for named in known.find(link.name):
        if named.actor is not None:
            return side_of(Party(name=named.actor.name, key=named.actor.id, country=named.actor.country, sector=named.actor.sector))
        if named.nation is not None:
            return f"state:{named.nation.iso3}"
    return None


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
