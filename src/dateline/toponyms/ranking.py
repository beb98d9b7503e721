"""Which of its places a name means: features of candidates in their document, scored by a gradient-boosted ranker in two passes.

The first pass weighs names, people, cues and the votes of all other names; the second also sees where the first put them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log10
from pathlib import Path
from typing import Any

import numpy as np

from dateline.gazetteer import Candidate, Entry, Gazetteer, distance_km, name_key
from dateline.toponyms.candidates import CUES, Finder, cue_of, inside

FIRST_FEATURES = (
    "match", "via", "people", "people_of_best", "people_rank", "rivals", "capital", "is_country", "is_admin1", "is_admin2",
    "is_town", "is_region", "is_water", "is_site", "cue", "cue_fits", "cue_here", "country_votes", "admin1_votes", "admin2_votes",
    "country_named", "admin1_named", "country_in_sentence", "admin1_in_sentence", "qualified", "qualified_else", "qualifies",
    "outlet_country", "outlet_admin1", "outlet_km", "times", "first_at", "dateline", "upper", "words", "same_name_areas", "names_share", "names",
    "namesake_town", "supplement",
)  # fmt: skip
SECOND_FEATURES = (
    "nearest_km",
    "near_50",
    "near_160",
    "near_500",
    "same_country",
    "same_admin1",
    "same_admin2",
    "first_score",
    "first_gap",
    "first_rank",
)
ALL_FEATURES = FIRST_FEATURES + SECOND_FEATURES
FAR = 20000.0
_BETWEEN = re.compile(
    r"^(?:\s*,\s*|\s*\(\s*|\s+in\s+|,?\s+in\s+(?:the\s+)?(?:\w+\s+){0,3}(?:of\s+)?|\s+-\s+|/)(?:the\s+)?(?:\w+ern\s+)?$"
)


@dataclass(slots=True)
class Toponym:
    """A name in its document, with what it may mean."""

    start: int
    end: int
    text: str
    sentence: int
    options: tuple[Candidate, ...]
    via: int
    cue: str
    group: int = 0
    prior: list[float] = field(default_factory=list)
    qualifier: int | None = None
    """Index of the toponym that follows and may contain this one ("Paris, Texas")."""
    dateline: bool = False


@dataclass(slots=True)
class Outlet:
    """Where the outlet may be at home, by its names and web address: country code, and places named in them."""

    country: str | None = None
    places: tuple[Entry, ...] = ()


def read_outlet(gazetteer: Gazetteer, names: Sequence[str]) -> Outlet:
    """Places in an outlet's names ("Nile Courier") and host ("www.parisnews.com"), and the country of its top-level domain."""
    country = None
    places: list[Entry] = []
    for name in names:
        host = re.sub(r"^(?:https?://)?(?:www\d?\.)?", "", name.lower()).split("/")[0]
        if " " not in name.strip() and "." in host:
            country = country or _country_of(host)
            places += _hidden(gazetteer, max(host.split("."), key=len))
        else:
            for word in re.findall(r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?", name):
                places += [one.entry for one in gazetteer.under(name_key(word)) if one.match < 3][:8]
    return Outlet(country, tuple(places[:60]))


def _country_of(host: str) -> str | None:
    end = host.rsplit(".", 1)[-1]
    return TOP_LEVEL.get(end)


def _hidden(gazetteer: Gazetteer, label: str) -> list[Entry]:
    """Places whose name is part of a host's label, longest first: "nenaghguardian" holds Nenagh."""
    label = re.sub(r"[^a-z]", "", label)
    found: list[Entry] = []
    for size in range(min(len(label), 16), 4, -1):
        for at in range(len(label) - size + 1):
            if at and at + size < len(label):
                continue
            found += [
                one.entry
                for one in gazetteer.under(label[at : at + size])
                if one.match < 3 and one.entry.kind != "country"
            ][:12]
        if len(found) > 24:
            break
    return found


TOP_LEVEL = {
    "uk": "GBR", "ie": "IRL", "ca": "CAN", "au": "AUS", "nz": "NZL", "in": "IND", "pk": "PAK", "za": "ZAF", "ng": "NGA", "ke": "KEN",
    "ug": "UGA", "gh": "GHA", "eg": "EGY", "il": "ISR", "lb": "LBN", "jo": "JOR", "ae": "ARE", "sa": "SAU", "iq": "IRQ", "ir": "IRN",
    "tr": "TUR", "ru": "RUS", "ua": "UKR", "by": "BLR", "ge": "GEO", "am": "ARM", "az": "AZE", "kz": "KAZ", "de": "DEU", "fr": "FRA",
    "it": "ITA", "es": "ESP", "pt": "PRT", "nl": "NLD", "be": "BEL", "ch": "CHE", "at": "AUT", "pl": "POL", "cz": "CZE", "ro": "ROU",
    "gr": "GRC", "mt": "MLT", "cy": "CYP", "se": "SWE", "no": "NOR", "fi": "FIN", "dk": "DNK", "jp": "JPN", "cn": "CHN", "hk": "HKG",
    "tw": "TWN", "kr": "KOR", "sg": "SGP", "my": "MYS", "ph": "PHL", "th": "THA", "vn": "VNM", "id": "IDN", "bd": "BGD", "lk": "LKA",
    "np": "NPL", "mm": "MMR", "af": "AFG", "sd": "SDN", "et": "ETH", "zw": "ZWE", "zm": "ZMB", "mw": "MWI", "na": "NAM", "mx": "MEX",
    "br": "BRA", "ar": "ARG", "cl": "CHL", "pe": "PER", "ve": "VEN", "jm": "JAM", "tt": "TTO", "bb": "BRB", "gov": "USA", "edu": "USA",
}  # fmt: skip


class Reader:
    """Turns names found in a text into toponyms with options, links and priors."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    def document(
        self, text: str, spans: Sequence[tuple[int, int, int]], datelines: Sequence[tuple[int, int]] = ()
    ) -> list[Toponym]:
        """Toponyms of (start, end, sentence) spans in order; `datelines` are stretches that hold datelines."""
        found: list[Toponym] = []
        groups: dict[str, int] = {}
        for start, end, sentence in spans:
            name = text[start:end]
            options = self._finder.options(name)
            one = Toponym(start, end, name, sentence, options.found, options.via, cue_of(text, start, end))
            one.group = groups.setdefault(name_key(name) or name, len(groups))
            one.prior = prior(one.options)
            one.dateline = any(a <= start < b for a, b in datelines)
            found.append(one)
        for at, one in enumerate(found[:-1]):
            after = found[at + 1]
            if after.start - one.end < 40 and _BETWEEN.match(text[one.end : after.start]) and _may_hold(after, one):
                one.qualifier = at + 1
        return found


def _may_hold(area: Toponym, place: Toponym) -> bool:
    return any(inside(a.entry, p.entry) for a in area.options for p in place.options)


def prior(options: Sequence[Candidate]) -> list[float]:
    """What the name alone says: shares by people and way of matching."""
    raw = [
        (one.entry.population + 500) ** 0.6
        * (0.15 if one.match >= 3 else 1.0)
        * (2.0 if one.entry.kind in ("country", "region") else 1.0)
        for one in options
    ]
    total = sum(raw) or 1.0
    return [value / total for value in raw]


@dataclass(slots=True)
class Votes:
    """Shares of the document's names by country and area; each distinct name has one vote (two when often named)."""

    country: dict[str, float]
    admin1: dict[int, float]
    admin2: dict[int, float]
    own: dict[int, tuple[dict[str, float], dict[int, float], dict[int, float]]]
    named: dict[str, float]
    """Countries named outright (or by demonym), by share."""
    named_areas: dict[int, float]
    total: float

    def without(self, group: int, one: Entry) -> tuple[float, float, float]:
        """Votes for a candidate's country, first- and second-order area by the other names."""
        mine = self.own[group]
        rest = max(1e-9, self.total - 1.0)
        country = self.country.get(one.country or "", 0.0) - mine[0].get(one.country or "", 0.0)
        first = (self.admin1.get(one.admin1, 0.0) - mine[1].get(one.admin1, 0.0)) if one.admin1 else 0.0
        second = (self.admin2.get(one.admin2, 0.0) - mine[2].get(one.admin2, 0.0)) if one.admin2 else 0.0
        return max(0.0, country) / rest, max(0.0, first) / rest, max(0.0, second) / rest


def count_votes(toponyms: Sequence[Toponym], shares: Sequence[Sequence[float]]) -> Votes:
    """One vote a distinct name, split over its options by `shares`."""
    votes = Votes(
        defaultdict(float), defaultdict(float), defaultdict(float), {}, defaultdict(float), defaultdict(float), 0.0
    )
    seen: dict[int, int] = defaultdict(int)
    for one, share in zip(toponyms, shares, strict=True):
        seen[one.group] += 1
        if seen[one.group] > 1:
            continue
        mine: tuple[dict[str, float], dict[int, float], dict[int, float]] = (
            defaultdict(float),
            defaultdict(float),
            defaultdict(float),
        )
        for option, part in zip(one.options, share, strict=True):
            entry = option.entry
            if entry.country:
                mine[0][entry.country] += part
            if entry.admin1:
                mine[1][entry.admin1] += part
            if entry.admin2:
                mine[2][entry.admin2] += part
            if entry.kind == "country" and entry.country:
                votes.named[entry.country] += part
            elif entry.kind == "admin1":
                votes.named_areas[entry.id] += part
        votes.own[one.group] = mine
        for country, part in mine[0].items():
            votes.country[country] += part
        for area, part in mine[1].items():
            votes.admin1[area] += part
        for area, part in mine[2].items():
            votes.admin2[area] += part
        votes.total += 1.0
    return votes


_CUE_KINDS = {
    "admin1": ("admin1",), "admin2": ("admin2",), "town": ("town",), "country": ("country",), "site": ("site", "crossing"), "water": ("water",),
}  # fmt: skip
_KINDS = ("country", "admin1", "admin2", "town", "region", "water", "site")


def features(toponyms: Sequence[Toponym], outlet: Outlet, length: int) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """First-pass features: one row for each option of each toponym, and the rows (from, to) of each toponym."""
    votes = count_votes(toponyms, [one.prior for one in toponyms])
    times: dict[int, int] = defaultdict(int)
    firsts: dict[int, int] = {}
    for one in toponyms:
        times[one.group] += 1
        firsts.setdefault(one.group, one.start)
    qualifiers: dict[int, set[int]] = defaultdict(set)
    group_cues: dict[int, set[str]] = defaultdict(set)
    previous: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(toponyms):
        group_cues[one.group].add(one.cue)
        if one.qualifier is not None:
            qualifiers[one.group].add(one.qualifier)
            previous[one.qualifier].append(at)
    sentences: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(toponyms):
        sentences[one.sentence].append(at)
    rows: list[list[float]] = []
    bounds: list[tuple[int, int]] = []
    for at, one in enumerate(toponyms):
        begin = len(rows)
        best = max((option.entry.population for option in one.options), default=0)
        others = [toponyms[there] for there in sentences[one.sentence] if toponyms[there].group != one.group]
        kinds_here = {option.entry.kind for option in one.options if option.match < 3}
        for rank, option in enumerate(one.options):
            entry = option.entry
            country_votes, admin1_votes, admin2_votes = votes.without(one.group, entry)
            local = one.qualifier is not None and any(inside(a.entry, entry) for a in toponyms[one.qualifier].options)
            anywhere = any(inside(a.entry, entry) for q in qualifiers[one.group] for a in toponyms[q].options)
            fits = _CUE_KINDS.get(one.cue)
            group_fit = any(entry.kind in _CUE_KINDS[cue] for cue in group_cues[one.group] if cue in _CUE_KINDS)
            rows.append([
                option.match, one.via, log10(entry.population + 1), log10((entry.population + 1) / (best + 1)), rank, len(one.options),
                entry.capital, *(float(entry.kind == kind) for kind in _KINDS),
                CUES.index(one.cue), (0.0 if fits is None else 1.0 if entry.kind in fits else -1.0), float(group_fit),
                country_votes, admin1_votes, admin2_votes,
                votes.named.get(entry.country or "", 0.0) - (votes.own[one.group][0].get(entry.country or "", 0.0) if entry.kind == "country" else 0.0),
                votes.named_areas.get(entry.admin1, 0.0) if entry.kind != "admin1" else 0.0,
                _best_area(others, entry, "country"), _best_area(others, entry, "admin1"),
                float(local) if one.qualifier is not None else -1.0, float(anywhere) if qualifiers[one.group] else -1.0,
                float(any(inside(entry, p.entry) for there in previous[at] for p in toponyms[there].options)) if previous[at] else -1.0,
                *_home(outlet, entry), times[one.group], firsts[one.group] / max(1, length), float(one.dateline),
                float(one.text.isupper() and len(one.text) > 3), len(one.text.split()), len(kinds_here),
                times[one.group] / len(toponyms), len(times),
                float(entry.kind != "town" and any(o.entry.kind == "town" and inside(entry, o.entry) for o in one.options)),
                float(entry.id < 0),
            ])  # fmt: skip
        bounds.append((begin, len(rows)))
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(FIRST_FEATURES)), bounds


