"""From chunks to statements: which pieces of content belong together, who is their source, which cue goes with them.

Three small gradient-boosted models decide: `join` (do two neighbouring pieces of content belong to one statement), `source`
(is this candidate the source of this statement; "none" is a candidate) and `keep` (is the whole statement right).
All look at one paragraph at a time; only quotations that run on join paragraphs.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline.attributions.clauses import clause_chunks, orphan_chunks, quoted_as_saying, without_citing
from dateline.attributions.lexicon import Words
from dateline.attributions.tagging import Chunk
from dateline.attributions.tokens import Paragraph

KINDS = ("PRP", "NNP", "NN", "NNS", "DT", "WP", "EX", "JJ", "CD")


@dataclass(frozen=True, slots=True)
class Group:
    """Chunks of content that make one statement."""

    pieces: tuple[Chunk, ...]
    joined: float = 1.0


@dataclass(frozen=True, slots=True)
class Linked:
    """A statement inside one paragraph: content, source and cue chunks, the model's probabilities."""

    group: Group
    source: Chunk | None
    cue: Chunk | None
    linked: float
    sure: float
    why: tuple[float, ...] = ()


def chunked(paragraph: Paragraph, chunks: Sequence[Chunk], words: Words) -> list[Chunk]:
    """The tagger's chunks, made to agree with the quotation marks, and what only the parse shows."""
    found = clause_chunks(paragraph, without_citing(paragraph, supplement(paragraph, chunks)), words)
    return quoted_as_saying(paragraph, orphan_chunks(paragraph, found))


def supplement(paragraph: Paragraph, chunks: Sequence[Chunk], least: int = 3) -> list[Chunk]:
    """Make content agree with the quotation marks: content that lies in a quotation or covers most of one covers it all, and one
    of at least `least` words that nothing covers becomes content of its own (side unknown, `sure` 0)."""
    content = [chunk for chunk in chunks if chunk.role == "C"]
    others = [chunk for chunk in chunks if chunk.role != "C"]
    for first, last in quoted_runs(paragraph):
        touching = [chunk for chunk in content if chunk.first < last and chunk.last > first]
        if not touching:
            free = not any(chunk.first <= first and chunk.last >= last for chunk in others)
            if free and last - first >= least + 2:
                content.append(Chunk("C", "", first, last, 0.0))
                others = [chunk for chunk in others if not (chunk.first < last and chunk.last > first)]
            continue
        shared = sum(min(chunk.last, last) - max(chunk.first, first) for chunk in touching)
        within = all(first <= chunk.first and chunk.last <= last for chunk in touching)
        if shared * 2 < last - first and not within:
            continue
        low, high = min(first, touching[0].first), max(last, touching[-1].last)
        whole = Chunk("C", touching[0].side, low, high, max(chunk.sure for chunk in touching))
        content = [chunk for chunk in content if chunk not in touching] + [whole]
        others = [chunk for chunk in others if not (chunk.first < last and chunk.last > first)]
    return sorted([*content, *others], key=lambda chunk: (chunk.first, chunk.last))


