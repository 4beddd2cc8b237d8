"""Coming back, and other rooms: what survives, and what is said where others listen."""

from __future__ import annotations

import pytest

from bot.content.loader import library
from tests.e2e.driver import Chat

pytestmark = pytest.mark.e2e

FIRST = library().current["ditt-forste-mote"].title.nb


async def begins(chat: Chat) -> None:
    """Her e-mail says where she works: only the language is asked, and it is guessed right."""
    await chat.open()
    await chat.sees("Molde")
    await chat.taps("Start første leksjon")
    await chat.sees(FIRST)


async def test_a_reopened_chat_goes_on_where_the_person_was(chat: Chat) -> None:
    """The Playground forgets what it showed and installs again; the bot knows the person."""
    await begins(chat)
    await chat.reopen()
    await chat.says("neste")
    await chat.sees(FIRST)
    await chat.taps("Ta quizen")
    await chat.sees("spørsmål 1 av")


async def test_one_who_removes_the_bot_and_comes_back_is_welcomed_back(chat: Chat) -> None:
    await begins(chat)
    await chat.mock("Uninstall application")
    await chat.mock("Install application")
    await chat.sees("Velkommen tilbake")
    await chat.picture("20-back")
    await chat.taps("Neste leksjon")
    await chat.sees(FIRST)


async def test_a_question_in_own_words_finds_the_lesson(chat: Chat) -> None:
    await begins(chat)
    await chat.says("hvordan deler jeg skjerm?")
    await chat.sees("Dette fant jeg")
    await chat.picture("21-found")
    await chat.taps("Lyd, kamera og deling")
    await chat.sees("Ta quizen")


async def test_where_others_listen_there_is_one_invitation_and_nothing_personal(
    chat: Chat,
) -> None:
    await begins(chat)
    for room in ("group", "channel"):
        await chat.enter(room)
        await chat.sees("Pådriver")
        assert "Molde" not in await chat.read()
    await chat.enter("personal")
    await chat.says("hjelp")
    await chat.sees("Hva kan jeg hjelpe med?")
    await chat.picture("22-help")
    for room in ("group", "channel"):
        await chat.enter(room)
        await chat.has_cards(1)
    await chat.picture("23-invitation")
