"""A page saved as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.intake.encoding import NotTextError
from dateline.intake.record import RawPage
from dateline.intake.report import assemble, refusal, refused_text, text_of
from dateline.model import Problem, Report


def records(data: bytes, place: str) -> Iterator[RawPage]:
    """The one record of a text file."""
    yield RawPage(place=place, source_id=place, path=place, form="dump", payload=data)


def report(record: RawPage, published: str | None = None, outlet: str | None = None) -> Report | Problem:
    """The page as read, line ends and byte-order mark kept."""
    try:
        text = text_of(record)
    except NotTextError as error:
        return refused_text(record, error)
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u200b"):
        return refusal(record, "no text", "the page holds no text")
    return assemble(record, text, given=(published, outlet))
