"""Who fights whom, as pairs of parties in the claims of a document; both are parties of a fighting claim that is not denied."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from dateline import pipeline
from dateline.clauses import kinds
from dateline.model import Claim, Party, Published, Region, Report
from dateline.tools import Tools

SKIPPED = ("clean", "passages", "published")
FIGHTING = frozenset(("clash", "air_strike", "shelling", "bombing", "suicide_bombing", "capture", "contested", "advance", "siege", "killing", "execution", "arrest", "attack_on_civilians"))
SIDES = ("state forces", "rebels", "militia", "government", "international", "police")


def predict(rows: list[dict[str, Any]], tools: Tools) -> Iterator[dict[str, Any]]:
    """Rows with `relations` of type FightingAgainst."""
    index = kinds.kinds(tools)
    for row in rows:
        report = Report(
            id=row["id"], document=row["id"], text=row["text"], published=Published(), language="en",
            regions=(Region(start=0, end=len(row["text"]), kind="body"),),
        )  # fmt: skip
        report = pipeline.read(report, tools, [stage for stage in pipeline.STAGES if stage.name not in SKIPPED])
        relations = [relation for claim in report.claims if claim.kind in index.kinds for relation in _pairs(claim, row["text"])]
        yield {"id": row["id"], "relations": relations}


def _pairs(claim: Claim, text: str) -> Iterator[dict[str, Any]]:
    if claim.kind not in FIGHTING or claim.stance in ("denied", "negated"):
        return
    actors, targets = list(claim.actors), list(claim.targets)
    if claim.kind in ("clash", "contested") and not targets and len(actors) == 2:
        actors, targets = actors[:1], actors[1:]
    for one, other in product(actors, targets):
        if _side(one) and _side(other) and one.name != other.name:
            yield {"type": "FightingAgainst", "source": _end(one, text), "target": _end(other, text)}


def _side(party: Party) -> bool:
    return party.sector in SIDES and party.start is not None


def _end(party: Party, text: str) -> dict[str, Any]:
    return {"start": party.start, "end": party.end, "text": text[party.start : party.end]}
