"""What the cards of champions, and about them, say beside their row."""

from __future__ import annotations

from msgspec import Struct

from bot.core.champions.letter import Letter
from bot.core.champions.newcomer import Newcomer


class LetterDetails(Struct, frozen=True):
    """A letter, who wrote it (name, and Entra id), and the name of whom it is about; "" for who is
    not known any more."""

    letter: Letter
    by: str
    by_entra: str
    about: str


class RoleDetails(Struct, frozen=True):
    """`lesson` is the next one of the champions' course, "" for none."""

    lesson: str


class NewcomersDetails(Struct, frozen=True):
    """Who is new; `more` are not shown."""

    new: tuple[Newcomer, ...]
    more: int


class RecruitmentDetails(Struct, frozen=True):
    """The units of this municipality that have no champion; `more` are not shown."""

    municipality: str
    units: tuple[str, ...]
    more: int
