"""How surely a deed is put: operators between a trigger and the top of its sentence, read from the inside outward.

The deed starts as asserted. Each word on the way up that the stance lexicon knows (an auxiliary, a negation, a governing verb or
noun, an adverb, "if") changes it: a negation or denial above anything but a bare modal wins, else the innermost word stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.clauses.inflection import noun_forms, verb_forms
from dateline.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.tools import Tools


class Cue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words with one effect on the stance of what they rule. `clause`: only when they rule an infinitive."""

    id: str
    kind: Literal["governor", "adverb", "adjective", "auxiliary", "mark", "determiner"]
    words: tuple[str, ...]
    effect: Stance
    clause: Literal["any", "infinitive", "that"] = "any"
    match: tuple[str, ...] = ()
    miss: tuple[str, ...] = ()


class Setting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that show a setting in which deeds are no deeds (sport, film) or history (anniversary)."""

    id: str
    effect: Literal["drop", "hypothetical", "background"]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that changed the stance, for the explanation."""

    effect: Stance
    word: str
    cue: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cues:
    """The stance lexicon by kind of cue and word form."""

    words: dict[str, dict[str, Cue]]

    def of(self, kind: str, word: str) -> Cue | None:
        """The cue of this kind for a lower-case word form."""
        return self.words.get(kind, {}).get(word)


def load(tools: Tools) -> Cues:
    """Cues of our lexicon with the user's laid over it."""
    words: dict[str, dict[str, Cue]] = {}
    for cue in tools.lexicon.entries("stance.toml", Cue):
        table = words.setdefault(cue.kind, {})
        for word in cue.words:
            forms = {*verb_forms(word), *noun_forms(word)} if cue.kind == "governor" and cue.id != "try" else {word}
            for form in forms:
                table.setdefault(form, cue)
    return Cues(words)


def cues(tools: Tools) -> Cues:
    """The shared stance lexicon."""
    return tools.part("stance cues", load)


NEGATIVE: frozenset[Stance] = frozenset(("negated", "denied"))
INNER_NEGATION = frozenset(("no", "not", "n't", "never", "without", "neither", "nor"))


def stance_of(trigger: Token, lexicon: Cues) -> tuple[Stance, tuple[Operator, ...]]:
    """Stance of the deed told by `trigger`, and the operators found, innermost first."""
    operators = list(_operators(trigger, lexicon))
    stance: Stance = "asserted"
    for operator in operators:
        stance = combine(stance, operator.effect)
    if stance == "asserted" and _purpose(trigger):
        operators.append(_operator("expected", trigger, "purpose"))
        stance = "expected"
    return stance, tuple(operators)


def combine(inner: Stance, outer: Stance) -> Stance:
    """Stance after an operator further out: negation and denial win over modals, else the inner stance stays."""
    if outer == "asserted":
        return inner
    if inner == "asserted":
        return outer
    if outer == "denied":
        return "denied"
    if outer == "negated" and inner not in NEGATIVE:
        return "negated" if inner in ("expected", "promised", "possible", "hypothetical") else inner
    if outer == "hypothetical" and inner in ("possible", "expected"):
        return outer
    if inner in NEGATIVE and outer in ("threatened", "demanded", "hypothetical"):
        return outer
    return inner


