"""The API against its own description: schema-driven requests find no server error."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import uvicorn
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from litestar.testing import TestClient

from dateline.ledger import Ledger
from dateline.web.app import create
from tests.web.conftest import NO_LIMITS

schemathesis = pytest.importorskip("schemathesis")
EXAMPLES = 8


@pytest.fixture(scope="module")
def address(read_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server on loopback over a ledger of its own."""
    path = tmp_path_factory.mktemp("fuzz") / "fuzz.ledger"
    path.write_bytes(read_ledger.read_bytes())
    with Ledger.open(path) as ledger:
        server = uvicorn.Server(uvicorn.Config(create(ledger, limits=NO_LIMITS), port=0, log_level="critical", ws="none"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize("mode", [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE], ids=["fitting", "unfitting"])
def test_no_request_breaks_the_server(address: str, mode: Any) -> None:
    """Whatever is asked, as described or not, the answer is no 5xx."""
    schema = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")
    for found in schema.exclude(path_regex="/reads$|world|areas").get_all_operations():
        operation = found.ok()
        try:
            cases = operation.as_strategy(generation_mode=mode)
        except schemathesis.errors.SchemathesisError:
            continue

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
        @given(case=cases)
        def ask(case: Any) -> None:
            answer = case.call()
            assert answer.status_code < 500, f"{case.method} {case.path}: {answer.status_code} {answer.text[:300]}"

        try:
            ask()
        except Unsatisfiable:
            continue


def resolved(schema: Any, root: Any) -> Any:
    return {"$ref": "#" + schema["$ref"][1:], "components": root["components"]} if "$ref" in schema else {**schema, "components": root["components"]}


@pytest.mark.parametrize(
    "path", ["meta", "days", "claims", "events", "holdings", "crossings", "movements", "disagreements", "families", "reports", "sources",
             "queue", "judgements", "tolls", "claims.geojson", "holdings.geojson"],
)  # fmt: skip
def test_answers_are_as_described(client: TestClient[Any], path: str) -> None:
    """What lists give fits the schema that the description promises."""
    root = client.get("/api/v1/openapi.json").json()
    content = root["paths"][f"/api/v1/{path}"]["get"]["responses"]["200"]["content"]
    schema = next(iter(content.values()))["schema"]
    jsonschema.Draft202012Validator(resolved(schema, root)).validate(client.get(f"/api/v1/{path}").json())


def test_the_description_is_openapi_31(client: TestClient[Any]) -> None:
    """Its version, its paths under one version, and the model's own names for keys that are words of Python."""
    root = client.get("/api/v1/openapi.json").json()
    assert root["openapi"].startswith("3.1") and all(path.startswith("/api/v1/") for path in root["paths"])
    assert {"from", "to"} <= set(root["components"]["schemas"]["Movement"]["properties"])
    assert "traceback" not in json.dumps(root).casefold()
    faults = root["paths"]["/api/v1/claims"]["get"]["responses"]["422"]["content"]
    assert list(faults) == ["application/problem+json"]
