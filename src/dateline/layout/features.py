"""Features of every line or block of a page: its own look, its place, its neighbours, and how it fits the page's words.

Rows are lines in page order. `own_features` is the first look; `context_features` adds what a first model thought of the
lines around.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dateline.layout.marks import POINTER
from dateline.layout.words import FUNCTION, NAMES, Line, look
from dateline.model import Block

Matrix: TypeAlias = NDArray[np.float32]

_AT = {name: index for index, name in enumerate(NAMES)}
_NEAR = ("characters", "words", "function", "ends", "furniture", "capitals", "sentences", "speech", "date")
LONG = 25
"""Words from which a line counts as running text."""


def page_features(
    texts: Sequence[str], title: str | None, gaps: Sequence[int], wording: NDArray[np.float32]
) -> tuple[Matrix, list[Line]]:
    """Features that need no mark-up: one row a line. `gaps` is the number of line breaks before each line, `wording` the
    score of each line's words."""
    lines = [look(text) for text in texts]
    own = np.array([line.numbers for line in lines], dtype=np.float32).reshape(len(lines), len(NAMES))
    parts = [own, _places(own, gaps), _neighbours(own), _windows(own), _cohesion(lines, own, title), _repeats(texts, lines),
             _landmarks(texts, lines, own), _wording(wording[:, None])]
    return np.hstack(parts).astype(np.float32), lines


def _places(own: Matrix, gaps: Sequence[int]) -> Matrix:
    """Where the line stands: shares of lines and words before it, distance to the densest stretch, blank lines around."""
    count = len(own)
    words = own[:, _AT["words"]]
    total = max(1.0, float(words.sum()))
    index = np.arange(count, dtype=np.float32)
    before = np.cumsum(words) - words
    running = words * (words >= LONG)
    mass = np.cumsum(running) - running
    all_running = max(1.0, float(running.sum()))
    gap = np.array(gaps, dtype=np.float32)
    after_gap = np.append(gap[1:], 1.0)
    return np.column_stack(
        [index, index / max(1, count), before / total, mass / all_running, index[::-1], np.minimum(gap, 4), np.minimum(after_gap, 4),
         np.full(count, np.log1p(count)), np.full(count, np.log1p(total)), np.full(count, all_running / total),
         np.full(count, float(words.max()) / total)]
    )  # fmt: skip


def _neighbours(own: Matrix) -> Matrix:
    chosen = own[:, [_AT[name] for name in _NEAR]]
    return np.hstack([shift(chosen, step) for step in (-3, -2, -1, 1, 2, 3)])


def shift(values: Matrix, step: int) -> Matrix:
    """Rows moved so that each row holds the values `step` lines further on; -1 beyond the page."""
    out = np.full_like(values, -1.0)
    if abs(step) >= len(values):
        return out
    if step > 0:
        out[:-step] = values[step:]
    else:
        out[-step:] = values[:step]
    return out


def window(values: Matrix, reach: int) -> Matrix:
    """Mean over the lines up to `reach` before and after, the line itself left out."""
    count = len(values)
    sums = np.concatenate([np.zeros((1, values.shape[1]), dtype=np.float64), np.cumsum(values, axis=0, dtype=np.float64)])
    index = np.arange(count)
    low, high = np.maximum(0, index - reach), np.minimum(count, index + reach + 1)
    size = np.maximum(1, high - low - 1)[:, None]
    mean: Matrix = ((sums[high] - sums[low] - values) / size).astype(np.float32)
    return mean


def _windows(own: Matrix) -> Matrix:
    words = own[:, _AT["words"]]
    base = np.column_stack(
        [np.minimum(words, 120), own[:, _AT["ends"]] * (words > 8), own[:, _AT["function"]], own[:, _AT["furniture"]] > 0,
         own[:, _AT["speech"]] > 0, words >= LONG]
    ).astype(np.float32)  # fmt: skip
    return np.hstack([window(base, 2), window(base, 6), window(base, 15)])


