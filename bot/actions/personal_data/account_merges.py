"""What two accounts of one person become, where both have used the bot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from bot.actions.people.places import day_of
from bot.actions.people.records import move
from bot.actions.shared.delivery_counts import WAITING, count
from bot.actions.shared.delivery_rows import save_delivery
from bot.actions.shared.owned import pages
from bot.core import documents
from bot.core.delivery.deliveries import read_delivery
from bot.core.delivery.states import DeliveryState, Reason
from bot.core.moments import moment
from bot.core.people.person import Leaving, Person
from bot.core.people.roles import Role
from bot.core.values import replace, to_doc
from bot.ports import Doc, Tx
from bot.services import Services

_STRENGTH: Final = ("", "self", "rule", "roster")


def out_of_figures(
    services: Services, tx: Tx, before: Person, now: Person | None, at: datetime
) -> str:
    """Take both out of the figures, so that they can come in again as one. Returns the day."""
    day = day_of(at)
    for each in (before, now):
        if each and each.is_member:
            move(services, tx, each, replace(each, left_on=day, leaving=Leaving.COUNTED), day)
    if now:
        for row, _ in list(pages(tx, documents.MEMBERSHIPS, "person", now.key)):
            tx.delete(documents.MEMBERSHIPS, row)
    return day


def merged(before: Person, now: Person | None, new: str) -> Person:
    """The person under the key `new`. Teams' facts are the new account's, as far as they are known;
    choices that spare them something are kept from both."""
    tenant, _, entra = new.partition(":")
    stays = now or (before if before.is_member else None)  # who had left is back
    facts: dict[str, Any] = {"key": new, "tenant": tenant, "entra": entra}
    facts |= {"card": "", "shows": "", "asked": "", "left_on": "", "leaving": None}
    facts |= {"left_on": stays.left_on, "leaving": stays.leaving} if stays else {}
    if now is None:
        contact = {"user": "", "conversation": "", "installed": False, "blocked": False}
        return replace(before, **facts, **contact)
    here = now if _stronger(now, before) else before
    leads = now if now.role != Role.EMPLOYEE else before
    return replace(
        now,
        **facts,
        joined=min(before.joined, now.joined),
        oldest=min(before.oldest, now.oldest),
        municipality=here.municipality,
        municipality_by=here.municipality_by,
        unit=here.unit,
        also_in=here.also_in,
        several=here.several,
        counted_as="",
        lot=before.lot,
        role=leads.role,
        scope=leads.scope,
        rostered=now.rostered or before.rostered,
        started=before.started or now.started,
        completed=before.completed or now.completed,
        stopped=before.stopped or now.stopped,
        no_push=before.no_push or now.no_push,
        no_recruit=before.no_recruit or now.no_recruit,
        paused_until=max(before.paused_until, now.paused_until),
        help_wanted=now.help_wanted or before.help_wanted,
        hours=now.hours or before.hours,
        welcomed=True,
        **_language(before, now),
    )


def of_both(
    tx: Tx, collection: str, rows: tuple[str, str], old: Doc, new: Doc, at: datetime
) -> tuple[str, Doc]:
    """Where to put the old account's document, renamed, and what it becomes, where the new account
    has one under the same key: `rows` are the old key and that one. "" for nowhere."""
    merge = _MERGES.get(collection, _keep)
    return merge(tx, rows, old, new, at)


def _keep(_: Tx, rows: tuple[str, str], __: Doc, new: Doc, ___: datetime) -> tuple[str, Doc]:
    return rows[1], new


def _delivery(tx: Tx, rows: tuple[str, str], old: Doc, new: Doc, at: datetime) -> tuple[str, Doc]:
    """Both accounts have a row for the same card, and both stay counted. What the old one got is
    under the key that keeps it from being sent again; what waits beside it is skipped."""
    first, second = read_delivery(old), read_delivery(new)
    if second.is_waiting and first.is_out:
        first, second = second, first
    if first.is_waiting:
        ended: dict[str, Any] = {"state": DeliveryState.SKIPPED, "claimed_until": ""}
        skipped = replace(first, reason=Reason.HAD_IT, **ended)
        first = count(tx, skipped, WAITING, DeliveryState.SKIPPED, at)
    save_delivery(tx, rows[0], first)
    return rows[1], to_doc(second)


def _progress(_: Tx, rows: tuple[str, str], old: Doc, new: Doc, __: datetime) -> tuple[str, Doc]:
    lessons = dict(old["lessons"])
    for lesson, track in new["lessons"].items():
        lessons[lesson] = _track(lessons[lesson], track) if lesson in lessons else track
    completed = _first(old.get("completed", ""), new.get("completed", ""))
    return rows[1], new | {"lessons": lessons, "completed": completed}


def _track(old: Doc, new: Doc) -> Doc:
    return new | {
        "started": _first(old.get("started", ""), new.get("started", "")),
        "passed": _first(old.get("passed", ""), new.get("passed", "")),
        "attempts": old.get("attempts", 0) + new.get("attempts", 0),
        "best": max(old.get("best", 0), new.get("best", 0)),
    }


def _numbered(collection: str) -> Callable[..., tuple[str, Doc]]:
    """Attempts, and what was passed in them, are numbered: the old account's come after."""

    def merge(tx: Tx, rows: tuple[str, str], old: Doc, _: Doc, __: datetime) -> tuple[str, Doc]:
        stem, number = rows[1].rsplit("/", 1)
        n = int(number)
        while tx.get(collection, f"{stem}/{n:04d}") is not None:
            n += 1
        return f"{stem}/{n:04d}", old | ({"number": n} if "number" in old else {})

    return merge


def _journey(_: Tx, rows: tuple[str, str], old: Doc, new: Doc, at: datetime) -> tuple[str, Doc]:
    """The old account's way goes on, with what both have got in the budget."""
    recent = sorted({*old.get("recent", ()), *new.get("recent", ())})
    counted = sorted({*old.get("counted", ()), *new.get("counted", ())})
    again = {"pending": "", "next_at": moment(at), "welcomed": True}
    return rows[1], old | {"recent": recent, "counted": counted} | again


def _first(one: str, other: str) -> str:
    return min(filter(None, (one, other)), default="")


def _stronger(now: Person, before: Person) -> bool:
    """The employer's latest word is about the new account."""
    strength = _STRENGTH.index(now.municipality_by), _STRENGTH.index(before.municipality_by)
    return bool(now.municipality) and strength[0] >= strength[1]


def _language(before: Person, now: Person) -> dict[str, Any]:
    of = now if now.language_by == "self" or before.language_by != "self" else before
    return {"language": of.language, "language_by": of.language_by}


_MERGES: Final[dict[str, Callable[..., tuple[str, Doc]]]] = {
    documents.DELIVERIES: _delivery,
    documents.PROGRESS: _progress,
    documents.ATTEMPTS: _numbered(documents.ATTEMPTS),
    documents.COMPLETIONS: _numbered(documents.COMPLETIONS),
    documents.JOURNEYS: _journey,
}
