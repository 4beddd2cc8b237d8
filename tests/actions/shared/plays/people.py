"""What is done to people: greeted, helped, on the roster, gone."""

from __future__ import annotations

from datetime import timedelta

from bot.actions.champions import greetings, help_wishes
from bot.actions.people import leaving_date, roster
from bot.actions.people.pending import keys_of
from bot.actions.personal_data import daily_purge
from bot.actions.personal_data.account_moves import move_account
from bot.actions.shared import audit
from bot.actions.shared.acts import Act
from bot.core.actor import BOT, COMMAND_LINE, Actor
from bot.core.people.roster import Entry
from tests.actions.shared.plays import ANYBODY, BO, TOKEN, Play
from tests.champion_world import UNIT, Town, key

WAITING = Entry(2, mail="ny@molde.kommune.no", municipality="1506", unit=UNIT)


async def has_come(town: Town, _: Actor) -> None:
    await town.edit("p000", may_tell="yes", joined="2026-11-20")


async def wants_help(town: Town, _: Actor) -> None:
    await town.edit("p000", help_wanted="2026-11-20T08:00:00Z")


async def is_expected(town: Town, _: Actor) -> None:
    await roster.apply(town.services, COMMAND_LINE, [WAITING], town.at.date(), town.at)


async def drops_who_is_expected(town: Town, actor: Actor) -> None:
    (waiting,) = keys_of(town.services, WAITING)
    await roster.have_left(town.services, actor, [], [waiting], town.at.date(), town.at)


async def was_long_ago(town: Town, _: Actor) -> None:
    old = town.at - timedelta(days=town.services.retention_days + 7)
    act = Act.SENDING_RELEASED
    await town.store.run(lambda tx: audit.record(town.services, tx, TOKEN, act, old))


PEOPLE = [
    Play(Act.NEWCOMER_GREETED, (BO,),
         lambda town, actor: greetings.greet(town.services, actor, "p000", "Hei!", town.at),
         {}, {"state": "sent"}, has_come),
    Play(Act.HELP_GIVEN, (BO,),
         lambda town, actor: help_wishes.helped(town.services, actor, "p000", town.at),
         {}, {}, wants_help, about="p000"),
    Play(Act.LEAVING_DATE_SET, ANYBODY,
         lambda town, actor: leaving_date.leaves(
             town.services, actor, key("p000"), "2026-11-30", town.at),
         {"left_on": ""}, {"left_on": "2026-11-30"}, about="p000"),
    Play(Act.ACCOUNT_MOVED, ANYBODY,
         lambda town, actor: move_account(
             town.services, actor, key("p000"), key("p000new"), town.at, apply=True),
         {}, {"documents": 2, "merged": False}, about="p000new"),
    Play(Act.ROSTER_IMPORTED, ANYBODY,
         lambda town, actor: roster.apply(
             town.services, actor,
             [WAITING, *(Entry(n, entra=f"p{n:03}", municipality="1506", unit="Ny skole")
                         for n in range(5))],
             town.at.date(), town.at),
         {}, {"rows": 6, "waits": 1, "moved": 5}),
    Play(Act.ROSTER_ROWS_DROPPED, ANYBODY, drops_who_is_expected, {}, {"rows": 1}, is_expected),
    Play(Act.DATA_PURGED, (BOT,),
         lambda town, actor: daily_purge.purge(town.services, actor, town.at),
         {}, {"audit": 1}, was_long_ago),
]  # fmt: skip
