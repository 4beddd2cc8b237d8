"""Moves everything about a person from one account to another.

Somebody whose account is made anew has another Entra id, and for the bot is somebody else; so is
whoever goes to another tenant. That they are the same is known to people alone: nothing here
happens by itself, and an equal name proves nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.actions.people.email_index import entra_key, of_person
from bot.actions.people.pending import claim, former_keys
from bot.actions.people.records import find, look_up, move, save, was_erased
from bot.actions.people.rights import require
from bot.actions.people.waiting_rows import forget
from bot.actions.personal_data.account_merges import merged, of_both, out_of_figures
from bot.actions.personal_data.my_data import everything
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import pseudonym, record
from bot.actions.shared.owned import pages
from bot.core import documents
from bot.core.actor import Actor
from bot.core.delivery.deliveries import Delivery, delivery_key, read_delivery
from bot.core.delivery.states import DeliveryState, FixMark
from bot.core.people.person import Leaving, Person
from bot.core.people.reach import is_same_tenant, may_enter, target_of
from bot.core.people.roster import Entry
from bot.core.values import replace
from bot.errors import Refused
from bot.ports import Doc, Tx
from bot.services import Services

_KEY: Final = re.compile(r"[a-z0-9-]{1,64}:[a-z0-9-]{1,64}")
_APART: Final = (documents.PEOPLE, documents.PENDING, documents.ERASED)
_BUSY: Final = (DeliveryState.CLAIMED, DeliveryState.ATTEMPTING)


@dataclass(frozen=True, slots=True)
class AccountMove:
    """How many documents are moved, by name as in "my data". `merged`: the new account had used the
    bot already, and the two become one. `waiting` are the cards that wait for the old account, and
    go to the new one."""

    documents: Mapping[str, int]
    merged: bool
    waiting: int


async def move_account(
    services: Services, actor: Actor, old: str, new: str, at: datetime, *, apply: bool
) -> AccountMove:
    """Move everything about the person `old` (a key) to `new`, who is counted once from then on and
    gets nothing again that the old account had got. Without `apply` it only says what that would
    be.

    Raises `Refused` if nobody is known as `old`, if `new` can't be one, or while a card is on its
    way to either; `NotAllowed` unless the actor is an operator of everything, or of where the
    person works if both are in the same tenant.
    """

    def change(tx: Tx) -> AccountMove:
        before, now = find(tx, old), find(tx, new)
        about = [target_of(e) for e in (before, now) if e and is_same_tenant(old, new)]
        require(services, tx, actor, "move an account", at, *about)
        if before is None:
            raise Refused(why="The bot does not know the old account.")
        _refuse(services, tx, old, new)
        if not apply:
            return _preview(services, tx, old, merges=now is not None)
        return _moved(services, tx, actor, before, now, new, at)

    return await services.store.run(change)


async def move_accounts(
    services: Services, actor: Actor, entries: Iterable[Entry], at: datetime
) -> int:
    """Move the accounts that these rows of the roster name as former ones, once the rows are
    applied. Idempotent: who has been moved is not known under the former account. Returns how many.
    Raises as `move_account` does."""
    moved = 0
    for each in entries:
        for old in former_keys(services, each) if each.entra else ():
            if await look_up(services, old) is not None:
                new = f"{each.tenant or old.partition(':')[0]}:{each.entra}"
                await move_account(services, actor, old, new, at, apply=True)
                moved += 1
    return moved


def _refuse(services: Services, tx: Tx, old: str, new: str) -> None:
    if old == new:
        raise Refused(why="That is the same account.")
    if (
        not _KEY.fullmatch(new)
        or not may_enter(new, services.tenants)
        or was_erased(services, tx, new)
    ):
        raise Refused(why="The new account can't take over another one.")
    for key in (old, new):
        for _, row in _cards(tx, key):
            if row.state in _BUSY or row.fix == FixMark.INTERRUPTED:
                raise Refused(why="A card is on its way at this moment. Try again in a minute.")


def _cards(tx: Tx, key: str) -> list[tuple[str, Delivery]]:
    found = pages(tx, documents.DELIVERIES, "person", key)
    return [(row, read_delivery(doc)) for row, doc in found]


def _preview(services: Services, tx: Tx, old: str, *, merges: bool) -> AccountMove:
    counts: Counter[str] = Counter()
    for owned, docs in everything(services, tx, old):
        if owned.collection not in (documents.PENDING, documents.ERASED):
            counts[owned.name] += len(docs)
    waiting = sum(row.is_waiting for _, row in _cards(tx, old))
    return AccountMove({name: n for name, n in counts.items() if n}, merges, waiting)


def _moved(
    services: Services,
    tx: Tx,
    actor: Actor,
    before: Person,
    now: Person | None,
    new: str,
    at: datetime,
) -> AccountMove:
    done = _preview(services, tx, before.key, merges=now is not None)
    away = None
    if now or not before.is_member:
        away = out_of_figures(services, tx, before, now, at)
    _rename_documents(services, tx, before.key, new, at)
    after = merged(before, now, new)
    tx.delete(documents.PEOPLE, before.key)
    save(tx, after)
    if away:
        gone = replace(after, left_on=away, leaving=Leaving.COUNTED)
        after = move(services, tx, gone, after, away)
        save(tx, after)
    forget(tx, entra_key(services, before.entra))
    after = claim(services, tx, after, of_person(tx, new), at) or after
    facts = {"documents": sum(done.documents.values()), "merged": done.merged}
    record(services, tx, actor, Act.ACCOUNT_MOVED, at, about=after, after=facts)
    return done


def _rename_documents(services: Services, tx: Tx, old: str, new: str, at: datetime) -> None:
    names = {old: new, pseudonym(services, old): pseudonym(services, new)}
    names |= _delivery_names(services, tx, old, new)
    found = everything(services, tx, old)
    for owned, docs in found:
        for row, _ in docs:
            doc = tx.get(owned.collection, row)
            if doc is not None and owned.collection not in _APART:
                _rename(tx, owned.collection, row, doc, names, at)
    for each in services.owns.counts:
        before, after = each.counter(services, old), each.counter(services, new)
        n = tx.counts(before).get(before, 0)
        tx.add(before, -n)
        tx.add(after, n)


def _delivery_names(services: Services, tx: Tx, old: str, new: str) -> dict[str, str]:
    """The keys of the old account's cards, and those that the same cards have for the new one: so
    what was planned once is not planned again."""
    names = {}
    for key, row in _cards(tx, old):
        if key == delivery_key(services.secret, old, row.kind, row.subject, row.slot):
            names[key] = delivery_key(services.secret, new, row.kind, row.subject, row.slot)
    return names


def _rename(
    tx: Tx,
    collection: str,
    row: str,
    doc: Doc,
    names: Mapping[str, str],
    at: datetime,
) -> None:
    there, renamed = _named(row, names), _named(doc, names)
    if collection == documents.SNAPSHOTS:  # figures that are counted anew when they are asked for
        tx.delete(collection, row)
        return
    if collection == documents.DELIVERIES:
        renamed["activity"] = ""  # the message is in the old account's chat, out of reach
    existing = tx.get(collection, there) if there != row else None
    tx.delete(collection, row)
    if existing is not None:
        there, renamed = of_both(tx, collection, (row, there), renamed, existing, at)
    if there:
        tx.put(collection, there, renamed)


def _named(value: Any, names: Mapping[str, str]) -> Any:
    """The value with every name in it replaced, also within a text such as a key."""
    if isinstance(value, str):
        parts = re.split(r"([^\w:-]+)", value)
        return "".join(names.get(each, each) for each in parts)
    if isinstance(value, list):
        return [_named(each, names) for each in value]
    if isinstance(value, dict):
        return {_named(name, names): _named(each, names) for name, each in value.items()}
    return value
