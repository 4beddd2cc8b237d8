"""What is too old goes, who is here stays, and a leaving date ends contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actions.delivery.dispatch import exchange
from bot.actions.delivery.explanation import explain
from bot.actions.delivery.journeys import journey_of, oldest_due, plan_due
from bot.actions.people import records as person_records
from bot.actions.people.arrival import arrive
from bot.actions.people.leaving_date import leaves
from bot.actions.people.records import find, has_erased, look_up, notice
from bot.actions.personal_data.my_data import everything, my_data
from bot.actions.personal_data.retention import purge
from bot.assembly import owns
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.delivery.deliveries import PlannedCard, planned
from bot.core.delivery.plans import Plan
from bot.core.moments import moment
from bot.core.people.person import Person, Visitor
from bot.core.turn import Address
from bot.core.values import replace
from bot.errors import Refused
from bot.ports import Tx
from bot.store import MemoryStore
from tests.chat_client import MONDAY, TENANT, Chat, services

DAY = timedelta(days=1)
NAMES = {each.name for each in owns().documents}
KEEP = timedelta(days=1095)
LONG_AGO = MONDAY - KEEP - 100 * DAY
KARI = f"{TENANT}:kari"


def visitor(name: str = "kari") -> Visitor:
    return Visitor(Address(TENANT, "http://teams", f"c-{name}", name, name, "bot"), name)


@pytest.fixture
async def store():
    async with MemoryStore() as store:
        yield store


async def write(store: MemoryStore, change: Callable[[Tx], Any]) -> None:
    await store.run(change)


def attempt(person: str, at: datetime, number: int = 1) -> dict[str, Any]:
    when = moment(at)
    return {"person": person, "lesson": "moter", "version": 1, "number": number, "order": {},
            "answers": [], "started": when, "finished": ""}  # fmt: skip


def life(person: str, at: datetime) -> Callable[[Tx], None]:
    """One row of each kind from that day, as the actions write them."""
    when, key = moment(at), f"{person}/{moment(at)}"

    def change(tx: Tx) -> None:
        tx.put(documents.ATTEMPTS, key, attempt(person, at) | {"finished": when})
        tx.put(documents.COMPLETIONS, key, {"person": person, "municipality": "1506", "at": when})
        tx.put(
            documents.OPINIONS, key, {"person": person, "lesson": key, "useful": "yes", "at": when}
        )
        asked = [{"lesson": "moter", "learned": when[:10]}]
        recall = {"person": person, "asked": asked, "answers": [], "answered_at": when}
        tx.put(documents.RECALLS, key, recall)
        row = planned(PlannedCard(person, "lesson", key, at, key), at)
        row = replace(row, state="sent", sent_at=when)
        tx.put(documents.DELIVERIES, key, row)
        ended = {"person": person, "municipality": "", "from": when[:10], "to": when[:10]}
        tx.put(documents.MEMBERSHIPS, f"{person}/ended/{when}", ended)

    return change


async def counted(store: MemoryStore, prefix: str) -> dict[str, int]:
    return await store.run(lambda tx: tx.counts(prefix))


async def test_what_is_too_old_goes_and_what_is_not_stays(store):
    """Of someone who is still here: the old row of each kind, and neither person nor journey."""
    home = services(store)
    await arrive(home, visitor(), LONG_AGO, installed=True)
    await write(store, life(KARI, LONG_AGO))
    await write(store, life(KARI, MONDAY - 10 * DAY))
    await notice(home, visitor(), MONDAY - DAY)
    gone = await purge(home, MONDAY)
    ours = {"attempts", "completions", "opinions", "recalls", "deliveries", "memberships"}
    assert gone == {kind: int(kind in ours) for kind in NAMES}
    data = await my_data(home, KARI)
    assert data
    assert {kind: len(data[kind]) for kind in ours} == dict.fromkeys(ours, 1) | {"memberships": 2}
    assert data["journeys"]
    assert (await look_up(home, KARI)).oldest == moment(MONDAY - 10 * DAY)[:10]


async def test_a_day_within_the_limit_is_kept_and_a_day_beyond_goes(store):
    home = services(store, retention_days=30)
    await arrive(home, visitor(), MONDAY - 31 * DAY, installed=True)
    await write(store, lambda tx: tx.put(documents.ATTEMPTS, "a", attempt(KARI, MONDAY - 31 * DAY)))
    await write(store, lambda tx: tx.put(documents.ATTEMPTS, "b", attempt(KARI, MONDAY - 30 * DAY)))
    assert (await purge(home, MONDAY))["attempts"] == 1
    assert await store.run(lambda tx: tx.get(documents.ATTEMPTS, "b"))
    assert (await purge(home, MONDAY))["attempts"] == 0
    assert (await purge(home, MONDAY + DAY)) | {"memberships": 0} == dict.fromkeys(NAMES, 0) | {
        "attempts": 1,
        "people": 1,
        "journeys": 1,
    }


async def test_who_was_last_here_too_long_ago_goes_wholly_and_may_come_back(store):
    """Nothing is left of them, no mark keeps them out, and their figures stay."""
    home = services(store)
    await arrive(home, visitor(), LONG_AGO, installed=True)
    await write(store, life(KARI, LONG_AGO))
    await write(store, lambda tx: person_records.add_counts(tx, {"now||lesson:moter:passed": 1}))
    gone = await purge(home, MONDAY)
    assert gone["people"] == 1
    assert await my_data(home, KARI) is None
    found = await store.run(lambda tx: everything(home, tx, KARI))
    assert not any(docs for _, docs in found)
    assert await store.run(lambda tx: tx.get(documents.JOURNEYS, KARI)) is None
    assert not await has_erased(home, KARI)
    assert await counted(store, "now|") == {"now||lesson:moter:passed": 1}
    assert await counted(store, "deliveries|erased") == {"deliveries|erased|lesson|sent": 1}
    assert (await counted(store, "purged|"))["purged|people"] == 1
    assert (await arrive(home, visitor(), MONDAY, installed=True)).welcome == "first"


async def test_who_left_goes_when_that_is_too_long_ago(store):
    home = services(store)
    await arrive(home, visitor(), LONG_AGO, installed=True)
    await leaves(home, COMMAND_LINE, KARI, moment(LONG_AGO + DAY)[:10], LONG_AGO)
    assert (await purge(home, MONDAY))["people"] == 1


SIGNS: dict[str, Callable[[Tx, str, datetime], None]] = {
    "attempt": lambda tx, key, at: tx.put(documents.ATTEMPTS, "x", attempt(key, at)),
    "completion": lambda tx, key, at: tx.put(
        documents.COMPLETIONS, "x", {"person": key, "municipality": "", "at": moment(at)}
    ),
    "opinion": lambda tx, key, at: tx.put(
        documents.OPINIONS, "x", {"person": key, "at": moment(at)}
    ),
    "follow-up": lambda tx, key, at: tx.put(
        documents.RECALLS, "x", {"person": key, "asked": [], "answered_at": moment(at)}
    ),
    "card": lambda tx, key, at: tx.put(
        documents.DELIVERIES,
        "x",
        replace(
            planned(PlannedCard(key, "lesson", "s", at, "s"), at),
            state="sent",
            sent_at=moment(at),
        ),
    ),
    "move": lambda tx, key, at: tx.put(
        documents.MEMBERSHIPS, "x", {"person": key, "from": moment(at)[:10], "to": ""}
    ),
    "progress": lambda tx, key, at: tx.put(
        documents.PROGRESS,
        "x",
        {"person": key, "lessons": {"a": {"started": moment(at)[:10], "passed": ""}}},
    ),
    "pause": lambda tx, key, at: person_records.save(
        tx, replace(find(tx, key) or Person(key, "", "", ""), paused_until=moment(at))
    ),
}


@pytest.mark.parametrize("sign", SIGNS)
async def test_one_sign_of_life_within_the_limit_keeps_a_person(store, sign: str):
    """Also where the person's own document does not tell: taps do not date it. Left or not."""
    home = services(store)
    await arrive(home, visitor(), LONG_AGO, installed=True)
    await leaves(home, COMMAND_LINE, KARI, moment(LONG_AGO)[:10], LONG_AGO)
    await write(store, lambda tx: SIGNS[sign](tx, KARI, MONDAY - KEEP + DAY))
    assert (await purge(home, MONDAY))["people"] == 0
    assert await look_up(home, KARI)
    assert (await purge(home, MONDAY + DAY))["people"] == 0
    assert (await purge(home, MONDAY + 2 * DAY))["people"] == 1


