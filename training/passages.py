"""Trains the story models of the passages stage (``models/passages-*.txt``) and measures them, cross-validated by domain.

    DATELINE_BENCH=… python -m training.passages            train on everything, write models and card
    DATELINE_BENCH=… python -m training.passages measure    five folds by domain, nothing written

Data: `flat_dev` (dumps) and the HTML of `pages_sh_dev`, `pages_atf_dev`; lines are labelled by `flat_dev`'s `labels`. Each
line weighs as much as it has words, each page about the same, as in the score.
"""

from __future__ import annotations

import difflib
import gzip
import hashlib
import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality.score import pages as scorer
from dateline.layout import MODELS
from dateline.layout.chances import features_of
from dateline.layout.features import context_features
from dateline.layout.units import Unit, units_of
from dateline.model import Block

FOLDS = 5
INNER = 5
ROUNDS = {"dump": (260, 160), "page": (200, 120)}
SEEDS = (7, 19)
PARAMETERS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 24, "min_data_in_leaf": 30, "feature_fraction": 0.35,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 3.0, "max_bin": 63, "num_threads": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True,
}  # fmt: skip
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Page:
    """One labelled page: its units, features of the first model, and whether each unit is story."""

    id: str
    source: str
    domain: str
    body: str
    texts: list[str]
    own: Any
    blocks: list[Block] | None
    story: Any
    weight: Any
    scored: bool = True


