"""The arguments of a predicate over a dependency parse: subject, object and prepositional objects, also when they stand elsewhere.

Handles passives, reduced relatives and participles, control ("ordered them to leave"), coordination, relative clauses,
headline participles without an auxiliary ("12 killed in raid") and objects of nouns ("an attack on").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "csubj", "expl")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
OBJECTS = ("dobj", "obj")
OBJECT_CONTROL = frozenset(
    ["order", "urge", "force", "ask", "allow", "tell", "help", "see", "leave", "call", "press", "pressure", "persuade", "warn", "enable", "let", "compel", "permit", "make", "prompt", "cause", "expect", "encourage", "invite", "instruct", "command", "require", "get", "want", "drive", "send"]
)
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM")
INTRANSITIVE = frozenset(
    ["return", "flee", "cross", "arrive", "die", "fall", "withdraw", "retreat", "resign", "protest", "surrender", "resume", "reopen", "collapse", "continue", "escape", "advance", "march", "rally", "land", "depart", "go", "come", "travel", "riot", "clash", "demonstrate", "perish", "flow", "remain"]
)
RELATIVE = frozenset(("who", "which", "that", "whom"))


@dataclass(slots=True)
class Arguments:
    """Arguments of one predicate; tokens are heads of phrases, coordinated ones listed apart."""

    predicate: Token
    passive: bool = False
    subject: list[Token] = field(default_factory=list)
    object: list[Token] = field(default_factory=list)
    prepositions: dict[str, list[Token]] = field(default_factory=dict)
    particles: set[str] = field(default_factory=set)
    complement: list[Token] = field(default_factory=list)
    inherited: bool = False
    """The subject stands outside the predicate's own clause."""

    def add(self, preposition: str, tokens: list[Token]) -> None:
        """Note objects of a preposition."""
        known = self.prepositions.setdefault(preposition, [])
        known.extend(token for token in tokens if token not in known)

    def everything(self) -> list[Token]:
        """All argument heads."""
        return [*self.subject, *self.object, *(token for tokens in self.prepositions.values() for token in tokens)]


def phrases(token: Token) -> list[Token]:
    """The phrase head and the heads coordinated with it; a relative pronoun stands for its antecedent."""
    if token.lower_ in RELATIVE and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"):
        clause = token.head
        while clause.dep_ in ("conj", "xcomp", "aux", "auxpass", "prep", "advcl") and clause.head != clause:
            clause = clause.head
        if clause.dep_ in ("relcl", "acl"):
            return [clause.head]
        return []
    found = [token]
    for other in token.children:
        if other.dep_ in ("conj",) and other.pos_ in NOMINAL:
            found.extend(phrases(other))
    return found


def arguments(verb: Token) -> Arguments:
    """Arguments of a verb (also a participle or an infinitive), with subjects found by control and coordination."""
    found = Arguments(verb)
    own: list[Token] = []
    for child in verb.children:
        dep = child.dep_
        if dep in SUBJECTS and dep != "expl":
            own.extend(phrases(child))
        elif dep in PASSIVE_SUBJECTS:
            found.passive = True
            own.extend(phrases(child))
        elif dep in OBJECTS:
            found.object.extend(phrases(child))
        elif dep == "dative" and child.pos_ != "ADP":
            found.add("to", phrases(child))
        elif dep in ("attr", "oprd", "acomp", "xcomp", "advmod", "npadvmod", "nmod", "amod"):
            found.complement.append(child)
        elif dep == "prt":
            found.particles.add(child.lower_)
        elif dep == "auxpass":
            found.passive = True
        if dep in ("prep", "agent", "dative", "prt") or (dep == "advmod" and child.lower_ in ("out", "back", "in", "up", "over", "off", "down", "home", "away", "through", "on", "free")):
            if dep != "prep" or child.lower_ in ("out", "in", "over", "up", "off", "back", "down"):
                found.particles.add(child.lower_)
            _prepositions(child, found)
        if dep == "ccomp" and verb.lemma_.lower() in SMALL_CLAUSES and child.tag_ not in ("VBD", "VBZ", "VBP", "MD"):
            if child.pos_ in NOMINAL and child.pos_ != "ADJ":
                found.object.extend(phrases(child))
                found.particles.update(grand.lower_ for grand in child.children if grand.dep_ in ("prt", "advmod"))
            found.object.extend(t for grand in child.children if grand.dep_ in ("nsubj", "nsubjpass") and grand.pos_ in NOMINAL[:4] for t in phrases(grand) if child.pos_ not in ("NOUN", "PROPN"))
            found.particles.add(child.lower_)
            found.complement.append(child)
    _set_phrases(verb, found)
    if verb.pos_ in ("NOUN", "PROPN") and not own:
        own.extend(child for child in verb.children if child.dep_ == "compound" and child.i == verb.i - 1)
    _voice(verb, own, found)
    for obj in list(found.object):
        for child in obj.children:
            if child.dep_ == "prep":
                _prepositions(child, found)
    return found


