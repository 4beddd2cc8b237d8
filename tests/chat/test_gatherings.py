"""A gathering in chat, from its form to what was said after it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.actions.gatherings.attendance_records import by_home, counts_of
from bot.actions.people.records import find, save
from bot.content.savings_file import assumptions
from bot.core import documents
from bot.core.values import replace
from bot.services import Services
from bot.store import MemoryStore
from tests.chat_client import TENANT, Chat, Shown, parts, services

FORM = {
    "title": "Pådriversamling i desember",
    "day": "2026-12-01",
    "clock": "09:00",
    "minutes": "60",
    "where": "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
    "agenda": "Erfaringer fra høsten\nKurset på nyåret",
    "reach": "all",
    "venue": "1506",
}
BEGINS = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)  # nine o'clock in Oslo


@pytest.fixture
def world() -> Services:
    return replace(services(MemoryStore()), assumptions=assumptions(), min_group_size=1)


async def someone(world: Services, entra: str, **facts: Any) -> Chat:
    chat = Chat(world, entra)
    chat.name = entra.title()
    await chat.begin(municipality=facts.pop("municipality", "1506"))
    await become(chat, **facts)
    return chat


async def become(chat: Chat, **facts: Any) -> None:
    def change(tx: Any) -> None:
        person = find(tx, chat.key)
        assert person
        save(tx, replace(person, **facts))

    await chat.services.store.run(change)


async def champion(world: Services, entra: str = "kari", *scope: str) -> Chat:
    return await someone(world, entra, role="champion", scope=scope or ("1506",))


async def called(chat: Chat, **changes: str) -> Shown:
    form = await chat.tap("gathering-new")
    return await chat.press(form, "gathering-save", **(FORM | changes))


def id_of(shown: Shown) -> str:
    return str(shown.card["refresh"]["action"]["data"]["g"])


async def invited(host: Chat, shown: Shown, number: int = 0) -> Shown:
    """Choose the audience of that number, and say yes to the preview."""
    choices = shown.input("audience")["choices"]
    seen = await host.press(shown, "gathering-preview", audience=choices[number]["value"])
    return await host.press(seen, "gathering-invite")


async def rows(world: Services, chat: Chat, *kinds_: str) -> list[dict[str, Any]]:
    found = await world.store.run(lambda tx: tx.find(documents.DELIVERIES, person=chat.key))
    return [row for _, row in found if row["kind"] in kinds_]


async def test_a_champion_calls_a_gathering_and_invites_the_champions_of_their_scope(
    world: Services,
):
    host = await champion(world)
    other = await champion(world, "ola")
    away = await someone(world, "per", role="champion", scope=("1535",), municipality="1535")
    plain = await someone(world, "pia")
    shown = await called(host)
    assert "Pådriversamling i desember" in shown.text
    assert "tirsdag 1. desember kl. 09.00–10.00" in shown.text
    shown = await invited(host, shown)
    assert [len(await rows(world, each, "invitation")) for each in (other, away, plain)] == [
        1,
        0,
        0,
    ]
    (row,) = await rows(world, other, "invitation")
    assert row["due_at"] == "2026-11-23T09:03:00Z"
    assert row["counts"]
    assert not await rows(world, host, "invitation")


async def test_everyone_of_a_municipality_can_be_invited_and_nobody_twice(world: Services):
    host = await champion(world)
    pia = await someone(world, "pia")
    shown = await called(host)
    preview = await host.press(
        shown, "gathering-preview", audience=shown.input("audience")["choices"][-1]["value"]
    )
    assert "Én person får invitasjonen" in preview.text
    for _ in range(2):
        await host.press(preview, "gathering-invite")
    assert len(await rows(world, pia, "invitation")) == 1
    again = await host.press(
        shown, "gathering-preview", audience=shown.input("audience")["choices"][-1]["value"]
    )
    assert "Alle er invitert fra før" in again.text


async def test_an_answer_stands_and_can_be_changed_until_it_begins(world: Services):
    host, ola = await champion(world), await champion(world, "ola")
    shown = await called(host)
    await invited(host, shown)
    g = id_of(shown)
    seen = await ola.tap("gathering-answer", g=g, answer="yes")
    assert "Svaret ditt: Kommer" in seen.text
    await ola.tap("gathering-answer", g=g, answer="yes")
    seen = await ola.tap("gathering-answer", g=g, answer="no")
    assert "Svaret ditt: Kommer ikke" in seen.text
    counts = await world.store.run(lambda tx: tx.counts(f"gathering|{g}|"))
    assert counts == {f"gathering|{g}|invited": 1, f"gathering|{g}|no": 1}
    ola.at = BEGINS
    seen = await ola.tap("gathering-answer", g=g, answer="yes")
    assert "Samlingen har begynt" in seen.text
    assert await world.store.run(lambda tx: tx.counts(f"gathering|{g}|")) == counts


async def test_who_comes_is_reminded_the_day_before_and_within_the_last_hour(world: Services):
    host, ola = await champion(world), await champion(world, "ola")
    shown = await called(host)
    await invited(host, shown)
    await ola.tap("gathering-answer", g=id_of(shown), answer="maybe")
    due = [(row["due_at"], row["counts"]) for row in await rows(world, ola, "gathering")]
    assert sorted(due) == [("2026-11-30T08:00:00Z", False), ("2026-12-01T07:00:00Z", False)]


async def test_attendance_counts_once_and_only_while_it_lasts(world: Services):
    host, ola = await champion(world), await champion(world, "ola")
    shown = await called(host)
    await invited(host, shown)
    g = id_of(shown)
    ola.at = BEGINS.replace(hour=7, minute=44)
    early = await ola.tap("gathering-here", g=g)
    assert "Du kan velge «Jeg er her» fra kl. 08.45" in early.text
    ola.at = BEGINS
    for _ in range(2):
        seen = await ola.tap("gathering-here", g=g)
        assert "Du er registrert som deltaker" in seen.text
    host.at = BEGINS.replace(hour=11, minute=1)
    assert "for sent" in (await host.tap("gathering-here", g=g, lead="day")).text
    counts = await world.store.run(lambda tx: tx.counts(f"gathering|{g}|came"))
    assert counts == {f"gathering|{g}|came|1506": 1}


async def test_the_two_questions_are_counted_and_kept_with_nobody(world: Services):
    host, ola = await champion(world), await champion(world, "ola")
    shown = await called(host)
    await invited(host, shown)
    g = id_of(shown)
    ola.at = BEGINS
    await ola.tap("gathering-here", g=g)
    (pulse,) = await rows(world, ola, "gathering")
    assert (pulse["slot"], pulse["due_at"]) == ("pulse", "2026-12-01T09:00:00Z")
    ola.at = BEGINS.replace(hour=10)
    seen = await ola.tap("gathering", g=g)
    missing = await ola.press(seen, "gathering-pulse", useful="much")
    assert "Svar på begge spørsmålene" in missing.text
    done = await ola.press(missing, "gathering-pulse", useful="much", **{"try": "yes"})
    assert "Takk for svarene" in done.text
    await ola.tap("gathering-pulse", g=g, useful="little", **{"try": "no"})
    counts = await world.store.run(lambda tx: tx.counts(f"gathering|{g}|"))
    assert counts[f"gathering|{g}|useful|much"] == counts[f"gathering|{g}|try|yes"] == 1
    reply = await world.store.run(lambda tx: tx.get(documents.REPLIES, f"{g}/{ola.key}"))
    assert "much" not in str(reply)


async def test_the_host_sees_what_was_saved_once_attendance_is_final(world: Services):
    host, ola = await champion(world), await champion(world, "ola")
    shown = await called(host)
    await invited(host, shown)
    g = id_of(shown)
    for chat in (host, ola):
        chat.at = BEGINS
        await chat.tap("gathering-here", g=g)
    assert "Spart" not in (await host.tap("gathering", g=g)).text
    host.at = BEGINS.replace(hour=11, minute=1)
    text = (await host.tap("gathering", g=g)).text
    assert "Molde: 2 deltakere" in text
    assert "Forutsetningene gjelder fra 1. januar 2026" in text


async def test_minutes_are_shared_on_the_cards_that_are_out(world: Services):
    host, ola = await champion(world), await champion(world, "ola")
    shown = await called(host)
    await invited(host, shown)
    g = id_of(shown)
    await sent(world, ola)
    host.at = BEGINS.replace(hour=10)
    wrong = await host.tap("gathering-notes", g=g, link="http://example.com")
    assert "https://" in wrong.text
    assert (await rows(world, ola, "invitation"))[0]["fix"] == ""
    await host.tap("gathering-notes", g=g, link="https://kommune.sharepoint.com/referat")
    assert (await rows(world, ola, "invitation"))[0]["fix"] == "correct"
    ola.at = host.at
    seen = await ola.tap("gathering", g=g)
    assert "Les referatet" in seen.text


async def sent(world: Services, chat: Chat) -> None:
    """The person's invitation is out."""

    def change(tx: Any) -> None:
        for key, row in tx.find(documents.DELIVERIES, person=chat.key):
            tx.put(documents.DELIVERIES, key, row | {"state": "sent", "activity": "a1"})

    await world.store.run(change)


