"""Who a source is: names, roles and pronouns led back to the fullest name in the report.

The roster holds every person named in the prose with the roles and the gender that the text gives them. A pronoun takes the
person spoken of last who fits, a role ("the spokesman") the person who has it, a surname the full name it belongs to; a
body ("the ministry") takes the longer name it had before. Rules only; nothing is looked up outside the report and lexicon.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.attributions.lexicon import Words
from dateline.attributions.tokens import Paragraph, Token

PARTICLES = frozenset(
    {"al", "bin", "ibn", "abu", "van", "von", "der", "de", "del", "la", "el", "da", "dos", "ben", "ould", "ul"}
)
HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "themselves"})
IT = frozenset({"it", "its", "itself"})
SELF = frozenset({"i", "we", "me", "us", "my", "our"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
PRONOUNS = HE | SHE | THEY | IT | SELF | RELATIVE
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my"})
NUMBERS = frozenset(
    {"two", "three", "four", "five", "several", "some", "many", "most", "other", "another", "one", "more", "few"}
)


@dataclass(slots=True)
class Person:
    """A named person: every mention (start, end), roles as lower-case nouns, gender "m", "f" or ""."""

    name: str
    mentions: list[tuple[int, int]] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    about: set[str] = field(default_factory=set)
    gender: str = ""
    unnamed: bool = False
    """Known by a role only ("a nurse"); `name` is that phrase."""
    anonymous: bool = False
    weak: bool = False
    """A single word that only may be a person's name."""

    @property
    def surname(self) -> str:
        """Last word of the name, lower case."""
        return self.name.lower().split()[-1]

    @property
    def words(self) -> frozenset[str]:
        """Lower-case words of the name."""
        return frozenset(self.name.lower().split())

    def last_before(self, position: int) -> int:
        """Start of the last mention before a position, or -1."""
        return max((start for start, _ in self.mentions if start < position), default=-1)


@dataclass(slots=True)
class Roster:
    """All persons and bodies of a report."""

    people: list[Person] = field(default_factory=list)
    bodies: list[tuple[int, str]] = field(default_factory=list)
    """(position, full name) of institutions named with more than their noun"""

    def named(self, words: Sequence[str]) -> Person | None:
        """The person that these words of a name mean: same words, or the same surname, or a given name alone."""
        wanted = [word.lower() for word in words]
        known = [person for person in self.people if not person.unnamed]
        for person in known:
            if person.words >= set(wanted) and person.surname == wanted[-1]:
                return person
        for person in known:
            if person.surname == wanted[-1] and (len(wanted) == 1 or wanted[0] == person.name.lower().split()[0]):
                return person
        if len(wanted) == 1:
            return next((person for person in known if wanted[0] in person.words and len(person.words) > 1), None)
        return None


def bare(text: str) -> str:
    """A word without a possessive ending."""
    return re.sub(r"['’]s?$", "", text)


def name_runs(tokens: Sequence[Token], words: Words) -> Iterator[tuple[int, int]]:
    """Token runs that look like a person's name: capitalised proper nouns, particles inside, titles cut off the front."""
    at = 0
    while at < len(tokens):
        if not _proper(tokens[at]):
            at += 1
            continue
        end = at + 1
        while end < len(tokens):
            inner = _particle(tokens, end)
            if not (_proper(tokens[end]) or inner or _hyphen(tokens, end)):
                break
            end += 1
        start = _after_titles(tokens, at, end, words)
        if start < end:
            yield start, end
        at = end


def _proper(token: Token) -> bool:
    return token.tag in ("NNP", "NNPS") and token.text[:1].isupper()


def _particle(tokens: Sequence[Token], at: int) -> bool:
    """A small word inside a name, glued to the next part by a hyphen or not: "Omar al-Bashir", "Van der Bellen"."""
    if tokens[at].text.lower() not in PARTICLES:
        return False
    after = at + 1
    if after < len(tokens) and tokens[after].text in "-‑":
        after += 1
    return after < len(tokens) and tokens[after].text[:1].isupper()


def _hyphen(tokens: Sequence[Token], at: int) -> bool:
    """Inside "Abdel Fattah al-Burhan" or "Jean-Pierre": a hyphen or a small word glued to its neighbour."""
    token = tokens[at]
    glued = token.start == tokens[at - 1].end
    joins = at + 1 < len(tokens) and tokens[at + 1].start == token.end and tokens[at + 1].text[:1].isalpha()
    return (token.text in "-‑" and glued and joins) or (
        glued and tokens[at - 1].text in "-‑" and token.text[:1].isupper()
    )


