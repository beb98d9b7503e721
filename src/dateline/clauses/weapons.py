"""Weapons named in a stretch of text, with the value and code each stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from dateline.tools import Tools


class Weapon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A weapon: `id` is its normalised value, `mode` the PLOVER mode and `acled` the sub-event type it implies."""

    id: str
    nouns: tuple[str, ...]
    mode: str
    acled: str
    match: tuple[str, ...] = ()
    miss: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weapons:
    """Weapons by the words that name them."""

    by_word: dict[str, Weapon]
    by_id: dict[str, Weapon]
    pattern: re.Pattern[str]

    def find(self, text: str) -> list[tuple[int, int, Weapon]]:
        """Weapons named in a text, in order, longest names first."""
        return [(m.start(), m.end(), self.by_word[m.group().lower()]) for m in self.pattern.finditer(text)]


def load(tools: Tools) -> Weapons:
    """Weapons of our lexicon with the user's laid over it."""
    entries = tools.lexicon.entries("weapons.toml", Weapon)
    by_word: dict[str, Weapon] = {}
    for weapon in entries:
        for noun in weapon.nouns:
            by_word.setdefault(noun.lower(), weapon)
    body = "|".join(sorted(map(re.escape, by_word), key=len, reverse=True))
    return Weapons(by_word, {w.id: w for w in entries}, re.compile(rf"\b(?:{body})\b", re.IGNORECASE))


def weapons(tools: Tools) -> Weapons:
    """The shared index."""
    return tools.part("weapons", load)
