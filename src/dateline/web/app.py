"""The application: API under /api/v1, the built page at /."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Response, Router, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.params import FromPath

import dateline
from dateline.ledger import Ledger
from dateline.tools import Settings
from dateline.web.about import ABOUT
from dateline.web.access import Access, Person, may, own_page_only, person_of
from dateline.web.describing import Description, described
from dateline.web.desk import Desk
from dateline.web.evidence import EVIDENCE
from dateline.web.faults import HANDLERS
from dateline.web.gate import Gate, Limits, add_headers, unchanged
from dateline.web.intake import INTAKE
from dateline.web.layers import LAYERS
from dateline.web.picture import PICTURE
from dateline.web.query import wanted
from dateline.web.reviewing import REVIEWING
from dateline.web.sources import SOURCES
from dateline.web.veil import Veil

BASE = "/api/v1"
STATIC = Path(__file__).with_name("static")
MOST_BYTES = 20_000_000
"""Largest request taken."""
NOT_BUILT = "The page is not built; run `make web`. The API is at /api/v1, its description at /api/v1/openapi.json.\n"
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml",
         ".html": "text/html; charset=utf-8", ".woff2": "font/woff2", ".png": "image/png", ".wasm": "application/wasm", ".ico": "image/x-icon"}  # fmt: skip


def create(
    ledger: Ledger, access: Access | None = None, settings: Settings | None = None, limits: Limits | None = None
) -> Litestar:
    """The application over an open ledger."""
    rules = access or Access()
    desk = Desk(ledger, settings)

    @asynccontextmanager
    async def life(_app: Litestar) -> AsyncIterator[None]:
        yield
        desk.close()

    return Litestar(
        route_handlers=[_api(desk), show_page, show_file],
        guards=[own_page_only],
        exception_handlers=HANDLERS,
        middleware=[Gate(limits or Limits.for_access(rules))],
        request_max_body_size=MOST_BYTES,
        openapi_config=OpenAPIConfig(
            title="Dateline", version=dateline.__version__, use_handler_docstrings=True, render_plugins=[Description()],
            openapi_router=Router(path=f"{BASE}/description", route_handlers=[], guards=[may("read")], before_request=unchanged),
            description="Claims read from news pages, each anchored to its sentence, and what follows from them on two clocks.",
        ),
        state=State({"access": rules, "desk": desk}),
        lifespan=[life],
        logging_config=None,
        before_send=[add_headers],
        debug=False,
    )  # fmt: skip


def _api(desk: Desk) -> Router:
    return Router(
        path=BASE,
        route_handlers=[*ABOUT, *EVIDENCE, *PICTURE, *LAYERS, *REVIEWING, *SOURCES, *INTAKE, show_description],
        guards=[may("read")],
        before_request=unchanged,
        dependencies={
            "the_desk": Provide(_same(desk), sync_to_thread=False),
            "wanted": Provide(wanted, sync_to_thread=False),
            "person": Provide(_person, sync_to_thread=False),
            "veil": Provide(_veil, sync_to_thread=False),
        },
    )


def _same(desk: Desk) -> Callable[[], Any]:
    return lambda: desk


def _person(request: Request[Any, Any, Any]) -> Person:
    return person_of(request)


def _veil(request: Request[Any, Any, Any]) -> Veil:
    return Veil(person_of(request).role == "read")


@get("/openapi.json", include_in_schema=False, sync_to_thread=True)
def show_description(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """This API in OpenAPI 3.1."""
    return described(request.app.openapi_schema.to_schema())


@get("/", include_in_schema=False, sync_to_thread=True)
def show_page() -> Response[Any]:
    """The built page."""
    return _served("/")


@get("/{name:path}", include_in_schema=False, sync_to_thread=True)
def show_file(name: FromPath[str]) -> Response[Any]:
    """A file of the built page; a permalink (a path without an ending) is the page itself."""
    return _served(name)


def _served(name: str) -> Response[Any]:
    if name.strip("/").startswith("api/"):
        raise NotFoundException("there is nothing here; /api/v1/openapi.json says what there is")
    if not (STATIC / "index.html").is_file():
        return Response(NOT_BUILT, media_type="text/plain; charset=utf-8", status_code=200 if name == "/" else 404)
    path = _file(name)
    kept = "public, max-age=31536000, immutable" if path.parent.name == "assets" else "no-cache"
    kind = TYPES.get(path.suffix, "application/octet-stream")
    return Response(path.read_bytes(), media_type=kind, headers={"Cache-Control": kept})


def _file(name: str) -> Path:
    folder = STATIC.resolve()
    asked = name.strip("/")
    if "\0" in asked:
        raise NotFoundException("there is no such file")
    if "." not in asked.rpartition("/")[2]:
        return folder / "index.html"
    path = (folder / asked).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        raise NotFoundException("there is no such file")
    return path
