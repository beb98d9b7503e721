"""How much the wording of a line by itself is that of a story: a linear model over hashed words and pairs of words.

`WEIGHTS` numbers, kept as 16-bit floats in ``models/passages-words.npy``; a line's score is the sum of the weights of its
distinct words, pairs, first and last words, over the root of how many there are.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = 1 << 16
_TOKEN = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
MOST = 60
"""Tokens of a line that count."""


def buckets(text: str) -> list[int]:
    """Places of a line's features among the weights, each once, in order."""
    return sorted({zlib.crc32(feature.encode()) & (WEIGHTS - 1) for feature in _features(text)})


def _features(text: str) -> Iterator[str]:
    tokens = ["0" if token.isdigit() else token.lower() for token in _TOKEN.findall(text[: MOST * 20])[:MOST]]
    if not tokens:
        return
    yield from tokens
    for one, other in pairwise(tokens):
        yield f"{one} {other}"
    yield f"^{tokens[0]}"
    yield f"${tokens[-1]}"
    if len(tokens) > 1:
        yield f"^{tokens[0]} {tokens[1]}"


def scores(texts: Sequence[str], weights: NDArray[np.float32], bias: float) -> NDArray[np.float32]:
    """Score of each line."""
    out = np.full(len(texts), bias, dtype=np.float32)
    memo: dict[str, float] = {}
    for row, text in enumerate(texts):
        value = memo.get(text)
        if value is None:
            places = buckets(text)
            value = memo[text] = float(weights[places].sum()) / max(1, len(places)) ** 0.5
        out[row] += value
    return out


def load(folder: Path) -> tuple[NDArray[np.float32], float]:
    """The weights and the constant (stored last)."""
    stored = np.load(folder / "passages-words.npy").astype(np.float32)
    return stored[:-1], float(stored[-1])