def _after_titles(tokens: Sequence[Token], start: int, end: int, words: Words) -> int:
    """Where the name proper begins: after the last word that is a title, a role or a body."""
    cut = start
    for at in range(start, end - 1):
        text = tokens[at].text
        low = text.lower()
        if text in words.titles or low in words.roles or (low in words.bodies and text.istitle()):
            cut = at + 1
    first = next((at for at in range(cut, end) if bare(tokens[at].text) in words.male | words.female), None)
    return first if first is not None and end - first >= 2 else cut


def is_body(name: str, words: Words) -> bool:
    """Whether a capitalised run names an institution, an outlet or a document rather than a person."""
    parts = name.lower().split()
    return (
        name.lower() in words.outlets
        or any(part in words.bodies or part in words.documents or part in words.collective for part in parts)
        or any(
            part in ("united", "ministry", "nations", "party", "committee", "international", "national")
            for part in parts
        )
        or any(part in words.papers for part in parts if part != "star")
        or parts[0] in CALENDAR
        or name.isupper()
    )


CALENDAR = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "ramadan",
        "eid",
        "christmas",
        "easter",
        "god",
        "allah",
        "islam",
    ]
)
"""Capitalised words that begin no person's name."""


def roster_of(text: str, pages: Sequence[Paragraph], words: Words, places: frozenset[str] = frozenset()) -> Roster:
    """Everyone named in the prose. Headlines only add mentions of people the story names."""
    roster = Roster()
    for whole in (True, False):
        for paragraph in pages:
            for start, end in name_runs(paragraph.tokens, words):
                if (end - start > 1) == whole:
                    _enter(text, roster, paragraph, start, end, words, places)
        if whole:
            roster.people.sort(key=lambda person: person.mentions[0])
    for paragraph in pages:
        _enter_unnamed(text, roster, paragraph, words)
    for person in roster.people:
        person.mentions.sort()
    _collect_bodies(text, roster, pages, words)
    return roster


def _enter_unnamed(text: str, roster: Roster, paragraph: Paragraph, words: Words) -> None:
    """Add persons known by a role only, brought in by "a" or "the" as somebody who acts."""
    tokens = paragraph.tokens
    for at, token in enumerate(tokens):
        low = token.text.lower()
        if token.tag not in ("NN", "NNP") or low not in words.roles:
            continue
        if token.relation not in ("nsubj", "nsubjpass", "pobj", "dobj"):
            continue
        first = at
        while (
            first
            and tokens[first - 1].head == at
            and tokens[first - 1].relation in ("amod", "compound", "nmod", "nummod")
        ):
            first -= 1
        determiner = tokens[first - 1].text.lower() if first else ""
        if determiner not in ("a", "an", "the", "one", "another") or any(
            t.tag == "NNP" for t in tokens[at + 1 : at + 2]
        ):
            continue
        span = (token.start, token.end)
        around = {t.text.lower() for t in tokens[first:at]}
        old = next((p for p in roster.people if _bears(p, low, around, span[0])), None) if determiner == "the" else None
        if old is None:
            old = Person(text[tokens[first].start : _with_phrase(tokens, at)], [], {low}, around, unnamed=True)
            old.gender = _gender(low, words)
            old.anonymous = determiner != "the" and low not in words.offices
            roster.people.append(old)
        if span not in old.mentions:
            old.mentions.append(span)


def _bears(person: Person, role: str, modifiers: set[str], position: int) -> bool:
    return role in person.roles and modifiers <= person.about and person.mentions[0][0] < position


def _with_phrase(tokens: Sequence[Token], head: int) -> int:
    """End of a noun with its "of" and "for" phrases."""
    end = head + 1
    while end + 1 < len(tokens) and tokens[end].text in ("of", "for", "from", "at", "in") and tokens[end].head == head:
        at = end + 1
        while at < len(tokens) and tokens[at].tag in ("DT", "NN", "NNS", "NNP", "NNPS", "JJ", "POS", "PRP$"):
            at += 1
        if at == end + 1 or (
            tokens[end].text in ("at", "in", "from") and tokens[at - 1].tag not in ("NN", "NNS", "NNP", "NNPS")
        ):
            break
        end = at
    return tokens[end - 1].end


def _enter(
    text: str, roster: Roster, paragraph: Paragraph, start: int, end: int, words: Words, places: frozenset[str]
) -> None:
    tokens = paragraph.tokens
    name = bare(text[tokens[start].start : tokens[end - 1].end])
    if is_body(name, words) or name.lower() in places or any(char.isdigit() for char in name) or _is_role(name, words):
        return
    person = roster.named(name.split())
    if person is None:
        if end - start < 2 and not (_evidence(tokens, start, end, words) or _acts(tokens, start)):
            return
        if paragraph.headline:
            return
        person = Person(name, weak=end - start < 2 and not _evidence(tokens, start, end, words))
        roster.people.append(person)
    elif len(name.split()) > len(person.name.split()):
        person.name = name
    person.mentions.append((tokens[start].start, tokens[end - 1].end))
    _describe(person, tokens, start, end, words)


