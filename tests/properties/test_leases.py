"""Leases that run out while a card is on its way, outcomes that come late, taps in between: every
planned row is counted in just one box, whatever comes first."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.actions.delivery import corrections as delivery_corrections
from bot.actions.delivery import dispatch, uncertain_sends
from bot.actions.delivery.dispatch import Sent
from bot.actions.delivery.uncertain_sends import CardTap
from bot.actions.people.records import look_up
from bot.actions.personal_data import my_data
from bot.core.actor import COMMAND_LINE
from bot.core.delivery.deliveries import Delivery
from bot.core.delivery.settlement import Settled, again, settle
from bot.core.delivery.states import WAITING
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.turn import Address, Message
from bot.core.values import replace
from bot.services import LEASE, Services
from bot.store import MemoryStore
from tests.engine import world as w
from tests.engine.teams import FakeTeams
from tests.properties import books
from tests.virtual import START, run_virtually

PEOPLE = 2
KEYS = [f"t:p{n}" for n in range(PEOPLE)]
ENDS = (
    Ended.SENT, Ended.UNCERTAIN, Ended.BLOCKED, Ended.REFUSED, Ended.THROTTLED, Ended.GONE,
    Ended.DISABLED, Ended.NOT_INSTALLED,
)  # fmt: skip
DOINGS = ("claim", "begin", "end", "put_off", "wait", "reconcile", "tap", "withdraw", "erase")
steps = st.lists(
    st.tuples(st.sampled_from(DOINGS), st.integers(0, PEOPLE - 1), st.sampled_from(ENDS)),
    max_size=40,
)


class Post:
    """Rows in the hands of a sender that may be slow, and may have been started twice."""

    def __init__(self, store: MemoryStore, services: Services) -> None:
        self.store, self.services, self.at = store, services, START
        self.taken: list[str] = []
        self.flying: list[tuple[str, Delivery]] = []
        self.began: Counter[str] = Counter()
        self.gone: Counter[str] = Counter()

    async def do(self, what: str, n: int, ended: Ended) -> None:
        doing: Callable[[int, Ended], Awaitable[None]] = getattr(self, f"_{what}")
        await doing(n, ended)
        self.adds_up()

    async def _claim(self, n: int, _: Ended) -> None:
        self.taken += [
            key for key, _ in (await self.store.claim(self.at, 9, self.services.lease)).rows
        ]

    async def _begin(self, n: int, _: Ended) -> None:
        """The oldest of those taken up, and again: two workers may hold the same row."""
        for ready in await dispatch.exchange(self.services, (), self.taken[:2] * 2, self.at):
            if ready:
                self.began[ready.key] += 1
                self.flying.append((ready.key, ready.row))

    async def _end(self, n: int, ended: Ended) -> None:
        if self.flying:
            key, row = self.flying.pop(n % len(self.flying))
            settled = settle(row, SendOutcome(ended, reason=str(ended), activity="a"), self.at, 0.5)
            if settled.change.state == "planned":
                self.began[key] -= 1  # known not to have arrived, so it may go once more
            await dispatch.exchange(self.services, [Sent(key, settled)], (), self.at)

    async def _put_off(self, n: int, _: Ended) -> None:
        for key in self.taken[: n + 1]:
            later = Settled(again(self.at + timedelta(minutes=1), "circuit"))
            await dispatch.exchange(self.services, [Sent(key, later, "claimed")], (), self.at)

    async def _wait(self, n: int, _: Ended) -> None:
        self.at += (timedelta(minutes=1), LEASE + timedelta(seconds=1))[n]

    async def _reconcile(self, n: int, _: Ended) -> None:
        await uncertain_sends.reconcile(self.services, self.at)

    async def _tap(self, n: int, _: Ended) -> None:
        for key, _row in self.rows(n):
            await uncertain_sends.arrived(self.services, CardTap(key, KEYS[n], "stop"), self.at)

    async def _withdraw(self, n: int, _: Ended) -> None:
        await delivery_corrections.mark(
            self.services, lambda: self.at, COMMAND_LINE, w.LESSON, "withdraw"
        )

    async def _erase(self, n: int, _: Ended) -> None:
        rows = [row for _, row in self.rows(n)]
        if await my_data.erase(self.services, KEYS[n], self.at):
            for row in rows:
                state = "skipped" if row["state"] in WAITING else row["state"]
                self.gone[f"delivery|{row['kind']}|{state}"] += 1

    def rows(self, n: int) -> list[tuple[str, dict[str, Any]]]:
        docs = books.documents(self.store)["deliveries"]
        return [(key, row) for key, row in docs.items() if row["person"] == KEYS[n]]

    def adds_up(self) -> None:
        wanted = self.gone + books.rows(books.documents(self.store))
        found = {k: n for k, n in books.counts(self.store).items() if k.startswith("delivery|")}
        assert found == {k: n for k, n in wanted.items() if n}
        assert sum(found.values()) == PEOPLE
        assert max(self.began.values(), default=0) <= 1, "sent a second time"


@given(steps)
@example([("claim", 0, ENDS[0]), ("begin", 0, ENDS[0]), ("wait", 1, ENDS[0]),
          ("claim", 0, ENDS[0]), ("end", 0, Ended.SENT), ("reconcile", 0, ENDS[0])])  # fmt: skip
@example([("claim", 0, ENDS[0]), ("begin", 0, ENDS[0]), ("put_off", 1, ENDS[0]),
          ("wait", 0, ENDS[0]), ("wait", 0, ENDS[0]), ("claim", 0, ENDS[0]),
          ("begin", 0, ENDS[0])])  # fmt: skip
def test_every_row_is_in_one_box_and_is_sent_at_most_once_whatever_comes_first(doings):
    async def main() -> None:
        async with MemoryStore() as store:
            services = w.world(store, FakeTeams())
            await w.settle_in(store, [w.person(n) for n in range(PEOPLE)])
            await w.plan(services, KEYS, "push")
            post = Post(store, services)
            for what, n, ended in doings:
                await post.do(what, n, ended)

    asyncio.run(main())


async def test_a_late_no_is_heeded_though_the_row_stays_uncertain():
    """The lease ran out, the row was put down as uncertain; then Teams says the person blocked
    the bot: nothing more is sent to them."""
    async with MemoryStore() as store:
        services = w.world(store, FakeTeams())
        await w.settle_in(store, [w.person(n) for n in range(PEOPLE)])
        await w.plan(services, KEYS, "push")
        post = Post(store, services)
        for what in ("claim", "begin", "wait", "claim", "reconcile"):
            await post.do(what, 1, Ended.SENT)
        person = post.flying[0][1].person
        await post.do("end", 0, Ended.BLOCKED)
        found = await look_up(services, person)
        assert found
        assert found.blocked
        assert [row["state"] for _, row in post.rows(KEYS.index(person))] == ["uncertain"]


class Slow(FakeTeams):
    async def send(self, to: Address, message: Message) -> SendOutcome:
        await asyncio.sleep(2)
        return await super().send(to, message)


@pytest.mark.parametrize(("scaled", "while_sending"), [(True, "attempting"), (False, "uncertain")])
def test_a_clock_that_runs_fast_gives_a_request_as_much_real_time(scaled, while_sending):
    """Two seconds of ours are two hours of a clock 3,600 times as fast: within a lease that is as
    much longer, and beyond one that is not. It ends as sent either way."""
    speed = 3600

    async def main() -> None:
        store, loop = MemoryStore(), asyncio.get_running_loop()
        lease = LEASE * speed if scaled else LEASE
        services = replace(w.world(store, Slow()), lease=lease)
        await w.settle_in(store, [w.person(0, hours="1234567 00:00-00:00")])
        await w.plan(services, KEYS[:1])

        def fast() -> datetime:
            return START + timedelta(seconds=loop.time()) * speed

        sender, _, _ = w.sender(services, tick=fast)
        sending = asyncio.create_task(sender.send_due())
        await asyncio.sleep(1)
        assert (await store.claim(fast(), 9, services.lease)).rows == []
        assert [row["state"] for row in await w.rows(store, KEYS[0])] == [while_sending]
        await sending
        assert [row["state"] for row in await w.rows(store, KEYS[0])] == ["sent"]

    run_virtually(main())
