"""Who did what, by pseudonym: for whoever must find out later what happened, and with no names."""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256

from bot.actions.house import House
from bot.core import kinds
from bot.core.people import moment
from bot.ports import Tx


def pseudonym(house: House, key: str) -> str:
    """The same word for the same person for ever, that nobody can turn back into them."""
    return hmac.new(house.secret, f"who|{key}".encode(), sha256).hexdigest()[:16]


def record(
    house: House, tx: Tx, what: str, who: str, at: datetime, **facts: str | int | bool
) -> None:
    """`what` happened ("push_confirmed"), by the person with the key `who`. `facts` name nobody."""
    by = pseudonym(house, who)
    key = f"{moment(at)}/{what}/{by}"
    for n in range(1, 1000):
        if tx.get(kinds.AUDIT, key) is None:
            break
        key = f"{moment(at)}/{what}/{by}/{n}"
    tx.put(kinds.AUDIT, key, {"at": moment(at), "what": what, "by": by, **facts})
