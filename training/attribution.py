"""Train the models that find who said what: ``python -m training.attribution`` (reads `DATELINE_BENCH`).

Data: quotes_train (PolNeAR, 840 newspaper articles). Steps: read and parse the articles; tag each third with a CRF trained on
the other two; train the linking models on those tags; choose the threshold of `keep` there; train the CRF on everything.
With ``--aside`` a sixth of the articles (by hash) is kept aside and scored instead of being trained on.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import json
import lzma
import os
import pickle
import sys
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from dateline import syntax
from dateline.attributions import linking
from dateline.attributions.lexicon import Words, load_words
from dateline.attributions.packing import pack
from dateline.attributions.reading import read_paragraphs
from dateline.attributions.statements import statements_of
from dateline.attributions.tagging import Chunk, Tagger
from dateline.attributions.tokens import Paragraph, features
from dateline.lexicon import Lexicon

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks/quality/score"))
scorer = import_module("quotes")
MODELS = Path(__file__).parent.parent / "src/dateline/models"
FOLDS = 3
CRF = {"c1": 1.0, "c2": 0.05, "max_iterations": 80, "feature.minfreq": 3}
FOREST = {
    "objective": "binary", "num_leaves": 15, "learning_rate": 0.06, "min_data_in_leaf": 20, "verbose": -1, "num_threads": 1,
    "deterministic": True, "seed": 7, "feature_fraction": 0.8, "bagging_fraction": 0.8, "bagging_freq": 1,
}  # fmt: skip
KEEP_DIRECT = 0.02
"""Quoted utterances are kept from this probability on: a direct statement without a sure speaker is still a statement."""
ROUNDS = {"join": 120, "source": 200, "keep": 120}


@dataclass(slots=True)
class Article:
    """A gold row with its parsed paragraphs."""

    row: dict[str, Any]
    paragraphs: list[Paragraph]


def digest(text: str, size: int) -> int:
    """A stable bucket of an id."""
    return int(hashlib.sha1(text.encode()).hexdigest(), 16) % size


def load_articles(name: str) -> list[Article]:
    """Rows of a benchmark file, parsed; parses are kept in the temporary folder."""
    path = Path(os.environ["DATELINE_BENCH"]) / "data" / f"{name}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    kept = Path(tempfile.gettempdir()) / f"dateline-{name}.pickle"
    if kept.exists():
        paragraphs = pickle.loads(kept.read_bytes())
    else:
        paragraphs = [read_paragraphs(row["text"], syntax.sentences(row["text"]))[0] for row in rows]
        kept.write_bytes(pickle.dumps(paragraphs))
    return [Article(row, pages) for row, pages in zip(rows, paragraphs)]


def gold_labels(row: dict[str, Any], paragraph: Paragraph) -> list[str]:
    """BIO labels of a paragraph's tokens; see `tagging`."""
    labels = ["O"] * len(paragraph.tokens)
    spans: list[tuple[int, int, int, str]] = []
    for quote in row["quotes"]:
        cue = quote["cue"]["start"] if quote["cue"] else None
        for start, end in quote["spans"]:
            spans.append((0, start, end, "C" + ("" if cue is None else "lr"[cue > start])))
        if quote["cue"]:
            spans += [(1, start, end, "V") for start, end in quote["cue"]["spans"]]
        if quote["speaker"]:
            side = "l" if cue is not None and quote["speaker"]["start"] < cue else "r"
            spans += [(2, start, end, "S" + side) for start, end in quote["speaker"]["spans"]]
    starts = [token.start for token in paragraph.tokens]
    for _, start, end, label in sorted(spans):
        if end <= paragraph.start or start >= paragraph.end:
            continue
        place, mark = bisect_left(starts, start), "B-"
        while place < len(starts) and starts[place] < end:
            labels[place] = mark + label
            place, mark = place + 1, "I-"
    return labels