SMALL_CLAUSES = frozenset(["let", "set", "leave", "call", "keep", "get", "declare", "hold"])
OFF = frozenset(["close", "cut", "seal", "shut", "block", "fence", "cordon", "blow", "burn"])
CAPTIVES = frozenset(["prisoner", "prisoners", "hostage", "hostages", "captive", "captives"])


def _set_phrases(verb: Token, found: Arguments) -> None:
    """Objects that the parser hides: "closed off the road", "took 70 soldiers prisoner", "became masters of the port"."""
    if not found.object and verb.lemma_.lower() in OFF:
        for name in ("off", "down", "up"):
            if name in found.particles and name in found.prepositions:
                found.object.extend(found.prepositions.pop(name))
    for index, token in enumerate(found.object):
        counted = [t for c in verb.children if c.dep_ == "prep" and c.lower_ == "out" and c.i > token.i for g in c.children if g.lower_ == "of" for t in g.children if t.dep_ == "pobj"]
        if token.pos_ == "NUM" and counted:
            found.object[index] = counted[0]
    for token in list(found.object):
        taken = [c for c in token.children if c.dep_ in ("compound", "nmod") and c.tag_ == "NNS"] if token.lower_ in CAPTIVES else []
        if taken:
            found.object[found.object.index(token)] = taken[-1]
            found.complement.append(token)
    for token in found.complement:
        if token.dep_ in ("attr", "oprd") and token.pos_ in ("NOUN", "PROPN"):
            for child in token.children:
                if child.dep_ == "prep":
                    _prepositions(child, found)


def _prepositions(token: Token, found: Arguments) -> None:
    name = "by" if token.dep_ == "agent" else token.lower_
    for child in token.children:
        if child.dep_ in ("pobj", "pcomp") and child.pos_ in NOMINAL:
            found.add(name, phrases(child))
        elif child.dep_ == "prep":
            inner: list[Token] = [t for grand in child.children if grand.dep_ == "pobj" for t in phrases(grand)]
            found.add(child.lower_ if child.lower_ != "of" else name, inner)
            if child.lower_ == "of":
                found.add("of", inner)


def _voice(verb: Token, own: list[Token], found: Arguments) -> None:
    has_auxiliary = any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    participle = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and _past_is_participle(verb))
    if own:
        if not found.passive and participle and not has_auxiliary and not found.object and _headline_passive(verb, found):
            found.passive = True
        _place_subject(found, own)
        return
    found.inherited = True
    dep, head = verb.dep_, verb.head
    if dep in ("acl", "relcl"):
        if verb.tag_ == "VBG" or verb.tag_ == "VB":
            _place_subject(found, phrases(head) if verb.tag_ == "VBG" else _owner(head))
        elif (verb.lemma_.lower() in INTRANSITIVE and not has_auxiliary) or (participle and _misread(verb, head, has_auxiliary, found)):
            _place_subject(found, phrases(head))
        elif participle:
            found.passive = True
            _place_subject(found, [head])
        elif not any(child.lower_ in RELATIVE for child in verb.children):
            _place_subject(found, [head])
        return
    if participle and not has_auxiliary and dep in ("advcl", "ROOT", "amod") and not found.object:
        found.passive = True
    if dep == "amod" and head.pos_ in NOMINAL:
        if verb.tag_ == "VBG":
            _place_subject(found, [head])
        else:
            found.passive = True
            _place_subject(found, [head])
        return
    governor = _governor(verb)
    if governor is None:
        return
    above = arguments(governor)
    if dep == "conj" and above.passive and verb.tag_ == "VBN" and not found.object:
        found.passive = True
        _place_subject(found, above.object)
        if "by" in above.prepositions and "by" not in found.prepositions and above.predicate.i > verb.i:
            found.add("by", above.prepositions["by"])
        return
    if dep in ("xcomp", "ccomp") and above.object and governor.lemma_.lower() in OBJECT_CONTROL:
        _place_subject(found, above.object)
        return
    if dep == "ccomp" and verb.tag_ != "VBG" and not _infinitive(verb):
        return
    subject = above.object if above.passive else above.subject
    if found.passive and dep == "advcl" and not subject:
        subject = above.object
    _place_subject(found, subject)


