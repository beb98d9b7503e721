"""The product's vocabulary as types: what is read from a report, and what is derived from many.

All types are frozen `msgspec` structs; one type serves store, API and JSON. Positions are offsets in Unicode code points
into `Report.text` as read, end exclusive: `text[start:end]` is the quoted string, always. Days are ISO 8601 strings
("2023-06-20") so that they sort, print and store alike; None is "unknown" or "open", and says which in its field.
"""

from __future__ import annotations

import hashlib
from typing import Literal, TypeAlias

import msgspec

Day: TypeAlias = str
"""An ISO 8601 calendar day, ``YYYY-MM-DD``."""

RegionKind = Literal["headline", "dateline", "byline", "body", "caption", "teaser", "navigation", "boilerplate"]
PublishedBasis = Literal["given", "metadata", "page", "inferred", "unknown"]
WhenBasis = Literal["stated", "relative to publication", "publication date", "unknown"]
PlaceKind = Literal["country", "admin1", "admin2", "town", "site", "crossing", "region", "water", "demonym"]
Modifier = Literal["at least", "at most", "more than", "less than", "about", "almost", "vague"]
QuoteKind = Literal["direct", "indirect", "mixed"]
LinkRole = Literal["outlet", "agency", "speaker", "document"]
Stance = Literal[
    "asserted", "denied", "negated", "possible", "expected", "promised", "threatened", "demanded", "hypothetical"
]
Sector = Literal[
    "state forces", "rebels", "militia", "civilians", "police", "government",
    "opposition", "media", "aid", "international", "other",
]  # fmt: skip
HoldingStatus = Literal["evidenced", "claimed by party", "inferred", "unknown"]
CrossingStatus = Literal["open", "closed", "partial"]
Slot = Literal["figure", "place", "time", "actor", "outcome", "control", "status", "happened"]
Decision = Literal["accept", "reject", "correct", "merge", "split"]

STORY_KINDS: tuple[RegionKind, ...] = ("dateline", "body")
"""The regions that make up the story (the body for scoring)."""
CLAIM_KINDS: tuple[RegionKind, ...] = ("headline", "dateline", "body", "caption")
"""The regions that claims may come from."""


def stable_id(prefix: str, *parts: object) -> str:
    """A content-derived id: `prefix` and 20 hex digits of a BLAKE2b hash over the parts, in order."""
    digest = hashlib.blake2b(digest_size=10)
    for part in parts:
        data = ("" if part is None else str(part)).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{prefix}_{digest.hexdigest()}"


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every record: immutable, keyword-only."""


# ------------------------------------------------------------------ the page


class Span(Record, frozen=True, kw_only=True):
    """A stretch of the report's text."""

    start: int
    end: int


class Edit(Record, frozen=True, kw_only=True):
    """Cleaning replaced ``text[start:end]`` by `to` (mojibake, soft hyphens, odd spaces); the page as read is kept."""

    start: int
    end: int
    to: str


class Block(Record, frozen=True, kw_only=True):
    """What a reader knew of one block of visible text from its mark-up; hints for the passages stage, not exported.

    `tag` is the nearest block element ("p", "h1", "li", "figcaption", "td", …), `path` the classes and ids above it that
    matter, `links` the share of its characters inside links, `score` an extractor's opinion that it is story text (0–1).
    """

    start: int
    end: int
    tag: str = ""
    path: str = ""
    links: float = 0.0
    score: float | None = None


class Region(Record, frozen=True, kw_only=True):
    """A labelled stretch of the page; regions are in order, do not overlap and cover all but blank text."""

    start: int
    end: int
    kind: RegionKind
    duplicate_of: int | None = None
    """Index of the region that this one repeats."""


class Published(Record, frozen=True, kw_only=True):
    """When the report was published: a day or a range of days, UTC."""

    earliest: Day | None = None
    latest: Day | None = None
    basis: PublishedBasis = "unknown"
    reason: str = ""


class Problem(Record, frozen=True, kw_only=True):
    """Something wrong with the data, with its place; collected and counted, never raised."""

    place: str
    code: str
    message: str


# ------------------------------------------------------------------ mentions


