"""Loads the data folder into typed records, once; an error names file and entry.

Each lexicon is a file in `dateline/data`: TOML for entries written by hand, CSV for long tables. A user's own folders
(`Lexicon(overlays=[...])`) hold files of the same names whose entries are laid over ours: same `id` replaces, new ones add.
What a record looks like is the business of the module that uses it; this one only reads, merges and checks.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dateline.errors import LexiconError

T = TypeVar("T")
DATA = Path(__file__).parent.parent / "data"


class Lexicon:
    """Reads lexicon files, ours first and then each overlay; every table is read once per instance."""

    def __init__(self, overlays: Sequence[Path] = ()) -> None:
        self.folders = (DATA, *overlays)
        self._read: dict[tuple[str, str, type], Any] = {}

    def entries(self, file: str, record: type[T], table: str = "entry", key: str = "id") -> tuple[T, ...]:
        """Records of ``[[table]]`` in a TOML file, or rows of a CSV file; overlays replace entries with the same `key`."""
        found = self._read.get((file, table, record))
        if found is None:
            merged: dict[str, T] = {}
            for folder in self.folders:
                path = folder / file
                if path.exists():
                    for number, raw in enumerate(_rows(path, table)):
                        name = str(raw.get(key, f"{path.name}#{number}"))
                        merged[name] = _convert(raw, record, path, name)
            found = self._read[(file, table, record)] = tuple(merged.values())
        return found

    def table(self, file: str, record: type[T]) -> T:
        """A whole TOML file as one record; an overlay's top-level keys replace ours."""
        found = self._read.get((file, "", record))
        if found is None:
            merged: dict[str, Any] = {}
            for folder in self.folders:
                path = folder / file
                if path.exists():
                    merged.update(read_toml(path))
            found = self._read[(file, "", record)] = _convert(merged, record, DATA / file, "file")
        return found


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as it stands; raises `LexiconError`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(str(path), "file", str(error)) from error


def read_csv(path: Path) -> list[dict[str, Any]]:
    """Rows of a CSV file, lines that begin with # left out; raises `LexiconError` for bytes that are no UTF-8 and for rows that
    are longer than the heading."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [dict(row) for row in csv.DictReader(line for line in lines if not line.startswith("#"))]
    except (UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(str(path), "file", str(error)) from error
    for number, row in enumerate(rows, 1):
        if None in row:
            raise LexiconError(str(path), f"row {number}", "has more cells than the heading")
    return rows


def _rows(path: Path, table: str) -> list[dict[str, Any]]:
    if path.suffix == ".csv":
        return read_csv(path)
    rows = read_toml(path).get(table, [])
    if not isinstance(rows, list):
        raise LexiconError(str(path), table, f"expected a list of [[{table}]] records")
    return rows


def _convert(raw: dict[str, Any], record: type[T], path: Path, name: str) -> T:
    try:
        return msgspec.convert(raw, record, strict=path.suffix != ".csv")
    except msgspec.ValidationError as error:
        raise LexiconError(str(path), name, str(error)) from error
