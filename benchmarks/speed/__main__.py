"""Measure speed: `python -m benchmarks.speed [--pages 1000]`.

Prints a table: pages and characters per CPU-second for the whole reading and for each stage, against bare spaCy
`en_core_web_sm` (all its components, the small English pipeline) over the same story text in the same process; peak memory of
reading many pages; time to the first result; time to build the gazetteer. CPU seconds are of one thread.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from dateline import pipeline
from dateline.demonstration import SAMPLE
from dateline.model import Problem, Report
from dateline.readers import Record, find_inputs, open_input, report_of
from dateline.runners.local import Job, read_record
from dateline.text import report_prose
from dateline.tools import Tools


def sample_records() -> list[Record]:
    """Raw records of the bundled sample."""
    return [record for path in find_inputs(SAMPLE) if path.suffix != ".toml" for record in open_input(path)]


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def per_stage(reports: Iterable[Report], tools: Tools) -> dict[str, float]:
    """CPU seconds of each stage over all reports, in pipeline order."""
    spent = {stage.name: 0.0 for stage in pipeline.STAGES}
    for report in reports:
        for stage in pipeline.STAGES:
            if stage.name in pipeline.READS_ENGLISH_ONLY and report.language not in (None, "en"):
                continue
            start = time.process_time()
            report = stage.run(report, tools)
            spent[stage.name] += time.process_time() - start
    return spent


def reading(repeat: int) -> list[tuple[str, str]]:
    """Rows about the reading of the sample, and its ratio to bare spaCy over the same text."""
    import spacy

    from dateline.syntax import PARSER, parse

    tools = Tools()
    job = Job(tools.settings)
    records = sample_records()
    done = [report for record in records if isinstance(report := read_record(record, job, tools), Report)]
    english = [report for report in done if report.language in (None, "en")]
    texts = [report_prose(report).text for report in english]
    characters = sum(map(len, texts))
    peer = spacy.load(PARSER)
    peer(texts[0])
    bare = min(cpu(lambda: [peer(text) for text in texts]) for _ in range(repeat))
    raw = [found for record in records if not isinstance(found := report_of(record, tools.settings), Problem)]
    runs = []
    for _ in range(repeat):
        parse.cache_clear()
        runs.append(per_stage(raw, tools))
    best = min(runs, key=lambda run: sum(run.values()))
    parsing = cpu(lambda: [report_of(record, tools.settings) for record in records])
    total = sum(best.values()) + parsing
    rows = [
        ("pages, characters of prose", f"{len(done)}, {characters:,}"),
        ("bare spaCy en_core_web_sm, CPU s", f"{bare:.2f}"),
        ("whole reading, CPU s", f"{total:.2f}"),
        ("whole reading / bare spaCy", f"{total / bare:.2f}"),
        ("pages per CPU s", f"{len(done) / total:.1f}"),
        ("  readers", f"{parsing:.2f} s, {parsing / bare:.2f} of spaCy"),
    ]
    rows += [(f"  {name}", f"{spent:.2f} s, {spent / bare:.2f} of spaCy, {characters / max(spent, 1e-9):,.0f} characters/s") for name, spent in best.items()]
    return rows


def many_pages(pages: int) -> list[tuple[str, str]]:
    """Rows about reading many pages into a ledger through the command line: peak memory, time, time to first result."""
    texts = [path.read_bytes() for path in find_inputs(SAMPLE) if path.suffix == ".txt"]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pages"
        source.mkdir()
        for number in range(pages):
            (source / f"{number:05}.txt").write_bytes(f"Copy number {number}.\n\n".encode() + texts[number % len(texts)])
        first = _first_result(source / "00000.txt")
        start = time.perf_counter()
        command = [sys.executable, "-m", "dateline.cli", "read", str(source), "--ledger", f"{folder}/speed.ledger"]
        subprocess.run(command, check=True, capture_output=True)
        wall = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [
        ("time to first result (one page, cold process)", f"{first:.1f} s"),
        (f"{pages} pages into a ledger, one worker", f"{wall:.0f} s, {pages / wall:.1f} pages/s"),
        ("peak memory of the largest process", f"{peak:.0f} MiB"),
    ]


def _first_result(page: Path) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "dateline.cli", "read", str(page), "--json"], check=True, capture_output=True)
    return time.perf_counter() - start


def gazetteer() -> list[tuple[str, str]]:
    """The row about building the gazetteer from nothing."""
    from dateline.gazetteer import open_gazetteer

    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        open_gazetteer(Path(folder))
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 2**20
        return [("gazetteer built from nothing", f"{time.perf_counter() - start:.1f} s, {size:.0f} MiB")]


def main() -> None:
    """Run everything and print one table."""
    command = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    command.add_argument("--pages", type=int, default=1000)
    command.add_argument("--repeat", type=int, default=3)
    given = command.parse_args()
    rows = [*gazetteer(), *reading(given.repeat), *many_pages(given.pages)]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


if __name__ == "__main__":
    main()
