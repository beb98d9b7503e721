"""The ledger answers questions on two clocks as the corpus steps do."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.corpus.clocks import as_of
from dateline.ledger import Ledger
from dateline.model import Holding
from tests.conftest import NYALA

days = st.one_of(st.none(), st.integers(1, 28).map(lambda day: f"2023-10-{day:02}"))


def holding(number: int, clocks: tuple[str | None, ...]) -> Holding:
    start, end, known, replaced = clocks
    return Holding(
        id=f"h_{number}", place=NYALA, controller=f"side {number}", status="evidenced", valid_from=start, valid_to=end, known_from=known,
        known_to=replaced,
    )  # fmt: skip


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(days, days, days, days), max_size=6), days, days)
def test_the_query_is_the_definition(ledger: Ledger, drawn: list[tuple[str | None, ...]], valid: str | None, known: str | None) -> None:
    """Rows that the database finds are those that the plain definition keeps, in order."""
    rows = [holding(number, clocks) for number, clocks in enumerate(drawn)]
    with ledger.write() as writer:
        writer.derive((("holdings", row) for row in rows), {})
    with ledger.read() as view:
        assert view.as_of("holdings", valid, known) == as_of(rows, valid, known)
        assert view.as_of("holdings", valid, known, place="elsewhere") == []
