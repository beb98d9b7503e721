"""Families: reports that carry the same words, however trimmed, retitled or wrapped in page furniture.

Method: word 5-grams of the cleaned story, hashed; candidates share sampled hashes (min-wise "mod" sampling, Broder 1997);
the decision compares whole sets: *containment* = shared / smaller, *resemblance* = shared / union. Pages are taken in the
order of becoming known and each joins the family of the earlier page it resembles most, so that families as known on a
day are families of the pages known by that day.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.corpus.evidence import Page
from dateline.model import Because, Family, Partial, stable_id

SIZE = 5
"""Words in a shingle."""
SAMPLE = 4
"""One in so many shingles is used to find candidates."""
COPY_CONTAINMENT = 0.6
"""A copy shares at least this part of the smaller text …"""
COPY_RESEMBLANCE = 0.22
"""… and at least this part of both together; less is a partial reuse."""
PARTIAL_CONTAINMENT = 0.2
"""Below this, shared words are quotations or set phrases."""
SHORT = 12
"""Stories of fewer shingles are never called copies."""
_WORD = re.compile(r"\w+")
_CREDIT = re.compile(
    r"\(([A-Z][\w&.' -]{1,40})\)\s*[—–-]|(?:[Rr]eporting by|[Ss]ource:|[Cc]ourtesy of)\s+([A-Z][\w&.' -]{1,40})|\(([A-Z][\w&.' -]{2,40})\)\s*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """The shingles of one story and who is credited with it."""

    page: Page
    shingles: frozenset[int]
    credit: str | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two stories share."""

    containment: float
    resemblance: float

    @property
    def copy(self) -> bool:
        return self.containment >= COPY_CONTAINMENT and self.resemblance >= COPY_RESEMBLANCE

    @property
    def partial(self) -> bool:
        return self.containment >= PARTIAL_CONTAINMENT


def words_of(page: Page) -> Words:
    """Shingles and credit of a page's story."""
    words = [word.casefold().encode() for word in _WORD.findall(page.story)]
    shingles = frozenset(zlib.crc32(b" ".join(words[at : at + SIZE])) for at in range(max(0, len(words) - SIZE + 1)))
    return Words(page, shingles, credit_of(page.story))


def credit_of(story: str) -> str | None:
    """The agency credited in a story, if any: "(Name) —", "Reporting by Name", "(Name)" at the end of a line."""
    found = _CREDIT.search(story)
    return next((group.strip() for group in found.groups() if group), None) if found else None


def likeness(left: Words, right: Words) -> Likeness:
    """Containment and resemblance of two stories; symmetric."""
    shared = len(left.shingles & right.shingles)
    smaller = min(len(left.shingles), len(right.shingles))
    union = len(left.shingles) + len(right.shingles) - shared
    return Likeness(shared / smaller if smaller else 0.0, shared / union if union else 0.0)


def families(pages: Iterable[Page]) -> list[Family]:
    """Families of all pages, in the order in which their first members became known; single pages are families too."""
    index: dict[int, list[int]] = defaultdict(list)
    seen: list[Words] = []
    family_of: list[int] = []
    partials: dict[int, dict[int, float]] = defaultdict(dict)
    for at, words in enumerate(words_of(page) for page in sorted(pages, key=lambda page: page.order)):
        best: tuple[float, int] | None = None
        for other in _candidates(words, index):
            like = likeness(words, seen[other])
            if like.copy and min(len(words.shingles), len(seen[other].shingles)) >= SHORT:
                best = max(best or (0.0, other), (like.resemblance, other), key=lambda pair: (pair[0], -pair[1]))
            elif like.partial:
                partials[at][other] = like.containment
        family_of.append(family_of[best[1]] if best else at)
        seen.append(words)
        for shingle in words.shingles:
            if shingle % SAMPLE == 0:
                index[shingle].append(at)
    return _as_families(seen, family_of, partials)


def _candidates(words: Words, index: dict[int, list[int]]) -> list[int]:
    shared: Counter[int] = Counter()
    for shingle in words.shingles:
        if shingle % SAMPLE == 0:
            shared.update(index.get(shingle, ()))
    floor = max(1, int(len(words.shingles) / SAMPLE * PARTIAL_CONTAINMENT / 4))
    return sorted(other for other, number in shared.items() if number >= floor)


def _as_families(seen: Sequence[Words], family_of: list[int], partials: dict[int, dict[int, float]]) -> list[Family]:
    members: dict[int, list[int]] = defaultdict(list)
    for at, founder in enumerate(family_of):
        members[founder].append(at)
    result = []
    for founder, group in members.items():
        inside = {seen[at].page.report for at in group}
        reused = {
            seen[other].page.report: share
            for at in group
            for other, share in partials.get(at, {}).items()
            if seen[other].page.report not in inside
        }
        credits = Counter(seen[at].credit for at in group if seen[at].credit)
        first = seen[group[0]].page.report
        origin = min(credits, key=lambda name: (-credits[name], name or "")) if credits else None
        result.append(
            Family(
                id=stable_id("f", first),
                reports=tuple(seen[at].page.report for at in group),
                origin=origin or first,
                partial_of=tuple(Partial(report=report, share=round(share, 3)) for report, share in sorted(reused.items())),
                because=(Because(part="family", rule=f"shingles {SIZE}, containment {COPY_CONTAINMENT}", note=f"{len(group)} report(s)"),),
            )
        )
    return result
