"""One person's turns: in order, one at a time, and the same one answered once."""

from __future__ import annotations

import asyncio

import pytest

from bot.chat.turns import OneAtATime
from bot.core.turn import Address, Turn, What
from bot.core.values import replace
from tests.chat_client import MONDAY


def tap(verb: str, entra: str = "kari", **data: object) -> Turn:
    address = Address("t", "https://smba.example/", f"c-{entra}", f"29:{entra}", entra)
    return Turn(What.TAPPED, address, MONDAY, verb=verb, data=data, card="card")


class Answers:
    """Answers when it is let go; knows what it was asked, and how many it was answering at once."""

    def __init__(self) -> None:
        self.asked: list[Turn] = []
        self.most = self._now = 0
        self.go = asyncio.Event()

    async def __call__(self, turn: Turn) -> str:
        self.asked.append(turn)
        self._now += 1
        self.most = max(self.most, self._now)
        await self.go.wait()
        self._now -= 1
        if turn.verb == "fails":
            raise ValueError(turn.verb)
        return f"{turn.verb} {len(self.asked)}"


async def all_of(answers: Answers, *turns: Turn) -> list[str]:
    one = OneAtATime(answers, str.upper)
    tasks = [asyncio.create_task(one(each)) for each in turns]
    for _ in range(5):
        await asyncio.sleep(0)
    answers.go.set()
    return await asyncio.gather(*tasks)


async def test_twenty_of_the_same_tap_at_once_are_answered_once():
    answers = Answers()
    assert (
        await all_of(answers, *[tap("group-help")] * 20) == ["group-help 1"] + ["GROUP-HELP 1"] * 19
    )
    assert len(answers.asked) == 1


@pytest.mark.parametrize("what", [What.INSTALLED, What.SAID, What.TAPPED])
async def test_what_is_sent_in_answer_is_shared_by_nobody(what: What):
    """Teams tells of one installation twice; a second welcome would be sent."""
    turn = replace(tap("go"), what=what, submitted=True)
    answers = Answers()
    assert await all_of(answers, turn, turn) == ["go 1", "go 2"]
    assert answers.most == 1


async def test_a_tap_after_the_answer_is_a_new_one():
    answers = Answers()
    answers.go.set()
    one = OneAtATime(answers, str.upper)
    assert [await one(tap("next")), await one(tap("next"))] == ["next 1", "next 2"]


async def test_different_taps_of_one_person_are_answered_in_turn_and_others_are_not_kept():
    answers = Answers()
    mine = [tap("group", place=n) for n in range(3)]
    assert await all_of(answers, *mine, tap("group", "ola")) == [
        "group 2", "group 3", "group 4", "group 2",
    ]  # fmt: skip
    assert answers.most == 2
    assert [each.data for each in answers.asked if each.person == mine[0].person] == [
        each.data for each in mine
    ]


async def test_one_that_fails_or_hangs_up_leaves_the_next_its_answer():
    answers = Answers()
    one = OneAtATime(answers, str.upper)
    failing, gone, next_ = (asyncio.create_task(one(tap(e))) for e in ("fails", "slow", "next"))
    await asyncio.sleep(0)
    gone.cancel()
    answers.go.set()
    with pytest.raises(ValueError, match="fails"):
        await failing
    assert await next_ == "next 3"
