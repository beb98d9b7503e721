"""Query parameters that lists share, as one `Filter`."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from litestar.di import NamedDependency
from litestar.params import QueryParameter, SkipValidation

from dateline import api
from dateline.errors import UsageError
from dateline.ledger.desk import MOST, Filter
from dateline.model import Day
from dateline.web.access import Person
from dateline.web.desk import Desk
from dateline.web.veil import Veil

DayParameter: TypeAlias = Annotated[str | None, QueryParameter(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="A day, such as 2023-06-20.")]
Text: TypeAlias = Annotated[str | None, QueryParameter(max_length=400)]
Texts: TypeAlias = Annotated[list[str] | None, QueryParameter(max_items=50)]
Limit: TypeAlias = Annotated[int, QueryParameter(ge=1, le=MOST, description="Most records on this page.")]
Cursor: TypeAlias = Annotated[str | None, QueryParameter(max_length=400, description="What the page before gave as cursor.")]
Rule: TypeAlias = Annotated[str | None, QueryParameter(max_length=40, description="Counting rule: acled, ged, ibc, majority or latest.")]
AreaParameter: TypeAlias = Annotated[
    str | None,
    QueryParameter(
        pattern=r"^-?[0-9]{1,3}(\.[0-9]{1,12})?(,-?[0-9]{1,3}(\.[0-9]{1,12})?){3}$",
        description="west,south,east,north in degrees",
    ),
]
Wanted: TypeAlias = NamedDependency[SkipValidation[Filter]]
TheDesk: TypeAlias = NamedDependency[SkipValidation[Desk]]
TheVeil: TypeAlias = NamedDependency[SkipValidation[Veil]]
Somebody: TypeAlias = NamedDependency[SkipValidation[Person]]


def wanted(
    area: AreaParameter = None,
    first: DayParameter = None,
    last: DayParameter = None,
    on: DayParameter = None,
    known: DayParameter = None,
    kind: Texts = None,
    party: Text = None,
    stance: Texts = None,
    status: Texts = None,
    origins: Annotated[int | None, QueryParameter(ge=0, le=1_000_000, description="At least so many independent origins.")] = None,
    place: Text = None,
    country: Annotated[str | None, QueryParameter(max_length=3, description="ISO 3166-1 alpha-3.")] = None,
    report: Text = None,
    confidence: Annotated[float | None, QueryParameter(ge=0, le=1)] = None,
    words: Text = None,
) -> Filter:
    """What a list is asked for; raises `UsageError`."""
    return Filter(
        area=_area(area), first=checked(first), last=checked(last), valid=checked(on), known=checked(known), kinds=kind or (),
        party=party or None, stances=stance or (), statuses=status or (), origins=origins, place=place or None,
        country=country or None, report=report or None, confidence=confidence, words=words or None,
    )  # fmt: skip


def checked(text: str | None) -> Day | None:
    """A day of the calendar; raises `UsageError`."""
    return api.day(text) if text else None


def _area(text: str | None) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    west, south, east, north = map(float, text.split(","))
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise UsageError("area is west,south,east,north in degrees, south below north; west may be greater than east over the date line")
    return west, south, east, north
