"""Scores what is derived across reports against `benchmarks/gold/corpus`: `python -m benchmarks.quality.corpus [SET …]`.

Sets: control, disagreements, families, events, counting. Sealed answers are left out of every count, and what matches one
is neither right nor wrong, unless `--sealed` asks for the whole set. `--cache FOLDER` keeps the readings of the pages there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.quality.sides import Atlas, days_between, same_party, same_place
from dateline import api, pipeline
from dateline.corpus import counting
from dateline.corpus.clocks import as_of
from dateline.corpus.derived import Derived
from dateline.corpus.events import kind_family, pools
from dateline.derive import derive, knowledge_of, page_of
from dateline.model import STORY_KINDS, Disagreement, Figure, Holding, Problem, Region, Report
from dateline.runners.local import Job, read_record
from dateline.tools import Tools

GOLD = Path(__file__).parent.parent / "gold/corpus"
Row = dict[str, Any]
Scores = dict[str, float]


# ------------------------------------------------------------------ reading


def readings(path: Path, tools: Tools, cache: Path | None = None) -> list[Report]:
    """The pages of a file or folder as read, in input order; kept in `cache` under a hash of the input."""
    kept = cache / f"{path.stem}-{_fingerprint(path)}.json" if cache else None
    if kept is not None and kept.exists():
        return msgspec.json.decode(kept.read_bytes(), type=list[Report])
    job = Job(tools.settings)
    read = [record if isinstance(record, Problem) else read_record(record, job, tools) for record in api.records([path])]
    found = [_with_story(one, tools) for one in read if isinstance(one, Report)]
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(msgspec.json.encode(found))
    return found


def _with_story(report: Report, tools: Tools) -> Report:
    """A text in which no story was found is all story: some of these texts are a sentence or two, with nothing around them."""
    if any(region.kind in STORY_KINDS for region in report.regions) or not report.text.strip():
        return report
    whole = msgspec.structs.replace(report, regions=(Region(start=0, end=len(report.text), kind="body"),))
    later = [stage.name for stage in pipeline.STAGES].index("passages") + 1
    return pipeline.read(whole, tools, pipeline.STAGES[later:])


def _fingerprint(path: Path) -> str:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    digest = hashlib.blake2b(digest_size=6)
    for file in files:
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()


def derived_from(reports: Sequence[Report], tools: Tools, counting_rule: str = counting.DEFAULT) -> Derived:
    """Everything derived from these readings, as known now."""
    claims = [msgspec.structs.replace(claim, report=report.id) for report in reports for claim in report.claims]
    by = counting.rule(tools.lexicon, counting_rule)
    return derive([page_of(report) for report in reports], claims, [], knowledge_of(tools), by)


def answers(name: str, table: str) -> list[Row]:
    """Records of an answer file."""
    rows: list[Row] = tomllib.loads((GOLD / f"{name}.toml").read_text(encoding="utf-8")).get(table, [])
    return rows


def opened(rows: Iterable[Row], sealed: bool) -> list[Row]:
    """The records that may be scored."""
    return [row for row in rows if sealed or not row.get("sealed")]


def f1(precision: float, recall: float) -> float:
    """Harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


# ------------------------------------------------------------------ control


def control(tools: Tools, cache: Path | None, sealed: bool, show: bool = False) -> Scores:
    """Changes of control, questions on two clocks, and holdings that must never come out."""
    aliases = {party["name"]: [party["name"], *party["aliases"]] for party in answers("control/holdings", "party")}
    atlas = Atlas(one["place"] for table in ("change", "query", "never") for one in answers("control/holdings", table))
    rows: list[Holding] = []
    for name in ("ethiopia", "libya"):
        rows.extend(derived_from(readings(GOLD / f"control/{name}.jsonl", tools, cache), tools).holdings)
    return {
        **changes(rows, aliases, atlas, tools, sealed, show),
        **questions(rows, aliases, atlas, tools, sealed, show),
        **never(rows, aliases, atlas, tools, sealed, show),
    }


