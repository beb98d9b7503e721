"""Marks what cleaning changes (mojibake, soft hyphens, invisible characters, odd spaces) and tells the language.

The text itself is never changed: each change is an `Edit` with its place in the page as read. Curly quotes stay.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from dateline.model import Edit, Report
from dateline.tools import Tools

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufffc"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_JOINERS = re.compile(r"[\u0600-\u06ff\u0700-\u074f\u0900-\u0dff\U0001f300-\U0001faff\u2600-\u27bf]")
_ODD = re.compile(f"[{_INVISIBLE}]+|[{_SPACES}]+|[\x00-\x08\x0e-\x1f\x7f]+")

_CP1252 = {}
for _byte in range(0x80, 0x100):
    try:
        _CP1252[bytes([_byte]).decode("cp1252")] = _byte
    except UnicodeDecodeError:
        _CP1252[chr(_byte)] = _byte
_LATIN = {**{chr(byte): byte for byte in range(0x80, 0x100)}, **_CP1252}
_HIGH = "".join(sorted(_LATIN))
_MARKS = "“”‘’–—…»«„‚"
_RUN = re.compile(f"[{re.escape(_HIGH)}]{{2,}}")
_LONGEST_SAMPLE = 4000
_ENOUGH_LETTERS = 60


def read(report: Report, tools: Tools) -> Report:
    """Add `edits` and `language`."""
    edits = (*mojibake(report.text), *odd_characters(report.text))
    return msgspec.structs.replace(
        report, edits=tuple(_apart(sorted(edits, key=lambda edit: (edit.start, edit.end)))), language=language(report, tools)
    )


def odd_characters(text: str) -> list[Edit]:
    """Edits for invisible characters (taken out) and odd spaces (one plain space each run of them)."""
    if text.isascii() and text.isprintable():
        return []
    out: list[Edit] = []
    for match in _ODD.finditer(text):
        kind = match.group()[0]
        if kind in _SPACES:
            out.append(Edit(start=match.start(), end=match.end(), to=" " * len(match.group())))
        elif not _joins_script(text, match):
            out.append(Edit(start=match.start(), end=match.end(), to=""))
    return out


def _joins_script(text: str, match: re.Match[str]) -> bool:
    """Joiners belong to the spelling in some scripts and in emoji."""
    if not set(match.group()) <= {"\u200c", "\u200d"}:
        return False
    around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    return _JOINERS.search(around) is not None


def mojibake(text: str) -> list[Edit]:
    """Edits for UTF-8 that was read as Windows-1252 or Latin-1 ("â€™" for an apostrophe), once or twice over.

    Characters are repaired where they are the bytes of well-formed UTF-8 and it is plain that they were not meant: three or
    four of them for one, several such pairs in a row, or a pair that begins with "Ã" or "Â".
    """
    if text.isascii():
        return []
    out: list[Edit] = []
    for match in _RUN.finditer(text):
        pieces = [(at, at + 1, text[at]) for at in range(match.start(), match.end())]
        pieces = _once(pieces, _HIGH)
        if len(pieces) < match.end() - match.start():
            pieces = _once(pieces, "ÃÂâ")
        out += [Edit(start=start, end=end, to=char) for start, end, char in pieces if end - start > 1]
    return out


Piece = tuple[int, int, str]
"""Start and end in the text, and the character that stands there after repair."""


def _once(pieces: list[Piece], leads: str) -> list[Piece]:
    """One round of repair of what begins with one of `leads`."""
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(pieces):
        size, char = _sequence(pieces, at) if pieces[at][2] in leads else (0, "")
        found.append((size, char))
        at += max(1, size)
    pairs = sum(size == 2 for size, _ in found)
    out: list[Piece] = []
    at = 0
    for size, char in found:
        if size > 2 or (size == 2 and (pairs > 1 or _is_plain_pair(pieces[at][2], pieces[at + 1][2]))):
            out.append((pieces[at][0], pieces[at + size - 1][1], char))
        else:
            out += pieces[at : at + max(1, size)]
        at += max(1, size)
    return out


def _sequence(pieces: list[Piece], at: int) -> tuple[int, str]:
    """How many characters from `at` are the bytes of one character, and that character; (0, "") when they are not."""
    lead = _LATIN.get(pieces[at][2], 0)
    size = 2 if 0xC2 <= lead <= 0xDF else 3 if 0xE0 <= lead <= 0xEF else 4 if 0xF0 <= lead <= 0xF4 else 0
    if not size or at + size > len(pieces):
        return 0, ""
    if pieces[at][2] not in "ÃÂâï" and all(char in _MARKS for _, _, char in pieces[at + 1 : at + size]):
        return 0, ""
    try:
        return size, bytes(_LATIN[char] for _, _, char in pieces[at : at + size]).decode("utf-8")
    except (UnicodeDecodeError, KeyError):
        return 0, ""


def _is_plain_pair(lead: str, trail: str) -> bool:
    """Whether a single pair can hardly have been meant: "Ã©", "Â£", or a capital letter before a sign."""
    if lead in "ÃÂ":
        return trail not in _MARKS
    return lead in "ÄÅÐÑØÙÎÏ" and not trail.isalnum() and trail not in _MARKS


def _apart(edits: list[Edit]) -> list[Edit]:
    """Edits in order without those that overlap an earlier one."""
    out: list[Edit] = []
    for edit in edits:
        if not out or edit.start >= out[-1].end:
            out.append(edit)
    return out


def language(report: Report, tools: Tools) -> str | None:
    """ISO 639-1 code of the language of the longest paragraphs; None when there is too little text to tell."""
    sample = _sample(report)
    if sum(char.isalpha() for char in sample) < _ENOUGH_LETTERS:
        return None
    identifier = tools.part("language", _identifier)
    code, _ = identifier.classify(sample)
    return str(code)


def _sample(report: Report) -> str:
    lines = sorted((line for line in re.split(r"[\r\n]+", report.text) if len(line) > 40), key=len, reverse=True)
    picked = " ".join(lines)[:_LONGEST_SAMPLE] or report.text[:_LONGEST_SAMPLE]
    return re.sub(r"https?://\S+|\s+", " ", picked)


def _identifier(tools: Tools) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
