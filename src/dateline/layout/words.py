"""What one line of a page looks like by itself: its words, marks and telling phrases, as numbers.

The word lists are our own, from what news sites print around their stories.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_DATE = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?\s+\d{1,4}\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\b|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b|\b\d{1,2}:\d\d\b|\b\d+\s+(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago\b",
    re.I,
)
_END = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_QUOTE = re.compile(r"[\"“”«»]|(?<!\w)['‘]|['’](?!\w)")
_BYLINE = re.compile(r"^\W*(?:(?:written|reported|posted|published|story|words|report)\s+)?by\b|^\W*(?:author|from our|staff (?:writer|reporter)|reporter)\b", re.I)
_CAPTION = re.compile(
    r"\b(?:photo(?:graph)?s?|image|pictured?|credit|courtesy|getty|shutterstock|istock|\(left\)|\(right\)|\(?file photo|via reuters|ap photo|afp)\b"
    r"|^\W*(?:pictured|photo|image|caption|file)\b|\((?:AP|AFP|Reuters|Getty)\b|\b(?:AP|AFP|EPA|REUTERS|Getty Images)\s*$",
    re.I,
)
_CODE = re.compile(r"https?://|www\.|@\w|#\w|\.com\b|[{}=<>|]|\w+\(\)", re.I)
_MARK = re.compile(r"^\W*[•·»›→▶✓*+\-–—]\s|[|»›→▼▲✕×⋮]|\s[/•·]\s")

FUNCTION = frozenset(
    ["a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he", "her", "him", "his", "i", "if", "in", "into", "is", "it", "its", "of", "on", "or", "our", "she", "so", "that", "the", "their", "them", "there", "they", "this", "to", "was", "we", "were", "what", "when", "where", "which", "while", "who", "will", "with", "would", "you", "your", "not", "no", "than", "then", "also", "after", "before", "over", "under", "about", "because", "during", "between", "against", "out", "up", "more", "most", "could", "should", "can", "may", "might", "did", "do", "does", "being", "these", "those", "such", "only", "other", "some", "any", "all", "both", "each", "how", "very", "just"]
)
SPEECH = frozenset(
    ["said", "says", "say", "told", "tells", "added", "adds", "according", "statement", "announced", "reported", "asked", "warned", "claimed", "insisted", "explained", "wrote", "noted", "argued", "confirmed", "denied", "stated"]
)
FURNITURE = frozenset(
    ["subscribe", "subscribed", "subscription", "subscribers", "newsletter", "newsletters", "signup", "login", "logout", "register", "account", "password", "email", "cookies", "cookie", "privacy", "policy", "terms", "conditions", "copyright", "reserved", "rights", "advertisement", "advertise", "advertising", "sponsored", "ad", "ads", "comments", "comment", "reply", "share", "tweet", "facebook", "twitter", "instagram", "youtube", "pinterest", "linkedin", "whatsapp", "telegram", "reddit", "follow", "menu", "search", "home", "contact", "sitemap", "careers", "faq", "help", "feedback", "download", "app", "apps", "podcast", "podcasts", "rss", "print", "click", "continue", "skip", "loading", "close", "submit", "cancel", "unlimited", "offer", "deals", "javascript", "browser", "enable", "disable", "editorial", "disclaimer", "affiliate", "commission", "consent", "preferences", "opt", "disqus", "flipboard", "gdpr", "inbox"]
)
POINTERS = frozenset(
    ["related", "read", "more", "trending", "popular", "latest", "recommended", "recommends", "next", "previous", "also", "watch", "see", "stories", "story", "top", "must", "editor's", "picks", "featured", "headlines", "news", "tags", "topics", "filed", "archive", "archives", "posts", "post", "gallery", "video", "videos", "photos", "viewed", "shared", "topstories"]
)
PERSON = frozenset(["i", "me", "my", "we", "us", "our", "you", "your", "yours"])

NAMES = (
    "characters", "words", "word_length", "function", "speech", "furniture", "pointers", "person", "capitals", "shouted",
    "digits", "ends", "sentences", "colon", "commas", "quotes", "question", "lower_start", "byline", "caption", "date",
    "code", "marks", "copyright", "distinct", "letters", "quote_start", "dash_start",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its lower-case words and its numbers (in the order of `NAMES`)."""

    words: tuple[str, ...]
    content: frozenset[str]
    numbers: tuple[float, ...]


def look(text: str) -> Line:
    """What one line looks like; shares are of words or characters, between 0 and 1."""
    found = _WORD.findall(text)
    words = tuple(word.lower() for word in found)
    count = len(words)
    distinct = frozenset(words)
    share = 1.0 / count if count else 0.0
    size = len(text)
    head = text[:4].lstrip()
    wordy = count >= 3
    numbers = (
        float(size),
        float(count),
        sum(map(len, words)) * share,
        sum(word in FUNCTION for word in words) * share,
        float(len(distinct & SPEECH)),
        float(len(distinct & FURNITURE)),
        float(len(distinct & POINTERS)),
        float(len(distinct & PERSON)),
        sum(word[0].isupper() for word in found) * share,
        sum(word.isupper() and len(word) > 1 for word in found) * share,
        sum(word.isdigit() for word in words) * share,
        float(_END.search(text, max(0, size - 8)) is not None),
        float(len(_SENTENCE_BREAK.findall(text)) if wordy else 0),
        float(text.rstrip()[-1:] == ":"),
        text.count(",") * share,
        float(min(len(_QUOTE.findall(text)), 8)),
        float("?" in text),
        float(head[:1].islower()),
        float(_BYLINE.match(text) is not None),
        float(_CAPTION.search(text) is not None),
        float(_DATE.search(text) is not None),
        float(_CODE.search(text) is not None),
        float(_MARK.search(text) is not None),
        float("©" in text or "all rights" in text[:4000].lower()),
        len(distinct) * share,
        sum(map(len, words)) / size if size else 0.0,
        float(head[:1] in "\"“'‘«"),
        float(head[:1] in "-–—•*"),
    )
    return Line(words, distinct - FUNCTION, numbers)
