"""People who are alike for the planner: whatever it decides for one of them, it decides for all.

Alike are those who are the same in everything that planning and sending read, but for who they
are. A rehearsal plays one of them, and counts what comes of it as many times as they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from bot.core import documents
from bot.core.delivery.deliveries import salvaged
from bot.ports import Doc, Tx

Where = Callable[[str, str], list[str]]
_PAGE: Final = 500
_ENOUGH: Final = 2_000  # people to tell by
_FEW_ALIKE: Final = 0.8  # of people are groups of their own
# Fields of a person that tell who they are, or what a card says, and not what comes and when.
_PERSON: Final = frozenset(
    "key entra name user conversation seen oldest card shows language language_by municipality_by"
    " rostered started completed municipality unit".split()
)
_JOURNEY: Final = frozenset(("person", "counted", "recalls"))
_RECALL: Final = ("lesson", "due", "gap")


@dataclass(slots=True)
class Alike:
    """Everybody, in groups: the key of the first of each, and how many they are."""

    _first: dict[bytes, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    @property
    def is_worth_it(self) -> bool:
        """Whether comparing may still find people who are alike. In the middle of a rollout, with
        different cards behind everybody, there is hardly anyone."""
        people = sum(self.sizes.values())
        return people < _ENOUGH or len(self.sizes) < _FEW_ALIKE * people

    def add(self, found: Iterable[tuple[str, bytes]]) -> None:
        """These people, by key, with what they are like; b"" for whoever is like nobody else."""
        for key, likeness in found:
            first = self._first.setdefault(likeness, key) if likeness else key
            self.sizes[first] = self.sizes.get(first, 0) + 1


def where_recorded(number: str, unit: str) -> list[str]:
    """Nobody is alike who is recorded elsewhere."""
    return [number, unit]


def likenesses(
    keys: list[str], where: Where = where_recorded
) -> Callable[[Tx], list[tuple[str, bytes]]]:
    """What these people are like, for `Alike`; `where` gives what of their place makes a
    difference, by the number and the unit that they are recorded under."""
    return lambda tx: [(key, _likeness(tx, key, where)) for key in keys]


def _likeness(tx: Tx, key: str, where: Where) -> bytes:
    person, journey = tx.get(documents.PEOPLE, key), tx.get(documents.JOURNEYS, key) or {}
    if not person or journey.get("pending") or tx.find(documents.REPLIES, person=key, limit=1):
        return b""
    cards = [salvaged(doc) for _, doc in _all(tx, documents.DELIVERIES, key)]
    if any(each.is_waiting for each in cards):
        return b""
    try:
        said = (
            _without(person, _PERSON),
            where(str(person.get("municipality", "")), str(person.get("unit", ""))),
            bool(person.get("conversation")),
            _without(journey, _JOURNEY),
            [[each[name] for name in _RECALL] for each in journey.get("recalls", ())],
            [_taken(doc) for _, doc in _all(tx, documents.PROGRESS, key)],
            sorted((each.kind, each.subject, each.slot) for each in cards),
        )
        return blake2b(json.dumps(said).encode(), digest_size=16).digest()
    except (AttributeError, KeyError, TypeError, ValueError):
        return b""  # one that can't be read: the planner has to say so itself


def _without(doc: Doc, names: frozenset[str]) -> list[tuple[str, Any]]:
    return sorted((name, value) for name, value in doc.items() if name not in names)


def _taken(doc: Doc) -> list[Any]:
    """Which lessons were begun and passed; when is nothing that the planner asks."""
    lessons = doc["lessons"].items()
    begun = sorted((id, bool(e["started"]), bool(e["passed"])) for id, e in lessons)
    return [doc["course"], bool(doc["completed"]), begun]


def _all(tx: Tx, kind: str, person: str) -> list[tuple[str, Doc]]:
    rows: list[tuple[str, Doc]] = []
    while page := tx.find(kind, person=person, after=rows[-1][0] if rows else "", limit=_PAGE):
        rows += page
    return rows
