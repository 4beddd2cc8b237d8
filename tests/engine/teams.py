"""A Teams that lives in this process: it counts what reaches people, measures how fast it is sent
to, and fails as the real one does."""

from __future__ import annotations

import asyncio
import random
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.core.send_outcome import Ended, Member, SendOutcome
from bot.core.turn import Address, Message

Fault = Callable[["FakeTeams", Address], SendOutcome | None]


def ok(_: FakeTeams, __: Address) -> None:
    return None


def answer(ended: Ended, wait: float | None = None, *, arrives: bool = False) -> Fault:
    """A fault that ends this way; `arrives` when the person got the card all the same."""

    def fault(teams: FakeTeams, to: Address) -> SendOutcome:
        if arrives:
            teams.arrived[to.entra] += 1
        return SendOutcome(ended, wait=wait, reason=str(ended))

    return fault


def uninstalled(teams: FakeTeams, to: Address) -> SendOutcome:
    """A fault that lasts: whoever has removed the app has no other conversation either."""
    teams.removed.add(to.entra)
    return SendOutcome(Ended.NOT_INSTALLED, reason="not_installed")


@dataclass
class FakeTeams:
    """`faults` are drawn at random for each send, with the given `share` of failures; `hang` is
    how many seconds a send takes that ends as uncertain."""

    faults: Sequence[Fault] = ()
    share: float = 0.0
    seed: int = 1
    hang: float = 30.0
    arrived: Counter[str] = field(default_factory=Counter)
    requests: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    by_conversation: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    updated: list[tuple[Address, str, Message]] = field(default_factory=list)
    messages: list[tuple[Address, Message]] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    storm_until: float = 0.0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 - a made-up world

    async def send(self, to: Address, message: Message) -> SendOutcome:
        self._note(to)
        await asyncio.sleep(0.05)
        if to.entra in self.blocked:
            return SendOutcome(Ended.BLOCKED, reason="blocked")
        if to.entra in self.removed:
            return uninstalled(self, to)
        fault = self.random.choice(self.faults) if self.random.random() < self.share else ok
        outcome = fault(self, to)
        if outcome is None:
            self.arrived[to.entra] += 1
            self.messages.append((to, message))
            return SendOutcome(Ended.SENT, activity=f"a-{to.entra}-{self.arrived[to.entra]}")
        if outcome.ended is Ended.UNCERTAIN:
            await asyncio.sleep(self.hang)
        return outcome

    async def update(self, to: Address, activity: str, message: Message) -> SendOutcome:
        self._note(to)
        self.updated.append((to, activity, message))
        return SendOutcome(Ended.SENT, activity=activity)

    async def delete(self, to: Address, activity: str) -> SendOutcome:
        return SendOutcome(Ended.SENT, activity=activity)

    async def open(self, to: Address) -> SendOutcome:
        self._note(to)
        return SendOutcome(Ended.SENT, conversation=f"c-{to.entra}")

    async def member(self, _: Address) -> Member | None:
        return None

    async def members(self, _: Address) -> int | None:
        return None

    def _note(self, to: Address) -> None:
        now = asyncio.get_running_loop().time()
        self.requests[to.tenant].append(now)
        self.by_conversation[to.entra].append(now)

    def fastest(self, seconds: float, times: Sequence[float]) -> int:
        """The most requests in any stretch of this length."""
        return max((bisect_left(times, at + seconds) - n for n, at in enumerate(times)), default=0)
