"""What may happen thousands of times a minute gets a few lines in the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EVERY: Final = 60.0  # seconds
_MOST: Final = 200  # different ones; a made-up name costs no memory for ever


@dataclass(slots=True)
class _Run:
    since: float
    seen: int = 0
    told: int = 0


class Repeats:
    """`note` says whether this one is worth a line: the first, the tenth, the hundredth and so on,
    and from then on one each minute."""

    def __init__(self) -> None:
        self._runs: dict[str, _Run] = {}

    def note(self, what: str, at: float) -> int:
        """How many there have been since the last line, with this one; 0 if it gets no line. `at`
        is in seconds, on any clock that goes forward."""
        run = self._runs.get(what)
        if run is None:
            if len(self._runs) >= _MOST:
                self._runs.clear()
            run = self._runs[what] = _Run(at)
        late = abs(at - run.since) >= EVERY
        run.seen += 1
        if not late and run.seen != 10 ** (len(str(run.seen)) - 1):
            return 0
        untold = run.seen - run.told
        if late:
            self._runs[what] = _Run(at, 1, 1)
        else:
            run.told = run.seen
        return untold
