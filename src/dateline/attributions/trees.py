"""Features from the dependency parse: by which verb a token is governed, through which relation, on which side."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.attributions.lexicon import Words

COMPLEMENTS = frozenset({"ccomp", "xcomp", "dobj", "pcomp", "parataxis", "prep"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
DEPTH = 25


def tree_features(
    heads: Sequence[int],
    relations: Sequence[str],
    tags: Sequence[str],
    lower: Sequence[str],
    cues: Sequence[str],
    words: Words,
    rows: list[list[str]],
) -> None:
    """Add the tree features of every token of a paragraph to its row."""
    count = len(heads)
    lemma = words.lemma
    subject = [""] * count
    complement = [False] * count
    for i in range(count):
        relation = relations[i]
        if relation in SUBJECTS or relation == "agent":
            subject[heads[i]] = relation
        elif relation in ("ccomp", "xcomp") and 0 < i - heads[i] < 12:
            complement[heads[i]] = True
    governed = [_governor(i, heads, relations, tags, cues) for i in range(count)]
    names = [cues[i] or tags[i][:2] for i in range(count)]
    lemmas = [lemma.get(word, "-") for word in lower]
    first: list[str] = []
    for i in range(count):
        head, row = heads[i], rows[i]
        verb, relation = governed[i]
        side = "L" if i < verb else "R"
        one = "g1=" + relation + side + names[verb]
        first.append(one)
        row += [
            "d=" + relations[i], "dh=" + relations[i] + tags[head], one, "gm=" + relation + side + lemmas[verb] + subject[verb],
            "kids=" + subject[i] + tags[i][:2],
        ]  # fmt: skip
        if cues[head] and head != i:
            row += ["dc=" + relations[i] + cues[head] + tags[head][0], "dm=" + relations[i] + lemmas[head]]
        upper, second = governed[verb]
        if verb != i and upper != verb:
            over = "L" if i < upper else "R"
            row += ["g2=" + relation + "/" + second + over + names[upper], "gm2=" + second + over + lemmas[upper]]
            top, third = governed[upper]
            if top != upper:
                row += [
                    "g3=" + second + "/" + third + ("L" if i < top else "R") + names[top], "g3m=" + third + lemmas[top],
                ]  # fmt: skip
        row += ["top=" + _outermost(i, heads, relations, cues), "sub=" + _as_subject(i, heads, relations, tags, names)]
        if subject[i]:
            row.append("hs=" + subject[i] + cues[i])
        if complement[i]:
            row.append("hc=" + cues[i])
    for i in range(count - 1):
        rows[i].append("n" + first[i + 1])
        rows[i + 1].append("p" + first[i])


def _governor(
    i: int, heads: Sequence[int], relations: Sequence[str], tags: Sequence[str], cues: Sequence[str]
) -> tuple[int, str]:
    """The nearest verb or cue above a token and the relation by which the branch hangs from it."""
    at = i
    for _ in range(DEPTH):
        head = heads[at]
        if head == at:
            break
        relation, at = relations[at], head
        if tags[at][0] == "V" or cues[at]:
            return at, relation
    return at, "root"


def _outermost(i: int, heads: Sequence[int], relations: Sequence[str], cues: Sequence[str]) -> str:
    """The highest cue of which the token stands inside a complement."""
    best, at = "-", i
    for _ in range(DEPTH):
        head = heads[at]
        if head == at:
            break
        if cues[head] and relations[at] in COMPLEMENTS:
            best = relations[at] + cues[head] + ("L" if i < head else "R")
        at = head
    return best


def _as_subject(
    i: int, heads: Sequence[int], relations: Sequence[str], tags: Sequence[str], names: Sequence[str]
) -> str:
    """Whether the token is part of a subject, and of what."""
    at = i
    for _ in range(DEPTH):
        head = heads[at]
        if head == at or (tags[head][0] == "V" and relations[at] not in SUBJECTS):
            break
        if relations[at] in SUBJECTS:
            return relations[at] + names[head] + ("L" if i < head else "R")
        at = head
    return "-"
