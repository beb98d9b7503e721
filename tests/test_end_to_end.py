"""The main job on the bundled sample: determinism, versions, judgements, forgetting, masking, bad input."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline import api
from dateline.demonstration import SAMPLE
from dateline.export.tables import stream
from dateline.ledger import Ledger
from dateline.model import Problem, Report

ROOT = Path(__file__).parent.parent
BLANK = " \t\r\n\f\v\u00a0\u200b\u2028\ufeff"


def exported(ledger: Ledger) -> str:
    with ledger.read() as view:
        return "".join(stream(view, api.picture(view)))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger with the whole sample, read by two workers."""
    with Ledger.open(tmp_path_factory.mktemp("sample") / "sample.ledger") as ledger:
        api.store(ledger, SAMPLE, workers=2)
        yield ledger


@pytest.fixture
def part(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with a few pages."""
    with Ledger.open(tmp_path / "part.ledger") as ledger:
        api.store(ledger, *sorted((SAMPLE / "sudan").glob("*madani*.txt")))
        yield ledger


def test_every_offset_quotes_the_page(sample: Ledger) -> None:
    """text[start:end] is the quoted string, for every mention and claim of every page."""
    with sample.read() as view:
        for report in view.reports(text=True, claims=True):
            for claim in report.claims:
                assert report.text[claim.start : claim.end] == claim.evidence
                for party in (*claim.actors, *claim.targets):
                    assert party.start is None or 0 <= party.start < (party.end or 0) <= len(report.text)
            for mention in (*report.times, *report.places, *report.figures):
                assert report.text[mention.start : mention.end] == mention.text


def test_regions_are_in_order_and_cover_the_words(sample: Ledger) -> None:
    """No letter of a page is without a label, and no two regions overlap."""
    with sample.read() as view:
        for report in view.reports(text=True):
            at = 0
            for region in report.regions:
                assert region.start >= at
                assert not report.text[at : region.start].strip(BLANK)
                at = region.end
            assert not report.text[at:].strip(BLANK)


def test_claims_come_only_from_the_story(sample: Ledger) -> None:
    """Nothing is read out of teasers, navigation, boilerplate or a second copy of a caption."""
    with sample.read() as view:
        for report in view.reports(claims=True):
            quiet = [
                (region.start, region.end) for region in report.regions
                if region.kind in ("teaser", "navigation", "boilerplate", "byline") or region.duplicate_of is not None
            ]  # fmt: skip
            for claim in report.claims:
                assert not any(claim.start < end and start < claim.end for start, end in quiet), claim.evidence


def test_any_order_of_reading_gives_the_same_export(tmp_path: Path) -> None:
    """Files read shuffled, one by one or at once, export byte for byte the same."""
    paths = sorted((SAMPLE / "sudan").glob("*.txt"))[:14]
    texts = []
    for number, seed in enumerate((None, 7)):
        chosen = list(paths)
        if seed is not None:
            random.Random(seed).shuffle(chosen)
        with Ledger.open(tmp_path / f"{number}.ledger") as ledger:
            half = len(chosen) // 2 if seed else len(chosen)
            api.store(ledger, *chosen[:half], workers=1 + number)
            if chosen[half:]:
                api.store(ledger, *chosen[half:])
            texts.append(exported(ledger))
    assert texts[0] == texts[1]


def test_reading_again_changes_nothing(part: Ledger) -> None:
    """The same pages twice leave the same ledger."""
    before = exported(part)
    summary = api.store(part, *sorted((SAMPLE / "sudan").glob("*madani*.txt")))
    assert summary.unchanged == summary.reports
    assert exported(part) == before


def test_reread_with_the_same_version_changes_nothing(part: Ledger) -> None:
    """Stored texts read again give the same readings."""
    before = exported(part)
    changed, unattached = api.reread(part)
    assert (changed, unattached) == (0, [])
    assert exported(part) == before


def test_a_rejected_claim_counts_no_more_and_comes_back_when_undone(part: Ledger) -> None:
    """A judgement changes what is derived, survives a reread, and can be taken back."""
    before = exported(part)
    with part.read() as view:
        held = next(row for row in view.derived("holdings") if row.known_to is None)
    for claim in held.claims:
        api.review(part, claim, "reject", "misread", "tester")
    with part.read() as view:
        assert held.id not in {row.id for row in view.derived("holdings")}
        log = view.judgements()
    api.reread(part)
    with part.read() as view:
        assert held.id not in {row.id for row in view.derived("holdings")}
    for judgement in log:
        api.undo(part, judgement.id, "tester")
    assert exported(part) == before


def test_forgetting_a_report_takes_all_that_rests_on_it(part: Ledger) -> None:
    """Nothing derived names a claim that is gone."""
    with part.read() as view:
        report = next(iter(view.reports()))
    api.forget(part, report.id, "asked to")
    with part.read() as view:
        claims = {claim.id for claim in view.claims()}
        for sort in ("families", "events", "disagreements", "holdings", "crossings", "movements"):
            for record in view.derived(sort):
                assert set(record.claims) <= claims


def test_a_page_in_another_language_is_kept_without_claims(sample: Ledger) -> None:
    """Other languages are stored, counted and give no claims."""
    with sample.read() as view:
        others = [report for report in view.reports(claims=True) if report.language not in (None, "en")]
    assert others
    assert all(not report.claims for report in others)


BAD = {
    "empty.txt": b"",
    "blank.txt": b"  \n\n \t\n",
    "binary.bin": bytes(range(256)) * 40,
    "cut.warc.gz": gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 90000\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + b"x" * 4000)[:60],
    "long.txt": b"x" * 50_000_000,
    "broken.jsonl": b'{"id": "1", "text": "The army took Nyala on 26 October 2023, residents said. It was quiet by evening."}\n{"id": 2, "text": \n',
    "nothing.html": b"<html><head><script>var x = 1;</script></head><body></body></html>",
}


def test_bad_input_costs_no_other_page(tmp_path: Path) -> None:
    """Each bad file gives one problem that names it; the good page among them is read."""
    for name, body in BAD.items():
        (tmp_path / name).write_bytes(body)
    (tmp_path / "good.txt").write_bytes((SAMPLE / "sudan/sinja-recaptured.txt").read_bytes())
    found = list(api.read(tmp_path))
    problems = {one.place.split("#")[0].split(" ")[0]: one for one in found if isinstance(one, Problem)}
    assert set(problems) == set(BAD)
    assert all(one.message and one.code not in ("failed", "crashed") for one in problems.values())
    assert [one.source_id for one in found if isinstance(one, Report)] == ["1", "good.txt"] or "good.txt" in {
        one.source_id for one in found if isinstance(one, Report)
    }


def test_the_command_line_says_what_it_could_not_read(tmp_path: Path) -> None:
    """Exit 1 only when nothing could be read; JSON output has one line for each record, refused ones included."""
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    good = SAMPLE / "sudan/sinja-recaptured.txt"
    command = [sys.executable, "-m", "dateline.cli", "read", "--json"]
    nothing = subprocess.run([*command, str(empty)], capture_output=True, text=True, cwd=ROOT)
    assert nothing.returncode == 1
    both = subprocess.run([*command, str(empty), str(good)], capture_output=True, text=True, cwd=ROOT)
    rows = [json.loads(line) for line in both.stdout.splitlines()]
    assert both.returncode == 0
    assert [bool(row.get("claims")) for row in rows] == [False, True]
    assert rows[0]["problems"][0]["code"] == "empty"


def test_a_slow_page_is_given_up(tmp_path: Path) -> None:
    """A page that takes too long is one problem; the next page is read."""
    from dateline.tools import Settings

    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes((SAMPLE / "sudan/sinja-recaptured.txt").read_bytes())
    found = list(api.read(tmp_path, settings=Settings(page_seconds=0.001)))
    assert [one.code for one in found if isinstance(one, Problem)] == ["timeout", "timeout"]
