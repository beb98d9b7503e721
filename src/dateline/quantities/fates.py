"""What became of those counted: the role of each figure, from the verbs and nouns beside it.

There is no parser here. A figure takes its role, in this order, from: a verb right before it ("killed at least 12"), a state
or passive right after its noun phrase ("12 people, including three children, were killed"; "30 wounded"; "12 died"), a noun
that it completes ("the arrest of 12", "the death toll rose to 40"), a figure it is joined to ("12 men and 3 women").
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.quantities.tokens import Found, Words
from dateline.quantities.words import Phrases, Vocabulary, longest

_BETWEEN_VERB = frozenset(
    [
        "another",
        "a",
        "an",
        "the",
        "further",
        "additional",
        "other",
        "as",
        "some",
        "also",
        "up",
        "to",
        "his",
        "her",
        "their",
        "its",
        "all",
        "about",
        "only",
        "over",
        "just",
    ]
)
_AUXILIARIES = frozenset(
    [
        "was",
        "were",
        "are",
        "is",
        "be",
        "been",
        "being",
        "have",
        "has",
        "had",
        "got",
        "get",
        "getting",
        "feared",
        "reported",
        "reportedly",
        "confirmed",
        "remain",
        "remained",
        "remains",
        "still",
        "also",
        "believed",
        "thought",
        "left",
        "later",
        "then",
        "allegedly",
        "said",
        "to",
        "already",
        "both",
        "all",
        "either",
        "have",
        "since",
        "now",
        "of",
        "them",
        "others",
        "people",
        "more",
        "civilians",
        "severely",
        "seriously",
        "critically",
        "badly",
        "lightly",
        "internally",
        "newly",
        "forcibly",
        "currently",
        "newly",
    ]
)
_OTHERS = frozenset(["others", "more", "other", "another", "people", "civilians"])
_CLAUSE_END = frozenset(
    (
        "said",
        "says",
        "told",
        "when",
        "after",
        "while",
        "but",
        "because",
        "as",
        "although",
        ".",
        ";",
        "!",
        "?",
        ":",
        "—",
        "according",
    )
)
_TOLL_VERBS = frozenset(
    [
        "to",
        "at",
        "of",
        "was",
        "is",
        "were",
        "stood",
        "reached",
        "hit",
        "climbed",
        "rose",
        "risen",
        "passed",
        "topped",
        "exceeded",
        "now",
        "number",
        "stands",
        "standing",
        "put",
        "includes",
        "included",
        "including",
        "from",
        "as",
        "gives",
        "gave",
    ]
)


def assign(words: Words, figures: Sequence[Found], vocabulary: Vocabulary) -> None:
    """Give every count its role, in place, and what it counts where it leaves that to the figure before."""
    for index, figure in enumerate(figures):
        if figure.kind in ("money", "measure"):
            continue
        if any(word == "displaced" for word in words.lower[figure.core_end : figure.last]):
            figure.role = "displaced"
        for role in (
            _verb_before(words, figure, vocabulary),
            _state_after(words, figure, figures, index, vocabulary),
            _noun_before(words, figure, vocabulary),
        ):
            figure.noun = words.lower[figure.last - 1]
            figure.role = figure.role or (_fitting(role, figure, vocabulary) if role else None)
    _settle_people(words, figures)
    for index, figure in enumerate(figures):
        if index and figure.kind not in ("money", "measure", "share"):
            _inherit(words, figures[index - 1], figure, vocabulary)
    _settle_people(words, figures)


def _settle_people(words: Words, figures: Sequence[Found]) -> None:
    """Who suffers a fate of people is people, also where no noun says so."""
    for figure in figures:
        if (
            figure.unit is None
            and figure.kind in ("count", "zero")
            and (figure.role in _OF_PEOPLE or _are_people(words, figure))
        ):
            figure.unit = "people"


def _are_people(words: Words, figure: Found) -> bool:
    """Whether a bare number above a hundred is the subject of a verb: "191,000 are in shelters"."""
    following = words.lower[figure.last : figure.last + 1]
    return (figure.value or figure.low or 0) >= 100 and following in (
        ["are"],
        ["were"],
        ["have"],
        ["had"],
        ["need"],
        ["remain"],
        ["live"],
        ["registered"],
    )


_PEOPLE_UNITS = frozenset(("people", "households", "share", None))


def _fitting(role: str, figure: Found, vocabulary: Vocabulary) -> str | None:
    """The role that a verb gives to this unit: places are captured, people seized are abducted, houses are not killed."""
    people = figure.unit in _PEOPLE_UNITS
    last = figure.unit or ""
    if role == "captured":
        if figure.verb in (
            "hold",
            "holds",
            "holding",
            "held",
            "controls",
            "control",
            "controlled",
            "controlling",
            "claims",
            "fell",
            "fallen",
            "fall",
        ):
            return (
                "captured"
                if last in vocabulary.places
                else "detained"
                if figure.unit == "people" and figure.verb in ("held", "holding")
                else None
            )
        if figure.unit in ("people", None) and figure.verb in ("seized", "seizing", "took", "taken", "taking", "take"):
            return "captured" if figure.noun in ("prisoners", "prisoner", "captives") else "abducted"
        return role
    if role == "arrived" and figure.noun in (
        "soldiers",
        "troops",
        "marines",
        "peacekeepers",
        "police",
        "policemen",
        "paratroopers",
    ):
        return "deployed"
    if role == "detained" and figure.verb == "held" and last in vocabulary.places:
        return "captured"
    if figure.unit in ("times", "occasions") or (
        figure.unit == "share" and role in ("killed", "injured", "sheltered", "abducted")
    ):
        return None
    if figure.unit == "share" and role == "captured" and figure.verb in ("took", "taken", "taking"):
        return None
    if role == "killed" and figure.verb == "lost" and figure.unit != "people":
        return None
    if role == "launched":
        return role if last in vocabulary.projectiles else None
    if (role == "damaged" and people) or (role == "destroyed" and people and figure.unit != "share"):
        return None
    if (
        role
        in (
            "killed",
            "injured",
            "arrested",
            "executed",
            "missing",
            "displaced",
            "attending",
            "recruited",
            "detained",
            "arrived",
            "sheltered",
        )
        and not people
    ):
        return "captured" if role == "detained" else None
    return role


def _inherit(words: Words, before: Found, figure: Found, vocabulary: Vocabulary) -> None:
    """Unit and role from the figure before: joined by "and", a part of it ("nine of them"), or a bare number after it."""
    lower = words.lower
    if before.kind in ("money", "measure") or words.spans[figure.first][0] - words.spans[before.last - 1][1] > 160:
        return
    between = lower[before.last : figure.first]
    if any(word.startswith("\n") for word in between):
        return
    partitive = lower[figure.last : figure.last + 2] in (
        ["of", "them"],
        ["of", "whom"],
        ["of", "which"],
        ["of", "these"],
        ["of", "those"],
    )
    bare = figure.unit is None and figure.kind == "count"
    if bare and figure.role in _OF_PEOPLE and before.unit not in ("people", "households"):
        figure.unit = "people"
    elif bare and before.unit not in (None, "share", "times") and before.kind in ("count", "zero", "article"):
        figure.unit = before.unit
    if figure.role is None:
        figure.role = _joined(words, before, figure, vocabulary)
    predicate = lower[figure.last] in _AUXILIARY if figure.last < len(lower) else False
    named = predicate and figure.last + 1 < len(lower) and (lower[figure.last + 1],) in vocabulary.nouns
    if predicate and not partitive and not named:
        return
    if figure.role is None and before.role and (partitive or bare) and figure.unit == before.unit:
        figure.role = before.role


_OF_PEOPLE = frozenset(
    [
        "killed",
        "arrived",
        "sheltered",
        "aided",
        "executed",
        "injured",
        "detained",
        "arrested",
        "abducted",
        "missing",
        "rescued",
        "evacuated",
        "displaced",
        "stranded",
        "recruited",
        "attending",
        "released",
        "returned",
        "deployed",
    ]
)


_OF_ONE = frozenset(
    ("killed", "injured", "detained", "arrested", "abducted", "executed", "missing", "rescued", "released")
)
_LEADS = frozenset(
    [
        "at",
        "in",
        "on",
        "of",
        "to",
        "by",
        "the",
        "some",
        "about",
        "over",
        "nearly",
        "almost",
        "under",
        "more",
        "than",
        "up",
        "from",
        "for",
        "and",
        "or",
        "with",
        "as",
        "only",
        "just",
        "between",
        "another",
        "around",
        "when",
        "an",
        "estimated",
        "after",
    ]
)


def stands(words: Words, figure: Found) -> bool:
    """Whether a figure counts once its role is known: an article or a "no" needs one, a bare number after a name is a name."""
    if figure.kind == "article":
        return figure.role in _OF_ONE
    if figure.kind == "zero":
        return figure.role is not None
    bare = (
        figure.unit is None
        and figure.role is None
        and figure.of is None
        and figure.modifier is None
        and figure.low == figure.high
    )
    if not bare or not figure.core or not words.lower[figure.core][0].isdecimal():
        return True
    before, written = words.lower[figure.core - 1], words.written[figure.core - 1]
    if written[:1].isupper() and before not in _LEADS:
        return False
    after = words.lower[figure.core_end] if figure.core_end < len(words.lower) else ""
    if before in (":", "("):
        return after[:1].isalpha() and words.written[figure.core_end][0].islower()
    if (
        before == "and"
        and figure.core > 1
        and words.lower[figure.core - 2].isdecimal()
        and words.lower[figure.core - 3] in ("resolutions", "articles", "highways", "routes")
    ):
        return False
    return before not in ("/", "=", ";", "·", "#", "&")


def _verb_before(words: Words, figure: Found, vocabulary: Vocabulary) -> str | None:
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
    role = None
    for size in (4, 3, 2, 1):
        if at - size + 1 >= 0 and (role := vocabulary.acts.get(tuple(lower[at - size + 1 : at + 1]))):
            figure.verb = lower[at] if size == 1 else ""
            break
    if role is None:
        return None
    if (
        lower[at] in ("killed", "wounded", "injured")
        and at
        and lower[at - 1] in ("the", "and")
        and at > 1
        and lower[at - 1] == "the"
    ):
        return None
    return role


def _state_after(
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


_AUXILIARY = frozenset(["are", "were", "was", "is", "have", "has", "had", "remain"])
_PASSIVE = frozenset(
    [
        "was",
        "were",
        "been",
        "being",
        "be",
        "are",
        "is",
        "feared",
        "reported",
        "remain",
        "remained",
        "remains",
        "got",
        "went",
        "believed",
        "thought",
        "confirmed",
        "left",
    ]
)


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
    nearby = any(at <= figure.first <= at + 1 for figure in figures)
    if not nearby:
        return False
    following = next(figure for figure in figures if at <= figure.first <= at + 1)
    rest = lower[following.last : following.last + 1]
    return not rest or rest[0] not in ("dead", "wounded", "injured", "missing", "killed", "hurt", "others")


def _noun_before(words: Words, figure: Found, vocabulary: Vocabulary) -> str | None:
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


def _joined(words: Words, before: Found, figure: Found, vocabulary: Vocabulary) -> str | None:
    """The role of the figure before, when only "and", a comma or "including" stands between, or it is a part of it."""
    if before.role is None:
        return None
    between = words.lower[before.last : figure.first]
    if any(other in vocabulary.stop and other in ("while", "when", "after", "but") for other in between):
        return None
    if between in ([":"], ["("]) and (figure.unit in _PEOPLE_UNITS) == (before.unit in _PEOPLE_UNITS):
        return before.role
    if any(word in (".", ";", "!", "?", ":") or word.startswith("\n") for word in between) or len(between) > 10:
        return None
    if any(
        (word,) in vocabulary.acts or (word,) in vocabulary.fates
        for word in between
        if (word,) not in vocabulary.states
    ):
        return None
    if "including" in between or "among" in between or "of" in between[:1] or between[:3] == [",", "of", "whom"]:
        return before.role
    if (
        figure.unit not in (None, before.unit)
        and (figure.unit == "people") != (before.unit == "people")
        and figure.unit != "households"
    ):
        return None
    return (
        before.role
        if all(word in ("and", ",", "as", "well", "or", "plus", "both", "the", "a", "another") for word in between)
        else None
    )
