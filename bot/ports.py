"""What the application needs from outside: a store, a messenger, a clock. Protocols only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol, Self, TypeVar, overload

from bot.core.send_outcome import Member, SendOutcome
from bot.core.turn import Address, Message
from bot.core.values import Document

Doc = dict[str, Any]
"""A document: JSON values only (str, int, float, bool, None, list, dict with str keys)."""

T = TypeVar("T")
Clock = Callable[[], datetime]
"""The current time, aware and in UTC. It is injected; nothing else reads the time."""


@dataclass(frozen=True, slots=True)
class Migration:
    """A one-off change of documents that an earlier version wrote, as a subject declares it in
    `MIGRATIONS` of `bot.actions.<subject>`.

    `name` is kept in the store for ever: what was done under it is not done again. Every document
    of `collection` is given to `change(tx, key, doc)`, in order of key, which writes what is to be
    otherwise, counts too; with a collection of "", it is called once. It runs on a copy that takes
    the store's place when everything is done, so each document is given once, whatever happens. A
    document that `change` can't read (`bot.errors.UNREADABLE`) is left as it is.
    """

    name: str
    collection: str
    change: Callable[[Tx, str, Doc], None]


@dataclass(frozen=True, slots=True)
class Versions:
    """`version` is this Pådriver's own, `migrations` all that it knows, in the order in which they
    are done."""

    version: str
    migrations: tuple[Migration, ...] = ()


class Tx(Protocol):
    """The synchronous verbs inside a change. Documents that come out are the caller's own copies;
    what is put is copied (or encoded) at once, so that a later edit changes nothing."""

    @overload
    def get(self, kind: str, key: str) -> Doc | None: ...
    @overload
    def get(self, kind: str, key: str, read_as: type[T]) -> T | None: ...
    def get(self, kind: str, key: str, read_as: type[T] | None = None) -> Doc | T | None:
        """The document, or None; as a value of the type `read_as`, where that is given.

        Raises one of `bot.errors.UNREADABLE` for a document that is not of that type.
        """

    def put(self, kind: str, key: str, doc: Doc | Document) -> None:
        """Write the document, whether or not it exists."""

    def delete(self, kind: str, key: str) -> bool:
        """Remove the document; False if there was none."""

    def find(
        self, kind: str, *, after: str = "", limit: int = 100, **fields: str
    ) -> list[tuple[str, Doc]]:
        """Up to `limit` (at most 1,000) documents whose declared index fields equal these values,
        in order of key, with keys greater than `after`.

        At least one field is given, and each is declared (`bot.core.collection`);
        anything else raises ValueError. No verb hands out a whole table.
        """

    def due(
        self, kind: str, before: str, *, after: tuple[str, str] = ("", ""), limit: int = 100
    ) -> list[tuple[str, Doc]]:
        """Up to `limit` documents whose declared moment (`bot.core.collection`) is at or before
        `before`, in order of (moment, key), beyond `after` (moment, key).

        Moments are ISO 8601 texts in UTC of one width ("2026-11-22T08:00:00Z"), so that they sort
        as text; a document whose moment is missing, None or "" is never due.
        """

    def since(
        self,
        kind: str,
        moment: str,
        *,
        after: tuple[str, str] = ("", ""),
        limit: int = 100,
        **fields: str,
    ) -> list[tuple[str, Doc]]:
        """Up to `limit` documents whose fields equal these values, in order of (this moment, key),
        beyond `after` (moment, key).

        The first of the fields is declared with the moment in `since` of the collection, the others
        are index fields; anything else raises ValueError. A document without the moment ("", None)
        is not among them.
        """

    def planned_due(
        self, before: str, after: tuple[str, str] = ("", ""), limit: int = 100
    ) -> list[tuple[str, Doc]]:
        """As `due` for deliveries, those in the state *planned* alone."""

    def add(self, counter: str, n: int = 1) -> None:
        """Add to a count. Counts are stored so that many writers don't queue on one row. Raises
        ValueError for a count beyond 2**53, which JSON readers could not tell apart."""

    def count(self, counter: str) -> int:
        """The count of this name, 0 if there is none. It costs next to nothing; `counts` reads a
        range of names."""

    def counts(self, prefix: str, ending: str = "") -> dict[str, int]:
        """Every count whose name starts with `prefix` (and ends so), zero ones left out."""

    def plan(self, key: str, delivery: Doc | Document) -> bool:
        """Write a planned delivery under its unique key, for ever: False if that key was planned
        before, also when the row has been deleted since."""


class Claimed(NamedTuple):
    """Deliveries taken up for sending, oldest first, by key. `more`: others are due that were left,
    because of the limit, or because their person has one on its way."""

    rows: list[tuple[str, Doc]]
    more: bool


class Store(Protocol):
    """One writer, many changes. Open it with `async with`."""

    async def run(self, change: Callable[[Tx], T]) -> T:
        """Run `change(tx)` alone and whole, and return its result once it is on disk.

        `change` has no side effects: it may be run again. If it raises, nothing of it is kept and
        the error is raised here. Raises `NotSaved` when the disk refuses; nothing was kept then.
        """

    async def read(self, look: Callable[[Tx], T]) -> T:
        """Run `look(tx)`, which only reads, on one snapshot that has everything that `run` has
        returned for. It may take long: where it can, it runs in a thread, and no change waits for
        it; so it uses nothing but `tx` and values. Raises `StoreUnusable` if it writes, and
        `NotSaved` if the disk does not answer.
        """

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Claimed:
        """Up to `limit` planned deliveries with due_at <= now, oldest first, now `claimed` until
        now + lease; at most one at a time per person, a future one never blocking another.

        First puts right what a crash left: an expired `claimed` goes back to `planned`, an
        expired `attempting` becomes `uncertain`.
        """

    async def ready(self) -> bool:
        """Whether the store can be written to now."""

    async def __aenter__(self) -> Self:
        """Raises `StoreBusy` and `StoreUnusable`."""

    async def __aexit__(self, *_: object) -> None:
        """Finish what was accepted and let go of the store."""


class Links(Protocol):
    """Addresses that open something for whoever has them, that say nothing, and that nobody can
    make without a key that is in no copy of the store."""

    def seal(self, about: str, purpose: str, until: datetime) -> str:
        """A token that `unseal` accepts until then: letters, digits, "-" and "_". `about` can't be
        read from it. `purpose` keeps a token for one thing from opening another."""

    def unseal(
        self, token: str, purpose: str, now: datetime, lasts: timedelta | None = None
    ) -> str | None:
        """What the token is about; None if it is forged, damaged, expired or for something else,
        which of these is nobody's business. With `lasts`, also None for one that would last longer
        than that: it was made while the clock was ahead."""


class Messenger(Protocol):
    """The way out to Teams. Every method ends in a value; none raises for what Teams answers."""

    async def send(self, to: Address, message: Message) -> SendOutcome: ...

    async def update(self, to: Address, activity: str, message: Message) -> SendOutcome: ...

    async def delete(self, to: Address, activity: str) -> SendOutcome: ...

    async def open(self, to: Address) -> SendOutcome:
        """Create (or find) the personal conversation; `outcome.conversation` is its id."""

    async def member(self, to: Address) -> Member | None:
        """Look up `to.user` (or `to.entra`) in the conversation; None when it can't be known."""

    async def members(self, to: Address) -> int | None:
        """How many people are in the conversation, at least; None when it can't be known."""
