"""What police do in each sentence of a report on unrest: killing, arresting, using force, failing to act, or anything at all."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from dateline.clauses import linear

if TYPE_CHECKING:
    from dateline.tools import Tools

MODEL = "police-deeds.xz"
LABELS = ("ANY_ACTION", "ARREST", "FAIL", "FORCE", "KILL")
WORD = re.compile(r"[a-z]+|\d+")
CUES: dict[str, str] = {
    "police": r"\b(?:police|cops?|policem[ae]n|constables?|inspectors?|officers?|commissioner|dgp|dcp|acp|si\b|jawans?|crpf|rpf|rapid action|srp|forces|security|personnel|government|administration|state)\b",
    "firing": r"\bpolice (?:had )?(?:opened )?fir(?:ing|ed|e)\b|\bopened fire\b|\bfired (?:\w+ ){0,3}(?:rounds|bullets|shots|in the air)",
    "killed": r"\b(?:killed|died|death|shot dead|deaths|dead)\b",
    "arrest": r"\barrest\w*|\bdetain\w*|\btaken into custody|\bheld\b|\bnabbed\b|\brounded up|\bpicked up",
    "gas": r"\btear ?gas|\blathi|\bcane|\bbaton|\bburst\w* |\blobbed|\bwater cannon",
    "failed": r"\bfail\w*|\binaction\b|\bmute spectators?|\bdid (?:not|nothing|little)|\bnothing\b|\blooking? (?:on|helpless)|\bstood by|\bignored?\b|\brefus\w+|\bnegligen\w+|\bconniv\w+|\bcomplicit\w*|\bfailure\b|\bpassive|\bturned a blind|\bslow\b|\blate\b",
    "search": r"\bcombing|\bpatroll\w*|\bdeploy\w*|\braid\w*|\brecover\w*|\bseiz\w*|\bregister\w*|\bbooked\b|\bcase\b|\bFIR\b|\bfir\b|\binvestigat\w*|\bcurfew|\bcordon\w*|\bsecurity\b",
    "said": r"\b(?:said|told|added|according)\b",
}


def features(sentence: str, before: str) -> tuple[tuple[list[str], list[str]], dict[str, float]]:
    """Blocks (words and pairs; words of the sentence before) and cues of one sentence."""
    words = WORD.findall(sentence.lower())
    earlier = [f"<{word}" for word in WORD.findall(before.lower())]
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(words)]
    hits = {name: re.search(pattern, sentence, re.IGNORECASE) is not None for name, pattern in CUES.items()}
    plain = {f"cue:{name}": 0.4 * hit for name, hit in hits.items()}
    plain |= {f"cue:police+{name}": 0.4 * (hit and hits["police"]) for name, hit in hits.items() if name != "police"}
    plain["cue:firing+killed"] = 0.4 * (hits["firing"] and hits["killed"])
    return (words + pairs, earlier), plain


class Police:
    """The labeller: a label is given where its margin is above 0."""

    def __init__(self) -> None:
        from dateline.tools import MODELS

        self.model = linear.load(MODELS / MODEL)

    def labels(self, sentence: str, before: str) -> list[str]:
        """Labels of one sentence, sorted; a particular deed is always also an action, except failing to act."""
        blocks, plain = features(sentence, before)
        scores = self.model.scores(linear.weigh(blocks, plain, self.model.idf))
        found = {name for name, margin in scores.items() if margin > 0}
        if found & {"ARREST", "FORCE", "KILL"}:
            found.add("ANY_ACTION")
        return sorted(found)


def police(tools: Tools) -> Police:
    """The shared labeller."""
    return tools.part("police", lambda _: Police())
