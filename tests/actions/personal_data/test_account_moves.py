"""An account that was made anew: everything goes to the new one, once, and nothing to the old."""

from __future__ import annotations

from typing import Any

import pytest

from bot.actions.delivery.plan_row import key_of, plan_row
from bot.actions.people import roster
from bot.actions.people.arrival import arrive
from bot.actions.people.email_index import mail_key, owner, remember
from bot.actions.people.records import look_up
from bot.actions.personal_data.account_moves import move_account
from bot.actions.personal_data.my_data import erase, my_data
from bot.actions.shared.audit import pseudonym
from bot.core import documents
from bot.core.actor import COMMAND_LINE, person_actor
from bot.core.delivery.deliveries import PlannedCard
from bot.core.people.roster import Entry
from bot.core.values import replace
from bot.errors import NotAllowed, Refused
from bot.store import MemoryStore
from tests.actions.personal_data.everything import KARI, NAME, OLA, everything_about_kari, visitor
from tests.chat_client import MONDAY, TENANT, Chat, services

NEW = f"{TENANT}:ny"
ELSEWHERE = "99999999-0000-0000-0000-000000000000:kari"


@pytest.fixture
async def home():
    async with MemoryStore() as store:
        tenants = frozenset({TENANT, ELSEWHERE.partition(":")[0]})
        yield services(store, local=False, tenants=tenants)


async def kept(home: Any) -> str:
    return repr(home.store._base._rows)


