"""Whose page it is: the title's suffix, the copyright line, the masthead, the site's address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.intake.address import host_of, registered_domain
from dateline.layout.metadata import parse_title
from dateline.model import RegionKind, Report

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}(?:\s*[-–]\s*\d{2,4})?)?[,.:]?\s*(?:by\s+)?(?P<name>[A-Z][\w&'’.\- ]{2,50}?)(?:\s*\d{4})?\s*(?:[.,|–—]|\ball rights|\bltd|\binc\b|\bllc|\bplc|$)",
    re.I,
)
_RIGHTS = re.compile(r"(?P<name>[A-Z][\w&'’\- ]{2,40}?)[.,]?\s+all rights reserved", re.I)
_NO_NAME = re.compile(r"^(?:all|rights|the|reserved|policy|notice|by|terms|privacy|contact|home)\b\W*\w*$", re.I)
_TRAILING = re.compile(r"\s+(?:ltd|limited|inc|llc|plc|company|corporation|media group|group)\.?$", re.I)


def outlet_of(report: Report, texts: Sequence[str], kinds: Sequence[RegionKind]) -> str | None:
    """The outlet's name as the page prints it; None when it prints none."""
    if report.title:
        named = parse_title(report.title)[1]
        if named:
            return named
    outside = [text for text, kind in zip(texts, kinds) if kind in ("navigation", "boilerplate", "teaser", "byline")]
    for text in reversed(outside):
        found = _COPYRIGHT.search(text) or _RIGHTS.search(text)
        name = _TRAILING.sub("", found.group("name").strip(" .,")) if found else ""
        if name and not _NO_NAME.match(name) and not name.isdigit():
            return name
    return _from_address(report.url, outside)


def _from_address(url: str | None, outside: Sequence[str]) -> str | None:
    """The line of the page's furniture that spells the site's domain ("Nile Courier" on nilecourier.example)."""
    host = host_of(url)
    if not host:
        return None
    label = registered_domain(host).partition(".")[0]
    for text in outside[:40]:
        if len(text) < 40 and re.sub(r"\W+", "", text.lower()).removeprefix("the") == re.sub(r"\W+", "", label).removeprefix("the"):
            return text.strip()
    return host
