"""Read the gold files of `benchmarks/gold`: marked passages, labelled pages, claims, traps and figure cases.

The formats are told in `benchmarks/gold/README.md`. Reading never guesses: whatever a file gets wrong raises
`GoldError` with the file and the place in it. Offsets count Unicode code points of the text with its marks removed.

    python -m benchmarks.quality.goldfile check [FOLDER]
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent.parent / "gold"

NUMBERED = ("said", "speaker", "cue", "told", "via")
TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")
FIGURE_KEYS = ("value", "low", "high", "modifier", "unit", "role", "of")
MODIFIERS = ("at least", "at most", "more than", "less than", "about", "almost", "vague")
STATEMENT_KINDS = ("direct", "indirect", "mixed")
LINE_LABELS = {
    "h ": "headline",
    "d ": "dateline",
    "y ": "byline",
    "b ": "body",
    "c ": "caption",
    "c=": "caption",
    "t ": "teaser",
    "n ": "navigation",
    "x ": "boilerplate",
    "_ ": "blank",
}
STANCES = (
    "asserted", "denied", "negated", "possible", "expected", "promised", "threatened", "demanded", "hypothetical",
)  # fmt: skip

_TIMEX_VALUE = re.compile(
    r"""\?|(PAST|PRESENT|FUTURE)_REF
    |P(?=.)([\dX.]+(DE|CE|Y|M|W-?E?|D|Q))*(T([\dX.]+[HMS])+)?   # a length
    |\d{2,3}|\d{4}(-(H[12]|Q[1-4]|SP|SU|FA|WI|\d\d|W\d\d(-WE)?|\d\d-\d\d))?
    |(\d{4}-\d\d-\d\d)?T(MO|MI|AF|EV|NI|DT|\d\d(:\d\d(:\d\d)?)?)Z?""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class GoldError(ValueError):
    """A gold file breaks its format. `path` and `place` say where (a line, a record or an offset)."""

    def __init__(self, path: Path | str, place: str, message: str) -> None:
        super().__init__(f"{path}: {place}: {message}")
        self.path, self.place, self.message = Path(path), place, message


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a mark. `n` is set for the numbered kinds, `fields` for times, places and figures.

    Fields: time `type`, `value`; place `name`, `country`, `lat`, `lon` (none where the text does not settle which);
    demonym and associative `country`; figure the keys of `FIGURE_KEYS` as written ("" is an open bound).
    """

    kind: str
    n: int | None
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled span: `text[start:end] == surface`, in code points."""

    start: int
    end: int
    surface: str
    label: Label


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what. Each tuple holds the pieces in text order; `marks` of another kind carry the same number."""

    n: int
    kind: str
    speaker: str
    anonymous: bool
    chain: tuple[str, ...]
    said: tuple[Mark, ...]
    speakers: tuple[Mark, ...]
    cues: tuple[Mark, ...]
    told: tuple[Mark, ...]
    via: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage file: its front matter, plain text, marks in order of start, and statements in order of number."""

    path: Path
    meta: dict[str, Any]
    text: str
    marks: tuple[Mark, ...]
    statements: tuple[Statement, ...]
    records: dict[str, Any]

    def marked(self, *kinds: str) -> tuple[Mark, ...]:
        """The marks whose label is one of `kinds`, in order."""
        return tuple(mark for mark in self.marks if mark.label.kind in kinds)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page at `start:end` of the page's text (line break not counted); `again` = a second printing."""

    start: int
    end: int
    text: str
    label: str
    again: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page file: text without prefixes, its labelled lines, and what a reader of the page would fill in."""

    path: Path
    meta: dict[str, Any]
    text: str
    lines: tuple[Line, ...]
    records: dict[str, Any]


# --- marks ------------------------------------------------------------------------------------------------------


def parse_label(written: str) -> Label:
    """One label, as written between the bar and the bracket. Raises `ValueError` when it is none of the known ones."""
    kind, _, rest = written.strip().partition(":")
    if kind == "-" and not rest:
        return Label("-", None, {})
    if kind in NUMBERED:
        if not rest.isdigit():
            raise ValueError(f"'{written}' needs a number, as in '{kind}:1'")
        return Label(kind, int(rest), {})
    if kind == "time":
        return Label(kind, None, _time_fields(rest))
    if kind == "place":
        return Label(kind, None, _place_fields(rest))
    if kind in ("demonym", "associative"):
        return Label(kind, None, {"country": _country(rest)})
    if kind == "figure":
        return Label(kind, None, _figure_fields(rest))
    raise ValueError(f"unknown label '{written}'")


def _time_fields(rest: str) -> dict[str, str]:
    timex, _, value = rest.partition("=")
    if timex not in TIMEX_TYPES:
        raise ValueError(f"time type '{timex}' is none of {', '.join(TIMEX_TYPES)}")
    if not _TIMEX_VALUE.fullmatch(value):
        raise ValueError(f"time value '{value}' is not a TIMEX3 value")
    if value.startswith("P") and "_REF" not in value and timex not in ("DURATION", "SET"):
        raise ValueError(f"'{value}' is a length, not a {timex}")
    return {"type": timex, "value": value}


def _place_fields(rest: str) -> dict[str, str]:
    if rest == "?":
        return {}
    parts = [part.strip() for part in rest.rsplit(",", 3)]
    if len(parts) != 4 or not parts[0]:
        raise ValueError(f"place '{rest}' is not NAME,ISO3,LAT,LON")
    name, country, lat, lon = parts
    if not (_NUMBER.fullmatch(lat) and _NUMBER.fullmatch(lon) and abs(float(lat)) <= 90 and abs(float(lon)) <= 180):
        raise ValueError(f"place '{rest}' has no degrees at its end")
    return {"name": name, "country": _country(country), "lat": lat, "lon": lon}


def _country(written: str) -> str:
    if not re.fullmatch("[A-Z]{3}", written):
        raise ValueError(f"'{written}' is not an ISO-3 country code")
    return written


def _figure_fields(rest: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for part in rest.split(","):
        key, sign, value = part.partition("=")
        if not sign or key not in FIGURE_KEYS or key in fields:
            raise ValueError(f"figure part '{part}' is not one of {', '.join(FIGURE_KEYS)} with a value")
        fields[key] = value.strip()
    check_figure(fields)
    return fields


def check_figure(fields: dict[str, str]) -> None:
    """Raise `ValueError` where a figure's keys do not make sense together."""
    for key in ("value", "low", "high", "of"):
        if fields.get(key, "") and not _NUMBER.fullmatch(fields[key]):
            raise ValueError(f"figure {key}='{fields[key]}' is not a number")
    if not any(fields.get(key) for key in ("value", "low", "high")):
        raise ValueError("figure has no value and no bound")
    if fields.get("low") and fields.get("high") and float(fields["low"]) > float(fields["high"]):
        raise ValueError("figure has low above high")
    if "modifier" in fields and fields["modifier"] not in MODIFIERS:
        raise ValueError(f"modifier '{fields['modifier']}' is none of {', '.join(MODIFIERS)}")


