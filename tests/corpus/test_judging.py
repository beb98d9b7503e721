"""Judgements about holdings: they correct what they were made on, and are listed when it is gone."""

from __future__ import annotations

from dateline.corpus.control import holdings
from dateline.corpus.judging import holding_anchor, judged_holdings
from dateline.model import Decision, Holding, Judgement, Link
from tests.conftest import ARMY, make_claim, make_told


def nobody(_link: Link, _country: str | None = None) -> str | None:
    return None


def judged(holding: Holding, decision: Decision, **values: object) -> Judgement:
    return Judgement(
        id="j_1", decision=decision, subject=holding.id, kind="holding", reason="checked", by="tester", at="2024-01-01T00:00:00Z",
        values={**values, "of": holding_anchor(holding)},
    )  # fmt: skip


def test_a_corrected_holding_is_corrected_whatever_its_id() -> None:
    """Place, controller and first valid day find it again."""
    rows = holdings([make_told(make_claim())], nobody)
    result, lost = judged_holdings(rows, [judged(rows[0], "correct", controller=ARMY.name)])
    assert [row.controller for row in result] == [ARMY.name]
    assert lost == ()


def test_a_rejected_holding_is_gone() -> None:
    """What a person rejects is part of no picture."""
    rows = holdings([make_told(make_claim())], nobody)
    assert judged_holdings(rows, [judged(rows[0], "reject")]) == ([], ())


def test_a_judgement_without_its_holding_is_listed() -> None:
    """It is never dropped in silence."""
    judgement = judged(holdings([make_told(make_claim())], nobody)[0], "reject")
    other = holdings([make_told(make_claim(actors=(ARMY,)))], nobody)
    assert judged_holdings(other, [judgement]) == (other, (judgement,))
