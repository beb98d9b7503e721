"""Handing pages in: pasted text, files, problems, progress."""

from __future__ import annotations

import time
from typing import Any

import pytest
from litestar.testing import TestClient

from dateline.web.comparing import compared
from dateline.web.reading import file_name

BASE = "/api/v1"
PAGE = """Army takes Sinja

SINJA, 24 November 2024 - The army captured the town of Sinja on Saturday, the information minister said.
Residents fled to the south. The fighting began on Friday, and dozens of houses were burnt, a doctor said by telephone from the town.
"""


def finished(client: TestClient[Any], answer: Any) -> Any:
    assert answer.status_code == 202, answer.text
    job = answer.json()
    until = time.monotonic() + 120
    while job["state"] not in ("done", "failed") and time.monotonic() < until:
        time.sleep(0.1)
        job = client.get(f"{BASE}/reads/{job['id']}").json()
    return job


def test_a_pasted_page_is_read_into_the_picture(desk: TestClient[Any]) -> None:
    """Its report, claims and event are there when the job is done; a second version of it is compared with the first."""
    before = desk.get(f"{BASE}/meta").json()["counts"]
    order = {"text": PAGE, "url": "https://gazette.example/sinja", "outlet": "Gazette", "published": "2024-11-24"}
    job = finished(desk, desk.post(f"{BASE}/reads", json=order))
    assert job["state"] == "done" and (job["done"], job["total"]) == (1, 1) and not job["problems"]
    report = desk.get(f"{BASE}/reports/{job['reports'][0]}").json()
    assert report["outlet"] == "Gazette" and report["published"] == "2024-11-24" and report["claims"]
    assert desk.get(f"{BASE}/meta").json()["counts"]["claims"] > before["claims"]
    later = {**order, "text": PAGE.replace("Saturday", "Friday"), "published": "2024-11-25"}
    second = finished(desk, desk.post(f"{BASE}/reads", json=later))["reports"][0]
    found = desk.get(f"{BASE}/reports/{second}/diff").json()
    assert found["older"] == report["id"] and {line["op"] for line in found["lines"]} == {"same", "gone", "new"}


def test_files_are_read_and_problems_listed(desk: TestClient[Any]) -> None:
    """One bad file costs no other; it is named with what is wrong."""
    files = [("files", ("sinja.txt", PAGE.encode())), ("files", ("../../empty.txt", b""))]
    job = finished(desk, desk.post(f"{BASE}/reads", files=files, data={"published": "2024-11-24", "outlet": "Gazette"}))
    assert job["state"] == "done" and len(job["reports"]) == 1
    assert [problem["place"] for problem in job["problems"]] == ["empty.txt"]


@pytest.mark.parametrize("body", [{}, {"text": "a", "html": "b"}, {"text": "a", "published": "soon"}])
def test_orders_that_make_no_sense_are_refused(desk: TestClient[Any], body: dict[str, Any]) -> None:
    """Nothing to read, two pages in one, a day that is none."""
    assert desk.post(f"{BASE}/reads", json=body).status_code == 422


def test_bodies_that_are_no_orders_are_refused(desk: TestClient[Any]) -> None:
    """Broken JSON, unknown fields, other kinds of body."""
    assert desk.post(f"{BASE}/reads", json={"texts": "a"}).status_code == 400
    assert desk.post(f"{BASE}/reads", content=b"{", headers={"Content-Type": "application/json"}).status_code == 400
    assert desk.post(f"{BASE}/reads", content=b"x", headers={"Content-Type": "text/plain"}).status_code == 415
    assert desk.post(f"{BASE}/reads", data={"files": "no file"}).status_code in (415, 422)


@pytest.mark.parametrize(("given", "kept"), [("../../etc/passwd", "passwd"), ("C:\\x\\page.html", "page.html"), ("..", "page"), ("", "page"),
                                             ("a\nb.txt", "a_b.txt"), ("x" * 300, "x" * 120)])  # fmt: skip
def test_file_names_are_harmless(given: str, kept: str) -> None:
    """The last part of the name, without what a file system or a log might trip over."""
    assert file_name(given) == kept


def test_comparison_keeps_every_line() -> None:
    """What stayed, went and came, in order; very long changes are shown whole."""
    found = [(line.op, line.text) for line in compared("a\nb\n\nc\nd", "a\nB\nc\nd")]
    assert found == [("same", "a"), ("gone", "b"), ("new", "B"), ("same", "c"), ("same", "d")]
    long = compared("\n".join(f"x{n}" for n in range(4000)), "\n".join(f"y{n}" for n in range(4000)))
    assert len(long) == 8000
