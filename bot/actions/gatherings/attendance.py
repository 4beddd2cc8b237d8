"""What those who are invited to a gathering do: answer, be there, and look back on it."""

from __future__ import annotations

from datetime import datetime

from bot.actions.gatherings.guests import gathering_of, guest_of, reply_of
from bot.actions.gatherings.invitations import count, plan_card, plan_reminders
from bot.actions.people.places import place_of
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
    """Yes, maybe or no: it stands, and can be changed until the gathering begins."""

    def change(tx: Tx) -> Guest | None:
        found = _invited(services, tx, key, id, at)
        if found is None or said is None or found.answer == said:
            return found
        if found.gathering.by == key:
            return found  # who calls it comes, and is in no count of answers
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
    """ "I'm here": counts from a quarter before it begins until two hours after it ends, once."""

    def change(tx: Tx) -> Guest | None:
        found = _invited(services, tx, key, id, at)
        if found is None or found.came or found.gathering.is_cancelled:
            return found
        if not found.gathering.may_attend(at):
            early = at < found.gathering.begins
            return replace(found, problem="early" if early else "over")
        count(tx, id, f"came|{place_of(services, found.person, at)[0]}")
        reply = replace(found.reply, came_at=moment(at))
        tx.put(documents.REPLIES, reply_key(id, key), reply)
        due = max(found.gathering.ends, at + gatherings.UNDO)
        plan_card(services, tx, key, found.gathering, "pulse", at, due, counts=True)
        return replace(found, reply=reply)

    return await services.store.run(change)


async def look_back(
    services: Services, key: str, id: str, pulse: Pulse, at: datetime
) -> Guest | None:
    """The two questions afterwards, from those who came. What they said is only counted: nothing
    of it is kept with the person but that they answered."""
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
    """As someone who was invited, or who calls it, sees it; None for anyone else."""
    person, gathering = find(tx, key), gathering_of(tx, id)
    if person is None or gathering is None or reply_of(tx, id, key) is None:
        return None
    return guest_of(services, tx, person, gathering, at)
