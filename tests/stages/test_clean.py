"""Cleaning marks what it changes and never moves a position."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Region, Report
from dateline.stages import clean
from dateline.text import prose_of
from dateline.tools import Tools

TOOLS = Tools()


def read(text: str) -> Report:
    return clean.read(Report(id="r", document="d", text=text), TOOLS)


def cleaned(text: str) -> str:
    report = read(text)
    whole = Region(start=0, end=len(text), kind="body")
    return prose_of(report.text, [whole], report.edits).text


@pytest.mark.parametrize(
    ("page", "meant"),
    [
        ("Itâ€™s the armyâ€™s post", "It’s the army’s post"),
        ("â€œWe leftâ€\u009d, she said", "“We left”, she said"),
        ("caf\u00c3\u00a9 in S\u00c3\u00a3o Tom\u00c3\u00a9", "café in São Tomé"),
        ("ten\u00c2\u00a0km away", "ten\u00a0km away"),
        ("Ð¥ÐµÑ€Ñ\u0081Ð¾Ð½ fell", "Херсон fell"),
        ("a soft\u00adware firm", "a software firm"),
        ("zero\u200bwidth and\ufeff mark", "zerowidth and mark"),
        ("no\u00a0break and\u2009thin", "no break and thin"),
        ("curly ‘quotes’ “stay”", "curly ‘quotes’ “stay”"),
        ("Łódź, Kraków, Âge d'or, SÃO PAULO", "Łódź, Kraków, Âge d'or, SÃO PAULO"),
        ("نیم\u200cفاصله", "نیم\u200cفاصله"),
        ("plain ASCII stays", "plain ASCII stays"),
    ],
)
def test_what_cleaning_makes_of_a_page(page: str, meant: str) -> None:
    assert cleaned(page).replace("\u00a0", " ") == meant.replace("\u00a0", " ")


def test_the_text_stays_as_read() -> None:
    text = "Itâ€™s\u00a0here"
    assert read(text).text == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("Ã©â€™\u00ad\u200b\u00a0Â “”ÐÑ€")), max_size=120))
def test_edits_are_in_order_and_apart(text: str) -> None:
    edits = read(text).edits
    assert all(0 <= edit.start < edit.end <= len(text) for edit in edits)
    assert all(one.end <= other.start for one, other in pairwise(edits))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abc éü’“—ß", max_size=60))
def test_a_garbled_text_is_repaired_to_what_it_was(text: str) -> None:
    try:
        garbled = text.encode().decode("cp1252")
    except UnicodeDecodeError:
        return
    if "à" not in text:
        assert cleaned(garbled) == text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The army said on Monday that it had taken the town after a week of fighting in the streets around the market.", "en"),
        ("Військові заявили в понеділок, що взяли місто після тижня боїв на вулицях біля ринку та вокзалу.", "uk"),
        ("L'armée a déclaré lundi qu'elle avait pris la ville après une semaine de combats dans les rues du marché.", "fr"),
        ("Army in town", None),
        ("", None),
    ],
)
def test_language(text: str, code: str | None) -> None:
    assert read(text).language == code
