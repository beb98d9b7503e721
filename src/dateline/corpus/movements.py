"""Displacement, evacuation and return: from–to, when, how many, under a counting rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.corpus.counting import CountingRule
from dateline.corpus.events import Group, Within, figures, groups
from dateline.corpus.evidence import Told
from dateline.model import Movement, Place, When, stable_id

KINDS = frozenset({"displacement", "evacuation", "return"})


ARRIVED = re.compile(
    r"\b(?:to|into|towards?|reach(?:ed|ing|es)?|enter(?:ed|ing)?|arriv\w+ (?:in|at)|shelter\w* (?:in|at)|crossed? (?:at|into|to)|at)(?: the)?(?: \w+){0,2} $",
    re.IGNORECASE,
)
RECEIVED = re.compile(r"^(?: \w+){0,3} (?:received|has received|took in|hosts?|welcomed|registered)\b", re.IGNORECASE)


def movements(told: Sequence[Told], rule: CountingRule, within: Within) -> list[Movement]:
    """Movements in the order in which they became known."""
    moving = [one for one in told if one.claim.kind in KINDS and one.claim.stance == "asserted"]
    by_end: dict[tuple[str | None, str | None], list[Told]] = {}
    for one in moving:
        origin, destination = ends(one)
        if origin or destination:
            key = (origin.key if origin else None, destination.key if destination else None)
            by_end.setdefault(key, []).append(one)
    found = [group for key in by_end for group in groups(by_end[key], lambda _left, _right: True)]
    return [_movement(group, rule) for group in sorted(found, key=lambda group: group.founder.order)]


def ends(one: Told) -> tuple[Place | None, Place | None]:
    """Where people left and where they went; of a claim with only a place, the words before its name say which end it is."""
    claim = one.claim
    if claim.route is not None and (claim.route.destination is not None or claim.place is None or claim.route.origin != claim.place):
        return claim.route.origin, claim.route.destination
    place = claim.place
    if place is None:
        return None, None
    before, found, after = claim.evidence.partition(place.name)
    arrived = ARRIVED.search(before) if found else None
    received = RECEIVED.match(after) if found else None
    return (None, place) if arrived or received else (place, None)


def _movement(group: Group, rule: CountingRule) -> Movement:
    origin, destination = ends(group.founder)
    known = [one.claim.when for one in group.told if one.claim.when.earliest]
    return Movement(
        id=stable_id("m", group.founder.claim.id),
        origin=origin,
        destination=destination,
        when=known[0] if known else When(),
        figures=figures(group.told, rule),
        claims=tuple(sorted(one.claim.id for one in group.told)),
    )
