"""Masks what public output must not show by default: names of private persons, exact positions of civilians.

A person is private unless the lexicon knows them or the report gives them a public role (a spokesman, a minister, a
commander). Private names are replaced wherever they stand in evidence; positions of civilians at a named site, camp or
village are rounded to a tenth of a degree (about 11 km).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from dateline.model import Claim, Link, Party, Place

MASK = "[private person]"
POSITION_DIGITS = 1
EXPOSED_SECTORS = frozenset({"civilians"})
_NAME = re.compile(r"^[A-Z][\w'’-]+(?: (?:al|el|bin|ibn|de|van|von|[A-Z][\w'’.-]*))+$")
_PUBLIC = re.compile(
    r"\b(spokes\w+|minister|ministry|president|governor|mayor|commander|general|colonel|major|captain|admiral|chief|head|director|"
    r"secretary|envoy|ambassador|official|officer|leader|senator|lawmaker|prosecutor|judge|coordinator|commissioner|"
    r"representative|chair\w*|king|emir|prince|warlord|sheikh|bishop|pope)\b",
    re.IGNORECASE,
)


def private_names(claim: Claim, public: Iterable[str] = ()) -> set[str]:
    """Names in a claim that belong to private persons."""
    known = set(public)
    people = [(party.name, party.key) for party in (*claim.actors, *claim.targets)]
    people += [(link.name, None) for link in claim.attribution if link.role == "speaker" and not link.anonymous]
    return {
        name for name, key in people if key is None and name not in known and _NAME.match(name) and not _has_role(name, claim.evidence)
    }


def _has_role(name: str, evidence: str) -> bool:
    """Whether a public role stands beside the name ("spokesman John Kirby", "Atta Noor, former governor of")."""
    if _PUBLIC.search(name):
        return True
    last = re.escape(name.split()[-1])
    for found in re.finditer(last, evidence):
        around = evidence[max(0, found.start() - 60) : found.end() + 40]
        if _PUBLIC.search(around):
            return True
    return False


def masked_text(text: str, names: Iterable[str]) -> str:
    """The text with private names replaced."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(re.escape(name), MASK, text)
        text = re.sub(rf"\b{re.escape(name.split()[-1])}\b", MASK, text)
    return text


def masked_claim(claim: Claim, public: Iterable[str] = ()) -> Claim:
    """The claim as it may be shown in public; offsets still point at the page, which public output does not carry."""
    names = private_names(claim, public)
    civilians = any(party.sector in EXPOSED_SECTORS for party in (*claim.actors, *claim.targets))
    if not names and not civilians:
        return claim
    return msgspec.structs.replace(
        claim,
        evidence=masked_text(claim.evidence, names),
        actors=tuple(_masked_name(party, names) for party in claim.actors),
        targets=tuple(_masked_name(party, names) for party in claim.targets),
        attribution=tuple(_masked_name(link, names) for link in claim.attribution),
        place=masked_place(claim.place) if civilians else claim.place,
    )


def masked_place(place: Place | None) -> Place | None:
    """The place with its position rounded where it is exact enough to find people."""
    if place is None or place.lat is None or place.lon is None or place.kind not in ("town", "site"):
        return place
    return msgspec.structs.replace(
        place, lat=round(place.lat, POSITION_DIGITS), lon=round(place.lon, POSITION_DIGITS), precision=max(place.precision or 0.0, 11.0)
    )


def _masked_name(party: Any, names: set[str]) -> Any:
    assert isinstance(party, Party | Link)
    return msgspec.structs.replace(party, name=MASK) if party.name in names else party
