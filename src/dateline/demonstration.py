"""`dateline demo`: reads the bundled sample corpus and shows what the product does with it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from dateline import api, showing
from dateline.export import page, write
from dateline.ledger import Ledger, View
from dateline.model import Day, Event
from dateline.progress import bar, notes

SAMPLE = Path(__file__).parent / "sample"
DESCRIPTION = Path(__file__).parent / "data" / "sample.toml"
"""What the sample is: title, conflicts, the days the demo asks about. Beside the pages it would be read as one."""
SHOWN = 8
TOLLS = ("killed", "injured")


def sample_settings() -> dict[str, Any]:
    """The sample corpus's own description."""
    return tomllib.loads(DESCRIPTION.read_text(encoding="utf-8"))


def run(output: Path, on: Day | None = None, known: Day | None = None) -> None:
    """Read the sample into a fresh ledger below `output`, print the picture and write map, CSV and GeoJSON."""
    described = sample_settings()
    chosen = described["demo"]
    conflict = next(one for one in described["conflict"] if one["id"] == chosen["conflict"])
    output.mkdir(parents=True, exist_ok=True)
    path = output / "demo.ledger"
    for old in output.glob("demo.ledger*"):
        old.unlink()
    say(described["title"], "The outlets are invented, the events are of public record. Dateline extracts what pages claim; it does not verify it.")
    gazetteer_ready()
    with Ledger.open(path) as ledger:
        with bar("reading pages") as tick:
            summary = api.store(ledger, *inputs(), workers=2, tick=tick)
        with ledger.read() as view:
            tell(view, summary, (conflict["country"], conflict["name"]), (on or chosen["valid"], known or chosen["known"], chosen["known_later"]))
            write_files(view, output, on or chosen["valid"], known or chosen["known_later"])
    say("", "Look at it:", f"  open {output / 'map.html'} in a browser (works from disk)",
        f"  dateline show 'El Geneina' --ledger {path}", f"  dateline disagreements --ledger {path}",
        f"  dateline holdings --on 2022-11-10 --known 2022-11-12 --ledger {path}",
        "Then your own pages:", "  dateline read PAGES/ --ledger my.ledger")  # fmt: skip


def inputs() -> list[Path]:
    """Folders and files of the sample corpus."""
    return [SAMPLE]


def gazetteer_ready() -> None:
    """Build the gazetteer now, with a line that says so, rather than in the middle of reading."""
    from dateline.gazetteer import open_gazetteer
    from dateline.tools import default_cache

    with notes("building the gazetteer (once)") as tell_note:
        open_gazetteer(default_cache(), tell_note)


def say(*lines: str) -> None:
    """Print lines."""
    print("\n".join(lines), flush=True)


def tell(view: View, summary: api.Summary, land: tuple[str, str], days: tuple[Day, Day, Day]) -> None:
    """Print the picture: what was read, who holds what in a country, disagreements, crossings, movements, tolls.

    `land` is the code and name of a country, `days` are the day asked about and the two days of knowing.
    """
    (country, name), (on, known, later) = land, days
    counted = api.counts(view)
    say("", "Read: " + ", ".join(f"{number} {name}" for name, number in counted.items()))
    if summary.problems:
        say(f"      {sum(summary.problems.values())} problems (dateline show --problems)")
    for day_known in (known, later):
        say("", f"Who held what in {name} on {on}, as known on {day_known}:")
        rows = [row for row in api.holdings(view, on, day_known) if row.place.country == country]
        for row in rows:
            against = f", contested by {', '.join(row.contested_by)}" if row.contested_by else ""
            say(f"  {row.place.name:<24} {row.controller or 'nobody known':<28} {row.status}{against}")
        if not rows:
            say("  nothing known")
    picture = api.picture(view)
    say("", f"Disagreements: {len(picture.disagreements)}, the weightiest:")
    for line in showing.disagreement_lines(view, picture.disagreements[:4]):
        say(f"  {line}")
    say("Crossings (last state):")
    for crossing in api.crossings(view):
        say(f"  {crossing.place.name}: {crossing.state} since {crossing.valid_from or '?'}" + (f", by {crossing.by}" if crossing.by else ""))
    say("", f"Movements: {len(picture.movements)}, for instance:")
    for cells in list(showing.movement_rows(picture.movements))[1 : 1 + SHOWN]:
        say(f"  {cells[0]} → {cells[1]}  {cells[2]}  {cells[3]}")
    tell_tolls(picture.events)


def tell_tolls(events: list[Event]) -> None:
    """Print the heaviest tolls with their counting rule and the range behind each number."""
    tolls = [(count, event) for event in events for count in event.figures if count.role in TOLLS and count.unit in (None, "people")]
    tolls.sort(key=lambda pair: -(pair[0].best or pair[0].low or 0.0))
    say("", "Tolls under the rule 'ged' (low–high, best):")
    for count, event in tolls[:SHOWN]:
        place = event.place.name if event.place else "place unknown"
        say(f"  {place}, {showing.when_text(event.when)}: {showing.count_text(count)}, {event.origins} independent origins")


def write_files(view: View, output: Path, on: Day, known: Day) -> None:
    """Write the map, CSV, GeoJSON and the JSON working file."""
    derived = api.picture(view)
    page.write(view, derived, output / "map.html", on, known)
    for name in ("csv", "geojson", "json"):
        write.export(write.Source(view, derived), name, output / f"claims.{name}")
    say("", f"Wrote {output}/map.html, claims.csv, claims.geojson, claims.json and the ledger demo.ledger")


__all__ = ["SAMPLE", "run", "sample_settings"]
