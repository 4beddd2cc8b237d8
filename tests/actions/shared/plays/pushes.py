"""Recommending and sharing, and the word of an operator."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot.actions.pushes import approval, confirm, draft, rows, share
from bot.actions.pushes.views import PushChoice
from bot.actions.shared.acts import Act
from bot.core import documents
from bot.core.actor import BOT, Actor
from bot.core.people.places import place_id
from bot.core.pushes.share import seal
from bot.core.send_outcome import Ended
from bot.core.turn import Address, Message
from tests.actions.shared.plays import BO, IVAR, OLGA, Do, Play
from tests.champion_world import LESSON, UNIT, Town, key
from tests.chat_client import TENANT

ROOM = Address(TENANT, "https://smba.example/", "19:room", "29:bo", "bo", room="groupChat")
PLACE = place_id(f"1506/{UNIT}")


async def drafted(town: Town, actor: Actor, whom: str = PLACE) -> str:
    wish = PushChoice(LESSON, whom, "Les denne, Ole", "now")
    found = await draft.draft(town.services, actor, wish, town.at)
    assert found is not None
    return found.push.id if hasattr(found, "push") else ""


async def push(town: Town) -> str:
    (found,) = await town.store.run(lambda tx: tx.find(documents.PUSHES, by=key("bo")))
    return str(found[0])


async def confirms(town: Town, actor: Actor) -> None:
    await confirm.confirm(town.services, actor, await push(town), "card", town.at)


async def draft_of_bo(town: Town, _: Actor) -> None:
    await drafted(town, BO)


async def sent_by_bo(town: Town, _: Actor) -> None:
    await draft_of_bo(town, BO)
    await confirms(town, BO)


async def arrived_from_bo(town: Town, _: Actor) -> None:
    await sent_by_bo(town, BO)
    await town.tick(minutes=4)


def decides(yes: bool) -> Do:
    async def decides_so(town: Town, actor: Actor) -> None:
        await approval.decide(town.services, actor, await push(town), yes, town.at)

    return decides_so


async def agreed_and_champion_gone(town: Town, _: Actor) -> None:
    await sent_by_bo(town, BO)
    await decides(True)(town, OLGA)
    await town.edit("bo", role="employee", scope=[])


async def goes_on(town: Town, _: Actor) -> None:
    await rows.advance(town.services, await push(town), town.at)


async def lapses(town: Town, actor: Actor) -> None:
    await approval.lapse(town.services, actor, town.at + timedelta(days=8))


def drawn(_: share.Drafted) -> Message:
    return Message(b"{}", "")


async def token_of(town: Town) -> str:
    (found,) = await town.store.run(lambda tx: tx.find(documents.SHARES, by=key("bo")))
    return seal(TENANT, LESSON, found[0], town.services.secret, town.at)


async def to_share(town: Town, actor: Actor, lesson: str = LESSON) -> None:
    await share.draft(town.services, actor, lesson, "Ole, se!", ROOM, town.at)


async def posts(town: Town, actor: Actor) -> None:
    await share.post(town.services, actor, await token_of(town), ROOM, drawn, town.at)


async def to_share_where_nothing_can_be_posted(town: Town, actor: Actor) -> None:
    town.post.ends[ROOM.conversation] = Ended.GONE
    await to_share(town, BO)


MANY = {"push_approval": 10}
ASKED = {"state": "asking"}
SENT = {"state": "planning", "lesson": LESSON, "asked": 20}
POSTING = {"state": "posting", "lesson": LESSON}

PUSHES = [
    Play(Act.PUSH_CONFIRMED, (BO,), confirms, {"state": "draft"}, SENT, draft_of_bo),
    Play(Act.PUSH_CONFIRMED, (BO,), confirms, {"state": "draft"}, SENT | ASKED, draft_of_bo,
         facts=MANY),
    Play(Act.PUSH_UNDONE, (BO,),
         lambda town, actor: _on_push(town, actor, confirm.undo),
         {"state": "sending"}, {"state": "undoing"}, sent_by_bo),
    Play(Act.PUSH_WITHDRAWN, (BO,),
         lambda town, actor: _on_push(town, actor, confirm.withdraw),
         {"state": "sending"}, {"state": "withdrawing"}, arrived_from_bo),
    Play(Act.PUSH_APPROVED, (OLGA, IVAR), decides(True), ASKED, {"state": "planning"},
         sent_by_bo, facts=MANY),
    Play(Act.PUSH_DENIED, (OLGA, IVAR), decides(False), ASKED, {"state": "refusing"},
         sent_by_bo, facts=MANY),
    Play(Act.PUSH_LAPSED, (BOT,), lapses, ASKED, {"state": "lapsing"}, sent_by_bo, facts=MANY),
    Play(Act.PUSH_STOPPED, (BOT,), goes_on, {"state": "planning"}, {"state": "withdrawing"},
         agreed_and_champion_gone, facts=MANY),
    Play(Act.SHARE_POSTED, (BO,), posts, {"state": "draft"}, POSTING,
         lambda town, _: to_share(town, BO)),
]  # fmt: skip


async def _on_push(town: Town, actor: Actor, step: Callable[..., Awaitable[Any]]) -> None:
    await step(town.services, actor, await push(town), town.at)
