"""Headlines that name their source by form alone: "X: …", "… - X", "…, says X", "…, according to X"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.attributions.lexicon import Words
from dateline.attributions.statements import Statement, kind_of

SURE = 0.6
"""Confidence of a statement read off the form of a headline."""
_LEAD = re.compile(r"(?P<by>[A-Z][^:“”\"]{0,50}?)(?P<cue>:)\s+(?P<said>\S.{8,})", re.DOTALL)
_SAYS = re.compile(
    r"(?P<said>.{8,}?)[,;]\s+(?:(?P<cue>says?|said|claims?|warns?|according to|reports?|insists?)\s+(?P<by>[^,:;]{2,60})|"
    r"(?P<by2>[^,:;]{2,50}?)\s+(?P<cue2>says?|said|claims?|warns?|reports?|insists?))\s*$",
    re.DOTALL,
)
_TAIL = re.compile(r"(?P<said>.{12,}?)(?P<cue>\s[-–—]\s|:\s)(?P<by>[^:–—]{2,45})$", re.DOTALL)
_COMPASS = "North|South|East|West|New|Central|Saint|San|El|Los|Great"


def headline_statements(text: str, start: int, end: int, words: Words) -> Iterator[Statement]:
    """The statement of a headline at ``text[start:end]``, if its form names a source."""
    while end > start and text[end - 1] in " \n\t.":
        end -= 1
    for form in (_SAYS, _LEAD, _TAIL):
        match = form.fullmatch(text, start, end)
        if match is None:
            continue
        side = "" if match["by"] else "2"
        by, cue = match.span("by" + side), match.span("cue" + side)
        if form is _SAYS or speaks(text, by, end, words):
            content = (match.span("said"),)
            yield Statement(content, kind_of(text, content), by, cue, SURE, 0)
            return


def speaks(text: str, by: tuple[int, int], after: int, words: Words) -> bool:
    """Whether a phrase can be a speaker: it ends in a word for one, is an abbreviation or an outlet, or names somebody whom
    the story names in full."""
    name = text[by[0] : by[1]].strip()
    last = name.split()[-1].lower()
    if (
        last in words.roles | words.collective | words.groups | words.bodies | words.documents
        or name.lower() in words.outlets
    ):
        return True
    if re.fullmatch(r"(?:the )?[A-Z]{2,6}", name):
        return True
    full = re.compile(rf"\b(?!(?:{_COMPASS})\b)[A-Z][\w’'-]+ {re.escape(name)}\b")
    return len(name.split()) <= 3 and name[0].isupper() and full.search(text, after) is not None