def runs(rows: Iterable[Holding]) -> list[Holding]:
    """The first row of every run of one controller of one place, as known now: what a change of control looks like."""
    now = sorted((row for row in rows if row.known_to is None), key=lambda row: (row.place.key, row.valid_from or ""))
    found: list[Holding] = []
    before: Holding | None = None
    for row in now:
        same = before is not None and (before.place.key, before.controller) == (row.place.key, row.controller)
        if not same and row.controller and row.status != "inferred" and row.valid_from:
            found.append(row)
        before = row
    return found


def changes(rows: Sequence[Holding], aliases: Mapping[str, list[str]], atlas: Atlas, tools: Tools, sealed: bool, show: bool) -> Scores:
    """F1 of changes: place within 15 km, day within one, the same holder."""
    wanted = answers("control/holdings", "change")
    found = runs(rows)
    hit: set[str] = set()
    right = counted = 0
    for row in found:
        at = [change for change in wanted if is_change(row, change, aliases, atlas, tools)]
        if at and not sealed and all(change.get("sealed") for change in at):
            continue
        counted += 1
        right += bool(at)
        hit.update(change["id"] for change in at)
        if show and not at:
            print("  extra change:", row.place.name, row.controller, row.valid_from, row.status)
    asked = opened(wanted, sealed)
    for change in asked:
        if show and change["id"] not in hit:
            print("  missed change:", change["id"], change["place"]["name"], change["holder"], change["day"], change["pages"], change["told"])
    recall = sum(change["id"] in hit for change in asked) / len(asked)
    precision = right / counted if counted else 1.0
    return {"changes precision": precision, "changes recall": recall, "changes F1": f1(precision, recall)}


def is_change(row: Holding, change: Row, aliases: Mapping[str, list[str]], atlas: Atlas, tools: Tools) -> bool:
    """Whether a predicted change is the gold one."""
    if not atlas.same(row.place, change["place"]) or row.valid_from is None:
        return False
    near = row.valid_from.startswith(change["day"]) or (len(change["day"]) == 10 and abs(days_between(row.valid_from, change["day"])) <= 1)
    return near and same_party(row.controller, aliases.get(change["holder"], [change["holder"]]), tools)


def questions(rows: Sequence[Holding], aliases: Mapping[str, list[str]], atlas: Atlas, tools: Tools, sealed: bool, show: bool) -> Scores:
    """Share of questions (place, valid, known) with the right controller, contest and status."""
    asked = opened(answers("control/holdings", "query"), sealed)
    right = contested = status = with_status = 0
    for query in asked:
        at = [row for row in as_of(rows, query["valid"], query["known"]) if atlas.same(row.place, query["place"])]
        good = _answering(at, query["controller"], aliases, tools)
        ok = bool(good) or (query["controller"] == "unknown" and not any(row.controller for row in at)) or not query["controller"]
        right += ok
        contested += any(bool(row.contested_by) == query["contested"] for row in good or at) or (not at and not query["contested"])
        if query["status"]:
            with_status += 1
            status += any(row.status == query["status"] for row in good) or (query["status"] == "unknown" and not good)
        if show and not ok:
            told = [(row.controller, row.status, row.valid_from) for row in at]
            print("  question:", query["id"], query["place"]["name"], query["valid"], query["known"], "want", query["controller"], "got", told)
    total = len(asked)
    return {"questions right": right / total, "questions contested right": contested / total, "questions status right": status / with_status}


def _answering(rows: Iterable[Holding], controller: str, aliases: Mapping[str, list[str]], tools: Tools) -> list[Holding]:
    return [row for row in rows if same_party(row.controller, aliases.get(controller, [controller]), tools)]


