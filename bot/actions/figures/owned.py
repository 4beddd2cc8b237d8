"""Declares the one thing about a person in the figures: a count that has come as far as them."""

from __future__ import annotations

from typing import Final

from bot.actions.shared.owned import drop, only, pages
from bot.core import documents
from bot.core.figures.snapshots import SnapshotState
from bot.ports import Tx
from bot.services import KeyedDocs, OwnedDocuments, Services


def _under_way(_: Services, tx: Tx, key: str) -> KeyedDocs:
    """Counts that go on after this person. One that is dropped begins again when it is wanted."""
    found = pages(tx, documents.SNAPSHOTS, "state", SnapshotState.COUNTING)
    return [(row, doc) for row, doc in found if str(doc.get("after", "")).endswith(f"|{key}")]


OWNS: Final = (
    OwnedDocuments(
        documents.SNAPSHOTS,
        "counts-under-way",
        _under_way,
        drop(documents.SNAPSHOTS),
        show=only("place", "day"),
    ),
)