def _cohesion(lines: Sequence[Line], own: Matrix, title: str | None) -> Matrix:
    """How far a line shares its rarer words with the page's running text and with the title."""
    running = Counter(word for line in lines if len(line.words) >= LONG for word in line.content)
    headline = frozenset(look(title).content) if title else frozenset()
    out = np.zeros((len(lines), 6), dtype=np.float32)
    for row, line in enumerate(lines):
        content = line.content
        mine = 1 if len(line.words) >= LONG else 0
        shared = [word for word in content if running[word] > mine]
        size = max(1, len(content))
        of_title = len(content & headline)
        out[row] = (
            len(shared) / size,
            min(len(shared), 40),
            sum(min(running[word] - mine, 5) for word in shared) / size,
            of_title / size if headline else -1.0,
            of_title / max(1, len(headline)) if headline else -1.0,
            float(of_title),
        )
    return out


_COMMENT = re.compile(
    r"^\W*(?:\d[\d,]*\s+)?(?:comments?|replies|responses|reader comments|discussion|leave a (?:reply|comment)|post a comment|add a comment|join the (?:conversation|discussion)|"
    r"view (?:all )?comments|reply|log in to (?:reply|comment)|show comments)\b\W*(?:\(?\d+\)?|on .{0,60})?\W*$|\b(?:says|said|wrote|commented|replied):\s*$|"
    r"\b(?:at|@)\s+\d{1,2}:\d\d\s*(?:[ap]\.?m\.?)?\s*(?:says|said)?:?\s*$",
    re.I,
)


def _wording(score: Matrix) -> Matrix:
    return np.hstack([score, *(shift(score, step) for step in (-2, -1, 1, 2)), window(score, 3), window(score, 8)])


def _landmarks(texts: Sequence[str], lines: Sequence[Line], own: Matrix) -> Matrix:
    """How far back the last line of each telling sort stands (in lines), how much running text lies between, how many there
    were and are to come: headings above other stories, comments, bylines and dates, furniture, copyright."""
    words = own[:, _AT["words"]]
    short = words <= 12
    flags = (
        np.array([len(text) < 70 and POINTER.match(text) is not None for text in texts]),
        np.array([len(text) < 120 and _COMMENT.search(text) is not None for text in texts]),
        short & ((own[:, _AT["byline"]] > 0) | (own[:, _AT["date"]] > 0)),
        short & (own[:, _AT["furniture"]] > 0),
        own[:, _AT["copyright"]] > 0,
        short,
    )
    running = np.cumsum(words * (words >= LONG))
    columns: list[NDArray[np.float32]] = []
    for flag in flags:
        columns += [_since(flag), _running_since(flag, running), np.minimum(np.cumsum(flag), 20).astype(np.float32),
                    np.minimum(np.cumsum(flag[::-1])[::-1], 20).astype(np.float32), _since(flag[::-1])[::-1]]  # fmt: skip
    return np.column_stack(columns)


def _running_since(flags: NDArray[np.bool_], running: Matrix) -> NDArray[np.float32]:
    """Words of running text since the last flagged line (or the top), at most 2000."""
    at = np.maximum.accumulate(np.where(flags, np.arange(len(flags)), -1))
    before = np.where(at >= 0, running[np.maximum(at, 0)], 0.0)
    return np.minimum(running - before, 2000).astype(np.float32)


def _repeats(texts: Sequence[str], lines: Sequence[Line]) -> Matrix:
    """Whether the line is printed before or after on the page, or begins another line."""
    keys = [" ".join(line.words) for line in lines]
    total = Counter(keys)
    seen: Counter[str] = Counter()
    out = np.zeros((len(keys), 4), dtype=np.float32)
    starts = Counter(" ".join(line.words[:8]) for line in lines if len(line.words) >= 8)
    for row, key in enumerate(keys):
        start = " ".join(lines[row].words[:8])
        out[row] = (
            min(seen[key], 5),
            min(total[key] - seen[key] - 1, 5),
            min(starts[start], 4) if len(lines[row].words) >= 8 else 0,
            float(row > 0 and key == keys[row - 1]) + 2.0 * float(row + 1 < len(keys) and key == keys[row + 1]),
        )
        seen[key] += 1
    return out


