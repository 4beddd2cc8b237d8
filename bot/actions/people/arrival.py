"""Arrival: somebody who installs the app or writes becomes a person that the bot knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.actions.people import email_index, pending
from bot.actions.people.places import date_of, kept_number, municipality_of
from bot.actions.people.records import find, forgive, move, newcomer, save
from bot.actions.people.rights import record_role
from bot.actions.shared.events import announce
from bot.core.actor import BOT
from bot.core.languages import guess_language
from bot.core.moments import moment
from bot.core.people import person as people
from bot.core.people.events import PersonArrived
from bot.core.people.person import Person, Visitor
from bot.core.people.roles import Role
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


@dataclass(frozen=True, slots=True)
class Arrived:
    """`welcome` says what to show: "first", "back", or "" if they have been welcomed."""

    person: Person
    welcome: str


@dataclass(frozen=True, slots=True)
class Introduced:
    """The visitor with their name; their municipality by the rule table, "" for none; and the keyed
    hash of their e-mail address, "" if it is unknown."""

    who: Visitor
    municipality: str = ""
    address: str = ""


async def arrive(services: Services, who: Visitor, at: datetime, *, installed: bool) -> Arrived:
    """Somebody installed the app, or wrote to the bot before it heard of the installation.

    They are welcomed once, whichever event comes first: at once if they write, and by a planned
    delivery if the app was installed (a setup policy can install thousands in a night), except in
    local mode. If their municipality or address is unknown, the connector is asked for their name
    and e-mail address, for the rule table and the roster. Of the address, only a keyed hash is
    kept.
    """
    known = await _introduced(services, who, at)
    who = known.who

    def change(tx: Tx) -> Arrived:
        before = find(tx, who.key)
        forgive(services, tx, who.key, known.address)
        person = people.seen_again(before, who, at) if before else newcomer(tx, who, at)
        first = before or person
        person = _placed_by_rule(services, person, known.municipality, at)
        welcome = _welcome(first, installed=installed)
        planned = welcome == "first" and installed and not services.local
        person = replace(person, welcomed=not planned, installed=person.installed or installed)
        if people.has_left(person, at):  # they are back, but without their former role
            person = replace(person, left_on="", role=Role.EMPLOYEE, scope=(), rostered="")
        person = move(services, tx, first, person, moment(at)[:10])
        if person.key in services.operators:
            person = replace(person, role=Role.OPERATOR)
        save(tx, person)
        record_role(services, tx, BOT, first, person, at)
        announce(services, tx, PersonArrived(before, person, at, greeted=bool(welcome)))
        email_index.remember(tx, person.key, known.address)
        person = pending.claim(services, tx, person, known.address, at)
        return Arrived(person, "" if planned else welcome)

    return await services.store.run(change)


def _welcome(person: Person, *, installed: bool) -> str:
    if not person.welcomed:
        return "first"
    return "back" if installed and not person.installed else ""


async def _introduced(services: Services, who: Visitor, at: datetime) -> Introduced:
    if services.local:
        who = replace(who, locale="")  # a client for trying out does not know its user's language
    if await services.store.run(lambda tx: _knows(tx, who.key)):
        return Introduced(who)
    member = await services.messenger.member(who.address)
    if member is None:
        return Introduced(who)
    named = replace(who, name=who.name or member.name)
    municipality = services.municipalities.by_email(member.email, date_of(at)) or ""
    return Introduced(named, municipality, email_index.mail_key(services, member.email))


def _knows(tx: Tx, key: str) -> bool:
    """Whether everything is known that the connector could tell about this person."""
    person = find(tx, key)
    placed = person is not None and person.municipality_by in ("rule", "roster")
    return placed and bool(email_index.of_person(tx, key))


def _placed_by_rule(services: Services, person: Person, municipality: str, at: datetime) -> Person:
    if not municipality:
        return person
    number = kept_number(services, person, municipality, at)
    after = people.placed(person, number, "rule")
    if after.language_by == "guess":
        form = services.municipalities.form(municipality_of(services, after, at))
        after = replace(after, language=guess_language(after.language, form))
    return after