def never(rows: Sequence[Holding], aliases: Mapping[str, list[str]], atlas: Atlas, tools: Tools, sealed: bool, show: bool) -> Scores:
    """How many of the holdings that must never come out did."""
    traps = opened(answers("control/holdings", "never"), sealed)
    sprung = 0
    for trap in traps:
        bad = [
            row for row in rows
            if atlas.same(row.place, trap["place"]) and same_party(row.controller, aliases.get(trap["holder"], [trap["holder"]]), tools)
            and ("valid_to" not in trap or (row.valid_from or "") <= trap["valid_to"])
            and ("known_from" not in trap or row.known_to is None or row.known_to > trap["known_from"])
        ]  # fmt: skip
        sprung += bool(bad)
        if show and bad:
            print("  trap:", trap["id"], trap["place"]["name"], trap["holder"], trap["why"], trap["page"], bad[0].valid_from, bad[0].status)
    return {"never traps": float(len(traps)), "never traps sprung": float(sprung)}


# ------------------------------------------------------------------ disagreements


def disagreements(tools: Tools, cache: Path | None, sealed: bool, show: bool = False) -> Scores:
    """Each case is a corpus of its own; whatever is found beside the gold is wrong."""
    by_case: dict[str, list[Report]] = defaultdict(list)
    for report in readings(GOLD / "disagreements.jsonl", tools, cache):
        by_case[str(report.extra.get("case"))].append(report)
    right = wrong = hit = 0
    cases = opened(answers("disagreements", "case"), sealed)
    for case in cases:
        reports = by_case[case["id"]]
        found = derived_from(reports, tools).disagreements
        good = [one for one in found if answers_case(one, case, reports)]
        hit += bool(good)
        right += min(1, len(good))
        wrong += len(found) - len(good)
        if show and (not good or len(good) < len(found)):
            print("  case", case["id"], case["slot"], [s["value"] for s in case["side"]], "found", [(o.slot, o.question, [s.value for s in o.sides]) for o in found])
    friends = opened(answers("disagreements", "friend"), sealed)
    false = 0
    for friend in friends:
        found = [one for one in derived_from(by_case[friend["id"]], tools).disagreements if one.slot == friend["slot"]]
        false += bool(found)
        wrong += len(found)
        if show and found:
            print("  friend", friend["id"], friend["why"], [(o.slot, o.question, [s.value for s in o.sides]) for o in found])
    precision, recall = right / (right + wrong) if right + wrong else 1.0, hit / len(cases)
    return {
        "disagreements precision": precision, "disagreements recall": recall, "disagreements F1": f1(precision, recall),
        "friends": float(len(friends)), "friends taken for disagreements": float(false),
    }  # fmt: skip


def answers_case(found: Disagreement, case: Row, reports: Sequence[Report]) -> bool:
    """Whether a disagreement has the slot of the case and sets at least two of its sides against each other."""
    if found.slot != case["slot"]:
        return False
    spans = {claim.id: (report.source_id, claim.start, claim.end) for report in reports for claim in report.claims}
    text = {report.source_id: report.text for report in reports}
    sides = [[spans[claim] for claim in side.claims if claim in spans] for side in found.sides]
    hits = [
        {number for number, side in enumerate(sides) if any(_overlaps(span, gold, text) for span in side)} for gold in case["side"]
    ]
    return any(len(left | right) > 1 and left and right for left, right in combinations(hits, 2))


def _overlaps(span: tuple[str, int, int], gold: Row, text: Mapping[str, str]) -> bool:
    page, start, end = span
    if page != gold["page"]:
        return False
    at = text[page].find(gold["evidence"])
    return at >= 0 and start < at + len(gold["evidence"]) and at < end


# ------------------------------------------------------------------ families


