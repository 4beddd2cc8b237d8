"""What the loop last did, and what it last saw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.actions.operations.sending_health import SendingHealth


@dataclass(slots=True)
class Beat:
    """What the loop last did. Moments are aware, None before the first."""

    ticked: datetime | None = None
    ticks: int = 0
    looked: int = 0
    planned: int = 0
    taken: int = 0
    failed: int = 0
    health: SendingHealth | None = None
    held: bool = False

    def gauges(self, now: datetime) -> dict[str, float]:
        """Figures of the last tick, for /metrics; ages in seconds, -1 before the first tick."""
        seen = self.health
        found = {"tick_age": (now - self.ticked).total_seconds() if self.ticked else -1.0}
        if seen:
            late = (now - seen.oldest).total_seconds() if seen.oldest else 0.0
            found |= {"oldest_due_age": max(late, 0.0)}
            found |= {"held": float(self.held)}
            found |= {"expected_today": seen.expected, "sent_today": seen.sent}
            found |= {f"today_{state}": n for state, n in seen.today.items()}
            found |= {f"state_{state}": n for state, n in seen.states.items()}
        return found
