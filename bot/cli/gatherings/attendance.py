"""python app.py attendance GATHERING FILE: says what Teams' report would change, and with --apply
imports it; or, with --came, says how many came.

The file is checked before anything is written, against a store opened for reading. It is then
imported by the running bot, or by this command if no bot is running.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, TextIO

from bot.actions.gatherings import host_figures, report_import
from bot.actions.gatherings.guests import gathering_of
from bot.cli.commands import say, send_file
from bot.cli.gatherings.held import by_home, gathering_id, posted, told
from bot.cli.tools import Tools
from bot.core.actor import COMMAND_LINE
from bot.core.gatherings.report_text import MOST_BYTES
from bot.core.gatherings.teams_report import TeamsReport, read
from bot.core.people.hours import zone_of
from bot.errors import Refused, StoreBusy
from bot.services import Services

_SHOWN: Final = 20  # faults
_SAID: Final = {
    "participants": "took part",
    "short": "stayed too briefly to count",
    "known": "are known here",
    "tapped": 'of these said "I\'m here" themselves',
    "new": "of these are counted anew",
    "gone": "were in an earlier report and are not in this one: counted no longer",
    "unknown": "are not known here: counted without a municipality",
}


async def attendance(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Returns 1 if faults in the file stopped it. Raises `Refused` for what can't be."""
    if sum((args.file is not None, args.came is not None, args.as_counted)) != 1:
        raise Refused(why="Name a file, or say how many with --came, or --as-counted.")
    id = await gathering_id(tools, args.gathering)
    if args.file is None:
        came = None if args.as_counted else by_home(args.came)
        say(out, told(await _said(tools, id, came)))
        return 0
    return await _imported(args, tools, id, out)


async def _said(tools: Tools, id: str, came: dict[str, int] | None) -> bool | None:
    try:
        async with tools.services(True) as services:
            return await host_figures.say_came(services, COMMAND_LINE, id, came, tools.now())
    except StoreBusy:
        return await posted(tools, id, "attendance", {"came": came})


async def _imported(args: Namespace, tools: Tools, id: str, out: TextIO) -> int:
    raw = _content(args.file)
    found, least = read(raw), timedelta(minutes=args.minutes)
    if found.faults:
        say(out, *(f"FAULT {each}" for each in found.faults[:_SHOWN]))
        say(out, f"{len(found.faults)} faults: nothing was changed.")
        return 1
    async with tools.services(False) as services:
        say(out, *await _looked(services, tools, id, found, least))
    if not args.apply:
        say(out, "This was a dry run: nothing was changed. To do it, add --apply")
        return 0
    done = await _applied(tools, id, found, least, raw)
    idle = not done["new"] and not done["gone"] and done["before"] == done["after"]
    say(out, "Nothing had to be changed." if idle else "Done.")
    return 0


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


async def _looked(
    services: Services, tools: Tools, id: str, found: TeamsReport, least: timedelta
) -> list[str]:
    looked = await report_import.look(services, id, found.participants, least, tools.now())
    gathering = await services.store.run(lambda tx: gathering_of(tx, id))
    if looked is None or gathering is None:
        raise Refused(why="There is no such gathering.")
    lines = list(_report(asdict(looked)))
    day = gathering.begins.astimezone(zone_of("")).date()
    if not found.is_of(day):
        lines.append(f"NOTE  the report seems to be of another day than {day}")
    if all(each.seconds is None for each in found.participants):
        lines.append("NOTE  it does not say how long anybody stayed, so all are counted")
    return lines


def _report(counts: Mapping[str, int]) -> Iterator[str]:
    yield from (f"{counts[name]:>8} {said}" for name, said in _SAID.items())
    yield f"{counts['before']:>8} came as counted now, {counts['after']} with this report"


async def _applied(
    tools: Tools, id: str, found: TeamsReport, least: timedelta, raw: bytes
) -> Mapping[str, Any]:
    try:
        async with tools.services(True) as services:
            who, people, at = COMMAND_LINE, found.participants, tools.now()
            done = await report_import.apply(services, who, id, people, least, at)
            if done is None:
                raise Refused(why="There is no such gathering.")
            return asdict(done)
    except StoreBusy:
        minutes = int(least.total_seconds()) // 60
        path = f"/api/v1/gatherings/{id}/report?minutes={minutes}&apply=1"
        answer: Mapping[str, Any] = (await send_file(tools, path, raw))["import"]
        return answer
