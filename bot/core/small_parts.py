"""Which parts of a whole are too few people to be shown each, and what becomes of them.

They are added up as one. Where they are too few together as well, it depends on what else is told:

- Where the total is told, they could be worked out from it, so one large part is added up with
  them: the people whose municipality isn't known if there are such, else the smallest. Its name can
  be told, since what is hidden is how many of the sum are its own.
- Where it need not be, they are in no figure, totals too, and every large part stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

TOGETHER: Final = "*"  # stands for the parts that are added up
UNKNOWN: Final = ""


@dataclass(frozen=True, slots=True)
class Folding:
    """Every part that is neither in `together` nor in `left_out` is shown. `beside` is the large
    one in `together`, None if there is none."""

    together: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    beside: str | None = None

    def shown(self, sizes: Mapping[str, int]) -> dict[str, int]:
        """The sizes as they may be shown, by part; the sum under `TOGETHER`, if there is one."""
        hidden = self.together | self.left_out
        each = {part: n for part, n in sizes.items() if part not in hidden}
        total = sum(sizes[part] for part in self.together)
        return each | ({TOGETHER: total} if total else {})


def folding(sizes: Mapping[str, int], minimum: int, *, total: bool) -> Folding:
    """How to show these parts, of so many people each. `total` says that their sum is told. A whole
    of small parts alone is added up, however few they are."""
    small = frozenset(part for part, n in sizes.items() if 0 < n < minimum)
    large = ((n, part) for part, n in sizes.items() if n and part not in small)
    if not small or sum(sizes[part] for part in small) >= minimum:
        return Folding(small)
    beside = min(large, key=lambda each: (each[1] != UNKNOWN, each), default=None)
    if beside is None:
        return Folding(small)
    if not total:
        return Folding(left_out=small)
    return Folding(small | {beside[1]}, beside=beside[1])
