"""Scores of places on the gold passages.

    python -m benchmarks.quality.place_mentions [--errors] [--sealed] [--style NAME]

Found: F1 of exact and of overlapping spans over places, demonyms and names used for a government. Resolved: share of all
gold places with a point that are found and put within 50 km (161 km); country right; literal told from not literal among
those found. Sealed passages are read only on demand, at a release.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.quality import goldfile
from dateline.gazetteer import distance_km
from dateline.model import Region, Report
from dateline.stages import places
from dateline.tools import Tools

sys.path.insert(0, str(Path(__file__).parent / "score"))
from common import match_spans, prf

Item = dict[str, Any]


def gold_places(passage: goldfile.Passage) -> list[Item]:
    """Gold mentions of a passage: positions, sort, country, and the point of literal places."""
    found = []
    for mark in passage.marked("place", "demonym", "associative"):
        fields = mark.label.fields
        point = (float(fields["lat"]), float(fields["lon"])) if fields.get("lat") else None
        found.append(
            {
                "start": mark.start,
                "end": mark.end,
                "sort": mark.label.kind,
                "point": point,
                "country": fields.get("country"),
            }
        )
    return found


def main() -> None:
    """Score and print."""
    command = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    command.add_argument("--errors", action="store_true")
    command.add_argument("--sealed", action="store_true")
    command.add_argument("--style", help="only passages of this style")
    args = command.parse_args()
    tools = Tools()
    sums: dict[str, float] = defaultdict(float)
    for path in goldfile.files(goldfile.GOLD, "passages", sealed=args.sealed):
        passage = goldfile.read_passage(path)
        if args.style and passage.meta.get("style") != args.style:
            continue
        score(passage, tools, sums, args.errors)
    exact = prf(sums["exact"], sums["pred"], sums["gold"])
    overlap = prf(sums["overlap"], sums["pred"], sums["gold"])
    print(f"{sums['passages']:.0f} passages, {sums['gold']:.0f} gold, {sums['pred']:.0f} found")
    print("exact P {:.3f} R {:.3f} F1 {:.3f}".format(*exact))
    print("overlap P {:.3f} R {:.3f} F1 {:.3f}".format(*overlap))
    for name in ("within 50 km", "within 161 km", "country"):
        of = sums["points"] if name != "country" else sums["countries"]
        print(f"{name}, all gold: {sums[name] / max(1, of):.3f} of {of:.0f}")
    print(f"literal right, of found: {sums['literal'] / max(1, sums['overlap']):.3f}")


def score(passage: goldfile.Passage, tools: Tools, sums: dict[str, float], errors: bool) -> None:
    """Add one passage to the sums."""
    text, name = passage.text, passage.path.stem
    region = Region(start=0, end=len(text), kind="body")
    report = places.read(
        Report(id=name, document=name, text=text, outlet=passage.meta.get("outlet"), regions=(region,)), tools
    )
    gold, found = gold_places(passage), report.places
    pairs = match_spans([(one["start"], one["end"]) for one in gold], [(one.start, one.end) for one in found])
    sums["passages"] += 1
    sums["gold"] += len(gold)
    sums["pred"] += len(found)
    sums["overlap"] += len(pairs)
    sums["points"] += sum(one["point"] is not None for one in gold)
    sums["countries"] += sum(one["country"] is not None for one in gold)
    matched = {i for i, _ in pairs}
    for i, j in pairs:
        want, have = gold[i], found[j]
        sums["exact"] += (want["start"], want["end"]) == (have.start, have.end)
        sums["literal"] += (want["sort"] == "place") == have.literal
        sums["country"] += want["country"] is not None and want["country"] == have.country
        if want["point"] is not None:
            km = (
                distance_km(*want["point"], have.lat, have.lon)
                if have.lat is not None and have.lon is not None
                else 1e9
            )
            sums["within 50 km"] += km <= 50
            sums["within 161 km"] += km <= 161
            if errors and km > 50:
                print(name, "FAR", repr(have.text), have.name, have.key, have.country, have.confidence, want, round(km))
        if errors and (want["sort"] == "place") != have.literal:
            print(name, "LITERAL", repr(text[max(0, have.start - 30) : have.end + 30]), want["sort"], have.kind)
        if errors and (want["start"], want["end"]) != (have.start, have.end):
            print(name, "SPAN", repr(text[want["start"] : want["end"]]), repr(have.text))
    if errors:
        for i, want in enumerate(gold):
            if i not in matched:
                print(name, "MISSED", repr(text[max(0, want["start"] - 20) : want["end"] + 20]), want["sort"])
        for j, have in enumerate(found):
            if j not in {j for _, j in pairs}:
                print(
                    name, "EXTRA", repr(text[max(0, have.start - 20) : have.end + 20]), have.text, have.name, have.kind
                )


if __name__ == "__main__":
    main()