def quoted_runs(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Token runs of the quotations in a paragraph, marks included."""
    runs: list[tuple[int, int]] = []
    begin: int | None = None
    for place, state in enumerate(paragraph.quoted):
        if begin is not None and state in "O(":
            runs.append((begin, place))
            begin = None
        if state == "(" or (begin is None and state == "I"):
            begin = place
        if state == ")" and begin is not None:
            runs.append((begin, place + 1))
            begin = None
    if begin is not None:
        runs.append((begin, len(paragraph.quoted)))
    return runs


def _marks(paragraph: Paragraph, first: int, last: int) -> tuple[int, int]:
    """Whether a chunk starts at an opening mark, ends at a closing mark."""
    quoted = paragraph.quoted
    return int(quoted[first] == "("), int(quoted[last - 1] == ")" or (last < len(quoted) and quoted[last] == ")"))


def _between(chunks: Sequence[Chunk], low: int, high: int) -> list[int]:
    counts = [0, 0, 0]
    for chunk in chunks:
        if chunk.first >= low and chunk.last <= high:
            counts["CSV".index(chunk.role)] += 1
    return counts


def join_features(paragraph: Paragraph, chunks: Sequence[Chunk], left: Chunk, right: Chunk) -> list[float]:
    """Do two neighbouring pieces of content belong to one statement?"""
    tokens, sentence = paragraph.tokens, paragraph.sentence
    gap = [token.text for token in tokens[left.last : right.first]]
    inside = [chunk for chunk in chunks if chunk.role != "C" and chunk.first >= left.last and chunk.last <= right.first]
    sources = [chunk for chunk in inside if chunk.role == "S"]
    cues = [chunk for chunk in inside if chunk.role == "V"]
    taken = sum(chunk.last - chunk.first for chunk in inside)
    first_cue = cues[0].first - left.last if cues else -1
    last_cue = right.first - cues[-1].last if cues else -1
    return [
        len(gap), len(gap) - taken, len(sources), len(cues), sentence[right.first] - sentence[left.last - 1],
        *_marks(paragraph, left.first, left.last), *_marks(paragraph, right.first, right.last),
        "lrp".find(left.side or "?"), "lrp".find(right.side or "?"), left.sure, right.sure,
        gap.count(","), gap.count("."), gap.count(":"), gap.count("that"), gap.count("and") + gap.count("but"),
        first_cue, last_cue, "lrp".find(sources[0].side or "?") if sources else 5,
        int(bool(sources and cues) and sources[0].first < cues[0].first),
        left.last - left.first, right.last - right.first,
        int(tokens[right.first].text[0].isupper()), min((chunk.sure for chunk in inside), default=1.0),
        int(paragraph.quoted[left.last - 1] in "I(" and paragraph.quoted[right.first] in "I)"),
    ]  # fmt: skip


def candidates(paragraph: Paragraph, chunks: Sequence[Chunk], group: Group) -> list[Chunk | None]:
    """Possible sources of a group: every source chunk of the paragraph that is not inside its content, and none."""
    return [chunk for chunk in chunks if chunk.role == "S"] + [None]


def source_features(
    paragraph: Paragraph,
    chunks: Sequence[Chunk],
    groups: Sequence[Group],
    group: Group,
    source: Chunk | None,
    words: Words,
) -> list[float]:
    """How a candidate source stands to a group of content; all missing for "none"."""
    first, last = group.pieces[0], group.pieces[-1]
    sources = [chunk for chunk in chunks if chunk.role == "S"]
    sentence = paragraph.sentence
    near = [chunk for chunk in sources if sentence[first.first] <= sentence[chunk.first] <= sentence[last.last - 1]]
    common: list[float] = [
        len(group.pieces), *_marks(paragraph, first.first, first.last), "lrp".find(first.side or "?"), "lrp".find(last.side or "?"),
        len(sources), len(near), len(groups), last.last - first.first, first.sure, int(first.first == 0),
        int(last.last >= len(paragraph.tokens) - 1), int(paragraph.headline),
    ]  # fmt: skip
    cue = nearest_cue(chunks, group, source)
    cue_left = cue is not None and cue.first < first.first
    if cue is None:
        common += [-99.0, -1.0, -1.0, -1.0]
    else:
        common += [
            float(first.first - cue.last if cue_left else cue.first - last.last), float(cue_left), cue.sure,
            float(words.cue.get(paragraph.tokens[cue.first].text.lower(), "") != ""),
        ]  # fmt: skip
    if source is None:
        return [*common, 1.0, *[float("nan")] * 20]
    before = source.last <= first.first
    after = source.first >= last.last
    low, high = (
        (source.last, first.first) if before else ((last.last, source.first) if after else (source.last, source.last))
    )
    between = _between(chunks, low, high)
    closer = sum(1 for other in sources if other is not source and low <= other.first < high)
    tag = paragraph.tokens[source.last - 1].tag
    gap = [token.text for token in paragraph.tokens[low:high]]
    return [
        *common, 0.0, float(before), float(after), high - low, *between, closer,
        float(sentence[source.first] - sentence[first.first]), float(sentence[source.first] - sentence[last.last - 1]),
        "lrp".find(source.side or "?"), source.sure, source.last - source.first,
        float(next((place for place, kind in enumerate(KINDS) if tag.startswith(kind)), -1)),
        gap.count(","), gap.count(".") + gap.count(";"),
        float(min((abs(source.first - cue_.last) if cue_.first < source.first else abs(cue_.first - source.last) for cue_ in chunks if cue_.role == "V"), default=99)),
        -99.0 if cue is None else float(source.first - cue.last if source.first > cue.first else cue.first - source.last),
        float(cue is not None and source.first < cue.first), float(len([c for c in gap if c in "“”\"'‘’"])),
        float(sum(1 for piece in group.pieces if piece.last <= source.first)),
    ]  # fmt: skip


def nearest_cue(chunks: Sequence[Chunk], group: Group, source: Chunk | None) -> Chunk | None:
    """The cue that goes with content and source: the one with the least room to both, on the side the tagger saw it."""
    best, least = None, 10**6
    first, last = group.pieces[0], group.pieces[-1]
    for cue in chunks:
        if cue.role != "V":
            continue
        rooms = [
            cue.first - piece.last if cue.first >= piece.last else piece.first - cue.last for piece in group.pieces
        ]
        room = 2 * max(min(rooms), 0)
        if first.side == "l" and cue.first >= last.last:
            room += 12
        if first.side == "r" and cue.last <= first.first:
            room += 12
        if source is not None:
            room += source.first - cue.last if source.first >= cue.last else cue.first - source.last
        if room < least:
            best, least = cue, room
    return best


def keep_features(
    paragraph: Paragraph, chunks: Sequence[Chunk], group: Group, source: Chunk | None, cue: Chunk | None,
    linked: float, words: Words, rates: Mapping[str, float],
) -> list[float]:  # fmt: skip
    """Is the whole statement right?"""
    tokens = paragraph.tokens
    first, last = group.pieces[0], group.pieces[-1]
    cue_word = tokens[cue.first].text.lower() if cue else ""
    cue_class = next(
        (words.classes.index(words.cue[token.text.lower()]) for token in (tokens[cue.first : cue.last] if cue else ())
         if token.text.lower() in words.cue), -1,
    )  # fmt: skip
    return [
        linked, group.joined, min(piece.sure for piece in group.pieces), max(piece.sure for piece in group.pieces),
        cue.sure if cue else -1.0, source.sure if source else -1.0, len(group.pieces),
        *_marks(paragraph, first.first, first.last), sum(piece.last - piece.first for piece in group.pieces),
        float(paragraph.tokens[first.first].text.lower() == "that"), float(cue_class),
        float(cue.last - cue.first) if cue else 0.0, float(cue_word in ("said", "says", "say", "told", "according")),
        float(source.last - source.first) if source else 0.0, float(paragraph.headline),
        "lrp".find(first.side or "?"), "lrp".find(source.side or "?") if source else 5,
        float(sum(1 for chunk in chunks if chunk.role == "C")), float(sum(1 for chunk in chunks if chunk.role == "S")),
        float(last.last - first.first), float(paragraph.quoted[first.first] == "I"),
        float(next((place for place, kind in enumerate(KINDS) if tokens[first.first].tag.startswith(kind)), -1)),
        float(tokens[first.first].tag in ("TO", "IN")), cue_rate(paragraph, cue, rates),
        float(sum(state != "O" for state in paragraph.quoted[first.first : last.last])) / (last.last - first.first),
        float(first.first == 0), float(last.last >= len(tokens) - 1), float(paragraph.first), float(paragraph.runs_on),
        float(sum(token.tag[0] == "V" for token in tokens[first.first : last.last])),
        float(any(token.tag in ("VBZ", "VBD", "VBP", "MD") for token in tokens[first.first : last.last])),
    ]  # fmt: skip


def cue_rate(paragraph: Paragraph, cue: Chunk | None, rates: Mapping[str, float]) -> float:
    """How often the words of a cue were cues in the training text: the highest rate among its words, -1 for no cue."""
    if cue is None:
        return -1.0
    return max(rates.get(token.text.lower(), 0.0) for token in paragraph.tokens[cue.first : cue.last])


class Linker:
    """The three models; a missing file is an error of the installation."""

    def __init__(self, folder: Path, words: Words) -> None:
        import json

        import lightgbm

        self.words = words
        settings = json.loads((folder / "attribution_link.json").read_text(encoding="utf-8"))
        self.rates: dict[str, float] = settings.get("rates", {})
        self.keep: float = settings["keep"]
        self.keep_direct: float = settings.get("keep_direct", self.keep)
        self.models: dict[str, Any] = {
            name: lightgbm.Booster(model_str=text) for name, text in settings["models"].items()
        }

    def score(self, name: str, rows: list[list[float]]) -> list[float]:
        """Probabilities for feature rows; 1 for a model that is not there (while training)."""
        if not rows:
            return []
        if name not in self.models:
            return [1.0] * len(rows)
        found = self.models[name].predict(np.asarray(rows, dtype=np.float64), num_threads=1)
        return [float(value) for value in found]


def grouped(content: Sequence[Chunk], joins: Sequence[float]) -> list[Group]:
    """Join neighbouring pieces where the probability says so."""
    groups: list[Group] = []
    pieces: list[Chunk] = []
    sure = 1.0
    for place, chunk in enumerate(content):
        if pieces and joins[place - 1] < 0.5:
            groups.append(Group(tuple(pieces), sure))
            pieces, sure = [], 1.0
        elif pieces:
            sure = min(sure, joins[place - 1])
        pieces.append(chunk)
    if pieces:
        groups.append(Group(tuple(pieces), sure))
    return groups


def link(linker: Linker, pages: Sequence[tuple[Paragraph, list[Chunk]]]) -> list[list[Linked]]:
    """Statements of each paragraph; one call to each model for the whole report."""
    rows, where = [], []
    for number, (paragraph, chunks) in enumerate(pages):
        content = [chunk for chunk in chunks if chunk.role == "C"]
        for left, right in itertools.pairwise(content):
            rows.append(join_features(paragraph, chunks, left, right))
            where.append(number)
    scores = linker.score("join", rows)
    joins: dict[int, list[float]] = {}
    for number, score in zip(where, scores):
        joins.setdefault(number, []).append(score)
    every: list[tuple[int, Group, Chunk | None]] = []
    rows = []
    for number, (paragraph, chunks) in enumerate(pages):
        groups = grouped([chunk for chunk in chunks if chunk.role == "C"], joins.get(number, []))
        for group in groups:
            for candidate in candidates(paragraph, chunks, group):
                every.append((number, group, candidate))
                rows.append(source_features(paragraph, chunks, groups, group, candidate, linker.words))
    best: dict[tuple[int, Group], tuple[float, Chunk | None]] = {}
    for (number, group, candidate), score in zip(every, linker.score("source", rows)):
        if (number, group) not in best or score > best[number, group][0]:
            best[number, group] = (score, candidate)
    rows, kept = [], []
    for (number, group), (score, candidate) in best.items():
        paragraph, chunks = pages[number]
        cue = nearest_cue(chunks, group, candidate)
        rows.append(keep_features(paragraph, chunks, group, candidate, cue, score, linker.words, linker.rates))
        kept.append((number, group, candidate, cue, score))
    result: list[list[Linked]] = [[] for _ in pages]
    for (number, group, candidate, cue, score), row, sure in zip(kept, rows, linker.score("keep", rows)):
        result[number].append(Linked(group, candidate, cue, score, sure, tuple(row)))
    return result
