"""Who may do what. On loopback everything is open; bound to anything else every request needs a token with a role."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
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


@dataclass(frozen=True, slots=True)
class Access:
    """Open (loopback) or by tokens; `hosts` are the host names that requests may name."""

    tokens: tuple[Token, ...] = ()
    open: bool = True
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]", "testserver.local")

    def person(self, header: str | None) -> Person:
        """The person behind an Authorization header; raises 401."""
        if self.open:
            return LOCAL
        given = hashlib.sha256((header or "").removeprefix("Bearer ").encode()).hexdigest()
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


def new_token(name: str, role: Role) -> tuple[str, str]:
    """A fresh token, and the record to put into the tokens file."""
    token = secrets.token_urlsafe(32)
    digest = hashlib.sha256(token.encode()).hexdigest()
    return token, f'[[token]]\nname = "{name}"\nrole = "{role}"\nsha256 = "{digest}"\n'


def access_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Access:
    """The access rules of the application."""
    access: Access = connection.app.state.access
    return access


def person_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Person:
    """Who makes this request."""
    return access_of(connection).person(connection.headers.get("authorization"))


def may(role: Role) -> Any:
    """A guard that lets requests through from this role up, from named hosts, and (for changes) from our own page."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
        access = access_of(connection)
        _check_host(connection, access)
        person = access.person(connection.headers.get("authorization"))
        if RANK[person.role] < RANK[role]:
            raise PermissionDeniedException(f"this needs the role {role!r}; yours is {person.role!r}")

    return guard


def _check_host(connection: ASGIConnection[Any, Any, Any, Any], access: Access) -> None:
    host = connection.headers.get("host", "").rsplit(":", 1)[0] if not connection.headers.get("host", "").endswith("]") else connection.headers["host"]
    if access.open and host not in access.hosts:
        raise PermissionDeniedException(f"this server does not answer for {host!r}")
    origin = connection.headers.get("origin")
    if origin and connection.scope.get("method") not in ("GET", "HEAD") and urlsplit(origin).netloc != connection.headers.get("host"):
        raise PermissionDeniedException("changes are only taken from this server's own page")
