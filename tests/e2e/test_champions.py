"""Champions at work: a lesson to a whole school, a gathering, a lesson shared where others listen.

The visitor of the Playground is a champion. Colleagues, the message extension and forgeries come
in at the same route (see `tests.e2e.people`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.content.loader import library
from bot.locale import words
from bot.store.tinydb.store import TinyStore
from bot.teams.playground import PlaygroundUser
from tests.e2e.driver import PATIENCE, Chat
from tests.e2e.people import COLLEAGUES, Someone, move_to_molde
from tests.e2e.running import LOOK, Bot
from tests.fakes.connector import FakeConnector

pytestmark = pytest.mark.e2e

MONDAY = "2026-11-23T09:00:00+01:00@180"  # three minutes in a second
WEDNESDAY = "2026-11-25T09:50:00+01:00@600"
LESSON = library().current["ditt-forste-mote"]
OWN = "Denne hjalp meg på det første møtet!"
LANGUAGES = ("en", "nn", "nb")
NB = words("nb")
GROUP = {"conversationType": "groupChat", "isGroup": True, "id": "group-chat"}
CHANNEL = {"conversationType": "channel", "isGroup": True, "id": "channel"}
GATHERING = {
    "title": "Pådriversamling",
    "day": "2026-11-26",
    "clock": "10:00",
    "minutes": "60",
    "where": "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
    "agenda": "Erfaringer fra høsten",
    "reach": "all",
    "venue": "1506",
}


@pytest.fixture
async def connector() -> AsyncIterator[FakeConnector]:
    """Where the colleagues' cards arrive."""
    async with FakeConnector() as server:
        yield server


@pytest.fixture
async def settings(
    tmp_path: Path, connector: FakeConnector, visitor: PlaygroundUser
) -> Mapping[str, str]:
    """A Monday morning in Molde, with people at work."""
    async with TinyStore(tmp_path / "padriver.db") as store:
        await move_to_molde(store, visitor, connector.url)
    return {"LOCAL_CLOCK": MONDAY}


@pytest.fixture
def bo(bot: Bot, connector: FakeConnector, visitor: PlaygroundUser) -> Someone:
    return Someone(bot, connector.url, "bo", visitor.tenant, "Bo Berg")


async def test_a_lesson_goes_to_a_school_from_preview_to_arrival_to_progress(
    chat: Chat, bo: Someone, connector: FakeConnector, visitor: PlaygroundUser
) -> None:
    await chat.open()
    await chat.sees("Hei, Kari!")
    for language in LANGUAGES:
        await previews(chat, language)
    assert connector.delivered == []
    await chat.taps(NB("push-send"))
    await chat.sees("Anbefalingen er på vei")
    await chat.picture("62-nb-recommended")
    await until(lambda: len(connector.delivered) == COLLEAGUES)
    assert all(OWN in each.raw.decode() for each in connector.delivered)
    await chat.sees("Anbefalingen er framme")
    await chat.sees(str(COLLEAGUES))
    await chat.picture("63-nb-progress")
    await is_recommended_one_herself(chat, bo, visitor)


async def previews(chat: Chat, language: str) -> None:
    """The form and what it would mean, in one language. Nothing is sent."""
    spoken = words(language)
    await speaks(chat, language)
    await chat.says(spoken("command-recommend").split(",")[0])
    await chat.sees(spoken("push-text"))
    await chat.searches(spoken("push-lesson"), LESSON.title.to(language))  # type: ignore[arg-type]
    await chat.fills(spoken("push-words"), OWN)
    await chat.picture(f"60-{language}-recommend")
    await chat.taps(spoken("push-preview"))
    await chat.sees(spoken("push-preview-title"))
    await chat.sees(OWN)
    await chat.sees(str(COLLEAGUES))
    await chat.picture(f"61-{language}-preview")


async def is_recommended_one_herself(chat: Chat, bo: Someone, visitor: PlaygroundUser) -> None:
    """Bo names her. It arrives with his words, and she thanks him."""
    who = await drafted(bo)
    preview = await bo.presses(who, "push-people", people=visitor.entra)
    await bo.presses(preview, "push-send")
    await chat.sees("Bo Berg anbefaler deg denne")
    await chat.sees(OWN)
    await chat.picture("64-nb-arrived")
    await chat.taps(NB("push-thanks"))
    await chat.sees(LESSON.title.nb)


async def drafted(who: Someone) -> Any:
    """A recommendation to people who are to be named."""
    facts = {"lesson": LESSON.id, "whom": "named", "words": OWN, "when": "now"}
    return await who.presses(await who.taps("push"), "push-preview", **facts)


