"""Newcomers: told of on their own yes alone, and welcomed by a champion in their own words."""

from datetime import timedelta

import pytest

from bot.actions.champions import greetings, newcomers
from bot.actions.people import placement
from bot.actions.people.records import find
from bot.actions.personal_data import my_data
from bot.core import documents
from bot.core.actor import BOT, person_actor
from bot.core.turn import What
from bot.core.values import replace
from tests.champion_world import UNIT, Town, key, move_in, someone


@pytest.fixture
async def town() -> Town:
    """`bo` looks after the unit, `mia` the whole municipality; `p000` and `p001` are new."""
    town = await Town().settle(colleagues=3, others=2)
    await move_in(town.services, [someone("mia", "", role="champion", scope=("1506",))])
    for each in ("p000", "p001", "q000"):
        await town.edit(each, joined="2026-11-20", oldest="2026-11-20")
    return town


async def says_yes(town: Town, *who: str) -> None:
    for each in who:
        await town.chat(each).tap("tell-new")


async def told(town: Town, who: str) -> list:
    """The cards about newcomers that this champion has got, after a night."""
    await town.tick(days=1)
    return [each for each in town.cards_to(who) if "Nye kolleger" in each.text]


async def list_of(town: Town, who: str = "bo") -> str:
    return (await town.chat(who).tap("newcomers")).text


async def test_the_welcome_asks_and_a_yes_there_tells_the_champion_next_morning():
    town = await Town().settle(colleagues=0, others=0)
    await move_in(town.services, [someone("mia", "", role="champion", scope=("1506",))])
    chat = town.chat("ny")
    chat.name = "Kari Nordmann"
    shown = await chat.say("hei")
    assert shown.input("told")["value"] == "false"
    await chat.press(shown, "begin", language="nb", municipality="1506", told="true")
    assert "Kari Nordmann" in await list_of(town, "mia")
    assert town.cards_to("mia") == []
    (card,) = await told(town, "mia")
    assert "Kari Nordmann" in card.text
    await town.edit("ny", unit=UNIT)
    assert "Kari Nordmann" in await list_of(town)


@pytest.mark.parametrize("told", ["false", "", "yes", "TRUE", "1"])
async def test_without_a_clear_yes_nobody_is_told(told):
    town = await Town().settle(colleagues=0, others=0)
    await move_in(town.services, [someone("mia", "", role="champion", scope=("1506",))])
    chat = town.chat("ny")
    shown = await chat.say("hei")
    await chat.press(shown, "begin", language="nb", municipality="1506", told=told)
    assert "Kari Nordmann" not in await list_of(town, "mia")
    assert await town.counts("delivery|newcomers|") == {}


@pytest.mark.parametrize("gone", [{"left_on": "2026-11-20"}, {"installed": False}])
async def test_where_the_unit_s_champion_is_gone_the_municipality_s_is_told(town, gone):
    await town.edit("bo", **gone)
    await says_yes(town, "p000")
    assert await told(town, "bo") == []
    (card,) = await told(town, "mia")
    assert "Name p000" in card.text


async def test_the_champion_of_the_unit_is_told_once_of_all_and_others_are_not(town):
    await says_yes(town, "p000", "p001")
    (card,) = await told(town, "bo")
    assert "Name p000" in card.text
    assert "Name p001" in card.text
    assert "Name p002" not in card.text
    assert town.cards_to("mia") == []
    assert await told(town, "bo") == [card]


async def test_where_the_unit_has_no_champion_the_municipality_s_is_told(town):
    await says_yes(town, "q000")
    (card,) = await told(town, "mia")
    assert "Name q000" in card.text
    assert town.cards_to("bo") == []


async def test_the_card_counts_in_the_champion_s_budget(town):
    await says_yes(town, "p000")
    await told(town, "bo")
    journey = await town.store.run(lambda tx: tx.get(documents.JOURNEYS, key("bo")))
    assert len(journey["recent"]) == 1


async def test_the_champion_of_a_place_that_becomes_known_later_is_told_then():
    town = await Town().settle(colleagues=0, others=0)
    await move_in(
        town.services,
        [
            someone("mia", "", role="champion", scope=("1535",)),
            replace(someone("ny", "", municipality="", may_tell="yes"), municipality_by=""),
        ],
    )
    assert await town.counts("delivery|newcomers|") == {}
    await town.chat("ny").tap("municipality", municipality="1535")
    (card,) = await told(town, "mia")
    assert "Name ny" in card.text


async def test_when_the_roster_knows_the_unit_its_champion_is_told(town):
    await move_in(town.services, [someone("ny", "", may_tell="yes")])
    where = placement.Placement("1506", UNIT)

    def change(tx):
        person, day = find(tx, key("ny")), town.at.date()
        placement.settle(town.services, tx, BOT, person, where, day, town.at)

    await town.store.run(change)
    await town.store.run(change)
    (card,) = await told(town, "bo")
    assert "Name ny" in card.text
    assert await told(town, "mia") == []


