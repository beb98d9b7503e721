"""RSS, RDF and Atom feeds: each entry with its own content is a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.intake.record import RawPage, refused


def records(data: bytes, place: str) -> Iterator[RawPage]:
    """Entries of a feed; one that breaks off gives the entries before the break and one problem."""
    import feedparser

    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    entries = feed.get("entries") or []
    outlet = _string(feed.get("feed") or {}, "title")
    fault = feed.get("bozo_exception")
    broken = bool(feed.get("bozo")) and _is_fault(fault)
    for number, entry in enumerate(entries, 1):
        record = _entry(entry, place, number, outlet)
        if not (broken and number == len(entries) and record.problem is not None):
            yield record
    if broken:
        said = " ".join(str(fault).split())[:160]
        yield refused(place, place, "broken feed", f"the feed breaks after {len(entries)} entries: {said}")
    elif not entries:
        yield refused(place, place, "empty", "the feed has no entry")


def _is_fault(fault: object) -> bool:
    """Whether what the parser complains of can have cost entries (a wrong content type or charset does not)."""
    return fault is not None and type(fault).__name__ not in ("CharacterEncodingOverride", "NonXMLContentType")


def _entry(entry: Any, place: str, number: int, outlet: str | None) -> RawPage:
    where, name = f"{place} entry {number}", f"{place}#{number}"
    body = _content(entry)
    if not body.strip():
        return refused(where, place, "no text", "the entry has no content", name)
    source = entry.get("source")
    return RawPage(
        place=where,
        source_id=name,
        path=name,
        form="fragment" if "<" in body and ">" in body else "dump",
        payload=body,
        given_id=_string(entry, "id"),
        url=_string(entry, "link"),
        outlet=(_string(source, "title") if isinstance(source, dict) else None) or outlet,
        title=_string(entry, "title"),
        byline=_string(entry, "author"),
        published=_string(entry, "published") or _string(entry, "updated"),
        published_basis="metadata",
    )


def _content(entry: Any) -> str:
    """The longest of an entry's contents and its summary."""
    found = [str(content.get("value") or "") for content in entry.get("content") or [] if isinstance(content, dict)]
    return max([*found, str(entry.get("summary") or "")], key=len)


def _string(record: Any, key: str) -> str | None:
    value = record.get(key)
    return value.strip() or None if isinstance(value, str) else None
