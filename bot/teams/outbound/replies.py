"""Delivers a `Reply` to the person: in the HTTP response, as an update, or as messages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

import structlog

from bot.core.send_outcome import SendOutcome
from bot.core.turn import Message, Reply, Turn, What
from bot.ports import Messenger
from bot.teams.inbound import invokes
from bot.teams.outbound.own_chats import OwnChats

log = structlog.get_logger(__name__)

# Teams waits five seconds for the answer to an invoke; half a second is for the way back.
# https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/respond-to-task-module-submit
TURN_SECONDS: Final = 4.5

Patience = Callable[[float], Messenger]
"""A messenger that keeps trying for that many seconds."""


class Replier:
    def __init__(
        self,
        patience: Patience,
        own_chats: OwnChats,
        note: Callable[[SendOutcome], None] | None = None,
    ) -> None:
        self._patience = patience
        self._own_chats = own_chats
        self._listener = note
        self._later: set[asyncio.Task[None]] = set()

    async def answer(self, turn: Turn, reply: Reply, left: float) -> invokes.InvokeAnswer | None:
        """Deliver `reply` within `left` seconds. Returns the answer to an invoke, None for a
        message."""
        if not is_invoke(turn):
            await self._deliver(turn, reply, left)
            return None
        if reply.messages and reply.messages[0].card:
            answer, rest = invokes.card(reply.messages[0].card), reply.messages[1:]
        else:
            answer, rest = invokes.toast(reply.toast), reply.messages
        if rest and turn.what is What.TAPPED:
            self._send_later(turn, rest)
        return answer

    async def apologise(self, turn: Turn, text: str) -> invokes.InvokeAnswer | None:
        """Tell the person that something went wrong. As a toast, since Teams hides the text of an
        error response; an automatic refresh says nothing."""
        if turn.what is What.REFRESHED:
            return invokes.keep()
        if is_invoke(turn):
            return invokes.toast(text)
        if turn.what is not What.REMOVED:
            await self._send(turn, (Message(text=text),), TURN_SECONDS)
        return None

    async def close(self) -> None:
        """Wait for the messages that were to follow an answer."""
        if self._later:
            await asyncio.gather(*self._later, return_exceptions=True)

    def _send_later(self, turn: Turn, messages: Sequence[Message]) -> None:
        """Send after the answer: no request goes out before a tap is answered."""
        task = asyncio.create_task(self._send(turn, messages, TURN_SECONDS))
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _deliver(self, turn: Turn, reply: Reply, left: float) -> None:
        messages = reply.messages
        if not messages and reply.toast:
            messages = (Message(text=reply.toast),)
        tapped = turn.what is What.TAPPED and bool(turn.card)
        if messages and tapped and messages[0].card:
            # The response to an Action.Submit can't carry a card, so the message is updated.
            replaced = await self._replace(turn, messages[0], self._patience(left))
            messages = messages[1:] if replaced else messages
            left = (
                TURN_SECONDS  # Teams waits longer for a message to be accepted than for an invoke
            )
        await self._send(turn, messages, left)

    async def _replace(self, turn: Turn, message: Message, way: Messenger) -> bool:
        """Put `message` in the place of the tapped card, unless that was sent on to a chat of
        others. Whether it was done; if not, for whatever reason, it has to be sent."""
        if turn.address.room == "personal":
            own = await self._own_chats.of(turn, way)
            if own.conversation not in ("", turn.address.conversation):
                return False
        outcome = await way.update(turn.address, turn.card, message)
        self._note(turn, outcome)
        return outcome.ok

    async def _send(self, turn: Turn, messages: Sequence[Message], seconds: float) -> None:
        """Send where it was written; but whoever only tapped gets it in their own chat."""
        way = self._patience(seconds)
        tapped = turn.what is What.TAPPED or turn.submitted
        elsewhere = tapped or not turn.address.conversation
        for message in messages:
            if elsewhere:
                outcome = await self._own_chats.send(turn, message, way)
            else:
                outcome = await way.send(turn.address, message)
            self._note(turn, outcome)

    def _note(self, turn: Turn, outcome: SendOutcome) -> None:
        if self._listener:
            self._listener(outcome)
        if not outcome.ok:
            log.warning("reply_failed", to=turn.what, how=outcome.ended, why=outcome.reason)


def is_invoke(turn: Turn) -> bool:
    """Whether Teams expects the answer in the HTTP response."""
    return turn.what is What.REFRESHED or (turn.what is What.TAPPED and not turn.submitted)
