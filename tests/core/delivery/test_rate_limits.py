"""How fast may be sent, in virtual time: no stretch ever holds more than Teams allows."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.core.delivery.rate_limits import CONVERSATION, back_off, conversation_wait, pace, remember

idle = st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.3, 1.0, 29.0]), min_size=1, max_size=150)


def most_in(times: list[float], stretch: float) -> int:
    """The fullest half-open stretch."""
    return max(n + 1 - bisect_left(times, at - stretch + 1e-9) for n, at in enumerate(times))


def greedy(gaps: list[float]) -> list[float]:
    """Someone who sends as soon as they may, with pauses between."""
    now, sent, times = 1000.0, (), list[float]()
    for gap in gaps:
        now += gap
        now += conversation_wait(sent, now)
        assert conversation_wait(sent, now) < 1e-9
        sent = remember(sent, now)
        times.append(now)
    return times


@given(idle)
def test_a_conversation_never_gets_more_than_it_may(gaps: list[float]):
    times = greedy(gaps)
    assert all(most_in(times, stretch) <= most for most, stretch in CONVERSATION)


def test_the_hours_bound_is_kept_and_reached():
    """Sixty in thirty seconds for a quarter of an hour, and then none until the hour is over."""
    times = greedy([0.0] * 1801)
    assert times[1799] - times[0] < 1000
    assert times[1800] - times[0] >= 3600.0


@given(
    st.lists(st.floats(0, 3), min_size=1, max_size=100),
    st.sampled_from([1.0, 30.0, 50.0]),
)
def test_a_tenant_is_sent_to_evenly_and_nothing_is_saved_up(gaps: list[float], rate: float):
    free, now, times = 0.0, 5.0, list[float]()
    for gap in gaps:
        now += gap
        wait, free = pace(free, now, rate)
        now += wait
        times.append(now)
    assert all(later - earlier >= 1 / rate - 1e-9 for earlier, later in pairwise(times))


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_a_back_off_is_never_longer_than_an_hour_and_its_ceiling_doubles(tries: int, luck: float):
    assert 0 <= back_off(tries, luck) <= 3600.0
    assert back_off(tries, 1.0) == min(30.0 * 2 ** min(tries - 1, 30), 3600.0)
    assert back_off(tries, 0.0) == 0.0


def test_what_no_longer_matters_is_forgotten():
    assert remember((1.0, 2.0), 3601.5) == (2.0, 3601.5)
