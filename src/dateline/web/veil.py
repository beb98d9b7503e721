"""What readers of a public server do not see: names of private persons, exact positions of civilians."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from dateline.export.masking import EXPOSED_SECTORS, MASK, masked_claim, masked_place, masked_text, private_names
from dateline.model import Claim, Crossing, Disagreement, Event, Holding, Judgement, Movement

BLOCK = "█"


@dataclass(frozen=True, slots=True)
class Veil:
    """Masks records when drawn; otherwise gives them back as they are."""

    drawn: bool

    def claim(self, claim: Claim) -> Claim:
        """The claim as it may be shown."""
        if not self.drawn:
            return claim
        names = private_names(claim)
        masked = masked_claim(claim)
        notes = tuple(msgspec.structs.replace(one, note=masked_text(one.note, names)) for one in masked.because)
        return msgspec.structs.replace(masked, because=notes)

    def claims(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims as they may be shown."""
        return [self.claim(claim) for claim in claims]

    def page(self, text: str, claims: Iterable[Claim]) -> str:
        """A text with private names blacked out; as long as before, so that positions stay right."""
        if not self.drawn:
            return text
        for name in sorted({name for claim in claims for name in private_names(claim)}, key=len, reverse=True):
            for words in (re.escape(name), rf"\b{re.escape(name.split()[-1])}\b"):
                text = re.sub(words, lambda found: BLOCK * len(found[0]), text)
        return text

    def words(self, words: str, claim: Claim) -> bool:
        """Whether a masked claim still holds the words it was found by."""
        if not self.drawn:
            return True
        shown = msgspec.json.encode(self.claim(claim)).decode().casefold()
        return all(word.strip('"').casefold() in shown for word in words.split())

    def derived(self, records: Iterable[Any], claims: Mapping[str, Claim]) -> list[Any]:
        """Derived records as they may be shown, given the claims they rest on."""
        return [self._derived(record, [claims[key] for key in record.claims if key in claims]) if self.drawn else record for record in records]

    def _derived(self, record: Any, claims: list[Claim]) -> Any:
        names = {name for claim in claims for name in private_names(claim)}
        civilians = any(party.sector in EXPOSED_SECTORS for claim in claims for party in (*claim.actors, *claim.targets))
        changes: dict[str, Any] = {}
        if isinstance(record, Event):
            changes = {part: tuple(_renamed(party, names) for party in getattr(record, part)) for part in ("actors", "targets")}
        if isinstance(record, Event | Holding | Crossing) and (civilians or (record.place and record.place.kind == "site")):
            changes["place"] = masked_place(record.place)
        if isinstance(record, Movement):
            changes = {"origin": masked_place(record.origin), "destination": masked_place(record.destination)}
        if isinstance(record, Disagreement):
            sides = tuple(msgspec.structs.replace(side, value=masked_text(side.value, names)) for side in record.sides)
            changes = {"sides": sides, "question": masked_text(record.question, names)}
        if hasattr(record, "because"):
            changes["because"] = tuple(msgspec.structs.replace(one, note=masked_text(one.note, names)) for one in record.because)
        return msgspec.structs.replace(record, **changes) if changes else record

    def judgement(self, judgement: Judgement) -> Judgement:
        """A judgement without the words it quotes and the values it sets, which may hold names."""
        return msgspec.structs.replace(judgement, quotation="", values={}) if self.drawn else judgement


def _renamed(party: Any, names: set[str]) -> Any:
    return msgspec.structs.replace(party, name=MASK) if party.name in names else party
