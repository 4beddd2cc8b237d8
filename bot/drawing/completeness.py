"""Checks before the bot starts that every kind of card can be sent: that it has one drawer, and
that the rehearsal has a word for it in every language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.drawing.request import Drawer
from bot.errors import IncompleteKind
from bot.locale import lacking
from bot.services import CardKind


def check(kinds: Mapping[str, CardKind], drawers: Iterable[tuple[str, Drawer]]) -> None:
    """Raises `IncompleteKind` for the first kind that lacks something, or a drawer without a
    kind."""
    drawn = Counter(name for name, _ in drawers)
    for name in dict.fromkeys((*kinds, *drawn)):
        if why := _missing(name, kinds, drawn):
            raise IncompleteKind(kind=name, why=why)


def _missing(name: str, kinds: Mapping[str, CardKind], drawn: Counter[str]) -> str:
    if name not in kinds:
        return "bot.drawing has a drawer for it, and no subject has it among its KINDS"
    if drawn[name] != 1:
        return f"bot.drawing has {drawn[name]} drawers for it"
    key = f"rehearsal-kind-{name.replace('_', '-')}"
    if without := lacking(key):
        return f"there is no {key} in {', '.join(without)}"
    return ""
