"""Who may do what. On loopback everything is open; bound to anything else every request needs a token with a role."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard

from dateline.errors import UsageError

Role = Literal["read", "review", "admin"]
RANK: dict[Role, int] = {"read": 0, "review": 1, "admin": 2}


class Token(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A token as kept in the tokens file: whose it is, what it may do, and its SHA-256 (never the token itself)."""

    name: str
    role: Role
    sha256: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who makes a request."""

    name: str
    role: Role


LOCAL = Person("local", "admin")
NAME_HEADER = "x-dateline-person"
"""On loopback, where there are no tokens, this header tells two people at one ledger apart."""


@dataclass(frozen=True, slots=True)
class Access:
    """Open to everybody on this machine (loopback), or by tokens."""

    tokens: tuple[Token, ...] = ()
    open: bool = True

    def person(self, header: str | None, name: str | None = None) -> Person:
        """The person behind an Authorization header; raises 401. On loopback people may say who they are."""
        if self.open:
            said = re.sub(r"[^\w .@-]", "", name or "").strip()[:60]
            return Person(said, "admin") if said else LOCAL
        scheme, _, secret = (header or "").partition(" ")
        given = hashlib.sha256(secret.strip().encode("utf-8", "replace")).hexdigest() if scheme.casefold() == "bearer" else ""
        for token in self.tokens:
            if hmac.compare_digest(token.sha256, given):
                return Person(token.name, token.role)
        raise NotAuthorizedException("this server needs a token: Authorization: Bearer …")


def is_loopback(host: str) -> bool:
    """Whether a bind address is only reachable from this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load_tokens(path: Path) -> tuple[Token, ...]:
    """Tokens of a tokens file (`[[token]]` records); raises `UsageError` naming the file."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("token", [])
        return msgspec.convert(rows, tuple[Token, ...])
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"{path}: {error}") from error


def role_named(text: str) -> Role:
    """A role given by a user, checked; raises `UsageError`."""
    for role in RANK:
        if role == text:
            return role
    raise UsageError(f"no role {text!r}; there are {', '.join(RANK)}")


def new_token(name: str, role: Role) -> tuple[str, str]:
    """A fresh token, and the record to put into the tokens file; raises `UsageError` for a name that does not fit on a line."""
    if not re.fullmatch(r"[\w .@-]{1,60}", name):
        raise UsageError("a name has up to 60 letters, digits, spaces or . @ - _")
    token = secrets.token_urlsafe(32)
    digest = hashlib.sha256(token.encode()).hexdigest()
    return token, f'[[token]]\nname = "{name}"\nrole = "{role}"\nsha256 = "{digest}"\n'


def access_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Access:
    """The access rules of the application."""
    access: Access = connection.app.state.access
    return access


def person_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Person:
    """Who makes this request; raises 401."""
    return access_of(connection).person(connection.headers.get("authorization"), connection.headers.get(NAME_HEADER))


def may(role: Role) -> Guard:
    """A guard that lets requests through from this role up."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
        person = person_of(connection)
        if RANK[person.role] < RANK[role]:
            raise PermissionDeniedException(f"this needs the role {role!r}; yours is {person.role!r}")

    return guard


def own_page_only(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """A guard against other sites: on loopback only requests that name a loopback host, and changes only from our own page.

    The first keeps a hostile name that resolves to this machine from reading (DNS rebinding), the second keeps forms and
    scripts of other sites from writing.
    """
    host = connection.headers.get("host", "")
    if access_of(connection).open and not is_loopback(host_name(host)):
        raise PermissionDeniedException(f"this server does not answer for {host[:100]!r}")
    origin = connection.headers.get("origin")
    if origin and connection.scope.get("method") not in ("GET", "HEAD") and _netloc(origin) != host.casefold():
        raise PermissionDeniedException("changes are only taken from this server's own page")


def host_name(host: str) -> str:
    """The name in a Host header, without port and brackets; empty when it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.casefold()
    except ValueError:
        return ""
