"""What the import asks of the running bot: the day, addresses, and to write what was read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from bot.actions.people.roster_matches import TeamsAnswers
from bot.cli.commands import ask_the_bot
from bot.cli.tools import Tools
from bot.core.moments import parse_moment
from bot.core.people.roster import Entry
from bot.core.people.roster_change import RosterChange
from bot.core.people.roster_json import to_json
from bot.errors import Refused

_POSTED: Final = 200  # rows in one request; so few that turns at the bot are not delayed
_ASKED: Final = 5  # people in one request, which takes at most some seconds for each
_SILENT: Final = 20  # people in a row about whom nothing is heard


@dataclass(frozen=True, slots=True)
class Today:
    """The day and the moment of the import, by the running bot's clock if there is one."""

    day: date
    now: datetime
    by_bot: bool


async def today_by(tools: Tools) -> Today:
    """The running bot's day, which LOCAL_CLOCK may have set; else that of this command."""
    try:
        said = await ask_the_bot(tools, "GET", "/api/v1/roster")
        return Today(date.fromisoformat(said["day"]), parse_moment(said["now"]), by_bot=True)
    except (Refused, KeyError, TypeError, ValueError):  # no bot, or none that says
        return Today(tools.today(), tools.now(), by_bot=False)


async def asked_of_teams(tools: Tools, people: Sequence[str]) -> TeamsAnswers:
    """What the running bot hears from Teams about these people. Teams is left alone when it does
    not answer, or knows none of many in a row. Raises `Refused` if no bot is running."""
    addresses: dict[str, tuple[str, ...]] = {}
    silent = 0
    for n in range(0, len(people), _ASKED):
        body = {"people": people[n : n + _ASKED]}
        said = await ask_the_bot(tools, "POST", "/api/v1/roster/addresses", body)
        addresses |= {each["person"]: tuple(each["hashes"]) for each in said["addresses"]}
        silent = 0 if said["addresses"] else silent + len(body["people"])
        if said["gave_up"] or silent >= _SILENT:
            break
    return TeamsAnswers(addresses, tuple(key for key in people if key not in addresses))


async def posted(
    tools: Tools,
    entries: Sequence[Entry],
    day: date,
    expect: int | None,
    covers: Collection[str],
) -> list[RosterChange]:
    """Have these rows applied."""
    done = []
    for n in range(0, len(entries), _POSTED):
        rows = [to_json(each) for each in entries[n : n + _POSTED]]
        body: dict[str, Any] = {"day": str(day), "rows": rows, "expect": expect}
        body["covers"] = sorted(covers)
        found = await ask_the_bot(tools, "POST", "/api/v1/roster", body)
        done += [RosterChange(each["row"], tuple(each["does"])) for each in found["rows"]]
    return done


async def posted_left(tools: Tools, keys: Sequence[str], leaving: date, expect: int | None) -> None:
    """Have these people and waiting rows ended; said also if nobody is left to end, so that a
    command that was interrupted comes to its end."""
    for n in range(0, len(keys) or 1, _POSTED):
        page = keys[n : n + _POSTED]
        body: dict[str, Any] = {"day": str(leaving), "left": page, "expect": expect}
        body["more"] = len(keys) - n - len(page)
        await ask_the_bot(tools, "POST", "/api/v1/roster/left", body)
