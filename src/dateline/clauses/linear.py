"""A small linear classifier over named features: blocks of counted features weighted by tf-idf, plus plain ones.

Trained with scikit-learn (`training/`), run here with NumPy alone. A model file holds the vocabulary, inverse document
frequencies, weights (half precision) and the names of the classes.
"""

from __future__ import annotations

import io
import lzma
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Vector = dict[str, float]


def weigh(blocks: Iterable[Sequence[str]], plain: Mapping[str, float], idf: Mapping[str, float]) -> Vector:
    """One vector: each block is (1 + log count) * idf, scaled to length 1; plain features are taken as they are."""
    vector: Vector = {}
    for block in blocks:
        counts = Counter(name for name in block if name in idf)
        raw = {name: (1.0 + math.log(count)) * idf[name] for name, count in counts.items()}
        size = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        vector.update((name, value / size) for name, value in raw.items())
    vector.update((name, value) for name, value in plain.items() if value and name in idf)
    return vector


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of a one-against-rest classifier; `rows` maps a feature to its row of `weights`."""

    classes: tuple[str, ...]
    rows: dict[str, int]
    idf: dict[str, float]
    weights: Any
    bias: Any

    def scores(self, vector: Mapping[str, float]) -> dict[str, float]:
        """Margin of every class."""
        total = self.bias.astype(np.float64).copy()
        for name in sorted(vector):
            row = self.rows.get(name)
            if row is not None:
                total += vector[name] * self.weights[row].astype(np.float64)
        return dict(zip(self.classes, map(float, total), strict=True))

    def best(self, blocks: Iterable[Sequence[str]], plain: Mapping[str, float]) -> str:
        """The class with the largest margin; ties go to the first by name."""
        scores = self.scores(weigh(blocks, plain, self.idf))
        return max(sorted(scores), key=lambda name: scores[name])


def save(path: Path, classes: Sequence[str], idf: Mapping[str, float], weights: Any, bias: Any) -> None:
    """Write a model file; `weights` has one row for each feature of `idf`, in its order."""
    buffer = io.BytesIO()
    names = np.frombuffer("\n".join(idf).encode("utf-8"), dtype=np.uint8)
    np.savez(
        buffer, classes=np.array(list(classes)), names=names, idf=np.array(list(idf.values()), dtype=np.float32),
        weights=np.asarray(weights, dtype=np.float16), bias=np.asarray(bias, dtype=np.float32),
    )  # fmt: skip
    path.write_bytes(lzma.compress(buffer.getvalue(), preset=9))


def load(path: Path) -> Linear:
    """Read a model file."""
    with np.load(io.BytesIO(lzma.decompress(path.read_bytes())), allow_pickle=False) as data:
        names = bytes(data["names"]).decode("utf-8").split("\n")
        idf = {name: float(value) for name, value in zip(names, data["idf"], strict=True)}
        classes = tuple(str(name) for name in data["classes"])
        return Linear(classes, {name: k for k, name in enumerate(names)}, idf, data["weights"], data["bias"])
