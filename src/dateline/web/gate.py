"""What every request passes: a rate limit, security headers on the answer, "not modified" where nothing changed."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from litestar import Request, Response
from litestar.datastructures import MutableScopeHeaders
from litestar.exceptions import TooManyRequestsException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

import dateline
from dateline.web.access import Access, person_of

if TYPE_CHECKING:
    from dateline.web.desk import Desk

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "worker-src 'self' blob:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
MOST_CLIENTS = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How many requests a client may make: so many a second in the long run, and `burst` at once."""

    per_second: float
    burst: float

    @classmethod
    def for_access(cls, access: Access) -> Limits:
        """Enough for one's own machine, or for people on a network."""
        return cls(2000.0, 4000.0) if access.open else cls(50.0, 400.0)


class Gate(ASGIMiddleware):
    """Counts requests of each client address; too many are answered 429."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Let the request through, or refuse it."""
        client = scope.get("client")
        if not self.admits(client[0] if client else ""):
            raise TooManyRequestsException("too many requests; wait a little")
        await next_app(scope, receive, send)

    def admits(self, client: str) -> bool:
        """Whether this client may make one more request now."""
        with self._lock:
            now = self._clock()
            left, then = self._left.pop(client, (self._limits.burst, now))
            left = min(self._limits.burst, left + (now - then) * self._limits.per_second)
            self._left[client] = (max(left - 1.0, 0.0), now)
            while len(self._left) > MOST_CLIENTS:
                self._left.popitem(last=False)
            return left >= 1.0


async def add_headers(message: Message, scope: Scope) -> None:
    """Security headers on every answer, the entity tag on every good answer to a GET."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in HEADERS.items():
        headers[name] = value
    tag = scope.get("state", {}).get("etag")
    if tag and message["status"] in (200, 304):
        headers["ETag"] = tag
        headers["Vary"] = "Authorization, X-Dateline-Person, Accept-Encoding"
    if scope.get("path", "").startswith("/api/"):
        headers["Cache-Control"] = "private, no-cache"


def unchanged(request: Request[Any, Any, Any]) -> Response[None] | None:
    """304 when the client has what it asks for: the ledger, the person and the question are the same."""
    if request.method != "GET":
        return None
    desk: Desk = request.app.state.desk
    person = person_of(request)
    parts = (dateline.__version__, desk.stamp(request.url.path), person.name, person.role, request.url.path, request.url.query)
    tag = f'W/"{hashlib.blake2b(chr(0).join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()}"'
    request.scope["state"]["etag"] = tag
    given = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    return Response(None, status_code=304) if tag.removeprefix("W/") in given else None
