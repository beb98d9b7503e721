"""A situation report that an office can forward: what is so in an area on a day as known on a day, each line with its sentences.

The report is built once as sections of lines that name the claims they rest on, and written as Markdown or HTML. Nothing in it
is averaged: figures carry their rule and range, contradictions stand side by side, and what is not known has a section too.
"""

from __future__ import annotations

import html
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import dateline
from dateline.corpus.clocks import as_of, known_on
from dateline.corpus.derived import Derived
from dateline.errors import UsageError
from dateline.export.masking import masked_claim
from dateline.ledger import View
from dateline.model import Claim, Count, Crossing, Day, Event, Holding, Place, Report, When, known_day

SENTENCES = 3
"""At most so many sentences stand behind one line; the rest are counted."""
STALE_DAYS = 30
SINCE_DAYS = 7
"""Where no earlier day is given, changes are those of so many days."""
MOST_EVENTS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the report and the ids of the claims that it rests on."""

    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; `empty` is said when there are none."""

    title: str
    lines: tuple[Line, ...]
    empty: str = "Nothing is told."


@dataclass(slots=True)
class Question:
    """What the report is about: an area (None = everywhere), the day asked about, the day as known on, the day to compare with."""

    on: Day
    known: Day | None
    since: Day
    area: str | None
    inside: Callable[[Place | None], bool]
    masked: bool = True
    stale_days: int = STALE_DAYS


@dataclass(slots=True)
class Situation:
    """A report in the making: sections, and the sentences behind them in the order in which they are first named."""

    title: str
    intro: tuple[str, ...]
    sections: list[Section]
    claims: dict[str, Claim]
    reports: dict[str, Report]
    masked: bool
    numbers: dict[str, int] = field(default_factory=dict)

    def marks(self, line: Line) -> tuple[list[int], int]:
        """Numbers of the sentences shown behind a line, and how many more there are."""
        known = [key for key in line.claims if key in self.claims]
        shown = [self.numbers.setdefault(key, len(self.numbers) + 1) for key in known[:SENTENCES]]
        return shown, max(0, len(known) - SENTENCES)

    def sentence(self, key: str) -> str:
        """A claim's words with who says so, where and when."""
        claim = masked_claim(self.claims[key]) if self.masked else self.claims[key]
        report = self.reports[claim.report or ""]
        outlet = report.outlet or report.source_id
        said = " ← ".join(link.name for link in reversed(claim.attribution) if link.name != outlet)
        words = " ".join(claim.evidence.split())
        return f"“{words}” ({said + '; ' if said else ''}{outlet}, {known_day(report) or 'undated'}; {claim.stance})"


def default_since(on: Day) -> Day:
    """The day to compare with where none is given."""
    return (date.fromisoformat(on) - timedelta(days=SINCE_DAYS)).isoformat()


def area_named(name: str | None, country: str | None = None) -> Callable[[Place | None], bool]:
    """Whether a place lies in an area given by name: a country (by `country`, its code), a first-order area, or a place itself."""
    if not name:
        return lambda _place: True
    wanted = name.casefold()

    def inside(place: Place | None) -> bool:
        if place is None:
            return False
        if country is not None and place.country == country:
            return True
        return wanted in (place.name.casefold(), (place.admin1 or "").casefold(), (place.country or "").casefold())

    return inside


