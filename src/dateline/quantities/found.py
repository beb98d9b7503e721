"""Numbers in a text and what they say by themselves: value, bounds, denominator, unit; roles come after.

Bounds follow from the words. An exact count has low = high = value. "At least 5": low 5. "Up to 5", "as many as 5": high 5.
"More than 40": low 40, "fewer than 40": high 40; the modifier says that the bound itself is left out. "Nearly 40": high 40.
"About 40": the value alone. "Between 30 and 40": low 30, high 40, no value. "Dozens": low 24, "scores" 40, "hundreds" 200,
"thousands" 2,000, "several" and "a few" 3 of what follows, no value, modifier vague. Shares are between 0 and 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline import numbers
from dateline.model import Modifier
from dateline.quantities.words import Vocabulary, longest

TOKEN = re.compile(
    r"[0-9]+(?:[,\u00a0\u202f\u2009][0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]{1,6}/[0-9]{1,6}(?![0-9/])|[0-9]+(?:\.[0-9]+)?|us\$|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?"
    r"|['’]s\b|\n\s*\n\s*|\S",
    re.IGNORECASE,
)
VAGUE = {"dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2000.0, "millions": 2e6, "billions": 2e9, "tens": 20.0}
_SCALE_LETTERS = {"m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "k": 1e3, "tn": 1e12}
_COUNTING = frozenset(numbers.ONES) | frozenset(numbers.TENS)
_FRACTION_WORDS = frozenset(numbers.FRACTIONS)
DIGITS = frozenset("0123456789")
_HYPHENS = frozenset("-–—‑")

_BEFORE: tuple[tuple[tuple[str, ...], Modifier], ...] = (
    (("no", "fewer", "than"), "at least"), (("no", "less", "than"), "at least"), (("not", "less", "than"), "at least"),
    (("at", "least"), "at least"), (("a", "minimum", "of"), "at least"), (("minimum", "of"), "at least"), (("upwards", "of"), "at least"),
    (("no", "more", "than"), "at most"), (("not", "more", "than"), "at most"), (("at", "most"), "at most"), (("up", "to"), "at most"),
    (("as", "many", "as"), "at most"), (("as", "much", "as"), "at most"), (("a", "maximum", "of"), "at most"), (("maximum", "of"), "at most"),
    (("just", "over"), "more than"), (("well", "over"), "more than"), (("more", "than"), "more than"), (("in", "excess", "of"), "more than"),
    (("greater", "than"), "more than"), (("exceeding",), "more than"), (("over",), "more than"), (("above",), "more than"),
    (("just", "under"), "less than"), (("nearly",), "almost"), (("almost",), "almost"), (("close", "to"), "almost"),
    (("fewer", "than"), "less than"), (("less", "than"), "less than"), (("under",), "less than"), (("below",), "less than"),
    (("an", "estimated"), "about"), (("estimated",), "about"), (("about",), "about"), (("around",), "about"), (("approximately",), "about"),
    (("roughly",), "about"), (("some",), "about"), (("perhaps",), "about"), (("maybe",), "about"), (("an", "average", "of"), "about"), (("circa",), "about"), (("~",), "about"),
    (("as", "few", "as"), "at least"), (("more", "or", "less"), "about"),
)  # fmt: skip
_AFTER: tuple[tuple[tuple[str, ...], Modifier], ...] = (
    (("or", "more"), "at least"), (("and", "more"), "at least"), (("plus",), "at least"), (("+",), "at least"), (("at", "least"), "at least"),
    (("or", "fewer"), "at most"), (("or", "less"), "at most"), (("at", "most"), "at most"), (("or", "so"), "about"), (("odd",), "about"),
)  # fmt: skip


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
    return Words(text, spans, written, [word.lower() for word in written])


def find(words: Words, vocabulary: Vocabulary, taken: Sequence[bool]) -> list[Found]:
    """All figures of a text in order; `taken` marks tokens that belong to time expressions."""
    found: list[Found] = []
    at, end = 0, len(words.lower)
    while at < end:
        figure = None if taken[at] else _figure_at(words, at, vocabulary, taken, found[-1].last if found else 0)
        if figure is None:
            at += 1
            if at < end and words.tight(at) and _joined_number(words, at):
                at += 1
            continue
        found.append(figure)
        at = max(figure.core_end, at + 1)
    return found


def _joined_number(words: Words, at: int) -> bool:
    return False


# ------------------------------------------------------------------ one figure


@dataclass(frozen=True, slots=True)
class _Number:
    end: int
    value: float | None
    low: float | None = None
    share: bool = False


def _figure_at(words: Words, at: int, vocabulary: Vocabulary, taken: Sequence[bool], floor: int) -> Found | None:
    first_word = words.lower[at]
    if first_word in ("no", "zero", "nobody"):
        return _zero(words, at, vocabulary)
    if not (first_word[0] in DIGITS or first_word in _STARTS):
        return None
    read = _read(words, at)
    if read is None or any(taken[at : read.end]) or _excluded(words, at, read.end, vocabulary):
        return None
    figure = Found(at, read.end, at, read.end, read.value, kind="share" if read.share else "count")
    figure.low = read.low
    if read.value is None:
        figure.modifier = "vague"
    _take_range(words, figure, taken)
    if figure.core_end < 0:
        return None
    _take_currency(words, figure, vocabulary, floor)
    _take_percent(words, figure)
    _take_denominator(words, figure, taken)
    _take_modifier(words, figure, floor)
    if figure.unit is None:
        _take_unit(words, figure, vocabulary, taken)
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
    _bounds(figure)
    return figure


def _speaks(words: Words, figure: Found, vocabulary: Vocabulary) -> bool:
    """"Two officers told …", "one elder said": a source, no count."""
    if figure.value is None or figure.value > 4 or figure.unit != "people" or words.lower[figure.last - 1] not in vocabulary.speakers:
        return False
    for index in range(figure.last, min(figure.last + 9, len(words.lower))):
        word = words.lower[index]
        if word in vocabulary.speech:
            return True
        if word in ("who", "that", "were", "was", "and", "killed") or word in (",", "."):
            return False
    return False


_STARTS = _COUNTING | frozenset(VAGUE) | frozenset(("a", "an", "half", "several", "hundred", "thousand", "million", "billion", "dozen", "two", "three"))


def _read(words: Words, at: int) -> _Number | None:
    """The number that starts at a token."""
    lower = words.lower
    word = lower[at]
    if word in VAGUE:
        return _vague(lower, at)
    if word in ("a", "an", "several"):
        return _after_article(words, at)
    if word == "half":
        return _half(lower, at)
    if word[0] in DIGITS:
        return _digits(words, at)
    end = at
    while end < len(lower) and (lower[end] in numbers.WORDS or _joins(words, end)):
        end += 1
    if words.lower[end - 1] == "and" or lower[end - 1] in _HYPHENS:
        end -= 1
    share = _fraction_tail(words, at, end)
    if share is not None:
        return share
    if lower[at] == "thousand" or lower[at] in numbers.SCALES:
        return None if lower[at] in ("score",) else _scaled(lower, at, end)
    if end + 2 < len(lower) and lower[end : end + 3] == ["and", "a", "half"]:
        end += 3
    value = numbers.number([word for word in lower[at:end] if word not in _HYPHENS])
    return None if value is None else _Number(end, value)


def _scaled(lower: list[str], at: int, end: int) -> _Number | None:
    value = numbers.number([word for word in lower[at:end] if word not in _HYPHENS])
    return None if value is None else _Number(end, value)


def _joins(words: Words, at: int) -> bool:
    """A hyphen inside "twenty-four", an "and" inside "two hundred and six"."""
    lower = words.lower
    if at + 1 >= len(lower) or at == 0:
        return False
    if lower[at] in _HYPHENS:
        return words.tight(at) and words.tight(at + 1) and lower[at - 1] in numbers.TENS and lower[at + 1] in numbers.ONES
    return lower[at] == "and" and lower[at - 1] in ("hundred", "thousand", "million") and lower[at + 1] in _COUNTING


def _vague(lower: list[str], at: int) -> _Number | None:
    word = lower[at]
    if word == "tens":
        if lower[at + 1 : at + 2] == ["of"] and lower[at + 2 : at + 3] and lower[at + 2] in ("thousands", "millions"):
            return _Number(at + 3, None, 2e4 if lower[at + 2] == "thousands" else 2e7)
        return None
    if word == "hundreds" and lower[at + 1 : at + 3] == ["of", "thousands"]:
        return _Number(at + 3, None, 2e5)
    if word == "hundreds" and lower[at + 1 : at + 3] == ["of", "millions"]:
        return _Number(at + 3, None, 2e8)
    if word == "scores" and lower[at + 1 : at + 2] not in (["of"], ["more"], ["were"], ["killed"], ["dead"], ["wounded"], ["injured"]):
        return None
    return _Number(at + 1, None, VAGUE[word])


_SCALE_LOW = {"dozen": 36.0, "hundred": 300.0, "thousand": 3000.0, "million": 3e6, "billion": 3e9}


def _after_article(words: Words, at: int) -> _Number | None:
    """"A hundred", "a dozen", "a few hundred", "several dozen", "a third of", "a couple of"."""
    lower = words.lower
    following = lower[at + 1] if at + 1 < len(lower) else ""
    if lower[at] == "several" or following in ("few", "couple"):
        scale = at + 1 if lower[at] == "several" else at + 2
        if scale < len(lower) and lower[scale] == "of":
            scale += 1
        if scale < len(lower) and lower[scale] in _SCALE_LOW:
            return _Number(scale + 1, None, _SCALE_LOW[lower[scale]])
        if following == "couple" and lower[at + 2 : at + 3] == ["of"]:
            return _Number(at + 2, 2.0)
        if following == "few" and lower[at + 2 : at + 3] and lower[at + 2][0].isalpha() and lower[at + 2] not in ("more", "of"):
            return _Number(at + 2, None, 3.0)
        if lower[at] == "several" and following[:1].isalpha() and following not in ("other", "more", "of"):
            return _Number(at + 1, None, 3.0)
        return None
    if following == "handful" and lower[at + 2 : at + 3] == ["of"]:
        return _Number(at + 2, None, 3.0)
    if following in ("half", "third", "quarter", "fifth", "tenth") and lower[at + 2 : at + 3] and (lower[at + 2] in _SHARE_FOLLOWERS):
        return _Number(at + 2, numbers.FRACTIONS[following], share=True)
    if following == "single" and at and lower[at - 1] == "not":
        return _Number(at + 2, 0.0)
    if following in ("hundred", "thousand", "million", "billion", "dozen", "score"):
        if following == "score" and lower[at + 2 : at + 3] not in (["of"], ["or"]):
            return None
        end = at + 2
        while end < len(lower) and (lower[end] in numbers.WORDS or _joins(words, end)):
            end += 1
        value = numbers.number([word for word in lower[at:end] if word not in _HYPHENS])
        return None if value is None else _Number(end, value)
    return None


_SHARE_FOLLOWERS = frozenset(["of", "can", "are", "is", "were", "was", "have", "has", "had", "remain", "remains", "will", "could", ",", ".", ";"])


def _half(lower: list[str], at: int) -> _Number | None:
    following = lower[at + 1 : at + 3]
    if following[:1] == ["a"] and len(following) > 1 and following[1] in ("dozen", "million", "billion", "thousand"):
        return _Number(at + 3, 0.5 * numbers.SCALES[following[1]])
    if following[:1] == ["a"] and len(following) > 1 and following[1] in ("litre", "liter", "kilo", "kilogram", "tonne", "ton", "kilometre", "mile", "metre"):
        return _Number(at + 2, 0.5)
    if at and lower[at - 1] == "than" and following[:1] in (["have"], ["are"], ["were"], ["had"]):
        return _Number(at + 1, 0.5, share=True)
    if following[:1] in (["of"], ["the"], ["its"], ["their"], ["all"]):
        return _Number(at + 1, 0.5, share=True)
    return None


def _digits(words: Words, at: int) -> _Number | None:
    lower = words.lower
    text = lower[at]
    end = at + 1
    if "/" in text:
        top, bottom = (int(part) for part in text.split("/"))
        return _Number(end, top / bottom, share=True) if 0 < top < bottom and lower[end : end + 1] == ["of"] else None
    value = numbers.digits(text)
    if value is None:
        return None
    following = lower[end] if end < len(lower) else ""
    if following in ("hundred", "thousand", "million", "billion", "trillion", "mn", "bn", "mln", "dozen"):
        return _Number(end + 1, value * (1e6 if following == "mln" else numbers.SCALES[following]))
    if following in _SCALE_LETTERS and words.tight(end) and (following != "m" or _monetary(words, at) or _counts_people(lower, end + 1)):
        return _Number(end + 1, value * _SCALE_LETTERS[following])
    if following and "/" in following and following[0] in DIGITS and len(following) == 3:
        top, bottom = (int(part) for part in following.split("/"))
        return _Number(end + 1, value + top / bottom) if bottom else None
    return _fraction_tail(words, at, end) or _Number(end, value)


def _monetary(words: Words, at: int) -> bool:
    return at > 0 and words.lower[at - 1] in ("$", "£", "€", "us$", "¥")


def _counts_people(lower: list[str], at: int) -> bool:
    return at < len(lower) and lower[at] in ("people", "refugees", "civilians", "children", "residents", "inhabitants", "displaced")


def _fraction_tail(words: Words, at: int, end: int) -> _Number | None:
    """"Two thirds", "three-quarters", "one fifth of"."""
    lower = words.lower
    tail = end + 1 if end < len(lower) and lower[end] in _HYPHENS and words.tight(end) else end
    if tail >= len(lower) or lower[tail] not in _FRACTION_WORDS or end - at != 1:
        return None
    top = numbers.ONES.get(lower[at])
    if top is None or top == 0:
        return None
    plural = lower[tail].endswith("s")
    if (top > 1) != plural or (top == 1 and (tail + 1 < len(lower) and lower[tail + 1] not in _SHARE_FOLLOWERS)):
        return None
    return _Number(tail + 1, top * numbers.FRACTIONS[lower[tail]], share=True)


def _zero(words: Words, at: int, vocabulary: Vocabulary) -> Found | None:
    """"No casualties", "no prisoners were taken", "no one was killed", "nobody", "zero losses"; kept only with a role."""
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
        if _plural(word, words.written[index]):
            return Found(at, index + 1, at, at + 1, 0.0, 0.0, 0.0, unit=word, kind="zero")
    return None


# ------------------------------------------------------------------ what is no figure


def _excluded(words: Words, at: int, end: int, vocabulary: Vocabulary) -> bool:
    lower, written = words.lower, words.written
    before = lower[at - 1] if at else ""
    after = lower[end] if end < len(lower) else ""
    digits = lower[at][0] in DIGITS
    if digits and words.tight(at) and (before in _HYPHENS and at > 1 and words.tight(at - 1) and written[at - 2].isalpha() and not _number_word(lower[at - 2])):
        return True
    if digits and words.tight(at) and ((before[-1:].isalpha() and before != "us$") or before in ("[", "+", "#", "/", ".", ":", "_", "'", "’")):
        return True
    if digits and end < len(lower) and words.tight(end) and _glued(lower, words, at, end):
        return True
    if digits and after == "." and at and written[at - 1].startswith("\n") and end - at == 1:
        return True
    if before in vocabulary.names and (digits or before in ("phase", "chapter", "article", "grade", "level")) and not (before == "order" or (before in ("camp", "group", "convoy", "area", "post", "point", "line") and after in ("people",))):
        return True
    if before == "." and at > 1 and lower[at - 2] == "no":
        return True
    if digits and _list_mark(words, at, end):
        return True
    if before in ("the", "our", "their", "its", "these", "those") and end - at == 1 and (lower[at] in ("two", "one", "2", "both") and before != "of"):
        return not (at > 1 and (lower[at - 2],) in vocabulary.acts) and after not in ("dead", "wounded", "killed", "others")
    if after in vocabulary.after_names or (end + 1 < len(lower) and lower[end + 1] in vocabulary.after_names and written[end][:1].isupper()):
        return digits
    if _age(words, at, end) or _phone(words, at, end) or _score(words, at, end, vocabulary):
        return True
    return digits and _bare_year(words, at, end)


def _list_mark(words: Words, at: int, end: int) -> bool:
    """"1)" or "(1)" or "1." at the start of a line."""
    lower = words.lower
    opens = at == 0 or words.written[at - 1].startswith("\n") or words.text[: words.spans[at][0]].endswith("\n")
    closes = end < len(lower) and lower[end] in (")", ".", "]") and words.tight(end)
    return (opens and closes) or (at > 0 and lower[at - 1] == "[" and closes)


def _number_word(word: str) -> bool:
    return word in numbers.WORDS


def _glued(lower: list[str], words: Words, at: int, end: int) -> bool:
    """A digit with something hanging on it: "4th", "3D", "82mm", "12:30", "2/3"."""
    after = lower[end]
    if after in ("st", "nd", "rd", "th", "d", "mm", "am", "pm", "x", "s"):
        return True
    if after in (":", "/") and end + 1 < len(lower) and words.tight(end + 1) and lower[end + 1][0] in DIGITS:
        return True
    return after == "." and end + 1 < len(lower) and words.tight(end + 1) and lower[end + 1][0] in DIGITS


def _age(words: Words, at: int, end: int) -> bool:
    lower = words.lower
    after = lower[end : end + 4]
    if after[:1] and after[0] in ("°", "′", "″"):
        return True
    if after[:1] and after[0] in _HYPHENS and len(after) > 1 and after[1] in ("year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minute", "minutes"):
        return True
    if after[:3] == ["years", "old"] or after[:2] == ["years", "old"] or after[:2] == ["years", "of"]:
        return True
    before = lower[max(0, at - 3) : at]
    if before[-1:] and before[-1] in ("was", "is", "turned", "aged", "age") and before[-2:-1] and before[-2] in ("he", "she", "who", "i"):
        return True
    if before[-1:] == ["of"] and before[-2:-1] and before[-2] in ("man", "woman", "boy", "girl", "child", "son", "daughter", "age"):
        return True
    modified = before[-1:] and before[-1] in ("under", "over", "above", "below")
    if modified and ((after[:1] and after[0] in (".", ",", "are", "were", "is", "and", "-")) or not after) and end - at == 1 and before[-2:-1] and before[-2] in ("aged", "them", "boys", "girls", "men", "women", "children", "those", "youths"):
        return True
    if before[-1:] == ["in"] and lower[at] in ("two", "half") and (not after or not after[0][0].isalpha() or after[0] in ("by", "and")):
        return True
    comma = at > 1 and lower[at - 1] == "," and end < len(lower) and lower[end] in (",", ".")
    return comma and words.written[at - 2][:1].isupper() and end - at == 1 and lower[at].isdecimal() and 1 <= int(lower[at]) <= 110


def _phone(words: Words, at: int, end: int) -> bool:
    """One of several bare groups of digits in a row, or a number with a plus or a leading zero."""
    lower = words.lower
    if lower[at][0] == "0" and len(lower[at]) > 1 and "." not in lower[at]:
        return True
    if lower[at].isdecimal() and len(lower[at]) >= 7:
        return True
    row = 0
    for step in (-1, 1):
        index = at + step if step < 0 else end
        while 0 <= index < len(lower) and (lower[index].isdecimal() or lower[index] in ("-", "+", "(", ")")):
            row += lower[index].isdecimal() and len(lower[index]) >= 2
            row += lower[index] == "+"
            index += step
    return row >= 2


def _score(words: Words, at: int, end: int, vocabulary: Vocabulary) -> bool:
    """"2-1", "won 3–0": a pair of small numbers beside words of sport, or one that runs downwards."""
    lower = words.lower
    for other in ((end + 1, end), (at - 2, at - 1)):
        if 0 <= other[0] < len(lower) and lower[other[1]] in _HYPHENS and lower[other[0]].isdecimal() and lower[at].isdecimal():
            low, high = (int(lower[at]), int(lower[other[0]])) if other[0] > at else (int(lower[other[0]]), int(lower[at]))
            near = lower[max(0, at - 6) : end + 8]
            if low >= high or (high < 15 and any(word in vocabulary.sport for word in near)):
                return True
    return False


def _bare_year(words: Words, at: int, end: int) -> bool:
    lower = words.lower
    if end - at != 1 or not lower[at].isdecimal() or len(lower[at]) != 4 or not 1900 <= int(lower[at]) <= 2035:
        return False
    return at == 0 or lower[at - 1] in ("in", "since", "until", "of", "from", "by", "during", "before", "after", "the", ",", "(", "early", "late", "/")


# ------------------------------------------------------------------ range, money, share, denominator


def _take_range(words: Words, figure: Found, taken: Sequence[bool]) -> None:
    """"Between 30 and 40", "30-40", "three to five"."""
    lower = words.lower
    end = figure.core_end
    if end + 1 >= len(lower) or figure.value is None or figure.kind == "share":
        return
    joint = lower[end]
    before = lower[figure.core - 1] if figure.core else ""
    money = end + 2 < len(lower) and lower[end + 1] in ("$", "£", "€")
    after = end + 2 if money else end + 1
    tight = joint in _HYPHENS
    if not (tight or joint in ("to", "or") or (joint == "and" and before == "between")):
        return
    if joint == "to" and (before in ("rose", "up") or (before == "from" and _change_before(lower, figure.core - 1))):
        return
    if not (lower[after][0] in DIGITS or lower[after] in _COUNTING or lower[after] in ("a",)):
        return
    read = _read(words, after)
    if read is None or read.value is None or read.share or any(taken[after : read.end]):
        return
    low, high = figure.value, read.value
    scale = high / (numbers.digits(lower[after]) or high) if lower[after][0] in DIGITS else 1
    if scale >= 1000 and low < 1000 and numbers.digits(lower[figure.core]) is not None and end - figure.core == 1:
        low *= scale
    if lower[after] in numbers.ONES and high >= 100 and low < 100 and lower[read.end - 1] in numbers.SCALES and end - figure.core == 1:
        low *= numbers.SCALES[lower[read.end - 1]]
    if low >= high or (joint == "or" and high > low * 3):
        return
    figure.value, figure.low, figure.high = None, low, high
    figure.core_end = figure.last = read.end
    figure.modifier = None
    if (joint == "and" and before == "between") or (joint == "to" and before == "from"):
        figure.first = figure.core - 1


_CHANGES = frozenset(
    ["rose", "rise", "risen", "rising", "fell", "fall", "fallen", "falling", "increased", "increase", "grew", "grown", "climbed", "jumped", "dropped", "dropping", "up", "down", "went", "raised", "cut", "reduced", "lowered", "shrank", "soared", "surged", "toll", "displacement", "number", "numbers", "count"]
)


def _change_before(lower: list[str], at: int) -> bool:
    """Whether "from X to Y" tells a change, so that X and Y are two figures."""
    return any(word in _CHANGES for word in lower[max(0, at - 4) : at])


def _take_currency(words: Words, figure: Found, vocabulary: Vocabulary, floor: int) -> None:
    lower = words.lower
    if figure.core > floor and (lower[figure.core - 1],) in vocabulary.currencies and not lower[figure.core - 1].isalpha():
        figure.unit, figure.kind = vocabulary.currencies[(lower[figure.core - 1],)], "money"
        figure.first = min(figure.first, figure.core - 1)
        if figure.core > 1 and lower[figure.core - 2] in ("us", "a", "c") and words.tight(figure.core - 1):
            figure.first = figure.core - 2
        return
    at = figure.core_end
    if at < len(lower) and lower[at] == "of" and figure.modifier == "vague":
        at += 1
    if at < len(lower) and lower[at] in ("us", "american", "u"):
        at += 1
    hit = longest(lower, at, vocabulary.currencies)
    if hit:
        figure.unit, figure.kind, figure.last = hit[1], "money", at + hit[0]


def _take_percent(words: Words, figure: Found) -> None:
    lower = words.lower
    at = figure.core_end
    size = 0
    if lower[at : at + 1] in (["%"], ["percent"], ["pct"]):
        size = 1
    elif lower[at : at + 2] == ["per", "cent"]:
        size = 2
    if not size:
        return
    if lower[at + size : at + size + 1] in (["point"], ["points"]):
        figure.unit, figure.kind, figure.last = "percentage points", "measure", at + size + 1
        return
    figure.kind = "share"
    for name in ("value", "low", "high"):
        number = getattr(figure, name)
        if number is not None:
            setattr(figure, name, number / 100)
    figure.core_end = figure.last = at + size


def _take_denominator(words: Words, figure: Found, taken: Sequence[bool]) -> None:
    """"Six out of 34", "six of the 34", "one in five"."""
    lower = words.lower
    if figure.kind != "count" or figure.value is None or figure.unit:
        return
    at = figure.core_end
    share = False
    if lower[at : at + 2] == ["out", "of"]:
        at += 2
    elif lower[at : at + 2] in (["in", "every"], ["of", "every"]):
        at, share = at + 2, True
    elif lower[at : at + 1] == ["of"]:
        at += 1
    elif lower[at : at + 1] == ["in"] and figure.value <= 10 and at + 1 < len(lower) and lower[at + 1] in _COUNTING | {"10", "5", "4", "3"}:
        at, share = at + 1, True
    else:
        return
    if lower[at : at + 1] in (["the"], ["its"], ["their"], ["all"], ["her"], ["his"], ["my"], ["our"]):
        at += 1
    if lower[at : at + 1] in (["country's"], ["province's"]):
        at += 1
    elif lower[at + 1 : at + 2] == ["'s"]:
        at += 2
    if at >= len(lower) or taken[at] or not (lower[at][0] in DIGITS or lower[at] in _COUNTING):
        return
    read = _read(words, at)
    if read is None or read.value is None or read.share or read.value < figure.value:
        return
    figure.core_end = figure.last = read.end
    if share:
        figure.value, figure.kind = figure.value / read.value, "share"
    else:
        figure.of = read.value


def _take_modifier(words: Words, figure: Found, floor: int) -> None:
    lower = words.lower
    start = figure.first
    if start > floor and lower[start - 1] in ("a", "an", "the") and figure.core == start and start - 1 > floor:
        start -= 0
    hit = _before(lower, start, floor)
    if hit is None and start - 1 > floor and lower[start - 1] in ("another", "additional", "further", "other"):
        hit = _before(lower, start - 1, floor)
    if hit:
        figure.first, found = hit
        figure.modifier = found if figure.modifier is None else figure.modifier
        return
    at = figure.core_end
    for phrase, found in _AFTER:
        if tuple(lower[at : at + len(phrase)]) == phrase and (phrase != ("at", "least") or lower[at + 2 : at + 3] in ([","], ["."])):
            if phrase == ("and", "more"):
                continue
            figure.modifier = figure.modifier or found
            figure.core_end += len(phrase)
            figure.last = max(figure.last, figure.core_end)
            return


def _before(lower: list[str], start: int, floor: int) -> tuple[int, Modifier] | None:
    for phrase, found in _BEFORE:
        first = start - len(phrase)
        if first >= floor and tuple(lower[first:start]) == phrase:
            return first, found
    return None


# ------------------------------------------------------------------ unit


def _take_unit(words: Words, figure: Found, vocabulary: Vocabulary, taken: Sequence[bool]) -> None:
    """The noun counted: the first known noun or plural after the number, before anything that ends the phrase."""
    lower, written = words.lower, words.written
    if figure.kind == "share":
        figure.unit = "share"
        return
    at = figure.core_end
    if at < len(lower) and lower[at] in _HYPHENS and words.tight(at):
        hit = longest(lower, at + 1, vocabulary.measures)
        if hit:
            figure.unit, figure.kind, figure.last = hit[1], "measure", at + 1 + hit[0]
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
            if (word in _HYPHENS and words.tight(index) and index > begin) or (word.isdecimal() and words.tight(index)):
                continue
            break
        if lower[index - 1] in _HYPHENS and words.tight(index) and index + 1 < len(lower) and lower[index + 1][0].isalpha() and lower[index + 1] not in vocabulary.stop:
            continue
        if lower[index + 1 : index + 2] and lower[index + 1] in _HYPHENS and words.tight(index + 1) and index + 2 < len(lower) and words.tight(index + 2) and (word,) not in vocabulary.nouns:
            continue
        if (hit := longest(lower, index, vocabulary.nouns)) and not _modifies(words, index, hit, figure, vocabulary):
            figure.unit, figure.last = _named_unit(lower, begin, index, hit, vocabulary), index + hit[0]
            return
        if word in vocabulary.stop:
            if index == begin and (word,) in vocabulary.states and index + 1 < len(lower) and (lower[index + 1],) in vocabulary.nouns:
                continue
            break
        if _plural(word, written[index]) or (figure.value == 1 and index + 1 < len(lower) and _ends_singular(lower[index + 1], vocabulary)):
            name = word
            if index > begin and lower[index - 1] in vocabulary.adjectives:
                name = f"{lower[index - 1]} {word}"
            figure.unit, figure.last = name, index + 1
            return


def _ends_singular(following: str, vocabulary: Vocabulary) -> bool:
    return following in vocabulary.stop or not following[0].isalpha() or following.endswith(("ed", "ing")) or (following,) in vocabulary.acts


def _modifies(words: Words, index: int, hit: tuple[int, str], figure: Found, vocabulary: Vocabulary) -> bool:
    """Whether a singular noun only describes the plural that follows ("three town halls")."""
    lower = words.lower
    if figure.value == 1 or hit[0] > 1 or _plural(lower[index], words.written[index]) or lower[index] in _IRREGULAR:
        return False
    following = lower[index + 1] if index + 1 < len(lower) else ""
    return following not in vocabulary.stop and _plural(following, words.written[index + 1] if following else "") and following[:1].isalpha()


def _named_unit(lower: list[str], begin: int, index: int, hit: tuple[int, str], vocabulary: Vocabulary) -> str:
    if hit[1] != "people" and index > begin and lower[index - 1] in vocabulary.adjectives and hit[1] == lower[index]:
        return f"{lower[index - 1]} {hit[1]}"
    return hit[1]


_NOT_PLURAL = ("ss", "us", "is", "'s", "ous")
_IRREGULAR = frozenset(["aircraft", "cattle", "livestock", "sheep", "headquarters"])


def _plural(word: str, written: str) -> bool:
    if word in _IRREGULAR:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL) and not written.isupper()


def _counts_one(words: Words, figure: Found, vocabulary: Vocabulary) -> bool:
    """Whether "one" counts: it stands before a known noun or a fate, in a share, or under a modifier."""
    lower = words.lower
    if figure.of or figure.kind in ("share", "money", "measure") or figure.modifier or figure.value is None or figure.value != 1:
        return True
    after = lower[figure.core_end] if figure.core_end < len(lower) else ""
    if after in ("of", "another", "by", "or", "thing", "hand", "who", "that", "which"):
        return False
    if (after,) in vocabulary.states or (after,) in vocabulary.acts or after in ("was", "died", "dead") :
        return True
    before = lower[figure.core - 1] if figure.core else ""
    if (before,) in vocabulary.acts and before.endswith(("ing", "ed")):
        return True
    if before in ("the", "last", "next", "number", "'s", "this", "that", "no", "any", "every", "each") or after in ("side", "day", "thing", "way", "point", "reason", "hand", "time", "another", "such", "part", "place", "example", "bad", "more"):
        return False
    return figure.unit is not None


def _duration_like(words: Words, figure: Found, taken: Sequence[bool]) -> bool:
    """Whether the unit lies in a time expression or is one of time."""
    return figure.unit in ("days", "minutes", "hours", "weeks", "months", "years", "decades", "o'clock", "seconds", "centuries")


def _bounds(figure: Found) -> None:
    """Closed bounds from value and modifier, as the module tells."""
    if figure.kind == "share":
        for name in ("value", "low", "high"):
            number = getattr(figure, name)
            if number is not None:
                setattr(figure, name, round(number, 3))
    value, modifier = figure.value, figure.modifier
    if value is None:
        if figure.high is not None and modifier in ("at least", "more than"):
            figure.high = None
        if figure.high is not None and modifier in ("at most",):
            figure.low = None if figure.low is None else figure.low
        return
    if modifier is None:
        figure.low = figure.high = value
    elif modifier == "at least":
        figure.low = value
    elif modifier in ("at most", "almost"):
        figure.high = value
    elif modifier == "more than":
        figure.low = value
    elif modifier == "less than":
        figure.high = value
