"""A champion recommends a lesson: from the form to its arrival, and everything that stops it."""

import orjson
import pytest

from bot.actions.people.arrival import arrive
from bot.actions.people.placement import Placement, settle
from bot.core import documents
from bot.core.actor import BOT
from bot.core.people.person import Visitor
from bot.core.turn import What
from tests.champion_world import LESSON, UNIT, Town, previewed, pushed, pushed_to


@pytest.fixture
async def town() -> Town:
    return await Town().settle()


async def states(town: Town) -> dict[str, int]:
    found = await town.counts("delivery|push|")
    return {name.rpartition("|")[2]: n for name, n in found.items()}


async def test_a_recommendation_goes_from_preview_to_arrival_to_progress(town):
    preview = await previewed(town.bo, words="Denne hjalp *meg*!")
    assert "20" in preview.text
    assert await states(town) == {}
    card = await town.bo.press(preview, "push-send", card="bos-card")
    assert "på vei" in card.text
    assert await states(town) == {"waiting": 20}
    await town.tick(minutes=1)
    assert town.post.sent == []
    await town.tick(minutes=3)
    assert await states(town) == {"sent": 20}
    arrived = town.cards_to("p000")[-1]
    assert "Bo Champion anbefaler" in arrived.text
    assert "Denne hjalp ∗meg∗" in arrived.text
    assert arrived.button("thanks")
    assert arrived.button("no-push")
    await town.tick(minutes=1)
    to, activity, message = town.post.updated[-1]
    assert (to.entra, activity) == ("bo", "bos-card")
    assert "minst 15" in message.card.decode()
    assert town.cards_to("bo") == []


async def test_the_pushed_card_stays_itself_when_the_client_draws_it_anew(town):
    await pushed(town.bo, words="Les denne")
    await town.tick(minutes=4)
    chat = town.chat("p000")
    arrived = town.cards_to("p000")[-1]
    again = await chat.reopen(arrived)
    assert "Les denne" in again.text
    await chat.press(again, "quiz")
    assert "Les denne" not in (await chat.reopen(arrived)).text


async def test_undo_within_three_minutes_reaches_nobody(town):
    card = await pushed(town.bo)
    assert "angret" in (await town.bo.press(card, "push-undo")).text
    await town.tick(minutes=10)
    assert await states(town) == {"skipped": 20}
    assert town.post.sent == []


async def test_withdrawal_later_puts_one_line_in_the_place_of_unanswered_cards(town):
    card = await pushed(town.bo)
    await town.tick(minutes=4)
    chat = town.chat("p000")
    await chat.take(LESSON)
    card = await town.bo.press(card, "push-look")
    await town.bo.press(card, "push-withdraw")
    await town.tick(minutes=1)
    mended = {to.entra for to, _, m in town.post.updated if b"trukket tilbake" in m.card}
    assert "p001" in mended
    assert "p000" not in mended


async def test_who_has_passed_stopped_or_said_no_gets_nothing(town):
    await town.chat("p000").take(LESSON)
    await town.edit("p001", stopped=True)
    await town.chat("p002").tap("no-push")
    await pushed(town.bo)
    await town.tick(minutes=4)
    reasons = {who: (await town.rows(who))[0]["reason"] for who in ("p000", "p001", "p002")}
    assert reasons == {"p000": "done", "p001": "stopped", "p002": "no_push"}
    assert await states(town) == {"sent": 17, "skipped": 3}


async def test_no_to_champions_can_be_taken_back(town):
    chat = town.chat("p000")
    card = await chat.tap("no-push")
    await chat.press(card, "allow-push")
    await pushed(town.bo)
    await town.tick(minutes=4)
    assert town.cards_to("p000")


async def test_the_same_lesson_from_two_champions_comes_once(town):
    await town.edit("p019", role="champion", scope=[f"1506/{UNIT}"])
    await pushed(town.bo)
    await pushed(town.chat("p019"))
    for _ in range(4):
        await town.tick(days=1)
    assert len(town.cards_to("p000")) == 1
    assert {row["reason"] for row in await town.rows("p000")} == {"", "had_it"}


