"""Families: reports that carry the same words, however trimmed, retitled, lightly edited or wrapped in page furniture.

Method. Candidates share sampled word 5-grams (mod sampling, Broder 1997); a 5-gram that a family has posted is not posted
again and a crowded one takes no more, so that a page costs about the same whether it is the tenth or the millionth. The decision
compares whole texts: each is cut into blocks of about `BLOCK` words, and a block is *covered* when enough of its word trigrams
stand in the other text. An edited copy is thinly covered everywhere, a borrowed paragraph thickly in one spot; that is what
tells them apart where a plain overlap of sets cannot. Two texts are copies when most of one is covered by a fair part of the
other, or when both *open* with the same words and run on with them: the lead is what makes a story somebody's.

Pages are taken in the order of becoming known, and each is compared with the first and the fullest member of a family, never
with copies of copies, so that families do not chain and those known on a day are made of pages known by that day.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dateline.corpus.evidence import Page
from dateline.model import Because, Family, Partial, stable_id

CANDIDATE_WORDS = 5
SAMPLE = 4
"""One in so many 5-grams is used to find candidates."""
CROWDED = 48
"""A 5-gram posted by so many families is a set phrase; it finds no further ones."""
VERIFIED = 12
"""Only so many candidates, those that share most, are compared whole."""
COMPARED_WORDS = 3
BLOCK = 25
"""Words in a block, about a sentence."""
LEAST_BLOCKS, LEAST_BLOCK = 8, 8
"""Short texts are cut into so many blocks at least, but none of fewer words than that."""
THIN = 0.2
"""Part of a block's trigrams that must stand in the other text for it to be covered; survives editing of every third word."""
MOST = 0.7
"""A copy has this part of one text covered …"""
FAIR = 0.3
"""… and this part of the other; less of the other, and the shorter text is a quotation or statement that many may carry."""
RUN_ON = 0.25
"""Texts with one opening are copies when this part of the later one, or nearly all of the earlier, is covered."""
WHOLE = 0.9
OPENING = 0.12
"""The first covered block lies within this part of both texts."""
CREDITED = 0.5
"""Enough of one text for two pages that credit one agency."""
BORROWED = 0.1
"""Below this part of its own words, what a page shares with another is a quotation or a set phrase."""
SHORT = 12
"""Stories of fewer words are never called copies."""

_WORD = re.compile(r"\w+")
_NAME = r"[A-Z][\w&.'’-]*(?: (?:of |the |de |da |al-)?[A-Z0-9][\w&.'’-]*){0,4}"
_CREDITS = (
    re.compile(rf"^[A-Z][^()\n]{{1,60}}\(({_NAME})\)\s*[—–-]", re.MULTILINE),
    re.compile(rf"^({_NAME})\s*[—–-]+\s+[A-Z]{{3,}}[^\n—–-]{{0,40}}\s[—–-]", re.MULTILINE),
    re.compile(rf"^\(?(?:[Ss]ource|[Cc]ourtesy of|[Oo]riginally published by|[Ff]irst published by|©)\s*:?\s+({_NAME})\)?\.?$", re.MULTILINE),
    re.compile(rf"(?:\A|\n\n)({_NAME} {_NAME}) [—–-] [A-Z][a-z’']* ", re.MULTILINE),
)
_SIGNED = re.compile(
    rf"(?:(?:[Rr]eporting by|[Ww]ith reporting from|[Bb]y) ({_NAME})\.?|\(({_NAME})\)|^[—–-]+\s*({_NAME})\.?)\s*$", re.MULTILINE
)
_AGENCY = re.compile(r"\b(?:Agency|Wire|Press|News|Newswire|Service|Presse|Interfax|Dispatch)\b|^[A-Z]{2,5}$")