def rows(name: str) -> list[dict[str, Any]]:
    """Rows of a benchmark file."""
    with gzip.open(Path(os.environ["DATELINE_BENCH"]) / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def page_of(row: dict[str, Any], text: str, units: list[Unit], story: Sequence[bool], title: str | None, scored: bool = True) -> Page:
    """A page with its features; `scored` is False for made-up variants that only train."""
    own, blocks = features_of(text, units, title)
    texts = [text[unit.start : unit.end] for unit in units]
    words = np.array([len(_WORD.findall(line)) for line in texts], dtype=float)
    flags = np.array(story, dtype=float)
    weight = np.minimum(words + 1, 200) / max(50.0, float((words * flags).sum())) * (1.0 if scored else 0.15)
    return Page(row["id"], row["source"], row["domain"], row["body"], texts, own, blocks, flags, weight, scored)


def dumps() -> list[Page]:
    """The plain-text pages, and for each its story alone (with and without the title) as extra training pages."""
    pages: list[Page] = []
    for row in rows("flat_dev"):
        text = row["text"]
        labels = iter(row["labels"])
        kept = [label for line, label in zip(text.split("\n"), labels) if line.strip()]
        units = units_of(text)
        if len(units) != len(kept):
            continue
        turn = int(hashlib.sha1(row["id"].encode()).hexdigest(), 16)
        title = row["title"] if turn % 2 else None
        pages.append(page_of(row, text, units, [label == "body" for label in kept], title))
        story = [line for line in row["body"].split("\n") if line.strip()]
        if turn % 3 == 0 and len(story) > 2:
            head = [row["title"]] if turn % 2 and row["title"] else []
            alone = "\n\n".join(head + story)
            units = units_of(alone)
            pages.append(page_of(row, alone, units, [not head or index > 0 for index in range(len(units))], None, False))
    return pages


def html_pages() -> list[Page]:
    """The HTML pages with blocks and the extractor's opinion, labelled through the dump of the same page."""
    from dateline.intake.record import RawPage
    from dateline.readers import report_of

    flat = {row["id"]: row for row in rows("flat_dev")}
    pages: list[Page] = []
    for row in rows("pages_sh_dev") + rows("pages_atf_dev"):
        report = report_of(RawPage(place="", source_id="", path="", form="html", payload=row["html"], url=row["url"]))
        units = units_of(report.text, report.blocks)
        texts = [report.text[unit.start : unit.end] for unit in units]
        story = _labels(texts, flat[row["id"]], row["body"])
        pages.append(page_of(row, report.text, units, story, report.title))
    return pages


def _labels(texts: list[str], flat: dict[str, Any], body: str) -> list[bool]:
    """Story flags of blocks: those of the dump's equal lines, else by the words that also stand in the gold body."""
    def plain(line: str) -> str:
        return " ".join(_WORD.findall(line))

    lines = [plain(line) for line in flat["text"].split("\n")]
    own = [plain(line) for line in texts]
    out: list[bool | None] = [None] * len(own)
    for one, other, size in difflib.SequenceMatcher(None, lines, own, autojunk=False).get_matching_blocks():
        for step in range(size):
            out[other + step] = flat["labels"][one + step] == "body"
    gold = scorer.grams(_WORD.findall(body))
    for index, flag in enumerate(out):
        if flag is None:
            words = _WORD.findall(texts[index])
            grams = scorer.grams(words)
            out[index] = len(words) >= 4 and (grams & gold).total() >= 0.5 * grams.total()
    return [bool(flag) for flag in out]


def fold_of(page: Page) -> int:
    """Fold of a page; one registered domain is never in two."""
    return int(hashlib.sha1(f"fold {page.domain}".encode()).hexdigest(), 16) % FOLDS


def fit(pages: Sequence[Page], matrices: Sequence[Any], rounds: int, seed: int) -> Any:
    """One booster."""
    import lightgbm

    weight = np.concatenate([page.weight for page in pages])
    data = lightgbm.Dataset(
        np.concatenate(list(matrices)), np.concatenate([page.story for page in pages]), weight=weight * len(weight) / weight.sum()
    )
    return lightgbm.train({**PARAMETERS, "seed": seed}, data, rounds)


def train(pages: list[Page], kind: str) -> tuple[Any, Any]:
    """Both boosters; the second learns from chances that the first gave to pages it had not seen."""
    first_rounds, second_rounds = ROUNDS[kind]
    inner = [int(hashlib.sha1(f"inner {page.domain}".encode()).hexdigest(), 16) % INNER for page in pages]
    context: list[Any] = [None] * len(pages)
    for fold in range(INNER):
        known = [index for index in range(len(pages)) if inner[index] != fold]
        model = fit([pages[index] for index in known], [pages[index].own for index in known], first_rounds, SEEDS[0])
        for index, page in enumerate(pages):
            if inner[index] == fold:
                context[index] = np.hstack([page.own, context_features(model.predict(page.own), page.own, page.blocks)])
    first = fit(pages, [page.own for page in pages], first_rounds, SEEDS[0])
    return first, fit(pages, context, second_rounds, SEEDS[1])


def chances(page: Page, models: tuple[Any, Any]) -> Any:
    """What the two models make of a page."""
    first = models[0].predict(page.own)
    return models[1].predict(np.hstack([page.own, context_features(first, page.own, page.blocks)])), first


def measure(pages: list[Page], kind: str, where: Path | None = None) -> None:
    """Cross-validated scores for several thresholds, by source."""
    found: dict[str, Any] = {}
    for fold in range(FOLDS):
        models = train([page for page in pages if fold_of(page) != fold], kind)
        for page in pages:
            if fold_of(page) == fold and page.scored:
                found[page.id] = chances(page, models)
        print(f"{kind} fold {fold}", flush=True)
    for source in sorted({page.source for page in pages}):
        for name, at in (("second", 0), ("first", 1)):
            print(kind, source, name, {cut: round(_score(pages, found, source, at, cut), 4) for cut in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6)})
    if where:
        where.write_text(json.dumps({key: [list(map(float, part)) for part in value] for key, value in found.items()}))


def _score(pages: list[Page], found: dict[str, Any], source: str, at: int, cut: float) -> float:
    counts = []
    for page in pages:
        if page.source == source and page.scored:
            text = "\n".join(line for line, chance in zip(page.texts, found[page.id][at]) if chance > cut)
            counts.append(scorer.count({"body": page.body}, {"body": text}))
    return float(scorer.measure(np.array(counts).sum(axis=0).tolist())["F1"])


def main() -> None:
    """Train or measure, as asked."""
    kinds = [name for name in ("dump", "page") if name in sys.argv] or ["dump", "page"]
    for kind in kinds:
        pages = dumps() if kind == "dump" else html_pages()
        if "measure" in sys.argv:
            measure(pages, kind, Path(sys.argv[-1]) if sys.argv[-1].endswith(".json") else None)
            continue
        for step, model in zip(("first", "second"), train(pages, kind)):
            model.save_model(str(MODELS / f"passages-{kind}-{step}.txt"))


if __name__ == "__main__":
    main()
