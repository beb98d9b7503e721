"""Who appears in a report: phrases made into parties, and later mentions ("the insurgents", "they") traced back to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec.structs import replace

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
FIRST_PERSON = frozenset(("we", "us", "our", "ours", "i", "me", "my"))
MENTIONED = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos", "conj", "ROOT", "poss", "dative", "dep", "npadvmod", "nmod"))
COLLECTIVE = frozenset(["army", "military", "forces", "troops", "soldiers", "government", "authorities", "police", "navy", "force", "junta", "regime", "units", "commandos"])
INSTITUTIONS = frozenset(["army", "military", "government", "authorities", "police", "navy", "junta", "regime"])
"""One to a country, so that "the army" is the army of the country that the report is about."""
PROXIES = frozenset(
    ["spokesman", "spokeswoman", "spokesperson", "spokespeople", "representative", "representatives", "delegate", "delegates", "delegation", "negotiators", "negotiator", "member", "members", "unit", "units", "element", "elements", "detachment", "detachments", "troops", "soldiers", "fighters", "forces", "men", "command", "statement", "wing", "convoy", "column", "columns", "contingent", "artillery", "aviation", "navy"]
)
"""Those who act and speak for the party that they belong to ("a spokesman for the army", "units of the army")."""
MANY = frozenset(["family", "crowd", "community", "population", "staff", "crew", "congregation", "people", "agency", "group", "ngo", "charity", "partner", "union", "press"])
MACHINES = frozenset(["warplane", "warplanes", "gunship", "gunships", "plane", "planes", "jet", "jets", "pilot", "pilots", "artillery"])
UNKNOWN_ATTACKERS = frozenset(["gunmen", "gunman", "attackers", "attacker", "assailants", "assailant", "men", "man", "bandits", "raiders", "kidnappers", "fighter", "soldier", "militant", "rebel", "insurgent", "bomber", "mob", "gang", "gangs", "shooter", "perpetrators", "guards", "guard", "officer", "officers"])
TIME_WORDS = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:january|february|march|april|may|june|july|august|september|october|november|december|today|yesterday|tomorrow|tonight|week|month|year|day|hour|morning|evening|night|weekend)s?$")
VAGUE = frozenset(("dozens", "hundreds", "thousands", "scores", "millions", "tens"))
BEFORE_NAME = re.compile(
    r"^(?:(?:the|a|an|some|its|their|his|her|these|those|this|about|around|at least|more than|nearly|almost|as many as|up to|over|some|an estimated|"
    r"several|many|dozens of|hundreds of|thousands of|scores of|a number of|no more than|no|both|other|another|further|suspected|alleged|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|"
    r"hundred|thousand|first|last|unknown number of|[\d.,]+|of|whose|our|my|their own)(?:\s+|$))+",
    re.IGNORECASE,
)
ARMED: frozenset[Sector] = frozenset(("state forces", "rebels", "militia", "police"))
PORTFOLIO = re.compile(
    r"^(?:(?:Reconciliation|Affairs|Development|Security|Defen[cs]e|Interior|Foreign|Relations|Cooperation|Reconstruction|Health|Justice|Finance|"
    r"Humanitarian|Rights|Refugees|Migration|Peace|Talks|Press|Deputy|Secretary)\s+)+(?=\S+\s)"
)
"""Words of an office that the parser joins to the name of its holder."""
NUMBERED = re.compile(r"\b\d+(?:st|nd|rd|th)\b.*\b(?:Division|Brigade|Regiment|Army|Corps|Battalion)$")
"""A numbered unit of a regular army ("the 16th Infantry Division")."""
TITLE = re.compile(r"^(?:mr|mrs|ms|dr|gen|col|lt|maj|capt|sgt|president|general|colonel|minister|prime|sheikh|king|prince)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase seen in its sentence: span (in the sentence), what it stands for, and its words up to the head."""

    token: Token
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
    bare: bool
    """A count of nobody in particular ("40 people", "nineteen")."""

    @property
    def text(self) -> str:
        """The phrase as written."""
        text: str = self.head.doc.text[self.start : self.end]
        return text


@dataclass(frozen=True, slots=True)
class Mention:
    """A party named or meant at a place of the report, with what pronouns need to know of it."""

    party: Party
    position: int
    sentence: int
    subject: bool
    person: bool


