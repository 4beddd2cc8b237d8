"""What an operator asks of sending, by address: mend, take back, and why someone gets nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.actions.delivery.reachability import Reach, Reachability
from bot.core.actor import Actor
from tests.web.conftest import BEARER, Start

LESSONS = "/api/v1/lessons/meeting"


class Marking:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    async def __call__(self, _: Actor, lesson: str, what: str) -> int | None:
        self.asked.append((lesson, what))
        return 7 if lesson == "meeting" else None


@pytest.mark.parametrize("what", ["correct", "withdraw"])
async def test_a_lesson_is_mended_or_taken_back_and_the_cards_are_counted(start: Start, what: str):
    mark = Marking()
    client = await start(mark=mark)
    answer = await client.post(f"{LESSONS}/{what}", json={}, headers=BEARER)
    assert (answer.status, await answer.json()) == (200, {"marked": 7})
    assert mark.asked == [("meeting", what)]


@pytest.mark.parametrize("what", ["correct", "withdraw"])
async def test_a_lesson_is_left_alone_without_token_json_or_such_a_lesson(start: Start, what: str):
    mark = Marking()
    client = await start(mark=mark)
    assert (await client.post(f"{LESSONS}/{what}", json={})).status == 401
    assert (await client.post(f"{LESSONS}/{what}", data="a=b", headers=BEARER)).status == 415
    assert mark.asked == []
    nothing = await client.post(f"/api/v1/lessons/other/{what}", json={}, headers=BEARER)
    assert nothing.status == 404


async def test_of_a_named_person_it_is_told_whether_they_can_be_reached(start: Start):
    found = {
        "t:kari": Reachability(Reach.REACHABLE, datetime(2026, 11, 30, 8, tzinfo=UTC), ("alle",)),
        "t:ola": Reachability(Reach.UNREACHABLE),
    }

    async def explain(_: Actor, key: str) -> Reachability:
        return found[key]

    client = await start(explain=explain)
    path = "/api/v1/people/t/{}/explain"
    assert (await client.get(path.format("kari"))).status == 401
    answers = [
        await (await client.get(path.format(who), headers=BEARER)).json() for who in ("kari", "ola")
    ]
    old = {"plan": None, "plans_after": []}
    assert answers == [
        {"reason": "reachable", "next": "2026-11-30T08:00:00Z", "plans": ["alle"], **old},
        {"reason": "unreachable", "next": None, "plans": [], **old},
    ]


async def test_what_people_still_know_is_at_its_address_and_at_its_earlier_one(start: Start):
    client = await start()
    now = await (await client.get("/api/v1/recall", headers=BEARER)).json()
    before = await (await client.get("/api/v1/retention", headers=BEARER)).json()
    assert now == before
    assert [each["number"] for each in now["municipalities"]] == ["1506", "1535", "1539"]
