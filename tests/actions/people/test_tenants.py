"""Two tenants with people in one municipality, even in one unit: nobody of one sees or reaches
anybody of the other, whatever their role. In one, `bo` leads the unit and `olga` operates Molde; in
the other, `siw` leads the same unit and `odd` operates Molde."""

from __future__ import annotations

from typing import Any

import pytest

from bot.actions.champions import (
    appointments,
    greetings,
    help_wishes,
    newcomers,
    operators,
    recruitment,
    suggestions,
)
from bot.actions.delivery.reachability import reachability
from bot.actions.figures import coverage
from bot.actions.figures.reports import Reports
from bot.actions.gatherings import edit, invitations
from bot.actions.gatherings.invitations import InvitationChoice
from bot.actions.people.places import places_of
from bot.actions.people.records import find
from bot.actions.pushes import approval, broadcasts
from bot.core import documents
from bot.core.actor import COMMAND_LINE, person_actor
from bot.core.gatherings.form import GatheringForm
from bot.core.gatherings.views import Hosting
from bot.core.people.roles import Role
from bot.core.pushes.broadcast import Audience
from bot.core.values import replace
from bot.errors import NotAllowed
from tests.champion_world import UNIT, Town, key, move_in, previewed, pushed_to, someone
from tests.chat_client import TENANT

OTHER = "22222222-2222-2222-2222-222222222222"
HERE = f"1506/{UNIT}"
CRAFTS = "Handverkshuset"  # a unit with people of the other tenant alone


def other(entra: str, unit: str = UNIT, **facts: Any) -> Any:
    whose = {"key": f"{OTHER}:{entra}", "tenant": OTHER, "name": f"Foreign {entra}"}
    return replace(someone(entra, unit), **whose | facts)


def theirs(entra: str) -> Any:
    return person_actor(f"{OTHER}:{entra}")


@pytest.fixture
async def town() -> Town:
    """12 colleagues in the unit and 3 foreign ones; 9 foreign ones in a unit of their own."""
    town = Town(tenants=frozenset({TENANT, OTHER}), push_approval=5, min_group_size=1)
    await town.settle(colleagues=12, others=8)
    await move_in(
        town.services,
        [
            other("siw", role="champion", scope=(HERE,)),
            other("odd", "", role="operator", scope=("1506",)),
            other("f000", help_wanted="2026-11-20T08:00:00Z"),
            other("f001", may_tell="yes", joined="2026-11-20", oldest="2026-11-20"),
            *(other(f"g{n:03}", CRAFTS) for n in range(9)),
        ],
    )
    return town


async def planned(town: Town) -> set[str]:
    """Who has a card planned in the other tenant."""
    foreign = ("siw", "odd", "f000", "f001", *(f"g{n:03}" for n in range(9)))
    found = set()
    for each in foreign:
        rows = await town.store.run(
            lambda tx, who=f"{OTHER}:{each}": tx.find(documents.DELIVERIES, person=who)
        )
        found |= {each} if rows else set()
    return found


async def test_who_wants_help_or_is_new_is_shown_to_champions_of_their_tenant(town):
    mine = await help_wishes.who_wants_help(town.services, key("bo"), town.at)
    assert (mine.waiting, mine.more) == ((), 0)
    found = await help_wishes.who_wants_help(town.services, f"{OTHER}:siw", town.at)
    assert [each.name for each in found.waiting] == ["Foreign f000"]
    assert (await newcomers.look(town.services, key("bo"), town.at)).found == ()
    assert len((await newcomers.look(town.services, f"{OTHER}:siw", town.at)).found) == 1


async def test_nobody_is_helped_greeted_or_suggested_across(town):
    bo = person_actor(key("bo"))
    await help_wishes.helped(town.services, bo, "f000", town.at)
    assert (await town.store.run(lambda tx: find(tx, f"{OTHER}:f000"))).help_wanted
    assert (await greetings.form(town.services, bo, "f001", town.at)).state == "gone"
    assert (await suggestions.suggest(town.services, bo, "f000", "", town.at)).why == "scope"


async def test_figures_and_places_are_those_of_the_own_tenant(town):
    seen = await town.bo.say("gruppe")
    assert "13" in seen.text, "twelve and bo, though the unit has 16"
    places = await town.store.run(
        lambda tx: places_of(town.services, tx, find(tx, key("olga")), town.at)
    )
    assert {each.key: each.people for each in places} == {
        "1506": 22, HERE: 13, "1506/Bergmo skole": 8
    }  # fmt: skip


async def test_a_recommendation_reaches_the_own_tenant_and_asks_its_operators(town):
    preview = await previewed(town.bo)
    assert "12" in preview.text
    assert "15" not in preview.text
    await town.bo.press(preview, "push-send", card="card-of-bo")
    (push,) = await town.store.run(lambda tx: tx.find(documents.PUSHES, by=key("bo")))
    assert await planned(town) == set(), "odd is not asked"
    assert [row["kind"] for row in await town.rows("olga")] == ["approval"]
    for odd in (await approval.decide(town.services, theirs("odd"), push[0], True, town.at),
                await approval.look(town.services, f"{OTHER}:odd", push[0], town.at)):  # fmt: skip
        assert (odd.state, odd.champion, odd.push) == ("gone", "", None)
    yes = await approval.decide(town.services, person_actor(key("olga")), push[0], True, town.at)
    assert yes.state == "yes"
    await town.tick(minutes=5)
    assert len(await town.rows("p000")) == 1
    assert await planned(town) == set()


