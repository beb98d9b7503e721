"""Features of words for the tagger (a linear-chain conditional random field): spelling, neighbours, gazetteer, document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.gazetteer.names import word_set
from dateline.toponyms.spans import Found, Spotter
from dateline.toponyms.words import Word

_SHAPE = ((re.compile(r"[A-ZÀ-ÞĀ-Ž]"), "X"), (re.compile(r"[a-zß-ÿā-ž]"), "x"), (re.compile(r"\d"), "0"))
_RUN = re.compile(r"(.)\1{2,}")
NEAR = word_set(
    "in near at from to around outside inside across through toward towards into between against of leaving left entered reached"
)
TITLES = word_set(
    "mr mrs ms miss dr prof president minister gen general col colonel maj major capt captain lt sgt sheikh sheik imam mullah ayatollah "
    "king queen prince princess sir lord lady judge justice senator sen rep representative gov governor mayor chief officer "
    "detective sheriff coach pastor rev reverend father brother sister pope bishop chancellor premier ambassador secretary "
    "spokesman spokeswoman spokesperson director commander brigadier lieutenant sergeant corporal private cmdr attorney councilman "
    "councilwoman commissioner superintendent principal professor manager chairman chairwoman deputy author actor actress singer"
)
ORGANS = word_set(
    "university college school hospital church police department council ministry committee association company corp inc ltd party "
    "army forces brigade battalion agency bank club times post news press journal herald tribune gazette fc united city bureau court "
    "institute foundation society union commission authority office league team center centre museum library hotel stadium group "
    "front movement organization organisation network service services company district board"
)
AREAS = word_set(
    "province city town village district region state county oblast governorate area camp border neighborhood neighbourhood "
    "municipality suburb township airport base crossing island river valley capital front frontline road highway parish "
    "prefecture department locality raion hromada countryside outskirts"
)
ROADS = word_set(
    "street st road rd avenue ave drive dr lane ln boulevard blvd highway hwy route way court ct circle place pike parkway close "
    "crescent terrace square bridge"
)


@lru_cache(maxsize=16384)
def shape(word: str) -> str:
    """Letters as X and x, digits as 0, runs shortened: "McAllen" → "XxXxx"."""
    for pattern, sign in _SHAPE:
        word = pattern.sub(sign, word)
    return _RUN.sub(r"\1\1", word)


@dataclass(slots=True)
class Habits:
    """How a word is used elsewhere in the document."""

    after_near: int = 0
    after_title: int = 0
    lower: int = 0
    before_area: int = 0
    times: int = 0
    after_given: int = 0


def habits(sentences: Sequence[Sequence[Word]], given_names: frozenset[str]) -> dict[str, Habits]:
    """Counts over the document for every capitalised word (keys in lower case)."""
    seen: dict[str, Habits] = defaultdict(Habits)
    for sentence in sentences:
        for at, word in enumerate(sentence):
            low = word.text.lower()
            if not word.is_name_like:
                if low in seen or len(low) > 3:
                    seen[low].lower += 1
                continue
            one = seen[low]
            one.times += 1
            before = sentence[at - 1].text if at else ""
            after = sentence[at + 1].text.lower() if at + 1 < len(sentence) else ""
            one.after_near += before.lower() in NEAR
            one.after_title += before.lower().rstrip(".") in TITLES or (
                before == "." and at > 1 and sentence[at - 2].text.lower() in TITLES
            )
            one.after_given += before in given_names
            one.before_area += after in AREAS
    return seen


class Shaper:
    """Turns sentences into feature lists for the field; every feature is a short string."""

    def __init__(self, spotter: Spotter, given_names: frozenset[str], classes: dict[str, str]) -> None:
        self.spotter = spotter
        self._given = given_names
        self._classes = classes

    def document(self, text: str, sentences: Sequence[list[Word]]) -> list[list[list[str]]]:
        """Features of every word of every sentence."""
        usage = habits(sentences, self._given)
        return [self._sentence(text, sentence, usage) for sentence in sentences]

    def _sentence(self, text: str, sentence: list[Word], usage: dict[str, Habits]) -> list[list[str]]:
        if not any(word.is_name_like for word in sentence):
            return [["b", "w=" + word.text.lower()[:12]] for word in sentence]
        known = self.spotter.spans(text, sentence)
        base = [self._word(word, usage) for word in sentence]
        gazetteer = _gazetteer(len(sentence), known)
        singles = [self._single(word) for word in sentence]
        capitals = sum(word.text.isupper() and len(word.text) > 1 for word in sentence)
        loud = capitals * 2 > len(sentence)
        rows = []
        for at, word in enumerate(sentence):
            row = ["b", *base[at], *gazetteer[at], *singles[at]]
            if at == 0:
                row.append("first")
            if loud:
                row.append("loud")
            for step in (-2, -1, 1, 2):
                there = at + step
                if 0 <= there < len(sentence):
                    other = sentence[there].text.lower()
                    row.append(f"{step}w={other}")
                    row.append(f"{step}s={shape(sentence[there].text)}")
                    if abs(step) == 1:
                        row += [f"{step}{feature}" for feature in (*gazetteer[there], *singles[there])]
                        row += [f"{step}{feature}" for feature in base[there] if feature[:2] in ("c:", "t:", "g:")]
                else:
                    row.append(f"{step}w=|")
            if at > 1:
                row.append("-21w=" + sentence[at - 2].text.lower() + " " + sentence[at - 1].text.lower())
            if at + 1 < len(sentence):
                row.append("01w=" + word.text.lower() + " " + sentence[at + 1].text.lower())
            row += _chain(sentence, at)
            rows.append(row)
        return rows

    def _word(self, word: Word, usage: dict[str, Habits]) -> list[str]:
        low = word.text.lower()
        row = ["w=" + low, "s=" + shape(word.text)]
        if word.is_name_like:
            row += ["p3=" + low[:3], "x3=" + low[-3:], "x2=" + low[-2:], "x4=" + low[-4:]]
            habit = usage.get(low)
            if habit:
                row += [
                    f"d:{name}"
                    for name in ("after_near", "after_title", "lower", "before_area", "after_given")
                    if getattr(habit, name)
                ]
                if habit.times > 2:
                    row.append("d:often")
            if word.text in self._given:
                row.append("g:given")
        for name, group in (("near", NEAR), ("title", TITLES), ("organ", ORGANS), ("area", AREAS), ("road", ROADS)):
            if low in group:
                row.append("t:" + name)
        found = self._classes.get(word.text)
        if found:
            row.append("c:" + found)
        return row

    def _single(self, word: Word) -> list[str]:
        if not word.is_name_like:
            return []
        known = self.spotter.known(word.text)
        return ["1:no"] if known is None else [f"1:{known.kind}", f"1p:{known.people}", f"1m:{known.match}"]


def _gazetteer(size: int, known: Sequence[Found]) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(size)]
    for found in known:
        about = found.known
        wide = min(3, found.last - found.first)
        for at in range(found.first, found.last):
            place = "B" if at == found.first else "I"
            rows[at] += [
                f"z:{place}{wide}", f"z:{place}{about.kind}", f"zp:{about.people}", f"zm:{about.match}{wide}", f"zc:{about.countries}",
                f"zk:{about.kind}{about.people}{about.match}",
            ]  # fmt: skip
            if at == found.last - 1:
                rows[at].append("z:L")
    return rows


def _chain(sentence: Sequence[Word], at: int) -> list[str]:
    """The run of capitalised words that the word stands in: what comes before it, what ends it, its length."""
    if not sentence[at].is_name_like:
        return []
    first = at
    while first > 0 and sentence[first - 1].is_name_like:
        first -= 1
    last = at + 1
    while last < len(sentence) and sentence[last].is_name_like:
        last += 1
    row = [f"n:{min(4, last - first)}", f"na:{min(3, at - first)}", f"nz:{min(3, last - 1 - at)}"]
    row.append("nb=" + (sentence[first - 1].text.lower() if first else "|"))
    row.append("nn=" + (sentence[last].text.lower() if last < len(sentence) else "|"))
    end = sentence[last - 1].text.lower()
    for name, group in (("organ", ORGANS), ("area", AREAS), ("road", ROADS)):
        if end in group:
            row.append(f"ne:{name}")
    row.append("ne=" + end)
    return row