def _operators(trigger: Token, lexicon: Cues) -> list[Operator]:
    found: list[Operator] = []
    token = trigger
    for _ in range(14):
        _local(token, trigger, lexicon, found)
        head = token.head
        if head == token:
            break
        if token.dep_ == "pcomp" and head.lower_ in ("after", "since", "despite", "following"):
            break
        if token.dep_ == "prep" and token.lower_ == "without" and token != trigger:
            found.append(_operator("negated", token, "without"))
        if token.dep_ in ("prep", "advcl", "mark") and token.lower_ in ("despite",):
            break
        mark = _mark(token, lexicon)
        if mark is not None:
            found.append(mark)
        if token.dep_ == "conj" and head.pos_ in ("VERB", "AUX") and token.pos_ in ("VERB", "AUX"):
            _shared(token, head, lexicon, found)
            token = head
            continue
        if token.dep_ in ("advcl",) and not _infinitive(token) and token.tag_ not in ("VBG",) and _mark_word(token) not in ("", "that"):
            break
        if token.dep_ in ("relcl", "acl") and token.tag_ not in ("VB",) and not _infinitive(token):
            if head.lower_ in ("report", "reports", "assertion", "statement", "news", "idea", "story", "charge", "notion", "accusation", "version", "claim", "claims", "allegation", "allegations", "rumour", "rumours", "rumor", "rumors", "fear", "fears", "evidence", "threat", "possibility", "sign", "signs", "indication", "suggestion", "suggestions"):
                _governor(head, token, lexicon, found)
                token = head
                continue
            break
        if token.dep_ in ("parataxis",) or _apart(token, head):
            break
        if head.lemma_ in ("be", "prove", "turn") and token.dep_ in ("nsubj", "ccomp", "csubj", "advcl", "acl"):
            _predicate(head, lexicon, found)
        if head.pos_ == "VERB" and trigger.pos_ == "NOUN" and not any(t.pos_ == "VERB" for t in _between(trigger, head)):
            for child in head.children:
                if child.dep_ in ("nsubj", "nsubjpass") and child != token:
                    _actor_words(child, lexicon, found)
        if token.dep_ in ("nsubj", "nsubjpass") and token != trigger and not _governed_subject(head):
            break
        _governor(head, token, lexicon, found)
        token = head
    if _imperative(token):
        found.append(_operator("demanded", token, "imperative"))
    if _question(trigger):
        found.append(Operator("hypothetical", "?", "question", 0, 0))
    return found


def _between(low: Token, high: Token) -> list[Token]:
    """What stands between a word and one of its governors."""
    found = []
    token = low.head
    while token not in (high, token.head):
        found.append(token)
        token = token.head
    return found


def _predicate(verb: Token, lexicon: Cues, found: list[Operator]) -> None:
    """"It is a lie that …", "… is a rumour": what is said of a deed after "be"."""
    for child in verb.children:
        cue = lexicon.of("governor", child.lower_) if child.dep_ in ("attr", "acomp") else None
        if cue is not None and cue.effect in ("denied", "possible"):
            negated = any(other.dep_ == "neg" for other in verb.children)
            found.append(_operator("asserted" if negated else cue.effect, child, cue.id))
        elif child.dep_ in ("acomp", "oprd") and child.lower_ in ("unfounded", "baseless", "wrong", "groundless", "mistaken"):
            found.append(_operator("negated", child, "lack"))
        elif child.dep_ == "acomp" and child.lower_ in ("true", "correct") and any(other.dep_ == "neg" for other in verb.children):
            found.append(_operator("denied", child, "deny"))


def _apart(token: Token, head: Token) -> bool:
    """A semicolon, colon or full stop between two words: what follows rules nothing before."""
    low, high = sorted((token.i, head.i))
    return any(other.text in (";", ".", "?") for other in token.doc[low:high])


def _local(token: Token, trigger: Token, lexicon: Cues, found: list[Operator]) -> None:
    verbal = token.pos_ in ("VERB", "AUX")
    for child in token.children:
        word = child.lower_
        if child.dep_ == "neg":
            found.append(_operator("negated", child, "never"))
        elif child.dep_ == "aux" and verbal:
            cue = lexicon.of("auxiliary", word)
            if cue is not None and not (word in ("could", "can") and _perception(token)):
                found.append(_operator(cue.effect, child, cue.id))
        elif child.dep_ in ("advmod", "npadvmod"):
            cue = lexicon.of("adverb", word)
            if cue is not None:
                found.append(_operator(cue.effect, child, cue.id))
        elif child.dep_ == "amod" and token == trigger and not verbal:
            cue = lexicon.of("adjective", word)
            if cue is not None:
                found.append(_operator(cue.effect, child, cue.id))
        elif child.dep_ == "det" and not verbal and (token == trigger or token.dep_ in ("nsubj", "nsubjpass", "dobj")):
            cue = lexicon.of("determiner", word)
            if cue is not None and not _bounded(child):
                found.append(_operator(cue.effect, child, cue.id))
        elif child.dep_ in ("nsubj", "nsubjpass", "agent") and verbal and token == trigger:
            _actor_words(child, lexicon, found)
        elif child.dep_ == "dobj" and verbal and token == trigger:
            for grand in child.children:
                cue = lexicon.of("determiner", grand.lower_) if grand.dep_ == "det" else None
                if cue is not None:
                    found.append(_operator(cue.effect, grand, cue.id))
    if verbal and token.tag_ == "VB" and _infinitive(token):
        _be_to(token, found)
    if verbal and token == trigger and _conditional(token):
        found.append(_operator("hypothetical", token, "if"))


