"""JSON lines, a JSON array of rows, one JSON row, or a JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from dateline.intake.record import Form, RawPage, refused

_KNOWN = frozenset({"id", "text", "html", "title", "url", "outlet", "published", "dct", "retrieved_at", "byline"})
_CHUNK = 1 << 20


def records(stream: BinaryIO, place: str, limit: int) -> Iterator[RawPage]:
    """Rows of a stream in order; a bad or overlong line is one problem that names the line and costs no other."""
    first = True
    for number, line in _lines(stream, limit):
        if line is None:
            yield refused(f"{place} line {number}", place, "too large", f"the line has more than {limit:,} bytes", f"{place}#{number}")
            continue
        if first and number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        if first and not _complete(line):
            rest = stream.read(limit + 1)
            whole = _whole(line + rest) if len(rest) <= limit else None
            if whole is not None:
                yield from _document(whole, place)
                return
            if line.lstrip().startswith(b"[") and len(rest) > limit:
                yield refused(place, place, "too large", f"the array has more than {limit:,} bytes; write one record a line instead")
                return
            first = False
            yield from _row_of(line, place, number)
            yield from _rest(rest, stream, place, number, limit)
            return
        first = False
        yield from _row_of(line, place, number)


def _rest(read: bytes, stream: BinaryIO, place: str, number: int, limit: int) -> Iterator[RawPage]:
    """The lines after a first line that is no JSON, part of which has been read already."""
    from io import BytesIO

    if len(read) > limit:
        read += stream.readline(limit)
    for source in (BytesIO(read), stream):
        for _, line in _lines(source, limit):
            number += 1
            if line is None:
                yield refused(f"{place} line {number}", place, "too large", f"the line has more than {limit:,} bytes", f"{place}#{number}")
            elif line.strip():
                yield from _row_of(line, place, number)


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None stands for a line over the limit, which is skipped without being kept."""
    number = 0
    while True:
        line = stream.readline(limit + 1)
        if not line:
            return
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            while True:
                more = stream.readline(_CHUNK)
                if not more or more.endswith(b"\n"):
                    break
            yield number, None
        else:
            yield number, line


def _complete(line: bytes) -> bool:
    """Whether the first line is a JSON value by itself (an array on one line is a document of rows)."""
    if line.lstrip().startswith(b"["):
        return False
    value = _parse(line)
    return isinstance(value, dict) and "jsonfeed.org" not in str(value.get("version", ""))


def _whole(data: bytes) -> Any:
    value = _parse(data)
    return value if isinstance(value, dict | list) else None


def _parse(data: bytes) -> Any:
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        pass
    try:
        return _clean(json.loads(data.decode("utf-8")))
    except (ValueError, RecursionError):
        return None


def _clean(value: Any) -> Any:
    """A JSON value whose strings hold no half of a surrogate pair."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return value


def _document(value: Any, place: str) -> Iterator[RawPage]:
    if isinstance(value, dict) and isinstance(value.get("items"), list) and "jsonfeed.org" in str(value.get("version", "")):
        yield from _feed(value, place)
        return
    rows = value if isinstance(value, list) else [value]
    if not rows:
        yield refused(place, place, "empty", "the file holds no record")
    for number, row in enumerate(rows, 1):
        name = place if isinstance(value, dict) else f"{place}#{number}"
        yield _row(row, f"{place} record {number}", name, place)


def _row_of(line: bytes, place: str, number: int) -> Iterator[RawPage]:
    row = _parse(line)
    where, name = f"{place} line {number}", f"{place}#{number}"
    if row is None:
        yield refused(where, place, "bad row", "the line is no JSON; each line must be one object", name)
    else:
        yield _row(row, where, name, place)


def _row(row: Any, where: str, name: str, path: str) -> RawPage:
    if not isinstance(row, dict):
        return refused(where, path, "bad row", 'the record is no object with "text" or "html"', name)
    given = row.get("id")
    given_id = str(given) if isinstance(given, str | int | float) and not isinstance(given, bool) and given != "" else None
    body, form = _body(row)
    if body is None:
        return refused(where, path, "no text", 'the record has no "text" or "html"', given_id or name)
    return RawPage(
        place=where,
        source_id=given_id or name,
        path=name,
        form=form,
        payload=body,
        given_id=given_id,
        url=_text(row, "url"),
        outlet=_text(row, "outlet"),
        title=_text(row, "title"),
        byline=_text(row, "byline"),
        published=_text(row, "published") or _text(row, "dct"),
        retrieved_at=_text(row, "retrieved_at"),
        extra={str(key): value for key, value in row.items() if key not in _KNOWN},
    )


def _body(row: dict[str, Any]) -> tuple[str | None, Form]:
    html, text = row.get("html"), row.get("text")
    if isinstance(html, str) and html.strip():
        return html, "html"
    return (text, "dump") if isinstance(text, str) else (None, "dump")


def _text(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value.strip() or None if isinstance(value, str) else None


def _feed(feed: dict[str, Any], place: str) -> Iterator[RawPage]:
    """Entries of a JSON Feed."""
    outlet = _text(feed, "title")
    for number, item in enumerate(feed["items"], 1):
        where, name = f"{place} entry {number}", f"{place}#{number}"
        if not isinstance(item, dict):
            yield refused(where, place, "bad entry", "the entry is no object", name)
            continue
        html, text = item.get("content_html"), item.get("content_text") or item.get("summary")
        body = html if isinstance(html, str) and html.strip() else text
        if not isinstance(body, str) or not body.strip():
            yield refused(where, place, "no text", "the entry has no content", name)
            continue
        authors = item.get("authors") or [item.get("author")]
        names = [str(author.get("name", "")).strip() for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
        yield RawPage(
            place=where,
            source_id=name,
            path=name,
            form="fragment" if body is html else "dump",
            payload=body,
            given_id=_text(item, "id"),
            url=_text(item, "url") or _text(item, "external_url"),
            outlet=outlet,
            title=_text(item, "title"),
            byline=", ".join(filter(None, names)) or None,
            published=_text(item, "date_published"),
            published_basis="metadata",
        )
