"""Opens a ledger by path or URL, brings its tables up to date, and hands out one writer and any number of views.

SQLite in WAL mode: readers go on while one process writes; a second writer is told so. Every report is written with its
claims and problems in one transaction, so that a killed process leaves it wholly there or wholly absent.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import sqlalchemy as sa

from dateline.errors import LedgerBusy, LedgerError
from dateline.ledger.schema import metadata, settings
from dateline.ledger.view import View
from dateline.ledger.writer import Writer

HEAD = "0003"
"""The newest migration; an older ledger is brought up to it on opening, a newer one is refused."""
MIGRATIONS = Path(__file__).parent / "migrations"


def url_of(ledger: str | os.PathLike[str]) -> str:
    """The SQLAlchemy URL of a ledger given as path or URL."""
    text = os.fspath(ledger)
    return text if "://" in text else f"sqlite:///{Path(text).absolute()}"


class Ledger:
    """A store of reports, claims, judgements and what is derived from them."""

    def __init__(self, engine: sa.Engine, url: str) -> None:
        self.engine = engine
        self.url = url
        self.patience = 0.0
        """Seconds to wait for another writer before giving up."""

    @classmethod
    def open(cls, ledger: str | os.PathLike[str], create: bool = True) -> Ledger:
        """Open (and, if wanted, create) a ledger; raises `LedgerError` when it is missing, broken or newer than us."""
        url = url_of(ledger)
        path = _file_of(url)
        if path is not None and path.is_dir():
            raise LedgerError(f"{path}: this is a folder; name a file in it, such as {path / 'dateline.ledger'}")
        if path is not None and not path.exists():
            if not create:
                raise LedgerError(f"{path}: there is no ledger here; `dateline read PATH --ledger {path}` makes one")
            path.parent.mkdir(parents=True, exist_ok=True)
        engine = _engine(url, path)
        if engine.dialect.name == "sqlite":
            sa.event.listen(engine, "connect", _sqlite_settings)
            sa.event.listen(engine, "begin", begin)
        try:
            _bring_up_to_date(engine)
        except sa.exc.DatabaseError as error:
            raise LedgerError(_refusal(path, url, error)) from error
        return cls(engine, url)

    @property
    def path(self) -> Path | None:
        """The file of an embedded ledger; None for a server."""
        return _file_of(self.url)

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """The one writer; raises `LedgerBusy` when another is writing and does not finish within `patience` seconds."""
        with _writer_lock(self.path, self.patience), self.engine.connect() as connection:
            yield Writer(connection)

    @contextmanager
    def read(self) -> Iterator[View]:
        """A view on one consistent state of the ledger."""
        with self.engine.connect() as connection, connection.begin():
            yield View(connection)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _file_of(url: str) -> Path | None:
    prefix = "sqlite:///"
    if not url.startswith(prefix) or url == prefix + ":memory:":
        return None
    return Path(url.removeprefix(prefix))


def begin(connection: sa.Connection) -> None:
    """Begin a transaction in SQLite, so that all that a view reads is of one moment (its driver would not by itself)."""
    connection.exec_driver_sql("BEGIN")


def _refusal(path: Path | None, url: str, error: sa.exc.DatabaseError) -> str:
    if path is not None and not path.exists():
        return f"{path}: no ledger can be made here ({error.orig})"
    return f"{path or url}: this is no Dateline ledger, or it is damaged ({error.orig})"


def _engine(url: str, path: Path | None) -> sa.Engine:
    if path is not None and _fixed(path):
        return sa.create_engine(url, creator=partial(_connect_fixed, path))
    try:
        return sa.create_engine(url)
    except (ImportError, sa.exc.ArgumentError) as error:
        raise LedgerError(f"{url}: this kind of ledger cannot be opened here ({error})") from error


def _fixed(path: Path) -> bool:
    """Whether a ledger can only be looked at: it is in a folder (or on a disk) where nothing can be written."""
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _connect_fixed(path: Path) -> sqlite3.Connection:
    """A connection that needs no file beside the ledger; write-ahead files left by a killed writer cannot be taken in."""
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _sqlite_settings(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000", "cache_size=-65536"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _bring_up_to_date(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        found = _revision(connection)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise LedgerError(f"{engine.url}: written by a newer Dateline (schema {found}, ours {HEAD}); upgrade to open it")
    with _writer_lock(_file_of(str(engine.url))), engine.connect() as connection:
        if _revision(connection) != HEAD:
            _migrate(connection)


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        if sa.inspect(connection).get_table_names():
            raise LedgerError(f"{connection.engine.url}: this is a database, but no Dateline ledger")
        return None
    revision: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _migrate(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    connection.rollback()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
    connection.commit()


@contextmanager
def _writer_lock(path: Path | None, patience: float = 0.0) -> Iterator[None]:
    if path is None:
        yield
        return
    with ExitStack() as stack:
        try:
            lock = stack.enter_context(open(f"{path}.lock", "a"))
        except OSError as error:
            raise LedgerError(f"{path}: nothing can be written here ({error.strerror})") from error
        _take(lock, path, time.monotonic() + patience)
        yield


def _take(lock: IO[str], path: Path, until: float) -> None:
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if time.monotonic() >= until:
                raise LedgerBusy(f"{path}: another process is writing to this ledger; try again when it has finished") from error
        time.sleep(0.02)


__all__ = ["HEAD", "Ledger", "metadata", "settings", "url_of"]