async def test_a_cancelled_gathering_is_told_once_to_those_who_come(world: Services):
    host, ola = await champion(world), await champion(world, "ola")
    liv = await champion(world, "liv")
    shown = await called(host)
    await invited(host, shown)
    g = id_of(shown)
    await ola.tap("gathering-answer", g=g, answer="yes")
    asked = await host.press(shown, "gathering-cancel")
    assert "Vil du avlyse samlingen?" in asked.text
    for _ in range(2):
        gone = await host.press(asked, "gathering-cancel-now")
        assert "Avlyst" in gone.text
    assert "cancelled" in [row["slot"] for row in await rows(world, ola, "gathering")]
    assert not await rows(world, liv, "gathering")
    seen = await ola.tap("gathering-answer", g=g, answer="no")
    assert "Du trenger ikke å gjøre noe" in seen.text


async def test_a_gathering_that_is_moved_is_told_and_reminded_of_anew(world: Services):
    host, ola = await champion(world), await champion(world, "ola")
    shown = await called(host)
    await invited(host, shown)
    g = id_of(shown)
    await ola.tap("gathering-answer", g=g, answer="yes")
    form = await host.press(shown, "gathering-edit")
    assert form.input("title")["value"] == FORM["title"]
    await host.press(form, "gathering-save", **(FORM | {"day": "2026-12-03"}))
    slots = {row["slot"] for row in await rows(world, ola, "gathering")}
    assert {"moved/1", "day/2026-12-03T08:00:00Z", "hour/2026-12-03T08:00:00Z"} <= slots
    form = await host.press(shown, "gathering-edit")
    await host.press(form, "gathering-save", **(FORM | {"day": "2026-12-03", "title": "Samling"}))
    assert "moved/2" not in {row["slot"] for row in await rows(world, ola, "gathering")}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": "  x "}, "3 til 80 tegn"),
        ({"day": "2026-11-01"}, "Tidspunktet er passert"),
        ({"day": "2029-11-01"}, "høyst ett år fram"),
        ({"day": "snart"}, "Velg dato og klokkeslett"),
        ({"clock": "25:00"}, "Velg dato og klokkeslett"),
        ({"where": "http://teams.microsoft.com/x"}, "Lenken må begynne med https"),
        ({"where": "https://teams.microsoft.com@evil.example/x"}, "Lenken må begynne med https"),
        ({"where": ""}, "lenken til møtet"),
        ({"agenda": " "}, "hva dere skal snakke om"),
        ({"venue": "9999"}, "Velg kommunen"),
        ({"minutes": "7"}, "hvor lenge"),
    ],
)
async def test_what_is_wrong_with_a_form_is_said_and_nothing_is_kept(
    world: Services, wrong: dict[str, str], said: str
):
    host = await champion(world)
    shown = await called(host, **wrong)
    assert said in shown.text
    found = await world.store.run(lambda tx: tx.find(documents.GATHERINGS, by=host.key))
    assert found == []


