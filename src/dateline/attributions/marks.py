"""Quotation marks: exact pairing of double, single and angled marks, with run-on paragraphs and unclosed quotations.

Straight single marks are also apostrophes; the rules for telling them apart are in `_single`. A quotation that runs over
paragraphs opens anew at each paragraph and closes once; it comes back as one `Quotation` with a piece for each paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
WRAP = 120
"""Longest line that a hard-wrapped text may have."""
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "‟": "”"}
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|bout|n|round|\d0s|\d\d)(?![\w])", re.IGNORECASE)
_MARK = re.compile("[\"“”„‟«»‘’']|``|''")
SAME = {"“": '"', "”": '"', "„": '"', "‟": '"', "«": "«", "»": "«", "‘": "'", "’": "'", "``": '"', "''": '"'}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words with their marks: one (start, end) for each paragraph; `closed` is False when no closing mark was found."""

    pieces: tuple[tuple[int, int], ...]
    closed: bool
    mark: str

    @property
    def start(self) -> int:
        """Position of the first opening mark."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Position after the last closing mark (or the last paragraph)."""
        return self.pieces[-1][1]


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Paragraph spans: stretches between blank lines; in text without hard-wrapped lines every line is one."""
    blocks = [(match.start(), match.end()) for match in PARAGRAPH.finditer(text)]
    return [span for block in blocks for span in _lines(text, *block)]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a block at line breaks unless its lines look hard-wrapped: much alike in length, and going on in small letters."""
    lines = [(match.start() + start, match.end() + start) for match in re.finditer(r"[^\n]*\S", text[start:end])]
    full = [stop - first for first, stop in lines[:-1]]
    goes_on = sum(text[first:stop].lstrip()[:1].islower() for first, stop in lines[1:])
    if len(lines) < 2 or (max(full) <= WRAP and min(full) * 2 >= max(full) and goes_on * 4 >= len(full)):
        yield start, end
    else:
        yield from ((first + len(text[first:stop]) - len(text[first:stop].lstrip()), stop) for first, stop in lines)


def quotations(text: str, spans: list[tuple[int, int]] | None = None) -> list[Quotation]:
    """All outermost quotations of a text, in order, run-on paragraphs joined."""
    found: list[Quotation] = []
    every = paragraphs(text) if spans is None else spans
    for at, (start, end) in enumerate(every):
        after = text[every[at + 1][0]] if at + 1 < len(every) else ""
        here = list(_paragraph(text, start, end, after))
        first = here[0] if here else None
        last = found[-1] if found else None
        if last and first and _goes_on(text, last, first, start):
            found[-1] = Quotation((*last.pieces, *first.pieces), first.closed, last.mark)
            here = here[1:]
        found.extend(here)
    return found


def _goes_on(text: str, last: Quotation, first: Quotation, start: int) -> bool:
    """Whether a quotation left open at the end of a paragraph goes on with the one that opens the next."""
    if last.closed or first.start != start or text[last.end : start].strip():
        return False
    return first.mark == last.mark


def _paragraph(text: str, start: int, end: int, after: str) -> Iterator[Quotation]:
    """Quotations of one paragraph; `after` is the first character of the next. A single mark that nothing closes opens a
    quotation only at the start of a paragraph or when the next paragraph opens with the same mark."""
    at = start
    while match := _MARK.search(text, at, end):
        mark, here = match.group(), match.start()
        at = match.end()
        if not _opens(text, here, at, start, end, mark):
            continue
        close = _closing(text, mark, at, start, end)
        if close is None and SAME.get(mark, mark) == "'" and here != start and after != mark:
            continue
        stop = end if close is None else close
        if stop - at < 1:
            continue
        yield Quotation(((here, stop),), close is not None, mark)
        at = stop


def _opens(text: str, here: int, after: int, start: int, end: int, mark: str) -> bool:
    """Whether the mark can open a quotation where it stands."""
    before = text[here - 1] if here > start else " "
    following = text[after] if after < end else " "
    if mark in _CLOSERS or mark == "``":
        return True
    if mark in "”»" or mark == "''":
        return False
    if following.isspace() or before.isalnum():
        return False
    if mark == "’" or (mark in "'‘" and _ELISION.match(text, after)):
        return False
    return before.isspace() or before in '([{—–-/:“"…>'


def _closing(text: str, mark: str, at: int, start: int, end: int) -> int | None:
    """Position after the closing mark, or None."""
    if mark in _CLOSERS:
        found = [text.find(closer, at, end) for closer in (*_CLOSERS[mark], '"')]
        found = [place for place in found if place >= 0]
        return min(found) + 1 if found else None
    if mark == "``":
        place = text.find("''", at, end)
        return place + 2 if place >= 0 else None
    if mark == '"':
        return _double(text, at, end)
    return _single(text, at, end)


def _double(text: str, at: int, end: int) -> int | None:
    place = at
    while (
        place := min((p for p in (text.find('"', place, end), text.find("”", place, end)) if p >= 0), default=-1)
    ) >= 0:
        after = text[place + 1] if place + 1 < end else " "
        if text[place] == "”" or not text[place - 1].isspace() or not after.isalnum():
            return place + 1
        return None
    return None


def _single(text: str, at: int, end: int) -> int | None:
    """End of a quotation in single marks. A mark between letters is an apostrophe; one after "s" and before a small
    letter may be a plural possessive and closes only when nothing better follows."""
    spare: int | None = None
    for match in re.compile("['’‘]").finditer(text, at, end):
        place = match.start()
        before = text[place - 1]
        after = text[place + 1] if place + 1 < end else " "
        if after.isalnum() or before.isspace():
            if before.isspace() and after.isalnum() and spare is not None:
                return spare
            continue
        possessive = before in "sS" and re.match(r" [a-z]", text[place + 1 : place + 3]) is not None
        if not possessive:
            return place + 1
        spare = spare or place + 1
    return spare
