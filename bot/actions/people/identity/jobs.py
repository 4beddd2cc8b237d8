"""Where somebody with several jobs is counted, and which other places are kept.

A file says only where people work in the municipalities that it covers. So two municipalities that
each bring their own file don't move somebody back and forth who works in both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.actions.people.placement import recorded_as
from bot.core.people.person import Person
from bot.core.people.places import municipality_on, place_of, split
from bot.core.people.roster import Entry
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

HALF: Final = 50.0  # percent; whoever works more than that at a place belongs there


@dataclass(frozen=True, slots=True)
class Known:
    """Where the roster has placed somebody, as recorded: `place` ("" if it has not), and
    `also_in`."""

    place: str
    also_in: tuple[str, ...] = ()


def weighed(
    services: Services,
    tx: Tx,
    entry: Entry,
    known: Known,
    covers: Collection[str] | None,
    day: date,
) -> Entry:
    """The entry with the place where the person is counted, and the others in `also`.

    Jobs in municipalities that the file does not cover are kept; `covers` is None if it covers all.
    Such a job remains the main one unless the file says that this is, or that it is more than half
    a position. Among the file's own places, somebody stays at the one where they are if nothing
    says which is the main one.
    """
    said = [place_of(entry.municipality, entry.unit or ""), *entry.also]
    kept = _elsewhere(services, known, said, covers, day)
    if known.place in kept and not _takes_over(entry):
        main = known.place
    elif not entry.decided and (here := _here(services, tx, said, known.place, day)):
        main = here
    else:
        main = said[0]
    others = dict.fromkeys(each for each in (*said, *kept) if each != main)
    return _at(services, entry, main, tuple(others), day, kept=main in kept)


def recorded(
    services: Services, tx: Tx, also: Iterable[str], main: str, day: date
) -> tuple[str, ...]:
    """The places of other jobs as they are to be recorded, without the main one."""
    found = (place_of(*recorded_as(services, tx, each, "", day)) for each in also)
    return tuple(each for each in dict.fromkeys(found) if each != main)


def municipalities_of(entries: Iterable[Entry]) -> frozenset[str]:
    """The municipalities of which a file with these rows says who works there."""
    places = (each for e in entries for each in (e.municipality, *e.also))
    return frozenset(split(each)[0] for each in places)


def has_job_elsewhere(
    services: Services, person: Person, covers: Collection[str], day: date
) -> bool:
    """Whether a file that covers these municipalities, and does not have the person, says that one
    of their jobs has ended, but not the last one."""
    if person.municipality_by != "roster" or person.left_on:
        return False
    return 0 < len(_jobs_elsewhere(services, person, covers, day)) < 1 + len(person.also_in)


def still_employed(
    services: Services, person: Person, covers: Collection[str], row: int, day: date
) -> Entry:
    """A row for somebody who `has_job_elsewhere`: what is left of their jobs."""
    main, *also = _jobs_elsewhere(services, person, covers, day)
    number = municipality_on(services.municipalities, main, day)
    entry = Entry(row, person.entra, person.tenant, municipality=number, unit=split(main)[1])
    return replace(entry, also=tuple(also))


def _jobs_elsewhere(
    services: Services, person: Person, covers: Collection[str], day: date
) -> list[str]:
    map_, places = services.municipalities, (person.place, *person.also_in)
    return [each for each in places if municipality_on(map_, each, day) not in covers]


def _elsewhere(
    services: Services,
    known: Known,
    said: Iterable[str],
    covers: Collection[str] | None,
    day: date,
) -> list[str]:
    """The known jobs in municipalities of which the file says nothing."""
    if covers is None:
        return []
    of_file = {*covers, *(split(each)[0] for each in said)}
    places = filter(None, (known.place, *known.also_in))
    return [e for e in places if municipality_on(services.municipalities, e, day) not in of_file]


def _takes_over(entry: Entry) -> bool:
    return entry.main is True or (entry.main is None and (entry.percent or 0.0) > HALF)


def _here(services: Services, tx: Tx, said: Iterable[str], place: str, day: date) -> str:
    """The one of these places where somebody at `place` is already, "" for none."""
    if not place:
        return ""
    here = (e for e in said if place_of(*recorded_as(services, tx, e, place, day)) == place)
    return next(here, "")


def _at(
    services: Services, entry: Entry, main: str, also: tuple[str, ...], day: date, *, kept: bool
) -> Entry:
    number, unit = split(main)
    if kept:  # as it is recorded, perhaps under a former number
        number = municipality_on(services.municipalities, main, day)
    same = main == place_of(entry.municipality, entry.unit or "")
    return replace(
        entry, municipality=number, unit=entry.unit if same else unit, also=also, decided=True
    )
