"""Private persons and exact positions of civilians stay out of public output."""

from __future__ import annotations

from dateline.export.masking import MASK, masked_claim
from dateline.model import Link, Party
from tests.conftest import ARMY, NYALA, make_claim


def test_a_private_person_is_masked_everywhere() -> None:
    """Name, second mention by family name, and link of the chain."""
    claim = make_claim(
        evidence="Halima Adam, a teacher, said soldiers came; Adam fled.",
        attribution=(Link(name="Halima Adam"),),
        targets=(Party(name="Halima Adam", sector="civilians"),),
    )
    shown = masked_claim(claim)
    assert "Halima" not in shown.evidence and "Adam" not in shown.evidence
    assert shown.attribution[0].name == shown.targets[0].name == MASK


def test_officials_and_known_parties_keep_their_names() -> None:
    """Somebody who speaks for an office is no private person."""
    claim = make_claim(evidence="Army spokesman Nabil Abdallah said the town was calm.", attribution=(Link(name="Nabil Abdallah"),), actors=(ARMY,))
    assert masked_claim(claim).attribution[0].name == "Nabil Abdallah"


def test_positions_of_civilians_are_rounded() -> None:
    """A town with civilians in it is shown to about eleven kilometres; without them as it is."""
    people = make_claim(targets=(Party(name="residents", sector="civilians"),))
    shown = masked_claim(people).place
    assert shown is not None and (shown.lat, shown.lon) == (12.1, 24.9)
    assert masked_claim(make_claim()).place == NYALA
