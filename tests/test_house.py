"""The house itself: public names, speed of help, current documentation, pipeline order."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

import dateline
from dateline import pipeline
from dateline.errors import PipelineError

ROOT = Path(__file__).parent.parent


def test_public_names_are_exactly_these() -> None:
    """Adding or losing a public name is a decision, not an accident."""
    assert sorted(dateline.__all__) == [
        "DatelineError", "Ledger", "Problem", "Report", "Settings", "Summary", "counts", "crossings", "export_to", "forget", "holdings",
        "map_to", "merge", "picture", "read", "read_text", "rebuild", "reread", "review", "split", "store", "undo",
    ]  # fmt: skip
    assert all(getattr(dateline, name) for name in dateline.__all__)


def test_help_comes_at_once() -> None:
    """`dateline --help` imports nothing heavy."""
    code = "import sys; from dateline.cli import app; heavy = {'spacy', 'lightgbm', 'sqlalchemy', 'rich', 'numpy', 'trafilatura'}; print(heavy & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"
    best = min(_seconds([sys.executable, "-m", "dateline.cli", "--help"]) for _ in range(5))
    assert best < 1.0


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start


def test_generated_documentation_is_current() -> None:
    """Help texts, public names and fields stand in the docs as they are in the code."""
    from docs.generate import outdated

    assert outdated() == []


def test_a_wrong_order_of_stages_is_refused() -> None:
    """A stage before the one it needs is found before any text is read."""
    with pytest.raises(PipelineError, match="claims"):
        pipeline.check(list(reversed(pipeline.STAGES)))


def test_links_in_the_documentation_lead_somewhere() -> None:
    """Every relative link of the README and the docs names a file."""
    import re

    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
