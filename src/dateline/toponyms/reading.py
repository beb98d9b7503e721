"""Text in, resolved places out: finds names, ranks what they may mean, and settles sites, crossings and surroundings."""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np

from dateline.gazetteer import Candidate, Entry, Gazetteer, name_key
from dateline.lexicon import Lexicon
from dateline.model import PlaceKind
from dateline.toponyms.candidates import Finder, has_direction, inside
from dateline.toponyms.demonyms import Demonyms
from dateline.toponyms.ranking import ALL_FEATURES, Outlet, Ranker, Reader, Toponym
from dateline.toponyms.shapes import Shaper
from dateline.toponyms.spans import Spotter
from dateline.toponyms.tagger import Name, Tagger

SURE = 0.2
"""Below this probability a name stays unresolved."""
LEAST_VOTES = 0.1
"""A place found by the sound of its name alone needs this share of the other names in its country."""
RUNNERS_UP = 3
_SITE = re.compile(
    r"^(?P<between>\s+)(?P<site>(?:(?:international|military|border|refugee|displacement|displaced|IDP|air|dry)\s+){0,2}"
    r"(?:airport|airfield|airbase|base|crossing|camp|port|dam|bridge|power plant|refinery|barracks|prison|checkpoint))\b",
    re.IGNORECASE,
)  # fmt: skip
_SHADE = re.compile(
    r"(?:\b(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|outskirts|suburbs?|vicinity|outside|near|around|countryside)"
    r"(?:\s+(?:of|from))?|\bkm\s+(?:\w+\s+)?(?:of|from))\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$",
    re.IGNORECASE,
)
_FRINGE = re.compile(
    r"^(?:['’]s)?\s+(?:\w+ern\s+)?(?:outskirts|suburbs|countryside|surroundings|area|hinterland)\b", re.IGNORECASE
)
_SIDE = re.compile(
    r"(?P<people>[A-Z]\w+(?:\s[A-Z]\w+)?)\s+side\s+of\s+(?:the|a)\s+(?:[\w-]+\s+){0,3}(?:at|near|in)?\s*(?:the\s+)?$"
)
_SITE_KEYS = (
    ("international airport", "airport"),
    ("military airport", "airport"),
    ("air base", "airbase"),
    ("border crossing", "crossing"),
)


