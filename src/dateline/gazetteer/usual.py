"""The usual English name of a place: "El Geneina" for the gazetteer's "Al-Junaynah", "Ardamata" for "'Ārdamatā"."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import msgspec

from dateline.gazetteer.names import word_set
from dateline.lexicon import Lexicon

TRANSLITERATED = word_set(
    "AFG ARE BHR DJI DZA EGY ERI ESH ETH IRN IRQ ISR JOR KWT LBN LBY MAR MRT OMN PAK PSE QAT SAU SDN SOM SSD SYR TCD TUN YEM"
)
"""Countries whose names the gazetteer writes with scholars' marks, which no newspaper prints."""
_DROPPED = str.maketrans("", "", "‘’ʻʼʿʾ`´")


class Usual(msgspec.Struct, frozen=True):
    """One exception, as written in the data file."""

    name: str
    kind: str
    country: str
    usual: str


@lru_cache(maxsize=1)
def exceptions() -> dict[tuple[str, str, str], str]:
    """Usual names by gazetteer name, kind and country."""
    entries = Lexicon().entries("usual-names.csv", Usual, key="")
    return {(entry.name, entry.kind, entry.country): entry.usual for entry in entries}


@lru_cache(maxsize=4096)
def usual_name(name: str, kind: str, country: str | None) -> str:
    """The name to show for a place."""
    listed = exceptions().get((name, kind, country or ""))
    if listed is not None or country not in TRANSLITERATED:
        return listed or name
    bare = unicodedata.normalize("NFKD", name.translate(_DROPPED)).encode("ascii", "ignore").decode().strip("' ")
    return bare or name
