"""An operator's message to many."""

from __future__ import annotations

from bot.actions.pushes import broadcasts
from bot.actions.pushes.broadcasts import Wish
from bot.actions.shared.acts import Act
from bot.core import documents
from bot.core.actor import COMMAND_LINE, Actor
from bot.core.pushes.broadcast import ORGANISATION, Audience
from tests.actions.shared.plays import ANYBODY, OLGA, Play
from tests.champion_world import Town

WISH = Wish(Audience(places=("1506",)), {"nb": "Hei, Ole. Kaffe klokka ti."})


async def drafts(town: Town, _: Actor) -> None:
    await broadcasts.draft(town.services, COMMAND_LINE, WISH, town.at)


async def broadcast(town: Town) -> str:
    (found,) = await town.store.run(lambda tx: tx.find(documents.PUSHES, by=ORGANISATION))
    return str(found[0])


async def confirms(town: Town, actor: Actor) -> None:
    await broadcasts.confirm(town.services, actor, await broadcast(town), town.at)


async def is_sent(town: Town, actor: Actor) -> None:
    await drafts(town, actor)
    await confirms(town, COMMAND_LINE)


async def has_arrived(town: Town, actor: Actor) -> None:
    await is_sent(town, actor)
    await town.tick(minutes=4)


async def takes_back(town: Town, actor: Actor) -> None:
    await broadcasts.take_back(town.services, actor, await broadcast(town), town.at)


EVERYBODY = 25  # two units, a champion and two operators; one of whom is of no municipality
BROADCASTS = [
    Play(Act.BROADCAST_CONFIRMED, (*ANYBODY, OLGA), confirms, {"state": "draft"},
         {"state": "planning", "lesson": "", "asked": EVERYBODY}, drafts),
    Play(Act.BROADCAST_UNDONE, (*ANYBODY, OLGA), takes_back, {"state": "sending"},
         {"state": "undoing"}, is_sent),
    Play(Act.BROADCAST_WITHDRAWN, (*ANYBODY, OLGA), takes_back, {"state": "sending"},
         {"state": "withdrawing"}, has_arrived),
]  # fmt: skip
