"""What can be wrong in a content file, as values: each has a name, a place, and how to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from bot.errors import PadriverError

LONGEST_QUOTE: Final = 60  # characters of a faulty value that a message quotes


class Kind(StrEnum):
    """The name of a kind of fault. Names are stable, so that they can be tested and looked up."""

    UNREADABLE = "unreadable"  # missing, no permission, not a file
    TOO_BIG = "too-big"
    NOT_UTF8 = "not-utf8"
    SYNTAX = "syntax"
    TOO_DEEP = "too-deep"
    ALIAS = "alias"  # anchors, aliases and tags: not needed here, and what YAML bombs are made of
    EMPTY = "empty"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    DUPLICATE_KEY = "duplicate-key"
    WRONG_TYPE = "wrong-type"
    OUT_OF_RANGE = "out-of-range"
    BAD_CHOICE = "bad-choice"
    BAD_ID = "bad-id"
    DUPLICATE_ID = "duplicate-id"
    BAD_DATE = "bad-date"
    BAD_URL = "bad-url"
    NO_LANGUAGE = "no-language"
    TOO_LONG = "too-long"
    STRANGE_CHARACTER = "strange-character"
    MARKDOWN = "markdown"
    WRONG_CORRECT = "wrong-correct"
    SAME_TEXT = "same-text"
    FILE_NAME = "file-name"
    PICTURE = "picture"
    COURSE = "course"  # a lesson in no course or in two, or a course with a missing lesson
    VERSION = "version"  # the lesson has changed, but its version has not
    MERGER = "merger"
    TRANSFER = "transfer"  # of a unit, from or to a municipality that does not stand then
    DOMAIN = "domain"
    PLAN = "plan"  # a plan for something that does not exist, or that ends before it begins
    # Warnings, which do not stop the bot from starting:
    LANGUAGE_MISSING = "language-missing"
    NO_SOURCE = "no-source"
    OLD_SOURCE = "old-source"
    UNUSED_PICTURE = "unused-picture"
    LATE_PLAN = "late-plan"  # there is not enough time for all its lessons
    IDLE_PLAN = "idle-plan"  # earlier plans have all its people


WARNINGS: Final = frozenset(
    {
        *(Kind.LANGUAGE_MISSING, Kind.NO_SOURCE, Kind.OLD_SOURCE, Kind.UNUSED_PICTURE),
        *(Kind.LATE_PLAN, Kind.IDLE_PLAN),
    }
)


@dataclass(frozen=True, slots=True)
class ContentFault:
    """One thing to mend. `file` is relative to the content directory, and `line` counts from 1.
    `lesson` and `language` are "" where they don't apply."""

    kind: Kind
    file: str
    line: int
    what: str
    mend: str
    lesson: str = ""
    language: str = ""

    @property
    def warning(self) -> bool:
        """Whether it is only a warning, which does not stop the bot from starting."""
        return self.kind in WARNINGS

    def __str__(self) -> str:
        about = ", ".join(part for part in (self.lesson, self.language) if part)
        place = f"{self.file}:{self.line}: " + (f"[{about}] " if about else "")
        return f"{place}{self.what}. {self.mend} ({self.kind})"


class ContentError(PadriverError):
    """The content in {directory} cannot be used; to mend ({count}):
    {lines}"""

    def __init__(self, directory: str, faults: Iterable[ContentFault]) -> None:
        all_of_them = tuple(faults)
        lines = "\n".join(f"- {each}" for each in all_of_them)
        super().__init__(
            directory=shown(directory), faults=all_of_them, count=len(all_of_them), lines=lines
        )


@dataclass(slots=True)
class Notes:
    """Collects faults and warnings while content is loaded, instead of raising them.

    With `today`, the age of sources is checked. `versions` has the line of each lesson's version.
    """

    today: date | None = None
    versions: dict[str, int] = field(default_factory=dict)
    all: list[ContentFault] = field(default_factory=list)

    @property
    def faults(self) -> tuple[ContentFault, ...]:
        return tuple(sorted((e for e in self.all if not e.warning), key=_place))

    @property
    def warnings(self) -> tuple[ContentFault, ...]:
        return tuple(sorted((e for e in self.all if e.warning), key=_place))


def _place(fault: ContentFault) -> tuple[str, int]:
    return fault.file, fault.line


def shown(value: str) -> str:
    """`value` in a form that a message can quote: short, on one line, without invisible
    characters."""
    cut = value if len(value) <= LONGEST_QUOTE else value[: LONGEST_QUOTE - 1] + "…"
    return "".join(
        c if unicodedata.category(c)[0] != "C" else "\N{REPLACEMENT CHARACTER}" for c in cut
    )


# What people write for a language or a key when similar spelling does not lead to the right one.
KNOWN_SLIPS: Final = {
    "no": "nb",
    "nob": "nb",
    "bokmål": "nb",
    "norsk": "nb",
    "nno": "nn",
    "nynorsk": "nn",
    "eng": "en",
    "english": "en",
    "engelsk": "en",
    "answers": "options",
    "answer": "correct",
    "image": "picture",
    "true": "sant",
    "false": "usant",
}


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or "" if none is similar."""
    choices = list(known)
    slip = KNOWN_SLIPS.get(word.lower(), "")
    near = [slip] if slip in choices else get_close_matches(word.lower()[:80], choices, 1)
    return near[0] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The text to put before a `mend`: "Did you mean `title`? ", or ""."""
    meant = nearest(word, known)
    return f"Did you mean `{meant}`? " if meant else ""
