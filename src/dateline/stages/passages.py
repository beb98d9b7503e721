"""Finds the regions of a page: headline, dateline, byline, body, captions, teasers, navigation, boilerplate.

Regions are in order, do not overlap and cover all but blank text. A repeated region names the one it repeats.
"""

from __future__ import annotations

import re

import msgspec

from dateline.layout import chances, doubles, kinds, marks, outlets
from dateline.layout.metadata import author_names, parse_title
from dateline.layout.units import units_of
from dateline.model import Region, Report
from dateline.tools import Tools


def read(report: Report, tools: Tools) -> Report:
    """Add `regions`, and `title`, `byline` and `outlet` where the page shows them and nobody gave them."""
    units = units_of(report.text, report.blocks)
    texts = [report.text[unit.start : unit.end] for unit in units]
    title = parse_title(report.title)[0] if report.title else None
    models = tools.part("passages", lambda _: chances.load())
    chance = chances.story_chances(report.text, units, title, models)
    found = kinds.label(texts, units, chance, doubles.duplicates(texts), title)
    regions = tuple(
        Region(start=unit.start, end=unit.end, kind=kind, duplicate_of=_same_kind(found, texts, index))
        for index, (unit, kind) in enumerate(zip(units, found.kinds))
    )
    return msgspec.structs.replace(
        report,
        regions=regions,
        title=report.title or (texts[found.headline] if found.headline is not None else None),
        byline=report.byline or _byline(texts, found),
        outlet=report.outlet or outlets.outlet_of(report, texts, found.kinds),
    )


def _same_kind(found: kinds.Labelled, texts: list[str], index: int) -> int | None:
    """The region that this one repeats, where both are of one kind (a teaser does not repeat the story).

    A line of the story may well be said twice (a table's rows, a refrain): there only a repetition close by counts, or
    several whole paragraphs in a row.
    """
    original = found.doubles[index]
    if original is None or found.kinds[original] != found.kinds[index]:
        return None
    if found.kinds[index] not in ("body", "dateline") or index - original <= CLOSE:
        return original
    neighbours = [(index + step, original + step) for step in (-1, 1) if 0 <= index + step < len(found.kinds)]
    if len(texts[index]) < PARAGRAPH:
        return None
    return original if any(found.doubles[here] == there and len(texts[here]) >= PARAGRAPH for here, there in neighbours) else None


CLOSE = 2
"""Regions between a line and its repetition."""
PARAGRAPH = 80
"""Characters from which a line is a paragraph."""


_OPENING = re.compile(r"^\W*(?:(?:written|reported|posted|published|story|words|text|report|reporting|author|reporter)\b\s*)?(?:by\b)?\s*:?\s*", re.I)
_CLOSING = re.compile(
    r"\s*(?:[|•·,–—-]\s*(?:[A-Z][\w ]{2,20}$|.*\d.*$)|\bon\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|\b(?:published|posted|updated|on|at)\s+\S*\d.*|\d.*)$", re.I
)


def _byline(texts: list[str], found: kinds.Labelled) -> str | None:
    """Who wrote it, from the lines that say so."""
    lines = [text for text, kind in zip(texts, found.kinds) if kind == "byline"]
    for index, line in enumerate(lines):
        if not (marks.is_byline(line) or kinds.TEXT_BY.match(line)):
            continue
        if not _OPENING.sub("", line).strip() and index + 1 < len(lines):
            line = lines[index + 1]
        name = _CLOSING.sub("", _OPENING.sub("", line)).strip(" ,.|")
        people = author_names([name], None)
        if people or 2 < len(name) < 80:
            return ", ".join(people) if people and len(", ".join(people)) >= len(name) * 0.6 else name
    return None
