"""A request that is not let in, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestRefusal:
    """`status` is HTTP's; `why` a short stable word for the log and the body of the answer.

    `wait` is for Retry-After, in seconds; 0 leaves it out.
    """

    status: int
    why: str
    wait: int = 0
