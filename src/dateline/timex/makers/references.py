"""Now, recently, the future: times without a date."""

from __future__ import annotations

from dateline.timex.expression import Expression, fixed
from dateline.timex.rules import Match


def present(match: Match) -> Expression | None:
    """Now, currently, these days."""
    words = match.stream.lower[match.first : match.last]
    if words[0] == "these" and words[-1] not in ("days",):
        return None
    return Expression(match.first, match.last, "DATE", fixed("PRESENT_REF"), "none", moves=False, kind="reference")


def past(match: Match) -> Expression | None:
    """Recently, previously, the past."""
    return Expression(match.first, match.last, "DATE", fixed("PAST_REF"), "none", moves=False, kind="reference")


def future(match: Match) -> Expression | None:
    """The future."""
    return Expression(match.first, match.last, "DATE", fixed("FUTURE_REF"), "none", moves=False, kind="reference")


def former(match: Match) -> Expression | None:
    """Former, recent, current: times in a history, mere adjectives in news; the register decides."""
    value = "PRESENT_REF" if match.stream.kind(match.first, "CURRENT") else "PAST_REF"
    return Expression(match.first, match.last, "DATE", fixed(value), "none", moves=False, kind="adjective")
