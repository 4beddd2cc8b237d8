"""People with several jobs are counted once, moved by their dates, and don't go back and forth."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.actions.people import roster
from bot.actions.people.arrival import arrive
from bot.actions.people.identity.jobs import municipalities_of, still_employed
from bot.actions.people.records import look_up
from bot.actions.people.roster_leavers import missing
from bot.actions.personal_data.my_data import erase, look
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.people.person import Person, Visitor
from bot.core.people.roster import Entry
from bot.core.people.roster_json import from_json, to_json
from bot.core.turn import Address
from bot.errors import Refused
from bot.store import MemoryStore
from tests.chat_client import MONDAY, TENANT, services

IDS = tuple(f"{n}1111111-2222-3333-4444-555555555555" for n in range(1, 4))
KARI = f"{TENANT}:{IDS[0]}"
SCHOOL, CARE, NEAR = "1506/Skolen", "1506/Hjemmetjenesten", "1547/Skulen"
DAY = timedelta(days=1)


@pytest.fixture
async def home():
    async with MemoryStore() as store:
        here = services(store, local=False, tenants=frozenset({TENANT}))
        to = Address(TENANT, "http://teams", "c-kari", "29:kari", IDS[0], "bot")
        await arrive(here, Visitor(to, "Kari"), MONDAY, installed=True)
        yield here


def row(n: int, place: str = SCHOOL, entra: str = IDS[0], **facts: Any) -> Entry:
    number, _, unit = place.partition("/")
    return Entry(n, entra, municipality=number, unit=unit, **facts)


async def bring(home: Any, *rows: Entry, at: datetime = MONDAY, alone: bool = False) -> None:
    """Import a file, as the command line does: with those who have another job elsewhere. `alone`:
    rows that come by the API, without a word of what they cover."""
    covers: Collection[str] | None = None if alone else municipalities_of(rows)
    entries = [*rows]
    if not alone:
        looked = await roster.look(home, rows, at.date(), at, covers)
        gone = await missing(home, rows, {each.who for each in looked}, at)
        entries += [
            still_employed(home, each, covers or (), -n, at.date())
            for n, each in enumerate(gone.elsewhere)
        ]
    await roster.apply(home, COMMAND_LINE, entries, at.date(), at, covers=covers)
    again = await roster.look(home, entries, at.date(), at, covers)
    assert all(not {*each.does} - {"waits"} for each in again) or len(rows) > 1


async def kari(home: Any) -> Person:
    person = await look_up(home, KARI)
    assert person
    return person


async def places(home: Any) -> tuple[str, ...]:
    person = await kari(home)
    return (person.place, *person.also_in)


async def counted(home: Any) -> dict[str, int]:
    counts = await home.store.run(lambda tx: tx.counts("now|") | tx.counts("unit|"))
    return {name: n for name, n in counts.items() if name.endswith("|people") and n}


async def memberships(home: Any) -> list[tuple[str, ...]]:
    found = await home.store.run(lambda tx: tx.find(documents.MEMBERSHIPS, person=KARI))
    return [(doc["unit"], doc["from"], doc["to"]) for _, doc in found]


@pytest.mark.parametrize("alone", [False, True])
async def test_two_rows_are_one_person_counted_once(home, alone):
    rows = [row(2, CARE, percent=40), row(3, percent=60)]
    for _ in range(2):
        await bring(home, *rows, alone=alone)
        assert await places(home) == (SCHOOL, CARE)
        assert await counted(home) == {"now|1506|people": 1, f"unit|{SCHOOL}|people": 1}


async def test_when_the_main_job_ends_they_move_and_do_not_leave(home):
    await bring(home, row(2, percent=60), row(3, CARE, percent=40))
    later = MONDAY + 30 * DAY
    await bring(home, row(2, CARE, percent=40), at=later)
    assert (await places(home), (await kari(home)).left_on) == ((CARE,), "")
    assert [each[0] for each in await memberships(home)][-2:] == ["Skolen", "Hjemmetjenesten"]
    assert (await memberships(home))[-2][2] == (await memberships(home))[-1][1] == "2026-12-23"
    assert await counted(home) == {"now|1506|people": 1, f"unit|{CARE}|people": 1}


async def test_leaving_one_of_two_is_not_leaving(home):
    await bring(home, row(2, percent=60), row(3, CARE, percent=40))
    before = await memberships(home)
    await bring(home, row(2, percent=60), at=MONDAY + DAY)
    assert (await places(home), await memberships(home)) == ((SCHOOL,), before)


async def test_nothing_that_says_which_is_the_main_one_moves_nobody(home):
    """Whatever the order of the rows in next month's file."""
    await bring(home, row(2), row(3, CARE))
    before = await memberships(home)
    for _ in range(2):
        await bring(home, row(2, CARE), row(3), at=MONDAY + 30 * DAY)
        assert (await places(home), await memberships(home)) == ((SCHOOL, CARE), before)


