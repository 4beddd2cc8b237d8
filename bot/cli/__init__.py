"""python app.py ...: turns arguments into actions.

app.py calls ``run(argv, env, ...)``; everything with side effects is passed in as `Tools`.

Commands that read (check, doctor, report, coverage, rehearse, explain, audit, export, backup) work
while the bot runs. Those that write need the store to themselves: restore says so and stops; pause,
resume, import, gathering, attendance and estimate ask the running bot instead, through its API.
Exit status: 0 done, 1 not done (one sentence says why), 2 not understood.
"""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TextIO

from bot.cli.arguments import understood
from bot.cli.audit import audit
from bot.cli.commands import COMMANDS, go
from bot.cli.coverage import coverage
from bot.cli.doctor import Installation
from bot.cli.explanation import explain
from bot.cli.gatherings.attendance import attendance
from bot.cli.gatherings.held import enter, estimate
from bot.cli.mode import Mode, ReadEnvFile, mode_of
from bot.cli.operations.message import message
from bot.cli.operations.pause import pause
from bot.cli.plans import plans
from bot.cli.roster import import_
from bot.cli.setup import SETTING_UP
from bot.cli.terminal import terminal
from bot.cli.tools import Tools
from bot.errors import PadriverError

__all__ = ["Installation", "Mode", "Tools", "run"]

LOOK_INTO_IT: Final = ("check", "doctor")  # these say more of the mode themselves
DOES: Final = {
    **COMMANDS,
    **SETTING_UP,
    "import": import_,
    "audit": audit,
    "coverage": coverage,
    "explain": explain,
    "plans": plans,
    "pause": pause,
    "message": message,
    "resume": go,
    "gathering": enter,
    "attendance": attendance,
    "estimate": estimate,
}


def run(
    argv: Sequence[str],
    env: Mapping[str, str],
    *,
    tools: Callable[[Mode], Tools],
    serve: Callable[[Namespace, Mode], int],
    read_env_file: ReadEnvFile,
    nearby: Sequence[Path] = (),
    out: TextIO,
    err: TextIO,
) -> int:
    """Do what the arguments say, and return the exit status. Raises nothing that is foreseen: what
    is refused is printed to `err`.

    Without a command the bot is served: `serve` gets the arguments, with `playground`, and the
    mode. A command gets ``tools(mode)``. Without an APP_ID a running bot can only be a local one,
    so the command then uses the settings of local mode too; `nearby` are files that may say that
    this is a mistake. Neither is called until the arguments are understood.
    """
    out, err = terminal(out), terminal(err)
    args = understood(argv, out, err)
    if isinstance(args, int):
        return args
    try:
        mode = mode_of(args, env, read_env_file, nearby)
        if args.command not in LOOK_INTO_IT:
            err.writelines(f"{each}\n" for each in mode.notes)
        if args.command is None:
            return serve(args, mode)
        return asyncio.run(DOES[args.command](args, tools(mode), out))
    except PadriverError as error:
        print(error, file=err)
        return 1
    except OSError as error:
        print(f"{error.filename or args.command}: {error.strerror or error}", file=err)
        return 1
