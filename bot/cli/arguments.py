"""Parses the command line."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from bot.actions.figures.reports import as_day
from bot.core.gatherings.attendance import MOST_KRONER
from bot.core.languages import LANGUAGES
from bot.errors import Refused

_MOST = 1_000_000_000  # people, in one import


def understood(argv: Sequence[str], out: TextIO, err: TextIO) -> Namespace | int:
    """The parsed arguments; or the exit status, if help was asked for (0) or they are wrong (2)."""
    with redirect_stdout(out), redirect_stderr(err):
        try:
            args = parser().parse_args(argv)
        except SystemExit as ended:
            return int(ended.code or 0)
    return args


def parser() -> ArgumentParser:
    """Understands every command and option there is."""
    parser = ArgumentParser("python app.py", description="Pådriver. Without a command: the bot.")
    parser.add_argument("--local", action="store_true", help="on this machine, for trying it out")
    help = "settings as in the systemd unit's EnvironmentFile=; can be given several times"
    env_file: dict[str, Any] = {"action": "append", "type": Path, "metavar": "PATH", "help": help}
    parser.add_argument("--env-file", default=[], **env_file)
    parser.add_argument("--playground", action="store_true", help="start the Agents Playground too")
    commands = parser.add_subparsers(dest="command", metavar="command")

    def add(name: str, help: str, *earlier: str) -> ArgumentParser:
        command = commands.add_parser(name, help=help, description=help, aliases=earlier)
        command.add_argument("--local", action="store_true", default=SUPPRESS, help="as above")
        command.add_argument("--env-file", default=SUPPRESS, **env_file)
        return command

    add("check", "check settings and courses; exit status 1 if something must be mended")
    add(
        "doctor", "why nothing arrives: look at everything a lesson needs; exit status 1 for faults"
    )
    package = add("manifest", "make the app package for Teams from the settings")
    to, help = Path("padriver-teams.zip"), "padriver-teams.zip unless set"
    package.add_argument("--to", type=Path, default=to, metavar="FILE", help=help)
    help = "higher than the one before, or Teams takes no update; the bot's own unless set"
    package.add_argument("--version", default="", metavar="1.2.3", help=help)
    _token(add("token", "make a token of the API for somebody, and print it this once"))
    add("rotate-links", "stop every link that was sent, at once: a new key of links")
    _report(add("report", "people, started and completed for each municipality"))
    _operations(add)
    help = "what people still know, by municipality and days since the lesson"
    _as_csv(add("recall", help, "retention"))
    _demo(add("demo", "a made-up rollout of half a year in a store of its own, then served"))
    _copies(add)
    _rehearse(add("rehearse", "what the coming days would bring, in counts; sends nothing"))
    _as_csv(add("savings", "what gatherings saved, and how it was worked out"))
    _as_csv(add("plans", "whether plans are on track, per municipality"))
    _gatherings(add)
    _as_csv(add("coverage", "champions per municipality and unit, and where there are none"))
    _import(add("import", "what a roster would change; with --apply, change it"))
    _sending(add)
    return parser


def _token(command: ArgumentParser) -> None:
    command.add_argument("name", metavar="NAME", help="whose it is, as the audit will say")
    scopes = ("metrics", "figures", "operate")
    help = "what it may be used for; can be given several times"
    command.add_argument("--scope", action="append", choices=scopes, required=True, help=help)
    help = "its last day; for ever unless set"
    command.add_argument("--expires", type=_day("--expires"), metavar="DATE", help=help)


def _operations(add: Callable[[str, str], ArgumentParser]) -> None:
    """Add the commands that the running bot carries out."""
    for name, help in (
        ("correct", "put the lesson as it is now in the place of every card sent of it"),
        ("withdraw", "take back every unanswered card of a lesson"),
    ):
        add(name, help).add_argument("lesson", metavar="LESSON")
    asking = add("explain", "whether the bot can write to someone")
    asking.add_argument("person", metavar="WHO", help="an e-mail address, or TENANT/ENTRA-ID")
    help = "a moment with its zone, as in 2026-11-24T10:00+01:00; now unless set"
    asking.add_argument("--at", type=_moment("--at"), metavar="MOMENT", help=help)
    audit = add("audit", "who did what, when, and how it was before and after")
    audit.add_argument("--since", type=_day("--since"), metavar="DATE", help="all of it unless set")
    add("champions", "every champion, and who waits for a yes")
    moving = add("move-account", "somebody's account was made anew: everything goes to the new one")
    moving.add_argument("old", metavar="OLD-TENANT/ENTRA-ID")
    moving.add_argument("new", metavar="NEW-TENANT/ENTRA-ID")
    moving.add_argument("--apply", action="store_true", help="do it; without, only say it")
    add("operators", "every operator and reader, and what their role is for")
    into = add("appoint", "give someone a role; also the yes to someone who was suggested")
    out_of = add("dismiss", "take the role away; also the no to someone who was suggested")
    roles = ("champion", "operator", "reader")
    for each in (into, out_of):
        each.add_argument("person", metavar="TENANT/ENTRA-ID")
        help = "the role; champion unless set"
        each.add_argument("--role", choices=roles, default="champion", help=help)
    help = "1506, or 1506/Name of the unit; where a champion works, or everything, unless set"
    into.add_argument("places", nargs="*", metavar="PLACE", help=help)


def _sending(add: Callable[[str, str], ArgumentParser]) -> None:
    """Add the commands that hold sending back and let it go on."""
    pausing = add("pause", "hold all sending back, for everyone")
    pausing.add_argument("why", metavar="WHY", help="for whoever finds it paused")
    help = "when it goes on by itself, as in 2026-11-24T10:00+01:00; until resume unless set"
    pausing.add_argument("--until", type=_moment("--until"), metavar="MOMENT", help=help)
    add("resume", "after a pause or a restore: let the bot send again")
    add("go", "the earlier name of resume")
    _message(add("message", "a short message or a lesson to many: first a preview, then --yes"))


def _message(command: ArgumentParser) -> None:
    help = "in every language that has none of its own; without it, what was sent lately"
    command.add_argument("text", metavar="TEXT", nargs="?", default="", help=help)
    for language in LANGUAGES:
        help = f"the text for those who read {language}"
        command.add_argument(f"--{language}", metavar="TEXT", default="", help=help)
    command.add_argument("--lesson", metavar="LESSON", default="", help="a lesson, without a text")
    help = "an https address, as a button below the text"
    command.add_argument("--link", metavar="URL", default="", help=help)
    help = "1506, or 1506/Name of the unit, and more of them; everywhere unless set"
    command.add_argument("--to", metavar="PLACE", action="append", help=help)
    command.add_argument("--champions", action="store_true", help="only champions")
    command.add_argument("--plan", metavar="PLAN", default="", help="only those of this plan")
    for which in ("started", "finished"):
        help = f"only those who have not {which} this course"
        command.add_argument(f"--not-{which}", metavar="COURSE", default="", help=help)
    help = "the day on which it goes; in three minutes unless set"
    command.add_argument("--on", metavar="DATE", default="", help=help)
    for name, help in (
        ("--yes", "send what was previewed under this number"),
        ("--undo", "cancel it, or withdraw what has been sent"),
        ("--follow", "how it is going"),
    ):
        command.add_argument(name, metavar="NUMBER", default="", help=help)


def _copies(add: Callable[[str, str], ArgumentParser]) -> None:
    """Add the commands that copy the whole store."""
    export = add("export", "write the whole store as readable JSON")
    export.add_argument("--to", type=Path, metavar="FILE", help="a new file; else it is printed")
    backup = add("backup", "copy the store to a new file, also while the bot runs")
    backup.add_argument("to", type=Path, metavar="TO")
    restore = add("restore", "put a backup or an export back; the bot must be stopped")
    restore.add_argument("source", type=Path, metavar="FROM")


def _report(command: ArgumentParser) -> None:
    command.add_argument("--as-of", type=_day("--as-of"), metavar="DATE", help="the day's map")
    command.add_argument("--until", type=_day("--until"), metavar="DATE", help="cut the data")
    command.add_argument("--municipality", metavar="NUMBER", help="one, with lessons and weeks")
    _as_csv(command)


def _as_csv(command: ArgumentParser) -> None:
    command.add_argument("--csv", action="store_true", help="semicolons, UTF-8")
    command.add_argument("--bom", action="store_true", help="mark the CSV as UTF-8, for Excel")


def _import(command: ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="CSV: person;municipality;...")
    command.add_argument("--apply", action="store_true", help="do it; without, only say it")
    help = "leave rows with faults out, and do the others"
    command.add_argument("--skip-faulty", action="store_true", help=help)
    help = "the day from which it counts; today unless set"
    command.add_argument("--on", type=_day("--on"), metavar="DATE", help=help)
    help = "who is on the roster of these municipalities and not in the file leaves that day"
    command.add_argument("--missing-left", type=_day("--missing-left"), metavar="DATE", help=help)
    help = "how many --missing-left ends; it has to be said if they are many, and to be right"
    command.add_argument("--expect", type=_number("--expect", 0, _MOST), metavar="N", help=help)
    help = "how many may move or get another role; it has to be said if they are many"
    many = _number("--expect-changes", 0, _MOST)
    command.add_argument("--expect-changes", type=many, metavar="N", help=help)
    help = "rows that look like people known under a former address are about them"
    command.add_argument("--same-people", action="store_true", help=help)
    help = "ask Teams for the addresses of up to N people who are missing; 0 for nobody"
    asked = _number("--ask-teams", 0, 5000)
    command.add_argument("--ask-teams", type=asked, nargs="?", const=200, metavar="N", help=help)


def _gatherings(add: Callable[[str, str], ArgumentParser]) -> None:
    """Add the commands about gatherings that were held."""
    which = "its id, or its day if there was one that day: see savings"
    came = "how many from a municipality, as 1506=40; other=2 from elsewhere; may be repeated"
    enter = add("gathering", "enter a gathering from before the bot came")
    enter.add_argument("day", type=_day("DAY"), metavar="DAY", help="the day it was held")
    enter.add_argument("title", metavar="TITLE")
    help = "number of the municipality where people would have met"
    enter.add_argument("--venue", required=True, metavar="NUMBER", help=help)
    enter.add_argument("--came", action="append", type=_home, metavar="NUMBER=N", help=came)
    hall = _number("--hall", 0, MOST_KRONER)
    help = "what a hall would have cost, in NOK; as assumed unless set"
    enter.add_argument("--hall", type=hall, metavar="N", help=help)
    minutes = _number("--minutes", 1, 1440)
    enter.add_argument("--minutes", type=minutes, default=60, metavar="N", help="60 unless set")
    help = "where it was held, if not over video: then it saved nothing"
    enter.add_argument("--place", default="", metavar="TEXT", help=help)
    there = add("attendance", "who came: from Teams' attendance report, or as you say")
    there.add_argument("gathering", metavar="GATHERING", help=which)
    help = "the report, as Teams gave it"
    there.add_argument("file", nargs="?", type=Path, metavar="FILE", help=help)
    there.add_argument("--apply", action="store_true", help="import it; without, only say it")
    least = _number("--minutes", 0, 999)
    help = "whoever stayed for less is not counted; 5 unless set"
    there.add_argument("--minutes", type=least, default=5, metavar="N", help=help)
    there.add_argument("--came", action="append", type=_home, metavar="NUMBER=N", help=came)
    help = "take back what was said: what was counted holds again"
    there.add_argument("--as-counted", action="store_true", help=help)
    own = add("estimate", "note your own estimate of what a gathering saved, beside the computed")
    own.add_argument("gathering", metavar="GATHERING", help=which)
    most = _number("NOK", 0, MOST_KRONER)
    own.add_argument("amount", nargs="?", type=most, metavar="NOK", help="whole kroner")
    own.add_argument("--note", default="", metavar="TEXT", help="where it is from, in one line")
    own.add_argument("--delete", action="store_true", help="delete what was noted")


def _home(text: str) -> tuple[str, int]:
    """ "1506=40" as a municipality's number and how many; "other=2" has the number ""."""
    home, _, said = text.partition("=")
    if said.isascii() and said.isdecimal() and len(said) <= 5 and home.isalnum():
        return "" if home == "other" else home, int(said)
    raise ArgumentTypeError("--came is a municipality and how many, as 1506=40, or other=2")


