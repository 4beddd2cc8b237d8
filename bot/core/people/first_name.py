"""The first name to greet somebody by, from a display name as directories have it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.core.visible_text import visible

_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BESIDE: Final = re.compile(r"\s[-–—|/]+\s.*")  # "Kari Nordmann - Molde kommune"
_INSIDE: Final = frozenset("'’‘-\u2010\u2011\u200c\u200d")  # what a name may have between letters
_APART: Final = re.compile(r"(['’‘\-\u2010\u2011])")
# Scripts in which the family name comes first, or no space parts it from the given name.
_FAMILY_FIRST: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u11ff\u2e80-\ud7ff\uf900-\ufaff]")
_LONGEST: Final = 40
_NOT_NAMES: Final = frozenset(
    # titles
    "adv advokat dr doktor frk frk fru frøken herr hr ing lege lektor lærer miss mr mrs ms mx"
    " overlege prof professor prest rektor siv sir sokneprest sogneprest ordfører rådmann phd"
    # accounts and places, in Norwegian and English
    " admin administrator ansatt avd avdeling bruker ekstern etasje etg familien felles gjest guest"
    " help hjelp ikt info it kommunedirektør konto leder office post room service sjåfør student"
    " support system team teknisk test user vikar".split()
)
_OFFICES: Final = re.compile(
    r"(postmottak|resepsjon|møterom|grupperom|fellesrom|vaktmester|vakttelefon|skjermbruker).*"
    r"|.*(avdeling|barnehage|bibliotek|bofellesskap|gruppe|gruppa|helsestasjon|hjem|kantine|kommune"
    r"|kommunen|kontor|kontoret|kundesenter|legevakt|mottak|omsorg|omsorgssenter|renhold|rådhus"
    r"|rådhuset|sekretariat|senter|senteret|servicetorg|sjukeheim|skole|skule|svømmehall|sykehjem"
    r"|tenesta|tjeneste|tjenesten|vaskeri|verksted"
    r"|arbeider|assistent|direktør|fullmektig|ingeniør|konsulent|koordinator|leder|leiar|lærar|lærer"
    r"|pleiar|pleier|psykolog|rådgiver|rådgivar|sekretær|sjef|terapeut)"
)


def first_name(display: str) -> str:
    """The first name in "Nordmann, Kari (Molde kommune)"; "" where it can't be told for sure: a
    title, a number, an address, a room, an initial, letters in capitals that may be a code."""
    name = _BESIDE.sub("", _BRACKETS.sub(" ", visible(display))).strip()
    family, comma, given = name.partition(",")
    words = name.replace(",", " ").split()
    if not words or not all(map(_is_name, words)) or (comma and not given.strip()):
        return ""
    first = (given if comma else family).split()[0]
    return _as_written(first, words) if 1 < len(first) <= _LONGEST else ""


def _is_name(word: str) -> bool:
    """Whether this may be a part of a person's name. An initial may, and so may "jr."."""
    bare = word.removesuffix(".")
    folded = bare.casefold()
    if folded in _NOT_NAMES or _OFFICES.fullmatch(folded) or _FAMILY_FIRST.search(bare):
        return False
    letters = bare[:1].isalpha() and all(map(_belongs, bare))
    return letters and (word == bare or len(bare) <= 2)


def _belongs(sign: str) -> bool:
    return sign in _INSIDE or unicodedata.category(sign)[0] in "LM"


def _as_written(first: str, words: list[str]) -> str:
    """The name with a capital. Where all is in capitals or none is, that is how a directory writes
    names; where only the first name is, it is no name, and a single word may be a user name."""
    if first.endswith((".", "-", "'", "’")):
        return ""
    cased = [each for each in words if each.lower() != each.upper()]
    even = all(map(str.isupper, cased)) or all(map(str.islower, cased))
    if not cased:
        return first
    if even:
        return "".join(map(str.capitalize, _APART.split(first))) if len(words) > 1 else ""
    return first if first[0].isupper() and not first.isupper() else ""
