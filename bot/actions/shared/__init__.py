"""What all subjects use: the audit, counts, batches, and a day's work."""

from __future__ import annotations

from typing import Final

from bot.actions.shared import audit
from bot.actions.shared.owned import without
from bot.core import documents
from bot.ports import Tx
from bot.services import KeyedDocs, OwnedDocuments, Services


def _written_by(services: Services, tx: Tx, key: str) -> KeyedDocs:
    return audit.entries(services, tx, "by", key)


def _written_about(services: Services, tx: Tx, key: str) -> KeyedDocs:
    return audit.entries(services, tx, "about", key)


OWNS: Final = (
    OwnedDocuments(documents.AUDIT, "audit", _written_by, audit.unlink("by"), sweep=audit.purge),
    OwnedDocuments(
        documents.AUDIT, "audit", _written_about, audit.unlink("about"), show=without("by")
    ),
)
