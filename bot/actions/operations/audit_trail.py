"""The audit for operators to read: who did what and when, with the values before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from bot.actions.shared.batches import readable_by
from bot.core import documents
from bot.ports import Doc, Store, Tx

MOST: Final = 500  # entries in one page
_OWN: Final = frozenset({"at", "what", "kind", "by", "about", "before", "after", "times"})
_MOMENT: Final = len("2026-11-23T09:00:00Z")


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An entry. `kind` is an `ActorKind`, "" in entries from before it was recorded. `by` is a
    person's pseudonym or a token's name, and `about` is a person's pseudonym or the id of a thing;
    both may be "". For refused acts, `times` says how often."""

    at: str
    act: str
    kind: str
    by: str
    about: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    times: int = 1


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, oldest first, and where the next page begins: "" if this is the last."""

    entries: tuple[AuditEntry, ...]
    next: str = ""


def beginning(since: date | None) -> str:
    """Where the entries from that day on begin; for None, where all of them begin."""
    return f"{since}T00:00:00Z" if since else ""


async def entries(store: Store, begin: str = "", limit: int = MOST) -> AuditPage:
    """The page that begins at `begin`: "" for the first page, a value from `beginning`, or `next`
    of the page before. Unreadable entries are left out."""
    after = begin[:_MOMENT], begin[_MOMENT + 1 :]

    def change(tx: Tx) -> list[tuple[str, Doc]]:
        return tx.due(documents.AUDIT, "9999", after=after, limit=limit)

    rows = await store.run(change)
    found = tuple(entry for _, entry in readable_by(rows, _entry))
    last = rows[-1] if len(rows) == limit else None
    return AuditPage(found, f"{last[1]['at']}/{last[0]}" if last else "")


def _entry(doc: Doc) -> AuditEntry:
    """Older entries had their facts, and what they were about, at the top level."""
    older = {name: value for name, value in doc.items() if name not in _OWN}
    return AuditEntry(
        doc["at"],
        doc["what"],
        doc.get("kind", ""),
        doc["by"],
        doc.get("about", ""),
        doc.get("before", {}),
        doc.get("after", older),
        doc.get("times", 1),
    )
