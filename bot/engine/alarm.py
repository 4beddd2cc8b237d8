"""Telling the operator that something is wrong: in the log, in metrics, and by webhook if set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from bot.core.moments import moment
from bot.core.operations.alarms import AlarmName, AlarmNotice, AlarmState
from bot.core.values import replace
from bot.drawing.operations import alarm_sentence
from bot.locale import words

log = structlog.get_logger(__name__)
REMIND: Final = timedelta(days=1)
SETTLED: Final = timedelta(minutes=5)  # what has been well for so long is over
Tell = Callable[[AlarmNotice], None]


class Alarm:
    """Whoever finds a fault says so as often as they like (`raised`), and that it is gone (`over`).
    It is told once, once a day while it lasts, and when it has been gone for a while.

    `tell` passes it on (a webhook) and returns at once. `tally` counts what was told, by name."""

    def __init__(self, tell: Tell | None = None) -> None:
        self._tell = tell
        self._lasting: dict[tuple[AlarmName, str], AlarmNotice] = {}
        self._well: dict[tuple[AlarmName, str], datetime] = {}
        self.tally: Counter[str] = Counter()

    def raised(
        self,
        name: AlarmName,
        why: str,
        at: datetime,
        about: str = "",
        since: datetime | None = None,
    ) -> None:
        """This is wrong at `at`, and has been for longer where `since` is given."""
        key = (name, about)
        self._well.pop(key, None)
        known = self._lasting.get(key)
        if known is None:
            self._say(AlarmNotice(name, AlarmState.RAISED, why, since or at, at, about))
        elif abs(at - known.at) >= REMIND:
            self._say(replace(known, state=AlarmState.LASTS, why=why, at=at))

    def over(self, name: AlarmName, at: datetime, about: str = "") -> None:
        """This is not wrong at `at`, whether or not it ever was."""
        if (name, about) in self._lasting:
            self._well.setdefault((name, about), at)

    def settle(self, at: datetime) -> None:
        """Tell what has been well for a while. Call it now and then."""
        for key, since in [*self._well.items()]:
            if abs(at - since) >= SETTLED:
                notice = self._lasting[key]
                self._say(replace(notice, state=AlarmState.OVER, at=since))

    def lasting(self) -> tuple[AlarmNotice, ...]:
        """What is wrong now, as it was told last; the oldest first."""
        return tuple(sorted(self._lasting.values(), key=lambda each: each.since))

    def gauges(self) -> dict[str, float]:
        """How many last, by name, for /metrics."""
        found = Counter(str(each.name) for each in self._lasting.values())
        return {str(name): float(found[name]) for name in AlarmName}

    def _say(self, notice: AlarmNotice) -> None:
        key = (notice.name, notice.about)
        facts = {
            "what": str(notice.name),
            "why": notice.why,
            "since": moment(notice.since),
            "says": alarm_sentence(words("en"), notice, UTC),
        }
        if notice.about:
            facts["about"] = notice.about
        if notice.state is AlarmState.OVER:
            self._lasting.pop(key, None)
            self._well.pop(key, None)
            log.info("alarm_over", **facts)
        else:
            self._lasting[key] = notice
            self.tally[str(notice.name)] += 1
            log.error("alarm", **facts)
        if self._tell:
            self._tell(notice)
