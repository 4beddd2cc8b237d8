"""Asks a champion whether they know somebody in units that have no champion yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.locale import Words
from cards import kit, parts
from cards.kit import Card


def recruit(words: Words, place: str, units: Sequence[str], more: int, delivery: str) -> Card:
    """`place` is a municipality's name, `units` are some of its units without a champion, and
    `more` is how many others there are."""
    sent = {"d": delivery} if delivery else {}
    body: list[Any] = [
        parts.heading(words("recruit-title")),
        parts.line(words("recruit-text", place=parts.plain(place, 80))),
        parts.box([parts.line(parts.plain(each, 80), weight="Bolder") for each in units]),
    ]
    if more:
        body.append(parts.quiet(words("recruit-more", count=more)))
    body.append(parts.line(words("recruit-how")))
    body += parts.buttons(
        parts.button(words("button-suggest"), "suggest", sent, primary=True),
        parts.button(words("recruit-enough"), "no-recruit", sent),
    )
    body.append(parts.quiet(words("recruit-because"), spacing="Medium"))
    return kit.card(words.language, body, summary=words("recruit-title"))
