"""Derives everything that is derived, from stored claims and judgements.

`derive` is a pure function of the reports, claims and judgements known by a day; `rebuild` runs it on a ledger and stores
the result as known now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

import dateline
from dateline.corpus import control, copies, crossings, disagreements, events, judging, movements
from dateline.corpus.context import situated
from dateline.corpus.counting import DEFAULT, CountingRule, rule
from dateline.corpus.derived import Derived
from dateline.corpus.evidence import Page, Told, pages_with_retirement
from dateline.corpus.sites import one_key_each
from dateline.ledger import Ledger, View
from dateline.model import Claim, Day, Family, Judgement, Link, Party, Place, RegionKind, Report, known_day
from dateline.text import report_prose
from dateline.tools import Tools

Progress = Callable[[str], None]
CREDIT_KINDS: tuple[RegionKind, ...] = ("byline", "dateline", "body", "boilerplate")
"""Where a page names the agency whose words it carries."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What corpus steps ask of the world: which side a source is on, what contains what, how parties are called."""

    source_side: Callable[[Link, str | None], str | None]
    within: Callable[[Place, Place], bool]
    name: Callable[[Party], str]
    capitals: Mapping[str, Place] = field(default_factory=dict)
    agency: Callable[[str], str] = str


def page_of(report: Report) -> Page:
    """What corpus steps need of a report (with text)."""
    return Page(
        report=report.id,
        document=report.document,
        version=report.version or 1,
        outlet=report.outlet,
        known=known_day(report),
        language=report.language,
        title=report.title,
        story=report_prose(report, ("dateline", "body")).text,
        url=report.url,
        credit=copies.credit_of(report_prose(report, CREDIT_KINDS).text, report.outlet),
    )


def derive(
    pages: Sequence[Page],
    claims: Sequence[Claim],
    judgements: Sequence[Judgement],
    knowledge: Knowledge,
    by: CountingRule,
    known: Day | None = None,
) -> Derived:
    """Everything that follows from the reports known by a day (None = now) and all judgements."""
    seen = [page for page in pages if known is None or (page.known is not None and page.known <= known)]
    ordered = pages_with_retirement(seen)
    families = copies.families(ordered, knowledge.agency)
    family_of = {report: family.id for family in families for report in family.reports}
    by_report = {page.report: page for page in ordered}
    judged = judging.judged_claims(claims, judgements)
    told = one_key_each(
        Told(claim, by_report[claim.report], family_of[claim.report]) for claim in judged.claims if claim.report in by_report
    )
    current = [one for one in told if one.visible(known)]
    decided, lost = judging.event_decisions(judged.claims, judgements)
    groups = events.groups(situated(current), knowledge.within, decided)
    held, gone = judging.judged_holdings(control.holdings(told, knowledge.source_side, knowledge.name, knowledge.capitals), judgements)
    return Derived(
        families=_with_claims(families, judged.claims),
        events=[events.as_event(group, by) for group in groups],
        disagreements=disagreements.disagreements(groups, current, held, knowledge.within, knowledge.source_side),
        holdings=held,
        crossings=crossings.crossings(told, knowledge.name),
        movements=movements.movements(situated(current), by, knowledge.within),
        unattached=(*judged.unattached, *lost, *gone),
    )


def _with_claims(families: Sequence[Family], claims: Sequence[Claim]) -> list[Family]:
    """Families with the claims of their reports, which rest on them for their number of origins."""
    by_report: dict[str, list[str]] = {}
    for claim in claims:
        by_report.setdefault(claim.report or "", []).append(claim.id)
    return [
        replace(family, claims=tuple(sorted(key for report in family.reports for key in by_report.get(report, ())))) for family in families
    ]  # fmt: skip


def knowledge_of(tools: Tools) -> Knowledge:
    """Knowledge from the lexicons and the gazetteer."""
    from dateline.corpus.world import capitals, display_name, source_side, usual_agency, within

    return Knowledge(
        source_side=lambda link, country: source_side(link, tools, country),
        within=within,
        name=lambda party: display_name(party, tools),
        capitals=capitals(tools),
        agency=lambda name: usual_agency(name, tools),
    )


def derived_as_known(view: View, tools: Tools, known: Day | None, counting: str = DEFAULT) -> Derived:
    """Everything derived as known on a day, from a view of a ledger."""
    pages = [page_of(report) for report in view.reports(text=True)]
    return derive(pages, list(view.claims()), view.judgements(), knowledge_of(tools), rule(tools.lexicon, counting), known)


def rebuild(ledger: Ledger, tools: Tools, counting: str = DEFAULT, progress: Progress | None = None) -> Derived:
    """Derive everything again and store it; the claims are not touched."""
    note = progress or (lambda _message: None)
    note("reading claims")
    with ledger.read() as view:
        derived = derived_as_known(view, tools, None, counting)
    note("storing what was derived")
    with ledger.write() as writer:
        writer.derive(derived.records(), {"derived_by": dateline.__version__, "counting": counting})
    return derived
