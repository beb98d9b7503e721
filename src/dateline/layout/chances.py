"""How likely each unit of a page is story text: two gradient-boosted models in a row, with and without mark-up.

The first sees each unit with its place and neighbours, the second also what the first thought of the units around.
Trained by ``python -m training.passages``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.layout import MODELS
from dateline.layout.features import Matrix, context_features, markup_features, page_features
from dateline.layout.units import Unit
from dateline.model import Block


@dataclass(frozen=True, slots=True)
class Models:
    """The loaded boosters: (first, second) for dumps and for mark-up."""

    dump: tuple[Any, Any]
    page: tuple[Any, Any]


def load(folder: Path = MODELS) -> Models:
    """Read the four models."""
    import lightgbm

    def pair(name: str) -> tuple[Any, Any]:
        return tuple(lightgbm.Booster(model_file=str(folder / f"passages-{name}-{step}.txt")) for step in ("first", "second"))  # type: ignore[return-value]

    return Models(pair("dump"), pair("page"))


def features_of(text: str, units: Sequence[Unit], title: str | None) -> tuple[Matrix, list[Block] | None]:
    """The first model's features, and the blocks where there is mark-up."""
    own, lines = page_features([text[unit.start : unit.end] for unit in units], title, [unit.gap for unit in units])
    blocks = [unit.block for unit in units if unit.block is not None]
    if not blocks:
        return own, None
    return np.hstack([own, markup_features(blocks, lines)]), blocks


def story_chances(text: str, units: Sequence[Unit], title: str | None, models: Models) -> NDArray[np.float64]:
    """For each unit the chance that it is story text."""
    if not units:
        return np.zeros(0)
    own, blocks = features_of(text, units, title)
    first_model, second_model = models.dump if blocks is None else models.page
    first = np.asarray(first_model.predict(own, num_threads=1), dtype=np.float64)
    context = context_features(first, own, blocks)
    return np.asarray(second_model.predict(np.hstack([own, context]), num_threads=1), dtype=np.float64)
