"""Review by several people: the queue, holds, decisions, conflicts, taking back, the effect on the picture."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from litestar.testing import TestClient

from dateline.web.desk import HOLD_SECONDS, Holds

BASE = "/api/v1"


def post(client: TestClient[Any], path: str, status: int = 201, person: str = "Ana", **body: Any) -> Any:
    answer = client.post(f"{BASE}/{path}", json=body or None, headers={"X-Dateline-Person": person})
    assert answer.status_code == status, answer.text
    return answer.json()


def first(client: TestClient[Any]) -> Any:
    return client.get(f"{BASE}/queue?limit=1").json()["items"][0]


def test_the_queue_puts_doubt_and_consequence_first(desk: TestClient[Any]) -> None:
    """Items come by doubt times consequence; a judged claim leaves the queue."""
    queue = desk.get(f"{BASE}/queue?limit=500").json()
    weights = [one["doubt"] * one["consequence"] for one in queue["items"]]
    assert weights == sorted(weights, reverse=True) and queue["left"] == len(weights)
    claim = queue["items"][0]["claim"]["id"]
    post(desk, "judgements", subject=claim, decision="accept", reason="as the page says")
    after = desk.get(f"{BASE}/queue?limit=500").json()
    assert claim not in [one["claim"]["id"] for one in after["items"]] and after["left"] == queue["left"] - 1


def test_a_rejected_claim_changes_the_picture_at_once_and_comes_back(desk: TestClient[Any]) -> None:
    """Holdings that rested on it alone go with it, and return when the decision is taken back; the log keeps both."""
    holding = desk.get(f"{BASE}/holdings?limit=1").json()["items"][0]
    before = desk.get(f"{BASE}/holdings?limit=500")
    for claim in holding["claims"]:
        last = post(desk, "judgements", subject=claim, decision="reject", reason="misread")
    after = desk.get(f"{BASE}/holdings?limit=500", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200 and holding["id"] not in [one["id"] for one in after.json()["items"]]
    assert desk.get(f"{BASE}/claims/{last['subject']}").json()["judged"]["id"] == last["id"]
    for one in desk.get(f"{BASE}/judgements").json()["items"]:
        post(desk, f"judgements/{one['id']}/undo")
    assert desk.get(f"{BASE}/holdings?limit=500").json() == before.json()
    assert len(desk.get(f"{BASE}/judgements").json()["items"]) == 2 * len(holding["claims"])
    post(desk, f"judgements/{last['id']}/undo", status=409)


def test_two_reviewers_lose_nothing(desk: TestClient[Any]) -> None:
    """Who decides on what somebody else has decided since is told so, with the other decision's id."""
    claim = first(desk)["claim"]["id"]
    mine = post(desk, "judgements", person="Ana", subject=claim, decision="accept", reason="fits")
    clash = post(desk, "judgements", status=409, person="Ben", subject=claim, decision="reject", reason="does not fit")
    assert mine["id"] in clash["detail"]
    post(desk, "judgements", person="Ben", subject=claim, decision="reject", reason="does not fit", seen=mine["id"])
    log = desk.get(f"{BASE}/judgements?subject={claim}").json()["items"]
    assert [one["by"] for one in log] == ["Ben", "Ana"]


def test_of_many_at_once_one_wins(desk: TestClient[Any]) -> None:
    """Decisions on one claim at the same moment: one is stored, the others hear of it."""
    claim = first(desk)["claim"]["id"]
    answers: list[int] = []

    def decide(number: int) -> None:
        order = {"subject": claim, "decision": "accept", "reason": f"reason {number}"}
        answers.append(desk.post(f"{BASE}/judgements", json=order, headers={"X-Dateline-Person": f"p{number}"}).status_code)

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [201, 409, 409, 409, 409]


