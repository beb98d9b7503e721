"""Train the parts of the incident reader: ``python -m training.incidents [--dev]``.

Without `--dev` everything is fitted on muc4_train; the settings (thresholds) were chosen on muc4_dev.
"""

from __future__ import annotations

import json
import lzma
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from sklearn.svm import LinearSVC

from dateline.clauses import incidents, linear
from dateline.clauses.incidents import Word
from dateline.tools import MODELS
from training.linear_fit import Example, fit, frequencies, matrix, rows, store

Row = dict[str, Any]
FIELDS = {"perp_individual": "perp_individual", "perp_org": "perp_org", "instrument_id": "instrument_id", "phys_tgt_id": "phys_tgt_id", "hum_tgt_name": "hum_tgt", "hum_tgt_desc": "hum_tgt"}
KINDS = ("ARSON", "ATTACK", "BOMBING", "KIDNAPPING", "ROBBERY")
KIND, TOKEN = -0.15, 0.25
LEAST = {"perp_individual": 0.25, "perp_org": 0.45, "instrument_id": 0.25, "phys_tgt_id": 0.35, "hum_tgt": 0.45}
MOST = {"perp_individual": 1, "perp_org": 1, "instrument_id": 2, "phys_tgt_id": 3, "hum_tgt": 2, "place": 3}
COUNTRIES = {
    "EL SALVADOR": r"SALVADOR(?:AN|ANS|EAN)?\b|FMLN|\bARENA\b|CRISTIANI|COPREFA", "COLOMBIA": r"COLOMBIA(?:N|NS)?\b|BOGOTA|MEDELLIN|\bELN\b|\bFARC\b|BARCO", "PERU": r"PERU(?:VIAN|VIANS)?\b|SHINING PATH|\bLIMA\b|TUPAC AMARU",
    "GUATEMALA": r"GUATEMALA(?:N|NS)?\b", "HONDURAS": r"HONDURA(?:S|N|NS)\b|TEGUCIGALPA", "CHILE": r"CHILE(?:AN|ANS)?\b|SANTIAGO", "BOLIVIA": r"BOLIVIA(?:N|NS)?\b|LA PAZ",
    "ECUADOR": r"ECUADOR(?:EAN|EANS)?\b|QUITO", "ARGENTINA": r"ARGENTIN(?:A|E|ES|IAN)\b|BUENOS AIRES", "PANAMA": r"PANAMA(?:NIAN|NIANS)?\b", "NICARAGUA": r"NICARAGUA(?:N|NS)?\b|MANAGUA|SANDINISTA", "SPAIN": r"SPAIN|SPANISH|MADRID", "VENEZUELA": r"VENEZUELA(?:N)?\b|CARACAS", "BRAZIL": r"BRAZIL(?:IAN)?\b", "COSTA RICA": r"COSTA RICA(?:N)?\b",
}  # fmt: skip


def strings(event: Row, field: str) -> list[Row]:
    """All accepted strings of a field."""
    return [m for fill in event.get(field) or [] for m in fill.get("mentions", []) if m.get("text")]


def tags(row: Row, told: list[list[Word]]) -> list[list[str]]:
    """B/I/O tags: every occurrence of an accepted string in the article."""
    wanted: dict[tuple[str, ...], str] = {}
    for event in row["events"]:
        for field, slot in FIELDS.items():
            for mention in strings(event, field):
                words = tuple(m.group() for m in incidents.TOKEN.finditer(mention["text"].upper()))
                if words:
                    wanted[words] = slot
    longest = sorted(wanted, key=len, reverse=True)
    result = []
    for words in told:
        texts = [w.text for w in words]
        labels = ["O"] * len(texts)
        for pattern in longest:
            for k in range(len(texts) - len(pattern) + 1):
                if tuple(texts[k : k + len(pattern)]) == pattern and all(label == "O" for label in labels[k : k + len(pattern)]):
                    labels[k : k + len(pattern)] = [f"B-{wanted[pattern]}"] + [f"I-{wanted[pattern]}"] * (len(pattern) - 1)
        result.append(labels)
    return result


def train_tagger(data: list[Row], path: Path) -> None:
    """Fit the sequence tagger on the relevant articles and a third of the others."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for number, row in enumerate(data):
        if not row["events"] and number % 3:
            continue
        told = incidents.sentences(row["text"])
        for words, labels in zip(told, tags(row, told), strict=True):
            if any(label != "O" for label in labels) or number % 2 == 0:
                trainer.append(incidents.token_features(words), labels)
    trainer.set_params({"c1": 0.15, "c2": 0.02, "max_iterations": 70, "feature.minfreq": 2})
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "model"
        trainer.train(str(model))
        path.write_bytes(lzma.compress(model.read_bytes(), preset=6))


def document_examples(data: list[Row]) -> tuple[list[Example], Any]:
    """One example for each article; truth has a column for each kind."""
    examples: list[Example] = [(incidents.document([w.text for s in incidents.sentences(row["text"]) for w in s]), {}) for row in data]
    truth = np.array([[any(kind in e["type"] for e in row["events"]) for kind in KINDS] for row in data], dtype=int)
    return examples, truth


def train_kinds(data: list[Row], path: Path, shift: dict[str, float]) -> None:
    """Fit one classifier for each kind over whole articles."""
    examples, truth = document_examples(data)
    idf = frequencies(examples, (4,))
    table = matrix(examples, idf)
    models = [LinearSVC(C=0.5, class_weight="balanced", random_state=0).fit(table, truth[:, k]) for k in range(len(KINDS))]
    weights = np.stack([m.coef_[0] for m in models], axis=1)
    bias = np.array([m.intercept_[0] - shift.get(kind, 0.0) for m, kind in zip(models, KINDS, strict=True)])
    linear.save(path, KINDS, idf, weights, bias)


def train_sentences(data: list[Row], path: Path) -> None:
    """Fit the kind of the template that a sentence's fills belong to."""
    examples: list[Example] = []
    labels: list[str] = []
    for row in data:
        told = incidents.sentences(row["text"])
        for k, words in enumerate(told):
            votes: Counter[str] = Counter()
            for event in row["events"]:
                for field in FIELDS:
                    for mention in strings(event, field):
                        start = mention.get("start")
                        if start is not None and words[0].start <= start < words[-1].end and event["type"][0] in KINDS:
                            votes[event["type"][0]] += 1
            if votes:
                before = [f"<{w.text}" for w in told[k - 1]] if k else []
                examples.append(((incidents.bag([w.text for w in words]), before), {}))
                labels.append(votes.most_common(1)[0][0])
    store(path, *fit(examples, labels, (2, 3), 0.3))


