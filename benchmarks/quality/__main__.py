"""Predict and score.

::

    python -m benchmarks.quality predict TASK IN OUT    rows without gold -> rows for the scorer of that name
    python -m benchmarks.quality tasks                  the names that TASK takes
    python -m benchmarks.quality gate                   our own gold against its floors
    python -m benchmarks.quality all                    all measurements and peers, and docs/quality.md from them

TASK is a scorer's name (timex, places, quotes, figures, pages, copies, labels, factuality, muc4, pairs, events). Gold
fields that happen to stand in the rows are taken away before prediction, except spans and dates that the task gives.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from dateline.tools import Tools

Row = dict[str, Any]

GOLD: dict[str, tuple[str, ...]] = {
    "timex": ("timexes",),
    "places": ("toponyms",),
    "quotes": ("quotes",),
    "figures": ("entities", "relations"),
    "pages": ("body", "labels"),
    "copies": ("cluster", "kind", "shares_with", "clean_text"),
    "labels": ("label", "root", "event", "doc_labels", "acled_event_type", "acled_sub_event_type", "seen", "quad", "silver_root", "peer", "mode", "context"),
    "factuality": (),
    "muc4": ("events", "relevant"),
    "pairs": ("relations",),
    "events": (),
}  # fmt: skip
"""Fields of each task's rows that hold answers."""


def rows_of(path: Path) -> Iterator[Row]:
    """Rows of a JSON-lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def without_gold(task: str, row: Row) -> Row:
    """The row as a predictor may see it: no answers, given spans kept."""
    kept = {name: value for name, value in row.items() if name not in GOLD[task]}
    if task == "pages" and "html" in kept:
        kept = {name: value for name, value in kept.items() if name not in ("title", "date", "authors")}
    if task == "labels" and "sentences" in kept:
        kept["sentences"] = [
            {name: value for name, value in part.items() if name != "labels"} for part in kept["sentences"]
        ]
    if task == "factuality":
        kept["events"] = [
            {name: value for name, value in event.items() if name != "factuality"} for event in kept.get("events", [])
        ]
    if task == "events":
        kept["mentions"] = [{"start": m["start"], "end": m["end"]} for m in kept.get("mentions", [])]
    if task == "labels" and row.get("dataset") == "plover_gsr":
        kept = {name: kept[name] for name in ("id", "dataset", "text") if name in kept}
    return kept


def predict(task: str, source: Path, target: Path, tools: Tools) -> int:
    """Write predictions of all rows of `source` to `target`; returns their number."""
    module = import_module(f"benchmarks.quality.tasks.{task}")
    rows = [without_gold(task, row) for row in rows_of(source)]
    opener = gzip.open if target.suffix == ".gz" else open
    written = 0
    with opener(target, "wt", encoding="utf-8") as out:
        for row in module.predict(rows, tools):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            written += 1
    return written


def main(arguments: list[str] | None = None) -> int:
    """Command line; returns the exit code."""
    command = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=(__doc__ or "").splitlines()[0])
    verbs = command.add_subparsers(dest="verb", required=True)
    one = verbs.add_parser("predict", help="rows without gold in, rows for the scorer out")
    one.add_argument("task", choices=sorted(GOLD))
    one.add_argument("source", type=Path)
    one.add_argument("target", type=Path)
    verbs.add_parser("tasks", help="names of the tasks")
    verbs.add_parser("gate", help="our own gold against its floors")
    some = verbs.add_parser("all", help="everything, and docs/quality.md from it")
    some.add_argument("--reuse-peers", action="store_true", help="show the peers' results of the last run instead of running them")
    some.add_argument("--task", help="public data of this task only; docs are left alone")
    given = command.parse_args(arguments)
    if given.verb == "tasks":
        print("\n".join(sorted(GOLD)))
        return 0
    if given.verb == "gate":
        from benchmarks.quality.gate import main as gate

        return min(1, gate())
    if given.verb == "all":
        from benchmarks.quality.table import run

        return run(given.task, given.reuse_peers)
    written = predict(given.task, given.source, given.target, Tools())
    print(f"{written} rows written to {given.target}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
