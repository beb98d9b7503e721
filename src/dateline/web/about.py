"""What the ledger holds, for whoever opens the page."""

from __future__ import annotations

from dataclasses import dataclass

from litestar import get
from litestar.handlers import HTTPRouteHandler

import dateline
from dateline.corpus.counting import RULES_FILE, CountingRule
from dateline.ledger import View, overview
from dateline.model import Day
from dateline.tools import Tools
from dateline.web.query import Somebody, TheDesk
from dateline.web.shapes import Meta

WORLD = [-180.0, -60.0, 180.0, 80.0]


@dataclass(frozen=True, slots=True)
class _Summary:
    counts: dict[str, int]
    days: tuple[Day | None, Day | None, Day | None, Day | None]
    kinds: dict[str, int]
    controllers: list[str]
    area: list[float]


@get("/meta", sync_to_thread=True)
def show_meta(the_desk: TheDesk, person: Somebody) -> Meta:
    """Counts, the days that the clocks name, kinds, holders, counting rules, who asks."""
    with the_desk.ledger.read() as view:
        held = the_desk.remember("meta", view, _summary)
    first, last, first_known, last_known = held.days
    return Meta(
        version=dateline.__version__, counts=held.counts, first_day=first, last_day=last, first_known=first_known, last_known=last_known,
        kinds=held.kinds, controllers=held.controllers, counting_rules=_rules(the_desk.tools), area=held.area or WORLD,
        person=person.name, role=person.role, problems=held.counts["problems"],
    )  # fmt: skip


def _summary(view: View) -> _Summary:
    connection = view.connection
    return _Summary(
        overview.counts(connection), overview.day_spans(connection), overview.claim_kinds(connection),
        overview.controllers(connection), overview.box(connection),
    )  # fmt: skip


def _rules(tools: Tools) -> dict[str, str]:
    return {rule.id: rule.title for rule in tools.lexicon.entries(RULES_FILE, CountingRule, "rule")}


ABOUT: list[HTTPRouteHandler] = [show_meta]
