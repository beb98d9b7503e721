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
    nested: bool = False
    """Found inside another statement's words."""

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
        here = _continued(text, [_statement(text, number, paragraph, one) for one in linked], keep)
        at = max(
            (at for at, one in enumerate(found) if one.paragraph == number - 1),
            key=lambda at: found[at].end,
            default=None,
        )
        if here and at is not None and _goes_on(text, paragraph, here, found[at]):
            found[at] = _run_on(found[at], here.pop(0))
        found.extend(here)
    told = [replace(one, kind=kind_of(text, one.content)) for one in found]
    least = {"direct": keep if keep_direct is None else keep_direct}
    return [one for one in told if one.sure >= (least.get(one.kind, keep) if _sentence_like(text, one) else keep)]


def _sentence_like(text: str, one: Statement) -> bool:
    """Whether quoted words are an utterance rather than a name or a phrase in marks: four words, or a mark of its end."""
    words = text[one.start : one.end]
    return words.count(" ") >= 3 or words.rstrip("\"'”’»")[-1:] in ".,!?"


def _goes_on(text: str, paragraph: Paragraph, here: Sequence[Statement], last: Statement) -> bool:
    """Whether a paragraph goes on with the quotation before it: its marks say so, or it is nothing but a quotation with
    nobody named."""
    one = here[0]
    if one.start > paragraph.start + 1 or text[one.start] not in OPENING:
        return False
    if paragraph.runs_on:
        return not text[last.end : paragraph.start].strip(" \n\t\"'“”‘’")
    whole = one.end >= paragraph.end - 1 and len(here) == 1
    return whole and one.source is None and any(text[start] in OPENING for start, _ in last.content)


def _continued(text: str, here: Sequence[Statement], keep: float) -> list[Statement]:
    """Join quoted sentences that nobody else is named for to the quotation before them in their paragraph."""
    found: list[Statement] = []
    spoken: int | None = None
    for one in here:
        last = found[spoken] if spoken is not None else None
        quoted = text[one.start] in OPENING
        begins = text[: one.start].rstrip()[-1:] in ".!?"
        if last and quoted and begins and one.sure < keep and one.source in (None, last.source) and last.source:
            found[spoken or 0] = replace(last, content=last.content + one.content)
            continue
        if quoted and one.sure >= keep:
            spoken = len(found)
        found.append(one)
    return found


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
