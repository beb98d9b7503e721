"""The situation report: every line leads to its sentences, nothing private is shown, what is missing is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline import api
from dateline.derive import rebuild
from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.model import Link, Party
from dateline.tools import Tools
from tests.conftest import ARMY, make_claim, make_report


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """A ledger in which Nyala is taken, as a private person says, and denied."""
    text = "They took Nyala on Thursday, said Halima Osman Tirab. The army denied it."
    took = make_claim(
        start=0, end=28, evidence="They took Nyala on Thursday, said Halima Osman Tirab", targets=(ARMY, Party(name="residents", sector="civilians")),
        attribution=(Link(name="Halima Osman Tirab"),),
    )  # fmt: skip
    denied = make_claim(stance="denied", start=54, end=74, evidence="The army denied it", attribution=(Link(name="the army"),))
    with ledger.write() as writer:
        writer.add(make_report(text, claims=(took, denied)))
    rebuild(ledger, Tools())
    return ledger


def written(ledger: Ledger, path: Path, **given: object) -> str:
    with ledger.read() as view:
        api.report(view, path, **given)  # type: ignore[arg-type]
    return path.read_text(encoding="utf-8")


def test_every_mark_leads_to_a_sentence(told: Ledger, tmp_path: Path) -> None:
    """Bracketed numbers have an anchor with the claim's id, in both forms."""
    for name, anchor in (("r.md", r'<a id="s(\d+)">'), ("r.html", r'<li id="s(\d+)">')):
        text = written(told, tmp_path / name, on="2023-10-28", area="Sudan")
        assert set(re.findall(r"#s(\d+)", text)) == set(re.findall(anchor, text)) != set()
        assert "Nyala" in text and "Rapid Support Forces" in text


def test_private_persons_are_masked_unless_asked_for(told: Ledger, tmp_path: Path) -> None:
    """A private person's name stands only in an unmasked report."""
    assert "Halima" not in written(told, tmp_path / "r.md", on="2023-10-28")
    assert "Halima" in written(told, tmp_path / "r.md", on="2023-10-28", masked=False)


def test_what_was_not_known_is_not_told(told: Ledger, tmp_path: Path) -> None:
    """As known before the page was out there is nothing; elsewhere there is nothing either."""
    assert "Nyala" not in written(told, tmp_path / "r.md", on="2023-10-26", known="2023-10-26")
    assert "Nyala (" not in written(told, tmp_path / "r.md", on="2023-10-28", area="Ukraine")


def test_an_unknown_form_is_refused(told: Ledger, tmp_path: Path) -> None:
    """Only Markdown and HTML are written."""
    with pytest.raises(UsageError):
        written(told, tmp_path / "r.docx", on="2023-10-28")
