"""Rows about people under a former address: found, never joined unasked, and nobody revived."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from bot.actions.people import roster
from bot.actions.people.arrival import arrive
from bot.actions.people.email_index import of_person
from bot.actions.people.leaving_date import leaves
from bot.actions.people.records import find, look_up
from bot.actions.people.roster_matches import Match, ask_teams, joined, matches
from bot.actions.personal_data.my_data import erase
from bot.core import documents
from bot.core.actor import COMMAND_LINE, person_actor
from bot.core.people.former_addresses import former_addresses
from bot.core.people.person import Visitor
from bot.core.people.roster import Entry
from bot.core.send_outcome import Member
from bot.core.turn import Address
from bot.core.values import replace
from bot.errors import NotAllowed
from bot.store import MemoryStore
from tests.chat_client import MONDAY, TENANT, Post, bundled, services

DAY = MONDAY.date()
KARI = "01111111-2222-3333-4444-555555555555"
OLA = "11111111-2222-3333-4444-555555555555"
OLD, NEW = "kari@nesset.kommune.no", "kari@molde.kommune.no"


@pytest.fixture
async def home():
    async with MemoryStore() as store:
        yield services(store, local=False, tenants=frozenset({TENANT}))


async def come(home: Any, entra: str = KARI, mail: str = OLD) -> str:
    home.messenger.emails[entra] = mail
    to = Address(TENANT, "http://teams", f"c-{entra}", entra, entra, "bot")
    await arrive(home, Visitor(to, "Kari"), MONDAY, installed=True)
    return f"{TENANT}:{entra}"


def row(mail: str = NEW, n: int = 2, **facts: Any) -> Entry:
    return Entry(n, **{"mail": mail, "municipality": "1506", "unit": "Bergmo"} | facts)


async def found(home: Any, *entries: Entry, **said: Any) -> Any:
    looked = await roster.look(home, entries, DAY, MONDAY)
    return await matches(home, entries, looked, DAY, MONDAY, **said)


async def apply(home: Any, *entries: Entry) -> list[tuple[str, ...]]:
    done = await roster.apply(home, COMMAND_LINE, entries, DAY, MONDAY)
    return [each.does for each in done]


async def waiting(home: Any) -> int:
    numbers = ("1506", "1543")
    found = [
        await home.store.run(lambda tx, n=n: tx.find(documents.PENDING, municipality=n))
        for n in numbers
    ]
    return sum(map(len, found))


def test_the_former_addresses_are_those_of_the_municipality_and_what_became_part_of_it():
    map_ = bundled()[1]
    tried = [each for each, _ in former_addresses("kari@skule.molde.kommune.no", "1506", map_, DAY)]
    assert tried == [
        "kari@nesset.kommune.no", "kari@skule.nesset.kommune.no",
        "kari@midsund.kommune.no", "kari@skule.midsund.kommune.no",
    ]  # fmt: skip
    assert former_addresses("kari@rauma.kommune.no", "1539", map_, DAY) == ()
    assert former_addresses(NEW, "1506", map_, date(2019, 12, 31)) == ()
    assert ("kari@molde.kommune.no", "molde.kommune.no") in former_addresses(
        "kari@ny.example", "1506", map_, DAY
    )


def test_a_transferred_unit_has_the_addresses_of_the_municipality_that_it_left():
    map_, mail = bundled()[1], "kari@vestnes.kommune.no"
    before = (("kari@rauma.kommune.no", "rauma.kommune.no"),)
    assert former_addresses(mail, "1535/Vågstranda skule", map_, DAY) == before
    assert former_addresses(mail, "1535", map_, DAY) == before, "it may be that unit"
    assert former_addresses(mail, "1535/Vestnes skule", map_, DAY) == ()
    assert former_addresses(mail, "1535/Vågstranda skule", map_, date(2020, 12, 31)) == ()


async def test_who_moved_with_their_unit_is_proposed_under_the_new_address(home):
    kari = await come(home, mail="kari@rauma.kommune.no")
    ola = await come(home, OLA, mail="ola@rauma.kommune.no")
    await place(home, kari, "1539", "Vågstranda skule")
    await place(home, ola, "1539", "Åndalsnes skule")
    facts = {"municipality": "1535", "unit": "Vågstranda skule"}
    rows = row("kari@vestnes.kommune.no", **facts), row("ola@vestnes.kommune.no", 3, **facts)
    right = Match(2, kari, "", "rauma.kommune.no", "vestnes.kommune.no")
    assert (await found(home, *rows)).sure == (right,), "Ola works in Rauma still"


async def place(home: Any, key: str, number: str, unit: str) -> None:
    def change(tx: Any) -> None:
        moved = {"municipality": number, "unit": unit}
        tx.put(documents.PEOPLE, key, tx.get(documents.PEOPLE, key) | moved)

    await home.store.run(change)


async def test_who_is_known_under_a_former_address_is_proposed_and_joined_when_it_is_said(home):
    kari = await come(home)
    matched = await found(home, row())
    assert matched.sure == (Match(2, kari, "", "nesset.kommune.no", "molde.kommune.no"),)
    assert (await look_up(home, kari)).municipality_by == "rule", "looking changes nothing"
    entries = joined([row()], matched)
    assert await apply(home, *entries) == [("placed", "address")]
    assert await apply(home, row()) == [()], "from now on the address is enough"
    assert len(await home.store.run(lambda tx: of_person(tx, kari))) == 2, "the old one is kept"


async def test_a_row_that_waits_under_a_former_address_is_replaced(home):
    await apply(home, row(OLD, role="champion", municipality="1506"))
    matched = await found(home, row(unit=None))
    (match,) = matched.sure
    assert match.person == ""
    await apply(home, *joined([row(unit=None)], matched))
    assert await waiting(home) == 1
    kari = await come(home, mail=NEW)
    person = await look_up(home, kari)
    assert (person.unit, person.role) == ("Bergmo", "champion"), "what the file doesn't say stays"


async def test_an_id_and_an_address_in_one_row_make_the_address_known(home):
    await come(home)
    await apply(home, row())
    assert await waiting(home) == 1
    both = row(entra=KARI, tenant=TENANT)
    assert await apply(home, both) == [("placed", "address")]
    assert await waiting(home) == 0, "nothing waits for somebody who is known"
    assert await apply(home, both, row(n=3)) == [(), ()]


async def test_an_address_of_somebody_else_is_left_alone(home):
    await come(home)
    ola = await come(home, OLA, "ola@molde.kommune.no")
    wrong = row("ola@molde.kommune.no", entra=KARI, tenant=TENANT)
    assert await apply(home, wrong) == [("placed", "address_taken")]
    assert await apply(home, row("ola@molde.kommune.no")) == [("placed",)]
    assert (await look_up(home, ola)).municipality_by == "roster"


async def test_a_namesake_is_not_proposed(home):
    """Somebody with another Entra id, who works elsewhere, or who has left."""
    kari = await come(home)
    assert (await found(home, row(entra=OLA))).sure == ()
    await apply(home, row(OLD, municipality="1547"))
    assert (await found(home, row())).sure == ()
    await apply(home, row(OLD))
    assert (await found(home, row())).sure
    await leaves(home, COMMAND_LINE, kari, str(DAY), MONDAY)
    assert (await found(home, row())).sure == ()


async def test_one_person_in_two_rows_is_nobody_in_either(home):
    kari = await come(home)
    matched = await found(
        home, row(), row("kari@skule.molde.kommune.no", 3), row(OLD, 4, entra=OLA)
    )
    assert matched.sure == ()
    assert [(each.row, each.keys) for each in matched.doubts][:1] == [(2, (kari,))]


async def test_who_has_erased_their_data_is_neither_kept_nor_proposed_under_a_new_address(home):
    """They look like anybody who has not appeared yet, and nothing is kept of their row."""
    kari = await come(home)
    await apply(home, row(OLD))
    await erase(home, kari, MONDAY)
    stranger = row("ny@molde.kommune.no", 3)
    assert await found(home, row(), stranger) == await found(home, stranger)
    assert await apply(home, row(), stranger) == [("waits",), ("waits",)]
    assert await waiting(home) == 1
    forged = row(entra=KARI, tenant=TENANT)
    assert await apply(home, forged) == [("waits",)]
    assert await waiting(home) == 1
    assert await home.store.run(lambda tx: find(tx, kari)) is None
    ola = await come(home, OLA, "ola@molde.kommune.no")
    assert await apply(home, row(OLD, entra=OLA, tenant=TENANT)) == [("placed",)]
    assert len(await home.store.run(lambda tx: of_person(tx, ola))) == 1


@dataclass
class Slow(Post):
    """Teams, which lets everybody wait."""

    asked: list[str] = field(default_factory=list)

    async def member(self, to: Address) -> Member | None:
        self.asked.append(to.entra)
        raise TimeoutError


async def test_teams_names_who_the_domains_do_not(home):
    kari = await come(home, mail="kari@gammel.example")
    home.messenger.emails[KARI] = NEW
    answers = await ask_teams(home, COMMAND_LINE, [kari, f"{TENANT}:nobody"], MONDAY)
    assert [*answers.addresses] == [kari]
    assert answers.unanswered == (f"{TENANT}:nobody",)
    assert NEW not in repr(answers)
    assert await apply(home, row()) == [("waits",)], "nothing is kept of it"
    matched = await found(home, row(), teams=answers.addresses)
    assert matched.sure == (Match(2, kari, "", "", "molde.kommune.no"),)
    assert await apply(home, *joined([row()], matched)) == [("placed", "address")]


async def test_teams_settles_who_of_several_people_it_is(home):
    kari = await come(home)
    await come(home, OLA, "kari@midsund.kommune.no")
    assert [each.row for each in (await found(home, row())).doubts] == [2]
    home.messenger.emails[KARI] = NEW
    answers = await ask_teams(home, COMMAND_LINE, [kari], MONDAY)
    matched = await found(home, row(), teams=answers.addresses)
    assert ([each.person for each in matched.sure], matched.doubts) == ([kari], ())


async def test_teams_is_left_alone_when_it_lets_the_bot_wait(home):
    people = [await come(home, f"{n}1111111-2222-3333-4444-555555555555") for n in range(8)]
    here = replace(home, messenger=Slow())
    answers = await ask_teams(here, COMMAND_LINE, people, MONDAY)
    assert (answers.gave_up, len(here.messenger.asked)) == (True, 3)
    assert len(answers.unanswered) == 8
    with pytest.raises(NotAllowed):
        await ask_teams(here, person_actor(people[0]), people, MONDAY)


async def test_those_whom_teams_no_longer_knows_do_not_end_the_asking(home):
    people = [await come(home, f"{n}1111111-2222-3333-4444-555555555555") for n in range(8)]
    for entra in [*home.messenger.emails][:-1]:
        del home.messenger.emails[entra]
    answers = await ask_teams(home, COMMAND_LINE, people, MONDAY)
    assert ([*answers.addresses], answers.gave_up) == (people[-1:], False)
