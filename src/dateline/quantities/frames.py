"""Frames that give a figure its role: the verb before it, what is said of it after it, the noun it completes."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.quantities.tokens import Found, Words
from dateline.quantities.words import Phrases, Vocabulary, longest

_BETWEEN_VERB = frozenset([
    "another", "a", "an", "the", "further", "additional", "other", "as", "some", "also", "up", "to", "his", "her",
    "their", "its", "all", "about", "only", "over", "just",
])  # fmt: skip

_AUXILIARIES = frozenset([
    "was", "were", "are", "is", "be", "been", "being", "have", "has", "had", "got", "get", "getting", "feared",
    "reported", "reportedly", "confirmed", "remain", "remained", "remains", "still", "also", "believed", "thought",
    "left", "later", "then", "allegedly", "said", "to", "already", "both", "all", "either", "have", "since", "now",
    "of", "them", "others", "people", "more", "civilians", "severely", "seriously", "critically", "badly",
    "lightly", "internally", "newly", "forcibly", "currently", "newly",
])  # fmt: skip

_CLAUSE_END = frozenset([
    "said", "says", "told", "when", "after", "while", "but", "because", "as", "although", ".", ";", "!", "?", ":",
    "—", "according",
])  # fmt: skip

_TOLL_VERBS = frozenset([
    "to", "at", "of", "was", "is", "were", "stood", "reached", "hit", "climbed", "rose", "risen", "passed",
    "topped", "exceeded", "now", "number", "stands", "standing", "put", "includes", "included", "including", "from",
    "as", "gives", "gave",
])  # fmt: skip


def verb_before(words: Words, figure: Found, vocabulary: Vocabulary) -> str | None:
    """An act whose object is the figure; "were killed 12" and "by 12 gunmen" are not."""
    lower = words.lower
    at = figure.first - 1
    for _ in range(4):
        if at >= 0 and lower[at] in _BETWEEN_VERB:
            at -= 1
        else:
            break
    if at < 0:
        return None
    role = _act_ending(lower, at, figure, vocabulary)
    if role is None and lower[at] == "and":
        return _act_before_names(words, at - 1, figure, vocabulary)
    if role and at > 1 and lower[at] in ("killed", "wounded", "injured") and lower[at - 1] == "the":
        return None
    return role


def _act_ending(lower: list[str], at: int, figure: Found, vocabulary: Vocabulary) -> str | None:
    """The role of the act that ends at a token; the word is kept with the figure."""
    for size in (4, 3, 2, 1):
        if at - size + 1 >= 0 and (role := vocabulary.acts.get(tuple(lower[at - size + 1 : at + 1]))):
            figure.verb = lower[at] if size == 1 else ""
            return role
    return None


_NAME_WORDS = frozenset(
    ["the", "of", "city", "town", "village", "district", "base", "airport", ",", "port", "province", "villages"]
)


def _act_before_names(words: Words, at: int, figure: Found, vocabulary: Vocabulary) -> str | None:
    """ "Captured the city of Nyala and nine villages": the act stands before a name joined to the figure."""
    for back in range(at, max(at - 8, -1), -1):
        if role := _act_ending(words.lower, back, figure, vocabulary):
            return role if back < at and words.lower[back + 1] not in ("and",) else None
        if words.lower[back] not in _NAME_WORDS and not words.written[back][:1].isupper():
            return None
    return None


def state_after(
    words: Words, figure: Found, figures: Sequence[Found], index: int, vocabulary: Vocabulary
) -> str | None:
    """A state, a passive or a fate after the figure's noun phrase."""
    lower = words.lower
    at = figure.last
    role = _direct_state(lower, figure, vocabulary)
    if role:
        return role
    steps = 0
    auxiliary = passive = False
    while at < len(lower) and steps < 16:
        word = lower[at]
        if word in ('"', "“", "”", "'", "‘", "’"):
            at, steps = at + 1, steps + 1
            continue
        if word == "," or word == "(":
            if lower[at + 1 : at + 2] and lower[at + 1] in ("have", "has", "had", "were", "was", "are"):
                at, steps = at + 1, steps + 1
                continue
            skipped = _skip_aside(lower, at, figures)
            if skipped is None:
                return None
            at, steps = skipped, steps + 1
            continue
        if word in _CLAUSE_END or word.startswith("\n"):
            return None
        if word in ("and", "or") and not _only_figures_follow(words, at + 1, figures):
            return None
        if hit := longest(lower, at, vocabulary.fates):
            figure.verb = word
            return hit[1]
        if passive or at == figure.last:
            hit = longest(lower, at, vocabulary.states) or (
                None if word.endswith("ing") else longest(lower, at, vocabulary.acts)
            )
            if hit:
                if _describes_things(lower, at, vocabulary):
                    return None
                if not passive and (
                    _is_object_start(words, at + hit[0], figures) or not _is_participle(word, vocabulary)
                ):
                    return None
                figure.verb = word
                return hit[1]
        elif (
            (word,) in vocabulary.states
            and (word,) in vocabulary.acts
            and not auxiliary
            and lower[at - 1] not in ("a", "an", "the", "and", "or", "who")
        ):
            following = lower[at + 1] if at + 1 < len(lower) else "."
            if following in vocabulary.stop or not following[0].isalpha():
                return vocabulary.states[(word,)]
        if word in _PASSIVE:
            passive = auxiliary = True
        elif word in ("have", "has", "had"):
            auxiliary = True
        elif auxiliary and word not in _AUXILIARIES:
            return None
        at, steps = at + 1, steps + 1
    return None