def _actor_words(subject: Token, lexicon: Cues, found: list[Operator]) -> None:
    if subject.nbor(-1).lower_ == "not" if subject.i else False:
        found.append(_operator("negated", subject.nbor(-1), "no"))
    tokens = [subject] if subject.dep_ != "agent" else [child for child in subject.children if child.dep_ == "pobj"]
    for token in tokens:
        if any(child.lower_ == "not" for child in token.children):
            found.append(_operator("negated", token, "no"))
        if token.lower_ in ("nobody", "none", "no-one"):
            found.append(_operator("negated", token, "no"))
        for child in token.children:
            if child.dep_ == "det":
                cue = lexicon.of("determiner", child.lower_)
                if cue is not None and not _bounded(child):
                    found.append(_operator(cue.effect, child, cue.id))
            elif child.dep_ == "amod" and child.lower_ in ("suspected", "alleged", "presumed"):
                found.append(_operator("possible", child, "suspected"))


def _conditional(verb: Token) -> bool:
    """A main clause with a modal, under a condition."""
    condition = any(c.dep_ == "advcl" and _mark_word(c) in ("if", "unless") for c in verb.children)
    return condition and any(c.dep_ == "aux" and c.lower_ in ("could", "would", "may", "might", "will", "can") for c in verb.children)


def _bounded(token: Token) -> bool:
    """"no more than", "no fewer than": a bound, not a negation."""
    return token.i + 1 < len(token.doc) and token.nbor().lower_ in ("more", "fewer", "less", "longer")


def _be_to(verb: Token, found: list[Operator]) -> None:
    """"was to have", "is to", "has yet to": the infinitive hangs on be or have."""
    head = verb.head
    if verb.dep_ == "xcomp" and head.lemma_ in ("be", "have"):
        if any(child.lower_ == "yet" for child in (*head.children, *verb.children)):
            found.append(_operator("negated", head, "has yet to"))
        else:
            perfect = any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.children)
            found.append(_operator("negated" if perfect else "expected", head, "be to"))


def _shared(token: Token, head: Token, lexicon: Cues, found: list[Operator]) -> None:
    """A coordinated verb without its own subject shares the auxiliaries of the first."""
    if any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in token.children):
        return
    if token.tag_ in ("VB", "VBN", "VBG"):
        for child in head.children:
            if child.dep_ == "aux":
                cue = lexicon.of("auxiliary", child.lower_)
                if cue is not None:
                    found.append(_operator(cue.effect, child, cue.id))


def _mark_word(token: Token) -> str:
    return next((str(child.lower_) for child in token.children if child.dep_ == "mark" or (child.dep_ == "advmod" and child.lower_ in ("when", "where"))), "")


def _mark(token: Token, lexicon: Cues) -> Operator | None:
    for child in token.children:
        if child.dep_ in ("mark", "advmod", "prep") and child.i < token.i:
            cue = lexicon.of("mark", child.lower_)
            if cue is None:
                continue
            if child.lower_ in ("before", "until", "were", "should", "provided") and not (child.dep_ == "mark" and token.tag_ in ("VBP", "VBZ", "VB")):
                continue
            return _operator(cue.effect, child, cue.id)
    return None