async def test_quota_holds_by_day_and_by_week(town):
    for _ in range(3):
        await pushed_to(town.bo, "p000")
    assert "3 ganger" in (await pushed_to(town.bo, "p000")).text
    for _ in range(3):
        await town.tick(days=1, minutes=1)
        for _ in range(3):
            await pushed_to(town.bo, "p000")
    assert "10 ganger" in (await pushed_to(town.bo, "p000")).text


async def test_a_push_is_only_ever_within_the_scope(town):
    form = await town.bo.tap("push")
    assert len(form.input("whom")["choices"]) == 2
    elsewhere = (await town.olga.tap("push")).input("whom")["choices"][0]["value"]
    assert "utenfor" in (await previewed(town.bo, elsewhere)).text
    card = await previewed(town.bo, "named")
    card = await town.bo.press(card, "push-people", people="q000,p000,nobody")
    assert "2 er utenfor" in card.text
    await town.bo.press(card, "push-send")
    await town.tick(minutes=4)
    assert {to.entra for to, _ in town.post.sent} == {"p000"}


async def test_nobody_but_champions_and_operators_can_push(town):
    chat = town.chat("p000")
    assert "for pådrivere" in (await chat.tap("push")).text
    shown = await chat.tap("push-preview", lesson=LESSON, whom="named", when="now")
    assert "for pådrivere" in shown.text
    assert await town.counts("refused|push|") == {"refused|push|role": 1}


DOORS = (
    "push", "push-preview", "push-send", "push-yes", "group", "group-help", "gathering-new",
    "gathering-save", "suggest", "suggest-send", "appoint-yes", "newcomers", "greet", "greet-send",
)  # fmt: skip


@pytest.mark.parametrize("entra", ["bo", "olga"])
async def test_who_has_left_finds_every_door_as_an_employee_does(town, entra):
    """Though Entra still lets them in: the role waits for the roster to say that they are back."""
    await town.edit(entra, left_on="2026-11-23", name="", unit=UNIT)
    await town.edit("p000", name="")
    asked = {"lesson": LESSON, "whom": "named", "when": "now", "who": "p001", "title": "x"}
    for verb in DOORS:
        theirs, anyones = [await town.chat(e).tap(verb, **asked) for e in (entra, "p000")]
        assert theirs.text == anyones.text, verb


async def test_a_role_comes_back_with_the_roster_and_not_with_the_app_alone(town):
    form = (await town.bo.tap("push")).text
    await town.edit("bo", left_on="2026-11-20", rostered="champion")
    bo = Visitor(town.bo.address, "Bo Champion", "nb-NO", "Europe/Oslo")
    person = (await arrive(town.services, bo, town.at, installed=True)).person
    assert (person.role, person.left_on) == ("employee", "")
    assert (await town.bo.tap("push")).text != form
    there = Placement("1506", UNIT, "champion")
    await town.store.run(
        lambda tx: settle(town.services, tx, BOT, person, there, town.at.date(), town.at)
    )
    assert (await town.bo.tap("push")).text == form


async def test_somebody_elses_draft_and_a_made_up_one_give_nothing_and_are_written_down(town):
    card = await previewed(town.bo)
    id = card.button("push-send")["data"]["push"]
    shown = await town.chat("p000").tap("push-send", push=id)
    assert "for pådrivere" in shown.text
    await town.olga.tap("push-send", push=id)
    await town.olga.tap("push-undo", push=id)
    assert await states(town) == {}
    assert (await town.counts("refused|push|"))["refused|push|forged"] == 3
    audit = town.store._base._rows[documents.AUDIT]
    assert sum(orjson.loads(row[1])["times"] for row in audit.values()) == 3
    assert not any("olga" in name or "p000" in name for name in audit)


async def test_a_confirmation_said_twice_or_with_changed_data_sends_what_was_previewed(town):
    card = await previewed(town.bo)
    data = card.button("push-send")["data"] | {"whom": "named", "place": "1506", "words": "x"}
    for _ in range(2):
        await town.bo.turn(What.TAPPED, verb="push-send", data=data, card="c")
    await town.tick(minutes=4)
    assert await states(town) == {"sent": 20}


async def test_who_is_no_champion_by_the_time_it_is_confirmed_or_sent_reaches_nobody(town):
    card = await previewed(town.bo)
    await town.edit("bo", role="employee")
    assert "for pådrivere" in (await town.bo.press(card, "push-send")).text
    assert await states(town) == {}


