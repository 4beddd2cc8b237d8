"""Invitations to a gathering: who is invited, who may do it, and the cards that follow a yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.actions.delivery.plan_row import plan_row
from bot.actions.gatherings.guests import gathering_of, reply_of
from bot.actions.gatherings.host_view import audiences_of, choice_of, hosting_of, manages
from bot.actions.people.places import calendar_of, of_tenant, places_at, steps_of
from bot.actions.people.records import find
from bot.actions.people.rights import reaches
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record_part
from bot.actions.shared.batches import PLAN_PAGE
from bot.core import documents
from bot.core.actor import Actor
from bot.core.delivery.deliveries import PlannedCard
from bot.core.gatherings import gathering as gatherings
from bot.core.gatherings.gathering import GATHERING, INVITATION, UNDO, Audience, Gathering
from bot.core.gatherings.reply import reply_key
from bot.core.gatherings.views import Hosting, InvitationPreview
from bot.core.people.hours import WORKDAY, Hours, zone_of
from bot.core.people.person import Person, has_left
from bot.core.people.places import Places
from bot.core.people.reach import Right, standing_of
from bot.core.people.roles import Role
from bot.core.values import from_doc
from bot.ports import Tx
from bot.services import Services


@dataclass(frozen=True, slots=True)
class InvitationChoice:
    """What a card said, unchecked: the ids of a gathering and of an audience."""

    gathering: str
    audience: str


async def preview(
    services: Services, key: str, choice: InvitationChoice, at: datetime
) -> InvitationPreview | None:
    """How many would be invited. None if this host may not invite the audience."""
    found = await services.store.run(lambda tx: _allowed(services, tx, key, choice, at))
    if found is None:
        return None
    person, gathering, audience = found

    def is_new(tx: Tx, each: Person) -> bool:
        return reply_of(tx, gathering.id, each.key) is None

    asked = await _walk(services, person, gathering, audience, at, is_new)
    limited = not standing_of(person, at).holds(Right.OPERATE) and asked > services.push_approval
    too_many = services.push_approval if limited else 0
    return InvitationPreview(person, gathering, choice_of(services, audience, at), asked, too_many)


async def invite(
    services: Services, actor: Actor, choice: InvitationChoice, at: datetime
) -> Hosting | InvitationPreview | None:
    """Plan an invitation for everybody in this audience who has none. All have a row minutes before
    the first is sent. If they are more than a champion may invite, returns the preview, which says
    so."""
    seen = await preview(services, actor.person, choice, at)
    if seen is None or seen.too_many:
        return seen

    def ask(tx: Tx, each: Person) -> bool:
        gathering = gathering_of(tx, choice.gathering)
        if gathering is None or not gathering.may_answer(at):
            return False
        return _ask(services, tx, each, gathering, at)

    def record(tx: Tx, n: int) -> None:
        record_part(
            services, tx, actor, Act.GATHERING_INVITED, at, {"invited": n}, about=choice.gathering
        )

    await _walk(services, seen.person, seen.gathering, seen.choice.audience, at, ask, record)
    gathering = seen.gathering
    return await services.store.run(lambda tx: hosting_of(services, tx, seen.person, gathering, at))


def plan_reminders(
    services: Services, tx: Tx, person: Person, gathering: Gathering, at: datetime
) -> None:
    """Plan the reminders of somebody who will or may come: outside the budget, in their own
    hours."""
    hours = Hours.parse(person.hours) or WORKDAY
    calendar = calendar_of(services, person.place, at)
    zone = zone_of(person.time_zone)
    for slot, due in gatherings.reminders(gathering, at, hours, zone, calendar):
        plan_card(services, tx, person.key, gathering, slot, at, due)


def plan_card(
    services: Services,
    tx: Tx,
    person: str,
    gathering: Gathering,
    slot: str,
    at: datetime,
    due: datetime,
    *,
    kind: str = GATHERING,
    counts: bool | None = None,
) -> bool:
    """Plan a row for a card of this gathering; False if it was planned before. For retention its
    age is that of its due moment, however early it was planned."""
    card = PlannedCard(person, kind, gathering.id, due, slot, counts, wanted_at=due)
    return plan_row(services, tx, card, at)


def count(tx: Tx, id: str, fact: str, n: int = 1) -> None:
    tx.add(f"gathering|{id}|{fact}", n)


def _ask(services: Services, tx: Tx, person: Person, gathering: Gathering, at: datetime) -> bool:
    planned = plan_card(services, tx, person.key, gathering, "1", at, at + UNDO, kind=INVITATION)
    if reply_of(tx, gathering.id, person.key) is not None:
        return False
    reply = gatherings.invited(person.key, gathering)
    tx.put(documents.REPLIES, reply_key(gathering.id, person.key), reply)
    count(tx, gathering.id, "invited")
    return planned


def _allowed(
    services: Services, tx: Tx, key: str, choice: InvitationChoice, at: datetime
) -> tuple[Person, Gathering, Audience] | None:
    """The scope is computed at every tap: a card can only choose among what the host may do now."""
    person, gathering = find(tx, key), gathering_of(tx, choice.gathering)
    if person is None or gathering is None or not manages(services, tx, person, gathering, at):
        return None
    if not gathering.may_answer(at):
        return None
    offered = audiences_of(services, person, gathering, at)
    audience = next((each for each in offered if each.id == choice.audience), None)
    return (person, gathering, audience) if audience else None


async def _walk(
    services: Services,
    host: Person,
    gathering: Gathering,
    audience: Audience,
    at: datetime,
    do: Callable[[Tx, Person], bool],
    record: Callable[[Tx, int], None] | None = None,
) -> int:
    """Call `do` for everybody in the audience but the host and those who have left, page by page.
    Returns how many times it returned true; `record` is called with that number for each page."""
    total = 0
    for fields in await services.store.run(lambda tx: _steps(services, tx, audience, at)):
        after = ""
        while True:

            def change(
                tx: Tx, after: str = after, fields: dict[str, str] = fields
            ) -> tuple[list[str], int]:
                page = of_tenant(tx, host.tenant, after, PLAN_PAGE, **fields)
                found = (from_doc(Person, doc) for _, doc in page)
                places = places_at(services, tx, at)
                meant = [
                    each
                    for each in found
                    if places.covers(audience.places, each.place)
                    and _is_meant(services, tx, host, gathering, each, at, places)
                ]
                done = sum(do(tx, each) for each in meant)
                if record and done:
                    record(tx, done)
                return [key for key, _ in page], done

            page, done = await services.store.run(change)
            total += done
            if len(page) < PLAN_PAGE:
                break
            after = page[-1]
    return total


def _is_meant(
    services: Services,
    tx: Tx,
    host: Person,
    gathering: Gathering,
    person: Person,
    at: datetime,
    places: Places,
) -> bool:
    if person.key == gathering.by or has_left(person, at):
        return False
    return reaches(services, tx, host, person, at, places)


def _steps(services: Services, tx: Tx, audience: Audience, at: datetime) -> list[dict[str, str]]:
    """The searches that find the audience; no two of them find the same person."""
    places = places_at(services, tx, at)
    found = dict(step for each in audience.places for step in steps_of(tx, places, each))
    whole = {name for name in found if "/" not in name}
    role = {"role": Role.CHAMPION} if audience.who == "champions" else {}
    return [
        fields | role
        for name, fields in found.items()
        if name in whole or fields["municipality"] not in whole
    ]
