"""What the tagger sees: one record for each token of a paragraph, and the features made from it and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dateline.attributions.lexicon import Words
from dateline.attributions.marks import Quotation
from dateline.attributions.trees import tree_features

_DIGIT = re.compile(r"\d")
_UPPER = re.compile(r"[A-Z]+")
_LOWER = re.compile(r"[a-z]+")


class Token(NamedTuple):
    """A token: its span in the text, its part of speech (Penn tag), the place of its head in the paragraph (its own place
    for a root) and the relation to it."""

    start: int
    end: int
    text: str
    tag: str
    head: int = -1
    relation: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph ready for tagging. `sentence[i]` numbers the sentence of token i; `quoted[i]` says how it stands to
    quotation marks: "O" outside, "(" and ")" the marks themselves, "I" inside."""

    start: int
    end: int
    tokens: list[Token]
    sentence: list[int]
    quoted: list[str]
    first: bool = False
    headline: bool = False
    runs_on: bool = False
    lower: list[str] = field(default_factory=list)


def quote_states(tokens: Sequence[Token], quotes: Sequence[Quotation]) -> list[str]:
    """State of each token to the quotation marks."""
    pieces = [piece for quote in quotes for piece in quote.pieces]
    states, at = [], 0
    for token in tokens:
        while at < len(pieces) and pieces[at][1] <= token.start:
            at += 1
        if at == len(pieces) or token.start < pieces[at][0]:
            states.append("O")
        elif token.start == pieces[at][0]:
            states.append("(")
        else:
            states.append(")" if token.end >= pieces[at][1] and not token.text[-1].isalnum() else "I")
    return states


def cut_out(page: Paragraph, start: int, end: int) -> Paragraph:
    """The part of a paragraph between two positions of the text, as a paragraph of its own."""
    inside = [at for at, token in enumerate(page.tokens) if token.start >= start and token.end <= end]
    low, high = (inside[0], inside[-1] + 1) if inside else (0, 0)
    tokens = [
        token._replace(head=token.head - low if low <= token.head < high else at)
        for at, token in enumerate(page.tokens[low:high])
    ]
    return Paragraph(start, end, tokens, page.sentence[low:high], page.quoted[low:high])


def _shape(text: str) -> str:
    if text.islower():
        return "x"
    if text.istitle():
        return "Xx"
    if text.isupper():
        return "X" if len(text) > 1 else "X1"
    return _LOWER.sub("x", _UPPER.sub("X", _DIGIT.sub("d", text)))[:4]


