"""After a gathering was changed or cancelled: redraws its cards, and tells those who will come."""

from __future__ import annotations

from datetime import datetime

from bot.actions.gatherings.guests import gathering_of, mark_fix
from bot.actions.gatherings.invitations import plan_card, plan_reminders
from bot.actions.people.records import find
from bot.actions.shared.batches import PLAN_PAGE, WRITE_PAGE
from bot.actions.shared.delivery_rows import deliveries_among, save_delivery
from bot.core import documents
from bot.core.gatherings.reply import COMING, Reply
from bot.core.values import from_doc, replace
from bot.ports import Tx
from bot.services import Services


async def tell_all(services: Services, id: str, at: datetime, *, notify: bool) -> None:
    """After a change, redraw sent cards, and with `notify` plan a new one for everybody who will
    come. Idempotent, since each is planned once."""
    after = ""
    while True:

        def change(tx: Tx, after: str = after) -> list[str]:
            page = tx.find(documents.REPLIES, gathering=id, after=after, limit=PLAN_PAGE)
            for key, reply in page:
                _tell(services, tx, key, from_doc(Reply, reply), at, notify=notify)
            return [key for key, _ in page]

        page = await services.store.run(change)
        if len(page) < PLAN_PAGE:
            break
        after = page[-1]
    await redraw(services, id, at)


def _tell(
    services: Services, tx: Tx, key: str, reply: Reply, at: datetime, *, notify: bool
) -> None:
    gathering, person = gathering_of(tx, reply.gathering), find(tx, reply.person)
    if gathering is None or person is None:
        return
    tx.put(documents.REPLIES, key, replace(reply, at=gathering.start))
    if reply.answer not in COMING:
        return
    if notify and person.key != gathering.by:
        what = "cancelled" if gathering.is_cancelled else f"moved/{gathering.rev}"
        plan_card(services, tx, person.key, gathering, what, at, at)
    if not gathering.is_cancelled:
        plan_reminders(services, tx, person, gathering, at)


async def redraw(services: Services, id: str, at: datetime) -> None:
    """Mark every sent card of this gathering to be redrawn."""
    after = ""
    while True:

        def change(tx: Tx, after: str = after) -> list[str]:
            page = tx.find(documents.DELIVERIES, subject=id, after=after, limit=WRITE_PAGE)
            for key, row in deliveries_among(page):
                if marked := mark_fix(row, at):
                    save_delivery(tx, key, marked)
            return [key for key, _ in page]

        page = await services.store.run(change)
        if len(page) < WRITE_PAGE:
            return
        after = page[-1]
