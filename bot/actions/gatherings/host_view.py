"""A gathering as its host sees it: whom they may invite, how many answer, what it saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.actions.gatherings import attendance_records as records
from bot.actions.gatherings.guests import calendar_link, is_inviting, reply_of
from bot.actions.gatherings.savings import came_of, worked_out
from bot.actions.people.places import date_of
from bot.actions.people.rights import may
from bot.core.gatherings import gathering as gatherings
from bot.core.gatherings import shown_counts
from bot.core.gatherings.gathering import Audience, Gathering, NumberOf
from bot.core.gatherings.views import AudienceChoice, Hosting
from bot.core.people.person import Person
from bot.core.people.places import municipality_on
from bot.core.people.reach import Right, Target, standing_of
from bot.core.small_parts import UNKNOWN, folding
from bot.ports import Tx
from bot.services import Services


def manages(services: Services, tx: Tx, person: Person, gathering: Gathering, at: datetime) -> bool:
    """Whether the person manages it: as its host, or as an operator with it in their scope."""
    if gathering.by == person.key:
        return standing_of(person, at).holds(Right.LEAD)
    return may(services, tx, person, Right.OPERATE, target_of(gathering), at)


def target_of(gathering: Gathering) -> Target:
    """Whom it is about: the host's municipality, in the tenant whose gathering it is. One that was
    entered afterwards, or whose host was erased before that was kept, is nobody's in particular."""
    return Target(gathering.held_in or None, gathering.municipality)


def scope_at(services: Services, person: Person, at: datetime) -> tuple[str, ...]:
    standing = (number for number, _ in services.choices(date_of(at)))
    return gatherings.scope_of(person, at, standing, numbering(services, at))


def numbering(services: Services, at: datetime) -> NumberOf:
    """The number of the municipality that a place belongs to now."""
    return lambda place: municipality_on(services.municipalities, place, date_of(at))


def audiences_of(
    services: Services, person: Person, gathering: Gathering, at: datetime
) -> tuple[Audience, ...]:
    scope, number_of = scope_at(services, person, at), numbering(services, at)
    return gatherings.audiences(scope, gathering, person.place, number_of)


def hosting_of(
    services: Services, tx: Tx, person: Person, gathering: Gathering, at: datetime
) -> Hosting:
    counts, least = records.counts_of(tx, gathering.id), services.min_group_size
    open_ = gathering.may_answer(at)
    audiences = audiences_of(services, person, gathering, at) if open_ else ()
    done = gathering.shows_pulse(at) and not gathering.is_cancelled
    reply = reply_of(tx, gathering.id, person.key)
    return Hosting(
        person,
        gathering,
        _counts_of(gathering, counts, least, at),
        tuple(choice_of(services, each, at) for each in audiences),
        at,
        gatherings.pulse_figures(counts, services.min_group_size) if done else None,
        worked_out(gathering, counts, services.assumptions, services.min_group_size, at),
        {each.number: each.name for each in services.municipalities},
        bool(reply and reply.came_at),
        calendar_link(services, gathering, person.key),
        homes=homes_of(services, tx, gathering.id),
        least=least,
        inviting=open_ and is_inviting(tx, gathering.id),
        **_said_of(tx, gathering.id, least),
    )


def _counts_of(
    gathering: Gathering, counts: dict[str, int], least: int, at: datetime
) -> dict[str, int | None]:
    """As its host may see them. Whom they invited they know."""
    final, came = not gathering.may_answer(at), came_of(counts)
    return {
        "invited": counts.get("invited", 0),
        **shown_counts.answers(counts, least, final=final),
        "came": shown_counts.enough(came, least, final=gathering.is_closed(at)) if came else 0,
    }


def homes_of(services: Services, tx: Tx, id: str) -> dict[str, int]:
    """How many came from where, as it may be seen by whoever says how many came: those alone who
    stand by themselves in what was saved."""
    homes = records.by_home(records.counts_of(tx, id))
    everywhere = dict.fromkeys((UNKNOWN, *(each.number for each in services.municipalities)), 0)
    fold = folding(everywhere | homes, services.min_group_size, total=True)
    return {} if fold.exposes else {e: n for e, n in homes.items() if e not in fold.together}


def _said_of(tx: Tx, id: str, least: int) -> dict[str, Any]:
    """What somebody said, beside what was counted and computed."""
    known, estimate = records.attendance_of(tx, id), records.estimate_of(tx, id)
    counted = sum(records.counted_of(tx, id).values())
    found: dict[str, Any] = {"counted": None if 0 < counted < least else counted}
    if known.said is not None:
        found["said"] = records.said_by(tx, known.kind, known.by, known.said_at)
    if estimate:
        who = records.said_by(tx, estimate.kind, estimate.by, estimate.at)
        found |= {"estimate": estimate, "estimated": who}
    return found


def choice_of(services: Services, audience: Audience, at: datetime) -> AudienceChoice:
    return AudienceChoice(audience, services.labels(audience.places, date_of(at)))
