"""Time expressions of the story, dated from the day of publication; a page without a date may tell it itself."""

from __future__ import annotations

from datetime import date

import msgspec

from dateline.model import Report, Time
from dateline.timex import inference, resolve, rules
from dateline.timex.rules import RuleSet
from dateline.tools import Tools


def read(report: Report, tools: Tools) -> Report:
    """Add `times`, and infer `published` where it is unknown and the page leaves no doubt.

    With an unknown day of publication "on Tuesday" keeps a relative value and no days; nothing is ever dated from today.
    """
    prose = tools.prose(report)
    if not prose.text.strip():
        return report
    ruleset: RuleSet = tools.part("time rules", lambda tools: rules.load(tools.lexicon))
    tokens, found = resolve.find(prose.text, ruleset)
    published = report.published
    if published.basis == "unknown":
        published = inference.published(prose, tokens, found, published, report.retrieved_at)
    earliest, latest = _day(published.earliest), _day(published.latest)
    times = []
    for item in resolve.dated(prose.text, tokens, found, earliest or latest, latest or earliest):
        start, end = prose.source(item.start, item.end)
        times.append(
            Time(
                start=start,
                end=end,
                text=report.text[start:end],
                type=item.type,
                value=item.value,
                earliest=item.earliest,
                latest=item.latest,
                basis=item.basis,
            )
        )
    return msgspec.structs.replace(report, times=tuple(times), published=published)


def _day(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None
