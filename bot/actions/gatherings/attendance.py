"""What people invited to a gathering do: answer, attend, and answer the questions afterwards."""

from __future__ import annotations

from datetime import datetime

from bot.actions.gatherings.attendance_records import attendance_of
from bot.actions.gatherings.guest_cards import count, plan_card, plan_reminders
from bot.actions.gatherings.guests import gathering_of, guest_of, reply_of
from bot.actions.people.places import municipality_of
from bot.actions.people.records import find
from bot.core import documents
from bot.core.gatherings import gathering as gatherings
from bot.core.gatherings.reply import COMING, Pulse, Rsvp, reply_key
from bot.core.gatherings.views import Guest
from bot.core.moments import moment
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


async def answer(
    services: Services, key: str, id: str, said: Rsvp | None, at: datetime
) -> Guest | None:
    """Answer yes, maybe or no. It can be changed until the gathering begins."""

    def change(tx: Tx) -> Guest | None:
        found = _invited(services, tx, key, id, at)
        if found is None or said is None or found.answer == said:
            return found
        if found.gathering.by == key:
            return found  # the host attends anyway, and is not counted among the answers
        if not found.gathering.may_answer(at):
            return replace(found, problem="late")
        if found.answer:
            count(tx, id, found.answer, -1)
        count(tx, id, said)
        reply = replace(found.reply, answer=said, answered_at=moment(at))
        tx.put(documents.REPLIES, reply_key(id, key), reply)
        if said in COMING:
            plan_reminders(services, tx, found.person, found.gathering, at)
        return replace(found, reply=reply)

    return await services.store.run(change)


async def attend(services: Services, key: str, id: str, at: datetime) -> Guest | None:
    """ "I'm here": counts once, from 15 minutes before it begins until two hours after it ends."""

    def change(tx: Tx) -> Guest | None:
        found = _invited(services, tx, key, id, at)
        if found is None or found.gathering.is_cancelled:
            return found
        if found.came and not found.reply.reported:
            return found
        if not found.gathering.may_attend(at):
            early = at < found.gathering.begins
            return replace(found, problem="early" if early else "over")
        count(tx, id, f"came|{_home(services, tx, found, at)}")
        reply = replace(found.reply, came_at=moment(at), reported=False, home="")
        tx.put(documents.REPLIES, reply_key(id, key), reply)
        due = max(found.gathering.ends, at + gatherings.UNDO)
        plan_card(services, tx, key, found.gathering, "pulse", at, due, counts=True)
        return replace(found, reply=reply)

    return await services.store.run(change)


def _home(services: Services, tx: Tx, guest: Guest, at: datetime) -> str:
    """The municipality that they are counted in; no longer as one whom only a report has."""
    if not guest.reply.reported:
        return municipality_of(services, guest.person, at)
    home, id = guest.reply.home, guest.gathering.id
    known = attendance_of(tx, id)
    fewer = known.reported | {home: max(known.reported.get(home, 0) - 1, 0)}
    tx.put(documents.ATTENDANCES, id, replace(known, reported=fewer))
    return home


async def look_back(
    services: Services, key: str, id: str, pulse: Pulse, at: datetime
) -> Guest | None:
    """Answer the two questions afterwards, if they came. The answers are only counted; of the
    person we keep only that they answered."""
    chosen = pulse.useful in gatherings.USEFUL and pulse.will_try in gatherings.WILL_TRY

    def change(tx: Tx) -> Guest | None:
        found = _invited(services, tx, key, id, at)
        if found is None or not found.is_asked:
            return found
        if not chosen:
            return replace(found, problem="choose")
        count(tx, id, f"useful|{pulse.useful}")
        count(tx, id, f"try|{pulse.will_try}")
        reply = replace(found.reply, pulsed_at=moment(at))
        tx.put(documents.REPLIES, reply_key(id, key), reply)
        return replace(found, reply=reply)

    return await services.store.run(change)


def _invited(services: Services, tx: Tx, key: str, id: str, at: datetime) -> Guest | None:
    """The gathering as its host or somebody invited sees it; None for anybody else."""
    person, gathering = find(tx, key), gathering_of(tx, id)
    if person is None or gathering is None or reply_of(tx, id, key) is None:
        return None
    return guest_of(services, tx, person, gathering, at)
