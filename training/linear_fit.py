"""Fit and cross-validate the linear classifiers; scikit-learn is needed here only."""

from __future__ import annotations

import gzip
import json
import math
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from dateline.clauses import linear

Example = tuple[Sequence[Sequence[str]], Mapping[str, float]]


def rows(name: str) -> list[dict[str, Any]]:
    """Rows of a data file under `$DATELINE_BENCH/data`."""
    folder = Path(os.environ["DATELINE_BENCH"]) / "data"
    path = folder / f"{name}.jsonl"
    if path.exists():
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def frequencies(examples: Sequence[Example], least: Sequence[int]) -> dict[str, float]:
    """Inverse document frequency of every feature met at least `least[block]` times; plain features count 1."""
    found: dict[str, float] = {}
    for block, fewest in enumerate(least):
        counts = Counter(name for blocks, _ in examples for name in set(blocks[block]))
        for name in sorted(counts):
            if counts[name] >= fewest:
                found[name] = math.log((1 + len(examples)) / (1 + counts[name])) + 1
    found.update((name, 1.0) for name in sorted({name for _, plain in examples for name in plain}))
    return found


def matrix(examples: Sequence[Example], idf: Mapping[str, float]) -> Any:
    """Feature matrix in the order of `idf`."""
    columns = {name: k for k, name in enumerate(idf)}
    data, at, to = [], [], []
    for row, (blocks, plain) in enumerate(examples):
        for name, value in linear.weigh(blocks, plain, idf).items():
            data.append(value)
            at.append(row)
            to.append(columns[name])
    return csr_matrix((data, (at, to)), shape=(len(examples), len(idf)))


def fit(examples: Sequence[Example], labels: Sequence[str], least: Sequence[int], c: float) -> tuple[dict[str, float], LinearSVC]:
    """The idf table and the classifier."""
    idf = frequencies(examples, least)
    model = LinearSVC(C=c, class_weight="balanced", random_state=0).fit(matrix(examples, idf), np.array(labels))
    return idf, model


def cross_validate(examples: Sequence[Example], labels: Sequence[str], least: Sequence[int], c: float, folds: int = 10) -> list[str]:
    """Out-of-fold predictions."""
    out = [""] * len(labels)
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=1).split(np.zeros(len(labels)), labels):
        idf, model = fit([examples[i] for i in train], [labels[i] for i in train], least, c)
        for i, label in zip(test, model.predict(matrix([examples[i] for i in test], idf)), strict=True):
            out[i] = str(label)
    return out


def scores(labels: Sequence[str], predicted: Sequence[str]) -> dict[str, float]:
    """Accuracy, macro and weighted F1."""
    return {
        "accuracy": round(float(np.mean([a == b for a, b in zip(labels, predicted, strict=True)])), 3),
        "macro F1": round(float(f1_score(labels, predicted, average="macro")), 3),
        "weighted F1": round(float(f1_score(labels, predicted, average="weighted")), 3),
    }


def store(path: Path, idf: Mapping[str, float], model: LinearSVC) -> None:
    """Write the model file."""
    linear.save(path, [str(name) for name in model.classes_], idf, model.coef_.T, model.intercept_)
