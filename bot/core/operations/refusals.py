"""Detects that many sends, or all for some time, fail for the same reason."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.core.send_outcome import Ended, SendOutcome

SIGN_IN: Final = "token"  # how the reason of an outcome begins where there was no token
WINDOW: Final = timedelta(minutes=15)
MOST: Final = 100  # outcomes looked at
LONG: Final = timedelta(seconds=60)  # without one success
FEW: Final = 5  # failures in that time; of the token, which everything needs, two are enough
MANY: Final = 20  # failures, if they are half of all
_OURS: Final = (Ended.RETRY, Ended.UNCERTAIN, Ended.REFUSED, Ended.FORBIDDEN)


@dataclass(frozen=True, slots=True)
class RepeatedFailure:
    """Why so many sends fail, and since when."""

    cause: str
    since: datetime


class Refusals:
    """The latest outcomes of sends, by cause. What is about one person (blocked, not installed), or
    stops everything by itself (`bot.engine.circuit`), is not counted."""

    def __init__(self) -> None:
        self._seen: deque[tuple[datetime, str]] = deque(maxlen=MOST)

    def note(self, outcome: SendOutcome, at: datetime) -> RepeatedFailure | None:
        """Count an outcome. Returns why sends keep failing; None if they do not, or if this one
        succeeded."""
        if not outcome.ok and outcome.ended not in _OURS:
            return None
        self._seen.append((at, "" if outcome.ok else cause_of(outcome)))
        while self._seen and abs(at - self._seen[0][0]) > WINDOW:
            self._seen.popleft()
        cause, n = ("", 0) if outcome.ok else self._commonest()
        if not cause or not (self._is_long(cause) or self._is_many(n)):
            return None
        return RepeatedFailure(cause, next(at for at, each in self._seen if each == cause))

    def _commonest(self) -> tuple[str, int]:
        causes = Counter(cause for _, cause in self._seen if cause)
        return causes.most_common(1)[0] if causes else ("", 0)

    def _is_many(self, n: int) -> bool:
        return n >= MANY and 2 * n >= len(self._seen)

    def _is_long(self, cause: str) -> bool:
        """Nothing but failures for a while, up to now."""
        run: list[datetime] = []
        for at, each in reversed(self._seen):
            if not each:
                break
            run += [at] if each == cause else []
        few = 2 if is_token(cause) else FEW
        return len(run) >= few and run[0] - run[-1] >= LONG


def cause_of(outcome: SendOutcome) -> str:
    """What sends that fail for the same reason have in common: a status and a code."""
    return outcome.reason or str(outcome.ended)


def is_token(cause: str) -> bool:
    """Whether it is the bot's own token that can't be had."""
    return cause.partition(" ")[0] == SIGN_IN
