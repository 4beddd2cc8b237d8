"""Counts what people learn, each thing once for each person."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions.people.records import add_counts
from bot.actions.shared.batches import readable
from bot.core import documents
from bot.core.learning.progress import Progress, counted_facts
from bot.core.people import municipality_counts
from bot.core.people.person import Person
from bot.ports import Tx


def facts_of(tx: Tx, key: str) -> dict[str, str]:
    """What the person has done, as `counted_facts` gives it. What can't be read is left out: it
    keeps nobody from being erased."""
    docs = tx.find(documents.PROGRESS, person=key, limit=1000)
    return counted_facts(each for _, each in readable(docs, Progress))


def count_once(tx: Tx, person: Person, facts: Iterable[str], day: str) -> None:
    """Count those of these facts that are not in the person's progress yet: each counts once, also
    if a lesson has moved to another course. The caller saves the progress."""
    known = facts_of(tx, person.key)
    new = [each for each in facts if each not in known]
    add_counts(tx, municipality_counts.happened(person, day, new))
