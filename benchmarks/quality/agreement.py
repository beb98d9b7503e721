"""How well two passes over the same passages agree: spans by class, values on shared spans, statements.

python -m benchmarks.quality.agreement [FOLDER]     writes AGREEMENT.md into the gold folder
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.quality.goldfile import GOLD, GoldError, Label, Mark, Passage, Statement, read_passage

CLASSES = ("time", "place", "demonym", "associative", "figure", "said", "speaker", "cue", "told", "via")
VALUES = ("time", "place", "figure", "figure role", "statement kind", "statement speaker", "statement chain")

PREAMBLE = """# Agreement of two passes

Both passes were made by one annotator on one day, under the same conventions. The second was marked from the bare text without
reopening the first, but the annotator had written the passages and marked them less than an hour before, and may have remembered. This is the
consistency of one hand, not agreement between two people, and it flatters the gold. Both passes took place names and coordinates from one list kept
while writing, so place values agree almost by construction. Both markings are kept in `passages/second-pass/` as they were; what the comparison
showed to be wrong was then corrected in `passages/` (`CORRECTIONS.md`).

Made by `python -m benchmarks.quality.agreement`.
"""


@dataclass
class Tally:
    """Counts for one class: spans of each pass, spans shared exactly, spans of each pass that overlap one of the other."""

    first: int = 0
    second: int = 0
    exact: int = 0
    first_overlap: int = 0
    second_overlap: int = 0

    def exact_f1(self) -> float:
        """Harmonic mean of the shared spans' share in each pass; 1 where neither has any."""
        return 2 * self.exact / (self.first + self.second) if self.first + self.second else 1.0

    def overlap_f1(self) -> float:
        """The same for spans that overlap a span of the other pass."""
        total = self.first + self.second
        return (self.first_overlap + self.second_overlap) / total if total else 1.0


@dataclass
class Agreement:
    """All counts over the compared passages."""

    passages: int = 0
    spans: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in CLASSES})
    same: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)

    def value(self, kind: str, same: bool) -> None:
        """Count one comparison of values."""
        self.compared[kind] += 1
        self.same[kind] += same


def pairs(folder: Path) -> Iterator[tuple[Passage, Passage]]:
    """Each passage of `second-pass/second` with the first marking of the same text, kept in `second-pass/first`."""
    passes = folder / "passages" / "second-pass"
    for path in sorted((passes / "second").rglob("*.txt"), key=lambda path: path.name):
        second = read_passage(path)
        first = read_passage(passes / "first" / path.relative_to(passes / "second"))
        if first.text != second.text:
            raise GoldError(path, "text", "differs from the first pass")
        yield first, second


def compare(folder: Path = GOLD) -> Agreement:
    """Compare every passage that was marked twice."""
    result = Agreement()
    for first, second in pairs(folder):
        result.passages += 1
        for kind in CLASSES:
            _spans(result, kind, first.marked(kind), second.marked(kind))
        for one, other in _matched(first.statements, second.statements):
            result.value("statement kind", one.kind == other.kind)
            result.value("statement speaker", one.speaker == other.speaker)
            result.value("statement chain", one.chain == other.chain)
    return result


def _spans(result: Agreement, kind: str, first: Sequence[Mark], second: Sequence[Mark]) -> None:
    one = {(mark.start, mark.end): mark.label for mark in first}
    other = {(mark.start, mark.end): mark.label for mark in second}
    tally = result.spans[kind]
    tally.first += len(one)
    tally.second += len(other)
    tally.exact += len(one.keys() & other.keys())
    tally.first_overlap += sum(_overlaps(span, other) for span in one)
    tally.second_overlap += sum(_overlaps(span, one) for span in other)
    for span in one.keys() & other.keys():
        _values(result, kind, one[span], other[span])


def _overlaps(span: tuple[int, int], others: dict[tuple[int, int], Label]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _values(result: Agreement, kind: str, one: Label, other: Label) -> None:
    if kind == "time":
        result.value("time", one.fields == other.fields)
    elif kind == "place":
        keys: tuple[str, ...] = ("country", "lat", "lon")
        result.value("place", [one.fields.get(key) for key in keys] == [other.fields.get(key) for key in keys])
    elif kind == "figure":
        keys = ("value", "low", "high", "modifier", "of")
        result.value("figure", [one.fields.get(key) for key in keys] == [other.fields.get(key) for key in keys])
        result.value("figure role", one.fields.get("role") == other.fields.get("role"))


def _matched(first: Sequence[Statement], second: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Statements of both passes that share a piece of what is said, each used once."""
    left = list(second)
    for one in first:
        spans = {(mark.start, mark.end) for mark in one.said}
        match = next((other for other in left if spans & {(mark.start, mark.end) for mark in other.said}), None)
        if match:
            left.remove(match)
            yield one, match


def report(result: Agreement) -> str:
    """The page `AGREEMENT.md`."""
    lines = [PREAMBLE, f"{result.passages} passages, marked twice.", ""]
    lines += ["| class | first | second | exact-span F1 | overlap F1 |", "|---|---|---|---|---|"]
    for kind, tally in result.spans.items():
        lines.append(f"| {kind} | {tally.first} | {tally.second} | {tally.exact_f1():.3f} | {tally.overlap_f1():.3f} |")
    lines += ["", "| value, on exactly shared spans | compared | same | share |", "|---|---|---|---|"]
    for kind in VALUES:
        compared, same = result.compared[kind], result.same[kind]
        lines.append(f"| {kind} | {compared} | {same} | {same / compared if compared else 1:.3f} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write `AGREEMENT.md` and print it."""
    folder = Path(arguments[0]) if arguments else GOLD
    page = report(compare(folder))
    (folder / "AGREEMENT.md").write_text(page, encoding="utf-8")
    print(page)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
