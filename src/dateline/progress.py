"""A progress line on the terminal; silent when there is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(what: str) -> Iterator[Callable[[int], None]]:
    """A function that takes the number done so far and shows it."""
    if not sys.stderr.isatty():
        yield lambda _number: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:.0f}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as progress:
        task = progress.add_task(what)

        def tick(number: int) -> None:
            progress.update(task, completed=number)
            progress.refresh()

        yield tick


@contextmanager
def notes(what: str) -> Iterator[Callable[[str], None]]:
    """A function that takes a word on what is being done and shows it beside a clock."""
    if not sys.stderr.isatty():
        yield lambda _note: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as progress:
        task = progress.add_task(what)

        def say(note: str) -> None:
            progress.update(task, description=f"{what}: {note}")
            progress.refresh()

        yield say