async def test_a_doubled_tap_calls_one_gathering_and_more_than_three_a_week_wait(world: Services):
    host = await champion(world)
    form = await host.tap("gathering-new")
    for _ in range(2):
        await host.press(form, "gathering-save", **FORM)
    for n in range(3):
        host.later(minutes=1)
        shown = await called(host, title=f"Samling nummer {n}")
    assert "Vent noen dager" in shown.text
    found = await world.store.run(lambda tx: tx.find(documents.GATHERINGS, by=host.key))
    assert len(found) == 3


async def test_forged_taps_give_nothing(world: Services):
    """Neither an outsider, nor another champion, nor an audience outside one's own scope."""
    host, ola = await champion(world), await champion(world, "ola", "1535")
    pia = await someone(world, "pia")
    shown = await called(host)
    g = id_of(shown)
    before = await world.store.run(lambda tx: tx.get(documents.GATHERINGS, g))
    molde = shown.input("audience")["choices"][-1]["value"]
    for chat in (ola, pia):
        for verb in (
            *("gathering", "gathering-edit", "gathering-preview", "gathering-invite"),
            *("gathering-answer", "gathering-here", "gathering-pulse", "gathering-notes"),
            *("gathering-cancel", "gathering-cancel-now"),
        ):
            seen = await chat.tap(verb, g=g, audience=molde, answer="yes", link="https://a.example")
            assert "Jeg finner ikke samlingen" in seen.text, verb
        seen = await chat.tap("gathering-save", g=g, **FORM)
        assert "Jeg finner ikke samlingen" in seen.text
    assert "Jeg finner ikke" in (await pia.tap("gathering-new")).text
    foreign = await called(ola, venue="1535")
    outside = await ola.tap("gathering-invite", g=id_of(foreign), audience=molde)
    assert "Jeg finner ikke samlingen" in outside.text
    assert await rows(world, pia, "invitation") == []
    assert await world.store.run(lambda tx: tx.get(documents.GATHERINGS, g)) == before


