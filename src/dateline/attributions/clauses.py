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
        last = _past_citing(words, last, stop)
        if first == low and words[low].lower() == "according" and "," in words[last - 1 : last + 1] and stop - last > 3:
            added.append(Chunk("C", SIDE, last + (words[last] == ","), stop, 0.0))
        elif first - low > 3 and words[first - 1] == ",":
            added.append(Chunk("C", SIDE, low, first - 1, 0.0))
        elif (found := _complement(paragraph, here, stop)) is not None:
            added.append(found)
    return sorted([*chunks, *added], key=lambda chunk: (chunk.first, chunk.last)) if added else list(chunks)


def _complement(paragraph: Paragraph, here: Sequence[Chunk], stop: int) -> Chunk | None:
    """The clause that the parse hangs from a cue, behind cue and source."""
    children = dependents(paragraph)
    for cue in here:
        for verb in range(cue.first, cue.last) if cue.role == "V" else ():
            for at in children[verb]:
                low, high = reach(children, at)
                if (
                    paragraph.tokens[at].relation in ("ccomp", "xcomp")
                    and low >= cue.last
                    and min(high, stop) - low > 2
                ):
                    return Chunk("C", SIDE, low, min(high, stop), 0.0)
    return None


def _past_citing(words: Sequence[str], last: int, stop: int) -> int:
    """Behind ", citing residents," where that follows."""
    cites = next(
        (at for at in (last - 1, last, last + 1) if at < stop and words[at].lower() in ("citing", "quoting")), None
    )
    if cites is None:
        return last
    return next((at for at in range(cites + 1, stop) if words[at] == ","), last)


def sentence_runs(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Token runs of the sentences of a paragraph."""
    runs: list[tuple[int, int]] = []
    for place, number in enumerate(paragraph.sentence):
        if runs and paragraph.sentence[place - 1] == number:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def quoted_as_saying(paragraph: Paragraph, chunks: Sequence[Chunk]) -> list[Chunk]:
    """ "X quoted Y as saying that …" and "…, Y was quoted as saying": Y is the source, whatever the tagger made of it."""
    words = [token.text.lower() for token in paragraph.tokens]
    found = list(chunks)
    for at in range(2, len(words) - 1):
        if words[at] != "as" or words[at + 1] not in ("saying", "telling"):
            continue
        low, high = next((run for run in sentence_runs(paragraph) if run[0] <= at < run[1]), (0, len(words)))
        cue = next(
            (back for back in range(at - 1, low, -1) if words[back] in ("quoted", "cited", "quotes", "quoting")), None
        )
        if cue is None:
            continue
        passive = cue == at - 1
        source = _before(paragraph, cue, low) if passive else (cue + 1, at)
        content = _said(words, low, high, at + 2, source)
        if source is None or content is None or source[1] <= source[0]:
            continue
        found = [
            one
            for one in found
            if one.last <= low or one.first >= high or (one.role == "C" and paragraph.quoted[one.first] == "(")
        ]
        found = [replace(one, last=source[0]) if one.first < source[0] < one.last else one for one in found]
        if not any(low <= one.first < high for one in found):
            found.append(Chunk("C", SIDE, *content, 0.5))
        found += [Chunk("S", "l", *source, 0.5), Chunk("V", "", cue if passive else at, at + 2, 0.5)]
    return sorted(found, key=lambda chunk: (chunk.first, chunk.last))


def _before(paragraph: Paragraph, cue: int, low: int) -> tuple[int, int] | None:
    """The phrase before "was quoted"."""
    end = cue
    while end > low and paragraph.tokens[end - 1].text.lower() in (
        "was",
        "were",
        "is",
        "are",
        "been",
        "has",
        "have",
        "also",
        "being",
    ):
        end -= 1
    start = end
    while start > low and paragraph.tokens[start - 1].text not in ',;“”"' and paragraph.quoted[start - 1] == "O":
        start -= 1
    return (start, end) if end > start else None


def _said(
    words: Sequence[str], low: int, high: int, after: int, source: tuple[int, int] | None
) -> tuple[int, int] | None:
    """What stands after "as saying", or else before the source, set off by a comma."""
    while high > after and not words[high - 1][-1].isalnum() and words[high - 1] not in "”\"'’":
        high -= 1
    if after < high and words[after] not in ("by", "on", "in") and high - after > 2:
        return after, high
    if source is not None and source[0] - low > 3 and words[source[0] - 1] in (",", "”", '"', "'", "’"):
        return low, source[0] - (words[source[0] - 1] == ",")
    return None


def without_citing(paragraph: Paragraph, chunks: Sequence[Chunk]) -> list[Chunk]:
    """Content that begins with whom the source cites ("…, citing police, that the road is shut") begins after it."""
    words = [token.text.lower() for token in paragraph.tokens]
    found: list[Chunk] = []
    for chunk in chunks:
        comma = next((at for at in range(chunk.first, min(chunk.last - 2, chunk.first + 14)) if words[at] == ","), None)
        lone = (
            chunk.last - chunk.first < 6
            and chunk.first > 0
            and not any(t.tag[0] == "V" for t in paragraph.tokens[chunk.first : chunk.last])
        )
        if chunk.role == "C" and lone and words[chunk.first - 1] in ("citing", "quoting"):
            continue
        cites = chunk.role == "C" and any(
            word in ("citing", "quoting") for word in words[max(0, chunk.first - 2) : chunk.first + 1]
        )
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
    while (
        begin > subject[1]
        and tokens[begin - 1].head == verb
        and tokens[begin - 1].relation in ("aux", "neg", "advmod", "auxpass")
    ):
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
