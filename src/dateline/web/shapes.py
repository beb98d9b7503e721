"""What the API takes and gives beside the model's own types."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from dateline.model import (
    Claim,
    Crossing,
    Day,
    Disagreement,
    Event,
    Family,
    Holding,
    Judgement,
    Movement,
    Place,
    PlaceMention,
    Problem,
    Region,
)


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """Base of API records."""


class ClaimPage(Shape, frozen=True, kw_only=True):
    items: list[Claim]
    cursor: str | None = None


class EventPage(Shape, frozen=True, kw_only=True):
    items: list[Event]
    cursor: str | None = None


class DisagreementPage(Shape, frozen=True, kw_only=True):
    items: list[Disagreement]
    cursor: str | None = None


class HoldingPage(Shape, frozen=True, kw_only=True):
    items: list[Holding]
    cursor: str | None = None


class CrossingPage(Shape, frozen=True, kw_only=True):
    items: list[Crossing]
    cursor: str | None = None


class MovementPage(Shape, frozen=True, kw_only=True):
    items: list[Movement]
    cursor: str | None = None


class FamilyPage(Shape, frozen=True, kw_only=True):
    items: list[Family]
    cursor: str | None = None


class ReportHead(Shape, frozen=True, kw_only=True):
    """A report in a list."""

    id: str
    title: str | None
    outlet: str | None
    published: Day | None
    published_basis: str
    language: str | None
    source_id: str
    version: int | None
    claims: int


class ReportPage(Shape, frozen=True, kw_only=True):
    items: list[ReportHead]
    cursor: str | None = None


class Quotation(Shape, frozen=True, kw_only=True):
    """A claim with what is needed to show it beside others: its outlet, its day, the text around it."""

    claim: Claim
    outlet: str | None
    title: str | None
    published: Day | None
    before: str
    after: str
    family: str | None
    copies: int
    judged: Judgement | None = None
    """The last judgement on this claim that was not taken back."""


class PageView(Shape, frozen=True, kw_only=True):
    """A page as read: its text, labelled regions, and its claims."""

    id: str
    text: str
    title: str | None
    outlet: str | None
    url: str | None
    published: Day | None
    published_basis: str
    published_reason: str
    version: int | None
    raw_sha256: str
    retrieved_at: str | None
    regions: list[Region]
    claims: list[Claim]
    versions: list[str]
    places: list[PlaceMention] = []
    """Places named on the page with the readings that came second; none for those who may not see exact positions."""


class Why(Shape, frozen=True, kw_only=True):
    """What produced a claim or derived record, line by line."""

    id: str
    lines: list[str]


class Meta(Shape, frozen=True, kw_only=True):
    """What the ledger holds: counts, the days its clocks name, kinds, parties, rules."""

    version: str
    counts: dict[str, int]
    first_day: Day | None
    last_day: Day | None
    first_known: Day | None
    last_known: Day | None
    kinds: dict[str, int]
    controllers: list[str]
    counting_rules: dict[str, str]
    area: list[float]
    person: str
    role: str
    problems: int


class DayCount(Shape, frozen=True, kw_only=True):
    day: Day
    events: int
    claims: int


class ReviewOrder(Shape, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision to make; `seen` is the last judgement on this subject that the person had on screen."""

    subject: str
    decision: Literal["accept", "reject", "correct", "merge", "split"]
    reason: str
    values: dict[str, Any] = {}
    others: list[str] = []
    seen: str | None = None


class QueueItem(Shape, frozen=True, kw_only=True):
    """Something to look at: why it matters, who is already on it."""

    claim: Claim
    doubt: float
    consequence: float
    rests: list[str]
    held_by: str | None
    judged: Judgement | None = None
    """The last judgement on it, taken back or not: what `ReviewOrder.seen` must name."""


class Queue(Shape, frozen=True, kw_only=True):
    items: list[QueueItem]
    left: int


class Log(Shape, frozen=True, kw_only=True):
    items: list[Judgement]
    cursor: str | None = None


class Hold(Shape, frozen=True, kw_only=True):
    """Who is on a claim now."""

    held_by: str


class Line(Shape, frozen=True, kw_only=True):
    """A line of a comparison of two versions of a page."""

    op: Literal["same", "gone", "new"]
    text: str


class Difference(Shape, frozen=True, kw_only=True):
    """A page against its previous version (None when there is none)."""

    older: str | None
    newer: str
    lines: list[Line]


class PlaceHead(Shape, frozen=True, kw_only=True):
    """A place in a list."""

    key: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None


class PlaceView(Shape, frozen=True, kw_only=True):
    """Everything about a place: all rows on both clocks, newest events, number of claims."""

    place: Place
    holdings: list[Holding]
    crossings: list[Crossing]
    events: list[Event]
    claims: int


class Change(Shape, frozen=True, kw_only=True):
    """Who held a place on two days; None is "nothing known"."""

    place: Place
    before: Holding | None
    after: Holding | None


class Toll(Shape, frozen=True, kw_only=True):
    """People in a role (killed, injured, …) in one event, under a counting rule."""

    day: Day | None
    known: Day | None
    low: float | None
    best: float | None
    high: float | None
    event: str
    place: Place | None
    rule: str
    claims: list[str]


class Found(Shape, frozen=True, kw_only=True):
    """What a search found."""

    claims: list[Quotation]
    reports: list[ReportHead]
    places: list[PlaceHead]


class Feature(Shape, frozen=True, kw_only=True):
    """A GeoJSON feature."""

    type: Literal["Feature"]
    id: str
    geometry: dict[str, Any]
    properties: dict[str, Any]


class FeatureCollection(Shape, frozen=True, kw_only=True):
    """A GeoJSON feature collection; `cursor` asks for the next page."""

    type: Literal["FeatureCollection"]
    features: list[Feature]
    cursor: str | None = None


class BorderLine(Shape, frozen=True, kw_only=True):
    kind: Literal["coast", "border", "disputed"]
    line: list[list[float]]


class World(Shape, frozen=True, kw_only=True):
    """Coasts and borders of the world."""

    lines: list[BorderLine]


class ReliabilityOrder(Shape, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far a source can be relied on, A (completely) to F (cannot be judged), and why."""

    reliability: Literal["A", "B", "C", "D", "E", "F"]
    reason: str


class ReadOrder(Shape, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page to read: text or HTML, with what is known of it."""

    text: str | None = None
    html: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    name: str | None = None


class ReadJob(Shape, frozen=True, kw_only=True):
    """The state of a reading."""

    id: str
    state: Literal["waiting", "reading", "deriving", "done", "failed"]
    done: int
    total: int
    reports: list[str]
    problems: list[Problem]
    message: str = ""


class SourceRow(Shape, frozen=True, kw_only=True):
    """An outlet, agency or speaker: what it said, whose words it carries, how often it is contradicted."""

    name: str
    role: str
    reports: int
    claims: int
    copies_given: int
    copies_taken: int
    contradicted: int
    reliability: str | None


class SourceList(Shape, frozen=True, kw_only=True):
    items: list[SourceRow]


class Fault(Shape, frozen=True, kw_only=True):
    """An error as problem+json (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