def test_who_is_on_a_claim_is_shown_and_forgotten(desk: TestClient[Any]) -> None:
    """The first to take it holds it; it is never locked, and let go by deciding."""
    claim = first(desk)["claim"]["id"]
    assert post(desk, f"queue/{claim}/hold", 200, "Ana") == {"held_by": "Ana"}
    tag = desk.get(f"{BASE}/queue?limit=1")
    assert tag.json()["items"][0]["held_by"] == "Ana"
    assert post(desk, f"queue/{claim}/hold", 200, "Ben") == {"held_by": "Ana"}
    post(desk, "judgements", person="Ben", subject=claim, decision="accept", reason="fits")
    assert post(desk, f"queue/{claim}/hold", 200, "Ben") == {"held_by": "Ben"}
    post(desk, "queue/c_nothing/hold", 404)


def test_a_hold_runs_out() -> None:
    """After a while without being asked for again."""
    now = 0.0
    holds = Holds(lambda: now)
    assert holds.take("c_1", "Ana") == "Ana"
    now = HOLD_SECONDS - 1
    assert holds.take("c_1", "Ben") == "Ana"
    now = HOLD_SECONDS + 1
    assert holds.all() == {} and holds.take("c_1", "Ben") == "Ben"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"subject": "c_0", "decision": "accept", "reason": "x"}, 404),
        ({"subject": "h_0", "decision": "accept", "reason": "x"}, 404),
        ({"subject": "", "decision": "accept", "reason": "x"}, 404),
        ({"subject": "e_0", "decision": "merge", "reason": "x", "others": ["e_1"]}, 404),
        ({"subject": "e_0", "decision": "merge", "reason": "x"}, 422),
        ({"subject": "CLAIM", "decision": "accept", "reason": "  "}, 422),
        ({"subject": "CLAIM", "decision": "correct", "reason": "x"}, 422),
        ({"subject": "CLAIM", "decision": "correct", "reason": "x", "values": {"evidence": "other"}}, 422),
        ({"subject": "CLAIM", "decision": "correct", "reason": "x", "values": {"stance": "sure"}}, 422),
        ({"subject": "CLAIM", "decision": "accept", "reason": "x", "seen": "j_0"}, 409),
        ({"subject": "CLAIM", "decision": "doubt", "reason": "x"}, 400),
        ({"subject": "CLAIM", "decision": "accept", "reason": "x", "more": 1}, 400),
        ({"subject": "CLAIM"}, 400),
    ],
)
def test_decisions_that_make_no_sense_are_refused(desk: TestClient[Any], body: dict[str, Any], status: int) -> None:
    """Nothing is stored, and the answer says why."""
    if body["subject"] == "CLAIM":
        body = {**body, "subject": first(desk)["claim"]["id"]}
    post(desk, "judgements", status, **body)
    assert desk.get(f"{BASE}/judgements").json()["items"] == []


def test_reliability_is_a_persons_word_with_its_history(desk: TestClient[Any]) -> None:
    """The last grade counts; every grade stays in the log with its reason."""
    name = desk.get(f"{BASE}/sources?role=outlet").json()["items"][0]["name"]
    for grade in ("C", "B"):
        answer = desk.put(f"{BASE}/sources/{name}", json={"reliability": grade, "reason": f"grade {grade}"})
        assert answer.status_code == 200
    row = next(row for row in desk.get(f"{BASE}/sources").json()["items"] if row["name"] == name)
    assert row["reliability"] == "B"
    assert [one["values"]["reliability"] for one in desk.get(f"{BASE}/judgements").json()["items"]] == ["B", "C"]
    assert desk.put(f"{BASE}/sources/nobody", json={"reliability": "A", "reason": "x"}).status_code == 404
    assert desk.put(f"{BASE}/sources/{name}", json={"reliability": "G", "reason": "x"}).status_code == 400


def test_a_busy_ledger_is_said_to_be_busy(desk: TestClient[Any], copied: Any) -> None:
    """While another process writes, a decision waits a little and is then refused with a time to come back."""
    copied.patience = 0.1
    claim = first(desk)["claim"]["id"]
    with copied.write():
        answer = desk.post(f"{BASE}/judgements", json={"subject": claim, "decision": "accept", "reason": "x"})
    assert answer.status_code == 503 and int(answer.headers["retry-after"]) > 0
    post(desk, "judgements", subject=claim, decision="accept", reason="x")
