"""A changed plan is taken while the bot runs: whole, or not at all."""

from __future__ import annotations

from datetime import timedelta

from bot.actions.delivery.journeys import are_plans_new, plan_due
from bot.core.delivery.plans import Plan, PlanReading, PlanState
from bot.core.values import replace
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.services import FollowedPlans
from bot.store import MemoryStore
from tests.chat_client import services
from tests.engine import world as w
from tests.engine.teams import FakeTeams
from tests.engine.test_rehearsal import NOW, PLAN, person, settled

NEXT = Plan("neste", "suksesspadriver", NOW.date())
MORNING = timedelta(minutes=65)  # five past eight in Oslo


class House:
    """A bot with four people in two plans' places; `say` writes its plans' file."""

    def __init__(self, *plans: Plan) -> None:
        self.followed = FollowedPlans(plans)
        self.teams, self.alarm, self.at = FakeTeams(), Alarm(), NOW + MORNING
        self.reading: PlanReading | None = None
        self.services = replace(services(MemoryStore(), plans=self.followed), messenger=self.teams)
        self.engine = Engine(
            self.services, lambda: self.at, alarm=self.alarm, rate=None, every=1.0,
            chance=lambda: 0.5, look=self.look,
        )  # fmt: skip

    def look(self) -> PlanReading | None:
        reading, self.reading = self.reading, None
        return reading

    async def say(self, *plans: Plan, faults: tuple[str, ...] = ()) -> None:
        self.reading = PlanReading(plans, faults)
        await self.engine.loop.tick()


async def test_the_bot_takes_a_changed_plan_and_looks_at_everyone_anew():
    house = House()
    await settled(house.services.store, [person(n) for n in range(4)])
    await house.engine.loop.tick()
    assert await house.services.store.run(lambda tx: tx.planned_due("9999")) == []
    await house.say(PLAN)
    assert house.engine.plans.state() == PlanState(1)
    assert not await are_plans_new(house.services)
    assert (await plan_due(house.services, house.at)).planned == 4


async def test_a_faulty_file_changes_nothing_and_is_told_once():
    house = House(PLAN)
    await house.say(faults=("plans.yaml:4: start is `tomorrow`.", "another"))
    await house.engine.loop.tick()
    assert house.alarm.tally == {"plans_faulty": 1}
    assert tuple(house.services.plans) == (PLAN,)
    state = house.engine.plans.state()
    assert state.fault == "plans.yaml:4: start is `tomorrow`. And 1 more."
    assert house.engine.plans.gauges() == {"followed": 1, "faulty": 1}
    await house.say(PLAN, NEXT)
    assert house.engine.plans.state() == PlanState(2)


async def test_a_card_of_a_plan_that_was_taken_away_is_skipped_with_its_reason():
    house = House(PLAN)
    await settled(house.services.store, [person(1)])
    assert (await plan_due(house.services, NOW)).planned == 0
    assert (await plan_due(house.services, house.at)).planned == 1
    house.followed.follow((NEXT,))
    await house.engine.loop.tick()
    (row,) = await w.rows(house.services.store, "t:p1")
    assert (row["state"], row["reason"]) == ("skipped", "no_plan")
    assert house.teams.arrived == {}
