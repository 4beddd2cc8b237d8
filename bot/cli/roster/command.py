"""The command: reads the file, says what it would do, and with --apply does it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, TextIO

from bot.actions.people import roster
from bot.actions.people.roster import RosterChange
from bot.actions.personal_data.account_moves import move_accounts
from bot.cli.commands import say
from bot.cli.roster.preview import Preview, preview
from bot.cli.roster.report import report
from bot.cli.roster.running_bot import Today, asked_of_teams, posted, posted_left, today_by
from bot.cli.tools import Tools
from bot.core.actor import COMMAND_LINE
from bot.core.people.roster_file import MOST_BYTES
from bot.errors import Refused, StoreBusy

_ASKED: Final = 200  # missing people about whom Teams is asked
_ASKED_IF_ENDED: Final = 2000


async def import_(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Check the file, and with --apply import it. Returns 1 if faults stopped it. Raises `Refused`
    for a day to come, for --missing-left and --same-people with a file that has faults, and for
    more people who leave or change at once than were expected."""
    today = await today_by(tools)
    day = _day(args, today)
    raw = _content(args.file)
    async with tools.services(False) as services:
        ask = partial(asked_of_teams, tools)
        most = _most_asked(args, today)
        found = await preview(services, args, raw, day, today.now, ask, most)
        say(out, *report(services, args, found, day, by_bot=today.by_bot))
    if found.sheet.faults:
        _refuse_with_faults(args)
    if found.sheet.faults and not (args.skip_faulty and found.entries):
        say(out, "Nothing was changed. Mend the faults, or leave those rows out: --skip-faulty")
        return 1
    if not args.apply:
        say(out, *(f"NOTE  it would be refused: {each}" for each in found.refusals))
        say(out, "This was a dry run: nothing was changed. To do it, add --apply")
        return 0
    if found.refusals:
        raise Refused(why=f"{' '.join(found.refusals)}\nNothing was changed.")
    done = await _applied(tools, args, found, day, today)
    left = bool(args.missing_left and found.gone.keys)
    say(out, _done(done, changed=left or bool(found.joined.sure)))
    return 0


def _most_asked(args: Namespace, today: Today) -> int:
    """Nobody is called missing before Teams has been asked, if there is a bot that can ask. More
    are asked about if they are to be ended."""
    if args.ask_teams is not None:
        return int(args.ask_teams)
    return (_ASKED_IF_ENDED if args.missing_left else _ASKED) if today.by_bot else 0


def _done(done: Sequence[RosterChange], *, changed: bool) -> str:
    """It can't say whether a row was waiting already: see `RosterChange`."""
    words = {word for each in done for word in each.does}
    if changed or words - {"waits", "declined", "address_taken"}:
        return "Done."
    if "waits" in words:
        return "Done: nobody known had to be changed, and the others wait."
    return "Nothing had to be changed: all is as the file says."


def _day(args: Namespace, today: Today) -> date:
    day: date = args.on or today.day
    if day > today.day:
        raise Refused(why="--on is a day that has come. Import when the day is here.")
    if args.missing_left and args.missing_left > today.day:
        raise Refused(why="--missing-left is a day that has come. Say it when the day is here.")
    if args.expect is not None and not args.missing_left:
        raise Refused(why="--expect is how many --missing-left ends: give that too.")
    return day


def _refuse_with_faults(args: Namespace) -> None:
    for name, given in (
        ("--missing-left", args.missing_left),
        ("--same-people", args.same_people),
        ("--ask-teams", args.ask_teams),
    ):
        if given:
            raise Refused(why=f"Nothing was changed: {name} needs a file without faults.")


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


async def _applied(
    tools: Tools, args: Namespace, found: Preview, day: date, today: Today
) -> list[RosterChange]:
    """First who has left, and then the rows: a refusal leaves everything as it was."""
    people = [each.key for each in found.gone.people]
    waiting = [key for key, _ in found.gone.waiting]
    leaving, expect, many = args.missing_left, args.expect, args.expect_changes
    try:
        async with tools.services(True) as services:
            who, at = COMMAND_LINE, today.now
            if leaving:
                await roster.have_left(services, who, people, waiting, leaving, at, expect=expect)
            rows, of = found.entries, found.covers
            done = await roster.apply(services, who, rows, day, at, expect=many, covers=of)
            await move_accounts(services, who, rows, at)
            return done
    except StoreBusy:
        if leaving:
            await posted_left(tools, [*people, *waiting], leaving, expect)
        return await posted(tools, found.entries, day, many, found.covers)
