"""Where something was tapped is not where a person is reached: only an installation or a written
message teaches the bot an address."""

import pytest

from bot.actions.people import own_chat, records
from bot.core.people.person import Person
from bot.core.turn import Turn, What
from bot.core.values import replace
from bot.store import MemoryStore
from tests.chat_client import MONDAY, Chat, services

REGION = "https://smba.example/amer"
FOREIGN = {"conversation": "a:chat-of-others", "service_url": REGION, "bot": "28:other"}


async def known(chat: Chat) -> Person:
    person = await records.look_up(chat.services, chat.key)
    assert person is not None
    return person


@pytest.fixture
async def kari():
    chat = Chat(services(MemoryStore()))
    await chat.begin()
    return chat


def reached(person: Person):
    return person.conversation, person.service_url, person.user, person.bot


OWN = ("c-kari", "https://smba.example/", "29:kari", "28:bot")
TAPS = (("lesson", {}), ("begin", {}), ("answer", {}), ("share-start", {}), ("nonsense", {}))


@pytest.mark.parametrize("place", [FOREIGN, FOREIGN | {"conversation": ""}])
async def test_a_tap_elsewhere_teaches_no_address(kari, place):
    there = kari.elsewhere(**place)
    for day, (verb, data) in enumerate(TAPS):
        there.at = MONDAY.replace(day=24 + day)
        await there.tap(verb, **data)
        await there.turn(What.REFRESHED, verb=verb, data=data)
        assert reached(await known(kari)) == OWN


async def test_a_tap_teaches_no_address_to_somebody_new(kari):
    new = Chat(kari.services, "ola", conversation="a:chat-of-others")
    await new.tap("begin")
    person = await known(new)
    assert (person.conversation, person.service_url) == ("", "https://smba.example/")


async def test_what_is_written_and_an_installation_teach_it(kari):
    await kari.elsewhere(conversation="c-new", service_url=REGION).say("hjelp")
    assert reached(await known(kari)) == ("c-new", REGION, "29:kari", "28:bot")
    await kari.elsewhere(conversation="c-newer").install()
    assert (await known(kari)).conversation == "c-newer"
    await kari.elsewhere(conversation="19:g@thread.v2", room="groupChat").say("hjelp")
    assert (await known(kari)).conversation == "c-newer"


async def test_only_a_tap_in_their_own_chat_shows_that_nobody_is_blocked(kari):
    async def block() -> None:
        person = replace(await known(kari), blocked=True, installed=False)
        await kari.services.store.run(lambda tx: records.save(tx, person))

    await block()
    kari.later(days=1)
    there = kari.elsewhere(**FOREIGN)
    there.at = kari.at
    await there.tap("nonsense")
    assert ((await known(kari)).blocked, (await known(kari)).installed) == (True, False)
    kari.later(days=1)
    await kari.tap("nonsense")
    assert ((await known(kari)).blocked, (await known(kari)).installed) == (False, True)


async def test_an_opened_chat_is_kept_for_whoever_is_known(kari):
    await own_chat.keep(kari.services, kari.key, "c-opened")
    address = await own_chat.address(kari.services, kari.key)
    assert address is not None
    assert address.conversation == "c-opened"
    await own_chat.keep(kari.services, "t:nobody", "c")
    assert await own_chat.address(kari.services, "t:nobody") is None


@pytest.mark.parametrize(
    ("what", "place", "own"),
    [
        (What.SAID, {}, True),
        (What.INSTALLED, {}, True),
        (What.TAPPED, {}, False),
        (What.REFRESHED, {}, False),
        (What.SAID, {"room": "groupChat"}, False),
        (What.INSTALLED, {"room": "channel"}, False),
        (What.SAID, {"conversation": ""}, False),
    ],
)
def test_a_turn_says_whether_it_is_from_the_senders_own_chat(what, place, own):
    chat = Chat(services(MemoryStore()))
    turn = Turn(what, replace(chat.address, **place), MONDAY, text="hei")
    assert turn.is_from_own_chat is own


def test_a_button_without_data_is_no_written_message():
    chat = Chat(services(MemoryStore()))
    assert not Turn(What.SAID, chat.address, MONDAY, text="").is_from_own_chat
    assert not Turn(What.SAID, chat.address, MONDAY, text="hei", submitted=True).is_from_own_chat
