"""Claims, their stance and their codes on sentences of our own; positions; and that nothing is made of traps."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clauses import kinds
from dateline.examples import READING, check, read_sentence
from dateline.explain import explain
from dateline.model import Claim, Published, Region, Report
from dateline.pipeline import read
from dateline.tools import Tools

TOOLS = Tools()
CASES = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent.parent / "cases" / "claims.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def _deeds(claims: tuple[Claim, ...]) -> list[Claim]:
    index = kinds.kinds(TOOLS)
    return [c for c in claims if index.kinds[c.kind].group != "word" and c.stance == "asserted" and not c.background]


def _names(cell: str) -> list[str]:
    return [] if cell == "-" else [name.strip() for name in cell.split(";")]


@pytest.mark.parametrize(("kind", "stance", "actors", "targets", "place", "sentence"), CASES)
def test_each_case_is_read_as_marked(kind: str, stance: str, actors: str, targets: str, place: str, sentence: str) -> None:
    """The sentence gives a claim of the kind and stance with the parties marked, or no deed at all."""
    claims = read_sentence(sentence, TOOLS).claims
    if kind == "none":
        assert not _deeds(claims)
        return
    found = [claim for claim in claims if claim.kind == kind]
    assert found, [claim.kind for claim in claims]
    assert found[0].stance == stance
    if actors != "*":
        assert [p.name for p in found[0].actors] == _names(actors)
    if targets != "*":
        assert [p.name for p in found[0].targets if p.name != "civilians"] == _names(targets)


def test_every_entry_of_the_lexicon_does_what_its_examples_say() -> None:
    """What must match matches, what must not does not."""
    assert [problem.message for problem in check(TOOLS)] == []


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([case[-1] for case in CASES]), min_size=1, max_size=4), st.sampled_from(["\n\n", " ", "\r\n\r\n", " \u2028"]))
def test_quoted_text_is_the_text_at_its_positions(sentences: list[str], gap: str) -> None:
    """Evidence, parties and figures stand at their positions in the page as read."""
    text = gap.join(sentences)
    report = Report(id="x", document="x", text=text, language="en", published=Published(), regions=(Region(start=0, end=len(text), kind="body"),))
    for claim in read(report, TOOLS, READING).claims:
        assert text[claim.start : claim.end] == claim.evidence
        for figure in claim.figures:
            assert text[figure.start : figure.end] == figure.text
        if claim.weapon is not None:
            assert text[claim.weapon.start : claim.weapon.end] == claim.weapon.text
        for party in (*claim.actors, *claim.targets):
            assert party.start is None or (party.end is not None and 0 <= party.start < party.end <= len(text))


def test_the_same_page_read_twice_gives_the_same_claims() -> None:
    """Reading is a pure function of the report."""
    text = " ".join(case[-1] for case in CASES[:8])
    assert read_sentence(text, TOOLS).claims == read_sentence(text, TOOLS).claims


def test_several_places_taken_give_a_claim_each() -> None:
    """A predicate over two named places is two claims, so that each place has its own history."""
    claims = read_sentence("The Taliban captured Kunduz and Herat on Sunday.", TOOLS).claims
    assert len({c.place.key for c in claims if c.kind == "capture" and c.place}) == 2


def test_words_and_threats_are_coded_as_words() -> None:
    """A threatened deed carries no ACLED sub-event and the PLOVER code of a threat."""
    claims = read_sentence("Al-Shabaab threatened to attack the airport in Mogadishu.", TOOLS).claims
    assert all(c.codes.acled_sub_event is None for c in claims)
    assert {c.codes.plover_event for c in claims} == {"THREATEN"}


def test_an_explanation_names_the_words_it_rests_on() -> None:
    """One screen: the claim, its parts, and for each part the rule and its place in the page."""
    claim = read_sentence("Boko Haram fighters killed at least 12 farmers near Maiduguri.", TOOLS).claims[0]
    text = explain(claim)
    assert "Boko Haram (rebels, NGA)" in text
    assert "kinds/killing.verb" in text
    assert "[20–26]" in text
