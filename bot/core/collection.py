"""A collection of documents in the store, as the subject that keeps it declares it.

Each subject lists its own in `COLLECTIONS` of `bot.core.<subject>`; here is the type, and what all
subjects share. `bot.core.documents` puts the lists together for the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Collection:
    """`indexes` are the fields that documents are found by, the one that leaves the fewest first.
    `moment` is the field with the moment or date (text) that they are due by, "" for none.
    `pairs` are two of `indexes` by which few are found together and many by each alone.
    `since` are a field and a moment or date (text): documents with one value of the field are read
    in order of that moment, from any moment on, so that what is recent is found among years.

    `impersonal` says why no document in it is about any one person. A collection that does not say
    so is declared in `OWNS` too (`bot.services.OwnedDocuments`), or the bot refuses to start.
    """

    name: str
    indexes: tuple[str, ...] = ()
    moment: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    since: tuple[tuple[str, str], ...] = ()
    impersonal: str = ""


AUDIT: Final = "audit"  # key: moment/what: who did what, by pseudonym
STORE_FACTS: Final = "house"  # the store's own facts: secret, format, notes for the operator

COLLECTIONS: Final = (
    Collection(AUDIT, indexes=("about", "by"), moment="at"),
    Collection(STORE_FACTS, impersonal="facts about the store itself"),
)
