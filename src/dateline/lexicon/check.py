"""Checks that lexicon files can be read at all, and that a folder laid over ours holds files that ours knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.errors import LexiconError
from dateline.lexicon import DATA, read_csv, read_toml
from dateline.model import Problem


def problems_of(overlays: Sequence[Path] = (), ours: Path = DATA) -> Iterator[Problem]:
    """One problem for each file that is no TOML or CSV, and for each overlay file that is laid over nothing."""
    for folder in (ours, *overlays):
        for path in sorted(folder.rglob("*")):
            if path.suffix not in (".toml", ".csv"):
                continue
            name = path.relative_to(folder)
            if folder != ours and not (ours / name).exists():
                yield Problem(place=str(path), code="unknown file", message=f"there is no lexicon {name.as_posix()}, so nothing reads this file")
            try:
                read_toml(path) if path.suffix == ".toml" else read_csv(path)
            except LexiconError as error:
                yield Problem(place=str(path), code="unreadable", message=str(error))
