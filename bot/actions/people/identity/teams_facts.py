"""Takes over what Teams says of a known person now: name, addresses, and by these their
municipality and the row of the roster that has waited for them.

People marry, and municipalities change their domain. What was learned when somebody arrived goes
stale, so Teams is asked again; see `bot.actions.people.identity.address_round`.
"""

from __future__ import annotations

from datetime import datetime

from bot.actions.people import pending
from bot.actions.people.email_index import member_keys, remember_all
from bot.actions.people.places import date_of, kept_number, municipality_of
from bot.actions.people.records import find, move, save
from bot.actions.shared.events import announce
from bot.core.actor import BOT
from bot.core.languages import guess_language
from bot.core.moments import moment
from bot.core.people import person as people
from bot.core.people.events import PersonPlaced
from bot.core.people.person import Person, has_left
from bot.core.send_outcome import Member
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


def learn(services: Services, tx: Tx, key: str, member: Member, at: datetime) -> bool:
    """Take over what Teams says of the person with this key. Returns whether a row of the roster
    had waited for them. An answer about another account is disregarded."""
    before = find(tx, key)
    if before is None or has_left(before, at) or not is_about(member, before):
        return False
    after = replace(before, name=member.name or before.name, asked=moment(at))
    after = placed_by_rule(services, after, municipality_by_rule(services, member, at), at)
    placed = _place(after) != _place(before)
    after = move(services, tx, before, after, moment(at)[:10])
    save(tx, after)
    if placed:
        announce(services, tx, PersonPlaced(before, after, at, BOT))
        after = find(tx, key) or after
    keys = member_keys(services, member)
    remember_all(tx, key, keys)
    return pending.claim(services, tx, after, keys, at) is not None


def is_about(member: Member, person: Person) -> bool:
    """Whether Teams answered about this account. What it does not say is no contradiction."""
    entra, tenant = member.entra.casefold(), member.tenant.casefold()
    return entra in ("", person.entra.casefold()) and tenant in ("", person.tenant.casefold())


def municipality_by_rule(services: Services, member: Member, at: datetime) -> str:
    """The municipality by the domain of their e-mail address, else of their UPN; "" for none."""
    found = (services.municipalities.by_email(e, date_of(at)) for e in (member.email, member.upn))
    return next(filter(None, found), "")


def placed_by_rule(services: Services, person: Person, municipality: str, at: datetime) -> Person:
    """The person in this municipality, unless the roster has placed them."""
    if not municipality:
        return person
    number = kept_number(services, person, municipality, at)
    after = people.placed(person, number, "rule")
    if after.language_by == "guess":
        form = services.municipalities.form(municipality_of(services, after, at))
        after = replace(after, language=guess_language(after.language, form))
    return after


def _place(person: Person) -> tuple[str, str]:
    return person.municipality, person.municipality_by
