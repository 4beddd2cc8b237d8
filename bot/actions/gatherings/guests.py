"""Gatherings for those invited: finding them, enriching their deliveries, and why one is
skipped."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.actions.people.records import find
from bot.actions.shared.batches import readable
from bot.core import documents
from bot.core.delivery.deliveries import Delivery
from bot.core.delivery.states import DeliveryState, FixMark, Reason
from bot.core.gatherings import gathering as gatherings
from bot.core.gatherings.gathering import GATHERING, INVITATION, Gathering
from bot.core.gatherings.jobs import GatheringJob, JobKind
from bot.core.gatherings.reply import Reply, reply_key
from bot.core.gatherings.views import Guest
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.values import replace
from bot.ports import Tx
from bot.services import DueCard, Services

_KINDS: Final = (INVITATION, GATHERING)
ICS: Final = "ics"  # what a link to a calendar file is for
_LINK_LASTS: Final = timedelta(days=30)  # after it begins


def gathering_of(tx: Tx, id: str) -> Gathering | None:
    return tx.get(documents.GATHERINGS, id, Gathering) if gatherings.is_id(id) else None


def reply_of(tx: Tx, id: str, person: str) -> Reply | None:
    """The person's reply; None if they were never invited."""
    return tx.get(documents.REPLIES, reply_key(id, person), Reply)


def load_job(tx: Tx, id: str) -> GatheringJob | None:
    return tx.get(documents.GATHERING_JOBS, id, GatheringJob)


def save_job(tx: Tx, job: GatheringJob) -> None:
    tx.put(documents.GATHERING_JOBS, job.id, job)


def jobs_of(tx: Tx, gathering: str) -> list[GatheringJob]:
    """What is not done yet for this gathering."""
    rows = tx.find(documents.GATHERING_JOBS, gathering=gathering)
    return [job for _, job in readable(rows, GatheringJob)]


def is_inviting(tx: Tx, gathering: str) -> bool:
    """Whether not everybody who is to be invited is yet."""
    return any(each.what == JobKind.INVITE for each in jobs_of(tx, gathering))


def guest_of(
    services: Services, tx: Tx, person: Person, gathering: Gathering, at: datetime
) -> Guest:
    host = find(tx, gathering.by) if gathering.by else None
    reply = reply_of(tx, gathering.id, person.key)
    reply = reply or gatherings.invited(person.key, gathering)
    link = calendar_link(services, gathering, person.key)
    return Guest(person, gathering, host.name if host else "", reply, at, link)


def calendar_link(services: Services, gathering: Gathering, person: str) -> str:
    """The address of this person's calendar file, which works until a month after it begins."""
    if not services.public_url:
        return ""
    about = f"{gathering.id}/{person}"
    token = services.links.seal(about, ICS, gathering.begins + _LINK_LASTS)
    return f"{services.public_url}/calendar/{token}"


def enriched(services: Services, tx: Tx, due: DueCard) -> Guest | None:
    """None for a gathering that is gone."""
    gathering = gathering_of(tx, due.row.subject)
    return guest_of(services, tx, due.person, gathering, due.at) if gathering else None


def reads(row: Delivery) -> tuple[tuple[str, str], ...]:
    return ((documents.GATHERINGS, row.subject),)


def skip_reason(_: Services, tx: Tx, due: DueCard) -> Reason:
    """Why an invitation or what follows it is not to go any more."""
    row, person = due.row, due.person
    gathering = gathering_of(tx, row.subject)
    if gathering is None:
        return Reason.GONE
    if row.kind == INVITATION and person.no_push:
        return Reason.NO_PUSH
    if row.kind == INVITATION and gathering.may_answer(due.at) and is_inviting(tx, gathering.id):
        return Reason.HALF_PLANNED
    reply = reply_of(tx, gathering.id, person.key)
    return gatherings.skip_reason(row, gathering, reply, due.at) if reply else Reason.GONE


async def for_calendar(services: Services, about: str) -> Gathering | None:
    """The gathering that a link to a calendar file is about ("id/person"), for somebody invited;
    None for anybody else."""
    id, _, person = about.partition("/")

    def change(tx: Tx) -> Gathering | None:
        gathering = gathering_of(tx, id)
        return gathering if gathering and reply_of(tx, id, person) is not None else None

    return await services.store.run(change)


def mark_fix(row: Delivery, at: datetime) -> Delivery | None:
    """The row, marked so that its card is redrawn; None if it has no card. A card that is being
    sent is redrawn once it has been sent."""
    flying = row.state == DeliveryState.ATTEMPTING
    if row.kind not in _KINDS or not (flying or (row.is_out and row.activity)):
        return None
    return replace(row, fix=FixMark.CORRECT, as_of=moment(at))
