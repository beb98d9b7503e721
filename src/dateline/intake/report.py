"""From a raw page to a report: text, ids, and the first word on publication."""

from __future__ import annotations

import hashlib

from dateline.intake.address import canonical_url
from dateline.intake.days import day_of, moment_of
from dateline.intake.encoding import NotTextError, decode, refuse_binary
from dateline.intake.record import RawPage
from dateline.model import Block, Problem, Published, Report, document_id, report_id, source_key


def text_of(record: RawPage) -> str:
    """The decoded payload. Raises `NotTextError`."""
    if isinstance(record.payload, bytes):
        return decode(record.payload, record.charset)
    if record.payload.count("\x00"):
        refuse_binary(record.payload[:8192].encode("utf-8", "replace"))
    return record.payload


def refusal(record: RawPage, code: str, message: str) -> Problem:
    """The problem of a page that cannot be read; a record with an id of its own is also named by its file."""
    where = f"{record.place}: " if record.source_id == record.given_id and record.place != record.given_id else ""
    return Problem(place=record.source_id, code=code, message=where + message)


def refused_text(record: RawPage, error: NotTextError) -> Problem:
    """The problem of a page whose bytes are no text."""
    return refusal(record, error.code, str(error))


def assemble(
    record: RawPage,
    text: str,
    *,
    blocks: tuple[Block, ...] = (),
    url: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    outlet: str | None = None,
    published: Published | None = None,
    given: tuple[str | None, str | None] = (None, None),
    problems: tuple[Problem, ...] = (),
) -> Report:
    """The report of a page; what the record says of itself wins over what the page says, what the user says (`given`:
    publication day, outlet) over both."""
    address = canonical_url(url) or canonical_url(record.url)
    key = source_key(address, record.given_id, record.path)
    raw = record.payload if isinstance(record.payload, bytes) else record.payload.encode("utf-8", "surrogatepass")
    return Report(
        id=report_id(key, text),
        document=document_id(key),
        text=text,
        source_id=record.source_id,
        path=record.path,
        url=address,
        outlet=given[1] or record.outlet or outlet,
        title=record.title or title,
        byline=record.byline or byline,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        retrieved_at=moment_of(record.retrieved_at),
        published=_published(record, given[0]) or published or Published(),
        problems=problems + _bad_date(record),
        extra=record.extra,
        blocks=blocks,
    )


def _bad_date(record: RawPage) -> tuple[Problem, ...]:
    """The problem of a record whose publication date is none; the page is read all the same, without that date."""
    if not record.published or day_of(record.published):
        return ()
    return (refusal(record, "bad date", f"{record.published[:40]!r} is no publication date; write it as 2023-06-21"),)


def _published(record: RawPage, given: str | None) -> Published | None:
    """The day given by the user or by the record."""
    for value, basis, reason in (
        (given, "given", "given by the user"),
        (record.published, record.published_basis, "given with the record" if record.published_basis == "given" else "the feed's date"),
    ):
        day = day_of(value)
        if day:
            return Published(earliest=day, latest=day, basis="given" if basis == "given" else "metadata", reason=f"{reason}: {value}")
    return None
