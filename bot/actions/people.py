"""Coming, going, and being found: the person's own document and where they belong."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from bot.actions.house import House
from bot.core import journeys, kinds, people, progress, tally
from bot.core.journeys import Journey
from bot.core.languages import guess_language
from bot.core.people import Person, Visitor, moment
from bot.core.values import evolve
from bot.ports import Doc, Tx


@dataclass(frozen=True, slots=True)
class Arrived:
    """`welcome` says what to show: "first", "back", or "" when they were welcomed already."""

    person: Person
    welcome: str


async def arrive(house: House, who: Visitor, at: datetime, *, installed: bool) -> Arrived:
    """Someone installed the app, or wrote to the bot before that was heard of.

    Welcomed once, whichever event comes first: who writes, at once; whose app was installed (a
    setup policy installs thousands in a night), by a planned delivery, save in local mode. Where
    the municipality isn't known, the connector is asked for their name and e-mail address; the
    address is used for the rule table and not kept.
    """
    who, municipality = await _introduced(house, who, at)

    def change(tx: Tx) -> Arrived:
        before = find(tx, who.key)
        forgive(house, tx, who.key)
        person = people.seen_again(before, who, at) if before else newcomer(tx, who, at)
        person = _place_by_rule(house, tx, person, municipality, at)
        welcome = _welcome(before or person, installed=installed)
        planned = welcome == "first" and installed and not house.local
        person = evolve(person, welcomed=not planned, installed=person.installed or installed)
        if person.key in house.operators:
            person = evolve(person, role="operator")
        if person.left_on and person.left_on <= moment(at)[:10]:
            person = evolve(person, left_on="")  # whoever comes back has not left
        save(tx, person)
        _begin_journey(tx, person, at, look=bool(welcome) or _plans_anew(before, person))
        return Arrived(person, "" if planned else welcome)

    return await house.store.run(change)


async def leave(house: House, who: Visitor, at: datetime) -> None:
    """The app was removed: nothing can be sent, everything else is kept for a return."""

    def change(tx: Tx) -> None:
        person = find(tx, who.key)
        if person and person.installed:
            save(tx, evolve(person, installed=False, seen=f"{at:%Y-%m-%d}"))

    await house.store.run(change)


async def look_up(house: House, key: str) -> Person | None:
    return await house.store.run(lambda tx: find(tx, key))


async def notice(house: House, who: Visitor, at: datetime) -> Person | None:
    """The person who wrote, with what the turn tells anew; None for someone not known."""

    def change(tx: Tx) -> Person | None:
        before = find(tx, who.key)
        if before is None:
            return None
        person = people.seen_again(before, who, at)
        if person != before:
            save(tx, person)
        if _plans_anew(before, person):
            _look_again(tx, person, at)
        return person

    return await house.store.run(change)


async def has_erased(house: House, key: str) -> bool:
    return await house.store.run(lambda tx: was_erased(house, tx, key))


def find(tx: Tx, key: str) -> Person | None:
    doc = tx.get(kinds.PEOPLE, key)
    return people.from_doc(doc) if doc is not None else None


def save(tx: Tx, person: Person) -> None:
    tx.put(kinds.PEOPLE, person.key, people.to_doc(person))


def newcomer(tx: Tx, who: Visitor, at: datetime) -> Person:
    """A person who has just become known: counted, in no municipality yet. The caller saves."""
    person = people.newcomer(who, at)
    add_counts(tx, tally.joined(person, person.joined))
    tx.put(kinds.MEMBERSHIPS, f"{person.key}/{person.joined}", _membership(person, person.joined))
    return person


def move(tx: Tx, before: Person, after: Person, day: str) -> None:
    """Record that the person belongs elsewhere from `day` (ISO date): dated intervals, and
    today's figures along with them. The caller saves the person."""
    if (before.municipality, before.unit) == (after.municipality, after.unit):
        return
    docs = tx.find(kinds.PROGRESS, person=before.key, limit=1000)
    done = progress.standing(before, [progress.from_doc(doc) for _, doc in docs])
    add_counts(tx, tally.moved(before, after, day, done))
    for key, doc in tx.find(kinds.MEMBERSHIPS, person=before.key, limit=1000):
        if not doc["to"] and doc["from"] < day:
            tx.put(kinds.MEMBERSHIPS, key, doc | {"to": day})
    tx.put(kinds.MEMBERSHIPS, f"{after.key}/{day}", _membership(after, day))


