"""From a rule's match to an expression: its type, and a function that dates it once the context is known.

Every maker takes the match and returns an `Expression`, or None when the words mean something else after all. Values follow
TIMEX3; what cannot be dated keeps its known parts ("XXXX-WXX-2" for a Tuesday of an unknown week).
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.timex.expression import Expression
from dateline.timex.makers import clocks, dates, days, lengths, references, seasons, sets, units, years
from dateline.timex.rules import Match

Maker = Callable[[Match], Expression | None]

MAKERS: dict[str, Maker] = {
    "iso": dates.iso, "slash": dates.slash, "date": dates.makes_date, "date_of_year": dates.date_of_year, "day_after_range": dates.day_after_range,
    "near_month": dates.near_month, "year": years.year, "year_tail": years.year_tail, "short_year": years.short_year, "spoken_year": years.spoken_year,
    "decade": years.decade, "century": years.century, "season": seasons.season, "quarter": seasons.quarter, "near_quarter": seasons.near_quarter, "half": seasons.half,
    "holiday": seasons.holiday, "weekday": days.weekday, "day_beside": days.day_beside, "deictic": days.deictic, "part": days.part, "overnight": days.overnight,
    "bare_part": days.bare_part, "part_of": days.part_of, "weekend": days.weekend, "clock": clocks.clock, "hour_and_minute": clocks.hour_and_minute, "dotted_clock": clocks.dotted_clock, "near_unit": units.near_unit, "the_unit": units.the_unit,
    "offset": units.offset, "vague_offset": units.vague_offset, "unit_ago": units.unit_ago, "unit_beside": units.unit_beside, "duration": lengths.duration,
    "duration_adjective": lengths.duration_adjective, "duration_near": lengths.duration_near, "the_past_unit": lengths.the_past_unit,
    "duration_bare": lengths.duration_bare, "half_unit": lengths.half_unit, "every": sets.every, "frequent": sets.frequent, "present": references.present, "past": references.past,
    "future": references.future, "former": references.former, "bare_season": seasons.bare_season, "year_period": seasons.year_period, "the_quarter": seasons.the_quarter,
    "weekday_beside": days.weekday_beside, "part_beside": days.part_beside, "nth": days.nth, "hours_of": days.hours_of, "week_of": days.week_of,
    "nth_week_of": days.nth_week_of, "new_year": seasons.new_year, "daytime": days.daytime, "ancient_year": years.ancient_year,
}  # fmt: skip
"""The maker of each name that rules use."""
