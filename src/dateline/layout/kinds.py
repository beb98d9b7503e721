"""From chances to kinds: which units are story, and what each of the others is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.layout import marks
from dateline.layout.metadata import agreement
from dateline.layout.units import Unit
from dateline.model import RegionKind

STORY = 0.5
"""Chance from which a unit is story text."""
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
_CAPTION_PATH = re.compile(r"figcaption|caption|(?:image|photo|media|img)[-_]?(?:credit|desc|text|info)|wp-caption", re.I)
_CREDIT_PATH = re.compile(r"credit|copyright-?holder|photographer", re.I)
_BYLINE_PATH = re.compile(r"byline|author|@?datepublished|dateline|timestamp|pub[-_]?date|published|article[-_]?(?:date|meta|info)|post[-_]?meta|entry[-_]?meta|^time~|>time~", re.I)
_TEASER_PATH = re.compile(r"relat|recommend|popular|trend|most[-_]?(?:read|pop|view)|teaser|promo|card|recirc|outbrain|taboola|latest|more[-_](?:from|on|stories|news)|read[-_]?(?:more|next)|also|recent", re.I)
_NAV_PATH = re.compile(r"nav|menu|breadcrumb|footer|header~|masthead|topbar|sitemap|toolbar", re.I)
_COMMENT_PATH = re.compile(r"comment|disqus|respond|reply", re.I)
SMALL_GAP = 4


@dataclass(slots=True)
class Labelled:
    """One kind for each unit, and the index of the unit that it repeats."""

    kinds: list[RegionKind]
    doubles: list[int | None]
    headline: int | None


def label(
    texts: Sequence[str], units: Sequence[Unit], chances: NDArray[np.float64], doubles: Sequence[int | None], title: str | None
) -> Labelled:
    """Kinds of all units of a page."""
    story = _story(texts, units, chances, doubles)
    headline = _headline(texts, units, story, title)
    kinds: list[RegionKind] = []
    first, last = _extent(story)
    box = False
    for index, text in enumerate(texts):
        kind: RegionKind
        if index == headline:
            kind = "headline"
        elif story[index]:
            kind = "dateline" if marks.is_dateline(text) else "body"
            box = False
        else:
            kind = _furniture(text, units[index], index, first, last, headline, box)
            box = marks.POINTER.match(text) is not None or (box and kind == "teaser")
        kinds.append(kind)
    _mark_captions(texts, units, kinds, doubles, first, last)
    _mark_repeated_headline(texts, kinds, headline)
    return Labelled(kinds, list(doubles), headline)


def _story(
    texts: Sequence[str], units: Sequence[Unit], chances: NDArray[np.float64], doubles: Sequence[int | None]
) -> list[bool]:
    story = [bool(chance > STORY) for chance in chances]
    for index, text in enumerate(texts):
        if not story[index]:
            continue
        if (marks.is_byline(text) and len(text) < 90) or marks.is_date_line(text) or (marks.INLINE_POINTER.match(text) and len(text) < 200) or (units[index].block is None and marks.CAPTION.search(text) and len(_WORD.findall(text)) < 50):
            story[index] = False
    return story


def _extent(story: Sequence[bool]) -> tuple[int, int]:
    """First and last story unit (one past the end when there is none)."""
    at = [index for index, flag in enumerate(story) if flag]
    return (at[0], at[-1]) if at else (len(story), len(story))


def _headline(texts: Sequence[str], units: Sequence[Unit], story: list[bool], title: str | None) -> int | None:
    """The unit that is the story's headline: nearest above the story, like the known title or of a headline's shape."""
    first, last = _extent(story)
    if title:
        near = [
            (agreement(text, title) + 0.1 * (_tag(units[index]) == "h1") - 0.02 * min(abs(first - index), 10) - 0.3 * (index > last), index)
            for index, text in enumerate(texts)
            if len(text) < 3 * len(title) + 40 and agreement(text, title) >= 0.7
        ]
        if near:
            return _claimed(max(near)[1], story)
    if first >= len(texts):
        return None
    running = frozenset(word.lower() for index, text in enumerate(texts) if story[index] for word in _WORD.findall(text) if len(word) > 3)
    scored = [
        (_headline_shape(texts[index], units[index], running) - 0.12 * (first - index) * (1 if units[index].block is None else 0.3), index)
        for index in range(max(0, first - 25), min(first + 1, len(texts)))
        if index != first or len(_WORD.findall(texts[index])) < 30
    ]
    best = max(scored, default=(0.0, 0))
    return _claimed(best[1], story) if best[0] > 0.8 else None


def _claimed(index: int, story: list[bool]) -> int:
    story[index] = False
    return index


def _tag(unit: Unit) -> str:
    return unit.block.tag if unit.block is not None else ""


def _headline_shape(text: str, unit: Unit, running: frozenset[str]) -> float:
    """How much a line looks like a headline of a text with these words."""
    words = _WORD.findall(text)
    if not 3 <= len(words) <= 45 or marks.is_byline(text) or marks.is_date_line(text) or marks.is_dateline(text):
        return 0.0
    if marks.TOP_LINKS.match(text) or marks.POINTER.match(text) or marks.FURNITURE.search(text) or marks.CAPTION.search(text):
        return 0.0
    content = [word.lower() for word in words if len(word) > 3]
    shared = sum(word in running for word in content) / max(1, len(content))
    ends = _SENTENCE_END.search(text) is not None and not text.rstrip().endswith(("?", "!"))
    heading = _tag(unit) in ("h1", "h2", "h3")
    return 1.2 * shared + 0.4 * (len(words) >= 5) + 0.8 * (_tag(unit) == "h1") + 0.3 * heading - 0.8 * ends - 0.3 * (len(words) > 28)


def _furniture(text: str, unit: Unit, index: int, first: int, last: int, headline: int | None, box: bool) -> RegionKind:
    """What a unit that is no story is."""
    path = unit.block.path if unit.block is not None else ""
    words = _WORD.findall(text)
    top = headline if headline is not None and headline < first else first - 8
    in_head = top - 3 <= index <= first + 2
    if (marks.is_byline(text) and (in_head or first <= index <= last + 2)) or (marks.is_date_line(text) and (in_head or first <= index <= last + 1)):
        return "byline"
    if path and in_head and _BYLINE_PATH.search(path[-160:]) and len(words) < 30 and not marks.FURNITURE.search(text):
        return "byline"
    if (path and _CAPTION_PATH.search(path[-200:])) or (_tag(unit) == "figcaption"):
        return "caption"
    if not path and marks.CAPTION.search(text) and len(words) >= 4 and headline is not None and headline <= index <= last + 3:
        return "caption"
    if marks.INLINE_POINTER.match(text):
        return "teaser"
    if marks.TOP_LINKS.match(text) or ((path and _NAV_PATH.search(path)) and len(words) < 8):
        return "navigation"
    if path and _COMMENT_PATH.search(path[-200:]):
        return "boilerplate"
    if path and _TEASER_PATH.search(path[-300:]) and len(words) >= 4 and not marks.POINTER.match(text):
        return "teaser"
    if marks.POINTER.match(text) and len(words) <= 8:
        return "navigation"
    if marks.FURNITURE.search(text):
        return "boilerplate"
    if box or index > last:
        return "teaser" if len(words) >= 5 else "navigation"
    if first < index < last:
        return "teaser" if len(words) >= 5 and not _SENTENCE_END.search(text) else "boilerplate"
    return "navigation" if len(words) < 8 or SEPARATOR.search(text) else "teaser" if len(words) < 40 else "boilerplate"


SEPARATOR = marks.SEPARATE


def _mark_captions(
    texts: Sequence[str], units: Sequence[Unit], kinds: list[RegionKind], doubles: Sequence[int | None], first: int, last: int
) -> None:
    """A sentence printed twice in a row inside a story is a picture's caption (once for the alternative text)."""
    for index, original in enumerate(doubles):
        if original is None or index - original > 2 or not first - 3 <= index <= last + 1:
            continue
        words = len(_WORD.findall(texts[index]))
        if words >= 6 and {kinds[index], kinds[original]} <= {"body", "caption", "teaser", "boilerplate", "navigation"}:
            if marks.FURNITURE.search(texts[index]) and kinds[index] == "boilerplate":
                continue
            kinds[index] = kinds[original] = "caption"


def _mark_repeated_headline(texts: Sequence[str], kinds: list[RegionKind], headline: int | None) -> None:
    """The headline printed again (a breadcrumb, a sharing box) is navigation, never story."""
    if headline is None:
        return
    for index, text in enumerate(texts):
        if index != headline and kinds[index] != "caption" and text.strip().lower() == texts[headline].strip().lower():
            kinds[index] = "navigation"
