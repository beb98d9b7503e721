"""How quickly the web API answers: a ledger with 100,000 events, 8 clients over loopback, every kind of question.

    python -m benchmarks.speed.web [--events 100000] [--clients 8] [--seconds 10] [--ledger FILE]

The ledger is made up (its derived rows are written directly, nothing is read); clients ask as fast as they are answered,
without entity tags, so that every answer is made. Load comes from `wrk` (Debian package) where it is installed, else from
threads of this program. Prints percentiles for each question alone and for all mixed; exits 1 when the mixed 95th percentile
is over 200 ms.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.ledger import Ledger
from dateline.model import (
    Because,
    Claim,
    Count,
    Crossing,
    Day,
    Disagreement,
    Event,
    Family,
    Holding,
    Link,
    Movement,
    Party,
    Place,
    Published,
    Region,
    Report,
    Side,
    When,
    document_id,
    report_id,
    stable_id,
)

TARGET = 0.200
FIRST = date(2022, 1, 1)
DAYS = 1400
KINDS = ("capture", "shelling", "air_strike", "killing", "clash", "displacement", "withdrawal", "arrest", "protest", "abduction")
WORDS = tuple("".join(pair) for pair in itertools.product(("bra", "cor", "del", "fen", "gar", "hol", "kir", "lum", "mar", "nor"), ("dan", "fel", "gos", "hin", "jar", "kel", "lor", "mus", "pin", "rat", "sov", "tum"), ("a", "is", "or")))
"""Made-up words, used as words are: the second half as often as the first, and so on."""
WEIGHTS = tuple(1 / rank for rank in range(1, len(WORDS) + 1))
PARTIES = tuple(Party(name=f"Party {number}", key=f"party-{number}", country="SDN", sector="militia") for number in range(40))
PLACES = tuple(
    Place(name=f"Town {number}", key=f"gn:{number}", geonameid=number, lat=round(-30 + number % 83 * 0.9, 4), lon=round(-15 + number % 97 * 0.8, 4),
          country=("SDN", "UKR", "ETH", "MMR")[number % 4], kind="town", precision=3.0)
    for number in range(1, 4001)
)  # fmt: skip


def day(number: int) -> Day:
    """The day so many days after the first."""
    return (FIRST + timedelta(days=number % DAYS)).isoformat()


def build(path: Path, events: int) -> None:
    """Write a made-up ledger."""
    dice = random.Random(7)
    with Ledger.open(path) as ledger, ledger.write() as writer:
        reports, claims = [], []
        for number in range(events * 2 // 5):
            report = page(number, dice)
            reports.append(report)
            claims.extend(report.claims)
            writer.add(report)
        writer.derive(records(events, reports, claims, dice), {"derived_by": "benchmark", "counting": "ged"})


def page(number: int, dice: random.Random) -> Report:
    """A page with four claims."""
    key, known = f"https://pages.example/{number}", day(dice.randrange(DAYS))
    told = [f"Forces {' '.join(dice.choices(WORDS, WEIGHTS, k=9))} reached {dice.randrange(4000)}." for _ in range(4)]
    text = "A made-up page\n\n" + " ".join(told) + " Nothing of this is so." * 20
    claims, at = [], 16
    for order, words in enumerate(told):
        when = day(dice.randrange(DAYS))
        claims.append(
            Claim(
                id=stable_id("c", number, order), kind=dice.choice(KINDS), start=at, end=at + len(words), evidence=words,
                actors=(dice.choice(PARTIES),), targets=(dice.choice(PARTIES),), place=dice.choice(PLACES),
                when=When(earliest=when, latest=when, basis="stated"), attribution=(Link(name=f"Speaker {dice.randrange(500)}", cue="said"),),
                confidence=round(dice.random(), 3), because=(Because(part="kind", rule="made up", note="for a benchmark"),),
            )
        )  # fmt: skip
        at += len(words) + 1
    return Report(
        id=report_id(key, text), document=document_id(key), text=text, source_id=key, url=key, outlet=f"Outlet {number % 300}", title="A made-up page",
        language="en", published=Published(earliest=known, latest=known, basis="given"), regions=(Region(start=0, end=len(text), kind="body"),),
        claims=tuple(claims), extractor="benchmark",
    )  # fmt: skip


def records(events: int, reports: Sequence[Report], claims: Sequence[Claim], dice: random.Random) -> Iterator[tuple[str, Any]]:
    """Derived rows in the proportions of a real ledger."""
    for report in reports:
        yield "families", Family(id=stable_id("f", report.id), reports=(report.id,), origin=report.id)
    for number in range(events):
        one = claims[number % len(claims)]
        toll = Count(rule="ged", low=1.0, best=2.0, high=float(number % 90), unit="people", role=dice.choice(("killed", "injured")), claims=(one.id,))
        yield "events", Event(
            id=stable_id("e", number), kind=one.kind, claims=(one.id, claims[(number * 7) % len(claims)].id), place=one.place, when=one.when,
            actors=one.actors, targets=one.targets, figures=(toll,) if number % 3 == 0 else (), reports=2, stories=2, origins=1 + number % 5,
        )  # fmt: skip
    for number in range(events // 40):
        pair = (claims[number].id, claims[number + 1].id)
        yield "disagreements", Disagreement(
            id=stable_id("g", number), slot="figure", within_page=False, claims=pair, question=f"How many? {number}",
            sides=(Side(value="2", claims=pair[:1]), Side(value="5", claims=pair[1:])), weight=dice.random(),
        )  # fmt: skip
    for number, place in enumerate(PLACES):
        yield from (("holdings", row) for row in holdings(number, place, claims, dice))
    for number in range(200):
        yield "crossings", Crossing(
            id=stable_id("x", number), place=PLACES[number], side=None, state="closed", by=None, valid_from=day(number), valid_to=None,
            known_from=day(number), known_to=None, claims=(claims[number].id,),
        )  # fmt: skip
    for number in range(events // 50):
        yield "movements", Movement(id=stable_id("m", number), origin=PLACES[number % 4000], when=claims[number].when, claims=(claims[number].id,))


def holdings(number: int, place: Place, claims: Sequence[Claim], dice: random.Random) -> Iterator[Holding]:
    """Five holders in a row."""
    turns = sorted(dice.sample(range(DAYS), 5))
    for order, turn in enumerate(turns):
        until = day(turns[order + 1]) if order < 4 else None
        yield Holding(
            id=stable_id("h", number, order), place=place, controller=dice.choice(PARTIES).name, status="evidenced", valid_from=day(turn),
            valid_to=until, known_from=day(turn), known_to=None, claims=(claims[number * 5 + order].id,), last_evidence=day(turn),
        )  # fmt: skip


def questions(ledger: Path) -> dict[str, list[str]]:
    """Paths to ask for, by what they ask."""
    dice = random.Random(11)
    with Ledger.open(ledger, create=False) as opened, opened.read() as view:
        rows = view.connection.exec_driver_sql("SELECT id FROM claims ORDER BY id LIMIT 4000").scalars().all()
        pages_ = view.connection.exec_driver_sql("SELECT id FROM reports ORDER BY id LIMIT 500").scalars().all()
        happenings = view.connection.exec_driver_sql("SELECT id FROM derived WHERE sort = 'events' ORDER BY id LIMIT 500").scalars().all()

    def some(make: Any) -> list[str]:
        return ["/api/v1/" + make() for _ in range(40)]

    def box() -> str:
        west, south = dice.randrange(-15, 50), dice.randrange(-30, 40)
        return f"{west},{south},{west + 8},{south + 8}"

    return {
        "meta": some(lambda: "meta"),
        "days": some(lambda: "days"),
        "events": some(lambda: "events"),
        "events of days": some(lambda: f"events?first={day(dice.randrange(DAYS))}&last=2025-12-31"),
        "events in a week": some(lambda: (lambda at: f"events?first={day(at)}&last={day(at + 7)}")(dice.randrange(DAYS - 8))),
        "events of a kind in an area": some(lambda: f"events?kind={dice.choice(KINDS)}&area={box()}"),
        "events of a party": some(lambda: f"events?party=party {dice.randrange(40)}&origins=3".replace(" ", "%20")),
        "events with words": some(lambda: f"events?words={dice.choices(WORDS, WEIGHTS)[0]}"),
        "one event": some(lambda: f"events/{dice.choice(happenings)}"),
        "holdings on a day": some(lambda: f"holdings?on={day(dice.randrange(DAYS))}&known={day(dice.randrange(DAYS))}"),
        "holdings layer": some(lambda: f"holdings.geojson?on={day(dice.randrange(DAYS))}&area={box()}"),
        "claims with words": some(lambda: f"claims?words={dice.choices(WORDS, WEIGHTS)[0]}&kind={dice.choice(KINDS)}"),
        "quotations": some(lambda: f"quotations?ids={','.join(dice.sample(rows, 10))}"),
        "one page": some(lambda: f"reports/{dice.choice(pages_)}"),
        "newest pages": some(lambda: "reports?limit=50"),
        "disagreements": some(lambda: "disagreements?limit=50"),
        "one place": some(lambda: f"places/gn:{dice.randrange(1, 4001)}"),
        "search": some(lambda: f"search?words={dice.choices(WORDS, WEIGHTS)[0]}%20{dice.choices(WORDS, WEIGHTS)[0]}"),
        "queue": some(lambda: "queue?limit=20"),
        "tolls at a place": some(lambda: f"tolls?place=gn:{dice.randrange(1, 4001)}"),
        "sources": some(lambda: "sources?limit=200"),
    }


# ------------------------------------------------------------------ load

SCRIPT = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = 0
request = function() at = at + 1; return wrk.format("GET", paths[(at %% #paths) + 1]) end
done = function(summary, latency, requests)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %%d %%f %%f %%f %%f %%d\\n", summary.requests, latency:percentile(50) / 1e6, latency:percentile(95) / 1e6,
    latency:percentile(99) / 1e6, latency.max / 1e6, wrong))
end
"""


