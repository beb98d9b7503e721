"""Train the classifier of PLOVER roots between a marked source and target: ``python -m training.plover_roots``."""

from __future__ import annotations

from typing import Any

from dateline import syntax
from dateline.clauses import roots
from dateline.tools import MODELS
from training.linear_fit import cross_validate, fit, rows, scores, store

LEAST, C = (2,), 0.5


def span(row: dict[str, Any], name: str) -> tuple[int, int] | None:
    """The span of source or target; found in the text when only its words are given."""
    marked = row[name]
    start = marked.get("start")
    if start is None:
        start = row["text"].find(marked["text"])
        return (start, start + len(marked["text"])) if start >= 0 else None
    return start, marked["end"]


def main() -> None:
    """Cross-validate, print, fit on all rows, write model and card."""
    data = rows("plv_train")
    docs = syntax.parse_all([row["text"] for row in data])
    examples = [((roots.features(doc, span(row, "source"), span(row, "target")),), {}) for row, doc in zip(data, docs, strict=True)]
    labels = [row["root"] for row in data]
    result = scores(labels, cross_validate(examples, labels, LEAST, C))
    print(result)
    store(MODELS / roots.MODEL, *fit(examples, labels, LEAST, C))
    (MODELS / "plover-roots.md").write_text(CARD.format(result=result), encoding="utf-8")


CARD = """# plover-roots.xz

Linear support vector machine (one against rest) over lemmas and dependency paths around a marked source and target; names the PLOVER root (15 types).

- Data: plv_train, 1,050 sentences (PLV; no licence file: weights only, no text).
- Recipe: `DATELINE_BENCH=… python -m training.plover_roots`
- Ten-fold cross-validation on the same rows: {result}
- Date: 2026-11-22
"""

if __name__ == "__main__":
    main()
