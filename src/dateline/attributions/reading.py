"""From text to paragraphs of parsed tokens, by the shared spaCy pipeline, the whole text at once."""

from __future__ import annotations

from collections.abc import Sequence

from dateline import syntax
from dateline.attributions.marks import Quotation, paragraphs, quotations
from dateline.attributions.tokens import Paragraph, Token, quote_states

PIPES = ("tok2vec", "tagger", "parser")
STRETCH = 50_000


def parsed(text: str, spans: Sequence[tuple[int, int]]) -> list[Token]:
    """Tokens of the spans of a text with Penn tags and heads (places in the list); white space is left out.

    Long texts are parsed in stretches of whole paragraphs, `STRETCH` characters or a little more each.
    """
    tokens: list[Token] = []
    first = 0
    for at, (_, end) in enumerate(spans):
        if end - spans[first][0] >= STRETCH or at == len(spans) - 1:
            tokens.extend(_parse(text, spans[first][0], end, len(tokens)))
            first = at + 1
    return tokens


def _parse(text: str, start: int, end: int, base: int) -> list[Token]:
    pipeline = syntax.parser()
    doc = pipeline.tokenizer(text[start:end])
    for name in PIPES:
        doc = pipeline.get_pipe(name)(doc)
    names = pipeline.vocab.strings
    columns = [doc.to_array(column).tolist() for column in ("IDX", "LENGTH", "TAG", "DEP")]
    heads = doc.to_array("HEAD").astype("int64").tolist()
    spaces = doc.to_array("IS_SPACE").tolist()
    place = {at: number for number, at in enumerate((at for at, space in enumerate(spaces) if not space), base)}
    known = {number: names[number] for number in {*columns[2], *columns[3]}}
    found: list[Token] = []
    for at, (begin, length, tag, relation) in enumerate(zip(*columns)):
        if at in place:
            first = start + begin
            word = text[first : first + length]
            head = place.get(at + heads[at], place[at])
            found.append(Token(first, first + length, word, known[tag], head, known[relation]))
    return found


def read_paragraphs(
    text: str, sentences: Sequence[tuple[int, int]], headlines: Sequence[tuple[int, int]] = ()
) -> tuple[list[Paragraph], list[Quotation]]:
    """Paragraphs of a text with their tokens, sentence numbers and quote states, and all its quotations.

    `headlines` are the spans that are headlines; without any, the first paragraph is taken for one when it is short.
    """
    spans = paragraphs(text)
    quotes = quotations(text, spans)
    return assemble(
        introduced(text, spans, quotes, headlines), parsed(text, spans), sentences, quotes, headlines
    ), quotes


def introduced(
    text: str, spans: Sequence[tuple[int, int]], quotes: Sequence[Quotation], headlines: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Paragraphs, one that ends with a colon joined to the quotation that opens the next."""
    opens = {quote.start for quote in quotes}
    top = {start for start, end in headlines if end > start} if headlines else {start for start, _ in spans[:1]}
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start in opens and text[found[-1][1] - 1] == ":" and found[-1][0] not in top:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def assemble(
    spans: Sequence[tuple[int, int]],
    tokens: Sequence[Token],
    sentences: Sequence[tuple[int, int]],
    quotes: Sequence[Quotation],
    headlines: Sequence[tuple[int, int]],
) -> list[Paragraph]:
    """Deal tokens out to paragraphs and number their sentences."""
    found: list[Paragraph] = []
    running = {piece[0] for quote in quotes for piece in quote.pieces[1:]}
    at = number = 0
    for start, end in spans:
        inside: list[Token] = []
        numbers: list[int] = []
        while at < len(tokens) and tokens[at].start < end:
            while number + 1 < len(sentences) and sentences[number + 1][0] <= tokens[at].start:
                number += 1
            inside.append(tokens[at])
            numbers.append(number)
            at += 1
        inside = _rebased(inside, at - len(inside))
        headline = any(low <= start < high for low, high in headlines)
        headline = headline or (not headlines and not found and end - start < 160)
        states = quote_states(inside, quotes)
        found.append(Paragraph(start, end, inside, numbers, states, not found, headline, start in running))
    return found


def _rebased(tokens: list[Token], base: int) -> list[Token]:
    """Heads as places in the paragraph; a head outside it makes the token a root."""
    count = len(tokens)
    return [
        Token(start, end, text, tag, head - base if base <= head < base + count else at, relation)
        for at, (start, end, text, tag, head, relation) in enumerate(tokens)
    ]