def _best_area(others: Sequence[Toponym], entry: Entry, kind: str) -> float:
    """How surely another name of the sentence means the candidate's country (or first-order area)."""
    best = 0.0
    for other in others:
        for option, share in zip(other.options, other.prior, strict=True):
            if option.entry.kind == kind and share > best and inside(option.entry, entry):
                best = share
    return best


def _home(outlet: Outlet, entry: Entry) -> tuple[float, float, float]:
    country = 0.0 if outlet.country is None else 1.0 if outlet.country == entry.country else -1.0
    admin1 = 0.0
    nearest = FAR
    for place in outlet.places:
        if place.admin1 and place.admin1 == entry.admin1:
            admin1 = 1.0
        if None not in (place.lat, place.lon, entry.lat, entry.lon):
            nearest = min(nearest, distance_km(place.lat, place.lon, entry.lat, entry.lon))  # type: ignore[arg-type]
    return country, admin1, log10(nearest + 1)


def second_features(toponyms: Sequence[Toponym], bounds: Sequence[tuple[int, int]], first: np.ndarray) -> np.ndarray:
    """Second-pass features, beside the first ones: where the first pass put the other names (`first`: its scores by row)."""
    tops: dict[int, tuple[Entry, float]] = {}
    for one, (begin, end) in zip(toponyms, bounds, strict=True):
        if end > begin:
            at = int(np.argmax(first[begin:end]))
            score = float(first[begin + at])
            if one.group not in tops or score > tops[one.group][1]:
                tops[one.group] = (one.options[at].entry, score)
    rows: list[list[float]] = []
    known: dict[tuple[int, int], list[float]] = {}
    for one, (begin, end) in zip(toponyms, bounds, strict=True):
        order = np.argsort(-first[begin:end], kind="stable")
        ranks = {int(at): rank for rank, at in enumerate(order)}
        for at, option in enumerate(one.options):
            key = (one.group, option.entry.id)
            if key not in known:
                known[key] = _around(option.entry, [top for group, top in tops.items() if group != one.group])
            score = float(first[begin + at])
            rows.append([*known[key], score, score - float(first[begin:end].max()), ranks[at]])
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(SECOND_FEATURES))


