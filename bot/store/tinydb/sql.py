# ruff: noqa: S608  # names come from declared kinds and fields, checked by Shape; values are bound
"""The SQL behind the TinyDB store: a table for each kind, a column for each declared field.

Each statement takes many rows, so that the interpreter lock is released once for each statement
rather than for each row; the event loop would notice that. OR FAIL saves SQLite the copies that
it would need to undo half a statement: if anything fails, we roll back the whole batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.store.rows import Shape

COUNTS = '"store.counts"'  # a kind's name can't contain a dot
PLANNED = '"store.planned"'
FACTS = '"store.facts"'
MOST_ROWS = 32  # per statement

# The keys of a person's documents start with the person, so they are found by key. An index would
# add a third to what an answer writes.
OWNER = "person"
OWNED = f"substr(key, 1, length({OWNER}) + 1) = {OWNER} || '/'"

HOUSE_TABLES = (
    f"CREATE TABLE {COUNTS} (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID",
    f"CREATE TABLE {PLANNED} (mark BLOB PRIMARY KEY) WITHOUT ROWID",
    f"CREATE TABLE {FACTS} (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
)
COUNT = f"SELECT n FROM {COUNTS} WHERE name = ?"
COUNTS_FROM = f"SELECT name, n FROM {COUNTS} WHERE name >= ? AND name < ?"
COUNTS_LIKE = f"{COUNTS_FROM} AND substr(name, -?) = ?"
ALL_COUNTS = f"SELECT name, n FROM {COUNTS} ORDER BY name"
WAS_PLANNED = f"SELECT 1 FROM {PLANNED} WHERE mark = ?"
ALL_PLANNED = f"SELECT mark FROM {PLANNED} ORDER BY mark"
FACT = f"SELECT value FROM {FACTS} WHERE name = ?"
SET_FACT = f"INSERT INTO {FACTS} VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
INDEXES = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql > ''"
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'store.%'"


def create(shape: Shape) -> list[str]:
    columns = "".join(f', "{field}" TEXT' for field in shape.fields)
    table = f'"{shape.kind}"'
    body = "id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, body TEXT NOT NULL"
    return [f"CREATE TABLE IF NOT EXISTS {table} ({body}{columns})"]


def indexes(shape: Shape) -> dict[str, str]:
    """The name and statement of each index. Rows without a value are left out of it."""
    alone = shape.indexes + ((shape.moment,) if shape.moment else ())
    wanted = [(f"{shape.kind}.{f}", f'"{f}", key', f'"{f}" IS NOT NULL') for f in alone]
    if OWNER in shape.place:
        mine = f"{shape.kind}.{OWNER}"
        wanted = [each for each in wanted if each[0] != mine]
        wanted.append((mine, f"{OWNER}, key", f"{OWNER} IS NOT NULL AND NOT ({OWNED})"))
    if shape.moment and "state" in shape.place:
        wanted.append((f"{shape.kind}.planned", f'"{shape.moment}", key', "state = 'planned'"))
    for a, b in shape.pairs:
        wanted.append((f"{shape.kind}.{a}.{b}", f'"{a}", "{b}", key', f'"{a}" IS NOT NULL'))
    for a, b in shape.since:
        wanted.append((f"{shape.kind}.{a}.{b}", f'"{a}", "{b}", key', f'"{b}" IS NOT NULL'))
    return {
        name: f'CREATE INDEX "{name}" ON "{shape.kind}" ({columns}) WHERE {where}'
        for name, columns, where in wanted
    }


def fill_in(shape: Shape, field: str) -> str:
    """Fill an index column with values from the bodies, for a newly declared field."""
    empty = f"nullif(json_extract(body, '$.{field}'), '')"
    value = empty if field in shape.moments else f"json_extract(body, '$.{field}')"
    text = f"json_type(body, '$.{field}') = 'text'"
    return f'UPDATE "{shape.kind}" SET "{field}" = CASE WHEN {text} THEN {value} END'


def all_rows(shape: Shape) -> str:
    return f'SELECT {columns(shape)} FROM "{shape.kind}" ORDER BY key'


def numbered(shape: Shape) -> str:
    return f'SELECT id, CAST(body AS BLOB) FROM "{shape.kind}" ORDER BY id'


def number(shape: Shape) -> str:
    return f'SELECT id, CAST(body AS BLOB) FROM "{shape.kind}" WHERE id = ?'


def size(shape: Shape) -> str:
    return f'SELECT count(*) FROM "{shape.kind}"'


def columns(shape: Shape) -> str:
    return ", ".join(["key", "CAST(body AS BLOB)", *(f'"{field}"' for field in shape.fields)])


@lru_cache(maxsize=256)
def fetch(shape: Shape) -> str:
    return f'SELECT {columns(shape)} FROM "{shape.kind}" WHERE key = ?'


@lru_cache(maxsize=256)
def select(shape: Shape, fields: tuple[str, ...]) -> str:
    """The search by these fields; `searched` makes its parameters.

    The plus signs keep SQLite from using an index other than the first field's, which is the most
    selective. If the first field is the owner, `low` and `high` are the bounds of its keys."""
    first, *rest = fields
    if fields[:2] in shape.pairs:
        return _select_pair(shape, fields)
    more = "".join(f' AND +"{field}" = :{field}' for field in rest)
    what, end = f'SELECT {columns(shape)} FROM "{shape.kind}"', "ORDER BY key LIMIT :limit"
    found = f'{what} INDEXED BY "{shape.kind}.{first}" WHERE "{first}" = :{first} AND key > :after'
    if first != OWNER:
        return f"{found}{more} {end}"
    owned = f"{what} WHERE key >= :low AND key < :high AND +{OWNER} = :{OWNER} AND {OWNED}"
    return f"{owned}{more} UNION ALL {found} AND NOT ({OWNED}){more} {end}"


def _select_pair(shape: Shape, fields: tuple[str, ...]) -> str:
    a, b, *rest = fields
    more = "".join(f' AND +"{field}" = :{field}' for field in rest)
    return (
        f'SELECT {columns(shape)} FROM "{shape.kind}" INDEXED BY "{shape.kind}.{a}.{b}" '
        f'WHERE "{a}" = :{a} AND "{b}" = :{b} AND key > :after{more} ORDER BY key LIMIT :limit'
    )


def searched(fields: Sequence[tuple[str, str]], after: str, limit: int) -> dict[str, str | int]:
    """The parameters of `select`."""
    values: dict[str, str | int] = {**dict(fields), "after": after, "limit": limit}
    if fields[0][0] == OWNER:
        owner = fields[0][1]
        values |= {"low": max(f"{owner}/", f"{after}\0"), "high": f"{owner}0"}  # 0 follows /
    return values


@lru_cache(maxsize=256)
def select_due(shape: Shape, state: str) -> str:
    """The search for what is due. Parameters: before, after (moment, key), limit."""
    moment = f'"{shape.moment}"'
    index, where = (f"{shape.kind}.{state or shape.moment}", f"{moment} <= ?")
    if state:
        where = f"state = '{state}' AND {where}"
    return (
        f'SELECT {columns(shape)} FROM "{shape.kind}" INDEXED BY "{index}" WHERE {where} '
        f"AND ({moment}, key) > (?, ?) ORDER BY {moment}, key LIMIT ?"
    )


@lru_cache(maxsize=256)
def select_since(shape: Shape, moment: str, fields: tuple[str, ...]) -> str:
    """The search by these fields in order of a moment. Parameters: the values, after (moment,
    key), limit."""
    first, *rest = fields
    more = "".join(f' AND +"{field}" = ?' for field in rest)
    return (
        f'SELECT {columns(shape)} FROM "{shape.kind}" INDEXED BY "{shape.kind}.{first}.{moment}" '
        f'WHERE "{first}" = ?{more} AND "{moment}" IS NOT NULL AND ("{moment}", key) > (?, ?) '
        f'ORDER BY "{moment}", key LIMIT ?'
    )


@lru_cache(maxsize=1024)
def upsert(shape: Shape, n: int) -> str:
    names = "".join(f', "{field}"' for field in shape.fields)
    row = "(?, CAST(? AS TEXT)" + ", ?" * len(shape.fields) + ")"
    update = "".join(f', "{field}" = excluded."{field}"' for field in shape.fields)
    return (
        f'INSERT OR FAIL INTO "{shape.kind}" (key, body{names}) VALUES {_rows(row, n)} '
        f"ON CONFLICT (key) DO UPDATE SET body = excluded.body{update}"
    )


@lru_cache(maxsize=1024)
def update(shape: Shape, fields: tuple[str, ...], n: int) -> str:
    """Update existing rows in which only these fields differ, so that other indexes stay
    untouched."""
    sets = "".join(f', "{field}" = v.column{at}' for at, field in enumerate(fields, start=3))
    row = "(?, ?" + ", ?" * len(fields) + ")"
    return (
        f'UPDATE OR FAIL "{shape.kind}" SET body = CAST(v.column2 AS TEXT){sets} '
        f'FROM (VALUES {_rows(row, n)}) AS v WHERE "{shape.kind}".key = v.column1'
    )


@lru_cache(maxsize=256)
def delete(shape: Shape, n: int) -> str:
    return f'DELETE FROM "{shape.kind}" WHERE key IN ({", ".join("?" * n)})'


@lru_cache(maxsize=64)
def set_counts(n: int) -> str:
    return (
        f"INSERT OR FAIL INTO {COUNTS} VALUES {_rows('(?, ?)', n)} "
        "ON CONFLICT (name) DO UPDATE SET n = excluded.n"
    )


@lru_cache(maxsize=64)
def drop_counts(n: int) -> str:
    return f"DELETE FROM {COUNTS} WHERE name IN ({', '.join('?' * n)})"


@lru_cache(maxsize=64)
def set_planned(n: int) -> str:
    return f"INSERT OR IGNORE INTO {PLANNED} VALUES {_rows('(?)', n)}"


def _rows(row: str, n: int) -> str:
    return ", ".join([row] * n)
