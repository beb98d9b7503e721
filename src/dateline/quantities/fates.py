"""What became of those counted: the role of each figure, from the verbs and nouns beside it.

There is no parser here. A figure takes its role, in this order, from: a verb right before it ("killed at least 12"), a state
or passive right after its noun phrase ("12 people, including three children, were killed"; "30 wounded"; "12 died"), a noun
that it completes ("the arrest of 12", "the death toll rose to 40"), a figure it is joined to ("12 men and 3 women").
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.quantities.frames import noun_before, state_after, verb_before
from dateline.quantities.tokens import Found, Words
from dateline.quantities.words import Vocabulary


def assign(words: Words, figures: Sequence[Found], vocabulary: Vocabulary) -> None:
    """Give every count its role, in place, and what it counts where it leaves that to the figure before."""
    for index, figure in enumerate(figures):
        if figure.kind in ("money", "measure"):
            continue
        if any(word == "displaced" for word in words.lower[figure.core_end : figure.last]):
            figure.role = "displaced"
        for role in (
            verb_before(words, figure, vocabulary),
            state_after(words, figure, figures, index, vocabulary),
            noun_before(words, figure, vocabulary),
        ):
            figure.noun = words.lower[figure.last - 1]
            figure.after = words.lower[figure.last] if figure.last < len(words.lower) else ""
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
    if figure.after in ("prisoner", "captive", "hostage"):
        return "abducted" if figure.after == "hostage" else "captured"
    if role == "released" and figure.unit in vocabulary.places:
        return "captured"
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
            "aided",
            "raped",
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


_OF_PEOPLE = frozenset([
    "killed", "arrived", "sheltered", "aided", "executed", "injured", "detained", "arrested", "abducted", "missing",
    "rescued", "evacuated", "displaced", "stranded", "recruited", "attending", "released", "returned", "deployed",
])  # fmt: skip

_OF_ONE = frozenset(
    ("killed", "injured", "detained", "arrested", "abducted", "executed", "missing", "rescued", "released")
)

_LEADS = frozenset([
    "at", "in", "on", "of", "to", "by", "the", "some", "about", "over", "nearly", "almost", "under", "more", "than",
    "up", "from", "for", "and", "or", "with", "as", "only", "just", "between", "another", "around", "when", "an",
    "estimated", "after",
])  # fmt: skip


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


_AUXILIARY = frozenset(["are", "were", "was", "is", "have", "has", "had", "remain"])


def _joined(words: Words, before: Found, figure: Found, vocabulary: Vocabulary) -> str | None:
    """The role of the figure before, when only "and", a comma or "including" stands between, or it is a part of it."""
    if before.role is None:
        return None
    between = words.lower[before.last : figure.first]
    if any(other in vocabulary.stop and other in ("while", "when", "after", "but") for other in between):
        return None
    explained = between[-1:] == [":"] and len(between) <= 4
    if (explained or between == ["("]) and (figure.unit in _PEOPLE_UNITS) == (before.unit in _PEOPLE_UNITS):
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
