"""From a source span to a name: which person, body, crowd or document speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.attributions.lexicon import Words
from dateline.attributions.people import (
    DETERMINERS,
    HE,
    IT,
    NUMBERS,
    PRONOUNS,
    RELATIVE,
    SELF,
    SHE,
    THEY,
    Person,
    Roster,
    bare,
    name_runs,
)  # fmt: skip
from dateline.attributions.statements import Piece, Statement
from dateline.attributions.tokens import Paragraph, Token

OWNERS = frozenset({"his", "her", "its", "their"})
REACH = 5
"""Paragraphs back within which a pronoun or a role finds its person."""
_POST = re.compile(
    r"\s*(?:,|\(|—|–| - | who | which | that | whose | where | speaking | wearing | adding | citing | quoting | quoted | cited | reached by | contacted by | identified as | interviewed | on condition | in (?:a|an) ).*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A resolved source. `person` is the roster's entry where there is one; `plural` and `body` help later pronouns."""

    name: str
    anonymous: bool = False
    person: Person | None = None
    plural: bool = False
    body: bool = False
    open_role: bool = False
    """A role that nobody has been named for yet."""


@dataclass(slots=True)
class History:
    """What naming knows while it goes through the statements of a report in order."""

    roster: Roster
    words: Words
    starts: list[int]
    """starts of the paragraphs"""
    said: list[Piece] = field(default_factory=list)
    """content of all statements, to tell persons talked about from persons talking"""
    speakers: list[tuple[int, Named]] = field(default_factory=list)

    def paragraph(self, position: int) -> int:
        """Number of the paragraph that holds a position."""
        from bisect import bisect_right

        return bisect_right(self.starts, position) - 1


def names_of(
    text: str, pages: Sequence[Paragraph], statements: Sequence[Statement], roster: Roster, words: Words
) -> list[Named | None]:
    """The resolved source of each statement, in order; None where nobody is named."""
    history = History(roster, words, [page.start for page in pages])
    history.said = [piece for one in statements for piece in one.content]
    found: list[Named | None] = []
    for one in statements:
        named = None if one.source is None else name_source(text, pages, one.source, history)
        if named is not None and one.source is not None:
            history.speakers.append((one.source[0], named))
            if named.person is not None and one.source not in named.person.mentions:
                named.person.mentions.append(one.source)
        found.append(named)
    return _look_ahead(statements, found)


def _look_ahead(statements: Sequence[Statement], found: list[Named | None]) -> list[Named | None]:
    """A role without a name whose bearer is named right after ("The rights chief said … Ms X said"): delayed naming."""
    for at, named in enumerate(found):
        if named is None or not named.open_role:
            continue
        for later in range(at + 1, min(at + 4, len(found))):
            other, source = found[later], statements[later].source
            if other is None or other.person is None or source is None:
                continue
            fresh = other.person.mentions[0][0] >= source[0] and not other.person.unnamed
            if fresh and not other.person.roles and statements[later].paragraph - statements[at].paragraph <= 2:
                found[at] = replace(other, open_role=False)
            break
    return found


def tokens_in(pages: Sequence[Paragraph], span: Piece) -> tuple[Paragraph | None, list[Token]]:
    """The paragraph and tokens of a span."""
    for page in pages:
        if page.start <= span[0] < page.end:
            return page, [token for token in page.tokens if token.end > span[0] and token.start < span[1]]
    return None, []


def name_source(text: str, pages: Sequence[Paragraph], span: Piece, history: History) -> Named:
    """Resolve one source span."""
    page, tokens = tokens_in(pages, span)
    words = history.words
    while tokens and not tokens[0].text[0].isalnum():
        tokens = tokens[1:]
    if not tokens or page is None:
        return Named(text[span[0] : span[1]])
    if _is_pronoun([token.text.lower() for token in tokens]):
        return _pronoun(text, page, tokens, tokens[0].text.lower(), history)
    if tokens[0].text.lower() in OWNERS and len(tokens) > 1:
        return _owned(text, page, tokens, history)
    outlet = _outlet(text, tokens, words)
    person = _person(text, tokens, history)
    if person is not None:
        return Named(person.name, person=person)
    if outlet:
        return Named(outlet, body=True)
    return _phrase(text, page, tokens, history)