@dataclass(slots=True)
class Cast:
    """Parties met so far in a report, latest last; grows as sentences are read in order."""

    register: Register
    senses: Senses
    seen: list[Mention] = field(default_factory=list)
    country: str | None = None
    """The country the report is mostly about, for "the army" and "the government"."""
    allegiance: dict[str, Party] = field(default_factory=dict)
    """Named persons and the armed party that they lead or speak for."""
    speaker: Callable[[int], str | None] = lambda position: None
    """Who speaks at a position of the prose, for "we" and "our men"."""
    _phrases: dict[int, Phrase] = field(default_factory=dict)
    _parties: dict[int, Party | None] = field(default_factory=dict)
    _named: list[Named] = field(default_factory=list)
    _sentence: int = 0
    _offset: int = 0

    def begin(self, doc: Doc, offset: int = 0) -> None:
        """Start a sentence: its names, and all parties in it, in order."""
        self._named = self.register.find(doc.text)
        self._phrases.clear()
        self._parties.clear()
        self._sentence += 1
        self._offset = offset
        for token in doc:
            if token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ") and token.dep_ in MENTIONED:
                self._note(token)

    def _note(self, token: Token) -> None:
        phrase = self.phrase(token)
        party = self._resolve(phrase)
        self._parties[token.i] = party
        if party is None or phrase.bare:
            return
        single = phrase.role is not None and phrase.head.tag_ == "NN" and phrase.role.sector in ("civilians", "media", "aid") and phrase.head.lower_ not in MANY
        person = not phrase.pronoun and (phrase.person or single or _is_person(phrase))
        if phrase.pronoun:
            person = token.lower_ in SINGULAR_PRONOUNS
        self.seen.append(Mention(party, self._offset + phrase.start, self._sentence, token.dep_ in ("nsubj", "nsubjpass"), person))

    def names(self) -> list[Named]:
        """Names in the current sentence."""
        return self._named

    def phrase(self, token: Token) -> Phrase:
        """The noun phrase headed by `token`; a quantity ("dozens of", "a group of") gives way to what it counts."""
        if token.i not in self._phrases:
            self._phrases[token.i] = self._make(token)
        return self._phrases[token.i]

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
        within = tuple(n for n in self._named if n.start < end and n.end > start)
        after = tuple(
            n for child in head.children if child.dep_ == "prep" and child.lower_ in ("of", "from", "for") and role is not None
            for grand in child.children if grand.dep_ == "pobj"
            for n in self._named if n.start <= grand.idx < n.end
        )  # fmt: skip
        person = head.pos_ == "PROPN" and role is None and not any(n.start <= head.idx < n.end for n in within) and not senses
        counted = token.pos_ == "NUM" or token != head or any(child.dep_ == "nummod" for child in head.children) or head.pos_ == "NUM" or head.lower_ in VAGUE
        bare = counted and (head.pos_ == "NUM" or head.lower_ in VAGUE or head.lower_ in ("people", "persons", "person", "others", "households", "families", "dead")) and not within
        return Phrase(token, head, start, end, words, senses, role, within or after, token.lower_ in PRONOUNS, person, counted, bare)

    # -------------------------------------------------------------- parties

    def party(self, phrase: Phrase, *, armed: bool = False) -> Party | None:
        """The party a phrase stands for, or None when it stands for no one; its span is in prose positions."""
        key = phrase.token.i
        if key not in self._parties:
            self._parties[key] = self._resolve(phrase)
        party = self._parties[key]
        if party is not None and armed and party.sector == "government" and party.key is None and party.country and party.name in self.register.nation_names:
            return replace(party, sector="state forces")
        return party

    def pair(self) -> list[Party]:
        """The two parties that "both sides" means: the last two different ones that fight or govern."""
        armed = self._frequent(ARMED)
        home = [party for party in armed if party.country == self.country]
        if len(home) >= 2 or len(armed) >= 2:
            return (home if len(home) >= 2 else armed)[:2]
        return [*armed, *(p for p in self._frequent(("government",)) if all(p.country != a.country for a in armed))][:2]

    def _frequent(self, sectors: Iterable[Sector]) -> list[Party]:
        """Known parties of some sectors by how often they were named, the latest first among equals."""
        counts: dict[str, tuple[int, int, Party]] = {}
        for index, mention in enumerate(self.seen):
            if mention.party.key and mention.party.sector in sectors and not mention.person:
                known = counts.get(mention.party.name)
                counts[mention.party.name] = ((known[0] if known else 0) + 1, index, mention.party)
        return [party for _, _, party in sorted(counts.values(), key=lambda item: (-item[0], -item[1]))]

    def _resolve(self, phrase: Phrase) -> Party | None:
        start, end = phrase.start + self._offset, phrase.end + self._offset
        if phrase.pronoun:
            return self._pronoun(phrase.head, start, end)
        if TIME_WORDS.search(phrase.head.lower_) or phrase.words[:1] in (["how"], ["what"], ["which"], ["whatever"]):
            return None
        if phrase.bare:
            return Party(name="civilians", start=start, end=end, sector="civilians")
        person = self._titled(phrase)
        if person is not None:
            return replace(person, start=start, end=end)
        for named in reversed(phrase.named):
            if named.actor is not None:
                civil = phrase.role is not None and phrase.role.sector in ("civilians", "media", "aid") and phrase.head.lower_ not in PROXIES
                if civil and not named.start <= phrase.head.idx < named.end:
                    continue
                return _of_actor(named.actor, start, end)
        nation = next((named.nation for named in reversed(phrase.named) if named.nation is not None), None)
        if phrase.role is not None:
            return self._role(phrase, phrase.role, nation, start, end)
        if phrase.head.lower_ in PROXIES:
            whole = self._stands_for(phrase, phrase.head.lower_, False)
            if whole is not None:
                return replace(whole, start=start, end=end)
        if nation is not None and any(n.start <= phrase.head.idx < n.end for n in phrase.named):
            return self._nation(nation, start, end, phrase)
        if phrase.person:
            return self._person(phrase, start, end)
        if phrase.counted and phrase.head.pos_ == "NUM":
            return Party(name="civilians", start=start, end=end, sector="civilians")
        return None

    def _titled(self, phrase: Phrase) -> Party | None:
        """A named person behind a title or role ("Taliban spokesman Muhammad Naeem", "the envoy, Zalmay Khalilzad")."""
        head = phrase.head
        apposed = _named_person(head)
        if (phrase.role is not None and apposed is not None and phrase.role.sector not in ("rebels", "militia")) or (apposed and _is_person(phrase)):
            assert apposed is not None
            self._ally(apposed, phrase)
            return self._known_person(apposed, self._sector(phrase), self._country(phrase))
        if head.pos_ != "PROPN" or any(n.start <= head.idx < n.end for n in phrase.named) or phrase.senses or phrase.role is not None:
            return None
        doc = head.doc
        tokens = list(doc[_leftmost(head) : head.i + 1])
        last = max((k for k, t in enumerate(tokens[:-1]) if self.senses.role([t.lower_]) is not None), default=-1)
        if last < 0:
            return None
        name = doc.text[tokens[last + 1].idx : head.idx + len(head)]
        role = self.senses.role([tokens[last].lower_])
        assert role is not None
        actor = next((n.actor for n in phrase.named if n.actor), None)
        self._ally(name, phrase)
        return self._known_person(name, actor.sector if actor else role.sector, actor.country if actor else self._country(phrase))

    def _ally(self, name: str, phrase: Phrase) -> None:
        """Note whose man a titled person is ("RSF commander Ali Rizqallah", "army spokesman Nabil Abdalla")."""
        actor = next((n.actor for n in phrase.named if n.actor and n.actor.sector in ARMED), None)
        if actor is None and self.country and {"army", "military"} & set(phrase.words):
            actor = self.register.forces.get(self.country)
        if actor is not None:
            self.allegiance[name] = _of_actor(actor, 0, 0)

    def _sector(self, phrase: Phrase) -> Sector:
        actor = next((n.actor for n in phrase.named if n.actor), None)
        if actor is not None:
            return actor.sector
        return phrase.role.sector if phrase.role is not None else "other"

    @staticmethod
    def _country(phrase: Phrase) -> str | None:
        for named in phrase.named:
            if named.actor is not None:
                return named.actor.country
            if named.nation is not None:
                return named.nation.iso3
        return None

    def _role(self, phrase: Phrase, role: Role, nation: Nation | None, start: int, end: int) -> Party | None:
        country = nation.iso3 if nation else None
        sector = role.sector
        word = phrase.head.lower_
        owner = _possessive(phrase.head)
        if owner is not None and owner.lower_ == "whose" and role.armed:
            clause = phrase.head.head
            ancestor = clause.head if clause.dep_ in ("relcl", "acl") else None
            back = self._resolve(self.phrase(ancestor)) if ancestor is not None and ancestor != phrase.head else None
            if back is not None:
                return replace(back, start=start, end=end)
        if owner is not None and owner.lower_ in PRONOUNS and (role.armed or word in PROXIES or word == "officials"):
            back = self._pronoun(owner, start, end, armed=True)
            if back is not None and back.name in self.allegiance:
                back = self.allegiance[back.name]
            elif back is not None and (led := self.register.leads(back.name)):
                back = _of_actor(led, 0, 0)
            if back is not None and back.sector not in ("civilians", "other", "media", "aid"):
                return replace(back, start=start, end=end)
        if word in ("sides", "parties") and nation is None:
            return None
        if word in MACHINES and nation is None and not {"army", "military", "government"} & set(phrase.words):
            return None
        whole_party = self._stands_for(phrase, word, role.armed)
        if whole_party is not None:
            return replace(whole_party, start=start, end=end)
        if nation is not None and sector in ("state forces", "police", "government"):
            actor = self.register.forces.get(f"{country}:{sector}")
            whole = word in COLLECTIVE or word in MACHINES
            if actor is not None and whole and not phrase.counted:
                return _of_actor(actor, start, end)
            return Party(name=_called(phrase), start=start, end=end, country=country, sector=sector)
        if sector == "state forces" and NUMBERED.search(phrase.text) and not phrase.named:
            actor = self.register.forces.get(self.country or "")
            if actor is not None:
                return _of_actor(actor, start, end)
        back = self._referred(phrase, role, sector)
        if back is not None:
            return replace(back, start=start, end=end)
        return Party(name=_called(phrase), start=start, end=end, country=country, sector=sector)

    def _stands_for(self, phrase: Phrase, word: str, armed: bool) -> Party | None:
        """The party whose spokesman, unit or men these are, by "of", "for" or a possessor."""
        if phrase.counted and word not in ("men", "members"):
            return None
        owner = _possessive(phrase.head)
        candidates = [owner] if owner is not None and owner.lower_ not in PRONOUNS and owner.dep_ == "poss" and (armed or word in PROXIES) else []
        if word in PROXIES:
            for child in phrase.head.children:
                if child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "with"):
                    candidates.extend(grand for grand in child.children if grand.dep_ == "pobj")
        if word in PROXIES or armed:
            candidates.extend(_liege(phrase.head))
        for token in candidates:
            back = self._resolve(self.phrase(token))
            if back is None or back.sector not in ARMED:
                inside = [n.actor for n in self._named if n.actor and token.left_edge.idx <= n.start < token.right_edge.idx + len(token.right_edge)]
                back = _of_actor(inside[0], 0, 0) if inside and (back is None or inside[0].sector in ARMED) else back
            if back is not None and back.sector not in ARMED and (led := self.register.leads(back.name)):
                back = _of_actor(led, 0, 0)
            if back is not None and back.name in self.allegiance:
                back = self.allegiance[back.name]
            if back is not None and (back.sector in ARMED or (back.sector in ("government", "international", "opposition") and not armed)):
                return back
        return None

    def _referred(self, phrase: Phrase, role: Role, sector: Sector) -> Party | None:
        """The known party that a role noun without a name means, if it is definite or a plain plural."""
        if phrase.counted or phrase.named or sector in ("civilians", "media", "aid", "opposition", "international", "other"):
            return None
        first, word = (phrase.words or [""])[0], phrase.head.lower_
        definite = first in ("the", "this", "that", "these", "those")
        if word in UNKNOWN_ATTACKERS and not definite:
            return None
        if first in ("a", "an", "some", "several", "no", "any", "other", "another", "two", "three") or len(phrase.words) > 2 + definite:
            return None
        if not definite and phrase.head.tag_ not in ("NNS", "NNPS"):
            return None
        if role.official and word not in ("government", "authorities", "junta", "regime", "officials", "administration"):
            return None
        if any(t.text[:1].isupper() and t.i != phrase.head.i and t.i > 0 for t in phrase.head.children if t.dep_ in LEFT):
            return None
        own = word in INSTITUTIONS or bool({"government", "federal"} & set(phrase.words))
        return self._earlier(sector, own or (definite and word in COLLECTIVE), own)

    def _earlier(self, sector: Sector, country: bool, own: bool = False) -> Party | None:
        """The last party of this sector; `own`: rather that of the report's country; `country`: else its army or government."""
        alike: tuple[Sector, ...] = ("rebels", "militia") if sector in ("rebels", "militia") else (sector,)
        found = [m.party for m in reversed(self.seen) if m.party.key and m.party.sector in alike and not m.person]
        if own and self.country:
            found = [p for p in found if p.country == self.country] or ([] if sector in ("state forces", "government") else found)
        if found:
            return found[0]
        if country and sector in ("state forces", "government") and self.country:
            actor = self.register.forces.get(f"{self.country}:{sector}") or (self.register.forces.get(self.country) if sector == "state forces" else None)
            if actor is not None:
                return _of_actor(actor, 0, 0)
        return None

    def side(self, party: Party) -> Party:
        """The known party that counted fighters ("thirteen soldiers") belong to, else the party as it is."""
        back = self._earlier(party.sector, party.sector == "state forces", party.sector == "state forces")
        return replace(back, start=party.start, end=party.end) if back is not None else party

    def _nation(self, nation: Nation, start: int, end: int, phrase: Phrase) -> Party:
        if phrase.named[-1].how == "adjective" and phrase.token.dep_ not in ("amod", "compound"):
            return Party(name=_called(phrase), start=start, end=end, country=nation.iso3, sector="civilians")
        return Party(name=nation.name, start=start, end=end, country=nation.iso3, sector="government")

    def _person(self, phrase: Phrase, start: int, end: int) -> Party:
        role = _apposed_role(phrase.head, self)
        for child in phrase.head.children:
            if child.dep_ == "appos":
                self._ally(re.sub(r"^(?:the|a|an) ", "", phrase.text, flags=re.IGNORECASE), self.phrase(child))
        name = re.sub(r"^(?:the|a|an) ", "", phrase.text, flags=re.IGNORECASE)
        return replace(self._known_person(name, role[0] if role else "other", role[1] if role else None), start=start, end=end)

    def _known_person(self, name: str, sector: Sector, country: str | None) -> Party:
        name = PORTFOLIO.sub("", name)
        last = name.split()[-1]
        for mention in reversed(self.seen):
            if mention.person and mention.party.name.split()[-1] == last:
                return mention.party if len(mention.party.name) >= len(name) else replace(mention.party, name=name)
        return Party(name=name, sector=sector, country=country)

    def _pronoun(self, token: Token, start: int, end: int, *, armed: bool = False) -> Party | None:
        word = token.lower_
        if word in FIRST_PERSON:
            return self._speaking(word, start, end, armed)
        best: tuple[float, Party] | None = None
        addressee = self._addressee(token)
        for mention in self.seen[-24:]:
            if mention.position >= start or self._sentence - mention.sentence > 2:
                continue
            if mention.party.sector == "civilians" and word in THING_PRONOUNS:
                continue
            fits = mention.person if word in SINGULAR_PRONOUNS else not mention.person
            if fits:
                told = mention.position == addressee
                value = 4.0 * told + -1.5 * (self._sentence - mention.sentence) + 1.2 * mention.subject + 0.001 * (mention.position - start)
                if mention.party.key and word not in SINGULAR_PRONOUNS:
                    value += 0.5
                if armed and mention.party.sector in ARMED:
                    value += 2.0
                if token.dep_ in ("dobj", "pobj", "dative") and mention.subject and mention.sentence == self._sentence:
                    value -= 2.5
                if best is None or value > best[0]:
                    best = (value, mention.party)
        return replace(best[1], start=start, end=end) if best else None


    def _addressee(self, token: Token) -> int | None:
        """Where those stand who are told what the pronoun's clause says ("warns the rebels they will …"), in prose positions."""
        verb = token.head
        for _ in range(3):
            above = verb.head
            if above == verb:
                return None
            if above.lemma_.lower() in ("warn", "tell", "remind", "inform"):
                objects = [child for child in above.children if child.dep_ in ("dobj", "dative") and child.i < token.i and child.pos_ in ("NOUN", "PROPN")]
                return self._offset + self.phrase(objects[0]).start if objects else None
            verb = above
        return None

    def _speaking(self, word: str, start: int, end: int, armed: bool) -> Party | None:
        """Who "we" or "our men" are: the speaker, or the party the speaker belongs to."""
        name = self.speaker(start)
        if not name:
            return self._own_side(start, end) if armed else None
        actor = self.register.by_name(name)
        if actor is not None:
            return _of_actor(actor, start, end)
        for known, party in self.allegiance.items():
            if (word != "i" or armed) and (known == name or name.endswith(known.split()[-1])):
                return replace(party, start=start, end=end)
        named = [n for n in self.register.find(name) if n.actor is not None]
        if named and named[-1].actor is not None and (word != "i" or armed):
            return _of_actor(named[-1].actor, start, end)
        return self._own_side(start, end) if armed else Party(name=name, start=start, end=end)

    def _own_side(self, start: int, end: int) -> Party | None:
        """Whose "our men" are when the speaker's side is not told: the armed party last named as doing something, else the country's."""
        for mention in reversed(self.seen):
            if mention.party.sector in ARMED and mention.party.key and mention.subject and self._sentence - mention.sentence <= 2:
                return replace(mention.party, start=start, end=end)
        actor = self.register.forces.get(self.country or "")
        return _of_actor(actor, start, end) if actor is not None else None


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
    for child in _of(token):
        for grand in child.children:
            if grand.dep_ == "pobj" and grand.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
                return grand
    return None


