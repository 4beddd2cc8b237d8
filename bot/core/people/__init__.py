"""The documents about people, where they belong, and whom the roster expects."""

from __future__ import annotations

from typing import Final

from bot.core.collection import Collection

PEOPLE: Final = "people"  # key: tenant:entra
MEMBERSHIPS: Final = "memberships"  # key: person/from-date: where a person belonged, when
PENDING: Final = "pending"  # key: keyed hash of an address or id: on the roster, not yet seen
ADDRESSES: Final = "addresses"  # key: keyed hash of an e-mail address: whose it is
ERASED: Final = "erased"  # key: keyed hash of an erased person

COLLECTIONS: Final = (
    Collection(
        PEOPLE,
        indexes=("may_tell", "several", "leaving", "unit", "role", "municipality"),
        moment="oldest",
        pairs=(("may_tell", "unit"), ("may_tell", "municipality")),
        since=(("unit", "help_wanted"), ("municipality", "help_wanted")),
    ),
    Collection(MEMBERSHIPS, indexes=("person", "municipality")),
    Collection(PENDING, indexes=("municipality",), moment="at"),
    Collection(ADDRESSES, indexes=("person",)),
    Collection(ERASED),
)