# ------------------------------------------------------------------ with mark-up

_TAGS = ("p", "li", "h1", "h2", "h3", "h4", "td", "blockquote", "figcaption", "div", "article", "section", "button", "pre", "dd", "label")
_ABOVE = ("article", "main", "aside", "nav", "footer", "header", "figure", "figcaption", "li", "table", "form", "blockquote", "time",
          "a", "button", "em", "strong", "section")  # fmt: skip
_GROUPS = (
    r"article|story|post|entry|news|blog",
    r"body|content|text|copy|prose|rich",
    r"articlebody|story[-_]?body|entry[-_]content|article[-_]?(?:body|content|text)|post[-_]?(?:body|content)|body[-_]?(?:text|copy)|storytext",
    r"comment|disqus|respon[ds]|reply|discussion",
    r"foot|copyright|legal|disclaimer|colophon",
    r"nav|menu|breadcrumb|crumb|toolbar|masthead|topbar|header",
    r"side|rail|aside|widget|secondary|complementary",
    r"relat|recommend|more|also|popular|trend|most|latest|next|prev|recirc|outbrain|taboola|teaser|promo|card|listing|archive|feed|carousel|river",
    r"share|social|follow|tool|button|icon",
    r"(?<![a-z])ads?(?![a-z])|advert|sponsor|banner|promot|commerc|affiliate|shop|product|deal",
    r"newsletter|subscri|signup|sign-up|paywall|regist|login|modal|popup|overlay|cookie|consent|gdpr|alert",
    r"caption|credit|figure|image|photo|media|gallery|slide|video|player|embed|pic",
    r"author|byline|bio|contributor|writer|profile|avatar",
    r"date|time|publish|meta|info|stamp|dateline",
    r"tag|categor|topic|label|keyword|section",
    r"title|headline|heading|kicker|eyebrow",
    r"sub|standfirst|dek|summary|excerpt|intro|lead|lede|description",
    r"pull|quote|blockquote|tweet|twitter|instagram",
    r"note|infobox|box|fact|sidebar|inset|correction|highlight|key",
    r"hidden|sr-only|screen-reader|visually|collapse|print|skip",
)
_GROUP = tuple(re.compile(pattern, re.I) for pattern in _GROUPS)


def markup_features(blocks: Sequence[Block], lines: Sequence[Line]) -> Matrix:
    """Features of the mark-up: tag, what stands above, names of classes, links, the container's mass, an extractor's opinion."""
    count = len(blocks)
    words = np.array([len(line.words) for line in lines], dtype=np.float32)
    links = np.array([block.links for block in blocks], dtype=np.float32)
    score = np.array([-1.0 if block.score is None else block.score for block in blocks], dtype=np.float32)
    memo: dict[str, tuple[float, ...]] = {}
    named = np.array([_named(block.path, memo) for block in blocks], dtype=np.float32).reshape(count, len(_GROUP) * 2)
    above = np.array([_above(block) for block in blocks], dtype=np.float32).reshape(count, len(_TAGS) + len(_ABOVE) + 1)
    prose = words * (1 - links) * np.array([float(line.numbers[_AT["function"]] > 0.2) for line in lines], dtype=np.float32)
    near = np.column_stack([links, score])
    return np.hstack(
        [near, *(shift(near, step) for step in (-2, -1, 1, 2)), window(near, 5), above, named, containers(blocks, prose),
         containers(blocks, np.maximum(score, 0) * words)]
    )  # fmt: skip


def _named(path: str, memo: dict[str, tuple[float, ...]]) -> tuple[float, ...]:
    """For each group of names whether one stands in the two nearest steps, and whether one stands further up."""
    found = memo.get(path)
    if found is None:
        steps = path.split(">")
        found = memo[path] = (*_any_of(steps[-2:], memo), *_any_of(steps[:-2], memo))
    return found


