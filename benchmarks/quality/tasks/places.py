"""Places: rows with text (and domain or url) to ``toponyms``: {start, end, lat, lon, geonameid, literal}.

Rows that give spans (``toponyms`` with start and end only) have those resolved; others have their names found first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline import syntax
from dateline.stages.places import reader
from dateline.tools import Tools
from dateline.toponyms.literal import is_literal
from dateline.toponyms.ranking import read_outlet


def predict(rows: list[dict[str, Any]], tools: Tools) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "toponyms"}`` for each row."""
    places = reader(tools)
    for row in rows:
        text = row["text"]
        sentences = syntax.sentences(text)
        outlet = read_outlet(places.gazetteer, [row.get("domain") or host(row.get("url"))])
        if row.get("toponyms"):
            names = places.given([(one["start"], one["end"]) for one in row["toponyms"]], sentences)
            found = places.resolve(text, sentences, names, outlet, settle=False)
        else:
            found = places.read(text, sentences, outlet, settle=False)
        yield {
            "id": row["id"],
            "toponyms": [
                {
                    "start": one.start, "end": one.end, "lat": one.entry.lat if one.entry else None,
                    "lon": one.entry.lon if one.entry else None, "geonameid": one.entry.geonameid if one.entry else None,
                    "literal": one.kind != "demonym" and is_literal(
                        text, one.start, one.end, one.entry is not None and (one.entry.kind == "country" or bool(one.entry.capital))
                    ),
                }
                for one in found
            ],
        }  # fmt: skip


def host(url: str | None) -> str:
    """The host of a URL, empty without one."""
    return url.split("/")[2] if url and url.count("/") > 1 else ""
