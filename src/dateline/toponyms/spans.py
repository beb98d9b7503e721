"""Spans of words that the gazetteer or the list of demonyms knows: evidence for the tagger."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.gazetteer import Candidate, Gazetteer, name_key
from dateline.gazetteer.names import is_latin, word_set
from dateline.toponyms.words import Word

LONGEST = 6
_JOINERS = frozenset({"-", "–", "'", "’", "."})
_PARTICLES = word_set(
    "al el as ash ad an ar at az e i of the and de la le les du des der den do da dos das d del di von van y ez es en in on upon sur"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the gazetteer says of a name, in brief; `people` is log10 of the largest place (0 = unknown)."""

    people: int
    kind: str
    match: int
    countries: int


@dataclass(frozen=True, slots=True)
class Found:
    """A known span: word positions within the sentence (end exclusive) and what is known."""

    first: int
    last: int
    known: Known


class Spotter:
    """Finds known names in sentences; remembers what it looked up."""

    def __init__(self, gazetteer: Gazetteer, demonyms: frozenset[str]) -> None:
        self._gazetteer = gazetteer
        self._demonyms = demonyms
        self._known: dict[str, Known | None] = {}

    def known(self, surface: str) -> Known | None:
        """What is known of a surface string, None when nothing is."""
        if surface in self._known:
            return self._known[surface]
        if len(self._known) > 100_000:
            self._known.clear()
        found = self._brief(surface)
        self._known[surface] = found
        return found

    def _brief(self, surface: str) -> Known | None:
        if surface in self._demonyms:
            return Known(9, "demonym", 1, 1)
        if not is_latin(surface):
            return None
        key = name_key(surface)
        if len(key) < 2:
            return None
        candidates = self._gazetteer.under(key)
        if len(key) == 2 and not (surface.isupper() or "." in surface):
            candidates = tuple(one for one in candidates if one.match == 0)
        return brief(candidates)

    def spans(self, text: str, sentence: list[Word]) -> list[Found]:
        """The longest known spans of a sentence, not overlapping, left to right (longer ones first)."""
        found: list[Found] = []
        at = 0
        while at < len(sentence):
            hit = self._longest(text, sentence, at) if sentence[at].is_name_like else None
            if hit is None:
                at += 1
            else:
                found.append(hit)
                at = hit.last
        return found

    def _longest(self, text: str, sentence: list[Word], first: int) -> Found | None:
        last = self._reach(sentence, first)
        while last > first:
            if sentence[last - 1].text[0].isupper() or self._is_short(sentence, last):
                known = self.known(text[sentence[first].start : sentence[last - 1].end])
                if known is not None:
                    return Found(first, last, known)
            last -= 1
        return None

    @staticmethod
    def _is_short(sentence: list[Word], last: int) -> bool:
        """Whether the words before `last` end in a short form with its dot ("Calif.")."""
        return (
            sentence[last - 1].text == "."
            and last > 1
            and 1 < len(sentence[last - 2].text) <= 5
            and last < len(sentence)
        )

    @staticmethod
    def _reach(sentence: list[Word], first: int) -> int:
        last = first + 1
        while last < len(sentence) and last - first < LONGEST:
            word = sentence[last].text
            if not (word[0].isupper() or word in _JOINERS or word in _PARTICLES):
                break
            last += 1
        return last


def brief(candidates: tuple[Candidate, ...]) -> Known | None:
    """The gist of what a name may mean; the best match and the largest place speak for it."""
    if not candidates:
        return None
    first = min(candidates, key=lambda one: (one.match == 3, -one.entry.population))
    return Known(
        len(str(max(0, candidates[0].entry.population))) if candidates[0].entry.population else 0,
        first.entry.kind,
        min(one.match for one in candidates),
        min(4, len({one.entry.country for one in candidates})),
    )
