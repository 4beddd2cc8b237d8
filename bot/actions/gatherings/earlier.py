"""Enters gatherings that were held before the bot came, so that what they saved is counted too."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from typing import Final

from bot.actions.gatherings import attendance_records as records
from bot.actions.gatherings.guests import gathering_of
from bot.actions.gatherings.host_figures import check_came, put_said
from bot.actions.gatherings.records import put, record_change
from bot.actions.shared.acts import Act
from bot.core.actor import Actor
from bot.core.gatherings.attendance import MOST_KRONER
from bot.core.gatherings.form import LONGEST_PLACE, LONGEST_TITLE
from bot.core.gatherings.gathering import Gathering
from bot.core.moments import moment
from bot.core.people.hours import moment_of, zone_of
from bot.core.values import replace
from bot.errors import Refused
from bot.ports import Tx
from bot.services import Services

FIRST: Final = date(2015, 1, 1)
_NOON: Final = time(12)  # the hour of a gathering of which only the day is known
_MOST_MINUTES: Final = 1440


@dataclass(frozen=True, slots=True)
class EarlierGathering:
    """A gathering that was held on `day`: over video, unless it was in a `place`. `venue` is the
    municipality where people would have met; `came` are people by home municipality, None if a
    report will say; `hall` is what a hall would have cost in NOK, None for the assumption."""

    day: date
    title: str
    venue: str
    minutes: int = 60
    place: str = ""
    came: Mapping[str, int] | None = None
    hall: int | None = None


async def enter(
    services: Services, actor: Actor, said: EarlierGathering, at: datetime
) -> tuple[str, bool]:
    """Enter it, or change what was entered of it before: the same day, title and venue are the same
    gathering. Returns its id, and whether anything changed. Raises `Refused` for what can't be."""
    _check(services, said, at)
    if said.came is not None:
        check_came(services, said.came)

    def change(tx: Tx) -> tuple[str, bool]:
        after = _gathering(services, said, at)
        known = gathering_of(tx, after.id)
        if known:
            after = _again(after, known)
        if after != known:
            put(tx, after)
            act = Act.GATHERING_CHANGED if known else Act.GATHERING_ENTERED
            record_change(services, tx, actor, act, known, after, at)
        came = None if said.came is None else dict(said.came)
        counts = came is not None and records.attendance_of(tx, after.id).said != came
        if counts:
            put_said(services, tx, actor, after, came, at)
        return after.id, after != known or counts

    return await services.store.run(change)


def _again(after: Gathering, known: Gathering) -> Gathering:
    """What is said now, with what was there before and is no part of it."""
    same: Gathering = replace(after, created=known.created, notes=known.notes, rev=known.rev)
    return same if same == known else replace(same, rev=known.rev + 1)


def _gathering(services: Services, said: EarlierGathering, at: datetime) -> Gathering:
    return Gathering(
        id=_id(services, said),
        by="",
        title=_title(said),
        start=moment(moment_of(said.day, _NOON, zone_of(""))),
        minutes=said.minutes,
        agenda="",
        municipality=said.venue,
        venue=said.venue,
        municipalities=(said.venue,),  # not where people came from: they may have been few
        place=" ".join(said.place.split()),
        created=moment(at),
        entered=True,
        hall=said.hall,
    )


def _title(said: EarlierGathering) -> str:
    return " ".join(said.title.split())


def _id(services: Services, said: EarlierGathering) -> str:
    text = f"earlier|{said.day}|{said.venue}|{_title(said).casefold()}"
    return hmac.new(services.secret, text.encode(), sha256).hexdigest()[:20]


def _check(services: Services, said: EarlierGathering, at: datetime) -> None:
    """Raises `Refused` with the first thing that is wrong."""
    title, place = _title(said), said.place
    venue = services.municipalities.by_number(said.venue)
    for wrong, why in (
        (not FIRST <= said.day < at.astimezone(zone_of("")).date(),
         f"A gathering is entered from the day after, back to {FIRST}."),
        (not 3 <= len(title) <= LONGEST_TITLE or not title.isprintable(),
         f"A title has 3 to {LONGEST_TITLE} characters."),
        (venue is None or not venue.stands_on(said.day),
         f"The venue is the number of a municipality that there was on {said.day}."),
        (not 0 < said.minutes <= _MOST_MINUTES, f"It lasted 1 to {_MOST_MINUTES} minutes."),
        (len(place) > LONGEST_PLACE or not place.isprintable(),
         f"A place has at most {LONGEST_PLACE} characters."),
        (said.hall is not None and not 0 <= said.hall <= MOST_KRONER,
         f"A hall costs from 0 to {MOST_KRONER} kroner."),
    ):  # fmt: skip
        if wrong:
            raise Refused(why=why)
