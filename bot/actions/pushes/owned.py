"""What is kept of what champions push and share, and of those who stand in it by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.actions.shared.audit import pseudonym
from bot.actions.shared.owned import by_field, by_state, only, pages
from bot.core import documents
from bot.core.pushes.push import DRAFT_LASTS, LIVE, OVER, PushState
from bot.core.pushes.share import FOLLOWED, ShareState
from bot.ports import Doc, Tx
from bot.services import Erasure, KeyedDocs, OwnedCount, OwnedDocuments, Services

_NAMING: Final = (
    PushState.DRAFT,
    PushState.ASKING,
    PushState.PLANNING,
)  # the states in which people stand by name
_WANTED: Final = LIVE | {PushState.ASKING}


def _forget_champion(tx: Tx, _: Erasure, row: str, doc: Doc) -> None:
    """Drafts go, what was sent loses name and words, what waits is taken back."""
    if doc["state"] == PushState.DRAFT:
        tx.delete(documents.PUSHES, row)
        return
    state = PushState.WITHDRAWING if doc["state"] in _WANTED else doc["state"]
    bare: Doc = {"by": "", "words": "", "keys": [], "card": "", "after": "", "state": state}
    tx.put(documents.PUSHES, row, doc | bare)


def _naming(_: Services, tx: Tx, key: str) -> KeyedDocs:
    """Pushes to people by name, this one among them, that have no rows yet."""
    found = (each for state in _NAMING for each in pages(tx, documents.PUSHES, "state", state))
    return [(row, doc) for row, doc in found if key in doc["keys"]]


def _forget_named(tx: Tx, erasure: Erasure, row: str, doc: Doc) -> None:
    named = [each for each in doc["keys"] if each != erasure.person]
    tx.put(documents.PUSHES, row, doc | {"keys": named})


def _forget_share(tx: Tx, _: Erasure, row: str, doc: Doc) -> None:
    """Drafts go, and posted cards lose name and words at the next tick."""
    if doc["activity"]:
        bare = {"by": "", "words": "", "state": ShareState.STIRRED}
        tx.put(documents.SHARES, row, doc | bare)
    else:
        tx.delete(documents.SHARES, row)


def _pushes_last(services: Services) -> Mapping[str, timedelta]:
    """Drafts that nobody confirmed go within a day, and with them the names in them; what was
    ended longer ago than anything is kept goes with its words."""
    kept = timedelta(days=services.retention_days)
    return {PushState.DRAFT: DRAFT_LASTS, **dict.fromkeys(OVER, kept)}


def _shares_last(_: Services) -> Mapping[str, timedelta]:
    """Drafts a day, posted ones two months: their cards stay and work, and tell nothing new."""
    return {**dict.fromkeys(ShareState, FOLLOWED), ShareState.DRAFT: DRAFT_LASTS}


OWNS: Final = (
    OwnedDocuments(
        documents.PUSHES,
        "pushes",
        by_field(documents.PUSHES, "by"),
        _forget_champion,
        sweep=by_state(documents.PUSHES, "created", _pushes_last),
    ),
    OwnedDocuments(
        documents.PUSHES,
        "named-in-pushes",
        _naming,
        _forget_named,
        show=only("lesson", "created", "state"),
    ),
    OwnedDocuments(
        documents.SHARES,
        "shares",
        by_field(documents.SHARES, "by"),
        _forget_share,
        sweep=by_state(documents.SHARES, "created", _shares_last),
    ),
    OwnedCount("passed-after", lambda services, key: f"passed_after|{pseudonym(services, key)}"),
)
