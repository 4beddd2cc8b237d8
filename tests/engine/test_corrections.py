"""A mistake is taken back: corrected everywhere, or withdrawn where nobody answered yet."""

import asyncio

import pytest

from bot.actions.delivery import corrections as delivery_corrections
from bot.actions.delivery.journeys import journey_of
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.learning import progress
from bot.core.learning.progress import Progress, Track
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.values import replace
from bot.engine.corrections import CorrectionSender
from bot.engine.throttle import Throttle
from bot.store import MemoryStore
from tests.engine import world as w
from tests.engine.teams import FakeTeams
from tests.virtual import clock, run_virtually


async def sent_to(teams: FakeTeams, count: int):
    services = w.world(MemoryStore(), teams)
    await w.settle_in(services.store, [w.person(n) for n in range(count)])
    await w.plan(services, [f"t:p{n}" for n in range(count)], "lesson")
    await w.sender(services)[0].send_due()
    return services, CorrectionSender(services, Throttle(30))


async def marked(services, what: str, lesson: str = w.LESSON) -> int | None:
    return await delivery_corrections.mark(services, clock, COMMAND_LINE, lesson, what)


async def answer(services, key: str) -> None:
    course = "teams-fra-forste-dag"
    taken = Progress(key, course, {w.LESSON: Track(started="2026-11-23", attempts=1)})
    place = progress.progress_key(key, course)
    await services.store.run(lambda tx: tx.put(documents.PROGRESS, place, taken))


def test_a_corrected_lesson_takes_the_place_of_the_wrong_one_in_the_same_row():
    teams = FakeTeams()

    async def main():
        services, corrections = await sent_to(teams, 3)
        assert await marked(services, "correct") == 3
        assert await corrections.run(clock()) == 3
        assert await marked(services, "correct") == 0
        return [row for n in range(3) for row in await w.rows(services.store, f"t:p{n}")]

    rows = run_virtually(main())
    assert len(teams.updated) == 3
    assert "Rettet 23. november" in teams.updated[0][2].card.decode()
    assert all(row["state"] == "sent" and row["corrected_at"] and not row["fix"] for row in rows)


def test_only_unanswered_cards_are_withdrawn_and_one_line_stays():
    teams = FakeTeams()

    async def main():
        services, corrections = await sent_to(teams, 3)
        await answer(services, "t:p1")
        assert await marked(services, "withdraw") == 2
        await corrections.run(clock())
        return [bool(row.get("withdrawn_at")) for n in range(3)
                for row in await w.rows(services.store, f"t:p{n}")]  # fmt: skip

    assert run_virtually(main()) == [True, False, True]
    assert {to.entra for to, _, _ in teams.updated} == {"p0", "p2"}


def test_a_card_still_on_its_way_is_stopped():
    teams = FakeTeams()

    async def main():
        services = w.world(MemoryStore(), teams)
        await w.settle_in(services.store, [w.person(0)])
        await w.plan(services, ["t:p0"])
        assert await marked(services, "withdraw") == 1
        await w.sender(services)[0].send_due()
        (row,) = await w.rows(services.store, "t:p0")
        return row["state"], row["reason"]

    assert run_virtually(main()) == ("skipped", "withdrawn")
    assert teams.arrived == {}


@pytest.mark.parametrize("ended", [Ended.SENT, Ended.THROTTLED])
def test_what_is_taken_back_while_it_is_in_the_air_is_withdrawn_when_it_has_landed(ended):
    """The very moment of its request: it can't be stopped, and must not stay, nor go again."""

    class Between(FakeTeams):
        async def send(self, to, message):
            assert await marked(services, "withdraw") == 1
            assert await CorrectionSender(services, Throttle(30)).run(clock()) == 0
            if ended is Ended.SENT:
                return await super().send(to, message)
            return SendOutcome(ended)

    teams = Between()
    services = w.world(MemoryStore(), teams)

    async def main():
        await w.settle_in(services.store, [w.person(0)])
        await w.plan(services, ["t:p0"], "lesson")
        await w.sender(services)[0].send_due()
        landed = await CorrectionSender(services, Throttle(30)).run(clock())
        (row,) = await w.rows(services.store, "t:p0")
        way = await services.store.run(lambda tx: journey_of(tx, "t:p0"))
        assert way.lesson == ""
        return landed, row["state"], bool(row.get("withdrawn_at"))

    arrived = ended is Ended.SENT
    expected = (1, "sent", True) if arrived else (0, "skipped", False)
    assert run_virtually(main()) == expected
    assert teams.arrived == ({"p0": 1} if arrived else {})


def test_what_could_not_be_mended_now_is_mended_at_the_next_tick():
    class Busy(FakeTeams):
        async def update(self, to, activity, message):
            if asyncio.get_running_loop().time() < 100:
                return SendOutcome(Ended.THROTTLED, wait=60.0)
            return await super().update(to, activity, message)

    teams = Busy()

    async def main():
        services, corrections = await sent_to(teams, 1)
        await marked(services, "correct")
        assert await corrections.run(clock()) == 0
        await asyncio.sleep(120)
        assert await corrections.run(clock()) == 1

    run_virtually(main())


def test_no_such_lesson_marks_nothing():
    async def main():
        services = replace(w.world(MemoryStore(), FakeTeams()))
        assert await marked(services, "correct", "nothing-like-it") is None

    run_virtually(main())