@dataclass(frozen=True, slots=True)
class Words:
    """The hashed words of one story and who is credited with it."""

    page: Page
    trigrams: array[int]
    """Hashes of the word trigrams, in order."""
    sample: frozenset[int]
    credit: str | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of each of two stories the other covers: by blocks, and by words of the later one."""

    later: float
    earlier: float
    opening: bool
    words: float

    def copy(self, one_credit: bool = False) -> bool:
        """Whether the later story is a copy of the earlier one."""
        most, fair = max(self.later, self.earlier), min(self.later, self.earlier)
        if (most >= MOST or (one_credit and most >= CREDITED)) and fair >= FAIR:
            return True
        return self.opening and (self.later >= RUN_ON or self.earlier >= WHOLE)

    @property
    def rank(self) -> tuple[float, float]:
        """The greater, the liker."""
        return max(self.later, self.earlier), min(self.later, self.earlier)


def words_of(page: Page) -> Words:
    """Hashed words and credit of a page's story."""
    words = [word.casefold().encode() for word in _WORD.findall(page.story)]
    trigrams = array("I", (zlib.crc32(b" ".join(words[at : at + COMPARED_WORDS])) for at in range(max(0, len(words) - COMPARED_WORDS + 1))))
    grams = (zlib.crc32(b" ".join(words[at : at + CANDIDATE_WORDS])) for at in range(max(0, len(words) - CANDIDATE_WORDS + 1)))
    return Words(page, trigrams, frozenset(gram for gram in grams if gram % SAMPLE == 0), page.credit)


def credit_of(text: str, outlet: str | None = None) -> str | None:
    """The agency credited on a page, if any and not the outlet itself: "KYIV (Name) -", "Name - KYIV -", "Reporting by Name"."""
    for form in _CREDITS:
        for found in form.finditer(text):
            name = found.group(1).strip().rstrip(".")
            if name != outlet and (not name.isupper() or _AGENCY.search(name)):
                return name
    for found in _SIGNED.finditer(text):
        name = next(group for group in found.groups() if group).strip().rstrip(".")
        if name != outlet and _AGENCY.search(name):
            return name
    return None


def likeness(later: Words, earlier: Words) -> Likeness:
    """How much two stories cover of each other."""
    mine = _blocks(later.trigrams, set(earlier.trigrams))
    theirs = _blocks(earlier.trigrams, set(later.trigrams))
    opening = _opens(mine) and _opens(theirs)
    return Likeness(_share(mine), _share(theirs), opening, _covered_words(later.trigrams, set(earlier.trigrams)))


