"""Train the labeller of police deeds in sentences: ``python -m training.police_deeds``."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from dateline.clauses import linear, police
from dateline.tools import MODELS
from training.linear_fit import Example, frequencies, matrix, rows

LEAST, C, WEIGHT = (3, 5), 0.15, 3.0


def fit(examples: list[Example], truth: Any) -> tuple[dict[str, float], Any, Any]:
    """The idf table, weights and biases of one classifier for each label."""
    idf = frequencies(examples, LEAST)
    table = matrix(examples, idf)
    models = [LinearSVC(C=C, class_weight={0: 1.0, 1: WEIGHT}, random_state=0).fit(table, truth[:, k]) for k in range(truth.shape[1])]
    return idf, np.stack([m.coef_[0] for m in models], axis=1), np.array([m.intercept_[0] for m in models])


def f1(truth: Any, margins: Any, shift: float) -> float:
    """F1 of one label at a threshold."""
    hits = float(((margins > shift) & (truth == 1)).sum())
    return 2 * hits / max(1.0, float((margins > shift).sum() + truth.sum()))


def main() -> None:
    """Cross-validate by article, set each label's threshold on the out-of-fold margins, write model and card."""
    data = rows("india_police_dev")
    examples, truth, groups = [], [], []
    for number, row in enumerate(data):
        sentences = [row["text"][s["start"] : s["end"]] for s in row["sentences"]]
        for k, sentence in enumerate(row["sentences"]):
            examples.append(police.features(sentences[k], sentences[k - 1] if k else ""))
            truth.append([label in sentence["labels"] for label in police.LABELS])
            groups.append(number)
    wanted = np.array(truth, dtype=int)
    margins = np.zeros(wanted.shape)
    for train, test in GroupKFold(5).split(wanted, groups=groups):
        idf, weights, bias = fit([examples[i] for i in train], wanted[train])
        margins[test] = matrix([examples[i] for i in test], idf) @ weights + bias
    shifts = [max(np.arange(-1, 1, 0.05), key=lambda s, k=k: f1(wanted[:, k], margins[:, k], s)) for k in range(wanted.shape[1])]
    result = {label: round(f1(wanted[:, k], margins[:, k], shifts[k]), 3) for k, label in enumerate(police.LABELS)}
    print(result, shifts)
    idf, weights, bias = fit(examples, wanted)
    linear.save(MODELS / police.MODEL, police.LABELS, idf, weights, bias - np.array(shifts))
    (MODELS / "police-deeds.md").write_text(CARD.format(result=result), encoding="utf-8")


CARD = """# police-deeds.xz

Linear support vector machines over words, word pairs and cues; says of every sentence of a report on unrest whether police kill, arrest, use force, fail to act, or act at all.

- Data: india_police_dev, 637 articles, 10,939 sentences (no licence stated: weights only, no text).
- Recipe: `DATELINE_BENCH=… python -m training.police_deeds`
- Five-fold cross-validation by article, F1 at thresholds set on the same folds: {result}
- Date: 2026-11-22
"""

if __name__ == "__main__":
    main()
