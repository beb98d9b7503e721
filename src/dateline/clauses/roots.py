"""The PLOVER root of what a marked source does to a marked target in a sentence, from the parse around both."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from dateline.clauses import linear

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.tools import Tools

MODEL = "plover-roots.xz"
CONTENT = frozenset(("xcomp", "ccomp", "dobj", "attr", "acomp", "prep", "prt", "advcl", "conj"))
BELOW = frozenset(("xcomp", "dobj", "prep", "pobj", "ccomp", "aux", "neg", "conj"))
Span = tuple[int, int]


def features(doc: Doc, source: Span | None, target: Span | None) -> list[str]:
    """Named features of a parsed sentence with the spans of source and target (None when not marked)."""
    found = [f"w={_lemma(word)}" for word in doc]
    first, second = _head(doc, source), _head(doc, target)
    if source is not None and target is not None:
        found += _around(doc, source, target)
    if first is not None:
        found += _of_source(first)
        if second is not None:
            found += _path(first, second)
    return found


def _lemma(token: Token) -> str:
    return str(token.lemma_.lower())


def _head(doc: Doc, span: Span | None) -> Token | None:
    if span is None:
        return None
    tokens = [token for token in doc if token.idx < span[1] and token.idx + len(token) > span[0]]
    inside = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in inside or token.head == token), tokens[0] if tokens else None)


def _above(token: Token) -> list[Token]:
    found = [token]
    while token.head != token and len(found) < 30:
        token = token.head
        found.append(token)
    return found


def _around(doc: Doc, source: Span, target: Span) -> list[str]:
    left, right = (source[1], target[0]) if source[1] <= target[0] else (target[1], source[0])
    between = [_lemma(word) for word in doc if left <= word.idx < right]
    after = [_lemma(word) for word in doc if word.idx >= max(source[1], target[1])][:8]
    before = [_lemma(word) for word in doc if word.idx < min(source[0], target[0])][-5:]
    found = [f"b={word}" for word in between] + [f"a={word}" for word in after] + [f"p={word}" for word in before]
    found += [f"b2={a}_{b}" for a, b in itertools.pairwise(between)]
    found += [f"b3={a}_{b}_{c}" for a, b, c in zip(between, between[1:], between[2:], strict=False)]
    found += [f"a2={a}_{b}" for a, b in itertools.pairwise(after)]
    return [*found, f"order={int(source[0] < target[0])}"]


def _of_source(source: Token) -> list[str]:
    verb = next((token for token in _above(source)[1:] if token.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return []
    found = [f"sv={_lemma(verb)}", f"svdep={source.dep_}_{_lemma(verb)}"]
    for child in verb.children:
        found.append(f"svc={child.dep_}_{_lemma(child)}")
        if child.dep_ in CONTENT:
            found += [f"V2={_lemma(verb)}_{child.dep_}_{_lemma(child)}", f"v2={child.dep_}_{_lemma(child)}"]
            for grand in child.children:
                if grand.dep_ in BELOW:
                    found += [f"v3={grand.dep_}_{_lemma(grand)}", f"v3b={_lemma(child)}_{_lemma(grand)}"]
        if child.dep_ in ("aux", "neg"):
            found.append(f"svaux={_lemma(child)}")
    return found


def _path(source: Token, target: Token) -> list[str]:
    up, down = _above(source), _above(target)
    found: list[str] = []
    common = next((token for token in up if token in down), None)
    if common is not None:
        path = [_lemma(t) for t in [*up[: up.index(common) + 1][1:], *down[: down.index(common)][1:][::-1]]]
        found += [f"path={word}" for word in path] + [f"pathall={'_'.join(path[:5])}"]
        found += [f"path2={a}_{b}" for a, b in itertools.pairwise(path)]
    verb = next((token for token in down[1:] if token.pos_ in ("VERB", "AUX")), None)
    if verb is not None:
        found += [f"tv={_lemma(verb)}", f"tvdep={target.dep_}", f"tvdep2={target.dep_}_{_lemma(verb)}"]
        found += [f"tvc={c.dep_}_{_lemma(c)}" for c in verb.children if c.dep_ in ("aux", "neg", "dobj", "xcomp", "mark")]
    if target.head.dep_ in ("pobj", "dobj", "prep"):
        found.append(f"tn={_lemma(target.head.head)}")
    return found


class Roots:
    """The classifier."""

    def __init__(self) -> None:
        from dateline.tools import MODELS

        self.model = linear.load(MODELS / MODEL)

    def root(self, doc: Doc, source: Span | None, target: Span | None) -> str:
        """One of the 15 roots."""
        return self.model.best([features(doc, source, target)], {})


def roots(tools: Tools) -> Roots:
    """The shared classifier."""
    return tools.part("roots", lambda _: Roots())
