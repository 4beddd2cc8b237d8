"""One card meant for one person: the row it has, from before it is sent until long after.

States: planned, claimed, attempting (together: waiting); then sent, uncertain, failed, blocked,
skipped, the last three with a reason. Withdrawn and corrected are dated marks on a sent row.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from msgspec import Struct, convert
from msgspec.structs import fields

from bot.core.delivery.states import OUT, WAITING, DeliveryState, FixMark, Reason, Trouble
from bot.core.moments import moment
from bot.core.values import replace, to_doc
from bot.errors import UNREADABLE

STALE: Final = timedelta(days=7)  # a card that could not go for so long is no longer wanted


class Delivery(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Moments are texts as in `Person`, "" for none.

    `subject` is what the card is about, `slot` which one of several. `reason` is a `Reason`, or
    what Teams said. `claimed_until` is when the lease of whoever sends it runs out. `activity` is
    the card's id in Teams. `day` is the one in whose figures the row stands, see
    `bot.actions.shared.delivery_counts`; "" in rows from before there were such.
    `counts` is whether it takes room in the person's budget; None, in old rows: it does. `push`
    and `share` are what it belongs to. `wanted_at` is since when it is wanted, where that is
    another moment than its planning. `tries` are those in vain, the first at `tried_at`;
    `resolved`: the conversation was looked up anew. `tapped` is what was chosen on it. `as_of` is
    the moment that a card marked to be drawn anew is to show, `corrected` the day on which its
    lesson was; `corrected_at` and `withdrawn_at` are when it was drawn anew, and taken back.
    `others` are fields of a later version, kept as they are.
    """

    person: str
    kind: str
    subject: str
    slot: str
    state: DeliveryState
    planned_at: str
    due_at: str
    day: str = ""
    claimed_until: str
    reason: str
    tries: int | None = None
    sent_at: str
    activity: str
    fix: FixMark
    counts: bool | None = None
    push: str | None = None  # none is no text: an index has no entry for it
    share: str = ""
    wanted_at: str = ""
    tried_at: str = ""
    resolved: bool = False
    tapped: str = ""
    as_of: str = ""
    corrected: str = ""
    corrected_at: str = ""
    withdrawn_at: str = ""
    others: dict[str, Any] = {}

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_out(self) -> bool:
        """Sent, or it may have been."""
        return self.state in OUT

    @property
    def takes_room(self) -> bool:
        """In the person's budget."""
        return self.counts is not False


_KNOWN: Final = frozenset(Delivery.__struct_encode_fields__) - {"others"}
EMPTY: Final = Delivery(
    person="",
    kind="",
    subject="",
    slot="",
    state=DeliveryState.FAILED,
    planned_at="",
    due_at="",
    claimed_until="",
    reason="",
    sent_at="",
    activity="",
    fix=FixMark.NONE,
)


def read_delivery(doc: Mapping[str, Any]) -> Delivery:
    """The row in a document. Raises ValueError where it is none."""
    row = convert(doc, Delivery)
    if doc.keys() <= _KNOWN:
        return row
    return replace(row, others={name: doc[name] for name in doc.keys() - _KNOWN})


def with_others(row: Delivery) -> dict[str, Any]:
    """The row as a document, the fields of a later version among its own."""
    return to_doc(replace(row, others={})) | row.others


def salvaged(doc: Mapping[str, Any]) -> Delivery:
    """What can be read of a row, also of one that can't be read whole; empty where it can't."""
    with suppress(*UNREADABLE):
        return read_delivery(doc)
    found = {}
    for each in fields(Delivery):
        with suppress(*UNREADABLE):
            found[each.name] = convert(doc[each.name], each.type)
    return replace(EMPTY, **found)


def delivery_key(secret: bytes, person: str, kind: str, subject: str, slot: str) -> str:
    """The unique key: the same card for the same person has the same key for ever.

    Hidden by the store's secret, so that a key which outlives an erased person reveals nothing.
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


def planned(card: PlannedCard, at: datetime) -> Delivery:
    """The row of this card before anything is sent."""
    due = moment(card.due)
    return Delivery(
        person=card.person,
        kind=str(card.kind),
        subject=card.subject,
        slot=card.slot,
        state=DeliveryState.PLANNED,
        planned_at=moment(at),
        due_at=due,
        day=due[:10],
        claimed_until="",
        reason="",
        tries=0,
        sent_at="",
        activity="",
        fix=FixMark.NONE,
        counts=card.counts is not False,
        push=card.push or None,
        share=card.share,
        wanted_at=moment(card.wanted_at) if card.wanted_at else "",
    )


def trouble(row: Delivery) -> Trouble:
    """What an ended row without a card tells of trying again."""
    if row.reason in _LOST:
        return Trouble.LOST
    failed = row.state == DeliveryState.FAILED or row.reason == Reason.CONTENT_STOPPED
    return Trouble.FAILED if failed else Trouble.NONE


_LOST: Final = (Reason.CONTENT_GONE, Reason.WITHDRAWN)
