"""Sharing a lesson in a chat or a channel: choosing, drafting, posting and starting it.

Only champions with a scope and operators may share, and only lessons that may be pushed. Sharing
sends nothing to anybody: viewers start the lesson themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from bot.actions.delivery import hold
from bot.actions.delivery.plan_row import plan_row
from bot.actions.people.records import find
from bot.actions.pushes.share_rows import load, save
from bot.actions.pushes.views import lessons_of
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record, record_refusal
from bot.actions.shared.delivery_rows import deliveries_among
from bot.core import documents
from bot.core.actor import BOT, Actor
from bot.core.delivery.deliveries import PlannedCard, delivery_key
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.people.reach import Right, is_same_tenant, standing_of
from bot.core.pushes import push
from bot.core.pushes import share as push_share
from bot.core.pushes.share import MOST_DRAFTS, Seal, Share, ShareState
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.turn import Address, Message
from bot.core.values import from_doc, replace
from bot.ports import Tx
from bot.services import Services

ShareProblem = Literal[
    "unknown", "role", "lesson", "day", "week", "gone", "forged", "place", "held"
]
Began = Literal["coming", "already", "unreachable", "gone"]
KIND: Final = "shared"  # the lesson, in the own chat of a person who tapped the shared card
_OUT: Final = (Ended.SENT, Ended.UNCERTAIN)
_OFFER_REFUSED: Final = {"unknown": Act.SHARE_REFUSED_UNKNOWN, "role": Act.SHARE_REFUSED_ROLE}


@dataclass(frozen=True, slots=True)
class ShareOffer:
    """What this person may share, by id and in the order of the courses."""

    person: Person
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A share as its champion has chosen it. With an id it is kept, without one they send it
    themselves."""

    person: Person
    share: Share


@dataclass(frozen=True, slots=True)
class ShareRefusal:
    """Why nothing happened. `person` is None if they are unknown."""

    person: Person | None
    why: ShareProblem


@dataclass(frozen=True, slots=True)
class Start:
    """The result of a viewer's start. `person` is None if they are unknown; `lesson` is "" if the
    card was not one of ours."""

    what: Began
    person: Person | None = None
    lesson: str = ""


async def offer(services: Services, key: str, at: datetime) -> ShareOffer | ShareRefusal:
    """What this person may share."""
    return await services.store.run(lambda tx: _offer(services, tx, key, at))


async def draft(
    services: Services, actor: Actor, lesson: str, words: str, to: Address, at: datetime
) -> Drafted | ShareRefusal:
    """Draft what was chosen in the form. Where the bot may post (in group chats and channels) it is
    kept for the champion's preview; elsewhere they send the card themselves, and nothing is
    kept."""

    def change(tx: Tx) -> Drafted | ShareRefusal:
        key = actor.person
        offered = _offer(services, tx, key, at)
        if isinstance(offered, ShareRefusal):
            _note(services, tx, actor, _OFFER_REFUSED[offered.why], at)
            return offered
        if lesson not in offered.lessons:
            _note(services, tx, actor, Act.SHARE_REFUSED_LESSON, at)
            return ShareRefusal(offered.person, "lesson")
        share = Share("", key, lesson, push.clean(words), offered.person.language)
        if to.room == "personal":
            return Drafted(offered.person, share)
        if full := _full(tx, key, at):
            return ShareRefusal(offered.person, full)
        share = replace(share, id=_new_id(services, tx, key, lesson, at), created=moment(at))
        tx.put(documents.SHARES, share.id, share)
        return Drafted(offered.person, share)

    return await services.store.run(change)


async def again(
    services: Services, actor: Actor, token: str, at: datetime
) -> Drafted | ShareRefusal:
    """The draft with this card, to be changed before it is posted."""
    return await services.store.run(lambda tx: _own_draft(services, tx, actor, token, at))


async def post(
    services: Services,
    actor: Actor,
    token: str,
    to: Address,
    draw: Callable[[Drafted], Message],
    at: datetime,
) -> Drafted | ShareRefusal:
    """Post the draft in the conversation at `to`, once. Idempotent.

    A post that may have arrived is not tried again; its card just can't be kept up to date.
    """
    found = await services.store.run(lambda tx: _begin_posting(services, tx, actor, token, to, at))
    if isinstance(found, ShareRefusal) or found.share.state != ShareState.POSTING:
        return found
    outcome = await services.messenger.send(found.share.address, draw(found))
    await services.store.run(lambda tx: _posted(services, tx, found.share, outcome, at))
    return found if outcome.ended in _OUT else ShareRefusal(found.person, "place")


async def start(services: Services, actor: Actor, tenant: str, token: str, at: datetime) -> Start:
    """A viewer wants the lesson: it comes to their own chat, once a day, however often they tap.

    For a card that is forged or from another tenant nothing happens, and the audit gets it.
    """
    return await services.store.run(lambda tx: _start(services, tx, actor, tenant, token, at))


def _offer(services: Services, tx: Tx, key: str, at: datetime) -> ShareOffer | ShareRefusal:
    person = find(tx, key)
    if person is None:
        return ShareRefusal(None, "unknown")
    return (
        ShareOffer(person, lessons_of(services))
        if standing_of(person, at).holds(Right.LEAD)
        else ShareRefusal(person, "role")
    )


