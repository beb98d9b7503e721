"""Scores of times and figures on the gold passages and figure cases.

    python -m benchmarks.quality.mentions [times|figures|cases] [--errors] [--sealed]

Times: strict, relaxed, type and value F1; a gold value "?" is right when no days are given; noon may be written TMI or T12:00. Figures: F1 of overlapping
spans, and of those with equal bounds, unit and role. Sealed passages are read only on demand, at a release.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality import goldfile
from dateline.model import Figure, Published, Region, Report, Time
from dateline.stages import figures, times
from dateline.tools import Tools

sys.path.insert(0, str(Path(__file__).parent / "score"))
from common import match_spans, prf

Item = dict[str, Any]


def report_of(name: str, text: str, published: str | None) -> Report:
    """A text as one body region, published on a day or never."""
    date = Published(earliest=published, latest=published, basis="given") if published else Published()
    return Report(
        id=name, document=name, text=text, published=date, regions=(Region(start=0, end=len(text), kind="body"),)
    )


def passages(sealed: bool) -> Iterator[goldfile.Passage]:
    """The gold passages, the sealed ones or the open ones."""
    for path in goldfile.files(goldfile.GOLD, "passages", sealed=sealed):
        yield goldfile.read_passage(path)


def _number(fields: dict[str, str], name: str) -> float | None:
    return float(fields[name]) if fields.get(name) else None


def expected_figure(start: int, end: int, fields: dict[str, str]) -> Item:
    """A gold figure with its bounds filled in: an exact count is its own low and high, bounds left out are open."""
    value = _number(fields, "value")
    exact = "modifier" not in fields and "low" not in fields and "high" not in fields
    low, high = (value, value) if exact else (_number(fields, "low"), _number(fields, "high"))
    return {
        "start": start, "end": end, "value": value, "low": low, "high": high, "modifier": fields.get("modifier"),
        "unit": fields.get("unit"), "role": fields.get("role"), "of": _number(fields, "of"),
    }  # fmt: skip


def close(one: float | None, two: float | None) -> bool:
    """Equal up to the rounding of shares."""
    return one is two or (one is not None and two is not None and abs(one - two) <= 0.011 * max(abs(one), abs(two)))


class Tally:
    """Sums over documents; `rows` counts gold and predicted items and the hits by name."""

    def __init__(self) -> None:
        self.gold = self.pred = 0
        self.hits: dict[str, int] = {}

    def add(self, gold: int, pred: int, hits: dict[str, int]) -> None:
        """Add one document."""
        self.gold += gold
        self.pred += pred
        for name, number in hits.items():
            self.hits[name] = self.hits.get(name, 0) + number

    def scores(self) -> dict[str, float]:
        """F1 by name, with precision and recall of finding."""
        result = {name: prf(number, self.pred, self.gold)[2] for name, number in self.hits.items()}
        found = self.hits.get("found", 0)
        result["precision"], result["recall"], _ = prf(found, self.pred, self.gold)
        return {name: round(value, 3) for name, value in result.items()}


def score_times(tally: Tally, gold: Sequence[goldfile.Mark], found: Sequence[Time], errors: list[str]) -> None:
    """Add one passage's times."""
    pairs = match_spans([(mark.start, mark.end) for mark in gold], [(time.start, time.end) for time in found])
    hits = dict.fromkeys(("found", "strict", "type", "value"), 0)
    for i, j in pairs:
        mark, time = gold[i], found[j]
        wanted = mark.label.fields["value"]
        right = time.earliest is None if wanted == "?" else time.value.replace("T12:00", "TMI") == wanted.replace("T12:00", "TMI")
        hits["found"] += 1
        hits["strict"] += (mark.start, mark.end) == (time.start, time.end)
        hits["type"] += mark.label.fields["type"] == time.type
        hits["value"] += right
        if not right or (mark.start, mark.end) != (time.start, time.end):
            errors.append(f"{'SPAN' if right else 'VALUE'} gold [{mark.surface}] {wanted}  got [{time.text}] {time.value}")
    errors += [f"MISS [{mark.surface}] {mark.label.fields}" for i, mark in enumerate(gold) if i not in dict(pairs)]
    taken = {j for _, j in pairs}
    errors += [f"SPURIOUS [{time.text}] {time.value}" for j, time in enumerate(found) if j not in taken]
    tally.add(len(gold), len(found), hits)


