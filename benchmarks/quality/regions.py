"""Score the regions and the front matter of the gold page dumps.

    python -m benchmarks.quality.regions [FOLDER] [--json] [--errors]     (FOLDER: default benchmarks/gold/pages; sealed left out)

A gold line is right when most of its characters lie in regions of its kind. `story` is the word 4-gram F1 of dateline and body
lines, doubles left out, as in the page task. Front matter (title, byline, outlet, published day) is compared as printed, case
and white space aside. Intervals resample pages.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.quality.goldfile import GOLD, Page, files, read_page
from dateline.intake.record import RawPage
from dateline.model import Report
from dateline.readers import report_of
from dateline.stages import clean, passages, published
from dateline.text import story_text
from dateline.tools import Tools

sys.path.insert(0, str(Path(__file__).parent / "score"))
common = import_module("common")
scorer = import_module("pages")
KINDS = ("headline", "dateline", "byline", "body", "caption", "teaser", "navigation", "boilerplate")
FIELDS = ("title", "byline", "outlet", "published")


def read(page: Page, tools: Tools) -> Report:
    """The page read without its front matter, as a dump of unknown origin."""
    report = report_of(RawPage(place=page.path.name, source_id=page.path.name, path=page.path.name, payload=page.text), tools.settings)
    assert isinstance(report, Report)
    for stage in (clean, passages, published):
        report = stage.read(report, tools)
    return report


def labels(page: Page, report: Report) -> list[tuple[str, str, bool, bool]]:
    """For each line that is not blank: gold kind, predicted kind, gold double, predicted double."""
    out = []
    for line in page.lines:
        if line.label == "blank":
            continue
        share: Counter[tuple[str, bool]] = Counter()
        for region in report.regions:
            common_part = min(region.end, line.end) - max(region.start, line.start)
            if common_part > 0:
                share[region.kind, region.duplicate_of is not None] += common_part
        kind, double = share.most_common(1)[0][0] if share else ("none", False)
        out.append((line.label, kind, line.again, double))
    return out


def count(page: Page, report: Report) -> list[float]:
    """Sums for one page, in the order that `measure` reads them."""
    found = labels(page, report)
    sums: list[float] = [float(sum(gold == kind for gold, kind, _, _ in found)), float(len(found))]
    for kind in KINDS:
        sums += [
            sum(gold == kind == predicted for gold, predicted, _, _ in found),
            sum(predicted == kind for _, predicted, _, _ in found),
            sum(gold == kind for gold, _, _, _ in found),
        ]
    sums += [sum(gold and predicted for _, _, gold, predicted in found), sum(line[3] for line in found), sum(line[2] for line in found)]
    story = "\n".join(line.text for line in page.lines if line.label in ("dateline", "body") and not line.again)
    sums += [float(value) for value in scorer.count({"body": story}, {"body": story_text(report)})]
    sums += [float(plain(one) == plain(two)) for one, two in front_matter(page, report).values()]
    return sums


def plain(value: str | None) -> str:
    """A field for comparison."""
    return " ".join((value or "").lower().split())


def front_matter(page: Page, report: Report) -> dict[str, tuple[str, str | None]]:
    """Gold and read value of each field."""
    day = report.published.earliest if report.published.basis != "unknown" else None
    read_values = {"title": report.title, "byline": report.byline, "outlet": report.outlet, "published": day}
    return {name: (page.records[name], read_values[name]) for name in FIELDS}


def measure(sums: Sequence[float]) -> dict[str, float]:
    """Scores from summed counts."""
    out = {"lines": common.ratio(sums[0], sums[1])}
    at = 2
    for kind in (*KINDS, "doubles"):
        right, predicted, gold = sums[at : at + 3]
        out[f"{kind} F1"] = common.f1(common.ratio(right, predicted), common.ratio(right, gold))
        at += 3
    out["story F1"] = scorer.measure(sums[at : at + 6])["F1"]
    pages = sums[at + 5]
    for name, value in zip(FIELDS, sums[at + 6 :]):
        out[name] = common.ratio(value, pages)
    return out


def show_errors(page: Page, report: Report) -> None:
    """Print what differs."""
    lines = [line for line in page.lines if line.label != "blank"]
    for line, (gold, kind, again, double) in zip(lines, labels(page, report)):
        if gold != kind or again != double:
            print(f"{page.path.stem}  {gold}{'=' * again} read as {kind}{'=' * double}: {line.text[:140]}")
    for name, (gold_value, value) in front_matter(page, report).items():
        if plain(gold_value) != plain(value):
            print(f"{page.path.stem}  {name} {gold_value!r} read as {value!r}")


def main() -> None:
    """Score a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args()
    paths = sorted(chosen.folder.glob("*.txt")) if chosen.folder else files(GOLD, "pages", sealed=False)
    tools = Tools()
    counts: list[Any] = []
    for path in paths:
        page = read_page(path)
        report = read(page, tools)
        counts.append(count(page, report))
        if chosen.errors:
            show_errors(page, report)
    common.report("regions", {"pages": len(counts)}, common.bootstrap(counts, measure, 1000, 17), chosen.json)


if __name__ == "__main__":
    main()
