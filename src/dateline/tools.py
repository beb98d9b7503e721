"""What a stage works with besides the report: settings, lexicons, models, and per-report memos. Passed down, never global."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from dateline import syntax
from dateline.lexicon import Lexicon
from dateline.model import Report
from dateline.text import Prose, report_prose

T = TypeVar("T")
MODELS = Path(__file__).parent / "models"


def default_cache() -> Path:
    """Folder for what is built once (the gazetteer): `DATELINE_CACHE`, else the user's cache folder."""
    given = os.environ.get("DATELINE_CACHE")
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can set about reading; built in `cli.py` or by the caller of the API."""

    lexicons: tuple[Path, ...] = ()
    cache: Path = field(default_factory=default_cache)
    page_seconds: float = 60.0
    """A page that takes longer is given up and reported."""
    page_bytes: int = 20_000_000
    """A page that is larger is refused and reported."""


class Tools:
    """Settings, lexicons and lazily loaded parts, shared by all stages of one process."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.lexicon = Lexicon(self.settings.lexicons)
        self._parts: dict[str, Any] = {}
        self._prose: tuple[object, Prose] | None = None
        self._sentences: tuple[object, list[tuple[int, int]]] | None = None

    def part(self, name: str, make: Callable[[Tools], T]) -> T:
        """A long-lived part (a model, an index) made on first use and kept under `name`."""
        if name not in self._parts:
            self._parts[name] = make(self)
        part: T = self._parts[name]
        return part

    def prose(self, report: Report) -> Prose:
        """The report's prose; remembered while the same report passes through the stages."""
        key = (report.id, report.regions, report.edits)
        if self._prose is None or self._prose[0] != key:
            self._prose = (key, report_prose(report))
        return self._prose[1]

    def sentences(self, report: Report) -> list[tuple[int, int]]:
        """Sentence spans of the report's prose (prose positions), in order."""
        prose = self.prose(report)
        if self._sentences is None or self._sentences[0] is not prose:
            self._sentences = (prose, syntax.sentences(prose.text))
        return self._sentences[1]
