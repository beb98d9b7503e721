"""Copies of one article: rows of raw page text in, a cluster for each out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.corpus.copies import families
from dateline.corpus.evidence import Page
from dateline.intake.record import RawPage
from dateline.model import Problem
from dateline.readers import report_of
from dateline.stages import clean, passages
from dateline.text import report_prose
from dateline.tools import Tools

LEAST_SHARE = 0.1
"""A story shorter than this part of the page is taken for a misreading, and the whole page for the story."""


def predict(rows: list[dict[str, Any]], tools: Tools) -> Iterator[dict[str, Any]]:
    """The family of each page, named by its first member; pages are taken in the order given."""
    pages = [_page(f"{number:08}", story_of(row, tools)) for number, row in enumerate(rows)]
    for family in families(pages):
        for report in family.reports:
            yield {"id": rows[int(report)]["id"], "cluster": rows[int(family.reports[0])]["id"]}


def story_of(row: dict[str, Any], tools: Tools) -> str:
    """The story of a page dump as the reading stages find it, or the whole text where they find next to nothing."""
    record = RawPage(place=row["id"], source_id=row["id"], path=row["id"], form="dump", payload=row["text"])
    report = report_of(record, tools.settings)
    if isinstance(report, Problem):
        return str(row["text"])
    for stage in (clean, passages):
        report = stage.read(report, tools)
    story = report_prose(report, ("dateline", "body")).text
    return story if len(story) >= LEAST_SHARE * len(row["text"]) else str(row["text"])


def _page(name: str, story: str) -> Page:
    return Page(report=name, document=name, version=1, outlet=None, known=None, language="en", title=None, story=story)
