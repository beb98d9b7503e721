"""Lines that tell what they are by their wording: datelines, bylines, dates, captions, pointers, furniture.

Patterns are our own, from how agencies and papers print these lines.
"""

from __future__ import annotations

import re

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
DAY = rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}(?:,?\s+\d{{4}})?|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"

_PLACE = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'’.\-]+(?:[ ][A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'’.\-]*)*"
_NAME = r"[A-Z\u00c0-\u00de][\w'’.\-]+(?:[ /][A-Z\u00c0-\u00de(][\w'’.\-]*){0,4}"
_TAIL = rf"(?:,\s*[A-Z][\w .'’\-]{{1,40}}?)?(?:\s*[,/]\s*(?i:{WEEKDAY},?\s*)?(?i:{DAY}))?\s*(?:\([^()]{{2,60}}\)|[\[][^\]]{{2,60}}[\]])?"
DATELINE = re.compile(
    rf"^\W{{0,3}}(?:{_PLACE}{_TAIL}\s*(?:--+|[—–]|-\s|:\s(?=[A-Z\"“'‘])|\s/\s|\.\s+(?=[A-Z\"“'‘][a-z]))"
    rf"|{_NAME}(?:,\s*[A-Z][\w .'’\-]{{1,30}})?\s*,\s*(?i:{WEEKDAY},?\s*)?(?i:{DAY})(?:[/,]\s*\d{{4}})?\s*(?:\([^()]{{2,60}}\)|[\[][^\]]{{2,60}}[\]])\s*(?:--+|[—–-])?\s?"
    rf"|{_NAME}(?:,\s*[A-Z][\w .'’\-]{{1,30}})?\s*\((?:[A-Z]{{2,5}}|[A-Z][\w ]{{2,30}})\)\s*(?:--+|[—–-])\s?"
    rf"|{_NAME}(?:,\s*[A-Z][\w .'’\-]{{1,30}})?\s*[,/]\s*(?i:{DAY})\s*(?:\([^()]{{2,60}}\))?\s*(?:--+|[—–]|-\s|:\s))"
)
"""The opening of a paragraph that says where (and when, and by whom) it was filed."""

