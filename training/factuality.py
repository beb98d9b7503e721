"""Train the model of lay factuality judgements: ``python -m training.factuality``. Only UDS-IH2 rows give weights."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from typing import Any

import lightgbm
import numpy as np
from scipy.sparse import csr_matrix

from dateline import syntax
from dateline.clauses import factuality, modality
from dateline.tools import MODELS, Tools
from training.linear_fit import rows

FEWEST = 12
SETTINGS = {
    "objective": "l1", "learning_rate": 0.06, "num_leaves": 31, "min_data_in_leaf": 20, "bagging_fraction": 0.8, "bagging_freq": 1,
    "feature_fraction": 0.5, "verbose": -1, "num_threads": 1, "deterministic": True, "force_row_wise": True, "seed": 1,
}  # fmt: skip
TREES = 300


def examples(name: str, tools: Tools) -> tuple[list[dict[str, float]], list[float]]:
    """Features and values of every UDS-IH2 event in a file."""
    cues = modality.cues(tools)
    data = [row for row in rows(name) if row["corpus"] == "UDS_IH2"]
    found: list[dict[str, float]] = []
    values: list[float] = []
    for row, doc in zip(data, syntax.parse_all([row["text"] for row in data]), strict=True):
        for event in row["events"]:
            token = next((t for t in doc if t.idx <= event["start"] < t.idx + len(t)), None)
            if token is not None:
                stance, operators = modality.stance_of(token, cues)
                found.append(factuality.features(token, stance, operators))
                values.append(event["factuality"])
    return found, values


def matrix(found: list[dict[str, float]], columns: dict[str, int]) -> Any:
    """Sparse feature matrix."""
    cells = [(row, columns[name], value) for row, features in enumerate(found) for name, value in features.items() if name in columns]
    data, at, to = [c[2] for c in cells], [c[0] for c in cells], [c[1] for c in cells]
    return csr_matrix((data, (at, to)), shape=(len(found), len(columns)), dtype=np.float32)


def main() -> None:
    """Fit on train, measure on dev, write model and card."""
    tools = Tools()
    found, values = examples("factuality_train", tools)
    counts = Counter(name for features in found for name in features)
    columns = {name: k for k, name in enumerate(sorted(name for name, count in counts.items() if count >= FEWEST))}
    booster = lightgbm.train(SETTINGS, lightgbm.Dataset(matrix(found, columns), np.array(values)), TREES)
    held, wanted = examples("factuality_dev", tools)
    predicted = booster.predict(matrix(held, columns))
    error = float(np.abs(predicted - np.array(wanted)).mean())
    correlation = float(np.corrcoef(predicted, np.array(wanted))[0, 1])
    print(f"UDS-IH2 dev: MAE {error:.3f}, r {correlation:.3f}")
    stored = {"features": list(columns), "model": booster.model_to_string()}
    (MODELS / factuality.MODEL).write_bytes(lzma.compress(json.dumps(stored).encode(), preset=9))
    (MODELS / "factuality.md").write_text(CARD.format(error=error, correlation=correlation), encoding="utf-8")


CARD = """# factuality.xz

Gradient-boosted trees (LightGBM, absolute error) over stance operators, dependency context and neighbouring words; puts an event from -3 to +3.

- Data: UDS-IH2 rows of factuality_train (CC BY-SA 4.0 as far as known; weights only). No LDC text was used for weights.
- Recipe: `DATELINE_BENCH=… python -m training.factuality`
- UDS-IH2 dev: MAE {error:.3f}, r {correlation:.3f}. The newswire scale is a table of rules (`data/factuality.toml`) with a tenth of this model.
- Date: 2026-11-22
"""

if __name__ == "__main__":
    main()
