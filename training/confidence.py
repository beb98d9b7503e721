"""Fit the confidence of claims on the open claims gold: ``python -m training.confidence``. Prints out-of-fold reliability and the curve."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.quality import goldfile
from benchmarks.quality.claims import Names, pair, parties_right, read_text
from dateline.clauses.confidence import FEATURES, features
from dateline.lexicon import DATA
from dateline.tools import Tools


def main() -> None:
    """Read the open gold, fit, print reliability and precision at each threshold, write `data/confidence.toml`."""
    tools = Tools()
    names = Names(tools)
    rows, right, groups, gold_total = [], [], [], 0
    for number, path in enumerate(goldfile.files(goldfile.GOLD, "claims", sealed=False)):
        passage = goldfile.read_claims(path)
        gold = passage.records.get("claim", [])
        gold_total += len(gold)
        claims = list(read_text(path.stem, passage.text, passage.meta, tools).claims)
        good = {j for i, j in pair(passage.text, gold, claims, names) if parties_right(gold[i], claims[j], names)}
        for j, claim in enumerate(claims):
            rows.append([features(claim)[name] for name in FEATURES])
            right.append(j in good)
            groups.append(number)
    table, truth = np.array(rows), np.array(right, dtype=int)
    out = np.zeros(len(truth))
    for train, test in GroupKFold(9).split(table, truth, groups):
        out[test] = LogisticRegression(C=0.5).fit(table[train], truth[train]).predict_proba(table[test])[:, 1]
    for low in np.arange(0.0, 1.0, 0.2):
        inside = (out >= low) & (out < low + 0.2)
        if inside.any():
            print(f"{low:.1f}-{low + 0.2:.1f}: {inside.sum()} claims, told {out[inside].mean():.2f}, right {truth[inside].mean():.2f}")
    for threshold in np.arange(0.0, 0.9, 0.1):
        kept = out >= threshold
        if kept.any():
            print(f"at {threshold:.1f}: precision {truth[kept].mean():.3f}, recall {truth[kept].sum() / gold_total:.3f}")
    model = LogisticRegression(C=0.5).fit(table, truth)
    lines = ["# Weights of the confidence of a claim (logistic), fitted on the open claims gold by training/confidence.py. Apache-2.0.", f"intercept = {model.intercept_[0]:.4f}", "[weights]"]
    lines += [f"{name} = {weight:.4f}" for name, weight in zip(FEATURES, model.coef_[0], strict=True)]
    (DATA / "confidence.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
