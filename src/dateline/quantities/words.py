"""Word lists for figures, read from `units.toml` and `roles.toml` into look-up tables."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from dateline.lexicon import Lexicon

UNITS_FILE = "units.toml"
ROLES_FILE = "roles.toml"


class UnitWords(msgspec.Struct, frozen=True):
    """The file `units.toml`: words by unit, and lists of words with a use."""

    nouns: dict[str, tuple[str, ...]]
    measures: dict[str, tuple[str, ...]]
    currencies: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """One `[[role]]` of `roles.toml`; `example` has the figure in brackets, `not` a sentence without the role."""

    id: str
    acts: tuple[str, ...]
    fates: tuple[str, ...]
    states: tuple[str, ...]
    nouns: tuple[str, ...]
    example: str
    no: str = msgspec.field(name="not")


Phrases = dict[tuple[str, ...], str]


@dataclass(frozen=True)
class Vocabulary:
    """Look-up tables by lower-case words; phrases are tuples of words."""

    nouns: Phrases
    measures: Phrases
    currencies: Phrases
    acts: Phrases
    fates: Phrases
    states: Phrases
    role_nouns: Phrases
    names: frozenset[str]
    after_names: frozenset[str]
    adjectives: frozenset[str]
    stop: frozenset[str]
    sport: frozenset[str]
    speakers: frozenset[str]
    speech: frozenset[str]
    places: frozenset[str]
    projectiles: frozenset[str]
    triggers: frozenset[str]
    """Every first word of a phrase that can give a role."""


def _phrases(table: dict[str, tuple[str, ...]]) -> Phrases:
    return {tuple(word.lower().split()): name for name, words in table.items() for word in words}


def load(lexicon: Lexicon) -> Vocabulary:
    """Both files, with the user's overlays."""
    units = lexicon.table(UNITS_FILE, UnitWords)
    roles = lexicon.entries(ROLES_FILE, Role, table="role")
    acts = _phrases({role.id: role.acts for role in roles})
    fates = _phrases({role.id: role.fates for role in roles})
    states = _phrases({role.id: role.states for role in roles})
    nouns = _phrases({role.id: role.nouns for role in roles})
    words = {name: frozenset(word.lower() for word in list_) for name, list_ in units.words.items()}
    return Vocabulary(
        _phrases(units.nouns), _phrases(units.measures), _phrases(units.currencies), acts, fates, states, nouns,
        words["names"], words["after_names"], words["unit_adjectives"], words["stop"], words["sport"], words["speakers"], words["speech"], words["places"], words["projectiles"],
        frozenset(phrase[0] for table in (acts, fates, states, nouns) for phrase in table),
    )  # fmt: skip


def longest(words: list[str], at: int, table: Phrases, most: int = 4) -> tuple[int, str] | None:
    """The longest phrase of a table that starts at a word: its length and its name."""
    for size in range(min(most, len(words) - at), 0, -1):
        name = table.get(tuple(words[at : at + size]))
        if name is not None:
            return size, name
    return None