def families(tools: Tools, cache: Path | None, sealed: bool, show: bool = False) -> Scores:
    """Families found exactly, their origins named, partial reuse and look-alikes kept apart."""
    reports = readings(GOLD / "families/families.jsonl", tools, cache)
    name = {report.id: report.source_id for report in reports}
    found = derived_from([msgspec.structs.replace(report, claims=()) for report in reports], tools).families
    family_of = {name[key]: number for number, family in enumerate(found) for key in family.reports}
    members = [{name[key] for key in family.reports} for family in found]
    wanted = opened(answers("families/families", "family"), sealed)
    exact = credited = several = 0
    for family in wanted:
        pages = set(family["reports"])
        own = members[family_of[family["reports"][0]]]
        exact += own == pages
        if len(pages) > 1:
            several += 1
            credited += found[family_of[family["reports"][0]]].origin.casefold() == family["origin"].casefold()
        if show and own != pages:
            print("  family", family["id"], "missing", sorted(pages - own), "extra", sorted(own - pages))
    partials = opened(answers("families/families", "partial"), sealed)
    merged = sum(family_of[one["report"]] == family_of[one["of"]] for one in partials)
    linked = 0
    for one in partials:
        sources = members[family_of[one["of"]]]
        shares = [part.share for part in found[family_of[one["report"]]].partial_of if name.get(part.report) in sources]
        linked += any(abs(share - one["share"]) <= 0.1 for share in shares)
        if show:
            print("  partial", one["report"], one["share"], shares)
    apart = opened(answers("families/families", "apart"), sealed)
    joined = sum(len({family_of[key] for key in one["reports"]}) == 1 for one in apart)
    return {
        "families": float(len(wanted)), "families exact": exact / len(wanted), "origin named": credited / several,
        "partials merged": merged / len(partials), "partials linked with share": linked / len(partials), "look-alikes joined": float(joined),
    }  # fmt: skip


# ------------------------------------------------------------------ events


def events(tools: Tools, cache: Path | None, sealed: bool, show: bool = False) -> Scores:
    """One happening, one event: B-cubed over reports, extra events, look-alikes joined, counts and ranges."""
    reports = readings(GOLD / "events.jsonl", tools, cache)
    name = {report.id: report.source_id for report in reports}
    report_of = {claim.id: name[report.id] for report in reports for claim in report.claims}
    every = answers("events", "event")
    wanted = opened(every, sealed)
    home = {key: event["id"] for event in every for key in event["reports"]}
    asked = {key for event in wanted for key in event["reports"]}
    found = [(one, {report_of[claim] for claim in one.claims}) for one in derived_from(reports, tools).events]
    touching = [(one, pages) for one, pages in found if pages & asked]
    chosen: set[str] = set()
    together = origins = ranges = with_range = matched = kinds = 0
    for event in wanted:
        pages = set(event["reports"])
        candidates = [
            (len(own & pages), -len(own - pages), one, own) for one, own in touching
            if own & pages and set(pools(one.kind)) & set(pools(event["kind"]))
            and (one.place is None or one.place.lat is None or same_place(one.place, {**event["place"], "kind": one.place.kind}))
        ]  # fmt: skip
        best = max(candidates, key=lambda item: (item[0], item[1], item[2].id), default=None)
        if best is None:
            if show:
                print("  no event:", event["id"], event["kind"], event["place"]["name"], event["when"], sorted(pages))
            continue
        matched += 1
        chosen.add(best[2].id)
        kinds += kind_family(best[2].kind) == kind_family(event["kind"])
        together += best[3] == pages
        origins += best[2].origins == event["origins"]
        if show and best[3] != pages:
            print("  event", event["id"], event["kind"], event["place"]["name"], event["when"], "lacks", sorted(pages - best[3]), "has", sorted(best[3] - pages))
        if "figure" in event:
            with_range += 1
            counts = [one for one in best[2].figures if one.role == event["figure"]["role"]]
            ranges += any((one.low, one.high) == (event["figure"]["low"], event["figure"]["high"]) for one in counts)
    joined = sum(len({home[page] for page in pages if page in home}) > 1 for _, pages in touching)
    extra = [one for one, _ in touching if one.id not in chosen]
    if show:
        for one in extra:
            print("  extra event:", one.kind, one.place.name if one.place else None, one.when.earliest, sorted({report_of[claim] for claim in one.claims}))
    total = len(wanted)
    precision, recall = b_cubed([pages & asked for _, pages in touching], {key: home[key] for key in asked})
    return {
        "events": float(total), "events found": matched / total, "kind right": kinds / max(1, matched), "events with exactly their reports": together / total,
        "extra events per true event": len(extra) / total, "events that join look-alikes": float(joined),
        "B-cubed precision": precision, "B-cubed recall": recall, "B-cubed F1": f1(precision, recall),
        "origins exact": origins / total, "range exact": ranges / with_range,
    }  # fmt: skip


