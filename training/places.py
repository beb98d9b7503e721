"""Trains the place models: name finder (places-names.crf), rankers (places-first.txt, places-second.txt), places-curve.json.

    DATELINE_BENCH=… python -m training.places            train on all open place data and write the models
    DATELINE_BENCH=… python -m training.places --check    five-fold cross-validation, nothing written

Folds keep a document together, and all reports of a local newspaper.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import pycrfsuite

from dateline import syntax
from dateline.gazetteer import Gazetteer, distance_km, open_gazetteer
from dateline.lexicon import Lexicon
from dateline.tools import default_cache
from dateline.toponyms.candidates import Finder
from dateline.toponyms.demonyms import Demonyms
from dateline.toponyms.ranking import Outlet, Reader, Toponym, features, read_outlet, second_features
from dateline.toponyms.reading import make_shaper
from dateline.toponyms.tagger import labels_of, spans_of
from dateline.toponyms.words import Word, words
from training.places_copies import Names, composed, renamed

MODELS = Path(__file__).parent.parent / "src" / "dateline" / "models"
FILES = ("places_lgl_dev.jsonl.gz", "places_trnews_dev.jsonl", "places_gwn_dev.jsonl.gz")
FOLDS = 5
FIELD = {"c1": 0.05, "c2": 0.05, "max_iterations": 80, "feature.possible_transitions": True}
BOOST = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 31, "min_data_in_leaf": 20, "feature_fraction": 0.6,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5, "verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True,
}  # fmt: skip
PHRASE_ROUNDS = 6
FIRST_ROUNDS, SECOND_ROUNDS = 150, 250


@dataclass
class Document:
    """One document prepared for training: words, their features and labels; toponyms, their options' features and answers."""

    row: dict[str, Any]
    gold: list[dict[str, Any]]
    sentences: list[tuple[int, int]]
    worded: list[list[Word]]
    shapes: list[list[list[str]]]
    labels: list[list[str]]
    toponyms: list[Toponym]
    table: np.ndarray
    bounds: list[tuple[int, int]]
    answers: np.ndarray
    weights: np.ndarray

    def fold(self, count: int, salt: str = "") -> int:
        """The fold of a document; reports of one local newspaper share theirs."""
        key = self.row["domain"] if self.row["dataset"] == "lgl" else self.row["id"]
        return int(hashlib.md5((salt + key).encode()).hexdigest(), 16) % count


def rows() -> list[dict[str, Any]]:
    """All rows of the open place sets."""
    folder = Path(os.environ["DATELINE_BENCH"]) / "data"
    found = []
    for name in FILES:
        path = folder / name
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines]
    return found


def answers_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Gold names in order; of GeoWebNews only those that were located."""
    named = [one for one in row["toponyms"] if row["dataset"] != "gwn" or one.get("lat") is not None]
    return sorted(named, key=lambda one: (one["start"], one["end"]))


def outlet_of(gazetteer: Gazetteer, row: dict[str, Any]) -> Outlet:
    """Home of the row's outlet, by its web address."""
    return read_outlet(gazetteer, [row.get("domain") or row["url"].split("/")[2]])


def prepare(gazetteer: Gazetteer) -> list[Document]:
    """Features of all documents."""
    demonyms = Demonyms(Lexicon(), gazetteer)
    reader = Reader(Finder(gazetteer, demonyms))
    shaper = make_shaper(gazetteer, demonyms, MODELS)
    documents = []
    for row in rows():
        text, gold = row["text"], answers_of(row)
        sentences = syntax.sentences(text)
        worded = words(text, sentences)
        starts = [start for start, _ in sentences]
        spans = [
            (one["start"], one["end"], max(0, int(np.searchsorted(starts, one["start"], side="right")) - 1))
            for one in gold
        ]
        toponyms = reader.document(text, spans)
        table, bounds = features(toponyms, outlet_of(gazetteer, row), len(text))
        answers, weights = np.zeros(len(table)), np.ones(len(table))
        for one, toponym, (begin, end) in zip(gold, toponyms, bounds, strict=True):
            right = right_options(one, toponym)
            if right is None:
                weights[begin:end] = 0.0
            for at in right or ():
                answers[begin + at] = 1.0
        marked = [(one["start"], one["end"]) for one in gold]
        documents.append(Document(
            row, gold, sentences, worded, shaper.document(text, worded), [labels_of(sentence, marked) for sentence in worded],
            toponyms, table, bounds, answers, weights,
        ))  # fmt: skip
    return documents


