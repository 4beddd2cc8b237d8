"""A champion's group in figures, thanks, and who would like help."""

import pytest

from bot.actions.personal_data.my_data import my_data
from bot.core import documents
from tests.champion_world import LESSON, UNIT, Town, previewed, pushed, pushed_to


@pytest.fixture
async def town() -> Town:
    return await Town().settle()


async def passes(town: Town, *entras: str) -> None:
    for each in entras:
        await town.chat(each).take(LESSON)


def some(count: int, first: int = 0) -> list[str]:
    return [f"p{n:03}" for n in range(first, first + count)]


async def test_figures_are_those_of_the_day_in_steps_and_last_weeks_beside_them(town):
    await passes(town, *some(7))
    card = await town.bo.say("gruppe")
    assert "Personer\nminst 20" in card.text
    assert "begynt: minst 5, gjennomført: minst 5" in card.text
    await passes(town, *some(5, 7))
    assert (await town.bo.say("gruppe")).text == card.text
    await town.tick(days=7)
    card = await town.bo.say("gruppe")
    assert "minst 10 (for en uke siden: minst 5)" in card.text


async def test_each_course_is_told_apart(town):
    """Nobody has taken all of the course that many have begun."""
    await passes(town, *some(12))
    text = (await town.bo.say("gruppe")).text
    assert "Teams fra første dag\nbegynt: minst 10, hele kurset: " in text
    assert "Suksesspådriver\n" not in text


async def test_a_small_group_and_one_where_all_are_alike_show_nothing(town):
    await passes(town, *some(20))
    everybody = await town.bo.say("gruppe")
    assert "minst 15" in everybody.text
    small = await Town().settle(colleagues=3)
    await small.chat("p000").take(LESSON)
    card = await small.bo.say("gruppe")
    assert "for liten" in card.text
    assert "gjennomført" not in card.text


async def test_what_a_municipality_has_beyond_its_open_units_is_never_small():
    """Molde has 21 at Sentrum, 3 at Bergmo and Olga in no unit: Sentrum is hidden, or Bergmo and
    Olga could be had by subtraction."""
    town = await Town().settle(others=3)
    await passes(town, *some(10), "q000", "q001")
    form = await town.olga.tap("group")
    names = {each["title"]: each["value"] for each in form.input("place")["choices"]}
    shown = {name: (await town.olga.tap("group", place=id)).text for name, id in names.items()}
    assert "for liten" not in shown["Molde"]
    assert "for liten" in shown["Bergmo skole, Molde"]
    assert "for liten" in shown["Sentrum skole, Molde"]


async def test_an_employee_has_no_group(town):
    card = await town.chat("p000").say("gruppe")
    assert "for pådrivere" in card.text


async def test_somebody_elses_place_shows_ones_own(town):
    other = (await town.olga.tap("push")).input("whom")["choices"][0]["value"]
    assert UNIT in (await town.bo.tap("group", place=other)).text


async def test_thanks_are_counted_once_and_only_by_who_got_the_card(town):
    await pushed(town.bo)
    await town.tick(minutes=4)
    for each in some(4):
        chat, arrived = town.chat(each), town.cards_to(each)[-1]
        for _ in range(2):
            await chat.press(arrived, "thanks")
            assert "Takken er sendt" in chat.reply.toast
        await town.chat("p009").press(arrived, "thanks")
    assert "takk" not in (await town.bo.say("gruppe")).text
    await town.chat("p004").press(town.cards_to("p004")[-1], "thanks")
    assert "minst 5 takk" in (await town.bo.say("gruppe")).text


async def test_whether_one_person_said_thanks_is_told_nowhere(town):
    """To somebody who asked that person alone: neither in the group nor among their own data."""
    await pushed_to(town.bo, "p000")
    await town.tick(minutes=4)
    told = []
    for _ in range(2):
        told.append([(await town.bo.tap(verb)).text for verb in ("group", "my-data")])
        await town.chat("p000").press(town.cards_to("p000")[-1], "thanks")
    assert told[0] == told[1]
    given = await my_data(town.services, town.bo.key)
    assert given
    assert given["thanks-received"] == []