def _governor(head: Token, token: Token, lexicon: Cues, found: list[Operator]) -> None:
    if token.dep_ in ("npadvmod", "appos", "compound", "poss", "agent", "oprd", "attr"):
        return
    if head.lemma_ == "announce" and token.dep_ == "dobj" and token.lemma_.lower() in ANNOUNCED:
        found.append(_operator("promised", head, "promise"))
        return
    if token.dep_ == "advcl" and not _infinitive(token):
        return
    if token.dep_ == "prep" and head.pos_ in ("VERB", "AUX") and not (head.lower_.startswith(("warn", "call", "accus", "threat", "plan", "prevent", "fear", "prepar", "appeal", "brac", "press", "talk", "suspect", "blam", "vow"))):
        return
    if head.lower_ in ("evidence", "sign", "signs", "indication", "proof", "report", "reports") and any(child.lower_ == "no" for child in head.children):
        found.append(_operator("negated", head, "lack"))
        return
    cue = lexicon.of("governor", head.lower_)
    if cue is None or cue.effect == "asserted":
        return
    if cue.clause == "infinitive" and not (_infinitive(token) or token.dep_ in ("xcomp", "acl", "prep", "pcomp", "dobj", "pobj")):
        return
    if token.dep_ in ("nsubj", "nsubjpass") and head.pos_ in ("VERB",) and cue.effect not in ("negated", "expected", "possible"):
        return
    if token.dep_ in ("nsubj",) and head.pos_ == "VERB" and not any(c.dep_ == "auxpass" for c in head.children):
        return
    if cue.id in ("said", "expect") and head.lemma_ in ("set", "go", "look", "move", "mean") and not _infinitive(token):
        return
    if cue.id == "warn" and token.dep_ in ("ccomp",) and token.tag_ in ("VBD", "VBN") and not any(c.dep_ == "aux" for c in token.children):
        return
    if cue.id == "demand" and token.dep_ == "ccomp" and (head.lemma_ == "tell" or _finite(token)):
        return
    found.append(_operator(cue.effect, head, cue.id))


ANNOUNCED = frozenset(["withdrawal", "pullout", "retreat", "release", "handover", "evacuation", "reopening", "closure", "deployment"])


def _finite(verb: Token) -> bool:
    """A clause in the past or perfect, which nobody can demand."""
    return verb.tag_ == "VBD" or any(child.dep_ in ("aux", "auxpass") and child.lower_ in ("had", "has", "have", "was", "were") for child in verb.children)


def _governed_subject(head: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in head.children) or head.lemma_ in ("fail", "loom", "be", "remain", "appear", "seem")


def _infinitive(token: Token) -> bool:
    return any(child.tag_ == "TO" for child in token.children)


def _perception(token: Token) -> bool:
    return token.lemma_ in ("hear", "see")


IMPLICATIVE = frozenset(["manage", "help", "begin", "start", "continue", "force", "lead", "see", "succeed", "go", "proceed", "compel", "make", "let", "do", "come", "happen", "allow", "enable", "get", "use", "oblige", "watch", "hear", "cause", "resume", "prompt"])


RANKS = frozenset(("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last", "latest", "only", "next-to-last"))
"""One of a row that things happened to: "the first city to fall"."""


def _purpose(trigger: Token) -> bool:
    """A bare infinitive that nothing says was carried out: "launched an operation to clear the town"."""
    if trigger.tag_ != "VB" or trigger.pos_ not in ("VERB", "AUX") or any(child.dep_ == "aux" and child.tag_ != "TO" for child in trigger.children):
        return False
    if any(child.dep_ in ("nsubj", "nsubjpass") for child in trigger.children):
        return False
    head = trigger.head
    if trigger.dep_ in ("acl", "relcl") and any(c.dep_ == "amod" and (c.tag_ == "JJS" or c.lower_ in RANKS) for c in head.children):
        return False
    while head != head.head and head.dep_ == "conj":
        head = head.head
    return head.lemma_.lower() not in IMPLICATIVE


def _imperative(verb: Token) -> bool:
    """A base form at the top of its sentence without subject, auxiliary or "to": "Lift the siege!"."""
    if verb.tag_ != "VB" or verb.dep_ not in ("ROOT", "ccomp"):
        return False
    return not any(child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "expl", "csubj") for child in verb.children)


def _question(trigger: Token) -> bool:
    doc = trigger.doc
    text = doc.text.rstrip("'\"’” )")
    return bool(text.endswith("?"))


def _operator(effect: Stance, token: Token, cue: str) -> Operator:
    return Operator(effect, token.text, cue, token.idx, token.idx + len(token))


def settings(tools: Tools) -> tuple[tuple[Setting, frozenset[str], tuple[str, ...]], ...]:
    """Settings with their single words and their phrases."""
    return tools.part("settings", _load_settings)


def _load_settings(tools: Tools) -> tuple[tuple[Setting, frozenset[str], tuple[str, ...]], ...]:
    rows = tools.lexicon.entries("stance.toml", Setting, "setting")
    return tuple((s, frozenset(w for w in s.words if " " not in w and "-" not in w and "'" not in w), tuple(w for w in s.words if " " in w or "-" in w or "'" in w)) for s in rows)
