"""Figures of the story: how many, of what, what became of them. Numbers inside time expressions are no figures."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from dateline.model import Figure, Report
from dateline.quantities import articles, fates, found
from dateline.quantities.tokens import Found, Words, words_of
from dateline.quantities.words import Vocabulary, load
from dateline.text import Prose
from dateline.tools import Tools


def read(report: Report, tools: Tools) -> Report:
    """Add `figures`; conventions for bounds are those of `dateline.quantities.found`."""
    prose = tools.prose(report)
    vocabulary: Vocabulary = tools.part("figure words", lambda tools: load(tools.lexicon))
    words = words_of(prose.text)
    taken = _in_times(report, prose, words)
    counted = found.find(words, vocabulary, taken)
    told = articles.candidates(words, vocabulary, counted, taken)
    figures = sorted([*counted, *told], key=lambda figure: figure.first)
    fates.assign(words, figures, vocabulary)
    kept = [figure for figure in figures if fates.stands(words, figure)]
    return msgspec.structs.replace(report, figures=tuple(_figure(report, prose, words, figure) for figure in kept))


def _in_times(report: Report, prose: Prose, words: Words) -> list[bool]:
    taken = [False] * len(words.spans)
    starts = [start for start, _ in words.spans]
    for time in report.times:
        place = prose.locate(time.start, time.end)
        if place is None:
            continue
        index = bisect_left(starts, place[0])
        while index < len(starts) and starts[index] < place[1]:
            taken[index] = True
            index += 1
    return taken


def _figure(report: Report, prose: Prose, words: Words, item: Found) -> Figure:
    start, end = prose.source(words.spans[item.first][0], words.spans[item.last - 1][1])
    return Figure(
        start=start, end=end, text=report.text[start:end], value=item.value, low=item.low, high=item.high,
        modifier=item.modifier, unit=item.unit, role=item.role, of=item.of,
    )  # fmt: skip