def train_tagger(articles: Iterable[Article], words: Words, path: Path, **settings: Any) -> Path:
    """Train a CRF and write it packed."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for article in articles:
        for paragraph in article.paragraphs:
            trainer.append(features(paragraph, words), gold_labels(article.row, paragraph))
    trainer.select("lbfgs")
    trainer.set_params({**CRF, **settings})
    raw = path.with_suffix(".raw")
    trainer.train(str(raw))
    path.write_bytes(lzma.compress(pack(raw.read_bytes()), preset=9 | lzma.PRESET_EXTREME))
    raw.unlink()
    return path


def tag(articles: Iterable[Article], words: Words, tagger: Tagger) -> list[list[tuple[Paragraph, list[Chunk]]]]:
    """Tagged and supplemented paragraphs of each article."""
    return [
        [
            (paragraph, linking.chunked(paragraph, tagger.tag(paragraph, features(paragraph, words)), words))
            for paragraph in article.paragraphs
        ]
        for article in articles
    ]


def overlap(spans: Sequence[Sequence[int]], start: int, end: int) -> int:
    """Shared characters."""
    return sum(max(0, min(end, high) - max(start, low)) for low, high in spans)


def characters(paragraph: Paragraph, chunk: Chunk) -> tuple[int, int]:
    """Character span of a chunk."""
    return paragraph.tokens[chunk.first].start, paragraph.tokens[chunk.last - 1].end


def gold_of(row: dict[str, Any], paragraph: Paragraph, chunk: Chunk) -> int | None:
    """The gold statement that shares most with a chunk of content."""
    start, end = characters(paragraph, chunk)
    shared = [(overlap(quote["spans"], start, end), -at) for at, quote in enumerate(row["quotes"])]
    best = max(shared, default=(0, 0))
    return -best[1] if best[0] else None


def join_examples(article: Article, pages: Sequence[tuple[Paragraph, list[Chunk]]]) -> tuple[list[Any], list[int]]:
    """Neighbouring pieces of content, and whether they belong together."""
    rows, answers = [], []
    for paragraph, chunks in pages:
        content = [chunk for chunk in chunks if chunk.role == "C"]
        for left, right in itertools.pairwise(content):
            one, two = gold_of(article.row, paragraph, left), gold_of(article.row, paragraph, right)
            if one is None and two is None:
                continue
            rows.append(linking.join_features(paragraph, chunks, left, right))
            answers.append(int(one == two))
    return rows, answers


def source_examples(
    article: Article, pages: Sequence[tuple[Paragraph, list[Chunk]]], words: Words, joins: Any
) -> tuple[list[Any], list[int]]:
    """Candidate sources of each group whose gold statement is known."""
    rows, answers = [], []
    for paragraph, chunks in pages:
        content = [chunk for chunk in chunks if chunk.role == "C"]
        scores = joins([linking.join_features(paragraph, chunks, a, b) for a, b in itertools.pairwise(content)])
        groups = linking.grouped(content, scores)
        for group in groups:
            found = [gold_of(article.row, paragraph, piece) for piece in group.pieces]
            gold = next((one for one in found if one is not None), None)
            if gold is None:
                continue
            speaker = article.row["quotes"][gold]["speaker"]
            for candidate in linking.candidates(paragraph, chunks, group):
                if candidate is None:
                    right = speaker is None
                else:
                    right = speaker is not None and overlap(speaker["spans"], *characters(paragraph, candidate)) > 0
                rows.append(linking.source_features(paragraph, chunks, groups, group, candidate, words))
                answers.append(int(right))
    return rows, answers


def as_row(statements: Iterable[Any]) -> list[dict[str, Any]]:
    """Statements as the scorer wants them."""
    return [
        {
            "start": one.content[0][0],
            "end": one.content[-1][1],
            "spans": [list(span) for span in one.content],
            "speaker": None if one.source is None else {"start": one.source[0], "end": one.source[1]},
        }
        for one in statements
    ]


def right_ones(row: dict[str, Any], found: list[dict[str, Any]]) -> list[bool]:
    """Which predicted statements count as end-to-end hits of the scorer."""
    text = row["text"]
    gold = [scorer.characters(item, text) for item in row["quotes"]]
    pred = [scorer.characters(item, text) for item in found]
    pairs = sorted(
        (-len(one & two) / len(one | two), i, j)
        for i, one in enumerate(gold)
        for j, two in enumerate(pred)
        if one & two
    )
    answers, used = [False] * len(found), set()
    for share, i, j in pairs:
        if i in used or ("p", j) in used:
            continue
        used |= {i, ("p", j)}
        answers[j] = share <= -0.5 and scorer.same_speaker(row["quotes"][i].get("speaker"), found[j]["speaker"])
    return answers


def cue_rates(articles: Iterable[Article]) -> dict[str, float]:
    """Share of each word's occurrences that are cues, for words seen eight times or more; shrunk towards nothing."""
    seen: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for article in articles:
        for paragraph in article.paragraphs:
            for token, label in zip(paragraph.tokens, gold_labels(article.row, paragraph)):
                if token.tag[:2] in ("VB", "NN", "JJ", "IN"):
                    seen[token.text.lower()] += 1
                    cues[token.text.lower()] += label[2:] == "V"
    rates = {word: round(cues[word] / (number + 4), 2) for word, number in seen.items() if number >= 8}
    return {word: rate for word, rate in sorted(rates.items()) if rate >= 0.03}


def forest(name: str, rows: list[Any], answers: list[int]) -> Any:
    """A small boosted model."""
    import lightgbm

    data = lightgbm.Dataset(np.asarray(rows, dtype=np.float64), label=np.asarray(answers), free_raw_data=False)
    return lightgbm.train(FOREST, data, num_boost_round=ROUNDS[name])


