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
    r"^(?:['’]s?\s+|\s|-)(?:(?:new|former|central|interim|federal|national|military|naval|air|defen[cs]e|foreign|special|senior|top|armed|"
    r"ground|government|security|transitional|caretaker|peace|deputy|ruling|own|border|army|regular|elite|chief|prime)[\s-]){0,3}"
    r"(?:government|regime|authorities|administration|officials?|army|military|troops|forces|soldiers|"
    r"ministry|ministers?|president|parliament|delegation|embassy|ambassador|envoy|navy|police|leaders?|leadership|"
    r"backed|led|based|allied|aligned|controlled|born|made|funded|supported|brokered|sponsored)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"^\s+(?:(?:has|have|had|also|later|then|repeatedly|again|still|now|never|reportedly|did|does|do|must|will|would|may|might)\s+(?:not\s+|no\s+)?)*"
    r"(?:\w{3,}ed|told|sent|gave|made|held|spoke|calls|publishes|says|uses|speaks|wants|asks|plans|admits|blames|keeps|puts|sees|"
    r"publish|call|reply|comment|speak|talk|act|answer|pay|give|send|lift|recognise|recognize|agree|allow|accept|its\s+own)\b"
)
_BEFALLS = re.compile(
    r"^\s+(?:(?:has|have|had|was|were|is|been|also|later|then|again|still|now|never)\s+)*"
    r"(?:remained|changed|suffered|experienced|witnessed|welcomed|hosted|opened|closed|burned|flooded|collapsed|surrendered|reopened|"
    r"resembled|turned|looked|seemed|stayed|located|shelled|hit|besieged|bombed|attacked|captured|seized|divided|reached|named|needed|bed|red)\b"
)
_ALONE = re.compile(
    r"(?:^|[.!?:;”\"’'\)]\s+|\n\s*|—\s*|–\s*|\b(?:but|while|and|that|which|where|though|although|because|after|before|when|name|if|as|whom|says|said),?\s+|,\s+)$"
)
_TALKS = re.compile(
    r"\b(?:between|relations with|ties with|talks with|deal with|war with|support from|pressure on|sanctions on|sanctions against)\s+$"
)
_FROM_HOLDER = re.compile(
    r"\b(?:government|parliament|army|armed forces|security forces|ministry|embassy)\s+of\s+(?:the\s+)?$", re.IGNORECASE
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
    if area and _ACTS.match(after) and not _BEFALLS.match(after) and _ALONE.search(before):
        return False
    if re.search(r"\baccording to $", before, re.IGNORECASE):
        return False
    return not (area and _TALKS.search(before))