def parse_marks(written: str) -> tuple[str, tuple[Mark, ...]]:
    """The text with its marks removed, and the marks (by start, outer before inner, then in order written).

    Raises `ValueError` with the offset of the bracket or bar at fault in the *written* text.
    """
    text: list[str] = []
    open_at: list[tuple[int, int]] = []  # offset in written, offset in text
    marks: list[Mark] = []
    at = 0
    while at < len(written):
        char = written[at]
        if char == "\\" and at + 1 < len(written) and written[at + 1] in "[]|\\":
            text.append(written[at + 1])
            at += 2
            continue
        if char == "[":
            open_at.append((at, len(text)))
        elif char == "|" and open_at:
            close = written.find("]", at)
            if close < 0:
                raise ValueError(f"offset {at}: label is not closed")
            _, start = open_at.pop()
            marks += _labels(written[at + 1 : close], start, text, at)
            at = close
        elif char == "]":
            raise ValueError(f"offset {at}: ']' closes nothing (write \\] for a literal one)")
        else:
            text.append(char)
        at += 1
    if open_at:
        raise ValueError(f"offset {open_at[-1][0]}: '[' is never closed")
    return "".join(text), tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _labels(written: str, start: int, text: Sequence[str], at: int) -> Iterator[Mark]:
    surface = "".join(text[start:])
    if not surface:
        raise ValueError(f"offset {at}: a mark without text")
    if surface != surface.strip():
        raise ValueError(f"offset {at}: mark '{surface}' has a space at its edge")
    for one in written.split(";"):
        try:
            label = parse_label(one)
        except ValueError as error:
            raise ValueError(f"offset {at}: on '{surface[:40]}': {error}") from None
        if label.kind != "-":
            yield Mark(start, len(text), surface, label)


# --- files ------------------------------------------------------------------------------------------------------


def _sections(path: Path) -> tuple[dict[str, Any], str, dict[str, Any], int]:
    """Front matter, the written text, the records, and the line number on which the text starts."""
    lines = path.read_text(encoding="utf-8").split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == "+++"]
    if len(fences) < 2 or fences[0] != 0:
        raise GoldError(path, "line 1", "needs front matter between two '+++' lines")
    end = fences[2] if len(fences) > 2 else len(lines)
    body = "\n".join(lines[fences[1] + 1 : end])
    meta = _toml(path, "front matter", lines[1 : fences[1]])
    records = _toml(path, "records", lines[end + 1 :])
    if not isinstance(meta.get("id"), str):
        raise GoldError(path, "front matter", "needs an 'id'")
    return meta, body, records, fences[1] + 2