def b_cubed(clusters: Sequence[set[str]], home: Mapping[str, str]) -> tuple[float, float]:
    """B-cubed of overlapping clusters over reports: each report by its best cluster; one without is alone."""
    gold: dict[str, set[str]] = defaultdict(set)
    for key, event in home.items():
        gold[event].add(key)
    precision = recall = 0.0
    for key, event in home.items():
        mine = max((cluster for cluster in clusters if key in cluster), key=lambda one: (len(one & gold[event]), -len(one)), default={key})
        precision += len(mine & gold[event]) / len(mine)
        recall += len(mine & gold[event]) / len(gold[event])
    return precision / len(home), recall / len(home)


# ------------------------------------------------------------------ counting


def counted(tools: Tools, _cache: Path | None, sealed: bool, show: bool = False) -> Scores:
    """Share of worked cases whose every number is exact."""
    cases = opened(answers("counting", "case"), sealed)
    exact = 0
    for case in cases:
        told = [_figure_of(number, given) for number, given in enumerate(case["inputs"])]
        result = counting.count(told, counting.rule(tools.lexicon, case["rule"]))
        got = {part: getattr(result, part) if result else None for part in case["expected"]}
        want = {part: None if value == "none" else value for part, value in case["expected"].items()}
        exact += got == want
        if show and got != want:
            print("  case", case["id"], case["rule"], case["about"], "want", want, "got", got, case["inputs"])
    return {"cases": float(len(cases)), "cases exact": exact / len(cases)}


def _figure_of(number: int, given: Row) -> counting.Told:
    low, high, word = given.get("low"), given.get("high"), given.get("word")
    figure = Figure(
        start=0, end=0, text=word or f"{low}", value=low if low == high else None, low=low, high=high, role="killed", unit="people",
        modifier="vague" if word else None if low == high else "at least" if high is None else None,
    )  # fmt: skip
    return counting.Told(figure, given["origin"], given["published"], f"c_{number}", given.get("denied", False))


SETS: dict[str, Callable[[Tools, Path | None, bool, bool], Scores]] = {
    "control": control, "disagreements": disagreements, "families": families, "events": events, "counting": counted,
}  # fmt: skip


def main() -> None:
    """Score the sets asked for and print one table for each."""
    command = argparse.ArgumentParser(prog="python -m benchmarks.quality.corpus", description=(__doc__ or "").splitlines()[0])
    command.add_argument("sets", nargs="*", choices=[[], *SETS], default=[])
    command.add_argument("--cache", type=Path)
    command.add_argument("--sealed", action="store_true", help="score the sealed answers too: at releases only")
    command.add_argument("--show", action="store_true", help="print what went wrong")
    command.add_argument("--json", action="store_true")
    given = command.parse_args()
    tools = Tools()
    table = {name: SETS[name](tools, given.cache, given.sealed, given.show and not given.sealed) for name in given.sets or SETS}
    if given.json:
        print(json.dumps(table, indent=1))
        return
    for name, scores in table.items():
        print(f"[{name}]")
        for label, value in scores.items():
            print(f"{label:<36} {value:.3f}")


if __name__ == "__main__":
    main()
