"""Text as a string of word classes: one letter stands for one token, so that rules are plain regular expressions.

Scanning letters instead of text keeps every rule independent of spelling and makes the whole scan linear and fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import msgspec

from dateline import numbers
from dateline.errors import LexiconError

FIRST_LETTER = 0x4E00
SHAPES = (
    "OTHER", "NAME", "SYMBOL", "BREAK", "DAY", "TWO_DIGITS", "YEAR", "NUMBER", "FRACTION", "DAY_ORDINAL", "HIGH_ORDINAL",
    "ORDINAL_WORD", "SECOND", "DECADE", "CLOCK", "ISO", "SLASH_DATE", "MILITARY", "WORD_NUMBER", "SCALE", "HYPHEN", "DASH",
)  # fmt: skip
TOKEN = re.compile(
    r"""[0-9]{4}-[0-9][0-9]-[0-9][0-9](?:T[0-9][0-9]:[0-9][0-9](?::[0-9][0-9](?:\.[0-9]+)?)?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?)?(?![0-9])   # ISO
    |[0-9]{1,2}([/.])[0-9]{1,2}\1(?:[0-9]{4}|[0-9][0-9])(?![0-9])   # 25/12/2011
    |[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9])?|[0-9]{1,2}\.[0-9][0-9](?=\s?[ap]\.?m\b)   # 10:35
    |[0-9]+(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+|[0-9]{1,6}/[0-9]{1,6}|[0-9]{1,4}(?:st|nd|rd|th)\b|[0-9]{2,4}s\b|[0-9]+
    |[ap]\.m\.?(?!\w)|[BA]\.[CD]\.(?:E\.)?|[oO]['’]clock
    |['’]s\b|(?:[^\W\d_])+
    |\n\s*\n\s*|[^\w\s]|_""",
    re.VERBOSE,
)


class TimeWords(msgspec.Struct, frozen=True):
    """The file `times.toml`: words by class, and macros over classes."""

    words: dict[str, tuple[str, ...]]
    macros: dict[str, str]


class Alphabet:
    """Which letter stands for which class, and which class a word belongs to."""

    def __init__(self, data: TimeWords) -> None:
        names = dict.fromkeys((*SHAPES, *data.words))
        self.letters = {name: chr(FIRST_LETTER + number) for number, name in enumerate(names)}
        self.macros = data.macros
        self.by_word: dict[str, str] = {}
        for name in numbers.WORDS:
            self.by_word[name] = self.letters["SCALE" if name in numbers.SCALES else "WORD_NUMBER"]
        for name in numbers.ORDINALS:
            self.by_word[name] = self.letters["ORDINAL_WORD"]
        for name, words in data.words.items():
            for word in words:
                self.by_word[word] = self.letters[name]
        self.by_word["second"] = self.letters["SECOND"]
        self.by_word["one"] = self.letters["ONE"]
        self.capital_only = frozenset(self.letters[name] for name in ("MAYBE_MONTH", "SHORT_WEEKDAY"))

    def compile(self, pattern: str, rule: str) -> re.Pattern[str]:
        """A rule's pattern over class names as a regular expression over letters; unknown names are an error."""
        return re.compile(self._expand(pattern, rule, 0))

    def _expand(self, pattern: str, rule: str, depth: int) -> str:
        def replace(match: re.Match[str]) -> str:
            name = match.group()
            if name in self.letters:
                return self.letters[name]
            if name in self.macros and depth < 10:
                return f"(?:{self._expand(self.macros[name], rule, depth + 1)})"
            raise LexiconError("times-rules.toml", rule, f"no such class or macro: {name}")

        return re.sub(r"\b[A-Z][A-Z_]+\b|(?<!\?)\bA\b", replace, pattern).replace(" ", "")

    def classify(self, word: str, text: str, start: int, end: int) -> str:
        """The letter of one token."""
        found = self.by_word.get(word.lower())
        if found is not None:
            if found in self.capital_only and not word[0].isupper():
                return self.letters["OTHER"]
            if found == self.letters["HYPHEN"]:
                return found
            return found
        return self.letters[_shape(word, text, start, end)]


def _shape(word: str, text: str, start: int, end: int) -> str:
    first = word[0]
    if first in "0123456789":
        return _digit_shape(word, text, end)
    if first.isalpha():
        return "NAME" if first.isupper() else "OTHER"
    if first == "\n":
        return "BREAK"
    if word in "-–—‑":
        tight = text[start - 1 : start].strip() and text[end : end + 1].strip() and text[end] not in "-–—"
        return "HYPHEN" if tight and text[start - 1] not in "-–—" else "DASH"
    return "SYMBOL"


def _digit_shape(word: str, text: str, end: int) -> str:
    if word.isdecimal():
        if len(word) == 4 and re.match(r"\s?(?:hrs|hours|GMT|UTC|Z\b)", text[end : end + 6]) and _is_clock(word):
            return "MILITARY"
        if len(word) <= 2:
            return "DAY" if 1 <= int(word) <= 31 else "TWO_DIGITS" if len(word) == 2 else "NUMBER"
        return "YEAR" if len(word) == 4 and "1000" <= word <= "2099" else "NUMBER"
    if word[-1] == "s":
        return "DECADE" if word[-2] == "0" else "OTHER"
    if word[-1].isalpha() and word[-2].isalpha():
        return "DAY_ORDINAL" if int(word[:-2]) <= 31 else "HIGH_ORDINAL"
    if word[:4].isdecimal() and word[4:5] == "-":
        return "ISO"
    if ":" in word or (re.match(r"\d{1,2}\.\d\d$", word) and re.match(r"\s?[ap]\.?m\b", text[end : end + 5])):
        return "CLOCK"
    if word.count("/") == 2 or word.count(".") == 2:
        return "SLASH_DATE"
    return "FRACTION" if "/" in word else "NUMBER"


def _is_clock(word: str) -> bool:
    return int(word[:2]) < 24 and int(word[2:]) < 60


@dataclass(frozen=True)
class Stream:
    """The tokens of a text: spans, words as written, and the class letter of each."""

    text: str
    spans: list[tuple[int, int]]
    words: list[str]
    letters: str
    alphabet: Alphabet

    @cached_property
    def lower(self) -> list[str]:
        """The words in lower case."""
        return [word.lower() for word in self.words]

    def kind(self, index: int, *names: str) -> bool:
        """Whether token `index` exists and is of one of the classes."""
        if not 0 <= index < len(self.letters):
            return False
        letter = self.letters[index]
        return any(self.alphabet.letters[name] == letter for name in names)


def stream(text: str, alphabet: Alphabet) -> Stream:
    """Tokenise a text and classify its tokens."""
    spans: list[tuple[int, int]] = []
    words: list[str] = []
    letters: list[str] = []
    known = alphabet.by_word
    other, name = alphabet.letters["OTHER"], alphabet.letters["NAME"]
    for match in TOKEN.finditer(text):
        word = match.group()
        start, end = match.span()
        spans.append((start, end))
        words.append(word)
        if word.isalpha() and word.lower() not in known:
            letters.append(name if word[0].isupper() else other)
        else:
            letters.append(alphabet.classify(word, text, start, end))
    return Stream(text, spans, words, "".join(letters), alphabet)


def two_digit_year(number: int, near: date | None = None) -> int:
    """The year that two digits stand for: the century that lies nearest to the day of writing (else 1930–2029)."""
    middle = near.year if near else 1980
    return min((century + number for century in (1800, 1900, 2000)), key=lambda year: abs(year - middle))


def ordinal_of(words: Iterable[str]) -> int | None:
    """Value of an ordinal written in one or two words ("third", "twenty first")."""
    return numbers.ordinal("-".join(word for word in words if word not in ("-", "–")))
