"""Declares the documents about people, where they belong, and whom the roster expects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.actions.people.email_index import entra_key, of_person
from bot.actions.people.person_facts import facts_of
from bot.actions.people.waiting_rows import forget, last_kept
from bot.actions.shared.audit import erased_key
from bot.actions.shared.owned import NEVER, by_field, by_key, by_moment, drop, keep
from bot.core import documents
from bot.ports import Doc, Tx
from bot.services import Erasure, KeyedDocs, OwnedDocuments, Services


def _signs(doc: Doc) -> Iterator[str]:
    """Days on which the person was active. Not every tap is recorded, to save writes."""
    yield from (doc["seen"], doc["joined"])
    if doc["paused_until"] < NEVER:
        yield doc["paused_until"]


def _expected(services: Services, tx: Tx, key: str) -> KeyedDocs:
    """Rows of the roster that are waiting under a hash of the person's id or address."""
    hashes = {*of_person(tx, key), entra_key(services, key.partition(":")[2])}
    found = ((each, tx.get(documents.PENDING, each)) for each in sorted(hashes))
    return [(each, doc) for each, doc in found if doc is not None]


def _forget_expected(tx: Tx, _: Erasure, row: str, __: Doc) -> None:
    forget(tx, row)


def _marks(services: Services, tx: Tx, key: str) -> KeyedDocs:
    hashes = {*of_person(tx, key), erased_key(services, key)}
    found = ((each, tx.get(documents.ERASED, each)) for each in sorted(hashes))
    return [(each, doc) for each, doc in found if doc is not None]


def _ended(doc: Doc) -> str:
    return str(doc["to"] or NEVER)


OWNS: Final = (
    OwnedDocuments(
        documents.PEOPLE,
        "people",
        by_key(documents.PEOPLE),
        drop(documents.PEOPLE),
        facts=facts_of,
        signs=_signs,
    ),
    OwnedDocuments(
        documents.MEMBERSHIPS,
        "memberships",
        by_field(documents.MEMBERSHIPS),
        drop(documents.MEMBERSHIPS),
        day=_ended,
        signs=lambda doc: (doc["from"],),
    ),
    OwnedDocuments(
        documents.ADDRESSES,
        "addresses",
        by_field(documents.ADDRESSES),
        drop(documents.ADDRESSES),
    ),
    OwnedDocuments(
        documents.PENDING,
        "pending",
        _expected,
        _forget_expected,
        sweep=by_moment(documents.PENDING, last_kept, forget),
    ),
    OwnedDocuments(documents.ERASED, "erased", _marks, keep),  # it keeps the next roster out
)
