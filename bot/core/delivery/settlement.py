"""How one attempt to send a card ended: what changes in its row, and what it means for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import asdict

from bot.core.delivery.deliveries import Delivery
from bot.core.delivery.rate_limits import back_off
from bot.core.delivery.states import DeliveryState, FixMark, Reason
from bot.core.moments import moment
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.values import replace

MOST_TRIES: Final = 8
LASTS: Final = timedelta(hours=4)  # at least: a storm of an hour or two loses nobody their card


class Effect(StrEnum):
    """What an outcome means beyond its own row."""

    NONE = ""
    COUNTED = "counted"  # it went out, or may have: it counts in the person's budget
    OPTED_OUT = "opted_out"  # the person blocked the bot
    NOT_INSTALLED = "not_installed"
    STALE_ADDRESS = "stale_address"  # forget the conversation, and find it again once
    TENANT_WAITS = "tenant_waits"
    STOP_CONTENT = "stop_content"
    STOP_TENANT = "stop_tenant"
    STOP_ALL = "stop_all"


class RowChange(Struct, frozen=True):
    """What changes in a row, by the fields' own names; None for what stays as it was, or as
    somebody else has made it meanwhile."""

    state: DeliveryState
    reason: str | None = None
    due_at: str | None = None
    claimed_until: str | None = None
    sent_at: str | None = None
    activity: str | None = None
    fix: FixMark | None = None
    tries: int | None = None
    tried_at: str | None = None
    resolved: bool | None = None

    def fields(self) -> dict[str, Any]:
        return {name: each for name, each in asdict(self).items() if each is not None}

    def of(self, row: Delivery) -> Delivery:
        """The row with this change."""
        return replace(row, **self.fields())


@dataclass(frozen=True, slots=True)
class Settled:
    """`change` is for the row; `wait` is seconds the tenant waits."""

    change: RowChange
    effect: Effect = Effect.NONE
    wait: float = 0.0


def skipped(reason: Reason) -> Settled:
    return Settled(RowChange(DeliveryState.SKIPPED, reason))


def failed(reason: Reason) -> Settled:
    return Settled(RowChange(DeliveryState.FAILED, reason))


def settle(row: Delivery, outcome: SendOutcome, at: datetime, chance: float) -> Settled:
    """How a row stands after this outcome. `chance` in [0, 1) is the jitter of the next try."""
    ended, reason = outcome.ended, outcome.reason
    if ended in _PLAIN:
        state, word, effect = _PLAIN[ended]
        return Settled(RowChange(state, word or reason), effect)
    if ended in (Ended.SENT, Ended.UNCERTAIN):
        state = DeliveryState.SENT if ended is Ended.SENT else DeliveryState.UNCERTAIN
        activity = outcome.activity
        done = RowChange(state, reason, claimed_until="", sent_at=moment(at), activity=activity)
        return Settled(done, Effect.COUNTED)
    if ended is Ended.GONE:
        return _stale(row, outcome, at)
    if ended in _STOPS:
        return Settled(again(at, reason), _STOPS[ended])
    return _try_again(row, outcome, at, chance)


_PLAIN: Final = {
    Ended.BLOCKED: (DeliveryState.BLOCKED, Reason.NONE, Effect.OPTED_OUT),
    Ended.NOT_INSTALLED: (
        DeliveryState.SKIPPED,
        Reason.NOT_INSTALLED,
        Effect.NOT_INSTALLED,
    ),
    Ended.TOO_BIG: (DeliveryState.FAILED, Reason.TOO_BIG, Effect.STOP_CONTENT),
    Ended.REFUSED: (DeliveryState.FAILED, Reason.NONE, Effect.NONE),
}
_STOPS: Final = {Ended.DISABLED: Effect.STOP_TENANT, Ended.UNREGISTERED: Effect.STOP_ALL}


def again(due: datetime, reason: str = "") -> RowChange:
    """Back to planned: nothing was sent, and nothing is lost. `due` is rounded up to a second, so
    that it is never taken up too early, again and again."""
    due += timedelta(seconds=1) if due.microsecond else timedelta()
    return RowChange(DeliveryState.PLANNED, reason, due_at=moment(due), claimed_until="")


def _stale(row: Delivery, outcome: SendOutcome, at: datetime) -> Settled:
    if row.resolved:
        return failed(Reason.GONE)
    change = replace(again(at, outcome.reason), resolved=True)
    return Settled(change, Effect.STALE_ADDRESS)


def _try_again(row: Delivery, outcome: SendOutcome, at: datetime, chance: float) -> Settled:
    """Ever more seldom, also where Teams asks for a short wait: that is for the tenant, which goes
    on with others meanwhile."""
    tries, first = (row.tries or 0) + 1, row.tried_at or moment(at)
    throttled = outcome.ended is Ended.THROTTLED
    effect = Effect.TENANT_WAITS if throttled else Effect.NONE
    patient = back_off(tries, chance)
    wait = outcome.wait if outcome.wait is not None else patient
    if tries >= MOST_TRIES and first <= moment(at - LASTS):
        why = outcome.reason if outcome.ended is Ended.FORBIDDEN else Reason.TRIES
        over = RowChange(DeliveryState.FAILED, why, tries=tries, tried_at=first)
        return Settled(over, effect, wait * throttled)
    change = again(at + timedelta(seconds=max(wait, patient)), outcome.reason)
    return Settled(replace(change, tries=tries, tried_at=first), effect, wait * throttled)
