"""The commands. Each returns the exit status, and raises `Refused` with a sentence for the person
at the terminal when it can't do what is asked."""

from __future__ import annotations

import io
import os
from argparse import Namespace
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, TextIO
from urllib.parse import quote

import aiohttp

from bot.actions.delivery import hold as delivery_hold
from bot.actions.figures.plan_progress import PlanReport
from bot.actions.figures.recall import recall_by_municipality
from bot.actions.figures.reports import Reports, When, all_municipalities, one_municipality
from bot.cli import champions, plans, rehearsal, rehearsal_page, tables
from bot.cli.gatherings import savings as ledger
from bot.cli.tools import Tools
from bot.core.actor import COMMAND_LINE
from bot.core.delivery.rehearsal import Rehearsal
from bot.errors import Refused, StoreBusy
from bot.locale import words

_PATIENCE: Final = aiohttp.ClientTimeout(total=20)
_PRIVATE: Final = 0o600


async def check(_: Namespace, tools: Tools, out: TextIO) -> int:
    mode, signs = tools.mode, await tools.signs()
    lines, fine = tools.check()
    say(out, mode.said, *signs, *mode.faults, *lines)
    return 0 if fine and not signs and not mode.faults else 1


async def report(args: Namespace, tools: Tools, out: TextIO) -> int:
    when = When(tools.today(), args.as_of, args.until)
    async with tools.reading() as reports:
        found = [] if when.as_it_was else await tools.progress(reports.store)
        text = await _reported(reports, when, args, found)
    out.write((tables.BOM if args.csv and args.bom else "") + text)
    return 0


async def _reported(
    reports: Reports, when: When, args: Namespace, going: Sequence[PlanReport] | None
) -> str:
    number, minimum = args.municipality, reports.minimum
    if number is None:
        table = await all_municipalities(reports, when)
        if args.csv:
            return tables.list_csv(table, plans.columns(going))
        return tables.list_text(table, minimum) + plans.in_report(going, minimum)
    found = await one_municipality(reports, when, number)
    if found is None:
        why = f"There is no municipality {number} on the map of {when.map_of}."
        raise Refused(why=why)
    if args.csv:
        return tables.detail_csv(found, plans.lines_of_detail(going, number))
    return tables.detail_text(found, minimum) + plans.in_detail(going, number, minimum)


