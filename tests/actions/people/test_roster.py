"""The roster: rows of people known and of people to come, roles, moves, and those who erased."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.actions.champions import role as champion_role
from bot.actions.people import roster
from bot.actions.people.arrival import arrive
from bot.actions.people.choices import choose_municipality
from bot.actions.people.leaving_date import leaves
from bot.actions.people.places import units_of
from bot.actions.people.records import find, has_erased, look_up
from bot.actions.people.roster import RosterChange
from bot.actions.personal_data.my_data import erase, my_data
from bot.actions.personal_data.retention import purge
from bot.core import documents
from bot.core.actor import COMMAND_LINE, person_actor
from bot.core.people.person import Person, Visitor
from bot.core.people.roster import Entry
from bot.core.turn import Address
from bot.store import MemoryStore
from tests.chat_client import MONDAY, TENANT, services

DAY = MONDAY.date()
IDS = {name: f"{n}1111111-2222-3333-4444-555555555555" for n, name in enumerate(("kari", "ola"))}
KARI = f"{TENANT}:{IDS['kari']}"
MAIL = "Kari.Nordmann@molde.kommune.no"
PLAIN = MAIL.casefold()


def visitor(name: str = "kari") -> Visitor:
    entra = IDS[name]
    return Visitor(Address(TENANT, "http://teams", f"c-{name}", name, entra, "bot"), name, "nb-NO")


@pytest.fixture
async def home():
    async with MemoryStore() as store:
        here = services(store, local=False, tenants=frozenset({TENANT}))
        here.messenger.emails[IDS["kari"]] = MAIL
        yield here


def row(n: int = 2, **facts: Any) -> Entry:
    return Entry(n, **{"mail": PLAIN, "municipality": "1506", "unit": "Sentrum skole"} | facts)


async def apply(home: Any, *entries: Entry, on: date = DAY) -> list[tuple[str, ...]]:
    """What the rows do; that looking says the same beforehand, and nothing when said again."""
    looked = await roster.look(home, entries, on, MONDAY)
    done = await roster.apply(home, COMMAND_LINE, entries, on, MONDAY)
    assert looked == done
    again = await roster.look(home, entries, on, MONDAY)
    assert all(set(each.does) <= {"waits", "declined"} for each in again)
    return [each.does for each in done]


async def kari(home: Any) -> Person:
    person = await look_up(home, KARI)
    assert person
    return person


async def every(home: Any, kind: str) -> dict[str, Any]:
    return dict(home.store._base._rows.get(kind, {}))


async def memberships(home: Any) -> list[tuple[str, ...]]:
    found = await home.store.run(lambda tx: tx.find(documents.MEMBERSHIPS, person=KARI))
    return [(doc["municipality"], doc["unit"], doc["from"], doc["to"]) for _, doc in found]


# -- who is not here yet


@pytest.mark.parametrize("who", [{"mail": PLAIN}, {"mail": "", "entra": IDS["kari"]}])
async def test_who_is_not_seen_yet_waits_and_is_placed_when_they_appear(home, who):
    assert await apply(home, row(role="champion", **who)) == [("waits",)]
    await arrive(home, visitor(), MONDAY, installed=True)
    person = await kari(home)
    assert (person.municipality, person.unit, person.municipality_by) == (
        "1506", "Sentrum skole", "roster"
    )  # fmt: skip
    assert (person.role, person.scope) == ("champion", ("1506/Sentrum skole",))
    assert await every(home, documents.PENDING) == {}
    assert await home.store.run(lambda tx: tx.counts("expected|")) == {}
    assert await home.store.run(lambda tx: units_of(home, tx, TENANT, "1506", MONDAY)) == {
        "1506/Sentrum skole": 1
    }


async def test_an_address_is_nowhere_in_the_store_in_any_spelling(home):
    await apply(home, row())
    await arrive(home, visitor(), MONDAY, installed=True)
    await apply(home, row(3, mail="ola@molde.kommune.no"))
    told = repr(vars(home.store._base)).casefold()
    assert "kari.nordmann" not in told
    assert "ola@" not in told


async def test_a_row_that_waits_is_worth_nothing_to_another_store(home):
    """The hash is keyed by the store's own secret."""
    await apply(home, row())
    async with MemoryStore() as store:
        other = services(store, tenants=home.tenants)
        object.__setattr__(other, "secret", b"another")
        await apply(other, row())
        assert set(await every(home, documents.PENDING)) & set(
            await every(other, documents.PENDING)
        ) == (set())


