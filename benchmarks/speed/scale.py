"""How the ledger grows: `python -m benchmarks.speed.scale [--claims 10000 100000 1000000]`.

A synthetic ledger of pages with claims about places of one made-up country is filled, derived and asked; each row of the table is
one size. Ingest counts storing finished reports, rebuild all that is derived from nothing, and the questions are the ones the desk asks:
who held one place on a day as known on a day, and the whole country's picture. Half of the pages are copies of earlier ones.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from dateline.corpus.copies import Families
from dateline.derive import page_of, rebuild
from dateline.ledger import Ledger
from dateline.model import (
    Claim,
    Figure,
    Link,
    Party,
    Place,
    Published,
    Region,
    Report,
    When,
    document_id,
    report_id,
    stable_id,
)
from dateline.tools import Tools

PER_PAGE = 5
"""Claims on a page."""
PLACES = 2000
DAYS = 1500
KINDS = ("capture", "control", "withdrawal", "clash", "shelling", "killing", "air_strike", "displacement")
SIDES = tuple(Party(name=f"Force {letter}", key=f"zzz-{letter.lower()}", country="ZZZ", sector="rebels") for letter in "ABCD")
WORDS = tuple(f"word{number}" for number in range(30_000))
START = date(2020, 1, 1)


def places(number: int) -> list[Place]:
    """Towns on a grid."""
    return [
        Place(
            name=f"Town {n}", key=f"dl:zzz-{n}", lat=round(10 + (n % 50) * 0.2, 2), lon=round(20 + (n // 50) * 0.2, 2), country="ZZZ",
            admin1=f"Province {n % 20}", kind="town", precision=3.0,
        )
        for n in range(number)
    ]  # fmt: skip


def reports(claims: int, seed: int = 1) -> Iterator[Report]:
    """Finished reports with so many claims in all, the same each time."""
    rng = random.Random(seed)
    towns = places(PLACES)
    stories: list[str] = []
    for number in range(claims // PER_PAGE):
        day = START + timedelta(days=rng.randrange(DAYS))
        if stories and rng.random() < 0.5:
            story = rng.choice(stories)
        else:
            story = " ".join(rng.choices(WORDS, k=120))
            stories = [*stories[-200:], story]
        text = f"{story} page {number}"
        key = f"page/{number}"
        report = Report(
            id=report_id(key, text), document=document_id(key), text=text, source_id=key, path=key, outlet=f"Outlet {rng.randrange(300)}",
            language="en", published=Published(earliest=day.isoformat(), latest=day.isoformat(), basis="given"),
            regions=(Region(start=0, end=len(text), kind="body"),), extractor="synthetic",
        )  # fmt: skip
        yield _with_claims(report, day, rng, towns)


def _with_claims(report: Report, day: date, rng: random.Random, towns: list[Place]) -> Report:
    import msgspec

    return msgspec.structs.replace(report, claims=tuple(_claim(report, at, day, rng, towns) for at in range(PER_PAGE)))


def _claim(report: Report, at: int, day: date, rng: random.Random, towns: list[Place]) -> Claim:
    when = (day - timedelta(days=rng.randrange(3))).isoformat()
    kind = rng.choice(KINDS)
    actor, target = rng.sample(SIDES, 2)
    dead = rng.randrange(1, 60)
    figures = (Figure(start=0, end=2, text=str(dead), value=dead, low=dead, high=dead, role="killed", unit="people"),)
    return Claim(
        id=stable_id("c", report.id, at), kind=kind, start=at * 20, end=at * 20 + 19, evidence=report.text[at * 20 : at * 20 + 19], actors=(actor,),
        targets=(target,), place=rng.choice(towns), when=When(earliest=when, latest=when, basis="stated"),
        figures=figures if kind in ("shelling", "killing", "air_strike") else (), attribution=(Link(name=report.outlet or "", role="outlet"),),
        confidence=0.8,
    )  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of this process that a piece of work takes; waiting for the disk is not in it."""
    start = time.process_time()
    work()
    return time.process_time() - start


def median_ms(work: Callable[[random.Random], object], times: int) -> float:
    """Median milliseconds of a question asked so many times about different days and places."""
    rng = random.Random(3)
    return sorted(timed(lambda: work(rng)) for _ in range(times))[times // 2] * 1000


def page_cost(claims: int) -> str:
    """Milliseconds to put one page into its family, over the first and the last tenth of the pages."""
    growing = Families()
    pages = [page_of(report) for report in reports(claims)]
    tenth = max(1, len(pages) // 10)
    spent = [timed(partial(growing.add, page)) for page in pages]
    return f"{sum(spent[:tenth]) / tenth * 1000:.2f} → {sum(spent[-tenth:]) / tenth * 1000:.2f}"


def row(claims: int, folder: Path, derive: bool) -> list[str]:
    """The figures of one size."""
    towns = places(PLACES)

    def day(rng: random.Random) -> str:
        return (START + timedelta(days=rng.randrange(DAYS))).isoformat()

    with Ledger.open(folder / f"{claims}.ledger") as ledger:
        def fill() -> None:
            with ledger.write() as writer:
                for report in reports(claims):
                    writer.add(report)

        ingest = timed(fill)
        built = timed(lambda: rebuild(ledger, Tools())) if derive else 0.0
        with ledger.read() as view:
            one = median_ms(lambda rng: view.as_of("holdings", day(rng), day(rng), place=rng.choice(towns).key), 41)
            country = median_ms(lambda rng: view.as_of("holdings", day(rng), day(rng), country="ZZZ"), 9)
            holdings = view.count("holdings")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return [
        f"{claims:,}", f"{claims // PER_PAGE:,}", f"{ingest:.1f}", f"{claims / ingest:,.0f}", f"{built:.1f}", f"{built / claims * 1e6:.0f}", f"{holdings:,}",
        f"{one:.1f}", f"{country:.0f}", page_cost(claims), f"{peak:.1f}",
    ]  # fmt: skip


HEAD = ["claims", "pages", "ingest CPU s", "claims/s", "rebuild CPU s", "µs/claim", "holdings", "place ms", "country ms", "family ms/page first→last", "peak GiB"]


def main() -> None:
    """Print one row for each size."""
    command = argparse.ArgumentParser(prog="python -m benchmarks.speed.scale", description=(__doc__ or "").splitlines()[0])
    command.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    given = command.parse_args()
    print(" | ".join(HEAD), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for size in given.claims:
            print(" | ".join(row(size, Path(folder), derive=True)), flush=True)


if __name__ == "__main__":
    main()
