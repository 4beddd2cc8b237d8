"""Which parts of a whole are too few people to be shown each, and what becomes of them.

They are added up as one. Where they are too few together as well, it depends on what else is told:

- Where the total is told, they could be worked out from it, so one large part is added up with
  them: the people whose municipality isn't known if there are such, else the smallest. Its name can
  be told, since what is hidden is how many of the sum are its own.
- Where it need not be, they are in no figure, totals too, and every large part stands.

Whoever reads it knows which parts there can be, and this rule. So what is left must be true of at
least two sizes of each small part (`exposes`); a test tries every size of every part.
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
    one in `together`, None if there is none. With `exposes`, a small part could be worked out even
    so: show none of them, nor the total."""

    together: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    beside: str | None = None
    exposes: bool = False

    def shown(self, sizes: Mapping[str, int]) -> dict[str, int]:
        """The sizes as they may be shown, by part; the sum under `TOGETHER`, if there is one."""
        hidden = self.together | self.left_out
        each = {part: n for part, n in sizes.items() if part not in hidden and n}
        total = sum(sizes[part] for part in self.together)
        return each | ({TOGETHER: total} if total else {})


def folding(sizes: Mapping[str, int], minimum: int, *, total: bool) -> Folding:
    """How to show these parts, of so many people each; parts that might have some, but have none,
    have 0. `total` says that their sum is told. A whole of small parts alone is added up, however
    few they are."""
    small = frozenset(part for part, n in sizes.items() if 0 < n < minimum)
    few = sum(sizes[part] for part in small)
    large = sorted(
        (part for part, n in sizes.items() if n >= max(minimum, 1)),
        key=lambda part: (part != UNKNOWN, sizes[part], part),
    )
    hidden = len(sizes) - len(large)  # parts that may have been added up
    if not small:
        return Folding()
    if few >= minimum:
        exposes = not 1 < hidden > few / (minimum - 1)  # all of them as large as small ones get
        return Folding(left_out=small) if exposes and not total else Folding(small, exposes=exposes)
    if not large:
        return Folding(small, exposes=total)
    if not total:
        return Folding(left_out=small)
    fixed = hidden == 1 and _is_fixed(sizes, few, large, minimum)
    return Folding(small | {large[0]}, beside=large[0], exposes=fixed)


def _is_fixed(sizes: Mapping[str, int], few: int, large: list[str], minimum: int) -> bool:
    """Whether the sum of a small part and the large one beside it, which is the smallest, can be
    made up in one way only."""
    both = few + sizes[large[0]]
    most = both - 1
    if large[0] != UNKNOWN and len(large) > 1:
        most = min(most, sizes[large[1]] - (large[1] < large[0]))
    return max(1, both - most) >= min(minimum - 1, both - minimum)
