"""How surely an event of a sentence happened, from -3 to +3: a table of stance cues, and a model of lay annotators' judgements.

The table follows newswire annotation (in which reported plans still count as likely); the model follows annotators of web text,
for whom requests and plans did not happen. Both read the same operators around the event (`modality`).
"""

from __future__ import annotations

import json
import lzma
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.clauses import modality
from dateline.clauses.modality import Operator
from dateline.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.tools import Tools

MODEL = "factuality.xz"
NEGATIONS = ("never", "no")
BLEND = 0.1


class Values(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table of `factuality.toml`."""

    plain: dict[str, float]
    negation: dict[str, float]
    cues: dict[str, float]
    words: dict[str, float]


def by_rule(token: Token, operators: tuple[Operator, ...], values: Values) -> float:
    """The value by the innermost operator; a plain negation weighs by whether a modal stands nearer the event."""
    if any(operator.effect == "negated" and operator.cue in NEGATIONS for operator in operators):
        return values.negation["plain" if operators[0].effect == "negated" else "modal"]
    if operators:
        first = operators[0]
        return values.words.get(first.word.lower(), values.cues.get(first.cue, 1.6))
    if token.tag_ == "VB":
        return values.plain["base_verb"]
    if token.tag_ == "VBG" and token.dep_ in ("pcomp", "xcomp"):
        return values.plain["gerund"]
    if token.tag_ in ("NN", "NNS"):
        return values.plain["noun"]
    return values.plain["past" if token.tag_ == "VBD" else "other"]


def features(token: Token, stance: Stance, operators: tuple[Operator, ...]) -> dict[str, float]:
    """Named features of an event word: operators, its own form, what governs it, what hangs on it, its neighbours."""
    found: dict[str, float] = {f"st={stance}": 1, f"tag={token.tag_}": 1, f"dep={token.dep_}": 1, f"pos={token.pos_}": 1}
    found["operators"] = len(operators)
    for k, operator in enumerate(operators[:3]):
        found |= {f"o{k}e={operator.effect}": 1, f"o{k}c={operator.cue}": 1, f"w={operator.word.lower()}": 1, f"e={operator.effect}": 1}
    above = token
    for k in range(4):
        if above.head == above:
            break
        found |= {f"u{k}d={above.dep_}": 1, f"u{k}p={above.head.pos_}": 1}
        if k < 3:
            found |= {f"u{k}h={above.head.lemma_.lower()}": 1, f"uh={above.head.lemma_.lower()}": 1}
        above = above.head
    for child in token.children:
        found[f"kd={child.dep_}"] = 1
        if child.dep_ in ("aux", "neg", "mark", "advmod", "auxpass", "det", "prt", "expl"):
            found[f"k={child.dep_}_{child.lower_}"] = 1
    found["question"] = float(token.doc.text.rstrip().endswith("?"))
    found[f"lem={token.lemma_.lower()}"] = 1
    doc = token.doc
    found.update({f"l={word.lower_}": 1 for word in doc[max(0, token.i - 4) : token.i]})
    found.update({f"r={word.lower_}": 1 for word in doc[token.i + 1 : token.i + 3]})
    return found


class Factuality:
    """Both scales, loaded once."""

    def __init__(self, tools: Tools) -> None:
        import lightgbm

        from dateline.tools import MODELS

        self.cues = modality.cues(tools)
        self.values = tools.lexicon.table("factuality.toml", Values)
        stored = json.loads(lzma.decompress((MODELS / MODEL).read_bytes()))
        self.columns = {name: k for k, name in enumerate(stored["features"])}
        self.booster: Any = lightgbm.Booster(model_str=stored["model"])

    def news(self, token: Token) -> float:
        """The newswire scale."""
        stance, operators = modality.stance_of(token, self.cues)
        value = by_rule(token, operators, self.values)
        if value < 2.6:
            value += BLEND * min(1.5, max(-3.0, self._modelled(token, stance, operators) - 1.0))
        return round(value, 3)

    def lay(self, token: Token) -> float:
        """The lay annotators' scale."""
        stance, operators = modality.stance_of(token, self.cues)
        return round(self._modelled(token, stance, operators), 3)

    def _modelled(self, token: Token, stance: Stance, operators: tuple[Operator, ...]) -> float:
        import numpy as np

        row = np.zeros((1, len(self.columns)), dtype=np.float32)
        for name, value in features(token, stance, operators).items():
            column = self.columns.get(name)
            if column is not None:
                row[0, column] = value
        return float(self.booster.predict(row, num_threads=1)[0])


def factuality(tools: Tools) -> Factuality:
    """The shared scales."""
    return tools.part("factuality", Factuality)