def _around(entry: Entry, tops: Sequence[tuple[Entry, float]]) -> list[float]:
    nearest, near, weight = FAR, [0.0, 0.0, 0.0], 1e-6
    country = admin1 = admin2 = 0.0
    for other, score in tops:
        weight += score
        if other.country and other.country == entry.country:
            country += score
        if other.admin1 and other.admin1 == entry.admin1:
            admin1 += score
        if other.admin2 and other.admin2 == entry.admin2:
            admin2 += score
        if other.kind in ("country", "region", "water") or None in (other.lat, other.lon, entry.lat, entry.lon):
            continue
        km = distance_km(other.lat, other.lon, entry.lat, entry.lon)  # type: ignore[arg-type]
        if score > 0.3:
            nearest = min(nearest, km)
        for at, limit in enumerate((50.0, 160.0, 500.0)):
            near[at] += score * (km <= limit)
    return [log10(nearest + 1), *(value / weight for value in near), country / weight, admin1 / weight, admin2 / weight]


class Ranker:
    """Two boosted models read from text files, and a curve from score to probability."""

    def __init__(self, folder: Path) -> None:
        import lightgbm

        self._first: Any = lightgbm.Booster(model_file=str(folder / "places-first.txt"))
        self._second: Any = lightgbm.Booster(model_file=str(folder / "places-second.txt"))

    def scores(
        self, toponyms: Sequence[Toponym], outlet: Outlet, length: int
    ) -> tuple[list[list[float]], np.ndarray, list[tuple[int, int]]]:
        """Scores of every option of every toponym (0 to 1), with all features by row and the rows of each toponym."""
        table, bounds = features(toponyms, outlet, length)
        if not len(table):
            return [[] for _ in toponyms], np.zeros((0, len(ALL_FEATURES)), dtype=np.float32), bounds
        first = np.asarray(self._first.predict(table, num_threads=1))
        table = np.hstack([table, second_features(toponyms, bounds, first)])
        second = np.asarray(self._second.predict(table, num_threads=1))
        return [[float(value) for value in second[begin:end]] for begin, end in bounds], table, bounds


def logistic(value: float) -> float:
    """The logistic curve."""
    return 1.0 / (1.0 + exp(-value))