def _blocks(trigrams: array[int], other: set[int]) -> list[bool]:
    number = max(round(len(trigrams) / BLOCK), min(LEAST_BLOCKS, len(trigrams) // LEAST_BLOCK), 1)
    edges = [at * len(trigrams) // number for at in range(number + 1)]
    covered = []
    for start, end in pairwise(edges):
        shared = sum(gram in other for gram in trigrams[start:end])
        covered.append(end > start and shared >= THIN * (end - start))
    return covered


def _share(covered: Sequence[bool]) -> float:
    return sum(covered) / len(covered)


def _opens(covered: Sequence[bool]) -> bool:
    return any(covered) and list(covered).index(True) <= OPENING * len(covered)


def _covered_words(trigrams: array[int], other: set[int]) -> float:
    """Part of a text's words that lie in runs of at least three that the other text has too."""
    if not trigrams:
        return 0.0
    covered = bytearray(len(trigrams) + COMPARED_WORDS - 1)
    for at, gram in enumerate(trigrams):
        if gram in other:
            covered[at : at + COMPARED_WORDS] = b"\x01" * COMPARED_WORDS
    return sum(covered) / len(covered)


@dataclass(slots=True)
class Kin:
    """A family in the making: its members, the one to compare with first and the fullest one."""

    members: list[Words]
    fullest: Words
    posted: set[int] = field(default_factory=set)
    reused: dict[str, float] = field(default_factory=dict)

    @property
    def first(self) -> Words:
        return self.members[0]

    def likeness(self, words: Words) -> tuple[Likeness, bool]:
        """The better of the likenesses with the first and the fullest member, and whether it makes a copy."""
        compared = [self.first] if self.first is self.fullest else [self.first, self.fullest]
        found = []
        for one in compared:
            like = likeness(words, one)
            long_enough = min(len(words.trigrams), len(one.trigrams)) >= SHORT
            found.append((long_enough and like.copy(words.credit is not None and words.credit == one.credit), like.rank, like))
        best = max(found, key=lambda item: item[:2])
        return best[2], best[0]


class Families:
    """Families growing page by page; pages must come in the order of becoming known."""

    def __init__(self) -> None:
        self.kin: list[Kin] = []
        self._postings: dict[int, list[int]] = defaultdict(list)
        self._of_document: dict[str, int] = {}

    def add(self, page: Page) -> Kin:
        """Put a page into the family whose words it carries, or into one of its own."""
        words = words_of(page)
        best: tuple[tuple[float, float], int] | None = None
        partial: dict[str, float] = {}
        for number in self._candidates(words):
            like, copy = self.kin[number].likeness(words)
            if copy:
                best = max(best or (like.rank, number), (like.rank, number), key=lambda pair: (pair[0], -pair[1]))
            elif like.words >= BORROWED:
                partial[self.kin[number].first.page.report] = like.words
        number = best[1] if best else self._of_document.get(page.document, len(self.kin))
        kin = self._join(number, words)
        for report, share in partial.items():
            kin.reused.setdefault(report, share)
        self._of_document.setdefault(page.document, number)
        return kin

    def _join(self, number: int, words: Words) -> Kin:
        if number == len(self.kin):
            self.kin.append(Kin([words], words))
        else:
            kin = self.kin[number]
            kin.members.append(words)
            if len(words.trigrams) > len(kin.fullest.trigrams):
                kin.fullest = words
        kin = self.kin[number]
        for gram in words.sample - kin.posted:
            postings = self._postings[gram]
            if len(postings) < CROWDED:
                postings.append(number)
        kin.posted |= words.sample
        return kin

    def _candidates(self, words: Words) -> list[int]:
        shared: Counter[int] = Counter()
        for gram in words.sample:
            shared.update(self._postings.get(gram, ()))
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        return [number for number, _ in ranked[:VERIFIED]]


def families(pages: Iterable[Page], agency: Callable[[str], str] = str) -> list[Family]:
    """Families of all pages, in the order in which their first members became known; single pages are families too.

    `agency` gives the usual name of a credited agency ("AP" and "Associated Press" are one).
    """
    growing = Families()
    for page in sorted(pages, key=lambda page: page.order):
        growing.add(page)
    return [as_family(kin, agency) for kin in growing.kin]


def as_family(kin: Kin, agency: Callable[[str], str] = str) -> Family:
    """The record of a family; its origin is the agency credited, else the outlet that had it first, else its first report."""
    first = kin.first.page
    inside = {one.page.report for one in kin.members}
    return Family(
        id=stable_id("f", first.report),
        reports=tuple(one.page.report for one in kin.members),
        origin=origin_of(kin, agency),
        partial_of=tuple(
            Partial(report=report, share=round(share, 3)) for report, share in sorted(kin.reused.items()) if report not in inside
        ),
        because=(Because(part="family", rule=f"blocks of {BLOCK} words: {MOST} and {FAIR} covered, or one opening", note=_note(kin)),),
    )


def origin_of(kin: Kin, agency: Callable[[str], str]) -> str:
    """Whose words they are, as far as the pages say."""
    credited = Counter(agency(one.credit) for one in kin.members if one.credit)
    if credited:
        return min(credited, key=lambda name: (-credited[name], name))
    first = kin.first.page
    return (first.outlet if len(kin.members) > 1 else None) or first.report


def _note(kin: Kin) -> str:
    return f"{len(kin.members)} report(s)"