async def test_a_large_one_waits_for_an_operators_yes(town):
    town = await Town(push_approval=10).settle()
    card = await pushed(town.bo)
    assert "prosjektlederen" in card.text
    await town.tick(minutes=5)
    assert await states(town) == {}
    asked = town.cards_to("olga")[-1]
    assert "Bo Champion" in asked.text
    forged = asked.button("push-yes")["data"]
    await town.bo.turn(What.TAPPED, verb="push-yes", data=forged)
    await town.chat("p000").turn(What.TAPPED, verb="push-yes", data=forged)
    await town.tick(minutes=5)
    assert await states(town) == {}
    assert "sa ja" in (await town.olga.press(asked, "push-yes")).text
    await town.tick(minutes=4)
    assert await states(town) == {"sent": 20}


async def test_an_operators_no_reaches_nobody_and_the_champion_is_told(town):
    town = await Town(push_approval=10).settle()
    await pushed(town.bo)
    await town.tick(minutes=5)
    await town.olga.press(town.cards_to("olga")[-1], "push-no")
    await town.tick(minutes=5)
    assert await states(town) == {}
    assert "sa nei" in town.post.updated[-1][2].card.decode()


async def test_a_question_that_no_operator_answers_comes_to_nothing_and_the_champion_is_told(town):
    town = await Town(push_approval=10).settle()
    await pushed(town.bo)
    await town.tick(minutes=5)
    await town.tick(days=6)
    assert "svarte ikke" not in str(town.post.updated)
    await town.tick(days=2)
    await town.tick(minutes=1)
    assert "svarte ikke på en uke" in town.post.updated[-1][2].card.decode()
    answered = await town.olga.press(town.cards_to("olga")[-1], "push-yes")
    assert "gjelder ikke lenger" in answered.text
    await town.tick(minutes=5)
    assert await states(town) == {}


async def test_without_an_operator_of_the_place_a_large_one_is_refused():
    town = await Town(push_approval=10).settle()
    await town.edit("olga", scope=["1535"])
    assert "har ingen" in (await pushed(town.bo)).text


async def test_only_whitelisted_lessons_are_offered_and_taken():
    town = await Town(push_lessons=frozenset({"chat-eller-kanal"})).settle()
    form = await town.bo.tap("push")
    assert [each["value"] for each in form.input("lesson")["choices"]] == ["chat-eller-kanal"]
    assert "kan ikke anbefales" in (await previewed(town.bo)).text


async def test_a_crash_in_the_middle_of_planning_is_gone_on_with_before_anything_is_sent():
    town = await Town().settle(colleagues=450)
    await town.edit("bo", role="operator")  # no yes needed, more than is planned before the reply
    card = await pushed(town.bo)
    assert "gjør den klar" in card.text
    assert await states(town) == {"waiting": 199}
    await town.tick(minutes=30)
    assert await states(town) == {"sent": 450}


@pytest.mark.parametrize("hours", [0, 13])
async def test_named_people_are_never_told_about(town, hours):
    """Who has passed, stopped or said no looks like anybody else, before and after, by day and in
    the middle of the night."""
    await town.chat("p000").take(LESSON)
    await town.edit("p001", stopped=True)
    await town.tick(hours=hours)
    told: list[set[str]] = []
    for who in ("p000", "p001", "p002"):
        card = await previewed(town.bo, "named")
        preview = await town.bo.press(card, "push-people", people=who)
        sent = await town.bo.press(preview, "push-send")
        await town.tick(minutes=4)
        later = await town.bo.press(sent, "push-look")
        told.append({preview.text, sent.text, later.text})
    assert told[0] == told[1] == told[2]
    assert not [m for _, _, m in town.post.updated if "framme" in m.card.decode()]


async def test_a_push_that_nobody_knows_any_more_stops_no_answer(town):
    """A row from before, with no push of its own, or one that is gone."""
    await pushed(town.bo)
    await town.tick(minutes=4)

    def change(tx):
        for n, (row, doc) in enumerate(tx.find(documents.DELIVERIES, subject=LESSON, limit=100)):
            doc.pop("push")
            tx.put(documents.DELIVERIES, row, doc if n % 2 else doc | {"push": "gone"})

    await town.store.run(change)
    for who in ("p000", "p001", "p002", "p003"):
        assert (await town.chat(who).take(LESSON)).button("next")
