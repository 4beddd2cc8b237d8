"""Counts what is called between two moments, in this thread.

A file counts when one of its functions is called: importing it is no call, nor is the body of a
module or a class. Calls are those of Python and of C alike. The event loop's own depend on how
quick a disk or a thread is, and are left out.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import gc
import inspect
import selectors
import sys
import threading
from collections import Counter
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Self

ROOT = Path(__file__).parents[2]
_PRODUCT = tuple(str(ROOT / place) for place in ("bot/", "cards/", "manifest/", "app.py"))
_LOOP = tuple(
    str(Path(module.__file__).with_suffix("")).removesuffix("__init__")
    for module in (asyncio, concurrent.futures, selectors, threading)
)


class Probe:
    """`with Probe() as seen:` then `seen.files` and `seen.calls`."""

    def __init__(self) -> None:
        self._called: Counter[CodeType] = Counter()  # of C, by the function that calls
        self._ran: Counter[CodeType] = Counter()

    def __enter__(self) -> Self:
        gc.collect()
        gc.disable()  # what it would call depends on what was made long before
        sys.setprofile(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)
        gc.enable()

    def _note(self, frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            self._ran[frame.f_code] += 1
        elif event == "c_call":
            self._called[frame.f_code] += 1

    @property
    def files(self) -> list[str]:
        """Product files with a function that was called, as paths from the root."""
        return sorted({_place(code) for code in self._ran if _is_ours(code)})

    @property
    def calls(self) -> int:
        every = (*self._ran.items(), *self._called.items())
        return sum(n for code, n in every if not code.co_filename.startswith(_LOOP))

    def times(self, function: Any) -> int:
        """How often this function was called, for one that never waits."""
        return self._ran[function.__code__]


def _is_ours(code: CodeType) -> bool:
    is_function = bool(code.co_flags & inspect.CO_OPTIMIZED)
    return is_function and code.co_filename.startswith(_PRODUCT)


def _place(code: CodeType) -> str:
    return Path(code.co_filename).relative_to(ROOT).as_posix()
