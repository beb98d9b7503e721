"""One place under two keys: the same name, sort and spot read from two pages (or with and without a position) is one place.

Keys are joined in the order of becoming known, each place only to an earlier one, so that the places as known on a day are
those of the pages known by that day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from math import cos, hypot, radians

import msgspec

from dateline.corpus.evidence import Told
from dateline.model import Claim, Place

SAME_KM = 20.0
"""Two places of one name and sort are one when no further apart."""
SITES = frozenset({"site", "crossing"})
_ARTICLES = re.compile(r"\b(?:the|al|el|ad|as|ash|an|international)\b|[^\w\s]|_")


def one_key_each(told: Iterable[Told]) -> list[Told]:
    """The claims in order of becoming known, with one place for each spot."""
    seen: dict[tuple[str, bool], list[Place]] = {}
    known: dict[str, Place] = {}
    result = []
    for one in sorted(told, key=lambda each: each.order):
        claim = one.claim
        if claim.place is not None:
            place = _joined(claim.place, seen, known)
            if place is not claim.place:
                one = replace(one, claim=_at(claim, place))
        result.append(one)
    return result


def _at(claim: Claim, place: Place) -> Claim:
    return msgspec.structs.replace(claim, place=place)


def _joined(place: Place, seen: dict[tuple[str, bool], list[Place]], known: dict[str, Place]) -> Place:
    if place.key in known:
        return known[place.key]
    like = seen.setdefault((bare_name(place.name), place.kind in SITES), [])
    found = next((other for other in like if _one_spot(place, other)), None)
    if found is None:
        like.append(place)
        found = place
    known[place.key] = found
    return found


def bare_name(name: str) -> str:
    """A name without accents, case, articles and marks."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "".join(_ARTICLES.sub(" ", plain).split())


def _one_spot(place: Place, other: Place) -> bool:
    if place.country != other.country and place.country is not None and other.country is not None:
        return False
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return place.kind == other.kind
    return hypot(place.lat - other.lat, (place.lon - other.lon) * cos(radians(place.lat))) * 111.2 <= SAME_KM and place.kind == other.kind
