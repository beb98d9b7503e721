"""The OpenAPI description: what the framework knows, with errors as problem+json, tokens and uploads added."""

from __future__ import annotations

import copy
from typing import Any

import msgspec
from litestar import MediaType, Request
from litestar.openapi.plugins import OpenAPIRenderPlugin

from dateline.web.faults import PROBLEM

METHODS = ("get", "post", "put")
FAULTS = {
    "400": "A parameter or the body is not as described.",
    "401": "No token, or one that is not known.",
    "403": "The token's role does not allow this, or the request comes from another site.",
    "404": "There is no such record.",
    "409": "Somebody else decided first.",
    "413": "The request is too large.",
    "415": "The body is of another kind.",
    "422": "The request makes no sense: a day that is no day, a correction that does not fit.",
    "429": "Too many requests.",
    "503": "The ledger is being written, or a picture is still being derived; see Retry-After.",
}
FAULT: dict[str, Any] = {
    "type": "object",
    "title": "Fault",
    "description": "An error as problem+json (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
}
UPLOADS: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/ReadOrder"}},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["files"],
                "properties": {
                    "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                    "published": {"type": "string"},
                    "outlet": {"type": "string"},
                },
            }
        },
    },
}
ORDER: dict[str, Any] = {
    "type": "object",
    "title": "ReadOrder",
    "description": "A page to read: either text or html, with what is known of it.",
    "additionalProperties": False,
    "properties": {
        name: {"type": ["string", "null"]} for name in ("text", "html", "title", "url", "outlet", "published", "name")
    },
}


class Description(OpenAPIRenderPlugin):
    """Serves the description as /openapi.json below the router it is put on."""

    def __init__(self) -> None:
        super().__init__(path="/openapi.json", media_type=MediaType.JSON)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The whole description as JSON."""
        return msgspec.json.encode(described(openapi_schema))


def described(found: dict[str, Any]) -> dict[str, Any]:
    """A description with what the framework does not know added."""
    schema = copy.deepcopy(found)
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    schemas["Fault"] = FAULT
    schemas["ReadOrder"] = ORDER
    schema["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Needed when the server is not bound to loopback."}
    }
    schema["security"] = [{}, {"token": []}]
    for path, item in schema.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                _add_faults(item[method], method)
        if path.endswith("/reads"):
            item["post"]["requestBody"] = UPLOADS
    return schema


def _add_faults(operation: dict[str, Any], method: str) -> None:
    for status, words in FAULTS.items():
        if method == "get" and status in ("409", "413", "415"):
            continue
        operation["responses"][status] = {
            "description": words,
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Fault"}}},
        }
    if method == "get":
        operation["responses"]["304"] = {"description": "Nothing changed since the entity tag given."}
