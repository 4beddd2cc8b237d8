"""The preview as text."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from bot.actions.people.roster import NotOnRoster
from bot.actions.people.roster_matches import Doubt, Match, Matches, named_by_teams
from bot.cli.roster.folding import folded_faults, folded_notes, lines, rows_named, rows_said
from bot.cli.roster.preview import Preview
from bot.core.people.person import Person
from bot.core.people.places import municipality_on, place_of, split
from bot.core.people.roster import Entry
from bot.core.people.roster_change import RosterChange
from bot.services import Services

_SAID: Final = {
    "moved": "move to another unit or municipality",
    "placed": "are placed by the employer for the first time",
    "back": "are here again, after a leaving date",
    "champion": "become champions",
    "operator": "become operators",
    "reader": "become readers of the figures",
    "employee": "are champions or operators no longer",
    "ambiguous": "name a unit that there are several of: write which, as in Sentrum skole (Nesset)",
    "declined": "have given the role of champion back, and are left in peace",
    "other_account": "have the address of somebody with another Entra id: if the account was made"
    " anew, python app.py move-account",
    "jobs": "have other jobs than before, beside the one where they are counted",
    "address": "are known by another address too from now on",
    "address_taken": "have an address that belongs to somebody else; it is left alone",
}
_GROUPED: Final = frozenset({"moved", "address", "jobs"})  # said in groups, or in one figure


def report(
    services: Services, args: Namespace, found: Preview, day: date, *, by_bot: bool
) -> Iterator[str]:
    sheet = found.sheet
    clock = ", today by the running bot's clock" if by_bot and not args.on else ""
    yield f"{args.file.name}, as of {day}: {sheet.lines} rows{clock}"
    yield from _contents(found.entries)
    yield from _several(found)
    yield from (f"FAULT {each}" for each in folded_faults(sheet.faults))
    yield from (f"NOTE  {each}" for each in folded_notes(sheet.notes))
    if sheet.unused:
        yield f"NOTE  columns that are not used: {', '.join(sheet.unused)}"
    yield from _counted(found.looked, len(sheet.faults))
    yield from lines(_news(found.looked))
    yield from lines(_moves(services, found.looked, day))
    yield from _renumbered(services, found.looked)
    yield from _named_by_teams(found.joined)
    yield from _alike(found.found, same=args.same_people)
    yield from _teams(found, by_bot=by_bot)
    if sheet.faults:
        yield "NOTE  who is missing from the file is listed once it has no faults"
    yield from _missing(found.gone, args.missing_left)


def _contents(entries: Sequence[Entry]) -> Iterator[str]:
    units = {(each.municipality, each.unit) for each in entries if each.unit}
    numbers = {each.municipality for each in entries}
    roles = Counter(each.role for each in entries)
    sizes = (
        _many(len(entries), "person", "people"),
        _many(len(numbers), "municipality", "municipalities"),
        _many(len(units), "unit", "units"),
        _many(roles["champion"], "champion", "champions"),
        _many(roles["operator"], "operator", "operators"),
    )
    yield "      in it: {} in {} and {}; {}, {}".format(*sizes)


def _several(found: Preview) -> Iterator[str]:
    """People with several jobs, who are counted once."""
    rows = found.sheet.several
    if rows:
        people = _many(len(rows), "person", "people")
        yield f"      {people} with several jobs, counted once ({rows_named(rows)})"
    if former := [each.row for each in found.entries if each.former]:
        yield f"      {rows_named(former)}: everything goes over from a former account"
    n = len(found.gone.elsewhere)
    if n:
        said = _many(n, "person is", "people are")
        yield f"      {said} no longer in it, but have a job in a municipality that is not in it"


def _many(n: int, one: str, several: str) -> str:
    return f"{n} {one if n == 1 else several}"


def _counted(rows: Sequence[RosterChange], faults: int) -> Iterator[str]:
    words = Counter(word for each in rows for word in each.does)
    yield f"{faults:>8} faults"
    yield f"{sum(not each.does for each in rows):>8} are as the file says already"
    yield f"{words['waits']:>8} wait until they appear in Teams"
    yield from (f"{words[word]:>8} {said}" for word, said in _SAID.items() if words[word])


def _news(rows: Sequence[RosterChange]) -> list[str]:
    found = [(each.row, [word for word in each.does if word in _SAID]) for each in rows]
    return [f"row {row}: {', '.join(words)}" for row, words in found if {*words} - _GROUPED]


def _moves(services: Services, rows: Sequence[RosterChange], day: date) -> list[str]:
    """Who moves from where to where, the most first, by the names of the day."""
    groups: dict[str, list[int]] = {}
    for each in rows:
        if "moved" in each.does:
            number = municipality_on(services.municipalities, each.before, day)
            before = _named_place(services, place_of(number, split(each.before)[1]), day)
            after = _named_place(services, each.after, day)
            groups.setdefault(f"{before} -> {after}", []).append(each.row)
    ordered = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [f"{said}: {len(of)} ({rows_named(of)})" for said, of in ordered]


def _named_place(services: Services, place: str, day: date) -> str:
    return services.label(place, day) or "no municipality"


def _renumbered(services: Services, rows: Sequence[RosterChange]) -> Iterator[str]:
    """Who is where they were, under another number: no move."""
    pairs = Counter(
        (split(each.before)[0], split(each.after)[0])
        for each in rows
        if each.before != each.after and not {"moved", "placed"} & {*each.does}
    )
    if pairs:
        n = pairs.total()
        yield f"{n:>8} stay where they are, and their municipality has another number"
        name = services.municipalities.name
        yield from lines([f"{a} {name(a)} -> {b} {name(b)}: {n}" for (a, b), n in pairs.items()])


def _alike(found: Matches, *, same: bool) -> Iterator[str]:
    """Rows about people under a former address, by domain. No address is quoted."""
    guessed = [each for each in found.sure if each not in named_by_teams(found).sure]
    if guessed:
        said = "are taken for" if same else "look like"
        how = "" if same else " (if they are: --same-people)"
        people = "people known or awaited under a former address"
        yield f"{len(guessed):>8} {said} {people}{how}"
        yield from lines(_by_domain(guessed))
    yield from (f"NOTE  {each}" for each in folded_notes(_doubts(found.doubts)))


def _named_by_teams(joined: Matches) -> Iterator[str]:
    named = named_by_teams(joined).sure
    if named:
        yield f"{len(named):>8} are people whom Teams knows by a new address now"
        yield from lines(_by_domain(named))


def _by_domain(sure: Sequence[Match]) -> list[str]:
    groups: dict[str, list[int]] = {}
    for each in sure:
        groups.setdefault(f"{each.old or 'named by Teams'} -> {each.new}", []).append(each.row)
    return [f"{said}: {len(of)} ({rows_named(of)})" for said, of in groups.items()]


def _doubts(doubts: Sequence[Doubt]) -> Iterator[str]:
    for each in doubts:
        if each.rows:
            why = f"looks like the person of row {rows_said(each.rows)} under a former address."
        else:
            why = "could be one of several people under a former address."
        yield f"row {each.row}: {why} It is taken for nobody; an Entra id would say who it is."


def _teams(found: Preview, *, by_bot: bool) -> Iterator[str]:
    if found.teams is None:
        if found.unasked and not by_bot:
            yield (
                f"NOTE  Teams was not asked about {found.unasked} who are missing, since no bot is"
                " running: some of them may be in the file under a new address"
            )
        return
    asked = len(found.teams.addresses) + len(found.teams.unanswered)
    yield (
        f"NOTE  Teams was asked about {asked} who are missing and answered about"
        f" {len(found.teams.addresses)}; {found.unasked} more were not asked about"
    )


def _missing(gone: NotOnRoster, leaving: date | None) -> Iterator[str]:
    """Nobody is removed just because they are missing from a file: they are listed here first."""
    if not gone.people and not gone.waiting:
        return
    total = len(gone.people) + len(gone.waiting)
    fate = f"leave on {leaving}" if leaving else "stay as they are (--missing-left DATE ends them)"
    yield f"{total:>8} are on the roster of these municipalities, not in this file, and {fate}"
    yield from lines([_named(each) for each in gone.people])
    places: Mapping[str, int] = Counter(
        _place(row.municipality, row.unit) for _, row in gone.waiting
    )
    yield from lines([f"{n} who had not appeared yet, {each}" for each, n in places.items()])


def _named(person: Person) -> str:
    name = "".join(each for each in person.name if each.isprintable())[:60]
    place = _place(person.municipality, person.unit)
    return f"{name or '(no name)'}, {place} ({person.tenant}/{person.entra})"


def _place(municipality: str, unit: str) -> str:
    return f"{municipality}/{unit}" if unit else municipality
