"""Score who is behind each statement of the gold passages: speakers by resolved name, outlets told, whole chains.

    python -m benchmarks.quality.chains [FOLDER] [--json]      (FOLDER: default benchmarks/gold/passages, sealed parts left out)

A predicted statement and a gold one are a pair when their contents share half of their characters together (one to one, best
first). Names are compared by their words, articles and "of" left out, `loose` when one's words are among the other's. A chain
is the outlet of the page, then the outlet told, then the speaker, then those cited; `exact` asks for the same links in the
same order, the outlet of the page not counted on either side. Intervals resample passages.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.quality.goldfile import GOLD, Passage, read_passage
from dateline import pipeline
from dateline.model import Attribution, Published, Region, Report, document_id, report_id
from dateline.stages.attribution import credited_agency
from dateline.tools import Tools

sys.path.insert(0, str(Path(__file__).parent / "score"))
common = import_module("common")
EDGE = " \t\n\"'“”‘’,.;:-—–"
SMALL = frozenset({"the", "a", "an", "of", "s", "for"})
COUNTS = (
    "gold", "found", "paired", "named", "predicted names", "same", "loose", "told gold", "told found", "told right",
    "chains", "chain exact", "anonymous right", "kind right", "direct gold", "direct paired",
)  # fmt: skip


def words(name: str) -> frozenset[str]:
    """Words of a name that matter."""
    return frozenset(re.findall(r"\w+", name.lower().replace("’s", "").replace("'s", ""))) - SMALL


def same(one: str, two: str) -> bool:
    """Same words."""
    return words(one) == words(two)


def alike(one: str, two: str) -> bool:
    """Same words, or all words of one among the other's."""
    left, right = words(one), words(two)
    return bool(left and right) and (left <= right or right <= left)


