"""Announces events to later subjects, in the transaction in which they happened.

A subject knows the subjects before it, never those after it. Those declare in their `HEARS` what
they do about an event; `bot.assembly` collects the declarations.
"""

from __future__ import annotations

from bot.errors import Unheard
from bot.ports import Tx
from bot.services import Services


def announce(services: Services, tx: Tx, event: object) -> None:
    """Call everything that listens to events of this type, in the order of the subjects.

    Listeners may change a document that the caller has read, which must then read it again. Raises
    `Unheard` for a type that nothing listens to: a declaration is missing, or the event is not
    needed.
    """
    listeners = services.hears.get(type(event))
    if listeners is None:
        raise Unheard(event=type(event).__name__)
    for hear in listeners:
        hear(services, tx, event)
