"""Who appears in a report: phrases made into parties, and later mentions ("the insurgents", "they") traced back to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.clauses.actors import Actor, Named, Nation, Register
from dateline.clauses.senses import Role, Senses
from dateline.model import Party, Sector

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PLURAL_PRONOUNS = frozenset(("they", "them", "their", "themselves", "we", "our", "us", "theirs"))
SINGULAR_PRONOUNS = frozenset(("he", "she", "him", "her", "his", "himself", "herself", "i"))
THING_PRONOUNS = frozenset(("it", "its", "itself"))
PRONOUNS = PLURAL_PRONOUNS | SINGULAR_PRONOUNS | THING_PRONOUNS
LEFT = ("compound", "amod", "nmod", "poss", "nummod", "quantmod", "det", "advmod", "case", "punct", "predet")
ARMED: frozenset[Sector] = frozenset(("state forces", "rebels", "militia", "police"))
TITLE = re.compile(r"^(?:mr|mrs|ms|dr|gen|col|lt|maj|capt|sgt|president|general|colonel|minister|prime|sheikh|king|prince)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase seen in its sentence: span (in the sentence), what it stands for, and its words up to the head."""

    head: Token
    start: int
    end: int
    words: list[str]
    senses: frozenset[str]
    role: Role | None
    named: tuple[Named, ...]
    pronoun: bool
    person: bool
    counted: bool

    @property
    def text(self) -> str:
        """The phrase as written."""
        text: str = self.head.doc.text[self.start : self.end]
        return text


