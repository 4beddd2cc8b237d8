"""Declares the documents about what champions push and share, and about people named in them."""

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
    """Delete drafts, remove name and words from what was sent, and withdraw what is waiting."""
    if doc["state"] == PushState.DRAFT:
        tx.delete(documents.PUSHES, row)
        return
    state = PushState.WITHDRAWING if doc["state"] in _WANTED else doc["state"]
    bare: Doc = {"by": "", "words": "", "keys": [], "card": "", "after": "", "state": state}
    tx.put(documents.PUSHES, row, doc | bare)


def _naming(_: Services, tx: Tx, key: str) -> KeyedDocs:
    """Pushes to named people that include this one and have no rows yet; and those whose planning
    has come as far as this person."""
    found = (each for state in _NAMING for each in pages(tx, documents.PUSHES, "state", state))
    return [(row, doc) for row, doc in found if key in doc["keys"] or _is_at(doc, key)]


def _is_at(doc: Doc, key: str) -> bool:
    return str(doc.get("after", "")).endswith(f"|{key}")


def _forget_named(tx: Tx, erasure: Erasure, row: str, doc: Doc) -> None:
    """The planning begins again: whoever has a row gets no other."""
    named = [each for each in doc["keys"] if each != erasure.person]
    again = {"after": ""} if _is_at(doc, erasure.person) else {}
    tx.put(documents.PUSHES, row, doc | {"keys": named} | again)


def _forget_share(tx: Tx, _: Erasure, row: str, doc: Doc) -> None:
    """Delete drafts, and remove name and words from posted cards at the next tick."""
    if doc["activity"]:
        bare = {"by": "", "words": "", "state": ShareState.OUTDATED}
        tx.put(documents.SHARES, row, doc | bare)
    else:
        tx.delete(documents.SHARES, row)


def _pushes_last(services: Services) -> Mapping[str, timedelta]:
    """How long pushes are kept: unconfirmed drafts, with the names in them, for a day; ended
    pushes, with their words, for the retention period."""
    kept = timedelta(days=services.retention_days)
    return {PushState.DRAFT: DRAFT_LASTS, **dict.fromkeys(OVER, kept)}


def _shares_last(_: Services) -> Mapping[str, timedelta]:
    """How long shares are kept: drafts for a day, posted ones for two months. After that their
    cards still work, but are no longer updated."""
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