def _owned(text: str, page: Paragraph, tokens: list[Token], history: History) -> Named:
    """ "Its spokesman", "her office": the owner's name goes before; a person who bears the role is found by it."""
    word, rest = tokens[0].text.lower(), tokens[1:]
    person = _person(text, rest, history)
    if person is not None:
        return Named(person.name, person=person)
    lead = {"his": "he", "her": "she", "its": "it", "their": "they"}[word]
    owner = _pronoun(text, page, tokens[:1], lead, history)
    named = _phrase(text, page, rest, history)
    if owner.name.lower() == word:
        body = _last_body(history, tokens[0].start) if word in ("its", "their") else None
        if body is None:
            return replace(
                named,
                name=f"{tokens[0].text} {named.name}" if word in ("his", "her") else named.name,
                anonymous=named.anonymous,
            )
        owner = Named(body)
    owned = f"{owner.name}'s {named.name}" if owner.person is not None else f"{_trimmed(owner.name)} {named.name}"
    return replace(
        named, name=owned, anonymous=named.anonymous and not rest[-1].text.lower().startswith("spokes"), open_role=False
    )


def _last_body(history: History, position: int) -> str | None:
    """The institution named last before a position."""
    return next((_trimmed(full) for at, full in reversed(history.roster.bodies) if at < position), None)


def _is_pronoun(lowered: Sequence[str]) -> bool:
    """Whether a pronoun is the source, alone or first of several; "his lawyer" and "that man" are not."""
    if lowered[0] not in PRONOUNS:
        return False
    return len(lowered) == 1 or lowered[0] in ("he", "she") or lowered[1] in (
        "and", ",", "also", "himself", "herself", "themselves",
    )  # fmt: skip


def _outlet(text: str, tokens: Sequence[Token], words: Words) -> str | None:
    name = text[tokens[0].start : tokens[-1].end]
    return known_outlet(name, words) or known_outlet(_POST.sub("", name), words)


def known_outlet(name: str, words: Words) -> str | None:
    """Usual name of an outlet or agency, when the string is one (its article and a possessive apart)."""
    name = bare(name.strip(" ,.;:"))
    if not any(char.isupper() for char in name):
        return None
    for form in (name, re.sub(r"^(?:the|The|a|an)\s+", "", name)):
        found = words.outlets.get(form.lower())
        if found and (len(form) > 4 or form.isupper() or form.istitle()):
            return found
    return None


def _person(text: str, tokens: Sequence[Token], history: History) -> Person | None:
    """The person named in the source, unless the name only tells whose spokesman speaks."""
    for start, end in name_runs(tokens, history.words):
        before = [token.text.lower() for token in tokens[:start]]
        after = tokens[end].text if end < len(tokens) else ""
        role = any(word in history.words.roles or word in history.words.collective for word in before)
        if after in ("'s", "’s", "'", "’") or (
            role and before[-1] in ("for", "of", "to", "with", "from", "at", "in", "near", "by", "the")
        ):
            continue
        if before and before[-1] in ("in", "from", "at", "near", "of"):
            continue
        person = history.roster.named([bare(token.text) for token in tokens[start:end] if token.text not in "-‑"])
        if person is not None:
            return person
        if end - start == 1 and not (start == 0 and end == len(tokens)):
            continue
    return None


def _pronoun(text: str, page: Paragraph, tokens: Sequence[Token], word: str, history: History) -> Named:
    position = tokens[0].start
    if word in HE or word in SHE:
        person = nearest_person(history, position, "m" if word in HE else "f")
        if person is not None:
            person.gender = person.gender or ("m" if word in HE else "f")
            return Named(person.name, anonymous=person.anonymous, person=person)
        for start, named in reversed(history.speakers):
            if (
                named.person is None
                and not named.plural
                and not named.body
                and history.paragraph(position) - history.paragraph(start) <= 3
            ):
                return named
    elif word in RELATIVE:
        return _antecedent(text, page, position, history)
    elif word in SELF:
        for _, named in reversed(history.speakers):
            return named
    else:
        near = _subject_before(text, page, position, word in THEY, history)
        if near is not None:
            return near
        for start, named in reversed(history.speakers):
            fits = (named.plural or named.body) if word in THEY else named.body
            if fits and history.paragraph(position) - history.paragraph(start) <= 3:
                return named
    return Named(text[tokens[0].start : tokens[-1].end], anonymous=False, plural=word in THEY, body=word in IT)


