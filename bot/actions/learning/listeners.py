"""What learning does when people arrive or move: their figures move with them."""

from __future__ import annotations

from bot.actions.people.records import add_counts
from bot.core import documents
from bot.core.learning import progress
from bot.core.learning.progress import Progress
from bot.core.people import municipality_counts
from bot.core.people.events import PersonArrived, PersonPlaced
from bot.core.people.person import Person
from bot.core.values import from_doc
from bot.ports import Tx
from bot.services import Services


def person_arrived(_: Services, tx: Tx, event: PersonArrived) -> None:
    if event.before is not None:
        _moved(tx, event.before, event.person)


def person_placed(_: Services, tx: Tx, event: PersonPlaced) -> None:
    _moved(tx, event.before, event.person)


def _moved(tx: Tx, before: Person, after: Person) -> None:
    """Add everything that they did elsewhere to the current figures of their new place."""
    if (before.municipality, before.unit) == (after.municipality, after.unit):
        return
    docs = tx.find(documents.PROGRESS, person=before.key, limit=1000)
    done = progress.standing(before, [from_doc(Progress, doc) for _, doc in docs])
    facts = municipality_counts.facts_of(done)
    add_counts(tx, municipality_counts.carried(before, after, facts))
