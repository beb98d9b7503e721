"""What a general article extractor (trafilatura, fast mode) thinks of each block: the share of its words that it keeps."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
LARGEST = 4_000_000
"""Pages with more characters are not given to the extractor."""
SHORT = 6
"""Blocks with fewer words must be kept as a line of their own."""


def opinions(html: str, texts: Sequence[str]) -> list[float | None]:
    """For each block the share of its word 4-grams in the extracted text (0–1); None for all when there is no opinion."""
    extracted = _extract(html)
    if extracted is None:
        return [None] * len(texts)
    grams = _grams(_WORD.findall(extracted))
    lines = {" ".join(_WORD.findall(line)) for line in extracted.split("\n")}
    return [_share(_WORD.findall(text), grams, lines) for text in texts]


def _extract(html: str) -> str | None:
    if len(html) > LARGEST:
        return None
    import trafilatura

    try:
        return trafilatura.extract(html, include_comments=False, fast=True) or ""
    except (RecursionError, ValueError, AttributeError, TypeError, IndexError, KeyError):
        return None


def _grams(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], words[3:]))


def _share(words: Sequence[str], grams: set[tuple[str, ...]], lines: set[str]) -> float:
    if len(words) < SHORT:
        return float(bool(words) and " ".join(words) in lines)
    own = list(zip(words, words[1:], words[2:], words[3:]))
    return round(sum(gram in grams for gram in own) / len(own), 3)
