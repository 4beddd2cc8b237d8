"""A broadcast does not slow itself: a turn to send costs the same whoever was sent to before."""

import time
from statistics import median

import pytest

from bot.engine.throttle import Throttle
from tests.virtual import run_virtually

pytestmark = pytest.mark.bench
ROUNDS, TURNS, MANY = 5, 2_000, 100_000
RATE = 1_000.0  # sends a second: all of it is within an hour


async def _turns(throttle: Throttle, name: str, count: int) -> float:
    """Processor seconds of so many turns, each to somebody new."""
    before = time.process_time()
    for n in range(count):
        await throttle.turn("t", f"{name} {n}")
    return time.process_time() - before


def test_a_turn_among_100_000_conversations_takes_at_most_1_5_times_one_among_few():
    async def main() -> float:
        ratios, crowded = [], Throttle(RATE)
        await _turns(crowded, "crowd", MANY)
        for n in range(ROUNDS):
            few = await _turns(Throttle(RATE), "few", TURNS)
            many = await _turns(crowded, f"round {n}", TURNS)
            ratios.append(many / few)
            assert crowded.remembered > MANY
        return median(ratios)

    ratio = run_virtually(main())
    print(
        f"\n  a turn among {MANY:,} conversations against one among few: {ratio:.2f} (at most 1.5)"
    )
    assert ratio <= 1.5
