"""Figures: rows {id, text} -> {id, figures: [{start, end, value, low, high, modifier, unit, role, of}]}."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Region, Report
from dateline.stages import figures, times
from dateline.tools import Tools

FIELDS = ("start", "end", "value", "low", "high", "modifier", "unit", "role", "of")


def predict(rows: list[dict], tools: Tools) -> Iterator[dict]:
    """Run times and figures over each row as one body region."""
    for row in rows:
        text = row["text"]
        report = Report(
            id=row["id"], document=row["id"], text=text, regions=(Region(start=0, end=len(text), kind="body"),)
        )
        report = figures.read(times.read(report, tools), tools)
        yield {
            "id": row["id"],
            "figures": [{name: getattr(figure, name) for name in FIELDS} for figure in report.figures],
        }
