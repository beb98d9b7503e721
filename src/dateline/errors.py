"""Every error that Dateline raises on purpose.

::

    DatelineError
    ├── InputError          a file or record could not be read: `place` names it, `code` says why
    ├── LexiconError        a data file is wrong: names file and entry
    ├── PipelineError       stages in an order that cannot work
    ├── LedgerError         the store cannot be opened, is too new, or is being written by somebody else
    │   ├── LedgerBusy      another process or thread is writing to it; try again
    │   └── NotFound        no such report, claim, place or event
    └── UsageError          the caller asked for something that makes no sense (a day that is no day)

Problems in *data* are values (`model.Problem`), collected and counted; these classes are for what stops the work asked for.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all errors raised on purpose; the message says what to do next."""


class InputError(DatelineError):
    """An input could not be read.

    `place` is the path (with `#record` where it has records), `code` a short word that is counted in summaries.
    """

    def __init__(self, place: str, code: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.code = code
        self.message = message


class LexiconError(DatelineError):
    """A lexicon entry is wrong."""

    def __init__(self, file: str, entry: str, message: str) -> None:
        super().__init__(f"{file}: {entry}: {message}")
        self.file = file
        self.entry = entry
        self.message = message

    def __reduce__(self) -> tuple[type[LexiconError], tuple[str, str, str]]:
        """So that a worker process can hand it to the one that asked."""
        return LexiconError, (self.file, self.entry, self.message)


class PipelineError(DatelineError):
    """A stage needs what no earlier stage gives."""


class LedgerError(DatelineError):
    """The ledger cannot be used as asked."""


class LedgerBusy(LedgerError):  # noqa: N818 - what happened, not that it is an error
    """Somebody else is writing to the ledger; try again when they have finished."""


class NotFound(LedgerError):  # noqa: N818 - as above
    """Nothing in the ledger has this id or name."""


class UsageError(DatelineError):
    """The request itself makes no sense."""
