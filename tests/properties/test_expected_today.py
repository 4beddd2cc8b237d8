"""Whatever the mix of kinds and of outcomes: what is expected today is what came of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from hypothesis import example, given
from hypothesis import strategies as st

from bot import drawing
from bot.actions.delivery.journeys import bring_back
from bot.actions.delivery.plan_row import plan_row
from bot.actions.operations.sending_health import SendingHealth, sending_health
from bot.actions.people import choices
from bot.core.delivery.deliveries import PlannedCard
from bot.core.delivery.states import STATES, WAITING
from bot.core.moments import moment
from bot.core.send_outcome import Ended
from bot.store import MemoryStore
from tests.card_kinds import KINDS
from tests.engine import world as w
from tests.engine.teams import FakeTeams
from tests.properties import books
from tests.properties.test_leases import DOINGS, ENDS, KEYS, PEOPLE, Post
from tests.virtual import run_virtually

UNDECLARED = "of-another-version"
MANY = (*KINDS, UNDECLARED)
WHEN = (-30, 0, 1, 20, 30, 24 * 500)  # hours from now
MORE = ("plan", "hours_pass", "days_pass", "stop", "bring_back")


async def health_of(found: Any, at: datetime) -> SendingHealth:
    return await found.services.store.run(lambda tx: sending_health(tx, at))


class Doing(NamedTuple):
    what: str
    who: int = 0
    ended: Ended = Ended.SENT
    kind: str = "push"
    due: int = 0


doings = st.lists(
    st.builds(
        Doing,
        st.sampled_from((*DOINGS, *MORE, "plan", "plan")),
        st.integers(0, PEOPLE - 1),
        st.sampled_from(ENDS),
        st.sampled_from(MANY),
        st.sampled_from(WHEN),
    ),
    max_size=40,
)


class Box(NamedTuple):
    """Where a row stands: how it stands now, as `raw` in the store, and on what day."""

    state: str
    raw: str
    day: str


class Books(Post):
    """Beside the bot's counts, each row's day is worked out here from what was seen to happen."""

    boxes: dict[str, Box]

    async def one(self, doing: Doing) -> None:
        if doing.what == "plan":
            await self._plan(doing)
        else:
            await getattr(self, f"_{doing.what}")(doing.who, doing.ended)
        self._follow()
        await self.is_told()

    async def _plan(self, doing: Doing) -> None:
        due = self.at + timedelta(hours=doing.due)
        slot = f"p/{len(self.boxes)}/0" if doing.kind == "nudge" else str(len(self.boxes))
        counts = None if doing.kind in KINDS else True
        card = PlannedCard(KEYS[doing.who], doing.kind, w.LESSON, due, slot, counts)
        await self.store.run(lambda tx: plan_row(self.services, tx, card, self.at))

    async def _hours_pass(self, n: int, _: Ended) -> None:
        self.at += timedelta(hours=4 + n)

    async def _days_pass(self, n: int, _: Ended) -> None:
        self.at += timedelta(days=1 + 9 * n)

    async def _stop(self, n: int, _: Ended) -> None:
        await choices.stop(self.services, KEYS[n], self.at)

    async def _bring_back(self, _: int, __: Ended) -> None:
        await bring_back(self.services, self.at)

    def _follow(self) -> None:
        rows = books.documents(self.store)["deliveries"]
        for key, row in rows.items():
            self.boxes[key] = self._box(row, self.boxes.get(key))
        for key in self.boxes.keys() - rows.keys():  # erased
            box = self.boxes[key]
            state = "skipped" if box.raw in WAITING else box.raw
            self.boxes[key] = Box(state, state, box.day)

    def _box(self, row: dict[str, Any], before: Box | None) -> Box:
        if books.waits(row):
            return Box("waiting", row["state"], row["due_at"][:10])
        if before and before.state != "waiting":
            return Box(row["state"], row["state"], before.day)
        due = before.day if before else row["due_at"][:10]
        ended = row["sent_at"] or moment(self.at)
        return Box(row["state"], row["state"], max(due, ended[:10]))

    async def is_told(self) -> None:
        today = moment(self.at)[:10]
        told: Counter[str] = Counter()
        for box in self.boxes.values():
            late = box.state == "waiting" and box.day < today
            told[box.state] += box.day == today or late
        health = await self.services.store.run(lambda tx: sending_health(tx, self.at))
        assert {state: n for state, n in health.today.items() if n} == +told
        figures = [health.today.get(each, 0) for each in ("waiting", *STATES)]
        assert health.expected == sum(figures) == told.total()
        assert health.sent == told["sent"]


async def went_through(store: MemoryStore, steps: list[Doing]) -> Books:
    services = w.world(store, FakeTeams())
    await w.settle_in(store, [w.person(n) for n in range(PEOPLE)])
    found = Books(store, services)
    found.boxes = {}
    for each in steps:
        await found.one(each)
    return found


CLAIM, BEGIN, END = Doing("claim"), Doing("begin"), Doing("end")


@given(doings)
@example([Doing("plan", kind="shared"), CLAIM, BEGIN, END])
@example([Doing("plan", kind=UNDECLARED), CLAIM, BEGIN])
@example([Doing("plan", due=20), Doing("days_pass"), CLAIM, BEGIN, END])
@example([Doing("plan"), Doing("plan"), CLAIM, BEGIN, END, CLAIM, BEGIN])
@example([Doing("plan"), CLAIM, BEGIN, Doing("wait", 1), CLAIM, Doing("days_pass"),
          Doing("reconcile"), Doing("tap")])  # fmt: skip
@example([Doing("plan", due=-30), CLAIM, BEGIN, Doing("wait", 1), CLAIM, Doing("reconcile")])
@example([Doing("plan", due=24 * 500), Doing("bring_back"), Doing("erase")])
@example([Doing("plan"), Doing("withdraw")])
def test_what_is_expected_today_is_what_came_of_it(steps):
    async def main() -> None:
        async with MemoryStore() as store:
            await went_through(store, steps)

    asyncio.run(main())


async def test_a_card_that_is_put_off_is_expected_on_the_day_that_it_comes():
    """The second card of a day waits for the next one."""
    steps = [Doing("plan"), Doing("plan"), CLAIM, BEGIN, END, CLAIM, BEGIN]
    async with MemoryStore() as store:
        found = await went_through(store, steps)
        assert (await health_of(found, found.at)).today == {"sent": 1}
        tomorrow = found.at + timedelta(days=1)
        assert (await health_of(found, tomorrow)).today == {"waiting": 1}


async def test_a_question_to_an_operator_and_a_shared_lesson_are_expected():
    steps = [Doing("plan", kind="approval"), Doing("plan", 1, kind="shared")]
    async with MemoryStore() as store:
        found = await went_through(store, steps)
        assert (await health_of(found, found.at)).expected == 2


def test_a_row_of_an_undeclared_kind_fails_and_is_counted():
    """It was planned by another version, or its subject was taken out."""

    async def main() -> None:
        async with MemoryStore() as store:
            found = await went_through(store, [Doing("plan", kind=UNDECLARED)])
            sender, _, _ = w.sender(found.services, draw=drawing.delivered)
            await sender.send_due()
            ((_, row),) = found.rows(0)
            assert (row["state"], row["reason"]) == ("failed", "unknown_kind")
            assert sender.tally["unknown_kind"] == 1
            assert (await health_of(found, found.at)).today == {"failed": 1}

    run_virtually(main())
