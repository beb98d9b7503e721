"""Article text of pages: HTML rows give body, title, date and authors; plain-text rows give the body of a dump."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.intake.record import RawPage
from dateline.model import Problem
from dateline.readers import report_of
from dateline.stages import clean, passages, published
from dateline.text import story_text
from dateline.tools import Tools


def predict(rows: list[dict[str, Any]], tools: Tools) -> Iterator[dict[str, Any]]:
    """One row each: the story as read, and for HTML what the page says of itself."""
    for row in rows:
        html = row.get("html")
        record = RawPage(
            place=row["id"], source_id=row["id"], path=row["id"], form="html" if html else "dump", payload=html or row["text"],
            url=row.get("url"), title=None if html else row.get("title"),
        )  # fmt: skip
        report = report_of(record, tools.settings)
        if isinstance(report, Problem):
            yield {"id": row["id"], "body": "", "title": None, "date": None, "authors": None}
            continue
        for stage in (clean, passages, published):
            report = stage.read(report, tools)
        yield {
            "id": row["id"],
            "body": story_text(report),
            "title": report.title,
            "date": report.published.earliest,
            "authors": report.byline,
        }
