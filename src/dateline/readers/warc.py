"""Web archives (WARC, plain or gzipped): each archived page is a record; a broken record costs no other.

The format is ISO 28500: a version line, named fields, an empty line, `Content-Length` bytes, two line breaks. HTTP responses
inside may be chunked and compressed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from dateline.intake.record import Form, RawPage, refused

_VERSION = re.compile(rb"WARC/\d(?:\.\d+)?\s*$")
_INNER = re.compile(rb"\r?\n(?=WARC/\d(?:\.\d+)?\s*?\r?\n[A-Za-z-]+:)")
_HEAD_LIMIT = 64 * 1024
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


class _Reader:
    """A stream that what was taken too much of can be given back to."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept = BytesIO()

    def line(self) -> bytes:
        line = self._kept.readline(_HEAD_LIMIT)
        return line if line.endswith(b"\n") else line + self._stream.readline(_HEAD_LIMIT)

    def back(self, data: bytes) -> None:
        self._kept = BytesIO(data + self._kept.read())

    def take(self, size: int) -> bytes:
        kept = self._kept.read(size)
        return kept if len(kept) == size else kept + self._stream.read(size - len(kept))

    def skip(self, size: int) -> None:
        while size > 0:
            got = len(self.take(min(1 << 20, size)))
            if not got:
                return
            size -= got


def records(stream: BinaryIO, place: str, limit: int) -> Iterator[RawPage]:
    """Pages of an archive in order."""
    reader = _Reader(stream)
    number = 0
    while _next_record(reader):
        number += 1
        where, name = f"{place} record {number}", f"{place}#{number}"
        fields = _fields(reader)
        size = _size(fields)
        if size is None:
            yield refused(where, place, "broken record", "the record has no Content-Length; reading goes on at the next one", name)
            continue
        if fields.get("warc-type") not in ("response", "resource", "conversion"):
            _pass_over(reader, size, limit)
        elif size > limit:
            reader.skip(size)
            yield refused(where, place, "too large", f"the page has {size:,} bytes, more than {limit:,}", name)
        else:
            data = _whole(reader, size)
            if data is None:
                yield refused(where, place, "broken record", "the record is shorter than it says; reading goes on at the next one", name)
            else:
                yield from _page(data, fields, where, name, place, limit)
    if number == 0:
        yield refused(place, place, "broken archive", "no WARC record in the file")


def _pass_over(reader: _Reader, size: int, limit: int) -> None:
    """Skip a record that is no page; a small one is checked so that a wrong length hides nothing."""
    if size > limit:
        reader.skip(size)
    else:
        _whole(reader, size)


def _whole(reader: _Reader, size: int) -> bytes | None:
    """The record's bytes; None when another record begins inside them, which is then the next to be read."""
    data = reader.take(size)
    following = reader.take(64)
    reader.back(following)
    if len(data) == size and (not following.strip() or _VERSION.match(following.lstrip().split(b"\n")[0])):
        return data
    inner = _INNER.search(data)
    if inner is None:
        return data if len(data) == size else None
    reader.back(data[inner.start() :].lstrip(b"\r\n"))
    return None


def _next_record(reader: _Reader) -> bool:
    """Go on to the next version line; False at the end."""
    while True:
        line = reader.line()
        if not line:
            return False
        if _VERSION.match(line):
            return True


def _fields(reader: _Reader) -> dict[str, str]:
    fields: dict[str, str] = {}
    for _ in range(200):
        line = reader.line()
        if not line.strip():
            break
        if _VERSION.match(line):
            reader.back(line)
            break
        key, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            fields.setdefault(key.strip().lower(), value.strip())
    if "warc-type" in fields:
        fields["warc-type"] = fields["warc-type"].lower()
    return fields


def _size(fields: dict[str, str]) -> int | None:
    value = fields.get("content-length", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def _page(data: bytes, fields: dict[str, str], where: str, name: str, path: str, limit: int) -> Iterator[RawPage]:
    kind, charset, body = fields.get("content-type", "").lower(), None, data
    if kind.startswith("application/http") or data[:5] == b"HTTP/":
        status, headers, body = _http(data)
        if status is None:
            yield refused(where, path, "broken record", "the record's HTTP header cannot be read", name)
            return
        if status >= 300:
            return
        kind, charset = headers.get("content-type", "text/html").lower(), _charset(headers.get("content-type", ""))
        decoded = _decoded(body, headers, limit)
        if isinstance(decoded, str):
            yield refused(where, path, "broken record", decoded, name)
            return
        body = decoded
    if not kind.startswith(_PAGES):
        return
    form: Form = "dump" if kind.startswith("text/plain") else "html"
    yield RawPage(
        place=where, source_id=name, path=name, form=form, payload=body, charset=charset, url=(fields.get("warc-target-uri") or "").strip("<>") or None,
        retrieved_at=fields.get("warc-date"),
    )  # fmt: skip


def _http(data: bytes) -> tuple[int | None, dict[str, str], bytes]:
    """Status, headers and body of an HTTP response as archived."""
    end = re.search(rb"\r?\n\r?\n", data[:_HEAD_LIMIT])
    head = data[: end.start()] if end else data[:_HEAD_LIMIT]
    status = re.match(rb"HTTP/\d(?:\.\d)?\s+(\d{3})", head)
    headers: dict[str, str] = {}
    for line in head.splitlines()[1:]:
        key, _, value = line.decode("latin-1").partition(":")
        headers.setdefault(key.strip().lower(), value.strip())
    return (int(status.group(1)) if status and end else None), headers, data[end.end() :] if end else b""


def _charset(value: str) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:\-]+)", value, re.I)
    return found.group(1) if found else None


def _decoded(body: bytes, headers: dict[str, str], limit: int) -> bytes | str:
    """The body without transfer and content encodings, or what is wrong with it."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    encoding = headers.get("content-encoding", "").lower().strip()
    if encoding in ("gzip", "x-gzip", "deflate"):
        for bits in (47, -15):
            try:
                plain = zlib.decompressobj(bits).decompress(body, limit + 1)
            except zlib.error:
                continue
            return plain if len(plain) <= limit else f"the page has more than {limit:,} bytes when unpacked"
        if body.lstrip()[:1] != b"<":
            return "the page cannot be unpacked"
    elif encoding not in ("", "identity", "utf-8", "none") and body.lstrip()[:1] != b"<":
        return f"the page is compressed in a way that is not supported ({encoding})"
    return body


def _unchunked(body: bytes) -> bytes:
    out: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at)
        size = re.match(rb"\s*([0-9a-fA-F]{1,8})", body[at:end]) if end >= 0 else None
        if size is None:
            return b"".join(out) or body
        length = int(size.group(1), 16)
        if length == 0:
            return b"".join(out)
        out.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else int(body[at : at + 1] == b"\n")
