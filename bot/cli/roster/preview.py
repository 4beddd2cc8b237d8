"""What an import would do, worked out from the file and a store opened for reading."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.actions.people import roster
from bot.actions.people.identity.address_round import can_be_asked_about
from bot.actions.people.identity.jobs import municipalities_of, still_employed
from bot.actions.people.roster import NotOnRoster, changes_refusal
from bot.actions.people.roster_leavers import exit_refusal, planned_exit
from bot.actions.people.roster_matches import (
    Matches,
    TeamsAnswers,
    joined,
    matches,
    named_by_teams,
)
from bot.cli.roster.workbook import read_file
from bot.core.people.jobs import by_person
from bot.core.people.roster import Entry
from bot.core.people.roster_change import PlannedExit, RosterChange, many_changes
from bot.core.people.roster_file import Sheet
from bot.services import Services

Ask = Callable[[Sequence[str]], Awaitable[TeamsAnswers]]


@dataclass(frozen=True, slots=True)
class Preview:
    """`covers` are the municipalities that the file is about. `entries` are the rows to apply,
    those of people with a job elsewhere numbered from 0 downwards, and `looked` is what they would
    do. `found` are rows about people under a former address, of which those in `joined` are taken
    for them; `teams` what Teams said, None if it was not asked, and `unasked` how many missing
    people it could not, or was not to, be asked about. `gone` are the missing people. `refusals`
    say why nothing would be done."""

    sheet: Sheet
    covers: frozenset[str]
    entries: Sequence[Entry]
    looked: Sequence[RosterChange]
    found: Matches
    joined: Matches
    teams: TeamsAnswers | None
    unasked: int
    gone: NotOnRoster
    refusals: tuple[str, ...]


async def preview(
    services: Services,
    args: Namespace,
    raw: bytes,
    day: date,
    at: datetime,
    ask: Ask,
    most: int,
) -> Preview:
    """`most` is how many missing people `ask` may be called for."""
    sheet = read_file(raw, services.municipalities, day)
    covers = municipalities_of(sheet.entries)
    looked = await roster.look(services, sheet.entries, day, at, covers)
    if any(each.who for each in looked):
        sheet.put(by_person(sheet.entries, {each.row: each.who for each in looked}))
        looked = await roster.look(services, sheet.entries, day, at, covers)
    found = await matches(services, sheet.entries, looked, day, at)
    teams, unasked = None, 0
    if not sheet.faults and _is_unknown(looked):
        gone = await _missing(services, sheet.entries, looked, at)
        people = [each for each in gone.people if each.key not in found.sure_keys]
        keys = [each.key for each in people if can_be_asked_about(each)][:most]
        unasked = len(people) - len(keys)
        if keys:
            teams = await ask(keys)
            found = await matches(services, sheet.entries, looked, day, at, teams.addresses)
    entries: Sequence[Entry] = sheet.entries
    taken = found if args.same_people else named_by_teams(found)
    if taken.sure:
        entries = joined(entries, taken)
        looked = await roster.look(services, entries, day, at, covers)
    gone = NotOnRoster((), ())
    if not sheet.faults:
        gone = await _missing(services, entries, looked, at)
        elsewhere = enumerate(gone.elsewhere)
        more = [still_employed(services, each, covers, -n, day) for n, each in elsewhere]
        looked = [*looked, *await roster.look(services, more, day, at, covers)]
        entries = [*entries, *more]
    refusals = await _refusals(services, args, looked, found, gone, day, at)
    return Preview(sheet, covers, entries, looked, found, taken, teams, unasked, gone, refusals)


def _is_unknown(looked: Collection[RosterChange]) -> bool:
    """Whether there are rows that could be about somebody who is missing."""
    return any("waits" in each.does for each in looked)


async def _missing(
    services: Services, entries: Sequence[Entry], looked: Collection[RosterChange], at: datetime
) -> NotOnRoster:
    return await roster.missing(services, entries, {each.who for each in looked}, at)


async def _refusals(
    services: Services,
    args: Namespace,
    looked: Sequence[RosterChange],
    found: Matches,
    gone: NotOnRoster,
    day: date,
    at: datetime,
) -> tuple[str, ...]:
    many = many_changes(looked, services.municipalities, day)
    said = []
    if refusal := changes_refusal(many, args.expect_changes):
        said.append(f"{refusal} If that is right: --expect-changes {many.people}")
    if args.missing_left:
        planned = await planned_exit(services, gone.keys, args.missing_left, at)
        why = [exit_refusal(services, planned, args.expect), _alike(args, found, gone, planned)]
        if any(why):
            said.append(f"{' '.join(filter(None, why))} If they have: --expect {planned.expected}")
    return tuple(said)


def _alike(args: Namespace, found: Matches, gone: NotOnRoster, planned: PlannedExit) -> str:
    """That some of the missing may not have left: they are not ended unless they are counted."""
    alike = len(found.keys.intersection(gone.keys))
    if not alike or args.expect == planned.expected:
        return ""
    how = (
        "the notes say in which rows" if args.same_people else "--same-people: that is who they are"
    )
    return f"{alike} of them look like people who are in the file under a new address ({how})."