def score_figures(tally: Tally, gold: Sequence[Item], found: Sequence[Figure], text: str, errors: list[str]) -> None:
    """Add one text's figures."""
    pairs = match_spans([(item["start"], item["end"]) for item in gold], [(figure.start, figure.end) for figure in found])
    hits = dict.fromkeys(("found", "bounds", "modifier", "unit", "role", "of", "all"), 0)
    for i, j in pairs:
        item, figure = gold[i], found[j]
        same = {
            "bounds": close(item["low"], figure.low) and close(item["high"], figure.high) and close(item["value"], figure.value),
            "modifier": item["modifier"] == figure.modifier,
            "unit": item["unit"] is None or item["unit"] == figure.unit,
            "role": item["role"] == figure.role,
            "of": close(item["of"], figure.of),
        }  # fmt: skip
        hits["found"] += 1
        for name, right in same.items():
            hits[name] += right
        hits["all"] += all(same.values())
        if not all(same.values()):
            wrong = ", ".join(f"{name} {_told(item, name)} got {_told(_fields(figure), name)}" for name, right in same.items() if not right)
            errors.append(f"[{figure.text}] {wrong}  | {text[max(0, item['start'] - 50) : item['end'] + 60]!r}")
    errors += [f"MISS {_around(text, item)} {item}" for i, item in enumerate(gold) if i not in dict(pairs)]
    taken = {j for _, j in pairs}
    errors += [f"SPURIOUS [{figure.text}] {_around(text, _fields(figure))}" for j, figure in enumerate(found) if j not in taken]
    tally.add(len(gold), len(found), hits)


def _told(item: Item, name: str) -> object:
    return (item["value"], item["low"], item["high"]) if name == "bounds" else item[name]


def _fields(figure: Figure) -> Item:
    names = ("start", "end", "value", "low", "high", "modifier", "unit", "role", "of")
    return {name: getattr(figure, name) for name in names}


def _around(text: str, item: Item) -> str:
    start, end = item["start"], item["end"]
    return repr(f"{text[max(0, start - 40) : start]}[[{text[start:end]}]]{text[end : end + 40]}")


def run(task: str, tools: Tools, sealed: bool = False) -> tuple[dict[str, float], list[str]]:
    """Scores and the list of errors of one task."""
    tally, errors = Tally(), []
    if task == "cases":
        for number, case in enumerate(goldfile.read_cases(goldfile.GOLD / ("figures-cases-sealed.toml" if sealed else "figures-cases.toml"))):
            text, gold, at = case["text"], [], 0
            for item in case["figures"]:
                start = text.index(item["quote"], at)
                at = start + len(item["quote"])
                fields = {key: "" if item[key] == "open" else str(item[key]) for key in goldfile.FIGURE_KEYS if key in item}
                gold.append(expected_figure(start, at, fields))
            report = figures.read(times.read(report_of(f"case-{number}", text, case.get("published")), tools), tools)
            score_figures(tally, gold, report.figures, text, errors)
        return tally.scores(), errors
    for passage in passages(sealed):
        report = times.read(report_of(passage.meta["id"], passage.text, passage.meta.get("published")), tools)
        if task == "times":
            score_times(tally, passage.marked("time"), report.times, errors)
        else:
            gold = [expected_figure(mark.start, mark.end, mark.label.fields) for mark in passage.marked("figure")]
            score_figures(tally, gold, figures.read(report, tools).figures, passage.text, errors)
    return tally.scores(), errors


def main(arguments: Sequence[str]) -> int:
    """Print the scores of the tasks named, all where none is."""
    tasks = [name for name in arguments if not name.startswith("--")] or ["times", "figures", "cases"]
    tools = Tools()
    for task in tasks:
        scores, errors = run(task, tools, "--sealed" in arguments)
        print(task, scores)
        if "--errors" in arguments:
            print("\n".join(f"  {error}" for error in errors))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