_LANGUAGE = re.compile(
    r"(?:translat\w+|spoke|speaks?|speaking|written|said|wrote|in|into)(?:\s+from)?(?:\s+the)?\s+$|\(from\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(r"^(?:[^\w\s]|$)")
_WITH_NAME = re.compile(
    r"^\s+(?:province|governorate|region|district|department|oblast|county|prefecture|raion|parish|area|river|forest|valley|camp|bridge|"
    r"airport|airfield|airbase|air base|base|island|peninsula|desert|lake|strait|delta)\b"
)


_OUTLET = re.compile(
    r"^ (?:Post|Times|Sun|Wire|Morning|Herald|Tribune|Gazette|Radio|TV|Today|Courier|Observer|Chronicle|Telegraph|Journal|Mirror|Express|"
    r"Daily|Weekly|Broadcasting)\b"
)
_TOLD_BY = re.compile(r"(?:\btold (?:the )?|\bR[aá]di?[oy]o? )$")
_AGENCY = re.compile(r"^\)\s*[—–-]")
_DATELINE = re.compile(
    r"(?m)^(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ'’ -]{2,28}?)(?=(?:, [A-Z][A-Za-z. ]{2,24})?(?:,? \d{1,2} \w+)?\s*(?:\([\w /]+\)\s*)?\s[—–-]\s)"
)
_NAMED_SITE = re.compile(
    r"(?P<name>\b[A-ZÀ-Þ][\w'’-]+(?: (?:al-|el-)?[A-ZÀ-Þ][\w'’-]+){0,2})[ ]"
    r"(?P<site>(?:international |military |refugee |air |border ){0,2}(?:airport|airfield|airbase|base|bridge|dam|camp|crossing|prison))\b"
)


class Other(msgspec.Struct, frozen=True):
    """A capitalised name that is no place, though it looks like one."""

    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One place name with its meaning. `entry` is None when unknown; `options` are the runners-up with score and row of features."""

    start: int
    end: int
    text: str
    entry: Entry | None
    kind: PlaceKind
    probability: float
    found: float
    precision: float | None
    key: str
    name: str
    toponym: Toponym
    options: tuple[tuple[Candidate, float, dict[str, float]], ...] = ()


class PlaceReader:
    """Everything needed to read places: gazetteer, lexicons and models of one folder."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon, models: Path) -> None:
        self.gazetteer = gazetteer
        self.demonyms = Demonyms(lexicon, gazetteer)
        self.finder = Finder(gazetteer, self.demonyms)
        self.reader = Reader(self.finder)
        self.shaper = make_shaper(gazetteer, self.demonyms, models)
        self.others = frozenset(one.name.lower() for one in lexicon.entries("notplaces.csv", Other, key="name"))
        self.tagger = Tagger(models / "places-names.crf", self.shaper)
        self.ranker = Ranker(models)
        self.curve = Curve.load(models / "places-curve.json")

    def read(
        self, text: str, sentences: list[tuple[int, int]], outlet: Outlet, datelines: Sequence[tuple[int, int]] = (),
        settle: bool = True,
    ) -> list[Reading]:  # fmt: skip
        """Find and resolve all names of a text; `settle` as in `resolve`."""
        names, _ = self.tagger.find(text, sentences)
        names = self._with_missed(text, sentences, [name for name in names if not self._is_other(text, name)])
        return self.resolve(text, sentences, names, outlet, datelines, settle)

    def resolve(
        self, text: str, sentences: list[tuple[int, int]], names: Sequence[Name], outlet: Outlet,
        datelines: Sequence[tuple[int, int]] = (), settle: bool = True,
    ) -> list[Reading]:  # fmt: skip
        """Resolve names already found (in order); with `settle`, "Kunduz airport" becomes a site of its own, and so on."""
        toponyms = self.reader.document(text, [(name.start, name.end, name.sentence) for name in names], datelines)
        scores, table, bounds = self.ranker.scores(toponyms, outlet, len(text))
        readings = []
        for name, toponym, share, (begin, end) in zip(names, toponyms, scores, bounds, strict=True):
            reading = self._reading(name, toponym, share, table[begin:end])
            readings.append(self._settle(text, reading) if settle else reading)
        return readings

    def _with_missed(self, text: str, sentences: list[tuple[int, int]], names: list[Name]) -> list[Name]:
        """The names found, and those that stand in capitals before a story or before the word for a site we know."""
        missed = []
        for match in _DATELINE.finditer(text):
            if self.gazetteer.under(name_key(match.group("name"))):
                missed.append(match.span("name"))
        for match in _NAMED_SITE.finditer(text):
            keys = _site_keys(f"{match.group('name')} {match.group('site')}")
            if any(one.entry.kind in ("site", "crossing") for key in keys for one in self.gazetteer.under(key)):
                missed.append(match.span("name"))
        fresh = [span for span in missed if not any(name.start < span[1] and span[0] < name.end for name in names)]
        if not fresh:
            return names
        return sorted([*names, *self.given(sorted(set(fresh)), sentences)], key=lambda name: name.start)

    def _is_other(self, text: str, name: Name) -> bool:
        """Languages, and well-known names that are no places."""
        surface = text[name.start : name.end]
        before, after = text[max(0, name.start - 24) : name.start], text[name.end : name.end + 24]
        if surface.lower() in self.others or _OUTLET.match(after) or _TOLD_BY.search(before):
            return True
        if before.endswith("(") and _AGENCY.match(after):
            return True
        if self.demonyms.entry(surface) is None:
            return False
        return bool(
            _LANGUAGE.search(text[max(0, name.start - 24) : name.start])
            and _NO_NOUN.match(text[name.end : name.end + 2])
        )

    def given(self, spans: Sequence[tuple[int, int]], sentences: list[tuple[int, int]]) -> list[Name]:
        """Names at spans known beforehand."""
        starts = [start for start, _ in sentences]
        return [Name(start, end, 1.0, max(0, bisect_right(starts, start) - 1), 0, 0) for start, end in sorted(spans)]

    def _reading(self, name: Name, toponym: Toponym, scores: list[float], table: np.ndarray) -> Reading:
        order = sorted(range(len(scores)), key=lambda at: (-scores[at], toponym.options[at].entry.id))
        best = order[0] if order else None
        probability = self.curve(scores[best]) if best is not None else 0.0
        if best is not None:
            best = _by_cue(toponym, scores, best)
            if toponym.via == 2 and table[best, _COUNTRY_VOTES] < LEAST_VOTES:
                probability = 0.0
        entry = toponym.options[best].entry if best is not None and probability >= SURE else None
        kind: PlaceKind = "demonym" if toponym.via == 3 else entry.kind if entry else "town"
        runners = [at for at in order if entry is None or at != best][:RUNNERS_UP]
        options = tuple((toponym.options[at], scores[at], _deciding(table[at])) for at in runners)
        precision = entry.precision if entry else None
        if entry is not None and has_direction(toponym.text) and toponym.via == 1:
            precision = max(entry.precision, 30.0)
        return Reading(
            toponym.start, toponym.end, toponym.text, entry, kind, probability if entry else 0.0, name.probability, precision,
            entry.key if entry else "name:" + name_key(toponym.text).replace(" ", "-"), entry.name if entry else toponym.text,
            toponym, options,
        )  # fmt: skip

    def _settle(self, text: str, reading: Reading) -> Reading:
        """Sites named after a place, sides of a crossing, and surroundings of a place."""
        if reading.kind == "demonym":
            return reading
        return _whole(text, self._side(text, self._shade(text, self._site(text, reading))))

    def _site(self, text: str, reading: Reading) -> Reading:
        found = _SITE.match(text[reading.end : reading.end + 48])
        if not found or (
            reading.kind in ("site", "crossing") and name_key(found.group("site")) in name_key(reading.text)
        ):
            return reading
        name = f"{reading.text} {found.group('site')}"
        end = reading.end + found.end()
        for key in _site_keys(name):
            for one in self.gazetteer.under(key):
                if one.entry.kind in ("site", "crossing") and (
                    reading.entry is None or _near(one.entry, reading.entry)
                ):
                    entry = one.entry
                    return replace(
                        reading, end=end, text=text[reading.start : end], entry=entry, kind=entry.kind, precision=entry.precision,
                        key=entry.key, name=entry.name,
                    )  # fmt: skip
        if reading.kind != "town" or found.group("site").lower() in ("camp", "base", "bridge", "port", "checkpoint"):
            return reading
        kind: PlaceKind = "crossing" if "crossing" in found.group("site").lower() else "site"
        return replace(
            reading, end=end, text=text[reading.start : end], kind=kind, precision=max(20.0, reading.precision or 0.0),
            key="name:" + name_key(name).replace(" ", "-"), name=name,
        )  # fmt: skip

    def _shade(self, text: str, reading: Reading) -> Reading:
        if reading.precision is None:
            return reading
        before = text[max(0, reading.start - 40) : reading.start]
        if _SHADE.search(before) or _FRINGE.match(text[reading.end : reading.end + 40]):
            return replace(reading, precision=round(max(reading.precision * 1.5, 15.0), 1))
        return reading

    def _side(self, text: str, reading: Reading) -> Reading:
        before = _SIDE.search(text[max(0, reading.start - 80) : reading.start])
        if not before or reading.entry is None or reading.entry.lat is None or reading.entry.lon is None:
            return reading
        people = self.demonyms.entry(before.group("people"))
        if people is None:
            return reading
        near = self.gazetteer.near(reading.entry.lat, reading.entry.lon, 20.0, 200)
        for entry, _ in near:
            if entry.kind == "crossing" and entry.country == people.country:
                return replace(
                    reading, entry=entry, kind="crossing", precision=entry.precision, key=entry.key, name=entry.name
                )
        return reading


_COUNTRY_VOTES = ALL_FEATURES.index("country_votes")
_MEANT = {"admin1": ("admin1",), "admin2": ("admin2",), "town": ("town",), "water": ("water",)}
_LEAST_TOWN = 50_000


def _by_cue(toponym: Toponym, scores: list[float], best: int) -> int:
    """Province, city or river by the word beside the name; a bare name means the city, not the area named after it."""
    chosen = toponym.options[best].entry
    kinds = _MEANT.get(toponym.cue)
    if kinds is None:
        if chosen.kind not in ("admin1", "admin2") or toponym.options[best].match == 0 or toponym.cue != "none":
            return best
        kinds = ("town",)
        fits = [
            at for at, one in enumerate(toponym.options)
            if one.entry.kind == "town" and one.match < 2 and inside(chosen, one.entry) and one.entry.population >= _LEAST_TOWN
        ]  # fmt: skip
    elif chosen.kind in kinds:
        return best
    else:
        fits = [
            at for at, one in enumerate(toponym.options)
            if one.entry.kind in kinds and one.entry.country == chosen.country
        ]  # fmt: skip
    return max(fits, key=lambda at: (scores[at], -at), default=best)


def _whole(text: str, reading: Reading) -> Reading:
    """The name with the word for the sort of place that follows it: "Marib province"."""
    found = _WITH_NAME.match(text[reading.end : reading.end + 20])
    if not found:
        return reading
    end = reading.end + found.end()
    return replace(reading, end=end, text=text[reading.start : end])


def make_shaper(gazetteer: Gazetteer, demonyms: Demonyms, models: Path) -> Shaper:
    """The features of the name finder, with the word classes of the model folder."""
    with gzip.open(models / "places-words.json.gz", "rt", encoding="utf-8") as lines:
        classes = json.load(lines)
    return Shaper(Spotter(gazetteer, demonyms.forms), frozenset(classes["given"]), classes["classes"])


def _near(site: Entry, place: Entry) -> bool:
    if site.country is not None and place.country is not None and site.country != place.country:
        return False
    if None in (site.lat, site.lon, place.lat, place.lon):
        return True
    return abs((site.lat or 0.0) - (place.lat or 0.0)) < 1.5 and abs((site.lon or 0.0) - (place.lon or 0.0)) < 2.0


def _site_keys(name: str) -> list[str]:
    key = name_key(name)
    keys = [key]
    for long, short in _SITE_KEYS:
        if key.endswith(long):
            keys.append(key[: -len(long)] + short)
        elif key.endswith(short):
            keys.append(key[: -len(short)] + long)
    return keys


_TOLD = (
    "people",
    "people_rank",
    "country_votes",
    "admin1_votes",
    "qualified",
    "nearest_km",
    "near_160",
    "outlet_country",
    "cue_fits",
)


def _deciding(row: np.ndarray) -> dict[str, float]:
    """The features worth telling an analyst."""
    return {name: round(float(row[ALL_FEATURES.index(name)]), 3) for name in _TOLD}


class Curve:
    """A rising step curve from a model's score to a probability, fitted on cross-validated scores (isotonic)."""

    def __init__(self, scores: Sequence[float], probabilities: Sequence[float]) -> None:
        self._scores = list(scores)
        self._probabilities = list(probabilities)

    def __call__(self, score: float) -> float:
        """The probability for a score, between the curve's knots by line."""
        return round(float(np.interp(score, self._scores, self._probabilities)), 3)

    @staticmethod
    def load(path: Path) -> Curve:
        """From a JSON file with `scores` and `probabilities`."""
        knots = json.loads(path.read_text(encoding="utf-8"))
        return Curve(knots["scores"], knots["probabilities"])
