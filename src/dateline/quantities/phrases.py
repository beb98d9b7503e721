"""The words around a number: ranges, currencies, per cent, denominators, modifiers, and the bounds that follow."""

from __future__ import annotations

from collections.abc import Sequence

from dateline import numbers
from dateline.model import Modifier
from dateline.quantities.reading import COUNTING, read
from dateline.quantities.tokens import DIGITS, HYPHENS, Found, Words
from dateline.quantities.words import Vocabulary, longest

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
_CHANGES = frozenset([
    "rose", "rise", "risen", "rising", "fell", "fall", "fallen", "falling", "increased", "increase", "grew",
    "grown", "climbed", "jumped", "dropped", "dropping", "up", "down", "went", "raised", "cut", "reduced",
    "lowered", "shrank", "soared", "surged", "toll", "displacement", "number", "numbers", "count",
])  # fmt: skip


def take_range(words: Words, figure: Found, taken: Sequence[bool]) -> None:
    """ "Between 30 and 40", "30-40", "three to five"."""
    lower = words.lower
    end = figure.core_end
    if end + 1 >= len(lower) or figure.value is None or figure.kind == "share":
        return
    joint = lower[end]
    before = lower[figure.core - 1] if figure.core else ""
    money = end + 2 < len(lower) and lower[end + 1] in ("$", "£", "€")
    after = end + 2 if money else end + 1
    tight = joint in HYPHENS
    if not (tight or joint in ("to", "or") or (joint == "and" and before == "between")):
        return
    if joint == "to" and (before in ("rose", "up") or (before == "from" and _change_before(lower, figure.core - 1))):
        return
    if not (lower[after][0] in DIGITS or lower[after] in COUNTING or lower[after] in ("a",)):
        return
    number = read(words, after)
    if number is None or number.value is None or number.share or any(taken[after : number.end]):
        return
    low, high = figure.value, number.value
    scale = high / (numbers.digits(lower[after]) or high) if lower[after][0] in DIGITS else 1
    if scale >= 1000 and low < 1000 and numbers.digits(lower[figure.core]) is not None and end - figure.core == 1:
        low *= scale
    if (
        lower[after] in numbers.ONES
        and high >= 100
        and low < 100
        and lower[number.end - 1] in numbers.SCALES
        and end - figure.core == 1
    ):
        low *= numbers.SCALES[lower[number.end - 1]]
    if low >= high or (joint == "or" and high > low * 3):
        return
    figure.value, figure.low, figure.high = None, low, high
    figure.core_end = figure.last = number.end
    figure.modifier = None
    if (joint == "and" and before == "between") or (joint == "to" and before == "from"):
        figure.first = figure.core - 1


def _change_before(lower: list[str], at: int) -> bool:
    """Whether "from X to Y" tells a change, so that X and Y are two figures."""
    return any(word in _CHANGES for word in lower[max(0, at - 4) : at])


def take_currency(words: Words, figure: Found, vocabulary: Vocabulary, floor: int) -> None:
    """Take a currency before or after the number."""
    lower = words.lower
    if (
        figure.core > floor
        and (lower[figure.core - 1],) in vocabulary.currencies
        and not lower[figure.core - 1].isalpha()
    ):
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


def take_percent(words: Words, figure: Found) -> None:
    """Take "%" and "per cent": the number becomes a share."""
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


def take_denominator(words: Words, figure: Found, taken: Sequence[bool]) -> None:
    """ "Six out of 34", "six of the 34", "one in five"."""
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
    elif (
        lower[at : at + 1] == ["in"]
        and figure.value <= 10
        and at + 1 < len(lower)
        and lower[at + 1] in COUNTING | {"10", "5", "4", "3"}
    ):
        at, share = at + 1, True
    else:
        return
    if lower[at : at + 1] in (["the"], ["its"], ["their"], ["all"], ["her"], ["his"], ["my"], ["our"]):
        at += 1
    if lower[at : at + 1] in (["country's"], ["province's"]):
        at += 1
    elif lower[at + 1 : at + 2] == ["'s"]:
        at += 2
    if at >= len(lower) or taken[at] or not (lower[at][0] in DIGITS or lower[at] in COUNTING):
        return
    number = read(words, at)
    if number is None or number.value is None or number.share or number.value < figure.value:
        return
    figure.core_end = figure.last = number.end
    if share:
        figure.value, figure.kind = figure.value / number.value, "share"
    else:
        figure.of = number.value


def take_modifier(words: Words, figure: Found, floor: int) -> None:
    """Take the modifier before the number, else one after it."""
    lower = words.lower
    start = figure.first
    hit = _before(lower, start, floor)
    if hit is None and start - 1 > floor and lower[start - 1] in ("another", "additional", "further", "other"):
        hit = _before(lower, start - 1, floor)
    if hit:
        figure.first, found = hit
        figure.modifier = found if figure.modifier is None else figure.modifier
        return
    at = figure.core_end
    for phrase, found in _AFTER:
        if tuple(lower[at : at + len(phrase)]) == phrase and (
            phrase != ("at", "least") or lower[at + 2 : at + 3] in ([","], ["."])
        ):
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


def set_bounds(figure: Found) -> None:
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
