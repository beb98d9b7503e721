"""Scores the bundled sample corpus against its gold: `python -m benchmarks.quality sample`.

Regions by characters; claims by overlapping evidence and family of kinds; families as sets of pages; disagreements by slot and
pages; holdings and crossings as questions (place, valid day, known day).
"""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.quality.sides import same_party, same_place
from dateline import api
from dateline.corpus.clocks import as_of
from dateline.corpus.events import kind_family
from dateline.demonstration import SAMPLE
from dateline.ledger import Ledger, View
from dateline.model import Claim, Crossing, Disagreement, Holding, Report
from dateline.tools import Tools

GOLD = Path(__file__).parent.parent / "gold/sample"
Scores = dict[str, float]


def gold(name: str, table: str) -> list[dict[str, Any]]:
    """Records of a gold file, none when it is not there."""
    path = GOLD / f"{name}.toml"
    if not path.exists():
        return []
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get(table, [])
    return rows


@contextmanager
def sample_view() -> Iterator[View]:
    """A view of a fresh ledger with the whole sample read in."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "sample.ledger") as ledger:
        api.store(ledger, SAMPLE, workers=2)
        with ledger.read() as view:
            yield view


def prf(hits: int, found: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    precision, recall = hits / found if found else 1.0, hits / wanted if wanted else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score(view: View) -> Scores:
    """All scores of the sample."""
    tools = Tools()
    reports = {report.source_id: report for report in view.reports(text=True, claims=True)}
    by_id = {report.id: report.source_id for report in reports.values()}
    return {
        **regions(reports),
        **claims(reports),
        **families(view, by_id),
        **disagreements(view, by_id),
        **holdings(view.derived("holdings"), tools),
        **crossings(view.derived("crossings"), tools),
    }


def _flat(text: str) -> tuple[str, list[int]]:
    """Text with runs of white space as one blank, and where each character came from."""
    letters: list[str] = []
    where: list[int] = []
    for at, letter in enumerate(text):
        if letter.isspace():
            if letters and letters[-1] == " ":
                continue
            letter = " "
        letters.append(letter)
        where.append(at)
    return "".join(letters), where


def regions(reports: dict[str, Report]) -> Scores:
    """Share of non-blank characters with a right label, and of doubles found."""
    right = total = doubles = doubles_found = 0
    for page in gold("regions", "page"):
        report = reports.get(page["page"])
        if report is None:
            continue
        flat, where = _flat(report.text)
        label = [""] * len(report.text)
        double = [False] * len(report.text)
        for region in report.regions:
            for at in range(region.start, region.end):
                label[at], double[at] = region.kind, region.duplicate_of is not None
        position = 0
        for block in page["regions"]:
            start = flat.find(_flat(block["first"])[0].strip(), position)
            if start < 0:
                continue
            last = _flat(block["last"])[0].strip()
            end = flat.find(last, start) + len(last)
            position = max(position, end)
            at = [where[i] for i in range(start, end) if not flat[i].isspace()]
            kinds = {block["kind"], block.get("also", block["kind"])}
            right += sum(label[i] in kinds for i in at)
            total += len(at)
            if block.get("duplicate"):
                doubles += 1
                doubles_found += double[at[0]]
    return {"regions accuracy": right / total if total else 0.0, "doubles found": doubles_found / doubles if doubles else 1.0}


def claims(reports: dict[str, Report]) -> Scores:
    """Precision and recall of claims: evidence overlaps and the kinds are of one family."""
    hits = found = wanted = stance = 0
    by_page: dict[str, list[dict[str, Any]]] = {page["page"]: [] for page in gold("claims", "page") if page.get("complete")}
    for claim in gold("claims", "claim"):
        by_page.setdefault(claim["page"], []).append(claim)
    for page, expected in by_page.items():
        report = reports.get(page)
        if report is None:
            wanted += len(expected)
            continue
        matched = match(report, expected)
        hits += len(matched)
        found += len(report.claims)
        wanted += len(expected)
        stance += sum(one.stance == other["stance"] for one, other in matched)
    precision, recall, f1 = prf(hits, found, wanted)
    return {"claims precision": precision, "claims recall": recall, "claims F1": f1, "stance accuracy": stance / hits if hits else 0.0}


def match(report: Report, expected: Iterable[dict[str, Any]]) -> list[tuple[Claim, dict[str, Any]]]:
    """Pairs of read and gold claims, one to one."""
    used: set[str] = set()
    pairs = []
    flat, where = _flat(report.text)
    for gold_claim in expected:
        start = flat.find(_flat(gold_claim["evidence"])[0].strip())
        if start < 0:
            continue
        span = (where[start], where[start + len(_flat(gold_claim["evidence"])[0].strip()) - 1] + 1)
        best = [
            claim for claim in report.claims
            if claim.id not in used and min(claim.end, span[1]) > max(claim.start, span[0])
            and kind_family(claim.kind) == kind_family(gold_claim["kind"])
        ]  # fmt: skip
        if best:
            used.add(best[0].id)
            pairs.append((best[0], gold_claim))
    return pairs


def families(view: View, by_id: dict[str, str]) -> Scores:
    """Share of gold families of several pages found exactly, and pairs wrongly joined."""
    wanted = [set(family["pages"]) for family in gold("families", "family")]
    found = [{by_id[report] for report in family.reports if report in by_id} for family in view.derived("families")]
    several = [pages for pages in wanted if len(pages) > 1]
    exact = sum(pages in found for pages in several)
    known = {page for pages in wanted for page in pages}
    joined = sum(len(pages) > 1 and not any(pages & known <= gold_pages for gold_pages in wanted) for pages in found)
    return {"families exact": exact / len(several) if several else 1.0, "families wrongly joined": float(joined)}


def disagreements(view: View, by_id: dict[str, str]) -> Scores:
    """Precision and recall of disagreements by slot and pages; friends found count as wrong."""
    wanted = gold("disagreements", "disagreement")
    page_of = {claim.id: by_id.get(claim.report or "", "") for claim in view.claims()}
    found: list[Disagreement] = view.derived("disagreements")
    hit: set[int] = set()
    good = 0
    for one in found:
        pages = [{page_of[claim] for claim in side.claims} for side in one.sides]
        at = [
            number for number, case in enumerate(wanted)
            if case["slot"] == one.slot and sum(any(p & set(side["pages"]) for p in pages) for side in case["sides"]) > 1
        ]  # fmt: skip
        good += bool(at)
        hit.update(at)
    precision, recall, f1 = prf(good, len(found), 0)[0], len(hit) / len(wanted) if wanted else 1.0, 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"disagreements precision": precision, "disagreements recall": recall, "disagreements F1": f1}


def holdings(rows: list[Holding], tools: Tools) -> Scores:
    """Share of questions answered rightly (controller), with contested and status beside it; traps hit."""
    questions = gold("holdings", "holding")
    right = contested = contested_asked = status = 0
    for question in questions:
        at = [row for row in as_of(rows, question["valid"], question["known"]) if same_place(row.place, question["place"])]
        names = [question["controller"], *question.get("or", [])]
        good = [row for row in at if same_party(row.controller, names, tools)]
        hit = bool(good) if at or question["controller"] else True
        right += hit
        if good:
            status += good[0].status in {question["status"], *question.get("also", [])}
            if isinstance(question.get("contested"), bool):
                contested_asked += 1
                contested += bool(good[0].contested_by) == question["contested"]
    traps = [trap for trap in gold("holdings", "never") if trapped(rows, trap, tools)]
    total = len(questions) or 1
    return {
        "holdings right": right / total, "holdings status right": status / total,
        "contested right": contested / contested_asked if contested_asked else 1.0, "holding traps hit": float(len(traps)),
    }  # fmt: skip


def trapped(rows: list[Holding], trap: dict[str, Any], tools: Tools) -> bool:
    """Whether a holding that must never appear does."""
    for row in rows:
        if not same_place(row.place, trap["place"]) or not same_party(row.controller, [trap["controller"]], tools):
            continue
        days = trap.get("days") or [trap.get("valid")]
        if any(day is None or as_of([row], day, row.known_from) for day in days):
            return True
    return False


def crossings(rows: list[Crossing], tools: Tools) -> Scores:
    """Share of questions about crossings answered rightly."""
    questions = gold("crossings", "crossing")
    right = 0
    for question in questions:
        at = [
            row for row in as_of(rows, question["valid"], question["known"])
            if same_place(row.place, {**question["place"], "kind": "crossing"}) and (row.side == question["side"] or not question["side"])
        ]  # fmt: skip
        right += any(row.state in {question["state"], question.get("or", question["state"])} for row in at)
    return {"crossings right": right / len(questions) if questions else 1.0}


def main() -> Scores:
    """Read the sample, score it, print the table."""
    with sample_view() as view:
        scores = score(view)
    for name, value in scores.items():
        print(f"{name:<26} {value:.3f}")
    return scores


if __name__ == "__main__":
    main()
