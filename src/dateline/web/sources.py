"""Sources: what each outlet, agency, speaker and party said, and how far people think it can be relied on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from dateline.corpus.judging import standing
from dateline.corpus.world import source_side
from dateline.errors import NotFound, UsageError
from dateline.ledger import View, overview
from dateline.ledger.overview import Tally
from dateline.ledger.writer import now
from dateline.model import Judgement, Link, stable_id
from dateline.tools import Tools
from dateline.web.access import may
from dateline.web.desk import Desk
from dateline.web.query import Somebody, Text, TheDesk, TheVeil
from dateline.web.shapes import ReliabilityOrder, SourceList, SourceRow

KIND = "source"
"""The kind of a judgement about a source."""


@get("/sources", sync_to_thread=True)
def list_sources(
    the_desk: TheDesk, veil: TheVeil, role: Text = None, limit: Annotated[int, QueryParameter(ge=1, le=2000)] = 500
) -> SourceList:
    """Outlets, agencies, speakers and parties, those with most claims first."""
    with the_desk.ledger.read() as view:
        rows = tallies(the_desk, view)
        grades = the_desk.remember("grades", view, _grades)
    chosen = [row for row in rows if (role is None or row.role == role) and not (veil.drawn and row.role == "speaker")]
    return SourceList(items=[_row(row, grades) for row in chosen[:limit]])


@put("/sources/{name:path}", sync_to_thread=True, guards=[may("review")])
def grade_source(name: FromPath[str], data: JSONBody[ReliabilityOrder], the_desk: TheDesk, person: Somebody) -> Judgement:
    """Say how far a source can be relied on; earlier words stay in the log."""
    wanted = name.removeprefix("/")
    if not data.reason.strip() or len(data.reason) > 2000:
        raise UsageError("a judgement needs a reason of up to 2000 characters")
    with the_desk.ledger.read() as view:
        if not any(row.name == wanted for row in tallies(the_desk, view)):
            raise NotFound(f"{wanted[:60]}: no such source")
    at = now()
    subject = stable_id("s", wanted)
    judgement = Judgement(
        id=stable_id("j", subject, data.reliability, data.reason, person.name, at), decision="correct", subject=subject, kind=KIND,
        reason=data.reason, by=person.name, at=at, values={"name": wanted, "reliability": data.reliability},
    )  # fmt: skip
    with the_desk.ledger.write() as writer:
        writer.judge(judgement)
    return judgement


def tallies(the_desk: Desk, view: View) -> list[Tally]:
    """Sources with their counts, most claims first."""
    return the_desk.remember("sources", view, lambda now: with_parties(overview.tallies(now.connection), the_desk.tools))


def with_parties(rows: list[Tally], tools: Tools) -> list[Tally]:
    """The rows, and one for every party that speakers speak for (an agency or outlet speaks for itself)."""
    parties: dict[str, Tally] = {}
    for row in rows:
        side = source_side(Link(name=row.name), tools) if row.role == "speaker" else None
        if side:
            party = parties.setdefault(side, Tally(side_name(side, tools), "party"))
            party.claims += row.claims
            party.reports = max(party.reports, row.reports)
            party.contradicted += row.contradicted
    return sorted([*rows, *parties.values()], key=lambda row: (-row.claims, row.role, row.name))


def side_name(side: str, tools: Tools) -> str:
    """A party's name for people."""
    from dateline.clauses.actors import register

    known = register(tools)
    if side in known.actors:
        return known.actors[side].name
    country = side.removeprefix("state:")
    return known.nations[country].name if country in known.nations else side


def _grades(view: View) -> dict[str, str]:
    graded = [one for one in standing(view.judgements()) if one.kind == KIND]
    return {str(one.values.get("name")): str(one.values.get("reliability")) for one in graded}


def _row(row: Tally, grades: Mapping[str, str]) -> SourceRow:
    return SourceRow(
        name=row.name, role=row.role, reports=row.reports, claims=row.claims, copies_given=row.given, copies_taken=row.taken,
        contradicted=row.contradicted, reliability=grades.get(row.name),
    )  # fmt: skip


SOURCES: list[HTTPRouteHandler] = [list_sources, grade_source]
