"""To whom it was told, and whom the source cites in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
_CITES = re.compile(
    r"\b(?:citing|quoting|cited|quoted|cites|quotes|referring to|relying on|based on)\s+(?P<via>[^,.;:“”\"()]{3,90})"
)
_STOP = re.compile(
    r"\s+(?:as|that|who|which|when|while|after|before|said|says|saying|told|reported|in|on|for|from|because|and said|but|where|by|to|"
    r"including|over|at|during|about|has|have|had|was|were|is|are)\b.*",
    re.DOTALL,
)
_QUOTED_BY = re.compile(
    r"\b(?:quoted|cited|reported|carried|shown|aired|published|broadcast|shared|distributed)\s+(?:as saying\s+)?(?:on\s+\w+day\s+)?by\s+(?P<by>[^,.;:“”\"()]{2,60})"
)

_QUOTES = re.compile(
    r"(?P<by>[A-Z][^,.;:“”\"()]{1,50}?)\s+(?:has\s+|had\s+|also\s+)?(?:quoted|cited|quotes)\s[^.;“”]{2,80}?\sas\s(?:saying|telling)"
)
_BY_ACCOUNT = re.compile(r"\baccording to\s+(?P<by>[^,.;:“”\"()]{2,60})")


@dataclass(frozen=True, slots=True)
class Found:
    """A name with its span in the text."""

    name: str
    start: int
    end: int


def told_to(text: str, start: int, end: int, words: Words, own: Sequence[str] = ()) -> Found | None:
    """The outlet that the words of ``text[start:end]`` say was spoken to; `own` are names of the page's outlet and agency."""
    for way in _WAYS:
        for match in way.finditer(text, start, end):
            found = media(text, match.start("told"), match.end("told"), words, own)
            if found is not None:
                return found
    return None


def agency(text: str, words: Words) -> Found | None:
    """The agency that a dateline credits: "KHARTOUM, 3 May (Reuters) -" at the start of a line."""
    for match in _CREDIT.finditer(text):
        name = match["agency"].strip()
        if name.lower() in ("ap", "afp", "upi") or known_outlet(name, words) or len(name.split()) <= 3:
            return Found(known_outlet(name, words) or name, match.start("agency"), match.start("agency") + len(name))
    return None


_CREDIT = re.compile(r"^[A-ZÀ-Ý][^()\n]{1,60}\((?P<agency>[A-Z][\w.&’' \-]{1,40})\)\s*(?:[-—–:]|--)", re.MULTILINE)


def media(text: str, start: int, end: int, words: Words, own: Sequence[str] = ()) -> Found | None:
    """The outlet in a phrase: one of the page's `own`, a known one, one whose name has a word of outlets in it, or a phrase
    that ends in such a word ("state television")."""
    phrase = text[start:end]
    for name in own:
        short = re.sub(r"^[Tt]he\s+", "", name)
        at = phrase.find(short)
        if at >= 0:
            return Found(name, start + at, start + at + len(short))
    parts = [(part.start(), part.end()) for part in re.finditer(r"\S+", phrase)]
    for first in range(len(parts)):
        for last in range(len(parts), first, -1):
            found = _known(phrase, parts[first][0], parts[last - 1][1], words)
            if found is not None:
                return Found(found.name, start + found.start, start + found.end)
    titled = any(
        phrase[low].isupper() and phrase[low:high].strip(",.;:").lower() in words.papers for low, high in parts
    )
    if not titled and re.search(rf"(?:{_MEDIA})$", phrase) is None:
        return None
    if own and re.match(r"(?:this|our)\s", phrase):
        return Found(own[0], start, end)
    article = re.match(r"(?:the|an?|its|his|her)\s+", phrase)
    low = article.end() if article else 0
    return Found(phrase[low:], start + low, end)


def _known(phrase: str, low: int, high: int, words: Words) -> Found | None:
    """A known outlet that is exactly ``phrase[low:high]``, its article and a possessive left out of the span."""
    name = known_outlet(phrase[low:high], words)
    if not name or not phrase[low].isupper():
        return None
    article = re.match(r"[Tt]he\s+", phrase[low:high])
    if article and name.lower().split()[0] != "the":
        low += article.end()
    return Found(name, low, high - (2 if phrase[low:high].endswith(("'s", "’s")) else 0))


def cited(text: str, start: int, end: int) -> Iterator[Found]:
    """Whom the words of ``text[start:end]`` cite or quote."""
    for match in _CITES.finditer(text, start, end):
        if re.match(r"[^.;]{0,80}?\bas (?:saying|telling)\b", text[match.start("via") : end]) or match[
            "via"
        ].startswith("by "):
            continue
        phrase = _STOP.sub("", match["via"]).rstrip()
        article = re.match(r"(?:the|an?|its|what it (?:called|said was))\s+", phrase)
        low = article.end() if article else 0
        if len(phrase) - low > 1:
            yield Found(phrase[low:], match.start("via") + low, match.start("via") + len(phrase))


def quoted_by(text: str, start: int, end: int, words: Words, own: Sequence[str] = ()) -> Found | None:
    """The outlet by which somebody is quoted ("was quoted as saying by …", "…, according to the agency Y, …")."""
    for match in (
        *_QUOTED_BY.finditer(text, start, end),
        *_QUOTES.finditer(text, start, end),
        *_BY_ACCOUNT.finditer(text, start, end),
    ):
        phrase = _STOP.sub("", match["by"]).rstrip()
        found = media(text, match.start("by"), match.start("by") + len(phrase), words, own)
        if found is not None:
            return found
    return None
