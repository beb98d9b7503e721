"""Scores the bundled sample corpus against its gold: `python -m benchmarks.quality.sample [--gold-claims] [--show]`.

Regions by characters; claims by overlapping evidence and family of kinds; families as sets of pages; disagreements by slot and
pages; holdings and crossings as questions (place, valid day, known day); movements by ends and figure; tolls under rules. With
`--gold-claims` the claims are the gold ones, which tells the errors of what is derived from those of what is read.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.quality.corpus import f1, readings
from benchmarks.quality.sides import Atlas, party_named, plain, same_party, same_place
from dateline.corpus import counting
from dateline.corpus.clocks import as_of
from dateline.corpus.derived import Derived
from dateline.corpus.events import kind_family
from dateline.demonstration import SAMPLE
from dateline.derive import derive, knowledge_of, page_of
from dateline.model import (
    Claim,
    Disagreement,
    Event,
    Figure,
    Link,
    Place,
    PlaceKind,
    Published,
    Report,
    Route,
    When,
    stable_id,
)
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


def pages(reports: Sequence[Report]) -> list[Report]:
    """The reports of the sample under the gold's names of pages (records are numbered from 0), without the manifest."""
    rows = [json.loads(line) for line in (SAMPLE / "wire.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
    given = {row["id"]: f"wire.jsonl#{number}" for number, row in enumerate(rows) if "id" in row}
    named = []
    for report in reports:
        name = given.get(report.source_id, report.source_id)
        folder, _, number = name.partition("#")
        if folder.startswith(("archive", "feeds")):
            name = f"{folder}#{int(number) - 1}"
        if name != "manifest.toml":
            named.append(msgspec.structs.replace(report, source_id=name))
    return named


WORDS = frozenset({"statement", "condemnation", "accusation", "denial", "warning", "threat", "demand", "promise", "refusal"})
"""Kinds that the gold lists only here and there: an unlisted one is neither right nor wrong."""


def documents() -> dict[str, dict[str, Any]]:
    """What the gold says of pages where it is hard, by page."""
    return {document["page"]: document for document in gold("documents", "document")}


def with_gold_days(report: Report) -> Report:
    """The report with the day on which it became known, where the gold gives one."""
    document = documents().get(report.source_id)
    if document is None:
        return report
    day = document["known"] or None
    return msgspec.structs.replace(report, published=Published(earliest=day, latest=day, basis="given" if day else "unknown"))


def derived_from(reports: Sequence[Report], tools: Tools, known: str | None = None, rule: str = counting.DEFAULT) -> Derived:
    """Everything derived from the reports as known on a day."""
    claims = [msgspec.structs.replace(claim, report=report.id) for report in reports for claim in report.claims]
    pages = [page_of(report) for report in reports]
    return derive(pages, claims, [], knowledge_of(tools), counting.rule(tools.lexicon, rule), known)


def score(reports: Sequence[Report], tools: Tools, of_reading: bool = True, show: bool = False) -> Scores:
    """All scores of the sample."""
    by_source = {report.source_id: report for report in reports}
    derived = derived_from(reports, tools)
    names = {report.id: report.source_id for report in reports}
    reading = {**regions(by_source), **claims(by_source)} if of_reading else {}
    return {
        **reading,
        **families(derived, names, show),
        **disagreements(derived.disagreements, reports, show),
        **holdings(derived, tools, show),
        **crossings(derived, show),
        **movements(derived, show),
        **tolls(reports, tools, show),
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


def span_of(text: str, quotation: str) -> tuple[int, int] | None:
    """Where a quotation stands in a text, white space aside."""
    flat, where = _flat(text)
    wanted = _flat(quotation)[0].strip()
    start = flat.find(wanted)
    return None if start < 0 else (where[start], where[start + len(wanted) - 1] + 1)


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
        right = {claim.id for claim, _ in matched}
        found += sum(claim.id in right or counts_against(claim, report) for claim in report.claims)
        wanted += len(expected)
        stance += sum(one.stance == other["stance"] for one, other in matched)
    precision, recall = hits / found if found else 1.0, hits / wanted if wanted else 1.0
    return {"claims precision": precision, "claims recall": recall, "claims F1": f1(precision, recall), "stance accuracy": stance / hits if hits else 0.0}


def counts_against(claim: Claim, report: Report) -> bool:
    """Whether a claim that is not in the gold is wrong: not those of headlines nor plain words."""
    headline = any(region.kind == "headline" and region.start <= claim.start < region.end for region in report.regions)
    return not headline and claim.kind not in WORDS


def match(report: Report, expected: Iterable[dict[str, Any]]) -> list[tuple[Claim, dict[str, Any]]]:
    """Pairs of read and gold claims, one to one."""
    used: set[str] = set()
    pairs = []
    for gold_claim in expected:
        span = span_of(report.text, gold_claim["evidence"])
        if span is None:
            continue
        as_word = {"denied": "denial", "asserted": "accusation"}.get(gold_claim["stance"])
        best = [
            claim for claim in report.claims
            if claim.id not in used and min(claim.end, span[1]) > max(claim.start, span[0])
            and (kind_family(claim.kind) == kind_family(gold_claim["kind"]) or claim.kind == as_word)
        ]  # fmt: skip
        if best:
            used.add(best[0].id)
            pairs.append((best[0], gold_claim))
    return pairs


def families(derived: Derived, names: dict[str, str], show: bool) -> Scores:
    """Share of gold families found exactly, their origin named, and look-alikes wrongly joined."""
    found = [({names[report] for report in family.reports if report in names}, family) for family in derived.families]
    of = {page: (pages, family) for pages, family in found for page in pages}
    wanted = [(set(family["pages"]), family["origin"]) for family in gold("families", "family")]
    exact = sum(of[min(pages)][0] == pages for pages, _ in wanted)
    credited = sum(of[min(pages)][1].origin == origin for pages, origin in wanted)
    alone = sum(len(of[one["page"]][0]) > 1 for one in gold("families", "alone"))
    if show:
        for pages, origin in wanted:
            print("  family", sorted(pages ^ of[min(pages)][0]), origin, of[min(pages)][1].origin)
    total = len(wanted) or 1
    return {"families exact": exact / total, "origin named": credited / total, "look-alikes joined": float(alone)}


def disagreements(found: Sequence[Disagreement], reports: Sequence[Report], show: bool) -> Scores:
    """Precision and recall by slot and quotations; a page in a side may be any of the copies. Friends found count as wrong."""
    spans = {claim.id: (report.source_id, claim.start, claim.end) for report in reports for claim in report.claims}
    texts = {report.source_id: report.text for report in reports}
    cases = gold("disagreements", "disagreement")
    friends = gold("disagreements", "friend")
    hit: set[int] = set()
    good = friendly = 0
    for one in found:
        at = [number for number, case in enumerate(cases) if case["slot"] == one.slot and opposes(one, case, spans, texts)]
        good += bool(at)
        hit.update(at)
        false = not at and any(opposes(one, friend, spans, texts) for friend in friends)
        friendly += false
        if show and not at:
            print("  extra", "FRIEND" if false else "", one.slot, one.question, [(side.value, [spans[c][0] for c in side.claims]) for side in one.sides])
    if show:
        for number, case in enumerate(cases):
            if number not in hit:
                print("  missed", case["slot"], case["about"], [(side["value"], side["pages"][0]) for side in case["sides"]])
    precision, recall = good / len(found) if found else 1.0, len(hit) / len(cases) if cases else 1.0
    return {
        "disagreements precision": precision, "disagreements recall": recall, "disagreements F1": f1(precision, recall),
        "friends taken for disagreements": float(friendly),
    }  # fmt: skip


SLACK = 60
"""Characters by which a claim may miss the quotation of a side: about half a sentence."""


def opposes(one: Disagreement, case: dict[str, Any], spans: dict[str, tuple[str, int, int]], texts: dict[str, str]) -> bool:
    """Whether two sides of the gold stand on two different sides of a disagreement."""
    hits = []
    for side in case["sides"]:
        numbers = set()
        for page in side["pages"]:
            wanted = span_of(texts.get(page, ""), side["quote"])
            if wanted is None:
                continue
            for number, mine in enumerate(one.sides):
                if any(spans[c][0] == page and spans[c][1] < wanted[1] + SLACK and wanted[0] < spans[c][2] + SLACK for c in mine.claims if c in spans):
                    numbers.add(number)
        hits.append(numbers)
    return any(a and b and len(a | b) > 1 for n, a in enumerate(hits) for b in hits[n + 1 :])


def holdings(derived: Derived, tools: Tools, show: bool) -> Scores:
    """Share of questions answered rightly (controller), with contested and status beside it; traps hit."""
    wanted, traps = gold("holdings", "holding"), gold("holdings", "never")
    atlas = Atlas([*(one["place"] for one in wanted), *(one["place"] for one in traps)])
    right = contested = contested_asked = status = 0
    for question in wanted:
        at = [row for row in as_of(derived.holdings, question["valid"], question["known"]) if atlas.same(row.place, question["place"])]
        names = [question["controller"], *question.get("or", [])]
        good = [row for row in at if same_party(row.controller, names, tools)]
        nothing = not question["controller"] and not any(row.controller for row in at)
        right += bool(good) or nothing
        status += any(row.status in {question["status"], *question.get("also", [])} for row in good) or nothing
        if isinstance(question.get("contested"), bool) and (good or nothing):
            contested_asked += 1
            agrees = any(bool(row.contested_by) for row in good) == question["contested"]
            contested += agrees
            if show and not agrees:
                print("  contested", question["place"]["name"], question["valid"], question["known"], "want", question["contested"], question.get("why"), [(r.controller, r.contested_by, r.valid_from) for r in good])
        if show and not (good or nothing):
            got = [(row.controller, row.status, row.valid_from, row.valid_to, row.contested_by) for row in at]
            print("  holding", question["place"]["name"], question["valid"], question["known"], "want", names, question["status"], "got", got)
        elif show and not any(row.status in {question["status"], *question.get("also", [])} for row in good) and good:
            print("  status", question["place"]["name"], question["valid"], question["known"], "want", question["status"], "got", [r.status for r in good])
    sprung = [trap for trap in traps if trapped(derived, trap, atlas, tools)]
    if show:
        for trap in sprung:
            print("  trap", trap["place"]["name"], trap["controller"], trap["from"], trap["to"], trap["why"])
    total = len(wanted) or 1
    return {
        "holdings right": right / total, "holdings status right": status / total,
        "contested right": contested / contested_asked if contested_asked else 1.0, "holding traps sprung": float(len(sprung)),
    }  # fmt: skip


def trapped(derived: Derived, trap: dict[str, Any], atlas: Atlas, tools: Tools) -> bool:
    """Whether a holding that must never appear does, on any day of the trap, as known on any day."""
    return any(
        atlas.same(row.place, trap["place"]) and same_party(row.controller, [trap["controller"]], tools)
        and (row.valid_from or "") <= trap["to"] and (row.valid_to or "9999") > trap["from"]
        for row in derived.holdings
    )  # fmt: skip


def crossings(derived: Derived, show: bool) -> Scores:
    """Share of questions about crossings answered rightly."""
    questions = [one for one in gold("crossings", "crossing") if not one.get("optional")]
    right = 0
    for question in questions:
        at = [
            row for row in as_of(derived.crossings, question["valid"], question["known"])
            if same_place(row.place, {**question["place"], "kind": "crossing"}) and (row.side == question["side"] or not question["side"])
        ]  # fmt: skip
        ok = any(row.state in {question["state"], *question.get("or", [])} for row in at)
        right += ok
        if show and not ok:
            got = [(row.place.name, row.side, row.state, row.valid_from) for row in as_of(derived.crossings, question["valid"], question["known"])]
            print("  crossing", question["place"]["name"], question["side"], question["valid"], question["known"], "want", question["state"], "got", got)
    return {"crossings right": right / len(questions) if questions else 1.0}


def movements(derived: Derived, show: bool) -> Scores:
    """Precision and recall of movements by their ends and one figure."""
    wanted = gold("movements", "movement")
    hit: set[int] = set()
    good = 0
    for one in derived.movements:
        at = [number for number, case in enumerate(wanted) if _same_movement(one, case)]
        good += bool(at)
        hit.update(at)
        if show and not at:
            print("  extra movement", one.origin and one.origin.name, one.destination and one.destination.name, one.when, one.figures)
    if show:
        for number, case in enumerate(wanted):
            if number not in hit:
                print("  missed movement", case["from"], case["to"], case["when"], case["figures"])
    total = len(derived.movements)
    return {"movements precision": good / total if total else 1.0, "movements recall": len(hit) / len(wanted) if wanted else 1.0}


def _same_movement(one: Any, case: dict[str, Any]) -> bool:
    for mine, name in ((one.origin, case["from"]), (one.destination, case["to"])):
        if name and mine is not None and plain(name) not in plain(mine.name) and plain(mine.name) not in plain(name):
            return False
    if not any(mine is not None and name for mine, name in ((one.origin, case["from"]), (one.destination, case["to"]))):
        return False
    values = {figure.get("value") or figure.get("low") or figure.get("high") for figure in case["figures"]}
    return not values or any(value in values for count in one.figures for value in (count.low, count.best, count.high))


def tolls(reports: Sequence[Report], tools: Tools, show: bool) -> Scores:
    """Share of numbers under counting rules that are exact, over the events of the days they are asked for."""
    right = asked = 0
    for toll in gold("tolls", "toll"):
        for rule in ("acled", "latest", "ged", "ibc", "majority"):
            if rule not in toll:
                continue
            want = toll[rule]
            derived = derived_from(reports, tools, toll["known"], rule)
            got = [count for event in derived.events if _about(event, toll) for count in event.figures if count.role == toll["role"]]
            part = "low" if rule == "ibc" else "best"
            value = want.get("value", want.get("low"))
            ok = any(getattr(count, part) == value for count in got)
            asked += 1
            right += ok
            if show and not ok:
                print("  toll", toll["event"], toll["place"], toll["when"], toll["known"], rule, "want", want, "got", [(c.low, c.best, c.high) for c in got])
    return {"tolls exact": right / asked if asked else 1.0}


def _about(event: Event, toll: dict[str, Any]) -> bool:
    first, last = (toll["when"].split("/") * 2)[:2]
    if event.place is None:
        return False
    names = plain(toll["place"]), plain(event.place.name)
    if names[0] not in names[1] and names[1] not in names[0]:
        return False
    earliest, latest = event.when.earliest or "", event.when.latest or "9999"
    return earliest[: len(last)] <= last and latest[: len(first)] >= first


# ------------------------------------------------------------------ gold claims as claims

SITE_WORDS = ("airport", "airfield", "base", "palace", "works", "plant", "headquarters", "dam", "station", "steel")


def with_gold_claims(reports: Sequence[Report], tools: Tools) -> list[Report]:
    """The reports with the gold's claims in place of those that were read, and the gold's days."""
    kinds = {one["place"]["name"]: one["place"]["kind"] for one in (*gold("crossings", "crossing"), *gold("holdings", "holding"))}
    outlets = {report.outlet for report in reports if report.outlet}
    by_page: dict[str, list[Claim]] = {}
    texts = {report.source_id: report for report in reports}
    for number, given in enumerate(gold("claims", "claim")):
        report = texts.get(given["page"])
        if report is not None:
            by_page.setdefault(given["page"], []).append(_claim(number, given, report, kinds, outlets, tools))
    return [msgspec.structs.replace(with_gold_days(report), claims=tuple(by_page.get(report.source_id, ()))) for report in reports]


def _claim(number: int, given: dict[str, Any], report: Report, kinds: dict[str, str], outlets: set[str], tools: Tools) -> Claim:
    span = span_of(report.text, given["evidence"]) or (0, 0)
    earliest, latest = _days(given.get("when"))
    sectors = given.get("sectors", {})
    parties = {
        part: tuple(
            party_named(name, tools, sector) for name, sector in zip(given[part], [*sectors.get(part, []), *["other"] * len(given[part])])
        )
        for part in ("actors", "targets")
    }
    route = [_place(name, kinds) for name in given.get("route", [])]
    crossing = given.get("crossing")
    place = _place(given["place"], kinds, crossing is not None) if "place" in given else None
    return Claim(
        id=stable_id("c", number, report.id), kind=given["kind"], start=span[0], end=span[1], evidence=report.text[span[0] : span[1]],
        actors=parties["actors"], targets=parties["targets"], place=place,
        route=Route(origin=route[0], destination=route[1]) if len(route) == 2 else None,
        when=When(earliest=earliest, latest=latest, basis="stated" if earliest else "unknown"),
        figures=tuple(_figure(figure) for figure in given.get("figures", [])),
        attribution=tuple(Link(name=name, role=_role(name, at, outlets)) for at, name in enumerate(given["chain"])),
        stance=given["stance"], background=given["background"], confidence=1.0,
    )  # fmt: skip


def _role(name: str, at: int, outlets: set[str]) -> Any:
    if at == 0:
        return "outlet"
    return "agency" if re.search(r"Wire|Agency|News", name) or name in outlets else "speaker"


def _days(when: str | None) -> tuple[str | None, str | None]:
    if not when:
        return None, None
    first, last = (when.split("/") * 2)[:2]
    return _edge(first, False), _edge(last, True)


def _edge(text: str, end: bool) -> str | None:
    parts = [int(part) for part in text.split("-") if part.isdigit()]
    if not parts:
        return None
    if len(parts) == 3:
        return text
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if end else 1)
    if not end:
        return date(year, month, 1).isoformat()
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).isoformat()


def _place(text: str, kinds: dict[str, str], crossing: bool = False) -> Place:
    name, country, lat, lon = text.rsplit(",", 3)
    kind = "crossing" if crossing else kinds.get(name)
    if kind is None:
        kind = "site" if any(word in name for word in SITE_WORDS) else "admin1" if "region" in name or name == "Gezira" else "town"
    return Place(
        name=name, key=f"gold:{plain(name)}", lat=float(lat), lon=float(lon), country=country or None,
        kind=msgspec.convert(kind, PlaceKind),
        precision=100.0 if kind == "admin1" else 2.0,
    )  # fmt: skip


def _figure(given: dict[str, Any]) -> Figure:
    value, modifier = given.get("value"), given.get("modifier")
    low = given.get("low", None if modifier in ("at most", "less than", "almost", "vague") else value)
    high = given.get("high", None if modifier in ("at least", "more than", "vague") else value)
    return Figure(
        start=0, end=0, text=given.get("word", f"{modifier or ''} {value}".strip()), value=value, low=None if low == "open" else low,
        high=None if high == "open" else high, modifier=modifier, unit=given.get("unit"), role=given.get("role"), of=given.get("of"),
    )  # fmt: skip


def main() -> Scores:
    """Read the sample, score it, print the table."""
    command = argparse.ArgumentParser(prog="python -m benchmarks.quality.sample", description=(__doc__ or "").splitlines()[0])
    command.add_argument("--gold-claims", action="store_true", help="derive from the gold's claims")
    command.add_argument("--cache", type=Path, help="folder that keeps the readings")
    command.add_argument("--show", action="store_true", help="print what went wrong")
    given = command.parse_args()
    tools = Tools()
    reports = pages(readings(SAMPLE, tools, given.cache))
    if given.gold_claims:
        reports = with_gold_claims(reports, tools)
    scores = score(reports, tools, not given.gold_claims, given.show)
    for name, value in scores.items():
        print(f"{name:<34} {value:.3f}")
    return scores


if __name__ == "__main__":
    main()
