"""A delivery at the moment of sending: may it go now, and how did it end.

Opt-out, pause, hours and budget are decided here, in the same transaction that marks the row as
`attempting`; the outcome moves row, journey and person on together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.actions.delivery import hold as delivery_hold
from bot.actions.delivery.corrections import stop_reminding
from bot.actions.delivery.journeys import fold_pending, journey_of, save, scene_of, without_card
from bot.actions.delivery.uncertain_sends import did_arrive, settle_alone
from bot.actions.people.records import find
from bot.actions.people.records import save as save_person
from bot.actions.shared.batches import in_batch
from bot.actions.shared.delivery_counts import WAITING, count, put_off
from bot.actions.shared.delivery_rows import load_delivery, save_delivery
from bot.core import documents
from bot.core.delivery import journeys, pauses
from bot.core.delivery.deliveries import STALE, Delivery, salvaged
from bot.core.delivery.journeys import Journey
from bot.core.delivery.kinds import Kind
from bot.core.delivery.planner import allowed_at, bar, out_of_reach
from bot.core.delivery.scene import Scene
from bot.core.delivery.settlement import Effect, RowChange, Settled, again, failed, skipped
from bot.core.delivery.states import DeliveryState, FixMark, Reason
from bot.core.moments import moment, parse_moment
from bot.core.people.person import Person
from bot.core.store_facts import Hold
from bot.core.values import replace
from bot.ports import Tx
from bot.services import CardKind, DueCard, Services

_UNREADABLE: Final = failed(Reason.BROKEN)


@dataclass(frozen=True, slots=True)
class Ready:
    """This row is marked `attempting` and must be sent now, or ended as uncertain. `details` is
    what its card says beside it, as its kind declares it."""

    key: str
    row: Delivery
    person: Person
    details: object


@dataclass(frozen=True, slots=True)
class Sent:
    """How one attempt ended, as `bot.core.delivery.settlement.settle` gave it; or that a row
    which `was` only claimed is put off. Where it no longer is what it was, someone else has taken
    it up."""

    key: str
    settled: Settled
    was: DeliveryState = DeliveryState.ATTEMPTING


def is_any_due(tx: Tx, at: datetime) -> bool:
    """Whether there is anything to claim: a row that is due, or one whose lease may have ended."""
    under_way = (DeliveryState.CLAIMED, DeliveryState.ATTEMPTING)
    return bool(tx.planned_due(moment(at), limit=1)) or any(
        tx.find(documents.DELIVERIES, state=each, limit=1) for each in under_way
    )


async def exchange(
    services: Services, sent: Sequence[Sent], keys: Sequence[str], at: datetime
) -> list[Ready | None]:
    """Settle what has ended (each row, its journey, and what it tells of the person), and mark of
    `keys` what may go now as `attempting`, on disk; None for what may not: it was put off, or
    skipped with its reason. One transaction for all of them; one that can't be read, or whose
    person can't, ends by itself."""

    def one(tx: Tx, each: Sent | str) -> Ready | None:
        if isinstance(each, str):
            return _begin(services, tx, each, at)
        _end_attempt(services, tx, each, at)
        return None

    def otherwise(tx: Tx, each: Sent | str) -> None:
        if isinstance(each, str):
            each = Sent(each, _UNREADABLE, DeliveryState.CLAIMED)
        doc = tx.get(documents.DELIVERIES, each.key)
        if doc and salvaged(doc).state == each.was:
            settle_alone(tx, each.key, doc, each.settled.change, at)

    items: list[Sent | str] = [*sent, *keys]
    done = await in_batch(services.store, items, one, otherwise)
    return done[len(sent) :]


def _end_attempt(services: Services, tx: Tx, sent: Sent, at: datetime) -> None:
    row = load_delivery(tx, sent.key)
    if row is None:  # a row erased meanwhile stays erased
        return
    if row.state == sent.was:
        _end(tx, sent.key, row, sent.settled, at)
    elif not row.is_waiting:
        _end_late(services, tx, sent, row, at)


def _end_late(services: Services, tx: Tx, late: Sent, row: Delivery, at: datetime) -> None:
    """Its lease ran out meanwhile, and it was put down as uncertain: it did arrive after all, or
    tells something of the person."""
    change = late.settled.change
    if change.state == DeliveryState.SENT:
        row = replace(row, activity=change.activity or row.activity)
        did_arrive(services, tx, late.key, row, at)
    _tell_person(tx, row.person, late.settled.effect)


