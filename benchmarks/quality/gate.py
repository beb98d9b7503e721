"""Scores on our own gold against the floors that must hold: `python -m benchmarks.quality gate`.

Floors stand in `floors.toml` beside this file, one table a gold set, and only go up. A name ending in `_most` is a ceiling. Sealed
gold is not read.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from dateline.tools import Tools

Scores = dict[str, float]
FLOORS = Path(__file__).with_name("floors.toml")
common = import_module("benchmarks.quality.score.common")


def times(tools: Tools) -> Scores:
    """Time expressions of the gold passages."""
    return _mentions("times", tools)


def figures(tools: Tools) -> Scores:
    """Figures of the gold passages."""
    return _mentions("figures", tools)


def figure_cases(tools: Tools) -> Scores:
    """Figures of the gold phrase cases."""
    return _mentions("cases", tools)


def _mentions(task: str, tools: Tools) -> Scores:
    scores: Scores = import_module("benchmarks.quality.mentions").run(task, tools)[0]
    return scores


def places(tools: Tools) -> Scores:
    """Places of the gold passages."""
    module, goldfile = import_module("benchmarks.quality.place_mentions"), import_module("benchmarks.quality.goldfile")
    sums: dict[str, float] = defaultdict(float)
    for path in goldfile.files(goldfile.GOLD, "passages", sealed=False):
        module.score(goldfile.read_passage(path), tools, sums, False)
    exact, overlap = (common.prf(sums[name], sums["pred"], sums["gold"])[2] for name in ("exact", "overlap"))
    return {"exact": exact, "overlap": overlap, "within 50 km": sums["within 50 km"] / sums["points"], "country": sums["country"] / sums["countries"]}


def chains(tools: Tools) -> Scores:
    """Statements and their chains in the gold passages."""
    module = import_module("benchmarks.quality.chains")
    read = [passage for passage in module.passages(module.GOLD / "passages") if passage.statements]
    return _measured(module, [module.count(passage, *module.heard(passage, tools)) for passage in read])


def regions(tools: Tools) -> Scores:
    """Regions and front matter of the gold page dumps."""
    module, goldfile = import_module("benchmarks.quality.regions"), import_module("benchmarks.quality.goldfile")
    pages = [goldfile.read_page(path) for path in goldfile.files(goldfile.GOLD, "pages", sealed=False)]
    return _measured(module, [module.count(page, module.read(page, tools)) for page in pages])


def _measured(module: Any, counts: list[list[float]]) -> Scores:
    scores: Scores = module.measure([sum(column) for column in zip(*counts)])
    return scores


def claims(tools: Tools) -> Scores:
    """Claims of the gold passages."""
    found = import_module("benchmarks.quality.claims").score(False, False, tools=tools)
    return {name: float(value) for name, value in found.items() if isinstance(value, int | float)}


def traps(tools: Tools) -> Scores:
    """Traps that must give no deed."""
    found = import_module("benchmarks.quality.claims").traps(False, False, tools=tools)
    return {name: float(value) for name, value in found.items() if isinstance(value, int | float)}


def sample(tools: Tools) -> Scores:
    """The bundled sample corpus."""
    module = import_module("benchmarks.quality.sample")
    reports = module.pages(module.readings(module.SAMPLE, tools, None))
    scores: Scores = module.score(reports, tools)
    return scores


def corpus(name: str) -> Callable[[Tools], Scores]:
    """One set of the corpus gold."""

    def scored(tools: Tools) -> Scores:
        scores: Scores = import_module("benchmarks.quality.corpus").SETS[name](tools, None, False)
        return scores

    return scored


SETS: dict[str, Callable[[Tools], Scores]] = {
    "times": times, "figures": figures, "figure_cases": figure_cases, "places": places, "chains": chains, "regions": regions,
    "claims": claims, "traps": traps, "sample": sample, "control": corpus("control"), "disagreements": corpus("disagreements"),
    "families": corpus("families"), "events": corpus("events"), "counting": corpus("counting"),
}  # fmt: skip


def floors() -> dict[str, Scores]:
    """The floors, by gold set."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def below(scores: Scores, wanted: Scores) -> list[str]:
    """What is below its floor, or above its ceiling, in words."""
    faults = []
    for name, bound in wanted.items():
        ceiling = name.endswith("_most")
        value = scores[name.removesuffix("_most")]
        if (value > bound) if ceiling else (value < bound):
            faults.append(f"{name.removesuffix('_most')} is {value:.3f}, {'at most' if ceiling else 'at least'} {bound} is wanted")
    return faults


def main() -> int:
    """Score every set, print it with its floors; returns the number of faults."""
    tools, faults = Tools(), 0
    wanted = floors()
    for name, scorer in SETS.items():
        scores = scorer(tools)
        found = below(scores, wanted.get(name, {}))
        faults += len(found)
        print(f"[{name}]")
        for label, value in scores.items():
            print(f"  {label:<36} {value:.3f}")
        print("".join(f"  BELOW THE FLOOR: {fault}\n" for fault in found), end="", flush=True)
    return faults
