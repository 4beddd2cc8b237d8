"""The three languages, and how a missing one falls back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["nb", "nn", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("nb", "nn", "en")
FALLBACK: Final[dict[Language, tuple[Language, ...]]] = {
    "nn": ("nn", "nb", "en"),
    "nb": ("nb", "nn", "en"),
    "en": ("en", "nb", "nn"),
}


def as_language(value: object) -> Language | None:
    """The language that `value` names exactly, or None: for what comes from outside."""
    return next((each for each in LANGUAGES if each == value), None)


def guess_language(locale: str | None, form: str | None) -> Language:
    """First guess from the client's locale ("nn-NO") and the municipality's form ("nynorsk").

    A Norwegian client rarely says nynorsk, so a nynorsk municipality wins over "nb".
    Anything that is not Norwegian gets English; nothing known gets bokmål.
    """
    tag = (locale or "").lower().replace("_", "-").split("-")[0]
    if tag == "nn" or (tag in ("nb", "no", "") and form == "nynorsk"):
        return "nn"
    return "nb" if tag in ("nb", "no", "") else "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in up to three languages; at least one is not empty."""

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
