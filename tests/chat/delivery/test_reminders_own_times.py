"""One's own times in one's own words: not now but then, a holiday by its end, other hours."""

from __future__ import annotations

import pytest

from bot.actions.delivery.journeys import journey_of
from bot.actions.people.records import look_up
from tests.chat_client import Chat


async def later(chat: Chat) -> str:
    return await chat.services.store.run(lambda tx: journey_of(tx, chat.key).later)


@pytest.mark.parametrize(("language", "said", "moment", "told"), [
    ("nb", "ikke nå, kl 13", "2026-11-23T12:00:00Z", "minner deg på det i dag kl. 13.00"),
    ("nb", "minn meg i morgen", "2026-11-24T07:00:00Z",
     "i morgen, tirsdag 24. november, kl. 08.00"),
    ("nn", "Ikkje no, på torsdag kl. 10.30", "2026-11-26T09:30:00Z",
     "torsdag 26. november kl. 10.30"),
    ("nn", "i morgon", "2026-11-24T07:00:00Z", "i morgon, tysdag 24. november, kl. 08.00"),
    ("en", "not now, at 10:00", "2026-11-24T09:00:00Z", "tomorrow, Tuesday 24 November, at 10:00"),
    ("en", "later on Saturday", "2026-11-30T07:00:00Z", "on Monday 30 November at 08:00"),
])  # fmt: skip
async def test_not_now_but_then_is_kept_and_said_back(chat, language, said, moment, told):
    await chat.begin(language=language)
    shown = await chat.say(said)
    assert (await later(chat), told in shown.text) == (moment, True), shown.text


@pytest.mark.parametrize(
    "said", ["ikke nå", "Ikkje no!", "not now", "senere", "minn meg om 14 dager"]
)
async def test_not_now_alone_asks_when_and_promises_nothing(chat, said):
    await chat.begin()
    assert (await chat.say(said)).button("later", when="tomorrow")
    assert await later(chat) == ""


@pytest.mark.parametrize(("language", "said", "told"), [
    ("nb", "ferie til 5. januar", "før tirsdag 5. januar"),
    ("nb", "Jeg er på ferie til og med mandag.", "før tirsdag 1. desember"),
    ("nn", "pause ei veke", "før måndag 30. november"),
    ("en", "on vacation until Jan 5", "before Tuesday 5 January"),
])  # fmt: skip
async def test_a_holiday_is_said_by_its_end(chat, language, said, told):
    await chat.begin(language=language)
    assert told in (await chat.say(said)).text
    assert (await look_up(chat.services, chat.key)).is_paused(chat.at)


async def test_a_holiday_by_its_end_ends_when_that_day_begins(chat):
    await chat.begin()
    shown = await chat.tap("pause", until="2027-01-05")
    assert "før tirsdag 5. januar" in shown.text
    person = await look_up(chat.services, chat.key)
    assert person.paused_until == "2027-01-04T23:00:00Z"
    assert "tirsdag 5. januar" in (await chat.say("status")).text


@pytest.mark.parametrize("until", ["", "2026-11-23", "2020-01-01", "i går", "9999-99-99"])
async def test_a_day_that_cannot_be_is_asked_for_again(chat, until):
    await chat.begin()
    shown = await chat.tap("pause", until=until)
    assert "Velg en dag som kommer" in shown.text
    assert not (await look_up(chat.services, chat.key)).is_paused(chat.at)


async def test_a_day_far_ahead_is_the_longest_pause(chat):
    await chat.begin()
    await chat.tap("pause", until="2099-01-01")
    assert (await look_up(chat.services, chat.key)).paused_day == "2027-11-24"


@pytest.mark.parametrize(("said", "hours"), [
    ("arbeidstid 7-15", "12345 07:00-15:00"), ("working hours 22:00 to 07:00", "12345 22:00-07:00"),
    ("Eg jobbar frå 10 til 18", "12345 10:00-18:00"),
])  # fmt: skip
async def test_hours_that_are_typed_are_kept_and_said_back(chat, said, hours):
    await chat.begin()
    shown = await chat.say(said)
    assert (await look_up(chat.services, chat.key)).hours == hours
    assert "Jeg skriver bare til deg mandag–fredag kl." in shown.text


@pytest.mark.parametrize("said", ["nattevakt", "turnus", "arbeidstid 7", "arbeidstid mandag 8-12"])
async def test_hours_that_are_not_certain_are_asked_for(chat, said):
    await chat.begin()
    assert (await chat.say(said)).button("hours", hours="1234567 22:00-07:00")
    assert (await look_up(chat.services, chat.key)).hours == ""


@pytest.mark.parametrize(
    "said",
    [
        "ikke plag meg",
        "slutt å mase",
        "lat meg vere",
        "leave me alone",
        "jeg vil ikke ha dette",
        "I don't want this",
    ],
)
async def test_who_has_had_enough_need_not_know_the_right_word(chat, said):
    await chat.begin()
    await chat.say(said)
    assert (await look_up(chat.services, chat.key)).stopped
