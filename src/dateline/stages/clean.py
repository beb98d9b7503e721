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
_LEAD = "".join(char for char in _HIGH if 0xC2 <= _LATIN[char] <= 0xF4)
_TRAIL = "".join(char for char in _HIGH if 0x80 <= _LATIN[char] <= 0xBF)
_GARBLED = re.compile(f"(?:[{re.escape(_LEAD)}][{re.escape(_TRAIL)} ]{{1,3}})+")
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

    A run is repaired only when its characters are the bytes of well-formed UTF-8 as a whole.
    """
    if text.isascii():
        return []
    return [edit for match in _GARBLED.finditer(text) for edit in _repairs(text, match.start(), match.end())]


def _repairs(text: str, start: int, end: int) -> list[Edit]:
    out: list[Edit] = []
    at = start
    while at < end:
        size, repaired = _sequence(text, at, end)
        if not size:
            at += 1
            continue
        out.append(Edit(start=at, end=at + size, to=repaired))
        at += size
    return out


def _sequence(text: str, at: int, end: int) -> tuple[int, str]:
    """Length and repair of the garbled character that begins at `at`; (0, "") when there is none."""
    lead = _LATIN.get(text[at], 0)
    size = 2 if 0xC2 <= lead <= 0xDF else 3 if 0xE0 <= lead <= 0xEF else 4 if 0xF0 <= lead <= 0xF4 else 0
    if not size or at + size > end:
        return 0, ""
    piece = text[at : at + size]
    if " " in piece or (size == 2 and not _clear_pair(text, at)):
        return 0, ""
    try:
        repaired = bytes(_LATIN[char] for char in piece).decode("utf-8")
    except (UnicodeDecodeError, KeyError):
        return 0, ""
    if (size == 2 and repaired in "Ââ") or (repaired in _LEAD and at + size < end):
        again = _again(text, at, end)
        if again[0]:
            return again
    return size, repaired


def _again(text: str, at: int, end: int) -> tuple[int, str]:
    """Repair of a character that was garbled twice."""
    for size in (8, 7, 6, 5, 4):
        if at + size > end:
            continue
        try:
            once = bytes(_LATIN[char] for char in text[at : at + size]).decode("utf-8")
            twice = bytes(_LATIN[char] for char in once).decode("utf-8")
        except (UnicodeDecodeError, KeyError):
            continue
        if len(twice) == 1:
            return size, twice
    return 0, ""


def _clear_pair(text: str, at: int) -> bool:
    """A pair like "Ã©" is garbled in any text; a pair that could be two letters of a word or of a quotation is left."""
    lead, trail = text[at], text[at + 1]
    if lead in "ÃÂ":
        return not (trail in "“”‘’–—" and at + 2 < len(text) and text[at + 2].isspace())
    return lead in "ÄÅÐÑØÙÎÏÐ" and (not trail.isalnum()) and (at == 0 or not text[at - 1].islower() or text[at - 1] in _HIGH)


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
