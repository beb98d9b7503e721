"""Public development data: predict with Dateline (and with peers), score with the scorers, keep value and interval.

`trained` says what a component learned from the very file it is scored on. A figure there says nothing about new text; the
cross-validated figure of the model's card stands for it in the table.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.__main__ import predict
from dateline.tools import Tools

SCORERS = Path(__file__).parent / "score"
Interval = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Measurement:
    """One row of the table of public data."""

    name: str
    task: str
    data: str
    metrics: tuple[str, ...]
    scorer: tuple[str, ...] = ()
    trained: str = ""


MEASUREMENTS = (
    Measurement("Times, newswire (TBAQ)", "timex", "timex_tbaq.jsonl.gz", ("strict F1", "relaxed F1", "value F1")),
    Measurement("Times, war histories (WikiWars 1-16)", "timex", "timex_wikiwars_dev.jsonl.gz", ("strict F1", "relaxed F1", "value F1")),
    Measurement("Places, TR-News", "places", "places_trnews_dev.jsonl", ("exact span F1", "exact id, all gold with an id"), (), "five-fold figures in models/places.md"),
    Measurement("Places, LGL", "places", "places_lgl_dev.jsonl.gz", ("exact span F1", "exact id, all gold with an id"), (), "five-fold figures in models/places.md"),
    Measurement("Places, GeoWebNews", "places", "places_gwn_dev.jsonl.gz", ("exact span F1", "exact id, all gold with an id"), ("--geocoded",), "five-fold figures in models/places.md"),
    Measurement("Figures, re3d", "figures", "re3d_dev.jsonl.gz", ("strict F1", "overlap F1")),
    Measurement("Attribution, PolNeAR dev", "quotes", "quotes_dev.jsonl.gz", ("end to end F1", "IoU.5 F1", "IoU.5 recall, direct")),
    Measurement("HTML body, scrapinghub", "pages", "pages_sh_dev.jsonl.gz", ("F1",), (), "cross-validated figures in models/passages.md"),
    Measurement("HTML body, ATF", "pages", "pages_atf_dev.jsonl.gz", ("F1",), (), "cross-validated figures in models/passages.md"),
    Measurement("Dumps, scrapinghub", "pages", "flat_dev.jsonl.gz", ("F1",), ("--where", "source=sh"), "cross-validated figures in models/passages.md"),
    Measurement("Dumps, ATF", "pages", "flat_dev.jsonl.gz", ("F1",), ("--where", "source=atf"), "cross-validated figures in models/passages.md"),
    Measurement("Copies (made)", "copies", "copies_dev.jsonl.gz", ("ARI", "merged though only partial")),
    Measurement("ACLED type, CASE-2021 (seen)", "labels", "case21_dev.jsonl", ("weighted F1",), ("--where", "seen=true"), "cross-validated figures in models/"),
    Measurement("PLOVER root, PLV", "labels", "plv_train.jsonl.gz", ("macro F1",), ("--field", "root"), "cross-validated figures in models/"),
    Measurement("PLOVER event, GSR", "labels", "plover_gsr_dev.jsonl", ("accuracy", "macro F1"), ("--field", "event")),
    Measurement("Police events, India", "labels", "india_police_dev.jsonl.gz", ("micro F1",), ("--field", "sentences.labels"), "cross-validated figures in models/police-deeds.md"),
    Measurement("Factuality, UW dev", "factuality", "factuality_dev.jsonl.gz", ("MAE", "Pearson r"), ("--where", "corpus=UW")),
    Measurement("Incident templates, MUC-4 dev", "muc4", "muc4_dev.jsonl.gz", ("all slots F1",)),
    Measurement("Fighting against, re3d", "pairs", "re3d_dev.jsonl.gz", ("mention pair F1", "name pair F1")),
    Measurement("Events across reports, ECB+", "events", "ecbplus_dev.jsonl.gz", ("B-cubed F1", "CoNLL F1")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """Metrics of one measurement, with the CPU seconds that prediction took."""

    name: str
    metrics: dict[str, Interval]
    seconds: float
    trained: str


def data_folder() -> Path | None:
    """The folder of public data, None when DATELINE_BENCH is not set or leads nowhere."""
    given = os.environ.get("DATELINE_BENCH")
    folder = Path(given) / "data" if given else None
    return folder if folder is not None and folder.is_dir() else None


def scored(scorer: str, gold: Path, found: Path, arguments: tuple[str, ...]) -> dict[str, Interval]:
    """All metrics of a scorer, each with its 95 % interval."""
    command = [sys.executable, str(SCORERS / f"{scorer}.py"), str(gold), str(found), *arguments, "--json"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    metrics = json.loads(output)["metrics"]
    return {name: (one["value"], one["low"], one["high"]) for name, one in metrics.items()}


def measure(only: str | None = None) -> list[Result]:
    """All measurements whose task is `only` (None = all), in the order of the table."""
    folder = data_folder()
    if folder is None:
        print("public data: skipped, DATELINE_BENCH names no folder with data/", file=sys.stderr)
        return []
    tools = Tools()
    results = []
    predicted: dict[tuple[str, str], tuple[Path, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for one in MEASUREMENTS:
            if only not in (None, one.task):
                continue
            key = (one.task, one.data)
            if key not in predicted:
                target = Path(scratch) / f"{one.task}-{one.data.split('.')[0]}.jsonl"
                start = time.process_time()
                predict(one.task, folder / one.data, target, tools)
                predicted[key] = (target, time.process_time() - start)
            target, seconds = predicted[key]
            metrics = scored(one.task, folder / one.data, target, one.scorer)
            results.append(Result(one.name, {name: metrics[name] for name in one.metrics if name in metrics}, seconds, one.trained))
            print(line(results[-1]), flush=True)
    return results


def line(result: Result) -> str:
    """A result in one line."""
    shown = ", ".join(f"{name} {value:.3f} [{low:.3f}, {high:.3f}]" for name, (value, low, high) in result.metrics.items())
    return f"{result.name}: {shown}{f'  (trained on it: {result.trained})' if result.trained else ''}"
