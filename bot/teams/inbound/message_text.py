"""The text a person wrote, without the markup that Teams adds."""

from __future__ import annotations

import html
import re
from typing import Any, Final

MAX_TEXT: Final = 4000  # characters kept of a message; no command or search needs more
_RAW: Final = 4 * MAX_TEXT
_AT = re.compile(r"</?at(?:\s[^<>]{0,200})?>", re.IGNORECASE)


def clean(text: str, entities: object, bot: str) -> tuple[str, bool]:
    """The text without the mention of the bot, and whether the bot was mentioned.

    Mentions of others keep their names; HTML entities and hard spaces are decoded.
    https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
    """
    text = text[:_RAW]
    mentions = _mentions(entities, bot) if bot else []
    for said in mentions:
        text = text.replace(said, " ", 1)
    if "<" in text:
        text = _AT.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return text.replace("\xa0", " ").strip()[:MAX_TEXT], bool(mentions)


def _mentions(entities: object, bot: str) -> list[str]:
    """The mentions of the bot, as they appear in the text."""
    if not isinstance(entities, list):
        return []
    found = [each for each in entities[:50] if _is_mention(each, bot)]
    return [_as_written(each) for each in found]


def _is_mention(entity: Any, bot: str) -> bool:
    if not isinstance(entity, dict) or entity.get("type") != "mention":
        return False
    who = entity.get("mentioned")
    return isinstance(who, dict) and who.get("id") == bot


def _as_written(entity: dict[str, Any]) -> str:
    text = entity.get("text")
    if isinstance(text, str) and text:
        return text
    return f"<at>{entity['mentioned'].get('name')}</at>"
