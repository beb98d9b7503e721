"""Parts of name finding and resolving that need no model: words, spans, cues, literal use, outlets, votes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.gazetteer import Candidate, Entry, Gazetteer, open_gazetteer
from dateline.tools import Settings
from dateline.toponyms.candidates import cue_of, has_direction, inside
from dateline.toponyms.literal import is_literal
from dateline.toponyms.ranking import prior, read_outlet
from dateline.toponyms.reading import Curve
from dateline.toponyms.shapes import shape
from dateline.toponyms.tagger import labels_of, spans_of, trim, widen
from dateline.toponyms.words import words


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The gazetteer of this machine."""
    return open_gazetteer(Settings().cache)


def split(text: str) -> list[str]:
    """The words of a text read as one sentence."""
    return [word.text for sentence in words(text, [(0, len(text))]) for word in sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kabul's streets", ["Kabul", "'s", "streets"]),
        ("U.S.-backed", ["U.S.", "-", "backed"]),
        ("N'Djamena, Chad", ["N'Djamena", ",", "Chad"]),
        ("Mazar-i-Sharif", ["Mazar", "-", "i", "-", "Sharif"]),
    ],
)
def test_words_come_apart_where_names_end(text: str, expected: list[str]) -> None:
    """Possessives and compounds split off a name; apostrophes inside a name do not split it."""
    assert split(text) == expected


@given(st.text(max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    """Every word is the text at its positions, in order."""
    found = [word for sentence in words(text, [(0, len(text))]) for word in sentence]
    assert all(text[word.start : word.end] == word.text for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.lists(st.sampled_from("BIO"), max_size=12))
def test_labels_and_spans_agree(labels: list[str]) -> None:
    """Spans are in order, do not overlap and cover just the labelled words."""
    spans = spans_of(labels)
    covered = [at for first, last in spans for at in range(first, last)]
    assert covered == [at for at, label in enumerate(labels) if label != "O"]


def test_labels_of_spans() -> None:
    """Words under a gold span are labelled, its first one as a beginning."""
    text = "From El Fasher to Nyala"
    sentence = words(text, [(0, len(text))])[0]
    assert labels_of(sentence, [(5, 14), (18, 23)]) == ["O", "B", "I", "O", "B"]


def test_a_part_of_a_known_name_grows_to_it() -> None:
    """A found part becomes the whole known name; two parts of one name become one; signs at the ends are cut off."""
    assert widen([(2, 3)], [(1, 4)]) == [(1, 4)]
    assert widen([(1, 2), (3, 4)], [(1, 4)]) == [(1, 4)]
    assert widen([(0, 1)], [(1, 4)]) == [(0, 1)]
    text = "“Homs” fell"
    sentence = words(text, [(0, len(text))])[0]
    assert trim(sentence, [(0, 3)]) == [(1, 2)]


@pytest.mark.parametrize(
    ("text", "name", "cue"),
    [
        ("the governor of Balkh province spoke", "Balkh", "admin1"),
        ("in the city of Kherson today", "Kherson", "town"),
        ("in Kherson region today", "Kherson", "admin1"),
        ("Hamilton County schools", "Hamilton County", "admin2"),
        ("shops in Kherson opened", "Kherson", "none"),
    ],
)
def test_cues(text: str, name: str, cue: str) -> None:
    """The words beside a name say which sort of place is meant; without them nothing is said."""
    start = text.index(name)
    assert cue_of(text, start, start + len(name)) == cue


@pytest.mark.parametrize(
    ("text", "name", "literal"),
    [
        ("Kabul said it would answer.", "Kabul", False),
        ("The Kabul government fell.", "Kabul", False),
        ("Talks between Sudan and Chad began.", "Sudan", False),
        ("according to Moscow, nobody died.", "Moscow", False),
        ("Moscow did not reply.", "Moscow", False),
        ("Residents of Kabul said they heard shots.", "Kabul", True),
        ("Shops in Kabul opened.", "Kabul", True),
        ("Kabul was quiet.", "Kabul", True),
        ("Kabul residents fled.", "Kabul", True),
    ],
)
def test_literal(text: str, name: str, literal: bool) -> None:
    """A capital that says, refuses or has troops stands for its government; a place where things happen is itself."""
    start = text.index(name)
    assert is_literal(text, start, start + len(name), area=True) is literal


def test_outlets_tell_their_home(gazetteer: Gazetteer) -> None:
    """A host's ending gives a country, and a place hidden in it gives a home."""
    assert read_outlet(gazetteer, ["www.nenaghtimes.ie"]).country == "IRL"
    home = read_outlet(gazetteer, ["http://www.stocktonherald.com/a"])
    assert home.country is None and any(place.name == "Stockton" for place in home.places)
    assert read_outlet(gazetteer, []).places == ()


def entry(number: int, kind: str = "town", people: int = 1000, admin1: int = 0, country: str = "SDN") -> Entry:
    """A small entry."""
    return Entry(number, f"gn:{number}", "x", 1.0, 1.0, country, admin1, 0, None, kind, people, 2.0, 0)  # type: ignore[arg-type]


def test_inside_is_about_the_hierarchy() -> None:
    """A town lies in its area and country; nothing lies in itself; a country lies in no country."""
    area, country = entry(1, "admin1", admin1=1), entry(2, "country")
    town = entry(3, admin1=1)
    assert inside(area, town) and inside(country, town) and inside(country, area)
    assert not inside(town, town) and not inside(country, country) and not inside(area, entry(4, admin1=9))


def test_priors_are_shares() -> None:
    """Shares of what a name may mean sum to one, and people weigh."""
    shares = prior([Candidate(entry(1, people=100_000), 0), Candidate(entry(2, people=100), 0)])
    assert abs(sum(shares) - 1) < 1e-9 and shares[0] > shares[1]
    assert prior([]) == []


def test_directions() -> None:
    """A leading direction is told from a name that merely begins alike."""
    assert has_direction("Northern Syria") and not has_direction("Northampton")


def test_curve_rises_between_its_knots() -> None:
    """Probabilities lie on the line between knots and never leave its ends."""
    curve = Curve([0.0, 1.0], [0.1, 0.9])
    assert (curve(-1.0), curve(0.5), curve(2.0)) == (0.1, 0.5, 0.9)


def test_shapes() -> None:
    """Spelling patterns keep capitals, letters, digits and signs, with runs cut short."""
    assert shape("McAllen") == "XxXxx" and shape("T-55") == "X-00"
