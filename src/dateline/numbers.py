"""Numbers as English writes them: "12,000", "1.4 million", "twenty-four", "two and a half", "5 1/2", "half a dozen"."""

from __future__ import annotations

import re
from collections.abc import Sequence

ONES: dict[str, int] = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS: dict[str, int] = {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES: dict[str, int] = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "mn": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "dozen": 12,
    "score": 20,
}
ORDINALS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        [
            "zeroth",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ]
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
FRACTIONS: dict[str, float] = {
    "half": 0.5,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 0.25,
    "quarters": 0.25,
    "fifth": 0.2,
    "fifths": 0.2,
    "sixth": 1 / 6,
    "sixths": 1 / 6,
    "eighth": 0.125,
    "eighths": 0.125,
    "tenth": 0.1,
    "tenths": 0.1,
}
WORDS = frozenset(ONES) | frozenset(TENS) | frozenset(SCALES)
LONGEST = 24
"""Characters of the longest number read; longer rows of digits are codes."""
_DIGITS = re.compile(r"(?a:\d+(?:[,   ]\d{3})*(?:\.\d+)?$|\.\d+$)")
_VULGAR = re.compile(r"([0-9]+)/([0-9]+)$")
_ORDINAL = re.compile(r"([0-9]+)(?:st|nd|rd|th)$")


def digits(word: str) -> float | None:
    """Value of a number written in figures ("12,000", "3.5"), None for anything else."""
    if len(word) <= LONGEST and _DIGITS.match(word):
        return float(re.sub(r"[,   ]", "", word))
    return None


def ordinal(word: str) -> int | None:
    """Value of an ordinal ("third", "21st", "21"), None for anything else."""
    word = word.lower()
    if word in ORDINALS:
        return ORDINALS[word]
    if match := _ORDINAL.match(word):
        return int(match[1])
    if "-" in word:
        tens, _, one = word.partition("-")
        if tens in TENS and one in ORDINALS:
            return TENS[tens] + ORDINALS[one]
    return int(word) if word.isascii() and word.isdecimal() else None


def number(words: Sequence[str]) -> float | None:
    """Value of a cardinal given as lower-case words without hyphens, None when they are no number.

    "a" counts one before a scale ("a hundred"), "half" adds a half after "and" or halves what follows ("half a million").
    """
    total, group, seen = 0.0, 0.0, False
    last_scale = 0.0
    halved = False
    for index, word in enumerate(words):
        value = digits(word)
        if value is not None:
            group, seen = group + value, True
        elif word in ONES or word in TENS:
            group, seen = group + (ONES[word] if word in ONES else TENS[word]), True
        elif word in SCALES:
            scale = SCALES[word]
            group = (group or (0 if seen and total else 1)) * scale
            if scale >= 1000:
                total, last_scale, group = total + group, float(scale), 0.0
            seen = True
        elif fraction := _VULGAR.match(word):
            if int(fraction[2]) == 0:
                return None
            group, seen = group + int(fraction[1]) / int(fraction[2]), True
        elif word == "half":
            if seen:
                group += 0.5 * (last_scale if last_scale and not group else 1)
            else:
                halved = True
            seen = True
        elif word not in ("and", "a", "an", "of"):
            return None
        elif word in ("a", "an") and index == len(words) - 1 and not seen:
            return 1.0
    if not seen:
        return None
    result = total + group
    if halved:
        return 0.5 * result if result else 0.5
    return result
