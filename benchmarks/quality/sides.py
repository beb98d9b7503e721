"""Whether two names mean one party, and two places one place: for scoring pictures against gold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.corpus.world import source_side
from dateline.gazetteer import distance_km
from dateline.model import Link
from dateline.tools import Tools

NEAR_KM = 15.0
_DROP = re.compile(r"\b(?:the|forces|army|troops|government of|government)\b|[^\w\s]")


def same_party(name: str | None, wanted: Iterable[str], tools: Tools) -> bool:
    """Whether a name is one of the wanted ones: the same words, or the same side in the lexicon."""
    for other in wanted:
        if not name or not other:
            if not name and not other:
                return True
            continue
        if name.casefold() == other.casefold() or _bare(name) == _bare(other) != "":
            return True
        sides = [source_side(Link(name=text), tools) for text in (name, other)]
        if sides[0] is not None and sides[0] == sides[1]:
            return True
    return False


def _bare(name: str) -> str:
    return " ".join(_DROP.sub(" ", name.casefold()).split())


def same_place(found: Any, wanted: Mapping[str, Any]) -> bool:
    """Whether a resolved place is the gold one: near enough and not a town for a site; by name where it has no position."""
    if found.lat is None or found.lon is None:
        return bool(wanted["name"].casefold() in found.name.casefold())
    if distance_km(found.lat, found.lon, wanted["lat"], wanted["lon"]) > NEAR_KM:
        return False
    return (found.kind in ("site", "crossing")) == (wanted.get("kind") in ("site", "crossing", "base", "airport"))