async def test_the_roster_beats_the_rule_and_what_the_person_says(home):
    home.messenger.emails[IDS["kari"]] = "kari@aukra.kommune.no"
    await apply(home, row(mail="kari@aukra.kommune.no"))
    await arrive(home, visitor(), MONDAY, installed=True)
    assert (await kari(home)).municipality == "1506"
    placed = await choose_municipality(home, KARI, "1547", MONDAY)
    assert placed
    assert not placed.done


async def test_a_municipality_that_merged_while_the_row_waited_is_the_one_of_today(home):
    before = date(2019, 12, 31)
    await apply(home, row(municipality="1502", unit=""), on=before)
    await arrive(home, visitor(), MONDAY, installed=True)
    assert (await kari(home)).municipality == "1506"


async def test_a_newer_roster_corrects_the_row_that_waits(home):
    await apply(home, row())
    assert await apply(home, row(unit="Bergmo")) == [("waits",)]
    assert await home.store.run(lambda tx: tx.counts("expected|")) == {"expected|1506/Bergmo": 1}


async def test_rows_nobody_claims_go_after_a_year_and_go_on_waiting_while_they_are_sent(home):
    await roster.apply(home, COMMAND_LINE, [row(), row(3, mail="ola@b.example")], DAY, MONDAY)
    later = MONDAY + timedelta(days=200)
    await roster.apply(home, COMMAND_LINE, [row()], DAY, later)
    assert (await purge(home, MONDAY + timedelta(days=365)))[documents.PENDING] == 0
    assert (await purge(home, MONDAY + timedelta(days=366)))[documents.PENDING] == 1
    assert (await purge(home, later + timedelta(days=366)))[documents.PENDING] == 1
    assert await home.store.run(lambda tx: tx.counts("expected|")) == {}


# -- who is known


async def test_someone_known_by_address_or_by_id_moves_with_a_date(home):
    await arrive(home, visitor(), MONDAY - timedelta(days=90), installed=True)
    first = DAY - timedelta(days=60)
    assert await apply(home, row(), on=first) == [("placed",)]
    assert await apply(home, row(mail="", entra=IDS["kari"], unit="Bergmo")) == [("moved",)]
    assert await memberships(home) == [
        ("1506", "", str(DAY - timedelta(days=90)), str(first)),
        ("1506", "Sentrum skole", str(first), str(DAY)),
        ("1506", "Bergmo", str(DAY), ""),
    ]
    assert await home.store.run(lambda tx: units_of(home, tx, TENANT, "1506", MONDAY)) == {
        "1506/Bergmo": 1
    }


async def test_a_move_dated_before_the_last_one_counts_from_the_last_one(home):
    """The past is not written anew: there is never more than one open membership."""
    await arrive(home, visitor(), MONDAY - timedelta(days=10), installed=True)
    await apply(home, row(), on=DAY - timedelta(days=3))
    await apply(home, row(unit="Bergmo"), on=DAY - timedelta(days=300))
    found = await memberships(home)
    assert found[-1] == ("1506", "Bergmo", str(DAY - timedelta(days=3)), "")
    assert [each[3] for each in found].count("") == 1


async def test_a_unit_stays_where_the_file_has_no_such_column_but_not_elsewhere(home):
    await arrive(home, visitor(), MONDAY, installed=True)
    await apply(home, row())
    assert await apply(home, row(unit=None)) == [()]
    assert (await kari(home)).unit == "Sentrum skole"
    await apply(home, row(unit=None, municipality="1547"))
    assert ((await kari(home)).municipality, (await kari(home)).unit) == ("1547", "")


