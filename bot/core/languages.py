"""The languages, and how a missing one falls back.

Another language is another line in each table here, a field of `Text`, a folder of texts in
`bot/locale`, and its texts in the lessons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from msgspec import Struct

Language = Literal["nb", "nn", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
FALLBACK: Final[Mapping[str, tuple[Language, ...]]] = {
    "nb": ("nb", "nn", "en"),
    "nn": ("nn", "nb", "en"),
    "en": ("en", "nb", "nn"),
}
# The first part of a client's locale; all others get English.
_OF_CLIENT: Final[Mapping[str, Language]] = {"nb": "nb", "no": "nb", "": "nb", "nn": "nn"}


def as_language(value: object) -> Language | None:
    """The language that `value` names exactly, or None: for what comes from outside."""
    return next((each for each in LANGUAGES if each == value), None)


def guess_language(locale: str | None, form: str | None) -> Language:
    """First guess from the client's locale ("nn-NO") and the municipality's form ("nynorsk").

    A Norwegian client rarely says nynorsk, so a nynorsk municipality wins over "nb".
    Anything that is not Norwegian gets English; nothing known gets bokmål.
    """
    tag = (locale or "").lower().replace("_", "-").split("-")[0]
    language = _OF_CLIENT.get(tag, "en")
    return "nn" if language == "nb" and form == "nynorsk" else language


class Text(Struct, frozen=True):
    """One text in each language that has it; at least one is not empty."""

    nb: str = ""
    nn: str = ""
    en: str = ""

    def to(self, language: Language) -> str:
        """The text in `language`, or in the nearest one that has it."""
        for each in FALLBACK[language]:
            text: str = getattr(self, each)
            if text:
                return text
        return ""
