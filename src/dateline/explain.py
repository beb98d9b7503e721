"""A claim explained to an analyst on one screen: what it says, who says so, and what in the page decided each part."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Because, Claim, Figure, Party, Place, When

WIDTH = 12
PARTS = {
    "kind": "kind", "actors": "who", "targets": "to whom", "place": "where", "when": "when", "stance": "how sure", "setting": "setting", "calibration": "confidence",
}  # fmt: skip


def explain(claim: Claim) -> str:
    """The claim in plain lines, then the reasons, one line each with the words of the page they rest on."""
    lines = [*_head(claim), "", *_body(claim), "", "why", *_reasons(claim)]
    return "\n".join(lines)


def _head(claim: Claim) -> Iterator[str]:
    yield f"{claim.kind.replace('_', ' ')} ({claim.stance}{', background' if claim.background else ''})"
    yield f"“{' '.join(claim.evidence.split())}”  [{claim.start}–{claim.end}]"


def _body(claim: Claim) -> Iterator[str]:
    yield _line("who", _parties(claim.actors))
    yield _line("to whom", _parties(claim.targets))
    yield _line("where", _place(claim.place))
    if claim.route is not None:
        yield _line("route", f"{_place(claim.route.origin)} to {_place(claim.route.destination)}")
    yield _line("when", _when(claim.when))
    if claim.figures:
        yield _line("figures", "; ".join(map(_figure, claim.figures)))
    if claim.weapon is not None:
        yield _line("weapon", f"{claim.weapon.value} (“{claim.weapon.text}”)")
    if claim.outcome is not None:
        yield _line("outcome", f"{claim.outcome.value} (“{claim.outcome.text}”)")
    yield _line("says", " → ".join(link.name for link in claim.attribution) or "the page itself")
    codes = claim.codes
    yield _line("ACLED", " / ".join(filter(None, (codes.acled_event, codes.acled_sub_event))) or "none")
    yield _line("PLOVER", "/".join(filter(None, (codes.plover_event, codes.plover_mode))) or "none")
    yield _line("confidence", f"{claim.confidence:.3f}")


def _line(name: str, value: str) -> str:
    return f"  {name:<{WIDTH}}{value}"


def _parties(parties: tuple[Party, ...]) -> str:
    return "; ".join(f"{party.name} ({', '.join(filter(None, (party.sector, party.country)))})" for party in parties) or "not said"


def _place(place: Place | None) -> str:
    if place is None:
        return "not said"
    where = f" {place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else " (not on the map)"
    return f"{place.name}{', ' + place.country if place.country else ''}{where}"


def _when(when: When) -> str:
    if when.earliest is None and when.latest is None:
        return "unknown"
    days = when.earliest if when.earliest == when.latest else f"{when.earliest or '…'} to {when.latest or '…'}"
    return f"{days} ({when.basis})"


def _figure(figure: Figure) -> str:
    return " ".join(filter(None, (f"“{figure.text}”", figure.role, figure.unit)))


def _reasons(claim: Claim) -> Iterator[str]:
    for because in claim.because:
        yield _line(PARTS.get(because.part, because.part), f"{because.note or because.rule}  — {because.rule}{_rests(because)}")


def _rests(because: Because) -> str:
    return f" [{because.start}–{because.end}]" if because.start is not None and because.end is not None else ""
