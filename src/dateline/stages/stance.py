"""How surely each claim is put, from the innermost source outward: asserted, denied, negated, possible, expected and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.clauses import confidence, kinds, modality
from dateline.clauses.kinds import Kinds
from dateline.clauses.modality import Cues, Operator
from dateline.clauses.parses import parses
from dateline.model import Because, Claim, Report, Stance
from dateline.tools import Tools

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

def read(report: Report, tools: Tools) -> Report:
    """Set the stance of every claim; the sentences were parsed for the claims and are parsed alike here."""
    from msgspec.structs import replace

    index, lexicon = kinds.kinds(tools), modality.cues(tools)
    sentences = Sentences(report, tools)
    judged = (_judged(claim, sentences, index, lexicon) for claim in report.claims)
    fitted = confidence.weights(tools)
    said = (claim for claim in judged if not _unsaid(claim, index))
    return replace(report, claims=tuple(replace(claim, confidence=confidence.confidence(claim, fitted)) for claim in said))


def _unsaid(claim: Claim, index: Kinds) -> bool:
    """Words that were not said ("did not deny", "if he promises") are no claim."""
    return index.kinds[claim.kind].group == "word" and claim.stance in ("negated", "hypothetical")


class Sentences:
    """Parses of the sentences that claims stand in, found by position in the page as read."""

    def __init__(self, report: Report, tools: Tools) -> None:
        self._prose = tools.prose(report)
        self._spans = parses(tools).spans(report, tools)
        wanted = sorted({at for claim in report.claims if (at := self._index(claim)) is not None})
        docs = parses(tools).docs(report, tools, [self._spans[at] for at in wanted])
        self._docs: dict[int, Doc] = dict(zip(wanted, docs, strict=True))

    def trigger(self, claim: Claim) -> Token | None:
        """The token that triggered a claim, in its parsed sentence."""
        at = self._index(claim)
        if at is None:
            return None
        start = self._position(claim)
        doc = self._docs[at]
        offset = self._spans[at][0]
        return next((token for token in doc if start is not None and token.idx <= start - offset < token.idx + len(token)), None)

    def _position(self, claim: Claim) -> int | None:
        first = claim.because[0] if claim.because else None
        if first is None or first.start is None or first.end is None:
            return None
        located = self._prose.locate(first.start, first.end)
        return located[0] if located else None

    def _index(self, claim: Claim) -> int | None:
        position = self._position(claim)
        if position is None:
            return None
        return next((at for at, (start, end) in enumerate(self._spans) if start <= position < end), None)


def _judged(claim: Claim, sentences: Sentences, index: Kinds, lexicon: Cues) -> Claim:
    from msgspec.structs import replace

    trigger = sentences.trigger(claim)
    if trigger is None:
        return claim
    stance, operators = modality.stance_of(trigger, lexicon)
    group = index.kinds[claim.kind].group
    if group == "word":
        stance, operators = _of_words(stance, operators)
    stance = _by_setting(claim, stance)
    return replace(claim, stance=stance, because=(*claim.because, *_reasons(claim, stance, operators)))


def _of_words(stance: Stance, operators: tuple[Operator, ...]) -> tuple[Stance, tuple[Operator, ...]]:
    """A denial, threat or demand was said: asserted, unless it is itself negated, hypothetical or still to come."""
    if stance in ("negated", "hypothetical", "expected"):
        return stance, operators
    return "asserted", ()


def _by_setting(claim: Claim, stance: Stance) -> Stance:
    if any(b.part == "setting" and b.note == "hypothetical" for b in claim.because) and stance == "asserted":
        return "hypothetical"
    return stance


def _reasons(claim: Claim, stance: Stance, operators: tuple[Operator, ...]) -> list[Because]:
    if not operators:
        return [Because(part="stance", rule="stance/plain", note=stance)]
    return [Because(part="stance", rule=f"stance/{operator.cue}", note=f"“{operator.word}”: {operator.effect}") for operator in operators]
