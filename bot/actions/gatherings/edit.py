"""Calling, changing and cancelling gatherings, by champions and operators. Every rule is checked
here, whatever a card says."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from bot.actions.gatherings import jobs
from bot.actions.gatherings.changes import begin_redrawing, begin_telling
from bot.actions.gatherings.guest_cards import plan_reminders
from bot.actions.gatherings.guests import gathering_of, guest_of, reply_of
from bot.actions.gatherings.host_view import hosting_of, manages, numbering, scope_at
from bot.actions.gatherings.records import put, record_change
from bot.actions.people.places import date_of, municipality_of
from bot.actions.people.records import find
from bot.actions.shared.acts import Act
from bot.core import documents
from bot.core.actor import Actor
from bot.core.gatherings import gathering as gatherings
from bot.core.gatherings.form import GatheringForm, GatheringPlan, plan_of, safe_link
from bot.core.gatherings.gathering import Gathering
from bot.core.gatherings.reply import Reply, Rsvp, reply_key
from bot.core.gatherings.views import Filling, Guest, Hosting, Mine
from bot.core.moments import moment
from bot.core.people.hours import zone_of
from bot.core.people.person import Person
from bot.core.people.reach import Right, standing_of
from bot.core.people.roles import Role
from bot.core.values import from_doc, replace
from bot.ports import Tx
from bot.services import Services

MOST_A_WEEK: Final = {Role.CHAMPION: 3, Role.OPERATOR: 20}
_SHOWN: Final = 8
_SHOWN_FOR: Final = timedelta(days=7)  # after it ended
_READ: Final = 100  # gatherings, the earliest first


async def mine(services: Services, key: str, at: datetime) -> Mine | None:
    """The person's current and recent gatherings, the next one first."""

    def change(tx: Tx) -> Mine | None:
        person = find(tx, key)
        if person is None:
            return None
        since = (moment(at - _SHOWN_FOR - timedelta(days=1)), "")
        replies = tx.since(documents.REPLIES, "at", person=key, after=since, limit=_READ)
        found = [gathering_of(tx, from_doc(Reply, doc).gathering) for _, doc in replies]
        rows = tx.since(documents.GATHERINGS, "start", by=key, after=since, limit=_READ)
        own = [from_doc(Gathering, doc) for _, doc in rows]
        invited = [each for each in _recent(found, at) if each.by != key]
        guests = tuple(guest_of(services, tx, person, each, at) for each in invited)
        return Mine(
            person, guests, tuple(_recent(own, at)), standing_of(person, at).holds(Right.LEAD)
        )

    return await services.store.run(change)


def _recent(found: list[Gathering] | list[Gathering | None], at: datetime) -> list[Gathering]:
    """Those that ended at most a week ago or are still to come, in order; at most eight."""
    there = [e for e in found if e and e.ends > at - _SHOWN_FOR]
    return sorted(there, key=lambda each: (each.ends < at, each.start))[:_SHOWN]


async def look(services: Services, key: str, id: str, at: datetime) -> Guest | Hosting | None:
    """The gathering as the person sees it; None if they have no part in it."""
    return await services.store.run(lambda tx: look_in(services, tx, key, id, at))


def look_in(services: Services, tx: Tx, key: str, id: str, at: datetime) -> Guest | Hosting | None:
    person, gathering = find(tx, key), gathering_of(tx, id)
    if person is None or gathering is None:
        return None
    if gathering.by == key and standing_of(person, at).holds(Right.LEAD):
        return hosting_of(services, tx, person, gathering, at)
    if reply_of(tx, id, key) is not None:
        return guest_of(services, tx, person, gathering, at)
    return (
        hosting_of(services, tx, person, gathering, at)
        if manages(services, tx, person, gathering, at)
        else None
    )


async def begin(services: Services, key: str, at: datetime) -> Filling | None:
    """An empty form; None if the person may not call a gathering."""

    def change(tx: Tx) -> Filling | None:
        person = find(tx, key)
        if person is None or not standing_of(person, at).holds(Right.LEAD):
            return None
        return _filling(services, person, GatheringForm(venue=_own(services, person, at)), at)

    return await services.store.run(change)


async def edit(services: Services, key: str, id: str, at: datetime) -> Filling | None:
    """The filled-in form of a future gathering."""

    def change(tx: Tx) -> Filling | None:
        person, gathering = find(tx, key), gathering_of(tx, id)
        if person is None or gathering is None or not manages(services, tx, person, gathering, at):
            return None
        if not gathering.may_answer(at):
            return None
        return replace(_filling(services, person, _form_of(person, gathering), at), id=id)

    return await services.store.run(change)


async def save(
    services: Services,
    actor: Actor,
    form: GatheringForm,
    at: datetime,
    *,
    nonce: str = "",
    id: str = "",
) -> Hosting | Filling | None:
    """Call a gathering, or change the one with this `id`. If anything is wrong, returns the form
    with the problem; None if the actor may not do it.

    The same `nonce` by the same person is the same gathering.
    """

    key = actor.person

    def change(tx: Tx) -> Hosting | Filling | None:
        person = find(tx, key)
        if person is None or not standing_of(person, at).holds(Right.LEAD):
            return None
        known = gathering_of(tx, id or _id(services, key, nonce))
        if id and (
            known is None
            or not manages(services, tx, person, known, at)
            or not known.may_answer(at)
        ):
            return None
        if known and not id:
            return hosting_of(services, tx, person, known, at)
        plan = _plan(services, tx, person, form, at, new=known is None)
        if isinstance(plan, str):
            filled = _filling(services, person, form, at)
            return replace(filled, nonce=nonce, id=id, problem=plan)
        after = _written(services, tx, person, plan, known, at, nonce)
        if after != known:
            act = Act.GATHERING_CHANGED if known else Act.GATHERING_CALLED
            record_change(services, tx, actor, act, known, after, at)
        if known and after != known:
            moved = _where_and_when(known) != _where_and_when(after)
            begin_telling(tx, after.id, at, notify=moved)
        return hosting_of(services, tx, person, after, at)

    result = await services.store.run(change)
    if id and isinstance(result, Hosting):
        await jobs.begin_all(services, id, at)
    return result


