"""python app.py gathering ... and estimate ...: what is said of gatherings that were held.

Each is done by this command if no bot is running, and otherwise by the bot that is.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Any, TextIO

from bot.actions.gatherings import earlier, host_figures
from bot.actions.gatherings.earlier import EarlierGathering
from bot.cli.commands import ask_the_bot, say
from bot.cli.tools import Tools
from bot.core.actor import COMMAND_LINE
from bot.errors import Refused, StoreBusy


async def enter(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Enter a gathering from before the bot came. Raises `Refused` for what can't be."""
    came = None if args.came is None else by_home(args.came)
    said = EarlierGathering(
        args.day, args.title, args.venue, args.minutes, args.place, came, args.hall
    )
    try:
        async with tools.services(True) as services:
            id, changed = await earlier.enter(services, COMMAND_LINE, said, tools.now())
    except StoreBusy:
        body = {"day": str(args.day), "title": args.title, "venue": args.venue, "came": came}
        body |= {"minutes": args.minutes, "place": args.place, "hall": args.hall}
        found = await ask_the_bot(tools, "POST", "/api/v1/gatherings", body)
        id, changed = str(found["id"]), bool(found["changed"])
    say(out, f"{'Entered' if changed else 'It is entered already'}, as {id}.")
    if came is None and changed:
        say(out, f"Who came: python app.py attendance {id} FILE, or with --came")
    return 0


async def estimate(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Note an estimate, or delete it. Raises `Refused` for what can't be."""
    if args.delete == (args.amount is not None):
        raise Refused(why="Say an amount in kroner, or --delete.")
    id = await gathering_id(tools, args.gathering)
    try:
        async with tools.services(True) as services:
            changed = await host_figures.note_estimate(
                services, COMMAND_LINE, id, args.amount, args.note, tools.now()
            )
    except StoreBusy:
        body = {"amount": args.amount, "note": args.note}
        changed = await posted(tools, id, "estimate", body)
    say(out, told(changed))
    return 0


async def posted(tools: Tools, id: str, what: str, body: Mapping[str, Any]) -> bool:
    """Whether the running bot changed anything by what is said of this gathering."""
    return bool(
        (await ask_the_bot(tools, "POST", f"/api/v1/gatherings/{id}/{what}", body))["changed"]
    )


def told(changed: bool | None) -> str:
    if changed is None:
        raise Refused(why="There is no such gathering.")
    return "Done." if changed else "Nothing had to be changed."


def by_home(said: list[tuple[str, int]]) -> dict[str, int]:
    """Raises `Refused` if a municipality is named twice."""
    found = dict(said)
    if len(found) < len(said):
        raise Refused(why="--came names a municipality twice.")
    return found


async def gathering_id(tools: Tools, said: str) -> str:
    """The id of the gathering with this id, or of the only one on this day. Raises `Refused` if
    there is none, or there are several."""
    found, _ = await tools.savings()
    ids = [each.gathering.id for each in found]
    if said in ids:
        return said
    on = [each.gathering.id for each in found if each.gathering.start[:10] == said]
    if len(on) == 1:
        return on[0]
    why = "There are several gatherings on that day." if on else "There is no such gathering."
    raise Refused(why=f"{why} python app.py savings lists them with their ids.")
