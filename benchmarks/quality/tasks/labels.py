"""Labels of snippets (ACLED types), of a marked source and target (PLOVER roots), of sentences (PLOVER events) and of police reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline import syntax
from dateline.clauses import police, roots, snippets
from dateline.tools import Tools

Row = dict[str, Any]
OLDER = {"REQUEST": "DEMAND", "ASSAULT": "FIGHT", "YIELD": "CONCEDE", "ACCUSE": "DISAPPROVE"}
"""Names of the 2016 codebook for the roots of the current one."""


def predict(rows: list[Row], tools: Tools) -> Iterator[Row]:
    """Each row is answered by its `dataset`: `label`, `root`, `event`, or `sentences[].labels` with `doc_labels`."""
    for row in rows:
        dataset = row.get("dataset", "")
        if dataset == "plv":
            doc = syntax.parse(row["text"])
            yield {"id": row["id"], "root": roots.roots(tools).root(doc, _span(row, "source"), _span(row, "target"))}
        elif dataset == "plover_gsr":
            yield {"id": row["id"], "event": _event(row["text"], tools)}
        elif dataset.startswith("india_police"):
            yield _police(row, tools)
        else:
            yield {"id": row["id"], "label": snippets.snippets(tools).label(row["text"])}


def _span(row: Row, name: str) -> tuple[int, int] | None:
    marked = row.get(name) or {}
    if marked.get("start") is not None:
        return marked["start"], marked["end"]
    start = row["text"].find(marked.get("text") or "\0")
    return (start, start + len(marked["text"])) if start >= 0 else None


def _event(text: str, tools: Tools) -> str:
    """The root of what the first subject of the main clause does to its first object, under the names of 2016."""
    doc = syntax.parse(text)
    verbs = [token for token in doc if token.dep_ == "ROOT"]
    verb = verbs[0] if verbs else doc[0]
    if verb.lemma_ in ("say", "report", "tell", "announce") and (inner := [c for c in verb.children if c.dep_ == "ccomp"]):
        verb = inner[0]
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    other = next((t for t in verb.subtree if t.dep_ in ("dobj", "pobj") and t.i > verb.i), None)
    spans = [None if t is None else (t.left_edge.idx, t.idx + len(t)) for t in (subject, other)]
    root = roots.roots(tools).root(doc, spans[0], spans[1])
    lower = text.lower()
    if root == "YIELD" and any(word in lower for word in ("withdr", "releas", "freed", "ceasefire", "pull out", "resign")):
        return "RETREAT"
    if root == "ACCUSE" and any(word in lower for word in ("investigat", "probe", "indict", "inquiry", "inspect")):
        return "INVESTIGATE"
    return OLDER.get(root, root)


def _police(row: Row, tools: Tools) -> Row:
    labeller = police.police(tools)
    texts = [row["text"][s["start"] : s["end"]] for s in row["sentences"]]
    found = [labeller.labels(text, texts[k - 1] if k else "") for k, text in enumerate(texts)]
    sentences = [{**sentence, "labels": labels} for sentence, labels in zip(row["sentences"], found, strict=True)]
    return {"id": row["id"], "sentences": sentences, "doc_labels": sorted({label for labels in found for label in labels})}
