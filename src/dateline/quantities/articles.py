"""People told by an article instead of a number: "a woman and two children were killed" counts one woman.

Only in sentences that tell a fate: an article before a noun for a person is a figure when the noun is killed, injured, detained
or the like.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.quantities.tokens import Found, Words
from dateline.quantities.words import Vocabulary, longest

ROLES = frozenset(
    ("killed", "injured", "detained", "arrested", "abducted", "executed", "missing", "rescued", "released")
)
_REACH = 30


def candidates(words: Words, vocabulary: Vocabulary, figures: Sequence[Found], taken: Sequence[bool]) -> list[Found]:
    """Articles with a person noun near a word that can give one of the roles; roles are not assigned here."""
    lower = words.lower
    near = [
        index
        for index, word in enumerate(lower)
        if ((word,) in vocabulary.acts and vocabulary.acts[(word,)] in ROLES) or word in ("died", "missing", "dead")
    ]
    found: list[Found] = []
    covered = {index for figure in figures for index in range(figure.first, figure.last)}
    done: set[int] = set()
    for centre in near:
        for at in range(max(0, centre - _REACH), min(centre + _REACH, len(lower))):
            if at in done or lower[at] not in ("a", "an"):
                continue
            done.add(at)
            figure = None if at in covered or taken[at] else _person(words, at, vocabulary)
            if figure:
                found.append(figure)
    return sorted(found, key=lambda figure: figure.first)


def _person(words: Words, at: int, vocabulary: Vocabulary) -> Found | None:
    lower, written = words.lower, words.written
    for index in range(at + 1, min(at + 6, len(lower))):
        word = lower[index]
        if not word[0].isalnum() and word != "-":
            return None
        if hit := longest(lower, index, vocabulary.nouns):
            if hit[1] not in ("people",) or _plural_person(word) or (written[index][:1].isupper() and index == at + 1):
                return None
            end = index + hit[0]
            while (
                end < len(lower)
                and (name := longest(lower, end, vocabulary.nouns))
                and name[1] == "people"
                and not _plural_person(lower[end])
            ):
                end += name[0]
            if lower[end : end + 1] == ["'s"]:
                return None
            return Found(at, end, at, at + 1, 1.0, 1.0, 1.0, unit="people", kind="article")
        if word in vocabulary.stop:
            return None
    return None


def _plural_person(word: str) -> bool:
    return (word.endswith("s") and word not in ("boss",)) or word in (
        "people",
        "men",
        "women",
        "children",
        "staff",
        "personnel",
        "crew",
        "dead",
        "wounded",
        "injured",
        "couple",
        "body",
        "police",
        "displaced",
    )
