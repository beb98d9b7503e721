"""Finds what a parsed sentence says happened: frames of the lexicon that fit its predicates, with who stands in which role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.clauses.arguments import Arguments, arguments, noun_arguments
from dateline.clauses.cast import ARMED, PROXIES, Cast, Phrase
from dateline.clauses.kinds import Frame, Kinds
from dateline.model import PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LIGHT = frozenset(
    ["launch", "carry", "conduct", "stage", "mount", "commit", "perpetrate", "make", "suffer", "face", "see", "witness", "report", "begin", "start", "open", "continue", "resume", "lead", "order", "repel", "survive", "escape", "unleash", "wage", "intensify", "step", "execute", "undertake", "endure", "hold", "organise", "organize", "join", "attend", "sign", "declare", "announce", "agree", "reach", "accept", "break", "violate", "extend"]
)
HAPPEN = frozenset(
    ["take", "occur", "break", "erupt", "happen", "begin", "start", "continue", "kill", "leave", "destroy", "hit", "damage", "wound", "injure", "strike", "force", "displace", "rock", "follow", "resume", "hear", "intensify", "flare", "rage", "cause", "come", "spread", "target", "claim", "go", "last", "escalate", "subside", "ease", "stop", "end", "shake", "collapse", "stall", "fail", "enter", "hold", "trap", "send", "drive", "set", "ravage", "kick", "persist", "expire", "prompt", "trigger", "claim", "maim", "cut", "disrupt", "raise", "flatten", "level", "gut", "topple", "bring", "reignite", "spill", "engulf", "grip", "reach", "draw", "turn", "die", "be", "remain", "paralyse", "explode", "detonate", "land", "fall", "rip", "tear"]
)
WEIGH = frozenset(("kill", "wound", "injure", "leave", "destroy", "damage", "displace", "maim", "claim", "hit", "force", "level", "flatten"))
IN_COURSE = frozenset(("in", "during", "after", "by", "from", "amid", "following", "since", "as", "with", "to", "because", "of", "under", "amidst", "despite"))
NEARBY = ("in", "at", "near", "outside", "inside", "around", "on", "across", "along", "from", "over", "into", "north", "south", "east", "west", "of", "throughout", "between", "to", "toward", "towards", "against", "through")
WORDS_ABOUT = frozenset(["condemn", "denounce", "accuse", "deny", "criticise", "criticize", "blame", "discuss", "mark", "recall", "remember", "describe", "protest", "deplore", "mourn", "commemorate", "lament", "decry", "regret"])
PEOPLE_ENDING = re.compile(r"(?:ers|ors|ists|ians|men|women|ees|ants|aries|folk|kids|lives)$")
ANAPHORIC = frozenset(("the", "this", "that", "these", "those", "such", "its", "their"))
MERGED = frozenset(("killing", "looting_or_destruction"))


@dataclass(slots=True)
class Reading:
    """A frame found: trigger and the heads of the phrases in each role; positions are in the sentence."""

    frame: Frame
    kind: str
    trigger: Token
    clause: Token
    """The verb of the clause that the trigger stands in (the trigger itself when it is a verb)."""
    roles: dict[str, list[Token]] = field(default_factory=dict)
    near: list[tuple[str, Token]] = field(default_factory=list)
    """Objects of place prepositions about the trigger."""
    start: int = 0
    end: int = 0
    rank: int = 0
    nominal: bool = False
    folded: list[Reading] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def tokens(self, role: str) -> list[Token]:
        """Heads in a role."""
        return self.roles.get(role, [])


class Reader:
    """Reads one sentence at a time against the frames; `cast` and the places of the sentence give the senses of phrases."""

    def __init__(self, kinds: Kinds, cast: Cast) -> None:
        self.kinds = kinds
        self.cast = cast
        self._places: Sequence[tuple[int, int, PlaceMention]] = ()

    def read(self, doc: Doc, places: Sequence[tuple[int, int, PlaceMention]]) -> list[Reading]:
        """Readings of a sentence in order of their triggers; at most one for each trigger, folded where one deed is told twice."""
        self._places = places
        found: list[Reading] = []
        for token in doc:
            form = token.lower_
            if form in self.kinds.nouns and token.i and self._compound(token):
                best = self._best(self._noun_reading(token, frame) for frame in self.kinds.nouns[form])
                if best is not None:
                    found.append(best)
                    continue
            if form in self.kinds.verbs and token.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PROPN") and self._verbal(token):
                best = self._best(self._verb_reading(token, frame) for frame in self.kinds.verbs[form])
                if best is not None:
                    found.append(best)
                    continue
            if form in self.kinds.nouns and token.pos_ in ("NOUN", "PROPN", "VERB"):
                best = self._best(self._noun_reading(token, frame) for frame in self.kinds.nouns[form])
                if best is not None:
                    found.append(best)
        return fold(found, self.kinds)

    # -------------------------------------------------------------- verbs

    @staticmethod
    def _verbal(token: Token) -> bool:
        if token.pos_ in ("VERB", "AUX"):
            return token.dep_ not in ("aux", "auxpass", "compound") and not (token.dep_ == "amod" and token.i + 1 < len(token.doc) and token.tag_ in ("VBG", "VBN", "VBD"))
        if token.pos_ in ("NOUN", "PROPN"):
            return token.dep_ == "ROOT" and (any(child.dep_ in ("nsubj", "dobj") for child in token.children) or _third_person(token))
        return token.dep_ == "ROOT"

    @staticmethod
    def _best(options: Iterable[Reading | None]) -> Reading | None:
        best: Reading | None = None
        for option in options:
            if option is not None and (best is None or option.rank > best.rank):
                best = option
        return best

    def _verb_reading(self, verb: Token, frame: Frame) -> Reading | None:
        given = arguments(verb)
        if frame.kind == "ceasefire":
            for token in given.subject:
                for name, tokens in noun_arguments(token).prepositions.items():
                    given.add(name, tokens)
        rank = self._verb_fits(verb, frame, given)
        if rank is None:
            return None
        reading = Reading(frame, frame.kind, verb, verb, rank=rank)
        self._fill(reading, given, {"subject": "actor", "object": "target", "by": "actor" if given.passive else "none"})
        if frame.symmetric and not frame.slots.get("subject") and len(reading.tokens("actor")) > 1 and not reading.tokens("target"):
            reading.notes.append("both sides are actors")
        reading.start, reading.end = clause_span(verb)
        return self._enough(reading)

    def _verb_fits(self, verb: Token, frame: Frame, given: Arguments) -> int | None:
        rank = 1
        if frame.passive and not given.passive:
            return None
        if frame.modal:
            if not any(child.dep_ == "aux" and child.lower_ in frame.modal for child in verb.children):
                return None
            rank += 3
        if frame.particle:
            if not given.particles & set(frame.particle):
                return None
            rank += 3
        if frame.miss_prepositions and set(given.prepositions) & set(frame.miss_prepositions):
            return None
        if frame.complement:
            around = {child.lower_ for child in given.complement} | {t.lower_ for t in given.object} | {c.lower_ for t in given.object for c in t.children if c.dep_ in ("acl", "oprd")} | {t.lower_ for t in given.prepositions.get("to", [])}
            if not around & set(frame.complement):
                return None
            rank += 3
        if frame.prep_words and not self._prep_words(frame, given):
            return None
        if frame.prep_words:
            rank += 3
            self._deepen(frame, given)
        if frame.subject_words:
            if not any(self._worded(token, frame.subject_words) for token in given.subject):
                return None
            rank += 4
        if frame.object_words:
            if not any(self._worded(token, frame.object_words) for token in (*given.object, *given.complement, *(given.prepositions.get("of", []) if any(t.pos_ == "NUM" or self.cast.phrase(t).counted for t in given.object) else []))):
                return None
            rank += 3
        if frame.miss_object and any(token.lemma_.lower() in frame.miss_object for token in given.object):
            return None
        if frame.subject_text and not any(re.search(frame.subject_text, self.cast.phrase(t).text, re.IGNORECASE) for t in given.subject):
            return None
        if frame.object_text and not any(re.search(frame.object_text, _subtree_text(t), re.IGNORECASE) for t in (*given.object, *(c for c in given.complement if c.dep_ in ("oprd", "attr")))):
            return None
        if frame.infinitive and not any(t.dep_ in ("acl", "advcl", "xcomp", "relcl") and t.lemma_.lower() in frame.infinitive for t in verb.subtree):
            return None
        if frame.infinitive_or_prep and not (any(c.dep_ == "xcomp" for c in verb.children) or set(given.prepositions) & set(frame.slots)):
            return None
        if frame.complement_or_object and not self._office(frame, given, verb):
            return None
        agentless = given.passive and not given.subject
        if frame.subject and not agentless and not self._any(given.subject, frame.subject):
            return None
        if frame.object and not self._any(given.object, frame.object):
            return None
        if frame.call and not self._asks(verb, given):
            return None
        if frame.call and given.passive:
            return None
        if frame.violent_will or frame.negated_content:
            if not _content_fits(verb, frame):
                return None
            rank += 5
        return rank + bool(frame.object) + bool(frame.subject)

    @staticmethod
    def _asks(verb: Token, given: Arguments) -> bool:
        if "for" in given.prepositions or ("on" in given.prepositions and verb.lemma_ == "call"):
            return True
        return verb.lemma_ in ("ask", "appeal", "call") and any(c.dep_ in ("xcomp", "ccomp", "advcl") and any(g.tag_ == "TO" for g in c.children) for c in verb.children)

    def _office(self, frame: Frame, given: Arguments, verb: Token) -> bool:
        words = {token.lower_ for token in verb.subtree}
        titles = set(frame.complement_or_object)
        if words & {"company", "firm", "bank", "club", "executive", "coach", "captain"}:
            return False
        return bool(words & titles)

    @staticmethod
    def _prep_words(frame: Frame, given: Arguments) -> bool:
        for preposition, words in frame.prep_words.items():
            tokens = given.prepositions.get(preposition, [])
            if preposition in given.particles and not words:
                return True
            if any(token.lemma_.lower() in words or token.lower_ in words for token in tokens):
                return True
        return False

    @staticmethod
    def _deepen(frame: Frame, given: Arguments) -> None:
        """Take over what hangs on the noun of a set phrase: "under the control of the army", "in rebel hands"."""
        for preposition, words in frame.prep_words.items():
            for token in given.prepositions.get(preposition, []):
                if token.lemma_.lower() in words or token.lower_ in words:
                    for name, tokens in noun_arguments(token).prepositions.items():
                        given.add(name, tokens)

    def _worded(self, token: Token, words: tuple[str, ...]) -> bool:
        if token.lower_ in words or token.lemma_.lower() in words:
            return True
        text = self.cast.phrase(token).text.lower()
        return any(" " in word and re.search(rf"\b{word}s?\b", text) is not None for word in words)

    # -------------------------------------------------------------- nouns

    def _compound(self, token: Token) -> bool:
        """Whether a noun of several words ends here ("drone strikes"), whatever the tagger took the last one for."""
        doc = token.doc
        text = doc.text[doc[token.i - 1].idx : token.idx + len(token)].lower()
        return any(text in self.kinds.phrases[frame.id] for frame in self.kinds.nouns[token.lower_])

    def _noun_reading(self, noun: Token, frame: Frame) -> Reading | None:
        size = self._noun_words(noun, frame)
        if not size or noun.dep_ in ("compound", "nmod", "amod", "poss"):
            return None
        if frame.miss_compound and any(child.lower_ in frame.miss_compound for child in noun.children):
            return None
        given = noun_arguments(noun)
        if frame.object and not self._any(given.prepositions.get("of", []) + given.prepositions.get("poss", []), frame.object):
            return None
        reading = Reading(frame, frame.kind, noun, _clause_of(noun), rank=size + 1, nominal=True)
        given.prepositions.pop("compound", None) if frame.slots.get("compound", "none") == "none" else None
        self._fill(reading, given, {"by": "actor"})
        if not self._stands(reading, given):
            return None
        self._light(reading)
        reading.start, reading.end = clause_span(reading.clause) if reading.clause.pos_ in ("VERB", "AUX") else phrase_span(noun)
        return self._enough(reading)

    def _noun_words(self, noun: Token, frame: Frame) -> int:
        doc = noun.doc
        for size in (4, 3, 2, 1):
            if noun.i + 1 < size:
                continue
            text = doc.text[doc[noun.i + 1 - size].idx : noun.idx + len(noun)].lower()
            if text in self.kinds.phrases[frame.id]:
                return size
        return 0

    def _stands(self, reading: Reading, given: Arguments) -> bool:
        """Whether an event noun is itself a statement that it happened."""
        noun, frame, clause = reading.trigger, reading.frame, reading.clause
        bound = bool(reading.roles.get("actor") or reading.roles.get("target") or reading.roles.get("place")) or bool(reading.near)
        anaphoric = any(child.lower_ in ANAPHORIC and child.dep_ in ("det", "poss") for child in noun.children)
        lemma = clause.lemma_.lower()
        if lemma in WORDS_ABOUT and noun.dep_ in ("dobj", "pobj", "nsubjpass"):
            return False
        if anaphoric and not bound and lemma not in WEIGH:
            return False
        if frame.happens_words and clause.pos_ in ("VERB", "AUX") and not (lemma in frame.happens_words or (lemma == "be" and bound)):
            return False
        if noun.dep_ in ("nsubj", "nsubjpass"):
            return lemma in HAPPEN or lemma in LIGHT or bound or clause.dep_ == "ROOT"
        if noun.dep_ in ("dobj", "attr"):
            return lemma in LIGHT or lemma in HAPPEN or bound
        if noun.dep_ in ("pobj", "conj", "appos", "pcomp"):
            return bound or (noun.head.lower_ in IN_COURSE and clause.pos_ == "VERB")
        return bound or noun.dep_ == "ROOT"

    def _light(self, reading: Reading) -> None:
        """Take the doer of "carried out an attack" from the light verb, and places around the verb."""
        noun, clause = reading.trigger, reading.clause
        if clause.pos_ not in ("VERB", "AUX"):
            return
        given = arguments(clause)
        lemma = clause.lemma_.lower()
        top = noun
        while top.dep_ == "conj":
            top = top.head
        if top in given.object and not reading.tokens("actor") and lemma in LIGHT - {"suffer", "face", "see", "witness", "report", "repel", "survive", "escape", "endure"}:
            reading.roles["actor"] = [t for t in given.subject if t != noun]
        if top in given.object and lemma in ("suffer", "face", "repel", "survive", "endure") and not reading.tokens("target"):
            reading.roles["target"] = list(given.subject)
        if top in given.object and lemma in ("see", "witness", "suffer", "face", "endure"):
            places = [t for t in given.subject if {"place", "site"} & self.classes(t)]
            reading.roles.setdefault("place", []).extend(places)
            reading.roles["target"] = [t for t in reading.tokens("target") if t not in places]
        if reading.kind in ("protest", "riot") and top in given.object and lemma in ("break", "disperse", "stop", "end", "suppress", "crush"):
            reading.roles.pop("actor", None)
        if lemma == "agree" and not reading.tokens("actor"):
            reading.roles["actor"] = list(given.subject)
        if reading.frame.symmetric and top in given.object and lemma in LIGHT:
            reading.roles.setdefault("actor", list(given.subject))
        related = top in given.subject or top in given.object or any(top in tokens for tokens in given.prepositions.values())
        if related:
            for name, tokens in given.prepositions.items():
                if name in NEARBY:
                    reading.near.extend((name, token) for token in tokens if token != noun and token != top)

    # -------------------------------------------------------------- roles

    def _fill(self, reading: Reading, given: Arguments, default: dict[str, str]) -> None:
        slots = {**default, **reading.frame.slots}
        if given.passive and "by" in given.prepositions:
            slots["by"] = slots.get("subject", "actor")
        for slot, tokens in (("subject", given.subject), ("object", given.object), *given.prepositions.items()):
            role = slots.get(slot)
            if slot == "by" and given.passive:
                continue
            if role is None:
                if slot in NEARBY:
                    reading.near.extend((slot, token) for token in tokens)
                continue
            if role != "none":
                known = reading.roles.setdefault(role, [])
                known.extend(token for token in tokens if token not in known)
            if slot in NEARBY:
                reading.near.extend((slot, token) for token in tokens)
        if reading.frame.object_words and "object" not in reading.frame.slots:
            reading.roles["target"] = [t for t in reading.roles.get("target", []) if t not in given.object]
            if not reading.roles["target"]:
                del reading.roles["target"]

    def _enough(self, reading: Reading) -> Reading | None:
        for need in reading.frame.needs:
            if reading.tokens(need) or (need == "place" and reading.near):
                break
        else:
            if reading.frame.needs:
                return None
        if reading.frame.needs_place and not self._placed(reading):
            return None
        return reading

    def _placed(self, reading: Reading) -> bool:
        tokens = [*reading.tokens("place"), *reading.tokens("target"), *reading.tokens("origin"), *reading.tokens("destination"), *(t for _, t in reading.near)]
        return any({"place", "site", "crossing", "country"} & self.classes(token) for token in tokens)

    # -------------------------------------------------------------- senses

    def classes(self, token: Token) -> set[str]:
        """The senses a phrase can have, for matching `subject` and `object` of a frame."""
        phrase = self.cast.phrase(token)
        found: set[str] = set(phrase.senses)
        if phrase.pronoun:
            return self._pronoun_classes(token)
        covering = [n for n in phrase.named if n.start <= phrase.head.idx < n.end]
        if phrase.head.lower_ in ("sides", "parties"):
            return {"party", "armed"}
        if token.dep_ in ("amod", "compound") and any(n.nation for n in covering):
            return {"party", "armed", "country"}
        place = self.place_over(phrase)
        if place is not None and not any(n.actor for n in covering):
            found.add("crossing" if place.kind == "crossing" else "place")
            found.add("place")
            if place.kind == "country":
                found.add("country")
        actor = next((n.actor for n in covering if n.actor), None) or (next((n.actor for n in phrase.named if n.actor), None) if phrase.role else None)
        if actor is not None:
            found |= {"party", "armed"} if actor.sector in ARMED else {"party", "official"} if actor.sector in ("government", "international") else {"party"}
        if any(n.nation and n.how != "adjective" for n in covering):
            found |= {"party", "country", "armed", "official"}
        if any(n.nation and n.how == "adjective" for n in covering):
            found |= {"people", "civil"}
        if phrase.role is not None and not (found & {"building", "site"} and not phrase.role.armed):
            found |= self._role_classes(phrase)
        if phrase.person and place is None:
            found |= {"person", "people", "party"}
            if len(phrase.words) <= 2 and not any(child.dep_ in ("compound", "appos") and child.pos_ == "NOUN" for child in phrase.head.children):
                found.add("name")
        if (phrase.role is None or phrase.role.sector == "civilians") and phrase.head.lower_ in PROXIES and "armed" not in found:
            party = self.cast.party(phrase)
            if party is not None and party.sector != "civilians":
                found |= {"party", "armed"} if party.sector in ARMED else {"party"}
        if phrase.counted and not found - {"quantity", "counted"} and (phrase.bare or PEOPLE_ENDING.search(phrase.head.lower_)):
            found |= {"people", "civil", "counted"}
        if phrase.counted:
            found.add("counted")
        return found

    def _pronoun_classes(self, token: Token) -> set[str]:
        party = self.cast.party(self.cast.phrase(token))
        found = {"pronoun"}
        if token.lower_ in ("it", "there"):
            found |= {"place", "site", "crossing", "road"} if token.dep_ in ("dobj", "nsubjpass", "pobj", "advmod") else {"place"}
        if party is not None:
            found |= {"armed", "party"} if party.sector in ARMED else {"official", "party"} if party.sector in ("government", "international") else set()
            found |= {"people", "civil"} if party.sector in ("civilians", "other") else set()
        elif token.lower_ not in ("it", "its"):
            found |= {"people"}
        return found

    @staticmethod
    def _role_classes(phrase: Phrase) -> set[str]:
        role = phrase.role
        assert role is not None
        if role.sector == "other":
            return {"organisation"}
        if role.sector in ("civilians", "media", "aid"):
            return {"people", "civil", "party"} if role.sector != "civilians" else {"people", "civil"}
        if role.sector == "opposition":
            return {"people", "party", "civil"}
        found = {"party"}
        if role.armed:
            found.add("armed")
        if role.official:
            found |= {"official", "person"}
        return found

    def place_over(self, phrase: Phrase) -> PlaceMention | None:
        """The place mention that covers the head of a phrase."""
        at = phrase.head.idx
        for start, end, mention in self._places:
            if start <= at < end and mention.kind != "demonym":
                return mention
        return None

    def _any(self, tokens: list[Token], wanted: tuple[str, ...]) -> bool:
        if not tokens:
            return "none" in wanted
        accepted = set(wanted) | ({"name"} if "place" in wanted and not {"person", "people"} & set(wanted) else set())
        return any(self.classes(token) & accepted for token in tokens)


# ------------------------------------------------------------------ spans and folding


WILL = frozenset(("will", "would", "shall", "'ll", "wo"))
BLOWS = frozenset(
    ["attack", "strike", "bomb", "shell", "hit", "destroy", "kill", "shoot", "execute", "burn", "invade", "retaliate", "punish", "target", "crush", "seize", "storm", "respond", "act", "avenge", "behead", "annihilate", "flatten", "raze", "bombard", "hang"]
)
DEEDS = BLOWS | frozenset(["fall", "lose", "damage", "capture", "take", "bombard", "abandon", "use", "fire", "massacre", "loot", "harm", "down", "flee", "surrender", "wound", "withdraw", "retreat", "displace", "violate"])


def _content_fits(verb: Token, frame: Frame) -> bool:
    """Whether the clause under a verb of saying threatens violence, or says that a deed was not done."""
    for clause in verb.children:
        if clause.dep_ not in ("ccomp", "xcomp") or clause.pos_ not in ("VERB", "AUX"):
            continue
        subject = next((child for child in clause.children if child.dep_ == "nsubj"), None)
        if frame.violent_will:
            coming = any(child.lower_ in WILL for child in clause.children if child.dep_ == "aux") or clause.dep_ == "xcomp"
            if coming and clause.lemma_.lower() in BLOWS and (subject is None or subject.lower_ in ("it", "they", "he", "she", "we", "i")):
                return True
        elif clause.lemma_.lower() in DEEDS and not any(child.lower_ in WILL for child in clause.children):
            subjects = [child for child in clause.children if child.dep_ in ("nsubj", "nsubjpass")]
            if any(child.dep_ == "neg" for child in clause.children) or any(g.lower_ == "no" for s in subjects for g in s.children):
                return True
    return False


def _clause_of(noun: Token) -> Token:
    token = noun
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX") and token != noun:
            return token
        if token.head == token:
            return token
        token = token.head
    return token


def _third_person(noun: Token) -> bool:
    """A caption's verb that the tagger took for a plural: "The flag flies at the crossing"."""
    before = noun.i > 0 and noun.nbor(-1).dep_ == "compound" and noun.nbor(-1).head == noun and noun.nbor(-1).pos_ == "NOUN"
    return bool(before and noun.tag_ == "NNS" and any(child.dep_ == "prep" and child.i > noun.i for child in noun.children))


