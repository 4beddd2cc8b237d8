"""The words for days and times that people type, from the language files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bot.core.languages import LANGUAGES
from bot.core.typed_commands import plain
from bot.core.typed_dates import Vocabulary
from bot.locale import words


@cache
def vocabulary() -> Vocabulary:
    """The words of all three languages together."""
    return Vocabulary(
        numbers=_numbers("said-numbers"),
        units=_numbers("said-units"),
        weekdays=_names("weekday", 7),
        months=_names("month", 12),
        tomorrow=frozenset(_said("said-tomorrow")),
        until=frozenset(_said("said-until")),
        through=frozenset(_said("said-through")),
        lasting=frozenset(_said("said-lasting")),
    )


def _said(key: str) -> Iterator[str]:
    for language in LANGUAGES:
        yield from (plain(each) for each in words(language)(key).split(","))


def _numbers(key: str) -> dict[str, int]:
    pairs = (each.rpartition(" ") for each in _said(key))
    return {word: int(number) for word, _, number in pairs}


def _names(key: str, most: int) -> dict[str, int]:
    return {
        plain(words(language)(f"{key}-{n}")): n
        for language in LANGUAGES
        for n in range(1, most + 1)
    }