def _toml(path: Path, place: str, lines: Sequence[str]) -> dict[str, Any]:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise GoldError(path, place, str(error)) from None


def _marked_text(path: Path, body: str, first_line: int) -> tuple[str, tuple[Mark, ...]]:
    try:
        return parse_marks(body)
    except ValueError as error:
        found = re.match(r"offset (\d+): (.*)", str(error), re.DOTALL)
        offset, message = (int(found[1]), found[2]) if found else (0, str(error))
        raise GoldError(path, f"line {first_line + body.count(chr(10), 0, offset)}", message) from None


def read_passage(path: Path) -> Passage:
    """Read a passage file, with every statement's marks gathered under its record."""
    meta, body, records, first_line = _sections(path)
    text, marks = _marked_text(path, body.rstrip("\n"), first_line)
    return Passage(path, meta, text, marks, tuple(_statements(path, marks, records)), records)


def _statements(path: Path, marks: Sequence[Mark], records: dict[str, Any]) -> Iterator[Statement]:
    pieces: dict[int, dict[str, list[Mark]]] = {}
    for mark in marks:
        if mark.label.n is not None:
            pieces.setdefault(mark.label.n, {kind: [] for kind in NUMBERED})[mark.label.kind].append(mark)
    seen: set[int] = set()
    for record in records.get("statement", []):
        n = record.get("n")
        place = f"statement {n}"
        if n not in pieces or n in seen:
            raise GoldError(path, place, "no mark carries this number" if n not in pieces else "is told twice")
        seen.add(n)
        yield _statement(path, place, record, pieces[n])
    if missing := sorted(set(pieces) - seen):
        raise GoldError(path, f"statement {missing[0]}", "is marked but has no [[statement]] record")


def _statement(path: Path, place: str, record: dict[str, Any], pieces: dict[str, list[Mark]]) -> Statement:
    if not pieces["said"]:
        raise GoldError(path, place, "has no 'said' mark")
    if record.get("kind") not in STATEMENT_KINDS:
        raise GoldError(path, place, f"kind is none of {', '.join(STATEMENT_KINDS)}")
    chain = record.get("chain")
    if not isinstance(chain, list) or not chain or not all(isinstance(name, str) and name for name in chain):
        raise GoldError(path, place, "needs a chain of names")
    speaker, anonymous = record.get("speaker"), record.get("anonymous")
    if not isinstance(speaker, str) or not isinstance(anonymous, bool):
        raise GoldError(path, place, "needs 'speaker' (a name) and 'anonymous' (true or false)")
    if speaker and speaker not in chain:
        raise GoldError(path, place, f"speaker '{speaker}' is not in the chain")
    spans = {kind: tuple(marks) for kind, marks in pieces.items()}
    return Statement(
        record["n"], record["kind"], speaker, anonymous, tuple(chain),
        spans["said"], spans["speaker"], spans["cue"], spans["told"], spans["via"],
    )  # fmt: skip


def read_page(path: Path) -> Page:
    """Read a page file: the page's text is its lines without prefixes, joined by line feeds."""
    meta, body, records, first_line = _sections(path)
    lines: list[Line] = []
    start = 0
    for number, written in enumerate(body.rstrip("\n").split("\n"), first_line):
        prefix = "_ " if written == "_" else written[:2]
        if prefix not in LINE_LABELS:
            raise GoldError(path, f"line {number}", f"prefix '{prefix}' is none of {', '.join(LINE_LABELS)}")
        text = written[2:]
        if (prefix == "_ ") != (not text.strip()):
            raise GoldError(path, f"line {number}", "a blank line carries '_ ', and only a blank line")
        lines.append(Line(start, start + len(text), text, LINE_LABELS[prefix], prefix == "c="))
        start += len(text) + 1
    for key in ("published", "published_basis", "title", "byline", "outlet"):
        if not isinstance(records.get(key), str):
            raise GoldError(path, "records", f"needs '{key}' (empty when it cannot be known)")
    return Page(path, meta, "\n".join(line.text for line in lines), tuple(lines), records)


def read_claims(path: Path) -> Passage:
    """Read a claims file: a passage whose `records["claim"]` each name evidence that occurs in the text."""
    passage = read_passage(path)
    for number, claim in enumerate(passage.records.get("claim", []), 1):
        place = f"claim {number}"
        evidence = claim.get("evidence", "")
        if not evidence or passage.text.count(evidence) < claim.get("nth", 1):
            raise GoldError(path, place, f"evidence does not occur in the text: '{evidence[:60]}'")
        if not isinstance(claim.get("kind"), str):
            raise GoldError(path, place, "needs a 'kind'")
        if claim.get("stance") not in STANCES:
            raise GoldError(path, place, f"stance is none of {', '.join(STANCES)}")
        chain = claim.get("chain", [])
        if not isinstance(chain, list) or not all(isinstance(name, str) for name in chain):
            raise GoldError(path, place, "'chain' is a list of names")
    return passage


