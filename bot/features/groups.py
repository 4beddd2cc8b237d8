"""In a group chat or a channel: an invitation to the personal chat, never anyone's results."""

from __future__ import annotations

from urllib.parse import quote

from bot.core.languages import guess_language
from bot.core.turn import QUIET, Reply, What
from bot.features.routing import Ask
from bot.locale import words
from cards import menu


async def invite(ask: Ask) -> Reply:
    """Quiet about what isn't meant for the bot; one short card otherwise."""
    if ask.turn.what not in (What.INSTALLED, What.SAID, What.TAPPED):
        return QUIET
    bot = ask.house.app_id
    # https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
    url = f"https://teams.microsoft.com/l/chat/0/0?users=28:{quote(bot)}" if bot else ""
    return ask.card(menu.invite(words(guess_language(ask.turn.locale, None)), url))
