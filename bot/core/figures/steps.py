"""Rounds counts among few people down to steps, so that they reveal nothing about anybody."""

from __future__ import annotations

from collections.abc import Iterable


def at_least(count: int, size: int, minimum: int) -> int | None:
    """A lower bound of `count` among `size` people that may be shown; None if nothing may be.

    A step is `minimum` people. The lowest step could also mean nobody, and the highest everybody,
    so no figure, and no difference between two, says anything certain about one person. With a
    minimum of 1 nothing is hidden.
    """
    if minimum <= 1:
        return count
    if size < 2 * minimum:
        return None
    return min(count, size - minimum) // minimum * minimum or None


def together(parts: Iterable[tuple[int, int]], minimum: int) -> int | None:
    """The same for several groups, each (count, size), as one: the sum of what may be shown for
    each. So subtracting the shown units from their municipality gives no more than what may be
    shown for the rest."""
    told = [at_least(count, size, minimum) for count, size in parts]
    return sum(each or 0 for each in told) or (0 if minimum <= 1 else None)


def whole_steps(count: int, minimum: int) -> int:
    """A count that is about no group of a known size, such as of thanks, rounded down."""
    return count if minimum <= 1 else count // minimum * minimum
