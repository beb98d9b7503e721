"""Time expressions: rows {id, text, dct} -> {id, timexes: [{start, end, type, value}]}."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Published, Region, Report
from dateline.stages import times
from dateline.tools import Tools


def predict(rows: list[dict], tools: Tools) -> Iterator[dict]:
    """Run the stage over each row as one body region, with the day of writing as given."""
    for row in rows:
        text, day = row["text"], row.get("dct")
        published = Published(earliest=day, latest=day, basis="given") if day else Published()
        report = Report(
            id=row["id"],
            document=row["id"],
            text=text,
            published=published,
            regions=(Region(start=0, end=len(text), kind="body"),),
        )
        yield {
            "id": row["id"],
            "timexes": [
                {"start": time.start, "end": time.end, "type": time.type, "value": time.value}
                for time in times.read(report, tools).times
            ],
        }
