"""Declares the documents that learning keeps about people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.actions.shared.owned import by_field, drop
from bot.core import documents
from bot.ports import Doc
from bot.services import OwnedDocuments


def _tracks(doc: Doc) -> Iterator[str]:
    for track in doc["lessons"].values():
        yield from (track["started"], track["passed"])


def _of_attempt(doc: Doc) -> str:
    return str(doc["finished"] or doc["started"])[:10]


def _at(doc: Doc) -> str:
    return str(doc["at"])[:10]


def _of_recall(doc: Doc) -> str:
    learned = max((each["learned"] for each in doc["asked"]), default="")
    return str(doc["answered_at"] or learned)[:10]


OWNS: Final = (
    OwnedDocuments(
        documents.PROGRESS,
        "progress",
        by_field(documents.PROGRESS),
        drop(documents.PROGRESS),
        signs=_tracks,
    ),
    OwnedDocuments(
        documents.ATTEMPTS,
        "attempts",
        by_field(documents.ATTEMPTS),
        drop(documents.ATTEMPTS),
        day=_of_attempt,
        signs=lambda doc: (doc["started"], doc["finished"]),
    ),
    OwnedDocuments(
        documents.COMPLETIONS,
        "completions",
        by_field(documents.COMPLETIONS),
        drop(documents.COMPLETIONS),
        day=_at,
        signs=lambda doc: (doc["at"],),
    ),
    OwnedDocuments(
        documents.OPINIONS,
        "opinions",
        by_field(documents.OPINIONS),
        drop(documents.OPINIONS),
        day=_at,
        signs=lambda doc: (doc["at"],),
    ),
    OwnedDocuments(
        documents.RECALLS,
        "recalls",
        by_field(documents.RECALLS),
        drop(documents.RECALLS),
        day=_of_recall,
        signs=lambda doc: (doc["answered_at"],),
    ),
)
