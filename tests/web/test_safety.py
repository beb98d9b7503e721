"""Who may do what; what never leaves the server; what the browser is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from dateline.errors import UsageError
from dateline.export.masking import MASK
from dateline.web.access import host_name, is_loopback, load_tokens, new_token
from dateline.web.app import create
from dateline.web.gate import Gate, Limits
from dateline.web.serving import access_for

BASE = "/api/v1"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8787", "localhost:1", "[::1]", "[::1]:8787", "127.8.9.1"])
def test_names_of_this_machine_are_answered(client: TestClient[Any], host: str) -> None:
    """Every way of naming loopback, with and without port."""
    assert client.get(f"{BASE}/meta", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8787", "[::2]", "[", "", "192.168.1.5:8787"])
def test_other_names_are_refused(client: TestClient[Any], host: str) -> None:
    """A name that was made to point here (DNS rebinding) gets nothing, not even the page."""
    for path in (f"{BASE}/meta", "/"):
        assert client.get(path, headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://["])
def test_other_sites_cannot_write(desk: TestClient[Any], origin: str) -> None:
    """A change with another site's Origin is refused before it is looked at."""
    answer = desk.post(f"{BASE}/judgements", json={}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert desk.post(f"{BASE}/judgements", json={}, headers={"Origin": "http://127.0.0.1:8787"}).status_code == 400


def test_roles(public: Callable[[Any], TestClient[Any]]) -> None:
    """Off loopback nothing is shown without a token; readers read, reviewers judge."""
    assert public(None).get(f"{BASE}/claims").status_code == 401
    assert public(None).get("/").status_code == 200
    reader = public("read")
    claim = reader.get(f"{BASE}/claims?limit=1").json()["items"][0]["id"]
    order = {"subject": claim, "decision": "accept", "reason": "read rightly"}
    assert reader.post(f"{BASE}/judgements", json=order).status_code == 403
    assert reader.get(f"{BASE}/queue").status_code == 403
    reviewer = public("review")
    assert reviewer.get(f"{BASE}/queue").status_code == 200
    made = reviewer.post(f"{BASE}/judgements", json=order)
    assert made.status_code == 201 and made.json()["by"] == "review person"


def test_an_unknown_token_is_nobody(public: Callable[[Any], TestClient[Any]]) -> None:
    """Neither a wrong token, nor the stored hash of a right one, nor another scheme gets in."""
    client = public(None)
    for header in ("Bearer wrong", "Bearer ", "Basic c2VjcmV0", "secret of read"):
        assert client.get(f"{BASE}/meta", headers={"Authorization": header}).status_code == 401


def test_readers_see_masks(public: Callable[[Any], TestClient[Any]]) -> None:
    """For readers of a public server private names and exact positions of civilians are hidden; reviewers see them."""
    shown = public("review").get(f"{BASE}/claims?limit=500").json()["items"]
    hidden = public("read").get(f"{BASE}/claims?limit=500").json()["items"]
    assert [one["id"] for one in shown] == [one["id"] for one in hidden]
    changed = [(one, other) for one, other in zip(shown, hidden, strict=True) if one != other]
    assert changed
    assert all(MASK in str(other) or other["place"] != one["place"] for one, other in changed)
    masked = next(other for _, other in changed if MASK in str(other))
    page = public("read").get(f"{BASE}/reports/{masked['report']}").json()
    whole = public("review").get(f"{BASE}/reports/{masked['report']}").json()
    assert len(page["text"]) == len(whole["text"]) and page["text"] != whole["text"]


def test_a_script_tag_in_a_page_is_text(client: TestClient[Any]) -> None:
    """Hostile words come back as JSON text with a policy that runs nothing, and are never put into HTML."""
    found = client.get(f"{BASE}/search", params={"words": "script"})
    assert found.headers["content-type"] == "application/json" and found.headers["x-content-type-options"] == "nosniff"
    report = next(one for one in client.get(f"{BASE}/reports?limit=500").json()["items"] if one["outlet"] == "Hostile <b>Gazette</b>")
    page = client.get(f"{BASE}/reports/{report['id']}")
    assert "<script>" in page.json()["text"] and page.headers["content-type"] == "application/json"
    assert "<script>" not in client.get("/").text or "Hostile" not in client.get("/").text


@pytest.mark.parametrize("path", ["/", f"{BASE}/meta", f"{BASE}/nothing", "/nothing.js", f"{BASE}/claims?limit=0"])
def test_every_answer_carries_the_policy(client: TestClient[Any], path: str) -> None:
    """Errors and unknown paths too."""
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"] and "unsafe" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY" and headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/assets/../../app.py", "/%2e%2e/app.py", "/assets/%00.js", "//etc/passwd.txt", "/..%2f..%2fapp.py"])
def test_files_outside_the_page_are_not_served(client: TestClient[Any], path: str) -> None:
    """No path leads out of the folder of the built page."""
    answer = client.get(path)
    assert "Litestar" not in answer.text and "[project]" not in answer.text and "root:" not in answer.text


def test_too_many_requests_are_refused(copied: Any) -> None:
    """A client that asks too often is told to wait; others are not; later it may ask again."""
    with TestClient(create(copied, limits=Limits(0.001, 3)), base_url="http://127.0.0.1:8787") as client:
        assert [client.get(f"{BASE}/openapi.json").status_code for _ in range(4)] == [200, 200, 200, 429]
        assert client.get(f"{BASE}/openapi.json").headers["retry-after"]
    now = 0.0
    gate = Gate(Limits(1, 2), lambda: now)
    assert [gate.admits("a") for _ in range(3)] == [True, True, False] and gate.admits("b")
    now = 1.5
    assert gate.admits("a") and not gate.admits("a")


def test_a_request_too_large_is_refused(desk: TestClient[Any]) -> None:
    """More than 20 MB is 413, as JSON or as a form."""
    assert desk.post(f"{BASE}/reads", json={"text": "x" * 20_000_001}).status_code == 413
    assert desk.post(f"{BASE}/reads", files={"files": ("a.txt", b"x" * 20_000_001)}).status_code == 413


def test_an_inner_failure_tells_nothing(desk: TestClient[Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """500 is a problem document without trace or message; the log has them."""
    from dateline.ledger import desk as queries

    def fail(*_: object) -> None:
        raise RuntimeError("the secret path /srv/x")

    monkeypatch.setattr(queries, "claims", fail)
    answer = desk.get(f"{BASE}/claims")
    assert answer.status_code == 500 and "secret" not in answer.text and answer.headers["content-type"] == "application/problem+json"
    assert "secret" in caplog.text


def test_only_this_machine_without_tokens(tmp_path: Path) -> None:
    """Other addresses are refused until there is a file with at least one token."""
    assert access_for("127.0.0.1", None).open and access_for("::1", None).open
    for host in ("0.0.0.0", "::", "192.168.0.4", "desk.example.org"):
        with pytest.raises(UsageError, match="--tokens"):
            access_for(host, None)
    file = tmp_path / "tokens.toml"
    file.write_text("")
    with pytest.raises(UsageError, match="no token"):
        access_for("0.0.0.0", file)
    secret, record = new_token("Ana", "review")
    file.write_text(record)
    access = access_for("0.0.0.0", file)
    assert not access.open and secret not in record and access.person(f"Bearer {secret}").role == "review"
    file.write_text("[[token]]\nname = 1")
    with pytest.raises(UsageError, match=r"tokens\.toml"):
        load_tokens(file)


def test_names_and_addresses() -> None:
    """Host headers are taken apart as browsers write them."""
    assert [host_name(text) for text in ("a:1", "[::1]:2", "A", "[x", "")] == ["a", "::1", "a", "", ""]
    assert is_loopback("127.0.0.2") and is_loopback("::1") and not is_loopback("0.0.0.0") and not is_loopback("")
