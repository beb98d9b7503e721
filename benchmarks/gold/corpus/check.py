"""Check the claims, traps and corpus gold: quotes occur, ids are unique, kinds, stances, slots and references exist.

    python benchmarks/gold/corpus/check.py

Prints what is wrong, one line each, then the counts; exits 1 if anything is.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent.parent
CORPUS = GOLD / "corpus"
KINDS = {
    "clash",
    "advance",
    "siege",
    "capture",
    "withdrawal",
    "handover",
    "air_strike",
    "shelling",
    "bombing",
    "suicide_bombing",
    "chemical_attack",
    "attack_on_civilians",
    "killing",
    "execution",
    "abduction",
    "torture",
    "sexual_violence",
    "arrest",
    "release",
    "looting_or_destruction",
    "protest",
    "riot",
    "deployment",
    "recruitment",
    "disarmament",
    "ceasefire",
    "agreement",
    "talks",
    "visit",
    "recognition",
    "aid",
    "evacuation",
    "displacement",
    "return",
    "closure",
    "opening",
    "sanction",
    "expulsion",
    "restriction",
    "appointment_or_resignation",
    "rights_report",
    "control",
    "contested",
    "share",
    "statement",
    "accusation",
    "denial",
    "threat",
    "demand",
    "promise",
    "warning",
    "condemnation",
    "refusal",
}
STANCES = {
    "asserted",
    "denied",
    "negated",
    "possible",
    "expected",
    "promised",
    "threatened",
    "demanded",
    "hypothetical",
}
SECTORS = {
    "state forces", "rebels", "militia", "civilians", "police", "government", "opposition", "media", "aid",
    "international", "other",
}  # fmt: skip
SORTS = {
    "sport",
    "film",
    "business",
    "anniversary",
    "game",
    "exercise",
    "metaphor",
    "threat",
    "denial",
    "hypothetical",
    "obituary",
    "history",
    "plan",
    "demand",
    "teaser",
}
SLOTS = {"figure", "place", "time", "actor", "outcome", "control", "status", "happened"}
STATUSES = {"", "evidenced", "claimed by party", "inferred", "unknown"}
RULES = {"acled", "ged", "ibc", "majority", "latest"}
PLACE = re.compile(r"[^,]+,[A-Z]{3},-?\d+\.\d+,-?\d+\.\d+")
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

Problems = Iterator[str]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def answers(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def repeated(name: str, ids: Iterable[str]) -> Problems:
    yield from (f"{name}: id {one} occurs {n} times" for one, n in Counter(ids).items() if n > 1)


def unknown(name: str, wanted: Iterable[str], known: set[str]) -> Problems:
    yield from (f"{name}: no page {one}" for one in wanted if one not in known)


def is_when(value: str) -> bool:
    return all(DAY.fullmatch(part) for part in value.split("/")) and value.count("/") <= 1


def claim_problems(where: str, text: str, claim: dict[str, Any]) -> Problems:
    if text.count(claim["evidence"]) < claim.get("nth", 1):
        yield f"{where}: evidence not in the text: {claim['evidence']}"
    if claim["kind"] not in KINDS:
        yield f"{where}: kind {claim['kind']}"
    if claim["stance"] not in STANCES:
        yield f"{where}: stance {claim['stance']}"
    for role in ("actors", "targets"):
        if len(claim[role]) != len(claim["sectors"][role]) or not set(claim["sectors"][role]) <= SECTORS:
            yield f"{where}: sectors of {role}"
    for place in filter(None, [claim.get("place"), *claim.get("route", [])]):
        if not PLACE.fullmatch(place):
            yield f"{where}: place {place}"
    if "when" in claim and not is_when(claim["when"]):
        yield f"{where}: when {claim['when']}"
    if "control" in claim and claim["control"]["effect"] not in {"holds", "lost", "contested", "none"}:
        yield f"{where}: control {claim['control']}"
    if "crossing" in claim and claim["crossing"]["state"] not in {"open", "closed", "partial"}:
        yield f"{where}: crossing {claim['crossing']}"


def claims(counts: Counter[str]) -> Problems:
    ids = []
    for path in sorted((GOLD / "claims").rglob("*.txt")):
        _, front, body, records = path.read_text(encoding="utf-8").split("+++\n", 3)
        ids.append(tomllib.loads(front)["id"])
        text = re.sub(r"\\([\[\]|\\])", r"\1", body)
        for number, claim in enumerate(tomllib.loads(records)["claim"], 1):
            counts["claims"] += 1
            yield from claim_problems(f"{path.name} {number}", text, claim)
    counts["claims passages"] = len(ids)
    yield from repeated("claims", ids)


def traps(counts: Counter[str]) -> Problems:
    ids = []
    for path in sorted((GOLD / "traps").rglob("*.toml")):
        for trap in answers(path)["trap"]:
            ids.append(trap["id"])
            if trap["sort"] not in SORTS or not set(trap["allowed"]) <= KINDS | STANCES | {"background"}:
                yield f"{path.name} {trap['id']}: sort or allowed"
    counts["traps"] = len(ids)
    yield from repeated("traps", ids)


def families(counts: Counter[str]) -> Problems:
    pages = [row["id"] for row in rows(CORPUS / "families/families.jsonl")]
    gold = answers(CORPUS / "families/families.toml")
    told = [one for family in gold["family"] for one in family["reports"]]
    home = {one: family["id"] for family in gold["family"] for one in family["reports"]}
    yield from repeated("families", pages)
    yield from repeated("families.toml", told)
    yield from (f"families: page {one} is in no family" for one in set(pages) - set(told))
    yield from unknown("families.toml", told, set(pages))
    for pair in [one["reports"] for one in gold["apart"]] + [[one["report"], one["of"]] for one in gold["partial"]]:
        if home[pair[0]] == home[pair[1]]:
            yield f"families.toml: {pair} are in one family"
    counts |= Counter({"family pages": len(pages), "families": len(gold["family"])})


def control(counts: Counter[str]) -> Problems:
    pages = [row["id"] for name in ("ethiopia", "libya") for row in rows(CORPUS / f"control/{name}.jsonl")]
    gold = answers(CORPUS / "control/holdings.toml")
    yield from repeated("control", pages)
    for table in ("change", "query", "never"):
        yield from repeated(f"holdings.toml {table}", (one["id"] for one in gold[table]))
        counts[f"control {table}"] = len(gold[table])
    for one in gold["change"]:
        yield from unknown(f"change {one['id']}", one["pages"], set(pages))
    for one in gold["change"] + gold["query"]:
        if one["status"] not in STATUSES or not is_when(one.get("day", one.get("valid"))):
            yield f"holdings.toml {one['id']}: status or day"
    parties = {party["name"] for party in gold["party"]}
    missing = {one["holder"] for one in gold["change"]} - parties
    yield from (f"holdings.toml: {name} is no party" for name in missing)
    counts["control pages"] = len(pages)


def disagreements(counts: Counter[str]) -> Problems:
    pages = {row["id"]: row for row in rows(CORPUS / "disagreements.jsonl")}
    gold = answers(CORPUS / "disagreements.toml")
    yield from repeated("disagreements.toml", (one["id"] for one in gold["case"] + gold["friend"]))
    for one in gold["case"] + gold["friend"]:
        yield from unknown(one["id"], one["pages"], set(pages))
        if one["slot"] not in SLOTS or (len(one["pages"]) == 1) != one["within_page"]:
            yield f"{one['id']}: slot or within_page"
        for side in one.get("side", []):
            if pages[side["page"]]["text"].count(side["evidence"]) != 1:
                yield f"{one['id']}: evidence not in {side['page']}: {side['evidence']}"
        if one in gold["case"] and len({side["value"] for side in one["side"]}) < 2:
            yield f"{one['id']}: fewer than two sides"
    counts |= Counter({"disagreements": len(gold["case"]), "false friends": len(gold["friend"])})


def events(counts: Counter[str]) -> Problems:
    pages = [row["id"] for row in rows(CORPUS / "events.jsonl")]
    gold = answers(CORPUS / "events.toml")["event"]
    told = [one for event in gold for one in event["reports"]]
    yield from repeated("events", pages)
    yield from repeated("events.toml", told)
    yield from unknown("events.toml", told, set(pages))
    yield from (
        f"{event['id']}: kind or when" for event in gold if event["kind"] not in KINDS or not is_when(event["when"])
    )
    counts |= Counter({"event pages": len(pages), "events": len(gold)})


def counting(counts: Counter[str]) -> Problems:
    gold = answers(CORPUS / "counting.toml")["case"]
    yield from repeated("counting.toml", (one["id"] for one in gold))
    yield from (f"counting {one['id']}: rule" for one in gold if one["rule"] not in RULES)
    counts["counting cases"] = len(gold)


def main() -> int:
    counts: Counter[str] = Counter()
    problems = [
        one for part in (claims, traps, families, control, disagreements, events, counting) for one in part(counts)
    ]
    print(*problems, *(f"{n:6} {name}" for name, n in counts.items()), sep="\n")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
