"""Scores of claims on the gold passages and traps.

    python -m benchmarks.quality.claims [claims|traps|curve] [--errors] [--sealed] [--json]

A predicted claim answers a gold claim when their evidence overlaps and their kind is the same (one to one, the largest overlap
first). *Kind and parties*: such a pair with the doers as in gold and nobody named falsely (both sides together for clashes, talks
and agreements); *strict*: the targets complete as well, though gold often takes them from elsewhere in the passage. *Extra deeds*: predicted deeds, asserted and no background, that touch no gold claim of
their family, per gold deed. *Stance*: macro F1 over the pairs. A trap is sprung by a deed that is asserted and no background,
unless its `allowed` list names the deed's kind or stance.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from benchmarks.quality import goldfile
from dateline import pipeline
from dateline.clauses import actors, kinds
from dateline.model import Claim, Party, Published, Region, Report
from dateline.tools import Tools

sys.path.insert(0, str(Path(__file__).parent / "score"))
from common import prf

Gold = dict[str, Any]
SYMMETRIC = frozenset(("clash", "talks", "agreement", "ceasefire", "release", "visit", "contested"))
SKIPPED = ("clean", "passages", "published")
EMPTY_WORDS = frozenset(["the", "a", "an", "of", "and", "its", "their", "his", "her", "to", "in", "from", "at", "for", "by", "with", "on", "some", "several", "many", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "about", "least", "more", "than"])


def read_text(name: str, text: str, meta: dict[str, Any], tools: Tools) -> Report:
    """A passage as one body region, read by every stage after the regions."""
    day = meta.get("published")
    date = Published(earliest=day, latest=day, basis="given") if day else Published()
    report = Report(
        id=name, document=name, text=text, published=date, outlet=meta.get("outlet"), language="en",
        regions=(Region(start=0, end=len(text), kind="body"),),
    )  # fmt: skip
    return pipeline.read(report, tools, [stage for stage in pipeline.STAGES if stage.name not in SKIPPED])


# ------------------------------------------------------------------ same party


class Names:
    """Whether two names are one party: the lexicon's id, or shared telling words."""

    def __init__(self, tools: Tools) -> None:
        self.register = actors.register(tools)
        self.lower = {name.lower(): actor.id for name, actor in self.register.names.items()}
        self.nations = {name.lower(): nation.iso3 for name, (nation, how) in self.register.nation_names.items() if how in ("name", "capital")}
        self.adjectives = {name.lower(): nation.iso3 for name, (nation, how) in self.register.nation_names.items() if how in ("name", "adjective")}

    def key(self, name: str) -> str | None:
        """The lexicon's id of a name, or a country's code."""
        bare = re.sub(r"^(?:the|a|an) ", "", name.lower().replace("’", "'"))
        return self.lower.get(bare) or self.nations.get(bare) or self._forces(bare)

    def _forces(self, bare: str) -> str | None:
        """The army behind "Sudan's army", "Russian troops": one party by any of these names."""
        match = re.fullmatch(r"(.+?)(?:'s)? (?:army|military|armed forces|forces|troops|soldiers)", bare)
        nation = self.adjectives.get(match[1]) if match else None
        actor = self.register.forces.get(nation) if nation else None
        return actor.id if actor else None

    def same(self, one: str, other: str) -> bool:
        """Same id, or one name's telling words lie within the other's, or they share the last word."""
        first, second = self.key(one), self.key(other)
        if first is None and second in self.register.actors and self._generic(one, self.register.actors[second].sector):
            return True
        if first and second:
            return first == second or self._government(first, second) or self._government(second, first)
        mine, theirs = _telling(one), _telling(other)
        if not mine or not theirs:
            return one.lower() == other.lower()
        return mine <= theirs or theirs <= mine or (len(mine & theirs) / len(mine | theirs)) >= 0.5

    @staticmethod
    def _generic(name: str, sector: str) -> bool:
        """Whether gold names a party by role only ("the military", "federal government") and the reader's party is of that role."""
        words = _telling(name)
        return bool(words) and words <= GENERIC.get(sector, frozenset())

    @staticmethod
    def _government(first: str, second: str) -> bool:
        short, long = sorted((first, second), key=len)
        return len(short) == 3 and long.endswith(("-government", "-army")) and long.startswith(short.lower())