def _begin(services: Services, tx: Tx, key: str, at: datetime) -> Ready | None:
    row = load_delivery(tx, key)
    if row is None or row.state != DeliveryState.CLAIMED or row.claimed_until <= moment(at):
        return None
    kind, person = services.kinds.get(row.kind), find(tx, row.person)
    if kind is None or person is None:
        ended = failed(Reason.UNKNOWN_KIND) if kind is None else skipped(Reason.GONE)
        _end(tx, key, row, ended, at)
        return None
    due = DueCard(key, row, person, at)
    if held := _held(services, tx, kind, due):
        _end(tx, key, row, held, at)
        return None
    until = moment(at + services.lease)
    row = replace(row, state=DeliveryState.ATTEMPTING, claimed_until=until)
    save_delivery(tx, key, row)
    return Ready(key, row, person, kind.enrich(services, tx, due))


def _held(services: Services, tx: Tx, kind: CardKind, due: DueCard) -> Settled | None:
    """Why this card may not go now: skipped for good, or put off until it may. None: it may."""
    hold = delivery_hold.current(tx)
    if hold.stops(kind.name):  # since it was claimed: it waits on as it was
        return Settled(RowChange(DeliveryState.PLANNED, Reason.ON_HOLD, claimed_until=""))
    reason = kind.skip_reason(services, tx, due)
    if reason == Reason.HALF_PLANNED:
        return Settled(again(due.at + timedelta(minutes=1), reason))
    if reason:
        return skipped(reason)
    journey = fold_pending(tx, journey_of(tx, due.person.key), due.at)
    scene = scene_of(services, tx, due.person, journey, due.at)
    if kind.at_once:
        reason = out_of_reach(due.person, due.at) or _outlived(kind, scene, due.row, hold)
        return skipped(reason) if reason else None
    return _put_off(kind, scene, due.row, hold)


def _put_off(kind: CardKind, scene: Scene, row: Delivery, hold: Hold) -> Settled | None:
    reason = bar(scene.person, scene.at) or _outlived(kind, scene, row, hold)
    if reason == Reason.PAUSED and scene.person.paused_until < moment(scene.at + STALE):
        return Settled(again(parse_moment(scene.person.paused_until), reason))
    if reason:
        return skipped(reason)
    counts = row.takes_room
    if turn := pauses.turn_of(hold, row, scene.person, scene.at):
        return Settled(again(turn, Reason.SPREAD))
    when = allowed_at(scene, scene.at, counts=counts, spread=False)
    if when == scene.at:
        return None
    when = allowed_at(scene, scene.at, counts=counts)  # no chorus when the day begins
    if when is None or when > scene.at + STALE:
        return skipped(Reason.NO_MOMENT)
    return Settled(again(when + timedelta(seconds=1), Reason.PUT_OFF))


def _outlived(kind: CardKind, scene: Scene, row: Delivery, hold: Hold) -> Reason:
    """Nobody wants this card any more: it is too old, not counting the time in which sending was
    held back, or what it is about has come to an end."""
    wanted = parse_moment(row.wanted_at or row.planned_at)
    if wanted + STALE * 2 + pauses.held_for(hold, wanted, scene.at) < scene.at:
        return Reason.STALE
    return kind.outdated(scene, row)


def _end(tx: Tx, key: str, row: Delivery, settled: Settled, at: datetime) -> None:
    """A card that was taken back while it was in the air goes no second time; one that arrived is
    withdrawn as any other."""
    back = row.fix == FixMark.WITHDRAW
    if back and settled.change.state == DeliveryState.PLANNED:
        settled = replace(settled, change=skipped(Reason.WITHDRAWN).change)
    after = settled.change.of(row)
    waits = after.state == DeliveryState.PLANNED
    after = put_off(tx, after) if waits else count(tx, after, WAITING, after.state, at)
    save_delivery(tx, key, after)
    _tell_person(tx, row.person, settled.effect)
    if waits:
        return
    welcomed = settled.effect is Effect.COUNTED and row.kind == Kind.WELCOME
    if welcomed and (person := find(tx, row.person)):
        save_person(tx, replace(person, welcomed=True))
    journey = _journey_after(journey_of(tx, row.person), key, after, settled.effect, at)
    if journey:
        save(tx, journey)
    if back:
        stop_reminding(tx, row, at)


def _journey_after(
    journey: Journey, key: str, row: Delivery, effect: Effect, at: datetime
) -> Journey | None:
    if effect is Effect.COUNTED:
        counts, pending = row.takes_room, journey.pending
        after = journeys.sent(journey, row.kind, row.subject, at, counts=counts, slot=row.slot)
        return after if pending in ("", key) else replace(after, pending=pending)
    if journey.pending == key:
        return without_card(journey, row, at)
    return None


def _tell_person(tx: Tx, key: str, effect: Effect) -> None:
    change: dict[Effect, dict[str, object]] = {
        Effect.OPTED_OUT: {"blocked": True},
        Effect.NOT_INSTALLED: {"installed": False},
        Effect.STALE_ADDRESS: {"conversation": ""},
    }
    person = find(tx, key) if effect in change else None
    if person:
        save_person(tx, replace(person, **change[effect]))
