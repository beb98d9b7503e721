"""Records to and from the `body` columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from dateline.model import Claim, Party, Report, known_day

T = TypeVar("T")
_encoder = msgspec.json.Encoder(order="deterministic")


def encode(record: object) -> bytes:
    """A record as JSON bytes, the same for equal records."""
    return _encoder.encode(record)


def decode(body: bytes, type_: type[T]) -> T:
    """A record from its JSON bytes."""
    return msgspec.json.decode(body, type=type_)


def report_body(report: Report) -> bytes:
    """A report without what other columns and tables hold: its text, its claims, its version."""
    return encode(msgspec.structs.replace(report, text="", claims=(), version=None))


def claim_row(claim: Claim, report: Report) -> dict[str, Any]:
    """The columns of a claim."""
    place = claim.place
    return {
        "id": claim.id,
        "report": report.id,
        "kind": claim.kind,
        "stance": claim.stance,
        "place": place.key if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "earliest": claim.when.earliest,
        "latest": claim.when.latest,
        "known": known_day(report),
        "confidence": claim.confidence,
        "body": encode(msgspec.structs.replace(claim, report=report.id)),
        "parties": party_words((*claim.actors, *claim.targets)),
        "word": word_number(claim.id),
    }


def party_words(parties: Iterable[Party]) -> str | None:
    """Names and lexicon ids of parties as one searchable text: "|RSF|sdn-rsf|", None when there are none."""
    words = [word for party in parties for word in (party.name, party.key) if word]
    return f"|{'|'.join(words)}|".casefold() if words else None


def word_row(key: str, *texts: str | None) -> dict[str, Any]:
    """A row of the word index; its row number follows from the id, so that it can be found again."""
    return {"rowid": word_number(key), "id": key, "body": " ".join(filter(None, texts))}


def word_number(key: str) -> int:
    """The row number of a record in the word index."""
    return int(key.rpartition("_")[2][:15] or "0", 16)
