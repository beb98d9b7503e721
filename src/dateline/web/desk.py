"""What the handlers share: the ledger, pictures of earlier days, what was summed up once, who is on which claim."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from dateline.ledger import Ledger, View
from dateline.ledger.writer import REVISION
from dateline.tools import Settings, Tools
from dateline.web.deriving import Deriver
from dateline.web.pictures import Pictures
from dateline.web.reading import Reader

T = TypeVar("T")
HOLD_SECONDS = 180.0
"""How long a claim stays somebody's after they last asked for it."""
WRITER_PATIENCE = 4.0
"""Seconds to wait for another writer before answering 503."""


class Desk:
    """One open ledger and everything that the server keeps in memory about it."""

    def __init__(self, ledger: Ledger, settings: Settings | None = None) -> None:
        ledger.patience = WRITER_PATIENCE
        self.ledger = ledger
        self.tools = Tools(settings)
        self.pictures = Pictures(ledger, self.tools)
        self.deriver = Deriver(ledger, self.tools)
        self.reader = Reader(ledger, self.tools.settings, self.deriver)
        self.holds = Holds()
        self.memory = Memory()

    def stamp(self, path: str) -> str:
        """A word that changes whenever what stands under a path may have."""
        with self.ledger.read() as view:
            revision = view.setting(REVISION) or "0"
        if "/queue" in path:
            self.holds.all()
            return f"{revision} {self.holds.number}"
        return f"{revision} {self.reader.number}" if "/reads" in path else revision

    def remember(self, name: str, view: View, make: Callable[[View], T], counter: str = REVISION) -> T:
        """What `make` gives for a view, made once for each state of the ledger (or each derivation, when that is the counter)."""
        return self.memory.get(name, view.setting(counter) or "0", lambda: make(view))

    def close(self) -> None:
        """End the background work and drop what was kept."""
        self.reader.close()
        self.deriver.close()
        self.pictures.close()


class Memory:
    """Values by name, each for one revision; two askers wait for one answer."""

    def __init__(self) -> None:
        self._values: dict[str, tuple[str, Any]] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()

    def get(self, name: str, revision: str, make: Callable[[], T]) -> T:
        """The value under this name for this revision, made when missing."""
        with self._lock:
            lock = self._locks.setdefault(name, Lock())
        with lock:
            kept = self._values.get(name)
            if kept is None or kept[0] != revision:
                kept = self._values[name] = (revision, make())
            value: T = kept[1]
            return value


@dataclass(slots=True)
class Holds:
    """Who is on which claim; forgotten after a while, never a lock."""

    clock: Callable[[], float] = time.monotonic
    number: int = 0
    _held: dict[str, tuple[str, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, claim: str, person: str) -> str:
        """Take a claim if nobody else is on it; returns who is."""
        with self._lock:
            self._forget()
            holder = self._held.get(claim, (person, 0.0))[0]
            if holder == person:
                self._held[claim] = (person, self.clock() + HOLD_SECONDS)
                self.number += 1
            return holder

    def let_go(self, claim: str) -> None:
        """Nobody is on this claim any more."""
        with self._lock:
            self._held.pop(claim, None)
            self.number += 1

    def all(self) -> dict[str, str]:
        """Who is on what."""
        with self._lock:
            self._forget()
            return {claim: person for claim, (person, _) in self._held.items()}

    def _forget(self) -> None:
        now = self.clock()
        for claim in [claim for claim, (_, until) in self._held.items() if until < now]:
            del self._held[claim]
            self.number += 1