class Time(Record, frozen=True, kw_only=True):
    """A time expression (TIMEX3)."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: Day | None = None
    latest: Day | None = None
    basis: WhenBasis = "unknown"


class Place(Record, frozen=True, kw_only=True):
    """A place on earth, resolved or not.

    `key` tells places apart across reports: ``gn:1234`` (GeoNames), ``dl:name`` (our supplement), ``name:…`` (unresolved).
    `precision` is the radius in km within which the place as named lies (a town 2, a province 100); None when unresolved.
    """

    name: str
    key: str = ""
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    kind: PlaceKind = "town"
    precision: float | None = None


class PlaceCandidate(Place, frozen=True, kw_only=True):
    """A runner-up, with its score and the features that decided."""

    score: float = 0.0
    features: dict[str, float] = {}


class PlaceMention(Place, frozen=True, kw_only=True):
    """A place named in the text."""

    start: int
    end: int
    text: str
    literal: bool = True
    confidence: float = 0.0
    alternatives: tuple[PlaceCandidate, ...] = ()


class Figure(Record, frozen=True, kw_only=True):
    """A number that counts or measures something in the story.

    `value` is the number as told (None for "dozens"), `low`/`high` the closed bounds that follow (None = open or unknown).
    `share` values are between 0 and 1. `of` is the denominator.
    """

    start: int
    end: int
    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    modifier: Modifier | None = None
    unit: str | None = None
    role: str | None = None
    of: float | None = None


class Source(Record, frozen=True, kw_only=True):
    """Who is quoted, as named here (`name` after resolving pronouns and roles; span of the mention nearest the words)."""

    name: str
    start: int | None = None
    end: int | None = None


class Attribution(Record, frozen=True, kw_only=True):
    """Words that somebody said: their content, the cue, the source. `via` are sources that the source itself cites."""

    content: tuple[tuple[int, int], ...]
    kind: QuoteKind
    cue: Span | None = None
    source: Source | None = None
    told_to: Source | None = None
    via: tuple[Source, ...] = ()
    anonymous: bool = False
    confidence: float = 1.0


# ------------------------------------------------------------------ claims


class When(Record, frozen=True, kw_only=True):
    """When something was so: a range of local days at the place; None is open or unknown."""

    earliest: Day | None = None
    latest: Day | None = None
    basis: WhenBasis = "unknown"


class Party(Record, frozen=True, kw_only=True):
    """Somebody who does or suffers something. `key` is the lexicon's id where the name is known to it."""

    name: str
    start: int | None = None
    end: int | None = None
    country: str | None = None
    sector: Sector = "other"
    key: str | None = None


class Link(Record, frozen=True, kw_only=True):
    """One link of an attribution chain."""

    name: str
    start: int | None = None
    end: int | None = None
    cue: str | None = None
    role: LinkRole = "speaker"
    anonymous: bool = False
    kind: QuoteKind | None = None


class Route(Record, frozen=True, kw_only=True):
    """From one place to another; either end may be unknown."""

    origin: Place | None = msgspec.field(default=None, name="from")
    destination: Place | None = msgspec.field(default=None, name="to")


class Normalised(Record, frozen=True, kw_only=True):
    """A stretch of text with the value it stands for (a weapon, an outcome)."""

    start: int
    end: int
    text: str
    value: str


class Codes(Record, frozen=True, kw_only=True):
    """The field's codes. ACLED names are its event and sub-event types; PLOVER event, mode and contexts."""

    acled_event: str | None = None
    acled_sub_event: str | None = None
    plover_event: str | None = None
    plover_mode: str | None = None
    plover_contexts: tuple[str, ...] = ()


class Because(Record, frozen=True, kw_only=True):
    """What produced a value: the part of the claim, the rule or model with its version, and a note an analyst can read."""

    part: str
    rule: str
    note: str = ""
    start: int | None = None
    end: int | None = None
    """The stretch of the page that it rests on, where there is one."""


class Claim(Record, frozen=True, kw_only=True):
    """One statement about the world, by somebody."""

    id: str
    kind: str
    start: int
    end: int
    evidence: str
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    place: Place | None = None
    route: Route | None = None
    when: When = When()
    figures: tuple[Figure, ...] = ()
    weapon: Normalised | None = None
    outcome: Normalised | None = None
    attribution: tuple[Link, ...] = ()
    stance: Stance = "asserted"
    background: bool = False
    codes: Codes = Codes()
    confidence: float = 0.0
    because: tuple[Because, ...] = ()
    report: str | None = None
    """Id of the report; set when the claim leaves its report (ledger, export)."""


