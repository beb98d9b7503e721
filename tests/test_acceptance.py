"""What a stranger at the command line meets: short pages, wrong arguments, names in other spellings, corrections that do not fit."""

from __future__ import annotations

import doctest
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dateline import api, showing
from dateline.errors import LedgerError, NotFound, UsageError
from dateline.export.tables import stream
from dateline.ledger import Ledger
from dateline.ledger import store as ledger_store
from dateline.lexicon.check import problems_of
from dateline.model import Problem, Report
from dateline.tools import Settings

SENTENCE = "Ukrainian forces recaptured Lyman on Saturday, Kyiv said."
PAGE = """RSF takes Wad Madani as army pulls back

The Rapid Support Forces captured Wad Madani on Monday, residents told a radio station. At least 12 civilians were killed.

In El Geneina, doctors said that gunmen killed nine people on Monday."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger with two pages of different days."""
    folder = tmp_path_factory.mktemp("small")
    rows = [{"id": "early", "text": SENTENCE, "published": "2022-10-02"}, {"id": "late", "text": PAGE, "published": "2023-12-19"}]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    ledger = Ledger.open(folder / "small.ledger")
    api.store(ledger, folder / "rows.jsonl")
    return ledger


def command(*words: str, **given: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "dateline.cli", *words], capture_output=True, text=True, check=False, **given)  # type: ignore[call-overload,no-any-return]


def test_a_single_sentence_is_a_story() -> None:
    """A record of one sentence is read, not taken for a teaser."""
    report = api.read_text(SENTENCE, published="2022-10-02")
    assert [region.kind for region in report.regions] == ["body"]
    assert [(claim.kind, claim.when.latest) for claim in report.claims] == [("capture", "2022-10-01")]


def test_a_dateline_is_no_outlet() -> None:
    """The place that a story opens with is not whose page it is."""
    assert api.read_text(f"Wad Madani, 19 December 2023 - {PAGE.split(chr(10))[2]}").outlet is None


def test_a_date_that_is_none_is_told_and_the_page_read(tmp_path: Path) -> None:
    """`published` that is no date is one problem that names file and line; the page stays undated."""
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": "x", "text": SENTENCE, "dct": "yesterday"}) + "\n")
    (report,) = api.read(tmp_path / "rows.jsonl")
    assert isinstance(report, Report) and report.published.latest is None
    assert [(problem.code, problem.message.split(":")[0]) for problem in report.problems] == [("bad date", "rows.jsonl line 1")]


def test_a_refused_row_with_an_id_names_its_file(tmp_path: Path) -> None:
    """The row's id joins the output to the input; the message says where to look."""
    (tmp_path / "rows.jsonl").write_text('{"id": "x"}\n{"id": "y", "text": " "}\n')
    found = list(api.read(tmp_path / "rows.jsonl"))
    assert [one.place for one in found if isinstance(one, Problem)] == ["x", "y"]
    assert all(isinstance(one, Problem) and one.message.startswith("rows.jsonl line") for one in found)


