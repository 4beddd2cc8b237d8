"""What every store promises, run on each of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from bot.core.documents import (
    COMPLETIONS,
    DELIVERIES,
    JOURNEYS,
    MEMBERSHIPS,
    PEOPLE,
    PROGRESS,
    STORE_FACTS,
)
from bot.core.people.person import Person
from bot.core.people.records import Membership
from bot.core.people.roles import Role
from bot.core.values import to_doc
from bot.errors import UNREADABLE, StoreUnusable
from bot.ports import Doc, Store, Tx
from bot.store import open_store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)
MEMBER = Membership("t:1", "1506", "Åse skole", "roster", "2026-11-23")


@pytest.fixture(params=["memory", "tinydb", "filling"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    path = tmp_path / "store.db"
    url = "memory:" if request.param == "memory" else f"tinydb:{path}"
    async with open_store(url, durable=request.param != "filling") as opened:
        yield opened


async def put(store: Store, kind: str, key: str, doc: Doc) -> None:
    await store.run(lambda tx: tx.put(kind, key, doc))


async def get(store: Store, kind: str, key: str) -> Doc | None:
    return await store.run(lambda tx: tx.get(kind, key))


async def keys(store: Store, kind: str, **search: Any) -> list[str]:
    return [key for key, _ in await store.run(lambda tx: tx.find(kind, **search))]


async def test_what_is_put_is_got(store: Store):
    doc = {"name": "Åse", "n": 3, "x": 1.5, "on": True, "none": None, "list": [{"a": 1}]}
    await put(store, PEOPLE, "t:1", doc)
    assert await get(store, PEOPLE, "t:1") == doc


async def test_a_value_is_kept_found_and_got_as_its_document(store: Store):
    def change(tx: Tx) -> None:
        tx.put(MEMBERSHIPS, "t:1/2026-11-23", MEMBER)
        tx.put(PEOPLE, "t:1", Person("t:1", "t", "1", "2026-11-23", role=Role.CHAMPION))
        assert tx.get(MEMBERSHIPS, "t:1/2026-11-23", Membership) == MEMBER

    await store.run(change)
    kept = await store.run(lambda tx: tx.get(MEMBERSHIPS, "t:1/2026-11-23", Membership))
    assert kept == MEMBER
    doc = await get(store, MEMBERSHIPS, "t:1/2026-11-23")
    assert doc is not None
    assert (doc["from"], doc["to"]) == ("2026-11-23", "")
    assert await keys(store, MEMBERSHIPS, person="t:1", municipality="1506") == ["t:1/2026-11-23"]
    assert await keys(store, PEOPLE, role="champion") == ["t:1"]
    assert await keys(store, PEOPLE, may_tell="yes") == []
    due = await store.run(lambda tx: tx.due(PEOPLE, "2026-11-23"))
    assert [key for key, _ in due] == ["t:1"]


async def test_what_is_not_there_is_no_value_and_what_is_another_cannot_be_read(store: Store):
    await put(store, MEMBERSHIPS, "x", {"person": "t:1", "from": None})
    assert await store.run(lambda tx: tx.get(MEMBERSHIPS, "y", Membership)) is None
    with pytest.raises(UNREADABLE, match="from"):
        await store.run(lambda tx: tx.get(MEMBERSHIPS, "x", Membership))


async def test_what_a_later_version_added_is_left_alone(store: Store):
    doc = to_doc(MEMBER) | {"later": [1]}
    await put(store, MEMBERSHIPS, "x", doc)
    assert await store.run(lambda tx: tx.get(MEMBERSHIPS, "x", Membership)) == MEMBER
    assert await get(store, MEMBERSHIPS, "x") == doc


async def test_what_is_not_there_is_none(store: Store):
    assert await get(store, PEOPLE, "t:nobody") is None
    assert await get(store, "never_written", "x") is None


async def test_a_put_replaces_the_whole_document(store: Store):
    await put(store, PEOPLE, "t:1", {"a": 1})
    await put(store, PEOPLE, "t:1", {"b": 2})
    assert await get(store, PEOPLE, "t:1") == {"b": 2}


async def test_a_document_is_copied_when_it_goes_in_and_when_it_comes_out(store: Store):
    doc: Doc = {"list": [1]}

    def change(tx: Tx) -> None:
        tx.put(PEOPLE, "t:1", doc)
        doc["list"].append(2)
        out = tx.get(PEOPLE, "t:1")
        assert out == {"list": [1]}
        out["list"].append(3)
        assert tx.get(PEOPLE, "t:1") == {"list": [1]}

    await store.run(change)
    out = await get(store, PEOPLE, "t:1")
    assert out == {"list": [1]}
    out["list"].append(4)
    assert await get(store, PEOPLE, "t:1") == {"list": [1]}


async def test_a_delete_says_whether_there_was_something(store: Store):
    await put(store, PEOPLE, "t:1", {"municipality": "1506"})
    assert await store.run(lambda tx: tx.delete(PEOPLE, "t:1")) is True
    assert await store.run(lambda tx: tx.delete(PEOPLE, "t:1")) is False
    assert await get(store, PEOPLE, "t:1") is None
    assert await keys(store, PEOPLE, municipality="1506") == []


async def test_a_deleted_key_can_be_used_again(store: Store):
    def again(tx: Tx) -> None:
        tx.put(PEOPLE, "t:1", {"role": "a@b.no"})
        assert tx.delete(PEOPLE, "t:1")
        assert tx.find(PEOPLE, role="a@b.no") == []
        tx.put(PEOPLE, "t:1", {"role": "c@d.no"})

    await store.run(again)
    await store.run(lambda tx: tx.delete(PEOPLE, "t:1"))
    await store.run(again)
    assert await keys(store, PEOPLE, role="c@d.no") == ["t:1"]


async def test_a_change_that_raises_leaves_nothing_behind(store: Store):
    await put(store, PEOPLE, "t:1", {"n": 1})

    def change(tx: Tx) -> None:
        tx.put(PEOPLE, "t:1", {"n": 2})
        tx.put(PEOPLE, "t:2", {"n": 2})
        tx.add("count")
        tx.plan("t:1/lesson/1", {"state": "planned"})
        raise LookupError("no")

    with pytest.raises(LookupError):
        await store.run(change)
    assert await get(store, PEOPLE, "t:1") == {"n": 1}
    assert await get(store, PEOPLE, "t:2") is None
    assert await store.run(lambda tx: tx.counts("")) == {}
    assert await store.run(lambda tx: tx.plan("t:1/lesson/1", {"state": "planned"}))


@pytest.mark.parametrize(
    "bad",
    [{"x": NOW}, {"x": object()}, {1: "x"}, {"x": "\ud800"}, {"x": {1, 2}}, {"x": 2**70}],
    ids=["date", "object", "number as key", "half a character", "set", "huge number"],
)
async def test_what_is_not_json_is_refused_and_harms_nobody_else(store: Store, bad: Doc):
    outcomes = await asyncio.gather(
        put(store, PEOPLE, "t:1", {"n": 1}),
        put(store, PEOPLE, "t:2", bad),
        put(store, PEOPLE, "t:3", {"n": 3}),
        return_exceptions=True,
    )
    assert outcomes[0] is None
    assert outcomes[2] is None
    assert isinstance(outcomes[1], (TypeError, ValueError))
    assert await get(store, PEOPLE, "t:2") is None


@pytest.mark.parametrize("name", ["\ud800", "t:\udfff"])
async def test_names_that_no_disk_can_hold_are_refused_at_once(store: Store, name: str):
    outcomes = await asyncio.gather(
        put(store, PEOPLE, "t:1", {"n": 1}),
        put(store, PEOPLE, name, {"n": 2}),
        store.run(lambda tx: tx.add(name)),
        store.run(lambda tx: tx.plan(name, {})),
        return_exceptions=True,
    )
    assert outcomes[0] is None
    assert all(isinstance(each, ValueError) for each in outcomes[1:])


async def test_strange_but_valid_names_are_kept_apart(store: Store):
    names = ["a\0", "a", "a\0b", "å", "A", "'; drop table people; --", '"', "%", "日本", "💡", ""]
    for n, name in enumerate(names):
        await put(store, PEOPLE, name, {"n": n, "role": name})
        await store.run(lambda tx, name=name: tx.add(f"c/{name}"))
    for n, name in enumerate(names):
        assert await get(store, PEOPLE, name) == {"n": n, "role": name}
        assert await keys(store, PEOPLE, role=name) == ([name] if name else [])
    assert await store.run(lambda tx: tx.counts("c/")) == {f"c/{name}": 1 for name in names}


@pytest.mark.parametrize("kind", ["", "a b", "People", 'x"; drop', "sqlite_master", "å"])
async def test_a_kind_has_a_plain_name(store: Store, kind: str):
    with pytest.raises(ValueError):
        await put(store, kind, "x", {})
    with pytest.raises(ValueError):
        await get(store, kind, "x")


async def test_enums_of_text_are_text(store: Store):
    class State(StrEnum):
        SENT = "sent"

    await put(store, DELIVERIES, "d", {"state": State.SENT})
    assert await keys(store, DELIVERIES, state="sent") == ["d"]
    assert await get(store, DELIVERIES, "d") == {"state": "sent"}


async def test_find_goes_by_declared_fields_in_order_of_key_and_in_pages(store: Store):
    def fill(tx: Tx) -> None:
        for n in (5, 3, 1, 4, 2):
            place = "1506" if n != 3 else "1535"
            tx.put(PEOPLE, f"t:{n}", {"municipality": place, "unit": f"u{n % 2}"})

    await store.run(fill)
    assert await keys(store, PEOPLE, municipality="1506") == ["t:1", "t:2", "t:4", "t:5"]
    assert await keys(store, PEOPLE, municipality="1506", unit="u1") == ["t:1", "t:5"]
    page = await store.run(lambda tx: tx.find(PEOPLE, municipality="1506", after="t:1", limit=2))
    assert page == [
        ("t:2", {"municipality": "1506", "unit": "u0"}),
        ("t:4", {"municipality": "1506", "unit": "u0"}),
    ]
    assert await keys(store, PEOPLE, municipality="0301") == []


@pytest.mark.parametrize("person", ["p", "t:1", "a\0b", "å/ø", "p/", "p/p", "%", ""])
async def test_a_persons_documents_are_found_however_their_keys_begin(store: Store, person: str):
    others = [f"{person}x", f"{person[:-1]}/", "q", ""]

    def fill(tx: Tx) -> None:
        for owner in (person, *others):
            for key in ("", "0", "/", "b/1", "å"):
                tx.put(COMPLETIONS, f"{owner}/{key}", {"person": person})
        for key in ("a", "z", f"{person}.", f"{person}0", f"{person}"):
            tx.put(COMPLETIONS, f"{key}!", {"person": person})
        tx.put(COMPLETIONS, f"{person}/other", {"person": f"{person}x"})
        tx.put(COMPLETIONS, f"{person}/nobody", {})

    await store.run(fill)
    everything = await keys(store, COMPLETIONS, person=person)
    assert everything == sorted(everything)
    owned = [f"{owner}/{key}" for owner in (person, *others) for key in ("", "0", "/", "b/1", "å")]
    free = [f"{key}!" for key in ("a", "z", f"{person}.", f"{person}0", f"{person}")]
    assert {*everything} == {*owned, *free} - {""}
    pages: list[str] = []
    while page := await keys(store, COMPLETIONS, person=person, limit=3, after=(pages or [""])[-1]):
        pages += page
    assert pages == everything


async def test_find_follows_a_document_that_moves(store: Store):
    await put(store, PEOPLE, "t:1", {"municipality": "1543", "role": "a@b.no"})
    await put(store, PEOPLE, "t:1", {"municipality": "1506", "role": "a@b.no"})
    assert await keys(store, PEOPLE, municipality="1543") == []
    assert await keys(store, PEOPLE, municipality="1506") == ["t:1"]
    await put(store, PEOPLE, "t:1", {"municipality": None, "role": 7})
    assert await keys(store, PEOPLE, municipality="1506") == []
    assert await keys(store, PEOPLE, role="a@b.no") == []


async def test_find_sees_what_the_same_change_did(store: Store):
    await put(store, COMPLETIONS, "a", {"person": "p", "municipality": "1506"})
    await put(store, COMPLETIONS, "c", {"person": "p", "municipality": "1506"})

    def change(tx: Tx) -> tuple[list[str], list[str]]:
        tx.put(COMPLETIONS, "b", {"person": "p", "municipality": "1506"})
        tx.delete(COMPLETIONS, "a")
        tx.put(COMPLETIONS, "c", {"person": "q", "municipality": "1506"})
        return (
            [key for key, _ in tx.find(COMPLETIONS, person="p")],
            [key for key, _ in tx.find(COMPLETIONS, municipality="1506", limit=1)],
        )

    assert await store.run(change) == (["b"], ["b"])


@pytest.mark.parametrize(
    "search",
    [{}, {"name": "x"}, {"municipality": None}, {"municipality": "x", "limit": 0},
     {"municipality": "x", "limit": 1001}],
    ids=["nothing", "undeclared", "not text", "no page", "too big a page"],
)  # fmt: skip
async def test_find_refuses_what_is_not_declared(store: Store, search: Doc):
    with pytest.raises(ValueError):
        await store.run(lambda tx: tx.find(PEOPLE, **search))
    with pytest.raises(ValueError):
        await store.run(lambda tx: tx.find("nowhere", person="p"))


async def due(store: Store, before: str, **more: Any) -> list[str]:
    return [key for key, _ in await store.run(lambda tx: tx.due(JOURNEYS, before, **more))]


async def test_due_is_at_or_before_in_order_of_moment_and_key(store: Store):
    at, then = "2026-11-23T08:00:00Z", "2026-11-22T08:00:00Z"
    moments = {"a": at, "b": then, "c": at, "d": "2026-11-23T08:00:01Z", "e": "", "f": None, "g": 7}
    for key, moment in moments.items():
        await put(store, JOURNEYS, key, {"next_at": moment})
    await put(store, JOURNEYS, "h", {})
    assert await due(store, at) == ["b", "a", "c"]
    assert await due(store, at, limit=2) == ["b", "a"]
    assert await due(store, at, after=(at, "a")) == ["c"]
    await put(store, JOURNEYS, "b", {"next_at": None})
    await put(store, JOURNEYS, "d", {"next_at": "2026-11-01T00:00:00Z"})
    assert await due(store, at) == ["d", "a", "c"]


async def test_due_is_refused_for_kinds_without_a_moment(store: Store):
    with pytest.raises(ValueError):
        await store.run(lambda tx: tx.due(PROGRESS, "2026-11-23T08:00:00Z"))


async def test_due_sees_what_the_same_change_did(store: Store):
    await put(store, JOURNEYS, "a", {"next_at": "2026-01-01T00:00:00Z"})
    await put(store, JOURNEYS, "b", {"next_at": "2026-01-02T00:00:00Z"})

    def change(tx: Tx) -> list[str]:
        tx.put(JOURNEYS, "a", {"next_at": "2027-01-01T00:00:00Z"})
        tx.put(JOURNEYS, "c", {"next_at": "2026-01-01T00:00:00Z"})
        return [key for key, _ in tx.due(JOURNEYS, "2026-06-01T00:00:00Z")]

    assert await store.run(change) == ["c", "b"]


async def test_counts_add_up_and_zero_is_left_out(store: Store):
    def change(tx: Tx) -> dict[str, int]:
        tx.add("1506/started")
        tx.add("1506/started", 2)
        tx.add("1506/passed", 5)
        tx.add("1535/started")
        tx.add("15%/x")
        return tx.counts("1506/")

    assert await store.run(change) == {"1506/passed": 5, "1506/started": 3}
    await store.run(lambda tx: tx.add("1506/passed", -5))
    assert await store.run(lambda tx: tx.counts("1506/")) == {"1506/started": 3}
    assert await store.run(lambda tx: tx.counts("15%")) == {"15%/x": 1}
    assert len(await store.run(lambda tx: tx.counts(""))) == 3


async def test_a_hundred_writers_count_to_a_hundred(store: Store):
    def one(tx: Tx) -> None:
        tx.add("n")
        seen = tx.get(PEOPLE, "t:1") or {"n": 0}
        tx.put(PEOPLE, "t:1", {"n": seen["n"] + 1})

    await asyncio.gather(*(store.run(one) for _ in range(100)))
    assert await store.run(lambda tx: tx.counts("n")) == {"n": 100}
    assert await get(store, PEOPLE, "t:1") == {"n": 100}


@pytest.mark.parametrize("n", [1.5, 2**60], ids=["a fraction", "beyond counting"])
async def test_a_count_is_a_whole_number_of_sensible_size(store: Store, n: int):
    with pytest.raises(ValueError):
        await store.run(lambda tx: tx.add("n", n))
    assert await store.run(lambda tx: tx.counts("n")) == {}


async def test_a_delivery_is_planned_once_for_ever(store: Store):
    row = {"person": "p", "state": "planned", "due_at": "2026-11-23T08:00:00Z"}
    assert await store.run(lambda tx: (tx.plan("p/1", row), tx.plan("p/1", row))) == (True, False)
    assert await store.run(lambda tx: tx.plan("p/1", {"state": "other"})) is False
    assert await get(store, DELIVERIES, "p/1") == row
    assert await store.run(lambda tx: tx.delete(DELIVERIES, "p/1"))
    assert await store.run(lambda tx: tx.plan("p/1", row)) is False
    assert await get(store, DELIVERIES, "p/1") is None


async def test_a_plan_never_overwrites_a_row_that_is_there(store: Store):
    await put(store, DELIVERIES, "p/1", {"state": "sent"})
    assert await store.run(lambda tx: tx.plan("p/1", {"state": "planned"})) is False
    assert await get(store, DELIVERIES, "p/1") == {"state": "sent"}


async def plan(store: Store, key: str, person: str, minutes: int = 0) -> None:
    due = (NOW + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
    row = {"person": person, "state": "planned", "due_at": due}
    assert await store.run(lambda tx: tx.plan(key, row))


async def change(store: Store, key: str, **fields: str) -> None:
    row = await get(store, DELIVERIES, key)
    assert row is not None
    await put(store, DELIVERIES, key, row | fields)


async def states(store: Store, *wanted: str) -> list[str | None]:
    found = [await get(store, DELIVERIES, key) for key in wanted]
    return [each and each["state"] for each in found]


async def test_a_claim_takes_what_is_due_oldest_first_one_for_each_person(store: Store):
    await plan(store, "a2", "a", -2)
    await plan(store, "a1", "a", -1)
    await plan(store, "b0", "b", 0)
    await plan(store, "b9", "b", -9)
    await plan(store, "c1", "c", 1)
    taken = (await store.claim(NOW, 10, LEASE)).rows
    assert [key for key, _ in taken] == ["b9", "a2"]
    assert all(doc["state"] == "claimed" for _, doc in taken)
    assert all(doc["claimed_until"] == "2026-11-23T08:02:00Z" for _, doc in taken)
    assert (await store.claim(NOW, 10, LEASE)).rows == []
    assert await states(store, "a1", "b0", "c1") == ["planned"] * 3


async def test_a_claim_says_whether_more_is_due(store: Store):
    """Because of its limit, or because their person has one on its way; never for later ones."""
    await plan(store, "a", "ann")
    await plan(store, "a2", "ann")
    await plan(store, "b", "bo")
    await plan(store, "later", "cy", minutes=5)
    assert (await store.claim(NOW, 1, LEASE)).more
    assert (await store.claim(NOW, 1, LEASE)).more, "ann's other one"
    await change(store, "a", state="sent")
    taken = await store.claim(NOW, 9, LEASE)
    assert ([key for key, _ in taken.rows], taken.more) == (["a2"], False)


async def test_a_claim_takes_no_more_than_it_is_asked_for(store: Store):
    for n in range(5):
        await plan(store, f"d{n}", f"p{n}", -n)
    assert [key for key, _ in (await store.claim(NOW, 2, LEASE)).rows] == ["d4", "d3"]
    assert [key for key, _ in (await store.claim(NOW, 9, LEASE)).rows] == ["d2", "d1", "d0"]


@pytest.mark.slow
async def test_many_waiting_for_one_busy_person_do_not_block_others(store: Store):
    for n in range(250):
        await plan(store, f"a{n}", "a", -999)
    await plan(store, "b", "b", -1)
    assert [key for key, _ in (await store.claim(NOW, 10, LEASE)).rows] == ["a0", "b"]


async def test_a_settled_delivery_lets_the_next_one_of_that_person_go(store: Store):
    await plan(store, "a1", "a", -2)
    await plan(store, "a2", "a", -1)
    await store.claim(NOW, 10, LEASE)
    await change(store, "a1", state="attempting")
    assert (await store.claim(NOW, 10, LEASE)).rows == []
    await change(store, "a1", state="sent", subject="x1")
    assert await keys(store, DELIVERIES, subject="x1") == ["a1"]
    assert [key for key, _ in (await store.claim(NOW, 10, LEASE)).rows] == ["a2"]


async def test_an_expired_claim_goes_back_and_an_expired_attempt_is_uncertain(store: Store):
    await plan(store, "a", "a", -2)
    await plan(store, "b", "b", -1)
    await store.claim(NOW, 10, LEASE)
    await change(store, "b", state="attempting")
    later = NOW + LEASE
    assert [key for key, _ in (await store.claim(later, 10, LEASE)).rows] == ["a"]
    assert await states(store, "a", "b") == ["claimed", "uncertain"]
    unsure = await get(store, DELIVERIES, "b")
    assert unsure is not None
    assert unsure["reason"] == "interrupted"
    assert [key for key, _ in (await store.claim(later + LEASE, 10, LEASE)).rows] == ["a"]


async def test_nothing_is_claimed_while_sending_is_held(store: Store):
    await plan(store, "a", "a")
    await put(store, STORE_FACTS, "sending", {"held": True})
    assert (await store.claim(NOW, 10, LEASE)).rows == []
    await put(store, STORE_FACTS, "sending", {"held": False})
    assert len((await store.claim(NOW, 10, LEASE)).rows) == 1


async def test_moments_need_a_zone(store: Store):
    with pytest.raises(ValueError):
        await store.claim(NOW.replace(tzinfo=None), 1, LEASE)


async def test_a_cancelled_caller_harms_nobody(store: Store):
    async def write(n: int) -> None:
        await put(store, PEOPLE, f"t:{n}", {"n": n})

    tasks = [asyncio.create_task(write(n)) for n in range(6)]
    await asyncio.sleep(0)
    tasks[2].cancel()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert [each for n, each in enumerate(done) if n != 2] == [None] * 5
    assert await get(store, PEOPLE, "t:5") == {"n": 5}


async def test_a_store_is_ready_until_it_is_closed(store: Store):
    assert await store.ready() is True
    await store.close()
    assert await store.ready() is False
    await store.close()
    with pytest.raises(StoreUnusable, match="closed"):
        await put(store, PEOPLE, "t:1", {})


async def test_closing_finishes_what_was_accepted(store: Store):
    writes = [asyncio.create_task(put(store, PEOPLE, f"t:{n}", {"n": n})) for n in range(20)]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*writes) == [None] * 20


async def test_a_look_sees_all_that_was_acknowledged_and_writes_nothing(store: Store):
    await put(store, PEOPLE, "t:1", {"unit": "a"})
    await store.run(lambda tx: tx.add("now|1506|people", 3))
    found = await store.read(lambda tx: (tx.find(PEOPLE, unit="a"), tx.counts("now|")))
    assert found == ([("t:1", {"unit": "a"})], {"now|1506|people": 3})
    with pytest.raises(StoreUnusable, match="read"):
        await store.read(lambda tx: tx.put(PEOPLE, "t:2", {}))
    assert await get(store, PEOPLE, "t:2") is None


async def test_a_count_that_is_back_at_nothing_counts_on_from_there(store: Store):
    for step, found in ((3, {"a|x": 3}), (-3, {}), (2, {"a|x": 2})):
        await store.run(lambda tx, n=step: (tx.add("a|x", n), tx.add("a|y", 0)))
        assert await store.run(lambda tx: tx.counts("a|")) == found
        assert await store.read(lambda tx: tx.counts("a|")) == found


async def test_since_is_in_order_of_a_moment_for_one_value_from_any_moment_on(store: Store):
    asked = {"a": ("1506", "s", "3"), "b": ("1506", "t", "1"), "c": ("1506", "s", ""),
             "d": ("1506", "s", "1"), "e": ("1547", "s", "2"), "f": ("1506", "s", "2")}  # fmt: skip
    for key, (municipality, unit, wanted) in asked.items():
        doc = {"municipality": municipality, "unit": unit, "help_wanted": wanted}
        await put(store, PEOPLE, key, doc)

    async def since(**search: Any) -> list[str]:
        def look(tx: Tx) -> list[tuple[str, Doc]]:
            return tx.since(PEOPLE, "help_wanted", **search)

        return [key for key, _ in await store.run(look)]

    assert await since(municipality="1506") == ["b", "d", "f", "a"]
    assert await since(municipality="1506", limit=2) == ["b", "d"]
    assert await since(municipality="1506", limit=2, after=("1", "d")) == ["f", "a"]
    assert await since(unit="s", municipality="1506") == ["d", "f", "a"]
    assert await since(unit="s") == ["d", "e", "f", "a"]
    await put(store, PEOPLE, "d", {"municipality": "1506", "unit": "s", "help_wanted": ""})
    assert await since(unit="s", municipality="1506") == ["f", "a"]


async def test_since_sees_what_the_same_change_did(store: Store):
    await put(store, PEOPLE, "a", {"unit": "s", "help_wanted": "2"})
    await put(store, PEOPLE, "b", {"unit": "s", "help_wanted": "3"})

    def change(tx: Tx) -> list[str]:
        tx.put(PEOPLE, "c", {"unit": "s", "help_wanted": "1"})
        tx.delete(PEOPLE, "a")
        tx.put(PEOPLE, "b", {"unit": "t", "help_wanted": "3"})
        tx.put(PEOPLE, "d", {"unit": "s", "help_wanted": "4"})
        return [key for key, _ in tx.since(PEOPLE, "help_wanted", unit="s")]

    assert await store.run(change) == ["c", "d"]


@pytest.mark.parametrize("search", [{"role": "champion"}, {"municipality": 1506}, {}])
async def test_since_refuses_what_is_not_declared(store: Store, search: Doc):
    with pytest.raises(ValueError, match="found by"):
        await store.run(lambda tx: tx.since(PEOPLE, "help_wanted", **search))


async def test_two_fields_that_are_declared_together_are_found_together(store: Store):
    for n in range(6):
        facts = {"may_tell": "yes" if n % 2 else None, "unit": "st"[n % 3 == 0]}
        await put(store, PEOPLE, f"{n}", facts | {"municipality": "1506"})
    assert await keys(store, PEOPLE, may_tell="yes", unit="s") == ["1", "5"]
    assert await keys(store, PEOPLE, may_tell="yes", municipality="1506") == ["1", "3", "5"]
    assert await keys(store, PEOPLE, may_tell="yes", municipality="1506", unit="t") == ["3"]
    assert await keys(store, PEOPLE, may_tell="yes", unit="s", after="1") == ["5"]


async def test_one_count_and_the_counts_that_end_so(store: Store):
    def change(tx: Tx) -> None:
        for name in ("unit|1506/a|people", "unit|1506/a|started", "unit|1506/b|people"):
            tx.add(name, 3)

    await store.run(change)

    def look(tx: Tx) -> tuple[int, int, dict[str, int]]:
        tx.add("unit|1506/b|people", -3)
        tx.add("unit|1506/c|people", 2)
        return (
            tx.count("unit|1506/a|people"),
            tx.count("unit|1506/c|started"),
            tx.counts("unit|1506/", "|people"),
        )

    found = {"unit|1506/a|people": 3, "unit|1506/c|people": 2}
    assert await store.run(look) == (3, 0, found)
    assert await store.run(lambda tx: tx.count("unit|1506/b|people")) == 0