async def test_who_had_left_is_here_again(home):
    await arrive(home, visitor(), MONDAY, installed=True)
    await apply(home, row())
    await leaves(home, COMMAND_LINE, KARI, str(DAY - timedelta(days=1)), MONDAY)
    assert await apply(home, row()) == [("back",)]
    await leaves(home, COMMAND_LINE, KARI, str(DAY + timedelta(days=1)), MONDAY)
    assert await apply(home, row()) == [()]
    assert (await kari(home)).left_on


# -- roles


async def test_a_champion_by_the_roster_who_steps_down_is_not_asked_again(home):
    await arrive(home, visitor(), MONDAY, installed=True)
    assert await apply(home, row(role="champion")) == [("placed", "champion")]

    def step_down(tx: Any) -> None:
        champion_role.dismiss(home, tx, person_actor(KARI), find(tx, KARI), MONDAY)

    await home.store.run(step_down)
    assert await apply(home, row(role="champion")) == [("declined",)]
    assert (await kari(home)).role == "employee"
    await apply(home, row(role="employee"))
    assert await apply(home, row(role="champion")) == [("champion",)]


async def test_a_role_that_is_not_said_stays_and_one_that_is_said_ends_it(home):
    await arrive(home, visitor(), MONDAY, installed=True)
    await apply(home, row(role="champion"))
    assert await apply(home, row(role="")) == [()]
    assert await apply(home, row(role="employee")) == [("employee",)]
    assert ((await kari(home)).role, (await kari(home)).scope) == ("employee", ())


async def test_a_champion_who_moves_is_champion_where_they_come_to(home):
    await arrive(home, visitor(), MONDAY, installed=True)
    await apply(home, row(role="champion"))
    await apply(home, row(role="champion", unit="Bergmo"))
    assert (await kari(home)).scope == ("1506/Bergmo",)


async def test_a_champion_of_other_places_keeps_them(home):
    await arrive(home, visitor(), MONDAY, installed=True)
    await apply(home, row())
    scope = ("1506", "1547")
    await home.store.run(
        lambda tx: champion_role.appoint(home, tx, COMMAND_LINE, find(tx, KARI), scope, MONDAY)
    )
    assert await apply(home, row(role="champion", unit="Bergmo")) == [("moved",)]
    assert (await kari(home)).scope == scope


async def test_operators_come_and_go_and_those_of_the_settings_stay(home):
    await arrive(home, visitor(), MONDAY, installed=True)
    assert await apply(home, row(role="operator")) == [("placed", "operator")]
    assert ((await kari(home)).role, (await kari(home)).scope) == ("operator", ())
    assert await apply(home, row(role="employee")) == [("employee",)]
    object.__setattr__(home, "operators", frozenset({KARI}))
    await arrive(home, visitor(), MONDAY, installed=True)
    assert (await kari(home)).role == "operator"
    assert await apply(home, row(role="champion")) == [()]
    assert (await kari(home)).role == "operator"


# -- who erased themselves


@pytest.mark.parametrize("known", [True, False], ids=["address kept", "address asked for"])
async def test_the_roster_does_not_revive_who_erased_themselves(home, known):
    """Neither by id nor by address; nothing is kept of the row, and the operator sees one more
    who has not appeared."""
    emails = home.messenger.emails
    asked = {} if known else dict(emails)
    if not known:
        emails.clear()
    await arrive(home, visitor(), MONDAY, installed=True)
    emails |= asked
    await roster.apply(home, COMMAND_LINE, [row(mail="", entra=IDS["kari"])], DAY, MONDAY)
    await erase(home, KARI, MONDAY)
    assert await every(home, documents.ADDRESSES) == {}
    for entry in (row(), row(mail="", entra=IDS["kari"]), row(entra=IDS["kari"])):
        assert await roster.apply(home, COMMAND_LINE, [entry], DAY, MONDAY) == [
            RosterChange(2, ("waits",))
        ]
    assert await every(home, documents.PENDING) == {}
    assert await look_up(home, KARI) is None
    stranger = row(mail="nobody.yet@molde.kommune.no")
    assert await roster.apply(home, COMMAND_LINE, [stranger], DAY, MONDAY) == [
        RosterChange(2, ("waits",))
    ]


