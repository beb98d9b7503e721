"""From chances to kinds: which units are story, and what each of the others is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dateline.layout import marks
from dateline.layout.metadata import agreement
from dateline.layout.printed import printed_days
from dateline.layout.units import Unit
from dateline.model import RegionKind

STORY = 0.45
FEW = 6
"""Lines up to which a text without any story in it is taken by its sentences."""
MAYBE = 0.12
"""Chance from which a whole sentence between story units is story."""
"""Chance from which a unit is story text."""
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
_CAPTION_PATH = re.compile(r"figcaption|caption|(?:image|photo|media|img)[-_]?(?:credit|desc|text|info)|wp-caption", re.I)
_CREDIT_PATH = re.compile(r"credit|copyright-?holder|photographer", re.I)
_BYLINE_PATH = re.compile(r"byline|author|@?datepublished|dateline|timestamp|pub[-_]?date|published|article[-_]?(?:date|meta|info)|post[-_]?meta|entry[-_]?meta|^time~|>time~", re.I)
_TEASER_PATH = re.compile(r"relat|recommend|popular|trend|most[-_]?(?:read|pop|view)|teaser|promo|card|recirc|outbrain|taboola|latest|more[-_](?:from|on|stories|news)|read[-_]?(?:more|next)|also|recent", re.I)
_NAV_PATH = re.compile(r"nav|menu|breadcrumb|footer|header~|masthead|topbar|sitemap|toolbar", re.I)
_COMMENT_PATH = re.compile(r"comment|disqus|respond|reply", re.I)
_NUMBER = re.compile(r"~\d+")


@lru_cache(maxsize=8192)
def _traits(path: str) -> frozenset[str]:
    """What the names in a path (without element numbers) say: caption, byline, teaser, nav, comment."""
    found = {
        "caption": _CAPTION_PATH.search(path[-200:]), "byline": _BYLINE_PATH.search(path[-160:]), "teaser": _TEASER_PATH.search(path[-300:]),
        "nav": _NAV_PATH.search(path), "comment": _COMMENT_PATH.search(path[-200:]),
    }  # fmt: skip
    return frozenset(name for name, match in found.items() if match)


def _traits_of(unit: Unit) -> frozenset[str]:
    return _traits(_NUMBER.sub("~", unit.block.path)) if unit.block is not None else _NO_TRAITS


_NO_TRAITS: frozenset[str] = frozenset()


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
    box = comments = False
    for index, text in enumerate(texts):
        kind: RegionKind
        if index == headline:
            kind = "headline"
        elif story[index]:
            kind = "dateline" if marks.is_dateline(text) else "body"
            box = False
        else:
            kind = _furniture(text, units[index], index, first, last, headline, box)
            comments = marks.COMMENTS.match(text) is not None or (comments and marks.POINTER.match(text) is None)
            if kind in ("teaser", "navigation") and index > last and _is_comment(text, comments):
                kind = "boilerplate"
            box = marks.POINTER.match(text) is not None or (box and kind == "teaser")
        kinds.append(kind)
    _mark_captions(texts, units, kinds, doubles, first, last)
    _mark_repeated_headline(texts, kinds, headline)
    return Labelled(kinds, list(doubles), headline)


def _story(
    texts: Sequence[str], units: Sequence[Unit], chances: NDArray[np.float64], doubles: Sequence[int | None]
) -> list[bool]:
    """Which units are story: those the models think so, less those whose wording says otherwise, and whole sentences that
    stand between story units. In a text of a few lines where the models see none (a feed's summary, a single sentence), its
    whole sentences are."""
    story = [
        bool(chance > STORY) and not _speaks_against(text, unit) for text, unit, chance in zip(texts, units, chances)
    ]
    if not any(story) and len(texts) <= FEW:
        return [_is_sentence(text) and not _speaks_against(text, unit) for text, unit in zip(texts, units)]
    first, last = _extent(story)
    for index in range(first + 1, last):
        near = max(story[index - 1], story[index - 2] if index > 1 else False) and any(story[index + 1 : index + 3])
        if not story[index] and near and chances[index] > MAYBE and _is_sentence(texts[index]) and not _speaks_against(texts[index], units[index]):
            story[index] = True
    return story


def _speaks_against(text: str, unit: Unit) -> bool:
    """Lines that are no story whatever stands around them."""
    if (len(text) < 90 and marks.is_byline(text)) or marks.is_date_line(text):
        return True
    if len(text) < 200 and (marks.INLINE_POINTER.match(text) or marks.SPONSORED.match(text) or marks.LABELS.match(text)):
        return True
    if _AGENCY_LINE.match(text) or (len(_WORD.findall(text)) <= 8 and has_day(text) and not _SENTENCE_END.search(text)):
        return True
    if len(text) < 250 and marks.NEVER_STORY.match(text):
        return True
    if len(text) < 70 and (marks.POINTER.match(text) or marks.COMMENTS.match(text)) and not _is_sentence(text):
        return True
    return unit.block is None and marks.CAPTION.search(text) is not None and len(_WORD.findall(text)) < 50


def _is_sentence(text: str) -> bool:
    """A line that begins and ends like a sentence and is no furniture."""
    words = _WORD.findall(text)
    head = text.lstrip(" \"“‘'(")[:1]
    return len(words) >= 4 and _SENTENCE_END.search(text) is not None and head.isupper() and marks.FURNITURE.search(text) is None


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
        (_headline_shape(texts[index], units[index], running) - (0.04 if units[index].block is None else 0.02) * (first - index)
         + 0.25 * _opens_story(texts, index, first), index)
        for index in range(max(0, first - 25), min(first + 1, len(texts)))
        if index != first or (len(_WORD.findall(texts[index])) < 30 and not _is_sentence(texts[index]))
    ]  # fmt: skip
    best = max(scored, default=(0.0, 0))
    if best[0] <= ENOUGH:
        return None
    known = {index: value for value, index in scored}
    at = best[1]
    while known.get(at - 1, 0.0) > ENOUGH and known[at] - known[at - 1] < 0.5:
        at -= 1
    return _claimed(at, story)


ENOUGH = 0.45
"""Score from which a line is taken for the headline; of neighbours that both look like it the upper is it."""


def _opens_story(texts: Sequence[str], index: int, first: int) -> bool:
    """Whether a byline, a date or the story follows soon."""
    return any(marks.is_byline(text) or has_day(text) for text in texts[index + 1 : index + 4]) or first == index + 1


def has_day(text: str) -> bool:
    """A short line with a full date."""
    return len(text) < 140 and bool(printed_days(text))


def _claimed(index: int, story: list[bool]) -> int:
    story[index] = False
    return index


def _tag(unit: Unit) -> str:
    return unit.block.tag if unit.block is not None else ""


def _headline_shape(text: str, unit: Unit, running: frozenset[str]) -> float:
    """How much a line looks like a headline of a text with these words."""
    words = _WORD.findall(text)
    if not 3 <= len(words) <= 45 or marks.is_byline(text) or (has_day(text) and len(words) < 12) or marks.is_dateline(text):
        return -1.0
    if any(pattern.match(text) for pattern in (marks.TOP_LINKS, marks.POINTER, marks.LABELS, marks.INLINE_POINTER, marks.SPONSORED)) or is_links(text):
        return -1.0
    if marks.FURNITURE.search(text) or marks.CAPTION.search(text):
        return -1.0
    content = [word.lower() for word in words if len(word) > 3]
    if sum(word.isalpha() and len(word) > 1 for word in words) < 3:
        return -1.0
    shared = sum(word in running for word in content) / max(1, len(content))
    ends = _SENTENCE_END.search(text) is not None and not text.rstrip(" \"'”’").endswith(("?", "!"))
    heading = _tag(unit) in ("h1", "h2", "h3")
    return shared + 0.05 * min(len(words), 8) + 0.8 * (_tag(unit) == "h1") + 0.3 * heading - 0.8 * ends - 0.3 * (len(words) > 28)


def _is_comment(text: str, comments: bool) -> bool:
    """A reader's comment: anything below a heading of comments, or a line that opens with who wrote it."""
    if marks.LABELS.match(text) or marks.INLINE_POINTER.match(text) or marks.SPONSORED.match(text):
        return False
    return comments or marks.COMMENT.match(text) is not None


def is_links(text: str) -> bool:
    """A row of short pieces between separators, as in menus."""
    pieces = [piece for piece in _PIECES.split(text) if piece.strip()]
    return len(pieces) >= 3 and sum(len(piece.split()) for piece in pieces) <= 4 * len(pieces)


_PIECES = re.compile(r"\s*[|›»«>•·▸→/]\s*|\s[–—]\s|\s{3,}|\t")


def _furniture(text: str, unit: Unit, index: int, first: int, last: int, headline: int | None, box: bool) -> RegionKind:
    """What a unit that is no story is."""
    traits = _traits_of(unit)
    words = len(_WORD.findall(text))
    top = headline if headline is not None and headline < first else first - 8
    found = _by_place(text, unit, traits, words, top - 3 <= index <= first + 2, first <= index <= last + 2) or _by_wording(
        text, traits if unit.block is not None else None, words, headline is not None and headline <= index <= last + 3
    )
    if found is not None:
        return found
    if index > last and (box or words >= 4):
        return "teaser"
    if index > last:
        return "navigation"
    if first < index < last:
        return "teaser" if words >= 5 and not _SENTENCE_END.search(text) else "boilerplate"
    return "navigation" if words < 8 else "teaser" if words < 40 else "boilerplate"


def _by_place(
    text: str, unit: Unit, traits: frozenset[str], words: int, beside_headline: bool, in_story: bool
) -> RegionKind | None:
    """Bylines and captions: what stands where they stand."""
    if (marks.is_byline(text) or marks.is_date_line(text)) and (beside_headline or in_story):
        return "byline"
    if beside_headline and words < 25 and (has_day(text) or (marks.PUBLISHED.match(text) and words > 2)) and not marks.CAPTION.search(text):
        return "byline"
    if beside_headline and "byline" in traits and words < 30 and not marks.FURNITURE.search(text):
        return "byline"
    if beside_headline and words <= 8 and TEXT_BY.match(text):
        return "byline"
    if (_AGENCY_LINE.match(text) and (in_story or beside_headline)) or (beside_headline and words <= 6 and _REPORTER.match(text)):
        return "byline"
    if _TIME_ONLY.match(text) and (in_story or beside_headline):
        return "byline"
    if _tag(unit) == "figcaption" or "caption" in traits:
        return "caption"
    return None


TEXT_BY = re.compile(r"^\W*(?:text|words|story|report|photos?|reporting|author|reporter|edited)(?:\s+by)?\s*:\s*[A-Z\u00c0-\u00de]|^\W*by\W*$|^issue\s+(?:no\.?\s*)?\d+\b", re.I)
_AGENCY_LINE = re.compile(r"^\s*[(\[][A-Z\u00c0-\u00de][^()\[\]]{2,60}[)\]]\W*$")
_REPORTER = re.compile(
    r"^\W*[A-Z\u00c0-\u00de][\w'’-]+(?: [A-Z\u00c0-\u00de][\w'’-]+){1,2} in [A-Z\u00c0-\u00de][\w'’ -]+$|^\W*(?:[A-Z\u00c0-\u00de][\w'’-]* ){1,3}(?:Wire|Agency|News Agency|News Service|Press)\W*$"
)
_TIME_ONLY = re.compile(r"^\W*\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?\W*$")


def _by_wording(text: str, traits: frozenset[str] | None, words: int, near_story: bool) -> RegionKind | None:
    """What the words of a line say that it is; `traits` is None without mark-up."""
    if marks.INLINE_POINTER.match(text) or marks.SPONSORED.match(text):
        return "teaser"
    if marks.LABELS.match(text) or marks.TOP_LINKS.match(text):
        return "navigation"
    if traits is None and words >= 4 and near_story and marks.CAPTION.search(text):
        return "caption"
    traits = traits or _NO_TRAITS
    if "comment" in traits or marks.COMMENTS.match(text):
        return "boilerplate"
    if is_links(text) and not (_SHARING.match(text) or _LEGAL.search(text)):
        return "navigation"
    if marks.POINTER.match(text) and words <= 8:
        return "teaser"
    if "nav" in traits and words < 8:
        return "navigation"
    if "teaser" in traits and words >= 4:
        return "teaser"
    return "boilerplate" if marks.FURNITURE.search(text) else None


_LEGAL = re.compile(r"all rights reserved|©|\bprivacy\b|\bcookie|\bconsent\b", re.I)
_SHARING = re.compile(r"^\W*(?:share|follow|©|copyright|we use|this (?:site|website))", re.I)


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
