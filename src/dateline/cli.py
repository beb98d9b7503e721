"""The command line: parse, call, print. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

from dateline import __version__
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.ledger import Ledger, View
    from dateline.model import Decision
    from dateline.tools import Settings

app = typer.Typer(
    help="Reads news pages about conflicts into claims anchored to their sentences. Dateline extracts claims; it does not verify them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

LedgerOption = Annotated[str, typer.Option("--ledger", "-l", envvar="DATELINE_LEDGER", help="Ledger file or database URL.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
KnownOption = Annotated[str | None, typer.Option("--known", help="As known on this day, e.g. 2023-06-30 (default: now).")]
OnOption = Annotated[str | None, typer.Option("--on", help="The day asked about, e.g. 2023-06-20 (default: the newest state).")]
PlaceOption = Annotated[str | None, typer.Option("--place", help="Only places whose name contains this.")]
LexiconOption = Annotated[
    list[Path] | None, typer.Option("--lexicon", help="Folder of your own lexicon files, laid over ours (may be repeated).")
]
CountingOption = Annotated[str, typer.Option("--count-rule", help="How several figures become one: acled, ged, ibc, majority or latest.")]
DEFAULT_LEDGER = "dateline.ledger"

lexicon_app = typer.Typer(help="Lexicons: yours and ours.", no_args_is_help=True)
app.add_typer(lexicon_app, name="lexicon")


def main() -> None:
    """Entry point: errors raised on purpose become one line and exit code 2."""
    try:
        app()
    except DatelineError as error:
        _fail(str(error))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _fail(f"{error.filename or 'system'}: {error.strerror or error}")
    except Exception as error:
        if not type(error).__module__.startswith("sqlalchemy."):
            raise
        _fail(f"the ledger cannot be used: {getattr(error, 'orig', error)}; what was stored before is whole")


def _fail(message: str, code: int = 2) -> NoReturn:
    typer.echo(f"dateline: {message}", err=True)
    raise SystemExit(code)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


def _settings(lexicon: list[Path] | None) -> Settings:
    from dateline.tools import Settings

    for folder in lexicon or []:
        if not folder.is_dir():
            _fail(f"{folder}: there is no such lexicon folder")
    return Settings(lexicons=tuple(lexicon or ()))


def _ledger(path: str, create: bool = False) -> Ledger:
    from dateline.ledger import Ledger

    return Ledger.open(path, create=create)


@contextmanager
def _looking(path: str) -> Iterator[View]:
    with _ledger(path) as opened, opened.read() as view:
        if not view.is_derived():
            typer.echo(f"note: pages or judgements came in since the picture was derived; `dateline rebuild --ledger {path}` brings it up to date", err=True)
        yield view


@contextmanager
def _stoppable(ledger: str | None) -> Iterator[None]:
    """Says what is left when somebody presses Ctrl-C."""
    try:
        yield
    except KeyboardInterrupt:
        _fail(f"stopped; what was read so far is in {ledger}: the same command goes on, `dateline rebuild` derives from it" if ledger else "stopped", 130)


def _say(*lines: str) -> None:
    for line in lines:
        typer.echo(line)


def _print_json(value: Any) -> None:
    import msgspec

    typer.echo(msgspec.json.encode(value, order="deterministic").decode())


def _day(text: str | None) -> str | None:
    from dateline import api

    return None if text is None else api.day(text)


# ------------------------------------------------------------------ reading


@app.command()
def read(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, patterns, or - for standard input.")],
    published: Annotated[str | None, typer.Option(help="Publication day of all pages, e.g. 2023-06-21.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of all pages.")] = None,
    ledger: Annotated[
        str | None, typer.Option("--ledger", "-l", envvar="DATELINE_LEDGER", help="Store in this ledger; without it nothing is stored.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON line for each input record, refused ones included.")] = False,
    lexicon: LexiconOption = None,
    workers: Annotated[int, typer.Option(min=1, help="Worker processes; the result does not depend on it.")] = 1,
) -> None:
    """Read pages: text dumps, HTML, WARC, RSS/Atom, JSONL, told apart by content."""
    from dateline import api
    from dateline.progress import bar

    settings = _settings(lexicon)
    summary = api.Summary()
    with _stoppable(ledger):
        if ledger is not None and not json_:
            with _ledger(ledger, create=True) as opened, bar("reading pages") as tick:
                summary = api.store(opened, *inputs, published=published, outlet=outlet, settings=settings, workers=workers, tick=tick)
            _show_summary(summary, ledger)
        else:
            summary = _read_out(inputs, published, outlet, ledger, json_, settings, workers)
    if summary.read_nothing:
        raise SystemExit(1)


def _read_out(
    inputs: list[str], published: str | None, outlet: str | None, ledger: str | None, as_json: bool, settings: Settings, workers: int
) -> Any:
    from contextlib import ExitStack

    from dateline import api
    from dateline.derive import rebuild
    from dateline.model import Problem
    from dateline.tools import Tools

    summary = api.Summary()
    with ExitStack() as stack:
        opened = stack.enter_context(_ledger(ledger, create=True)) if ledger else None
        writer = stack.enter_context(opened.write()) if opened else None
        for found in api.read(*inputs, published=published, outlet=outlet, settings=settings, workers=workers):
            api.note(summary, found)
            if writer and isinstance(found, Problem):
                writer.add_problems([found])
            elif writer and not isinstance(found, Problem):
                writer.add(found)
            _print_found(found, as_json)
    if ledger:
        with _ledger(ledger) as again:
            rebuild(again, Tools(settings))
    if not as_json:
        _show_summary(summary, None)
    return summary


def _print_found(found: Any, as_json: bool) -> None:
    from dateline.export.drawn import claim_line
    from dateline.export.tables import json_lines_record
    from dateline.model import Problem

    if isinstance(found, Problem):
        if as_json:
            _print_json({"source_id": found.place, "problems": [found]})
        return
    if as_json:
        typer.echo(json_lines_record(found))
        return
    _say(f"{found.source_id}: {found.title or ''}", *(f"  {claim_line(claim)}" for claim in found.claims), "")


def _show_summary(summary: Any, ledger: str | None) -> None:
    for problem in summary.shown:
        typer.echo(f"  problem: {problem.place}: {problem.message}", err=True)
    line = f"{summary.reports} pages read, {summary.claims} claims"
    if summary.unchanged:
        line += f", {summary.unchanged} pages were known already"
    if summary.other_languages:
        line += f", {summary.other_languages} in other languages (stored, no claims)"
    if summary.problems:
        line += f", {sum(summary.problems.values())} problems ({', '.join(f'{n} {code}' for code, n in sorted(summary.problems.items()))})"
    typer.echo(line, err=True)
    if ledger:
        typer.echo(f"stored in {ledger}; next: dateline holdings --ledger {ledger}", err=True)


# ------------------------------------------------------------------ looking


@app.command()
def show(
    target: Annotated[str | None, typer.Argument(help="A report (id or path), claim, event, place or day; nothing lists the reports.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    problems: Annotated[bool, typer.Option("--problems", help="List what could not be read, and why.")] = False,
    audit: Annotated[bool, typer.Option("--audit", help="List what was forgotten and decided, when and by whom.")] = False,
    why: Annotated[str | None, typer.Option("--why", help="Explain a claim or derived record: what chose each part, and the runners-up.")] = None,
    json_: JsonOption = False,
) -> None:
    """Show a report with its claims drawn onto the text, or everything about a place, an event or a day."""
    from dateline import showing

    with _looking(ledger) as view:
        if problems:
            found = view.problems()
            _print_json(found) if json_ else _say(*(f"{one.place}: {one.message} ({one.code})" for one in found), f"{len(found)} problems")
        elif audit:
            trail = [{"at": at, "action": action, "detail": detail} for at, action, detail in view.audit()]
            _print_json(trail) if json_ else _say(*(f"{one['at']} {one['action']}: {one['detail']}" for one in trail))
        elif why is not None:
            _print_json(showing.why_record(view, why)) if json_ else _say(*showing.why(view, why))
        elif json_:
            _print_json(showing.record(view, target))
        else:
            _say(*showing.lines(view, target))


@app.command()
def holdings(
    on: OnOption = None,
    known: KnownOption = None,
    place: PlaceOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    json_: JsonOption = False,
) -> None:
    """Who holds what on a day, as known on a day."""
    from dateline import api, showing

    with _looking(ledger) as view:
        rows = api.holdings(view, _day(on), _day(known), place)
        _print_json(rows) if json_ else showing.table(showing.holding_rows(rows, on))


@app.command()
def crossings(
    on: OnOption = None,
    known: KnownOption = None,
    place: PlaceOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    json_: JsonOption = False,
) -> None:
    """Border crossings and roads: open, closed or partly open on a day, as known on a day."""
    from dateline import api, showing

    with _looking(ledger) as view:
        rows = api.crossings(view, _day(on), _day(known), place)
        _print_json(rows) if json_ else showing.table(showing.crossing_rows(rows))


@app.command()
def disagreements(known: KnownOption = None, ledger: LedgerOption = DEFAULT_LEDGER, json_: JsonOption = False) -> None:
    """What sources say incompatibly, side by side, with the sentences."""
    from dateline import api, showing

    with _looking(ledger) as view:
        found = api.picture(view, _day(known)).disagreements
        _print_json(found) if json_ else _say(*showing.disagreement_lines(view, found))


@app.command()
def events(
    known: KnownOption = None,
    count_rule: CountingOption = "ged",
    kind: Annotated[str | None, typer.Option(help="Only events of this kind.")] = None,
    place: PlaceOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    json_: JsonOption = False,
) -> None:
    """What happened, each event once, with reports, stories and independent origins counted apart."""
    from dateline import api, showing

    with _looking(ledger) as view:
        found = api.picture(view, _day(known), count_rule).events
        keys = api.place_keys(place) if place else ()
        chosen = [one for one in found if (kind is None or one.kind == kind) and showing.named(one.place, place, keys)]
        _print_json(chosen) if json_ else showing.table(showing.event_rows(chosen))


@app.command()
def movements(known: KnownOption = None, count_rule: CountingOption = "ged", ledger: LedgerOption = DEFAULT_LEDGER, json_: JsonOption = False) -> None:
    """Displacement, evacuation and return: from where to where, when, how many."""
    from dateline import api, showing

    with _looking(ledger) as view:
        found = api.picture(view, _day(known), count_rule).movements
        _print_json(found) if json_ else showing.table(showing.movement_rows(found))


# ------------------------------------------------------------------ writing out


@app.command("map")
def map_(
    output: Annotated[Path, typer.Option("--output", "-o", help="HTML file to write.")] = Path("map.html"),
    on: OnOption = None,
    known: KnownOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="Show private persons' names and exact positions.")] = False,
) -> None:
    """Write one HTML file with the map, the timeline and the evidence; it works from disk, without a network."""
    from dateline import api
    from dateline.export import page

    with _looking(ledger) as view:
        page.write(view, api.picture(view), output, _day(on), _day(known), masked=not unmasked)
    typer.echo(f"wrote {output}", err=True)


@app.command()
def report(
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write, .md or .html.")] = Path("report.md"),
    on: OnOption = None,
    known: KnownOption = None,
    area: Annotated[str | None, typer.Option("--area", help="Country, province or place; default: everywhere.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="Tell what changed since this day (default: a week before).")] = None,
    count_rule: CountingOption = "ged",
    ledger: LedgerOption = DEFAULT_LEDGER,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="Show private persons' names.")] = False,
) -> None:
    """Write a situation report: changes, holdings, contradictions, tolls, movements, sources, and what is not known, with the sentences."""
    from dateline import api

    with _looking(ledger) as view:
        api.report(view, output, _day(on), _day(known), area, _day(since), count_rule, masked=not unmasked)
    typer.echo(f"wrote {output}", err=True)


@app.command()
def export(
    format_: Annotated[str, typer.Option("--format", "-f", help="csv, geojson, json, acled, ged, hapi or parquet.")] = "csv",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write (parquet: folder); default: standard output.")] = None,
    known: KnownOption = None,
    count_rule: CountingOption = "ged",
    inter: Annotated[Literal["numeric", "text"], typer.Option(help="How acled shows actor types: numeric or text.")] = "text",
    ledger: LedgerOption = DEFAULT_LEDGER,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="Show private persons' names and exact positions.")] = False,
) -> None:
    """Write claims, events and everything derived. All formats but json are masked by default; tables get a .meta.json beside them."""
    from dateline import api
    from dateline.export.write import Source
    from dateline.export.write import export as write_export

    with _looking(ledger) as view:
        derived = api.picture(view, _day(known), count_rule)
        write_export(Source(view, derived, _day(known), not unmasked, count_rule, inter), format_, output)
    if output:
        typer.echo(f"wrote {output}", err=True)


# ------------------------------------------------------------------ keeping


@app.command()
def rebuild(ledger: LedgerOption = DEFAULT_LEDGER, count_rule: CountingOption = "ged", lexicon: LexiconOption = None) -> None:
    """Derive families, events, disagreements, holdings, crossings and movements again from the stored claims."""
    from dateline.derive import rebuild as derive_again
    from dateline.tools import Tools

    with _ledger(ledger) as opened:
        derived = derive_again(opened, Tools(_settings(lexicon)), count_rule)
    typer.echo(f"{len(derived.families)} origins, {len(derived.events)} events, {len(derived.disagreements)} disagreements, {len(derived.holdings)} holdings")
    _list_unattached(derived.unattached)


@app.command()
def reread(ledger: LedgerOption = DEFAULT_LEDGER, lexicon: LexiconOption = None) -> None:
    """Read the stored texts again with this version; judgements find their claims again, or are listed."""
    from dateline import api
    from dateline.progress import bar

    with _stoppable(ledger), _ledger(ledger) as opened, bar("reading stored pages") as tick:
        changed, unattached = api.reread(opened, _settings(lexicon), tick)
    typer.echo(f"{changed} pages read differently")
    _list_unattached(unattached)


def _list_unattached(judgements: Iterable[Any]) -> None:
    for judgement in judgements:
        typer.echo(f"judgement {judgement.id} ({judgement.decision}: {judgement.reason}) finds no claim any more: {judgement.quotation!r}")


@app.command()
def forget(
    report: Annotated[str, typer.Argument(help="Report id or path.")],
    reason: Annotated[str, typer.Option(help="Why; kept in the audit line.")] = "",
    ledger: LedgerOption = DEFAULT_LEDGER,
    lexicon: LexiconOption = None,
) -> None:
    """Take a report and all that rests on it out, leaving an audit line."""
    from dateline import api

    with _ledger(ledger) as opened:
        key = api.forget(opened, report, reason, _settings(lexicon))
    typer.echo(f"{key} is out of the ledger")


@app.command()
def review(
    subject: Annotated[str | None, typer.Argument(help="Claim, holding or event id (the start is enough); nothing lists the log.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="It is read rightly.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It is read wrongly; it counts no more.")] = False,
    correct: Annotated[str | None, typer.Option("--correct", help='New values as JSON, e.g. \'{"stance": "denied"}\'.')] = None,
    merge: Annotated[list[str] | None, typer.Option("--merge", help="Another event that is the same as this one (may be repeated).")] = None,
    split: Annotated[list[str] | None, typer.Option("--split", help="A claim of this event that is an event of its own (may be repeated).")] = None,
    undo: Annotated[str | None, typer.Option("--undo", help="Take a judgement back.")] = None,
    reason: Annotated[str, typer.Option(help="Why; always needed.")] = "",
    by: Annotated[str, typer.Option(envvar="USER", help="Who decides.")] = "unknown",
    ledger: LedgerOption = DEFAULT_LEDGER,
    json_: JsonOption = False,
) -> None:
    """Accept, reject or correct a claim or holding, merge or split events. Decisions are only ever added, and survive rebuild and reread."""
    from dateline import api

    with _ledger(ledger) as opened:
        if undo:
            _print_json(api.undo(opened, undo, by))
        elif subject is None:
            with opened.read() as view:
                log = view.judgements()
            _print_json(log) if json_ else _say(*(f"{one.at} {one.by}: {one.decision} {one.subject} ({one.reason}) [{one.id}]" for one in log))
        elif (accept, reject, correct is not None, bool(merge), bool(split)).count(True) != 1:
            _fail("choose one of --accept, --reject, --correct, --merge, --split")
        elif merge:
            _print_json(api.merge(opened, [subject, *merge], reason, by))
        elif split:
            _print_json(api.split(opened, subject, split, reason, by))
        else:
            decision: Decision = "accept" if accept else "reject" if reject else "correct"
            values = _values(correct) if correct else None
            _print_json(api.review(opened, subject, decision, reason, by, values))


def _values(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        _fail(f"--correct is no JSON: {error}")
    if not isinstance(values, dict):
        _fail("--correct needs a JSON object, such as {\"stance\": \"denied\"}")
    return values


@lexicon_app.command("test")
def lexicon_test(lexicon: LexiconOption = None, json_: JsonOption = False) -> None:
    """Load every lexicon file and check each entry against its own examples, yours laid over ours with --lexicon."""
    from dateline import examples
    from dateline.lexicon.check import problems_of
    from dateline.tools import Tools

    settings = _settings(lexicon)
    found = [*problems_of(settings.lexicons)]
    if not found:
        found += examples.check(Tools(settings))
    if json_:
        _print_json(found)
    else:
        _say(*(f"{one.place}: {one.message}" for one in found))
        typer.echo(f"{len(found)} problems" if found else "every example does what its entry says", err=True)
    if found:
        raise SystemExit(1)


@app.command()
def serve(
    ledger: LedgerOption = DEFAULT_LEDGER,
    host: Annotated[str, typer.Option(help="Address to listen on; anything but this machine needs --tokens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8787,
    tokens: Annotated[Path | None, typer.Option(help="File of tokens (see `dateline token`); with it every request needs one.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    lexicon: LexiconOption = None,
) -> None:
    """Serve the map desk and its API: map, evidence, disagreements, review, in a browser on this machine."""
    from dateline.web import serving

    with _ledger(ledger) as opened:
        serving.run(opened, host, port, tokens, _settings(lexicon), open_, lambda line: typer.echo(line, err=True))


@app.command()
def token(
    name: Annotated[str, typer.Argument(help="Whose token it is.")],
    role: Annotated[str, typer.Option(help="read, review or admin.")] = "read",
) -> None:
    """Make a token for `dateline serve --tokens`: the record for the file goes to standard output, the token is shown once."""
    from dateline.web.access import new_token, role_named

    secret, record = new_token(name, role_named(role))
    typer.echo(record)
    typer.echo(f"the token of {name} (not stored anywhere): {secret}", err=True)


@app.command()
def gazetteer(again: Annotated[bool, typer.Option("--rebuild", help="Build again even if it is there.")] = False) -> None:
    """Build the gazetteer (once; a command that needs it builds it by itself)."""
    from dateline.gazetteer import open_gazetteer
    from dateline.progress import notes
    from dateline.tools import default_cache

    if again:
        (default_cache() / "gazetteer.sqlite").unlink(missing_ok=True)
    with notes("building the gazetteer") as say:
        open_gazetteer(default_cache(), say)
    typer.echo(f"gazetteer in {default_cache()}", err=True)


@app.command()
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write into.")] = Path("demo"),
    on: OnOption = None,
    known: KnownOption = None,
) -> None:
    """Read the bundled sample corpus and show what the product does with it."""
    from dateline import demonstration

    demonstration.run(output, _day(on), _day(known))


if __name__ == "__main__":
    main()
