"""A store of an earlier version: what its counts become, once."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.actions.figures import recount as recounting
from bot.actions.figures import tenant_counts
from bot.actions.figures.recount import recount
from bot.actions.figures.tenant_counts import count_by_tenant
from bot.core import documents
from bot.core.learning.progress import Progress, Track
from bot.core.people.person import Person
from bot.core.people.records import Membership
from bot.core.values import to_doc
from bot.services import Services
from bot.store import MemoryStore
from tests.chat_client import services

AT = datetime(2020, 3, 1, 9, tzinfo=UTC)
STAYS = [("1535", "Skolen", "2019-11-01", "")]
MOVED = [("1539", "", "2019-11-01", "2019-12-01"), ("1535", "", "2019-12-01", "")]
RENUMBERED = [("1502", "", "2019-11-01", "2020-01-10"), ("1506", "", "2020-01-10", "")]
OLD = {
    "now|1535|people": 3,
    "now|1535|started": 4,  # Eva, who has erased her data, is still among them
    "now|1506|people": 1,
    "unit|1535/Skolen|people": 2,
    "unit|1535/Skolen|started": 3,
    "day|1535|2019-11-01|people": 3,
    "day|1539|2019-11-01|people": 1,
    "day|1502|2019-11-01|people": 1,
    "day|1535|2019-11-05|started": 2,
    "day|1539|2019-11-05|started": 1,
    "day|1535|2019-12-01|people": 1,
    "day|1539|2019-12-01|people": -1,
    "day|1502|2020-01-10|people": -1,
    "day|1506|2020-01-10|people": 1,
    "day|1506|2020-02-01|started": 1,
    "day|1535|2020-02-02|people": -1,  # Eva
}


async def older() -> Services:
    """Kari stays, Ola has left, Per has moved, Anne has the new number of the same municipality."""
    store = MemoryStore()

    def change(tx: Any) -> None:
        _person(tx, "kari", STAYS, "2019-11-05")
        _person(tx, "ola", STAYS, "2019-11-05", left_on="2019-12-24")
        _person(tx, "per", MOVED, "2019-11-05")
        _person(tx, "anne", RENUMBERED, "2020-02-01")
        for name, n in OLD.items():
            tx.add(name, n)

    await store.run(change)
    return services(store)


def _person(
    tx: Any, who: str, belonged: list[tuple[str, str, str, str]], started: str, left_on: str = ""
) -> None:
    key, (number, unit, *_) = f"t:{who}", belonged[-1]
    person = Person(
        key, "t", who, belonged[0][2], municipality=number, unit=unit, left_on=left_on, started=True
    )
    doc = to_doc(person)
    del doc["leaving"], doc["counted_as"]  # which no earlier version has
    tx.put(documents.PEOPLE, key, doc)
    for place, unit, since, until in belonged:
        kept = Membership(key, place, unit, "self", since, until)
        tx.put(documents.MEMBERSHIPS, f"{key}/{since}", kept)
    tx.put(documents.PROGRESS, f"{key}/c", Progress(key, "c", {"l": Track(started=started)}))


NEW = {
    "now|1535|people": 2,
    "now|1535|started": 2,
    "now|1506|people": 1,
    "now|1506|started": 1,
    "unit|1535/Skolen|people": 1,
    "unit|1535/Skolen|started": 1,
    # The same by tenant, which no earlier version counted.
    "tenant-now|t|1535|people": 2,
    "tenant-now|t|1535|started": 2,
    "tenant-now|t|1506|people": 1,
    "tenant-now|t|1506|started": 1,
    "tenant-unit|t|1535/Skolen|people": 1,
    "tenant-unit|t|1535/Skolen|started": 1,
    # Ola left on Christmas Eve, with what he had done; Per took along what he had.
    "day|1535|2019-12-24|carried:people": -1,
    "day|1535|2019-12-24|carried:started": -1,
    "day|1539|2019-12-01|carried:started": -1,
    "day|1535|2019-12-01|carried:started": 1,
    # Anne is where she was: under the number of the former municipality.
    "day|1502|2020-01-10|carried:people": 1,
    "day|1506|2020-01-10|carried:people": -1,
    "day|1506|2020-02-01|carried:started": -1,
    "day|1502|2020-02-01|carried:started": 1,
    # Eva, of whom nobody knows that it was her.
    "day|1535|2020-02-02|people": 0,
    "day|1535|2020-02-02|erased": 1,
}


async def figures(home: Services) -> dict[str, int]:
    found = await home.store.run(lambda tx: tx.counts(""))
    return {name: n for name, n in found.items() if ":l:" not in name and ":c:" not in name}


async def test_people_take_along_what_they_did_and_leave_and_the_erased_stay_in_dated_figures():
    home = await older()
    await recount(home, AT)
    await count_by_tenant(home)
    assert await figures(home) == {name: n for name, n in (OLD | NEW).items() if n}


async def test_it_is_done_once():
    home = await older()
    await recount(home, AT)
    await count_by_tenant(home)
    before = await home.store.run(lambda tx: tx.counts(""))
    await recount(home, AT)
    await count_by_tenant(home)
    assert await home.store.run(lambda tx: tx.counts("")) == before


@pytest.mark.parametrize("steps", range(1, 6))
async def test_after_a_crash_it_goes_on_where_it_was(steps: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recounting, "_PAGE", 1)
    monkeypatch.setattr(tenant_counts, "WRITE_PAGE", 1)
    home = await older()
    for _ in range(steps):
        await home.store.run(recounting._step(home, AT))
    await recount(home, AT)
    for _ in range(steps):
        await home.store.run(tenant_counts._step())
    await count_by_tenant(home)
    assert await figures(home) == {name: n for name, n in (OLD | NEW).items() if n}


async def test_a_new_store_has_nothing_to_do():
    home = services(MemoryStore())
    await recount(home, AT)
    await count_by_tenant(home)
    assert await home.store.run(lambda tx: tx.counts("")) == {}
