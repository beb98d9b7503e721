"""How likely a claim's kind and parties are right: a logistic over what the claim rests on, calibrated on our own gold."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec

from dateline.model import Claim

if TYPE_CHECKING:
    from dateline.tools import Tools

FEATURES = (
    "actor_known", "actor_role", "actor_other", "no_actor", "several_actors", "target", "target_known", "place_argument", "place_other", "no_place",
    "figures", "state", "word", "unasserted", "noun", "short", "long", "capital",
)  # fmt: skip
STATES = frozenset(("control", "contested", "share"))
WORDS = frozenset(("statement", "accusation", "denial", "threat", "demand", "promise", "warning", "condemnation", "refusal"))


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fitted weights of `confidence.toml`."""

    intercept: float
    weights: dict[str, float]


def features(claim: Claim) -> dict[str, float]:
    """What the confidence looks at, each 0 or 1."""
    rules = {because.part: because.rule for because in claim.because}
    found = {
        "actor_known": any(party.key for party in claim.actors),
        "actor_role": any(not party.key and party.sector not in ("other", "civilians") for party in claim.actors),
        "actor_other": any(not party.key and party.sector in ("other", "civilians") for party in claim.actors),
        "no_actor": not claim.actors,
        "several_actors": len(claim.actors) > 1,
        "target": bool(claim.targets),
        "target_known": any(party.key for party in claim.targets),
        "place_argument": rules.get("place") == "argument",
        "place_other": claim.place is not None and rules.get("place") != "argument",
        "no_place": claim.place is None,
        "figures": bool(claim.figures),
        "state": claim.kind in STATES,
        "word": claim.kind in WORDS,
        "unasserted": claim.stance != "asserted",
        "noun": ".noun" in rules.get("kind", ""),
        "short": len(claim.evidence) < 45,
        "long": len(claim.evidence) > 140,
        "capital": claim.kind in ("killing", "looting_or_destruction", "displacement", "attack_on_civilians"),
    }
    return {name: float(value) for name, value in found.items()}


def weights(tools: Tools) -> Weights:
    """The fitted weights."""
    return tools.lexicon.table("confidence.toml", Weights)


def confidence(claim: Claim, fitted: Weights) -> float:
    """Probability, rounded to three places."""
    total = fitted.intercept + sum(fitted.weights.get(name, 0.0) * value for name, value in features(claim).items())
    return round(1 / (1 + math.exp(-total)), 3)
