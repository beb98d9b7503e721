"""More training sentences for the name finder: open documents with their names changed, and our own phrases filled in.

So the finder learns contexts and gazetteer evidence rather than the names of its training texts. Deterministic for a seed.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.gazetteer import Gazetteer
from dateline.toponyms.demonyms import Demonyms

HERE = Path(__file__).parent
CONFLICT = [
    "SDN",
    "SSD",
    "TCD",
    "CAF",
    "COD",
    "ETH",
    "ERI",
    "SOM",
    "KEN",
    "UGA",
    "BDI",
    "RWA",
    "NGA",
    "NER",
    "MLI",
    "BFA",
    "CMR",
    "MOZ",
    "LBY",
    "EGY",
    "TUN",
    "SYR",
    "IRQ",
    "IRN",
    "YEM",
    "LBN",
    "PSE",
    "ISR",
    "JOR",
    "TUR",
    "SAU",
    "AFG",
    "PAK",
    "IND",
    "BGD",
    "MMR",
    "THA",
    "PHL",
    "LKA",
    "UKR",
    "RUS",
    "MDA",
    "GEO",
    "ARM",
    "AZE",
    "TJK",
    "KGZ",
    "COL",
    "VEN",
    "HTI",
    "MEX",
    "SLV",
    "HND",
    "ECU",
    "XKX",
    "SRB",
    "BIH",
]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@dataclass
class Marked:
    """A text with the spans of its place names."""

    text: str
    spans: list[tuple[int, int]]


class Names:
    """Draws names of each sort; a quarter of town names are respelt so that the gazetteer does not know them."""

    def __init__(self, gazetteer: Gazetteer, demonyms: Demonyms, seed: int) -> None:
        self._random = random.Random(seed)
        base = gazetteer._base
        marks = ",".join("?" * len(CONFLICT))
        towns = base.execute(
            f"SELECT name, population FROM place WHERE kind = 'town' AND country IN ({marks}) AND population > 400 ORDER BY id",
            CONFLICT,
        ).fetchall()
        plain = [
            (name, people)
            for name, people in towns
            if re.fullmatch(r"[A-ZÀ-ž‘’'][\w'’‘ \-]{2,24}", name) and name[0] not in "‘’'"
        ]
        self._small = [name for name, people in plain if people < 20_000]
        self._large = [name for name, people in plain if people >= 20_000]
        self._areas = [
            row[0]
            for row in base.execute(
                f"SELECT name FROM place WHERE kind = 'admin1' AND country IN ({marks}) ORDER BY id", CONFLICT
            )
        ]
        self._countries = [
            row[0]
            for row in base.execute("SELECT name FROM place WHERE kind = 'country' AND population > 300000 ORDER BY id")
        ]
        self._waters = [row[0] for row in base.execute("SELECT name FROM place WHERE kind = 'water' ORDER BY id")]
        self._world = [
            row[0]
            for row in base.execute("SELECT name FROM place WHERE kind = 'town' AND population > 30000 ORDER BY id")
            if len(row[0]) < 25
        ]
        self._demonyms = sorted(
            form for form in demonyms.forms if not form.isupper() and " " not in form and not form.endswith("s")
        )
        people = dict(
            line.split(":", 1)
            for line in (HERE / "places_people.txt").read_text(encoding="utf-8").splitlines()
            if line[:1] != "#"
        )
        self._given, self._family = people["given"].split(), people["family"].split()
        self._forces, self._organisations = (
            people["force"].strip().split(";"),
            people["organisation"].strip().split(";"),
        )

    def town(self) -> str:
        """A town; its accents are kept or dropped, its spelling sometimes changed."""
        name = self._random.choice(self._large if self._random.random() < 0.5 else self._small)
        if self._random.random() < 0.7:
            name = plain(name)
        return self._respelt(name) if self._random.random() < 0.3 else name

    def other(self, was: str) -> str:
        """A name to stand where `was` stood."""
        if was in self._countries:
            return self._random.choice(self._countries)
        return self._random.choice(self._world) if self._random.random() < 0.4 else self.town()

    def fill(self, slot: str) -> str:
        """The text for a slot."""
        pick = self._random.choice
        if slot == "T":
            return self.town()
        if slot == "TT":
            return plain(self.town()).upper()
        if slot == "A":
            return plain(pick(self._areas)).split(",")[0]
        if slot == "C":
            return pick(self._countries)
        if slot == "R":
            return pick(self._waters)
        if slot == "D":
            return pick(self._demonyms)
        if slot == "P":
            return f"{pick(self._given)} {pick(self._family)}" if self._random.random() < 0.8 else pick(self._family)
        if slot == "F":
            return pick(self._forces)
        if slot == "O":
            return pick(self._organisations)
        return pick(MONTHS) if slot == "M" else pick(DAYS) if slot == "W" else str(self._random.randint(2, 900))

    def _respelt(self, name: str) -> str:
        swaps = (
            ("a", "e"),
            ("i", "e"),
            ("u", "o"),
            ("k", "kh"),
            ("q", "k"),
            ("h", ""),
            ("o", "ou"),
            ("j", "dj"),
            ("s", "sh"),
            ("n", "nn"),
            ("e", "i"),
        )
        for old, new in self._random.sample(swaps, 3):
            at = name.find(old, 1)
            if at > 0:
                name = name[:at] + new + name[at + len(old) :]
        return name

    def below(self, share: float) -> bool:
        """True with this chance."""
        return self._random.random() < share

    def shuffled(self, items: list[str]) -> list[str]:
        """The items in another order."""
        return self._random.sample(items, len(items))


def plain(name: str) -> str:
    """A name as newspapers print it: without accents and half rings."""
    import unicodedata

    letters = unicodedata.normalize("NFKD", name.replace("‘", "").replace("’", "'"))
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def renamed(row: dict[str, Any], gold: list[tuple[int, int]], names: Names, demonyms: Demonyms) -> Marked:
    """The document with its place names changed, each to the same new name throughout; demonyms and short forms are kept."""
    text, pieces, spans, at, size = row["text"], [], [], 0, 0
    new: dict[str, str] = {}
    for start, end in sorted(gold):
        if start < at:
            continue
        was = text[start:end]
        if was not in new:
            keep = demonyms.entry(was) is not None or len(was) < 4 or "." in was or not names.below(0.7)
            new[was] = was if keep else names.other(was)
            if was.isupper() and len(was) > 3:
                new[was] = new[was].upper()
        pieces += [text[at:start], new[was]]
        size += start - at
        spans.append((size, size + len(new[was])))
        size += len(new[was])
        at = end
    pieces.append(text[at:])
    return Marked("".join(pieces), spans)


_SLOT = re.compile(r"\{(\w+)\}")
PLACE_SLOTS = frozenset({"T", "TT", "A", "C", "R", "D"})


def phrases() -> list[str]:
    """Our phrases, comments left out."""
    lines = (HERE / "places_phrases.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def composed(names: Names, rounds: int) -> list[Marked]:
    """Documents of eight phrases each; every phrase is used `rounds` times."""
    found: list[Marked] = []
    for _ in range(rounds):
        order = names.shuffled(phrases())
        for at in range(0, len(order), 8):
            found.append(_fill(order[at : at + 8], names))
    return found


def _fill(lines: list[str], names: Names) -> Marked:
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    size = 0
    for line in lines:
        at = 0
        for slot in _SLOT.finditer(line):
            filled = names.fill(slot.group(1))
            if slot.start() == 0 and filled[:1].islower():
                filled = filled[0].upper() + filled[1:]
            pieces += [line[at : slot.start()], filled]
            size += slot.start() - at
            if slot.group(1) in PLACE_SLOTS:
                spans.append((size, size + len(filled)))
            size += len(filled)
            at = slot.end()
        end = line[at:] + ("\n\n" if names.below(0.4) else " ")
        pieces.append(end)
        size += len(end)
    return Marked("".join(pieces), spans)
