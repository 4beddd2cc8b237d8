"""TinyDB stays TinyDB: its tables, queries and documents over our rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import Query, TinyDB, where
from tinydb.operations import delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from bot.core.documents import COMPLETIONS, PEOPLE
from bot.errors import StoreBusy, StoreUnusable
from bot.store import open_store
from bot.store.rows import shape_of
from bot.store.tinydb.store import TinyStore
from bot.store.tinydb.tables import Rows, Tables, narrowing

DONE = {"person": "t:1", "municipality": "1506", "lesson": "meeting", "score": 3}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def db(path: Path) -> Iterator[Tables]:
    with Tables(path) as opened:
        yield opened


async def test_stock_tinydb_queries_completions_while_the_bot_runs(path: Path):
    async with open_store(f"tinydb:{path}") as store:
        await store.run(lambda tx: tx.put(COMPLETIONS, "t:1/meeting/1", DONE))
        await store.run(lambda tx: tx.put(COMPLETIONS, "t:2/chat/1", DONE | {"score": 1}))
        with TinyDB(path, storage=Rows) as stock:
            completions = stock.table(COMPLETIONS)
            (found,) = completions.search(where("score") >= 2)
            assert dict(found) == DONE
            assert completions.get(doc_id=found.doc_id) == DONE
            assert completions.get(doc_id=999) is None
            assert len(completions) == completions.count(Query().municipality == "1506") == 2
            await store.run(lambda tx: tx.put(COMPLETIONS, "t:3/chat/1", DONE))
            assert len(completions) == 3


async def test_stock_tinydb_is_refused_clearly_when_it_would_write(path: Path):
    async with open_store(f"tinydb:{path}") as store:
        await store.run(lambda tx: tx.put(COMPLETIONS, "a", DONE))
    with TinyDB(path, storage=Rows) as stock:
        for write in (
            lambda: stock.table(COMPLETIONS).insert({"person": "x"}),
            lambda: stock.table(COMPLETIONS).remove(where("person") == "t:1"),
            lambda: stock.insert({"a": 1}),
            stock.drop_tables,
        ):
            with pytest.raises(StoreUnusable, match="opened for reading"):
                write()
        assert [dict(each) for each in stock.table(COMPLETIONS)] == [DONE]


async def test_our_tables_write_what_the_bot_then_reads(path: Path):
    with Tables(path) as db:
        db.table(PEOPLE).insert(Document({"municipality": "1506"}, "t:1"))  # type: ignore[arg-type]
        db.table(PEOPLE).upsert({"language": "nn"}, where("municipality") == "1506")
    async with open_store(f"tinydb:{path}") as store:
        found = await store.run(lambda tx: tx.find(PEOPLE, municipality="1506"))
    assert found == [("t:1", {"municipality": "1506", "language": "nn"})]


async def test_our_tables_need_the_lock_to_write_and_none_to_read(path: Path):
    async with open_store(f"tinydb:{path}") as store:
        await store.run(lambda tx: tx.put(COMPLETIONS, "a", DONE))
        with pytest.raises(StoreBusy):
            Tables(path)
        with Tables(path, writes=False) as db:
            assert db.tables() == {COMPLETIONS}
            assert db.table(COMPLETIONS).get(where("person") == "t:1") == DONE
            with pytest.raises(StoreUnusable):
                db.table(COMPLETIONS).truncate()


async def test_inside_a_change_a_table_is_part_of_it(path: Path):
    async with TinyStore(path) as store:
        await store.run(lambda tx: tx.put(PEOPLE, "t:1", {"unit": "a", "n": 1}))

        def change(tx: Any) -> list[str]:
            tx.put(PEOPLE, "t:2", {"unit": "a", "n": 2})
            tx.table(PEOPLE).update(increment("n"), where("unit") == "a")
            assert tx.get(PEOPLE, "t:2") == {"unit": "a", "n": 3}
            tx.table(PEOPLE).remove(where("n") == 3)
            return [each.doc_id for each in tx.table(PEOPLE).all()]

        assert await store.run(change) == ["t:1"]
        assert await store.run(lambda tx: tx.get(PEOPLE, "t:1")) == {"unit": "a", "n": 2}


def test_a_failing_update_leaves_nothing_behind(db: Tables):
    table = db.table(PEOPLE)
    table.insert_multiple([{"n": 1}, {"n": 2}, {"x": 3}])

    def fails(doc: Any) -> None:
        doc["n"] += 1

    with pytest.raises(KeyError):
        table.update(fails)
    with pytest.raises(TypeError):
        table.insert({"bad": {1, 2}})
    assert [dict(each) for each in table] == [{"n": 1}, {"n": 2}, {"x": 3}]


def test_new_documents_get_an_id_that_nobody_has(db: Tables):
    table = db.table(PEOPLE)
    table.insert(Document({"n": 0}, "2"))  # type: ignore[arg-type]
    ids = [table.insert({"n": 1}), *table.insert_multiple([{"n": 2}, {"n": 3}])]
    assert len({*ids, "2"}) == 4
    assert len(table) == 4
    with pytest.raises(ValueError):
        table.insert(Document({"n": 0}, "2"))  # type: ignore[arg-type]


def test_what_comes_out_is_a_copy(db: Tables):
    table = db.table(PEOPLE)
    key = table.insert({"list": [1]})
    for doc in (table.get(doc_id=key), *table.search(where("list").exists()), *table.all()):
        assert doc is not None
        doc["list"].append(2)
    assert table.all() == [{"list": [1]}]


def test_tables_can_be_dropped(db: Tables):
    db.table(PEOPLE).insert({"n": 1})
    db.table("own").insert({"n": 1})
    assert db.tables() == {PEOPLE, "own"}
    db.drop_table("own")
    assert db.tables() == {PEOPLE}
    db.drop_tables()
    assert db.tables() == set()


@pytest.mark.parametrize(
    ("query", "narrow"),
    [
        (where("person") == "p", ("person", "p")),
        ((where("score") > 2) & (where("municipality") == "1506"), ("municipality", "1506")),
        ((where("municipality") == "m") & (where("person") == "p"), ("person", "p")),
        ((where("person") == "p") | (where("score") == 1), None),
        (~(where("person") == "p"), None),
        (where("person")["x"] == "p", None),
        (where("person") == 7, None),
        (where("lesson") == "p", None),
        (where("person").map(str) == "p", None),
    ],
)
def test_an_equality_on_a_declared_field_narrows_the_search(query: Any, narrow: Any):
    assert narrowing(shape_of(COMPLETIONS), query._hash) == narrow


# What stock TinyDB does in memory, ours does on disk.

WORDS = st.sampled_from(["a", "b", "1506", "1506 ", "å"])
DOCS = st.fixed_dictionaries(
    {},
    optional={
        "person": st.one_of(WORDS, st.none(), st.integers(0, 2)),
        "municipality": WORDS,
        "n": st.integers(-2, 2),
        "deep": st.fixed_dictionaries({"list": st.lists(st.integers(0, 3), max_size=3)}),
    },
)
QUERIES = st.recursive(
    st.one_of(
        st.builds(lambda word: where("person") == word, WORDS),
        st.builds(lambda word: where("municipality") == word, WORDS),
        st.builds(lambda n: where("n") > n, st.integers(-2, 2)),
        st.builds(lambda n: where("deep")["list"].any([n]), st.integers(0, 3)),
        st.just(where("person").exists()),
    ),
    lambda inner: st.one_of(
        st.builds(lambda a, b: a & b, inner, inner),
        st.builds(lambda a, b: a | b, inner, inner),
        st.builds(lambda a: ~a, inner),
    ),
    max_leaves=4,
)
IDS = st.lists(st.integers(1, 8), max_size=3, unique=True)
STEPS = st.one_of(
    st.tuples(st.just("insert"), st.integers(1, 8), DOCS),
    st.tuples(st.just("insert_multiple"), IDS, DOCS),
    st.tuples(st.just("update"), DOCS, QUERIES),
    st.tuples(st.just("update_ids"), DOCS, IDS),
    st.tuples(st.just("call"), st.sampled_from(["n", "person"]), QUERIES),
    st.tuples(st.just("upsert"), DOCS, QUERIES),
    st.tuples(st.just("remove"), QUERIES),
    st.tuples(st.just("remove_ids"), IDS),
    st.tuples(st.just("truncate")),
    st.tuples(st.just("search"), QUERIES),
)


def doc(content: dict[str, Any], number: int, ours: bool) -> Document:
    key: Any = str(number) if ours else number
    return Document(content, key)


def plain(value: Any) -> Any:
    """Results without what is allowed to differ: the type of ids, and the order."""
    if isinstance(value, list):
        return sorted(map(repr, map(plain, value)))
    if isinstance(value, Document):
        return int(value.doc_id), sorted(value.items())
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def step(table: Any, ours: bool, name: str, args: tuple[Any, ...]) -> Any:
    if name == "insert":
        return table.insert(doc(args[1], args[0], ours))
    if name == "insert_multiple":
        return table.insert_multiple([doc(args[1], each, ours) for each in args[0]])
    if name == "update_ids":
        return table.update(args[0], doc_ids=[str(n) if ours else n for n in args[1]])
    if name == "call":
        return table.update(delete(args[0]), where(args[0]).exists() & args[1])
    if name == "upsert":
        return table.upsert(args[0], args[1]) if table.contains(args[1]) else None
    if name == "remove_ids":
        return table.remove(doc_ids=[str(n) if ours else n for n in args[0]])
    return getattr(table, name)(*args)


def outcome(table: Any, ours: bool, each: tuple[Any, ...]) -> Any:
    try:
        result = plain(step(table, ours, each[0], each[1:]))
    except ValueError:
        result = "refused"
    ids = [str(number) if ours else number for number in range(1, 9)]
    looks = [table.get(doc_id=number) for number in ids]
    return result, plain(table.all()), len(table), [look and dict(look) for look in looks]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=12))
@pytest.mark.slow
def test_our_table_does_what_tinydb_does(tmp_path_factory: Any, steps: list[Any]):
    path = tmp_path_factory.mktemp("oracle") / "store.db"
    with Tables(path) as ours, TinyDB(storage=MemoryStorage) as stock:
        for each in steps:
            mine = outcome(ours.table(COMPLETIONS), True, each)
            assert mine == outcome(stock.table(COMPLETIONS), False, each)
    with Tables(path, writes=False) as again, TinyDB(path, storage=Rows) as plainly:
        kept = sorted(repr(dict(each)) for each in again.table(COMPLETIONS))
        assert kept == sorted(repr(dict(each)) for each in plainly.table(COMPLETIONS))
        if steps:
            assert plain(again.table(COMPLETIONS).all()) == mine[1]
