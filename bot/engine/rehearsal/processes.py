"""Plays the parts of a large rehearsal on every processor, in processes of their own."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Any, Final

from bot.engine.rehearsal.play import Counts, People, Rules

_NICE: Final = 10  # a bot that runs on the same machine goes first
PlayPart = Callable[[Rules, People], Coroutine[Any, Any, Counts]]


async def in_processes(
    play_part: PlayPart, workers: int, rules: Rules, parts: Sequence[People]
) -> AsyncIterator[Counts]:
    """What is found in each part, in whatever order they come to an end. `play_part` can be pickled
    and opens all that it needs by itself."""
    context, loop = get_context("spawn"), asyncio.get_running_loop()
    with ProcessPoolExecutor(workers, context, initializer=_step_back) as pool:
        work = [
            loop.run_in_executor(pool, partial(_played, play_part, rules, each)) for each in parts
        ]
        try:
            for done in asyncio.as_completed(work):
                yield await done
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # after a fault, or Ctrl-C


def _played(play_part: PlayPart, rules: Rules, people: People) -> Counts:
    return asyncio.run(play_part(rules, people))


def _step_back() -> None:
    if hasattr(os, "nice"):  # Windows has none
        os.nice(_NICE)