def _liege(head: Token) -> list[Token]:
    """Whom armed men serve: "forces loyal to", "troops under", "fighters led by"."""
    found: list[Token] = []
    for child in head.children:
        if child.lower_ in ("loyal", "allied", "answering", "faithful") or (child.dep_ == "acl" and child.lower_ in ("led", "commanded", "headed", "controlled")):
            for grand in child.children:
                if grand.dep_ in ("prep", "agent") and grand.lower_ in ("to", "by"):
                    found.extend(t for t in grand.children if t.dep_ == "pobj")
        elif child.dep_ == "prep" and child.lower_ == "under":
            found.extend(t for t in child.children if t.dep_ == "pobj")
    return found


def _of(token: Token) -> list[Token]:
    """The "of" after a count: "six of", "six out of"."""
    found = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            found.append(child)
        elif child.dep_ == "prep" and child.lower_ == "out":
            found.extend(grand for grand in child.children if grand.lower_ == "of")
    return found


def _possessive(head: Token) -> Token | None:
    return next((child for child in head.children if child.dep_ == "poss"), None)


def _bare(text: str) -> str:
    bare = BEFORE_NAME.sub("", text.strip())
    return "civilians" if bare.lower() in ("civilian", "person", "persons", "people") else bare


def _called(phrase: Phrase) -> str:
    """A role noun as the name of a party: without article or count, and without the capital of a sentence's first word."""
    name = _bare(phrase.text)
    first = phrase.head.doc[phrase.head.i - max(0, len(name.split()) - 1)]
    if phrase.head.doc.text.startswith(name[:4]) and first.pos_ in ("NOUN", "ADJ", "VERB") and name[1:2].islower():
        return name[0].lower() + name[1:]
    return name


def _is_person(phrase: Phrase) -> bool:
    role = phrase.role
    return role is not None and phrase.head.tag_ in ("NN", "NNP") and (_named_person(phrase.head) is not None or phrase.head.lower_ in (
        "minister", "president", "premier", "governor", "mayor", "ambassador", "envoy", "spokesman", "spokeswoman", "chief", "king",
        "general", "colonel", "commander", "leader", "secretary", "official", "diplomat", "officer", "judge", "prosecutor", "journalist",
        "man", "woman", "teacher", "doctor", "boy", "girl", "resident", "activist", "strongman", "representative", "negotiator", "deputy",
        "lawmaker", "senator", "administrator", "spokesperson", "candidate", "aide", "prime minister", "elder", "bishop", "priest"))  # fmt: skip


def _named_person(head: Token) -> str | None:
    """The name beside a role noun: "strongman Atta Noor", "the envoy, Zalmay Khalilzad,"."""
    behind = [g for child in head.children if child.dep_ == "prep" and child.lower_ == "of" for o in child.children if o.dep_ == "pobj" for g in (*o.children, *(x for y in o.children if y.dep_ == "prep" for z in y.children for x in z.children))]
    for child in (*head.children, *behind):
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
