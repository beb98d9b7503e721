"""An HTML page, or a piece of HTML out of a feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.intake.encoding import NotTextError
from dateline.intake.record import RawPage
from dateline.intake.report import assemble, refusal, refused_text, text_of
from dateline.layout.extractor import opinions
from dateline.layout.metadata import PageMetadata, page_metadata
from dateline.layout.visible import VisibleText, visible_text
from dateline.model import Block, Problem, Published, Report

_FRAMES = re.compile(r"<frameset\b|enable javascript|you need to enable|http-equiv=[\"']?refresh", re.I)


def records(data: bytes, place: str) -> Iterator[RawPage]:
    """The one record of an HTML file."""
    yield RawPage(place=place, source_id=place, path=place, form="html", payload=data)


def report(record: RawPage, published: str | None = None, outlet: str | None = None) -> Report | Problem:
    """The page's visible text with its blocks, and what its mark-up says of it."""
    try:
        html = text_of(record)
    except NotTextError as error:
        return refused_text(record, error)
    visible = visible_text(html)
    if not visible.text.strip("\ufeff \t\r\n\f\v\u00a0\u200b"):
        why = "the page shows text only when its scripts run" if _FRAMES.search(html) else "the page holds no text"
        return refusal(record, "no text", why)
    whole = record.form == "html"
    found = PageMetadata() if visible.tree is None or not whole else page_metadata(visible.tree, record.url)
    blocks = _scored(html, visible) if whole and visible.tree is not None else visible.blocks
    return assemble(
        record,
        visible.text,
        blocks=blocks,
        url=found.canonical or record.url,
        title=found.title,
        byline=found.byline,
        outlet=found.outlet,
        published=Published(earliest=found.day, latest=found.day, basis="metadata", reason=found.day_source) if found.day else None,
        given=(published, outlet),
    )


def _scored(html: str, visible: VisibleText) -> tuple[Block, ...]:
    """The blocks with the extractor's opinion of each."""
    scores: Sequence[float | None] = opinions(html, [visible.text[block.start : block.end] for block in visible.blocks])
    return tuple(
        Block(start=block.start, end=block.end, tag=block.tag, path=block.path, links=block.links, score=score)
        for block, score in zip(visible.blocks, scores)
    )