def _subtree_text(token: Token) -> str:
    left, right = token.left_edge, token.right_edge
    text: str = token.doc.text[left.idx : right.idx + len(right)]
    return text


SPLIT = ("conj", "parataxis", "ccomp")


def clause_span(verb: Token) -> tuple[int, int]:
    """Span in the sentence of a verb's own clause: its subtree without coordinated clauses and without the speech around it."""
    doc = verb.doc
    kept = {verb.i}
    stack = list(verb.children)
    while stack:
        child = stack.pop()
        if child.dep_ == "cc" and child.i > verb.i and any(other.dep_ == "conj" and other.pos_ in ("VERB", "AUX") for other in verb.children):
            continue
        if child.head == verb and child.pos_ in ("VERB", "AUX") and child.dep_ in ("conj", "parataxis"):
            continue
        if child.dep_ == "mark" and child.head == verb:
            continue
        kept.add(child.i)
        stack.extend(child.children)
    left, right = min(kept), max(kept)
    while left < verb.i and (doc[left].is_punct or doc[left].dep_ in ("cc", "mark")) and doc[left].text not in "'\"‘“":
        left += 1
    while right > verb.i and doc[right].is_punct:
        right -= 1
    return doc[left].idx, doc[right].idx + len(doc[right])


def phrase_span(noun: Token) -> tuple[int, int]:
    """Span of a noun with all that depends on it."""
    left, right = noun.left_edge, noun.right_edge
    return left.idx, right.idx + len(right)