def test_standard_input_keeps_the_limit_on_page_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """`page_bytes` holds for standard input as for files."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(SENTENCE.encode() * 100)))
    (record,) = api.records(["-"], Settings(page_bytes=1000))
    assert isinstance(record, Problem) or (record.problem and record.problem.code == "too large")


def test_a_place_is_found_under_its_other_names(small: Ledger) -> None:
    """Whatever name the gazetteer prefers, the one in the newspaper finds it."""
    with small.read() as view:
        keys = {claim.place.key for claim in view.claims() if claim.place}
        for name in ("El Geneina", "Al-Junaynah", "Geneina"):
            assert api.place_keys(name) & keys, name
            assert any("claims" in line for line in showing.lines(view, name))
        with pytest.raises(NotFound):
            list(showing.lines(view, ""))


def test_every_derived_record_can_be_shown_by_its_id(small: Ledger) -> None:
    """`show` and `show --why` take the id of anything that a table prints."""
    with small.read() as view:
        for sort in ("families", "events", "holdings", "disagreements", "crossings", "movements"):
            for one in view.derived(sort):
                assert list(showing.lines(view, one.id)) and list(showing.why(view, one.id))
                assert showing.record(view, one.id).id == one.id
        for claim in view.claims():
            assert showing.why_record(view, claim.id)["claim"].id == claim.id
        with pytest.raises(NotFound):
            list(showing.why(view, ""))


def test_the_working_file_keeps_to_the_known_day(small: Ledger) -> None:
    """Nothing published later stands in an export as known on a day; families name claims, events their parties."""
    with small.read() as view:
        early = json.loads("".join(stream(view, api.picture(view, "2022-10-05"), "2022-10-05")))
        whole = json.loads("".join(stream(view, api.picture(view))))
    assert [report["source_id"] for report in early["reports"]] == ["early"]
    assert {claim["report"] for claim in early["claims"]} == {early["reports"][0]["id"]}
    assert all(family["claims"] for family in whole["families"])
    assert all(event["parties"] == event["actors"] + event["targets"] for event in whole["events"])


@pytest.mark.parametrize("values", [{"status": "perhaps"}, {"controller": 5}, {"valid_from": "last week"}, {"place": "Kyiv"}])
def test_a_correction_that_no_holding_can_have_is_refused(small: Ledger, values: dict[str, object]) -> None:
    """A stored nonsense would break every later rebuild."""
    with small.read() as view:
        key = view.derived("holdings")[0].id
        with pytest.raises(UsageError):
            api.decision_of(view, key, "correct", "because", "me", values)


def test_corrections_are_completed(small: Ledger) -> None:
    """A place by name gets its position, a figure its bounds; a day that is none is refused."""
    with small.read() as view:
        claim = next(claim for claim in view.claims() if claim.kind == "capture")
        place = api.completed(claim, {"place": "El Geneina"})["place"]
        assert place["country"] == "SDN" and place["lat"] and place["key"]
        assert api.completed(claim, {"place": {"name": "Nowhere at all"}})["place"]["key"].startswith("name:")
        figure = api.completed(claim, {"figures": [{"value": 7, "role": "killed"}]})["figures"][0]
        assert (figure["low"], figure["high"], figure["start"]) == (7, 7, claim.start)
        assert api.decision_of(view, claim.id, "correct", "r", "me", {"when": {"earliest": "2023-12-18", "latest": "2023-12-18"}}).values["when"]["basis"] == "stated"
        with pytest.raises(UsageError):
            api.decision_of(view, claim.id, "correct", "r", "me", {"when": {"earliest": "Monday"}})


def test_a_ledger_where_nothing_can_be_written_can_be_looked_at(small: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger on a read-only disk opens, and says so to a writer."""
    assert small.path is not None
    with small.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = tmp_path / "fixed.ledger"
    copy.write_bytes(small.path.read_bytes())
    monkeypatch.setattr(ledger_store, "_fixed", lambda path: True)
    with Ledger.open(copy, create=False) as opened, opened.read() as view:
        assert view.count("reports") == 2
    assert sorted(found.name for found in tmp_path.iterdir()) == ["fixed.ledger"]


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    """The message says what to do."""
    with pytest.raises(LedgerError, match="this is a folder"):
        Ledger.open(tmp_path)
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open("nosuchkind://somewhere/x")


@pytest.mark.parametrize("words", [("export", "-o", "/proc/no/x.csv"), ("show", "nothing of the kind"), ("holdings", "--on", "someday")])
def test_errors_are_one_line(small: Ledger, words: tuple[str, ...]) -> None:
    """No traceback, nothing on standard output, exit code 2."""
    result = command(*words, "--ledger", str(small.path))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("dateline: ") and result.stderr.count("\n") == 1


def test_help_comes_without_the_heavy_libraries() -> None:
    """`--help` answers at once: nothing that takes long is imported for it."""
    code = "import sys\nsys.argv=['dateline','--help']\nfrom dateline import cli\ntry:\n    cli.main()\nexcept SystemExit:\n    pass\n"
    code += "heavy = {'spacy','numpy','sqlalchemy','msgspec','lightgbm','onnxruntime'} & set(sys.modules)\nprint(sorted(heavy), file=sys.stderr)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert result.stderr.strip() == "[]"


def test_lexicon_files_that_nobody_reads_are_told(tmp_path: Path) -> None:
    """A misspelt file name or broken TOML in a folder of one's own is a problem, not silence."""
    assert list(problems_of()) == []
    (tmp_path / "weapon.toml").write_text("")
    (tmp_path / "weapons.toml").write_text("[[entry]")
    (tmp_path / "aliases.csv").write_text("a,b\n1,2,3\n")
    assert [problem.code for problem in problems_of([tmp_path])] == ["unreadable", "unknown file", "unreadable"]


