"""Telling the operator that something is wrong: in the log, in a metric, and by webhook if set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)
Tell = Callable[[str, str], None]


class Alarm:
    """`tell(what, why)` passes it on (a webhook) and returns at once. `tally` counts by name."""

    def __init__(self, tell: Tell | None = None) -> None:
        self._tell = tell
        self.tally: Counter[str] = Counter()

    def __call__(self, what: str, why: str) -> None:
        self.tally[what] += 1
        log.error("alarm", what=what, why=why)
        if self._tell:
            self._tell(what, why)
