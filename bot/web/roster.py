"""/api/v1/roster: imports the roster through the running bot, the only one to write to its store.

The command line sends a few hundred rows at a time, and they are in the store when the answer
comes. An import that was interrupted is simply run again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any, Final

from aiohttp import web

from bot.actions.figures.reports import as_day
from bot.actions.people import roster
from bot.actions.people.roster_matches import ask_teams
from bot.actions.personal_data.account_moves import move_accounts
from bot.core.actor import Actor
from bot.core.moments import moment
from bot.core.people.roster import BadCell, Entry
from bot.core.people.roster_json import from_json
from bot.errors import Refused
from bot.ports import Clock
from bot.services import Services
from bot.web.guard import Handler, actor_of, fail, sent

MOST: Final = 500  # rows in one request
MOST_EXPECTED: Final = 1_000_000_000
MOST_ASKED: Final = 50  # people whom one request asks Teams about: each takes a request of its own

Take = Callable[[Actor, date, list[Any], "Expected"], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Expected:
    """How many the command expects, None if it does not say; and how many follow in later
    requests."""

    expect: int | None = None
    more: int = 0


def today(clock: Clock, zone: tzinfo) -> Handler:
    """GET /api/v1/roster: {"day", "now"}, by the bot's own clock: the day on which an import counts
    unless it says another."""

    async def handler(_: web.Request) -> web.Response:
        now = clock()
        return web.json_response({"day": str(now.astimezone(zone).date()), "now": moment(now)})

    return handler


def rows(services: Services, clock: Clock, zone: tzinfo) -> Handler:
    """POST /api/v1/roster {"day", "rows": [{"row", "entra" or "mail", "municipality", "unit",
    "role"}], "expect"}: {"rows": [{"row", "does": [words]}]}; see
    `bot.core.people.roster_change.RosterChange`.

    A row with `entra` and `mail` makes the address known as that person's; `upn` is a second
    address. `percent` is how much of a full position the job is. `was` is the key of the waiting
    row that it replaces, `also` the places of other jobs, `former` the account that they had
    before. `expect` is how many may be moved or get another role; `covers` is as in
    `bot.actions.people.roster.apply`.

    The handler raises `Refused` if any row has a fault, or too much would change, and then imports
    none of them."""

    async def take(actor: Actor, day: date, said: list[Any], of: Expected) -> web.Response:
        entries = [_entry(each, services, day) for each in said]
        done = await roster.apply(services, actor, entries, day, clock(), expect=of.expect)
        await move_accounts(services, actor, entries, clock())
        return web.json_response({"rows": [{"row": e.row, "does": e.does} for e in done]})

    return _posted("rows", take, clock, zone)


def left(services: Services, clock: Clock, zone: tzinfo) -> Handler:
    """POST /api/v1/roster/left {"day", "left": [keys of people or of waiting rows], "expect",
    "more"}: {"left": n}.

    People leave on that day; waiting rows are deleted. `expect` and `more` are as in
    `bot.actions.people.roster_leavers.have_left`. The handler raises `Refused` for a body of any
    other shape, and for too many who are not expected."""

    async def take(actor: Actor, day: date, said: list[Any], of: Expected) -> web.Response:
        people, waiting = _keys("left", said)
        n = await roster.have_left(
            services, actor, people, waiting, day, clock(), expect=of.expect, more=of.more
        )
        return web.json_response({"left": n})

    return _posted("left", take, clock, zone)


def addresses(services: Services, clock: Clock) -> Handler:
    """POST /api/v1/roster/addresses {"people": [keys]}: {"addresses": [{"person", "hash",
    "hashes"}], "unanswered": [keys], "gave_up"}.

    Teams is asked for the UPN and the e-mail address of each. They are given as the keyed hashes
    that the store knows them by; `hash` is one of `hashes`. The handler raises `Refused` for a body
    of any other shape."""

    async def handler(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return fail(415, "not_json", "Send application/json.")
        said = (await _body(request)).get("people")
        if not isinstance(said, list) or len(said) > MOST_ASKED:
            raise Refused(why=f"people is a list of at most {MOST_ASKED}.")
        people, _ = _keys("people", said)
        found = await ask_teams(services, actor_of(request), people, clock())
        known = [
            {"person": key, "hash": each[0], "hashes": each}
            for key, each in found.addresses.items()
        ]
        said = {"unanswered": found.unanswered, "gave_up": found.gave_up}
        return web.json_response({"addresses": known} | said)

    return handler


def _keys(name: str, said: list[Any]) -> tuple[list[str], list[str]]:
    """The keys of people, and those of waiting rows."""
    if not all(isinstance(each, str) for each in said):
        raise Refused(why=f"{name} holds something that is no key.")
    return [each for each in said if ":" in each], [each for each in said if ":" not in each]


def _posted(name: str, take: Take, clock: Clock, zone: tzinfo) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return fail(415, "not_json", "Send application/json.")
        body = await _body(request)
        day, said = as_day("day", str(body.get("day", ""))), body.get(name)
        if day > clock().astimezone(zone).date():
            raise Refused(why="day is still to come.")
        if not isinstance(said, list) or len(said) > MOST:
            raise Refused(why=f"{name} is a list of at most {MOST}.")
        of = Expected(_number(body, "expect"), _number(body, "more") or 0)
        return await take(actor_of(request), day, said, of)

    return handler


def _number(body: dict[str, Any], name: str) -> int | None:
    n = body.get(name)
    if n is None:
        return None
    if not isinstance(n, int) or isinstance(n, bool) or not 0 <= n <= MOST_EXPECTED:
        raise Refused(why=f"{name} is a whole number.")
    return n


async def _body(request: web.Request) -> dict[str, Any]:
    body = await sent(request)
    if not isinstance(body, dict):
        raise Refused(why="The body is not a JSON object.")
    return body


def _entry(said: Any, services: Services, day: date) -> Entry:
    try:
        return from_json(said, services.municipalities, day)
    except BadCell as bad:
        row = said.get("row") if isinstance(said, dict) else None
        where = f"row {row}: " if isinstance(row, int) else ""
        raise Refused(why=where + " ".join(bad.args)) from None
