"""The whole reading of a text: parse, tag, link, name. One `Engine` serves all reports of a process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.attributions import linking
from dateline.attributions.headlines import headline_statements
from dateline.attributions.lexicon import Words
from dateline.attributions.marks import Quotation
from dateline.attributions.reading import read_paragraphs
from dateline.attributions.statements import Statement, statements_of
from dateline.attributions.tagging import Tagger
from dateline.attributions.tokens import Paragraph, Token, cut_out, features

TAGGER = "attribution.crf.xz"
NESTED = 0.25
"""Least probability of a statement inside another's words."""
SPEECH = frozenset({"say", "announce", "claim", "deny", "admit", "write", "accuse", "warn", "promise"})


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything found in one text: paragraphs with tokens, all quotations, the statements in order."""

    pages: list[Paragraph]
    quotes: list[Quotation]
    statements: list[Statement]


class Engine:
    """The loaded models."""

    def __init__(self, models: Path, words: Words) -> None:
        self.words = words
        self.tagger = Tagger(models / TAGGER)
        self.linker = linking.Linker(models, words)

    def hear(self, text: str, sentences: Sequence[tuple[int, int]], headlines: Sequence[tuple[int, int]] = ()) -> Heard:
        """Statements of a text; `sentences` and `headlines` are spans in it."""
        pages, quotes = read_paragraphs(text, sentences, headlines)
        tagged = [
            (page, linking.chunked(page, self.tagger.tag(page, features(page, self.words)), self.words))
            for page in pages
        ]
        linked = linking.link(self.linker, tagged)
        keep, direct = self.linker.keep, self.linker.keep_direct
        told = statements_of(text, tagged, linked, keep, direct)
        told = [one for one in told if not self._reader(text, headlines, one)]
        told += [one for low, high in headlines if high > low for one in self._headline(text, low, high, told)]
        told += self._nested(text, pages, told)
        return Heard(pages, quotes, sorted(told, key=lambda one: (one.start, -one.end)))

    def _reader(self, text: str, headlines: Sequence[tuple[int, int]], one: Statement) -> bool:
        """Whether a headline only speaks of its readers or writers ("what we know")."""
        source = "" if one.source is None else text[one.source[0] : one.source[1]].lower()
        inside = any(low <= one.start < high for low, high in headlines)
        return inside and one.kind == "indirect" and source in ("we", "you", "i")

    def _headline(self, text: str, low: int, high: int, told: Sequence[Statement]) -> list[Statement]:
        """What the form of a headline says, where the tagger found nothing in it."""
        if any(low <= one.start < high for one in told):
            return []
        return list(headline_statements(text, low, high, self.words))

    def _nested(self, text: str, pages: Sequence[Paragraph], told: Sequence[Statement]) -> list[Statement]:
        """Statements inside the reported words of others ("The mayor said that elders had told him …")."""
        inner = [(one.paragraph, part) for one in told for part in self._clauses(text, pages, one)]
        tagged = [
            (part, linking.chunked(part, self.tagger.tag(part, features(part, self.words)), self.words))
            for _, part in inner
        ]
        linked = linking.link(self.linker, tagged)
        found = statements_of(text, tagged, linked, NESTED, NESTED)
        spoken = [one for one in found if one.source and one.cue and self._said(text, one.cue)]
        return [replace(one, paragraph=inner[one.paragraph][0], nested=True) for one in spoken]

    def _said(self, text: str, cue: tuple[int, int]) -> bool:
        """Whether a cue has a word of saying in it, not only one of thinking or showing."""
        return any(self.words.cue.get(word) in SPEECH for word in text[cue[0] : cue[1]].lower().split())

    def _clauses(self, text: str, pages: Sequence[Paragraph], one: Statement) -> Iterator[Paragraph]:
        """Pieces of indirect content that hold a verb of saying with words enough on both sides."""
        if one.kind == "direct":
            return
        for start, end in one.content:
            for page in pages:
                if page.start <= start < page.end:
                    part = cut_out(page, _without_that(text, start), min(end, page.end))
                    if any(self._speaks(token) for token in part.tokens[1:-2]):
                        yield part

    def _speaks(self, token: Token) -> bool:
        return token.tag[0] == "V" and self.words.cue.get(token.text.lower(), "") in SPEECH


def _without_that(text: str, start: int) -> int:
    """Where a clause begins after its "that" or "whether"."""
    return next((start + len(word) for word in ("that ", "whether ") if text.startswith(word, start)), start)
