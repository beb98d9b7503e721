"""Tells what form some bytes have, by their content alone."""

from __future__ import annotations

import re
from typing import Literal

Container = Literal["gzip", "warc", "feed", "json", "html", "dump", "empty"]

_XML = re.compile(rb"^\s*(?:<\?xml[^>]{0,400}>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,400}>\s*|<!DOCTYPE[^>]{0,400}>\s*)*<([A-Za-z][\w:.-]*)", re.S)
_HTML = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|div|p|article|section|main|span|table|meta|title|h1|h2|ul|script|link)(?=[\s>/])", re.I
)
_CLOSING = re.compile(rb"</(?:p|div|a|span|li|h[1-6]|html|body|article|td)\s*>|<br\s*/?>", re.I)
_ARCHIVED = re.compile(rb"^WARC-(?:Type|Record-ID|Target-URI|Date):.*\n(?:[A-Za-z-]+:.*\n){0,12}?(?:WARC-[A-Za-z-]+|Content-Length):", re.M)
_FEEDS = (b"rss", b"feed", b"rdf:rdf", b"atom:feed")


def sniff(head: bytes) -> Container:
    """The form of an input by its first bytes (some ten thousand are enough)."""
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    plain = _plain(head)
    text = plain.lstrip()
    if not text:
        return "empty" if not head else "dump"
    if re.match(rb"WARC/\d", text) or _ARCHIVED.search(head):
        return "warc"
    if text[:1] in (b"{", b"["):
        return "json" if _is_json(text) else "dump"
    root = _XML.match(plain)
    if root and root.group(1).lower() in _FEEDS:
        return "feed"
    return "html" if _is_html(plain) else "dump"


def _plain(head: bytes) -> bytes:
    """The bytes without byte-order mark; two-byte text without its zeros, which is enough to look at tags."""
    if head.startswith(b"\xef\xbb\xbf"):
        return head[3:]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:200].count(0) > 60:
        return head.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    return head


def _is_json(text: bytes) -> bool:
    if text[:1] == b"{":
        return re.match(rb'\{\s*(?:"|\})', text) is not None
    return re.match(rb"\[\s*(?:\{|\])", text) is not None


def _is_html(plain: bytes) -> bool:
    """A document that begins like HTML, or holds several of its tags near the start."""
    first = _HTML.search(plain[:2000])
    if first is None:
        return len(_CLOSING.findall(plain)) >= 5
    if first.start() == 0 or not plain[: first.start()].strip() or plain.lstrip()[:1] == b"<":
        return True
    return len(_CLOSING.findall(plain)) >= 3
