"""A person's own chat with the bot: where what is sent to them goes, wherever they tapped."""

from __future__ import annotations

from bot.actions.people.records import find, save
from bot.core.turn import Address
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


async def address(services: Services, key: str) -> Address | None:
    """The address of their own chat, whose id is "" while the bot has none; None if they are
    unknown."""

    def change(tx: Tx) -> Address | None:
        person = find(tx, key)
        return person.address if person else None

    return await services.store.run(change)


async def keep(services: Services, key: str, conversation: str) -> None:
    """Keep the chat that the bot has opened, for every later send. Nothing of who is unknown."""

    def change(tx: Tx) -> None:
        person = find(tx, key)
        if person and person.conversation != conversation:
            save(tx, replace(person, conversation=conversation))

    await services.store.run(change)
