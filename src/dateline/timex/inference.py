"""When was a page without a date published? Only what the page itself proves counts; today never does."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Published
from dateline.text import Prose
from dateline.timex.makers import Expression
from dateline.timex.words import Stream


def published(prose: Prose, tokens: Stream, found: Sequence[Expression], known: Published) -> Published:
    """The publication date as far as the story proves it."""
    return known
