"""Random histories of rosters: whoever works anywhere is counted once, where they work, and no file
that is said again moves anybody."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.actions.people import roster
from bot.actions.people.arrival import arrive
from bot.actions.people.identity.jobs import municipalities_of, still_employed
from bot.actions.people.records import find
from bot.actions.people.roster_leavers import missing
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.people.person import Person, Visitor
from bot.core.people.roster import Entry
from bot.core.turn import Address
from bot.services import Services
from bot.store import MemoryStore
from tests.chat_client import MONDAY, TENANT, services

PLACES = ("1506/A", "1506/B", "1547/A", "1535/C")
FILES = (("1506",), ("1547",), ("1506", "1547"), ("1506", "1535", "1547"))
IDS = tuple(f"{n}1111111-2222-3333-4444-555555555555" for n in range(1, 5))


@dataclass(frozen=True)
class Job:
    place: str
    percent: int | None
    main: bool | None


JOBS = st.lists(
    st.builds(
        Job,
        st.sampled_from(PLACES),
        st.sampled_from([None, 20, 40, 50, 60, 80]),
        st.sampled_from([None, None, True, False]),
    ),
    min_size=0,
    max_size=3,
    unique_by=lambda job: job.place,
).filter(lambda jobs: sum(job.main is True for job in jobs) < 2)
# What somebody's jobs are from now on, or a file that comes.
EVENT = st.one_of(
    st.tuples(st.integers(0, len(IDS) - 1), JOBS),
    st.tuples(st.sampled_from(FILES), st.booleans()),
)


def rows_of(jobs: dict[int, list[Job]], numbers: tuple[str, ...], *, back: bool) -> list[Entry]:
    """The file of these municipalities, in one order or the other. Each has somebody else too."""
    facts = [(who, job) for who, several in jobs.items() for job in several]
    facts = [each for each in facts if each[1].place[:4] in numbers]
    facts = facts[::-1] if back else facts
    others = [Entry(90 + n, mail=f"a@{e}.example", municipality=e) for n, e in enumerate(numbers)]
    return [*others, *(_row(n, who, job) for n, (who, job) in enumerate(facts, 2))]


def _row(n: int, who: int, job: Job) -> Entry:
    number, _, unit = job.place.partition("/")
    facts = {"municipality": number, "unit": unit, "percent": job.percent, "main": job.main}
    return Entry(n, IDS[who], **facts)  # type: ignore[arg-type]


async def bring(home: Services, rows: list[Entry], day: int) -> list[roster.RosterChange]:
    at = MONDAY + timedelta(days=day)
    covers = municipalities_of(rows)
    looked = await roster.look(home, _once(rows), at.date(), at, covers)
    gone = await missing(home, rows, {each.who for each in looked}, at)
    more = [still_employed(home, e, covers, -n, at.date()) for n, e in enumerate(gone.elsewhere)]
    of = {"expect": 1000, "covers": covers}
    return await roster.apply(home, COMMAND_LINE, [*rows, *more], at.date(), at, **of)  # type: ignore[arg-type]


def _once(rows: list[Entry]) -> list[Entry]:
    return [*{each.entra or each.mail: each for each in rows}.values()]


async def people(home: Services) -> list[Person]:
    found = await home.store.run(lambda tx: [find(tx, f"{TENANT}:{each}") for each in IDS])
    return [each for each in found if each]


async def is_right(home: Services, jobs: dict[int, list[Job]], ever: dict[str, set[str]]) -> None:
    """Counted apart from the code: everybody once, in a place that some file gave them."""
    everybody = await people(home)
    assert len(everybody) == len(IDS)
    where = Counter(f"now|{each.municipality}|people" for each in everybody)
    counts = await home.store.run(lambda tx: tx.counts("now|"))
    assert {n: c for n, c in counts.items() if c and n.endswith("|people")} == dict(where)
    for each in everybody:
        places = (each.place, *each.also_in)
        assert len({*places}) == len(places)
        assert {*filter(None, places)} <= ever[each.entra]
        rows = await home.store.run(lambda tx, k=each.key: tx.find(documents.MEMBERSHIPS, person=k))
        assert sum(not doc["to"] for _, doc in rows) == 1


async def lives(events: list[tuple[object, object]]) -> None:
    async with MemoryStore() as store:
        home = services(store, local=False, tenants=frozenset({TENANT}))
        for each in IDS:
            to = Address(TENANT, "http://teams", f"c-{each}", f"29:{each}", each, "bot")
            await arrive(home, Visitor(to, "x"), MONDAY, installed=True)
        jobs: dict[int, list[Job]] = {n: [] for n in range(len(IDS))}
        ever: dict[str, set[str]] = {each: set() for each in IDS}
        for day, (what, how) in enumerate(events):
            if isinstance(what, int):
                jobs[what] = how  # type: ignore[assignment]
                ever[IDS[what]] |= {job.place for job in jobs[what]}
                continue
            rows = rows_of(jobs, what, back=bool(how))  # type: ignore[arg-type]
            await bring(home, rows, day)
            await is_right(home, jobs, ever)
            before = await people(home)
            for back in (False, True):  # the same again, and in another order: nobody moves
                await bring(home, rows_of(jobs, what, back=back), day)  # type: ignore[arg-type]
                after = await people(home)
                assert [each.place for each in after] == [each.place for each in before]
        whole = rows_of(jobs, FILES[-1], back=False)
        await bring(home, whole, len(events))
        for each in await people(home):  # the whole file's word is the last one
            of = {job.place for job in jobs[IDS.index(each.entra)]}
            if of:
                assert {each.place, *each.also_in} == of


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EVENT, min_size=2, max_size=14))
def test_everybody_is_counted_once_where_some_file_put_them(events):
    asyncio.run(lives(events))