def _misread(verb: Token, head: Token, has_auxiliary: bool, found: Arguments) -> bool:
    """A plain past that the parser took for a participle ("The army left by the western gate")."""
    if has_auxiliary or verb.dep_ != "acl" or head.dep_ != "ROOT" or head.pos_ not in ("NOUN", "PROPN"):
        return False
    if verb.lemma_.lower() in ("leave", "fire") and not any(child.dep_ == "agent" and child.i == verb.i + 1 and verb.lemma_ == "fire" for child in verb.children):
        return True
    return bool(found.object or found.particles & {"out", "off", "back", "on", "up"} or any(c.dep_ in ("oprd", "attr", "acomp") for c in found.complement))


def _owner(noun: Token) -> list[Token]:
    """Who would do what an infinitive after a noun says ("their plan to seize", "launched an operation to clear")."""
    for child in noun.children:
        if child.dep_ == "poss":
            return phrases(child)
    if noun.dep_ == "attr":
        return arguments(noun.head).subject
    if noun.dep_ in (*OBJECTS, "pobj", "nsubjpass"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        if verb.pos_ in ("VERB", "AUX"):
            return arguments(verb).subject
    return []


def _governor(verb: Token) -> Token | None:
    head = verb.head
    if verb.dep_ == "pcomp":
        head = head.head
    if head == verb or verb.dep_ == "ROOT":
        return None
    return head if head.pos_ in ("VERB", "AUX") else None


def _infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _past_is_participle(verb: Token) -> bool:
    return verb.lower_.endswith(("ed", "nt", "ld", "pt", "ut", "ot", "en", "wn", "id", "ft", "de"))


def _headline_passive(verb: Token, found: Arguments) -> bool:
    """A subject before a bare participle with "by" or "in", and no object: "Village torched by militia"."""
    if verb.lemma_.lower() in INTRANSITIVE:
        return False
    if "by" in found.prepositions:
        return True
    return verb.dep_ == "ROOT" and verb.tag_ == "VBN"


def _place_subject(found: Arguments, tokens: list[Token]) -> None:
    if found.passive:
        found.object = [*tokens, *found.object]
        found.subject = found.prepositions.get("by", [])
    else:
        found.subject = list(tokens)


def noun_arguments(noun: Token) -> Arguments:
    """Arguments of an event noun: possessor and compound before it, prepositional phrases after it."""
    found = Arguments(noun)
    for child in noun.children:
        if child.dep_ == "poss":
            found.add("poss", phrases(child))
        elif child.dep_ in ("compound", "nmod", "amod") and child.pos_ in ("NOUN", "PROPN", "ADJ"):
            found.add("compound", [child])
        elif child.dep_ in ("prep", "agent"):
            _prepositions(child, found)
        elif child.dep_ == "acl" and child.lemma_.lower() in ("announce", "declare", "order", "broker", "call", "lead", "mediate", "host", "sign", "carry", "launch", "conduct"):
            doers = [t for grand in child.children if grand.dep_ == "agent" for t in (x for y in grand.children if y.dep_ == "pobj" for x in phrases(y))]
            if doers:
                found.add("by", doers)
        elif child.dep_ == "acl" and child.lemma_.lower() in ("involve", "target", "kill", "blame", "claim"):
            objects = [t for grand in child.children if grand.dep_ in OBJECTS for t in phrases(grand)]
            if objects:
                found.add(child.lower_, objects)
    return found
