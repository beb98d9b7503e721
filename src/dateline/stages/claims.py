"""Who did what to whom: claims from the frames that fit a report's sentences, with place, time, figures and the chain of sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.clauses import actors, kinds, modality, senses, weapons
from dateline.clauses.cast import Cast
from dateline.clauses.gather import Gathered, Scene, apart, gather
from dateline.clauses.parses import parses
from dateline.clauses.reader import Reader, Reading
from dateline.clauses.settling import Settler
from dateline.gazetteer import open_gazetteer
from dateline.model import Attribution, Because, Claim, Figure, Link, Report, When, stable_id
from dateline.text import Prose
from dateline.tools import Tools

if TYPE_CHECKING:
    from spacy.tokens import Doc


def read(report: Report, tools: Tools) -> Report:
    """Add claims; only sentences that hold a trigger word are parsed."""
    from msgspec.structs import replace

    return replace(report, claims=tuple(claims(report, tools)))


@dataclass(slots=True)
class Draft:
    """A reading with what was gathered for it, before it becomes a claim."""

    reading: Reading
    gathered: Gathered
    offset: int
    doc: Doc = field(repr=False)


def claims(report: Report, tools: Tools) -> list[Claim]:
    """Claims of a report, in text order."""
    prose = tools.prose(report)
    index = kinds.kinds(tools)
    cast = Cast(actors.register(tools), senses.senses(tools))
    scene = Scene(report, prose, cast, index, weapons.weapons(tools), modality.settings(tools))
    scene.open()
    reader = Reader(index, cast)
    drafts: list[Draft] = []
    cast.speaker = lambda position: _speaker(report, prose, position)
    spans = parses(tools).spans(report, tools)
    speaking = [index.may_speak(prose.text[start:end]) for start, end in spans]
    parsed = iter(parses(tools).docs(report, tools, [span for span, speaks in zip(spans, speaking, strict=True) if speaks]))
    for (start, end), speaks in zip(spans, speaking, strict=True):
        if not speaks:
            scene.note(start, end)
            continue
        doc = next(parsed)
        cast.begin(doc, start)
        scene.begin(start, end)
        readings = reader.read(doc, scene.places)
        for reading in readings:
            drafts.extend(Draft(part, gather(part, scene, reader), start, doc) for part in apart(reading, scene, reader))
        scene.note(start, end)
    settler = Settler(report, tools.part("gazetteer", lambda own: open_gazetteer(own.settings.cache)))
    return _finish(report, prose, [draft for draft in drafts if draft.gathered.keep], settler)


def _speaker(report: Report, prose: Prose, position: int) -> str | None:
    """Who says the words at a position of the prose, innermost."""
    at = prose.source(position, position + 1)[0]
    covering = [a for a in report.attributions if a.source is not None and any(start <= at < end for start, end in a.content)]
    if not covering:
        return None
    inner = min(covering, key=lambda a: sum(end - start for start, end in a.content))
    return inner.source.name if inner.source else None


def _finish(report: Report, prose: Prose, drafts: Sequence[Draft], settler: Settler) -> list[Claim]:
    made: list[Claim] = []
    ordinals: dict[tuple[object, ...], int] = {}
    for draft in drafts:
        claim = _settled(_claim(report, prose, draft), settler)
        key = (claim.kind, claim.start, claim.end)
        ordinal = ordinals[key] = ordinals.get(key, -1) + 1
        made.append(_with_id(report, claim, ordinal))
    return made


def _claim(report: Report, prose: Prose, draft: Draft) -> Claim:
    reading, gathered = draft.reading, draft.gathered
    start, end = prose.source(draft.offset + reading.start, draft.offset + reading.end)
    trigger = reading.trigger
    at, to = prose.source(draft.offset + trigger.idx, draft.offset + trigger.idx + len(trigger))
    because = (
        Because(part="kind", rule=f"kinds/{reading.frame.id}", note=f"“{report.text[at:to]}”", start=at, end=to),
        *gathered.because,
    )
    return Claim(
        id="",
        kind=gathered.kind,
        start=start,
        end=end,
        evidence=report.text[start:end],
        actors=gathered.actors,
        targets=gathered.targets,
        place=gathered.place,
        route=gathered.route,
        when=gathered.when,
        figures=gathered.figures,
        weapon=gathered.weapon,
        outcome=gathered.outcome,
        attribution=chain(report, at, to),
        background=gathered.background,
        because=because,
    )


def _settled(claim: Claim, settler: Settler) -> Claim:
    from msgspec.structs import replace

    route = claim.route
    if route is not None:
        route = replace(route, origin=settler.settle(route.origin), destination=settler.settle(route.destination))
    return replace(claim, place=settler.settle(claim.place), route=route)


def _with_id(report: Report, claim: Claim, ordinal: int) -> Claim:
    from msgspec.structs import replace

    parties = [party.key or party.name for party in (*claim.actors, *claim.targets)]
    place = claim.place.key or claim.place.name if claim.place else None
    when = f"{claim.when.earliest}/{claim.when.latest}"
    return replace(claim, id=stable_id("c", report.id, claim.start, claim.end, claim.kind, *parties, place, when, ordinal))


# ------------------------------------------------------------------ who says so


def chain(report: Report, start: int, end: int) -> tuple[Link, ...]:
    """The chain of sources for words at ``start:end``, outermost first: outlet, then speakers from the widest content inward."""
    links: list[Link] = []
    if report.outlet:
        links.append(Link(name=report.outlet, role="outlet"))
    covering = [a for a in report.attributions if any(s <= start and end <= e for s, e in a.content)]
    covering.sort(key=lambda a: -sum(e - s for s, e in a.content))
    for attribution in covering:
        links.extend(_links(attribution, report))
    unique: list[Link] = []
    for link in links:
        if all(link.name.lower() != other.name.lower() for other in unique):
            unique.append(link)
    return tuple(unique)


def _links(attribution: Attribution, report: Report) -> list[Link]:
    cue = report.text[attribution.cue.start : attribution.cue.end] if attribution.cue else None
    links = []
    if attribution.told_to is not None:
        told = attribution.told_to
        links.append(Link(name=told.name, start=told.start, end=told.end, role="outlet"))
    if attribution.source is not None:
        source = attribution.source
        links.append(
            Link(name=source.name, start=source.start, end=source.end, cue=cue, role="speaker", anonymous=attribution.anonymous, kind=attribution.kind)
        )
    links.extend(Link(name=via.name, start=via.start, end=via.end, role="speaker") for via in attribution.via)
    return links


__all__ = ["Figure", "When", "chain", "claims", "read"]
