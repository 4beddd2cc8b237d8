"""A champion suggests a colleague, who answers; an operator agrees; and stepping down."""

import pytest

from bot.actions.champions.letters import written_to
from bot.actions.people.records import find
from bot.actions.personal_data import my_data
from bot.core import documents
from bot.core.values import replace
from tests.champion_world import UNIT, Town, key, move_in, someone


@pytest.fixture
async def town() -> Town:
    return await Town(champions_need_yes=False).settle(colleagues=6, others=2)


async def person(town: Town, who: str):
    return await town.store.run(lambda tx: find(tx, key(who)))


async def letters(town: Town, who: str):
    return await town.store.run(lambda tx: written_to(tx, key(who)))


async def suggested(town: Town, who: str = "p000", by: str = "bo", words: str = ""):
    chat = town.chat(by)
    return await chat.press(await chat.tap("suggest"), "suggest-send", people=who, words=words)


async def asked(town: Town, who: str = "p000", **facts: str):
    """The card that the colleague has got."""
    await suggested(town, who, **facts)
    await town.tick(minutes=1)
    return town.cards_to(who)[-1]


async def states(town: Town, kind: str) -> dict[str, int]:
    found = await town.counts(f"delivery|{kind}|")
    return {name.rpartition("|")[2]: n for name, n in found.items()}


async def audit(town: Town) -> list[str]:
    return sorted(each.split("/")[1] for each in town.store._base._rows[documents.AUDIT])


async def test_a_suggested_colleague_says_yes_and_is_champion_of_their_own_unit(town):
    card = await asked(town, words="Du *kan* dette!")
    assert "Bo Champion foreslår deg" in card.text
    assert "Du ∗kan∗ dette" in card.text
    chat = town.chat("p000")
    welcome = await chat.press(card, "suggest-yes")
    assert "Velkommen som pådriver" in welcome.text
    assert welcome.button("lesson", lesson="hva-en-padriver-gjor")
    found = await person(town, "p000")
    assert (found.role, found.scope) == ("champion", (f"1506/{UNIT}",))
    await town.tick(days=1)
    assert await states(town, "champion") == {}
    assert "Hvem er den til?" in (await chat.tap("push")).text


async def test_a_no_is_a_no_and_nobody_asks_again(town):
    card = await asked(town)
    chat = town.chat("p000")
    assert "Ingen får vite det" in (await chat.press(card, "suggest-no")).text
    assert "Ingen får vite det" in (await chat.press(card, "suggest-yes")).text
    assert (await person(town, "p000")).role == "employee"
    await move_in(town.services, [someone("bea", role="champion", scope=("1506",))])
    await suggested(town, by="bea")
    await town.tick(days=2)
    assert await states(town, "suggestion") == {"sent": 1, "skipped": 1}


async def test_the_one_who_suggests_sees_the_same_whatever_the_colleague_has_chosen(town):
    """Refused, paused, stopped, blocked, no more from champions: not a letter differs."""
    await town.edit("p001", paused_until="9999-12-31T00:00:00Z")
    await town.edit("p002", stopped=True)
    await town.edit("p003", no_push=True)
    cards = []
    for n in range(4):
        await town.edit(f"p00{n}", name="Same")
        if n == 3:
            town.at = town.at.replace(day=town.at.day + 2)
        cards.append((await suggested(town, f"p00{n}")).card)
    assert cards[0] == cards[1] == cards[2] == cards[3]
    await town.tick(days=1)
    assert {(await town.rows(f"p00{n}"))[0]["state"] for n in (1, 2, 3)} == {"skipped"}
    mine = await my_data.my_data(town.services, key("bo"))
    assert all("state" not in each for each in mine[documents.LETTERS])


@pytest.mark.parametrize("who", ["q000", "nobody", "bo", "", "p000,p001", "x" * 500])
async def test_nobody_outside_the_scope_can_be_suggested_and_the_unknown_look_alike(town, who):
    shown = await suggested(town, who)
    assert "utenfor området ditt eller har ikke åpnet" in shown.text
    assert await states(town, "suggestion") == {}


async def test_a_colleague_of_another_tenant_is_not_reached_even_in_the_same_unit(town):
    elsewhere = someone("p900")
    foreign = replace(elsewhere, key="other:p900", tenant="other")
    await move_in(town.services, [foreign])
    assert "utenfor" in (await suggested(town, "p900")).text
    assert "utenfor" in (await suggested(town, "other:p900")).text


