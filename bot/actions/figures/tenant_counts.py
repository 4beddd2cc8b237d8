"""Counts people by tenant in a store of an earlier version: once, at its first start.

Earlier everybody in a place was counted together, whatever their tenant; champions are told of
their own tenant alone. Each page of people is one transaction with how far it has come, so that a
crash loses nothing and counts nobody twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from bot.actions.learning.counts import facts_of
from bot.actions.people.records import add_counts, own_facts
from bot.actions.shared.batches import WRITE_PAGE, readable
from bot.core import documents
from bot.core.people.municipality_counts import TENANT_KINDS, of_tenant
from bot.core.people.person import Person
from bot.core.store_facts import Recount
from bot.ports import Tx
from bot.services import Services

_KEY: Final = "tenant_counts"
_EVERYBODY: Final = "9999"  # later than anything kept about anybody
_SCRATCH: Final = "recount|"  # counts while it goes on


async def count_by_tenant(services: Services) -> None:
    """Do it, unless it was done. Nothing else may write meanwhile."""
    while not await services.store.run(_step()):
        pass


def _step() -> Callable[[Tx], bool]:
    """The next page of people, or after the last the end; True if nothing is left to do."""

    def change(tx: Tx) -> bool:
        state = tx.get(documents.STORE_FACTS, _KEY, Recount) or Recount()
        if state.done:
            return True
        page = tx.due(
            documents.PEOPLE, _EVERYBODY, after=(state.oldest, state.key), limit=WRITE_PAGE
        )
        changes: Counter[str] = Counter()  # of the page together: they are the same for many
        for _, person in readable(page, Person):
            facts = (*facts_of(tx, person.key), *own_facts(person))
            changes.update(f"{_SCRATCH}{each}|{f}" for each in of_tenant(person) for f in facts)
        add_counts(tx, changes)
        state = Recount(str(page[-1][1]["oldest"]), page[-1][0]) if page else _end(tx)
        tx.put(documents.STORE_FACTS, _KEY, state)
        return state.done

    return change


def _end(tx: Tx) -> Recount:
    """The counts become those of the people who are known."""
    counted = tx.counts(_SCRATCH)
    found = {name.removeprefix(_SCRATCH): n for name, n in counted.items()}
    before = {name: n for each in TENANT_KINDS for name, n in tx.counts(f"{each}|").items()}
    for name in {*found, *before}:
        tx.add(name, found.get(name, 0) - before.get(name, 0))
    for name, n in counted.items():
        tx.add(name, -n)
    return Recount(done=True)
