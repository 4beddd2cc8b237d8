"""Invitations to a gathering: the preview in counts, and the yes after which they are planned."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.actions.gatherings import jobs
from bot.actions.gatherings.audience import InvitationChoice, Inviting, allowed, page
from bot.actions.gatherings.guests import gathering_of, load_job, reply_of, save_job
from bot.actions.gatherings.host_view import choice_of, hosting_of
from bot.actions.people.records import find
from bot.actions.shared.batches import READ_PAGE, one_page
from bot.core.actor import Actor
from bot.core.gatherings.jobs import GatheringJob, JobKind
from bot.core.gatherings.views import Hosting, InvitationPreview
from bot.core.moments import moment
from bot.ports import Tx
from bot.services import Services

__all__ = ["InvitationChoice", "invite", "preview"]


async def preview(
    services: Services, key: str, choice: InvitationChoice, at: datetime
) -> InvitationPreview | None:
    """How many would be invited. None if this host may not invite the audience."""
    found = await services.store.run(lambda tx: allowed(services, tx, key, choice, at))
    if found is None:
        return None
    asked = await _count(services, found, at)
    most = services.push_approval if found.limited else asked
    too_many = services.push_approval if asked > most else 0
    shown = choice_of(services, found.audience, at)
    return InvitationPreview(found.host, found.gathering, shown, asked, too_many)


async def invite(
    services: Services, actor: Actor, choice: InvitationChoice, at: datetime
) -> Hosting | InvitationPreview | None:
    """Invite everybody in this audience who is not invited yet. What is on disk when this returns
    is that they are to be: a small audience has its rows by then, a large one gets them in the
    background (`bot.actions.gatherings.jobs`), and nothing is sent before all are there. If they
    are more than a champion may invite, returns the preview, which says so."""
    key = actor.person
    found = await services.store.run(lambda tx: allowed(services, tx, key, choice, at))
    if found is None:
        return None
    if found.limited and await _count(services, found, at, most=services.push_approval + 1) > (
        services.push_approval
    ):
        return await preview(services, key, choice, at)

    def change(tx: Tx) -> GatheringJob | None:
        now = allowed(services, tx, key, choice, at)
        if now is None:
            return None
        job = _job(now, at)
        known = load_job(tx, job.id)
        if known is None:
            save_job(tx, job)
        return known or job

    job = await services.store.run(change)
    return await _begun(services, job, key, at) if job else None


def _job(found: Inviting, at: datetime) -> GatheringJob:
    gathering, audience, by = found.gathering.id, found.audience, found.host.key
    id = f"{gathering}/{JobKind.INVITE}/{audience.id}/{by}"
    return GatheringJob(
        id, gathering, JobKind.INVITE, moment(at), by, audience.who, audience.places
    )


async def _count(services: Services, found: Inviting, at: datetime, most: int = 0) -> int:
    """How many of the audience are not invited yet; with `most`, no further than to so many."""

    def change(tx: Tx, after: str) -> tuple[int, str]:
        people, after = page(services, tx, found, after, READ_PAGE, at)
        id = found.gathering.id
        return sum(reply_of(tx, id, each.key) is None for each in people), after

    total, after, more = 0, "", True
    while more:
        n, after = await one_page(services, partial(change, after=after))
        total += n
        more = bool(after) and not 0 < most <= total
    return total


async def _begun(services: Services, job: GatheringJob, key: str, at: datetime) -> Hosting | None:
    """The first pages are done; how the gathering looks to its host then."""
    await jobs.advance(services, job.id, at, jobs.AT_ONCE)

    def look(tx: Tx) -> Hosting | None:
        host, gathering = find(tx, key), gathering_of(tx, job.gathering)
        return hosting_of(services, tx, host, gathering, at) if host and gathering else None

    return await services.store.run(look)
