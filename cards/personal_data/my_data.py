"""What is stored about a person: to see, to download, to erase."""

from __future__ import annotations

from typing import Any

from bot.locale import Words
from cards import kit, parts
from cards.cache import drawn
from cards.kit import Card


def my_data(
    words: Words,
    facts: tuple[tuple[str, str], ...],
    kept: tuple[tuple[str, int], ...],
    download_url: str,
) -> Card:
    """`facts` are (label, value) and `kept` are (label, count); empty ones are left out.
    `download_url` is the address of all of it as JSON, "" if there is none."""
    shown = [
        kit.Fact(title=parts.plain(label, 60), value=parts.plain(value, 200))
        for label, value in facts
        if parts.plain(value)
    ]
    counted = [f"{parts.plain(label, 60)}: {count}" for label, count in kept if count]
    actions: list[Any] = [parts.button(words("my-data-erase"), "erase")]
    if download_url:
        actions.append(parts.link_button(words("my-data-download"), download_url))
    body = [
        parts.heading(words("my-data-title")),
        parts.line(words("my-data-text")),
        kit.FactSet(facts=shown, spacing="Medium"),
        *([parts.subheading(words("my-data-kept")), parts.listed(counted)] if counted else []),
        parts.line(words("my-data-who-sees"), spacing="Medium"),
        *parts.buttons(*actions),
    ]
    return kit.card(words.language, body, summary=words("my-data-title"))


@drawn
def erase(words: Words) -> Card:
    """Asks for confirmation before everything is erased."""
    body = [
        parts.heading(words("erase-title")),
        *parts.bites(words("erase-text")),
        *parts.buttons(
            parts.button(words("erase-cancel"), "my-data"),
            parts.button(words("erase-now"), "erase-now", danger=True),
        ),
    ]
    return kit.card(words.language, body, summary=words("erase-title"))


@drawn
def erased(words: Words) -> Card:
    body = [parts.heading(words("erased-title")), *parts.bites(words("erased-text"))]
    return kit.card(words.language, body, summary=words("erased-title"))
