"""Tokens for name finding: finer than those of the parser, so that "US-backed", "Kabul's" and "U.S." come apart well."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]\.[A-Z](?![\w.])|[^\W_]+(?:['’ʼʻ‘`][^\W_]+)*|['’]s\b|[^\w\s]|_")
_POSSESSIVE = re.compile(r"^(.+)(['’]s)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """One token: where it stands, and whether a sentence begins with it."""

    text: str
    start: int
    end: int
    first: bool

    @property
    def is_name_like(self) -> bool:
        """Begins with a capital letter."""
        return self.text[0].isupper()


def words(text: str, sentences: list[tuple[int, int]]) -> list[list[Word]]:
    """Tokens of each sentence, in order; possessive 's is its own token."""
    return [list(_sentence(text, start, end)) for start, end in sentences]


def _sentence(text: str, start: int, end: int) -> list[Word]:
    found: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        piece, at = match.group(), match.start()
        owner = _POSSESSIVE.match(piece)
        if owner:
            cut = at + len(owner.group(1))
            found.append(Word(owner.group(1), at, cut, not found))
            found.append(Word(owner.group(2), cut, match.end(), False))
        else:
            found.append(Word(piece, at, match.end(), not found))
    return found