def _full(tx: Tx, key: str, at: datetime) -> Literal["", "day", "week"]:
    """Which quota is used up, "" for none. The quotas for sharing are those for pushes."""
    lately = (moment(at - push.WEEK), "")
    rows = tx.since(documents.SHARES, "created", by=key, after=lately)
    mine = (from_doc(Share, doc) for _, doc in rows)
    done = (each.created for each in mine if each.state != ShareState.DRAFT)
    full = push.over_quota(done, at)
    return "day" if full == "day" else "week" if full else ""


def _new_id(services: Services, tx: Tx, key: str, lesson: str, at: datetime) -> str:
    """The id of a new draft. Only the latest drafts of a champion are kept."""
    drafts = tx.find(documents.SHARES, by=key, state=ShareState.DRAFT, limit=1000)
    by_age = sorted((from_doc(Share, doc).created, id) for id, doc in drafts)
    for _, id in by_age[: max(0, len(by_age) - MOST_DRAFTS + 1)]:
        tx.delete(documents.SHARES, id)
    tx.add("shares|drafted")
    number = tx.count("shares|drafted")
    return delivery_key(services.secret, key, "share", lesson, f"{moment(at)}/{number}")


def _own_draft(
    services: Services, tx: Tx, actor: Actor, token: str, at: datetime
) -> Drafted | ShareRefusal:
    offered = _offer(services, tx, actor.person, at)
    if isinstance(offered, ShareRefusal):
        _note(services, tx, actor, _OFFER_REFUSED[offered.why], at)
        return offered
    person = offered.person
    said = push_share.unseal(token, services.secret, at)
    share = load(tx, said.share) if said else None
    if said and share is None:
        return ShareRefusal(person, "gone")  # a draft that was too old
    if share is None or share.by != actor.person:
        _note(services, tx, actor, Act.SHARE_REFUSED_FORGED, at)
        return ShareRefusal(person, "forged")
    return Drafted(person, share)


def _begin_posting(
    services: Services, tx: Tx, actor: Actor, token: str, to: Address, at: datetime
) -> Drafted | ShareRefusal:
    found = _own_draft(services, tx, actor, token, at)
    if isinstance(found, ShareRefusal):
        return found
    if found.share.state != ShareState.DRAFT:
        return replace(found, share=replace(found.share, state=ShareState.POSTED))
    if to.room == "personal" or not to.conversation:  # the draft was for where others are
        return ShareRefusal(found.person, "place")
    if found.share.lesson not in lessons_of(services):
        return ShareRefusal(found.person, "lesson")
    if full := _full(tx, actor.person, at):
        return ShareRefusal(found.person, full)
    if hold.held(tx):
        return ShareRefusal(found.person, "held")
    share = replace(push_share.posted_in(found.share, to), created=moment(at))
    save(tx, share)
    before, after = {"state": found.share.state}, {"state": share.state, "lesson": share.lesson}
    act = Act.SHARE_POSTED
    record(services, tx, actor, act, at, about=share.id, before=before, after=after)
    return replace(found, share=share)


def _posted(services: Services, tx: Tx, share: Share, outcome: SendOutcome, at: datetime) -> None:
    """Record the outcome. If it was refused, it becomes a draft again, to be tried elsewhere."""
    now, out = load(tx, share.id), outcome.ended in _OUT
    if now is None:  # erased meanwhile: what was posted loses name and words at the next tick
        if outcome.activity:
            bare = replace(
                share, by="", words="", state=ShareState.OUTDATED, activity=outcome.activity
            )
            save(tx, bare)
        return
    kept = ShareState.GONE if out else ShareState.DRAFT
    state = ShareState.POSTED if outcome.activity else kept
    save(tx, replace(now, state=state, activity=outcome.activity))
    if not out:
        before, after = {"state": share.state}, {"state": state}
        act = Act.SHARE_NOT_POSTED
        record(services, tx, BOT, act, at, about=share.id, before=before, after=after)


def _start(
    services: Services, tx: Tx, actor: Actor, tenant: str, token: str, at: datetime
) -> Start:
    person = find(tx, actor.person)
    said = push_share.unseal(token, services.secret, at)
    if said is None or not is_same_tenant(said.tenant, tenant):
        act = Act.SHARE_REFUSED_FORGED if said is None else Act.SHARE_REFUSED_ELSEWHERE
        _note(services, tx, actor, act, at)
        return Start("gone", person)
    if said.lesson not in lessons_of(services):
        return Start("gone", person, said.lesson)
    if person is None or not push_share.reachable(person, at):
        return Start("unreachable", person, said.lesson)
    if not _plan(services, tx, person, said, at):
        return Start("already", person, said.lesson)
    return Start("coming", person, said.lesson)


def _plan(services: Services, tx: Tx, person: Person, said: Seal, at: datetime) -> bool:
    """Plan the lesson for the viewer, once a day, and count a new viewer for the share."""
    day = moment(at)[:10]
    rows = tx.find(documents.DELIVERIES, person=person.key, subject=said.lesson, limit=100)
    card = PlannedCard(person.key, KIND, said.lesson, at, slot=day, share=said.share)
    if not plan_row(services, tx, card, at):
        return False
    share = load(tx, said.share)
    if share and share.activity and not any(e.share == share.id for _, e in deliveries_among(rows)):
        save(tx, replace(share, state=ShareState.OUTDATED, started=share.started + 1))
    return True


def _note(services: Services, tx: Tx, actor: Actor, act: Act, at: datetime) -> None:
    if record_refusal(services, tx, actor, act, at):
        tx.add(f"refused|share|{act.removeprefix('share_refused_')}")
