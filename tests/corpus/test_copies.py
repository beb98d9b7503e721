"""Families of reports that carry the same words."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.corpus.copies import credit_of, families
from dateline.corpus.evidence import Page
from tests.conftest import make_page

WORDS = [f"w{number}" for number in range(4000)]


def story(seed: int, words: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def page(name: str, words: list[str], known: str = "2023-05-02", **given: object) -> Page:
    return make_page(name, known, story=" ".join(words), **given)


def sets(pages: list[Page]) -> set[frozenset[str]]:
    return {frozenset(family.reports) for family in families(pages)}


def edited(words: list[str], every: int) -> list[str]:
    return [f"x{at}" if at % every == 0 else word for at, word in enumerate(words)]


def test_forty_copies_of_one_wire_are_one_origin() -> None:
    """Furniture, trimming and light editing make no second origin."""
    wire = story(1)
    rng = random.Random(7)
    copies = [story(100 + n, 40) + edited(wire[: rng.randint(150, 300)], rng.randint(7, 30)) + story(200 + n, 30) for n in range(39)]
    pages = [page("wire", wire, "2023-05-01"), *(page(f"copy{n}", words) for n, words in enumerate(copies))]
    assert len(families(pages)) == 1


def test_a_borrowed_paragraph_is_a_directed_link_and_no_copy() -> None:
    """The later page borrows; the share is of its own words; both are origins."""
    wire, own = story(2), story(3)
    found = families([page("wire", wire, "2023-05-01"), page("own", own[:150] + wire[100:180] + own[150:])])
    assert [family.reports for family in found] == [("r_wire",), ("r_own",)]
    assert found[0].partial_of == ()
    assert [(part.report, round(part.share, 1)) for part in found[1].partial_of] == [("r_wire", 0.2)]


def test_families_do_not_chain() -> None:
    """A page that shares its second half with one page and its first half with another joins the two to nothing."""
    left, right = story(4), story(5)
    between = left[150:] + right[:150]
    assert len(sets([page("left", left, "2023-05-01"), page("between", between), page("right", right, "2023-05-03")])) == 3


def test_one_quotation_makes_no_copy() -> None:
    """Independent reports of one event may carry the same quoted words."""
    said = story(6, 25)
    assert len(sets([page(f"p{n}", story(10 + n, 60) + said + story(20 + n, 60)) for n in range(3)])) == 3


def test_versions_of_a_document_are_one_origin() -> None:
    """An edited page is the same voice, however much of it was changed."""
    old = page("old", story(7), "2023-05-01", document="d_one")
    new = page("new", story(8), "2023-05-02", document="d_one")
    assert sets([old, new]) == {frozenset({"r_old", "r_new"})}


def test_credits_are_read_where_agencies_stand() -> None:
    """Dateline credits and signatures are read; reporters' names and the outlet's own are not."""
    assert credit_of("JEDDAH (Meridian Wire) - Talks went on.") == "Meridian Wire"
    assert credit_of("Volta Wire - OUAGADOUGOU, May 3 - Soldiers left.") == "Volta Wire"
    assert credit_of("The road is open.\n\nReporting by Red Sea Agency") == "Red Sea Agency"
    assert credit_of("The road is open.\n\nReporting by Salma Idris in Kosti") is None
    assert credit_of("JEDDAH (Meridian Wire) - Talks went on.", "Meridian Wire") is None


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 1000), st.integers(1, 9))
def test_families_rest_on_earlier_pages_alone(seed: int, day: int) -> None:
    """Families of the pages known by a day are those of the whole corpus, cut off at that day; order changes nothing."""
    rng = random.Random(seed)
    wires = [story(seed + n, 120) for n in range(3)]
    pages = [
        page(f"p{n}", story(seed + 50 + n, 40) + edited(rng.choice(wires)[: rng.randint(60, 120)], 9), f"2023-05-0{rng.randint(1, 9)}")
        for n in range(8)
    ]
    early = [one for one in pages if (one.known or "") <= f"2023-05-0{day}"]
    names = {one.report for one in early}
    assert sets(early) == {frozenset(group & names) for group in sets(pages) if group & names}
    rng.shuffle(pages)
    assert families(pages) == families(sorted(pages, key=lambda one: one.order))
