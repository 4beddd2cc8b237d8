"""An operator sends to many: previewed in counts, once, within each person's budget, taken back."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from bot.actions.pushes import broadcasts
from bot.actions.pushes.broadcasts import BroadcastView, Wish
from bot.core.actor import COMMAND_LINE, person_actor
from bot.core.pushes.broadcast import Audience, Cell
from bot.core.values import replace
from bot.errors import NotAllowed, Refused
from tests.champion_world import LESSON, Town, key, move_in, pushed, someone
from tests.chat_client import Chat

TEXTS = {"nb": "Fredag stenger vi *arkivet*.", "en": "We close the archive on Friday."}
MOLDE = Audience(places=("1506",))


async def town_of(*more: Any) -> Town:
    town = await Town().settle()
    await move_in(town.services, [*more, someone("ivar", "", role="operator", municipality="")])
    return town


async def sent(town: Town, wish: Wish) -> BroadcastView:
    view = await broadcasts.draft(town.services, COMMAND_LINE, wish, town.at)
    confirmed = await broadcasts.confirm(town.services, COMMAND_LINE, view.push.id, town.at)
    assert confirmed
    return confirmed


async def seen(town: Town, view: BroadcastView) -> BroadcastView:
    found = await broadcasts.look(town.services, COMMAND_LINE, view.push.id, town.at)
    assert found
    return found


async def test_a_preview_counts_people_and_gives_nobody_away():
    few = [someone(f"v{n}", "Vestnes skule", municipality="1535") for n in range(3)]
    town = await town_of(*few)
    await town.edit("p000", paused_until="2026-12-24T00:00:00Z")
    for n in range(6):
        await town.edit(f"q{n:03}", installed=False)
    view = await broadcasts.draft(town.services, COMMAND_LINE, Wish(texts=TEXTS), town.at)
    assert view.people == 42
    assert view.places == {"1506": 42}  # without one of no municipality, and three in Vestnes
    assert view.left_out
    assert sum(n or 0 for n in view.cells.values()) < 42
    assert view.cells[Cell.PAUSED] is None
    assert view.cells[Cell.NOT_INSTALLED] is None  # or the one who paused could be worked out
    small = Wish(Audience(places=("1535",)), TEXTS)
    view = await broadcasts.draft(town.services, COMMAND_LINE, small, town.at)
    assert (view.people, view.places, view.cells) == (None, {}, {})
    assert town.post.sent == []


async def test_a_message_comes_once_in_each_ones_own_language_and_budget():
    town = await town_of()
    await town.edit("p001", language="en")
    await town.edit("p002", stopped=True)
    await town.edit("p003", no_push=True)
    await pushed(town.bo)  # a champion's lesson goes to the same people
    view = await sent(town, Wish(MOLDE, TEXTS))
    for _ in range(2):  # tapped twice
        again = await broadcasts.confirm(town.services, COMMAND_LINE, view.push.id, town.at)
        assert again
        assert again.push.state == "sending"
    await town.tick(minutes=2)
    assert town.cards_to("p001") == []
    for _ in range(9):
        await town.tick(minutes=30)
    first = Counter(len(town.cards_to(f"p{n:03}")) for n in range(20))
    assert first == {1: 19, 0: 1}, "one card a day, whoever sends it"
    await town.tick(days=1)
    for _ in range(4):
        await town.tick(minutes=30)
    cards = [json.dumps(each.card) for each in town.cards_to("p001")]
    assert sum("We close the archive on Friday." in each for each in cards) == 1
    (to_q,) = town.cards_to("q000")
    assert "Fredag stenger vi ∗arkivet∗." in json.dumps(to_q.card, ensure_ascii=False)
    assert "Fredag" in json.dumps([each.card for each in town.cards_to("p003")])
    found = await seen(town, view)
    assert found.people == 42
    assert found.push.state == "done"
    assert found.states == {"sent": 40, "skipped": None}, "who was skipped may have chosen it"


async def test_undone_in_time_nobody_gets_it_and_withdrawn_later_it_goes():
    town = await town_of()
    view = await sent(town, Wish(MOLDE, TEXTS))
    undone = await broadcasts.take_back(town.services, COMMAND_LINE, view.push.id, town.at)
    assert undone
    assert undone.push.state == "undoing"  # a page at a time: the engine goes on with it
    await town.tick(minutes=5)
    assert (await seen(town, view)).push.state == "undone"
    assert town.post.sent == []
    view = await sent(town, Wish(MOLDE, TEXTS))
    await town.tick(minutes=4)
    assert len(town.cards_to("q001")) == 1
    await broadcasts.take_back(town.services, COMMAND_LINE, view.push.id, town.at)
    await town.tick(minutes=1)
    await town.tick(minutes=1)
    (row,) = [each for each in await town.rows("q001") if each["state"] == "sent"]
    assert row["withdrawn_at"]
    assert (await seen(town, view)).push.state == "withdrawn"


async def test_a_lesson_goes_to_those_who_have_not_begun_the_course():
    town = await town_of()
    await Chat(town.services, "p000").take(LESSON)
    course = town.services.library.lesson(LESSON).course
    audience = Audience(("1506/Sentrum skole",), course=course, behind="not_started")
    view = await broadcasts.draft(
        town.services, COMMAND_LINE, Wish(audience, lesson="chat-eller-kanal"), town.at
    )
    assert view.push.asked == 20  # nineteen and their champion
    assert view.people is None  # or everybody's count would say it of Ivar, who is nowhere
    assert await broadcasts.confirm(town.services, COMMAND_LINE, view.push.id, town.at)
    await town.tick(minutes=4)
    assert town.cards_to("q000") == []
    card = json.dumps(town.cards_to("p004")[0].card, ensure_ascii=False)
    assert "Leksjonen får du fra" in card
    champions = Wish(Audience(champions=True), TEXTS)
    view = await broadcasts.draft(town.services, COMMAND_LINE, champions, town.at)
    assert view.people is None  # there is one


async def test_what_few_people_chose_is_not_left_where_two_audiences_are_compared():
    """A unit with three people, one of them paused: with it, without it, by any of the figures."""
    few = [someone(f"v{n}", "Bolsøya barnehage") for n in range(3)]
    town = await town_of(*few, *[someone(f"h{n}", "Helse", municipality="1535") for n in range(7)])
    await town.edit("v0", paused_until="2026-12-24T00:00:00Z")
    units = ("1506/Sentrum skole", "1506/Bergmo skole", "1506/Bolsøya barnehage")
    for places, shown in (
        (("1506",), 45),
        (("1506", "1535"), 52),
        ((), 52),  # Ivar, who is nowhere, is in no figure
        (units[2:], None),
        (units, None),  # all but who has no unit there
        ((*units[1:], "1535"), None),
        (("1535", units[2]), None),
    ):
        audience = Audience(places)
        view = await broadcasts.draft(town.services, COMMAND_LINE, Wish(audience, TEXTS), town.at)
        assert view.people == shown, places
        assert bool(view.cells) == (shown is not None)
        if shown:
            assert {n for n in view.cells.values() if n is not None} <= {shown}


async def test_what_became_of_a_broadcast_to_few_among_others_is_told_in_steps():
    town = await town_of()
    everyone = await sent(town, Wish(texts=TEXTS))
    molde = await sent(town, Wish(MOLDE, TEXTS))
    for _ in range(3):
        await town.tick(days=1, minutes=30)
    all_, some = await seen(town, everyone), await seen(town, molde)
    assert (some.people, sum(n or 0 for n in some.states.values())) == (42, 42)
    assert all_.people == 40
    assert all((n or 0) % 5 == 0 for n in all_.states.values())


@pytest.mark.parametrize("passed", [0, 3])
async def test_how_far_few_people_have_come_cannot_be_worked_out(passed: int):
    few = [someone(f"v{n}", "Bolsøya barnehage") for n in range(3)]
    town = await town_of(*few, *[someone(f"h{n}", "Helse", municipality="1535") for n in range(7)])
    for n in range(passed):
        await Chat(town.services, f"v{n}").take(LESSON)
    course = town.services.library.lesson(LESSON).course
    small = Audience(("1506/Bolsøya barnehage",), course=course, behind="not_started")
    for audience, shown in (
        (small, None),  # that none are left would say it of all three
        (replace(small, places=("1535",)), None),  # or it is known of Ivar, who is nowhere
        (replace(small, places=("1506",)), 45 - passed),
        (replace(small, places=()), 52 - passed),  # without Ivar
    ):
        view = await broadcasts.draft(town.services, COMMAND_LINE, Wish(audience, TEXTS), town.at)
        assert view.people == shown, audience
    confirmed = await sent(town, Wish(small, TEXTS))
    assert (confirmed.people, confirmed.states) == (None, {})


async def test_a_unit_that_nobody_is_in_is_told_of():
    town = await town_of()
    wish = Wish(Audience(("1506/Sentrum skule",)), TEXTS)
    with pytest.raises(Refused, match="nobody now"):
        await broadcasts.draft(town.services, COMMAND_LINE, wish, town.at)


async def test_only_operators_of_all_these_places_may():
    town = await town_of()
    for who, places, may in (
        ("olga", ("1506",), True),
        ("olga", (), False),
        ("bo", ("1506",), False),
        ("ivar", (), True),
        ("p000", ("1506",), False),
    ):
        draft = broadcasts.draft(
            town.services, person_actor(key(who)), Wish(Audience(places), TEXTS), town.at
        )
        if may:
            await draft
        else:
            with pytest.raises(NotAllowed):
                await draft


@pytest.mark.parametrize(("facts", "says"), [
    ({"texts": {}}, "a text or a lesson"),
    ({"lesson": LESSON}, "a text or a lesson"),
    ({"texts": {}, "lesson": "nothing"}, "no lesson"),
    ({"texts": {"de": "Hallo"}}, "Texts are in"),
    ({"texts": {"nb": " \u200b "}}, "no text"),
    ({"texts": {"nb": "x" * 701}}, "at most 700"),
    ({"texts": {"nb": "Se http://molde.example"}}, "https://"),
    ({"texts": {"nb": "javascript:alert(1)"}}, "https://"),
    ({"texts": {"nb": "Kari, 010190 12345"}}, "identity number"),
    ({"link": "http://molde.example"}, "The link"),
    ({"link": "https://molde.example/ x"}, "The link"),
    ({"when": "2027-11-24"}, "within 60 days"),
    ({"when": "2026-11-22"}, "within 60 days"),
    ({"audience": Audience(("9999",))}, "no municipality"),
    ({"audience": Audience(plan="nothing")}, "no plan"),
    ({"audience": Audience(course="teams-fra-forste-dag")}, "Name a course"),
    ({"audience": Audience(course="nothing", behind="not_started")}, "no course"),
])  # fmt: skip
async def test_what_can_not_be_sent_is_refused_with_a_sentence(facts, says):
    town = await Town().settle(1, 0)
    wish = Wish(**{"texts": TEXTS} | facts)
    with pytest.raises(Refused, match=says):
        await broadcasts.draft(town.services, COMMAND_LINE, wish, town.at)


async def test_the_same_key_is_one_broadcast_and_another_wish_under_it_is_refused():
    town = await Town().settle()
    wish = Wish(MOLDE, TEXTS, key="abc")
    ids = {
        (await broadcasts.draft(town.services, COMMAND_LINE, wish, town.at)).push.id
        for _ in range(2)
    }
    assert len(ids) == 1
    other = Wish(MOLDE, {"nb": "Noe annet"}, key="abc")
    with pytest.raises(Refused, match="under that key"):
        await broadcasts.draft(town.services, COMMAND_LINE, other, town.at)
    assert await broadcasts.confirm(town.services, COMMAND_LINE, "no-such", town.at) is None


async def test_a_preview_goes_after_a_day_and_a_champion_can_not_touch_it():
    town = await Town().settle()
    view = await broadcasts.draft(town.services, COMMAND_LINE, Wish(MOLDE, TEXTS), town.at)
    await town.bo.tap("push-send", id=view.push.id)
    assert (await seen(town, view)).push.state == "draft"
    town.at += timedelta(days=2)
    await town.purge()
    assert await broadcasts.look(town.services, COMMAND_LINE, view.push.id, town.at) is None
