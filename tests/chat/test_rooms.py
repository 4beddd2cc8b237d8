"""Where others listen: one invitation, in a language that fits, and never anything personal."""

from __future__ import annotations

import json

import pytest

from bot.core.turn import What
from bot.store import MemoryStore
from tests.chat_client import Chat, Shown, parts, services


def in_a_room(**facts: object) -> Chat:
    here = Chat(services(MemoryStore(), **facts))
    return here.elsewhere(conversation="19:room@thread.v2", room="groupChat")


async def test_a_client_for_trying_out_is_not_asked_for_its_language():
    """It says en-US whoever sits there; the personal chat doesn't believe it either."""
    chat = in_a_room()
    chat.locale = "en-US"
    assert "Hei, jeg er Pådriver" in (await chat.say("hei")).text


@pytest.mark.parametrize(
    ("locale", "hello"), [("nb-NO", "Hei, jeg"), ("nn-NO", "Hei, eg"), ("pl-PL", "Hi, I’m")]
)
async def test_in_teams_the_clients_language_is_spoken(locale: str, hello: str):
    chat = in_a_room(local=False)
    chat.locale = locale
    assert hello in (await chat.turn(What.INSTALLED)).text


async def test_the_invitation_links_to_the_personal_chat_where_the_bot_has_an_id():
    def links(shown: Shown) -> int:
        return json.dumps(shown.card).count("https://teams.microsoft.com/l/chat/0/0?users=28:id")

    assert links(await in_a_room(app_id="id").say("hei")) == 1
    assert links(await in_a_room().say("hei")) == 0


async def test_a_champion_who_wants_to_recommend_is_offered_a_dialog_and_no_form_in_the_room():
    """Others see the card; the dialog is seen by whoever opens it."""
    shown = await in_a_room().say("anbefal")
    (button,) = [each for each in parts(shown.card) if each.get("title") == "Anbefal en leksjon"]
    assert button["data"] == {"verb": "push", "msteams": {"type": "task/fetch"}}
    assert not [each for each in parts(shown.card) if str(each.get("type"))[:5] == "Input"]
    assert "Action.Submit" not in json.dumps((await in_a_room().say("hei")).card)