def situation(view: View, derived: Derived, question: Question) -> Situation:
    """The report on a picture that was derived as known on the day asked for."""
    reports = {report.id: report for report in view.reports() if _known(report, question.known)}
    claims = {claim.id: claim for claim in view.claims() if claim.report in reports}
    events = [event for event in derived.events if _about(event, question)]
    touched = {key for event in events for key in event.claims}
    held = [row for row in as_of(derived.holdings, question.on, question.known) if question.inside(row.place)]
    before = [row for row in as_of(derived.holdings, question.since, question.known) if question.inside(row.place)]
    for row in derived.holdings:
        if question.inside(row.place):
            touched.update(row.claims)
    known_rows = [row for row in derived.holdings if known_on(row, question.known)]
    about = {claims[key].report or "" for key in touched if key in claims}
    sections = [
        Section(f"What changed since {question.since}", tuple(_changes(before, held, events, question)), "No change is told."),
        Section("Who holds what", tuple(_held(held, question, known_rows)), "Nothing is told of who holds any place here."),
        Section("Border crossings and roads", tuple(_crossings(derived, question))),
        Section("What sources contradict each other about", tuple(_disagreements(derived, touched, claims, question)), "No contradiction was found."),
        Section("Tolls", tuple(_tolls(events, question)), "No figure is told."),
        Section("People on the move", tuple(_movements(derived, question))),
        Section("Sources", tuple(_sources(derived, reports, about)), "No page is about this."),
        Section("What is not known", tuple(_unknown(held, events, claims, reports, question)), "No gap was found, which is no proof that there is none."),
    ]
    where = question.area or "all places"
    intro = (
        f"On {question.on}, as known on {question.known or 'the day of writing'}. From {len(reports)} pages with {len(claims)} claims; "
        f"{len(touched)} claims bear on {where}.",
        "Claims as reports make them, read by machine, not verified. A number in brackets leads to the sentence it rests on.",
    )
    return Situation(f"Situation report: {where}", intro, sections, claims, reports, question.masked)


def _known(report: Report, day: Day | None) -> bool:
    known = known_day(report)
    return day is None or (known is not None and known <= day)


def _about(event: Event, question: Question) -> bool:
    day = event.when.latest or event.when.earliest
    return question.inside(event.place) and (day is None or question.since < day <= question.on)


# ------------------------------------------------------------------ sections


def _changes(before: Sequence[Holding], now: Sequence[Holding], events: Sequence[Event], question: Question) -> Iterator[Line]:
    earlier = {row.place.key: row for row in before}
    for row in _by_place(now):
        old = earlier.get(row.place.key)
        if old is not None and old.controller == row.controller and bool(old.contested_by) == bool(row.contested_by):
            continue
        if row.valid_from is not None and row.valid_from > question.since:
            earlier_holder = f", before that {old.controller or 'nobody known'}" if old else ""
            yield Line(f"{_place(row.place)}: {_holder(row)}{earlier_holder}, since {row.valid_from}", row.claims)
    for event in events[:MOST_EVENTS]:
        told = f"told by {_many(event.reports, 'page')}, {_many(event.origins, 'independent origin')}"
        yield Line(f"{_words(event.kind).capitalize()}{_at(event.place)}, {_when(event.when)}{_parties(event)}; {told}", event.claims)


def _held(rows: Sequence[Holding], question: Question, every: Sequence[Holding]) -> Iterator[Line]:
    for row in _by_place(rows):
        first = _first_day(row, every)
        stale = _stale(row, question)
        parts = [f"{_place(row.place)}: {_holder(row)} ({row.status})", f"since {first}" if first else "since when is not told"]
        if row.contested_by:
            parts.append(f"contested by {', '.join(row.contested_by)}")
        if row.opposed_by:
            parts.append(f"{_many(len(row.opposed_by), 'claim')} to the contrary")
        if stale:
            parts.append(f"last told {row.last_evidence}: stale")
        yield Line("; ".join(parts), (*row.claims, *row.opposed_by))


def _first_day(row: Holding, every: Sequence[Holding]) -> Day | None:
    """The first day of the unbroken time for which the holder has had the place, fought over or not."""
    before = {one.valid_to: one for one in every if one.place.key == row.place.key and one.controller == row.controller and one.valid_to}
    first = row.valid_from
    while first is not None and first in before:
        first = before.pop(first).valid_from
    return first


def _stale(row: Holding | Crossing, question: Question) -> bool:
    if row.last_evidence is None:
        return False
    return (date.fromisoformat(question.on) - date.fromisoformat(row.last_evidence)).days > question.stale_days


def _crossings(derived: Derived, question: Question) -> Iterator[Line]:
    for row in as_of(derived.crossings, question.on, question.known):
        if question.inside(row.place):
            by = f", by {row.by}" if row.by else ""
            old = f"; last told {row.last_evidence}: stale" if _stale(row, question) else ""
            yield Line(f"{_place(row.place)}: {row.state}{by}, since {row.valid_from or 'a day not told'}{old}", (*row.claims, *row.opposed_by))