async def test_a_pause_without_end_is_no_sign_of_life(store):
    home = services(store)
    await arrive(home, visitor(), LONG_AGO, installed=True)
    forever = datetime(9999, 12, 31, tzinfo=MONDAY.tzinfo)
    await write(store, lambda tx: SIGNS["pause"](tx, KARI, forever))
    assert (await purge(home, MONDAY))["people"] == 1


async def test_what_is_still_on_its_way_or_open_is_not_old(store):
    """A waiting card, an open membership and what was passed stay, whatever their day."""
    home = services(store)
    await arrive(home, visitor(), LONG_AGO, installed=True)
    row = planned(PlannedCard(KARI, "lesson", "s", LONG_AGO, "s"), LONG_AGO)
    await write(store, lambda tx: tx.put(documents.DELIVERIES, "w", row))
    await write(store, lambda tx: SIGNS["progress"](tx, KARI, LONG_AGO))
    await notice(home, visitor(), MONDAY)
    assert set((await purge(home, MONDAY)).values()) == {0}


async def test_an_old_gathering_stays_without_the_one_who_called_it(store):
    """What it saved is history; who called it is not kept longer than anything else of theirs."""
    home = services(store, retention_days=30)
    await arrive(home, visitor(), LONG_AGO, installed=True)
    await notice(home, visitor(), MONDAY)
    for id, day in (("old", MONDAY - 31 * DAY), ("new", MONDAY - 30 * DAY)):
        doc = {"by": KARI, "start": moment(day), "state": "done"}
        await write(store, lambda tx, id=id, doc=doc: tx.put(documents.GATHERINGS, id, doc))
    assert (await purge(home, MONDAY))[documents.GATHERINGS] == 1
    assert (await store.run(lambda tx: tx.get(documents.GATHERINGS, "old")))["by"] == ""
    assert (await store.run(lambda tx: tx.get(documents.GATHERINGS, "new")))["by"] == KARI
    assert (await purge(home, MONDAY + DAY))[documents.GATHERINGS] == 1


