"""What nouns stand for: senses (place, building, weapon, event …) and the sector of people named by their role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from dateline.clauses.inflection import noun_forms
from dateline.model import Sector

if TYPE_CHECKING:
    from dateline.tools import Tools


class SenseEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns that share a sense."""

    id: str
    nouns: tuple[str, ...]


class Role(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns for people of one sector. `armed` may hold ground; `official` speaks for an authority."""

    id: str
    sector: Sector
    nouns: tuple[str, ...]
    armed: bool = False
    official: bool = False
    match: tuple[str, ...] = ()
    miss: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Senses:
    """Noun forms (lower case, up to three words) to senses and roles."""

    senses: dict[str, frozenset[str]]
    roles: dict[str, Role]

    def of(self, words: list[str]) -> frozenset[str]:
        """Senses of a noun phrase given as its lower-case words up to the head; the longest known ending decides."""
        for size in (3, 2, 1):
            found = self.senses.get(" ".join(words[-size:])) if len(words) >= size else None
            if found:
                return found
        return frozenset()

    def role(self, words: list[str]) -> Role | None:
        """Role of a noun phrase, by its longest known ending."""
        for size in (3, 2, 1):
            found = self.roles.get(" ".join(words[-size:])) if len(words) >= size else None
            if found:
                return found
        return None


def load(tools: Tools) -> Senses:
    """Senses and roles of our lexicon with the user's laid over it."""
    senses: dict[str, set[str]] = {}
    for entry in tools.lexicon.entries("senses.toml", SenseEntry):
        for noun in entry.nouns:
            for form in noun_forms(noun):
                senses.setdefault(form, set()).add(entry.id)
    roles: dict[str, Role] = {}
    for role in tools.lexicon.entries("people.toml", Role):
        for noun in role.nouns:
            for form in noun_forms(noun):
                roles.setdefault(form, role)
    return Senses({form: frozenset(found) for form, found in senses.items()}, roles)


def senses(tools: Tools) -> Senses:
    """The shared index."""
    return tools.part("senses", load)
