"""The languages, and how a missing one falls back.

Another language is another line in each table here, a field of `Text`, a folder of texts in
`bot/locale`, and its texts in the lessons.
"""

from __future__ import annotations

import re
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
# The first part of a client's locale ("nb-NO"), in the codes of two and of three letters. Who has a
# Sámi or Kven client reads Norwegian: there are no texts in those languages yet.
_OF_CLIENT: Final[Mapping[str, Language]] = {
    **dict.fromkeys("nb nob no nor".split(), "nb"),
    **dict.fromkeys("nn nno".split(), "nn"),
    **dict.fromkeys("se sma sme smi smj smn sms fkv".split(), "nb"),
}
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?![a-z0-9])")
_NO_LANGUAGE: Final = frozenset({"und", "mis", "mul", "zxx"})  # codes that say so, of ISO 639-2
_NYNORSK: Final = ("no-nyn", "no-no-ny")  # as older systems write it


def as_language(value: object) -> Language | None:
    """The language that `value` names exactly, or None: for what comes from outside."""
    return next((each for each in LANGUAGES if each == value), None)


def guess_language(locale: str | None, form: str | None) -> Language:
    """First guess from the client's locale ("nn-NO") and the municipality's form ("nynorsk").

    A Norwegian client rarely says nynorsk, so a nynorsk municipality wins over "nb". Nothing known
    ("", "und", "*") gets bokmål, as everybody here works for a Norwegian municipality. Another
    language gets English, wherever the client says that its owner lives: who has chosen a client in
    Polish or Ukrainian is not sure to read Norwegian, and can choose it on the first card.
    """
    tag = (locale or "").strip().lower().replace("_", "-")
    language: Language = "nn" if tag.startswith(_NYNORSK) else _of_tag(tag)
    return "nn" if language == "nb" and form == "nynorsk" else language


def says_language(locale: str) -> bool:
    """Whether a client's locale says which language it is in."""
    found = _LANGUAGE.match(locale.strip().lower())
    return found is not None and found[0] not in _NO_LANGUAGE


def _of_tag(tag: str) -> Language:
    return _OF_CLIENT.get(tag.split("-")[0], "en") if says_language(tag) else "nb"


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
