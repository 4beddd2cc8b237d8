"""Waiting for one's turn: a tenant's pace, a conversation's bounds, and a tenant told to wait.

The rules are pure (`bot.core.delivery.rate_limits`); this keeps their state for one process, by
the loop's time.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Final

from bot.core.delivery import rate_limits

_LET_GO: Final = 2  # idle conversations forgotten at each send: more than one, so they run out
IN_LINE: Final = 60.0  # seconds that anybody stands in line behind a tenant that was told to wait
STORM: Final = 3  # times that it was told so in a row; from then on nobody does
SLICE: Final = 20.0  # seconds that mending old cards takes of a tick; then it is others' turn
_GLANCE: Final = 5.0  # seconds between looks at whether it is to wait still longer
_GRAIN: Final = 0.001  # waking a hair too early would only mean waiting again


class Throttle:
    """`rate` is sends a second for each tenant; None for no limit at all (tests, measuring)."""

    def __init__(self, rate: float | None) -> None:
        self._rate = rate
        self._free: dict[str, float] = {}
        self._stopped: dict[str, float] = {}
        self._told: dict[str, int] = {}
        self._sent: OrderedDict[str, tuple[float, ...]] = OrderedDict()  # the latest send last

    @property
    def remembered(self) -> int:
        """How many conversations it keeps in memory: those sent to within the last hour, and a few
        that it has not let go yet."""
        return len(self._sent)

    async def turn(self, tenant: str, conversation: str) -> float:
        """Return 0 when this conversation in this tenant may be sent to; the send is counted.

        Where the tenant was told to wait for longer than `IN_LINE`, or again and again, return in
        how many seconds to come back, and nothing is counted: whoever waited here would keep
        others waiting, who may go.
        """
        if self._rate is None:
            return 0.0
        time = asyncio.get_running_loop().time
        while True:
            patience = 0.0 if self._told.get(tenant, 0) >= STORM else IN_LINE
            if (stopped := self._stopped.get(tenant, 0.0) - time()) > patience:
                return max(stopped, IN_LINE)
            if (wait := self._wait(tenant, conversation, time())) > 0:
                await asyncio.sleep(min(wait, _GLANCE) + _GRAIN)
                continue
            free = self._free.get(tenant, 0.0)
            wait, self._free[tenant] = rate_limits.pace(free, time(), self._rate)
            if wait > 0:
                await asyncio.sleep(wait)
            if self._stopped.get(tenant, 0.0) <= time():
                break  # else the tenant was told to wait meanwhile: queue up again afterwards
        self._remember(conversation, time())
        return 0.0

    def stop(self, tenant: str, seconds: float) -> None:
        """The connector told the tenant to wait: nothing more goes to it until then."""
        until = asyncio.get_running_loop().time() + seconds
        if self._stopped.get(tenant, 0.0) <= asyncio.get_running_loop().time():
            self._told[tenant] = self._told.get(tenant, 0) + 1
        self._stopped[tenant] = max(until, self._stopped.get(tenant, 0.0))

    def well(self, tenant: str) -> None:
        """Something got through: no storm."""
        self._told.pop(tenant, None)

    def _wait(self, tenant: str, conversation: str, now: float) -> float:
        stopped = self._stopped.get(tenant, 0.0) - now
        return max(
            stopped, rate_limits.conversation_wait(self._sent.get(conversation, ()), now), 0.0
        )

    def _remember(self, conversation: str, now: float) -> None:
        self._sent[conversation] = rate_limits.remember(self._sent.get(conversation, ()), now)
        self._sent.move_to_end(conversation)
        self._forget(now)

    def _forget(self, now: float) -> None:
        """Let a few go that nothing was sent to for so long that no bound applies. The longest idle
        one stands first, so each send costs the same however many are remembered."""
        for _ in range(_LET_GO):
            longest_idle = next(iter(self._sent))
            if self._sent[longest_idle][-1] > now - rate_limits.LONGEST:
                return
            del self._sent[longest_idle]
