"""What a number counts or measures: the noun after it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.quantities.tokens import HYPHENS, Found, Words
from dateline.quantities.words import Vocabulary, longest

_NOT_PLURAL = ("ss", "us", "is", "'s", "ous")
COMPOUNDS = frozenset(["storey", "story", "room", "bed", "seat", "vehicle", "truck", "ship", "car", "member"])
"""Nouns counted in compounds ("a five-storey block")."""
IRREGULAR = frozenset(["aircraft", "cattle", "livestock", "sheep", "headquarters"])


def take_unit(words: Words, figure: Found, vocabulary: Vocabulary, taken: Sequence[bool]) -> None:
    """The noun counted: the first known noun or plural after the number, before anything that ends the phrase."""
    lower, written = words.lower, words.written
    if figure.kind == "share":
        figure.unit = "share"
        return
    at = figure.core_end
    if at < len(lower) and lower[at] in HYPHENS and words.tight(at):
        hit = longest(lower, at + 1, vocabulary.measures)
        if hit:
            figure.unit, figure.kind, figure.last = hit[1], "measure", at + 1 + hit[0]
        elif at + 1 < len(lower) and lower[at + 1] in COMPOUNDS:
            figure.unit, figure.kind, figure.last = pluralised(lower[at + 1]), "measure", at + 2
        return
    if lower[at : at + 1] == ["of"] and (figure.modifier == "vague" or figure.of or lower[at - 1] == "couple"):
        at += 1
        if lower[at : at + 1] in (["the"], ["its"], ["their"]):
            at += 1
    elif lower[at : at + 1] == ["of"] and lower[at + 1 : at + 2] in (["the"], ["its"], ["their"], ["his"], ["our"]):
        at += 2
    while lower[at : at + 1] in (["more"], ["other"], ["additional"], ["further"]):
        at += 1
    if at < len(lower) and (hit := longest(lower, at, vocabulary.measures)):
        figure.unit, figure.kind, figure.last = hit[1], "measure", at + hit[0]
        return
    begin = at
    for index in range(at, min(at + 7, len(lower))):
        word = lower[index]
        if taken[index] or not word[0].isalpha():
            if (word in HYPHENS and words.tight(index) and index > begin) or (word.isdecimal() and words.tight(index)):
                continue
            break
        if (
            lower[index - 1] in HYPHENS
            and words.tight(index)
            and index + 1 < len(lower)
            and lower[index + 1][0].isalpha()
            and lower[index + 1] not in vocabulary.stop
        ):
            continue
        if (
            lower[index + 1 : index + 2]
            and lower[index + 1] in HYPHENS
            and words.tight(index + 1)
            and index + 2 < len(lower)
            and words.tight(index + 2)
            and (word,) not in vocabulary.nouns
        ):
            continue
        if (
            word in ("dead", "wounded", "injured", "killed")
            and index + 1 < len(lower)
            and lower[index + 1][0].isalpha()
            and lower[index + 1] not in vocabulary.stop
        ):
            continue
        if (hit := longest(lower, index, vocabulary.nouns)) and not _modifies(words, index, hit, figure, vocabulary):
            figure.unit, figure.last = hit[1], index + hit[0]
            return
        if word in vocabulary.stop:
            if (
                index == begin
                and (word,) in vocabulary.states
                and index + 1 < len(lower)
                and (lower[index + 1],) in vocabulary.nouns
            ):
                continue
            break
        if plural(word, written[index]) or (
            figure.value == 1 and index + 1 < len(lower) and _ends_singular(lower[index + 1], vocabulary)
        ):
            name = word
            if index > begin and lower[index - 1] in vocabulary.adjectives:
                name = f"{lower[index - 1]} {word}"
            figure.unit, figure.last = name if plural(word, written[index]) else pluralised(name), index + 1
            return


def _ends_singular(following: str, vocabulary: Vocabulary) -> bool:
    return (
        following in vocabulary.stop
        or not following[0].isalpha()
        or following.endswith(("ed", "ing", "s"))
        or (following,) in vocabulary.acts
    )


def _modifies(words: Words, index: int, hit: tuple[int, str], figure: Found, vocabulary: Vocabulary) -> bool:
    """Whether a singular noun only describes the plural that follows ("three town halls")."""
    lower = words.lower
    if figure.value == 1 or hit[0] > 1 or plural(lower[index], words.written[index]) or lower[index] in IRREGULAR:
        return False
    following = lower[index + 1] if index + 1 < len(lower) else ""
    return (
        following not in vocabulary.stop
        and plural(following, words.written[index + 1] if following else "")
        and following[:1].isalpha()
    )


def pluralised(word: str) -> str:
    """The regular plural of a noun."""
    if word.endswith(("s", "x", "ch", "sh")):
        return word if word.endswith("s") and not word.endswith("ss") else word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def plural(word: str, written: str) -> bool:
    """Whether a word looks like a plural noun."""
    if word in IRREGULAR:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL) and not written.isupper()
