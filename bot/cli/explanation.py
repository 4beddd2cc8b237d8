"""python app.py explain: whether somebody can be reached, in sentences."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Final, TextIO

from bot.actions.delivery.reachability import Reach, Reachability, reachability
from bot.cli.tools import Tools
from bot.core.actor import COMMAND_LINE
from bot.core.people.hours import zone_of
from bot.errors import Refused

SENTENCES: Final[Mapping[Reach, str]] = {
    Reach.LEFT: "Their leaving date has come, so nothing is sent any more.",
    Reach.UNREACHABLE: "The bot can't write to them: it has no app of theirs in Teams to write to."
    " Check the setup policy.",
    Reach.ON_HOLD: "All sending is held back. Say: python app.py resume",
    Reach.NO_PLAN: "No plan is for their municipality or unit.",
    Reach.REACHABLE: "The bot can write to them. Why nothing comes all the same is theirs to see:"
    " ask them to write status to the bot.",
}


async def explain(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Say whether somebody can be reached, from the store, whether or not the bot is running.
    Raises `Refused` if the person is unknown."""
    async with tools.services(False) as services:
        found = await reachability(services, COMMAND_LINE, args.person, args.at or tools.now())
    if found.reach == Reach.UNKNOWN:
        raise Refused(
            why="Nobody is known by that. An address is known once they have used the bot, or the"
            " roster has it; who was never seen in Teams gets nothing."
        )
    out.writelines(f"{each}\n" for each in _sentences(found))
    return 0


def _sentences(found: Reachability) -> Iterator[str]:
    yield f"{found.reach}: {SENTENCES[found.reach]}"
    if found.plans:
        yield f"Plans for where they work: {', '.join(found.plans)}."
    if found.next_at:
        zone = zone_of("")
        moment = found.next_at.astimezone(zone)
        yield f"The next ordinary working hours begin {moment:%A %Y-%m-%d %H:%M} ({zone.key})."