async def test_people_named_of_another_tenant_are_not_known(town):
    card = await pushed_to(town.bo, "p000", "f000")
    await town.tick(minutes=5)
    assert len(await town.rows("p000")) == 1
    assert "Foreign" not in card.text
    assert await planned(town) == set()


async def test_a_gathering_invites_the_own_tenant_and_is_managed_there(town):
    form = GatheringForm("A meeting", "2026-12-31", "10", where="Here", agenda="All", venue="1506")
    olga = person_actor(key("olga"))
    held = await edit.save(town.services, olga, form, town.at, nonce="1")
    assert isinstance(held, Hosting)
    everyone = next(e.audience for e in held.choices if e.audience.who == "everyone")
    choice = InvitationChoice(held.gathering.id, everyone.id)
    seen = await invitations.preview(town.services, key("olga"), choice, town.at)
    assert seen.asked == 21
    await invitations.invite(town.services, olga, choice, town.at)
    assert await planned(town) == set()
    id = held.gathering.id
    assert await edit.look(town.services, f"{OTHER}:odd", id, town.at) is None
    assert await edit.cancel(town.services, theirs("odd"), id, town.at) is None
    assert await invitations.preview(town.services, f"{OTHER}:odd", choice, town.at) is None


async def test_units_without_a_champion_are_those_with_people_of_the_own_tenant(town):
    reports = Reports(town.store, town.services.municipalities, town.services.library, 5)
    await coverage.keep(reports, town.at.date())
    for champion, units in ((key("bo"), ["Bergmo skole"]), (f"{OTHER}:siw", [CRAFTS])):
        near = await town.store.run(
            lambda tx, who=champion: recruitment.near(town.services, tx, find(tx, who), town.at)
        )
        assert near == ("1506", units)


async def test_operators_see_and_change_the_roles_of_their_own_tenant(town):
    odd, olga = theirs("odd"), person_actor(key("olga"))
    rolls = [await appointments.roll(town.services, each, town.at) for each in (olga, odd)]
    assert [[e.entra for e in roll.champions] for roll in rolls] == [["bo"], ["siw"]]
    seen = await operators.everyone(town.services, olga, town.at)
    assert [each.entra for each in seen] == ["olga"]
    for who in (odd, person_actor(key("bo"))):
        with pytest.raises(NotAllowed):
            await appointments.appoint_one(town.services, who, key("p000"), [HERE], town.at)
        with pytest.raises(NotAllowed):
            await operators.grant(town.services, who, key("p000"), Role.READER, ["1506"], town.at)
        with pytest.raises(NotAllowed):
            await appointments.dismiss_one(town.services, who, key("bo"), town.at)
        with pytest.raises(NotAllowed):
            await operators.revoke(town.services, who, key("olga"), town.at)


async def test_why_somebody_gets_nothing_is_said_in_their_own_tenant(town):
    await reachability(town.services, person_actor(key("olga")), f"{TENANT}/p000", town.at)
    for who in ("p000", "nobody"):
        with pytest.raises(NotAllowed):
            await reachability(town.services, theirs("odd"), f"{TENANT}/{who}", town.at)


async def test_a_message_from_a_person_goes_to_their_own_tenant(town):
    wish = broadcasts.Wish(Audience(("1506",)), texts={"nb": "Hei"})
    view = await broadcasts.draft(town.services, person_actor(key("olga")), wish, town.at)
    assert view.people == 22
    everybody = await broadcasts.draft(town.services, COMMAND_LINE, wish, town.at)
    assert everybody.people == 35
    for id in (view.push.id, everybody.push.id):
        with pytest.raises(NotAllowed):
            await broadcasts.look(town.services, theirs("odd"), id, town.at)
        with pytest.raises(NotAllowed):
            await broadcasts.confirm(town.services, theirs("odd"), id, town.at)
    await broadcasts.confirm(town.services, person_actor(key("olga")), view.push.id, town.at)
    assert await broadcasts.latest(town.services, theirs("odd"), town.at) == []
    await town.tick(minutes=5)
    assert await planned(town) == set()
    assert len(await town.rows("p000")) == 1


async def test_a_reader_sees_the_figures_and_nothing_more(town):
    await town.edit("p000", role="reader", scope=["1506"])
    reader = town.chat("p000")
    seen = await reader.say("gruppe")
    assert "22" in seen.text
    for verb in ("push", "group-help", "suggest", "gathering-new", "newcomers"):
        card = await reader.tap(verb)
        assert "p001" not in str(card.card)
        assert not [each for each in ("push-preview", "suggest-send", "gathering-save")
                    if each in str(card.card)]  # fmt: skip
