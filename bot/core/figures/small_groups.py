"""Decides which groups may be shown, so that no small one can be inferred.

A *group* is a set of recorded places (municipality numbers as they stood when things were
counted) whose figures are added up and published together. The attacker is a reader of reports:
they may ask for every municipality map and every cut-off date, print every table, and add and
subtract what they see. So what is hidden is decided for all maps at once, never for one question:

1. A group is *small* when 0 < size < minimum. A small group is hidden. So is one that is large only
   together with people whom the roster has not placed there, where they are fewer than the minimum
   too: anybody may say that they work in a municipality of four, to see the figures of the four.
2. Groups of different maps are nested (1502, 1543 and 1545 within today's 1506). What a shown group
   has beyond the shown groups inside it can be found by subtraction, so this remainder must not be
   small either: as long as it is, the smallest shown group inside is hidden too.
3. Each cut-off date is decided on its own from the figures up to that date, and a figure between
   two dates is shown only if both ends are: otherwise the hidden end could be inferred.

Size is the number of people who have not erased their data. If nobody is left (because all moved
or were erased), it is the largest of the figures: what two former members did is still about two
people.

Small *figures* of a group that is large enough are shown: one of three hundred has started. That
identifies nobody, and comparing counts from day to day would reveal it in any case. There are
things that neither this rule nor any threshold prevents: a reader who knows exactly who came or
went between two dates can see what changed with them; one who knows exactly who moved can see it in
the difference between a group as it is and as it was; and "all have completed" is about everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.core.people.municipality_counts import ERASED, PEOPLE, ROSTERED

Facts = Mapping[str, int]
Tally = Mapping[str, Facts]
"""Counts by place and fact. A missing place or fact counts as 0."""
Group = frozenset[str]


def figures(group: Iterable[str], tally: Tally) -> dict[str, int]:
    """The sum of each fact over these places."""
    total: dict[str, int] = {}
    for place in group:
        for fact, n in tally.get(place, {}).items():
            total[fact] = total.get(fact, 0) + n
    return total


def size(facts: Facts) -> int:
    """How many people these figures are about."""
    here = facts.get(PEOPLE, 0) - facts.get(ERASED, 0)
    return here if here > 0 else max(facts.values(), default=0)


def shown(groups: Iterable[Group], tally: Tally, minimum: int) -> frozenset[Group]:
    """The groups whose figures may be published, given all groups that any map makes.

    Any two of `groups` are nested or disjoint, since municipalities only merge. Empty groups are
    shown.
    """
    everything = set(groups)
    kept = {each for each in everything if not _is_small(each, tally, minimum)}
    for family in _families(everything):
        _hide_remainders(kept, family, tally, minimum)
    return frozenset(kept)


def _families(groups: set[Group]) -> Iterable[list[Group]]:
    """Families of groups that share a place, the largest group first."""
    home: dict[str, list[Group]] = {}
    for group in sorted(groups, key=lambda each: (-len(each), sorted(each))):
        family = next((home[place] for place in group if place in home), None)
        if family is None:
            family = []
            home.update(dict.fromkeys(group, family))
        family.append(group)
    return {id(family): family for family in home.values()}.values()


def _hide_remainders(kept: set[Group], family: list[Group], tally: Tally, minimum: int) -> None:
    """Hide groups until no shown group has a small remainder. It ends, since each round hides one,
    and the remainder of a group with nothing shown inside is the group itself."""
    while hidden := _next_to_hide([each for each in family if each in kept], tally, minimum):
        kept.discard(hidden)


def _next_to_hide(kept: list[Group], tally: Tally, minimum: int) -> Group | None:
    for outer in kept:
        parts = _outermost(each for each in kept if each < outer)
        rest = outer.difference(*parts)
        if _is_small(rest, tally, minimum):
            candidates = [each for each in parts if size(figures(each, tally))]
            return min(candidates, key=lambda each: (size(figures(each, tally)), sorted(each)))
    return None


def _outermost(groups: Iterable[Group]) -> list[Group]:
    """Those that are not in another, of groups that are nested or disjoint, the largest first."""
    found: list[Group] = []
    covered: set[str] = set()
    for each in groups:
        if covered.isdisjoint(each):
            found.append(each)
            covered |= each
    return found


def _is_small(group: Iterable[str], tally: Tally, minimum: int) -> bool:
    facts = figures(group, tally)
    return 0 < size(facts) < minimum or is_filled_up(facts, minimum)


def is_filled_up(facts: Facts, minimum: int) -> bool:
    """Whether the roster places few here, and a few others make them as many as may be shown. Of
    those who have erased their data it isn't known who placed them: they count as placed by it."""
    others = facts.get(PEOPLE, 0) - facts.get(ROSTERED, 0)
    placed = size(facts) - others
    return facts.get(ROSTERED, 0) > 0 and max(others, placed) < minimum <= size(facts)
