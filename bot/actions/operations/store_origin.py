"""Tells a production store from one that was made in local mode or by the demo."""

from __future__ import annotations

from bot.core import documents
from bot.core.people.roles import Role
from bot.ports import Tx


def is_production(tx: Tx) -> bool:
    """Whether somebody in it has a service URL of Teams, which is always https. Local mode has
    plain http on loopback, and the demo a host under .invalid."""
    found = tx.find(documents.PEOPLE, role=Role.EMPLOYEE.value, limit=5)
    addresses = [str(person.get("service_url", "")) for _, person in found]
    return any(each.startswith("https://") and ".invalid/" not in each for each in addresses)