async def test_a_shorter_limit_takes_effect_at_once(store):
    await arrive(services(store), visitor(), MONDAY - 200 * DAY, installed=True)
    assert (await purge(services(store), MONDAY))["people"] == 0
    assert (await purge(services(store, retention_days=100), MONDAY))["people"] == 1


async def test_a_row_that_cannot_be_read_stops_only_its_own_person(store):
    home = services(store)
    for name in ("anne", "kari", "ola"):
        await arrive(home, visitor(name), LONG_AGO, installed=True)
    await write(store, lambda tx: tx.put(documents.ATTEMPTS, "x", {"person": KARI}))
    gone = await purge(home, MONDAY)
    assert (gone["people"], gone["broken"]) == (2, 1)
    assert await look_up(home, KARI)


async def test_many_pages_go_and_only_those_with_something_old_are_read():
    """The reading is counted: people of this year cost nothing, however many."""
    async with Watched() as store:
        home = services(store)
        await purge(home, MONDAY)
        nobody = store.finds
        for n in range(25):
            await arrive(home, visitor(f"old-{n}"), LONG_AGO, installed=True)
        for n in range(300):
            await arrive(home, visitor(f"new-{n:03}"), MONDAY - DAY, installed=True)
        store.finds = 0
        assert (await purge(home, MONDAY))["people"] == 25
        few = store.finds
        assert (await purge(home, MONDAY))["people"] == 0
        assert 0 < few <= 25 * 2 * len(NAMES) * 2
        assert store.finds == few + nobody


class Watched(MemoryStore):
    """Counts the searches of its changes."""

    finds = 0

    async def run(self, change):
        return await super().run(lambda tx: change(Counting(self, tx)))


class Counting:
    def __init__(self, store: Watched, tx: Tx) -> None:
        self.store, self.tx = store, tx

    def __getattr__(self, name: str) -> Any:
        self.store.finds += name == "find"
        return getattr(self.tx, name)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 400),
            st.lists(st.integers(0, 400), max_size=4),
            st.integers(0, 400),
        ),
        min_size=1,
        max_size=6,
    ),
    st.integers(30, 200),
)
@settings(max_examples=40, deadline=None)
@pytest.mark.slow
async def test_purged_day_by_day_nothing_too_old_is_ever_kept_and_nothing_newer_goes(crowd, limit):
    """Random lives over 400 days, purged every day: on each day exactly what is older is gone."""
    async with MemoryStore() as store:
        home = services(store, retention_days=limit)
        rows: dict[str, list[int]] = {}
        for n, (joined, did, seen) in enumerate(crowd):
            who = visitor(f"p{n}")
            await arrive(home, who, MONDAY + joined * DAY, installed=True)
            rows[who.key] = sorted(joined + each for each in did)
            for number, day in enumerate(rows[who.key]):
                doc = attempt(who.key, MONDAY + day * DAY, number)
                await write(
                    store, lambda tx, n=f"{n}-{number}", doc=doc: tx.put("attempts", n, doc)
                )
            await notice(home, who, MONDAY + (joined + seen) * DAY)
            rows[who.key].append(joined + seen)
        for day in range(0, 1100, 37):
            await purge(home, MONDAY + day * DAY)
            for key, days in rows.items():
                data = await my_data(home, key)
                kept = sum(each >= day - limit for each in days[:-1])
                alive = max(days) >= day - limit
                assert (data is not None) == alive
                assert len(data["attempts"] if data else []) == kept


