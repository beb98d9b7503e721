"""Trains the story models of the passages stage (``models/passages-*.txt``) and measures them, cross-validated by domain.

    DATELINE_BENCH=… python -m training.passages [dump|page] [FOLDER/] [keep]     ("keep": write the cross-validated chances)

Data: `flat_dev` (dumps) and the HTML of `pages_sh_dev`, `pages_atf_dev`; lines are labelled by `flat_dev`'s `labels`. Each
line weighs as much as it has words, each page about the same, as in the score.
"""

from __future__ import annotations

import difflib
import gzip
import hashlib
import json
import os
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quality.score import pages as scorer
from dateline.layout import MODELS, phrases
from dateline.layout.chances import features_of
from dateline.layout.features import context_features
from dateline.layout.units import Unit, units_of
from dateline.model import Block

BOXES = ("Popular posts from this blog", "Related articles", "You may also like", "Most read", "More stories", "Related posts", "Read more",
         "Also read", "Recommended for you", "Latest news", "Trending now", "More from this section", "Read next", "Other news")  # fmt: skip
"""Headings of made-up boxes."""
FOLDS = 5
GROUPS = 8
ROUNDS = {"dump": (260, 140), "page": (180, 90)}
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


def page_of(
    row: dict[str, Any], text: str, units: list[Unit], story: Sequence[bool], title: str | None, wording: Wording, scored: bool = True
) -> Page:
    """A page with its features; `scored` is False for made-up variants that only train."""
    texts = [text[unit.start : unit.end] for unit in units]
    own, blocks = features_of(text, units, title, wording.scores(row["domain"], texts))
    words = np.array([len(_WORD.findall(line)) for line in texts], dtype=float)
    flags = np.array(story, dtype=float)
    weight = np.minimum(words + 1, 200) / max(50.0, float((words * flags).sum())) * (1.0 if scored else 0.2)
    return Page(row["id"], row["source"], row["domain"], row["body"], texts, own, blocks, flags, weight, scored)


class Wording:
    """The linear models of single lines: one of all pages, and one for each group of domains that has not seen that group."""

    def __init__(self) -> None:
        from sklearn.linear_model import SGDClassifier

        data = rows("flat_dev")
        lines, groups, flags, weights = [], [], [], []
        for row in data:
            kept = [(line, label == "body") for line, label in zip(row["text"].split("\n"), row["labels"]) if line.strip()]
            sizes = [len(_WORD.findall(line)) for line, _ in kept]
            mass = max(50, sum(size for size, (_, flag) in zip(sizes, kept) if flag))
            for (line, flag), size in zip(kept, sizes):
                lines.append(line)
                groups.append(_group("words", row["domain"]))
                flags.append(flag)
                weights.append((min(size + 1, 200) / mass) ** 0.5)
        matrix, answers = _sparse(lines), np.array(flags, dtype=int)
        weight = np.array(weights) / np.mean(weights)
        self.models = []
        for group in (*range(GROUPS), None):
            known = np.array([name != group for name in groups])
            model = SGDClassifier(loss="log_loss", alpha=2e-6, max_iter=8, tol=None, random_state=1)
            model.fit(matrix[known], answers[known], sample_weight=weight[known])
            self.models.append((model.coef_[0].astype(np.float16).astype(np.float32), float(np.float16(model.intercept_[0]))))

    def scores(self, domain: str, texts: list[str]) -> Any:
        """Scores of lines by the model that has not seen their domain."""
        return phrases.scores(texts, *self.models[_group("words", domain)])

    def save(self, folder: Path) -> None:
        """Write the model of all pages."""
        weights, bias = self.models[-1]
        np.save(folder / "passages-words.npy", np.append(weights, bias).astype(np.float16))


def _group(name: str, domain: str, size: int = 8) -> int:
    return int(hashlib.sha1(f"{name} {domain}".encode()).hexdigest(), 16) % size


def _sparse(lines: list[str]) -> Any:
    from scipy.sparse import csr_matrix

    places, starts, values = [], [0], []
    for line in lines:
        found = phrases.buckets(line)
        places += found
        values += [max(1, len(found)) ** -0.5] * len(found)
        starts.append(len(places))
    return csr_matrix((values, places, starts), shape=(len(lines), phrases.WEIGHTS))


def dumps(wording: Wording) -> list[Page]:
    """The plain-text pages, and for each some made-up variants that only train: the story with little or nothing around it,
    and with a box of other stories below."""
    pages: list[Page] = []
    data = rows("flat_dev")
    for row in data:
        labelled = [(line, label == "body") for line, label in zip(row["text"].split("\n"), row["labels"]) if line.strip()]
        turn = random.Random(row["id"])
        units = units_of(row["text"])
        if len(units) != len(labelled):
            continue
        pages.append(page_of(row, row["text"], units, [flag for _, flag in labelled], row["title"] if turn.random() < 0.5 else None, wording))
        pages += [_made_up(row, variant, turn, wording) for variant in _variants(row, labelled, data, turn)]
    return pages


