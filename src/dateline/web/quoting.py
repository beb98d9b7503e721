"""Claims with what is needed to show them beside others; reports as heads of lists."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.corpus.judging import standing
from dateline.ledger import View, desk, overview
from dateline.ledger.writer import DERIVATION
from dateline.model import Claim, Judgement, Report, known_day
from dateline.web.desk import Desk
from dateline.web.shapes import Quotation, ReportHead
from dateline.web.veil import Veil

AROUND = 240
"""Characters of the page shown before and after a claim's sentence."""


def quotations(state: Desk, view: View, claims: Sequence[Claim], veil: Veil) -> list[Quotation]:
    """Claims as quotations, in the same order."""
    reports = sorted({claim.report or "" for claim in claims})
    heads = desk.heads(view.connection, reports)
    texts = desk.texts(view.connection, reports)
    known = families(state, view)
    judged = last_judgements(state, view)
    return [_quotation(claim, heads[claim.report or ""], texts[claim.report or ""], known, judged, veil) for claim in claims]


def _quotation(
    claim: Claim, report: Report, text: str, known: dict[str, tuple[str, int]], judged: dict[str, Judgement], veil: Veil
) -> Quotation:
    family, size = known.get(report.id, (None, 1))
    judgement = judged.get(claim.id)
    return Quotation(
        claim=veil.claim(claim),
        outlet=report.outlet,
        title=veil.page(report.title, [claim]) if report.title else None,
        published=known_day(report),
        before=veil.page(text[max(0, claim.start - AROUND) : claim.start], [claim]),
        after=veil.page(text[claim.end : claim.end + AROUND], [claim]),
        family=family,
        copies=size - 1,
        judged=veil.judgement(judgement) if judgement else None,
    )


def families(state: Desk, view: View) -> dict[str, tuple[str, int]]:
    """For every report its family and the number of reports in it."""
    return state.remember("families", view, lambda now: overview.families(now.connection), DERIVATION)


def last_judgements(state: Desk, view: View) -> dict[str, Judgement]:
    """The last standing judgement on each subject."""
    return state.remember("standing", view, lambda now: {one.subject: one for one in standing(now.judgements())})


def head(report: Report, version: int | None, claims: int) -> ReportHead:
    """A report as it stands in lists."""
    return ReportHead(
        id=report.id, title=report.title, outlet=report.outlet, published=known_day(report), published_basis=report.published.basis,
        language=report.language, source_id=report.source_id, version=version, claims=claims,
    )  # fmt: skip
