"""Claims deliveries. It is an ordinary change, so that every store behaves alike, and it reads only
deliveries that are due or in flight, never all of them. They are changed as documents, so that one
which nobody can read is claimed as well, and comes to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.core.delivery.states import DeliveryState, FixMark, Reason
from bot.core.documents import DELIVERIES, STORE_FACTS
from bot.core.moments import moment
from bot.core.store_facts import Hold
from bot.ports import Claimed, Doc
from bot.store.changes import Change
from bot.store.rows import MOST

SENDING = "sending"  # the document in the store's own facts that can hold back all sending
# While sending is held back, what goes all the same was planned a moment ago. To find it, all that
# waits is not read again and again.
_FRESH: Final = timedelta(minutes=15)
_RELEASED: Final = {
    DeliveryState.ATTEMPTING: DeliveryState.UNCERTAIN,
    DeliveryState.CLAIMED: DeliveryState.PLANNED,
}


def claim(now: datetime, limit: int, lease: timedelta) -> Callable[[Change], Claimed]:
    """The change that claims up to `limit` deliveries, as `bot.ports.Store.claim` promises. Raises
    ValueError if `now` has no zone."""
    at, until = moment(now), moment(now + lease)
    far = moment(now + 2 * lease)
    fresh = moment(now - _FRESH)

    def change(tx: Change) -> Claimed:
        busy = _put_right(tx, at, far)
        hold = tx.get(STORE_FACTS, SENDING, Hold)
        if hold and hold.held and not hold.passes:
            return Claimed([], more=False)
        taken: list[tuple[str, Doc]] = []
        more = False
        for key, doc in _planned(tx, at, fresh if hold and hold.held else ""):
            if hold and hold.stops(str(doc.get("kind"))):
                continue
            if len(taken) == limit:
                more = True
                break
            person = str(doc.get("person"))
            if person in busy:
                more = True
                continue
            busy.add(person)
            doc.update(state=DeliveryState.CLAIMED, claimed_until=until)
            taken.append((key, doc))
        for key, doc in taken:
            tx.put(DELIVERIES, key, doc)
        return Claimed(taken, more)

    return change


def in_state(tx: Change, state: str) -> Iterator[tuple[str, Doc]]:
    """Every delivery in this state, page by page. The caller may change them along the way."""
    after = ""
    while page := tx.find(DELIVERIES, state=state, after=after, limit=MOST):
        yield from page
        after = page[-1][0]


def _put_right(tx: Change, at: str, far: str) -> set[str]:
    """Release deliveries whose lease a crash let expire. Returns the people who still have one in
    flight. A lease that ends after `far` was given while the clock was wrong, and counts as
    expired."""
    busy: set[str] = set()
    for state, then in _RELEASED.items():
        for key, doc in in_state(tx, state):
            if at < str(doc.get("claimed_until") or "") <= far:
                busy.add(str(doc.get("person")))
                continue
            doc["state"] = then
            if then == DeliveryState.UNCERTAIN:  # for the journey to act on
                doc.update(reason=Reason.INTERRUPTED, fix=FixMark.INTERRUPTED)
            tx.put(DELIVERIES, key, doc)
    return busy


def _planned(tx: Change, at: str, since: str) -> Iterator[tuple[str, Doc]]:
    after = (since, "")
    while page := tx.planned_due(at, after=after, limit=100):
        yield from page
        key, doc = page[-1]
        after = (doc["due_at"], key)
