"""Derives again in the background after a change; several changes waiting are answered by one run."""

from __future__ import annotations

import logging
from threading import Condition, Thread

from dateline.derive import rebuild
from dateline.errors import LedgerBusy
from dateline.ledger import Ledger
from dateline.tools import Tools

log = logging.getLogger(__name__)


class Deriver:
    """Keeps the derived picture up with the claims and judgements."""

    def __init__(self, ledger: Ledger, tools: Tools) -> None:
        self._ledger = ledger
        self._tools = tools
        self._asked = 0
        self._done = 0
        self._closed = False
        self._changed = Condition()
        self._thread: Thread | None = None

    def ask(self) -> int:
        """Ask for a run that starts after now; returns its number."""
        with self._changed:
            self._asked += 1
            if self._thread is None:
                self._thread = Thread(target=self._work, name="derive", daemon=True)
                self._thread.start()
            self._changed.notify_all()
            return self._asked

    def wait(self, number: int, seconds: float) -> bool:
        """Wait until the run of this number is done; False when it takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: self._done >= number or self._closed, seconds)

    def close(self) -> None:
        """Finish the run under way and stop."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._asked > self._done or self._closed)
                if self._closed:
                    return
                asked = self._asked
            if not self._run():
                continue
            with self._changed:
                self._done = asked
                self._changed.notify_all()

    def _run(self) -> bool:
        """Whether the run is over; a busy ledger is tried again."""
        try:
            rebuild(self._ledger, self._tools)
        except LedgerBusy:
            return False
        except Exception:
            log.exception("deriving failed")
        return True