def _demo(command: ArgumentParser) -> None:
    command.add_argument("--people", type=int, default=4000, metavar="N", help="4000 if not said")
    command.add_argument("--days", type=int, default=182, metavar="N", help="182 if not said")
    command.add_argument("--only-fill", action="store_true", help="fill the store, serve nothing")


def _rehearse(command: ArgumentParser) -> None:
    days = _number("--days", 1, 366)
    command.add_argument("--days", type=days, default=30, metavar="N", help="1-366; 30 unless set")
    share = _number("--answering", 0, 100)
    help = "how many in a hundred answer a card as it comes; 0 unless set"
    command.add_argument("--answering", type=share, default=0, metavar="N", help=help)
    command.add_argument("--csv", type=Path, metavar="FILE", help="a new file: one line a figure")
    command.add_argument("--html", type=Path, metavar="FILE", help="a new file: one page")
    help = "of the page; nb unless set"
    command.add_argument("--language", choices=LANGUAGES, default="nb", help=help)


def _number(name: str, low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if text.isascii() and text.isdecimal() and low <= int(text) <= high:
            return int(text)
        raise ArgumentTypeError(f"{name} is a whole number from {low} to {high}")

    return read


def _moment(name: str) -> Callable[[str], datetime]:
    def read(text: str) -> datetime:
        with suppress(ValueError):
            found = datetime.fromisoformat(text)
            if found.tzinfo is not None:
                return found
        raise ArgumentTypeError(f"{name} is a moment with its zone, as in 2026-11-24T10:00+01:00")

    return read


def _day(name: str) -> Callable[[str], date]:
    def read(text: str) -> date:
        try:
            return as_day(name, text)
        except Refused as error:
            raise ArgumentTypeError(str(error)) from None

    return read
