"""A refused request, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestRefusal:
    """`status` is the HTTP status; `why` is a short, stable word for the log and the response.

    `wait` is the value of Retry-After, in seconds; 0 leaves the header out.
    """

    status: int
    why: str
    wait: int = 0