async def test_who_is_no_champion_any_more_manages_nothing(world: Services):
    host = await champion(world)
    pia = await someone(world, "pia")
    shown = await called(host)
    await become(host, role="employee", scope=())
    last = shown.input("audience")["choices"][-1]["value"]
    await host.tap("gathering-invite", g=id_of(shown), audience=last)
    assert await rows(world, pia, "invitation") == []


async def test_more_people_than_a_champion_may_invite_are_an_operators_to_invite(world: Services):
    world = replace(world, push_approval=1)
    host = await champion(world)
    for each in ("pia", "per"):
        await someone(world, each)
    shown = await called(host)
    last = shown.input("audience")["choices"][-1]["value"]
    preview = await host.press(shown, "gathering-preview", audience=last)
    assert "høyst 1 om gangen" in preview.text
    forced = await host.tap("gathering-invite", g=id_of(shown), audience=last)
    assert "høyst 1 om gangen" in forced.text
    boss = await someone(world, "unni", role="operator")
    seen = await called(boss)
    titles = [each["title"] for each in seen.input("audience")["choices"]]
    seen = await invited(boss, seen, titles.index("Alle i Molde"))
    assert "Invitert\n3" in seen.text


async def test_ones_own_list_has_what_one_calls_and_what_one_is_invited_to(world: Services):
    host, ola = await champion(world), await champion(world, "ola")
    shown = await called(host)
    await invited(host, shown)
    assert "Du inviterer til" in (await host.say("samling")).text
    mine = await ola.say("samlinger")
    assert "Du er invitert til" in mine.text
    seen = await ola.press(mine, "gathering")
    titles = [each["title"] for each in seen.buttons() if "title" in each]
    assert titles == ["Kommer", "Kanskje", "Kommer ikke"]
    assert (await ola.reopen(seen, card="card-9")).card == seen.card


async def test_erasing_the_host_leaves_the_gathering_without_their_name(world: Services):
    host, ola = await champion(world), await champion(world, "ola")
    shown = await called(host)
    await invited(host, shown)
    assert "Invitasjon fra Kari" in (await ola.tap("gathering", g=id_of(shown))).text
    await host.tap("erase-now")
    seen = await ola.tap("gathering", g=id_of(shown))
    assert "Kari" not in seen.text
    assert f"{TENANT}:kari" not in str(
        await world.store.run(lambda tx: tx.get(documents.GATHERINGS, id_of(shown)))
    )


async def held(world: Services, host: Chat) -> str:
    shown = await called(host)
    host.at = BEGINS.replace(hour=12)
    return id_of(shown)


async def test_a_host_says_how_many_came_and_takes_it_back(world: Services):
    host = await champion(world)
    g = await held(world, host)
    form = await host.press(await host.tap("gathering", g=g), "gathering-count")
    assert "estimate" not in [part.get("id") for part in parts(form.card)]
    shown = await host.press(form, "gathering-count-save", came_1506="1 200", came_other="")
    assert "1200" in shown.text
    assert "Oppgitt av Kari" in shown.text
    form = await host.press(shown, "gathering-count")
    assert form.input("came_1506")["value"] == "1200"
    shown = await host.press(form, "gathering-count-clear")
    assert "Oppgitt av" not in shown.text


@pytest.mark.parametrize("said", ["-3", "mange", "1,5e3", "20001", "٣"])
async def test_what_is_no_number_is_asked_for_again(world: Services, said: str):
    host = await champion(world)
    g = await held(world, host)
    form = await host.tap("gathering-count", g=g)
    shown = await host.press(form, "gathering-count-save", came_1506=said)
    assert "Skriv bare hele tall" in shown.text
    assert "Oppgitt av" not in (await host.tap("gathering", g=g)).text


