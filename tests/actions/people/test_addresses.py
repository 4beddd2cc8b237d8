"""UPN and e-mail address: people are found by either, and Teams is asked for them again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.actions.people import roster
from bot.actions.people.arrival import arrive
from bot.actions.people.choices import choose_municipality
from bot.actions.people.email_index import mail_key, owner
from bot.actions.people.identity.address_round import PACE, ask_some, is_over
from bot.actions.people.leaving_date import leaves
from bot.actions.people.records import look_up, save
from bot.actions.people.roster_leavers import missing
from bot.actions.personal_data.my_data import erase
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.people.person import Person, Visitor
from bot.core.people.roster import Entry
from bot.core.send_outcome import Member
from bot.core.turn import Address
from bot.core.values import replace
from bot.store import MemoryStore
from tests.chat_client import MONDAY, TENANT, Post, services

KARI, OLA = (f"{n}1111111-2222-3333-4444-555555555555" for n in (1, 2))
UPN, MAIL = "kn1507@nesset.kommune.no", "kari.nordmann@nesset.kommune.no"
NEW = "kari.hansen@molde.kommune.no"
DAYS = timedelta(days=1)


@pytest.fixture
async def home():
    async with MemoryStore() as store:
        yield services(store, local=False, tenants=frozenset({TENANT}))


async def come(home: Any, entra: str = KARI, mail: str = MAIL, upn: str = UPN) -> str:
    """Somebody arrives, of whom Teams says these."""
    home.messenger.emails[entra], home.messenger.upns[entra] = mail, upn
    to = Address(TENANT, "http://teams", f"c-{entra}", f"29:{entra}", entra, "bot")
    return (await arrive(home, Visitor(to, entra[:1]), MONDAY, installed=True)).person.key


def row(mail: str = "", **facts: Any) -> Entry:
    return Entry(2, **{"mail": mail, "municipality": "1506", "unit": "Sentrum skole"} | facts)


async def apply(home: Any, *entries: Entry, at: datetime = MONDAY) -> list[tuple[str, ...]]:
    done = await roster.apply(home, COMMAND_LINE, entries, at.date(), at)
    return [each.does for each in done]


async def person(home: Any, key: str) -> Person:
    found = await look_up(home, key)
    assert found
    return found


async def waiting(home: Any) -> list[dict[str, Any]]:
    return [*home.store._base._rows.get(documents.PENDING, {}).values()]


async def expected(home: Any) -> int:
    return sum((await home.store.run(lambda tx: tx.counts("expected|"))).values())


async def rounds(home: Any, at: datetime) -> dict[str, int]:
    """What a whole day's round does."""
    total = await ask_some(home, at)
    while not await home.store.run(lambda tx: is_over(tx, at)):
        total += await ask_some(home, at)
    return {what: n for what, n in total.items() if n}


@pytest.mark.parametrize("mail", [UPN, MAIL, UPN.upper()])
async def test_whoever_arrives_is_found_by_upn_and_by_mail(home, mail):
    await come(home)
    (does,) = await apply(home, row(mail))
    assert (await waiting(home), "waits" in does) == ([], False)


@pytest.mark.parametrize("wrote", [{"mail": MAIL}, {"mail": UPN}, {"mail": MAIL, "upn": UPN}])
@pytest.mark.parametrize("teams", [(MAIL, UPN), (MAIL, ""), (UPN, UPN)])
async def test_a_row_waits_under_all_that_it_says_and_is_claimed_once(home, wrote, teams):
    """Whatever Teams says of them: both, the address alone, or the UPN in both places."""
    assert await apply(home, row(**wrote)) == [("waits",)]
    assert await expected(home) == 1
    key = await come(home, mail=teams[0], upn=teams[1])
    named = bool({*teams} & {*wrote.values()})
    assert ((await person(home, key)).unit == "Sentrum skole") == named
    assert (await expected(home), bool(await waiting(home))) == (int(not named), not named)


async def test_the_next_file_may_name_them_in_another_way(home):
    """The row is one, counted once, and keeps its role."""
    await apply(home, row(MAIL, upn=UPN, role="champion"))
    for other in (row(UPN), row(MAIL), row(MAIL, entra=KARI), row(UPN), row("", entra=KARI)):
        assert await apply(home, other) == [("waits",)]
        assert await expected(home) == 1
        assert (await missing(home, [other], set(), MONDAY)).waiting == ()
    assert (await person(home, await come(home))).role == "champion"
    assert await waiting(home) == []


