"""Where the verb near an expression points: to the past or the future.

Without a parser: the nearest verbal sign before the expression in its sentence decides, else the nearest after it.
"""

from __future__ import annotations

from dateline.timex.words import Stream

REACH = 18
FUTURE = frozenset([
    "will", "shall", "'ll", "upcoming", "forthcoming", "due", "scheduled", "slated", "expected", "expects", "hopes",
    "intends", "intend", "aims",
])  # fmt: skip
BEFORE_TO = frozenset([
    "plan", "plans", "planned", "planning", "set", "going", "agreed", "agree", "vowed", "promised", "hope",
    "hoping", "supposed", "ready", "want", "wants",
])  # fmt: skip
"""Followed by "to" they point ahead."""
PAST = frozenset([
    "was", "were", "had", "said", "did", "told", "came", "went", "took", "held", "left", "began", "fell", "rose",
    "killed", "hit", "struck", "shot", "broke", "met", "made", "saw", "got", "gave", "found", "sent", "won", "lost",
    "kept", "spoke", "wrote", "ran", "fled", "flew", "drove", "led", "been", "won't", "reported", "been", "became",
    "put", "set", "died", "according", "has", "have",
]) - {"won't", "set", "put"}  # fmt: skip
BASE_AFTER_TO = frozenset([
    "be", "begin", "end", "meet", "hold", "vote", "start", "open", "close", "visit", "take", "resume", "return",
    "arrive", "leave", "expire", "go", "come",
])  # fmt: skip
STOPS = frozenset(".!?;")


def direction(tokens: Stream, first: int, last: int) -> int:
    """−1 past (−2 beyond doubt), 1 future, 0 no sign; "by" and "until" before the expression point ahead unless the past perfect does not."""
    if tokens.kind(first - 1, "ENDED", "SINCE"):
        return -2
    if tokens.kind(last, "POSSESSIVE") and tokens.kind(last - 1, "WEEKDAY"):
        return -1
    if tokens.kind(first - 1, "BY", "UNTIL") and "had" not in tokens.lower[max(0, first - REACH) : last + 8]:
        return _deadline(tokens, first)
    for index in _left(tokens, first):
        sign = _sign(tokens, index)
        if sign:
            return sign
    for index in _right(tokens, last):
        sign = _sign(tokens, index)
        if sign:
            return sign
    return 0


_SETS_A_DATE = frozenset([
    "ordered", "postponed", "delayed", "extended", "adjourned", "suspended", "given", "asked", "urged", "promised",
    "vowed", "barred", "banned", "remanded",
])  # fmt: skip
_TIMETABLE = frozenset(
    ["starts", "begins", "opens", "ends", "expires", "resumes", "arrives", "leaves", "departs", "closes"]
)


def _deadline(tokens: Stream, first: int) -> int:
    """ "By" and "until" point ahead, except after a past verb that sets no date ("were empty by Friday")."""
    for index in _left(tokens, first):
        if tokens.lower[index] in _SETS_A_DATE:
            return 1
        if sign := _sign(tokens, index):
            return sign
    return 1


def _left(tokens: Stream, first: int) -> list[int]:
    found = []
    for index in range(first - 1, max(first - REACH, -1), -1):
        if _ends_sentence(tokens, index):
            break
        found.append(index)
    return found


def _right(tokens: Stream, last: int) -> list[int]:
    found = []
    for index in range(last, min(last + REACH, len(tokens.words))):
        if _ends_sentence(tokens, index):
            break
        found.append(index)
    return found


def _ends_sentence(tokens: Stream, index: int) -> bool:
    word = tokens.words[index]
    if word in ("!", "?", ";") or tokens.kind(index, "BREAK"):
        return True
    if word != ".":
        return False
    before = tokens.words[index - 1] if index else ""
    after = tokens.words[index + 1] if index + 1 < len(tokens.words) else "A"
    return len(before) > 3 and (after[:1].isupper() or not after[:1].isalnum())


def _sign(tokens: Stream, index: int) -> int:
    word = tokens.lower[index]
    if word == "would" and tokens.lower[index + 1 : index + 2] != ["have"]:
        return 1
    if word in _TIMETABLE:
        return 1
    if word in FUTURE:
        if "had" in tokens.lower[max(0, index - 3) : index]:
            return -1
        if word == "expected" and tokens.lower[index - 1] in ("than", "as"):
            return 0
        return 1
    before = tokens.lower[index - 1] if index else ""
    if word in BASE_AFTER_TO and before == "to":
        return 1
    if word in BEFORE_TO and tokens.lower[index + 1 : index + 2] == ["to"]:
        return 1
    if word in PAST or (word.endswith("ed") and len(word) > 3 and word not in ("united", "armed", "hundred")):
        if before == "be" or (index > 1 and before in ("not", "also") and tokens.lower[index - 2] == "be"):
            return 1
        if before in ("will", "shall"):
            return 1
        return -1
    return 0
