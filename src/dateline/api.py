"""The verbs behind the command line and `import dateline`: read, store, look, judge, derive, export."""

from __future__ import annotations

import glob
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from dateline import pipeline
from dateline.corpus.clocks import known_on
from dateline.corpus.counting import DEFAULT
from dateline.corpus.derived import Derived
from dateline.corpus.evidence import NEVER
from dateline.corpus.judging import CLAIM_FIELDS, HOLDING_FIELDS, anchor_of, corrected, holding_anchor
from dateline.derive import derived_as_known, rebuild
from dateline.errors import InputError, NotFound, UsageError
from dateline.ledger import Ledger, View
from dateline.ledger.writer import now
from dateline.model import (
    Claim,
    Crossing,
    Day,
    Decision,
    Event,
    Holding,
    Judgement,
    Problem,
    Report,
    known_day,
    stable_id,
)
from dateline.readers import Record, find_inputs, open_input
from dateline.runners.local import Job, read_record, read_records
from dateline.tools import Settings, Tools

Counter_ = Counter[str]
Tick = Callable[[int], None]


@dataclass(slots=True)
class Summary:
    """What one run of reading did; `problems` counts data problems by code."""

    reports: int = 0
    unchanged: int = 0
    claims: int = 0
    other_languages: int = 0
    problems: Counter_ = field(default_factory=Counter)
    shown: list[Problem] = field(default_factory=list)

    @property
    def read_nothing(self) -> bool:
        """Whether there was input and none of it could be read."""
        return self.reports == 0 and bool(self.problems)


