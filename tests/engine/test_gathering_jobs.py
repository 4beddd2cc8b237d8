"""Invitations and notices of large gatherings: planned in the background, once and for all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.actions.gatherings import edit, jobs
from bot.actions.gatherings import invitations as gathering_invitations
from bot.actions.gatherings.invitations import InvitationChoice
from bot.actions.shared.owned import pages
from bot.core import documents
from bot.core.actor import person_actor
from bot.core.delivery.states import Reason
from bot.core.gatherings.form import GatheringForm
from bot.core.gatherings.reply import Rsvp
from bot.core.gatherings.views import Hosting
from tests.champion_world import Town, key, move_in, someone

pytestmark = pytest.mark.slow
MANY = 230  # more than are planned before the reply
OLGA = person_actor(key("olga"))
FORM = GatheringForm(
    "Pådriversamling", "2026-11-25", "09:00", "60", "https://teams.microsoft.com/l/x", "Høsten",
    "own", "1506",
)  # fmt: skip


@pytest.fixture
async def town() -> Town:
    found = await Town().settle(colleagues=MANY, others=0)
    await move_in(found.services, [someone("elsewhere", "", municipality="1547")])
    return found


async def called(town: Town) -> str:
    seen = await edit.save(town.services, OLGA, FORM, town.at, nonce="n")
    assert isinstance(seen, Hosting)
    return seen.gathering.id


async def invited(town: Town, id: str) -> Hosting:
    """Everybody in Molde, by its operator: as far as the reply goes."""
    shown = await edit.look(town.services, OLGA.person, id, town.at)
    assert isinstance(shown, Hosting)
    everyone = next(e.audience.id for e in shown.choices if e.audience.who == "everyone")
    choice = InvitationChoice(id, everyone)
    seen = await gathering_invitations.invite(town.services, OLGA, choice, town.at)
    assert isinstance(seen, Hosting)
    return seen


async def replies(town: Town, id: str) -> list[str]:
    rows = await town.store.run(lambda tx: tx.find(documents.REPLIES, gathering=id, limit=1000))
    return [doc["person"] for _, doc in rows]


async def rows(town: Town, id: str, kind: str = "invitation") -> list[dict[str, Any]]:
    found = await town.store.run(lambda tx: list(pages(tx, documents.DELIVERIES, "subject", id)))
    return [doc for _, doc in found if doc["kind"] == kind]


async def test_the_reply_comes_before_all_are_invited_and_says_so(town: Town):
    id = await called(town)
    seen = await invited(town, id)
    assert seen.inviting
    assert 0 < seen.counts["invited"] < MANY
    assert "blir gjort klare" in (await town.olga.tap("gathering", g=id)).text
    await town.tick(seconds=1)
    assert len(await rows(town, id)) == MANY + 1  # with Bo
    shown = await town.olga.tap("gathering", g=id)
    assert "blir gjort klare" not in shown.text
    assert await town.counts(f"gathering|{id}|invited") == {f"gathering|{id}|invited": MANY + 1}


async def test_a_doubled_tap_invites_nobody_twice(town: Town):
    id = await called(town)
    await invited(town, id)
    await invited(town, id)
    await town.tick(seconds=1)
    await invited(town, id)
    await town.tick(seconds=1)
    people = [each["person"] for each in await rows(town, id)]
    assert len(people) == len(set(people)) == MANY + 1
    assert await town.counts(f"gathering|{id}|invited") == {f"gathering|{id}|invited": MANY + 1}


async def test_no_invitation_goes_before_all_are_planned(town: Town):
    """Held up for longer than invitations wait: the first that are due are put off."""
    id = await called(town)
    await invited(town, id)
    town.engine.gatherings.run = _nothing  # type: ignore[method-assign]
    await town.tick(minutes=10)
    assert town.post.sent == []
    assert {each["reason"] for each in await rows(town, id)} == {Reason.HALF_PLANNED}
    del town.engine.gatherings.run
    await town.tick(minutes=10)
    assert len(town.post.sent) == len(await rows(town, id)) == MANY + 1


async def _nothing(_: Any) -> None:
    """The loop has not come to it yet."""


async def test_a_gathering_cancelled_while_people_are_invited_invites_nobody_else(town: Town):
    id = await called(town)
    await invited(town, id)
    before = len(await rows(town, id))
    await edit.cancel(town.services, OLGA, id, town.at)
    await town.tick(minutes=10)
    assert len(await rows(town, id)) == before < MANY
    assert town.post.sent == []
    assert not await town.store.run(jobs.is_any)


async def test_a_host_who_has_lost_the_role_invites_nobody_else(town: Town):
    id = await called(town)
    await invited(town, id)
    before = len(await rows(town, id))
    await town.edit("olga", role="employee", scope=())
    await town.tick(minutes=1)
    assert len(await rows(town, id)) == before < MANY
    assert not await town.store.run(jobs.is_any)


async def test_a_change_reaches_everybody_after_the_reply(town: Town):
    """Also those whose turn comes after a second change."""
    id = await called(town)
    await invited(town, id)
    await town.tick(seconds=1)
    await _all_say_yes(town, id)
    for clock in ("10:00", "11:00"):
        form = replace_clock(clock)
        await edit.save(town.services, OLGA, form, town.at, id=id)
    await edit.cancel(town.services, OLGA, id, town.at)
    assert len(await cancelled(town, id)) < MANY
    await town.tick(seconds=1)
    assert len(await cancelled(town, id)) == MANY + 1
    assert not await town.store.run(jobs.is_any)


async def cancelled(town: Town, id: str) -> set[str]:
    return {e["person"] for e in await rows(town, id, "gathering") if e["slot"] == "cancelled"}


def replace_clock(clock: str) -> GatheringForm:
    return GatheringForm(
        FORM.title, FORM.day, clock, FORM.minutes, FORM.where, FORM.agenda, FORM.reach, FORM.venue
    )


async def _all_say_yes(town: Town, id: str) -> None:
    def change(tx: Any) -> None:
        for key_, doc in tx.find(documents.REPLIES, gathering=id, limit=1000):
            tx.put(documents.REPLIES, key_, doc | {"answer": Rsvp.YES})

    await town.store.run(change)


async def test_an_audience_larger_than_a_champion_may_invite_is_refused(town: Town):
    """Everyone in Bo's own unit: no job is begun."""
    await town.edit("bo", scope=("1506",))
    actor = person_actor(key("bo"))
    seen = await edit.save(town.services, actor, FORM, town.at, nonce="n")
    assert isinstance(seen, Hosting)
    everyone = next(e.audience.id for e in seen.choices if e.audience.who == "everyone")
    choice = InvitationChoice(seen.gathering.id, everyone)
    found: Any = await gathering_invitations.invite(town.services, actor, choice, town.at)
    assert (found.asked, found.too_many) == (MANY, 200)
    assert await rows(town, seen.gathering.id) == []
    assert not await town.store.run(jobs.is_any)


async def test_the_loop_goes_on_where_a_crash_left_it(town: Town):
    """All that is left is what is in the store: each page with how far it has come."""
    id = await called(town)
    await invited(town, id)
    (job,) = await jobs.waiting(town.services)
    await jobs.advance(town.services, job, town.at, 1)
    again = Town(town.store)
    again.at = town.at + timedelta(seconds=5)
    await again.tick()
    assert sorted({e["person"] for e in await rows(town, id)}) == sorted(
        set(await replies(town, id)) - {OLGA.person}
    )
    assert len(await rows(town, id)) == MANY + 1