def right_options(gold: dict[str, Any], toponym: Toponym) -> list[int] | None:
    """Positions of the right options: by GeoNames id, else our own places near the answer; None when the answer is unknown."""
    if gold.get("geonameid") is None:
        return None
    same = [at for at, option in enumerate(toponym.options) if option.entry.id == int(gold["geonameid"])]
    if same or gold.get("lat") is None:
        return same
    return [
        at for at, option in enumerate(toponym.options)
        if option.entry.id < 0 and option.entry.lat is not None and option.entry.lon is not None
        and distance_km(option.entry.lat, option.entry.lon, gold["lat"], gold["lon"]) < max(50.0, option.entry.precision)
    ]  # fmt: skip


@dataclass
class Sentences:
    """Words' features and labels of one text; `of` is the document that it was made from, if any."""

    of: str | None
    shapes: list[list[list[str]]]
    labels: list[list[str]]


def extra_sentences(gazetteer: Gazetteer, documents: Sequence[Document]) -> list[Sentences]:
    """Documents with their names changed, and our own phrases filled in."""
    demonyms = Demonyms(Lexicon(), gazetteer)
    shaper = make_shaper(gazetteer, demonyms, MODELS)
    names = Names(gazetteer, demonyms, seed=7)
    made = [
        (one.row["id"], renamed(one.row, [(gold["start"], gold["end"]) for gold in one.gold], names, demonyms))
        for one in documents
    ]
    found = []
    for of, marked in [*made, *((None, marked) for marked in composed(names, PHRASE_ROUNDS))]:
        worded = words(marked.text, syntax.sentences(marked.text))
        labels = [labels_of(sentence, marked.spans) for sentence in worded]
        found.append(Sentences(of, shaper.document(marked.text, worded), labels))
    return found


def train_names(documents: Sequence[Document], target: Path, extra: Sequence[Sentences] = ()) -> None:
    """Fit the name finder on documents and on the extra sentences made from them or from none."""
    trainer = pycrfsuite.Trainer(verbose=False)
    used = {one.row["id"] for one in documents}
    for one in [*documents, *(made for made in extra if made.of is None or made.of in used)]:
        for shapes, labels in zip(one.shapes, one.labels, strict=True):
            if shapes:
                trainer.append(shapes, labels)
    trainer.set_params(FIELD)
    trainer.train(str(target))


def boost(documents: Sequence[Document], tables: Sequence[np.ndarray], rounds: int) -> Any:
    """Fit one ranker."""
    data = lightgbm.Dataset(
        np.vstack(tables),
        np.concatenate([one.answers for one in documents]),
        weight=np.concatenate([one.weights for one in documents]),
    )
    return lightgbm.train(BOOST, data, rounds)


def second_tables(documents: Sequence[Document], first: Callable[[Document], np.ndarray]) -> list[np.ndarray]:
    """Tables for the second pass, given first-pass scores of each document."""
    return [np.hstack([one.table, second_features(one.toponyms, one.bounds, first(one))]) for one in documents]


def predict(model: Any, table: np.ndarray) -> np.ndarray:
    """Scores of a table's rows (none for an empty one)."""
    return np.asarray(model.predict(table, num_threads=1)) if len(table) else np.zeros(0)


def train_rankers(documents: Sequence[Document]) -> tuple[Any, Any]:
    """Fit both passes; the second sees first-pass scores from folds that did not hold the document."""
    parts = 4
    held: dict[str, np.ndarray] = {}
    for part in range(parts):
        rest = [one for one in documents if one.fold(parts, "inner") != part]
        model = boost(rest, [one.table for one in rest], FIRST_ROUNDS)
        for one in documents:
            if one.fold(parts, "inner") == part:
                held[one.row["id"]] = predict(model, one.table)
    first = boost(documents, [one.table for one in documents], FIRST_ROUNDS)
    second = boost(documents, second_tables(documents, lambda one: held[one.row["id"]]), SECOND_ROUNDS)
    return first, second


