"""The picture as known on earlier days or under other counting rules: derived once, kept for a while, read like the ledger."""

from __future__ import annotations

import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from dateline import api
from dateline.corpus import counting
from dateline.errors import LedgerBusy
from dateline.ledger import Ledger, View, overview
from dateline.ledger.picture import Picture
from dateline.ledger.writer import REVISION
from dateline.model import Day
from dateline.tools import Tools

MOST = 8
"""Pictures kept at a time."""
PATIENCE = 25.0
"""Seconds that a request waits for a picture before it is told to come back."""

Key = tuple[str, Day | None, str]


class Pictures:
    """Pictures by ledger revision, known day and counting rule; the least used is dropped first."""

    def __init__(self, ledger: Ledger, tools: Tools) -> None:
        self._ledger = ledger
        self._tools = tools
        self._folder = Path(tempfile.mkdtemp(prefix="dateline-pictures-"))
        self._made: OrderedDict[Key, Future[Picture]] = OrderedDict()
        self._lock = Lock()
        self._maker = ThreadPoolExecutor(1, "picture")
        self._number = 0

    @contextmanager
    def read(self, known: Day | None, rule: str | None) -> Iterator[View]:
        """A view of the ledger with the picture asked for; raises `UsageError` for an unknown rule, `LedgerBusy` when it takes long."""
        key = self._key(known, rule)
        if key is None:
            with self._ledger.read() as view:
                yield view
            return
        with self._picture(key).read() as view:
            yield view

    def close(self) -> None:
        """Drop all pictures."""
        self._maker.shutdown(wait=True, cancel_futures=True)
        for made in self._made.values():
            if made.done() and not made.cancelled() and made.exception() is None:
                made.result().close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _key(self, known: Day | None, rule: str | None) -> Key | None:
        """What tells pictures apart; None for the ledger's own. Days between two known days give the same picture."""
        with self._ledger.read() as view:
            own = view.setting("counting") or counting.DEFAULT
            if rule is not None:
                counting.rule(self._tools.lexicon, rule)
            day = known and overview.turning_day(view.connection, known)
            if day is None and (rule or own) == own:
                return None
            return view.setting(REVISION) or "", day, rule or own

    def _picture(self, key: Key) -> Picture:
        with self._lock:
            made = self._made.get(key)
            if made is None or (made.done() and made.exception() is not None):
                self._number += 1
                made = self._made[key] = self._maker.submit(self._make, key, self._number)
            self._made.move_to_end(key)
            while len(self._made) > MOST:
                _, old = self._made.popitem(last=False)
                old.add_done_callback(_close)
        try:
            return made.result(PATIENCE)
        except TimeoutError as error:
            raise LedgerBusy("this picture is still being derived; ask again in a few seconds") from error

    def _make(self, key: Key, number: int) -> Picture:
        _, known, rule = key
        with self._ledger.read() as view:
            derived = api.picture(view, known, rule, self._tools)
        return Picture(self._folder / f"{number}.sqlite", self._ledger, derived.records())


def _close(made: Future[Picture]) -> None:
    if not made.cancelled() and made.exception() is None:
        made.result().close()