GENERIC = {
    "state forces": frozenset(["army", "military", "navy", "soldier", "troop", "force", "armed", "federal", "government", "air", "junta", "our", "defence"]),
    "government": frozenset(["government", "federal", "junta", "authoritie", "regime", "military"]),
    "police": frozenset(("police",)),
}


def _telling(name: str) -> frozenset[str]:
    words = re.findall(r"[a-z0-9]+", name.lower().replace("'s", "").replace("’s", ""))
    return frozenset(word.rstrip("s") if len(word) > 3 else word for word in words if word not in EMPTY_WORDS)


def same_parties(gold: Sequence[str], pred: Sequence[str], names: Names) -> bool:
    """Whether both lists name the same parties, none left over."""
    left = list(pred)
    for party in gold:
        found = next((other for other in left if names.same(party, other)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _said(parties: Sequence[str]) -> list[str]:
    """Parties without bare "civilians", which only repeats what a count of people says."""
    return [party for party in parties if party.lower() not in ("civilians", "people", "persons")]


def parties_right(gold: Gold, claim: Claim, names: Names, strict: bool = False) -> bool:
    """Doers as in gold and nobody named falsely; `strict`: the targets complete too, also where the passage only implies them.

    Two-sided kinds take both sides together.
    """
    actors_, targets = _said([p.name for p in claim.actors]), _said([p.name for p in claim.targets])
    want, wanted = _said(gold.get("actors", [])), _said(gold.get("targets", []))
    if gold["kind"] in SYMMETRIC:
        return same_parties([*want, *wanted], [*actors_, *targets], names)
    if strict:
        return same_parties(want, actors_, names) and same_parties(wanted, targets, names)
    return same_parties(want, actors_, names) and all(any(names.same(g, t) for g in wanted) for t in targets)


# ------------------------------------------------------------------ pairing


def gold_span(text: str, claim: Gold) -> tuple[int, int]:
    """Where a gold claim's evidence stands."""
    at = -1
    for _ in range(claim.get("nth", 1)):
        at = text.find(claim["evidence"], at + 1)
    return at, at + len(claim["evidence"])


def overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Shared characters."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def pair(text: str, gold: Sequence[Gold], claims: Sequence[Claim], names: Names) -> list[tuple[int, int]]:
    """Pairs (gold, claim) of one kind with overlapping evidence; those with the right parties first, then by overlap."""
    options = []
    for i, want in enumerate(gold):
        span = gold_span(text, want)
        for j, have in enumerate(claims):
            shared = overlap(span, (have.start, have.end))
            if shared and want["kind"] == have.kind:
                closeness = shared / max(span[1] - span[0], have.end - have.start)
                options.append((-parties_right(want, have, names), -(want["stance"] == have.stance), -closeness, i, j))
    used_gold: set[int] = set()
    used_pred: set[int] = set()
    pairs = []
    for *_, i, j in sorted(options):
        if i not in used_gold and j not in used_pred:
            used_gold.add(i)
            used_pred.add(j)
            pairs.append((i, j))
    return pairs


def _distance(gold: str, claim: Claim) -> float | None:
    parts = gold.split(",")
    if claim.place is None or claim.place.lat is None or claim.place.lon is None or len(parts) < 4:
        return None
    lat, lon = float(parts[-2]), float(parts[-1])
    a, b, c, d = map(radians, (lat, lon, claim.place.lat, claim.place.lon))
    return 12742 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


def macro_f1(pairs: Sequence[tuple[str, str]]) -> tuple[float, dict[str, float]]:
    """Macro F1 over the stances that occur in gold."""
    scores = {}
    for label in sorted({gold for gold, _ in pairs}):
        hits = sum(gold == have == label for gold, have in pairs)
        scores[label] = prf(hits, sum(have == label for _, have in pairs), sum(gold == label for gold, _ in pairs))[2]
    return sum(scores.values()) / max(1, len(scores)), scores


def score(sealed: bool, errors: bool, threshold: float = 0.0, tools: Tools | None = None) -> dict[str, Any]:
    """All figures of the claims gold."""
    tools = tools or Tools()
    names, index = Names(tools), kinds.kinds(tools)
    sums: Counter[str] = Counter()
    stances: list[tuple[str, str]] = []
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for path in goldfile.files(goldfile.GOLD, "claims", sealed=sealed):
        passage = goldfile.read_claims(path)
        gold: list[Gold] = passage.records.get("claim", [])
        report = read_text(path.stem, passage.text, passage.meta, tools)
        claims = [claim for claim in report.claims if claim.confidence >= threshold]
        pairs = pair(passage.text, gold, claims, names)
        paired = {j for _, j in pairs}
        spans = [gold_span(passage.text, want) for want in gold]
        sums["gold"] += len(gold)
        sums["pred"] += len(claims)
        sums["kind"] += len(pairs)
        sums["gold deeds"] += sum(index.kinds[g["kind"]].group != "word" and g["stance"] == "asserted" and not g.get("background") for g in gold)
        for i, j in pairs:
            want, have = gold[i], claims[j]
            right = parties_right(want, have, names)
            sums["kind+parties"] += right
            sums["strict"] += parties_right(want, have, names, strict=True)
            stances.append((want["stance"], have.stance))
            by_kind[want["kind"]]["hit"] += right
            sums["background"] += bool(want.get("background")) == have.background
            if want["stance"] in ("threatened", "denied") and have.stance == "asserted" and index.kinds[have.kind].group == "deed":
                sums["unsafe"] += 1
            if "place" in want:
                sums["place gold"] += 1
                distance = _distance(want["place"], have)
                name = have.place.name if have.place else ""
                sums["place"] += (distance is not None and distance <= 50) or names.same(want["place"].split(",")[0], name)
            if "when" in want:
                sums["when gold"] += 1
                sums["when"] += _when_right(str(want["when"]), have)
            if want.get("figures"):
                sums["figure gold"] += len(want["figures"])
                sums["figure"] += sum(any(_figure_right(f, other) for other in have.figures) for f in want["figures"])
            if want.get("acled"):
                sums["acled gold"] += 1
                sums["acled"] += want["acled"] == have.codes.acled_sub_event
            if want.get("plover"):
                sums["plover gold"] += 1
                sums["plover"] += want["plover"] == have.codes.plover_event
            if want.get("chain") is not None:
                sums["chain gold"] += 1
                sums["chain"] += same_parties(want["chain"], [link.name for link in have.attribution], names)
            if errors and not right:
                _print("PARTIES", passage, want, have)
            if errors and want["stance"] != have.stance:
                _print(f"STANCE want {want['stance']} have {have.stance}", passage, want, have)
        for i, want in enumerate(gold):
            by_kind[want["kind"]]["gold"] += 1
            if errors and i not in {g for g, _ in pairs}:
                near = [c.kind for c in claims if overlap(spans[i], (c.start, c.end))]
                print(f"MISSED {path.stem} {want['kind']} {want['stance']}: {want['evidence'][:150]!r} near={near}")
        for j, have in enumerate(claims):
            by_kind[have.kind]["pred"] += 1
            touches = [gold[i] for i, span in enumerate(spans) if overlap(span, (have.start, have.end))]
            sums["extra"] += j not in paired
            deed = index.kinds[have.kind].group != "word" and have.stance == "asserted" and not have.background
            family = any(index.family(g["kind"]) == index.family(have.kind) for g in touches)
            if deed and not family and j not in paired:
                sums["extra deeds"] += 1
            if errors and j not in paired:
                print(f"EXTRA{' DEED' if deed and not family else ''} {path.stem} {have.kind} {have.stance} {[p.name for p in have.actors]}->{[p.name for p in have.targets]}: {have.evidence[:150]!r} <{have.because[0].rule}> gold={[g['kind'] for g in touches]}")
    precision, recall, f1 = prf(sums["kind+parties"], sums["pred"], sums["gold"])
    macro, per_stance = macro_f1(stances)
    ratio = lambda name: round(sums[name] / sums[name + " gold"], 3) if sums[name + " gold"] else None  # noqa: E731
    return {
        "gold": sums["gold"], "predicted": sums["pred"],
        "kind_precision": round(sums["kind"] / max(1, sums["pred"]), 3), "kind_recall": round(sums["kind"] / max(1, sums["gold"]), 3),
        "kind_parties_precision": round(precision, 3), "kind_parties_recall": round(recall, 3), "kind_parties_f1": round(f1, 3),
        "strict_parties_precision": round(sums["strict"] / max(1, sums["pred"]), 3), "strict_parties_recall": round(sums["strict"] / max(1, sums["gold"]), 3),
        "stance_macro_f1": round(macro, 3), "stance_accuracy": round(sum(a == b for a, b in stances) / max(1, len(stances)), 3),
        "stances": {k: round(v, 2) for k, v in per_stance.items()},
        "extra_deeds": sums["extra deeds"], "extra_deed_rate": round(sums["extra deeds"] / max(1, sums["gold deeds"]), 3),
        "threatened_or_denied_as_done": sums["unsafe"],
        "place": ratio("place"), "when": ratio("when"), "figure": ratio("figure"), "acled": ratio("acled"), "plover": ratio("plover"), "chain": ratio("chain"),
        "kinds": {k: f"{c['hit']}/{c['gold']} of {c['pred']}" for k, c in sorted(by_kind.items())},
    }  # fmt: skip


def _when_right(want: str, have: Claim) -> bool:
    first, _, last = want.partition("/")
    last = last or first
    if have.when.latest is None and have.when.earliest is None:
        return False
    mine = (have.when.earliest or "")[: len(first)], (have.when.latest or "")[: len(last)]
    return mine == (first, last) or (mine[0] == first and not have.when.latest) or (first in ("", "..") and mine[1] == last)


def _figure_right(want: Gold, have: Any) -> bool:
    number = want.get("value", want.get("low"))
    if number in (None, "open"):
        return want.get("role") in (None, have.role)
    return float(number) in (have.value, have.low, have.high)


def _print(what: str, passage: goldfile.Passage, want: Gold, have: Claim) -> None:
    print(f"{what} {passage.path.stem} {want['kind']}: gold {want.get('actors')}->{want.get('targets')} have {[p.name for p in have.actors]}->{[p.name for p in have.targets]}: {have.evidence[:170]!r} <{have.because[0].rule}>")


# ------------------------------------------------------------------ traps


def deed_of(party: Sequence[Party]) -> str:
    """Names of parties, for printing."""
    return ", ".join(p.name for p in party)


def traps(sealed: bool, errors: bool, tools: Tools | None = None) -> dict[str, Any]:
    """How many traps are sprung, by sort."""
    tools = tools or Tools()
    index = kinds.kinds(tools)
    total, sprung, deeds = 0, Counter(), 0
    for path in goldfile.files(goldfile.GOLD, "traps", ".toml", sealed=sealed):
        for trap in goldfile.read_traps(path):
            total += 1
            report = read_text(trap["id"], trap["text"], trap, tools)
            bad = [c for c in report.claims if index.kinds[c.kind].group != "word" and c.stance == "asserted" and not c.background and c.kind not in trap["allowed"] and c.stance not in trap["allowed"]]
            deeds += len(bad)
            if bad:
                sprung[trap["sort"]] += 1
                if errors:
                    print(f"TRAP {trap['sort']} {trap['id']}: {[(c.kind, c.because[0].rule, c.evidence[:90]) for c in bad]}\n     {trap['text'][:300]}")
    return {"traps": total, "sprung": sum(sprung.values()), "deeds": deeds, "by_sort": dict(sprung)}


def main(arguments: Sequence[str]) -> None:
    """Print the figures asked for."""
    what = next((a for a in arguments if not a.startswith("-")), "all")
    sealed, errors = "--sealed" in arguments, "--errors" in arguments
    tools = Tools()
    if what in ("claims", "all"):
        print(json.dumps(score(sealed, errors, tools=tools), indent=1))
    if what in ("traps", "all"):
        print(json.dumps(traps(sealed, errors, tools=tools), indent=1))
    if what == "curve":
        for threshold in (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
            result = score(sealed, False, threshold, tools)
            print(threshold, result["kind_parties_precision"], result["kind_parties_recall"], result["extra_deed_rate"])


if __name__ == "__main__":
    main(sys.argv[1:])