def day(text: str) -> Day:
    """A day given by a user, checked; raises `UsageError`."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).strftime("%Y-%m-%d")
    except ValueError as error:
        raise UsageError(f"{text!r} is no day; write it as 2023-04-15") from error


def records(inputs: Iterable[str | Path], settings: Settings | None = None) -> Iterator[Record | Problem]:
    """Records of files, folders, globs and "-" (standard input), in order; folders sorted by path."""
    for given in inputs:
        text = str(given)
        if text == "-":
            yield from open_input(sys.stdin.buffer.read(), "-", settings=settings)
            continue
        path = Path(text)
        if path.is_dir():
            empty = True
            for child in find_inputs(path):
                empty = False
                yield from open_input(child, child.relative_to(path).as_posix(), path, settings)
            if empty:
                yield Problem(place=text, code="empty", message="the folder holds no files")
        elif path.exists():
            yield from open_input(path, path.name, path.parent, settings)
        elif found := sorted(glob.glob(text, recursive=True)):
            yield from records(found, settings)
        else:
            yield Problem(place=text, code="missing", message="there is no such file, folder or pattern")


def read(
    *inputs: str | Path,
    published: Day | None = None,
    outlet: str | None = None,
    settings: Settings | None = None,
    workers: int = 1,
) -> Iterator[Report | Problem]:
    """Read pages, in input order: a `Report` for each that could be read, a `Problem` for each that could not.

    >>> import dateline, pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "nyala.txt").write_text("The Rapid Support Forces captured Nyala on Thursday, residents said.")
    >>> _ = (folder / "empty.txt").write_text("")
    >>> for page in dateline.read(folder, published="2023-10-28"):
    ...     if isinstance(page, dateline.Report):
    ...         print(page.source_id, [claim.kind for claim in page.claims])
    ...     else:
    ...         print(page.place, page.message)
    empty.txt the file is empty
    nyala.txt ['capture']
    """
    job = Job(settings or Settings(), published and day(published), outlet)
    return read_records(records(inputs, job.settings), job, workers)


def read_text(
    text: str, *, published: Day | None = None, outlet: str | None = None, url: str | None = None, tools: Tools | None = None
) -> Report:
    """Read one page given as text, in this process; raises `InputError` when there is nothing to read.

    >>> import dateline
    >>> page = dateline.read_text("The Rapid Support Forces captured Nyala on Thursday, residents said.", published="2023-10-28")
    >>> [(claim.kind, claim.place.name, claim.when.latest, claim.stance) for claim in page.claims]
    [('capture', 'Nyala', '2023-10-26', 'asserted')]
    """
    tools = tools or Tools()
    job = Job(tools.settings, published and day(published), outlet)
    for record in open_input(text.encode("utf-8"), url or "-"):
        found = record if isinstance(record, Problem) else read_record(record, job, tools)
        if isinstance(found, Problem):
            raise InputError(found.place, found.code, found.message)
        return found
    raise InputError("-", "empty", "there is no text")


def store(
    ledger: Ledger,
    *inputs: str | Path,
    published: Day | None = None,
    outlet: str | None = None,
    settings: Settings | None = None,
    workers: int = 1,
    tick: Tick | None = None,
) -> Summary:
    """Read pages into a ledger and derive everything again; each report is stored whole or not at all.

    >>> import dateline, pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "nyala.txt").write_text("The Rapid Support Forces captured Nyala on Thursday, residents said.")
    >>> with dateline.Ledger.open(folder / "my.ledger") as ledger:
    ...     summary = dateline.store(ledger, folder / "nyala.txt", published="2023-10-28")
    ...     with ledger.read() as view:
    ...         held = dateline.holdings(view, on="2023-10-30", place="Nyala")
    ...         dateline.export_to(view, "csv", folder / "claims.csv")
    >>> summary.reports, [(one.place.name, one.controller) for one in held]
    (1, [('Nyala', 'Rapid Support Forces')])
    """
    summary = Summary()
    with ledger.write() as writer:
        for number, found in enumerate(read(*inputs, published=published, outlet=outlet, settings=settings, workers=workers), 1):
            note(summary, found)
            if isinstance(found, Problem):
                writer.add_problems([found])
            elif not writer.add(found):
                summary.unchanged += 1
            if tick:
                tick(number)
    derive_again(ledger, Tools(settings))
    return summary


def note(summary: Summary, found: Report | Problem) -> None:
    """Count one result in a summary."""
    problems = [found] if isinstance(found, Problem) else list(found.problems)
    for problem in problems:
        summary.problems[problem.code] += 1
        summary.shown.append(problem)
    if isinstance(found, Report):
        summary.reports += 1
        summary.claims += len(found.claims)
        summary.other_languages += found.language not in (None, "en")


def derive_again(ledger: Ledger, tools: Tools) -> Derived:
    """Derive everything again under the counting rule that the ledger was derived with last."""
    with ledger.read() as view:
        counting = view.setting("counting") or DEFAULT
    return rebuild(ledger, tools, counting)


def reread(ledger: Ledger, settings: Settings | None = None, tick: Tick | None = None) -> tuple[int, list[Judgement]]:
    """Read stored texts again with the current version; returns how many readings changed and judgements left unattached."""
    tools = Tools(settings)
    changed = 0
    with ledger.read() as view:
        keys = view.report_ids()
    with ledger.write() as writer:
        for number, key in enumerate(keys, 1):
            with ledger.read() as view:
                stored = view.report(key)
            changed += writer.replace(pipeline.read(blank(stored), tools))
            if tick:
                tick(number)
    return changed, list(derive_again(ledger, tools).unattached)


def blank(report: Report) -> Report:
    """A stored report as its reader gave it: text and source, nothing read out of it yet."""
    kept = report.published if report.published.basis in ("given", "metadata") else type(report.published)()
    return msgspec.structs.replace(
        report, version=None, published=kept, regions=(), times=(), places=(), figures=(), attributions=(), claims=(),
        edits=(), problems=(), extractor="",
    )  # fmt: skip


def picture(view: View, known: Day | None = None, counting: str = DEFAULT, tools: Tools | None = None) -> Derived:
    """Everything derived, as known on a day (None = now) under a counting rule."""
    if known is None and counting == (view.setting("counting") or DEFAULT) and view.setting("derived_by"):
        return Derived(
            view.derived("families"), view.derived("events"), view.derived("disagreements"),
            view.derived("holdings"), view.derived("crossings"), view.derived("movements"),
        )  # fmt: skip
    return derived_as_known(view, tools or Tools(), known, counting)


def holdings(view: View, on: Day | None = None, known: Day | None = None, place: str | None = None) -> list[Holding]:
    """Who held what on a day, as known on a day (None = now for both), optionally only places whose name contains `place` (or that are called so in some other spelling)."""
    return _by_place(_named(view, "holdings", on, known, place))


def crossings(view: View, on: Day | None = None, known: Day | None = None, place: str | None = None) -> list[Crossing]:
    """State of crossings on a day, as known on a day (None = now for both)."""
    return _by_place(_named(view, "crossings", on, known, place))


def report(
    view: View,
    output: Path,
    on: Day | None = None,
    known: Day | None = None,
    area: str | None = None,
    since: Day | None = None,
    counting: str = DEFAULT,
    masked: bool = True,
) -> None:
    """Write a situation report (.md or .html) for an area on a day as known on a day; without a day, that of the newest report."""
    from dateline.clauses.actors import register
    from dateline.export import report as writing

    tools = Tools()
    day_asked = on or known or max((found for one in view.reports() if (found := known_day(one)) is not None), default=None)
    if day_asked is None:
        raise UsageError("no report in this ledger has a date; say which day with --on")
    nation = register(tools).nation_names.get(area or "")
    question = writing.Question(
        on=day_asked, known=known, since=since or writing.default_since(day_asked), area=area,
        inside=writing.area_named(area, nation[0].iso3 if nation else None), masked=masked,
    )  # fmt: skip
    writing.write(writing.situation(view, picture(view, known, counting, tools), question), output)


def export_to(
    view: View,
    format_: str,
    output: Path | None,
    known: Day | None = None,
    counting: str = DEFAULT,
    masked: bool = True,
    inter: Literal["numeric", "text"] = "text",
) -> None:
    """Write claims, events and all that is derived as csv, geojson, json, acled, ged, hapi or parquet (None = standard output)."""
    from dateline.export.write import Source, export

    export(Source(view, picture(view, known, counting), known, masked, counting, inter), format_, output)


def map_to(view: View, output: Path, on: Day | None = None, known: Day | None = None, masked: bool = True) -> None:
    """Write one HTML file with the map, the timeline and the evidence."""
    from dateline.export import page

    page.write(view, picture(view), output, on, known, masked=masked)


def place_keys(name: str, tools: Tools | None = None) -> frozenset[str]:
    """Keys of the places that are called so in any spelling ("El Geneina", "Al-Junaynah")."""
    from dateline.gazetteer import open_gazetteer

    gazetteer = open_gazetteer((tools.settings if tools else Settings()).cache)
    return frozenset(candidate.entry.key for candidate in gazetteer.lookup(name))


def _named(view: View, sort: str, on: Day | None, known: Day | None, place: str | None) -> list[Any]:
    rows: list[Any] = view.as_of(sort, on, known, name=place)
    if rows or place is None:
        return rows
    keys = place_keys(place)
    return [row for row in view.as_of(sort, on, known) if row.place.key in keys]


def _by_place(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.place.country or "", row.place.name, row.valid_from or ""))


def stale(row: Holding | Crossing, on: Day, days: int = 30) -> bool:
    """Whether the last evidence is older than so many days on the day asked for; computed, never stored."""
    if row.last_evidence is None:
        return False
    return (datetime.fromisoformat(on) - datetime.fromisoformat(row.last_evidence)).days > days


def review(
    ledger: Ledger,
    subject: str,
    decision: Decision,
    reason: str,
    by: str,
    values: dict[str, Any] | None = None,
    settings: Settings | None = None,
) -> Judgement:
    """Accept, reject or correct a claim or holding, with a reason; append-only. The derived picture follows at once."""
    if not reason.strip():
        raise UsageError("a judgement needs a reason")
    with ledger.read() as view:
        judgement = decision_of(view, subject, decision, reason, by, values or {})
    with ledger.write() as writer:
        writer.judge(judgement)
    derive_again(ledger, Tools(settings))
    return judgement


def undo(ledger: Ledger, judgement: str, by: str, settings: Settings | None = None, derive: bool = True) -> Judgement:
    """Take a judgement back by a further one; both stay in the log."""
    with ledger.read() as view:
        found = [one for one in view.judgements() if one.id.startswith(judgement)]
    if len(found) != 1:
        raise NotFound(f"{judgement}: no such judgement, or more than one")
    back = Judgement(
        id=stable_id("j", "undo", found[0].id, now()), decision=found[0].decision, subject=found[0].subject, kind=found[0].kind,
        reason="taken back", by=by, at=now(), report=found[0].report, undoes=found[0].id,
    )  # fmt: skip
    with ledger.write() as writer:
        writer.judge(back)
    if derive:
        derive_again(ledger, Tools(settings))
    return back


def decision_of(view: View, subject: str, decision: Decision, reason: str, by: str, values: dict[str, Any]) -> Judgement:
    """The judgement as it would be stored; raises `UsageError` or `NotFound` when it makes no sense. Stores nothing."""
    if decision == "correct" and not values:
        raise UsageError(f"say what to correct: {', '.join(CLAIM_FIELDS)}, or for a holding {', '.join(HOLDING_FIELDS)}")
    at = now()
    if subject.startswith("h"):
        holding = next((one for one in view.derived("holdings") if one.id.startswith(subject)), None)
        if holding is None:
            raise NotFound(f"{subject}: no such holding")
        wrong = sorted(set(values) - set(HOLDING_FIELDS))
        if wrong:
            raise UsageError(f"a holding has no {', '.join(wrong)} to correct; it has {', '.join(HOLDING_FIELDS)}")
        _fits_holding(holding, values)
        return Judgement(
            id=stable_id("j", holding.id, decision, reason, by, at), decision=decision, subject=holding.id, kind="holding",
            reason=reason, by=by, at=at, values={**values, "of": holding_anchor(holding)},
        )  # fmt: skip
    claim = view.claim(subject)
    if decision == "correct":
        values = completed(claim, values)
        corrected(claim, values)
    return Judgement(
        id=stable_id("j", claim.id, decision, reason, by, at), decision=decision, subject=claim.id, kind=claim.kind, reason=reason,
        by=by, at=at, report=claim.report, start=claim.start, end=claim.end, quotation=claim.evidence, values=values,
    )  # fmt: skip


def _fits_holding(holding: Holding, values: dict[str, Any]) -> None:
    """Raise `UsageError` for values that a holding cannot have: stored, they would break every rebuild."""
    for name in ("valid_from", "valid_to"):
        if values.get(name) is not None:
            day(str(values[name]))
    try:
        msgspec.convert({**msgspec.to_builtins(holding), **values}, Holding)
    except msgspec.ValidationError as error:
        raise UsageError(f"that correction does not fit a holding: {error}") from error


def completed(claim: Claim, values: dict[str, Any]) -> dict[str, Any]:
    """A person's correction with what follows from it: a place by name or GeoNames id gets its position and key, a figure its
    bounds, and the stretch of the claim's own text; days are checked. Raises `UsageError`."""
    full = dict(values)
    if isinstance(full.get("place"), dict | str):
        full["place"] = _place_given(full["place"])
    if isinstance(full.get("route"), dict):
        full["route"] = {end: _place_given(given) if given else None for end, given in full["route"].items()}
    if isinstance(full.get("when"), dict):
        for end in ("earliest", "latest"):
            if full["when"].get(end) is not None:
                day(str(full["when"][end]))
        full["when"] = {"basis": "stated", **full["when"]}
    if isinstance(full.get("figures"), list):
        full["figures"] = [_figure_given(claim, one) if isinstance(one, dict) else one for one in full["figures"]]
    return full


