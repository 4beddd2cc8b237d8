"""Too many at once: ended, moved or dismissed only when the command says how many it expects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.actions.people import roster
from bot.actions.people.records import find, newcomer, save
from bot.actions.people.roster_leavers import planned_exit
from bot.core.actor import COMMAND_LINE, person_actor
from bot.core.people.person import Visitor
from bot.core.people.roster import Entry
from bot.core.people.roster_change import PlannedExit
from bot.core.turn import Address
from bot.core.values import replace
from bot.errors import NotAllowed, Refused
from bot.ports import Tx
from bot.store import MemoryStore
from tests.chat_client import MONDAY, TENANT, services

DAY = MONDAY.date()


@pytest.fixture
async def home():
    async with MemoryStore() as store:
        yield services(store, local=False, tenants=frozenset({TENANT}))


def entra(n: int) -> str:
    return f"{n:08d}-2222-3333-4444-555555555555"


def key(n: int) -> str:
    return f"{TENANT}:{entra(n)}"


def rows(n: int, **facts: Any) -> list[Entry]:
    said = {"municipality": "1506", "unit": "Bergmo"} | facts
    return [Entry(each + 2, entra=entra(each), tenant=TENANT, **said) for each in range(n)]


async def come(home: Any, n: int, **facts: Any) -> None:
    """This many people, who have used the bot and are on the roster."""

    def arrive(tx: Tx) -> None:
        for each in range(n):
            address = Address(TENANT, "http://teams", f"c-{each}", "", entra(each), "bot")
            save(tx, newcomer(tx, Visitor(address), MONDAY))

    await home.store.run(arrive)
    await roster.apply(home, COMMAND_LINE, rows(n, **facts), DAY, MONDAY)


async def ended(home: Any, n: int) -> int:
    people = await home.store.run(lambda tx: [find(tx, key(each)) for each in range(n)])
    return sum(each.left_on == str(DAY) for each in people)


async def leave(home: Any, numbers: range, **said: Any) -> int:
    at = said.pop("at", MONDAY)
    keys = [key(each) for each in numbers]
    return await roster.have_left(home, COMMAND_LINE, keys, [], DAY, at, **said)


@pytest.mark.parametrize(
    ("n", "size", "many"),
    [(2, 3, False), (3, 60, False), (3, 59, True), (20, 1000, False), (21, 1000, True)],
)
def test_many_are_more_than_20_or_5_percent_and_never_one_or_two(n, size, many):
    assert (PlannedExit({"1506": n}, {"1506": size}).too_many() == ["1506"]) is many


async def test_a_mass_exit_is_refused_with_its_figures_and_done_when_it_is_expected(home):
    await come(home, 40)
    with pytest.raises(Refused, match=r"3 would be ended: 3 of 40 in 1506 Molde \(8 %\)"):
        await leave(home, range(3))
    with pytest.raises(Refused, match="4 were expected, but 3 would be ended"):
        await leave(home, range(3), expect=4)
    assert await ended(home, 40) == 0
    assert await leave(home, range(3), expect=3) == 3
    assert await ended(home, 40) == 3


async def test_many_small_requests_on_a_day_are_one_mass_exit(home):
    await come(home, 60)
    assert await leave(home, range(3)) == 3
    with pytest.raises(Refused, match="besides 3 already ended with that date"):
        await leave(home, range(3, 5))
    assert await leave(home, range(3, 5), at=MONDAY + timedelta(days=1)) == 2


class Killed(Exception):
    """The process ends here."""


class Mortal:
    """The store, until the process is killed at the n-th change."""

    def __init__(self, store: MemoryStore, n: int) -> None:
        self.store, self.left = store, n

    async def run(self, change: Callable[[Tx], Any]) -> Any:
        if not self.left:
            raise Killed
        self.left -= 1
        return await self.store.run(change)


@pytest.mark.parametrize("killed", range(6), ids="killed after {}".format)
@pytest.mark.parametrize("later", [0, 3], ids=["the same day", "days later"])
@pytest.mark.slow
async def test_an_exit_that_was_killed_is_run_again_with_the_same_number(home, killed, later):
    """25 people and 10 waiting rows, in several transactions: whatever was done, 35 holds."""
    await come(home, 50)
    waiting = [replace(e, entra=entra(e.row + 100)) for e in rows(10)]
    await roster.apply(home, COMMAND_LINE, waiting, DAY, MONDAY)
    file = rows(25)

    async def end(store: Any, at: datetime) -> None:
        looked = await roster.look(home, file, DAY, at)
        gone = await roster.missing(home, file, {each.who for each in looked}, at)
        assert (await planned_exit(home, gone.keys, DAY, at)).expected == 35
        keys = [e.key for e in gone.people], [key for key, _ in gone.waiting]
        here = replace(home, store=store)
        await roster.have_left(here, COMMAND_LINE, *keys, DAY, at, expect=35)

    with pytest.raises(Killed):
        await end(Mortal(home.store, killed), MONDAY)
    await end(home.store, MONDAY + timedelta(days=later))
    assert (await ended(home, 25), await ended(home, 50)) == (0, 25)
    assert await home.store.run(lambda tx: tx.counts("expected|")) == {}
    assert (await planned_exit(home, [], DAY, MONDAY)).unfinished == 0


async def test_a_page_counts_those_that_follow(home):
    await come(home, 60)
    with pytest.raises(Refused, match="30 were expected, but 31"):
        await leave(home, range(15), expect=30, more=16)
    assert await leave(home, range(15), expect=30, more=15) == 15
    with pytest.raises(Refused, match="30 were expected, but 31"):
        await leave(home, range(15, 31), expect=30)
    assert await leave(home, range(15, 30), expect=30) == 15


async def test_a_file_that_moves_most_of_a_municipality_is_refused_until_it_is_expected(home):
    await come(home, 40)
    wrong = rows(21, municipality="1547") + rows(40)[21:]
    with pytest.raises(Refused, match=r"21 of 40 known people in 1506 Molde would be moved.*: 21"):
        await roster.apply(home, COMMAND_LINE, wrong, DAY, MONDAY)
    with pytest.raises(Refused, match="20 were expected to change, but 21 would"):
        await roster.apply(home, COMMAND_LINE, wrong, DAY, MONDAY, expect=20)
    part = rows(20, municipality="1547") + rows(40)[20:]
    assert (
        sum("moved" in e.does for e in await roster.apply(home, COMMAND_LINE, part, DAY, MONDAY))
        == 20
    )
    back = rows(40)
    assert await roster.apply(home, COMMAND_LINE, back, DAY, MONDAY)
    assert await roster.apply(home, COMMAND_LINE, wrong, DAY, MONDAY, expect=21)


async def test_a_role_column_that_dismisses_most_champions_is_refused(home):
    await come(home, 12, role="champion")
    with pytest.raises(Refused, match="12 of 12 champions and operators in 1506 Molde would be"):
        await roster.apply(home, COMMAND_LINE, rows(12, role="employee"), DAY, MONDAY)
    some = rows(5, role="employee") + rows(12, role="champion")[5:]
    await roster.apply(home, COMMAND_LINE, some, DAY, MONDAY)


async def test_a_role_column_that_makes_everybody_operator_is_refused(home):
    await come(home, 30)
    with pytest.raises(Refused, match="30 people would become operators"):
        await roster.apply(home, COMMAND_LINE, rows(30, role="operator"), DAY, MONDAY)


async def test_nobody_but_an_operator_hears_the_figures(home):
    await come(home, 40)
    actor = person_actor(key(1))
    with pytest.raises(NotAllowed):
        await roster.apply(home, actor, rows(40, municipality="1547"), DAY, MONDAY)
    with pytest.raises(NotAllowed):
        await roster.have_left(home, actor, [key(n) for n in range(40)], [], DAY, MONDAY)