async def test_from_the_leaving_day_on_nothing_is_sent_or_planned(store):
    """A row already on its way is skipped with that reason."""
    plan = Plan("alle", "teams-fra-forste-dag", MONDAY.date() - 30 * DAY)
    home = services(store, plans=(plan,))
    await arrive(home, visitor(), MONDAY - 10 * DAY, installed=True)
    await plan_due(home, MONDAY - 10 * DAY)
    now = await oldest_due(home)
    assert (await plan_due(home, now)).planned == 1
    taken = (await store.claim(now, 10, DAY)).rows
    assert [row["kind"] for _, row in taken] == ["lesson"]
    await leaves(home, COMMAND_LINE, KARI, moment(now)[:10], now)
    assert await exchange(home, (), [key for key, _ in taken], now) == [None]
    row = await store.run(lambda tx: tx.get(documents.DELIVERIES, taken[0][0]))
    assert (row["state"], row["reason"]) == ("skipped", "left")
    assert (await explain(home, KARI, now)).reason == "left"
    await plan_due(home, now + DAY)
    assert (await store.run(lambda tx: journey_of(tx, KARI))).next_at == ""


async def test_a_leaving_date_to_come_changes_nothing_before_that_day(store):
    home = services(store)
    await arrive(home, visitor(), MONDAY, installed=True)
    before = (await explain(home, KARI, MONDAY)).reason
    await leaves(home, COMMAND_LINE, KARI, moment(MONDAY + 10 * DAY)[:10], MONDAY)
    assert (await explain(home, KARI, MONDAY + 9 * DAY)).reason == before == "no_plan"
    assert (await explain(home, KARI, MONDAY + 10 * DAY)).reason == "left"


async def test_a_leaving_date_can_be_taken_back(store):
    home = services(store)
    await arrive(home, visitor(), MONDAY, installed=True)
    await leaves(home, COMMAND_LINE, KARI, "2026-11-23", MONDAY)
    assert (await explain(home, KARI, MONDAY)).reason == "left"
    await leaves(home, COMMAND_LINE, KARI, "", MONDAY)
    assert (await explain(home, KARI, MONDAY)).reason == "no_plan"
    assert (await store.run(lambda tx: journey_of(tx, KARI))).next_at == moment(MONDAY)


@pytest.mark.parametrize("text", ["tomorrow", "22.11.2026", "2026-02-30", "2026-11-22T08:00:00Z"])
async def test_what_is_no_date_is_refused(store, text: str):
    await arrive(services(store), visitor(), MONDAY, installed=True)
    with pytest.raises(Refused, match="year-month-day"):
        await leaves(services(store), COMMAND_LINE, KARI, text, MONDAY)


async def test_nobody_leaves_who_is_not_known(store):
    assert await leaves(services(store), COMMAND_LINE, KARI, "2026-11-23", MONDAY) is None


async def test_who_only_reads_and_taps_is_still_here_and_who_does_nothing_is_not(store):
    """No quiz, no word typed: a tap the first time each day is sign enough."""
    world = services(store, retention_days=30)
    kari, ola = Chat(world), Chat(world, "ola")
    for each in (kari, ola):
        await each.begin()
    for _ in range(3):
        kari.later(days=25)
        await kari.tap("lessons")
    assert (await purge(world, kari.at + DAY))[documents.PEOPLE] == 1
    assert await look_up(world, kari.key)
    assert await look_up(world, ola.key) is None


async def test_a_tap_writes_the_person_once_a_day_and_a_quiz_never(store):
    kari = Chat(services(store))
    await kari.begin()
    await kari.take("ditt-forste-mote")
    kari.later(days=1)
    asked = await kari.tap("quiz", lesson="lyd-kamera-deling")
    assert (await look_up(kari.services, kari.key)).seen == "2026-11-24"
    kari.later(days=1)
    await kari.press(asked, "answer", choice="a")
    assert (await look_up(kari.services, kari.key)).seen == "2026-11-24"
