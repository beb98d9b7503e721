"""Numbers that count nothing: names, ages, years, phone numbers, scores, list marks."""

from __future__ import annotations

from dateline import numbers
from dateline.quantities.tokens import DIGITS, HYPHENS, Words
from dateline.quantities.words import Vocabulary


def excluded(words: Words, at: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether the number `at:end` counts nothing."""
    lower, written = words.lower, words.written
    before = lower[at - 1] if at else ""
    after = lower[end] if end < len(lower) else ""
    digits = lower[at][0] in DIGITS
    if (
        digits
        and words.tight(at)
        and (
            before in HYPHENS
            and at > 1
            and words.tight(at - 1)
            and written[at - 2].isalpha()
            and not _number_word(lower[at - 2])
        )
    ):
        return True
    if (
        digits
        and words.tight(at)
        and ((before[-1:].isalpha() and before != "us$") or before in ("[", "+", "#", "/", ".", ":", "_", "'", "’"))
    ):
        return True
    if digits and end < len(lower) and words.tight(end) and _glued(words, at, end, vocabulary):
        return True
    if digits and after == "." and at and written[at - 1].startswith("\n") and end - at == 1:
        return True
    if (
        before in vocabulary.names
        and (digits or before in ("phase", "chapter", "article", "grade", "level"))
        and not (
            before == "order"
            or (before in ("camp", "group", "convoy", "area", "post", "point", "line") and after in ("people",))
        )
    ):
        return True
    if before == "." and at > 1 and lower[at - 2] == "no":
        return True
    if digits and _list_mark(words, at, end):
        return True
    if (
        before in ("the", "our", "their", "its", "these", "those")
        and end - at == 1
        and (lower[at] in ("two", "one", "2", "both") and before != "of")
    ):
        return not (at > 1 and (lower[at - 2],) in vocabulary.acts) and after not in (
            "dead",
            "wounded",
            "killed",
            "others",
        )
    if after in vocabulary.after_names or (
        end + 1 < len(lower) and lower[end + 1] in vocabulary.after_names and written[end][:1].isupper()
    ):
        return digits
    if _age(words, at, end, vocabulary) or _phone(words, at, end) or _score(words, at, end, vocabulary):
        return True
    return digits and _bare_year(words, at, end)


def _list_mark(words: Words, at: int, end: int) -> bool:
    """ "1)" or "(1)" or "1." at the start of a line."""
    lower = words.lower
    opens = at == 0 or words.written[at - 1].startswith("\n") or words.text[: words.spans[at][0]].endswith("\n")
    closes = end < len(lower) and lower[end] in (")", ".", "]") and words.tight(end)
    return (opens and closes) or (at > 0 and lower[at - 1] == "[" and closes)


def _number_word(word: str) -> bool:
    return word in numbers.WORDS


def _glued(words: Words, at: int, end: int, vocabulary: Vocabulary) -> bool:
    """A digit with something hanging on it: "4th", "3D", "82mm", "12:30", "2/3"."""
    lower = words.lower
    after = lower[end]
    if after in ("st", "nd", "rd", "th", "d", "mm", "am", "pm", "x", "s"):
        return True
    if (
        after[0].isalpha()
        and (after,) not in vocabulary.measures
        and (after,) not in vocabulary.currencies
        and after not in ("hh", "hrs")
    ):
        return not (end - at > 1)
    if after in (":", "/") and end + 1 < len(lower) and words.tight(end + 1) and lower[end + 1][0] in DIGITS:
        return True
    return after == "." and end + 1 < len(lower) and words.tight(end + 1) and lower[end + 1][0] in DIGITS


def _age(words: Words, at: int, end: int, vocabulary: Vocabulary) -> bool:
    lower = words.lower
    after = lower[end : end + 4]
    if after[:1] and after[0] in ("°", "′", "″"):
        return True
    if (
        after[:1]
        and after[0] in HYPHENS
        and len(after) > 1
        and after[1]
        in ("year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minute", "minutes")
    ):
        return True
    if after[:3] == ["years", "old"] or after[:2] == ["years", "old"] or after[:2] == ["years", "of"]:
        return True
    before = lower[max(0, at - 3) : at]
    if (
        before[-1:]
        and before[-1] in ("was", "is", "turned", "aged", "age")
        and before[-2:-1]
        and before[-2] in ("he", "she", "who", "i")
    ):
        return True
    if (
        before[-1:] == ["of"]
        and before[-2:-1]
        and before[-2] in ("man", "woman", "boy", "girl", "child", "son", "daughter", "age")
    ):
        return True
    modified = before[-1:] and before[-1] in ("under", "over", "above", "below")
    if (
        modified
        and ((after[:1] and after[0] in (".", ",", "are", "were", "is", "and", "-")) or not after)
        and end - at == 1
        and before[-2:-1]
        and before[-2] in ("aged", "them", "boys", "girls", "men", "women", "children", "those", "youths")
    ):
        return True
    if (
        before[-1:] == ["in"]
        and lower[at] in ("two", "half")
        and (not after or not after[0][0].isalpha() or after[0] in ("by", "and"))
    ):
        return True
    comma = at > 1 and lower[at - 1] == "," and end < len(lower) and lower[end] in (",", ".")
    named = comma and (
        words.written[at - 2][:1].isupper()
        or (vocabulary.nouns.get((lower[at - 2],)) == "people" and not lower[at - 2].endswith("s"))
    )
    return named and end - at == 1 and lower[at].isdecimal() and 1 <= int(lower[at]) <= 110


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
    """ "2-1", "won 3–0": a pair of small numbers beside words of sport, or one that runs downwards."""
    lower = words.lower
    for other in ((end + 1, end), (at - 2, at - 1)):
        if (
            0 <= other[0] < len(lower)
            and lower[other[1]] in HYPHENS
            and lower[other[0]].isdecimal()
            and lower[at].isdecimal()
        ):
            low, high = (
                (int(lower[at]), int(lower[other[0]])) if other[0] > at else (int(lower[other[0]]), int(lower[at]))
            )
            near = lower[max(0, at - 6) : end + 8]
            if low >= high or (high < 15 and any(word in vocabulary.sport for word in near)):
                return True
    return False


def _bare_year(words: Words, at: int, end: int) -> bool:
    lower = words.lower
    if end - at != 1 or not lower[at].isdecimal() or len(lower[at]) != 4 or not 1900 <= int(lower[at]) <= 2035:
        return False
    return at == 0 or lower[at - 1] in (
        "in",
        "since",
        "until",
        "of",
        "from",
        "by",
        "during",
        "before",
        "after",
        "the",
        ",",
        "(",
        "early",
        "late",
        "/",
    )
