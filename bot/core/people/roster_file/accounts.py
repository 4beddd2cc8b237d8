"""Rows of a directory that are about no employee with an account that can be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

_NO: Final = frozenset("false no nei usann 0 0.0".split())
_YES: Final = frozenset("true yes ja sann 1 1.0".split())
_GUEST: Final = "#ext#"  # in the user principal name of a guest
_GUESTS: Final = frozenset(("guest", "gjest"))
_ACCOUNT: Final = frozenset(("user_type", "upn", "deleted", "enabled", "blocked"))

Said = Mapping[str, Sequence[tuple[Any, str]]]


def left_out(said: Said) -> str:
    """What the people of such a row are: guests, or people whose account is blocked or deleted;
    "" for a row that counts. It is not said that they have left: they are missing from the file."""
    if _ACCOUNT.isdisjoint(said):
        return ""
    if _is(said, "user_type", _GUESTS) or any(_GUEST in each for each in _texts(said, "upn")):
        return "guests of another organisation"
    if _texts(said, "deleted"):
        return "deleted accounts"
    if _is(said, "enabled", _NO) or _is(said, "blocked", _YES):
        return "blocked accounts (if they have left, see --missing-left)"
    return ""


def _is(said: Said, means: str, words: frozenset[str]) -> bool:
    return any(each in words for each in _texts(said, means))


def _texts(said: Said, means: str) -> list[str]:
    return [cell.casefold() for _, cell in said.get(means, ())]
