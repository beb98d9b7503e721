"""Numbers in a text and what they say by themselves: value, bounds, denominator, unit; roles come after.

Bounds follow from the words. An exact count has low = high = value. "At least 5": low 5. "Up to 5", "as many as 5": high 5.
"More than 40": low 40, "fewer than 40": high 40; the modifier says that the bound itself is left out. "Nearly 40": high 40.
"About 40": the value alone. "Between 30 and 40": low 30, high 40, no value. "Dozens": low 24, "scores" 40, "hundreds" 200,
"thousands" 2,000, "several" and "a few" 3 of what follows, no value, modifier vague. Shares are between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.quantities.exclusions import excluded
from dateline.quantities.phrases import (
    set_bounds,
    take_currency,
    take_denominator,
    take_modifier,
    take_percent,
    take_range,
)
from dateline.quantities.reading import STARTS, read
from dateline.quantities.tokens import DIGITS, Found, Words
from dateline.quantities.units import plural, take_unit
from dateline.quantities.words import Vocabulary, longest


def find(words: Words, vocabulary: Vocabulary, taken: Sequence[bool]) -> list[Found]:
    """All figures of a text in order; `taken` marks tokens that belong to time expressions."""
    found: list[Found] = []
    at, end = 0, len(words.lower)
    while at < end:
        figure = None if taken[at] else _figure_at(words, at, vocabulary, taken, found[-1].last if found else 0)
        if figure is None:
            at += 1
            continue
        found.append(figure)
        at = max(figure.core_end, at + 1)
    return found


def _figure_at(words: Words, at: int, vocabulary: Vocabulary, taken: Sequence[bool], floor: int) -> Found | None:
    first_word = words.lower[at]
    if first_word in ("no", "zero", "nobody"):
        return _zero(words, at, vocabulary)
    if not (first_word[0] in DIGITS or first_word in STARTS):
        return None
    number = read(words, at)
    if number is None or any(taken[at : number.end]) or excluded(words, at, number.end, vocabulary):
        return None
    figure = Found(at, number.end, at, number.end, number.value, kind="share" if number.share else "count")
    figure.low = number.low
    if number.value is None:
        figure.modifier = "vague"
    take_range(words, figure, taken)
    if figure.core_end < 0:
        return None
    take_currency(words, figure, vocabulary, floor)
    take_percent(words, figure)
    take_denominator(words, figure, taken)
    take_modifier(words, figure, floor)
    if figure.unit is None:
        take_unit(words, figure, vocabulary, taken)
    if first_word == "one" and not _counts_one(words, figure, vocabulary):
        return None
    if _duration_like(words, figure, taken):
        return None
    if figure.unit is None and at and words.lower[at - 1] in ("a", "an") and first_word[0] in DIGITS:
        return None
    if first_word == "a" and figure.value == 0.0:
        figure.first, figure.kind = at - 1, "nil"
    if words.lower[at : at + 2] == ["a", "couple"]:
        figure.modifier = "about"
    if _speaks(words, figure, vocabulary):
        return None
    set_bounds(figure)
    return figure


def _zero(words: Words, at: int, vocabulary: Vocabulary) -> Found | None:
    """ "No casualties", "no prisoners were taken", "no one was killed", "nobody", "zero losses"; kept only with a role."""
    lower = words.lower
    if lower[at] == "nobody":
        return Found(at, at + 1, at, at + 1, 0.0, 0.0, 0.0, unit="people", kind="zero")
    for index in range(at + 1, min(at + 4, len(lower))):
        word = lower[index]
        if word == "one" and index == at + 1:
            return Found(at, index + 1, at, index + 1, 0.0, 0.0, 0.0, unit="people", kind="zero")
        if word in ("losses", "injuries", "arrests", "deaths", "fatalities"):
            return Found(at, index + 1, at, at + 1, 0.0, 0.0, 0.0, unit="people", kind="zero")
        if hit := longest(lower, index, vocabulary.nouns):
            return Found(at, index + hit[0], at, at + 1, 0.0, 0.0, 0.0, unit=hit[1], kind="zero")
        if (word in vocabulary.stop and (word,) not in vocabulary.states) or not word[0].isalpha():
            return None
        if plural(word, words.written[index]):
            return Found(at, index + 1, at, at + 1, 0.0, 0.0, 0.0, unit=word, kind="zero")
    return None


def _speaks(words: Words, figure: Found, vocabulary: Vocabulary) -> bool:
    """ "Two officers told …", "one elder said": a source, no count."""
    if (
        figure.value is None
        or figure.value > 4
        or figure.unit != "people"
        or words.lower[figure.last - 1] not in vocabulary.speakers
    ):
        return False
    for index in range(figure.last, min(figure.last + 9, len(words.lower))):
        word = words.lower[index]
        if word in vocabulary.speech:
            return True
        if word in ("who", "that", "were", "was", "and", "killed") or word in (",", "."):
            return False
    return False


def _counts_one(words: Words, figure: Found, vocabulary: Vocabulary) -> bool:
    """Whether "one" counts: it stands before a known noun or a fate, in a share, or under a modifier."""
    lower = words.lower
    if (
        figure.of
        or figure.kind in ("share", "money", "measure")
        or figure.modifier
        or figure.value is None
        or figure.value != 1
    ):
        return True
    after = lower[figure.core_end] if figure.core_end < len(lower) else ""
    if after in ("of", "another", "by", "or", "thing", "hand", "who", "that", "which"):
        return False
    if (after,) in vocabulary.states or (after,) in vocabulary.acts or after in ("was", "died", "dead"):
        return True
    before = lower[figure.core - 1] if figure.core else ""
    if (before,) in vocabulary.acts and before.endswith(("ing", "ed")):
        return True
    if before in ("the", "last", "next", "number", "'s", "this", "that", "no", "any", "every", "each") or after in (
        "side",
        "day",
        "thing",
        "way",
        "point",
        "reason",
        "hand",
        "time",
        "another",
        "such",
        "part",
        "place",
        "example",
        "bad",
        "more",
    ):
        return False
    return figure.unit is not None


def _duration_like(words: Words, figure: Found, taken: Sequence[bool]) -> bool:
    """Whether the unit lies in a time expression or is one of time."""
    return figure.unit in (
        "days",
        "minutes",
        "hours",
        "weeks",
        "months",
        "years",
        "decades",
        "o'clock",
        "seconds",
        "centuries",
    )
