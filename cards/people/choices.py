"""A person's choices: language, municipality, a pause, stopping and starting again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.core.languages import Language, as_language
from bot.locale import Words
from cards import kit, parts, payload
from cards.cache import drawn
from cards.kit import Card

DAYS: Final = (1, 7, 30, 0)
_NUMBER: Final = re.compile(r"\d{4}\Z", re.ASCII)


def read_language(data: Mapping[str, Any]) -> Language | None:
    """The chosen language; None if the choice is yet to be made."""
    return as_language(data.get("language"))


def read_municipality(data: Mapping[str, Any]) -> str | None:
    """The number of the chosen municipality; None if the choice is yet to be made."""
    value = data.get("municipality")
    return value if isinstance(value, str) and _NUMBER.match(value) else None


def read_pause(data: Mapping[str, Any]) -> int | None:
    """Days to pause (1, 7, 30; 0: until the person says so); None if the choice is yet to be
    made."""
    days = payload.number(data, "days")
    return days if days in DAYS else None


def read_pause_until(data: Mapping[str, Any]) -> date | None:
    """The chosen day for the first message after a pause; None if it is missing or not a date."""
    value = data.get("until")
    try:
        return date.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None


@drawn
def language(words: Words) -> Card:
    save = parts.button(words("button-save"), "language", primary=True, inputs=True)
    body = [
        parts.heading(words("language-title")),
        parts.language_choice(words),
        *parts.buttons(save),
    ]
    return kit.card(words.language, body, summary=words("language-title"))


@drawn
def municipality(words: Words, municipalities: tuple[tuple[str, str], ...], current: str) -> Card:
    """`municipalities` are (number, name); `current` is a number, "" if unknown."""
    save = parts.button(words("button-save"), "municipality", primary=True, inputs=True)
    body = [
        parts.heading(words("municipality-title")),
        parts.line(words("municipality-why")),
        parts.municipality_choice(words, municipalities, current),
        *parts.buttons(save),
    ]
    return kit.card(words.language, body, summary=words("municipality-title"))


@drawn
def pause(words: Words, until: str, problem: str = "") -> Card:
    """With `until` "", asks how long. Otherwise `until` is the ISO date (or moment) of the first
    day after the pause, in the person's own time zone; the year 9999 means until they say so.
    `problem` is "", or why a day was not accepted."""
    if until:
        return _paused(words, until)
    body: list[Any] = [
        parts.heading(words("pause-title")),
        parts.line(words("pause-how-long")),
        *parts.buttons(
            *(parts.button(words(f"pause-{days}"), "pause", {"days": days}) for days in DAYS)
        ),
    ]
    if problem:
        body.append(parts.warning(words("pause-until-error")))
    save = parts.button(words("pause-until-save"), "pause", inputs=True)
    body += [_first_day_back(words), *parts.buttons(save)]
    return kit.card(words.language, body, summary=words("pause-title"))


def _first_day_back(words: Words) -> kit.InputDate:
    """An input for the first day back, for a holiday."""
    looks: dict[str, Any] = {
        "id": "until",
        "label": words("pause-until"),
        "is_required": True,
        "error_message": words("pause-until-error"),
    }
    typed = kit.InputText(**looks, placeholder="2027-01-05", max_length=10)
    return kit.InputDate(**looks, fallback=typed, spacing="Large", separator=True)


def _paused(words: Words, until: str) -> Card:
    day = words.until(until)
    said = words("paused-until", day=day) if day else words("paused-open")
    return _small(words, "paused-title", said, "next", "resume")


@drawn
def stopped(words: Words) -> Card:
    return _small(words, "stopped-title", words("stopped-text"), "resume", "my-data")


@drawn
def resumed(words: Words) -> Card:
    return _small(words, "resumed-title", words("resumed-text"), "next", "lessons")


@drawn
def later(words: Words) -> Card:
    return _small(words, "later-title", words("later-text"), "next", "lessons", "help")


def _small(words: Words, title: str, text: str, *verbs: str) -> Card:
    """A heading, a sentence, and buttons without data, none of them primary."""
    actions = [parts.button(words(f"button-{each}"), each) for each in verbs]
    body = [parts.heading(words(title)), parts.line(text), *parts.buttons(*actions)]
    return kit.card(words.language, body, summary=words(title))