def test_a_picture_that_is_behind_says_so(tmp_path: Path) -> None:
    """Pages stored by a reader that was killed are not in what is derived; every look says how to get there."""
    from tests.conftest import make_report

    path = tmp_path / "behind.ledger"
    with Ledger.open(path) as ledger:
        with ledger.write() as writer:
            writer.add(make_report("They took Nyala."))
        with ledger.read() as view:
            assert not view.is_derived()
        result = command("holdings", "--ledger", str(path))
        assert result.returncode == 0 and "dateline rebuild" in result.stderr
        api.derive_again(ledger, api.Tools())
        with ledger.read() as view:
            assert view.is_derived()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems let a worker finish its page")
def test_no_worker_outlives_its_reader(tmp_path: Path) -> None:
    """A killed reader frees its ledger at once: its workers, who share the lock, go with it."""
    (tmp_path / "page.txt").write_text(PAGE)
    code = (
        "import sys, os\nfrom dateline import api, pipeline\nfrom dateline.ledger import Ledger\n"
        "def wait(report, tools):\n    print(os.getpid(), flush=True)\n    import time; time.sleep(60)\n"
        "pipeline.read = wait\nwith Ledger.open(sys.argv[1]) as ledger:\n    api.store(ledger, sys.argv[2])\n"
    )
    path = tmp_path / "locked.ledger"
    reader = subprocess.Popen([sys.executable, "-c", code, str(path), str(tmp_path / "page.txt")], stdout=subprocess.PIPE, text=True)
    assert reader.stdout is not None
    reader.stdout.readline()
    reader.kill()
    reader.wait()
    reader.stdout.close()
    with Ledger.open(path) as ledger:
        ledger.patience = 5.0
        with ledger.write() as writer:
            writer.add_problems([])


def test_the_documented_examples_run() -> None:
    """What the docstrings of the public verbs show is what happens."""
    failed, tried = doctest.testmod(api)
    assert tried > 10 and failed == 0


def test_a_path_shows_its_newest_version_and_forgetting_wipes_the_words(tmp_path: Path) -> None:
    """An edited page is found by its path; a forgotten one is not even left in the file's free pages."""
    page, path = tmp_path / "page.txt", tmp_path / "wiped.ledger"
    secret = "the Zarqun orchard"
    with Ledger.open(path) as ledger:
        for day, toll in (("2023-10-27", "Nine"), ("2023-10-28", "Eleven")):
            page.write_text(f"The army shelled {secret} near Nyala, residents said. {toll} people were killed.")
            api.store(ledger, page, published=day)
        with ledger.read() as view:
            assert view.report("page.txt").version == 2
            keys = view.report_ids()
            assert [view.report(key).id for key in keys] == keys
            with pytest.raises(NotFound, match="more than one"):
                view.report("r_")
        for key in keys:
            api.forget(ledger, key, "asked to")
        with ledger.read() as view:
            assert [action for _, action, _ in view.audit()] == ["forget", "forget"]
        left = b"".join(found.read_bytes() for found in tmp_path.glob("wiped.ledger*")).lower()
    assert b"zarqun" not in left


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """Nothing to read is a problem with a line of its own and exit code 1, not silence."""
    result = command("read", str(tmp_path))
    assert result.returncode == 1 and "the folder holds no files" in result.stderr


def test_events_are_found_under_a_place_s_other_names(small: Ledger) -> None:
    """`--place` takes the names that `show` takes."""
    found = command("events", "--place", "El Geneina", "--json", "--ledger", str(small.path))
    assert len(json.loads(found.stdout)) == 1


def test_a_wrong_lexicon_stops_the_run(tmp_path: Path) -> None:
    """It is one line that names file and entry, not the same problem once a page."""
    (tmp_path / "actors.toml").write_text("[[entry]]\nid = 3\n")
    (tmp_path / "page.txt").write_text(PAGE)
    result = command("read", str(tmp_path / "page.txt"), "--lexicon", str(tmp_path))
    assert result.returncode == 2 and "actors.toml: 3:" in result.stderr and result.stderr.count("\n") == 1
