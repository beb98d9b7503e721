"""Applies people's decisions to claims and holdings. Claims are never edited: judged copies count in what is derived.

A judgement on a claim finds it by id, else (after a reread) by the most overlapping claim of the same kind in the same
report. Those that find nothing are listed, never dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from dateline.corpus.events import Decided
from dateline.errors import UsageError
from dateline.model import Claim, Holding, Judgement

CLAIM_FIELDS = ("kind", "actors", "targets", "place", "route", "when", "figures", "stance", "background", "attribution")
"""What a person can correct in a claim."""
HOLDING_FIELDS = ("controller", "status", "valid_from", "valid_to", "contested_by")
"""What a person can correct in a holding."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Claims as they count, and the judgements that found no claim."""

    claims: tuple[Claim, ...]
    unattached: tuple[Judgement, ...]


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements that were not taken back, in order."""
    ordered = list(judgements)
    undone = {judgement.undoes for judgement in ordered if judgement.undoes}
    return [judgement for judgement in ordered if judgement.id not in undone and judgement.undoes is None]


def judged_claims(claims: Sequence[Claim], judgements: Iterable[Judgement]) -> Judged:
    """Claims after all standing judgements about claims; the last one about a claim wins."""
    by_id = {claim.id: claim for claim in claims}
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report or ""].append(claim)
    unattached = []
    for judgement in standing(judgements):
        if not judgement.subject.startswith("c") or judgement.decision in ("merge", "split"):
            continue
        key = judgement.subject if judgement.subject in by_id else _overlapping(judgement, by_report[judgement.report or ""])
        if key is None:
            unattached.append(judgement)
        elif key in by_id:
            _apply(by_id, key, judgement)
    return Judged(tuple(by_id[claim.id] for claim in claims if claim.id in by_id), tuple(unattached))


def _apply(by_id: dict[str, Claim], key: str, judgement: Judgement) -> None:
    if judgement.decision == "reject":
        del by_id[key]
    elif judgement.decision == "accept":
        by_id[key] = msgspec.structs.replace(by_id[key], confidence=1.0)
    else:
        by_id[key] = corrected(by_id[key], judgement.values)


def corrected(claim: Claim, values: dict[str, Any]) -> Claim:
    """The claim with judged values; raises `UsageError` for a field or value that a claim cannot have."""
    wrong = sorted(set(values) - set(CLAIM_FIELDS))
    if wrong:
        raise UsageError(f"a claim has no {', '.join(wrong)} to correct; it has {', '.join(CLAIM_FIELDS)}")
    plain = msgspec.to_builtins(claim)
    try:
        return msgspec.convert({**plain, **values, "confidence": 1.0}, Claim)
    except msgspec.ValidationError as error:
        raise UsageError(f"that correction does not fit a claim: {error}") from error


def _overlapping(judgement: Judgement, claims: Sequence[Claim]) -> str | None:
    if judgement.start is None or judgement.end is None:
        return None
    best: tuple[int, str] | None = None
    for claim in claims:
        shared = min(claim.end, judgement.end) - max(claim.start, judgement.start)
        if claim.kind == judgement.kind and shared > 0 and (best is None or shared > best[0]):
            best = (shared, claim.id)
    return best[1] if best else None


def judged_holdings(holdings: Sequence[Holding], judgements: Iterable[Judgement]) -> tuple[list[Holding], tuple[Judgement, ...]]:
    """Holdings after all standing judgements about holdings, at every known day, and the judgements that found none.

    A judged holding is known again by its place, controller and first valid day, whatever its id has become.
    """
    result = list(holdings)
    lost: list[Judgement] = []
    for judgement in standing(judgements):
        if judgement.kind != "holding":
            continue
        if not any(_same_holding(one, judgement) for one in holdings):
            lost.append(judgement)
        elif judgement.decision == "reject":
            result = [one for one in result if not _same_holding(one, judgement)]
        elif judgement.decision == "correct":
            result = [_corrected(one, judgement) if _same_holding(one, judgement) else one for one in result]
    return result, tuple(lost)


def event_decisions(claims: Sequence[Claim], judgements: Iterable[Judgement]) -> tuple[Decided, tuple[Judgement, ...]]:
    """What people decided about events, by the claims as they are now, and the decisions that found none of theirs.

    A merge names one claim of each event, a split the claims that are an event of their own; each is found again by id, else
    by place on its page ("anchors" among the values, in the order of `others`).
    """
    by_id = {claim.id for claim in claims}
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report or ""].append(claim)
    merged: list[frozenset[str]] = []
    split: list[frozenset[str]] = []
    lost: list[Judgement] = []
    for judgement in standing(judgements):
        if judgement.kind != "event" or judgement.decision not in ("merge", "split"):
            continue
        anchors = judgement.values.get("anchors")
        places = anchors if isinstance(anchors, list) else [None] * len(judgement.others)
        found = {key for claim, anchor in zip(judgement.others, places, strict=False) if (key := _claim_now(claim, anchor, by_id, by_report))}
        if len(found) < (2 if judgement.decision == "merge" else 1):
            lost.append(judgement)
        else:
            (merged if judgement.decision == "merge" else split).append(frozenset(found))
    return Decided(tuple(merged), tuple(split)), tuple(lost)


def _claim_now(claim: str, anchor: Any, by_id: set[str], by_report: dict[str, list[Claim]]) -> str | None:
    if claim in by_id or not isinstance(anchor, list | tuple) or len(anchor) != 4:
        return claim if claim in by_id else None
    report, start, end, kind = anchor
    moved = Judgement(id="", decision="merge", subject=claim, kind=kind, reason="", by="", at="", report=report, start=start, end=end)
    return _overlapping(moved, by_report[report or ""])


def anchor_of(claim: Claim) -> list[Any]:
    """What a claim is known by across rereads: report, span, kind."""
    return [claim.report, claim.start, claim.end, claim.kind]


def _same_holding(holding: Holding, judgement: Judgement) -> bool:
    return judgement.values.get("of") == holding_anchor(holding)


def holding_anchor(holding: Holding) -> list[str | None]:
    """What a holding is known by across rebuilds: place, controller, first valid day."""
    return [holding.place.key, holding.controller, holding.valid_from]


def _corrected(holding: Holding, judgement: Judgement) -> Holding:
    values = {name: value for name, value in judgement.values.items() if name in HOLDING_FIELDS}
    return msgspec.convert({**msgspec.to_builtins(holding), **values}, Holding)
