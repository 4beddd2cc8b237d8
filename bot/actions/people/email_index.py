"""Finds people by e-mail address and by the name they sign in with (UPN) without storing either:
only a keyed hash, by which a row of the roster finds its person."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from hashlib import sha256

from bot.core import documents
from bot.core.people.records import AddressOwner
from bot.core.people.roster import BadCell, plain_mail
from bot.core.send_outcome import Member
from bot.ports import Tx
from bot.services import Services


def mail_key(services: Services, mail: str) -> str:
    """The keyed hash of an address, however it is written; "" if it is not an address."""
    try:
        return _hidden(services, f"mail|{plain_mail(mail.strip())}")
    except BadCell:
        return ""


def mail_keys(services: Services, mails: Iterable[str]) -> list[str]:
    """The keyed hashes of those that are addresses, each once."""
    return [*dict.fromkeys(filter(None, (mail_key(services, each) for each in mails)))]


def member_keys(services: Services, member: Member) -> dict[str, bool]:
    """The keyed hashes of what Teams calls this person, and whether each is their UPN."""
    upn = mail_key(services, member.upn)
    return {key: key == upn for key in mail_keys(services, (member.upn, member.email))}


def entra_key(services: Services, entra: str) -> str:
    return _hidden(services, f"entra|{entra.lower()}")


def remember(tx: Tx, person: str, key: str, *, upn: bool = False) -> None:
    """Record that the address with this `key` (from `mail_key`) is the person's; `upn` if Teams
    says that they sign in with it.

    Whoever is said to have an address last has it, but nobody else's UPN is taken by what is only
    an e-mail address: a UPN is one account's, while two accounts can share a mailbox, and a guest's
    e-mail address is the UPN that they have at home.
    """
    known = tx.get(documents.ADDRESSES, key, AddressOwner) if key else None
    if not key or (known and known.upn and known.person != person and not upn):
        return
    row = AddressOwner(person, key, upn or (known is not None and known == _upn(person, key)))
    if row != known:
        tx.put(documents.ADDRESSES, key, row)


def remember_all(tx: Tx, person: str, keys: Mapping[str, bool]) -> None:
    """What Teams says now (from `member_keys`). Former addresses stay known as theirs, though no
    longer as a UPN, which may be given to somebody else."""
    if not keys:
        return
    for key, doc in tx.find(documents.ADDRESSES, person=person):
        if doc.get("upn") and not keys.get(key):
            tx.put(documents.ADDRESSES, key, AddressOwner(person, key))
    for key, upn in keys.items():
        remember(tx, person, key, upn=upn)


def owner(tx: Tx, key: str) -> str:
    """The key of the person with this address, "" if there is none."""
    known = tx.get(documents.ADDRESSES, key, AddressOwner) if key else None
    return known.person if known else ""


def of_person(tx: Tx, person: str) -> list[str]:
    return [key for key, _ in tx.find(documents.ADDRESSES, person=person)]


def _upn(person: str, key: str) -> AddressOwner:
    return AddressOwner(person, key, upn=True)


def _hidden(services: Services, text: str) -> str:
    return hmac.new(services.secret, f"roster|{text}".encode(), sha256).hexdigest()
