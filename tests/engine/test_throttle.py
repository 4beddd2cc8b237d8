"""What the throttle remembers: as long as Teams' bounds reach, and no longer."""

import asyncio

from bot.core.delivery.rate_limits import LONGEST
from bot.engine.throttle import Throttle
from tests.virtual import run_virtually

FAST = 1_000.0  # sends a second in the tenant: the pace holds nobody up here


async def _sent_to(throttle: Throttle, *names: str) -> None:
    for name in names:
        assert await throttle.turn("t", name) == 0


def test_conversations_that_no_bound_applies_to_any_more_are_forgotten():
    async def main() -> None:
        throttle = Throttle(FAST)
        await _sent_to(throttle, *(f"old {n}" for n in range(50)))
        await asyncio.sleep(LONGEST)
        await _sent_to(throttle, *(f"new {n}" for n in range(50)))
        assert throttle.remembered == 50

    run_virtually(main())


def test_a_conversation_that_was_sent_to_again_is_still_remembered():
    """It stood first in line to be forgotten. The other one goes, and it stays."""

    async def main() -> None:
        throttle = Throttle(FAST)
        await _sent_to(throttle, "a", "b")
        await asyncio.sleep(LONGEST - 10)
        await _sent_to(throttle, "a")
        await asyncio.sleep(20)
        await _sent_to(throttle, "c")
        assert throttle.remembered == 2

    run_virtually(main())
