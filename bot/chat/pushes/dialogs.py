"""The form for recommending a lesson, and the steps after it, in a dialog of Teams.

A card in a chat is seen by everybody there, a dialog only by the person who opened it. So champions
can recommend lessons from wherever they are: from the message extension, or with the button on the
invitation in a group chat. The steps are those of the personal chat, drawn for a dialog.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.actions.pushes import confirm as push_confirm
from bot.actions.pushes import share as push_share
from bot.actions.pushes.share import ShareRefusal
from bot.chat import envelopes
from bot.chat.pushes import push as pushing
from bot.chat.pushes.share import why_not
from bot.chat.routes import Ask
from bot.core.turn import Message
from bot.core.values import replace
from cards.pushes import push as push_cards
from cards.pushes.share import as_dialog

FIRST: Final = "push"
VERBS: Final = (
    *(FIRST, "push-preview", "push-people", "push-send"),
    *("push-look", "push-undo", "push-withdraw"),
)


async def opened(ask: Ask) -> bytes:
    """The first step; a kind sentence for those who may not recommend anything."""
    offered = await push_share.offer(ask.services, ask.key, ask.turn.at)
    if isinstance(offered, ShareRefusal):
        return envelopes.said(why_not(ask, offered))
    return await answered(ask, {"verb": FIRST})


async def answered(ask: Ask, data: Mapping[str, Any]) -> bytes:
    """The next step, by the verb in `data`. A verb that doesn't belong here starts over."""
    verb = data.get("verb")
    if not isinstance(verb, str) or verb not in VERBS:
        return await opened(ask)
    step = Ask(replace(ask.turn, verb=verb, data=data, card=""), ask.services)
    reply = await pushing.routes.taps[verb](step)
    shown = reply.messages[0]
    if verb == "push-send":
        await _follow(step, shown)
    return envelopes.dialog(shown.summary, as_dialog(shown.card, VERBS))


async def _follow(ask: Ask, shown: Message) -> None:
    """Send the card with the progress to the champion's chat, since the dialog closes."""
    id = push_cards.read_id(ask.turn.data)
    await push_confirm.follow(ask.services, ask.key, id, shown)