def features(paragraph: Paragraph, words: Words) -> list[list[str]]:
    """Feature strings for each token of a paragraph."""
    tokens = paragraph.tokens
    count = len(tokens)
    lower = [_DIGIT.sub("0", token.text.lower()) for token in tokens]
    tags = [token.tag for token in tokens]
    shapes = [_shape(token.text) for token in tokens]
    cues = [words.cue.get(word, "") if tag[:2] in ("VB", "NN", "JJ", "IN") else "" for word, tag in zip(lower, tags)]
    [cue if tag[0] == "V" else "" for cue, tag in zip(cues, tags)]
    kinds = [words.kind(word) for word in lower]
    quoted = paragraph.quoted
    left, right = _nearest(paragraph, cues, lower, tags)
    pad_word, pad_tag = ["<", "<", "<", *lower, ">", ">", ">"], ["<", "<", "<", *tags, ">", ">", ">"]
    pad_cue = ["", "", "", *cues, "", "", ""]
    pad_kind = ["", "", *kinds, "", ""]
    pad_quote = ["<", "<", *quoted, ">", ">"]
    result = []
    for i in range(count):
        w, t = lower[i], tags[i]
        p, n = pad_word[i + 2], pad_word[i + 4]
        tp, tn = pad_tag[i + 2], pad_tag[i + 4]
        q = quoted[i]
        row = [
            "w=" + w, "p=" + p, "n=" + n, "pp=" + pad_word[i + 1], "nn=" + pad_word[i + 5],
            "pw=" + p + " " + w, "wn=" + w + " " + n,
            "t=" + t, "tp=" + tp, "tn=" + tn, "tpt=" + tp + t, "ttn=" + t + tn, "t3=" + tp + t + tn,
            "tpp=" + pad_tag[i + 1] + tp + t, "tnn=" + t + tn + pad_tag[i + 5], "tn2=" + pad_tag[i + 5], "tn3=" + pad_tag[i + 6],
            "tp2=" + pad_tag[i + 1], "tp3=" + pad_tag[i],
            "s=" + shapes[i], "x3=" + w[-3:], "x2=" + w[-2:],
            "q=" + q, "qq=" + pad_quote[i + 1] + q + pad_quote[i + 3], "q5=" + pad_quote[i] + pad_quote[i + 1] + q + pad_quote[i + 3] + pad_quote[i + 4],
            "l=" + left[i], "r=" + right[i], "lq=" + left[i] + q, "lt=" + left[i] + t, "rt=" + right[i] + t,
        ]  # fmt: skip
        if cues[i]:
            row += ["c=" + cues[i], "ct=" + cues[i] + t, "m=" + words.lemma[w], "ctn=" + cues[i] + t + n]
        if pad_cue[i + 2]:
            row.append("cp=" + pad_cue[i + 2] + tp)
        if pad_cue[i + 4]:
            row += ["cn=" + pad_cue[i + 4] + tn, "cnt=" + pad_cue[i + 4] + tn + t]
        if pad_cue[i + 1]:
            row.append("cpp=" + pad_cue[i + 1])
        if pad_cue[i + 5]:
            row.append("cnn=" + pad_cue[i + 5] + pad_tag[i + 5])
        for offset, kind in ((0, kinds[i]), (-1, pad_kind[i + 1]), (1, pad_kind[i + 3])):
            if kind:
                row.append(f"k{offset}={kind}")
        if paragraph.headline:
            row.append("h=" + q + t)
            row.append("hw=" + w)
        result.append(row)
    _places(paragraph, result)
    heads = [token.head for token in tokens]
    tree_features(heads, [token.relation for token in tokens], tags, lower, cues, words, result)
    return result


def _places(paragraph: Paragraph, rows: list[list[str]]) -> None:
    """Mark sentence and paragraph edges."""
    sentence = paragraph.sentence
    count = len(sentence)
    for i in range(count):
        if i == 0:
            rows[i].append("start=p" + ("+" if paragraph.runs_on else ""))
        elif sentence[i - 1] != sentence[i]:
            rows[i].append("start=s")
        elif i == 1 or sentence[i - 2] != sentence[i]:
            rows[i].append("start=2")
        if i == count - 1:
            rows[i].append("end=p")
        elif sentence[i + 1] != sentence[i]:
            rows[i].append("end=s")


def _bucket(distance: int) -> str:
    return str(distance) if distance < 3 else ("4" if distance < 6 else ("8" if distance < 12 else "+"))


def _nearest(
    paragraph: Paragraph, cues: Sequence[str], lower: Sequence[str], tags: Sequence[str]
) -> tuple[list[str], list[str]]:
    """For each token the nearest cue verb on either side in its sentence, with class, distance and what lies between."""
    count = len(cues)
    left, right = ["-"] * count, ["-"] * count
    last, between, number = -1, "", -1
    for i in range(count):
        if paragraph.sentence[i] != number:
            last, between, number = -1, "", paragraph.sentence[i]
        if last >= 0:
            left[i] = cues[last] + _bucket(i - last) + between
        if cues[i] and (tags[i][0] == "V" or lower[i] == "according"):
            last, between = i, ""
        elif lower[i] in (",", "that", ";", "—", "–", "to", "and", "but", ":") and len(between) < 3:
            between += lower[i][0]
    last, between, number = -1, "", -1
    for i in range(count - 1, -1, -1):
        if paragraph.sentence[i] != number:
            last, between, number = -1, "", paragraph.sentence[i]
        if last >= 0:
            right[i] = cues[last] + _bucket(last - i) + between
        if cues[i] and tags[i][0] == "V":
            last, between = i, ""
        elif lower[i] in (",", ";", "—", "–", "and", "who", "which", "that") and len(between) < 3:
            between += lower[i][0]
    return left, right