async def counts(home: Any, *prefixes: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in prefixes:
        found |= await home.store.run(lambda tx, each=each: tx.counts(each))
    return {name: n for name, n in found.items() if n}


def people(found: dict[str, int]) -> int:
    return sum(n for name, n in found.items() if name.endswith("|people"))


async def shift(home: Any, old: str = KARI, new: str = NEW) -> Any:
    return await move_account(home, COMMAND_LINE, old, new, MONDAY, apply=True)


@pytest.mark.parametrize("new", [NEW, ELSEWHERE])
async def test_everything_that_is_kept_goes_over_and_the_old_account_is_in_nothing(home, new):
    await everything_about_kari(home, MONDAY)
    for each in list(home.store._base._rows[documents.PENDING]):  # a row for somebody who is known
        await home.store.run(lambda tx, each=each: tx.delete(documents.PENDING, each))
    before = await my_data(home, KARI)
    figures = await counts(home, "")
    said = await move_account(home, COMMAND_LINE, KARI, new, MONDAY, apply=False)
    assert await my_data(home, KARI) == before, "a dry run changes nothing"
    done = await shift(home, new=new)
    assert done == said
    assert done.waiting >= 1
    after = await my_data(home, new)
    assert before
    assert after
    assert {name: len(rows) for name, rows in after.items() if isinstance(rows, list)} == {
        name: len(rows) + (name == "audit") for name, rows in before.items()
        if isinstance(rows, list)
    } | {"pending": 0, "erased": 0, "champion-figures": 0, "counts-under-way": 0}  # fmt: skip
    assert after["passed-after"] == before["passed-after"] > 0
    assert f"'{KARI}" not in await kept(home)
    assert pseudonym(home, KARI) not in await kept(home)
    assert await my_data(home, KARI) is None
    now = await counts(home, "")
    assert {k: n for k, n in now.items() if "passed_after" not in k} == {
        k: n for k, n in figures.items() if "passed_after" not in k and "expected" not in k
    }


async def test_the_new_account_goes_on_when_it_appears(home):
    home = replace(home, local=True)
    chat = Chat(home)
    await chat.begin()
    await chat.take("ditt-forste-mote")
    await shift(home, chat.key)
    again = Chat(home, "ny")
    shown = await again.say("status")
    assert "1 av" in shown.text
    person = await look_up(home, NEW)
    assert person
    assert (person.conversation != "", person.installed) == (True, True)
    assert people(await counts(home, "now|")) == 1


async def test_two_accounts_that_have_both_learned_become_one_who_is_counted_once(home):
    home = replace(home, local=True)
    old, new = Chat(home), Chat(home, "ny")
    for each in (old, new):
        await each.begin()
        await each.take("ditt-forste-mote")
    assert people(await counts(home, "now|")) == 2
    done = await shift(home, old.key)
    assert done.merged
    found = await counts(home, "now|")
    assert {name: n for name, n in found.items() if n != 1} == {}
    assert people(found) == sum("ditt-forste-mote:passed" in each for each in found) == 1
    assert "1 av" in (await Chat(home, "ny").say("status")).text
    rows = await home.store.run(lambda tx: tx.find(documents.MEMBERSHIPS, person=NEW))
    assert sum(not doc["to"] for _, doc in rows) == 1
    assert len(await home.store.run(lambda tx: tx.find(documents.ATTEMPTS, person=NEW))) == 2


@pytest.mark.parametrize("both", [False, True])
async def test_what_the_old_account_got_is_never_sent_to_the_new_one(home, both):
    """Its row has the key that the same card would have for the new account."""
    for entra in ("kari", *(["ny"] if both else [])):
        await arrive(home, visitor(entra, NAME), MONDAY, installed=True)
    card = PlannedCard(KARI, "lesson", "l", MONDAY, "s")
    theirs = PlannedCard(NEW, "lesson", "l", MONDAY, "s")

    def sent(tx: Any) -> None:
        assert plan_row(home, tx, card, MONDAY)
        key = key_of(home, card)
        row = tx.get(documents.DELIVERIES, key)
        tx.put(documents.DELIVERIES, key, row | {"state": "sent", "sent_at": row["planned_at"]})
        if both:
            assert plan_row(home, tx, theirs, MONDAY)

    await home.store.run(sent)
    n = len(home.store._base._rows[documents.DELIVERIES])
    await shift(home)
    assert not await home.store.run(lambda tx: plan_row(home, tx, theirs, MONDAY))
    assert len(home.store._base._rows[documents.DELIVERIES]) == n, "every row stays counted"
    rows = await home.store.run(lambda tx: tx.find(documents.DELIVERIES, person=NEW))
    assert len(rows) == n
    states = sorted(doc["state"] for _, doc in rows if doc["kind"] == "lesson")
    assert states == (["sent", "skipped"] if both else ["sent"])
    said = await counts(home, "delivery|lesson|")
    assert sum(said.values()) == len(states)


async def test_the_roster_and_the_address_find_the_new_account(home):
    await arrive(home, visitor("kari", NAME), MONDAY, installed=True)
    key = mail_key(home, "kari@molde.kommune.no")
    await home.store.run(lambda tx: remember(tx, KARI, key, upn=True))
    waits = [Entry(2, "ny", mail="ny@molde.kommune.no", municipality="1506", unit="Skolen")]
    await roster.apply(home, COMMAND_LINE, waits, MONDAY.date(), MONDAY)
    await shift(home)
    assert await home.store.run(lambda tx: owner(tx, key)) == NEW
    person = await look_up(home, NEW)
    assert person
    assert person.place == "1506/Skolen", "the row that waited for the new id is theirs"
    assert await counts(home, "expected|") == {}


async def test_what_cannot_be_is_refused_and_changes_nothing(home):
    await everything_about_kari(home, MONDAY)
    before = await kept(home)
    for new in (KARI, "other-tenant:ny", "x"):
        with pytest.raises(Refused):
            await shift(home, KARI, new)
    with pytest.raises(Refused, match="does not know the old account"):
        await shift(home, f"{TENANT}:nobody")
    with pytest.raises(NotAllowed):
        await move_account(home, person_actor(OLA), KARI, NEW, MONDAY, apply=True)
    await home.store.run(
        lambda tx: tx.put(
            documents.DELIVERIES, "waiting",
            (tx.get(documents.DELIVERIES, "waiting") or {}) | {"state": "attempting"},
        )
    )  # fmt: skip
    with pytest.raises(Refused, match="on its way at this moment"):
        await shift(home)
    assert await look_up(home, NEW) is None
    assert len(await kept(home)) == len(before) + 2 * (len("attempting") - len("planned"))


async def test_who_erased_their_data_under_the_new_account_is_not_brought_back(home):
    await arrive(home, visitor("kari", NAME), MONDAY, installed=True)
    await arrive(home, visitor("ny", NAME), MONDAY, installed=True)
    await erase(home, NEW, MONDAY)
    with pytest.raises(Refused, match="can't take over"):
        await shift(home)
