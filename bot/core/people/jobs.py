"""People with several jobs: which rows of a file are about one person, and where they are counted.

Somebody who is at a school for 60 % and in home care for 40 % has a row for each. They are one
person, who belongs to one place: the main one. The others are kept beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, starmap
from typing import Final

from bot.core.people.places import place_of
from bot.core.people.roster import MOST_PLACES, Entry
from bot.core.values import replace

_MOST_SAID: Final = 10  # rows that a fault names
_MOST_NAMES: Final = 20  # ways of writing one person's name; more are several people


@dataclass(slots=True)
class Rows:
    """`people` are the rows, each about one person; `faults` are (row, why) of those that can't be
    true together. `several` and `unsure` are the rows of people with several jobs, and of those of
    whom nothing says which is the main one. `repeated` say the same as an earlier row. `counted`
    says by row in which one its person is counted."""

    people: list[Entry] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    several: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    counted: dict[int, int] = field(default_factory=dict)


def by_person(entries: Sequence[Entry], known: Mapping[int, str] | None = None) -> Rows:
    """Each person's rows as one, with the number of the row where they are counted. `known` says by
    row who somebody known is, "" for others."""
    found, known = Rows(), known or {}
    groups, doubts = _groups(entries, known)
    found.faults += doubts
    for several in groups:
        if len(several) > 1 and (why := _contradiction(several, known)):
            found.faults += [(each.row, why) for each in several]
            continue
        one = together(several)
        found.people.append(one)
        found.counted |= dict.fromkeys((each.row for each in several), one.row)
        if one.also:
            found.several.append(one.row)
            found.unsure += [] if one.decided else [one.row]
        else:
            found.repeated += [each.row for each in several[1:]]
    found.people.sort(key=lambda each: each.row)
    return found


def together(rows: Sequence[Entry]) -> Entry:
    """One person's rows as one entry. They are counted at the place that is said to be the main
    one; else in the municipality, and there in the unit, where they work most; else in the first
    row's. `decided` is False if that was merely the first, or one of two that are equal."""
    if len(rows) == 1:
        return rows[0]
    shares = _shares(rows)
    main, decided = _main(rows, shares)
    first = next(each for each in rows if _place(each) == main)
    others = tuple(each for each in shares if each != main)
    role, scope = next(((each.role, each.scope) for each in rows if each.role), ("", ()))
    mails = tuple(dict.fromkeys(mail for each in rows for mail in each.mails))
    return replace(
        first,
        entra=next((each.entra for each in rows if each.entra), ""),
        tenant=next((each.tenant for each in rows if each.tenant), ""),
        mail=mails[0] if mails else "",
        upn=mails[1] if len(mails) > 1 else "",
        role=role,
        scope=scope,
        former=next((each.former for each in rows if each.former), ""),
        percent=shares[main],
        also=tuple(dict.fromkeys([*others, *(e for row in rows for e in row.also)]))[:MOST_PLACES],
        decided=decided or not others,
    )


def _place(entry: Entry) -> str:
    return place_of(entry.municipality, entry.unit or "")


def _shares(rows: Sequence[Entry]) -> dict[str, float | None]:
    """How much of a full position they have at each place, None if the file does not say. Two jobs
    at the same place are one."""
    found: dict[str, float | None] = {}
    for each in rows:
        place = _place(each)
        before = found.get(place)
        found[place] = before if each.percent is None else (before or 0.0) + each.percent
    return found


def _main(rows: Sequence[Entry], shares: Mapping[str, float | None]) -> tuple[str, bool]:
    said = [_place(each) for each in rows if each.main]
    if said:
        return said[0], True
    possible = [each for each in shares if not _is_said_not_to_be(each, rows)] or [*shares]
    of = {each: _weight(each, shares) for each in possible}
    best = max(of.values())
    most = [each for each in possible if of[each] == best]
    return most[0], len(most) == 1


def _is_said_not_to_be(place: str, rows: Sequence[Entry]) -> bool:
    return all(each.main is False for each in rows if _place(each) == place)


def _weight(place: str, shares: Mapping[str, float | None]) -> tuple[float, float]:
    number = place.partition("/")[0]
    whole = sum(n or 0.0 for each, n in shares.items() if each.partition("/")[0] == number)
    return whole, shares[place] or 0.0


def _contradiction(rows: Sequence[Entry], known: Mapping[int, str]) -> str:
    """Why these rows can't all be true of one person, "" if they can."""
    numbers = _said([each.row for each in rows])
    if len({_place(each) for each in rows}) > MOST_PLACES + 1:
        return f"{numbers} have the same person, at more than {MOST_PLACES + 1} places."
    if len({(each.role, each.scope) for each in rows if each.role}) > 1:
        return f"{numbers} have the same person in different roles."
    if len({_place(each) for each in rows if each.main}) > 1:
        return f"{numbers} have the same person, with several main positions."
    by_id = all(each.entra or known.get(each.row) for each in rows)
    names = [*dict.fromkeys(each.name for each in rows)]
    if not by_id and (len(names) > _MOST_NAMES or any(starmap(_differ, combinations(names, 2)))):
        return f"{numbers} have the same address, but different names."
    return ""


def _said(rows: Sequence[int]) -> str:
    if len(rows) > _MOST_SAID:
        some, last = [*map(str, rows[: _MOST_SAID - 1])], f"{len(rows) - _MOST_SAID + 1} more"
    else:
        *some, last = map(str, rows)
    return f"rows {', '.join(some)} and {last}"


def _differ(one: str, other: str) -> bool:
    """Whether these can't be one person's name. A name may be left out or shortened, and the order
    be another."""
    words = [each.casefold().replace(",", " ").replace(".", " ").split() for each in (one, other)]
    short, long = sorted(words, key=len)
    return not all(any(_begins(a, b) for b in long) for a in short)


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


Groups = tuple[list[list[Entry]], list[tuple[int, str]]]


def _groups(entries: Sequence[Entry], known: Mapping[int, str]) -> Groups:
    """Each person's rows, in the file's order; and the rows that could be about several people.
    Rows with different Entra ids, or different UPNs, are about different people, though they share
    an address."""
    groups: list[list[Entry]] = []
    seen: list[tuple[set[str], set[str]]] = []  # the Entra ids and the UPNs of each
    doubts: list[tuple[int, str]] = []
    named: dict[str, set[int]] = {}
    for each in sorted(entries, key=_reliability):
        ids = [*filter(None, (known.get(each.row), each.entra, *each.mails))]
        found = sorted({n for id in ids for n in named.get(id, ())})
        own = [n for n in found if _can_be(each, *seen[n])]
        if len(own) > 1:
            rows = _said([groups[n][0].row for n in own])
            doubts.append((each.row, f"it could be about the person of either of {rows}."))
            continue
        n = own[0] if own else len(groups)
        if not own:
            groups.append([])
            seen.append((set(), set()))
        groups[n].append(each)
        seen[n][0].update(filter(None, (each.entra,)))
        seen[n][1].update(filter(None, (each.upn,)))
        for id in ids:
            named.setdefault(id, set()).add(n)
    return [sorted(group, key=lambda each: each.row) for group in groups], doubts


def _reliability(entry: Entry) -> tuple[bool, bool, int]:
    return not entry.entra, not entry.upn, entry.row


def _can_be(entry: Entry, ids: set[str], upns: set[str]) -> bool:
    return (not entry.entra or not ids or entry.entra in ids) and (
        not entry.upn or not upns or entry.upn in upns
    )