def loaded(port: int, paths: Sequence[str], clients: int, seconds: float) -> list[float]:
    """Requests, p50, p95, p99 and slowest in seconds, number of wrong answers."""
    if shutil.which("wrk"):
        with tempfile.TemporaryDirectory() as folder:
            listed, script = Path(folder) / "paths", Path(folder) / "mix.lua"
            listed.write_text("\n".join(paths))
            script.write_text(SCRIPT % listed)
            command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds:g}s", "--timeout", "30s", "-s", str(script), f"http://127.0.0.1:{port}"]
            found = re.search(r"RESULT (.*)", subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            assert found, "wrk gave no result"
            return [float(value) for value in found[1].split()]
    return _threaded(port, paths, clients, seconds)


def _threaded(port: int, paths: Sequence[str], clients: int, seconds: float) -> list[float]:
    times: list[float] = []
    wrong = [0]
    until = time.monotonic() + seconds

    def ask(start: int) -> None:
        connection, at = http.client.HTTPConnection("127.0.0.1", port, timeout=30), start
        while at == start or time.monotonic() < until:
            began = time.perf_counter()
            connection.request("GET", paths[at % len(paths)])
            answer = connection.getresponse()
            answer.read()
            times.append(time.perf_counter() - began)
            wrong[0] += answer.status != 200
            at += clients

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    return [len(times), *(times[min(len(times) - 1, int(share * len(times)))] for share in (0.5, 0.95, 0.99, 1.0)), wrong[0]]


def serve(ledger: Path, port: int) -> subprocess.Popen[bytes]:
    """A server of its own process, as users run it; ready when this returns."""
    command = [sys.executable, "-m", "dateline.cli", "serve", "--ledger", str(ledger), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/api/v1/meta")
            if connection.getresponse().status == 200:
                return process
        except OSError:
            time.sleep(0.2)
    process.terminate()
    raise SystemExit("the server did not start")


def main() -> int:
    """Build, serve, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--ledger", type=Path, help="keep the ledger here, or use the one that is there")
    parser.add_argument("--mix-only", action="store_true", help="leave out the questions one by one")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "bench.ledger"
        if not path.exists():
            began = time.perf_counter()
            build(path, given.events)
            print(f"built {given.events} events in {time.perf_counter() - began:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
        return measure(path, given.port, given.clients, given.seconds, given.mix_only)


def measure(path: Path, port: int, clients: int, seconds: float, mix_only: bool = False) -> int:
    """Ask every question alone, then all mixed; returns the exit code."""
    asked = questions(path)
    server = serve(path, port)
    try:
        print(f"{'question':<30}{'first':>8}{'requests':>10}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'max ms':>9}{'wrong':>7}   ({clients} clients)")
        for name, paths in asked.items():
            first = _threaded(port, paths[:1], 1, 0.0)[4]
            if mix_only:
                continue
            show(name, first, loaded(port, paths, clients, max(2.0, seconds / 4)))
        spent = cpu_seconds(server.pid)
        mixed = [path for paths in zip(*asked.values(), strict=True) for path in paths]
        result = loaded(port, mixed, clients, seconds)
        show("all mixed", 0.0, result)
        print(f"CPU of the server for one request of the mix: {(cpu_seconds(server.pid) - spent) / result[0] * 1000:.1f} ms")
    finally:
        server.terminate()
        server.wait()
    print(f"95th percentile of the mix: {result[2] * 1000:.0f} ms (target {TARGET * 1000:.0f} ms)")
    return int(result[2] > TARGET or result[5] > 0)


def cpu_seconds(process: int) -> float:
    """CPU seconds that a process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def show(name: str, first: float, result: Sequence[float]) -> None:
    """One line of the table."""
    times = "".join(f"{value * 1000:9.1f}" for value in result[1:5])
    print(f"{name:<30}{first * 1000:8.0f}{result[0]:10.0f}{times}{result[5]:7.0f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
