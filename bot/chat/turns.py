"""Turns of one person, one at a time; and the same turn again, while the first is being answered.

A finger on a slow line taps twenty times. All of them get the answer of the first, which costs what
one costs; and whoever taps many things at once waits for their own taps, and nobody else does.
Only what is answered in the HTTP response is shared: everything else is sent, and would be sent
twice.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Generic, TypeVar

from bot.core.turn import Turn, What

T = TypeVar("T")
Key = tuple[str, str]


class OneAtATime(Generic[T]):
    """`answer(turn)` is called for one turn of a person at a time, in the order in which they
    come. The same tap in the meantime gets `again` of its answer."""

    def __init__(self, answer: Callable[[Turn], Awaitable[T]], again: Callable[[T], T]) -> None:
        self._answer = answer
        self._again = again
        self._under_way: dict[Key, asyncio.Task[T]] = {}
        self._last: dict[str, asyncio.Task[T]] = {}

    async def __call__(self, turn: Turn) -> T:
        key = (turn.person, _same(turn))
        task = self._under_way.get(key)
        if task is not None and _is_answered_at_once(turn):
            return self._again(await asyncio.shield(task))
        task = asyncio.create_task(self._after(self._last.get(turn.person), turn))
        self._under_way[key] = self._last[turn.person] = task
        task.add_done_callback(partial(self._forget, key))
        return await asyncio.shield(task)  # who hangs up takes nobody's answer away

    async def _after(self, before: asyncio.Task[T] | None, turn: Turn) -> T:
        if before is not None:
            await asyncio.wait({before})
        return await self._answer(turn)

    def _forget(self, key: Key, done: asyncio.Task[T]) -> None:
        if self._under_way.get(key) is done:
            del self._under_way[key]
        if self._last.get(key[0]) is done:
            del self._last[key[0]]


def _is_answered_at_once(turn: Turn) -> bool:
    return turn.what in (What.TAPPED, What.REFRESHED) and not turn.submitted


def _same(turn: Turn) -> str:
    """What makes two turns of a person the same: where, what was written, or on which card which
    button was tapped with what filled in."""
    where = (turn.address.conversation, turn.address.room, turn.what, turn.submitted)
    return json.dumps([where, turn.text, turn.card, turn.verb, turn.data], sort_keys=True)
