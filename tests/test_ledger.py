"""The store: idempotent, order-free, one writer, forgetful on request."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.errors import LedgerError, NotFound
from dateline.ledger import Ledger
from dateline.model import Problem
from tests.conftest import make_claim, make_report


def test_the_same_page_twice_changes_nothing(ledger: Ledger) -> None:
    """Adding a report again reports no change and leaves one."""
    report = make_report("They took Nyala.", claims=(make_claim(),))
    with ledger.write() as writer:
        assert writer.add(report)
        assert not writer.add(report)
    with ledger.read() as view:
        assert view.count("reports") == 1
        assert [claim.report for claim in view.claims()] == [report.id]


def test_a_better_date_wins_in_either_order(tmp_path: Path) -> None:
    """Two copies of one report with different dates leave the same record, whichever came first."""
    dated, undated = make_report("Same words.", known="2023-10-27"), make_report("Same words.", known=None)
    kept = []
    for number, order in enumerate(([dated, undated], [undated, dated])):
        with Ledger.open(tmp_path / f"{number}.ledger") as opened:
            with opened.write() as writer:
                for report in order:
                    writer.add(report)
            with opened.read() as view:
                kept.append(view.report(dated.id).published)
    assert kept[0] == kept[1] == dated.published


def test_an_edited_page_is_a_new_version(ledger: Ledger) -> None:
    """Two texts of one document are numbered by publication."""
    with ledger.write() as writer:
        writer.add(make_report("New text.", known="2023-10-28"))
        writer.add(make_report("Old text.", known="2023-10-27"))
    with ledger.read() as view:
        assert {report.text: report.version for report in view.reports(text=True)} == {"Old text.": 1, "New text.": 2}


def test_forgetting_leaves_an_audit_line_and_nothing_else(ledger: Ledger) -> None:
    """A forgotten report is gone with its claims; the audit says so."""
    report = make_report("They took Nyala.", claims=(make_claim(),))
    with ledger.write() as writer:
        writer.add(report)
        writer.forget(report.id, "asked to")
    with ledger.read() as view:
        assert (view.count("reports"), view.count("claims")) == (0, 0)
        assert view.audit()[0][1:] == ("forget", f"{report.id} asked to")
    with ledger.write() as writer, pytest.raises(NotFound):
        writer.forget(report.id)


def test_a_second_writer_is_told_so(ledger: Ledger) -> None:
    """Two writers at once never mix; readers go on."""
    with ledger.write() as writer:
        writer.add(make_report("One."))
        assert ledger.path is not None
        with Ledger.open(ledger.path) as other:
            with pytest.raises(LedgerError, match="another process is writing"), other.write():
                pass
            with other.read() as view:
                assert view.count("reports") == 1


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    """A clear error instead of a traceback, and the file stays as it was."""
    path = tmp_path / "notes.txt"
    path.write_text("no database " * 100)
    with pytest.raises(LedgerError, match="no Dateline ledger"):
        Ledger.open(path)
    assert path.read_text() == "no database " * 100


def test_a_missing_ledger_is_not_made_by_looking(tmp_path: Path) -> None:
    """Only reading into a ledger makes one."""
    with pytest.raises(LedgerError, match="dateline read"):
        Ledger.open(tmp_path / "none.ledger", create=False)
    assert not (tmp_path / "none.ledger").exists()


def test_the_same_problem_twice_is_one(ledger: Ledger) -> None:
    """Problems are counted once, whatever is read again."""
    problem = Problem(place="a.txt", code="empty", message="nothing in it")
    with ledger.write() as writer:
        writer.add_problems([problem])
        writer.add_problems([problem])
    with ledger.read() as view:
        assert view.problems() == [problem]


WRITING = """
import sys
from dateline.ledger import Ledger
from tests.conftest import make_claim, make_report
with Ledger.open(sys.argv[1]) as ledger, ledger.write() as writer:
    print("ready", flush=True)
    for number in range(100000):
        claims = tuple(make_claim(start=number * 100 + k) for k in range(5))
        writer.add(make_report(f"Page {number}.", key=f"page{number}", claims=claims))
"""


def test_a_killed_writer_leaves_whole_reports(tmp_path: Path) -> None:
    """After a kill at any moment the ledger opens, and every report has all its claims."""
    path = tmp_path / "killed.ledger"
    for wait in (0.05, 0.2):
        process = subprocess.Popen([sys.executable, "-c", WRITING, str(path)], stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with Ledger.open(path) as ledger, ledger.read() as view:
            assert view.count("claims") == 5 * view.count("reports")
            assert view.count("reports") > 0
