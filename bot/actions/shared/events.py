"""Telling later subjects what happened, in the transaction in which it happened.

A subject knows the subjects before it, never those after it. What those are to do about something
they have declared in their `HEARS`; `bot.assembly` gathers the declarations.
"""

from __future__ import annotations

from bot.errors import Unheard
from bot.ports import Tx
from bot.services import Services


def announce(services: Services, tx: Tx, event: object) -> None:
    """Everyone who listens to events of this type does their part, in the order of the subjects.

    What they change of a document that the caller holds, the caller reads again. Raises `Unheard`
    for a type that nobody listens to: a declaration is missing, or the event need not exist.
    """
    listeners = services.hears.get(type(event))
    if listeners is None:
        raise Unheard(event=type(event).__name__)
    for hear in listeners:
        hear(services, tx, event)
