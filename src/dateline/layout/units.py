"""The units of a page that get one label each: blocks of HTML, or lines and paragraphs of a plain-text dump."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dateline.model import Block

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
BLANK = " \t\ufeff\u00a0\u200b\u200c\u200d\u200e\u200f\u2060\u2002\u2003\u2009\u202f\u3000\x1c\x1d\x1e\x1f\u00ad"
_WRAP_LOW, _WRAP_HIGH = 50, 100
_RUN_ON = 0.4
"""Share of wrapped lines that begin with a small letter."""


@dataclass(frozen=True, slots=True)
class Unit:
    """``text[start:end]`` with `gap` line breaks before it; `block` is what mark-up told, if there was any."""

    start: int
    end: int
    gap: int = 1
    block: Block | None = None


def units_of(text: str, blocks: Sequence[Block] = ()) -> list[Unit]:
    """The units of a page in order; they do not overlap and cover all but blank text."""
    if blocks:
        return _trimmed(text, [Unit(block.start, block.end, 1, block) for block in blocks])
    lines = _trimmed(text, [Unit(match.start(), match.end()) for match in _LINE.finditer(text)])
    lines = [Unit(line.start, line.end, _gap(text, before, line)) for before, line in zip([None, *lines], lines)]
    return _paragraphs(text, lines) if _is_wrapped(text, lines) else lines


def _trimmed(text: str, units: list[Unit]) -> list[Unit]:
    """Units without white space around them; those that hold nothing else are left out."""
    out: list[Unit] = []
    for unit in units:
        start, end = unit.start, unit.end
        while start < end and (text[start] in BLANK or text[start].isspace()):
            start += 1
        while end > start and (text[end - 1] in BLANK or text[end - 1].isspace()):
            end -= 1
        if start < end:
            out.append(Unit(start, end, unit.gap, unit.block))
    return out


def _gap(text: str, before: Unit | None, line: Unit) -> int:
    if before is None:
        return 2
    return len(_BREAK.findall(text, before.end, line.start))


def _is_wrapped(text: str, lines: Sequence[Unit]) -> bool:
    """Whether lines were broken at a fixed width: most that are followed at once by another are about as long as the longest,
    and sentences run on over their ends."""
    pairs = [(one, following) for one, following in pairwise(lines) if following.gap == 1]
    inner = [one.end - one.start for one, _ in pairs]
    if len(inner) < 6 or len(inner) < len(lines) * 0.4:
        return False
    longest = sorted(inner)[int(len(inner) * 0.9)]
    full = sum(longest * 0.75 <= size <= longest * 1.15 for size in inner)
    if not (_WRAP_LOW <= longest <= _WRAP_HIGH and full >= len(inner) * 0.7 and median(inner) >= _WRAP_LOW - 5):
        return False
    return text.isupper() or sum(text[following.start].islower() for _, following in pairs) >= len(pairs) * _RUN_ON


def _paragraphs(text: str, lines: Sequence[Unit]) -> list[Unit]:
    """Wrapped lines joined to paragraphs: a blank line, an indent or a line that stops short ends one."""
    width = sorted(line.end - line.start for line in lines)[int(len(lines) * 0.9)]
    out: list[Unit] = []
    last = -1
    for line in lines:
        indented = text[max(0, line.start - 3) : line.start].isspace() and line.start - 3 > max(last, 0) and "\n" not in text[line.start - 3 : line.start]
        if out and line.gap == 1 and not indented and out[-1].end - last >= width * 0.7:
            out[-1] = Unit(out[-1].start, line.end, out[-1].gap)
        else:
            out.append(line)
        last = line.start
    return out
