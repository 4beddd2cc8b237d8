"""After a restore the plan adds up: what waited is uncertain, and counted so, once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions.delivery.uncertain_sends import reconcile
from bot.actions.operations.sending_health import sending_health
from bot.core import documents
from bot.core.values import replace
from bot.ports import Store
from bot.store import backup, export_json, open_store, restore
from tests.chat_client import services
from tests.engine import world as w
from tests.virtual import START

LEASE = timedelta(minutes=5)


async def counted(store: Store) -> dict[str, int]:
    found = await store.run(lambda tx: sending_health(tx, START))
    return {state: n for state, n in found.states.items() if n}


def restored(old: str, new: str, copy: Path, how: str) -> None:
    if how == "json":
        copy.write_text("".join(export_json(old)), "utf-8")
    else:
        backup(old, copy)
    restore(copy, new, START)


@pytest.mark.parametrize("how", ["json", "db"])
async def test_what_waited_is_uncertain_in_rows_and_counts_alike(tmp_path: Path, how: str):
    old, new = (f"tinydb:{tmp_path / name}" for name in ("old.db", "new.db"))
    keys = [f"t:p{n}" for n in range(5)]
    async with open_store(old) as store:
        home = replace(services(store))  # type: ignore[arg-type]
        await w.settle_in(store, [w.person(n) for n in range(5)])
        await w.plan(home, keys)
        await store.claim(START + timedelta(minutes=1), 2, LEASE)
        assert await counted(store) == {"waiting": 5}
    restored(old, new, tmp_path / "copy", how)
    async with open_store(new) as store:
        home = replace(services(store))  # type: ignore[arg-type]
        for _ in range(2):
            await reconcile(home, START)
        assert await counted(store) == {"uncertain": 5}
        rows = await store.run(lambda tx: tx.find(documents.DELIVERIES, state="uncertain"))
        assert [row["reason"] for _, row in rows] == ["restored"] * 5
        expected = await store.run(lambda tx: sending_health(tx, START).today)
        assert {state: n for state, n in expected.items() if n} == {"uncertain": 5}
