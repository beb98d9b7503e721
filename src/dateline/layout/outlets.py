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


_PIECES = re.compile(r"\s*[|›»«>•·▸→—–:,/]\s*|\s-\s|\s{2,}")
_MENU = re.compile(
    r"^(?:home|news|world|latest|menu|search|skip|jump|sport|business|politics|region|video|about|contact|subscribe|sign|log|opinion|english|breaking|live|watch|cached|mirror|advert|print|page|"
    r"updated|weather|inicio|more|all|top|share|follow|newsletter|newsletters|e-?paper|rss|tags?|topics?)\b", re.I,
)
_SOURCE = re.compile(r"\bsource\s*:\s*([A-Z][\w&'’.\- ]{2,40}?)\s*(?:[|•·]|$)")
_HEAD = 5
"""Lines at the top of a page among which its name may stand."""


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
    return _masthead(texts, kinds) or _from_address(report.url, outside)


def _masthead(texts: Sequence[str], kinds: Sequence[RegionKind]) -> str | None:
    """A name at the top of the page that is printed again elsewhere, or a source line's name."""
    furniture = "\n".join(text for text, kind in zip(texts, kinds) if kind not in ("body", "dateline", "headline", "caption")).lower()
    story = "\n".join(text for text, kind in zip(texts, kinds) if kind in ("body", "dateline", "headline", "caption")).lower()
    best: tuple[float, str] | None = None
    top = [text for text, kind in zip(texts[:_HEAD], kinds[:_HEAD]) if kind not in ("headline", "body", "dateline", "caption")]
    for place, text in enumerate(top):
        for rank, piece in enumerate(_PIECES.split(text)[:2]):
            name = piece.strip(" .")
            words = name.split()
            if not (1 <= len(words) <= 5 and 3 <= len(name) <= 40 and name[:1].isupper()) or _MENU.match(name) or any(char.isdigit() for char in name):
                continue
            if sum(word[:1].isupper() for word in words) < len(words) * 0.6:
                continue
            again, told = furniture.count(name.lower()) - 1, story.count(name.lower())
            if told and len(words) == 1:
                continue
            again += min(told, 2)
            score = min(again, 3) + 0.8 * (len(_PIECES.split(text)) <= 2) + 0.3 * (len(words) >= 2) - 0.3 * place - 0.5 * rank
            if score >= 1.0 and (best is None or score > best[0]):
                best = (score, _cased(name, texts))
    if best is not None:
        return best[1]
    for text, kind in zip(texts, kinds):
        found = _SOURCE.search(text) if kind not in ("body", "dateline") else None
        if found:
            return found.group(1).strip()
    return None


def _cased(name: str, texts: Sequence[str]) -> str:
    """A name in capitals as the page writes it elsewhere, else in title case."""
    if not name.isupper() or len(name) <= 5:
        return name
    for text in texts:
        found = re.search(re.escape(name), text, re.I)
        if found and not found.group().isupper():
            return found.group()
    return name.title()


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
