"""How fast may be sent: pure functions over small values, in seconds of any clock.

The bounds are Teams' own, per bot and conversation, and one rate for all of a tenant:
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
"""

from __future__ import annotations

from typing import Final

# (requests, seconds): no more than this many in any stretch this long, in one conversation.
CONVERSATION: Final = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
LONGEST: Final = 3600.0
_MARGIN: Final = 1e-6  # seconds: rounding never adds one send to a second


def pace(next_free: float, now: float, rate: float) -> tuple[float, float]:
    """One send in a tenant at `rate` a second: (seconds to wait, the new `next_free`).

    Sends are evenly spaced and nothing is saved up while idle, so no second ever holds more than
    `rate` of them.
    """
    begins = max(next_free, now)
    return begins - now, begins + 1.0 / rate + _MARGIN


def conversation_wait(sent: tuple[float, ...], now: float) -> float:
    """Seconds until this conversation may be sent to. `sent` are earlier moments, oldest first."""
    wait = 0.0
    for most, stretch in CONVERSATION:
        if len(sent) >= most:
            wait = max(wait, sent[-most] + stretch - now)
    return max(wait, 0.0)


def remember(sent: tuple[float, ...], now: float) -> tuple[float, ...]:
    """The moments that still matter, and this one."""
    return (*(each for each in sent if each > now - LONGEST), now)


def back_off(tries: int, chance: float, first: float = 30.0, most: float = 3600.0) -> float:
    """Seconds before the next try, with full jitter: anything from nothing to a ceiling that
    doubles. `tries` failed so far (from 1); `chance` is drawn by the caller from [0, 1)."""
    return chance * min(first * 2.0 ** min(tries - 1, 30), most)
