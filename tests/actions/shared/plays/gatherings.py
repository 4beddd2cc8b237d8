"""Gatherings: called, changed, cancelled, and who is invited."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.actions.gatherings import earlier, edit, host_figures, invitations, report_import
from bot.actions.shared.acts import Act
from bot.core import documents
from bot.core.actor import COMMAND_LINE, Actor
from bot.core.gatherings.form import GatheringForm
from bot.core.gatherings.teams_report import Participant
from bot.core.values import replace
from tests.actions.shared.plays import ANYBODY, BO, IVAR, OLGA, TOKEN, Play
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


async def says_came(town: Town, actor: Actor) -> None:
    at = town.at + timedelta(days=3)
    id = await gathering(town)
    await host_figures.say_came(town.services, actor, id, {"1506": 18, "": 2}, at)


async def estimates(town: Town, actor: Actor) -> None:
    id, at = await gathering(town), town.at + timedelta(days=3)
    await host_figures.note_estimate(town.services, actor, id, 185_000, "Kaffe", at)


async def imports_report(town: Town, actor: Actor) -> None:
    id, at = await gathering(town), town.at + timedelta(days=3)
    people = (Participant("Ole Gjest"), Participant("Name p000", ("p000@x.example",), 3600))
    await report_import.apply(town.services, actor, id, people, report_import.LEAST, at)


async def enters(town: Town, actor: Actor) -> None:
    day = date(2019, 10, 1)
    said = earlier.EarlierGathering(day, "Samling om Oles sak", "1502", hall=9000)
    await earlier.enter(town.services, actor, said, town.at)


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
    Play(Act.GATHERING_CAME_SAID, (BO, OLGA, *ANYBODY), says_came, {}, {"came": 20}, called_by_bo),
    Play(Act.GATHERING_ESTIMATED, (OLGA, *ANYBODY), estimates, {}, {"amount": 185_000},
         called_by_bo),
    Play(Act.GATHERING_REPORT_IMPORTED, (TOKEN, COMMAND_LINE), imports_report,
         {"came": 0}, {"came": 2}, called_by_bo),
    Play(Act.GATHERING_ENTERED, (TOKEN, COMMAND_LINE), enters, {}, CALLED | {
        "start": "2019-10-01T10:00:00Z", "venue": "1502"}),
    Play(Act.GATHERING_INVITED, (BO,), invites, {}, {"invited": 20}, called_by_bo),
]  # fmt: skip
