"""Gatherings as the rest of the house needs them: found, drawn on a card, and no longer wanted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.actions.people.records import find
from bot.core import documents, signed_links
from bot.core.delivery.deliveries import Row
from bot.core.gatherings import gathering as gatherings
from bot.core.gatherings.gathering import Gathering
from bot.core.gatherings.reply import Reply, reply_key
from bot.core.gatherings.views import Guest
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.ports import Tx
from bot.services import DueCard, Services

INVITATION: Final = "invitation"
GATHERING: Final = "gathering"  # what follows a yes: reminders, a notice, questions afterwards
_KINDS: Final = (INVITATION, GATHERING)
ICS: Final = "ics"  # what a link to a calendar file is for
_LINK_LASTS: Final = timedelta(days=30)  # after it began


def gathering_of(tx: Tx, id: str) -> Gathering | None:
    return tx.get(documents.GATHERINGS, id, Gathering) if gatherings.is_id(id) else None


def reply_of(tx: Tx, id: str, person: str) -> Reply | None:
    """None for someone who was never invited."""
    return tx.get(documents.REPLIES, reply_key(id, person), Reply)


def guest_of(
    services: Services, tx: Tx, person: Person, gathering: Gathering, at: datetime
) -> Guest:
    host = find(tx, gathering.by) if gathering.by else None
    reply = reply_of(tx, gathering.id, person.key)
    reply = reply or gatherings.invited(person.key, gathering)
    link = calendar_link(services, gathering, person.key)
    return Guest(person, gathering, host.name if host else "", reply, at, link)


def calendar_link(services: Services, gathering: Gathering, person: str) -> str:
    """Where this person's calendar file is: signed, and good until a month after it begins."""
    if not services.public_url:
        return ""
    about = f"{gathering.id}/{person}"
    token = signed_links.sign(about, ICS, services.secret, gathering.begins, _LINK_LASTS)
    return f"{services.public_url}/calendar/{token}"


def enriched(services: Services, tx: Tx, due: DueCard) -> Row:
    """The row with what its card needs beside it: `guest`."""
    gathering = gathering_of(tx, due.row["subject"])
    if gathering is None:
        return due.row
    return due.row | {"guest": guest_of(services, tx, due.person, gathering, due.at)}


def reads(row: Row) -> tuple[tuple[str, str], ...]:
    return ((documents.GATHERINGS, row["subject"]),)


def skip_reason(_: Services, tx: Tx, due: DueCard) -> str:
    """Why an invitation or what follows it is not to go any more, or ""."""
    row, person = due.row, due.person
    gathering = gathering_of(tx, row["subject"])
    if gathering is None:
        return "gone"
    if row["kind"] == INVITATION and person.no_push:
        return "no_push"
    reply = reply_of(tx, gathering.id, person.key)
    return gatherings.skip_reason(row, gathering, reply, due.at) if reply is not None else "gone"


async def for_calendar(services: Services, about: str) -> Gathering | None:
    """The gathering that a link to a calendar file is about ("id/person"), for someone invited
    to it; None for anyone else."""
    id, _, person = about.partition("/")

    def change(tx: Tx) -> Gathering | None:
        gathering = gathering_of(tx, id)
        return gathering if gathering and reply_of(tx, id, person) is not None else None

    return await services.store.run(change)


def mark_fix(row: Row, at: datetime) -> Row | None:
    """The row marked to be drawn anew in its place; None where there is no card. One that is in
    the air is drawn anew when it has landed."""
    if row["kind"] not in _KINDS or row["state"] not in ("attempting", "sent", "uncertain"):
        return None
    there = row["activity"] or row["state"] == "attempting"
    return row | {"fix": "correct", "as_of": moment(at)} if there else None
