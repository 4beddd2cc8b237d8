"""Why somebody gets nothing now: the answer to give when they ask themselves, and nobody else. What
operators are told of them is in `bot.actions.delivery.reachability`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.actions.delivery.hold import held
from bot.actions.delivery.journeys import journey_of, scene_of
from bot.actions.people import email_index
from bot.actions.people.records import find
from bot.core.delivery.planner import decide, on_its_turn, plans_waiting
from bot.core.delivery.states import Reason
from bot.core.moments import parse_moment
from bot.core.people.hours import WORKDAY, Hours
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

_COMING: Final = (Reason.DUE, Reason.SPREAD, Reason.PENDING)


@dataclass(frozen=True, slots=True)
class Explanation:
    """`reason` is the first one why nothing comes ("due" when something does, "unknown" for
    nobody we know). `next_at` is when the bot looks at them again, in UTC; None for not before
    something happens. `hours` and `time_zone` are the person's. `plan` is the id of the plan whose
    turn it is ("" for none), `waiting` are those that come after it, in order."""

    reason: str
    next_at: datetime | None = None
    hours: Hours = WORKDAY
    time_zone: str = ""
    plan: str = ""
    waiting: tuple[str, ...] = ()


async def explain(services: Services, who: str, at: datetime) -> Explanation:
    """`who` is "tenant/Entra-id", the key of a person, or an e-mail address that the bot has seen
    or has from the roster."""

    def change(tx: Tx) -> Explanation:
        key = key_of(services, tx, who)
        person = find(tx, key) if key else None
        if person is None:
            return Explanation("unknown")
        scene = scene_of(services, tx, person, journey_of(tx, person.key), at)
        step = decide(scene)
        reason = Reason.ON_HOLD if step.reason in _COMING and held(tx) else step.reason
        again = step.journey.next_at if step.wish is None else ""
        moment = parse_moment(again) if again else None
        scene = on_its_turn(replace(scene, journey=step.journey))
        plan, waiting = scene.plan.id if scene.plan else "", plans_waiting(scene)
        return Explanation(reason, moment, scene.hours, person.time_zone, plan, waiting)

    return await services.store.run(change)


def key_of(services: Services, tx: Tx, who: str) -> str:
    """The key of the person, as `explain` takes `who`; "" for an address that nobody has."""
    if "@" in who:
        return email_index.owner(tx, email_index.mail_key(services, who))
    return who.strip().replace("/", ":", 1)
