"""Sentences of a report as the parser sees them, parsed together and kept while the report passes through the stages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline import syntax
from dateline.model import Report

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.tools import Tools

PREFIX = re.compile(
    r"^(?:[A-Z][A-Z'’.\-]+(?: [A-Z][A-Z'’.\-]+)*(?:, [\w. ]+?){0,2}|[A-Z][a-z]{2,8}\.? \d{1,2})"
    r"(?:, [A-Z][a-z]+\.? \d{1,2})?(?: \([^)]{2,30}\))? ?[-–—] ?(?=\S)"
)
"""A dateline at the head of a sentence ("NYALA, Sudan, Oct 27 - "), which would upset the parse."""
HEADING = re.compile(r"^[A-Z][\w'’.,/ -]{2,38}: (?=[A-Z0-9\"“‘'])")
"""The place or topic that opens a paragraph of a situation report ("West Darfur: ...")."""
REPEATED = re.compile(r"\b(?:re|counter)-[a-z]+")


class Parses:
    """Parses of one report at a time; asking for another report forgets the first."""

    def __init__(self) -> None:
        self._report: object = None
        self._docs: dict[tuple[int, int], Doc] = {}

    def spans(self, report: Report, tools: Tools) -> list[tuple[int, int]]:
        """Sentence spans in the prose, datelines left out."""
        text = tools.prose(report).text
        return [_undated(text, start, end) for start, end in tools.sentences(report)]

    def docs(self, report: Report, tools: Tools, wanted: Iterable[tuple[int, int]]) -> list[Doc]:
        """Parses of the wanted sentences, in order; each is parsed once."""
        prose = tools.prose(report)
        if self._report is not prose:
            self._report, self._docs = prose, {}
        spans = list(wanted)
        missing = [span for span in dict.fromkeys(spans) if span not in self._docs]
        parsed = syntax.parse_all([_joined(prose.text[start:end]) for start, end in missing])
        self._docs.update(zip(missing, parsed, strict=True))
        return [self._docs[span] for span in spans]


def parses(tools: Tools) -> Parses:
    """The shared parses."""
    return tools.part("parses", lambda _: Parses())


def _joined(sentence: str) -> str:
    """The sentence, as long as before, with "re-entered" written as one word for the parser."""
    return REPEATED.sub(lambda match: match.group().replace("-", "") + " ", sentence)


def _undated(text: str, start: int, end: int) -> tuple[int, int]:
    opening = text[start : min(end, start + 80)]
    match = PREFIX.match(opening) or HEADING.match(opening)
    return (start + match.end(), end) if match else (start, end)