def add_counts(tx: Tx, changes: dict[str, int]) -> None:
    for counter, n in changes.items():
        tx.add(counter, n)


def erased_key(house: House, key: str) -> str:
    """The only thing kept of someone who was erased: it can be compared, not read."""
    return hmac.new(house.secret, key.encode(), sha256).hexdigest()


def was_erased(house: House, tx: Tx, key: str) -> bool:
    return tx.get(kinds.ERASED, erased_key(house, key)) is not None


def forgive(house: House, tx: Tx, key: str) -> None:
    """They came back by themselves, so the mark that kept them out goes."""
    if was_erased(house, tx, key):
        tx.delete(kinds.ERASED, erased_key(house, key))


def _membership(person: Person, day: str) -> Doc:
    return {
        "person": person.key,
        "municipality": person.municipality,
        "unit": person.unit,
        "by": person.municipality_by,
        "from": day,
        "to": "",
    }


def _welcome(person: Person, *, installed: bool) -> str:
    if not person.welcomed:
        return "first"
    return "back" if installed and not person.installed else ""


def _begin_journey(tx: Tx, person: Person, at: datetime, *, look: bool) -> None:
    """A journey for whoever is new, and another look at whoever comes back. Who is not welcomed
    yet gets their welcome from the plan, unless they write first."""
    doc = tx.get(kinds.JOURNEYS, person.key)
    journey = journeys.from_doc(doc) if doc else Journey(person.key, plan="-")
    if look or not doc or journey.welcomed != person.welcomed:
        journey = evolve(journeys.came_back(journey, at), welcomed=person.welcomed)
        tx.put(kinds.JOURNEYS, person.key, journeys.to_doc(journey))


def _plans_anew(before: Person | None, after: Person) -> bool:
    """Whether what was worked out for this person no longer holds: they can be reached again, or
    they belong to another plan or time zone."""
    fields = ("blocked", "installed", "left_on", "time_zone", "municipality", "unit", "role")
    return before is not None and any(getattr(before, e) != getattr(after, e) for e in fields)


def _look_again(tx: Tx, person: Person, at: datetime) -> None:
    doc = tx.get(kinds.JOURNEYS, person.key)
    if doc:
        journey = journeys.look_again(journeys.from_doc(doc), at)
        tx.put(kinds.JOURNEYS, person.key, journeys.to_doc(journey))


async def _introduced(house: House, who: Visitor, at: datetime) -> tuple[Visitor, str]:
    """Who it is, by name too, and the municipality that the rule table gives; "" for none."""
    if house.local:
        who = replace(who, locale="")  # a client for trying out says nothing of its user
    known = await look_up(house, who.key)
    if known and known.municipality_by in ("rule", "roster"):
        return who, ""
    member = await house.messenger.member(who.address)
    if member is None:
        return who, ""
    named = replace(who, name=who.name or member.name)
    return named, house.municipalities.by_email(member.email, at.date()) or ""


def _place_by_rule(house: House, tx: Tx, person: Person, municipality: str, at: datetime) -> Person:
    if not municipality:
        return person
    after = people.placed(person, municipality, "rule")
    if after.language_by == "guess":
        form = house.municipalities.form(after.municipality)
        after = evolve(after, language=guess_language(after.language, form))
    move(tx, person, after, moment(at)[:10])
    return after