class Report(Record, frozen=True, kw_only=True):
    """One page as read, with everything read out of it."""

    id: str
    document: str
    text: str
    source_id: str = ""
    version: int | None = None
    """1 for the first known version of its document; set by the ledger, None for a page read alone."""
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    raw_sha256: str = ""
    language: str | None = None
    retrieved_at: str | None = None
    published: Published = Published()
    regions: tuple[Region, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    extra: dict[str, object] = {}
    edits: tuple[Edit, ...] = ()
    blocks: tuple[Block, ...] = ()
    extractor: str = ""
    """Version of the extractor that read it."""


def source_key(url: str | None, given_id: str | None, path: str | None) -> str:
    """What a document is known by: the canonical URL, else the given id, else the path relative to the input."""
    return url or given_id or path or ""


def report_id(key: str, text: str) -> str:
    """Id of a report: source key and text; the same page read twice is one report."""
    return stable_id("r", key, text)


def document_id(key: str) -> str:
    """Id of a document, shared by all its versions."""
    return stable_id("d", key)


def known_day(report: Report) -> Day | None:
    """The day on which the report became known, by the contract: published.latest, else the retrieval day given."""
    if report.published.latest:
        return report.published.latest
    return report.retrieved_at[:10] if report.retrieved_at else None


# ------------------------------------------------------------------ derived from many claims


class Partial(Record, frozen=True, kw_only=True):
    """Part of this family's words also stand in `report`, covering `share` (0–1) of the smaller text."""

    report: str
    share: float


class Family(Record, frozen=True, kw_only=True):
    """Reports that carry the same words: one independent origin."""

    id: str
    reports: tuple[str, ...]
    origin: str
    partial_of: tuple[Partial, ...] = ()
    claims: tuple[str, ...] = ()
    because: tuple[Because, ...] = ()


class Count(Record, frozen=True, kw_only=True):
    """Several figures made one under a counting rule; `unit` and `role` say of what."""

    rule: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str | None = None
    role: str | None = None
    claims: tuple[str, ...] = ()


class Event(Record, frozen=True, kw_only=True):
    """Claims about the same happening."""

    id: str
    kind: str
    claims: tuple[str, ...]
    place: Place | None = None
    when: When = When()
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    figures: tuple[Count, ...] = ()
    reports: int = 0
    stories: int = 0
    origins: int = 0
    codes: Codes = Codes()
    because: tuple[Because, ...] = ()


class Side(Record, frozen=True, kw_only=True):
    """One answer to a question that claims answer incompatibly."""

    value: str
    claims: tuple[str, ...]
    origins: int = 1


class Disagreement(Record, frozen=True, kw_only=True):
    """Claims that answer the same question incompatibly."""

    id: str
    slot: Slot
    sides: tuple[Side, ...]
    within_page: bool
    claims: tuple[str, ...] = ()
    question: str = ""
    weight: float = 0.0
    because: tuple[Because, ...] = ()


class Holding(Record, frozen=True, kw_only=True):
    """Who holds a place, on two clocks: valid from–to (`valid_to` None = still), known from–to (`known_to` None = still)."""

    id: str
    place: Place
    controller: str | None
    status: HoldingStatus
    valid_from: Day | None
    valid_to: Day | None
    known_from: Day | None
    known_to: Day | None
    contested_by: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    opposed_by: tuple[str, ...] = ()
    last_evidence: Day | None = None
    because: tuple[Because, ...] = ()


class Crossing(Record, frozen=True, kw_only=True):
    """State of one side of a crossing or road, on two clocks."""

    id: str
    place: Place
    side: str | None
    state: CrossingStatus
    by: str | None
    valid_from: Day | None
    valid_to: Day | None
    known_from: Day | None
    known_to: Day | None
    claims: tuple[str, ...] = ()
    opposed_by: tuple[str, ...] = ()
    last_evidence: Day | None = None
    because: tuple[Because, ...] = ()


class Movement(Record, frozen=True, kw_only=True):
    """People displaced or evacuated."""

    id: str
    origin: Place | None = msgspec.field(default=None, name="from")
    destination: Place | None = msgspec.field(default=None, name="to")
    when: When = When()
    figures: tuple[Count, ...] = ()
    claims: tuple[str, ...] = ()


class Judgement(Record, frozen=True, kw_only=True):
    """A person's decision about a claim or a derived record; append-only.

    `report`, `start`, `end` and `quotation` anchor it, so that it finds its claim again after a reread; `values` are the
    judged values ("place": …), `undoes` the id of a judgement taken back.
    """

    id: str
    decision: Decision
    subject: str
    kind: str
    reason: str
    by: str
    at: str
    report: str | None = None
    start: int | None = None
    end: int | None = None
    quotation: str = ""
    values: dict[str, object] = {}
    others: tuple[str, ...] = ()
    undoes: str | None = None
