"""Event mentions of ECB+ style documents, grouped across the documents of a subtopic.

Report only. Triggers are predicted, not the given spans: content verbs and event nouns of the parse. Mentions join when their
lemmas are of one word family and the names and numbers of their sentences overlap enough.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from dateline.syntax import parse
from dateline.tools import Tools

LIGHT = frozenset({"be", "have", "do", "say", "tell", "make", "get", "go", "come", "take", "give", "see", "know", "think", "want", "use", "become"})
ENDINGS = re.compile(r"(?:ation|ition|ment|ing|ings|ance|ence|ed|er|ers|ion|ions|al|s)$")
SHARED = 2
"""Names and numbers that two mentions of a common word must share in their sentences."""


def predict(rows: list[dict[str, Any]], tools: Tools) -> Iterator[dict[str, Any]]:
    """One row each: {"id", "mentions": [{start, end, cluster}]}."""
    by_topic: dict[str, list[tuple[str, int, int, str, frozenset[str]]]] = defaultdict(list)
    for row in rows:
        topic = str(row.get("subtopic") or row.get("topic") or "")
        by_topic[topic].extend((row["id"], *mention) for mention in mentions(row))
    named: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for topic in sorted(by_topic):
        for number, group in enumerate(grouped(by_topic[topic])):
            for document, start, end, _, _ in group:
                named[document].append({"start": start, "end": end, "cluster": f"{topic}-{number}"})
    for row in rows:
        yield {"id": row["id"], "mentions": named[row["id"]]}


def mentions(row: dict[str, Any]) -> Iterator[tuple[int, int, str, frozenset[str]]]:
    """Triggers of a document with their stem and the names and numbers of their sentence."""
    document = parse(row["text"])
    for token in document:
        if not token.text.strip():
            continue
        verb = token.pos_ == "VERB" and token.lemma_.lower() not in LIGHT and token.dep_ not in ("aux", "auxpass")
        noun = token.pos_ == "NOUN" and re.search(r"(?:ion|ment|ing|attack|death|strike|quake|win|arrest|crash|fire|trial|murder|protest)$", token.lemma_.lower())
        if verb or noun:
            yield token.idx, token.idx + len(token), stem(token.lemma_), context(token.sent)


def stem(lemma: str) -> str:
    """The word family of a lemma: its start without common endings."""
    short = ENDINGS.sub("", lemma.lower())
    return short[:6] if len(short) >= 3 else lemma.lower()


def context(sentence: Any) -> frozenset[str]:
    """Names and numbers of a sentence."""
    return frozenset(token.lower_ for token in sentence if token.pos_ in ("PROPN", "NUM"))


Found = tuple[str, int, int, str, frozenset[str]]


def grouped(found: list[Found]) -> list[list[Found]]:
    """Mentions joined in order: same stem, and a rare stem or enough shared names."""
    common = Counter(stem for _, _, _, stem, _ in found)
    groups: dict[str, list[list[Found]]] = defaultdict(list)
    for one in found:
        homes = [group for group in groups[one[3]] if common[one[3]] <= 4 or any(len(one[4] & other[4]) >= SHARED for other in group)]
        if homes:
            homes[0].append(one)
        else:
            groups[one[3]].append([one])
    return [group for stem in sorted(groups) for group in groups[stem]]