async def test_erasing_takes_along_a_row_that_waited(home):
    home.messenger.emails.clear()
    await arrive(home, visitor(), MONDAY, installed=True)
    await apply(home, row())
    home.messenger.emails[IDS["kari"]] = MAIL
    await erase(home, KARI, MONDAY)
    assert await every(home, documents.PENDING) == {}


async def test_who_erased_and_comes_back_by_themselves_is_on_the_roster_again(home):
    await arrive(home, visitor(), MONDAY, installed=True)
    await erase(home, KARI, MONDAY)
    await arrive(home, visitor(), MONDAY, installed=True)
    assert not await has_erased(home, KARI)
    assert await every(home, documents.ERASED) == {}
    assert await apply(home, row()) == [("placed",)]


async def test_what_is_kept_of_the_address_is_shown_taken_out_and_erased(home):
    await arrive(home, visitor(), MONDAY, installed=True)
    data = await my_data(home, KARI)
    assert data
    (kept,) = data[documents.ADDRESSES]
    assert kept.keys() == {"person", "hash", "upn"}
    await erase(home, KARI, MONDAY)
    assert await every(home, documents.ADDRESSES) == {}


# -- who is missing


async def test_who_is_missing_from_the_file_is_named_and_left_alone(home):
    await arrive(home, visitor(), MONDAY, installed=True)
    await arrive(home, visitor("ola"), MONDAY, installed=True)
    rows = [row(), row(3, mail="", entra=IDS["ola"]), row(4, mail="ny@b.example")]
    await apply(home, *rows, row(5, mail="annen@b.example", municipality="1547"))
    done = await roster.look(home, rows[1:2], DAY, MONDAY)
    gone = await roster.missing(home, rows[1:2], {each.who for each in done}, MONDAY)
    assert [each.key for each in gone.people] == [KARI]
    assert [row.municipality for _, row in gone.waiting] == ["1506"], "not those of 1547"
    assert (await kari(home)).left_on == ""


async def test_who_chose_their_municipality_themselves_is_not_missing(home):
    home.messenger.emails.clear()
    await arrive(home, visitor(), MONDAY, installed=True)
    await choose_municipality(home, KARI, "1506", MONDAY)
    gone = await roster.missing(home, [row(3, mail="ny@b.example")], set(), MONDAY)
    assert gone.people == ()


async def test_who_has_left_by_the_roster_leaves_on_that_day_and_waits_no_longer(home):
    await arrive(home, visitor(), MONDAY, installed=True)
    rows = [row(), row(4, mail="ny@b.example")]
    await apply(home, *rows)
    others = [row(9, mail="x@b.example")]
    gone = await roster.missing(home, others, set(), MONDAY)
    keys = [each.key for each in gone.people], [key for key, _ in gone.waiting]
    assert await roster.have_left(home, COMMAND_LINE, *keys, DAY, MONDAY) == 2
    assert (await kari(home)).left_on == str(DAY)
    assert await every(home, documents.PENDING) == {}
    assert await roster.missing(home, others, set(), MONDAY) == roster.NotOnRoster((), ())


async def test_an_operator_of_some_municipalities_comes_by_the_roster_and_the_scope_is_news(home):
    assert await apply(home, row(role="operator", scope=("1506", "1535"))) == [("waits",)]
    await arrive(home, visitor(), MONDAY, installed=True)
    person = await kari(home)
    assert (person.role, person.scope) == ("operator", ("1506", "1535"))
    assert await apply(home, row(role="operator", scope=("1506", "1535"))) == [()]
    assert await apply(home, row(role="operator", scope=("1506",))) == [("operator",)]
    assert (await kari(home)).scope == ("1506",)
    assert await apply(home, row(role="reader", scope=("1506",))) == [("reader",)]
    person = await kari(home)
    assert (person.role, person.scope, person.rostered) == ("reader", ("1506",), "reader 1506")
    assert await apply(home, row(role="champion")) == [("champion",)]
    person = await kari(home)
    assert (person.role, person.scope) == ("champion", ("1506/Sentrum skole",))
