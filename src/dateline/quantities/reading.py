"""Reads the number that starts at a token: digits, words, vague plurals, fractions."""

from __future__ import annotations

from dataclasses import dataclass

from dateline import numbers
from dateline.quantities.tokens import DIGITS, HYPHENS, Words

VAGUE = {
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 200.0,
    "thousands": 2000.0,
    "millions": 2e6,
    "billions": 2e9,
    "tens": 20.0,
}
_SCALE_LETTERS = {"m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "k": 1e3, "tn": 1e12}
COUNTING = frozenset(numbers.ONES) | frozenset(numbers.TENS)
_FRACTION_WORDS = frozenset(numbers.FRACTIONS)
_SCALE_LOW = {"dozen": 36.0, "hundred": 300.0, "thousand": 3000.0, "million": 3e6, "billion": 3e9}
_SHARE_FOLLOWERS = frozenset(
    ["of", "can", "are", "is", "were", "was", "have", "has", "had", "remain", "remains", "will", "could", ",", ".", ";"]
)
STARTS = (
    COUNTING
    | frozenset(VAGUE)
    | frozenset(("a", "an", "half", "several", "hundred", "thousand", "million", "billion", "dozen", "two", "three"))
)


@dataclass(frozen=True, slots=True)
class Number:
    end: int
    value: float | None
    low: float | None = None
    share: bool = False


def read(words: Words, at: int) -> Number | None:
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
    if words.lower[end - 1] == "and" or lower[end - 1] in HYPHENS:
        end -= 1
    share = _fraction_tail(words, at, end)
    if share is not None:
        return share
    if lower[at] == "thousand" or lower[at] in numbers.SCALES:
        return None if lower[at] in ("score",) else _scaled(lower, at, end)
    if end + 2 < len(lower) and lower[end : end + 3] == ["and", "a", "half"]:
        end += 3
    value = numbers.number([word for word in lower[at:end] if word not in HYPHENS])
    return None if value is None else Number(end, value)


def _scaled(lower: list[str], at: int, end: int) -> Number | None:
    value = numbers.number([word for word in lower[at:end] if word not in HYPHENS])
    return None if value is None else Number(end, value)


def _joins(words: Words, at: int) -> bool:
    """A hyphen inside "twenty-four", an "and" inside "two hundred and six"."""
    lower = words.lower
    if at + 1 >= len(lower) or at == 0:
        return False
    if lower[at] in HYPHENS:
        return (
            words.tight(at) and words.tight(at + 1) and lower[at - 1] in numbers.TENS and lower[at + 1] in numbers.ONES
        )
    return lower[at] == "and" and lower[at - 1] in ("hundred", "thousand", "million") and lower[at + 1] in COUNTING


def _vague(lower: list[str], at: int) -> Number | None:
    word = lower[at]
    if word == "tens":
        if lower[at + 1 : at + 2] == ["of"] and lower[at + 2 : at + 3] and lower[at + 2] in ("thousands", "millions"):
            return Number(at + 3, None, 2e4 if lower[at + 2] == "thousands" else 2e7)
        return None
    if word == "hundreds" and lower[at + 1 : at + 3] == ["of", "thousands"]:
        return Number(at + 3, None, 2e5)
    if word == "hundreds" and lower[at + 1 : at + 3] == ["of", "millions"]:
        return Number(at + 3, None, 2e8)
    if word == "scores" and lower[at + 1 : at + 2] not in (
        ["of"],
        ["more"],
        ["were"],
        ["killed"],
        ["dead"],
        ["wounded"],
        ["injured"],
    ):
        return None
    return Number(at + 1, None, VAGUE[word])


def _after_article(words: Words, at: int) -> Number | None:
    """ "A hundred", "a dozen", "a few hundred", "several dozen", "a third of", "a couple of"."""
    lower = words.lower
    following = lower[at + 1] if at + 1 < len(lower) else ""
    if lower[at] == "several" or following in ("few", "couple"):
        scale = at + 1 if lower[at] == "several" else at + 2
        if scale < len(lower) and lower[scale] == "of":
            scale += 1
        if scale < len(lower) and lower[scale] in _SCALE_LOW:
            return Number(scale + 1, None, _SCALE_LOW[lower[scale]])
        if following == "couple" and lower[at + 2 : at + 3] == ["of"]:
            return Number(at + 2, 2.0)
        if (
            following == "few"
            and lower[at + 2 : at + 3]
            and lower[at + 2][0].isalpha()
            and lower[at + 2] not in ("more", "of")
        ):
            return Number(at + 2, None, 3.0)
        if lower[at] == "several" and following[:1].isalpha() and following not in ("other", "more", "of"):
            return Number(at + 1, None, 3.0)
        return None
    if following == "handful" and lower[at + 2 : at + 3] == ["of"]:
        return Number(at + 2, None, 3.0)
    if (
        following in ("half", "third", "quarter", "fifth", "tenth")
        and lower[at + 2 : at + 3]
        and (lower[at + 2] in _SHARE_FOLLOWERS)
    ):
        return Number(at + 2, numbers.FRACTIONS[following], share=True)
    if following == "single" and at and lower[at - 1] == "not":
        return Number(at + 2, 0.0)
    if following in ("hundred", "thousand", "million", "billion", "dozen", "score"):
        if following == "score" and lower[at + 2 : at + 3] not in (["of"], ["or"]):
            return None
        end = at + 2
        while end < len(lower) and (lower[end] in numbers.WORDS or _joins(words, end)):
            end += 1
        value = numbers.number([word for word in lower[at:end] if word not in HYPHENS])
        return None if value is None else Number(end, value)
    return None


def _half(lower: list[str], at: int) -> Number | None:
    following = lower[at + 1 : at + 3]
    if following[:1] == ["a"] and len(following) > 1 and following[1] in ("dozen", "million", "billion", "thousand"):
        return Number(at + 3, 0.5 * numbers.SCALES[following[1]])
    if (
        following[:1] == ["a"]
        and len(following) > 1
        and following[1] in ("litre", "liter", "kilo", "kilogram", "tonne", "ton", "kilometre", "mile", "metre")
    ):
        return Number(at + 2, 0.5)
    if at and lower[at - 1] == "than" and following[:1] in (["have"], ["are"], ["were"], ["had"]):
        return Number(at + 1, 0.5, share=True)
    if following[:1] in (["of"], ["the"], ["its"], ["their"], ["all"]):
        return Number(at + 1, 0.5, share=True)
    return None


def _digits(words: Words, at: int) -> Number | None:
    lower = words.lower
    text = lower[at]
    end = at + 1
    if "/" in text:
        top, bottom = (int(part) for part in text.split("/"))
        return Number(end, top / bottom, share=True) if 0 < top < bottom and lower[end : end + 1] == ["of"] else None
    value = numbers.digits(text)
    if value is None:
        return None
    following = lower[end] if end < len(lower) else ""
    if following in ("hundred", "thousand", "million", "billion", "trillion", "mn", "bn", "mln", "dozen"):
        return Number(end + 1, value * (1e6 if following == "mln" else numbers.SCALES[following]))
    if (
        following in _SCALE_LETTERS
        and words.tight(end)
        and (following != "m" or _monetary(words, at) or _counts_people(lower, end + 1))
    ):
        return Number(end + 1, value * _SCALE_LETTERS[following])
    if following and "/" in following and following[0] in DIGITS and len(following) == 3:
        top, bottom = (int(part) for part in following.split("/"))
        return Number(end + 1, value + top / bottom) if bottom else None
    return _fraction_tail(words, at, end) or Number(end, value)


def _monetary(words: Words, at: int) -> bool:
    return at > 0 and words.lower[at - 1] in ("$", "£", "€", "us$", "¥")


def _counts_people(lower: list[str], at: int) -> bool:
    return at < len(lower) and lower[at] in (
        "people",
        "refugees",
        "civilians",
        "children",
        "residents",
        "inhabitants",
        "displaced",
    )


def _fraction_tail(words: Words, at: int, end: int) -> Number | None:
    """ "Two thirds", "three-quarters", "one fifth of"."""
    lower = words.lower
    tail = end + 1 if end < len(lower) and lower[end] in HYPHENS and words.tight(end) else end
    if tail >= len(lower) or lower[tail] not in _FRACTION_WORDS or end - at != 1:
        return None
    top = numbers.ONES.get(lower[at])
    if top is None or top == 0:
        return None
    plural = lower[tail].endswith("s")
    if (top > 1) != plural or (top == 1 and (tail + 1 < len(lower) and lower[tail + 1] not in _SHARE_FOLLOWERS)):
        return None
    return Number(tail + 1, top * numbers.FRACTIONS[lower[tail]], share=True)