async def test_who_leaves_a_place_by_erasing_is_not_seen_to_go(town):
    """The size of a place is told in steps, in the form, the preview and the group."""
    await town.chat("p009").tap("erase-now")
    await town.chat("p008").tap("erase-now")
    told = []
    for _ in range(2):
        form, group = await town.bo.tap("push"), await town.bo.say("gruppe")
        told.append((str(form.input("whom")), group.text, (await previewed(town.bo)).text))
        await town.chat("p007").tap("erase-now")
        await town.tick(days=7)
    days = ("mandag 23.", "mandag 30.")
    assert [each.replace(*reversed(days)) for each in told[1]] == list(told[0])
    assert "Sentrum skole, Molde (minst 15)" in told[0][0]


async def test_lessons_after_a_recommendation_count_from_groups_and_never_from_named_people(town):
    await pushed_to(town.bo, *some(6))
    await pushed(town.bo, lesson="chat-eller-kanal")
    await town.tick(minutes=4)
    await town.tick(days=1)
    await passes(town, *some(6))
    assert await town.counts("passed_after|") == {}
    for each in some(6):
        await town.chat(each).take("chat-eller-kanal")
    await town.tick(days=1)
    assert "anbefalte dem: minst 5" in (await town.bo.say("gruppe")).text


async def test_only_who_asked_for_help_is_listed_and_only_within_the_scope(town):
    await town.chat("p003").tap("want-help")
    await town.chat("q003").tap("want-help")
    card = await town.bo.tap("group-help")
    assert "Name p003" in card.text
    assert "q003" not in card.text
    assert "8:orgid:p003" in str(card.card)
    town.post.emails["p003"] = "p003@molde.example"
    assert "users=p003@molde.example" in str((await town.bo.tap("group-help")).card)
    assert "Name" not in (await town.chat("p000").tap("group-help")).text


async def test_a_wish_for_help_is_undone_by_the_person_or_taken_care_of_by_a_champion(town):
    chat = town.chat("p003")
    await chat.press(await chat.tap("want-help"), "unwant-help")
    assert "Ingen har bedt" in (await town.bo.tap("group-help")).text
    await chat.tap("want-help")
    await town.chat("p000").tap("helped", who="p003")
    shown = await town.bo.tap("group-help")
    assert "Name p003" in shown.text
    assert "Ingen har bedt" in (await town.bo.press(shown, "helped")).text


async def test_help_is_offered_where_a_quiz_went_wrong(town):
    chat = town.chat("p000")
    failed = await chat.take(LESSON, right=False)
    await chat.press(failed, "want-help")
    assert "Name p000" in (await town.bo.tap("group-help")).text


async def test_an_erased_champion_leaves_no_name_and_no_words_and_what_waits_is_taken_back(town):
    await pushed(town.bo, words="Hilsen Bo")
    await town.tick(minutes=4)
    await town.chat("p000").press(town.cards_to("p000")[-1], "thanks")
    await previewed(town.bo)
    await pushed(town.bo, lesson="chat-eller-kanal", words="Hilsen Bo")
    await town.bo.tap("erase-now")
    await town.tick(minutes=10)
    left = {
        kind: str([row[1] for row in town.store._base._rows[kind].values()])
        for kind in (
            documents.PUSHES,
            documents.THANKS,
            documents.DELIVERIES,
            documents.AUDIT,
            documents.SNAPSHOTS,
        )
    }
    assert not [kind for kind, said in left.items() if ":bo" in said or "Hilsen" in said]
    assert len(town.cards_to("p001")) == 1


async def test_who_erases_themselves_takes_their_thanks_along(town):
    await pushed(town.bo)
    await town.tick(minutes=4)
    chat = town.chat("p000")
    await chat.press(town.cards_to("p000")[-1], "thanks")
    await chat.tap("erase-now")
    assert not town.store._base._rows[documents.THANKS]


async def test_a_draft_with_names_in_it_is_forgotten_after_a_day(town):
    card = await previewed(town.bo, "named")
    await town.bo.press(card, "push-people", people="p000")
    await town.tick(days=2)
    await town.purge()
    assert not town.store._base._rows[documents.PUSHES]


async def test_a_push_goes_with_its_words_when_it_is_older_than_anything_is_kept(town):
    await pushed(town.bo, words="Denne redda meg")
    await town.tick(minutes=4)
    await town.tick(days=9)  # done by now
    kept = town.store._base._rows[documents.PUSHES]
    assert len(kept) == 1
    await town.tick(days=town.services.retention_days - 10)
    await town.bo.say("hjelp")
    await town.purge()
    assert len(kept) == 1
    await town.tick(days=2)
    await town.purge()
    assert not town.store._base._rows[documents.PUSHES]
    await town.bo.say("gruppe")  # and nobody misses it