def _is_participle(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word can follow the noun without "were" ("12 civilians killed", not "two jets took off")."""
    return (
        (word,) in vocabulary.states
        or word.endswith(("ed", "en"))
        or (word in vocabulary.triggers and (word,) not in vocabulary.acts)
    )


_PASSIVE = frozenset([
    "was", "were", "been", "being", "be", "are", "is", "feared", "reported", "remain", "remained", "remains", "got",
    "went", "believed", "thought", "confirmed", "left",
])  # fmt: skip


def _direct_state(lower: list[str], figure: Found, vocabulary: Vocabulary) -> str | None:
    """ "30 wounded", "12 dead", "30 wounded civilians", "40 arrests"."""
    inside = [] if figure.kind == "share" or figure.of else lower[figure.core_end : figure.last]
    for word in inside:
        if role := vocabulary.states.get((word,)):
            return role
    if figure.kind == "share":
        return None
    hit = longest(lower, figure.last, vocabulary.states) if figure.last < len(lower) else None
    if hit is None:
        return None
    return None if _describes_things(lower, figure.last, vocabulary) else hit[1]


def _describes_things(lower: list[str], at: int, vocabulary: Vocabulary) -> bool:
    """ "Dead" before a noun that is nobody ("150 dead fish")."""
    following = lower[at + 1] if at + 1 < len(lower) else "."
    return (
        lower[at] == "dead"
        and following[0].isalpha()
        and following not in vocabulary.stop
        and (following,) not in vocabulary.nouns
    )


def _is_object_start(words: Words, at: int, figures: Sequence[Found]) -> bool:
    """Whether a noun phrase starts here, so that the verb before it is active ("12 men killed a guard")."""
    lower = words.lower
    if at >= len(lower):
        return False
    if lower[at] in ("a", "an", "the", "his", "her", "their", "its", "at", "dozens", "hundreds", "scores") and lower[
        at : at + 2
    ] != ["at", "the"]:
        return lower[at] != "at" or lower[at + 1 : at + 2] == ["least"]
    return any(other.first == at for other in figures)


def _skip_aside(lower: list[str], at: int, figures: Sequence[Found]) -> int | None:
    """Past ", including three children," or "(two of them women)"; None when the comma ends the phrase."""
    if lower[at] == "(":
        for end in range(at + 1, min(at + 14, len(lower))):
            if lower[end] == ")":
                return end + 1
        return None
    if (
        lower[at + 1 : at + 2]
        and lower[at + 1].endswith("ed")
        and lower[at + 1] not in ("killed", "wounded", "injured")
    ):
        for end in range(at + 2, min(at + 10, len(lower))):
            if lower[end] == ",":
                return end + 1
        return None
    if any(other.first == at + 1 for other in figures) or (
        lower[at + 1 : at + 2]
        and lower[at + 1]
        in (
            "including",
            "among",
            "most",
            "mostly",
            "some",
            "many",
            "all",
            "two",
            "three",
            "four",
            "five",
            "one",
            "half",
            "at",
            "both",
            "the",
            "a",
            "an",
            "among",
        )
    ):
        for end in range(at + 2, min(at + 18, len(lower))):
            if lower[end] == ",":
                return end + 1
            if lower[end] in (".", ";") or lower[end].startswith("\n"):
                return None
            if lower[end] in ("was", "were", "died", "have", "had") and lower[end - 1] not in ("who", "that", "which"):
                return end
    return None


def _only_figures_follow(words: Words, at: int, figures: Sequence[Found]) -> bool:
    """Whether another counted phrase follows "and", as in "12 men and 3 women were killed"."""
    lower = words.lower
    starts = (at, at + 1) if lower[at : at + 1] in (["the"], ["another"], ["also"]) else (at,)
    following = next((figure for figure in figures if figure.first in starts), None)
    if following is None:
        return False
    rest = lower[following.last : following.last + 1]
    return not rest or rest[0] not in ("dead", "wounded", "injured", "missing", "killed", "hurt", "others")


def noun_before(words: Words, figure: Found, vocabulary: Vocabulary) -> str | None:
    """ "The arrest of 12", "the death toll rose to 40", "deaths: 12", "number of wounded reached 30"."""
    lower = words.lower
    at = figure.first - 1
    if at < 0:
        return None
    if lower[at] == "of":
        for back in range(1, 5):
            if hit := _ends_with(lower, at - back + 1, vocabulary.role_nouns):
                return hit
            if at - back < 0 or not lower[at - back][:1].isalpha():
                break
            if back >= 1:
                break
        return None
    if (
        (role := vocabulary.states.get((lower[at],)))
        and lower[at] in ("killed", "wounded", "injured", "missing", "displaced", "dead", "deaths", "arrested")
        and (at == 0 or not lower[at - 1][0].isalpha())
    ):
        return role
    if lower[at - 1 : at + 1] == ["displaced", "persons"] or lower[at - 1 : at + 1] == ["displaced", "people"]:
        return "displaced"
    if lower[at] not in _TOLL_VERBS and lower[at] not in (":", "–", "-"):
        return None
    for back in range(at, max(at - 12, -1), -1):
        word = lower[back]
        if word in (".", ";", "!", "?") or word.startswith("\n"):
            return None
        if hit := _ends_with(lower, back + 1, _TOLLS):
            return hit
        if lower[back] in (
            "dead",
            "wounded",
            "injured",
            "missing",
            "displaced",
            "detained",
            "killed",
            "deaths",
            "injuries",
            "arrests",
            "detainees",
            "fatalities",
        ) and (
            lower[at] in (":", "–", "-")
            or "number" in lower[max(0, back - 4) : back]
            or word in ("deaths", "injuries", "arrests", "fatalities")
        ):
            return vocabulary.role_nouns.get((word,)) or vocabulary.states.get((word,))
    return None


_TOLLS: Phrases = {
    ("death", "toll"): "killed",
    ("the", "dead"): "killed",
    ("the", "wounded"): "injured",
    ("the", "injured"): "injured",
    ("displacement",): "displaced",
    ("toll",): "killed",
    ("body", "count"): "killed",
    ("turnout",): "attending",
    ("attendance",): "attending",
}


def _ends_with(lower: list[str], end: int, table: Phrases) -> str | None:
    for size in (3, 2, 1):
        if end - size >= 0 and (name := table.get(tuple(lower[end - size : end]))):
            return name
    return None