def covered(text: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Characters of content, marks and stops at the edges left out."""
    places: set[int] = set()
    for start, end in spans:
        while start < end and text[start] in EDGE:
            start += 1
        while end > start and text[end - 1] in EDGE:
            end -= 1
        places.update(range(start, end))
    return places


def report_of(passage: Passage) -> Report:
    """The passage as a page that is all story."""
    name = str(passage.meta["id"])
    day = passage.meta.get("published")
    published = Published(earliest=day, latest=day, basis="given") if day else Published()
    return Report(
        id=report_id(name, passage.text), document=document_id(name), text=passage.text, outlet=passage.meta.get("outlet"),
        published=published, regions=(Region(start=0, end=len(passage.text), kind="body"),), language="en",
    )  # fmt: skip


def heard(passage: Passage, tools: Tools) -> tuple[tuple[Attribution, ...], str | None]:
    """What the attribution stage finds in a passage after the places stage, and the agency that the dateline credits."""
    report = report_of(passage)
    for stage in pipeline.STAGES:
        if stage.name in ("places", "attribution"):
            report = stage.run(report, tools)
    agency = credited_agency(report, tools)
    return report.attributions, agency.name if agency else None


def inside(one: Attribution, other: Attribution) -> bool:
    """Whether the content of one lies in the content of the other."""
    return one is not other and all(
        any(low <= start and end <= high for low, high in other.content) for start, end in one.content
    )


def chain_of(found: Attribution, every: Sequence[Attribution], agency: str | None = None) -> list[str]:
    """Links of a predicted statement, outermost first, without the page's outlet; a name stands once. Statements in whose
    content it lies come first."""
    outer = [one for one in every if inside(found, one)]
    told = [link for one in (*outer, found) for link in (one.told_to, one.source, *one.via) if link is not None]
    return list(dict.fromkeys(name for name in (agency, *(link.name for link in told)) if name))


def pairs(passage: Passage, found: Sequence[Attribution]) -> list[tuple[int, int]]:
    """Pairs of gold and predicted statements."""
    gold = [covered(passage.text, [(m.start, m.end) for m in one.said]) for one in passage.statements]
    pred = [covered(passage.text, one.content) for one in found]
    ranked = sorted(
        (-len(one & two) / len(one | two), i, j)
        for i, one in enumerate(gold)
        for j, two in enumerate(pred)
        if one & two
    )
    chosen: list[tuple[int, int]] = []
    for share, i, j in ranked:
        if share <= -0.5 and all(i != a and j != b for a, b in chosen):
            chosen.append((i, j))
    return chosen


def count(passage: Passage, found: Sequence[Attribution], agency: str | None) -> list[float]:
    """Additive counts of one passage, in the order of `COUNTS`."""
    chosen = pairs(passage, found)
    outlet = passage.meta.get("outlet") or ""
    named = right = loose = told = exact = anonymous = kind = direct = 0
    for i, j in chosen:
        gold, pred = passage.statements[i], found[j]
        name = pred.source.name if pred.source else ""
        right += bool(gold.speaker) and same(gold.speaker, name)
        loose += bool(gold.speaker) and alike(gold.speaker, name)
        told += bool(gold.told and pred.told_to) and alike(gold.told[0].surface, pred.told_to.name)
        wanted = [link for link in gold.chain if not same(link, outlet)]
        links = [link for link in chain_of(pred, found, agency) if not same(link, outlet)]
        exact += len(wanted) == len(links) and all(alike(one, two) for one, two in zip(wanted, links))
        anonymous += gold.anonymous == pred.anonymous
        kind += gold.kind == pred.kind
        direct += gold.kind == "direct"
    named = sum(bool(one.speaker) for one in passage.statements)
    return [
        len(passage.statements), len(found), len(chosen), named, sum(one.source is not None for one in found), right, loose,
        sum(bool(one.told) for one in passage.statements), sum(one.told_to is not None for one in found), told,
        len(passage.statements), exact, anonymous, kind, sum(one.kind == "direct" for one in passage.statements), direct,
    ]  # fmt: skip


def measure(sums: Sequence[float]) -> dict[str, float]:
    """Figures from summed counts."""
    at = dict(zip(COUNTS, sums))
    metrics = {}
    triples = [
        ("content IoU.5", "paired", "found", "gold"), ("speaker", "same", "predicted names", "named"),
        ("speaker, loose", "loose", "predicted names", "named"), ("told", "told right", "told found", "told gold"),
    ]  # fmt: skip
    for name, hits, predicted, gold in triples:
        for part, value in zip(("precision", "recall", "F1"), common.prf(at[hits], at[predicted], at[gold])):
            metrics[f"{name} {part}"] = value
    metrics["speaker right, given a match"] = common.ratio(at["same"], at["paired"])
    metrics["chain exact, of all"] = common.ratio(at["chain exact"], at["chains"])
    metrics["chain exact, given a match"] = common.ratio(at["chain exact"], at["paired"])
    metrics["anonymous right, given a match"] = common.ratio(at["anonymous right"], at["paired"])
    metrics["kind right, given a match"] = common.ratio(at["kind right"], at["paired"])
    metrics["direct found"] = common.ratio(at["direct paired"], at["direct gold"])
    return metrics


def passages(folder: Path) -> list[Passage]:
    """Passage files directly in a folder, in order of name."""
    return [read_passage(path) for path in sorted(folder.glob("*.txt"))]


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    command = argparse.ArgumentParser(
        prog="python -m benchmarks.quality.chains", description=(__doc__ or "").splitlines()[0]
    )
    command.add_argument("folder", type=Path, nargs="?", default=GOLD / "passages")
    command.add_argument("--json", action="store_true")
    given = command.parse_args(arguments)
    tools = Tools()
    read = [passage for passage in passages(given.folder) if passage.statements]
    counts: list[list[Any]] = [count(passage, *heard(passage, tools)) for passage in read]
    sizes = {
        "passages": len(read),
        "statements": int(sum(row[0] for row in counts)),
        "predicted": int(sum(row[1] for row in counts)),
    }
    common.report("chains", sizes, common.bootstrap(counts, measure), given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
