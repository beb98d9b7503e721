"""Statements with positions in the text: spans trimmed, quotations that run over paragraphs joined, kinds told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.attributions.linking import Linked
from dateline.attributions.tagging import Chunk
from dateline.attributions.tokens import Paragraph
from dateline.model import QuoteKind

Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, in positions of the text: content pieces in order, cue and source spans."""

    content: tuple[Piece, ...]
    kind: QuoteKind
    source: Piece | None
    cue: Piece | None
    sure: float
    paragraph: int
    why: tuple[float, ...] = ()

    @property
    def start(self) -> int:
        """Start of the content."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """End of the content."""
        return self.content[-1][1]


def statements_of(
    text: str,
    pages: Sequence[tuple[Paragraph, list[Chunk]]],
    links: Sequence[Sequence[Linked]],
    keep: float,
    keep_direct: float | None = None,
) -> list[Statement]:
    """Statements of a text in order; those less probable than `keep` (quoted words: `keep_direct`) are dropped."""
    found: list[Statement] = []
    for number, ((paragraph, _), linked) in enumerate(zip(pages, links)):
        here = [_statement(text, number, paragraph, one) for one in linked]
        if here and paragraph.runs_on and found and here[0].start <= paragraph.start + 1:
            last = found[-1]
            if last.paragraph == number - 1 and not text[last.end : paragraph.start].strip(" \n\t\"'“”‘’"):
                found[-1] = _run_on(last, here.pop(0))
        elif here and found and _carries_on(text, paragraph, here, found[-1], number):
            found[-1] = _run_on(found[-1], here.pop(0))
        found.extend(here)
    told = [replace(one, kind=kind_of(text, one.content)) for one in found]
    least = {"direct": keep if keep_direct is None else keep_direct}
    return [one for one in told if one.sure >= (least.get(one.kind, keep) if _sentence_like(text, one) else keep)]


def _sentence_like(text: str, one: Statement) -> bool:
    """Whether quoted words are an utterance rather than a name or a phrase in marks: four words, or a mark of its end."""
    words = text[one.start : one.end]
    return words.count(" ") >= 3 or words.rstrip("\"'”’»")[-1:] in ".,!?"


def _carries_on(text: str, paragraph: Paragraph, here: list[Statement], last: Statement, number: int) -> bool:
    """Whether a paragraph that is nothing but a quotation, with nobody named, goes on with the quotation before it."""
    one = here[0]
    whole = one.start <= paragraph.start + 1 and one.end >= paragraph.end - 1 and len(here) == 1
    if not whole or one.source is not None or last.paragraph != number - 1:
        return False
    return text[one.start] in OPENING and any(text[start] in OPENING for start, _ in last.content)


def _run_on(first: Statement, then: Statement) -> Statement:
    """One statement of a quotation that goes on in the next paragraph; a named source wins over none."""
    return replace(
        first,
        content=first.content + then.content,
        source=first.source or then.source,
        cue=first.cue or then.cue,
        sure=max(first.sure, then.sure),
        paragraph=then.paragraph,
    )


def _span(paragraph: Paragraph, chunk: Chunk | None) -> Piece | None:
    if chunk is None:
        return None
    return paragraph.tokens[chunk.first].start, paragraph.tokens[chunk.last - 1].end


def _statement(text: str, number: int, paragraph: Paragraph, one: Linked) -> Statement:
    pieces = tuple((paragraph.tokens[p.first].start, paragraph.tokens[p.last - 1].end) for p in one.group.pieces)
    source, cue = _span(paragraph, one.source), _span(paragraph, one.cue)
    return Statement(pieces, "indirect", source, cue, one.sure, number, one.why)


OPENING, CLOSING = "\"“„«'‘`", "\"”»'’"


def kind_of(text: str, content: Sequence[Piece]) -> QuoteKind:
    """Direct when all of the content stands in quotation marks, mixed when part of it does, else indirect."""
    whole = any_marks = False
    for number, (start, end) in enumerate(content):
        piece = text[start:end].strip(" \n\t,.;:—–-")
        opened, closed = piece[:1] in OPENING and piece != "", piece[-1:] in CLOSING and piece != ""
        inner = piece[1:-1]
        whole = (opened and not any(mark in inner for mark in '"“”«»')) and (number == 0 or whole)
        any_marks = any_marks or (opened and closed) or any(mark in piece for mark in '"“”«»') or _single_inside(piece)
    if whole:
        return "direct"
    return "mixed" if any_marks else "indirect"


def _single_inside(piece: str) -> bool:
    """Whether words in single marks stand inside the piece."""
    opened = next((at for at, mark in enumerate(piece) if mark in "'‘" and (at == 0 or piece[at - 1] in " (—")), -1)
    return opened >= 0 and any(mark in piece[opened + 2 :] for mark in "'’")
