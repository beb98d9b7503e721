"""Errors as problem+json (RFC 9457). What went wrong inside is logged, never sent."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

import msgspec
import sqlalchemy as sa
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from dateline.errors import DatelineError, InputError, LedgerBusy, NotFound, UsageError
from dateline.web.shapes import Fault

log = logging.getLogger(__name__)
PROBLEM = "application/problem+json"
RETRY_SECONDS = 3


class Conflict(DatelineError):  # noqa: N818
    """Somebody else was quicker."""


STATUS: tuple[tuple[type[Exception], int], ...] = (
    (NotFound, 404),
    (LedgerBusy, 503),
    (UsageError, 422),
    (InputError, 422),
    (Conflict, 409),
    (sa.exc.IntegrityError, 409),
    (sa.exc.OperationalError, 503),
    (UnicodeEncodeError, 400),
)
"""The status of each error that is no programming mistake."""
WORDS = {
    sa.exc.IntegrityError: "this was stored already",
    sa.exc.OperationalError: "the ledger is busy; try again in a few seconds",
    UnicodeEncodeError: "the request holds characters that are none",
}


def answered(_request: Request[Any, Any, Any], error: Exception) -> Response[Fault]:
    """The answer to an error."""
    if isinstance(error, HTTPException):
        extra = f": {_extra(error.extra)}" if error.extra else ""
        return fault(error.status_code, f"{error.detail}{extra}"[:1000], dict(error.headers or {}))
    for kind, status in STATUS:
        if isinstance(error, kind):
            if kind is sa.exc.OperationalError:
                log.warning("the database refused: %s", error)
            return fault(status, WORDS.get(kind) or str(error)[:1000])
    log.error("a request failed", exc_info=error)
    return fault(500, "something went wrong inside; the server's log says what")


def fault(status: int, detail: str, headers: dict[str, str] | None = None) -> Response[Fault]:
    """A problem+json answer."""
    title = HTTPStatus(status).phrase
    more = {"Retry-After": str(RETRY_SECONDS)} if status in (429, 503) else {}
    if status == 401:
        more["WWW-Authenticate"] = "Bearer"
    return Response(
        Fault(type="about:blank", title=title, status=status, detail=detail), status_code=status, media_type=PROBLEM,
        headers={**(headers or {}), **more},
    )  # fmt: skip


def _extra(extra: Any) -> str:
    if isinstance(extra, list):
        return "; ".join(f"{one.get('key', '')} {one.get('message', '')}".strip() for one in extra if isinstance(one, dict))
    return msgspec.json.encode(extra).decode()


HANDLERS: ExceptionHandlersMap = {HTTPException: answered, Exception: answered}
