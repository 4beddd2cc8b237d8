"""Collects what the subjects declare: kinds of cards, listeners, documents and migrations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.actions import (
    champions,
    delivery,
    figures,
    gatherings,
    learning,
    operations,
    people,
    personal_data,
    pushes,
    shared,
)
from bot.core.documents import COLLECTIONS
from bot.drawing import drawers
from bot.drawing.completeness import check
from bot.errors import Undeclared
from bot.ports import Versions
from bot.services import CardKind, Hears, Listener, OwnedCount, OwnedDocuments, Owns, in_order

VERSION = "0.1.0"
# The table of contents. A subject may import those before it, and listen to what they announce.
SUBJECTS = (
    people,
    learning,
    delivery,
    figures,
    pushes,
    gatherings,
    champions,
    operations,
    personal_data,
)


def card_kinds() -> Mapping[str, CardKind]:
    """Every kind of card that a subject declares.

    Raises `IncompleteKind` for one that could not be sent.
    """
    kinds = in_order(kind for each in SUBJECTS for kind in getattr(each, "KINDS", ()))
    check(kinds, drawers())
    return kinds


def hears() -> Hears:
    """Who listens to each type of event: what the subjects have declared, in their order."""
    declared: list[Listener[Any]] = [e for s in SUBJECTS for e in getattr(s, "HEARS", ())]
    return {
        each.event: tuple(other.hear for other in declared if other.event is each.event)
        for each in declared
    }


def owns() -> Owns:
    """What is kept about people: what the subjects have declared, in their order.

    Raises `Undeclared` where the store may hold something about a person that nobody has declared.
    """
    declared = [each for subject in (*SUBJECTS, shared) for each in getattr(subject, "OWNS", ())]
    kept = tuple(each for each in declared if isinstance(each, OwnedDocuments))
    named = {each.collection for each in kept}
    personal = {each.name for each in COLLECTIONS.values() if not each.impersonal}
    if named != personal:
        raise Undeclared(collections=", ".join(sorted(named ^ personal)))
    return Owns(kept, tuple(each for each in declared if isinstance(each, OwnedCount)))


def versions() -> Versions:
    """This version, and every one-off change of documents that a subject declares.

    Raises `Undeclared` where two have one name.
    """
    declared = [each for s in (*SUBJECTS, shared) for each in getattr(s, "MIGRATIONS", ())]
    names = [each.name for each in declared]
    if len(set(names)) < len(names):
        raise Undeclared(collections=f"the names of migrations, {', '.join(sorted(names))}")
    return Versions(VERSION, tuple(declared))
