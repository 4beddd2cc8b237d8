"""Sends to a person's own chat, which need not be where they tapped a card.

A card that was sent on is tapped in chats of others, for which Teams says "personal" all the same,
with an id that is not the tapper's: https://github.com/MicrosoftDocs/msteams-docs/issues/8373
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from bot.core.send_outcome import Ended, SendOutcome
from bot.core.turn import Address, Message, Turn
from bot.core.values import replace
from bot.errors import StoreError
from bot.ports import Messenger


@dataclass(frozen=True, slots=True)
class OwnChats:
    """What is known of people's own chats, by their keys. `find` gives the address, None if they
    are unknown; `keep` is told the id of a chat that was opened."""

    find: Callable[[str], Awaitable[Address | None]]
    keep: Callable[[str, str], Awaitable[None]]

    async def of(self, turn: Turn, way: Messenger) -> Address:
        """The address of the sender's own chat, which is opened if the bot has none; its id is ""
        if that fails."""
        known = await self._known(turn)
        return known if known.conversation else (await self._opened(turn, known, way))[0]

    async def send(self, turn: Turn, message: Message, way: Messenger) -> SendOutcome:
        """Send to the sender's own chat; if that is gone, to the one that is opened instead."""
        to = await self._known(turn)
        if to.conversation:
            outcome = await way.send(to, message)
            if outcome.ended not in (Ended.GONE, Ended.NOT_INSTALLED):
                return outcome
        to, opened = await self._opened(turn, to, way)
        return await way.send(to, message) if opened.ok else opened

    async def _known(self, turn: Turn) -> Address:
        try:
            found = await self.find(turn.person)
        except StoreError:
            found = None
        if found is None or not found.service_url:
            return replace(turn.address, conversation="", room="personal")
        return found

    async def _opened(self, turn: Turn, to: Address, way: Messenger) -> tuple[Address, SendOutcome]:
        opened = await way.open(to)
        if not opened.ok:
            return replace(to, conversation=""), opened
        with suppress(StoreError):  # it is found again next time
            await self.keep(turn.person, opened.conversation)
        return replace(to, conversation=opened.conversation), opened
