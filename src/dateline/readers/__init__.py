"""Readers: bytes in, reports out.

``open_input`` finds the records of a file whatever its name (plain text, HTML, WARC, RSS, Atom, JSON Feed, JSON lines; gzipped
or not) and is cheap; ``report_of`` decodes and parses one record, which is the costly and risky part, and is pure.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from dateline.intake.record import RawPage, refused
from dateline.model import Problem, Report
from dateline.tools import Settings

HEAD = 32_768
Record = RawPage
"""What `open_input` yields."""
__all__ = ["RawPage", "Record", "find_inputs", "open_input", "report_of"]


def find_inputs(path: Path) -> Iterator[Path]:
    """The files at a path: itself, or all files below a folder in order of their names, hidden ones left out."""
    if not path.is_dir():
        yield path
        return
    for found in sorted(path.rglob("*")):
        if found.is_file() and not any(part.startswith(".") for part in found.relative_to(path).parts):
            yield found


def open_input(
    source: Path | bytes, name: str | None = None, root: Path | None = None, settings: Settings | None = None
) -> Iterator[RawPage]:
    """The records of an input in order, each with a page or a problem; never raises for what is in the data.

    `name` is what the input is called in records (else its path relative to `root`, else its file name).
    """
    limit = (settings or Settings()).page_bytes
    place = name or _name_of(source, root)
    try:
        stream = BytesIO(source) if isinstance(source, bytes) else cast(BinaryIO, source.open("rb"))
    except OSError as error:
        yield refused(place, place, "unreadable", error.strerror or "the file cannot be opened")
        return
    with stream:
        try:
            yield from _records(stream, place, limit)
        except OSError as error:
            yield refused(place, place, "unreadable", error.strerror or "the file cannot be read")


def _name_of(source: Path | bytes, root: Path | None) -> str:
    if isinstance(source, bytes):
        return "input"
    if root is not None and source != root and source.is_relative_to(root):
        return source.relative_to(root).as_posix()
    return source.name


def _records(stream: BinaryIO, place: str, limit: int) -> Iterator[RawPage]:
    from dateline.readers.sniff import sniff

    head = stream.read(HEAD)
    stream.seek(0)
    if sniff(head) != "gzip":
        yield from _plain_records(stream, head, place, limit)
        return
    unpacked = _Unpacked(stream)
    buffered = cast(BinaryIO, BufferedReader(unpacked, 1 << 16))
    head = cast(BufferedReader, buffered).peek(HEAD)[:HEAD]
    held: RawPage | None = None
    for record in _plain_records(buffered, head, place, limit):
        if held is not None:
            yield held
        held = record
    if unpacked.fault:
        single = held is not None and held.source_id == place
        if held is not None and held.problem is None and not single:
            yield held
        held = refused(place, place, "truncated", unpacked.fault)
    if held is not None:
        yield held


def _plain_records(stream: BinaryIO, head: bytes, place: str, limit: int) -> Iterator[RawPage]:
    from dateline.readers import dump, feed, html, jsonl, warc
    from dateline.readers.sniff import sniff

    form = sniff(head)
    if form == "warc":
        yield from warc.records(stream, place, limit)
        return
    if form == "json":
        yield from jsonl.records(stream, place, limit)
        return
    data = stream.read(limit + 1)
    if not data.strip():
        yield refused(place, place, "empty", "the file is empty")
    elif len(data) > limit:
        yield refused(place, place, "too large", f"the page has more than {limit:,} bytes")
    elif form == "gzip":
        yield refused(place, place, "binary", "packed twice; unpack it once")
    elif form == "feed":
        yield from feed.records(data, place)
    else:
        yield from (html if form == "html" else dump).records(data, place)


class _Unpacked(RawIOBase):
    """Unpacks a gzip file of one or many members; past a broken member it goes on at the next, and tells in `fault`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._packed = b""
        self._engine: zlib._Decompress | None = None
        self._ready = b""
        self.fault = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            if not self._packed:
                self._packed = self._stream.read(1 << 16)
            if not self._packed:
                if self._engine is not None:
                    self.fault = self.fault or "the file ends too early; fetch it again"
                    self._engine = None
                return 0
            self._step()
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _step(self) -> None:
        if self._engine is None:
            start = self._packed.find(b"\x1f\x8b\x08")
            if start < 0:
                rest = self._packed.strip(b"\x00")
                self._packed = b""
                if rest and not self.fault:
                    self.fault = "there is something else than packed data at the end"
                return
            self._packed = self._packed[start:]
            self._engine = zlib.decompressobj(31)
        try:
            self._ready = self._engine.decompress(self._packed, 1 << 20)
        except zlib.error:
            self.fault = "a part of the file is broken; what comes before and after was read"
            self._packed, self._engine = self._packed[3:], None
            return
        if self._engine.eof:
            self._packed, self._engine = self._engine.unused_data, None
        else:
            self._packed = self._engine.unconsumed_tail


def report_of(
    record: RawPage, settings: Settings | None = None, published: str | None = None, outlet: str | None = None
) -> Report | Problem:
    """The report of one record: text as read, blocks, address, title, outlet and publication day as its container gives them.

    `published` (a day) and `outlet` given by the user win over everything. Raises nothing for what is in the data: a page
    that cannot be read comes back as a problem.
    """
    from dateline.intake.report import refusal
    from dateline.readers import dump, html

    limit = (settings or Settings()).page_bytes
    if record.problem is not None:
        return record.problem
    if len(record.payload) > limit:
        return refusal(record, "too large", f"the page has more than {limit:,} bytes")
    if record.form == "dump":
        return dump.report(record, published, outlet)
    return html.report(record, published, outlet)