def _made_up(row: dict[str, Any], labelled: list[tuple[str, bool]], turn: random.Random, wording: Wording) -> Page:
    joint = turn.choice(("\n", "\n\n"))
    text = joint.join(" ".join(line.split()) for line, _ in labelled)
    units = [Unit(match.start(), match.end(), len(joint) if match.start() else 2) for match in re.finditer(r"[^\n]+", text)]
    return page_of(row, text, units, [flag for _, flag in labelled], row["title"] if turn.random() < 0.2 else None, wording, False)


def _variants(
    row: dict[str, Any], labelled: list[tuple[str, bool]], data: list[dict[str, Any]], turn: random.Random
) -> Iterator[list[tuple[str, bool]]]:
    story = [index for index, (_, flag) in enumerate(labelled) if flag]
    if len(story) < 3:
        return
    first, last = story[0], story[-1]
    near = [
        pair for index, pair in enumerate(labelled)
        if pair[1] or turn.random() < (0.6 if first - 6 <= index <= last + 4 else 0.02)
    ]  # fmt: skip
    bare = [(line, True) for line in row["body"].split("\n") if line.strip()]
    head = [(row["title"], False)] if (row["title"] or "").strip() and turn.random() < 0.6 else []
    box: list[tuple[str, bool]] = [(turn.choice(BOXES), False)]
    for other in turn.sample(data, turn.randint(2, 4)):
        box.append(((other["title"] or "").strip() or "More", False))
        if turn.random() < 0.7 and other["body"].strip():
            box.append((" ".join(other["body"].split())[: turn.randint(150, 900)], False))
    yield near
    yield (head + bare) if turn.random() < 0.4 else (near + box) if turn.random() < 0.5 else (head + bare + box)


def html_pages(wording: Wording) -> list[Page]:
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
        pages.append(page_of(row, report.text, units, story, report.title, wording))
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


def fit(pages: Sequence[Page], matrices: Sequence[Any], rounds: int, seed: int) -> Any:
    """One booster."""
    import lightgbm

    weight = np.concatenate([page.weight for page in pages])
    data = lightgbm.Dataset(
        np.concatenate(list(matrices)), np.concatenate([page.story for page in pages]), weight=weight * len(weight) / weight.sum()
    )
    return lightgbm.train({**PARAMETERS, "seed": seed}, data, rounds)


def crossed(pages: list[Page], matrices: Sequence[Any], rounds: int, seed: int) -> list[Any]:
    """For each page the chances by a model that has seen no page of its domain."""
    folds = [_group("fold", page.domain, FOLDS) for page in pages]
    out: list[Any] = [None] * len(pages)
    for fold in range(FOLDS):
        known = [index for index in range(len(pages)) if folds[index] != fold]
        model = fit([pages[index] for index in known], [matrices[index] for index in known], rounds, seed)
        for index in range(len(pages)):
            if folds[index] == fold:
                out[index] = model.predict(matrices[index])
    return out


def with_context(pages: list[Page], first: list[Any]) -> list[Any]:
    """The second model's features."""
    return [np.hstack([page.own, context_features(chance, page.own)]) for page, chance in zip(pages, first)]


def train(pages: list[Page], kind: str, folder: Path) -> dict[str, Any]:
    """Fit and save the boosters; for dumps a second learns from chances that the first gave to domains it had not seen.
    Returns for each page the chances by models that have not seen its domain."""
    first_rounds, second_rounds = ROUNDS[kind]
    own = [page.own for page in pages]
    chances = crossed(pages, own, first_rounds, SEEDS[0])
    fit(pages, own, first_rounds, SEEDS[0]).save_model(str(folder / f"passages-{kind}-first.txt"))
    if kind == "dump":
        context = with_context(pages, chances)
        second = crossed(pages, context, second_rounds, SEEDS[1])
        chances = [(one + two) / 2 for one, two in zip(chances, second)]
        fit(pages, context, second_rounds, SEEDS[1]).save_model(str(folder / f"passages-{kind}-second.txt"))
    found = {page.id: chance for page, chance in zip(pages, chances) if page.scored}
    for source in sorted({page.source for page in pages}):
        print(kind, source, {cut: round(score(pages, found, source, cut), 4) for cut in (0.35, 0.4, 0.45, 0.5, 0.55)}, flush=True)
    return found


def score(pages: list[Page], found: dict[str, Any], source: str, cut: float) -> float:
    """F1 of the lines above a chance, over the pages of one source."""
    counts = []
    for page in pages:
        if page.source == source and page.scored:
            text = "\n".join(line for line, chance in zip(page.texts, found[page.id]) if chance > cut)
            counts.append(scorer.count({"body": page.body}, {"body": text}))
    return float(scorer.measure(np.array(counts).sum(axis=0).tolist())["F1"])


def main() -> None:
    """Train and measure; words choose "dump" or "page" alone, and a folder other than the package's."""
    folder = Path(next((word for word in sys.argv[1:] if "/" in word), MODELS))
    kinds = [name for name in ("dump", "page") if name in sys.argv] or ["dump", "page"]
    wording = Wording()
    wording.save(folder)
    for kind in kinds:
        found = train(dumps(wording) if kind == "dump" else html_pages(wording), kind, folder)
        if "keep" in sys.argv:
            kept = {key: value.round(4).tolist() for key, value in found.items()}
            (folder / f"passages-{kind}-crossed.json").write_text(json.dumps(kept))


if __name__ == "__main__":
    main()
