"""Where a store comes from: is it a real bot's, or one that was tried out on somebody's machine?"""

from __future__ import annotations

from bot.core import documents
from bot.core.people.roles import Role
from bot.ports import Tx


def is_production(tx: Tx) -> bool:
    """Whether somebody in it has been reached through Teams, which is always by https. Local mode
    only knows plain http on loopback, and the demonstration a name that nobody can have."""
    found = tx.find(documents.PEOPLE, role=Role.EMPLOYEE.value, limit=5)
    addresses = [str(person.get("service_url", "")) for _, person in found]
    return any(each.startswith("https://") and ".invalid/" not in each for each in addresses)
