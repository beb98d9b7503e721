"""Tokens of a text, and a figure in the making."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.model import Modifier

TOKEN = re.compile(
    r"[0-9]+(?:[,\u00a0\u202f\u2009][0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]{1,6}/[0-9]{1,6}(?![0-9/])|[0-9]+(?:\.[0-9]+)?|us\$|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?"
    r"|['’]s\b|\n\s*\n\s*|\S",
    re.IGNORECASE,
)
DIGITS = frozenset("0123456789")
HYPHENS = frozenset("-–—‑")


@dataclass(frozen=True)
class Words:
    """The tokens of a text: spans, words in lower case, and as written."""

    text: str
    spans: list[tuple[int, int]]
    written: list[str]
    lower: list[str]

    def tight(self, index: int) -> bool:
        """Whether a token stands right after the one before it, without a space."""
        return index > 0 and self.spans[index - 1][1] == self.spans[index][0]


@dataclass
class Found:
    """A figure in the making: tokens ``first:last`` with modifier and unit, ``core:core_end`` the number itself."""

    first: int
    last: int
    core: int
    core_end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    modifier: Modifier | None = None
    unit: str | None = None
    of: float | None = None
    role: str | None = None
    noun: str = ""
    """The last word of its phrase."""
    after: str = ""
    """The word after its phrase."""
    verb: str = ""
    """The word that gave the role."""
    kind: str = "count"
    """`count`, `share`, `money`, `measure`, `zero`, `nil` ("not a single") or `article`."""


def words_of(text: str) -> Words:
    """Tokenise."""
    spans: list[tuple[int, int]] = []
    written: list[str] = []
    for match in TOKEN.finditer(text):
        spans.append(match.span())
        written.append(match.group())
    lower = [word.lower() for word in written]
    letters = sum(word.isalpha() for word in written)
    capitals = sum(word.isupper() for word in written)
    return Words(text, spans, lower if capitals > 0.7 * letters else written, lower)
