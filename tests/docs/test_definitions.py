"""The table of what a person is in the figures is what the bot says of such a person."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.actions.figures.reports import Reports, When, all_municipalities
from bot.actions.learning import answer, lessons
from bot.actions.people import roster
from bot.actions.people.arrival import arrive
from bot.actions.people.leaving_date import leaves
from bot.actions.personal_data.my_data import erase
from bot.core.actor import COMMAND_LINE
from bot.core.people.person import Visitor
from bot.core.people.roster import Entry
from bot.core.turn import Address
from bot.engine.memberships import Departures
from bot.store import MemoryStore
from tests.chat_client import TENANT, services
from tests.docs.reading import section

TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
KARI = f"{TENANT}:kari"
MOLDE, RAUMA = "1506", "1539"


@dataclass
class One:
    """Kari came to Molde two months ago, and started soon after."""

    at: datetime = TODAY - timedelta(days=60)

    def __post_init__(self) -> None:
        self.services = services(MemoryStore(), tenants=frozenset({TENANT}))

    async def begins(self) -> None:
        await self.comes()
        await self.is_in(MOLDE)
        self.at += timedelta(days=10)
        view: Any = await lessons.open_quiz(self.services, KARI, "ditt-forste-mote", self.at)
        question = view.lesson.questions[0]
        choice = ",".join(question.correct)
        given = answer.Answer(KARI, view.lesson.id, view.attempt.number, question.id, choice)
        await answer.answer(self.services, given, self.at)
        self.at = TODAY - timedelta(days=1)

    async def comes(self) -> None:
        to = Address(TENANT, "https://smba.example/", "c", "29:kari", "kari", "28:bot")
        await arrive(self.services, Visitor(to), self.at, installed=True)

    async def is_in(self, number: str) -> None:
        row = Entry(2, entra="kari", tenant=TENANT, municipality=number)
        await roster.apply(self.services, COMMAND_LINE, [row], self.at.date(), self.at)

    async def leaves(self, days: int) -> None:
        on = f"{self.at + timedelta(days=days):%Y-%m-%d}"
        await leaves(self.services, COMMAND_LINE, KARI, on, self.at)

    async def erases(self) -> None:
        await erase(self.services, KARI, self.at)

    async def figures(self) -> list[str]:
        """Today in Molde and Rauma; in Molde until last week and until today."""
        await Departures(self.services).run(self.at)
        places = self.services.municipalities
        reports = Reports(self.services.store, places, self.services.library, 1)
        today = TODAY.date()
        asked = [(MOLDE, None), (RAUMA, None), (MOLDE, today - timedelta(days=7)), (MOLDE, today)]
        found = []
        for number, until in asked:
            table = await all_municipalities(reports, When(today, until=until))
            row = next(each for each in table if each.number == number)
            found.append(f"{row.started} of {row.people}")
        return found


async def moves_and_back(kari: One) -> None:
    await kari.is_in(RAUMA)
    kari.at = TODAY
    await kari.is_in(MOLDE)


async def leaves_and_comes_back(kari: One) -> None:
    await kari.leaves(0)
    kari.at = TODAY
    await kari.comes()


async def comes_again(kari: One) -> None:
    await kari.erases()
    kari.at = TODAY
    await kari.comes()
    await kari.is_in(MOLDE)


async def leaves_and_erases(kari: One) -> None:
    await kari.leaves(0)
    await kari.erases()


async def nothing(_: One) -> None: ...


DO: dict[str, Callable[[One], Awaitable[None]]] = {
    "are there": nothing,
    "moved to Rauma yesterday": lambda kari: kari.is_in(RAUMA),
    "moved to Rauma yesterday and back today": moves_and_back,
    "left yesterday": lambda kari: kari.leaves(0),
    "left yesterday and came back today": leaves_and_comes_back,
    "leave next month": lambda kari: kari.leaves(30),
    "left a month ago, as we hear today": lambda kari: kari.leaves(-30),
    "erased their data yesterday": One.erases,
    "erased their data yesterday and came again today": comes_again,
    "left, and then erased their data": leaves_and_erases,
}


def told() -> dict[str, list[str]]:
    table = re.findall(r"^\| (.+) \|$", section("figures", "Reports"), re.M)
    cells = [row.split(" | ") for row in table]
    return {first: rest for first, *rest in cells if len(rest) == 4 and " of " in rest[0]}


def test_every_row_is_tried():
    assert told().keys() == DO.keys()


@pytest.mark.parametrize("what", DO)
async def test_the_row_is_what_the_figures_say(what: str):
    kari = One()
    await kari.begins()
    await DO[what](kari)
    kari.at = TODAY
    assert await kari.figures() == told()[what]
