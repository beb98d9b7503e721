"""Train the labeller of snippets (ACLED sub-event types): ``python -m training.acled_snippets``."""

from __future__ import annotations

from dateline.clauses import snippets
from dateline.tools import MODELS, Tools
from training.linear_fit import cross_validate, fit, rows, scores, store

LEAST, C = (2, 3), 0.3


def main() -> None:
    """Cross-validate, print, fit on all rows, write model and card."""
    data = rows("case21_dev")
    cues = Tools().lexicon.entries("acled-cues.toml", snippets.CueEntry)
    examples = [snippets.features(row["text"], cues) for row in data]
    labels = [row["label"] for row in data]
    predicted = cross_validate(examples, labels, LEAST, C)
    seen = [k for k, row in enumerate(data) if row["seen"]]
    result = scores(labels, predicted), scores([labels[k] for k in seen], [predicted[k] for k in seen])
    print("all", result[0], "seen types", result[1])
    store(MODELS / snippets.MODEL, *fit(examples, labels, LEAST, C))
    (MODELS / "acled-snippets.md").write_text(CARD.format(all=result[0], seen=result[1]), encoding="utf-8")


CARD = """# acled-snippets.xz

Linear support vector machine (one against rest) over words, word pairs, letter n-grams and the cues of `data/acled-cues.toml`; names the ACLED
sub-event type of a short snippet of news (25 types and five neighbours).

- Data: case21_dev, 507 snippets (CASE 2021 task 2; no licence file: weights only, no text).
- Recipe: `DATELINE_BENCH=… python -m training.acled_snippets`
- Ten-fold cross-validation on the same rows: all types {all}; ACLED's own types {seen}. The cues were written after reading some of these rows.
- Date: 2026-11-22
"""

if __name__ == "__main__":
    main()
