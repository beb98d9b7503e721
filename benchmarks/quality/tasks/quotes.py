"""Predict attributed statements (scorer: quotes). Statements inside statements are left out: that gold has none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline import syntax
from dateline.attributions.statements import Statement
from dateline.stages.attribution import make_engine
from dateline.tools import Tools


def predict(rows: list[dict[str, Any]], tools: Tools) -> Iterator[dict[str, Any]]:
    """Statements of each row's text, read as one page whose first short paragraph is its headline."""
    engine = tools.part("attribution", make_engine)
    for row in rows:
        text = row["text"]
        heard = engine.hear(text, syntax.sentences(text))
        yield {"id": row["id"], "quotes": [_quote(text, one) for one in heard.statements if not one.nested]}


def _quote(text: str, one: Statement) -> dict[str, Any]:
    speaker = None
    if one.source is not None:
        speaker = {"start": one.source[0], "end": one.source[1], "text": text[slice(*one.source)]}
    return {
        "start": one.start,
        "end": one.end,
        "spans": [list(piece) for piece in one.content],
        "type": one.kind,
        "speaker": speaker,
    }