async def test_an_employee_who_forges_a_suggestion_gets_nothing_and_it_is_written_down(town):
    chat = town.chat("p000")
    assert "for pådrivere" in (await chat.say("verv")).text
    assert "for pådrivere" in (await chat.tap("suggest-send", people="p001")).text
    assert await states(town, "suggestion") == {}
    assert await audit(town) == ["champion_forged_suggestion"]


async def test_somebody_elses_answer_gives_nothing(town):
    card = await asked(town)
    for verb in ("suggest-yes", "suggest-no", "appoint-yes"):
        letter = card.button("suggest-yes")["data"]["letter"]
        shown = await town.chat("p001").tap(verb, letter=letter)
        assert "gjelder ikke lenger" in shown.text
    assert (await person(town, "p001")).role == "employee"
    assert [each.state for each in await letters(town, "p000")] == ["asked"]
    assert "champion_forged_answer" in await audit(town)


async def test_a_doubled_tap_appoints_once(town):
    card = await asked(town)
    chat = town.chat("p000")
    first = await chat.press(card, "suggest-yes")
    assert (await chat.press(card, "suggest-yes")).card == first.card
    assert (await audit(town)).count("champion_appointed") == 1


async def test_an_old_yes_after_stepping_down_brings_nobody_back(town):
    card = await asked(town)
    chat = town.chat("p000")
    welcome = await chat.press(card, "suggest-yes")
    assert "Takk for innsatsen" in (await chat.press(welcome, "step-down")).text
    await chat.press(card, "suggest-yes")
    found = await person(town, "p000")
    assert (found.role, found.scope) == ("employee", ())


async def test_stepping_down_is_one_word_and_stops_no_lessons(town):
    for word in ("slutt som pådriver", "stop being a champion", "slutt å vere pådrivar"):
        await town.edit("bo", role="champion", scope=["1506"])
        await town.bo.say(word)
        found = await person(town, "bo")
        assert (found.role, found.scope, found.stopped) == ("employee", (), False)
    assert "ikke pådriver" in (await town.bo.say("slutt som pådriver")).text
    assert "for pådrivere" in (await town.bo.tap("push")).text


async def test_the_same_colleague_is_suggested_once_by_each_and_the_quota_holds(town):
    await suggested(town, "p000")
    assert "har foreslått Name p000 før" in (await suggested(town, "p000")).text
    await suggested(town, "p001")
    await suggested(town, "p002")
    assert "siste døgnet" in (await suggested(town, "p003")).text
    assert sum((await states(town, "suggestion")).values()) == 3


async def test_a_champion_cannot_be_suggested(town):
    await town.edit("p000", role="champion", scope=[f"1506/{UNIT}"])
    assert "allerede" in (await suggested(town, "p000")).text


async def test_a_champion_who_lost_the_scope_meanwhile_reaches_nobody(town):
    await suggested(town, "p000")
    await town.edit("bo", scope=["1506/Bergmo skole"])
    await town.tick(minutes=1)
    assert (await town.rows("p000"))[0]["reason"] == "withdrawn"


async def test_a_yes_after_the_champion_stepped_down_waits_for_an_operator(town):
    card = await asked(town)
    await town.bo.say("slutt som pådriver")
    shown = await town.chat("p000").press(card, "suggest-yes")
    assert "prosjektleder si ja" in shown.text
    assert (await person(town, "p000")).role == "employee"


async def test_the_question_drawn_again_is_the_question_until_it_is_answered(town):
    card = await asked(town, words="Ja du!")
    chat = town.chat("p000")
    assert "Ja du!" in (await chat.reopen(card)).text
    await chat.press(card, "suggest-no")
    assert "Takk for svaret" in (await chat.reopen(card)).text
    assert "gjelder ikke" in (await town.chat("p001").reopen(card)).text


# -- an operator's yes


@pytest.fixture
async def strict() -> Town:
    return await Town().settle(colleagues=3, others=2)


async def awaited(town: Town):
    """The operator's card, after the colleague said yes."""
    await town.chat("p000").press(await asked(town), "suggest-yes")
    await town.tick(minutes=1)
    return town.cards_to("olga")[-1]


async def test_an_operator_says_yes_and_the_colleague_is_welcomed_outside_the_budget(strict):
    card = await awaited(strict)
    assert (await person(strict, "p000")).role == "employee"
    assert "Skal Name p000 bli pådriver?" in card.text
    assert "sa ja" in (await strict.olga.press(card, "appoint-yes")).text
    assert (await person(strict, "p000")).scope == (f"1506/{UNIT}",)
    await strict.tick(minutes=1)
    assert "Velkommen som pådriver" in strict.cards_to("p000")[-1].text
    assert "sa ja" in (await strict.olga.press(card, "appoint-no")).text
    assert (await person(strict, "p000")).role == "champion"