async def test_a_forged_confirmation_is_refused(
    bot: Bot, bo: Someone, connector: FakeConnector, visitor: PlaygroundUser
) -> None:
    """Another person's tap on Bo's button, and a made-up one of a champion's; then his own."""
    preview = await bo.presses(await drafted(bo), "push-people", people="p1,p2")
    mallory = Someone(bot, connector.url, "p3", visitor.tenant)
    refused = await mallory.presses(preview, "push-send")
    assert NB("push-refused-role") in refused.text
    assert NB("push-refused-gone") in (await bo.taps("push-send", push="0" * 40)).text
    await bot.looks(10)  # six minutes or more
    assert connector.delivered == []
    await bo.presses(preview, "push-send")
    await until(lambda: len(connector.delivered) == 2)


async def test_a_gathering_is_answered_and_reminded_of(chat: Chat, bot: Bot, bo: Someone) -> None:
    await chat.open()
    await chat.sees("Hei, Kari!")
    await invites(bo)
    await chat.sees(NB("gathering-host", host="Bo Berg"))
    await chat.picture("70-nb-invitation")
    await chat.taps(NB("gathering-yes"))
    await chat.sees(NB("gathering-answered", answer=NB("gathering-yes")))
    for language in LANGUAGES:
        await looks_at_it(chat, language)
    await bot.restart(LOCAL_CLOCK=WEDNESDAY)
    await chat.sees(NB("gathering-title-day", title=GATHERING["title"]))
    await chat.picture("72-nb-reminder")


async def invites(host: Someone) -> None:
    """From the form to an invitation to every champion in Molde."""
    kept = await host.presses(await host.taps("gathering-new"), "gathering-save", **GATHERING)
    audience = kept.input("audience")["choices"][0]["value"]
    preview = await host.presses(kept, "gathering-preview", audience=audience)
    await host.presses(preview, "gathering-invite")


async def looks_at_it(chat: Chat, language: str) -> None:
    spoken = words(language)
    await speaks(chat, language)
    await chat.says(spoken("command-gatherings").split(",")[0])
    await chat.sees(spoken("gathering-list-invited"))
    await chat.taps(GATHERING["title"])
    await chat.sees(spoken("gathering-answered", answer=spoken("gathering-yes")))
    await chat.picture(f"71-{language}-gathering")


async def test_a_lesson_shared_where_others_listen_comes_to_her_own_chat(
    chat: Chat, bot: Bot, visitor: PlaygroundUser
) -> None:
    await chat.open()
    await chat.sees("Hei, Kari!")
    for room in ("group", "channel"):  # each room is greeted when it is first seen
        await chat.enter(room)
        await chat.sees(NB("invite-title"))
    her = Someone(bot, chat.connector, visitor.entra, visitor.tenant, visitor.name)
    for language, where, name in (("en", GROUP, "group"), ("nn", CHANNEL, "channel")):
        await shares(chat, her, language, where, name)
    await shares(chat, her, "nb", GROUP, "group")
    await chat.taps(NB("share-start"))
    await chat.sees(NB("share-started", count=1))
    await chat.picture("81-nb-counted")
    await chat.enter("personal")
    await chat.sees(LESSON.title.nb)
    await chat.picture("82-nb-started")
    await chat.taps(NB("lesson-quiz-new"))
    await chat.sees(LESSON.questions[0].text.nb)
    await chat.enter("group")
    await chat.sees(NB("share-alone"))
    assert LESSON.questions[0].text.nb not in await chat.read()


async def shares(chat: Chat, her: Someone, language: str, room: Any, name: str) -> None:
    """By the message extension, with words of her own; the bot posts it in the room."""
    spoken = words(language)
    await chat.enter("personal")
    await speaks(chat, language)
    await chat.enter(name)
    data = {"verb": "share", "lesson": LESSON.id, "words": OWN}
    seen = await her.invokes("composeExtension/submitAction", room, commandId="share", data=data)
    preview = [seen["composeExtension"]["activityPreview"]]
    facts = {"botMessagePreviewAction": "send", "botActivityPreview": preview}
    assert await her.invokes("composeExtension/submitAction", room, **facts) == {}
    await chat.sees(spoken("share-by", name="Kari Nordmann"))
    await chat.sees(OWN)
    await chat.picture(f"80-{language}-shared")


async def speaks(chat: Chat, language: str) -> None:
    await chat.says(f"språk {language}")
    await chat.sees(words(language)("language-chosen-title"))


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE / 1000):
        while not done():
            await asyncio.sleep(LOOK)
