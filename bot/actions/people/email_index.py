"""Finds people by e-mail address without storing the address: only a keyed hash of it, by which a
row of the roster finds its person."""

from __future__ import annotations

import hmac
from hashlib import sha256

from bot.core import documents
from bot.core.people.records import AddressOwner
from bot.core.people.roster import BadCell, plain_mail
from bot.ports import Tx
from bot.services import Services


def mail_key(services: Services, mail: str) -> str:
    """The keyed hash of an address, however it is written; "" if it is not an address."""
    try:
        return _hidden(services, f"mail|{plain_mail(mail.strip())}")
    except BadCell:
        return ""


def entra_key(services: Services, entra: str) -> str:
    return _hidden(services, f"entra|{entra.lower()}")


def remember(tx: Tx, person: str, key: str) -> None:
    """Record that the address with this `key` (from `mail_key`) is the person's."""
    if key and owner(tx, key) != person:
        tx.put(documents.ADDRESSES, key, AddressOwner(person, key))


def owner(tx: Tx, key: str) -> str:
    """The key of the person with this address, "" if there is none."""
    known = tx.get(documents.ADDRESSES, key, AddressOwner)
    return known.person if known else ""


def of_person(tx: Tx, person: str) -> list[str]:
    return [key for key, _ in tx.find(documents.ADDRESSES, person=person)]


def _hidden(services: Services, text: str) -> str:
    return hmac.new(services.secret, f"roster|{text}".encode(), sha256).hexdigest()