def _disagreements(derived: Derived, touched: set[str], claims: dict[str, Claim], question: Question) -> Iterator[Line]:
    for one in derived.disagreements:
        here = touched.intersection(one.claims) or any(question.inside(claims[key].place) for key in one.claims if key in claims)
        if here:
            sides = " against ".join(f"{side.value} ({_many(side.origins, 'independent origin')})" for side in one.sides)
            yield Line(f"{one.question}: {sides}", tuple(side.claims[0] for side in one.sides))


def _tolls(events: Sequence[Event], question: Question) -> Iterator[Line]:
    for event in events:
        for count in event.figures:
            yield Line(f"{_words(event.kind).capitalize()}{_at(event.place)}, {_when(event.when)}: {_count(count)}", count.claims)


def _movements(derived: Derived, question: Question) -> Iterator[Line]:
    for one in derived.movements:
        if not (question.inside(one.origin) or question.inside(one.destination)):
            continue
        day = one.when.latest or one.when.earliest
        if day is not None and day > question.on:
            continue
        told = "; ".join(_count(count) for count in one.figures) or "no number told"
        yield Line(f"From {_name(one.origin)} to {_name(one.destination)}, {_when(one.when)}: {told}", one.claims)


def _sources(derived: Derived, reports: dict[str, Report], about: set[str]) -> Iterator[Line]:
    families = [family for family in derived.families if any(key in about for key in family.reports)]
    if not about:
        return
    yield Line(f"{_many(len(about), 'page')} in {_many(len(families), 'independent origin')}; copies of one text count once")
    for family in families:
        if len(family.reports) > 1:
            outlets = sorted({_outlet(reports[key]) for key in family.reports if key in reports})
            origin = _outlet(reports[family.origin]) if family.origin in reports else family.origin
            yield Line(f"Words of {origin}, carried by {', '.join(outlets)}")
    pages = Counter(_outlet(reports[key]) for key in about)
    for outlet, number in sorted(pages.items(), key=lambda item: (-item[1], item[0])):
        yield Line(f"{outlet}: {_many(number, 'page')}")


def _unknown(
    held: Sequence[Holding], events: Sequence[Event], claims: dict[str, Claim], reports: dict[str, Report], question: Question
) -> Iterator[Line]:
    for row in _by_place(held):
        if row.controller is None:
            yield Line(f"Who holds {_place(row.place)}", row.claims)
        elif row.status == "claimed by party":
            yield Line(f"Whether {row.controller} holds {_place(row.place)}: only its own side says so", row.claims)
        elif row.status == "inferred":
            yield Line(f"Whether {row.controller} holds {_place(row.place)}: it is inferred, nobody says so", row.claims)
        if _stale(row, question):
            yield Line(f"What has become of {_place(row.place)} since {row.last_evidence}: nothing later is told", row.claims)
    told = {row.place.key for row in held}
    silent = sorted({event.place.name for event in events if event.place is not None and event.place.kind == "town" and event.place.key not in told})
    if silent:
        yield Line(f"Who holds {', '.join(silent)}: events are told there, not who holds them")
    uncounted = [event for event in events if event.kind in ("killing", "attack_on_civilians", "air_strike", "shelling", "bombing") and not event.figures]
    for event in uncounted:
        yield Line(f"How many people were hurt in the {_words(event.kind)}{_at(event.place)}, {_when(event.when)}", event.claims)
    undated = sum(known_day(report) is None for report in reports.values())
    if undated:
        yield Line(f"When {_many(undated, 'page')} came out: they bear no date, and count only in what is known now")
    foreign = sum(report.language not in (None, "en") for report in reports.values())
    if foreign:
        yield Line(f"What {_many(foreign, 'page')} in other languages say: they are stored and not read")


# ------------------------------------------------------------------ words


def _by_place(rows: Iterable[Holding]) -> list[Holding]:
    return sorted(rows, key=lambda row: (row.place.country or "", row.place.admin1 or "", row.place.name, row.valid_from or "", row.id))


def _place(place: Place) -> str:
    return f"{place.name} ({place.kind}{', ' + place.admin1 if place.admin1 and place.admin1 != place.name else ''})"


