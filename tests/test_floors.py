"""Quality on our own gold never falls below the floors in `benchmarks/quality/floors.toml`."""

from __future__ import annotations

import pytest

from benchmarks.quality import gate
from dateline.tools import Tools


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools()


@pytest.mark.parametrize("name", sorted(gate.floors()))
def test_scores_stay_above_their_floors(name: str, tools: Tools) -> None:
    """Every floor of this gold set holds."""
    assert gate.below(gate.SETS[name](tools), gate.floors()[name]) == []


def test_every_gold_set_has_floors() -> None:
    """No gold set is measured without anything that must hold."""
    assert set(gate.floors()) == set(gate.SETS)
