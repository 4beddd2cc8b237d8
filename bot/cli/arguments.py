"""The command line's own words."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import TextIO

from bot.actions.report import as_day
from bot.errors import Refused


def understood(argv: Sequence[str], out: TextIO, err: TextIO) -> Namespace | int:
    """The arguments; or the exit status, when help was asked for (0) or they make no sense (2)."""
    with redirect_stdout(out), redirect_stderr(err):
        try:
            args = _parser().parse_args(argv)
        except SystemExit as ended:
            return int(ended.code or 0)
    return args


def _parser() -> ArgumentParser:
    parser = ArgumentParser("python app.py", description="Pådriver. Without a command: the bot.")
    parser.add_argument("--local", action="store_true", help="on this machine, for trying it out")
    parser.add_argument("--playground", action="store_true", help="start the Agents Playground too")
    commands = parser.add_subparsers(dest="command", metavar="command")

    def add(name: str, help: str) -> ArgumentParser:
        command = commands.add_parser(name, help=help, description=help)
        command.add_argument("--local", action="store_true", default=SUPPRESS, help="as above")
        return command

    add("check", "check settings and courses; exit status 1 if something must be mended")
    _report(add("report", "people, started and completed for each municipality"))
    export = add("export", "write the whole store as readable JSON")
    export.add_argument("--to", type=Path, metavar="FILE", help="a new file; else it is printed")
    backup = add("backup", "copy the store to a new file, also while the bot runs")
    backup.add_argument("to", type=Path, metavar="TO")
    restore = add("restore", "put a backup or an export back; the bot must be stopped")
    restore.add_argument("source", type=Path, metavar="FROM")
    add("go", "after a restore: let the bot send again")
    return parser


def _report(command: ArgumentParser) -> None:
    command.add_argument("--as-of", type=_day("--as-of"), metavar="DATE", help="the day's map")
    command.add_argument("--until", type=_day("--until"), metavar="DATE", help="cut the data")
    command.add_argument("--municipality", metavar="NUMBER", help="one, with lessons and weeks")
    command.add_argument("--csv", action="store_true", help="semicolons, UTF-8")
    command.add_argument("--bom", action="store_true", help="mark the CSV as UTF-8, for Excel")


def _day(name: str) -> Callable[[str], date]:
    def read(text: str) -> date:
        try:
            return as_day(name, text)
        except Refused as error:
            raise ArgumentTypeError(str(error)) from None

    return read
