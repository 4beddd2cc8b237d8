"""How deliveries stand, in counts: of each kind, and of each champion's push."""

from __future__ import annotations

from bot.core.delivery.deliveries import Row
from bot.ports import Tx


def count(tx: Tx, row: Row, before: str, after: str) -> None:
    """This row went from one state to another; the waiting ones are "waiting"."""
    names = [f"delivery|{row.get('kind', '')}"]
    if push := row.get("push"):
        names.append(f"push|{push}")
    for name in names:
        tx.add(f"{name}|{before}", -1)
        tx.add(f"{name}|{after}")
