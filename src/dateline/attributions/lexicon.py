"""The words of saying and the nouns of speakers, loaded from `data/cues.toml` and `data/speakers.toml`."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from dateline.lexicon import Lexicon


class CueEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A class of cue words; see the head of `cues.toml`."""

    id: str
    quotes: bool
    example: str
    counter: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    irregular: dict[str, tuple[str, ...]] = {}


class SpeakerEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A class of words for speakers; see the head of `speakers.toml`."""

    id: str
    example: str
    counter: str
    roles: tuple[str, ...] = ()
    collective: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class OutletEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet or agency: `country` is ISO-3 of its seat, `kind` one of agency, broadcaster, paper, online, state."""

    id: str
    name: str
    country: str
    kind: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the tagger and the resolver look up, by lower-case form."""

    cue: dict[str, str]
    """word form -> class of the cue verb or noun"""
    classes: tuple[str, ...]
    """names of those classes, in order of the file"""
    lemma: dict[str, str]
    phrases: tuple[str, ...]
    roles: frozenset[str]
    collective: frozenset[str]
    documents: frozenset[str]
    bodies: frozenset[str]
    markers: tuple[str, ...]
    titles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    outlets: dict[str, str]
    """lower-case name or alias -> usual name"""
    domains: dict[str, str]
    agencies: frozenset[str]
    """usual names of news agencies"""
    offices: frozenset[str]
    """roles that one person holds at a time, so that the office says who it is"""
    groups: frozenset[str]
    """plural nouns for bodies of people that speak as such (refugees, elders), not for unnamed individuals"""
    papers: frozenset[str]
    """words in the names of outlets, lower case"""

    def kind(self, word: str) -> str:
        """Class of a lower-case word for the tagger: role, collective, document, body, or nothing."""
        if word in self.roles:
            return "role"
        if word in self.collective or word in self.groups:
            return "crowd"
        if word in self.documents:
            return "paper"
        return "body" if word in self.bodies else ""


def forms(verb: str) -> tuple[str, ...]:
    """The regular forms of an English verb: lemma, third person, past, -ing."""
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb, verb + "es", verb + "ed", verb + "ing"
    return verb, verb + "s", verb + "ed", verb + "ing"


def load_words(lexicon: Lexicon) -> Words:
    """Build the look-ups from the lexicon files (overlays included)."""
    cue: dict[str, str] = {}
    lemma: dict[str, str] = {}
    phrases: list[str] = []
    for entry in lexicon.entries("cues.toml", CueEntry):
        for verb in entry.verbs:
            for form in (verb, *entry.irregular[verb]) if verb in entry.irregular else forms(verb):
                cue.setdefault(form, entry.id)
                lemma.setdefault(form, verb)
        for noun in entry.nouns:
            for form in (noun, noun[:-1] + "ies" if noun.endswith("y") else noun + "s"):
                cue.setdefault(form, entry.id)
                lemma.setdefault(form, noun)
        phrases.extend(entry.phrases)
    speakers = {entry.id: entry for entry in lexicon.entries("speakers.toml", SpeakerEntry)}
    outlets: dict[str, str] = {}
    domains: dict[str, str] = {}
    agencies: set[str] = set()
    for file in ("agencies.toml", "outlets.toml"):
        for outlet in lexicon.entries(file, OutletEntry):
            for name in (outlet.name, *outlet.aliases):
                outlets.setdefault(name.lower(), outlet.name)
            domains.update(dict.fromkeys(outlet.domains, outlet.name))
            if outlet.kind == "agency":
                agencies.add(outlet.name)

    def every(field: str) -> frozenset[str]:
        return frozenset(word for entry in speakers.values() for word in getattr(entry, field))

    def words(*names: str) -> frozenset[str]:
        return frozenset(word for name in names if name in speakers for word in speakers[name].words)

    return Words(
        cue, tuple(dict.fromkeys(cue.values())), lemma, tuple(phrases), every("roles"), every("collective"), every("documents"), every("bodies"),
        tuple(sorted(every("markers"), key=len, reverse=True)), every("titles"),
        words("male", "male_names"), words("female", "female_names"), outlets, domains, frozenset(agencies),
        frozenset((*speakers["leader"].roles, *speakers["spokesperson"].roles, *speakers["commander"].roles)), every("groups"), words("outlet_words"),
    )  # fmt: skip
