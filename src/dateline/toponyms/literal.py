"""Whether a place name means the place itself, or somebody from or at it: its government, its team, its people."""

from __future__ import annotations

import re

_SPEAKS = re.compile(
    r"^\s+(?:(?:has|have|had|also|later|then|repeatedly|again|still|now|never|reportedly)\s+)*"
    r"(?:said|says|say|saying|announced|accus\w+|denie[sd]|warn\w*|condemn\w*|claim\w*|insist\w*|want\w*|agree[sd]|refus\w+|urge[sd]|vow\w*|"
    r"reject\w*|sign(?:ed|s)|demand\w*|threaten\w*|promis\w+|recogni[sz]\w+|call(?:ed|s)\s+(?:on|for)|respond\w*|retaliat\w*|declar\w+|"
    r"imposed|pledg\w+|back(?:s|ed)|support(?:s|ed)|oppos\w+|blam\w+|hopes?|hoped|believ\w+|fears?|sent|summon\w*|expel\w*|deploy\w*|"
    r"launched|considers?|considered|criticis\w+|criticiz\w+|protest\w*|welcom\w+|will\s+not\s+(?:recogni\w+|accept|allow|tolerate)|"
    r"has\s+(?:its|no)|beat|won|lost|scored|play(?:s|ed)|draw|drew)\b"
)
_HOLDERS = re.compile(
    r"^(?:['’]s?)?[\s-]+(?:(?:\w+[\s-]){0,2}?)(?:government|regime|authorities|administration|officials?|army|military|troops|forces|soldiers|"
    r"ministry|ministers?|president|prime\s+minister|parliament|delegation|embassy|ambassador|envoy|navy|police|leaders?|leadership|"
    r"backed|led|based|allied|aligned|controlled|born|made|funded|supported|brokered|sponsored)\b"
)
_TALKS = re.compile(
    r"\b(?:between|relations with|ties with|talks with|deal with|war with|support from|pressure on|sanctions on|sanctions against)\s+$"
)
_FROM_HOLDER = re.compile(
    r"\b(?:government|president|parliament|army|king|ministry|embassy)\s+of\s+(?:the\s+)?$", re.IGNORECASE
)


def is_literal(text: str, start: int, end: int, area: bool) -> bool:
    """Whether ``text[start:end]`` means the place itself. `area`: the place is a country or a capital (which can act)."""
    after = text[end : end + 60]
    before = text[max(0, start - 40) : start]
    if _SPEAKS.match(after) and not re.search(r"\b(?:in|at|near|from|of|outside|around|to)\s+(?:the\s+)?$", before):
        return False
    if _HOLDERS.match(after) and (area or not after.startswith(("'", "’"))):
        return False
    if _FROM_HOLDER.search(before):
        return False
    return not (area and _TALKS.search(before))