@dataclass(slots=True)
class Cast:
    """Parties met so far in a report, latest last; grows as sentences are read in order."""

    register: Register
    senses: Senses
    seen: list[tuple[Party, bool, bool]] = field(default_factory=list)
    """(party, plural group, person)"""
    country: str | None = None
    """The country the report is mostly about, for "the army" and "the government"."""
    _phrases: dict[tuple[int, int], Phrase] = field(default_factory=dict)
    _doc: Doc | None = None
    _named: list[Named] = field(default_factory=list)

    def begin(self, doc: Doc) -> None:
        """Start a sentence."""
        self._doc = doc
        self._named = self.register.find(doc.text)
        self._phrases.clear()

    def names(self) -> list[Named]:
        """Names in the current sentence."""
        return self._named

    def phrase(self, token: Token) -> Phrase:
        """The noun phrase headed by `token`; a quantity ("dozens of", "a group of") gives way to what it counts."""
        key = (token.i, 0)
        if key not in self._phrases:
            self._phrases[key] = self._make(token)
        return self._phrases[key]

    def _make(self, token: Token) -> Phrase:
        head, left = token, token
        for _ in range(2):
            inner = _counted(head, self.senses)
            if inner is None:
                break
            head = inner
        first = min([left.i, head.i, *(_leftmost(child) for child in token.children if child.dep_ in LEFT and child.i < token.i)])
        doc = token.doc
        start, end = doc[first].idx, head.idx + len(head)
        for named in self._named:
            if named.start <= head.idx < named.end and named.end > end:
                end = named.end
        words = [word.lower_ for word in doc[first : head.i + 1] if not word.is_punct]
        own = [word.lower_ for word in doc[_leftmost_own(head) : head.i + 1] if word.lower_ not in ("the", "a", "an")]
        hyphen = doc.text[doc[_leftmost_own(head)].idx : head.idx + len(head)].lower()
        senses = self.senses.of(own) | self.senses.of(hyphen.split())
        role = self.senses.role(own) or self.senses.role(hyphen.split())
        named = tuple(n for n in self._named if n.start < end and n.end > start)
        after = tuple(
            n for child in head.children if child.dep_ == "prep" and child.lower_ in ("of", "from", "for") and role is not None
            for grand in child.children if grand.dep_ == "pobj"
            for n in self._named if n.start <= grand.idx < n.end
        )  # fmt: skip
        person = head.pos_ == "PROPN" and role is None and not any(n.start <= head.idx < n.end for n in named) and not senses
        counted = token.pos_ == "NUM" or token is not head or any(child.dep_ == "nummod" for child in head.children) or head.pos_ == "NUM"
        return Phrase(head, start, end, words, senses, role, named or after, token.lower_ in PRONOUNS, person, counted)

    # -------------------------------------------------------------- parties

    def party(self, phrase: Phrase, offset: int, *, armed: bool = False) -> Party | None:
        """The party a phrase stands for, or None when it stands for no one; `offset` turns its span into prose positions."""
        if phrase.pronoun:
            return self._pronoun(phrase, offset)
        start, end = phrase.start + offset, phrase.end + offset
        owner = _possessive(phrase.head)
        for named in reversed(phrase.named):
            if named.actor is not None:
                civil = phrase.role is not None and phrase.role.sector in ("civilians", "media", "aid") and named.start + offset < end - 1
                if civil and not named.start <= phrase.head.idx < named.end:
                    continue
                return self._meet(_of_actor(named.actor, start, end), phrase)
        nation = next((named.nation for named in reversed(phrase.named) if named.nation is not None), None)
        if phrase.role is not None:
            return self._role(phrase, phrase.role, nation, start, end, owner, offset)
        if nation is not None and phrase.named and any(n.start <= phrase.head.idx < n.end for n in phrase.named):
            return self._nation(nation, start, end, armed, phrase)
        if phrase.person:
            return self._person(phrase, start, end)
        if "people" in phrase.senses:
            return Party(name=_bare(phrase.text), start=start, end=end, sector="civilians")
        if phrase.counted and phrase.head.pos_ == "NUM":
            return Party(name=phrase.text, start=start, end=end, sector="civilians")
        return None

    def _role(self, phrase: Phrase, role: Role, nation: Nation | None, start: int, end: int, owner: Token | None, offset: int) -> Party | None:
        country = nation.iso3 if nation else None
        sector = role.sector
        if owner is not None and owner.lower_ in PRONOUNS and role.armed:
            back = self._pronoun(self.phrase(owner), offset)
            if back is not None and back.sector != "civilians":
                return Party(name=back.name, start=start, end=end, country=back.country, sector=back.sector, key=back.key)
        if nation is not None and sector in ("state forces", "police", "government"):
            actor = self.register.forces.get(f"{country}:{sector}")
            if actor is not None and not phrase.counted and not _is_person(phrase):
                return self._meet(_of_actor(actor, start, end), phrase)
            name = _bare(phrase.text)
            return self._meet(Party(name=name, start=start, end=end, country=country, sector=sector), phrase)
        definite = any(word in ("the", "these", "those", "their", "his") for word in phrase.words[:1]) or phrase.head.tag_ in ("NNS", "NNPS")
        if definite and nation is None and not phrase.counted:
            back = self._earlier(sector, phrase)
            if back is not None:
                return Party(name=back.name, start=start, end=end, country=back.country, sector=back.sector, key=back.key)
        title = _named_person(phrase.head)
        name = title or _bare(phrase.text)
        return self._meet(Party(name=name, start=start, end=end, country=country, sector=sector), phrase, person=_is_person(phrase))

    def _nation(self, nation: Nation, start: int, end: int, armed: bool, phrase: Phrase) -> Party:
        sector: Sector = "state forces" if armed else "government"
        if phrase.named[-1].how == "adjective":
            return self._meet(Party(name=_bare(phrase.text), start=start, end=end, country=nation.iso3, sector="civilians"), phrase)
        return self._meet(Party(name=nation.name, start=start, end=end, country=nation.iso3, sector=sector), phrase)

    def _person(self, phrase: Phrase, start: int, end: int) -> Party:
        role = _apposed_role(phrase.head, self)
        name = re.sub(r"^(?:the|a|an) ", "", phrase.text, flags=re.IGNORECASE)
        known = next((p for p, _, person in reversed(self.seen) if person and p.name.split()[-1] == name.split()[-1]), None)
        if known is not None:
            return Party(name=known.name, start=start, end=end, country=known.country, sector=known.sector, key=known.key)
        sector: Sector = role[0] if role else "other"
        return self._meet(Party(name=name, start=start, end=end, sector=sector, country=role[1] if role else None), phrase, person=True)

    def _pronoun(self, phrase: Phrase, offset: int) -> Party | None:
        word = phrase.head.lower_
        start, end = phrase.start + offset, phrase.end + offset
        for party, plural, person in reversed(self.seen):
            if party.start is not None and party.start >= start:
                continue
            fits = (plural and not person) if word in PLURAL_PRONOUNS else person if word in SINGULAR_PRONOUNS else not person
            if fits:
                return Party(name=party.name, start=start, end=end, country=party.country, sector=party.sector, key=party.key)
        return None

    def _earlier(self, sector: Sector, phrase: Phrase) -> Party | None:
        """The last known party of a sector, for a definite role noun without a name."""
        if sector not in ("state forces", "rebels", "militia", "police", "government"):
            return None
        alike: tuple[Sector, ...] = ("rebels", "militia") if sector in ("rebels", "militia") else (sector,)
        for party, _, _ in reversed(self.seen):
            if party.key and party.sector in alike:
                return party
        if sector in ("state forces", "government") and self.country:
            actor = self.register.forces.get(f"{self.country}:{sector}")
            if actor is not None:
                return _of_actor(actor, 0, 0)
        return None

    def _meet(self, party: Party, phrase: Phrase, person: bool = False) -> Party:
        plural = not person
        self.seen.append((party, plural, person))
        return party


