"""What was sent, and whether anything is."""

from __future__ import annotations

from bot.actions.delivery import corrections, hold
from bot.actions.operations.restoration import restored
from bot.actions.shared.acts import Act
from bot.core.actor import COMMAND_LINE, Actor
from tests.actions.shared.plays import ANYBODY, Do, Play
from tests.actions.shared.plays.pushes import arrived_from_bo
from tests.champion_world import LESSON, Town


def marks(what: str) -> Do:
    async def marks_so(town: Town, actor: Actor) -> None:
        await corrections.mark(town.services, lambda: town.at, actor, LESSON, what)

    return marks_so


async def releases(town: Town, actor: Actor) -> None:
    await hold.go(town.services, actor, town.at)


async def holds(town: Town, actor: Actor) -> None:
    await hold.hold(town.services, actor, "restored", town.at)


HELD = {"held": True, "why": "restored"}

SENDING = [
    Play(Act.LESSON_CORRECTED, ANYBODY, marks("correct"), {}, {"marked": 20}, arrived_from_bo),
    Play(Act.LESSON_WITHDRAWN, ANYBODY, marks("withdraw"), {}, {"marked": 20}, arrived_from_bo),
    Play(Act.SENDING_HELD, ANYBODY, holds, {"held": False}, HELD),
    Play(Act.SENDING_RELEASED, ANYBODY, releases, {"held": True}, {"held": False}, holds),
    Play(Act.STORE_RESTORED, (COMMAND_LINE,),
         lambda town, _: town.store.run(restored(town.at)), {}, {"held": True}),
]  # fmt: skip
