"""What may be said of a count among few people: in steps, so that it says nothing of any one."""

from __future__ import annotations

from collections.abc import Iterable


def at_least(count: int, size: int, minimum: int) -> int | None:
    """What may be said of `count` among `size` people: a number of them that is surely reached,
    or None where nothing may be said.

    A step is `minimum` people. The lowest step and the highest are not told apart from having
    nobody or everybody in them, so no figure, and no difference of two, says anything certain of
    one person. With a minimum of 1 nothing is hidden.
    """
    if minimum <= 1:
        return count
    if size < 2 * minimum:
        return None
    return min(count, size - minimum) // minimum * minimum or None


def together(parts: Iterable[tuple[int, int]], minimum: int) -> int | None:
    """What may be said of several groups as one, each (count, size): the sum of what may be said
    of each. So a municipality less those of its units that are shown is what may be said of the
    rest, and nothing more comes out of subtracting."""
    told = [at_least(count, size, minimum) for count, size in parts]
    return sum(each or 0 for each in told) or (0 if minimum <= 1 else None)
