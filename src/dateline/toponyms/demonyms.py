"""Adjectives and names of peoples, and the places they come from."""

from __future__ import annotations

import msgspec

from dateline.gazetteer import Candidate, Entry, Gazetteer, name_key
from dateline.lexicon import Lexicon


class Demonym(msgspec.Struct, frozen=True):
    """One form ("Afghan") of a place: a country by code, or another place by name and kind."""

    form: str
    name: str
    kind: str
    country: str


class Demonyms:
    """Forms, and the gazetteer entry each one stands for."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._rows = {row.form: row for row in lexicon.entries("demonyms.csv", Demonym, key="form")}
        self._gazetteer = gazetteer
        self._entry: dict[str, Entry | None] = {}

    @property
    def forms(self) -> frozenset[str]:
        """All forms as written, and in capitals."""
        return frozenset(self._rows) | frozenset(form.upper() for form in self._rows)

    def entry(self, surface: str) -> Entry | None:
        """The place that an adjective or people belongs to; None when the surface is no demonym."""
        if surface not in self._entry:
            row = self._rows.get(surface) or self._rows.get(surface.title())
            self._entry[surface] = self._find(row) if row else None
        return self._entry[surface]

    def _find(self, row: Demonym) -> Entry | None:
        if not row.name:
            return self._gazetteer.countries.get(row.country)
        found: list[Candidate] = [
            one for one in self._gazetteer.under(name_key(row.name))
            if one.entry.kind == row.kind and (not row.country or one.entry.country == row.country)
        ]  # fmt: skip
        return found[0].entry if found else None
