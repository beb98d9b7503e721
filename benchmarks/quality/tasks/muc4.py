"""Incident templates of wire reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.clauses import incidents
from dateline.tools import Tools


def predict(rows: list[dict[str, Any]], tools: Tools) -> Iterator[dict[str, Any]]:
    """Rows with `events`."""
    reader = incidents.incidents(tools)
    for row in rows:
        yield {"id": row["id"], "events": reader.templates(row["text"], row.get("dateline") or "")}
