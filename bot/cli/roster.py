"""python app.py import people.csv: says what the file would do, and with --apply does it.

The whole file is checked before anything is written, against a store opened for reading. The rows
are then written by the running bot, some at a time, or by this command if no bot is running.
"""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, TextIO

from bot.actions.people import roster
from bot.actions.people.roster import NotOnRoster, RosterChange
from bot.cli.commands import ask_the_bot, say
from bot.cli.tools import Tools
from bot.core.actor import COMMAND_LINE
from bot.core.people.person import Person
from bot.core.people.roster import Entry, RosterFault, to_json
from bot.core.people.roster_file import MOST_BYTES, Sheet, read
from bot.errors import Refused, StoreBusy

_POSTED: Final = 200  # rows in one request; so few that turns at the bot are not delayed
_SHOWN: Final = 20  # lines of each list
_SAID: Final = {
    "moved": "move to another unit or municipality",
    "placed": "are placed by the employer for the first time",
    "back": "are here again, after a leaving date",
    "champion": "become champions",
    "operator": "become operators",
    "employee": "are champions or operators no longer",
    "declined": "have given the role of champion back, and are left in peace",
}


async def import_(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Check the file, and with --apply import it. Returns 1 if faults stopped it. Raises `Refused`
    for a day to come, and for --missing-left with a file that has faults."""
    day = _day(args, tools)
    raw = _content(args.file)
    async with tools.services(False) as services:
        sheet = read(raw, services.municipalities, day)
        looked = await roster.look(services, sheet.entries, day, tools.now())
        _same_person(sheet, looked)
        gone = NotOnRoster((), ())
        if not sheet.faults:
            known = {each.who for each in looked}
            gone = await roster.missing(services, sheet.entries, known, tools.now())
        say(out, *_report(args, sheet, looked, gone, day))
    if sheet.faults and args.missing_left:
        raise Refused(why="Nothing was changed: --missing-left needs a file without faults.")
    if sheet.faults and not (args.skip_faulty and sheet.entries):
        say(out, "Nothing was changed. Mend the faults, or leave those rows out: --skip-faulty")
        return 1
    if not args.apply:
        say(out, "This was a dry run: nothing was changed. To do it, add --apply")
        return 0
    left = gone if args.missing_left else NotOnRoster((), ())
    done = await _applied(tools, sheet.entries, left, day, args.missing_left)
    say(out, _done(done, changed=bool(left.people or left.waiting)))
    return 0


def _done(done: Sequence[RosterChange], *, changed: bool) -> str:
    """It can't say whether a row was waiting already: see `RosterChange`."""
    words = {word for each in done for word in each.does}
    if changed or words - {"waits", "declined"}:
        return "Done."
    if "waits" in words:
        return "Done: nobody known had to be changed, and the others wait."
    return "Nothing had to be changed: all is as the file says."


def _day(args: Namespace, tools: Tools) -> date:
    day: date = args.on or tools.today()
    if day > tools.today():
        raise Refused(why="--on is a day that has come. Import when the day is here.")
    return day


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _same_person(sheet: Sheet, looked: Sequence[RosterChange]) -> None:
    """Note rows that name the same person in different ways, by address and by id."""
    rows: dict[str, int] = {}
    for each in looked:
        first = rows.setdefault(each.who, each.row) if each.who else each.row
        if first != each.row:
            why = f"row {first} is the same person, named in another way."
            sheet.faults.append(RosterFault(each.row, "", why, "Keep one of them."))
            sheet.entries = [e for e in sheet.entries if e.row not in (first, each.row)]
    sheet.faults.sort(key=lambda each: each.row)


def _report(
    args: Namespace, sheet: Sheet, looked: Sequence[RosterChange], gone: NotOnRoster, day: date
) -> Iterator[str]:
    yield f"{args.file.name}, as of {day}: {sheet.lines} rows"
    yield from (f"FAULT {each}" for each in sheet.faults)
    yield from (f"NOTE  {each}" for each in sheet.notes)
    if sheet.unused:
        yield f"NOTE  columns that are not used: {', '.join(sheet.unused)}"
    kept = {each.row for each in sheet.entries}
    rows = [each for each in looked if each.row in kept]
    yield from _counted(rows, len(sheet.faults))
    yield from _lines(_news(rows))
    if sheet.faults:
        yield "NOTE  who is missing from the file is listed once it has no faults"
    yield from _missing(gone, args.missing_left)


def _counted(rows: Sequence[RosterChange], faults: int) -> Iterator[str]:
    words = Counter(word for each in rows for word in each.does)
    yield f"{faults:>8} faults"
    yield f"{sum(not each.does for each in rows):>8} are as the file says already"
    yield f"{words['waits']:>8} wait until they appear in Teams"
    yield from (f"{words[word]:>8} {said}" for word, said in _SAID.items() if words[word])


def _news(rows: Sequence[RosterChange]) -> list[str]:
    found = [(each.row, [word for word in each.does if word in _SAID]) for each in rows]
    return [f"row {row}: {', '.join(words)}" for row, words in found if words]


def _lines(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"      {each}" for each in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"      and {len(lines) - _SHOWN} more"


def _missing(gone: NotOnRoster, leaving: date | None) -> Iterator[str]:
    """Nobody is removed just because they are missing from a file: they are listed here first."""
    if not gone.people and not gone.waiting:
        return
    total = len(gone.people) + len(gone.waiting)
    fate = f"leave on {leaving}" if leaving else "stay as they are (--missing-left DATE ends them)"
    yield f"{total:>8} are on the roster of these municipalities, not in this file, and {fate}"
    yield from _lines([_named(each) for each in gone.people])
    places = Counter(_place(row.municipality, row.unit) for _, row in gone.waiting)
    yield from _lines([f"{n} who had not appeared yet, {each}" for each, n in places.items()])


def _named(person: Person) -> str:
    name = "".join(each for each in person.name if each.isprintable())[:60]
    place = _place(person.municipality, person.unit)
    return f"{name or '(no name)'}, {place} ({person.tenant}/{person.entra})"


def _place(municipality: str, unit: str) -> str:
    return f"{municipality}/{unit}" if unit else municipality


async def _applied(
    tools: Tools, entries: Sequence[Entry], gone: NotOnRoster, day: date, leaving: date | None
) -> list[RosterChange]:
    people = [each.key for each in gone.people]
    waiting = [key for key, _ in gone.waiting]
    try:
        async with tools.services(True) as services:
            who, at = COMMAND_LINE, tools.now()
            done = await roster.apply(services, who, entries, day, at)
            if leaving:
                await roster.have_left(services, who, people, waiting, leaving, at)
            return done
    except StoreBusy:
        done = await _posted(tools, entries, day)
        if leaving:
            await _posted_left(tools, [*people, *waiting], leaving)
        return done


async def _posted(tools: Tools, entries: Sequence[Entry], day: date) -> list[RosterChange]:
    done = []
    for n in range(0, len(entries), _POSTED):
        rows = [to_json(each) for each in entries[n : n + _POSTED]]
        body: dict[str, Any] = {"day": str(day), "rows": rows}
        found = await ask_the_bot(tools, "POST", "/api/v1/roster", body)
        done += [RosterChange(each["row"], tuple(each["does"])) for each in found["rows"]]
    return done


async def _posted_left(tools: Tools, keys: Sequence[str], leaving: date) -> None:
    for n in range(0, len(keys), _POSTED):
        body: dict[str, Any] = {"day": str(leaving), "left": keys[n : n + _POSTED]}
        await ask_the_bot(tools, "POST", "/api/v1/roster/left", body)
