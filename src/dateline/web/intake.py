"""Handing pages in, and watching them being read."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from dateline import api
from dateline.errors import UsageError
from dateline.model import Day
from dateline.web.access import may
from dateline.web.query import TheDesk
from dateline.web.reading import Upload, upload_of
from dateline.web.shapes import ReadJob, ReadOrder

MOST_FILES = 500


@post("/reads", status_code=202, guards=[may("review")])
async def start_reading(request: Request[Any, Any, Any], the_desk: TheDesk) -> ReadJob:
    """Read a page given as JSON, or files given as a form (field "files", with "published" and "outlet" for all)."""
    kind = (request.content_type[0] or "").casefold()
    if kind == "multipart/form-data":
        return the_desk.reader.start(await _files(request))
    if kind != "application/json":
        raise ClientException("send application/json or multipart/form-data", status_code=415)
    try:
        order = msgspec.json.decode(await request.body(), type=ReadOrder)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ClientException(f"that is no page to read: {error}") from error
    return the_desk.reader.start([upload_of(order)])


async def _files(request: Request[Any, Any, Any]) -> list[Upload]:
    form = await request.form()
    files = [part for part in form.getall("files", []) if isinstance(part, UploadFile)]
    if len(files) > MOST_FILES:
        raise UsageError(f"at most {MOST_FILES} files at a time")
    published, outlet = _day(form.get("published")), form.get("outlet")
    named = outlet if isinstance(outlet, str) and outlet else None
    return [Upload(part.filename or "page", await part.read(), published, named) for part in files]


def _day(given: object) -> Day | None:
    return api.day(given) if isinstance(given, str) and given else None


@get("/reads/{key:str}", sync_to_thread=True, guards=[may("review")])
def show_reading(key: FromPath[str], the_desk: TheDesk) -> ReadJob:
    """How far a reading has come."""
    return the_desk.reader.job(key)


INTAKE: list[HTTPRouteHandler] = [start_reading, show_reading]
