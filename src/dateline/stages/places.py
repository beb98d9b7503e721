"""Adds the places a report names: where they stand in the text, which places they are, how surely, and what else they might be."""

from __future__ import annotations

import msgspec

from dateline.gazetteer import Candidate, open_gazetteer
from dateline.model import Place, PlaceCandidate, PlaceMention, Report
from dateline.text import Prose
from dateline.tools import MODELS, Tools
from dateline.toponyms.literal import is_literal
from dateline.toponyms.ranking import Outlet, read_outlet
from dateline.toponyms.reading import PlaceReader, Reading


def reader(tools: Tools) -> PlaceReader:
    """The place reader of these tools; builds the gazetteer in the cache folder on first use ever (about 20 s)."""
    return tools.part("places", _make)


def _make(tools: Tools) -> PlaceReader:
    return PlaceReader(open_gazetteer(tools.settings.cache), tools.lexicon, MODELS)


def read(report: Report, tools: Tools) -> Report:
    """Give the report its `places`, in order of the text."""
    prose = tools.prose(report)
    if not prose.text.strip():
        return msgspec.structs.replace(report, places=())
    places = reader(tools)
    datelines = [(part.start, part.end) for part in prose.parts if part.kind == "dateline"]
    outlet = home(places, report)
    readings = places.read(prose.text, tools.sentences(report), outlet, datelines)
    return msgspec.structs.replace(report, places=tuple(_mention(report, prose, one) for one in readings))


def home(places: PlaceReader, report: Report) -> Outlet:
    """Where the report's outlet may be at home, by its name and web address."""
    return read_outlet(places.gazetteer, [name for name in (report.outlet, report.url) if name])


def _mention(report: Report, prose: Prose, one: Reading) -> PlaceMention:
    start, end = prose.source(one.start, one.end)
    entry = one.entry
    literal = one.kind != "demonym" and is_literal(
        prose.text, one.start, one.end, entry is not None and (entry.kind == "country" or bool(entry.capital))
    )
    place = entry.place(one.kind) if entry is not None else Place(name=one.name, kind=one.kind)
    own = entry is not None and one.key == entry.key
    return PlaceMention(
        start=start, end=end, text=report.text[start:end], key=one.key,
        name=place.name if entry is not None and one.name == entry.name else one.name,
        geonameid=place.geonameid if own else None, lat=place.lat, lon=place.lon, country=place.country, admin1=place.admin1,
        kind=one.kind, precision=one.precision, literal=literal, confidence=round(one.probability * one.found, 3),
        alternatives=tuple(_candidate(option) for option in one.options),
    )  # fmt: skip


def _candidate(option: tuple[Candidate, float, dict[str, float]]) -> PlaceCandidate:
    candidate, score, features = option
    place = candidate.entry.place()
    return PlaceCandidate(**msgspec.structs.asdict(place), score=round(score, 3), features=features)