def _subject_before(text: str, page: Paragraph, position: int, plural: bool, history: History) -> Named | None:
    """What "it" or "they" mean inside a paragraph: the subject before it that is a body or a plural."""
    for at in range(len(page.tokens) - 1, -1, -1):
        token = page.tokens[at]
        if token.end > position or token.relation not in ("nsubj", "nsubjpass") or page.quoted[at] != "O":
            continue
        if token.tag not in (("NNS", "NNPS") if plural else ("NN", "NNP")):
            continue
        low = token.text.lower()
        if not plural and low not in history.words.bodies and token.tag != "NNP":
            continue
        first = at
        while first and (page.tokens[first - 1].tag[:2] in ("NN", "JJ") and page.tokens[first - 1].head == at):
            first -= 1
        inside = page.tokens[first : at + 1]
        if _person(text, inside, history) is not None or (plural and not _speaks(low, token, history.words)):
            continue
        return _phrase(text, page, inside, history)
    return None


def _speaks(low: str, token: Token, words: Words) -> bool:
    """Whether a plural noun can speak."""
    return token.tag == "NNPS" or low in words.collective or low in words.groups


def nearest_person(history: History, position: int, gender: str) -> Person | None:
    """The person whom a pronoun at `position` means: near, of fitting gender, rather speaking than spoken of."""
    here = history.paragraph(position)
    last = next((named.person for _, named in reversed(history.speakers) if named.person is not None), None)
    best: tuple[float, int] | None = None
    found: Person | None = None
    for person in history.roster.people:
        seen = person.last_before(position)
        if seen < 0 or (person.gender and person.gender != gender):
            continue
        away = here - history.paragraph(seen)
        if away > REACH:
            continue
        quoted = any(start <= seen < end for start, end in history.said)
        cost = away + 1.2 * quoted - 0.9 * (person is last) - 0.3 * bool(person.gender)
        cost += (0.6 * person.unnamed + 1.5 * person.weak) * (person is not last)
        if best is None or (cost, -seen) < best:
            best, found = (cost, -seen), person
    return found


def _antecedent(text: str, page: Paragraph, position: int, history: History) -> Named:
    """The noun phrase before a relative pronoun."""
    before = [token for token in page.tokens if token.end <= position]
    while before and before[-1].text in (",", "—", "–"):
        before.pop()
    start = len(before)
    while start and before[start - 1].tag[:2] in ("NN", "JJ", "DT", "PO", "CD", "PR"):
        start -= 1
    phrase = before[start:]
    if not phrase:
        return Named(text[position : position + 3])
    if len(before) > 8 and phrase[-1].tag == "NNP":
        phrase = before[max(0, len(before) - 8) :]
        cut = max((at for at, token in enumerate(phrase) if token.text in ",.;"), default=-1)
        phrase = phrase[cut + 1 :] or before[start:]
    person = _person(text, phrase, history)
    if person is not None:
        return Named(person.name, person=person)
    return _phrase(text, page, before[start:], history)


def _phrase(text: str, page: Paragraph, tokens: list[Token], history: History) -> Named:
    """A source without a personal name: body, document, crowd, role, or simply the phrase."""
    words = history.words
    determiner = tokens[0].text.lower()
    name = _cleaned(text, tokens)
    lowered = [token.text.lower() for token in tokens]
    head = _head(tokens)
    pair = " ".join(lowered[max(0, head - 1) : head + 1])
    noun = pair if pair in words.roles else lowered[head]
    singular = noun in words.roles
    outlet = known_outlet(name, words)
    if outlet:
        return Named(outlet, body=True)
    person = None
    if singular and determiner in ("the", "this", "that") and len(tokens) <= 8:
        person = _bearer(history, tokens[0].start, noun, lowered[1:head])
        if person is not None and not person.unnamed:
            return Named(person.name, person=person)
    if singular and person is None and determiner == "the" and {"year", "old"} <= set(lowered):
        person = max(
            history.roster.people, key=lambda one: (not one.unnamed, one.last_before(tokens[0].start)), default=None
        )
        if person is not None and not person.unnamed and person.last_before(tokens[0].start) >= 0:
            return Named(person.name, person=person)
    if singular and person is None:
        person = _unnamed_at(history, tokens)
    anonymous = _anonymous(page, tokens, noun, lowered, words)
    if noun in words.bodies and len(name.split()) <= 2:
        longer = _longer(history, name, tokens[0].start)
        name = _trimmed(longer) if longer else name
    if person is not None and person.unnamed:
        anonymous = anonymous or person.anonymous
        name = _trimmed(person.name) if len(person.name.split()) > len(name.split()) else name
        if len(name) > len(person.name):
            person.name = name
        person.anonymous = anonymous
    named = any(token.tag in ("NNP", "NNPS") for token in tokens)
    return Named(
        name, anonymous=anonymous, person=person,
        plural=tokens[head].tag in ("NNS", "NNPS") or lowered[head] in words.collective or "and" in lowered,
        body=noun in words.bodies or (named and not singular) or lowered[head] in words.documents,
        open_role=singular and determiner == "the" and not anonymous,
    )  # fmt: skip