def _figure_given(claim: Claim, given: dict[str, Any]) -> dict[str, Any]:
    value = given.get("value")
    bounds = {"low": value, "high": value} if not given.keys() & {"low", "high", "modifier"} else {}
    return {"start": claim.start, "end": claim.end, "text": claim.evidence, **bounds, **given}


def _place_given(given: Any) -> Any:
    """A place as a person writes it, found in the gazetteer where it is there; one that already has a key stays as it is."""
    from dateline.gazetteer import open_gazetteer

    asked = {"name": given} if isinstance(given, str) else given
    if not isinstance(asked, dict) or asked.get("key"):
        return asked
    gazetteer = open_gazetteer(Settings().cache)
    number, name = asked.get("geonameid"), str(asked.get("name") or "")
    found = [gazetteer.by_id(number)] if isinstance(number, int) else [one.entry for one in gazetteer.lookup(name)]
    fits = [entry for entry in found if entry is not None and asked.get("country") in (None, entry.country)]
    if not fits and not name:
        raise UsageError(f"no place is known as {asked!r}; give a name, or lat and lon")
    known = msgspec.to_builtins(fits[0].place()) if fits else {"key": f"name:{name.casefold()}"}
    return {**known, **asked}


def merge(ledger: Ledger, events: Sequence[str], reason: str, by: str, settings: Settings | None = None) -> Judgement:
    """Make several events one, with a reason; `undo` takes it back. The events are found again by their claims after a rebuild."""
    if len(events) < 2:
        raise UsageError("a merge needs two events or more")
    with ledger.read() as view:
        found = [_event(view, key) for key in events]
        chosen = [view.claim(event.claims[0]) for event in found]
    return _decide(ledger, "merge", found[0].id, chosen, reason, by, settings)


