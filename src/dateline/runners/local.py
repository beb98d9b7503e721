"""Reads many pages on this machine: one or more killable worker processes, results in input order.

Each page is read in a worker with a time and a memory cap; a page that exceeds one is given up with a problem that names
it, the worker is replaced, and no other page is lost. Results do not depend on the number of workers.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import resource
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, cast

from dateline import pipeline
from dateline.errors import LexiconError
from dateline.model import Problem, Report
from dateline.readers import Record, report_of
from dateline.tools import Settings, Tools

MEMORY_BYTES = 6 * 1024**3
"""Address space of a worker; a page that needs more is given up."""
PR_SET_PDEATHSIG = 1
"""Linux's `prctl` option: the signal to get when the parent ends (`man 2 prctl`)."""
WINDOW = 64
"""How many pages may be under way or waiting for an earlier one, so that memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every page of a run has in common."""

    settings: Settings
    published: str | None = None
    outlet: str | None = None


def read_record(record: Record, job: Job, tools: Tools) -> Report | Problem:
    """Read one record in this process; data problems come back as values."""
    found = report_of(record, job.settings, published=job.published, outlet=job.outlet)
    if isinstance(found, Problem):
        return found
    return pipeline.read(found, tools)


def read_records(records: Iterable[Record | Problem], job: Job, workers: int = 1) -> Iterator[Report | Problem]:
    """Reports and problems of the records, in the order of the records."""
    pool = _Pool(job, max(1, workers))
    try:
        yield from pool.run(records)
    finally:
        pool.close()


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    index: int | None = None
    place: str = ""
    deadline: float = 0.0


class _Pool:
    def __init__(self, job: Job, size: int) -> None:
        self._job = job
        self._size = size
        self._context: Any = multiprocessing.get_context("fork" if threading.active_count() == 1 else "forkserver")
        self._workers: list[_Worker] = []

    def run(self, records: Iterable[Record | Problem]) -> Iterator[Report | Problem]:
        """Feed the workers, and give results out in order."""
        waiting = enumerate(records)
        done: dict[int, Report | Problem] = {}
        following = 0
        more = True
        while more or done or self._busy():
            while more and len(done) + len(self._busy()) < WINDOW and len(self._busy()) < self._size:
                index, record = next(waiting, (None, None))
                if index is None or record is None:
                    more = False
                elif isinstance(record, Problem):
                    done[index] = record
                elif record.problem is not None:
                    done[index] = record.problem
                else:
                    self._give(index, record)
            if following not in done and self._busy():
                done.update(self._collect())
            while following in done:
                yield done.pop(following)
                following += 1

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
            worker.process.join()
        self._workers.clear()

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.index is not None]

    def _give(self, index: int, record: Record) -> None:
        worker = next((worker for worker in self._workers if worker.index is None), None) or self._start()
        worker.index, worker.place = index, record.source_id
        worker.deadline = time.monotonic() + self._job.settings.page_seconds
        worker.pipe.send(record)

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        others = [worker.pipe for worker in self._workers] + [here]
        process = self._context.Process(target=_work, args=(there, others, self._job), daemon=True)
        process.start()
        there.close()
        worker = _Worker(process, here)
        self._workers.append(worker)
        return worker

    def _collect(self) -> dict[int, Report | Problem]:
        busy = self._busy()
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        ready = set(wait([worker.pipe for worker in busy], patience))
        found: dict[int, Report | Problem] = {}
        for worker in busy:
            index = cast(int, worker.index)
            if worker.pipe in ready:
                found[index] = self._receive(worker)
            elif time.monotonic() >= worker.deadline:
                seconds = self._job.settings.page_seconds
                found[index] = self._drop(worker, "timeout", f"gave up after {seconds:g} seconds; the page is too slow to read")
        return found

    def _receive(self, worker: _Worker) -> Report | Problem:
        try:
            result = cast("Report | Problem | LexiconError", worker.pipe.recv())
        except (EOFError, OSError):
            return self._drop(worker, "crashed", "the reader ran out of memory or crashed on this page")
        worker.index = None
        if isinstance(result, LexiconError):
            raise result
        return result

    def _drop(self, worker: _Worker, code: str, message: str) -> Problem:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()
        return Problem(place=worker.place, code=code, message=message)


def _work(pipe: Connection, others: list[Connection], job: Job) -> None:
    for other in others:
        other.close()
    _end_with_parent()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    cap = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (cap, hard))
    tools = Tools(job.settings)
    while True:
        try:
            record = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        pipe.send(_read_safely(record, job, tools))


def _end_with_parent() -> None:
    """Have the system end this worker when its parent is killed: a worker holds the parent's open files, the ledger's lock too.

    Only Linux knows how; elsewhere a worker ends after its page, when its pipe is closed.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _read_safely(record: Record, job: Job, tools: Tools) -> Report | Problem | LexiconError:
    """The report or the page's problem; a lexicon that is wrong is wrong for all pages, and stops the run."""
    try:
        return read_record(record, job, tools)
    except LexiconError as error:
        return error
    except MemoryError:
        return Problem(place=record.source_id, code="memory", message="the page needs more memory than a page may take")
    except RecursionError:
        return Problem(place=record.source_id, code="nesting", message="the page is nested too deeply to read")
    except Exception as error:
        at = error.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        where = f" in {Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else ""
        return Problem(place=record.source_id, code="failed", message=f"the reader failed on this page ({type(error).__name__}: {error}{where}); please report it")