def read_traps(path: Path) -> list[dict[str, Any]]:
    """The `[[trap]]` records of a trap file, each with `id`, `text`, `sort` and `allowed`."""
    traps: list[dict[str, Any]] = _toml(path, "file", path.read_text(encoding="utf-8").split("\n")).get("trap", [])
    for number, trap in enumerate(traps, 1):
        if missing := [key for key in ("id", "text", "sort", "allowed") if key not in trap]:
            raise GoldError(path, f"trap {trap.get('id', number)}", f"lacks '{missing[0]}'")
    return traps


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The `[[case]]` records of a figure file; each figure's `quote` occurs in `text`, in text order."""
    cases: list[dict[str, Any]] = _toml(path, "file", path.read_text(encoding="utf-8").split("\n")).get("case", [])
    for number, case in enumerate(cases, 1):
        place = f"case {number} '{str(case.get('text', ''))[:40]}'"
        if not isinstance(case.get("text"), str) or not isinstance(case.get("figures"), list):
            raise GoldError(path, place, "needs 'text' and 'figures'")
        at = 0
        for figure in case["figures"]:
            at = _check_case_figure(path, place, case["text"], figure, at)
    return cases


def _check_case_figure(path: Path, place: str, text: str, figure: dict[str, Any], at: int) -> int:
    quote = figure.get("quote", "")
    found = text.find(quote, at)
    if not quote or found < 0:
        raise GoldError(path, place, f"quote '{quote}' does not occur (in order) in the text")
    fields = {key: "" if figure[key] == "open" else str(figure[key]) for key in FIGURE_KEYS if key in figure}
    try:
        check_figure(fields)
    except ValueError as error:
        raise GoldError(path, place, f"'{quote}': {error}") from None
    return found + len(quote)


# --- the whole folder --------------------------------------------------------------------------------------------


def files(folder: Path, kind: str, suffix: str = "", sealed: bool | None = None) -> list[Path]:
    """The gold files of one kind, sorted. `sealed`: only those (True), none of those (False), both (None)."""
    found = [path for path in sorted((folder / kind).rglob("*")) if path.is_file() and path.suffix in _suffixes(suffix)]
    found = [path for path in found if "second-pass" not in path.parts and path.stem != "README"]
    return [path for path in found if sealed is None or ("sealed" in path.parts) is sealed]


def _suffixes(suffix: str) -> tuple[str, ...]:
    return (suffix,) if suffix else (".txt", ".md", ".gold")


def check(folder: Path = GOLD) -> Counter[str]:
    """Read every gold file under `folder`; the counts by kind. Raises `GoldError` at the first fault."""
    counts: Counter[str] = Counter()
    ids: dict[str, Path] = {}
    for path in files(folder, "passages"):
        passage = read_passage(path)
        _once(ids, passage.meta["id"], path)
        counts["passages"] += 1
        counts["words"] += len(passage.text.split())
        counts["statements"] += len(passage.statements)
        counts.update(f"{mark.label.kind} marks" for mark in passage.marks)
    for path in sorted((folder / "passages" / "second-pass").rglob("*.txt")):
        read_passage(path)
        counts["second-pass passages"] += 1
    for path in files(folder, "pages"):
        page = read_page(path)
        _once(ids, page.meta["id"], path)
        counts["pages"] += 1
        counts.update(f"{line.label} lines" for line in page.lines if line.label != "blank")
    for path in files(folder, "claims"):
        claims = read_claims(path)
        _once(ids, claims.meta["id"], path)
        counts["claims files"] += 1
        counts["claims"] += len(claims.records.get("claim", []))
    for path in files(folder, "traps", ".toml"):
        counts["traps"] += len(read_traps(path))
    for path in sorted(folder.glob("figures-cases*.toml")):
        cases = read_cases(path)
        counts["figure cases"] += len(cases)
        counts["figures in cases"] += sum(len(case["figures"]) for case in cases)
    return counts


def _once(ids: dict[str, Path], name: str, path: Path) -> None:
    if name in ids:
        raise GoldError(path, "front matter", f"id '{name}' is taken by {ids[name].name}")
    ids[name] = path


def main(arguments: Sequence[str]) -> int:
    """`check [FOLDER]`: print the counts and return 0, or print the first fault and return 1."""
    if not arguments or arguments[0] != "check":
        print(__doc__)
        return 2
    try:
        counts = check(Path(arguments[1]) if len(arguments) > 1 else GOLD)
    except GoldError as error:
        print(error)
        return 1
    for kind, count in counts.items():
        print(f"{count:7} {kind}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
