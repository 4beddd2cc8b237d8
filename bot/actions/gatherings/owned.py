"""Declares the documents about gatherings and those invited."""

from __future__ import annotations

from typing import Final

from bot.actions.shared.owned import by_field, drop, make_anonymous, pages
from bot.core import documents
from bot.ports import Doc, Tx
from bot.services import Erasure, KeyedDocs, OwnedDocuments, Services


def _of_gathering(doc: Doc) -> str:
    return str(doc["start"])[:10]


def _of_reply(doc: Doc) -> str:
    return str(doc["at"])[:10]


def _signs(doc: Doc) -> tuple[str, ...]:
    """A report from Teams is no sign that somebody has used the bot."""
    came = "" if doc.get("reported") else doc["came_at"]
    return doc["answered_at"], came, doc["pulsed_at"]


def _without_host(tx: Tx, erasure: Erasure, row: str, doc: Doc) -> None:
    """Others were there, so it is kept, as their tenant's."""
    tenant = erasure.person.partition(":")[0]
    tx.put(documents.GATHERINGS, row, doc | {"by": "", "tenant": tenant})


def _jobs(_: Services, tx: Tx, key: str) -> KeyedDocs:
    """Work that this person has begun, or that has come as far as them."""
    found = pages(tx, documents.GATHERING_JOBS, "state", "open")
    return [(row, doc) for row, doc in found if doc["by"] == key or _is_at(doc, key)]


def _is_at(doc: Doc, key: str) -> bool:
    return str(doc.get("after", "")).endswith((f"|{key}", f"/{key}"))


def _forget_in_job(tx: Tx, erasure: Erasure, row: str, doc: Doc) -> None:
    """Nobody else is invited in the name of who is erased. What has come as far as them begins
    again: whoever has a row gets no other."""
    if doc["by"] == erasure.person:
        tx.delete(documents.GATHERING_JOBS, row)
    else:
        tx.put(documents.GATHERING_JOBS, row, doc | {"after": "", "done": 0})


OWNS: Final = (
    OwnedDocuments(
        documents.REPLIES,
        "replies",
        by_field(documents.REPLIES),
        drop(documents.REPLIES),
        day=_of_reply,
        signs=_signs,
    ),
    OwnedDocuments(
        documents.GATHERINGS,
        "gatherings",
        by_field(documents.GATHERINGS, "by"),
        _without_host,
        day=_of_gathering,
    ),
    OwnedDocuments(
        documents.ATTENDANCES,
        "attendances",
        by_field(documents.ATTENDANCES, "by"),
        make_anonymous(documents.ATTENDANCES, by=""),
        day=lambda doc: str(doc["said_at"])[:10],
    ),
    OwnedDocuments(
        documents.ESTIMATES,
        "estimates",
        by_field(documents.ESTIMATES, "by"),
        make_anonymous(documents.ESTIMATES, by="", note=""),  # the note is their own words
        day=lambda doc: str(doc["at"])[:10],
    ),
    OwnedDocuments(
        documents.GATHERING_JOBS,
        "gathering-jobs",
        _jobs,
        _forget_in_job,
        day=lambda doc: str(doc["at"])[:10],
    ),
)