def _outlet(report: Report) -> str:
    return report.outlet or report.source_id


def _name(place: Place | None) -> str:
    return place.name if place is not None else "a place not told"


def _at(place: Place | None) -> str:
    return f" at {place.name}" if place is not None else ""


def _holder(row: Holding) -> str:
    return row.controller or "nobody is known to hold it"


def _parties(event: Event) -> str:
    actors = ", ".join(party.name for party in event.actors[:3])
    return f", by {actors}" if actors else ""


def _words(kind: str) -> str:
    return kind.replace("_", " ")


def _when(when: When) -> str:
    if when.earliest is None and when.latest is None:
        return "day not told"
    if when.earliest == when.latest or when.latest is None:
        return when.earliest or ""
    return f"{when.earliest or '…'} to {when.latest}"


def _count(count: Count) -> str:
    best = f"{count.best:,g} " if count.best is not None else ""
    low = f"{count.low:,g}" if count.low is not None else "?"
    high = f"{count.high:,g}" if count.high is not None else "open"
    return f"{best}{count.role or 'counted'} ({low} to {high} {count.unit or 'people'}; rule {count.rule})"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


# ------------------------------------------------------------------ writing


def markdown(report: Situation) -> str:
    """The report as Markdown; bracketed numbers are links to the sentences at its end."""
    out = [f"# {report.title}", "", *report.intro, ""]
    for section in report.sections:
        out += [f"## {section.title}", ""]
        for line in section.lines:
            numbers, more = report.marks(line)
            marks = "".join(f" [[{number}]](#s{number})" for number in numbers) + (f" and {more} more" if more else "")
            out.append(f"- {_escaped(line.text)}{marks}")
        out += [] if section.lines else [f"*{section.empty}*"]
        out.append("")
    out += ["## Sentences", ""]
    out += [f'{number}. <a id="s{number}"></a>{_escaped(report.sentence(key))} `{key}`' for key, number in report.numbers.items()]
    out += ["", f"dateline {dateline.__version__}. Places: GeoNames, CC BY 4.0.", ""]
    return "\n".join(out)


def _escaped(text: str) -> str:
    for letter in "\\`*_[]<>#|":
        text = text.replace(letter, "\\" + letter if letter not in "<>" else {"<": "&lt;", ">": "&gt;"}[letter])
    return text


STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}h2{margin-top:2rem}li{margin:.3rem 0}a{color:#0a4f9e}code{font-size:.8em;color:#555}"


def page(report: Situation) -> str:
    """The report as one HTML file without scripts or anything from elsewhere."""
    text = html.escape
    body = [f"<h1>{text(report.title)}</h1>", *(f"<p>{text(line)}</p>" for line in report.intro)]
    for section in report.sections:
        body.append(f"<h2>{text(section.title)}</h2>")
        items = []
        for line in section.lines:
            numbers, more = report.marks(line)
            marks = "".join(f' <a href="#s{number}">[{number}]</a>' for number in numbers) + (f" and {more} more" if more else "")
            items.append(f"<li>{text(line.text)}{marks}</li>")
        body.append(f"<ul>{''.join(items)}</ul>" if items else f"<p><em>{text(section.empty)}</em></p>")
    body.append("<h2>Sentences</h2><ol>")
    body += [f'<li id="s{number}">{text(report.sentence(key))} <code>{text(key)}</code></li>' for key, number in report.numbers.items()]
    body.append(f"</ol><p>dateline {text(dateline.__version__)}. Places: GeoNames, CC BY 4.0.</p>")
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{text(report.title)}</title><style>{STYLE}</style>"
    )
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(body)}</body></html>\n'


def write(report: Situation, output: Path) -> None:
    """Write the report whole or not at all; the ending of the name says how. Raises `UsageError` for another ending."""
    forms = {".md": markdown, ".markdown": markdown, ".html": page, ".htm": page}
    form = forms.get(output.suffix.casefold())
    if form is None:
        raise UsageError(f"{output}: end the name in .md or .html")
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(output.name + ".partial")
    partial.write_text(form(report), encoding="utf-8")
    os.replace(partial, output)
