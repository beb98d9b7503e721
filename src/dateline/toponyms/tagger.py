"""The name finder: a linear-chain conditional random field over words, read from a small model file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.toponyms.shapes import Shaper
from dateline.toponyms.words import Word, words

BEGIN, INSIDE, OUTSIDE = "B", "I", "O"
LEAST = 0.35
"""A word this likely to be in a name is taken for it: a name missed costs more than one too many, which stays unsure."""


@dataclass(frozen=True, slots=True)
class Name:
    """A place name found in a text: positions, the probability of its words' labels, its sentence and word positions."""

    start: int
    end: int
    probability: float
    sentence: int
    first: int
    last: int


class Tagger:
    """Finds place names (demonyms included) in sentences."""

    def __init__(self, model: Path, shaper: Shaper) -> None:
        import pycrfsuite

        self._field: Any = pycrfsuite.Tagger()
        self._field.open(str(model))
        self._shaper = shaper

    def find(self, text: str, sentences: list[tuple[int, int]]) -> tuple[list[Name], list[list[Word]]]:
        """Names in order, and the words of all sentences."""
        worded = words(text, sentences)
        return list(self._names(text, worded)), worded

    def _labels(self, size: int) -> tuple[list[str], list[float]]:
        """The label of each word by its own probability, leaning towards names, and the probability to be in a name."""
        inside = [1.0 - self._field.marginal(OUTSIDE, at) for at in range(size)]
        labels = []
        for at, share in enumerate(inside):
            if share < LEAST:
                labels.append(OUTSIDE)
            else:
                labels.append(BEGIN if self._field.marginal(BEGIN, at) * 2 >= share else INSIDE)
        return labels, inside

    def _widened(self, text: str, sentence: list[Word], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        if not spans:
            return spans
        known = [
            (one.first, one.last) for one in self._shaper.spotter.spans(text, sentence) if one.last - one.first > 1
        ]
        return widen(spans, known)

    def _names(self, text: str, worded: Sequence[list[Word]]) -> list[Name]:
        found = []
        for number, features in enumerate(self._shaper.document(text, worded)):
            sentence = worded[number]
            if not any(word.is_name_like for word in sentence):
                continue
            self._field.set(features)
            labels, inside = self._labels(len(sentence))
            for first, last in self._widened(text, sentence, trim(sentence, spans_of(labels))):
                sure = min(share for share in inside[first:last] if share >= LEAST)
                found.append(Name(sentence[first].start, sentence[last - 1].end, round(sure, 4), number, first, last))
        return found


def trim(sentence: Sequence[Word], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without signs at either end; a dot stays after a short form."""
    kept = []
    for first, last in spans:
        while last > first and not sentence[last - 1].text[0].isalnum():
            if sentence[last - 1].text == "." and last - 1 > first and len(sentence[last - 2].text) <= 5:
                break
            last -= 1
        while first < last and not sentence[first].text[0].isalnum():
            first += 1
        if last > first:
            kept.append((first, last))
    return kept


def widen(spans: Sequence[tuple[int, int]], known: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans, each grown to the known name that it is part of ("Bulo" to "Bulo Burde"); spans that meet become one."""
    grown: list[tuple[int, int]] = []
    for first, last in spans:
        for begin, end in known:
            if begin <= first and last <= end:
                first, last = begin, end
        if grown and first < grown[-1][1]:
            grown[-1] = (grown[-1][0], max(last, grown[-1][1]))
        else:
            grown.append((first, last))
    return grown


def spans_of(labels: Sequence[str]) -> list[tuple[int, int]]:
    """Stretches of labels B I …, as positions with exclusive end; an I without a B begins a stretch."""
    spans: list[tuple[int, int]] = []
    for at, label in enumerate(labels):
        if label == BEGIN or (label == INSIDE and (not spans or spans[-1][1] != at)):
            spans.append((at, at + 1))
        elif label == INSIDE:
            spans[-1] = (spans[-1][0], at + 1)
    return spans


def labels_of(sentence: Sequence[Word], gold: Sequence[tuple[int, int]]) -> list[str]:
    """The inverse, for training: labels of the words that spans of the text cover."""
    labels = [OUTSIDE] * len(sentence)
    for start, end in gold:
        inside = [at for at, word in enumerate(sentence) if word.start < end and word.end > start]
        for at in inside:
            labels[at] = BEGIN if at == inside[0] else INSIDE
    return labels
