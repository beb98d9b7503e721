"""Who said what: adds `attributions` to a report.

Content, cue and source are found by a sequence tagger and a linker (`dateline.attributions.engine`), quotation marks by exact
pairing; sources are named within the report (`naming`), and so are the outlet spoken to and those cited in turn (`telling`).
"""

from __future__ import annotations

from msgspec.structs import replace

from dateline.attributions.engine import Engine, Heard
from dateline.attributions.lexicon import load_words
from dateline.attributions.naming import Named, names_of
from dateline.attributions.people import roster_of
from dateline.attributions.statements import Statement
from dateline.attributions.telling import Found, agency, cited, quoted_by, told_to
from dateline.model import Attribution, Report, Source, Span
from dateline.text import Prose
from dateline.tools import MODELS, Tools

CREDIT = 2000
"""Characters at the start of the prose in which a dateline may credit an agency."""


def make_engine(tools: Tools) -> Engine:
    """Load the models and word lists."""
    return Engine(MODELS, load_words(tools.lexicon))


def read(report: Report, tools: Tools) -> Report:
    """The report with its attributions, in order of content."""
    prose = tools.prose(report)
    if not prose.text.strip():
        return report
    engine = tools.part("attribution", make_engine)
    headlines = [(part.start, part.end) for part in prose.parts if part.kind == "headline"]
    heard = engine.hear(prose.text, tools.sentences(report), headlines or [(0, 0)])
    places = frozenset(place.text.lower() for place in report.places)
    roster = roster_of(prose.text, heard.pages, engine.words, places)
    names = names_of(prose.text, heard.pages, heard.statements, roster, engine.words)
    credited = agency(prose.text[:CREDIT], engine.words)
    own = tuple(name for name in (report.outlet, credited.name if credited else None) if name)
    found = [_attribution(prose, heard, engine, one, named, own) for one, named in zip(heard.statements, names)]
    return replace(report, attributions=tuple(sorted(found, key=lambda one: (one.content[0], one.content[-1]))))


def _attribution(
    prose: Prose, heard: Heard, engine: Engine, one: Statement, named: Named | None, own: tuple[str, ...]
) -> Attribution:
    low, high = _surroundings(heard, one)
    told = told_to(prose.text, low, high, engine.words, own)
    via = [other for other in cited(prose.text, low, high) if not _inside(other, one)]
    source = None
    if named is not None and one.source is not None:
        start, end = prose.source(*one.source)
        source = Source(name=named.name, start=start, end=end)
        if told is not None and told.name == named.name:
            told = None
    outlet = quoted_by(prose.text, low, high, engine.words, own)
    if told is None and outlet is not None and (source is None or outlet.name != source.name):
        told = outlet
    return Attribution(
        content=tuple(prose.source(*piece) for piece in one.content),
        kind=one.kind,
        cue=None if one.cue is None else _span(prose, one.cue),
        source=source,
        told_to=None if told is None else _source(prose, told),
        via=tuple(_source(prose, other) for other in via),
        anonymous=bool(named and named.anonymous),
        confidence=round(one.sure, 3),
    )


def credited_agency(report: Report, tools: Tools) -> Source | None:
    """The agency that the report's dateline credits, the second link of every chain; None when there is none."""
    prose = tools.prose(report)
    found = agency(prose.text[:CREDIT], tools.part("attribution", make_engine).words)
    return None if found is None else _source(prose, found)


def _span(prose: Prose, piece: tuple[int, int]) -> Span:
    start, end = prose.source(*piece)
    return Span(start=start, end=end)


def _source(prose: Prose, found: Found) -> Source:
    start, end = prose.source(found.start, found.end)
    return Source(name=found.name, start=start, end=end)


def _inside(found: Found, one: Statement) -> bool:
    """Whether a cited name is the source itself or stands in the content."""
    if one.source is not None and found.start < one.source[1] and found.end > one.source[0]:
        return True
    return any(start <= found.start < end for start, end in one.content)


def _surroundings(heard: Heard, one: Statement) -> tuple[int, int]:
    """The sentence of the cue (or source): where the one told and those cited are named."""
    at = one.cue or one.source
    if at is None:
        return 0, 0
    for page in heard.pages:
        if page.start <= at[0] < page.end:
            numbers = {page.sentence[i] for i, token in enumerate(page.tokens) if token.start <= at[0] < token.end}
            inside = [token for i, token in enumerate(page.tokens) if page.sentence[i] in numbers]
            return (inside[0].start, inside[-1].end) if inside else at
    return at
