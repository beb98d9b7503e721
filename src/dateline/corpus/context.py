"""Fills in what a claim leaves to its context: the place and day of the happening told just before on the same page.

"Missiles hit Ozerne on Thursday. Rescuers said four people were killed." The second claim names neither place nor day; as it
counts across reports it has those of the first. The stored claim is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import msgspec

from dateline.corpus.evidence import Told
from dateline.model import Route, When

REACH = 600
"""Characters within which an earlier claim is context; about two paragraphs."""
HARM = frozenset(
    {"clash", "air_strike", "shelling", "bombing", "suicide_bombing", "chemical_attack", "attack_on_civilians", "killing",
     "execution", "riot", "protest", "looting_or_destruction", "siege", "advance", "capture", "torture", "sexual_violence", "abduction"}
)  # fmt: skip
"""Kinds whose claims may tell of one happening and its victims."""
AHEAD = 300
"""Characters within which a hoped-for place is the destination of a flight."""
LEFT = re.compile(r"\b(?:homes?|houses?|fled|flee\w*|left|leaving|abandon\w*|escap\w+)\b", re.IGNORECASE)
MOVING = frozenset({"displacement", "evacuation", "return"})


def situated(told: Iterable[Told]) -> list[Told]:
    """The claims in order of becoming known, each with the place and day that its page gives it."""
    by_page: dict[str, list[Told]] = {}
    for one in sorted(told, key=lambda each: each.order):
        by_page.setdefault(one.page.report, []).append(one)
    return [filled for page in by_page.values() for filled in _page(page)]


def _page(told: list[Told]) -> list[Told]:
    filled: list[Told] = []
    for one in told:
        claim = one.claim
        pool = HARM if claim.kind in HARM else MOVING if claim.kind in MOVING else None
        if pool is None or claim.background or (pool is HARM and claim.place is not None and _dated(claim.when)):
            filled.append(one)
            continue
        around = [other for other in told if other is not one and abs(other.claim.start - claim.start) <= REACH and other.claim.kind in HARM and not other.claim.background]
        before = [other for other in filled if 0 <= claim.start - other.claim.start <= REACH and other.claim.kind in HARM and not other.claim.background]
        place = claim.place or next((other.claim.place for other in (*reversed(before), *around) if other.claim.place is not None), None)
        near = [other for other in (*before, *reversed(around)) if claim.place is None or other.claim.place is None or other.claim.place.key == claim.place.key]
        when = claim.when if _dated(claim.when) else next((other.claim.when for other in reversed(near) if _dated(other.claim.when)), claim.when)
        if pool is MOVING:
            filled.append(_moving(one, told, before, when))
            continue
        filled.append(replace(one, claim=msgspec.structs.replace(claim, place=place, when=when)))
    return filled


def _moving(one: Told, told: list[Told], before: list[Told], when: When) -> Told:
    """A flight with the ends its page gives it: where the fighting told before was, and where people hoped to get to."""
    claim = one.claim
    route = claim.route or Route(origin=claim.place)
    if claim.stance == "asserted" and route.destination is None:
        ahead = [other for other in told if 0 < other.claim.start - claim.start <= AHEAD and other.claim.kind in MOVING and other.claim.place is not None]
        hoped = next((other.claim.place for other in ahead if other.claim.stance in ("expected", "possible")), None)
        if hoped is not None and (route.origin is None or hoped.key != route.origin.key):
            route = Route(origin=route.origin, destination=hoped)
    if route.origin is None and LEFT.search(claim.evidence):
        near = next((other.claim.place for other in reversed(before) if other.claim.place is not None and other.claim.place.kind == "town"), None)
        if near is not None and (route.destination is None or near.key != route.destination.key):
            route = Route(origin=near, destination=route.destination)
    place = claim.place or route.destination or route.origin
    return replace(one, claim=msgspec.structs.replace(claim, place=place, route=route if route.origin or route.destination else None, when=when))


def _dated(when: When) -> bool:
    return when.earliest is not None or when.latest is not None
