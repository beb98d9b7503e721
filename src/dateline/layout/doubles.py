"""Units printed twice: the same words, or the same but for white space, marks and a few words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_WORD = re.compile(r"\w+")
NEAR = 0.9
FEWEST_NEAR = 8
"""Words from which a repetition may differ in a few."""
REACH = 4
"""How many units on a repetition that differs in a few words may stand."""


def duplicates(texts: Sequence[str], reach: int = REACH) -> list[int | None]:
    """For each text the index of the earlier one that it repeats, if any. Texts without words repeat nothing."""
    words = [tuple(word.lower() for word in _WORD.findall(text)) for text in texts]
    first: dict[tuple[str, ...], int] = {}
    out: list[int | None] = []
    for index, own in enumerate(words):
        found = first.setdefault(own, index) if own else index
        if found == index and len(own) >= FEWEST_NEAR:
            found = next((before for before in range(index - 1, max(-1, index - 1 - reach), -1) if nearly(words[before], own)), index)
            found = index if found == index else (out[found] if out[found] is not None else found)  # type: ignore[assignment]
        out.append(None if found == index else found)
    return out


def nearly(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two word lists are the same but for a few words."""
    short, long = sorted((len(one), len(other)))
    if short < FEWEST_NEAR or short < long * NEAR:
        return False
    ahead = 0
    while ahead < short and one[ahead] == other[ahead]:
        ahead += 1
    behind = 0
    while behind < short - ahead and one[-1 - behind] == other[-1 - behind]:
        behind += 1
    if ahead + behind >= NEAR * short:
        return True
    common = (Counter(pairwise(one)) & Counter(pairwise(other))).total()
    return common >= NEAR * (long - 1)
