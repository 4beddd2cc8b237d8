"""In a group chat or a channel: an invitation to the personal chat, never anyone's results."""

from __future__ import annotations

from bot.chat.routes import Ask
from bot.core.pushes.share import chat_link
from bot.core.turn import QUIET, Reply, What
from bot.locale import words
from cards import menu


async def invite(ask: Ask, *, recommend: bool = False) -> Reply:
    """A short card, or nothing if the message is not meant for the bot. `recommend` adds a button
    that opens a dialog, which only the person who taps it sees."""
    if ask.turn.what not in (What.INSTALLED, What.SAID, What.TAPPED):
        return QUIET
    return ask.card(menu.invite(words(ask.language), chat_link(ask.services.app_id), recommend))