def _of_actor(actor: Actor, start: int, end: int) -> Party:
    return Party(name=actor.name, start=start, end=end, country=actor.country, sector=actor.sector, key=actor.id)


def _leftmost(token: Token) -> int:
    return min([token.i, *(_leftmost(child) for child in token.children if child.i < token.i and child.dep_ in LEFT)])


def _leftmost_own(token: Token) -> int:
    first = token.i
    doc = token.doc
    while first > 0 and token.i - first < 3 and doc[first - 1].head in (token, doc[first]) and doc[first - 1].dep_ in ("compound", "amod", "punct", "nmod"):
        first -= 1
    return first


def _counted(token: Token, senses: Senses) -> Token | None:
    """The noun after "of" when the head only counts or groups ("dozens of civilians", "members of the militia")."""
    if token.pos_ == "PROPN" or ("quantity" not in senses.of([token.lower_]) and token.pos_ != "NUM"):
        return None
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for grand in child.children:
                if grand.dep_ == "pobj" and grand.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
                    return grand
    return None


def _possessive(head: Token) -> Token | None:
    return next((child for child in head.children if child.dep_ == "poss"), None)


def _bare(text: str) -> str:
    return re.sub(r"^(?:the|a|an|some|its|their|his|her|these|those|about|around|at least|more than|nearly|almost)\s+", "", text.strip(), flags=re.IGNORECASE)


def _is_person(phrase: Phrase) -> bool:
    role = phrase.role
    return role is not None and phrase.head.tag_ in ("NN", "NNP") and (_named_person(phrase.head) is not None or phrase.head.lower_ in (
        "minister", "president", "premier", "governor", "mayor", "ambassador", "envoy", "spokesman", "spokeswoman", "chief", "king",
        "general", "colonel", "commander", "leader", "secretary", "official", "diplomat", "officer", "judge", "prosecutor", "journalist",
        "man", "woman", "teacher", "doctor", "boy", "girl", "resident", "activist", "strongman", "representative"))  # fmt: skip


def _named_person(head: Token) -> str | None:
    """The name beside a role noun: "strongman Atta Noor", "the envoy, Zalmay Khalilzad,"."""
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            doc = child.doc
            return str(doc.text[doc[_leftmost(child)].idx : child.idx + len(child)])
    return None


def _apposed_role(head: Token, cast: Cast) -> tuple[Sector, str | None] | None:
    words = [child for child in head.children if child.dep_ in ("compound", "appos", "nmod", "amod") and child.pos_ in ("NOUN", "PROPN")]
    for child in words:
        named = [n for n in cast.names() if n.start <= child.idx < n.end]
        if named and named[0].actor is not None:
            return named[0].actor.sector, named[0].actor.country
    for child in words:
        role = cast.senses.role([child.lower_])
        if role is not None:
            return role.sector, None
    return None