@pytest.mark.parametrize(
    ("here", "near", "main"),
    [
        ({}, {}, SCHOOL),  # nothing is said: they stay where they were first
        ({"percent": 50}, {"percent": 50}, SCHOOL),
        ({"percent": 60}, {"percent": 40}, SCHOOL),
        ({"percent": 40}, {"percent": 60}, NEAR),
        ({"percent": 60, "main": False}, {"percent": 40, "main": True}, NEAR),
    ],
)
async def test_two_municipalities_that_each_bring_a_file_send_nobody_back_and_forth(
    home, here, near, main
):
    for n in range(3):
        at = MONDAY + n * DAY
        await bring(home, row(2, **here), row(3, entra=IDS[1]), at=at)
        await bring(home, row(2, NEAR, **near), row(3, NEAR, entra=IDS[2]), at=at)
        assert (await kari(home)).place == main
        assert {*await places(home)} == {SCHOOL, NEAR}
        people = {name: n for name, n in (await counted(home)).items() if name.startswith("now|")}
        assert people == {f"now|{main[:4]}|people": 1}
    assert len(await memberships(home)) <= 3


async def test_whoever_is_no_longer_in_the_neighbours_file_moves_to_the_job_that_is_left(home):
    await bring(home, row(2), row(3, entra=IDS[1]))
    await bring(home, row(2, NEAR))
    await bring(home, row(3, entra=IDS[1]), at=MONDAY + DAY)
    assert (await places(home), (await kari(home)).left_on) == ((NEAR,), "")
    await bring(home, row(2), row(3, entra=IDS[1]), at=MONDAY + 2 * DAY)
    await bring(home, row(3, entra=IDS[1]), at=MONDAY + 3 * DAY)
    assert await places(home) == (NEAR,), "the second job ended, and they stay"


async def test_a_row_by_itself_moves_as_it_always_did(home):
    """Who says nothing of what the rows cover says all."""
    await bring(home, row(2), alone=True)
    await bring(home, row(2, NEAR), alone=True)
    assert await places(home) == (NEAR,)


async def test_who_has_not_appeared_yet_waits_once_with_all_jobs(home):
    rows = [row(2, percent=60, entra=IDS[1]), row(3, CARE, percent=40, entra=IDS[1])]
    await bring(home, *rows)
    assert sum((await home.store.run(lambda tx: tx.counts("expected|"))).values()) == 1
    to = Address(TENANT, "http://teams", "c-ola", "29:ola", IDS[1], "bot")
    person = (await arrive(home, Visitor(to, "Ola"), MONDAY, installed=True)).person
    assert (person.place, person.also_in) == (SCHOOL, (CARE,))


async def test_rows_that_contradict_each_other_are_refused_by_name(home):
    with pytest.raises(Refused, match="rows 2 and 3 have the same person in different roles"):
        await bring(home, row(2, role="champion"), row(3, CARE, role="employee"), alone=True)
    assert await places(home) == ("",)


async def test_my_data_shows_the_other_workplaces_and_an_erasure_takes_them(home):
    await bring(home, row(2, percent=60), row(3, NEAR, percent=40))
    told = await look(home, KARI, MONDAY)
    assert told
    assert [each.value for each in told.facts if each.name == "also-in"] == ["Skulen, Aukra"]
    await erase(home, KARI, MONDAY)
    assert "Skulen" not in str(home.store._base._rows)


def test_what_is_sent_to_the_bot_is_read_as_it_was(home):
    entry = row(2, also=(CARE, NEAR), main=True, percent=60, decided=False, name="Kari")
    said = to_json(entry)
    assert "name" not in said
    assert from_json(said, home.municipalities, MONDAY.date()) == entry