def train_linker(articles: Sequence[Article], pages: Sequence[Any], words: Words, folder: Path) -> None:
    """Train join, source and keep on tags that the taggers made of articles they had not seen; write them."""
    models: dict[str, Any] = {}
    settings: dict[str, Any] = {"keep": 0.0, "keep_direct": KEEP_DIRECT, "rates": cue_rates(articles)}

    def write() -> linking.Linker:
        texts = {name: model.model_to_string() for name, model in models.items()}
        (folder / "attribution_link.json").write_text(json.dumps({**settings, "models": texts}), encoding="utf-8")
        return linking.Linker(folder, words)

    rows, answers = _every(join_examples(article, page) for article, page in zip(articles, pages))
    models["join"] = forest("join", rows, answers)

    def joins(rows: list[Any]) -> list[float]:
        return list(models["join"].predict(np.asarray(rows), num_threads=1)) if rows else []

    rows, answers = _every(source_examples(article, page, words, joins) for article, page in zip(articles, pages))
    models["source"] = forest("source", rows, answers)
    halves = [_keep_examples(articles, pages, write(), side) for side in (0, 1)]
    fits = [forest("keep", *half[:2]) for half in halves]
    scored = []
    for half, fit in ((halves[0], fits[1]), (halves[1], fits[0])):
        scored += list(zip(fit.predict(np.asarray(half[0]), num_threads=1), half[1], half[2]))
    wanted = sum(len(article.row["quotes"]) for article in articles)
    settings["keep"] = threshold(scored, wanted)
    models["keep"] = forest("keep", halves[0][0] + halves[1][0], halves[0][1] + halves[1][1])
    write()


def threshold(scored: Sequence[tuple[float, int, Any]], wanted: int) -> float:
    """The probability at which F1 is highest."""
    ordered = sorted(scored, key=lambda one: -one[0])
    best, at, hits = 0.0, 0.5, 0
    for number, (score, right, _) in enumerate(ordered, 1):
        hits += right
        value = 2 * hits / (number + wanted)
        if value > best:
            best, at = value, float(score)
    print(f"keep {at:.3f}: end to end F1 {best:.4f} on tags of unseen articles")
    return round(at, 3)


def _keep_examples(
    articles: Sequence[Article], pages: Sequence[Any], linker: linking.Linker, side: int
) -> tuple[list[Any], list[int], list[Any]]:
    rows: list[Any] = []
    answers: list[int] = []
    names: list[Any] = []
    for article, page in zip(articles, pages):
        if digest(article.row["id"], 2) != side:
            continue
        found = linking.link(linker, page)
        statements = statements_of(article.row["text"], page, found, 0.0)
        answers += [int(right) for right in right_ones(article.row, as_row(statements))]
        rows += [one.why for one in statements]
        names += [article.row["id"]] * len(statements)
    return rows, answers, names


def _every(parts: Iterable[tuple[list[Any], list[int]]]) -> tuple[list[Any], list[int]]:
    rows: list[Any] = []
    answers: list[int] = []
    for one, two in parts:
        rows += one
        answers += two
    return rows, answers


def main() -> None:
    """Train and write `attribution.crf.xz` and `attribution_link.json`."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--aside", action="store_true", help="keep a sixth of the articles aside and score it")
    asked.add_argument("--out", type=Path, default=MODELS)
    asked.add_argument("--skip-folds", action="store_true", help="reuse the fold models in the temporary folder")
    options = asked.parse_args()
    started = time.time()
    words = load_words(Lexicon())
    articles = load_articles("quotes_train")
    aside = [article for article in articles if digest(article.row["id"], 6) == 0] if options.aside else []
    known = [article for article in articles if article not in aside] if aside else articles
    folder = Path(tempfile.gettempdir()) / ("dateline-folds-aside" if aside else "dateline-folds")
    folder.mkdir(exist_ok=True)
    ordered: list[Article] = []
    pages: list[Any] = []
    for fold in range(FOLDS):
        path = folder / f"{fold}.crf.xz"
        mine = [article for article in known if digest("f" + article.row["id"], FOLDS) == fold]
        if not (options.skip_folds and path.exists()):
            train_tagger((one for one in known if digest("f" + one.row["id"], FOLDS) != fold), words, path)
        ordered += mine
        pages += tag(mine, words, Tagger(path))
        print(f"fold {fold} after {time.time() - started:.0f} s", flush=True)
    train_linker(ordered, pages, words, options.out)
    final = options.out / "attribution.crf.xz"
    if not (options.skip_folds and final.exists()):
        train_tagger(known, words, final)
    print(f"{final.stat().st_size:,} bytes; {time.time() - started:.0f} s")
    if aside:
        score(aside, words, options.out)


def score(articles: Sequence[Article], words: Words, folder: Path) -> None:
    """Print the scorer's figures on articles kept aside."""
    tagger, linker = Tagger(folder / "attribution.crf.xz"), linking.Linker(folder, words)
    counts = []
    for article, page in zip(articles, tag(articles, words, tagger)):
        found = statements_of(article.row["text"], page, linking.link(linker, page), linker.keep, linker.keep_direct)
        counts.append(scorer.count(article.row, {"quotes": as_row(found)}))
    for name, value in scorer.measure([sum(column) for column in zip(*counts)]).items():
        print(f"{name:32} {value:.4f}")


if __name__ == "__main__":
    main()