def split(ledger: Ledger, event: str, claims: Sequence[str], reason: str, by: str, settings: Settings | None = None) -> Judgement:
    """Make some claims of an event an event of their own, with a reason; `undo` takes it back."""
    with ledger.read() as view:
        found = _event(view, event)
        chosen = [view.claim(key) for key in claims]
    strangers = [claim.id for claim in chosen if claim.id not in found.claims]
    if strangers or not chosen or len(chosen) == len(found.claims):
        raise UsageError(f"name some, not all, of the event's own claims: {', '.join(found.claims)}")
    return _decide(ledger, "split", found.id, chosen, reason, by, settings)


def _event(view: View, key: str) -> Event:
    found = [event for event in view.derived("events") if event.id.startswith(key)]
    if len(found) != 1:
        raise NotFound(f"{key}: no such event, or more than one")
    event: Event = found[0]
    return event


def _decide(
    ledger: Ledger, decision: Decision, event: str, claims: Sequence[Claim], reason: str, by: str, settings: Settings | None
) -> Judgement:
    if not reason.strip():
        raise UsageError("a judgement needs a reason")
    at = now()
    judgement = Judgement(
        id=stable_id("j", event, decision, reason, by, at, *(claim.id for claim in claims)), decision=decision, subject=event, kind="event",
        reason=reason, by=by, at=at, others=tuple(claim.id for claim in claims), values={"anchors": [anchor_of(claim) for claim in claims]},
    )  # fmt: skip
    with ledger.write() as writer:
        writer.judge(judgement)
    derive_again(ledger, Tools(settings))
    return judgement


def forget(ledger: Ledger, report: str, reason: str = "", settings: Settings | None = None) -> str:
    """Take a report and all that rests on it out of the ledger; returns its id."""
    with ledger.read() as view:
        key = view.report(report).id
    with ledger.write() as writer:
        writer.forget(key, reason)
    derive_again(ledger, Tools(settings))
    return key


def counts(view: View) -> dict[str, int]:
    """Pages, stories, independent origins, claims and events: five counts, never one for another."""
    stories = len({report.document for report in view.reports()})
    names: Sequence[tuple[str, str]] = (("claims", "claims"), ("events", "events"))
    return {
        "pages": view.count("reports"),
        "stories": stories,
        "independent origins": view.count("families"),
        **{shown: view.count(table) for shown, table in names},
    }


__all__ = ["NEVER", "Summary", "blank", "completed", "counts", "crossings", "day", "decision_of", "derive_again", "export_to", "forget", "holdings", "known_on", "map_to", "merge", "picture", "place_keys", "read",
           "read_text", "records", "report", "reread", "review", "split", "stale", "store", "undo"]  # fmt: skip
