"""Declares the documents with letters and thanks between champions and their colleagues."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.actions.shared.audit import pseudonym
from bot.actions.shared.owned import by_field, by_state, drop, only, pages
from bot.core import documents
from bot.core.champions.letter import KEPT, LetterState, as_written
from bot.ports import Doc, Tx
from bot.services import Erasure, KeyedDocs, OwnedDocuments, Services


def _at(doc: Doc) -> str:
    return str(doc["at"])[:10]


def _of_year(doc: Doc) -> Doc:
    return {"year": str(doc["at"])[:4]}


def _forget_writer(tx: Tx, _: Erasure, row: str, doc: Doc) -> None:
    """A letter that waits for an operator is kept, without its writer."""
    if doc["state"] == LetterState.WAITING:
        tx.put(documents.LETTERS, row, doc | {"by": "", "words": ""})
    else:
        tx.delete(documents.LETTERS, row)


def _letters_last(_: Services) -> Mapping[str, timedelta]:
    """How long letters are kept, whatever their state."""
    return dict.fromkeys(LetterState, KEPT)


def _figures(services: Services, tx: Tx, key: str) -> KeyedDocs:
    """A champion's figure of the day, under their pseudonym."""
    place = f"champion-{pseudonym(services, key)}"
    return list(pages(tx, documents.SNAPSHOTS, "place", place))


OWNS: Final = (
    OwnedDocuments(
        documents.THANKS,
        "thanks",
        by_field(documents.THANKS),
        drop(documents.THANKS),
        day=_at,
    ),
    OwnedDocuments(
        documents.THANKS,
        "thanks-received",
        by_field(documents.THANKS, "champion"),
        drop(documents.THANKS),
        show=_of_year,  # of which recommendation, and when, would say whose it is
        in_steps=True,
    ),
    OwnedDocuments(
        documents.LETTERS,
        "letters",
        by_field(documents.LETTERS),
        drop(documents.LETTERS),
        day=_at,
        sweep=by_state(documents.LETTERS, "at", _letters_last),
    ),
    OwnedDocuments(
        documents.LETTERS,
        "letters",
        by_field(documents.LETTERS, "by"),
        _forget_writer,
        show=as_written,  # what they did themselves; the answer is the other person's data
    ),
    OwnedDocuments(
        documents.SNAPSHOTS,
        "champion-figures",
        _figures,
        drop(documents.SNAPSHOTS),
        show=only("day"),  # the figure itself is shown in steps, as lessons passed
    ),
)
