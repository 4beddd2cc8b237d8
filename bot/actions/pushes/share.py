"""A lesson shared in a chat or a channel: looked up, drafted, posted by the bot, and started.

Whoever shares must be a champion with a scope, or an operator, and only lessons that may be
recommended can be shared. Sharing reaches nobody by itself: each viewer starts for themself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from bot.actions.people.records import find
from bot.actions.pushes.share_rows import load, save
from bot.actions.pushes.views import lessons_of
from bot.actions.shared.audit import record, record_refusal
from bot.core import documents
from bot.core.delivery import deliveries
from bot.core.delivery.deliveries import delivery_key
from bot.core.people.person import Person, moment
from bot.core.pushes import push
from bot.core.pushes import share as push_share
from bot.core.pushes.push import may_push
from bot.core.pushes.share import MOST_DRAFTS, Seal, Share
from bot.core.send_outcome import Ended, Outcome
from bot.core.turn import Address, Message
from bot.ports import Tx
from bot.services import House

Why = Literal["unknown", "role", "lesson", "day", "week", "gone", "forged", "place"]
Began = Literal["coming", "already", "unreachable", "gone"]
_OUT: Final = (Ended.SENT, Ended.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Offer:
    """What this person may share, by id and in the order of the courses."""

    person: Person
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A share as its champion has chosen it: kept while it has an id, else theirs to send."""

    person: Person
    share: Share


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing happened, and why not. `person` is None for nobody we know."""

    person: Person | None
    why: Why


@dataclass(frozen=True, slots=True)
class Start:
    """What became of a viewer's start. `person` is None for nobody we know; `lesson` is "" where
    the card was not one of ours."""

    what: Began
    person: Person | None = None
    lesson: str = ""


async def offer(house: House, key: str, at: datetime) -> Offer | Refused:
    """What may be shared by whoever asks."""
    return await house.store.run(lambda tx: _offer(house, tx, key, at))


async def draft(
    house: House, key: str, lesson: str, words: str, to: Address, at: datetime
) -> Drafted | Refused:
    """What the form said. Where the bot may post (a group chat, a channel) it is kept until the
    champion has seen it; elsewhere they send the card themself, and nothing is kept."""

    def change(tx: Tx) -> Drafted | Refused:
        offered = _offer(house, tx, key, at)
        if isinstance(offered, Refused):
            _note(house, tx, offered.why, key, at)
            return offered
        if lesson not in offered.lessons:
            _note(house, tx, "lesson", key, at)
            return Refused(offered.person, "lesson")
        share = Share("", key, lesson, push.clean(words), offered.person.language)
        if to.room == "personal":
            return Drafted(offered.person, share)
        if full := _full(tx, key, at):
            return Refused(offered.person, full)
        share = replace(share, id=_new_id(house, tx, key, lesson, at), created=moment(at))
        tx.put(documents.SHARES, share.id, push_share.to_doc(share))
        return Drafted(offered.person, share)

    return await house.store.run(change)


async def again(house: House, key: str, token: str, at: datetime) -> Drafted | Refused:
    """The draft whose card this is, to be changed before it is posted."""
    return await house.store.run(lambda tx: _own_draft(house, tx, key, token, at))


async def post(
    house: House,
    key: str,
    token: str,
    to: Address,
    draw: Callable[[Drafted], Message],
    at: datetime,
) -> Drafted | Refused:
    """Post the draft in the room at `to`, once: said again, it changes nothing.

    A post that may have arrived is not tried again; its card just can't be kept up to date.
    """
    found = await house.store.run(lambda tx: _begin_posting(house, tx, key, token, to, at))
    if isinstance(found, Refused) or found.share.state != "posting":
        return found
    outcome = await house.messenger.send(found.share.address, draw(found))
    await house.store.run(lambda tx: _posted(house, tx, found.share, outcome, at))
    return found if outcome.ended in _OUT else Refused(found.person, "place")


async def start(house: House, key: str, tenant: str, token: str, at: datetime) -> Start:
    """A viewer wants the lesson: it comes to their own chat, once a day however often they tap.

    A card that we did not make, or that comes from another tenant, gives nothing and is noted.
    """
    return await house.store.run(lambda tx: _start(house, tx, key, tenant, token, at))


def _offer(house: House, tx: Tx, key: str, at: datetime) -> Offer | Refused:
    person = find(tx, key)
    if person is None:
        return Refused(None, "unknown")
    return Offer(person, lessons_of(house)) if may_push(person, at) else Refused(person, "role")


def _full(tx: Tx, key: str, at: datetime) -> Literal["", "day", "week"]:
    """The bot posts as often for a champion as they may recommend."""
    mine = [doc for _, doc in tx.find(documents.SHARES, by=key, limit=1000)]
    done = (doc["created"] for doc in mine if doc["state"] != "draft")
    full = push.over_quota(done, at)
    return "day" if full == "day" else "week" if full else ""


def _new_id(house: House, tx: Tx, key: str, lesson: str, at: datetime) -> str:
    """Only the newest drafts of one champion are kept."""
    drafts = tx.find(documents.SHARES, by=key, state="draft", limit=1000)
    by_age = sorted((doc["created"], id) for id, doc in drafts)
    for _, id in by_age[: max(0, len(by_age) - MOST_DRAFTS + 1)]:
        tx.delete(documents.SHARES, id)
    tx.add("shares|drafted")
    number = tx.counts("shares|drafted")["shares|drafted"]
    return delivery_key(house.secret, key, "share", lesson, f"{moment(at)}/{number}")


def _own_draft(house: House, tx: Tx, key: str, token: str, at: datetime) -> Drafted | Refused:
    offered = _offer(house, tx, key, at)
    if isinstance(offered, Refused):
        _note(house, tx, offered.why, key, at)
        return offered
    person = offered.person
    said = push_share.unseal(token, house.secret, at)
    share = load(tx, said.share) if said else None
    if said and share is None:
        return Refused(person, "gone")  # a draft that was too old
    if share is None or share.by != key:
        _note(house, tx, "forged", key, at)
        return Refused(person, "forged")
    return Drafted(person, share)


def _begin_posting(
    house: House, tx: Tx, key: str, token: str, to: Address, at: datetime
) -> Drafted | Refused:
    found = _own_draft(house, tx, key, token, at)
    if isinstance(found, Refused):
        return found
    if found.share.state != "draft":
        tx.add("refused|share|doubled")
        return replace(found, share=replace(found.share, state="posted"))
    if found.share.lesson not in lessons_of(house):
        return Refused(found.person, "lesson")
    if full := _full(tx, key, at):
        return Refused(found.person, full)
    share = replace(push_share.posted_in(found.share, to), created=moment(at))
    save(tx, share)
    record(house, tx, "share_posted", key, at, share=share.id, lesson=share.lesson)
    return replace(found, share=share)


def _posted(house: House, tx: Tx, share: Share, outcome: Outcome, at: datetime) -> None:
    """Refused: a draft again, so that it can be tried elsewhere."""
    now, out = load(tx, share.id), outcome.ended in _OUT
    if now is None:  # erased meanwhile: what was posted loses name and words at the next tick
        if outcome.activity:
            bare = replace(share, by="", words="", state="stirred", activity=outcome.activity)
            save(tx, bare)
        return
    state = "posted" if outcome.activity else "gone" if out else "draft"
    save(tx, replace(now, state=state, activity=outcome.activity))
    if not out:
        record(house, tx, "share_not_posted", share.by, at, share=share.id)


def _start(house: House, tx: Tx, key: str, tenant: str, token: str, at: datetime) -> Start:
    person = find(tx, key)
    said = push_share.unseal(token, house.secret, at)
    if said is None or said.tenant != tenant:
        _note(house, tx, "forged" if said is None else "elsewhere", key, at)
        return Start("gone", person)
    if said.lesson not in lessons_of(house):
        return Start("gone", person, said.lesson)
    if person is None or not push_share.reachable(person, at):
        return Start("unreachable", person, said.lesson)
    if not _plan(house, tx, person, said, at):
        tx.add("refused|share|doubled")
        return Start("already", person, said.lesson)
    return Start("coming", person, said.lesson)


def _plan(house: House, tx: Tx, person: Person, said: Seal, at: datetime) -> bool:
    """The row that brings the lesson, one a day; and the share is told of a new viewer."""
    day = moment(at)[:10]
    rows = tx.find(documents.DELIVERIES, person=person.key, subject=said.lesson, limit=100)
    key = delivery_key(house.secret, person.key, "shared", said.lesson, day)
    row = deliveries.planned(
        person.key, "shared", said.lesson, day, at, at, counts=False, share=said.share
    )
    if not tx.plan(key, row):
        return False
    tx.add("delivery|shared|waiting")
    share = load(tx, said.share)
    if share and share.activity and not any(e.get("share") == share.id for _, e in rows):
        save(tx, replace(share, state="stirred", started=share.started + 1))
    return True


def _note(house: House, tx: Tx, why: str, key: str, at: datetime) -> None:
    tx.add(f"refused|share|{why}")
    record_refusal(house, tx, f"share_refused_{why}", key, at)
