"""The bot's texts, in bokmål, nynorsk and English.

The texts are Fluent files, with a folder for each language and a file for each subject. Code gets
them by key::

    words = words_in("nn")
    words("quiz-number", number=2, total=3)

If a language lacks a key, the text is taken from the next one (nn -> nb -> en). Tests make sure
that this never happens.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from bot.core import languages
from bot.core.languages import FALLBACK, guess_language
from bot.errors import NotSaved, PadriverError
from bot.locale.texts import Texts

LANGUAGES: Final = languages.LANGUAGES
COMMANDS: Final = (
    "help",
    "start",
    "next",
    "status",
    "lessons",
    "language",
    "municipality",
    "pause",
    "hours",
    "later",
    "resume",
    "stop",
    "my-data",
    "about",
    "gatherings",
    "recommend",
    "group",
    "suggest",
    "newcomers",
    "champion",
    "step-down",
    "role",
)
_HERE: Final = Path(__file__).parent
_FOREVER: Final = "9999"


class NoSuchText(PadriverError):
    """There is no text with the key {key}, or it lacks an argument: {why}"""


class Words:
    """Every text in one language. `language` is "nb", "nn" or "en"."""

    __slots__ = ("_kept", "_texts", "language")

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts: tuple[Texts, ...] = ()
        self._kept = lru_cache(maxsize=1024)(self._said)

    def __call__(self, key: str, **args: str | int) -> str:
        """The text of `key`. Arguments are numbers, or texts that are inserted as they are.

        Results with a text as an argument are not cached, since it may be a person's name or words.
        Raises `NoSuchText` for an unknown key or a missing argument.
        """
        if args:
            for each in args.values():
                if type(each) is str:
                    return self._said(key, **args)
        return self._kept(key, **args)

    def has(self, key: str) -> bool:
        """Whether there is a text with this key."""
        return any(key in each for each in self._loaded())

    def day(self, day: date, year: bool = False) -> str:
        """The date in words: "mandag 23. november", "Monday 23 November"; with `year`
        "23. november 2026"."""
        month = self(f"month-{day.month}")
        if year:
            return self("date-with-year", day=str(day.day), month=month, year=str(day.year))
        weekday = self(f"weekday-{day.isoweekday()}")
        return self("date-with-weekday", weekday=weekday, day=str(day.day), month=month)

    def until(self, moment: str) -> str:
        """The day of an ISO date or moment in words; "" for "" and for the year 9999, which stands
        for never. Raises ValueError for anything else that is not a date."""
        if not moment or moment.startswith(_FOREVER):
            return ""
        return self.day(date.fromisoformat(moment[:10]))

    def _said(self, key: str, **args: str | int) -> str:
        texts = next((each for each in self._loaded() if key in each), None)
        if texts is None:
            raise NoSuchText(key=key, why="it is in no language file")
        text, errors = texts.said(key, args)
        if errors:
            raise NoSuchText(key=key, why=errors[0])
        return text

    def _loaded(self) -> tuple[Texts, ...]:
        if not self._texts:
            self._texts = tuple(_texts(each) for each in FALLBACK[self.language])
        return self._texts


@lru_cache(maxsize=8)
def words(language: str) -> Words:
    """The texts in "nb", "nn" or "en", and for anything else in bokmål. Returns the same object
    each time."""
    return Words(language) if language in FALLBACK else words("nb")


@lru_cache(maxsize=1)
def command_table() -> Mapping[str, tuple[str, ...]]:
    """The words that people type for each command, in all languages, in lower case."""
    return {command: _command_words(command) for command in COMMANDS}


def apology(locale: str, error: Exception | None = None) -> str:
    """The kind sentence for when something failed, in the language of a client's locale
    ("nn-NO"). Where nothing could be saved it says so."""
    key = "not-saved" if isinstance(error, NotSaved) else "apology"
    return words(guess_language(locale, None))(key)


def _command_words(command: str) -> tuple[str, ...]:
    said = (words(each)(f"command-{command}").split(",") for each in LANGUAGES)
    return tuple(dict.fromkeys(word.strip().lower() for group in said for word in group))


def lacking(key: str) -> tuple[str, ...]:
    """The languages that lack a text with this key."""
    return tuple(each for each in LANGUAGES if key not in _texts(each))


@lru_cache(maxsize=8)
def _texts(language: str) -> Texts:
    paths = sorted((_HERE / language).glob("*.ftl"))
    return Texts(language, (path.read_text(encoding="utf-8") for path in paths))
