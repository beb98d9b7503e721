"""Factuality of given events; the scale follows the corpus the row names (newswire or lay annotators)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline import syntax
from dateline.clauses import factuality
from dateline.tools import Tools

BATCH = 64


def predict(rows: list[dict[str, Any]], tools: Tools) -> Iterator[dict[str, Any]]:
    """Rows with `events` {start, end, factuality}."""
    reader = factuality.factuality(tools)
    for at in range(0, len(rows), BATCH):
        part = rows[at : at + BATCH]
        for row, doc in zip(part, syntax.parse_all([row["text"] for row in part]), strict=True):
            scale = reader.lay if row.get("corpus") == "UDS_IH2" else reader.news
            events = []
            for event in row["events"]:
                token = next((t for t in doc if t.idx <= event["start"] < t.idx + len(t)), None)
                value = 2.6 if token is None else scale(token)
                events.append({"start": event["start"], "end": event["end"], "factuality": value})
            yield {"id": row["id"], "events": events}