def fold(found: list[Reading], kinds: Kinds) -> list[Reading]:
    """One reading for each statement: an attack with its toll, a light verb with its noun, nested readings of one family."""
    by_trigger = {reading.trigger.i: reading for reading in found}
    gone: set[int] = set()
    for reading in found:
        if reading.trigger.i in gone:
            continue
        for other in found:
            if other is reading or other.trigger.i in gone or reading.trigger.i in gone:
                continue
            if _same_statement(reading, other):
                keep, drop = (reading, other) if _weight(reading, kinds) >= _weight(other, kinds) else (other, reading)
                keep.folded.append(drop)
                keep.start, keep.end = min(keep.start, drop.start), max(keep.end, drop.end)
                gone.add(drop.trigger.i)
    return [by_trigger[i] for i in sorted(by_trigger) if i not in gone]


def _weight(reading: Reading, kinds: Kinds) -> int:
    kind = kinds.kinds[reading.kind]
    if reading.kind in ("displacement", "ceasefire"):
        return 4 - (reading.trigger.dep_ in ("xcomp", "advcl", "acl"))
    if reading.kind in ("killing",):
        return 1
    if reading.kind in ("looting_or_destruction",):
        return 2
    if kind.group == "word":
        return 6
    specific = reading.kind in ("air_strike", "shelling", "bombing", "suicide_bombing", "chemical_attack")
    return 3 + specific + (not reading.nominal)


