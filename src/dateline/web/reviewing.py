"""Review: what to look at first, who is on it, decisions with a reason, taking them back. The log only grows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Annotated

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from dateline import api
from dateline.corpus.judging import standing
from dateline.errors import NotFound, UsageError
from dateline.ledger import View, desk, overview
from dateline.ledger.writer import DERIVATION, now
from dateline.model import Judgement, stable_id
from dateline.web.access import may
from dateline.web.desk import Desk
from dateline.web.evidence import one_claim
from dateline.web.faults import Conflict
from dateline.web.query import Cursor, Limit, Somebody, Text, TheDesk, TheVeil
from dateline.web.quoting import last_judgements
from dateline.web.shapes import Hold, Log, Queue, QueueItem, ReviewOrder

DERIVE_SECONDS = 3.0
"""How long an answer waits for the picture to follow; a larger ledger follows in the background."""
MOST_REASON = 2000
MOST_VALUES = 20_000


@get("/queue", sync_to_thread=True, guards=[may("review")])
def show_queue(the_desk: TheDesk, veil: TheVeil, limit: Limit = 20) -> Queue:
    """Claims that nobody has judged, the ones first where doubt times consequence is greatest."""
    with the_desk.ledger.read() as view:
        ranked = rankings(the_desk, view)
        judged = last_judgements(the_desk, view)
        shown = list(islice((row for row in ranked.values() if row.claim not in judged), limit))
        claims = desk.claims_by_id(view.connection, [row.claim for row in shown])
        rests = overview.resting(view.connection, [row.claim for row in shown])
        last = {one.subject: one for one in the_desk.remember("log", view, View.judgements)}
    held = the_desk.holds.all()
    items = [
        QueueItem(
            claim=veil.claim(claims[row.claim]), doubt=row.doubt, consequence=row.consequence, rests=rests.get(row.claim, []),
            held_by=held.get(row.claim), judged=last.get(row.claim),
        )
        for row in shown
        if row.claim in claims
    ]  # fmt: skip
    return Queue(items=items, left=len(ranked) - sum(claim in ranked for claim in judged))


@post("/queue/{claim:str}/hold", sync_to_thread=True, status_code=200, guards=[may("review")])
def hold(claim: FromPath[str], the_desk: TheDesk, person: Somebody) -> Hold:
    """Say that one is on this claim, unless somebody else is; forgotten after three minutes."""
    with the_desk.ledger.read() as view:
        one_claim(view, claim)
    return Hold(held_by=the_desk.holds.take(claim, person.name))


@get("/judgements", sync_to_thread=True)
def show_log(
    the_desk: TheDesk, veil: TheVeil, subject: Text = None, limit: Annotated[int, QueryParameter(ge=1, le=500)] = 500, cursor: Cursor = None
) -> Log:
    """All decisions, newest first, those taken back and their taking back included."""
    with the_desk.ledger.read() as view:
        page = desk.judgements(view.connection, subject, limit, cursor)
    return Log(items=[veil.judgement(one) for one in page.items], cursor=page.cursor)


@post("/judgements", sync_to_thread=True, guards=[may("review")])
def judge(data: JSONBody[ReviewOrder], the_desk: TheDesk, person: Somebody) -> Response[Judgement]:
    """Decide about a claim, holding or event. 409 when somebody decided since `seen`."""
    _check(data)
    with the_desk.ledger.write() as writer, the_desk.ledger.read() as view:
        last = desk.last_judgement(view.connection, data.subject)
        if (last.id if last else None) != data.seen:
            raise Conflict(f"somebody decided about this since you looked: {last.id if last else 'the decision you saw is gone'}")
        judgement = _judgement(view, data, person.name)
        if last is not None and last.id == judgement.id:
            raise Conflict(f"this decision was just made: {last.id}")
        writer.judge(judgement)
    return _followed(the_desk, judgement)


@post("/judgements/{key:str}/undo", sync_to_thread=True, guards=[may("review")])
def undo(key: FromPath[str], the_desk: TheDesk, person: Somebody) -> Response[Judgement]:
    """Take a decision back; both stay in the log."""
    with the_desk.ledger.read() as view:
        found = next((one for one in view.judgements() if one.id == key), None)
        if found is None:
            raise NotFound(f"{key[:60]}: no such judgement")
        if found.undoes:
            raise UsageError("a taking back cannot be taken back; decide again")
        if found not in standing(view.judgements()):
            raise Conflict(f"this decision was taken back already: {found.id}")
    return _followed(the_desk, api.undo(the_desk.ledger, key, person.name, derive=False))


def rankings(the_desk: Desk, view: View) -> dict[str, overview.Doubtful]:
    """All claims by doubt times consequence, the greatest first."""
    return the_desk.remember("doubtful", view, lambda now: {row.claim: row for row in overview.doubtful(now.connection)}, DERIVATION)


def _check(order: ReviewOrder) -> None:
    if not order.reason.strip() or len(order.reason) > MOST_REASON:
        raise UsageError(f"a judgement needs a reason of up to {MOST_REASON} characters")
    if len(msgspec.json.encode(order.values)) > MOST_VALUES or len(order.others) > 200:
        raise UsageError("that is more than one judgement can hold")
    if order.decision in ("merge", "split") and not order.others:
        raise UsageError("say in `others` what to merge it with, or which claims to split off")


def _judgement(view: View, order: ReviewOrder, by: str) -> Judgement:
    """The judgement as it will be stored; ids must be whole."""
    if order.decision in ("merge", "split"):
        return _regrouping(view, order, by)
    if order.subject.startswith("h_"):
        found = desk.one(view.connection, order.subject)
        if found is None or found[0] != "holdings":
            raise NotFound(f"{order.subject[:60]}: no such holding")
    else:
        one_claim(view, order.subject)
    return api.decision_of(view, order.subject, order.decision, order.reason, by, order.values)


def _regrouping(view: View, order: ReviewOrder, by: str) -> Judgement:
    """Merging two events, or splitting claims off one; anchored by the claims, which keep their ids."""
    found = desk.one(view.connection, order.subject)
    if found is None or found[0] != "events":
        raise NotFound(f"{order.subject[:60]}: no such event")
    event = found[1]
    if order.decision == "merge":
        others = [_event_claims(view, key) for key in order.others]
    else:
        strange = [key for key in order.others if key not in event.claims]
        if strange or len(set(order.others)) == len(event.claims):
            raise UsageError("split off some, but not all, of the event's own claims")
        others = [order.others]
    at = now()
    return Judgement(
        id=stable_id("j", event.id, order.decision, order.reason, by, at), decision=order.decision, subject=event.id, kind="event",
        reason=order.reason, by=by, at=at, others=tuple(order.others),
        values={"claims": list(event.claims), "others": [list(claims) for claims in others]},
    )  # fmt: skip


def _event_claims(view: View, key: str) -> Sequence[str]:
    found = desk.one(view.connection, key)
    if found is None or found[0] != "events":
        raise NotFound(f"{key[:60]}: no such event")
    claims: Sequence[str] = found[1].claims
    return claims


def _followed(the_desk: Desk, judgement: Judgement) -> Response[Judgement]:
    """The judgement, once the picture follows it or it is clear that this takes longer (then a header says so)."""
    the_desk.holds.let_go(judgement.subject)
    done = the_desk.deriver.wait(the_desk.deriver.ask(), DERIVE_SECONDS)
    return Response(judgement, headers={"X-Dateline-Picture": "current" if done else "following"})


REVIEWING: list[HTTPRouteHandler] = [show_queue, hold, show_log, judge, undo]
