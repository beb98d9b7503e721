"""The ordered list of stages, and the check that each gets what it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from msgspec.structs import replace

from dateline import __version__
from dateline.errors import PipelineError
from dateline.model import Report
from dateline.tools import Tools

StageFunction = Callable[[Report, Tools], Report]


@dataclass(frozen=True, slots=True)
class Stage:
    """One reading step: a pure function of one report and the tools, with the report fields it needs and gives."""

    name: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]

    @property
    def run(self) -> StageFunction:
        """The function, imported on first use: ``dateline.stages.<name>.read``."""
        function: StageFunction = import_module(f"dateline.stages.{self.name}").read
        return function


STAGES: tuple[Stage, ...] = (
    Stage("clean", ("text",), ("edits", "language")),
    Stage("passages", ("text", "edits", "blocks"), ("regions", "title", "byline", "outlet")),
    Stage("published", ("regions",), ("published",)),
    Stage("times", ("regions", "published"), ("times", "published")),
    Stage("places", ("regions",), ("places",)),
    Stage("figures", ("regions", "times"), ("figures",)),
    Stage("attribution", ("regions",), ("attributions",)),
    Stage("claims", ("times", "places", "figures", "attributions"), ("claims",)),
    Stage("stance", ("claims",), ("claims",)),
    Stage("codes", ("claims",), ("claims",)),
)
GIVEN = ("text", "blocks")
READS_ENGLISH_ONLY = ("times", "places", "figures", "attribution", "claims", "stance", "codes")


def check(stages: Sequence[Stage], given: Sequence[str] = GIVEN) -> None:
    """Raise `PipelineError` when a stage stands before the one that gives what it needs."""
    have = set(given)
    for stage in stages:
        missing = [need for need in stage.needs if need not in have]
        if missing:
            raise PipelineError(f"stage {stage.name!r} needs {', '.join(missing)}, which no earlier stage gives")
        have.update(stage.gives)


def read(report: Report, tools: Tools, stages: Sequence[Stage] = STAGES) -> Report:
    """Run one report through the stages; a page in another language stops after its regions and date."""
    for stage in stages:
        if stage.name in READS_ENGLISH_ONLY and report.language not in (None, "en"):
            continue
        report = stage.run(report, tools)
    return replace(report, extractor=f"dateline {__version__}")


check(STAGES)
