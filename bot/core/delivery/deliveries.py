"""One card meant for one person: the row it has before it is sent, and how the row ends.

States: planned, claimed, attempting (together: waiting); then sent, uncertain, failed, blocked,
skipped, the last three with a reason. Withdrawn and corrected are dated marks on a sent row.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from bot.core.delivery.rate_limits import back_off
from bot.core.moments import moment
from bot.core.send_outcome import Ended, SendOutcome

Row = dict[str, Any]
WAITING: Final = ("planned", "claimed", "attempting")
ENDED: Final = ("sent", "uncertain", "failed", "blocked", "skipped")
STATES: Final = WAITING + ENDED
MOST_TRIES: Final = 8
LASTS: Final = timedelta(hours=4)  # at least: a storm of an hour or two loses nobody their card
NOT_YET: Final = "half_planned"  # no reason to skip: asked again in a minute
UNKNOWN_KIND: Final = "unknown_kind"  # no subject declares it: nobody knows how to draw it
STALE: Final = timedelta(days=7)  # a card that could not go for so long is no longer wanted


def delivery_key(secret: bytes, person: str, kind: str, subject: str, slot: str) -> str:
    """The unique key: the same card for the same person has the same key for ever.

    Hidden by the house's secret, so that a key which outlives an erased person tells nothing.
    """
    said = "\x1f".join((person, kind, subject, slot)).encode()
    return hmac.digest(secret, said, "sha256").hex()[:40]


@dataclass(frozen=True, slots=True)
class PlannedCard:
    """One card that is to go to one person, not before `due`. `subject` is what it is about, `slot`
    which one of several: with person and kind they are its unique key.

    `counts` is whether it takes room in the person's budget; None: as its kind says. `push` and
    `share` are what it belongs to; `wanted_at` since when it is wanted, where that is another
    moment than its planning: it is too old a while after that.
    """

    person: str
    kind: str
    subject: str
    due: datetime
    slot: str = ""
    counts: bool | None = None
    push: str = ""
    share: str = ""
    wanted_at: datetime | None = None


def planned(card: PlannedCard, at: datetime) -> Row:
    """The row of this card before anything is sent. `day` is the one in whose figures it stands,
    see `bot.actions.shared.delivery_counts`."""
    wanted = {"wanted_at": moment(card.wanted_at)} if card.wanted_at else {}
    belongs = {name: each for name in ("push", "share") if (each := getattr(card, name))}
    return {
        "person": card.person,
        "kind": str(card.kind),
        "subject": card.subject,
        "slot": card.slot,
        "state": "planned",
        "planned_at": moment(at),
        "due_at": moment(card.due),
        "day": moment(card.due)[:10],
        "claimed_until": "",
        "reason": "",
        "tries": 0,
        "sent_at": "",
        "activity": "",
        "fix": "",
        "counts": card.counts is not False,
        **belongs,
        **wanted,
    }


def trouble(row: Row) -> str:
    """What an ended row without a card tells of trying again: "failed" when it may go well another
    time, "lost" when there is nothing to send any more, "" when nothing went wrong."""
    if row["reason"] in _LOST:
        return "lost"
    return "failed" if row["state"] == "failed" or row["reason"] in _STOPPED else ""


_LOST: Final = ("content_gone", "withdrawn")
_STOPPED: Final = ("content_stopped",)


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


@dataclass(frozen=True, slots=True)
class Settled:
    """`changes` go into the row; `wait` is seconds the tenant waits."""

    changes: Row
    effect: Effect = Effect.NONE
    wait: float = 0.0


def settle(row: Row, outcome: SendOutcome, at: datetime, chance: float) -> Settled:
    """How a row stands after this outcome. `chance` in [0, 1) is the jitter of the next try."""
    ended, reason = outcome.ended, outcome.reason
    if ended in _PLAIN:
        state, word, effect = _PLAIN[ended]
        return Settled({"state": state, "reason": word or reason}, effect)
    if ended in (Ended.SENT, Ended.UNCERTAIN):
        done = {"state": str(ended), "sent_at": moment(at), "activity": outcome.activity}
        return Settled(done | {"claimed_until": "", "reason": reason}, Effect.COUNTED)
    if ended is Ended.GONE:
        return _stale(row, outcome, at)
    if ended in _STOPS:
        return Settled(again(at, reason), _STOPS[ended])
    return _try_again(row, outcome, at, chance)


_PLAIN: Final = {
    Ended.BLOCKED: ("blocked", "", Effect.OPTED_OUT),
    Ended.NOT_INSTALLED: ("skipped", "not_installed", Effect.NOT_INSTALLED),
    Ended.TOO_BIG: ("failed", "too_big", Effect.STOP_CONTENT),
    Ended.REFUSED: ("failed", "", Effect.NONE),
}
_STOPS: Final = {Ended.DISABLED: Effect.STOP_TENANT, Ended.UNREGISTERED: Effect.STOP_ALL}


def again(due: datetime, reason: str = "") -> Row:
    """Back to planned: nothing was sent, and nothing is lost. `due` is rounded up to a second, so
    that it is never taken up too early, again and again."""
    due += timedelta(seconds=1) if due.microsecond else timedelta()
    return {"state": "planned", "due_at": moment(due), "claimed_until": "", "reason": reason}


def _stale(row: Row, outcome: SendOutcome, at: datetime) -> Settled:
    if row.get("resolved"):
        return Settled({"state": "failed", "reason": "gone"})
    return Settled(again(at, outcome.reason) | {"resolved": True}, Effect.STALE_ADDRESS)


def _try_again(row: Row, outcome: SendOutcome, at: datetime, chance: float) -> Settled:
    """Ever more seldom, also where Teams asks for a short wait: that is for the tenant, which goes
    on with others meanwhile."""
    tries, first = row.get("tries", 0) + 1, row.get("tried_at") or moment(at)
    throttled = outcome.ended is Ended.THROTTLED
    effect = Effect.TENANT_WAITS if throttled else Effect.NONE
    patient = back_off(tries, chance)
    wait = outcome.wait if outcome.wait is not None else patient
    known = {"tries": tries, "tried_at": first}
    if tries >= MOST_TRIES and first <= moment(at - LASTS):
        return Settled({"state": "failed", "reason": "tries"} | known, effect, wait * throttled)
    due = at + timedelta(seconds=max(wait, patient))
    return Settled(again(due, outcome.reason) | known, effect, wait * throttled)
