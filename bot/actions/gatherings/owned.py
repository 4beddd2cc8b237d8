"""Declares the documents about gatherings and those invited."""

from __future__ import annotations

from typing import Final

from bot.actions.shared.owned import by_field, drop, make_anonymous
from bot.core import documents
from bot.ports import Doc
from bot.services import OwnedDocuments


def _of_gathering(doc: Doc) -> str:
    return str(doc["start"])[:10]


def _of_reply(doc: Doc) -> str:
    return str(doc["at"])[:10]


OWNS: Final = (
    OwnedDocuments(
        documents.REPLIES,
        "replies",
        by_field(documents.REPLIES),
        drop(documents.REPLIES),
        day=_of_reply,
        signs=lambda doc: (doc["answered_at"], doc["came_at"], doc["pulsed_at"]),
    ),
    OwnedDocuments(
        documents.GATHERINGS,
        "gatherings",
        by_field(documents.GATHERINGS, "by"),
        make_anonymous(documents.GATHERINGS, by=""),  # kept without the host, as others were there
        day=_of_gathering,
    ),
)