def train_effects(data: list[Row], path: Path) -> None:
    """Fit what befell a human target from its context."""
    examples: list[Example] = []
    labels: list[str] = []
    for row in data:
        told = incidents.sentences(row["text"])
        for event in row["events"]:
            for fill in event.get("hum_tgt_effect") or []:
                value = (fill.get("value") or [""])[0]
                for mention in fill.get("ref", []):
                    start = mention.get("start")
                    words = next((w for w in told if start is not None and w[0].start <= start < w[-1].end), None)
                    if words is not None and value in ("DEATH", "INJURY", "NO INJURY OR DEATH", "NO INJURY", "REGAINED FREEDOM"):
                        examples.append((([*incidents.around(words, start, mention["end"]), f"kind={event['type'][0]}"],), {}))
                        labels.append(value)
    store(path, *fit(examples, labels, (2,), 0.2))


def train_sureness(data: list[Row], path: Path) -> None:
    """Fit how surely a group is named as perpetrator."""
    examples: list[Example] = []
    labels: list[str] = []
    known = ("REPORTED AS FACT", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES", "CLAIMED OR ADMITTED", "POSSIBLE")
    for row in data:
        told = incidents.sentences(row["text"])
        for event in row["events"]:
            for fill in event.get("perp_org_confidence") or []:
                value = (fill.get("value") or [""])[0]
                for mention in fill.get("ref", [])[:1]:
                    start = mention.get("start")
                    words = next((w for w in told if start is not None and w[0].start <= start < w[-1].end), None)
                    if words is not None and value in known:
                        examples.append((([*incidents.around(words, start, mention["end"]), f"org={mention['text']}"],), {}))
                        labels.append(value)
    store(path, *fit(examples, labels, (2,), 0.2))


def settings(data: list[Row]) -> dict[str, Any]:
    """Place names with country and kind, thresholds and limits."""
    votes: dict[str, Counter[tuple[str, str]]] = {}
    for row in data:
        for event in row["events"]:
            for location in event["location"]:
                country = location["country"].strip("(")
                for place in location["places"]:
                    name = place["name"].strip("() ")
                    if len(name) > 3 and name not in ("CENTRAL", "NORTHERN", "SOUTHERN", "EASTERN", "WESTERN", "NORTH", "SOUTH", "EAST", "WEST"):
                        votes.setdefault(name, Counter())[(country, place.get("kind", "CITY"))] += 1
    places = {name: dict(zip(("country", "kind"), found.most_common(1)[0][0], strict=True)) for name, found in sorted(votes.items()) if name not in COUNTRIES or name == "GUATEMALA CITY"}
    pattern = r"\b(?:" + "|".join(sorted(map(re.escape, places), key=len, reverse=True)) + r")\b"
    return {"kind": KIND, "token": TOKEN, "date_sentences": 2, "least": LEAST, "most": MOST, "places": places, "pattern": pattern, "countries": COUNTRIES}


def main() -> None:
    """Fit all parts on muc4_train and write them with a card."""
    data = rows("muc4_train")
    train_tagger(data, MODELS / incidents.TAGGER)
    train_kinds(data, MODELS / incidents.KINDS_MODEL, {})
    train_sentences(data, MODELS / incidents.SENTENCE_MODEL)
    train_effects(data, MODELS / incidents.EFFECT_MODEL)
    train_sureness(data, MODELS / incidents.SURENESS_MODEL)
    (MODELS / incidents.SETTINGS_FILE).write_text(json.dumps(settings(data), indent=1, sort_keys=True), encoding="utf-8")
    (MODELS / "incidents.md").write_text(CARD, encoding="utf-8")


CARD = """# incident-*.xz, incident-settings.json

Parts of the incident reader: a conditional random field for slots; linear support vector machines for the kinds of an article and of a sentence, the effect
on human targets and the sureness of the perpetrator; place names with their country.

- Data: muc4_train, 1,300 articles (no licence stated: weights and place names only, no text).
- Recipe: `DATELINE_BENCH=… python -m training.incidents`
- Thresholds chosen on muc4_dev; scores in `docs/quality.md`.
- Date: 2026-11-22
"""

if __name__ == "__main__":
    main()