def held_out_scores(documents: Sequence[Document]) -> dict[str, np.ndarray]:
    """Second-pass scores of every document by models that never saw it."""
    scores: dict[str, np.ndarray] = {}
    for fold in range(FOLDS):
        first, second = train_rankers([one for one in documents if one.fold(FOLDS) != fold])
        for one in documents:
            if one.fold(FOLDS) == fold:
                table = second_tables([one], lambda held, model=first: predict(model, held.table))[0]
                scores[one.row["id"]] = predict(second, table)
    return scores


def fit_curve(documents: Sequence[Document], scores: dict[str, np.ndarray]) -> dict[str, list[float]]:
    """Isotonic curve from the best score of a name to the share that is right; knots only."""
    from sklearn.isotonic import IsotonicRegression

    best, right = [], []
    for one in documents:
        for gold, (begin, end) in zip(one.gold, one.bounds, strict=True):
            if end > begin and gold.get("geonameid") is not None:
                at = begin + int(np.argmax(scores[one.row["id"]][begin:end]))
                best.append(scores[one.row["id"]][at])
                right.append(one.answers[at])
    model = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(best, right)
    knots = {
        round(float(x), 4): round(float(y), 4) for x, y in zip(model.X_thresholds_, model.y_thresholds_, strict=True)
    }
    return {"scores": list(knots), "probabilities": list(knots.values())}


def check(documents: Sequence[Document], extra: Sequence[Sentences]) -> None:
    """Cross-validate and print: names found; ids and distances with gold names and over all gold."""
    scores = held_out_scores(documents)
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * 8)
    for one in documents:
        line = sums[one.row["dataset"]]
        for gold, toponym, (begin, end) in zip(one.gold, one.toponyms, one.bounds, strict=True):
            if gold.get("lat") is None:
                continue
            best = toponym.options[int(np.argmax(scores[one.row["id"]][begin:end]))].entry if end > begin else None
            line[0] += 1
            near = best is not None and best.lat is not None and best.lon is not None
            line[1] += near and distance_km(best.lat, best.lon, gold["lat"], gold["lon"]) <= 161  # type: ignore[union-attr, arg-type]
            if gold.get("geonameid") is not None:
                line[2] += 1
                line[3] += best is not None and best.id == int(gold["geonameid"])
                line[4] += any(option.entry.id == int(gold["geonameid"]) for option in toponym.options)
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(FOLDS):
            target = Path(folder) / f"{fold}.crf"
            train_names([one for one in documents if one.fold(FOLDS) != fold], target, extra)
            tagger = pycrfsuite.Tagger()
            tagger.open(str(target))
            for one in documents:
                if one.fold(FOLDS) == fold:
                    found = found_spans(tagger, one)
                    wanted = {(gold["start"], gold["end"]) for gold in one.gold}
                    line = sums[one.row["dataset"]]
                    line[5] += len(found & wanted)
                    line[6] += len(found)
                    line[7] += len(wanted)
    for name, line in sums.items():
        precision, recall = line[5] / max(1, line[6]), line[5] / max(1, line[7])
        print(
            f"{name}: gold names: within 161 km {line[1] / line[0]:.3f}, exact id {line[3] / line[2]:.3f} "
            f"(among the options {line[4] / line[2]:.3f}); found: P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"
        )


def found_spans(tagger: Any, document: Document) -> set[tuple[int, int]]:
    """Spans that a trained field finds in a document."""
    found = set()
    for sentence, shapes in zip(document.worded, document.shapes, strict=True):
        if shapes:
            found |= {(sentence[first].start, sentence[last - 1].end) for first, last in spans_of(tagger.tag(shapes))}
    return found


def write(documents: Sequence[Document], extra: Sequence[Sentences]) -> None:
    """Train on everything and write the models; the curve rests on held-out scores."""
    train_names(documents, MODELS / "places-names.crf", extra)
    first, second = train_rankers(documents)
    first.save_model(str(MODELS / "places-first.txt"))
    second.save_model(str(MODELS / "places-second.txt"))
    curve = fit_curve(documents, held_out_scores(documents))
    (MODELS / "places-curve.json").write_text(json.dumps(curve) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the command line and run."""
    command = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    command.add_argument("--check", action="store_true", help="cross-validate and write nothing")
    gazetteer = open_gazetteer(default_cache(), print)
    documents = prepare(gazetteer)
    extra = extra_sentences(gazetteer, documents)
    check(documents, extra) if command.parse_args().check else write(documents, extra)


if __name__ == "__main__":
    main()
