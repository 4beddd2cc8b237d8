"""Becoming a champion and stepping down: the one way in and out, whoever asks for it."""

import pytest

from bot.actions.champions import role as champion_role
from bot.actions.people.records import find
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.values import replace
from bot.errors import Refused
from tests.champion_world import UNIT, Town, key


@pytest.fixture
async def town() -> Town:
    return await Town().settle(colleagues=3, others=1)


async def person(town: Town, who: str):
    return await town.store.run(lambda tx: find(tx, key(who)))


async def appointed(town: Town, who: str, *places: str):
    def change(tx):
        scope = champion_role.scope_of(town.services, tx, places, town.at)
        person = find(tx, key(who))
        return champion_role.appoint(town.services, tx, COMMAND_LINE, person, scope, town.at)

    return await town.store.run(change)


async def dismissed(town: Town, who: str):
    def change(tx):
        person = find(tx, key(who))
        return champion_role.dismiss(town.services, tx, COMMAND_LINE, person, town.at)

    return await town.store.run(change)


async def audit(town: Town) -> list[str]:
    rows = town.store._base._rows[documents.AUDIT]
    return sorted(each.split("/")[1] for each in rows)


async def test_appointing_gives_exactly_that_scope_and_is_written_down(town):
    await appointed(town, "p000", "1506/Bergmo  skole", "1506")
    found = await person(town, "p000")
    assert (found.role, found.scope) == ("champion", ("1506", "1506/Bergmo skole"))
    await appointed(town, "p000", f"1506/{UNIT}")
    assert (await person(town, "p000")).scope == (f"1506/{UNIT}",)
    assert await audit(town) == ["champion_appointed"] * 2


async def test_said_twice_nothing_changes_and_nothing_more_is_written_down(town):
    await appointed(town, "p000", "1506")
    again = await appointed(town, "p000", "1506")
    assert again == await person(town, "p000")
    assert await audit(town) == ["champion_appointed"]


async def test_a_municipality_that_merged_is_the_one_that_stands_today(town):
    await appointed(town, "p000", "1502/Kleive skole")
    assert (await person(town, "p000")).scope == ("1506/Kleive skole",)


async def test_an_operator_stays_an_operator(town):
    before = await person(town, "olga")
    assert await appointed(town, "olga", "1506") == before
    assert await dismissed(town, "olga") == before
    assert await audit(town) == []


async def test_who_is_dismissed_is_an_employee_without_a_scope(town):
    await dismissed(town, "bo")
    found = await person(town, "bo")
    assert (found.role, found.scope) == ("employee", ())
    await dismissed(town, "bo")
    assert await audit(town) == ["champion_dismissed"]


@pytest.mark.parametrize("place", ["", "15", "9999", "Molde", "/Skole", "1506/" + "x" * 121])
async def test_what_is_no_place_is_refused(town, place):
    with pytest.raises(Refused):
        await town.store.run(lambda tx: champion_role.scope_of(town.services, tx, [place], town.at))


async def test_a_champion_without_a_place_is_refused(town):
    with pytest.raises(Refused):
        await appointed(town, "p000")
    assert (await person(town, "p000")).role == "employee"


async def test_the_own_scope_is_the_unit_else_the_municipality_else_nothing(town):
    found = await person(town, "p000")
    own = champion_role.own_scope(town.services, found, town.at)
    assert own == (f"1506/{UNIT}",)
    assert champion_role.own_scope(town.services, replace(found, unit=""), town.at) == ("1506",)
    nowhere = replace(found, unit="", municipality="")
    assert champion_role.own_scope(town.services, nowhere, town.at) == ()