async def test_two_accounts_that_share_a_mailbox_stay_two(home):
    """Rows with different Entra ids are about different people, whatever the address."""
    shared = "post@nesset.kommune.no"
    rows = [row(shared, entra=KARI, role="champion"), row(shared, entra=OLA, unit="NAV")]
    for _ in range(2):
        assert await apply(home, *rows) == [("waits",), ("waits",)]
        assert await expected(home) == 2
    ola = await come(home, OLA, shared, "ola@nesset.kommune.no")
    assert ((await person(home, ola)).unit, (await person(home, ola)).role) == ("NAV", "employee")
    assert await expected(home) == 1
    assert (await person(home, await come(home, mail=shared))).role == "champion"


async def test_two_who_share_a_mailbox_are_told_apart_by_their_upn(home):
    shared, two = "post@nesset.kommune.no", "ola@nesset.kommune.no"
    rows = [row(shared, upn=UPN, role="champion"), row(shared, upn=two, unit="NAV")]
    for _ in range(2):
        assert await apply(home, *rows) == [("waits",), ("waits",)]
        assert await expected(home) == 2
    ola = await come(home, OLA, shared, two)
    assert ((await person(home, ola)).unit, (await person(home, ola)).role) == ("NAV", "employee")
    assert await expected(home) == 1
    assert (await person(home, await come(home, mail=shared))).role == "champion"


async def test_nobody_takes_anothers_upn_by_an_address(home):
    """A guest's e-mail address is what they sign in with at home: the same every time we ask."""
    kari = await come(home, mail=UPN)
    guest = await come(home, OLA, UPN, "kn_nesset.kommune.no#ext#@molde.onmicrosoft.com")
    for n in range(1, 3):
        await rounds(home, MONDAY + 8 * n * DAYS)
        key = mail_key(home, UPN)
        assert await home.store.run(lambda tx, key=key: owner(tx, key)) == kari != guest


async def test_a_upn_that_was_given_up_can_be_somebody_elses(home):
    kari, ola = await come(home, mail=UPN), await come(home, OLA, "ola@x.example", "")
    home.messenger.emails[KARI] = home.messenger.upns[KARI] = NEW
    home.messenger.emails[OLA] = UPN
    await rounds(home, MONDAY + 8 * DAYS)
    await rounds(home, MONDAY + 16 * DAYS)
    holders = await home.store.run(
        lambda tx: [owner(tx, mail_key(home, each)) for each in (NEW, UPN)]
    )
    assert holders == [kari, ola]


async def test_a_married_name_at_a_new_domain_finds_its_row_within_days(home):
    """The row waits from Monday; Teams has the new address from Wednesday."""
    key = await come(home)
    assert await apply(home, row(NEW, role="champion"), at=MONDAY + DAYS) == [("waits",)]
    assert await rounds(home, MONDAY + 2 * DAYS) == {"asked": 1, "answered": 1}
    home.messenger.emails[KARI], home.messenger.names[KARI] = NEW, "Kari Hansen"
    days = 0
    while await waiting(home):
        days += 1
        assert days < 9
        await rounds(home, MONDAY + (2 + days) * DAYS)
    found = await person(home, key)
    assert (found.name, found.unit, found.role) == ("Kari Hansen", "Sentrum skole", "champion")
    assert await expected(home) == 0
    assert await apply(home, row(NEW), at=MONDAY + 20 * DAYS) == [()]
    assert await apply(home, row(MAIL), at=MONDAY + 20 * DAYS) == [()], "known by both"


async def test_a_row_that_begins_to_wait_has_everybody_asked_about_the_next_day(home):
    await come(home)
    assert await rounds(home, MONDAY + DAYS) == {}
    home.messenger.upns[KARI] = NEW
    await apply(home, row(NEW), at=MONDAY + DAYS)
    assert await rounds(home, MONDAY + 2 * DAYS) == {"asked": 1, "answered": 1, "found": 1}
    assert await rounds(home, MONDAY + 3 * DAYS) == {}
    await apply(home, row("", entra=OLA), at=MONDAY + 3 * DAYS)
    assert await rounds(home, MONDAY + 4 * DAYS) == {}, "that one can't be found by an address"


async def test_an_older_store_learns_the_other_address(home):
    """It has one hash for each person, and does not say when that was learned."""
    key = await come(home, upn="")
    await home.store.run(
        lambda tx: tx.put(
            documents.ADDRESSES, mail_key(home, MAIL), {"person": key, "hash": mail_key(home, MAIL)}
        )
    )
    was = replace(await person(home, key), asked="")
    await home.store.run(lambda tx: save(tx, was))
    home.messenger.upns[KARI] = UPN
    assert await apply(home, row(UPN)) == [("waits",)]
    await rounds(home, MONDAY + DAYS)
    assert await waiting(home) == []
    assert (await person(home, key)).unit == "Sentrum skole"


