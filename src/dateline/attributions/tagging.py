"""The sequence tagger: a linear-chain CRF that marks content, cue and source in a paragraph.

Labels are B-/I- of `C` (content), `S` (source) and `V` (cue); content and source carry a side, `l` when their cue stands
to the left of content (or the source to the left of the cue) and `r` otherwise. The model file is the CRF suite's own
format, packed with LZMA.
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from dateline.attributions.tokens import Paragraph


@dataclass(frozen=True, slots=True)
class Chunk:
    """A labelled run of tokens ``[first, last)`` of a paragraph; `sure` is the lowest label probability at its edges."""

    role: str
    side: str
    first: int
    last: int
    sure: float = 1.0


def chunks_of(labels: list[str]) -> list[Chunk]:
    """Runs of labels as chunks, in order."""
    found: list[list[object]] = []
    current: list[object] | None = None
    for place, label in enumerate(labels):
        if label == "O":
            current = None
            continue
        begins, role = label[0], label[2:]
        if begins == "B" or current is None or str(current[0])[0] != role[0]:
            current = [role, place, place + 1]
            found.append(current)
        else:
            current[2] = place + 1
    return [Chunk(str(r)[0], str(r)[1:], int(str(a)), int(str(b))) for r, a, b in found]


class Tagger:
    """A loaded CRF."""

    def __init__(self, path: Path) -> None:
        self._bytes = lzma.decompress(path.read_bytes())
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._bytes)

    def tag(self, paragraph: Paragraph, features: list[list[str]]) -> list[Chunk]:
        """Chunks of one paragraph."""
        if not paragraph.tokens:
            return []
        self._tagger.set(features)
        labels = self._tagger.tag()
        return [
            Chunk(chunk.role, chunk.side, chunk.first, chunk.last, self._sure(labels, chunk))
            for chunk in chunks_of(labels)
        ]

    def _sure(self, labels: list[str], chunk: Chunk) -> float:
        first, last = chunk.first, chunk.last - 1
        return min(float(self._tagger.marginal(labels[first], first)), float(self._tagger.marginal(labels[last], last)))
