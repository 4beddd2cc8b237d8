"""A short message from whoever runs the rollout."""

from __future__ import annotations

import re
from typing import Any, Final

from bot.locale import Words
from cards import kit, outreach, parts
from cards.kit import Card

MOST: Final = 1000  # characters of a paragraph


def message(words: Words, sender: str, text: str, link: str, delivery: str) -> Card:
    """`sender` is the organisation, "" if unknown. `text` is plain, in paragraphs; what
    Markdown would make of it is escaped. `link` is an https address, "" for none."""
    who = parts.plain(sender, 80) or words("outreach-employer")
    title = words("message-title", sender=who)
    body: list[Any] = [parts.heading(title)]
    paragraphs = [each for each in re.split(r"\n\s*\n", text) if each.strip()]
    body += [parts.line(_paragraph(each), spacing="Medium") for each in paragraphs]
    buttons: list[Any] = [parts.link_button(words("message-link"), link)] if link else []
    body += parts.buttons(*buttons, outreach.stop_button(words, delivery))
    body.append(parts.quiet(outreach.because(words, "message", sender), spacing="Medium"))
    return kit.card(words.language, body, summary=title)


def _paragraph(text: str) -> str:
    """Its lines as they are: Markdown ends a line where two spaces come before the break."""
    return "  \n".join(parts.plain(each, MOST) for each in text.splitlines())
