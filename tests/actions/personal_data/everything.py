"""One person of whom everything is kept that can be: a document for each line of `OWNS`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.actions.people.arrival import arrive
from bot.actions.people.email_index import entra_key, mail_key
from bot.actions.shared.audit import erased_key, pseudonym
from bot.core import documents
from bot.core.delivery.deliveries import PlannedCard, planned
from bot.core.people.person import Visitor, moment
from bot.core.turn import Address
from bot.core.values import to_doc
from bot.ports import Tx
from bot.services import Services
from tests.chat_client import TENANT

NAME = "Kari Nordmann"
WORDS = "Ord som bare Kari skriver"
SAID_TO_HER = "Ord som Ola skriver til henne"
KARI = f"{TENANT}:kari"
OLA = f"{TENANT}:ola"
# Every choice that leaves something in the person's own document.
CHOICES: dict[str, Any] = {
    "municipality": "1506",
    "municipality_by": "roster",
    "unit": "Sentrum skole",
    "also_in": ["1547/Aukra sjukeheim"],
    "role": "champion",
    "scope": ["1506/Sentrum skole"],
    "rostered": "champion",
    "hours": "12345 08:00-15:30",
    "time_zone": "Europe/Oslo",
    "paused_until": "2026-12-24T08:00:00Z",
    "stopped": True,
    "started": True,
    "completed": True,
    "help_wanted": "2026-11-23T08:00:00Z",
    "no_push": True,
    "no_recruit": True,
    "may_tell": "yes",
    "left_on": "2027-06-01",
    "blocked": True,
    "installed": False,
}


def visitor(entra: str, name: str) -> Visitor:
    to = Address(TENANT, "http://teams", f"c-{entra}", f"29:{entra}", entra, "bot")
    return Visitor(to, name)


async def everything_about_kari(services: Services, at: datetime) -> None:
    """Kari and Ola are known; then there is something of each kind about Kari."""
    for entra, name in (("kari", NAME), ("ola", "Ola Nordmann")):
        await arrive(services, visitor(entra, name), at, installed=True)

    def change(tx: Tx) -> None:
        person = tx.get(documents.PEOPLE, KARI) or {}
        tx.put(documents.PEOPLE, KARI, person | CHOICES)
        for kind, key, doc in (*_own(at), *_champions(at), *_named(services, at)):
            tx.put(kind, key, doc)
        tx.add(f"passed_after|{pseudonym(services, KARI)}", 7)

    await services.store.run(change)


def _own(at: datetime) -> list[tuple[str, str, dict[str, Any]]]:
    """What she does herself."""
    when, day = moment(at), moment(at)[:10]
    track = {"started": day, "passed": day, "attempts": 1}
    return [
        (documents.MEMBERSHIPS, f"{KARI}/{day}", {
            "person": KARI, "municipality": "1506", "unit": "Sentrum skole", "by": "roster",
            "from": day, "to": "",
        }),
        (documents.PROGRESS, f"{KARI}/c", {
            "person": KARI, "course": "c", "lessons": {"l": track}, "completed": "",
        }),
        (documents.ATTEMPTS, f"{KARI}/l/1", {
            "person": KARI, "lesson": "l", "version": 1, "number": 1, "order": {}, "answers": [],
            "started": when, "finished": when,
        }),
        (documents.COMPLETIONS, f"{KARI}/l/1", {
            "person": KARI, "lesson": "l", "municipality": "1506", "at": when,
        }),
        (documents.OPINIONS, f"{KARI}/l", {
            "person": KARI, "lesson": "l", "useful": "yes", "words": WORDS, "at": when,
        }),
        (documents.RECALLS, "recall", {
            "person": KARI, "asked": [{"lesson": "l", "learned": day}], "answers": [],
            "answered_at": when,
        }),
        (documents.DELIVERIES, "sent", to_doc(planned(
            PlannedCard(KARI, "lesson", "l", at, "s", counts=True), at)) | {
            "state": "sent", "sent_at": when,
        }),
        (documents.DELIVERIES, "waiting", to_doc(planned(
            PlannedCard(KARI, "nudge", "l", at, "s", counts=True), at))),
        (documents.REPLIES, f"meeting/{KARI}", {
            "person": KARI, "gathering": "meeting", "at": when, "answer": "yes",
            "answered_at": when, "came_at": when, "pulsed_at": when,
        }),
        (documents.THANKS, "thanked", {
            "person": KARI, "champion": OLA, "push": "olas", "at": when,
        }),
    ]  # fmt: skip


def _champions(at: datetime) -> list[tuple[str, str, dict[str, Any]]]:
    """What she does as a champion."""
    when = moment(at)
    push = {
        "id": "done", "by": KARI, "lesson": "l", "place": "1506", "keys": [], "words": WORDS,
        "state": "done", "created": when, "confirmed": when, "card": "", "after": "",
    }  # fmt: skip
    share = {
        "id": "posted", "by": KARI, "lesson": "l", "words": WORDS, "state": "posted",
        "created": when, "tenant": TENANT, "activity": "a",
    }  # fmt: skip
    return [
        (documents.PUSHES, "done", push),
        (documents.PUSHES, "draft", push | {"id": "draft", "state": "draft", "keys": [OLA, KARI]}),
        (documents.SHARES, "posted", share),
        (documents.SHARES, "unsent", share | {"id": "unsent", "state": "draft", "activity": ""}),
        (documents.GATHERINGS, "meeting", {
            "id": "meeting", "by": KARI, "title": "Samling", "start": when, "state": "open",
            "municipality": "1506", "municipalities": ["1506"],
        }),
        (documents.ATTENDANCES, "meeting", {
            "said": {"1506": 3}, "kind": "person", "by": KARI, "said_at": when,
        }),
        (documents.GATHERING_JOBS, f"meeting/invite/{KARI}", {
            "id": f"meeting/invite/{KARI}", "gathering": "meeting", "what": "invite",
            "at": when, "by": KARI, "places": ["1506"], "state": "open",
        }),
        *((documents.GATHERING_JOBS, id, {
            "id": id, "gathering": "other", "what": what, "at": when, "by": by,
            "places": ["1506"], "state": "open", "after": after, "done": 30,
        }) for id, what, by, after in (
            (f"other/invite/{OLA}", "invite", OLA, f"1506|{KARI}"),
            ("other/tell", "tell", "", f"other/{KARI}"),
        )),
        (documents.ESTIMATES, "meeting", {
            "amount": 9000, "note": WORDS, "kind": "person", "by": KARI, "at": when,
        }),
        (documents.LETTERS, "written", {
            "id": "written", "by": KARI, "person": OLA, "what": "suggestion", "at": when,
            "words": WORDS, "place": "1506", "state": "declined",
        }),
    ]  # fmt: skip


def _named(services: Services, at: datetime) -> list[tuple[str, str, dict[str, Any]]]:
    """Where others, the roster or the bot itself have her in what they keep."""
    when, day = moment(at), moment(at)[:10]
    who, olas = pseudonym(services, KARI), pseudonym(services, OLA)
    mail = mail_key(services, "kari@molde.example")
    row = {"municipality": "1506", "unit": "", "role": "employee", "at": day}
    draft = {
        "id": "olas", "by": OLA, "lesson": "l", "place": "", "keys": [KARI, OLA],
        "words": SAID_TO_HER, "state": "draft", "created": when, "confirmed": "",
    }  # fmt: skip
    return [
        (documents.ADDRESSES, mail, {"person": KARI, "hash": mail}),
        (documents.PENDING, mail, row),
        (documents.PENDING, entra_key(services, "kari"), row),
        (documents.ERASED, erased_key(services, KARI), {"at": day}),
        (documents.PUSHES, "olas", draft),
        (documents.PUSHES, "asked", draft | {"id": "asked", "state": "asking"}),
        (documents.PUSHES, "planning", draft | {
            "id": "planning", "keys": [], "place": "1506", "state": "planning",
            "after": f"1506|{KARI}",
        }),
        (documents.SNAPSHOTS, f"1506/{day}", {
            "place": "1506", "day": day, "state": "counting", "after": f"1506|{KARI}",
        }),
        (documents.LETTERS, "got", {
            "id": "got", "by": OLA, "person": KARI, "what": "greeting", "at": when,
            "words": SAID_TO_HER, "place": "1506", "state": "asked",
        }),
        *((documents.THANKS, f"received-{n}", {
            "person": OLA, "champion": KARI, "push": "done", "at": when,
        }) for n in range(6)),
        (documents.SNAPSHOTS, f"champion-{who}/{day}", {
            "place": f"champion-{who}", "day": day, "state": "done", "passed": 7,
        }),
        (documents.AUDIT, f"{when}/by", {"at": when, "what": "w", "by": who, "about": olas}),
        (documents.AUDIT, f"{when}/about", {"at": when, "what": "w", "by": olas, "about": who}),
    ]  # fmt: skip
