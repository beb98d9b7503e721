"""Statements that the parse alone shows: a cue verb with a subject and a complement that the tagger passed over.

They are candidates only: the `keep` model decides, and it knows that they come from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.attributions.lexicon import Words
from dateline.attributions.tagging import Chunk
from dateline.attributions.tokens import Paragraph

SIDE = "p"
"""Side of chunks made here."""
COMPLEMENTS = ("ccomp", "xcomp", "dobj", "prep", "oprd", "attr")


def clause_chunks(paragraph: Paragraph, chunks: Sequence[Chunk], words: Words) -> list[Chunk]:
    """The tagger's chunks and, where a cue verb has a subject and a complement that touch none of them, chunks for these."""
    tokens = paragraph.tokens
    taken = [False] * len(tokens)
    for chunk in chunks:
        if chunk.role != "S":
            taken[chunk.first : chunk.last] = [True] * (chunk.last - chunk.first)
    children: list[list[int]] | None = None
    added: list[Chunk] = []
    for place, token in enumerate(tokens):
        if token.tag[0] != "V" or taken[place] or paragraph.quoted[place] != "O":
            continue
        if words.cue.get(token.text.lower(), "noun") in ("noun", "seem"):
            continue
        if children is None:
            children = dependents(paragraph)
        added += _clause(paragraph, children, place, taken)
    return sorted([*chunks, *_fresh(added, chunks)], key=lambda chunk: (chunk.first, chunk.last))


def _fresh(added: Sequence[Chunk], chunks: Sequence[Chunk]) -> list[Chunk]:
    """Leave out chunks that are there already (a source may serve several cues)."""
    sources = [chunk for chunk in chunks if chunk.role == "S"]
    return [
        chunk
        for chunk in added
        if chunk.role != "S" or not any(chunk.first < one.last and chunk.last > one.first for one in sources)
    ]


def orphan_chunks(paragraph: Paragraph, chunks: Sequence[Chunk]) -> list[Chunk]:
    """Content for a cue and source that stand at the edge of a sentence, set off by a comma, with no content near them:
    "According to X, …" takes the rest of the sentence, "…, X said" what goes before."""
    added: list[Chunk] = []
    for low, high in sentence_runs(paragraph):
        here = [chunk for chunk in chunks if low <= chunk.first < high]
        if not here or any(chunk.role == "C" for chunk in here) or {chunk.role for chunk in here} != {"S", "V"}:
            continue
        first, last = min(chunk.first for chunk in here), max(chunk.last for chunk in here)
        stop = high
        while stop > last and not paragraph.tokens[stop - 1].text[-1].isalnum():
            stop -= 1
        words = [token.text for token in paragraph.tokens]
        if first == low and words[low].lower() == "according" and "," in words[last - 1 : last + 1] and stop - last > 3:
            added.append(Chunk("C", SIDE, last + (words[last] == ","), stop, 0.0))
        elif first - low > 3 and words[first - 1] == ",":
            added.append(Chunk("C", SIDE, low, first - 1, 0.0))
    return sorted([*chunks, *added], key=lambda chunk: (chunk.first, chunk.last)) if added else list(chunks)


def sentence_runs(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Token runs of the sentences of a paragraph."""
    runs: list[tuple[int, int]] = []
    for place, number in enumerate(paragraph.sentence):
        if runs and paragraph.sentence[place - 1] == number:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def without_citing(paragraph: Paragraph, chunks: Sequence[Chunk]) -> list[Chunk]:
    """Content that begins with whom the source cites ("…, citing police, that the road is shut") begins after it."""
    words = [token.text.lower() for token in paragraph.tokens]
    found: list[Chunk] = []
    for chunk in chunks:
        comma = next((at for at in range(chunk.first, min(chunk.last - 2, chunk.first + 14)) if words[at] == ","), None)
        cites = chunk.role == "C" and any(word in ("citing", "quoting") for word in words[max(0, chunk.first - 2) : chunk.first + 1])
        if cites and comma is not None and words[comma + 1] == "that":
            chunk = replace(chunk, first=comma + 1)
        found.append(chunk)
    return found


def dependents(paragraph: Paragraph) -> list[list[int]]:
    """The dependents of each token, in order."""
    children: list[list[int]] = [[] for _ in paragraph.tokens]
    for place, token in enumerate(paragraph.tokens):
        if token.head != place:
            children[token.head].append(place)
    return children


def reach(children: Sequence[Sequence[int]], place: int) -> tuple[int, int]:
    """First and last token (exclusive) of a subtree."""
    low = high = place
    todo = [place]
    while todo:
        at = todo.pop()
        low, high = min(low, at), max(high, at)
        todo.extend(children[at])
    return low, high + 1


def _clause(paragraph: Paragraph, children: Sequence[Sequence[int]], verb: int, taken: list[bool]) -> list[Chunk]:
    tokens = paragraph.tokens
    subject = _subject(paragraph, children, verb)
    objects = [at for at in children[verb] if tokens[at].relation in COMPLEMENTS and at > verb]
    if subject is None or not objects:
        return []
    first = min(reach(children, objects[0])[0], objects[0])
    last = max(reach(children, at)[1] for at in objects)
    while last > first and not tokens[last - 1].text[-1].isalnum() and paragraph.quoted[last - 1] != ")":
        last -= 1
    if first <= verb or last - first < 1 or any(taken[first:last]) or subject[1] > verb:
        return []
    begin = verb
    while begin > subject[1] and tokens[begin - 1].head == verb and tokens[begin - 1].relation in ("aux", "neg", "advmod", "auxpass"):
        begin -= 1
    taken[first:last] = [True] * (last - first)
    return [
        Chunk("S", SIDE, subject[0], subject[1], 0.0), Chunk("V", "", begin, verb + 1, 0.0), Chunk("C", SIDE, first, last, 0.0),
    ]  # fmt: skip


def _subject(paragraph: Paragraph, children: Sequence[Sequence[int]], verb: int) -> tuple[int, int] | None:
    """The subject of a verb, or of the verb it is joined to."""
    at = verb
    for _ in range(3):
        found = next((child for child in children[at] if paragraph.tokens[child].relation == "nsubj"), None)
        if found is not None:
            return reach(children, found)
        if paragraph.tokens[at].relation not in ("conj", "xcomp", "advcl") or paragraph.tokens[at].head == at:
            return None
        at = paragraph.tokens[at].head
    return None