async def test_an_operator_notes_an_estimate_and_nobody_else_can(world: Services):
    host = await champion(world)
    g = await held(world, host)
    olga = await someone(world, "olga", role="operator")
    olga.at = host.at
    form = await olga.tap("gathering-count", g=g)
    shown = await olga.press(
        form, "gathering-estimate-save", estimate="185 000", note="Fra *regnskapet*"
    )
    assert "Eget anslag: 185\u00a0000 kr (Olga" in shown.text
    await host.tap("gathering-estimate-save", g=g, estimate="1")
    assert "185" in (await host.tap("gathering", g=g)).text
    for wrong in ({"estimate": "mye"}, {"estimate": "1", "note": "x" * 300}):
        again = await olga.press(form, "gathering-estimate-save", **wrong)
        assert "Skriv et helt tall i kroner" in again.text
    shown = await olga.press(form, "gathering-estimate-save", estimate="", note="")
    assert "Eget anslag:" not in shown.text


async def test_nobody_says_how_many_came_to_what_is_not_theirs(world: Services):
    host, pia = await champion(world), await someone(world, "pia")
    g = await held(world, host)
    pia.at = host.at
    for verb in ("gathering-count", "gathering-count-save", "gathering-count-clear"):
        shown = await pia.tap(verb, g=g, came_1506="3")
        assert "Jeg finner ikke samlingen" in shown.text
    early = await called(host, day="2026-12-08")
    shown = await host.tap("gathering-count-save", g=id_of(early), came_1506="3")
    assert "Oppgitt av" not in shown.text


async def of_many(world: Services, colleagues: int) -> tuple[Chat, Shown, list[Chat]]:
    """A gathering of a municipality with so many, to which all are invited. Groups of fewer than
    five are not shown."""
    world = replace(world, min_group_size=5)
    host = await champion(world)
    guests = [await someone(world, f"c{n:02}") for n in range(colleagues)]
    shown = await called(host)
    titles = [each["title"] for each in shown.input("audience")["choices"]]
    return host, await invited(host, shown, titles.index("Alle i Molde")), guests


async def test_the_host_sees_no_answer_of_one_among_few(world: Services):
    host, shown, guests = await of_many(world, 3)
    for chat, answer in zip(guests, ("yes", "no", "maybe"), strict=True):
        before = await host.tap("gathering", g=id_of(shown))
        await chat.tap("gathering-answer", g=id_of(shown), answer=answer)
        assert (await host.tap("gathering", g=id_of(shown))).text == before.text
    assert "Kommer\nfærre enn 5" in before.text


async def test_while_answers_can_change_the_host_sees_them_in_steps(world: Services):
    """Or one more could be invited alone, and the difference be that one's answer."""
    host, shown, guests = await of_many(world, 12)
    g = id_of(shown)
    for chat in guests[:6]:
        await chat.tap("gathering-answer", g=g, answer="yes")
    before = await host.tap("gathering", g=g)
    assert "Kommer\nminst 5\nKanskje\nfærre enn 5\nKommer ikke\nfærre enn 5" in before.text
    for chat, answer in zip(guests[6:], ("yes", "yes", "no", "no", "no"), strict=False):
        await chat.tap("gathering-answer", g=g, answer=answer)
        assert (await host.tap("gathering", g=g)).text == before.text
    host.at = BEGINS
    assert "Kommer\n8\nKanskje\nfærre enn 5" in (await host.tap("gathering", g=g)).text


async def came_to(host: Chat, g: str) -> dict[str, int]:
    return await host.services.store.run(lambda tx: by_home(counts_of(tx, g)))


async def test_the_form_for_who_came_shows_no_few_people_and_does_not_lose_them(world: Services):
    host, shown, guests = await of_many(world, 12)
    g = id_of(shown)
    for chat, home in zip(guests, (*["1506"] * 6, *["1539"] * 5, "1535"), strict=True):
        await become(chat, municipality=home, municipality_by="roster")
        chat.at = BEGINS
        await chat.tap("gathering-here", g=g)
    host.at = BEGINS + timedelta(hours=4)
    form = await host.tap("gathering-count", g=g)
    values = {
        part["id"]: part.get("value") for part in parts(form.card) if "came_" in str(part.get("id"))
    }
    assert values == {"came_1506": "6", "came_other": None}
    await host.press(form, "gathering-count-save", came_1506="7", came_other="")
    assert await came_to(host, g) == {"1506": 7, "1539": 5, "1535": 1}
    await host.press(form, "gathering-count-save", came_1506="7", came_1535="0")
    assert await came_to(host, g) == {"1506": 7, "1539": 5}
