"""To whom it was told, and whom the source cites in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.attributions.lexicon import Words
from dateline.attributions.naming import known_outlet

_MEDIA = (
    r"news agency|news agencies|agency|television|TV|radio|newspaper|newspapers|daily|channel|network|broadcaster|magazine|weekly|"
    r"news website|website|media|outlet|news|podcast|programme|program|press"
)
_NAME = r"(?:[A-Z][\w&.’'\-]*|al-[A-Z]\w+)"
_PHRASE = rf"(?P<told>(?:(?:the|an?|its|his|her|Britain[’']s|[A-Z]\w+[’']s)\s+)?(?:[\w\-]+\s+){{0,3}}?(?:{_NAME}(?:[ \-](?:{_NAME}|of|and|de|del|la|le|du|the)){{0,5}}|(?:{_MEDIA})\b)(?:\s+(?:{_MEDIA})\b){{0,2}})"
_WAYS = [
    re.compile(rf"\b(?:[Tt]old|[Tt]ells?|[Tt]elling)\s+{_PHRASE}"),
    re.compile(
        r"\b(?:[Ss]peaking|[Ss]poke|[Ss]peaks|[Tt]alking|[Tt]alked|[Cc]omments?|[Rr]emarks|[Ss]tatements?|(?:tele)?phone call|"
        rf"[Ii]nterviews?|[Ii]nterviewed|[Mm]essage|[Mm]essages|[Ee]mail|said|confirmed|wrote)\s+(?:(?:exclusively|by (?:tele)?phone|on \w+day|\w+ly|from \w+|aired|broadcast|published|carried|given)\s+){{0,3}}(?:to|with|by|on|in|for)\s+{_PHRASE}"
    ),
]  # fmt: skip
_CITES = re.compile(r"\b(?:citing|quoting|cited|quoted|cites|quotes|referring to|relying on|based on)\s+(?P<via>[^,.;:“”\"()]{3,90})")
_STOP = re.compile(
    r"\s+(?:as|that|who|which|when|while|after|before|said|says|saying|told|reported|in|on|for|from|because|and said|but|where|by|to|"
    r"including|over|at|during|about|has|have|had|was|were|is|are)\b.*",
    re.DOTALL,
)
_QUOTED_BY = re.compile(
    r"\b(?:quoted|cited|reported|carried|shown|aired|published|broadcast|shared|distributed)\s+(?:as saying\s+)?(?:on\s+\w+day\s+)?by\s+(?P<by>[^,.;:“”\"()]{2,60})"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A name with its span in the text."""

    name: str
    start: int
    end: int


def told_to(text: str, start: int, end: int, words: Words) -> Found | None:
    """The outlet that the words of ``text[start:end]`` say was spoken to."""
    for way in _WAYS:
        for match in way.finditer(text, start, end):
            found = media(text, match.start("told"), match.end("told"), words)
            if found is not None:
                return found
    return None


def media(text: str, start: int, end: int, words: Words) -> Found | None:
    """The outlet in a phrase: a known one, or a phrase that ends in a word for one."""
    phrase = text[start:end]
    parts = list(re.finditer(r"\S+", phrase))
    for first in range(len(parts)):
        for last in range(len(parts), first, -1):
            low, high = parts[first].start(), parts[last - 1].end()
            name = known_outlet(phrase[low:high], words)
            if name and phrase[low : low + 1].isupper():
                article = re.match(r"[Tt]he\s+", phrase[low:high])
                low += article.end() if article and name.lower().split()[0] != "the" else 0
                bare_end = high - (2 if phrase[low:high].endswith(("'s", "’s")) else 0)
                return Found(name, start + low, start + bare_end)
    tail = re.search(rf"(?:{_MEDIA})$", phrase)
    if tail is None:
        return None
    article = re.match(r"(?:the|an?|its|his|her)\s+", phrase)
    low = article.end() if article else 0
    return Found(phrase[low:], start + low, end)


def cited(text: str, start: int, end: int) -> Iterator[Found]:
    """Whom the words of ``text[start:end]`` cite or quote."""
    for match in _CITES.finditer(text, start, end):
        phrase = _STOP.sub("", match["via"]).rstrip()
        article = re.match(r"(?:the|an?|its|what it (?:called|said was))\s+", phrase)
        low = article.end() if article else 0
        if len(phrase) - low > 1:
            yield Found(phrase[low:], match.start("via") + low, match.start("via") + len(phrase))


def quoted_by(text: str, start: int, end: int, words: Words) -> Found | None:
    """The outlet by which somebody is quoted ("was quoted as saying by …")."""
    for match in _QUOTED_BY.finditer(text, start, end):
        phrase = _STOP.sub("", match["by"]).rstrip()
        found = media(text, match.start("by"), match.start("by") + len(phrase), words)
        if found is not None:
            return found
    return None