PUBLISHED = re.compile(
    r"^\W*(?:first\s+)?(?:published|posted|created|filed|issued|updated|last\s+(?:updated|modified)|modified|date|publication date|release date|time)\b\s*(?:on|at|:|-|–)?",
    re.I,
)
BYLINE = re.compile(
    r"^\W*(?:(?:story|report|words|text|written|reported|reporting|posted|compiled|photographs?|additional reporting)\s+)?by:?\s+(?!the\s+time\b)[A-Z\u00c0-\u00de]"
    r"|^\W*(?:from|by)\s+(?:our|a|staff)\b.{0,40}$|^\W*(?:staff (?:writer|reporter|correspondent)|our correspondent|special correspondent|news desk|newsroom|web desk)\b.{0,30}$",
    re.I,
)
_BY_NAME = re.compile(r"^\W*(?:[Ww]ritten |[Rr]eported |[Ss]tory |[Rr]eport |[Ww]ords )?(?:[Bb]y|BY):?\s+[A-Z\u00c0-\u00de]")
DATE_ONLY = re.compile(
    rf"^\W*(?:(?:{WEEKDAY}),?\s*)?{DAY}(?:,?\s*(?:at|[-–—|·•,])?\s*\d{{1,2}}[:.h]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{{2,5}}|[+-]\d\d:?\d\d)?)?\W*$", re.I
)
CAPTION = re.compile(
    r"^\W*(?:photo|image|picture|pictured|caption|file photo|file image|file picture|video|map|graphic|infographic|illustration)\b\s*(?:by|credit|courtesy|:|/|\()"
    r"|^\W*(?:photograph|photo|image|picture)\s*:|\((?:left|right|centre|center|pictured|above|below|file photo|file|photo|image)[^)]{0,40}\)"
    r"|[\[(](?:photo|image|picture|credit|file)[:/ ][^\])]{2,80}[\])]\W*$|\b(?:photo|image|picture|credit)\s*:\s*[^.]{2,60}$"
    r"|(?:/|\bvia\s)(?:AP|AFP|EPA|Reuters|Getty|Anadolu|Xinhua|TASS|SIPA|EFE)\b[^.]{0,30}$|\b(?:AP|AFP|EPA|Reuters|Getty|Courtesy)\s+(?:photo|images?|file)\b"
    r"|^(?:map|figure|fig\.|table|chart|photo|picture|graphic|box)\s+\d+\s*[.:–—]"
    r"|^[^.!?]{8,180}[.!?]?\s*(?:\[[^\]]{3,40}\]|\((?:private|archive|courtesy|personal|family|handout|social|photo|image|file|screen|video|own)\b[^)]{0,40}\))\s*$"
    r"|^(?:a|an|the)?\s?(?:file|undated|handout|screengrab|screenshot|satellite|aerial|video)\s+(?:photo|image|picture|grab|view|frame)\b",
    re.I,
)
POINTER = re.compile(
    r"^\W*(?:(?:popular|related|recommended|recent|latest|trending|top|most\s+(?:read|popular|viewed|shared|commented)|editor'?s?’?\s+(?:picks?|choice)|featured|similar|other|more)\s*"
    r"(?:posts?|stories|story|articles?|news|reads?|content|topics?|coverage|headlines|videos?|now|reading|on\s+this|from|in|by|this\s+week|today)?\b.{0,50}"
    r"|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested|enjoy).{0,40}|(?:read|see|watch|listen|don'?t\s+miss|also\s+read|also\s+see|in\s+case\s+you\s+missed)(?:\s+(?:also|more|next|on))?\b.{0,30}"
    r"|also\s+on\b.{0,30}|(?:in\s+other\s+news|also\s+today|other\s+news|around\s+the\s+region)|(?:next|previous|newer|older)\s+(?:post|article|story|page)?\b.{0,20}|what\s+(?:to\s+read|others\s+are\s+reading).{0,20}|trending(?:\s+now)?|sponsored(?:\s+content)?|around\s+the\s+web|promoted.{0,20})\W*$",
    re.I,
)
"""A heading above other stories."""
INLINE_POINTER = re.compile(
    r"^\W*(?:read\s+(?:more|also|next|on)|popular|also\s+today|also\s+read|see\s+also|related(?:\s+(?:article|story|stories|news|coverage|content))?|more\s+on\s+this|recommended|also\s+on\b.{0,20}|next\s+article|previous\s+(?:article|report)|next\s+report|last\s+week|don'?t\s+miss|watch(?:\s+(?:also|now|more|video))?"
    r"|listen(?:\s+(?:also|now))?|in\s+pictures|explainer|opinion|editor'?s\s+pick|more\s+stories|background|more\s+from)\s*[:|>»–—-]+\s*\S",
    re.I,
)
"""A pointer to another story with that story's headline on the same line."""
LABELS = re.compile(
    r"^\W*(?:tags?|topics?|themes?|keywords?|filed\s+(?:under|in)|posted\s+in|categor(?:y|ies)|sections?|primary\s+country|other\s+countr(?:y|ies)|blogroll|see\s+(?:all|more)\b.{0,20}|in\s+this\s+section|archives?|"
    r"other\s+statements|browse|languages?)\b\s*[:|·>]",
    re.I,
)
"""A line of labels or links."""
SPONSORED = re.compile(r"^\W*(?:sponsored|promoted|partner\s+content|poll|quiz|photo\s+gallery|gallery|in\s+pictures|podcast|video|watch|listen|read\s+also|in\s+case\s+you\s+missed\s+it|from\s+the\s+same\s+issue)\s*[:|–—]\s*\S", re.I)
COMMENTS = re.compile(r"^\W*(?:\d+\s+)?(?:comments?|replies|responses|reader\s+comments|discussion|leave\s+a\s+(?:reply|comment)|join\s+the\s+(?:conversation|discussion))\b\W*(?:\d+)?\W*$", re.I)
COMMENT = re.compile(r"^\W*(?:@\w+\s*:|user\s+\w+\s*:|[\w.'-]+(?:\s[\w.'-]+)?\s+said\s*(?::|\.\.\.|…))\s+\S", re.I)
"""A reader's comment that opens with who wrote it."""
FURNITURE = re.compile(
    r"\bcookies?\b|privacy (?:policy|notice)|terms (?:of|and)\b|all rights reserved|copyright|©|\bsubscri|sign[- ]?(?:up|in)\b|log[- ]?(?:in|out)\b|newsletter|"
    r"\bshare (?:this|on|via|article|story)|\bshare\b\W*$|follow us|\btweet\b|facebook|whatsapp|telegram channel|\binstagram\b|sponsored|download (?:our|the) app|"
    r"\bcomments?\b|reply|click here|contact us|reproduc|republish|permission|e-?mail|\bunsubscribe|our (?:app|journalism|newsletter|reporters)|support (?:us|our)|donate|"
    r"become a (?:member|subscriber)|javascript|browser|min(?:ute)?s? read|all times|disclaimer|syndicat|copy link|print this|\bprint\b\W*$|terms & conditions|powered by|"
    r"listen to this|total views|views today|skip ad\b|watch live|breaking news alerts|^\W*(?:save|like|follow|listen|a- a\+|report this page|rep: |visits: )|your inbox|snapshot of the page|"
    r"write to (?:us|our)|for more information|covers? (?:the|for)\b.{0,60}\bfor\b|is a (?:reporter|correspondent|journalist|freelance|staff|writer|doctor|researcher)\b|made possible by|opinions expressed|responsibility for|"
    r"translations? (?:are|is) |errors:|forwarded by|issn\b|^\W*source:|-- quote|^\W*(?:mods?|admin):|page views|hotline|whatsapp line|"
    r"free (?:articles|trial)|unlimited access|continue reading|story continues|scroll down|loading|read time|views?\b\W*$|^\W*\d[\d,.k]*\s*(?:views|shares|comments|likes)",
    re.I,
)
NEVER_STORY = re.compile(
    r"^\W*(?:advertis(?:ement|ing|er)|sponsored|sign up (?:for|to)|subscribe (?:to|now|for)|disclaimer|page \d+ of \d+|mods?\s*:|user\s+\w+\s*:|--\s*quote|forwarded by|for more information\s*:|"
    r"all rights reserved|copyright\s|©|follow us|download (?:our|the) app|share this|click here|support (?:our|us)|become a member|read more\b.{0,3}$|\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\W*$)",
    re.I,
)
"""Openings of lines that are never story."""
TOP_LINKS = re.compile(r"^\W*(?:skip to|jump to|back to|go to|home|menu|search|main menu|toggle|breadcrumb)\b.{0,40}$", re.I)
SEPARATE = re.compile(r"\s[|›»>•·/]\s|\s{3,}|\t")


def is_dateline(text: str) -> bool:
    """Whether a paragraph begins with a dateline and goes on with a sentence."""
    found = DATELINE.match(text[:200])
    return found is not None and len(text) - found.end() > 20 and not found.group().isspace()


def is_byline(text: str) -> bool:
    """A line that names who wrote the story ("By Ann Lee", "From our correspondent")."""
    return len(text) < 160 and (_BY_NAME.match(text) is not None or BYLINE.match(text) is not None) and text.rstrip()[-1:] not in "?!"


def is_date_line(text: str) -> bool:
    """A line that only says when the page was published or changed."""
    if len(text) > 140:
        return False
    if DATE_ONLY.match(text):
        return True
    return PUBLISHED.match(text) is not None and re.search(DAY, text, re.I) is not None