CHANGES = {
    "mind": {"may_tell": None},
    "stopped": {"stopped": True},
    "left": {"left_on": "2026-11-23"},
    "blocked": {"blocked": True},
    "removed": {"installed": False},
    "moved": {"unit": "Bergmo skole"},
    "old": {"joined": "2026-10-01"},
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_before_it_is_sent_counts(town, change):
    await says_yes(town, "p000")
    await town.edit("p000", **CHANGES[change])
    assert await told(town, "bo") == []
    assert "Name p000" not in await list_of(town)
    assert (await town.rows("bo"))[0]["reason"] == "done"


async def test_whoever_is_erased_is_not_told_of(town):
    await says_yes(town, "p000", "p001")
    await my_data.erase(town.services, key("p000"), town.at)
    (card,) = await told(town, "bo")
    assert "p000" not in card.text


async def test_yes_and_no_and_yes_is_one_card(town):
    chat = town.chat("p000")
    for verb in ("tell-new", "untell-new", "tell-new", "tell-new"):
        await chat.tap(verb)
    assert len(await told(town, "bo")) == 1


async def test_an_employee_sees_their_own_choice_and_nobody_else(town):
    await says_yes(town, "p000")
    text = (await town.chat("p001").say("nye")).text
    assert "Ingen får vite at du er ny" in text
    assert "p000" not in text
    assert "kan få vite at du er ny" in (await town.chat("p000").say("nye")).text


# -- a welcome


async def greeted(town: Town, who: str = "p000", words: str = "Så *fint*!", by: str = "bo"):
    chat = town.chat(by)
    form = await chat.press(await chat.tap("newcomers"), "greet", who=who)
    return await chat.press(form, "greet-send", words=words)


async def states(town: Town) -> dict[str, int]:
    found = await town.counts("delivery|greeting|")
    return {name.rpartition("|")[2]: n for name, n in found.items()}


async def test_a_welcome_comes_from_the_champion_in_their_own_words(town):
    await says_yes(town, "p000")
    assert "Takk" in (await greeted(town)).text
    await town.tick(minutes=1)
    card = town.cards_to("p000")[-1]
    assert "Velkommen fra Bo Champion" in card.text
    assert "Så ∗fint∗!" in card.text
    assert "8:orgid:bo" in str(card.card)
    assert "Name p000" not in await list_of(town)
    assert "Name p000" in await list_of(town, "mia")


async def test_a_doubled_welcome_is_one(town):
    await says_yes(town, "p000")
    await greeted(town)
    again = await town.bo.tap("greet-send", who="p000", words="En gang til")
    assert "Takk" in again.text
    assert await states(town) == {"waiting": 1}


@pytest.mark.parametrize("who", ["p002", "p001", "q000", "nobody", "", "bo", "other:p000"])
async def test_only_who_said_yes_within_the_scope_can_be_welcomed_and_the_rest_look_alike(
    town, who
):
    await says_yes(town, "p000", "q000")
    shown = await town.bo.tap("greet-send", who=who, words="Hei")
    assert "ikke lenger på lista" in shown.text
    assert await states(town) == {}


async def test_an_employee_who_forges_a_welcome_gets_nothing_and_it_is_written_down(town):
    await says_yes(town, "p000")
    chat = town.chat("p002")
    assert "for pådrivere" in (await chat.tap("greet-send", who="p000", words="Hei")).text
    assert await states(town) == {}
    assert await town.counts("refused|champion|greeting")


async def test_words_are_needed_and_cut_at_280(town):
    await says_yes(town, "p000")
    assert "Skriv noen ord" in (await greeted(town, words=" \n ")).text
    await greeted(town, words="å" * 400)
    (letter,) = town.store._base._rows[documents.LETTERS].values()
    assert letter[1].decode().count("å") == 280


async def test_a_newcomer_who_changed_their_mind_is_not_written_to(town):
    await says_yes(town, "p000")
    await greeted(town)
    await town.chat("p000").tap("untell-new")
    await town.tick(minutes=1)
    assert await states(town) == {"skipped": 1}


async def test_two_welcomes_are_enough(town):
    others = [someone(f"m{n}", "", role="champion", scope=("1506",)) for n in range(3)]
    await move_in(town.services, others)
    await says_yes(town, "p000")
    for n in range(3):
        await greeted(town, by=f"m{n}")
        await town.tick(days=1)
    assert await states(town) == {"sent": 2, "skipped": 1}


async def test_a_newcomer_of_another_tenant_is_nobody_s_neighbour(town):
    there = replace(someone("p900", may_tell="yes"), joined="2026-11-20")
    foreign = replace(there, key="other:p900", tenant="other")
    await move_in(town.services, [foreign])
    assert "p900" not in await list_of(town)


async def test_an_operator_of_everything_is_told_of_nobody(town):
    await town.edit("olga", scope=[])
    await says_yes(town, "p000")
    assert "ingen nye" in await list_of(town, "olga")
    olga = person_actor(key("olga"))
    for who in ("p000", "p001"):
        assert (await greetings.form(town.services, olga, who, town.at)).state == "gone"


async def test_a_list_longer_than_the_card_says_how_many_more(town):
    crowd = [
        replace(
            someone(f"n{n:03}", may_tell="yes"), joined=f"{town.at - timedelta(days=n):%Y-%m-%d}"
        )
        for n in range(12)
    ]
    await move_in(town.services, crowd)
    found = await newcomers.look(town.services, key("bo"), town.at)
    assert [each.entra for each in found.found] == [f"n{n:03}" for n in range(8)]
    assert found.more == 4


async def test_a_refresh_of_the_list_tells_nothing_to_anyone_else(town):
    await says_yes(town, "p000")
    shown = await town.bo.tap("newcomers")
    data = shown.card["refresh"]["action"]["data"]
    other = await town.chat("p002").turn(What.REFRESHED, verb="show", data=data, card="c")
    assert "p000" not in other.text


async def test_the_choice_stands_in_my_data(town):
    await says_yes(town, "p000")
    shown = await town.chat("p000").say("mine data")
    facts = {e["title"]: e["value"] for e in shown.card["body"][2]["facts"]}
    assert facts["En pådriver kan få vite at du er ny"] == "Ja"
    assert (await town.store.run(lambda tx: find(tx, key("p000")))).may_tell == "yes"
