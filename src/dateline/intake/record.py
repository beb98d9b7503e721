"""The unit that readers hand on: one raw page with what its container said of it, or one problem. Cheap and picklable."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model import Problem

Form = Literal["dump", "html", "fragment"]
"""A plain-text page, a whole HTML page, or a piece of HTML out of a feed."""


class RawPage(msgspec.Struct, frozen=True, kw_only=True):
    """One input record: either `payload` is a page in `form`, or `problem` says why there is none.

    `place` names the record for people ("folder/file.jsonl line 7"), `source_id` is what output rows are known by.
    `charset` is what the container declared (an HTTP header); text payloads are already decoded.
    """

    place: str
    source_id: str
    path: str
    form: Form = "dump"
    payload: bytes | str = b""
    charset: str | None = None
    given_id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    published_basis: Literal["given", "metadata"] = "given"
    retrieved_at: str | None = None
    extra: dict[str, object] = {}
    problem: Problem | None = None


def refused(place: str, path: str, code: str, message: str, source_id: str | None = None) -> RawPage:
    """A record that carries only a problem; its message begins with the part of the file that it is about ("line 7: …"), and with
    the file's name where the record has an id of its own."""
    name = source_id or place
    part = place.removeprefix(path).strip() if name.startswith(path) else place
    problem = Problem(place=name, code=code, message=f"{part}: {message}" if part else message)
    return RawPage(place=place, source_id=name, path=path, problem=problem)
