"""Reading jobs: pages handed in through the page or the API, read one after the other in the background."""

from __future__ import annotations

import logging
import re
import secrets
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import msgspec

from dateline import api
from dateline.errors import DatelineError, NotFound, UsageError
from dateline.ledger import Ledger
from dateline.model import Day, Problem, Report, stable_id
from dateline.tools import Settings
from dateline.web.deriving import Deriver
from dateline.web.shapes import ReadJob, ReadOrder

log = logging.getLogger(__name__)
MOST_JOBS = 200
"""Jobs remembered; the oldest are forgotten."""
MOST_WAITING = 20
"""Jobs that may wait at a time."""
MOST_PROBLEMS = 500
DERIVE_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Upload:
    """A file handed in, with what is known of it."""

    name: str
    content: bytes
    published: Day | None = None
    outlet: str | None = None


class Reader:
    """Takes uploads and reads them into the ledger, one job at a time."""

    def __init__(self, ledger: Ledger, settings: Settings, deriver: Deriver) -> None:
        self._ledger = ledger
        self._settings = settings
        self._deriver = deriver
        self._jobs: OrderedDict[str, ReadJob] = OrderedDict()
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(1, "read")
        self.number = 0
        """Goes up whenever a job changes."""

    def start(self, uploads: Sequence[Upload]) -> ReadJob:
        """Queue uploads as one job; raises `UsageError` when there is nothing to read or too much is waiting."""
        if not uploads:
            raise UsageError("there is nothing to read: send files, or text or html in JSON")
        with self._lock:
            if sum(job.state in ("waiting", "reading", "deriving") for job in self._jobs.values()) >= MOST_WAITING:
                raise UsageError("too many readings are waiting; try again when some are done")
            job = ReadJob(id=f"job_{secrets.token_hex(8)}", state="waiting", done=0, total=len(uploads), reports=[], problems=[])
            self._jobs[job.id] = job
            while len(self._jobs) > MOST_JOBS:
                self._jobs.popitem(last=False)
        self._worker.submit(self._run, job.id, uploads)
        return job

    def job(self, key: str) -> ReadJob:
        """The state of a job; raises `NotFound`."""
        with self._lock:
            if key not in self._jobs:
                raise NotFound(f"{key}: no such reading; readings are forgotten when the server stops")
            return self._jobs[key]

    def close(self) -> None:
        """Wait for the job under way; drop the waiting ones."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _change(self, key: str, **values: object) -> None:
        with self._lock:
            if key in self._jobs:
                self._jobs[key] = msgspec.structs.replace(self._jobs[key], **values)
            self.number += 1

    def _run(self, key: str, uploads: Sequence[Upload]) -> None:
        folder = Path(tempfile.mkdtemp(prefix="dateline-read-"))
        try:
            self._change(key, state="reading")
            for number, upload in enumerate(uploads, 1):
                self._read(key, folder / str(number), upload)
                self._change(key, done=number)
            self._change(key, state="deriving")
            if self._deriver.wait(self._deriver.ask(), DERIVE_SECONDS):
                self._change(key, state="done")
            else:
                self._change(key, state="done", message="the pages are stored; the picture is still being derived")
        except DatelineError as error:
            self._change(key, state="failed", message=str(error))
        except Exception:
            log.exception("reading failed")
            self._change(key, state="failed", message="the reading failed; the server's log says why")
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _read(self, key: str, folder: Path, upload: Upload) -> None:
        folder.mkdir()
        path = folder / file_name(upload.name)
        path.write_bytes(upload.content)
        for found in api.read(path, published=upload.published, outlet=upload.outlet, settings=self._settings):
            problems = [found] if isinstance(found, Problem) else list(found.problems)
            with self._ledger.write() as writer:
                if isinstance(found, Problem):
                    writer.add_problems([found])
                else:
                    writer.add(found)
            self._note(key, found, problems)

    def _note(self, key: str, found: Report | Problem, problems: Sequence[Problem]) -> None:
        job = self.job(key)
        reports = [*job.reports, found.id] if isinstance(found, Report) else job.reports
        self._change(key, reports=reports, problems=[*job.problems, *problems][:MOST_PROBLEMS])


def file_name(given: str) -> str:
    """A harmless file name close to the given one: its last part, without control characters."""
    kept = re.sub(r"[^\w .()+-]", "_", given.replace("\\", "/").rpartition("/")[2]).strip(" .")
    return kept[:120] or "page"


def upload_of(order: ReadOrder) -> Upload:
    """The page of an order as an upload; raises `UsageError` unless it has either text or HTML."""
    if (order.text is None) == (order.html is None):
        raise UsageError("give either text or html")
    given = order.url or order.name or stable_id("pasted", order.text or order.html)
    record = {"id": given, "text": order.text, "html": order.html, "title": order.title, "url": order.url}
    published = api.day(order.published) if order.published else None
    content = msgspec.json.encode({name: value for name, value in record.items() if value is not None})
    return Upload(f"{file_name(order.name or order.title or 'page')}.jsonl", content + b"\n", published, order.outlet or None)
