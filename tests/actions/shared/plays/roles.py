"""In and out of a role, whoever decides it."""

from __future__ import annotations

from typing import Any

from bot.actions.champions import appointments, decisions, operators, suggestions
from bot.actions.people import arrival, roster
from bot.actions.shared.acts import Act
from bot.core import documents
from bot.core.actor import BOT, Actor
from bot.core.people.person import Visitor
from bot.core.people.roles import Role
from bot.core.people.roster import Entry
from bot.core.turn import Address
from bot.core.values import replace
from tests.actions.shared.plays import ANYBODY, BO, IVAR, OLGA, P0, Do, Play
from tests.champion_world import UNIT, Town, key
from tests.chat_client import TENANT


async def suggested(town: Town, _: Actor) -> str:
    await suggestions.suggest(town.services, BO, "p000", "Bli med!", town.at)
    (found,) = await town.store.run(lambda tx: tx.find(documents.LETTERS, by=key("bo")))
    return str(found[0])


async def waits(town: Town, actor: Actor) -> str:
    id = await suggested(town, actor)
    await suggestions.answer(town.services, P0, id, yes=True, at=town.at)
    return id


async def letter(town: Town) -> str:
    (found,) = await town.store.run(lambda tx: tx.find(documents.LETTERS, by=key("bo")))
    return str(found[0])


async def says_yes(town: Town, actor: Actor) -> None:
    await suggestions.answer(town.services, actor, await letter(town), yes=True, at=town.at)


async def says_no_to_them(town: Town, actor: Actor) -> None:
    await decisions.decide(town.services, actor, await letter(town), yes=False, at=town.at)


async def appoints(town: Town, actor: Actor) -> None:
    await appointments.appoint_one(town.services, actor, key("p000"), [f"1506/{UNIT}"], town.at)


async def dismisses(town: Town, actor: Actor) -> None:
    await appointments.dismiss_one(town.services, actor, key("bo"), town.at)


def grants(role: Role, *places: str) -> Do:
    async def given(town: Town, actor: Actor) -> None:
        await operators.grant(town.services, actor, key("p000"), role, places, town.at)

    return given


async def revokes(town: Town, actor: Actor) -> None:
    await operators.revoke(town.services, actor, key("p000"), town.at)


async def reads_all(town: Town, _: Actor) -> None:
    await town.edit("p000", role="reader", scope=["1506"])


def in_roster(entra: str, role: str, *scope: str) -> Do:
    async def imports(town: Town, actor: Actor) -> None:
        entry = Entry(2, entra=entra, municipality="1506", unit=UNIT, role=role, scope=scope)
        await roster.apply(town.services, actor, [entry], town.at.date(), town.at)

    return imports


async def comes_as_operator(town: Town, _: Actor) -> None:
    home = replace(town.services, operators=frozenset({key("p000")}))
    address = Address(TENANT, "https://smba.example/", "c-p000", "29:p000", "p000", "28:bot")
    await arrival.arrive(home, Visitor(address), town.at, installed=True)


EMPLOYEE = {"role": "employee", "scope": []}
CHAMPION = {"role": "champion", "scope": [f"1506/{UNIT}"]}
OPERATOR: dict[str, Any] = {"role": "operator", "scope": []}
READER = {"role": "reader", "scope": ["1506"]}
ROSTER_OF_ONE = (Act.ROSTER_IMPORTED,)

ROLES = [
    Play(Act.CHAMPION_APPOINTED, (*ANYBODY, OLGA), appoints, EMPLOYEE, CHAMPION, about="p000"),
    Play(Act.CHAMPION_APPOINTED, ANYBODY, in_roster("p000", "champion"), EMPLOYEE, CHAMPION,
         about="p000", also=ROSTER_OF_ONE),
    Play(Act.CHAMPION_APPOINTED, (P0,), says_yes, EMPLOYEE, CHAMPION, suggested, about="p000",
         facts={"champions_need_yes": False}),
    Play(Act.CHAMPION_DISMISSED, (*ANYBODY, OLGA), dismisses, CHAMPION, EMPLOYEE, about="bo"),
    Play(Act.CHAMPION_DISMISSED, (BO,),
         lambda town, actor: suggestions.step_down(town.services, actor, town.at),
         CHAMPION, EMPLOYEE, about="bo"),
    Play(Act.OPERATOR_APPOINTED, ANYBODY, in_roster("p000", "operator"), EMPLOYEE, OPERATOR,
         about="p000", also=ROSTER_OF_ONE),
    Play(Act.OPERATOR_APPOINTED, (BOT,), comes_as_operator, EMPLOYEE, OPERATOR, about="p000"),
    Play(Act.OPERATOR_DISMISSED, ANYBODY, in_roster("olga", "employee"),
         {"role": "operator", "scope": ["1506"]}, EMPLOYEE, about="olga", also=ROSTER_OF_ONE),
    Play(Act.OPERATOR_APPOINTED, ANYBODY, in_roster("p000", "operator", "1506", "1535"), EMPLOYEE,
         OPERATOR | {"scope": ["1506", "1535"]}, about="p000", also=ROSTER_OF_ONE),
    Play(Act.OPERATOR_APPOINTED, ANYBODY, grants(Role.OPERATOR), EMPLOYEE, OPERATOR, about="p000"),
    Play(Act.OPERATOR_APPOINTED, (*ANYBODY, OLGA), grants(Role.OPERATOR, "1506"), EMPLOYEE,
         OPERATOR | {"scope": ["1506"]}, about="p000"),
    Play(Act.READER_APPOINTED, (*ANYBODY, OLGA), grants(Role.READER, "1506"), EMPLOYEE, READER,
         about="p000"),
    Play(Act.READER_APPOINTED, ANYBODY, in_roster("p000", "reader", "1506"), EMPLOYEE, READER,
         about="p000", also=ROSTER_OF_ONE),
    Play(Act.READER_DISMISSED, (*ANYBODY, OLGA), revokes, READER, EMPLOYEE, reads_all,
         about="p000"),
    Play(Act.CHAMPION_SUGGESTED, (BO,), suggested, {}, {"state": "asked"}),
    Play(Act.CHAMPION_REFUSED, (OLGA, IVAR), says_no_to_them, {},
         {"state": "refused"}, waits),
    Play(Act.CHAMPION_REFUSED, ANYBODY,
         lambda town, actor: appointments.dismiss_one(town.services, actor, key("p000"), town.at),
         {}, {"state": "refused"}, waits),
]  # fmt: skip
