"""A colleague's thanks to the champion who recommended a lesson."""

from __future__ import annotations

from msgspec import Struct


class Thanks(Struct, frozen=True):
    """From `person` to `champion` (keys), for a card of the push `push`, at the moment `at`."""

    person: str
    champion: str
    push: str
    at: str