VIOLENT = frozenset(("clash", "air_strike", "shelling", "bombing", "suicide_bombing", "chemical_attack", "attack_on_civilians", "killing", "looting_or_destruction", "advance"))


def _same_statement(one: Reading, two: Reading) -> bool:
    if one.kind == two.kind == "displacement" and not one.nominal and not two.nominal:
        high, low = (one, two) if one.trigger.i < two.trigger.i else (two, one)
        return low.trigger.dep_ in ("xcomp", "advcl") and high.trigger in (low.trigger.head, low.trigger.head.head)
    if one.kind == two.kind == "ceasefire" and not one.nominal and not two.nominal:
        return any(low.trigger.dep_ == "acl" and low.trigger.head.head == high.trigger for low, high in ((one, two), (two, one)))
    noun, verb = (one, two) if one.nominal else (two, one)
    if noun.nominal and not verb.nominal and noun.clause == verb.trigger:
        if verb.frame.object_words and noun.trigger in verb.trigger.children:
            return True
        if noun.kind in VIOLENT and verb.kind in VIOLENT:
            return True
        if noun.trigger.dep_ == "dobj" and verb.kind in ("clash", "disarmament"):
            return True
        return noun.kind == verb.kind
    if noun.nominal and verb.nominal and noun.clause == verb.clause and noun.kind in VIOLENT and verb.kind in VIOLENT:
        return not ({t.i for t in noun.tokens("place")} ^ {t.i for t in verb.tokens("place")})
    if not one.nominal and not two.nominal and one.kind in VIOLENT and two.kind in VIOLENT:
        for low, high in ((one, two), (two, one)):
            if low.trigger.dep_ in ("pcomp", "pobj", "agent") and low.trigger.head.head == high.trigger:
                return True
            if low.trigger.dep_ == "advcl" and low.trigger.head == high.trigger and "killing" in (low.kind, high.kind) and _when_clause(low.trigger):
                return True
    if not one.nominal and not two.nominal:
        low, high = (one, two) if one.trigger.head == two.trigger else (two, one)
        if low.trigger.head == high.trigger and low.kind == high.kind and low.kind in VIOLENT and low.trigger.dep_ in ("advcl", "conj"):
            return low.trigger.lemma_.lower() in WEIGH
        if low.trigger.head == high.trigger and low.kind in ("killing", "looting_or_destruction", "attack_on_civilians") and high.kind in VIOLENT:
            return low.trigger.dep_ in ("advcl", "conj", "xcomp", "acl")
    return False


def _when_clause(verb: Token) -> bool:
    return any(child.lower_ in ("when", "as", "after") for child in verb.children)
