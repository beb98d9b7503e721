"""A derived picture laid out beside a ledger, so that it answers the same queries as the ledger's own.

The picture's file holds only the derived tables; the ledger is attached to every connection, so that claims, reports and
words of the ledger are found under their usual names. SQLite only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dateline.errors import UsageError
from dateline.ledger import schema
from dateline.ledger.store import Ledger, begin
from dateline.ledger.view import View
from dateline.ledger.writer import derived_rows


class Picture:
    """Derived records in a file of their own, read together with a ledger."""

    def __init__(self, file: Path, ledger: Ledger, records: Iterable[tuple[str, Any]]) -> None:
        if ledger.path is None:
            raise UsageError("earlier days and other counting rules need a ledger in a file")
        self._beside = str(ledger.path)
        self._engine = sa.create_engine(f"sqlite:///{file}")
        _lay_out(self._engine, records)
        self._engine.dispose()
        sa.event.listen(self._engine, "connect", self._attach)
        sa.event.listen(self._engine, "begin", begin)

    @contextmanager
    def read(self) -> Iterator[View]:
        """A view whose derived records are the picture's and whose reports and claims are the ledger's."""
        with self._engine.connect() as connection, connection.begin():
            yield View(connection)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def _attach(self, connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("ATTACH DATABASE ? AS ledger", (self._beside,))
        connection.execute("PRAGMA query_only=ON")


def _lay_out(engine: sa.Engine, records: Iterable[tuple[str, Any]]) -> None:
    rows, links = derived_rows(records)
    tables = (schema.derived, schema.derived_claims)
    schema.metadata.create_all(engine, tables)
    with engine.begin() as connection:
        for table, content in zip(tables, (rows, links), strict=True):
            if content:
                connection.execute(sa.insert(table), content)