def _is_role(name: str, words: Words) -> bool:
    """Whether a capitalised run is an office ("Prime Minister"), a title or an adjective alone."""
    last = name.split()[-1]
    return last.lower() in words.roles or last in words.titles or last.lower() in words.collective


def _evidence(tokens: Sequence[Token], start: int, end: int, words: Words) -> bool:
    """A single word counts as a person after a title or a role noun, before an age or a role, or as the one who acts."""
    before = tokens[start - 1].text if start else ""
    if (
        before in words.titles
        or before.lower() in words.roles | CALLED
        or tokens[start].text in words.male | words.female
    ):
        return True
    after = [token.text.lower() for token in tokens[end : end + 4]]
    if len(after) > 2 and after[0] == "," and (after[1].isdigit() or after[2] in words.roles):
        return True
    token = tokens[start]
    alone = start == 0 or tokens[start - 1].tag not in ("DT", "JJ", "NN", "NNP", "POS", "IN")
    verb = tokens[token.head].text.lower() if 0 <= token.head < len(tokens) else ""
    return alone and end - start == 1 and token.relation == "nsubj" and verb in ACTS


CALLED = frozenset({"called", "named", "nicknamed"})


def _acts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single capitalised word, without article, is a subject or an owner."""
    if at and tokens[at - 1].tag in ("DT", "JJ", "NN", "NNP", "POS", "IN"):
        return False
    owner = at + 1 < len(tokens) and tokens[at + 1].tag == "POS"
    return owner or tokens[at].relation in ("nsubj", "nsubjpass")


ACTS = frozenset(
    [
        "says",
        "said",
        "tells",
        "told",
        "recalls",
        "recalled",
        "remembers",
        "remembered",
        "adds",
        "added",
        "asks",
        "asked",
        "laughs",
        "laughed",
        "smiles",
        "smiled",
        "shrugs",
        "cries",
        "cried",
        "whispers",
        "nods",
        "points",
        "walks",
        "walked",
        "fled",
        "ran",
        "runs",
        "sits",
        "sat",
        "stands",
        "stood",
        "sells",
        "sold",
        "lives",
        "lived",
        "keeps",
        "kept",
        "lost",
        "wants",
        "wanted",
        "hid",
        "waited",
        "waits",
        "slept",
        "counts",
        "counted",
        "sleeps",
        "wakes",
        "woke",
        "carried",
        "carries",
        "heard",
        "saw",
        "sees",
        "buried",
    ]
)
"""What persons do, institutions hardly."""


def _describe(person: Person, tokens: Sequence[Token], start: int, end: int, words: Words) -> None:
    """Take roles and gender from the words before the name and the apposition after it."""
    given = bare(tokens[start].text)
    around = [token.text for token in tokens[max(0, start - 7) : start]]
    for cut in range(len(around) - 1, -1, -1):
        if around[cut] in (",", ".", ";", ":", "“", '"', "(", ")", "and", "told", "said", "that"):
            around = around[cut + 1 :]
            break
    after: list[str] = []
    if end + 1 < len(tokens) and tokens[end].text == ",":
        for token in tokens[end + 1 : end + 16]:
            if token.text in (",", ".", ";", "—", "who", "said", "told"):
                break
            after.append(token.text)
    for part in (around, after):
        lowered = [word.lower() for word in part]
        roles = {word for word in lowered if word in words.roles}
        roles |= {" ".join(pair) for pair in itertools.pairwise(lowered) if " ".join(pair) in words.roles}
        if part is after and not roles:
            continue
        person.roles |= roles
        person.about |= {word for word in lowered if len(word) > 2}
        for word in part:
            person.gender = person.gender or _gender(word, words)
    person.gender = person.gender or _gender(given, words)


def _gender(word: str, words: Words) -> str:
    if word in words.male or word.lower() in words.male:
        return "m"
    return "f" if word in words.female or word.lower() in words.female else ""


def _collect_bodies(text: str, roster: Roster, pages: Sequence[Paragraph], words: Words) -> None:
    for paragraph in pages:
        tokens = paragraph.tokens
        for at, token in enumerate(tokens):
            if token.text.lower() not in words.bodies:
                continue
            first = at
            while first and (tokens[first - 1].tag[:2] in ("NN", "JJ") or tokens[first - 1].text in ("'s", "’s")):
                first -= 1
            last = at + 1
            if last + 1 < len(tokens) and tokens[last].text == "of":
                last += 1
                while last < len(tokens) and (
                    _proper(tokens[last]) or tokens[last].text.lower() in ("the", "of", "and")
                ):
                    last += 1
                while tokens[last - 1].text.lower() in ("of", "the", "and"):
                    last -= 1
            if last - first > 1:
                roster.bodies.append((token.start, text[tokens[first].start : tokens[last - 1].end]))
