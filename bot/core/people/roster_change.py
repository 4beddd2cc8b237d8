"""What rows of the roster do, and when they would do too much for one command.

A wrong file looks like any other. One that would end the work of many people at once, or turn most
of a municipality upside down, is stopped unless the command says how many it expects.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import msgspec
from msgspec import Struct

from bot.core.people.municipalities import Municipalities
from bot.core.people.places import municipality_on

MOST_EXITS: Final = 20  # people of one municipality who are ended without being expected
MOST_SHARE: Final = 0.05  # of a municipality, likewise
FEW_EXITS: Final = 2  # never too many, however small the municipality
MOST_MOVES: Final = 20  # people of one municipality; more are too many if they are most of it
MOST_ROLES: Final = 5  # champions and operators of one municipality, likewise
MOST_OPERATORS: Final = 20  # new operators and readers
MOST: Final = 0.5  # the share that counts as most of a group
_CHANGES: Final = frozenset({"moved", "employee", "operator", "reader"})


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What a row does, or would do: the words of `bot.actions.people.placement.foreseen`, or
    "waits"; nothing if everything is as it says. "address": its address is new for this person;
    "address_taken": it belongs to somebody else, and is left alone. "other_account": it belongs to
    somebody who is known under another Entra id than the row's. "waits" does not say whether the
    row was waiting before, which would reveal who has erased their data.

    `who` identifies a known person, and is "" for others. So do `before` and `after`, the person's
    places ("1506/Sentrum skole"); they can differ though nobody moves, when a municipality has got
    another number. `leads`: they are a champion or an operator now.
    """

    row: int
    does: tuple[str, ...] = ()
    who: str = ""
    before: str = ""
    after: str = ""
    leads: bool = False


class ExitTally(Struct, frozen=True):
    """How many the roster has ended with the leaving date `day`, by municipality, since the day
    `since`. `unfinished` are those of a command that has not come to its end."""

    day: str
    since: str
    ended: dict[str, int] = msgspec.field(default_factory=dict)
    unfinished: int = 0


@dataclass(frozen=True, slots=True)
class PlannedExit:
    """People and waiting rows to end, by municipality, and the `sizes` of those. `ended` were
    ended before with the same date, `unfinished` of them by a command that was interrupted. `more`
    follow in later requests."""

    ending: Mapping[str, int]
    sizes: Mapping[str, int]
    ended: Mapping[str, int] = field(default_factory=dict)
    unfinished: int = 0
    more: int = 0

    @property
    def expected(self) -> int:
        """What a command has to expect. It stays the same when the command is run again after an
        interruption."""
        return self.unfinished + sum(self.ending.values()) + self.more

    def too_many(self) -> list[str]:
        """The municipalities of which too many would be ended."""
        return [
            number
            for number, n in self.ending.items()
            if _is_mass_exit(n + self.ended.get(number, 0), self.sizes.get(number, 0))
        ]

    def share(self, number: str, names: Municipalities) -> str:
        """ "599 of 1189 in 1506 Molde (50 %)"."""
        n, size = self.ending[number], max(self.sizes.get(number, 0), 1)
        earlier = self.ended.get(number, 0)
        more = f", besides {earlier} already ended with that date" if earlier else ""
        return f"{n} of {size} in {number} {names.name(number)} ({100 * n / size:.0f} %{more})"


@dataclass(frozen=True, slots=True)
class ManyChanges:
    """`people` would be moved or get another role; `why` has a sentence for each municipality where
    that is too many for one command."""

    people: int
    why: tuple[str, ...] = ()


def many_changes(changes: Iterable[RosterChange], map_: Municipalities, day: date) -> ManyChanges:
    """Whether these rows change too many people at once: most of the known people of a municipality
    who are in the file move, most of its champions and operators are dismissed, or many become
    operators or readers."""
    rows = [each for each in changes if each.who]
    here, moved, leads, out, operators = (Counter[str]() for _ in range(5))
    for each in rows:
        number = municipality_on(map_, each.before, day)
        here[number] += 1
        moved[number] += "moved" in each.does
        leads[number] += each.leads
        out[number] += "employee" in each.does
        operators[number] += bool({"operator", "reader"} & {*each.does})
    why = [
        *_most(moved, here, MOST_MOVES, "known people in {} would be moved", map_),
        *_most(out, leads, MOST_ROLES, "champions and operators in {} would be dismissed", map_),
    ]
    if (n := operators.total()) > MOST_OPERATORS:
        why.append(f"{n} people would become operators or readers")
    return ManyChanges(sum(bool(_CHANGES & {*each.does}) for each in rows), tuple(why))


def _is_mass_exit(n: int, size: int) -> bool:
    return n > FEW_EXITS and (n > MOST_EXITS or n > MOST_SHARE * size)


def _most(
    some: Counter[str], of: Counter[str], few: int, words: str, names: Municipalities
) -> list[str]:
    return [
        f"{n} of {of[number]} {words.format(f'{number} {names.name(number)}'.strip())}"
        for number, n in sorted(some.items())
        if n > few and n > MOST * of[number]
    ]
