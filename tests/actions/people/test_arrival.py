"""Welcome, once; where people belong, and what they speak."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.actions.people.records import look_up, move, save
from bot.core import documents
from bot.core.people.person import Person, placed
from bot.core.turn import What
from bot.core.values import replace
from bot.store import MemoryStore
from tests.chat_client import MONDAY, Chat, Post, services


class Yielding(MemoryStore):
    """Lets others go first, so that events at the same moment interleave."""

    async def run(self, change: Any) -> Any:
        await asyncio.sleep(0)
        return await super().run(change)


async def who(chat: Chat) -> Person:
    person = await look_up(chat.services, chat.key)
    assert person
    return person


async def people(chat: Chat) -> dict[str, int]:
    return await chat.services.store.run(lambda tx: tx.counts("now|"))


@pytest.mark.parametrize("first", [What.INSTALLED, What.SAID])
async def test_the_welcome_comes_once_whichever_event_is_first(chat, first):
    second = {What.INSTALLED: What.SAID, What.SAID: What.INSTALLED}[first]
    assert (await chat.turn(first, text="hei")).button("begin")
    await chat.turn(second, text="status")
    welcomes = [e for e in chat.reply.messages if b'"begin"' in e.card]
    assert welcomes == []
    assert await people(chat) == {"now||people": 1}


async def test_events_at_the_same_moment_give_one_welcome_and_one_person():
    """Teams sends installationUpdate and conversationUpdate together."""
    here = services(Yielding())
    chats = [Chat(here) for _ in range(6)]
    await asyncio.gather(
        *(each.install() for each in chats[:4]), *(e.say("hei") for e in chats[4:])
    )
    welcomes = [each for each in chats if any(b'"begin"' in m.card for m in each.reply.messages)]
    assert len(welcomes) == 1
    assert await people(chats[0]) == {"now||people": 1}


async def test_who_writes_before_the_planned_welcome_gets_it_at_once(store):
    """A setup policy installed the app at night: the welcome is planned for the morning."""
    chat = Chat(services(store, local=False))
    await chat.install()
    assert chat.reply.messages == ()
    assert (await chat.say("hva er dette?")).button("begin")
    assert not [e for e in (await chat.say("hei")).buttons() if e["verb"] == "begin"]
    journey = await store.run(lambda tx: tx.get(documents.JOURNEYS, chat.key))
    assert journey["welcomed"]


async def test_who_says_stop_before_the_welcome_is_obeyed(store):
    chat = Chat(services(store, local=False))
    await chat.install()
    await chat.say("stopp")
    assert (await who(chat)).stopped


async def test_a_return_is_short_keeps_progress_and_an_earlier_stop(chat):
    await chat.begin()
    await chat.take("ditt-forste-mote")
    await chat.say("stopp")
    await chat.turn(What.REMOVED)
    back = await chat.install()
    assert not [each for each in back.buttons() if each["verb"] == "begin"]
    assert back.button("resume")
    assert (await who(chat)).stopped
    assert "1 av" in (await chat.say("status")).text


async def test_removed_twice_or_never_known_is_quietly_taken(chat):
    for _ in range(2):
        await chat.turn(What.REMOVED)
    assert chat.reply.messages == ()
    await chat.begin()
    for _ in range(2):
        await chat.turn(What.REMOVED)
    assert not (await who(chat)).installed


@pytest.mark.parametrize(
    ("email", "number"),
    [
        ("kari@molde.kommune.no", "1506"),
        ("kari@skole.vestnes.kommune.no", "1535"),
        ("KARI@AUKRA.KOMMUNE.NO", "1547"),
    ],
)
async def test_the_address_tells_where_and_then_nobody_asks(store, email, number):
    chat = Chat(replace(services(store), messenger=Post(emails={"kari": email})))
    shown = await chat.install()
    assert not [each for each in shown.card["body"] if each.get("id") == "municipality"]
    assert '"municipality"' not in str(shown.card["body"]).replace("'", '"')
    assert ((await who(chat)).municipality, (await who(chat)).municipality_by) == (number, "rule")


async def test_an_address_from_nowhere_asks(store):
    chat = Chat(replace(services(store), messenger=Post(emails={"kari": "kari@example.com"})))
    assert (await chat.install()).input("municipality")["choices"]
    assert (await who(chat)).municipality == ""


async def test_the_address_itself_is_kept_nowhere(store):
    chat = Chat(replace(services(store), messenger=Post(emails={"kari": "kari@molde.kommune.no"})))
    await chat.begin()
    rows = store._base._rows
    assert not [key for kind in rows for key, row in rows[kind].items() if b"kari@" in row[1]]


async def test_roster_beats_rule_beats_what_the_person_says(store):
    post = Post()
    chat = Chat(replace(services(store), messenger=post))
    await chat.begin(municipality="1547")
    assert (await who(chat)).municipality == "1547"
    post.emails["kari"] = "kari@vestnes.kommune.no"
    await chat.tap("begin", municipality="1547")
    assert (await who(chat)).municipality == "1535"
    assert "Vestnes" in (await chat.say("kommune Molde")).text
    assert (await who(chat)).municipality == "1535"
    before = await who(chat)
    after = placed(before, "1539", "roster", "Skolen")

    def change(tx: Any) -> None:
        save(tx, move(chat.services, tx, before, after, "2026-11-23"))

    await store.run(change)
    await chat.tap("begin", municipality="1547")
    await chat.tap("municipality", municipality="1506")
    assert ((await who(chat)).municipality, (await who(chat)).unit) == ("1539", "Skolen")
    counts = await store.run(lambda tx: tx.counts("now|"))
    assert counts == {"now|1539|people": 1, "now|1539|rostered": 1}


@pytest.mark.parametrize("number", ["1502", "9999", "0000", "", "15060", "١٥٠٦"])
async def test_a_municipality_that_is_none_today_is_not_chosen(chat, number):
    await chat.install()
    await chat.tap("begin", municipality=number)
    assert (await who(chat)).municipality == ""


@pytest.mark.parametrize(
    ("locale", "email", "language"),
    [
        ("nb-NO", "", "nb"),
        ("nn-NO", "", "nn"),
        ("en-GB", "", "en"),
        ("pl-PL", "", "en"),
        ("", "", "nb"),
        ("nb-NO", "kari@vestnes.kommune.no", "nn"),
        ("nb-NO", "kari@molde.kommune.no", "nb"),
        ("en-US", "kari@aukra.kommune.no", "en"),
    ],
)
async def test_the_language_is_guessed_from_client_and_municipality(store, locale, email, language):
    emails = {"kari": email} if email else {}
    chat = Chat(services(store, local=False))
    chat.services = replace(chat.services, messenger=Post(emails=emails))
    chat = chat.elsewhere()
    chat.locale = locale
    await chat.say("hei")
    assert (await who(chat)).language == language


async def test_a_language_that_was_chosen_is_never_guessed_over(chat):
    await chat.begin(language="en")
    chat.services.messenger.emails["kari"] = "kari@vestnes.kommune.no"  # type: ignore[attr-defined]
    await chat.tap("begin")
    assert (await who(chat)).language == "en"


async def test_a_second_device_shows_the_same_and_makes_nobody_new(chat):
    lesson = await chat.begin()
    other = chat.elsewhere()
    other.locale = "en-US"
    asked = await chat.tap("quiz", lesson="ditt-forste-mote")
    assert (await other.reopen(lesson)).card == asked.card
    assert await people(chat) == {"now|1506|people": 1}


async def test_a_person_of_another_tenant_with_the_same_id_is_somebody_else(chat):
    await chat.begin()
    other = chat.elsewhere(tenant="22222222-2222-2222-2222-222222222222")
    assert (await other.say("status")).button("begin")


async def test_moving_back_and_forth_in_a_day_counts_once(chat):
    await chat.begin()
    await chat.take("ditt-forste-mote")
    for number in ("1535", "1506", "1539", "1506"):
        await chat.tap("municipality", municipality=number)
    counts = await people(chat)
    assert {name.split("|")[1] for name in counts} == {"1506"}
    assert set(counts.values()) == {1}
    kept = await chat.services.store.run(lambda tx: tx.find(documents.MEMBERSHIPS, person=chat.key))
    assert [(doc["municipality"], doc["to"]) for _, doc in kept] == [("1506", "")]
    chat.at = MONDAY + timedelta(days=3)
    await chat.tap("municipality", municipality="1547")
    kept = await chat.services.store.run(lambda tx: tx.find(documents.MEMBERSHIPS, person=chat.key))
    assert [(doc["municipality"], doc["to"]) for _, doc in kept] == [
        ("1506", "2026-11-26"),
        ("1547", ""),
    ]