def _longer(history: History, name: str, position: int) -> str | None:
    """The fuller name that a body had before: the last one with the same words and more."""
    wanted = set(name.lower().split())
    for at, full in reversed(history.roster.bodies):
        if at < position and len(full.split()) > len(wanted) and wanted <= set(full.lower().split()):
            return full
    return None


def _unnamed_at(history: History, tokens: Sequence[Token]) -> Person | None:
    """The roster's person without a name who is brought in by this very phrase."""
    low, high = tokens[0].start, tokens[-1].end
    return next(
        (one for one in history.roster.people if one.unnamed and any(low <= start < high for start, _ in one.mentions)),
        None,
    )


def _head(tokens: Sequence[Token]) -> int:
    """The head noun of a phrase: the last noun before a preposition, comma or relative clause."""
    head = 0
    for at, token in enumerate(tokens):
        if (
            at
            and (token.tag in ("IN", "WP", "WDT", "VBD", "VBG", "VBN", "VBZ") or token.text in ",(—–")
            and tokens[head].tag[:2] == "NN"
        ):
            break
        if token.tag[:2] == "NN" or (token.tag in ("CD", "DT", "JJ") and tokens[head].tag[:2] != "NN"):
            head = at
    return head


def _anonymous(page: Paragraph, tokens: Sequence[Token], noun: str, lowered: Sequence[str], words: Words) -> bool:
    if any(marker in _sentence(page, tokens).lower() for marker in words.markers):
        return True
    if noun in words.collective or (noun in words.roles and lowered[0] in ("one", "another")):
        return True
    return noun in words.roles and noun not in words.offices and lowered[0] not in ("the", "its", "his", "her", "their")


def _sentence(page: Paragraph, tokens: Sequence[Token]) -> str:
    numbers = {
        page.sentence[at] for at, token in enumerate(page.tokens) if token.start in (tokens[0].start, tokens[-1].start)
    }
    return " ".join(token.text for at, token in enumerate(page.tokens) if page.sentence[at] in numbers)


def _bearer(history: History, position: int, role: str, modifiers: Sequence[str]) -> Person | None:
    """The person who has a role: named before, best fitting the other words of the phrase, nearest."""
    found: tuple[int, int] | None = None
    best: Person | None = None
    for person in history.roster.people:
        seen = person.last_before(position)
        if seen < 0 or role.split()[-1] not in {one.split()[-1] for one in person.roles}:
            continue
        strange = sum(1 for word in modifiers if word not in person.about and word not in NUMBERS and len(word) > 2)
        if strange:
            continue
        key = (sum(word in person.about for word in modifiers), seen)
        if found is None or key > found:
            found, best = key, person
    return best


def _cleaned(text: str, tokens: Sequence[Token]) -> str:
    """The phrase without its article, what follows a comma, and relative clauses."""
    start = tokens[0].start
    lead = tokens[0].text.lower()
    if (lead in ("one", "another") and len(tokens) > 1 and tokens[1].text.lower() != "of") or (
        tokens[0].text.lower() in DETERMINERS - {"his", "her", "their", "its", "our", "my"} and len(tokens) > 1
    ):
        start = tokens[1].start
    return _trimmed(_POST.sub("", text[start : tokens[-1].end]) or text[start : tokens[-1].end])


def _trimmed(name: str) -> str:
    return re.sub(r"\s+", " ", bare(name.strip(" ,.;:—–-\"'“”‘’")))
