"""How likely each unit of a page is story text: gradient-boosted models, with and without mark-up.

A model sees each unit with its place, its neighbours and its wording. For dumps a second model also sees what the first
thought of the units around; with mark-up a second one did not help.
Trained by ``python -m training.passages``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.layout import MODELS, phrases
from dateline.layout.features import Matrix, context_features, markup_features, page_features
from dateline.layout.units import Unit
from dateline.model import Block


@dataclass(frozen=True, slots=True)
class Models:
    """The loaded boosters: (first, second) for dumps and for mark-up."""

    dump: tuple[Any, Any]
    page: Any
    weights: NDArray[np.float32]
    bias: float


def load(folder: Path = MODELS) -> Models:
    """Read the models."""
    import lightgbm

    def model(name: str) -> Any:
        return lightgbm.Booster(model_file=str(folder / f"passages-{name}.txt"))

    return Models((model("dump-first"), model("dump-second")), model("page-first"), *phrases.load(folder))


def features_of(
    text: str, units: Sequence[Unit], title: str | None, wording: NDArray[np.float32]
) -> tuple[Matrix, list[Block] | None]:
    """The first model's features, and the blocks where there is mark-up. `wording`: see `phrases.scores`."""
    own, lines = page_features([text[unit.start : unit.end] for unit in units], title, [unit.gap for unit in units], wording)
    blocks = [unit.block for unit in units if unit.block is not None]
    if not blocks:
        return own, None
    return np.hstack([own, markup_features(blocks, lines)]), blocks


def story_chances(text: str, units: Sequence[Unit], title: str | None, models: Models) -> NDArray[np.float64]:
    """For each unit the chance that it is story text: with mark-up one model's, without the mean of two."""
    if not units:
        return np.zeros(0)
    wording = phrases.scores([text[unit.start : unit.end] for unit in units], models.weights, models.bias)
    own, blocks = features_of(text, units, title, wording)
    if blocks is not None:
        return np.asarray(models.page.predict(own, num_threads=1), dtype=np.float64)
    first = np.asarray(models.dump[0].predict(own, num_threads=1), dtype=np.float64)
    context = context_features(first, own)
    second = np.asarray(models.dump[1].predict(np.hstack([own, context]), num_threads=1), dtype=np.float64)
    return (first + second) / 2