async def test_a_new_domain_moves_whom_the_rule_has_placed(home):
    """What the rule said once is asked again; the roster's word stands."""
    kari, ola = await come(home), await come(home, OLA, "ola@nesset.kommune.no")
    await apply(home, row("ola@nesset.kommune.no", unit="NAV"))
    home.messenger.emails |= {KARI: "kari@vestnes.kommune.no", OLA: "ola@vestnes.kommune.no"}
    await rounds(home, MONDAY + 8 * DAYS)
    assert (await person(home, kari)).municipality == "1535"
    assert (await person(home, ola)).municipality == "1506"


async def test_who_said_where_they_are_is_placed_once_teams_knows(home):
    key = await come(home, mail="", upn="")
    await choose_municipality(home, key, "1535", MONDAY)
    home.messenger.emails[KARI] = "kari@aukra.kommune.no"
    await rounds(home, MONDAY + DAYS)
    assert (await person(home, key)).municipality_by == "rule"


class Wrong(Post):
    """Answers about another account, or of another tenant."""

    said = Member(OLA, "29:ola", "Ola", NEW, NEW)

    async def member(self, _: Address) -> Member:
        return self.said


@pytest.mark.parametrize("facts", [{}, {"entra": KARI, "tenant": "another"}])
async def test_an_answer_about_somebody_else_teaches_nothing(home, facts):
    key = await come(home)
    before = await person(home, key)
    other = replace(home, messenger=Wrong())
    other.messenger.said = replace(Wrong.said, **facts)
    await rounds(other, MONDAY + 8 * DAYS)
    assert await person(home, key) == before
    assert await home.store.run(lambda tx: owner(tx, mail_key(home, NEW))) == ""


async def test_the_pace_is_bounded_and_everybody_has_their_turn(home):
    people = [await come(home, f"{n:08d}-0000-0000-0000-000000000000") for n in range(PACE + 5)]
    await leaves(home, COMMAND_LINE, people[0], "2026-11-24", MONDAY)
    at = MONDAY + 8 * DAYS
    assert (await ask_some(home, at))["asked"] == PACE
    assert (await ask_some(home, at))["asked"] == 4
    assert (await ask_some(home, at))["asked"] == 0
    asked = [(await person(home, each)).asked for each in people]
    assert [each > "2026-11-24" for each in asked] == [False, *[True] * (PACE + 4)]


async def test_one_step_does_not_look_through_everybody(home):
    """4,000 people at most: cards wait for the step."""
    key = await come(home)
    someone = await person(home, key)

    def many(tx: Any) -> None:
        for n in range(4001):
            other = f"{TENANT}:{n:08d}"
            save(tx, replace(someone, key=other, oldest="2020-01-01"))

    await home.store.run(many)
    at = MONDAY + 6 * DAYS + timedelta(hours=23)
    old = replace(someone, asked="", oldest="2026-01-01")
    await home.store.run(lambda tx: save(tx, old))
    assert (await ask_some(home, at))["asked"] == 0
    assert not await home.store.run(lambda tx: is_over(tx, at))
    assert (await ask_some(home, at))["asked"] == 1


async def test_a_round_that_took_longer_than_a_day_goes_on_where_it_was(home):
    for n in range(PACE + 5):
        await come(home, f"{n:08d}-0000-0000-0000-000000000000")
    assert (await ask_some(home, MONDAY + 8 * DAYS))["asked"] == PACE
    assert (await ask_some(home, MONDAY + 16 * DAYS))["asked"] == 5


async def test_an_erasure_keeps_away_every_address_that_teams_knows_them_by(home):
    key = await come(home, upn="")
    home.messenger.upns[KARI], home.messenger.emails[KARI] = UPN, NEW
    await erase(home, key, MONDAY)
    for each in (UPN, MAIL, NEW):
        assert await apply(home, row(each)) == [("waits",)]
        assert await waiting(home) == []


async def test_a_row_is_swept_with_all_its_names(home):
    await apply(home, row(MAIL, upn=UPN, entra=KARI))
    assert len(await waiting(home)) == 3
    (sweep,) = [e.sweep for e in home.owns.documents if e.name == "pending"]
    assert sweep
    await sweep(home, MONDAY + 400 * DAYS)
    assert (await waiting(home), await expected(home)) == ([], 0)


async def test_a_row_with_a_new_id_and_a_known_address_is_not_taken_for_either(home):
    """The account may have been made anew, or the address given to a namesake."""
    key = await come(home)
    before = await person(home, key)
    assert await apply(home, row(MAIL, entra=OLA)) == [("waits", "other_account")]
    assert await person(home, key) == before
    await rounds(home, MONDAY + 8 * DAYS)
    assert (await person(home, key)).unit == "", "nor is it when Teams is asked again"
    ola = await come(home, OLA, "ola@nesset.kommune.no", "")
    assert (await person(home, ola)).unit == "Sentrum skole"
