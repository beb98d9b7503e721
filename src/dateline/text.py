"""Text and positions: the page as read, the cleaned prose that stages work on, and the way back.

Stages look at `Prose.text` (claim-bearing regions, cleaned, doubles dropped) and report positions in the page as read
through `Prose.source`. No offset is ever guessed by searching or diffing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.model import CLAIM_KINDS, Edit, Region, RegionKind, Report

SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """One region inside the prose; `start`/`end` in prose, `region` its index in the report."""

    kind: RegionKind
    start: int
    end: int
    region: int


@dataclass(frozen=True, slots=True)
class Prose:
    """Cleaned text of the wanted regions, joined by blank lines, with a two-way map to the page as read.

    The map is a list of runs: prose[here:here+size] came from source[there:there+size] one to one. Characters that cleaning
    put in (a repaired letter) lie between runs and map to the whole stretch they replaced.
    """

    text: str
    parts: tuple[Part, ...]
    _here: tuple[int, ...] = field(repr=False)
    _run: tuple[tuple[int, int, int, int], ...] = field(repr=False)
    """(start in prose, end in prose, start in source, end in source), in order of both."""

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Positions in the page as read of ``prose[start:end]``; a span over several regions covers what lies between."""
        if end <= start:
            at = self._to_source(start)[0]
            return at, at
        return self._to_source(start)[0], self._to_source(end - 1)[1]

    def locate(self, start: int, end: int) -> tuple[int, int] | None:
        """Positions in the prose of ``source[start:end]``, or None when none of it is part of the prose."""
        hit = [run for run in self._run if run[3] > start and run[2] < end]
        if not hit:
            return None
        first, last = hit[0], hit[-1]
        return self._into(first, max(start, first[2])), self._into(last, min(end, last[3]) - 1) + 1

    def part_at(self, position: int) -> Part | None:
        """The region that a prose position lies in (None between regions)."""
        at = bisect_right([part.start for part in self.parts], position) - 1
        if at < 0 or position >= self.parts[at].end:
            return None
        return self.parts[at]

    def _to_source(self, position: int) -> tuple[int, int]:
        at = bisect_right(self._here, position) - 1
        here, here_end, there, there_end = self._run[max(at, 0)]
        if position >= here_end:
            return there_end, there_end
        if here_end - here == there_end - there:
            return there + position - here, there + position - here + 1
        return there, there_end

    @staticmethod
    def _into(run: tuple[int, int, int, int], source_position: int) -> int:
        here, here_end, there, there_end = run
        if here_end - here == there_end - there:
            return here + source_position - there
        return here if source_position == there else here_end - 1


def prose_of(
    text: str,
    regions: Sequence[Region],
    edits: Sequence[Edit] = (),
    kinds: Iterable[RegionKind] = CLAIM_KINDS,
) -> Prose:
    """The prose of a page: regions of the wanted kinds that repeat no other, cleaned by the edits."""
    wanted = frozenset(kinds)
    pieces: list[str] = []
    parts: list[Part] = []
    runs: list[tuple[int, int, int, int]] = []
    here = 0
    ordered = sorted(edits, key=lambda edit: edit.start)
    starts = [edit.start for edit in ordered]
    for index, region in enumerate(regions):
        if region.kind not in wanted or region.duplicate_of is not None or region.end <= region.start:
            continue
        if pieces:
            pieces.append(SEPARATOR)
            here += len(SEPARATOR)
        begin = here
        there = region.start
        at = bisect_right(starts, region.start - 1)
        while at < len(ordered) and ordered[at].start < region.end:
            edit = ordered[at]
            at += 1
            if edit.start < there or edit.end > region.end:
                continue
            here = _keep(text, there, edit.start, here, pieces, runs)
            if edit.to:
                pieces.append(edit.to)
                runs.append((here, here + len(edit.to), edit.start, edit.end))
                here += len(edit.to)
            there = edit.end
        here = _keep(text, there, region.end, here, pieces, runs)
        parts.append(Part(region.kind, begin, here, index))
    if not runs:
        runs.append((0, 0, 0, 0))
    return Prose("".join(pieces), tuple(parts), tuple(run[0] for run in runs), tuple(runs))


def _keep(
    text: str, start: int, end: int, here: int, pieces: list[str], runs: list[tuple[int, int, int, int]]
) -> int:
    if end > start:
        pieces.append(text[start:end])
        runs.append((here, here + end - start, start, end))
    return here + max(0, end - start)


def report_prose(report: Report, kinds: Iterable[RegionKind] = CLAIM_KINDS) -> Prose:
    """The prose of a report with its own regions and edits."""
    return prose_of(report.text, report.regions, report.edits, kinds)


def story_text(report: Report) -> str:
    """The story as scored: dateline and body regions as read, doubles dropped, joined by newlines."""
    return "\n".join(
        report.text[region.start : region.end]
        for region in report.regions
        if region.kind in ("dateline", "body") and region.duplicate_of is None
    )