async def test_an_operator_says_no_and_the_colleague_is_told(strict):
    card = await awaited(strict)
    assert "sa nei" in (await strict.olga.press(card, "appoint-no")).text
    await strict.tick(minutes=1)
    assert "ble det ikke noe av" in strict.cards_to("p000")[-1].text
    await strict.olga.press(card, "appoint-yes")
    assert (await person(strict, "p000")).role == "employee"


async def test_a_yes_that_waits_can_be_taken_back(strict):
    card = await awaited(strict)
    await strict.chat("p000").say("slutt som pådriver")
    for verb in ("appoint-no", "appoint-yes"):
        assert "gjelder ikke lenger" in (await strict.olga.press(card, verb)).text
    assert (await person(strict, "p000")).role == "employee"
    assert [each.state for each in await letters(strict, "p000")] == ["declined"]
    assert not any("forged" in each for each in await audit(strict))


async def test_an_operators_card_shows_the_answer_when_it_is_drawn_again(strict):
    card = await awaited(strict)
    assert (await strict.olga.reopen(card)).button("appoint-yes")
    assert "gjelder ikke lenger" in (await strict.bo.reopen(card)).text
    await strict.olga.press(card, "appoint-no")
    assert "sa nei" in (await strict.olga.reopen(card)).text


@pytest.mark.parametrize("verb", ["appoint-yes", "appoint-no"])
async def test_who_became_champion_in_another_way_meanwhile_stays_it_as_it_is(strict, verb):
    card = await awaited(strict)
    await strict.edit("p000", role="champion", scope=["1506"])
    await strict.olga.press(card, verb)
    assert (await person(strict, "p000")).scope == ("1506",)
    await strict.tick(days=2)
    assert await states(strict, "champion") == {}


@pytest.mark.parametrize("who", ["bo", "p000", "p001", "oda", "omar"])
async def test_nobody_but_an_operator_of_the_place_and_tenant_decides(strict, who):
    """A champion, the colleague, another, an operator of another place, one of another tenant."""
    odd = someone("oda", "", role="operator", scope=("1535",))
    foreign = replace(odd, key="other:omar", entra="omar", tenant="other")
    await move_in(strict.services, [odd, foreign])
    card = await awaited(strict)
    assert strict.cards_to("oda") == []
    chat = strict.chat(who)
    if who == "omar":
        chat = chat.elsewhere(tenant="other")
    await chat.tap("appoint-yes", letter=card.button("appoint-yes")["data"]["letter"])
    assert (await person(strict, "p000")).role == "employee"
    assert [each.state for each in await letters(strict, "p000")] == ["waiting"]


async def test_a_question_that_nobody_has_said_yes_to_cannot_be_approved(strict):
    card = await asked(strict)
    letter = card.button("suggest-yes")["data"]["letter"]
    await strict.olga.tap("appoint-yes", letter=letter)
    assert (await person(strict, "p000")).role == "employee"


# -- erased, and old


async def test_whoever_is_erased_leaves_nothing_of_it(strict):
    card = await awaited(strict)
    letter = card.button("appoint-yes")["data"]["letter"]
    await my_data.erase(strict.services, key("p000"), strict.at)
    assert strict.store._base._rows[documents.LETTERS] == {}
    assert "gjelder ikke" in (await strict.olga.tap("appoint-yes", letter=letter)).text
    assert await person(strict, "p000") is None


async def test_when_the_champion_is_erased_their_words_go_and_the_yes_stays(strict):
    await suggested(strict, "p001", words="Hemmelig")
    card = await awaited(strict)
    await my_data.erase(strict.services, key("bo"), strict.at)
    (left,) = await letters(strict, "p000")
    assert (left.by, left.words, left.state) == ("", "", "waiting")
    assert await letters(strict, "p001") == []
    await strict.olga.press(card, "appoint-yes")
    assert (await person(strict, "p000")).role == "champion"


async def test_letters_go_after_ninety_days_whatever_became_of_them(town):
    await suggested(town, "p000")
    await suggested(town, "p001")
    await town.chat("p001").tap("suggest-no", letter=(await letters(town, "p001"))[0].id)
    assert (await town.purge())[documents.LETTERS] == 0
    await town.tick(days=91)
    assert (await town.purge())[documents.LETTERS] == 2
    assert town.store._base._rows[documents.LETTERS] == {}
