"""What may be told of how many answered an invitation, and of how many came. Pure.

Whoever invites may invite one person more, and look before and after. So as long as answers can
change they are told in steps, and exactly once they are final; few are never told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ANSWERS: Final = ("yes", "maybe", "no")


def enough(n: int, minimum: int, *, final: bool) -> int | None:
    """This many people as they may be told; None for fewer than `minimum`, nobody included, since
    a 0 among few tells how all the others answered. Until it is `final` it is rounded down to a
    multiple of `minimum`. A minimum of 1 hides nothing."""
    if minimum <= 1:
        return n
    if n < minimum:
        return None
    return n if final else n // minimum * minimum


def answers(counts: Mapping[str, int], minimum: int, *, final: bool) -> dict[str, int | None]:
    """How many say yes, maybe and no, as it may be told; 0 where nobody was invited."""
    if not counts.get("invited", 0):
        return dict.fromkeys(ANSWERS, 0)
    return {each: enough(counts.get(each, 0), minimum, final=final) for each in ANSWERS}
