"""Checks every lexicon entry against its own examples: what must match, matches, and what must not, does not.

Frames are read through the whole pipeline as one-sentence reports; stance cues against the parse; actors, people and weapons
by their own look-up. Problems are values that name the file, the entry and the example.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline import pipeline, syntax
from dateline.clauses import actors, kinds, modality, senses, weapons
from dateline.clauses.kinds import Frame
from dateline.model import Problem, Published, Region, Report
from dateline.tools import Tools

READING = tuple(stage for stage in pipeline.STAGES if stage.name not in ("clean", "passages", "published"))


def check(tools: Tools) -> list[Problem]:
    """All examples that do not do what they should, file by file."""
    return [*_frames(tools), *_cues(tools), *_actors(tools), *_people(tools), *_weapons(tools)]


def read_sentence(sentence: str, tools: Tools) -> Report:
    """A sentence as a report of its own, without a date."""
    report = Report(
        id=sentence, document=sentence, text=sentence, language="en", published=Published(),
        regions=(Region(start=0, end=len(sentence), kind="body"),),
    )  # fmt: skip
    return pipeline.read(report, tools, READING)


def _problem(file: str, entry: str, example: str, wrong: str) -> Problem:
    return Problem(place=f"{file}: {entry}", code="example", message=f"{wrong}: {example}")


def _frames(tools: Tools) -> Iterator[Problem]:
    for frame in tools.lexicon.entries("kinds.toml", Frame):
        for example in frame.match:
            if not _found(frame, example, tools):
                yield _problem("kinds.toml", frame.id, example, f"not read as {frame.kind}")
        for example in frame.miss:
            if _found(frame, example, tools, exactly=True):
                yield _problem("kinds.toml", frame.id, example, f"read as {frame.kind}")


FAMILIES = frozenset(("attack", "fighting", "control"))


def _found(frame: Frame, example: str, tools: Tools, *, exactly: bool = False) -> bool:
    """Whether some claim is of the frame's kind; unless `exactly`, attacks, fighting and control may be told apart more finely."""
    index = kinds.kinds(tools)
    family = index.family(frame.kind)
    told = [claim.kind for claim in read_sentence(example, tools).claims]
    return frame.kind in told or (not exactly and family in FAMILIES and any(index.family(kind) in FAMILIES for kind in told))


def _cues(tools: Tools) -> Iterator[Problem]:
    lexicon = modality.cues(tools)
    for cue in tools.lexicon.entries("stance.toml", modality.Cue):
        for example in cue.match:
            if not _ruled(cue.id, example, lexicon):
                yield _problem("stance.toml", cue.id, example, "the cue rules nothing")
        for example in cue.miss:
            if _ruled(cue.id, example, lexicon):
                yield _problem("stance.toml", cue.id, example, "the cue rules something")


def _ruled(cue: str, example: str, lexicon: modality.Cues) -> bool:
    known = next((c for table in lexicon.words.values() for c in table.values() if c.id == cue), None)
    if known is not None and known.effect == "asserted":
        return any(c is not None and c.id == cue for word in syntax.parse(example) for c in (lexicon.of(known.kind, word.lower_),))
    return any(operator.cue == cue for token in syntax.parse(example) for operator in modality.stance_of(token, lexicon)[1])


def _actors(tools: Tools) -> Iterator[Problem]:
    register = actors.register(tools)
    for actor in register.actors.values():
        for example in (actor.name, *actor.aliases, *actor.match):
            if all(named.actor is None or named.actor.id != actor.id for named in register.find(example)):
                yield _problem("actors.toml", actor.id, example, "not recognised as this actor")
        for example in actor.miss:
            if any(named.actor is not None and named.actor.id == actor.id for named in register.find(example)):
                yield _problem("actors.toml", actor.id, example, "recognised as this actor")


def _people(tools: Tools) -> Iterator[Problem]:
    index = senses.senses(tools)
    for role in tools.lexicon.entries("people.toml", senses.Role):
        for expected, examples in ((True, role.match), (False, role.miss)):
            for example in examples:
                words = [word.strip(".,").lower() for word in example.split()]
                found = any((known := index.role(words[: k + 1])) is not None and known.id == role.id for k in range(len(words)))
                if found is not expected:
                    yield _problem("people.toml", role.id, example, "not found" if expected else "found")


def _weapons(tools: Tools) -> Iterator[Problem]:
    index = weapons.weapons(tools)
    for weapon in index.by_id.values():
        for expected, examples in ((True, weapon.match), (False, weapon.miss)):
            for example in examples:
                if any(found.id == weapon.id for _, _, found in index.find(example)) is not expected:
                    yield _problem("weapons.toml", weapon.id, example, "not found" if expected else "found")
