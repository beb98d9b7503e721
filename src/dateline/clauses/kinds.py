"""The kinds of claim and the frames that tell them, loaded from `kinds.toml` and indexed by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.clauses.inflection import noun_forms, verb_forms

if TYPE_CHECKING:
    from dateline.tools import Tools

Group = Literal["deed", "state", "word"]


class Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of claim, with its default codes. `family` names kinds that tell one story (an attack and its killing)."""

    id: str
    group: Group
    family: str
    acled: str | None = None
    plover: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    violent: bool = False


class Frame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to say a kind: words, what their subject and object must be, and which slot plays which role."""

    id: str
    kind: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    particle: tuple[str, ...] = ()
    particle_optional: bool = False
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    subject_words: tuple[str, ...] = ()
    object_words: tuple[str, ...] = ()
    subject_text: str = ""
    object_text: str = ""
    miss_object: tuple[str, ...] = ()
    miss_prepositions: tuple[str, ...] = ()
    miss_compound: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()
    complement_or_object: tuple[str, ...] = ()
    infinitive: tuple[str, ...] = ()
    infinitive_or_prep: bool = False
    prep_words: dict[str, tuple[str, ...]] = {}
    slots: dict[str, str] = {}
    needs: tuple[str, ...] = ()
    needs_place: bool = False
    needs_violence: bool = False
    symmetric: bool = False
    passive: bool = False
    happens: bool = False
    happens_words: tuple[str, ...] = ()
    retype: bool = False
    modal: tuple[str, ...] = ()
    call: bool = False
    denial: bool = False
    refusal: bool = False
    match: tuple[str, ...] = ()
    miss: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kinds:
    """All kinds and frames, findable by the lower-case form of their trigger word."""

    kinds: dict[str, Kind]
    verbs: dict[str, tuple[Frame, ...]]
    nouns: dict[str, tuple[Frame, ...]]
    """By the last word of the noun; a frame with a longer noun is checked against the words before it."""
    phrases: dict[str, frozenset[str]]
    """Frame id -> the inflected noun phrases that trigger it."""
    pattern: re.Pattern[str]

    def may_speak(self, sentence: str) -> bool:
        """Whether a sentence holds any trigger word at all: the cheap test before parsing."""
        return self.pattern.search(sentence) is not None

    def family(self, kind: str) -> str:
        """The family of a kind."""
        return self.kinds[kind].family


def load(tools: Tools) -> Kinds:
    """The kinds of our lexicon with the user's laid over it."""
    kinds = {kind.id: kind for kind in tools.lexicon.entries("kinds.toml", Kind, "kind")}
    verbs: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Frame]] = {}
    phrases: dict[str, frozenset[str]] = {}
    words: set[str] = set()
    common = {"be", "have", "give", "make", "keep", "go", "come", "stay", "do"}
    for frame in tools.lexicon.entries("kinds.toml", Frame):
        for verb in frame.verbs:
            for form in verb_forms(verb):
                verbs.setdefault(form, []).append(frame)
                if verb not in common:
                    words.add(form)
        found = {form for noun in frame.nouns for form in noun_forms(noun)}
        phrases[frame.id] = frozenset(found)
        for last in {form.rpartition(" ")[2].rpartition("-")[2] for form in found} | {form.rpartition(" ")[2] for form in found}:
            nouns.setdefault(last, []).append(frame)
            words.add(last)
        for extra in (*frame.object_words, *frame.complement, *(w for ws in frame.prep_words.values() for w in ws)):
            if frame.verbs and set(frame.verbs) & common:
                words.update(noun_forms(extra))
    pattern = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b", re.IGNORECASE)
    return Kinds(
        kinds=kinds,
        verbs={form: tuple(frames) for form, frames in verbs.items()},
        nouns={form: tuple(frames) for form, frames in nouns.items()},
        phrases=phrases,
        pattern=pattern,
    )


def kinds(tools: Tools) -> Kinds:
    """The shared index."""
    return tools.part("kinds", load)
