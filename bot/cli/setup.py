"""Commands for setting the bot up: its app package for Teams, the doctor, tokens and links."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Final, TextIO

from bot.cli.commands import Command
from bot.cli.doctor import examine
from bot.cli.tools import Tools


async def manifest(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Write the app package, over an earlier one: it contains no secrets. Raises a `PadriverError`
    if it can't be made from these settings."""
    args.to.write_bytes(tools.package(args.version))
    out.write(f"Written to {args.to}. Upload it in the Teams admin center, under Manage apps.\n")
    return 0


async def doctor(_: Namespace, tools: Tools, out: TextIO) -> int:
    found = await examine(tools.installation(), tools)
    out.writelines(f"{each}\n" for each in found)
    return 1 if any(each.state == "FAULT" for each in found) else 0


async def token(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Make a token of the API, and print it this once."""
    out.writelines(f"{each}\n" for each in tools.issue(args.name, args.scope, args.expires))
    return 0


async def rotate_links(_: Namespace, tools: Tools, out: TextIO) -> int:
    """Stop every link that was sent. Raises `Refused` where the key is no file's."""
    out.writelines(f"{each}\n" for each in tools.rotate())
    return 0


SETTING_UP: Final[Mapping[str, Command]] = {
    "token": token,
    "rotate-links": rotate_links,
    "manifest": manifest,
    "doctor": doctor,
}
