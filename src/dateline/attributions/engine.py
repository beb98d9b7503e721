"""The whole reading of a text: parse, tag, link, name. One `Engine` serves all reports of a process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.attributions import linking
from dateline.attributions.lexicon import Words
from dateline.attributions.marks import Quotation
from dateline.attributions.reading import read_paragraphs
from dateline.attributions.statements import Statement, statements_of
from dateline.attributions.tagging import Tagger
from dateline.attributions.tokens import Paragraph, features

TAGGER = "attribution.crf.xz"


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

    def hear(
        self, text: str, sentences: Sequence[tuple[int, int]], headlines: Sequence[tuple[int, int]] = ()
    ) -> Heard:
        """Statements of a text; `sentences` and `headlines` are spans in it."""
        pages, quotes = read_paragraphs(text, sentences, headlines)
        tagged = [
            (page, linking.chunked(page, self.tagger.tag(page, features(page, self.words)), self.words)) for page in pages
        ]
        linked = linking.link(self.linker, tagged)
        keep, direct = self.linker.keep, self.linker.keep_direct
        return Heard(pages, quotes, statements_of(text, tagged, linked, keep, direct))
