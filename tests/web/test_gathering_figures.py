"""What is said of gatherings over the API: Teams' report, numbers, estimates, earlier ones."""

from __future__ import annotations

import io
from typing import Any

import pytest

from bot.actions.figures.reports import Reports
from bot.content.savings_file import assumptions
from bot.core.gatherings.report_text import MOST_BYTES
from bot.core.values import replace
from tests.chat_client import services
from tests.core.figures.histories import MAP
from tests.core.gatherings.test_teams_report import ENGLISH, utf16
from tests.web.conftest import BEARER, LIBRARY, Start
from tests.web.test_gatherings import OVER, SOON, filled

CSV = BEARER | {"Content-Type": "text/csv"}
ONE = f"/api/v1/gatherings/{OVER.id}"
EARLIER = {"day": "2019-10-01", "title": "Første samling", "venue": "1502", "came": {"1502": 40}}


async def web(start: Start) -> Any:
    store = await filled()
    home = replace(services(store, local=False), assumptions=assumptions())
    reports = Reports(store, MAP, LIBRARY, 5)
    return await start(reports=reports, assumptions=assumptions(), services=home)


async def listed(client: Any, id: str = OVER.id) -> Any:
    found = await (await client.get("/api/v1/gatherings", headers=BEARER)).json()
    return next(each for each in found["gatherings"] if each["id"] == id)


async def test_a_report_is_looked_at_first_and_then_applied(start: Start):
    client = await web(start)
    before = await listed(client)
    for query, applied in (("", False), ("?apply=1", True)):
        answer = await client.post(f"{ONE}/report{query}", data=utf16(ENGLISH), headers=CSV)
        found = await answer.json()
        assert found["applied"] is applied
        assert found["faults"] == []
        assert "2026-10-22" in found["days"]
        assert (found["import"]["unknown"], found["import"]["short"]) == (2, 1)
        came = (await listed(client))["came"]
        assert came == before["came"] + (2 if applied else 0)
    assert (await listed(client))["came_from"] == "report"


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"x" * (MOST_BYTES + 2), b"\xff\xfe\x00"])
async def test_a_file_that_is_no_report_changes_nothing(start: Start, raw: bytes):
    client = await web(start)
    answer = await client.post(f"{ONE}/report?apply=1", data=io.BytesIO(raw), headers=CSV)
    found = await answer.json()
    assert (answer.status, found["applied"], found["import"]) == (200, False, None)
    assert len(found["faults"]) == 1
    assert (await listed(client))["came_from"] == "taps"


async def test_numbers_and_an_estimate_stand_beside_what_was_counted(start: Start):
    client = await web(start)
    for _ in range(2):
        said = {"came": {"1506": 30, "": 4}}
        answer = await client.post(f"{ONE}/attendance", json=said, headers=BEARER)
    assert await answer.json() == {"changed": False}
    noted = {"amount": 150_000, "note": "Regnskapet"}
    await client.post(f"{ONE}/estimate", json=noted, headers=BEARER)
    row = await listed(client)
    assert (row["came"], row["came_counted"], row["came_from"]) == (34, 28, "host")
    assert row["came_said"]["by"] == "API_TOKEN"
    assert row["own_estimate"]["amount"] == 150_000
    found = await (await client.get("/api/v1/gatherings/savings", headers=BEARER)).json()
    assert found["own_estimates"] == {"gatherings": 1, "total": 150_000}
    (saved,) = found["gatherings"]
    assert found["total"] == saved["total"]  # the estimate is no part of it
    await client.post(f"{ONE}/attendance", json={"came": None}, headers=BEARER)
    assert (await listed(client))["came"] == 28


async def test_a_gathering_from_before_is_entered_once(start: Start):
    client = await web(start)
    first, again = [
        await (await client.post("/api/v1/gatherings", json=EARLIER, headers=BEARER)).json()
        for _ in range(2)
    ]
    assert (first["changed"], again["changed"]) == (True, False)
    row = await listed(client, first["id"])
    assert (row["entered"], row["online"], row["came"]) == (True, True, 40)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (f"{ONE}/attendance", {}, 400),
        (f"{ONE}/attendance", {"came": {"1506": "4"}}, 400),
        (f"{ONE}/attendance", {"came": {"1506": True}}, 400),
        (f"{ONE}/attendance", {"came": {"0000": 1}}, 400),
        (f"{ONE}/estimate", {}, 400),
        (f"{ONE}/estimate", {"amount": 1.5}, 400),
        (f"{ONE}/estimate", {"amount": -1}, 400),
        (f"{ONE}/estimate", {"amount": 1, "note": "x" * 201}, 400),
        (f"/api/v1/gatherings/{SOON.id}/estimate", {"amount": 1}, 400),
        ("/api/v1/gatherings/none/estimate", {"amount": 1}, 404),
        ("/api/v1/gatherings/none/attendance", {"came": None}, 404),
        ("/api/v1/gatherings", EARLIER | {"day": "2026-11-22"}, 400),
        ("/api/v1/gatherings", EARLIER | {"title": 3}, 400),
        ("/api/v1/gatherings", EARLIER | {"hall": "3"}, 400),
        ("/api/v1/gatherings", [], 400),
    ],
    ids=str,
)
async def test_what_cannot_be_is_refused(start: Start, path: str, body: Any, status: int):
    client = await web(start)
    assert (await client.post(path, json=body, headers=BEARER)).status == status


async def test_only_a_holder_of_the_token_may_and_only_with_a_file_as_csv(start: Start):
    client = await web(start)
    for path in ("report", "attendance", "estimate"):
        assert (await client.post(f"{ONE}/{path}", data=b"{}")).status == 401
    plain = BEARER | {"Content-Type": "text/plain"}
    assert (await client.post(f"{ONE}/report", data=b"x", headers=plain)).status == 415
