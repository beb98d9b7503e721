"""What type of event a short snippet of news tells: ACLED's 25 sub-event types and five neighbours, by n-grams and cues."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from dateline.clauses import linear

if TYPE_CHECKING:
    from dateline.tools import Tools

MODEL = "acled-snippets.xz"
WORD = re.compile(r"\w\w+")
CUE_WEIGHT = 0.3


class CueEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Wording that points to one label: `first` usually decides, `also` often goes with it."""

    id: str
    acled: str
    first: tuple[str, ...]
    also: tuple[str, ...]


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def features(text: str, cues: tuple[CueEntry, ...]) -> tuple[tuple[list[str], list[str]], dict[str, float]]:
    """Two blocks (words and pairs; letters in words) and the cue features of a snippet."""
    lower = text.lower()
    words = WORD.findall(lower)
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(words)]
    letters = [f"~{part}" for word in lower.split() for part in _letters(f" {word} ")]
    plain: dict[str, float] = {}
    for entry in cues:
        hits = [match.start() for pattern in entry.first if (match := _compiled(pattern).search(lower))]
        also = sum(_compiled(pattern).search(lower) is not None for pattern in entry.also)
        earliest = min(hits, default=9999)
        plain |= {
            f"cue:{entry.id}:first": min(3, len(hits)) * CUE_WEIGHT,
            f"cue:{entry.id}:also": min(3, also) * CUE_WEIGHT,
            f"cue:{entry.id}:any": bool(hits) * CUE_WEIGHT,
            f"cue:{entry.id}:early": (earliest < 60) * CUE_WEIGHT,
            f"cue:{entry.id}:near": CUE_WEIGHT / (1 + earliest / 80) if hits else 0.0,
        }
    return (words + pairs, letters), plain


def _letters(word: str) -> list[str]:
    return [word[at : at + size] for size in (3, 4, 5) for at in range(max(1, len(word) - size + 1))]


class Snippets:
    """The labeller."""

    def __init__(self, tools: Tools) -> None:
        from dateline.tools import MODELS

        self.cues = tools.lexicon.entries("acled-cues.toml", CueEntry)
        self.model = linear.load(MODELS / MODEL)

    def label(self, text: str) -> str:
        """The label's code, such as ``AIR_STRIKE``."""
        blocks, plain = features(text, self.cues)
        return self.model.best(blocks, plain)


def snippets(tools: Tools) -> Snippets:
    """The shared labeller."""
    return tools.part("snippets", Snippets)
