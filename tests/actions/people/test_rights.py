"""What operators alone may do, asked of each who does it."""

from __future__ import annotations

import pytest

from bot.actions.champions import appointments, suggestions
from bot.actions.pushes import confirm
from bot.actions.shared.acts import Act
from bot.core.actor import Actor, person_actor, token_actor
from bot.errors import NotAllowed
from tests.actions.shared.plays import BO, IVAR, OLGA, P0, STRANGER, Do, settled, written
from tests.actions.shared.plays.people import PEOPLE, drops_who_is_expected
from tests.actions.shared.plays.pushes import draft_of_bo
from tests.actions.shared.plays.roles import appoints, dismisses, in_roster
from tests.actions.shared.plays.sending import holds, marks, releases
from tests.champion_world import UNIT, key

OTHERS = [
    (act, do)
    for act, do in [
        (Act.CHAMPION_APPOINTED, appoints), (Act.CHAMPION_DISMISSED, dismisses),
        (Act.ROSTER_IMPORTED, in_roster("p001", "")), (Act.SENDING_HELD, holds),
        (Act.SENDING_RELEASED, releases), (Act.LESSON_CORRECTED, marks("correct")),
        (Act.LEAVING_DATE_SET, next(e for e in PEOPLE if e.act == Act.LEAVING_DATE_SET).do),
        (Act.ROSTER_ROWS_DROPPED, drops_who_is_expected),
    ]
]  # fmt: skip


@pytest.mark.parametrize(("act", "do"), OTHERS, ids=[act for act, _ in OTHERS])
@pytest.mark.parametrize("actor", [BO, P0, STRANGER, person_actor("")], ids=list("bpsn"))
async def test_whoever_is_no_operator_changes_nothing(act: Act, do: Do, actor: Actor):
    town = await settled()
    with pytest.raises(NotAllowed):
        await do(town, actor)
    assert await written(town) == []


@pytest.mark.parametrize(("act", "do"), OTHERS[2:], ids=[act for act, _ in OTHERS[2:]])
async def test_what_concerns_everybody_is_not_for_an_operator_of_one_municipality(act, do):
    with pytest.raises(NotAllowed):
        await do(await settled(), OLGA)


async def test_an_operator_appoints_and_dismisses_in_their_own_scope_and_tenant_alone():
    town = await settled()
    for places in (["1535"], [f"1506/{UNIT}", "1535"]):
        with pytest.raises(NotAllowed):
            await appointments.appoint_one(town.services, OLGA, key("p000"), places, town.at)
    await town.edit("bo", scope=[f"1506/{UNIT}", "1535"])
    with pytest.raises(NotAllowed):
        await dismisses(town, OLGA)
    await town.edit("p000", tenant="another-tenant")
    for actor in (OLGA, IVAR):
        with pytest.raises(NotAllowed):
            await appoints(town, actor)
    await town.edit("ivar", left_on="2026-11-20")
    with pytest.raises(NotAllowed):
        await releases(town, IVAR)
    assert await written(town) == []


async def test_the_name_of_a_token_is_never_taken_for_a_person():
    """Whoever names a token after somebody has that somebody's rights in nothing."""
    town = await settled()
    await draft_of_bo(town, BO)
    assert await confirm.confirm(town.services, token_actor(key("bo")), "x", "c", town.at) is None
    assert await suggestions.step_down(town.services, token_actor(key("bo")), town.at) is None
    assert await written(town) == []
