"""The audit as an operator reads it: who did what, when, and how it was before and after."""

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
    """`kind` is an `ActorKind`'s, "" in entries of before it was written down. `by` is a person's
    pseudonym or a token's name; `about` a person's pseudonym or the id of a thing; "" for none.
    `times` is how often, for what was refused."""

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
    """Entries, the oldest first, and where the next page begins: "" after the last one."""

    entries: tuple[AuditEntry, ...]
    next: str = ""


def beginning(since: date | None) -> str:
    """Where the entries of that day and later begin; None for all of them."""
    return f"{since}T00:00:00Z" if since else ""


async def entries(store: Store, begin: str = "", limit: int = MOST) -> AuditPage:
    """The page that begins there: "" for the first one, as `beginning` gives it, or as the page
    before it said in `next`. What can't be read is left out."""
    after = begin[:_MOMENT], begin[_MOMENT + 1 :]

    def change(tx: Tx) -> list[tuple[str, Doc]]:
        return tx.due(documents.AUDIT, "9999", after=after, limit=limit)

    rows = await store.run(change)
    found = tuple(entry for _, entry in readable_by(rows, _entry))
    last = rows[-1] if len(rows) == limit else None
    return AuditPage(found, f"{last[1]['at']}/{last[0]}" if last else "")


def _entry(doc: Doc) -> AuditEntry:
    """Older entries had their facts, and what they were about, beside the others."""
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
