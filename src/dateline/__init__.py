"""Dateline reads news pages about conflicts into claims anchored to their sentences.

The public verbs, loaded on first use: ``read``, ``read_text``, ``store``, ``reread``, ``rebuild``, ``review``, ``undo``, ``merge``,
``split``, ``forget``, ``picture``, ``holdings``, ``crossings``, ``counts``, ``export_to``, ``map_to``; ``Ledger.open`` opens a ledger; the types are in ``dateline.model``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.api import (
        Summary,
        counts,
        crossings,
        export_to,
        forget,
        holdings,
        map_to,
        merge,
        picture,
        read,
        read_text,
        reread,
        review,
        split,
        store,
        undo,
    )
    from dateline.derive import rebuild
    from dateline.errors import DatelineError
    from dateline.ledger import Ledger
    from dateline.model import Problem, Report
    from dateline.tools import Settings

__version__ = "0.1.0"

_HOME = {
    "Problem": "dateline.model",
    "Report": "dateline.model",
    "split": "dateline.api",
    "merge": "dateline.api",
    "map_to": "dateline.api",
    "export_to": "dateline.api",
    "DatelineError": "dateline.errors",
    "Ledger": "dateline.ledger",
    "Settings": "dateline.tools",
    "Summary": "dateline.api",
    "counts": "dateline.api",
    "crossings": "dateline.api",
    "forget": "dateline.api",
    "holdings": "dateline.api",
    "picture": "dateline.api",
    "read": "dateline.api",
    "read_text": "dateline.api",
    "rebuild": "dateline.derive",
    "reread": "dateline.api",
    "review": "dateline.api",
    "store": "dateline.api",
    "undo": "dateline.api",
}

__all__ = [
    "DatelineError",
    "Ledger",
    "Problem",
    "Report",
    "Settings",
    "Summary",
    "counts",
    "crossings",
    "export_to",
    "forget",
    "holdings",
    "map_to",
    "merge",
    "picture",
    "read",
    "read_text",
    "rebuild",
    "reread",
    "review",
    "split",
    "store",
    "undo",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
