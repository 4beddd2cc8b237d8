"""Arrival: somebody who installs the app or writes becomes a person that the bot knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.actions.people import email_index, pending
from bot.actions.people.identity.address_round import WEEK
from bot.actions.people.identity.teams_facts import (
    is_about,
    municipality_by_rule,
    placed_by_rule,
)
from bot.actions.people.records import find, forgive, move, newcomer, save
from bot.actions.people.rights import record_role
from bot.actions.shared.events import announce
from bot.core.actor import BOT
from bot.core.moments import moment
from bot.core.people import person as people
from bot.core.people.events import PersonArrived
from bot.core.people.person import Person, Visitor
from bot.core.people.roles import Role
from bot.core.turn import Address
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
    """The visitor with their name; and what Teams says now, if it was asked and answered: their
    municipality by the rule table, "" for none, and their addresses as `member_keys` gives them."""

    who: Visitor
    answered: bool = False
    municipality: str = ""
    addresses: Mapping[str, bool] = field(default_factory=dict)


async def arrive(services: Services, who: Visitor, at: datetime, *, installed: bool) -> Arrived:
    """Somebody installed the app, or wrote to the bot before it heard of the installation.

    They are welcomed once, whichever event comes first: at once if they write, and by a planned
    delivery if the app was installed (a setup policy can install thousands in a night), except in
    local mode. If their municipality or address is unknown, or was learned more than a week ago,
    the connector is asked for their name, e-mail address and UPN, for the rule table and the
    roster. Of the addresses, only keyed hashes are kept.
    """
    known = await _introduced(services, who, at)
    who = known.who

    def change(tx: Tx) -> Arrived:
        before = find(tx, who.key)
        forgive(services, tx, who.key, known.addresses)
        person = people.seen_again(before, who, at) if before else newcomer(tx, who, at)
        first = before or person
        person = placed_by_rule(services, person, known.municipality, at)
        person = replace(person, asked=moment(at) if known.answered else person.asked)
        welcome = _welcome(first, installed=installed)
        planned = welcome == "first" and installed and not services.local
        person = replace(person, welcomed=not planned, installed=person.installed or installed)
        if people.has_left(person, at):  # they are back, but without their former role
            person = replace(person, left_on="", role=Role.EMPLOYEE, scope=(), rostered="")
        person = move(services, tx, first, person, moment(at)[:10])
        if person.key in services.operators:
            person = replace(person, role=Role.OPERATOR, scope=())
        save(tx, person)
        record_role(services, tx, BOT, first, person, at)
        announce(services, tx, PersonArrived(before, person, at, greeted=bool(welcome)))
        email_index.remember_all(tx, person.key, known.addresses)
        person = pending.claim(services, tx, person, known.addresses, at) or person
        return Arrived(person, "" if planned else welcome)

    return await services.store.run(change)


def _welcome(person: Person, *, installed: bool) -> str:
    if not person.welcomed:
        return "first"
    return "back" if installed and not person.installed else ""


async def _introduced(services: Services, who: Visitor, at: datetime) -> Introduced:
    if services.local:
        who = replace(who, locale="")  # a client for trying out does not know its user's language
    to = await services.store.run(lambda tx: _to_ask(tx, who, at))
    member = await services.messenger.member(to) if to else None
    if member is None or not is_about(member, people.passing(who, at)):
        return Introduced(who)
    named = replace(who, name=who.name or member.name)
    addresses = email_index.member_keys(services, member)
    return Introduced(named, True, municipality_by_rule(services, member, at), addresses)


def _to_ask(tx: Tx, who: Visitor, at: datetime) -> Address | None:
    """The chat in which the connector is asked about them; None if there is nothing to ask, or no
    chat of theirs is known."""
    if _knows(tx, who.key, at):
        return None
    person = find(tx, who.key)
    to = who.address if who.chat or person is None else person.address
    return to if who.chat or (person and person.conversation) else None


def _knows(tx: Tx, key: str, at: datetime) -> bool:
    """Whether everything is known, and lately learned, that the connector could tell about this
    person."""
    person = find(tx, key)
    if person is None or person.asked < moment(at - WEEK):
        return False
    return person.municipality_by in ("rule", "roster") and bool(email_index.of_person(tx, key))
