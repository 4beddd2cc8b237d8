"""Acts as they are done by each who may do them, in a town; and what the audit says then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.actions.operations.audit_trail import AuditEntry, entries
from bot.actions.shared import audit
from bot.actions.shared.acts import Act
from bot.core.actor import COMMAND_LINE, Actor, person_actor, token_actor
from tests.champion_world import Town, key, move_in, someone
from tests.chat_client import TENANT

TOKEN = token_actor("API_TOKEN")
BO, OLGA, IVAR = (person_actor(key(each)) for each in ("bo", "olga", "ivar"))
P0, STRANGER = person_actor(key("p000")), person_actor(key("nobody"))
ANYBODY = (TOKEN, COMMAND_LINE, IVAR)  # who may do what concerns everybody

Do = Callable[[Town, Actor], Awaitable[Any]]


@dataclass(frozen=True)
class Play:
    """`do` by each of `by` leaves the one entry `act`, with these facts. `ready` comes before, and
    what it leaves is not looked at. `also` are acts that follow from it, and are played here."""

    act: Act
    by: tuple[Actor, ...]
    do: Do
    before: dict[str, Any]
    after: dict[str, Any]
    ready: Do | None = None
    about: str = ""
    facts: dict[str, Any] | None = None
    also: tuple[Act, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.act}{'+' if self.also else ''}"


async def settled(**facts: Any) -> Town:
    town = await Town(tenants=frozenset({TENANT}), **facts).settle(colleagues=20, others=2)
    await move_in(town.services, [someone("ivar", "", role="operator")])
    return town


async def written(town: Town) -> list[AuditEntry]:
    return list((await entries(town.store)).entries)


def names(town: Town, actor: Actor) -> tuple[str, str]:
    by = audit.pseudonym(town.services, actor.person) if actor.person else actor.name
    return str(actor.kind), by
