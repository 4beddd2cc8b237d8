"""What people type, in three languages, with the slips of a hurried hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.actions.people.records import look_up
from bot.core.turn import What
from bot.locale import command_table
from tests.chat_client import Chat

NOTHING = ["xqzv", "🙂", "\u200f\u05e9\u05dc", "....", "\x00\x07", "a" * 20_000, "", "   "]


async def verbs(chat: Chat, text: str) -> set[str]:
    return {each["verb"] for each in (await chat.say(text)).buttons()}


async def state(chat: Chat) -> tuple[bool, str]:
    person = await look_up(chat.services, chat.key)
    assert person
    return person.stopped, person.paused_until


async def answer(chat: Chat, text: str) -> str:
    """The card that a typed text gets, as text: to be compared with another's."""
    return str((await chat.say(text)).card)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("hjlep", "hjelp"), ("HJELP!!", "hjelp"), ("  hjelp  ", "hjelp"), ("help me", "hjelp"),
        ("hjælp", "hjelp"), ("satus", "status"), ("Status?", "status"), ("fremgnag", "status"),
        ("kvar er eg", "status"), ("where am i?", "status"), ("leksjonar", "leksjoner"),
        ("lesons", "leksjoner"), ("alle leksjoner", "leksjoner"), ("sprak", "språk"),
        ("spraak", "språk"), ("SPRÅK", "språk"), ("langauge", "språk"), ("kommunne", "kommune"),
        ("municipalty", "kommune"), ("Neste.", "neste"), ("nesste", "neste"), ("next", "neste"),
        ("mine dta", "mine data"), ("my data", "mine data"), ("om deg", "om"),
        ("arbeidstid", "arbeidstid"), ("?", "hjelp"), ("pasue", "pause"),
    ],
)  # fmt: skip
async def test_a_slip_is_understood(chat, slip, meant):
    await chat.begin()
    assert await answer(chat, slip) == await answer(chat, meant)


@pytest.mark.parametrize(
    "language", ["nb", *(pytest.param(each, marks=pytest.mark.slow) for each in ("nn", "en"))]
)
async def test_every_word_of_every_command_gets_a_card_of_its_own(chat, language):
    """And never the one that says that nothing was found."""
    for command, words in command_table().items():
        for word in words:
            await chat.tap("erase-now")
            await chat.begin(language=language)
            nothing = await answer(chat, "xqzv")
            assert await answer(chat, word) != nothing, (command, word)


@pytest.mark.parametrize(
    "said", ["Nynorsk!", "nynorsk", "språk nynorsk", "language nn", "målform nn"]
)
async def test_a_language_is_chosen_by_its_name(chat, said):
    await chat.begin()
    await chat.say(said)
    person = await look_up(chat.services, chat.key)
    shown = await chat.say("språk")
    assert person
    assert person.language == "nn" or shown.button("language")


@pytest.mark.parametrize(
    "said", ["språk nynorsk", "Språk: nynorsk", "language, nynorsk", "spra\u030ak nn"]
)
async def test_a_language_after_the_word_is_taken_at_once(chat, said):
    await chat.begin()
    await chat.say(said)
    assert (await look_up(chat.services, chat.key)).language == "nn"


async def test_how_to_share_a_screen_is_found(chat):
    await chat.begin()
    for said in ("hvordan deler jeg skjerm?", "korleis deler eg skjermen", "share my screen"):
        assert (await chat.say(said)).button("lesson", lesson="lyd-kamera-deling")


@pytest.mark.parametrize("said", NOTHING)
async def test_what_fits_nothing_says_so_and_offers_help(chat, said):
    await chat.begin()
    shown = await chat.say(said)
    assert not [each for each in shown.buttons() if each["verb"] == "lesson"]
    assert shown.button("help")


async def test_pause_resume_and_stop(chat):
    await chat.begin()
    await chat.say("pause 3")
    assert await state(chat) == (False, "2026-11-26T09:00:00Z")
    await chat.say("gjenoppta")
    assert await state(chat) == (False, "")
    await chat.tap("pause", days=0)
    assert await state(chat) == (False, "9999-12-31T00:00:00Z")
    await chat.say("stopp")
    assert (await state(chat))[0]
    await chat.say("start igjen")
    assert await state(chat) == (False, "")


async def test_a_pause_ends_by_itself(chat):
    await chat.begin()
    await chat.say("pause 3")
    assert "25" in (await chat.say("status")).text or "26" in (await chat.say("status")).text
    before = (await chat.say("status")).text
    chat.at += timedelta(days=4)
    assert (await chat.say("status")).text != before


@pytest.mark.parametrize(("said", "until"), [
    ("pause 2 uker", "2026-12-07"), ("pause to", ""), ("pause 1 veke", "2026-11-30"),
    ("pause 10 dager", "2026-12-03"), ("pause 999", "2027-11-24"),
])  # fmt: skip
async def test_a_pause_is_as_long_as_was_said(chat, said, until):
    await chat.begin()
    await chat.say(said)
    assert (await state(chat))[1][:10] == until


@pytest.mark.parametrize("days", ["999", "0", "-3", "3.5", "tre", "٣", "1" * 40])
async def test_any_number_of_days_is_answered(chat, days):
    await chat.begin()
    assert (await chat.say(f"pause {days}")).card


async def test_my_data_tells_counts_links_and_erases_after_one_question(chat):
    await chat.begin()
    await chat.take("ditt-forste-mote")
    shown = await chat.say("mine data")
    assert "Kari Nordmann" in shown.text
    assert "Med på kurset\nsiden 23. november 2026" in shown.text
    assert "- Beståtte leksjoner: 1" in shown.text
    assert ": 0" not in shown.text
    assert "/my-data/" in str(shown.card)
    asked = await chat.press(shown, "erase")
    assert await look_up(chat.services, chat.key)
    await chat.press(asked, "erase-now")
    assert await look_up(chat.services, chat.key) is None
    rows = chat.services.store._base._rows  # type: ignore[attr-defined]
    left = [kind for kind in rows for key, row in rows[kind].items() if chat.key.encode() in row[1]]
    assert left == []
    assert not [key for kind in rows for key in rows[kind] if chat.key in key]
    counts = await chat.services.store.run(lambda tx: tx.counts("now|1506|"))
    assert counts == {}
    counts = await chat.services.store.run(lambda tx: tx.counts("day|1506|2026-11-23|"))
    done = {counts[f"day|1506|2026-11-23|{fact}"] for fact in ("started", "erased")}
    assert (done, counts["day|1506|2026-11-23|carried:people"]) == ({1}, 1)


async def test_what_is_ignored_is_ignored(chat):
    await chat.begin()
    await chat.turn(What.IGNORED)
    assert chat.reply.messages == ()


@pytest.mark.parametrize("room", ["groupChat", "channel"])
async def test_with_others_around_nothing_personal_is_said(chat, room):
    await chat.begin()
    await chat.take("ditt-forste-mote")
    group = chat.elsewhere(room=room, conversation="19:group")
    before = await look_up(chat.services, chat.key)
    for said in ("status", "mine data", "neste", "hei", "stopp"):
        shown = await group.say(said)
        assert "Kari" not in str(shown.card)
        assert not shown.buttons()
    for verb in ("erase-now", "status", "my-data", "stop", "quiz"):
        shown = await group.tap(verb, lesson="ditt-forste-mote")
        assert "Kari" not in str(shown.card)
    assert await look_up(chat.services, chat.key) == before