async def cancel(services: Services, actor: Actor, id: str, at: datetime) -> Hosting | None:
    """Cancel the gathering, which can't be undone. Its cards are redrawn, and those who would have
    come are told."""

    def change(tx: Tx) -> Hosting | None:
        person, gathering = find(tx, actor.person), gathering_of(tx, id)
        if person is None or gathering is None or not manages(services, tx, person, gathering, at):
            return None
        if gathering.may_answer(at):
            before = gathering
            gathering = replace(gathering, state="cancelled", rev=gathering.rev + 1)
            put(tx, gathering)
            record_change(services, tx, actor, Act.GATHERING_CANCELLED, before, gathering, at)
            begin_telling(tx, id, at, notify=True)
        return hosting_of(services, tx, person, gathering, at)

    result = await services.store.run(change)
    if result and result.gathering.is_cancelled:
        await jobs.begin_all(services, id, at)
    return result


async def keep_notes(
    services: Services, actor: Actor, id: str, link: str, at: datetime
) -> Hosting | None:
    """Keep a link to the minutes, once it has begun, and redraw the sent cards with it."""
    safe = safe_link(link.strip())

    def change(tx: Tx) -> Hosting | None:
        person, gathering = find(tx, actor.person), gathering_of(tx, id)
        if person is None or gathering is None or not manages(services, tx, person, gathering, at):
            return None
        fine = bool(safe) and at >= gathering.begins and not gathering.is_cancelled
        fresh = fine and gathering.notes != safe
        if fresh:
            before, gathering = gathering, replace(gathering, notes=safe)
            put(tx, gathering)
            record_change(services, tx, actor, Act.GATHERING_NOTES_KEPT, before, gathering, at)
            begin_redrawing(tx, id, at)
        shown = hosting_of(services, tx, person, gathering, at)
        return shown if fine else replace(shown, problem="notes")

    result = await services.store.run(change)
    if result:
        await jobs.begin_all(services, id, at)
    return result


def _filling(services: Services, person: Person, form: GatheringForm, at: datetime) -> Filling:
    wide = (
        len(
            gatherings.municipalities_of(
                scope_at(services, person, at), "", "all", numbering(services, at)
            )
        )
        > 1
    )
    return Filling(person, form, services.choices(date_of(at)), wide, gatherings.stamp(at))


def _own(services: Services, person: Person, at: datetime) -> str:
    return municipality_of(services, person, at)


def _form_of(person: Person, gathering: Gathering) -> GatheringForm:
    here = gathering.begins.astimezone(zone_of(person.time_zone))
    return GatheringForm(
        title=gathering.title,
        day=f"{here:%Y-%m-%d}",
        clock=f"{here:%H:%M}",
        minutes=str(gathering.minutes),
        where=gathering.link or gathering.place,
        agenda=gathering.agenda,
        reach="all" if len(gathering.municipalities) > 1 else "own",
        venue=gathering.venue,
    )


def _id(services: Services, key: str, nonce: str) -> str:
    said = f"gathering|{key}|{nonce}".encode()
    return hmac.new(services.secret, said, sha256).hexdigest()[:20]


def _plan(
    services: Services, tx: Tx, person: Person, form: GatheringForm, at: datetime, *, new: bool
) -> GatheringPlan | str:
    if new and _over_quota(tx, person, at):
        return "quota"
    venues = [number for number, _ in services.choices(date_of(at))]
    return plan_of(form, zone_of(person.time_zone), at, venues)


def _over_quota(tx: Tx, person: Person, at: datetime) -> bool:
    since = (moment(at - timedelta(days=7)), "\U0010ffff")
    called = tx.since(documents.GATHERINGS, "created", by=person.key, after=since)
    return len(called) >= MOST_A_WEEK[person.role]


def _written(
    services: Services,
    tx: Tx,
    person: Person,
    plan: GatheringPlan,
    known: Gathering | None,
    at: datetime,
    nonce: str,
) -> Gathering:
    own = _own(services, person, at)
    facts: dict[str, Any] = {
        "title": plan.title,
        "start": moment(plan.start),
        "minutes": plan.minutes,
        "agenda": plan.agenda,
        "venue": plan.venue,
        "place": plan.place,
        "link": plan.link,
        "municipalities": gatherings.municipalities_of(
            scope_at(services, person, at), own, plan.reach, numbering(services, at)
        ),
    }
    if known:
        after = replace(known, **facts)
        after = replace(after, rev=known.rev + 1) if after != known else after
    else:
        facts |= {"by": person.key, "municipality": own, "created": moment(at)}
        after = Gathering(id=_id(services, person.key, nonce), **facts)
        reply = replace(gatherings.invited(person.key, after), answer=Rsvp.YES)
        tx.put(documents.REPLIES, reply_key(after.id, person.key), reply)
        plan_reminders(services, tx, person, after, at)
    put(tx, after)
    return after


def _where_and_when(gathering: Gathering) -> tuple[object, ...]:
    return gathering.start, gathering.minutes, gathering.place, gathering.link
