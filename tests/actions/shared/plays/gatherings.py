"""Gatherings: called, changed, cancelled, and who is invited."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.actions.gatherings import edit, invitations
from bot.actions.shared.acts import Act
from bot.core import documents
from bot.core.actor import Actor
from bot.core.gatherings.form import GatheringForm
from bot.core.values import replace
from tests.actions.shared.plays import BO, IVAR, OLGA, Play
from tests.champion_world import Town, key

FORM = GatheringForm(
    "Samling om Oles sak", "2026-11-25", "09:00", "60", "https://teams.microsoft.com/l/x", "Kaffe",
    "own", "1506",
)  # fmt: skip


async def calls(town: Town, actor: Actor, id: str = "", **facts: str) -> None:
    form = replace(FORM, **facts)
    await edit.save(town.services, actor, form, town.at, nonce="n", id=id)


async def gathering(town: Town) -> str:
    (found,) = await town.store.run(lambda tx: tx.find(documents.GATHERINGS, by=key("bo")))
    return str(found[0])


async def called_by_bo(town: Town, _: Actor) -> None:
    await calls(town, BO)


async def changes(town: Town, actor: Actor) -> None:
    await calls(town, actor, await gathering(town), clock="10:00")


async def cancels(town: Town, actor: Actor) -> None:
    await edit.cancel(town.services, actor, await gathering(town), town.at)


async def keeps_notes(town: Town, actor: Actor) -> None:
    link, at = "https://molde.sharepoint.com/referat", town.at + timedelta(days=3)
    await edit.keep_notes(town.services, actor, await gathering(town), link, at)


async def invites(town: Town, actor: Actor) -> None:
    id = await gathering(town)
    seen: Any = await edit.look(town.services, actor.person, id, town.at)
    unit = next(each.audience.id for each in seen.choices if each.audience.who != "champions")
    await invitations.invite(town.services, actor, invitations.InvitationChoice(id, unit), town.at)


CALLED: dict[str, Any] = {
    "state": "open", "rev": 0, "start": "2026-11-25T08:00:00Z", "minutes": 60, "venue": "1506",
    "online": True, "notes": False,
}  # fmt: skip

GATHERINGS = [
    Play(Act.GATHERING_CALLED, (BO,), calls, {}, CALLED),
    Play(Act.GATHERING_CHANGED, (BO, OLGA, IVAR), changes, CALLED,
         CALLED | {"rev": 1, "start": "2026-11-25T09:00:00Z"}, called_by_bo),
    Play(Act.GATHERING_CANCELLED, (BO, OLGA, IVAR), cancels, CALLED,
         CALLED | {"state": "cancelled", "rev": 1}, called_by_bo),
    Play(Act.GATHERING_NOTES_KEPT, (BO, OLGA, IVAR), keeps_notes, CALLED,
         CALLED | {"notes": True}, called_by_bo),
    Play(Act.GATHERING_INVITED, (BO,), invites, {}, {"invited": 20}, called_by_bo),
]  # fmt: skip
