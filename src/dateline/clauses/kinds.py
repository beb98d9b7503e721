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
    violent_will: bool = False
    """The verb rules a clause in which its subject will do violence."""
    negated_content: bool = False
    """The verb rules a clause that says a deed was not done."""
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
    texts: set[str] = set()
    for frame in tools.lexicon.entries("kinds.toml", Frame):
        telling = _telling(frame)
        words |= telling
        texts.update(text.replace("^", "") for text in (frame.object_text, frame.subject_text) if text and not telling)
        for verb in frame.verbs:
            for form in verb_forms(verb):
                verbs.setdefault(form, []).append(frame)
                if not telling and not frame.object_text and not frame.subject_text and not frame.violent_will and not frame.negated_content:
                    words.add(form)
        found = {form for noun in frame.nouns for form in noun_forms(noun)}
        phrases[frame.id] = frozenset(found)
        for last in {form.rpartition(" ")[2].rpartition("-")[2] for form in found} | {form.rpartition(" ")[2] for form in found}:
            nouns.setdefault(last, []).append(frame)
            words.add(last)
    pattern = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b" + "".join(f"|{text}" for text in sorted(texts)), re.IGNORECASE)
    return Kinds(
        kinds=kinds,
        verbs={form: tuple(frames) for form, frames in verbs.items()},
        nouns={form: tuple(frames) for form, frames in nouns.items()},
        phrases=phrases,
        pattern=pattern,
    )


def _telling(frame: Frame) -> set[str]:
    """Words without which a frame of everyday verbs cannot fit; empty when its verbs tell enough themselves."""
    groups = (frame.subject_words, frame.object_words, frame.complement, tuple(w for ws in frame.prep_words.values() for w in ws), frame.infinitive)
    named = next((group for group in groups if group), ())
    forms = {form for word in named for form in (*noun_forms(word), *(verb_forms(word) if group_is_verbs(frame, named) else ()))}
    return forms if not frame.nouns else set()


def group_is_verbs(frame: Frame, words: tuple[str, ...]) -> bool:
    """Whether the telling words of a frame are verbs."""
    return words is frame.infinitive


def kinds(tools: Tools) -> Kinds:
    """The shared index."""
    return tools.part("kinds", load)
