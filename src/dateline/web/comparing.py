"""Two versions of a page side by side, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from dateline.web.shapes import Line

MOST_LINES = 1500
"""Longer changed stretches are shown as wholly gone and wholly new, so that no page takes long."""

Operation = Literal["same", "gone", "new"]


def compared(older: str, newer: str) -> list[Line]:
    """Lines that stayed, went and came, in reading order; blank lines are left out."""
    before, after = _lines(older), _lines(newer)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    middle = _middle(before[start : len(before) - end], after[start : len(after) - end])
    tail = after[len(after) - end :] if end else []
    return [*_all("same", after[:start]), *middle, *_all("same", tail)]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _shared(first: Sequence[str], second: Sequence[str]) -> int:
    number = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        number += 1
    return number


def _middle(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    if max(len(before), len(after)) > MOST_LINES:
        yield from _all("gone", before)
        yield from _all("new", after)
        return
    for tag, at, to, new_at, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from _all("same", after[new_at:new_to])
        else:
            yield from _all("gone", before[at:to])
            yield from _all("new", after[new_at:new_to])


def _all(operation: Operation, lines: Sequence[str]) -> Iterator[Line]:
    return (Line(op=operation, text=line) for line in lines)
