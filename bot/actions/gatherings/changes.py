"""After a gathering was changed or cancelled: redraws its cards, and tells those who will come."""

from __future__ import annotations

from datetime import datetime

from bot.actions.gatherings.guest_cards import plan_card, plan_reminders
from bot.actions.gatherings.guests import gathering_of, load_job, mark_fix, save_job
from bot.actions.people.records import find
from bot.actions.shared.batches import PLAN_PAGE, WRITE_PAGE, readable
from bot.actions.shared.delivery_rows import deliveries_among, save_delivery
from bot.core import documents
from bot.core.gatherings.jobs import GatheringJob, JobKind
from bot.core.gatherings.reply import COMING, Reply
from bot.core.moments import moment
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


def begin_telling(tx: Tx, gathering: str, at: datetime, *, notify: bool) -> None:
    """In the transaction of a change: begin to tell everybody, with `notify` by a new card to those
    who will come, and to redraw every card. Anew, if it is under way."""
    known = load_job(tx, f"{gathering}/{JobKind.TELL}")
    notify = notify or bool(known and known.notify)
    save_job(tx, replace(_job(gathering, JobKind.TELL, at), notify=notify))


def begin_redrawing(tx: Tx, gathering: str, at: datetime) -> None:
    """In the transaction of a change: begin to redraw every card that was sent."""
    save_job(tx, _job(gathering, JobKind.REDRAW, at))


def _job(gathering: str, what: JobKind, at: datetime) -> GatheringJob:
    return GatheringJob(f"{gathering}/{what}", gathering, what, moment(at))


def tell_page(services: Services, tx: Tx, job: GatheringJob, at: datetime) -> GatheringJob | None:
    """Tell the next of those invited. Idempotent, since each card is planned once. When all have
    been told, their cards are redrawn."""
    page = tx.find(documents.REPLIES, gathering=job.gathering, after=job.after, limit=PLAN_PAGE)
    for key, reply in readable(page, Reply):
        _tell(services, tx, key, reply, at, notify=job.notify)
    if len(page) == PLAN_PAGE:
        return replace(job, after=page[-1][0], done=job.done + len(page))
    begin_redrawing(tx, job.gathering, at)
    return None


def _tell(
    services: Services, tx: Tx, key: str, reply: Reply, at: datetime, *, notify: bool
) -> None:
    gathering, person = gathering_of(tx, reply.gathering), find(tx, reply.person)
    if gathering is None or person is None:
        return
    tx.put(documents.REPLIES, key, replace(reply, at=gathering.start))
    if reply.answer not in COMING:
        return
    if notify and person.key != gathering.by:
        what = "cancelled" if gathering.is_cancelled else f"moved/{gathering.rev}"
        plan_card(services, tx, person.key, gathering, what, at, at)
    if not gathering.is_cancelled:
        plan_reminders(services, tx, person, gathering, at)


def redraw_page(_: Services, tx: Tx, job: GatheringJob, at: datetime) -> GatheringJob | None:
    """Mark the next cards of this gathering to be redrawn, if they were sent."""
    page = tx.find(documents.DELIVERIES, subject=job.gathering, after=job.after, limit=WRITE_PAGE)
    for key, row in deliveries_among(page):
        if marked := mark_fix(row, at):
            save_delivery(tx, key, marked)
    full = len(page) == WRITE_PAGE
    return replace(job, after=page[-1][0], done=job.done + len(page)) if full else None
