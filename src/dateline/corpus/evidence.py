"""What corpus steps work on: a claim together with what is known of the report that made it.

Order everywhere is that of becoming known: (known day, report, position, id), reports without a known day last. A step that
goes through claims in this order and looks only backwards gives, for every day K, an answer that rests on reports known
by K alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dateline.model import Claim, Day

HISTORY_YEARS = 2
"""Background about a day longer ago is history."""
NEVER = "9999-12-31"
"""Sorts after every day; as a bound it means "only when asked for now"."""


@dataclass(frozen=True, slots=True)
class Page:
    """What corpus steps need of a report: who published it, when it was known, the cleaned words of its story."""

    report: str
    document: str
    version: int
    outlet: str | None
    known: Day | None
    language: str | None
    title: str | None
    story: str
    url: str | None = None
    credit: str | None = None
    """The agency credited on the page."""
    retired: Day | None = None
    """The day on which a newer version of the same document became known."""

    @property
    def order(self) -> tuple[str, str]:
        """Position in the order of becoming known."""
        return self.known or NEVER, self.report


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it counts (judgements applied), by which page, from which origin."""

    claim: Claim
    page: Page
    family: str
    """Id of the family of reports with the same words; the unit of independent origins."""

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Position in the order of becoming known."""
        return *self.page.order, self.claim.start, self.claim.id

    @property
    def history(self) -> bool:
        """Whether the claim is background about a day years before it was told: no news of the conflict."""
        day = self.claim.when.latest
        if not self.claim.background or day is None or self.page.known is None:
            return False
        return int(self.page.known[:4]) - int(day[:4]) > HISTORY_YEARS

    def visible(self, known: Day | None) -> bool:
        """Whether the claim stands as known on a day (None = now)."""
        if known is None:
            return self.page.retired is None
        if self.page.known is None or self.page.known > known:
            return False
        return self.page.retired is None or self.page.retired > known


def origins(told: list[Told] | tuple[Told, ...]) -> int:
    """Number of independent origins: families of reports, not reports."""
    return len({one.family for one in told})


def pages_with_retirement(pages: list[Page]) -> list[Page]:
    """The pages in order, each older version retired on the day its successor became known."""
    from dataclasses import replace

    by_document: dict[str, list[Page]] = {}
    for page in pages:
        by_document.setdefault(page.document, []).append(page)
    result: list[Page] = []
    for versions in by_document.values():
        versions.sort(key=lambda page: page.version)
        for older, newer in pairwise(versions):
            result.append(replace(older, retired=newer.known or NEVER))
        result.append(versions[-1])
    return sorted(result, key=lambda page: page.order)
