"""Who did what, by pseudonym: for whoever must find out later what happened, and with no names."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from bot.core import documents
from bot.core.people.person import moment
from bot.ports import Tx
from bot.services import Services

ROSTER: Final = "roster"  # who decides, where the roster does
_PAGE: Final = 100


def pseudonym(services: Services, key: str) -> str:
    """The same word for the same person for ever, that nobody can turn back into them."""
    return hmac.new(services.secret, f"who|{key}".encode(), sha256).hexdigest()[:16]


def record(
    services: Services, tx: Tx, what: str, who: str, at: datetime, **facts: str | int | bool
) -> None:
    """`what` happened ("push_confirmed"), by the person with the key `who`. `facts` name nobody."""
    by = pseudonym(services, who)
    key = f"{moment(at)}/{what}/{by}"
    for n in range(1, 1000):
        if tx.get(documents.AUDIT, key) is None:
            break
        key = f"{moment(at)}/{what}/{by}/{n}"
    tx.put(documents.AUDIT, key, {"at": moment(at), "what": what, "by": by, **facts})


def record_refusal(services: Services, tx: Tx, what: str, who: str, at: datetime) -> None:
    """Somebody tried what they may not do: one entry a day that says how many times, so that
    trying again and again fills nothing."""
    by = pseudonym(services, who)
    key = f"{moment(at)[:10]}/{what}/{by}"
    known = tx.get(documents.AUDIT, key) or {"at": moment(at), "what": what, "by": by, "times": 0}
    tx.put(documents.AUDIT, key, known | {"times": known["times"] + 1})


async def purge(services: Services, at: datetime) -> int:
    """Entries older than anything is kept go; how many."""
    last = moment(at - timedelta(days=services.retention_days + 1))[:10] + "T23:59:59Z"

    def change(tx: Tx) -> int:
        page = tx.due(documents.AUDIT, last, limit=_PAGE)
        for key, _ in page:
            tx.delete(documents.AUDIT, key)
        return len(page)

    gone = 0
    while done := await services.store.run(change):
        gone += done
    return gone
