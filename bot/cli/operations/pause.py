"""python app.py pause: hold all sending back.

In the store itself while no bot is running, through the running bot otherwise.
"""

from __future__ import annotations

from argparse import Namespace
from typing import TextIO

from bot.actions.delivery import hold as delivery_hold
from bot.cli.commands import ask_the_bot, say
from bot.cli.tools import Tools
from bot.core.actor import COMMAND_LINE
from bot.core.moments import moment
from bot.errors import StoreBusy

_GOES_ON = (
    "Answers, what people ask for themselves, and corrections of cards that are out go on.",
    "Nothing is lost: python app.py resume lets everything go on, at its ordinary pace.",
)


async def pause(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Hold sending back. Raises `Refused` if it can't be done, with what to do."""
    try:
        async with tools.services(True) as services:
            before = await delivery_hold.hold(
                services, COMMAND_LINE, args.why, tools.now(), args.until
            )
        was_held = before.held
    except StoreBusy:
        body = {"why": args.why, "until": moment(args.until) if args.until else None}
        was_held = (await ask_the_bot(tools, "POST", "/api/v1/sending/pause", body))["was_held"]
    until = f" until {args.until:%Y-%m-%d %H:%M %Z}" if args.until else ""
    already = " already; why and until when are as you say now" if was_held else ""
    say(out, f"Sending is paused{until}{already}.", *_GOES_ON)
    return 0