async def export(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Write the whole store as JSON. A new file is readable by its owner only, since it contains
    everything about everyone."""
    if args.to is None:
        await tools.export(out)
        return 0
    with _new_file(args.to) as file:
        try:
            await tools.export(file)
            file.flush()
        except BaseException:
            args.to.unlink()  # half of it could be taken for the whole
            raise
    say(out, f"Exported to {args.to}. It holds personal data: keep it as you keep the store.")
    return 0


async def backup(args: Namespace, tools: Tools, out: TextIO) -> int:
    await tools.backup(args.to)
    say(out, f"Copied to {args.to}. It holds personal data: keep it as you keep the store.")
    return 0


async def restore(args: Namespace, tools: Tools, out: TextIO) -> int:
    say(out, *await tools.restore(args.source))
    say(out, "Nothing is sent until you say: python app.py resume")
    return 0


async def demo(args: Namespace, tools: Tools, _: TextIO) -> int:
    """Fill a separate store, then serve it until Ctrl-C. Raises `Refused` for numbers out of
    range."""
    if not 1 <= args.people <= 100_000 or not 1 <= args.days <= 730:
        raise Refused(why="--people takes 1 to 100000, --days 1 to 730.")
    await tools.demo(args.people, args.days, not args.only_fill)
    return 0


async def savings(args: Namespace, tools: Tools, out: TextIO) -> int:
    found, places = await tools.savings()
    if args.csv:
        out.write((tables.BOM if args.bom else "") + ledger.csv(found, places))
    else:
        out.write(ledger.text(found, places))
    return 0


async def rehearse(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Rehearse the plan. The files to write are checked first, since rehearsing with many people
    takes minutes. Raises `Refused` if one of them exists."""
    page = partial(rehearsal_page.html, words(args.language))
    wanted: list[tuple[Path | None, Callable[[Rehearsal], str]]] = [
        (args.csv, rehearsal.csv),
        (args.html, page),
    ]
    for path, _ in wanted:
        if path and path.exists():
            raise Refused(why=f"{path} is there already. Name a new file.")
    found = await tools.rehearse(args.days, args.answering)
    for path, written in wanted:
        if path:
            with _new_file(path) as file:
                file.write(written(found))
    out.write(rehearsal.text(found))
    say(out, *(f"Written to {path}." for path, _ in wanted if path))
    return 0


async def go(_: Namespace, tools: Tools, out: TextIO) -> int:
    """Let sending go on: through the running bot, or in the store itself if no bot is running.
    Raises `Refused` if neither is possible."""
    try:
        async with tools.services(True) as services:
            was_held = await delivery_hold.go(services, COMMAND_LINE, tools.now())
    except StoreBusy:
        was_held = await _go_there(tools)
    say(out, "Sending goes on." if was_held else "Sending was not held back.")
    return 0


async def correct(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Correct the cards of a lesson. Raises `Refused` if no bot is running: it has to send them."""
    found = await ask_the_bot(
        tools, "POST", f"/api/v1/lessons/{quote(args.lesson, safe='')}/correct"
    )
    say(out, f"{_cards(found)} being corrected. /metrics counts them as padriver_fixes_total.")
    return 0


async def withdraw(args: Namespace, tools: Tools, out: TextIO) -> int:
    found = await ask_the_bot(
        tools, "POST", f"/api/v1/lessons/{quote(args.lesson, safe='')}/withdraw"
    )
    say(out, f"{_cards(found)} being taken back. /metrics counts them as padriver_fixes_total.")
    return 0


def _cards(found: Mapping[str, Any]) -> str:
    return "1 card is" if found["marked"] == 1 else f"{found['marked']} cards are"


async def roll(_: Namespace, tools: Tools, out: TextIO) -> int:
    say(out, *champions.roll(await ask_the_bot(tools, "GET", "/api/v1/champions")))
    return 0


async def appoint(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Give somebody a role. Raises `Refused` if no bot is running: it has to send the welcome."""
    body = {"places": args.places}
    body |= {} if args.role == "champion" else {"role": args.role}
    path = f"{_in_role(args)}/appoint"
    say(out, *champions.done(await ask_the_bot(tools, "POST", path, body), args.role))
    return 0


async def dismiss(args: Namespace, tools: Tools, out: TextIO) -> int:
    found = await ask_the_bot(tools, "POST", f"{_in_role(args)}/dismiss")
    say(out, *champions.done(found, args.role))
    return 0


async def move_account(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Say what would go to another account, and with --apply do it. Raises `Refused` if no bot is
    running: nothing may be on its way meanwhile."""
    tenant, _, entra = args.old.partition("/")
    path = f"/api/v1/people/{quote(tenant, safe='')}/{quote(entra, safe='')}/move"
    found = await ask_the_bot(tools, "POST", path, {"to": args.new, "apply": args.apply})
    say(out, *_moved(found))
    return 0


def _moved(found: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{n:>8} {name}" for name, n in sorted(found["documents"].items()))
    if found["merged"]:
        yield "The new account has used the bot already: the two become one."
    yield f"{found['waiting']} cards that wait go to the new account; nothing is sent twice."
    if found["applied"]:
        yield "Moved. The old account gets nothing any more."
    else:
        yield "This was a dry run: nothing was changed. To do it, add --apply"


async def operators(_: Namespace, tools: Tools, out: TextIO) -> int:
    say(out, *champions.operators(await ask_the_bot(tools, "GET", "/api/v1/operators")))
    return 0


def _in_role(args: Namespace) -> str:
    """The address of this person in this role."""
    tenant, _, entra = args.person.partition("/")
    roles = "champions" if args.role == "champion" else "operators"
    return f"/api/v1/{roles}/{quote(tenant, safe='')}/{quote(entra, safe='')}"


async def recall(args: Namespace, tools: Tools, out: TextIO) -> int:
    async with tools.reading() as reports:
        found = await recall_by_municipality(reports, When(tools.today()))
    if args.csv:
        out.write((tables.BOM if args.bom else "") + tables.recall_csv(found))
    else:
        out.write(tables.recall_text(found, reports.minimum))
    return 0


async def _go_there(tools: Tools) -> bool:
    return bool((await ask_the_bot(tools, "POST", "/api/v1/sending/go"))["was_held"])


async def ask_the_bot(
    tools: Tools, method: str, path: str, body: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The running bot's answer. Raises `Refused`, with what to do, if there is none or it is an
    error."""
    said = {"json": dict(body or {})} if method == "POST" else {}
    return await _asked(tools, method, path, said)


async def send_file(tools: Tools, path: str, content: bytes) -> dict[str, Any]:
    """The running bot's answer to a CSV file. Raises `Refused` as `ask_the_bot`."""
    return await _asked(
        tools, "POST", path, {"data": io.BytesIO(content), "headers": {"Content-Type": "text/csv"}}
    )


async def _asked(tools: Tools, method: str, path: str, said: Mapping[str, Any]) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {tools.token}"} if tools.token else {}
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE, headers=headers) as session,
            session.request(method, f"{tools.api}{path}", **said) as answer,
        ):
            if answer.status == 200:
                return dict(await answer.json())
            if answer.status in (400, 403):  # our own sentence about what was asked for
                raise Refused(why=str((await answer.json())["error"]["message"]))
            raise Refused(why=_why_not(answer.status, tools.api))
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError):
        why = f"No bot answers at {tools.api}. Set PORT and API_PORT as the running bot has them."
        instead = "If the store is in use by something else, stop that first."
        raise Refused(why=f"{why} {instead}") from None


def _why_not(status: int, api: str) -> str:
    if status == 401:
        return "The running bot does not know this API_TOKEN, or its last day has passed."
    if status == 404:
        return "The running bot knows nothing by that name."
    if status == 503:
        return "The running bot can't use its store now. python app.py doctor says what to do."
    return f"The bot at {api} answered {status}. Its log says why."


def _new_file(path: Path) -> TextIO:
    """Open a new file. Raises FileExistsError rather than overwriting one."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    return os.fdopen(handle, "w", encoding="utf-8", newline="\n")


def say(out: TextIO, *lines: str) -> None:
    out.writelines(f"{line}\n" for line in lines)


Command = Callable[[Namespace, Tools, TextIO], Coroutine[Any, Any, int]]
COMMANDS: Final[Mapping[str, Command]] = {
    "check": check,
    "report": report,
    "export": export,
    "backup": backup,
    "restore": restore,
    "rehearse": rehearse,
    "savings": savings,
    "demo": demo,
    "correct": correct,
    "withdraw": withdraw,
    "champions": roll,
    "move-account": move_account,
    "operators": operators,
    "appoint": appoint,
    "dismiss": dismiss,
    "recall": recall,
    "retention": recall,  # the former name of recall
    "go": go,
}
