"""The made-up rollout: lived through by the bot itself, the same each time, and adding up."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from bot.chat import front
from bot.content.calendars import calendar_for
from bot.core import documents
from bot.core.values import replace
from bot.engine.demo import Rollout, simulate
from bot.ports import Tx
from bot.store import MemoryStore
from tests.chat_client import services

SMALL = Rollout(date(2019, 3, 4), people=25, champions=3, days=30)


async def lived_through(rollout: Rollout, **facts: object):
    store = MemoryStore()
    world = replace(services(store, local=False), calendar=calendar_for(), **facts)
    teams = await simulate(world, rollout, front, lambda _: None)
    counts = await store.run(lambda tx: tx.counts(""))
    return store, teams, counts


def test_a_rollout_fills_the_store_and_the_plan_adds_up():
    store, teams, counts = asyncio.run(lived_through(SMALL))
    waiting = sum(n for name, n in counts.items() if name.endswith("|waiting"))
    ended = {n: v for n, v in counts.items() if n.startswith("delivery|") and "waiting" not in n}
    by_day = sum(n for name, n in counts.items() if name.startswith(("waiting|", "ended|")))
    assert by_day == waiting + sum(ended.values()) > 50
    assert teams.tally["taps"] > 100
    rows = asyncio.run(store.run(lambda tx: tx.find(documents.DELIVERIES, state="attempting")))
    assert rows == []


def share_right(counts: dict[str, int], kind: str) -> float:
    right, wrong = (
        sum(n for name, n in counts.items() if name.startswith(kind) and name.endswith(how))
        for how in ("right", "wrong")
    )
    return right / (right + wrong)


@pytest.mark.slow
def test_people_read_the_questions_also_when_they_are_asked_again():
    """Whoever guessed would be right about every third time."""
    _, _, counts = asyncio.run(lived_through(SMALL))
    assert 0.65 < share_right(counts, "question|") < 0.95
    assert share_right(counts, "recall|") > 0.65


SHORT = replace(SMALL, people=8, champions=1, days=20)


def everything(store: MemoryStore, people: int) -> list[object]:
    """All that is kept of each person, in an order that does not depend on hidden keys."""
    kinds_of_people = (
        documents.DELIVERIES,
        documents.ATTEMPTS,
        documents.COMPLETIONS,
        documents.PROGRESS,
    )

    def change(tx: Tx) -> list[object]:
        found: list[object] = [tx.counts("")]
        for n in range(people):
            key = f"demo:demo-{n:05d}"
            found += [tx.get(documents.PEOPLE, key), tx.get(documents.JOURNEYS, key)]
            for kind in kinds_of_people:
                found.append(sorted(repr(doc) for _, doc in tx.find(kind, person=key, limit=1000)))
        return found

    return asyncio.run(store.run(change))


def test_the_same_seed_gives_the_same_rollout():
    """Also in a store with another secret, which sends to people in another order."""
    first_store, first, _ = asyncio.run(lived_through(SHORT))
    store, again, _ = asyncio.run(lived_through(SHORT, secret=b"another"))
    assert first.tally == again.tally
    assert everything(store, 8) == everything(first_store, 8)
    _, other, _ = asyncio.run(lived_through(replace(SHORT, seed=1)))
    assert other.tally != first.tally


def test_to_look_in_only_when_something_is_due_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    """Against a rollout that looks in every twenty minutes of every day."""
    looks = []

    async def always(*_: object) -> datetime:
        looks.append(1)
        return datetime.min.replace(tzinfo=UTC)

    store, teams, _ = asyncio.run(lived_through(SHORT))
    monkeypatch.setattr("bot.engine.demo._next_look", always)
    patient, again, _ = asyncio.run(lived_through(SHORT))
    assert len(looks) == 20 * 33
    assert again.tally == teams.tally
    assert everything(patient, 8) == everything(store, 8)