def _any_of(steps: list[str], memo: dict[str, tuple[float, ...]]) -> tuple[float, ...]:
    """Groups that any of the steps belongs to, as flags."""
    if not steps:
        return _NONE
    if len(steps) == 1:
        tag, _, names = steps[0].partition("~")
        return _groups_of(f"{names.lstrip('0123456789')} {tag}")
    key = "/".join(steps)
    found = memo.get(key)
    if found is None:
        found = memo[key] = tuple(map(max, _any_of(steps[:-1], memo), _any_of(steps[-1:], memo)))
    return found


@lru_cache(maxsize=8192)
def _groups_of(step: str) -> tuple[float, ...]:
    """Groups that the names of one element belong to."""
    return tuple(float(pattern.search(step) is not None) for pattern in _GROUP)


_NONE = (0.0,) * len(_GROUPS)


def _above(block: Block) -> tuple[float, ...]:
    steps = [step.partition("~")[0] for step in block.path.split(">")]
    found = set(steps)
    return (
        *(float(block.tag == tag) for tag in _TAGS),
        *(float(tag in found) for tag in _ABOVE),
        float(len(steps)),
    )


def containers(blocks: Sequence[Block], mass: Matrix) -> Matrix:
    """Share of the page's mass that lies in the block's own element, its parent and its grandparent, against the page and
    against the heaviest such element."""
    total = max(1.0, float(mass.sum()))
    columns: list[Matrix] = []
    keys = [_ancestors(block) for block in blocks]
    for level in range(4):
        sums: dict[str, float] = {}
        for key, value in zip(keys, mass):
            sums[key[level]] = sums.get(key[level], 0.0) + float(value)
        heaviest = max(sums.values(), default=0.0) or 1.0
        here = np.array([sums[key[level]] for key in keys], dtype=np.float32)
        columns += [here / total, here / heaviest]
    return np.column_stack(columns)


def _ancestors(block: Block) -> tuple[str, str, str, str]:
    """Names of the block's element, parent, grandparent and one above: the step with its number."""
    steps = [step.partition(".")[0].partition("#")[0].partition("@")[0] for step in block.path.split(">")]
    while len(steps) > 1 and steps[-1].partition("~")[0] in _INLINE:
        steps.pop()
    steps = ["", "", "", *steps]
    return steps[-1], steps[-2], steps[-3], steps[-4]


_INLINE = frozenset({"a", "span", "b", "i", "em", "strong", "time", "font", "u", "small", "mark", "abbr", "cite", "q"})


# ------------------------------------------------------------------ after a first look


def context_features(first: NDArray[np.float64], own: Matrix) -> Matrix:
    """What a first model thought of the line and of those around: neighbours, windows, runs, mass before and after."""
    chance = first.astype(np.float32)
    words = own[:, _AT["words"]]
    weight = chance * np.minimum(words, 100)
    column = chance[:, None]
    around = np.hstack([shift(column, step) for step in (-4, -3, -2, -1, 1, 2, 3, 4)])
    windows = np.hstack([window(column, reach) for reach in (2, 5, 10, 25)])
    total = max(1.0, float(weight.sum()))
    before = (np.cumsum(weight) - weight) / total
    long_chance = chance * (words >= 12)
    strong_before, strong_after = np.maximum.accumulate(long_chance), np.maximum.accumulate(long_chance[::-1])[::-1]
    parts = [
        column, around, windows,
        np.column_stack([before, 1 - before - weight / total, strong_before, strong_after, np.minimum(strong_before, strong_after),
                         _since(chance > 0.5), _since((chance > 0.5)[::-1])[::-1], np.full(len(chance), float(chance.mean())),
                         np.full(len(chance), total / max(1.0, float(words.sum())))]),
    ]  # fmt: skip
    return np.hstack(parts).astype(np.float32)


def _since(flags: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Lines since the last flagged line (0 on one, at most 30)."""
    out = np.empty(len(flags), dtype=np.float32)
    last = 30.0
    for row, flag in enumerate(flags):
        last = 0.0 if flag else min(30.0, last + 1)
        out[row] = last
    return out


__all__ = ["FUNCTION", "LONG", "Matrix", "containers", "context_features", "markup_features", "page_features", "shift", "window"]
