"""Letters between champions and colleagues as the rest of the house needs them: written, drawn on
a card, no longer wanted, and gone after a while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.actions.champions.newcomers import told_of, was_told_since
from bot.actions.champions.recruitment import may_suggest
from bot.actions.champions.role import course_lesson
from bot.actions.people.places import in_scope
from bot.actions.people.records import find
from bot.actions.shared.batches import readable
from bot.core import documents
from bot.core.champions import letter as champion_letter
from bot.core.champions.letter import KEPT, MOST_GREETINGS, Letter, is_recent, may_be_told_of
from bot.core.delivery.deliveries import Row, delivery_key
from bot.core.people.person import Person, moment
from bot.core.people.scope import may_lead
from bot.ports import Doc, Tx
from bot.services import Services

KINDS: Final = frozenset({"suggestion", "greeting", "champion", "appointing", "newcomers"})
_OUT: Final = ("sent", "uncertain")
_PAGE: Final = 200


def load(tx: Tx, id: str) -> Letter | None:
    doc = tx.get(documents.LETTERS, id) if id else None
    return champion_letter.from_doc(doc) if doc else None


def save(tx: Tx, letter: Letter) -> None:
    tx.put(documents.LETTERS, letter.id, champion_letter.to_doc(letter))


def written_by(tx: Tx, key: str) -> list[Letter]:
    return [
        champion_letter.from_doc(doc) for _, doc in tx.find(documents.LETTERS, by=key, limit=1000)
    ]


def written_to(tx: Tx, key: str) -> list[Letter]:
    return [
        champion_letter.from_doc(doc)
        for _, doc in tx.find(documents.LETTERS, person=key, limit=1000)
    ]


def reaches(services: Services, writer: Person | None, person: Person, at: datetime) -> bool:
    """Whether this champion or operator may write to this person: in their scope and tenant."""
    return (
        writer is not None
        and writer.tenant == person.tenant
        and writer.key != person.key
        and may_lead(writer, at)
        and in_scope(services, writer, person, at)
    )


def may_be_suggested(
    services: Services, tx: Tx, writer: Person | None, person: Person, at: datetime
) -> bool:
    """A suggestion reaches further than other letters: also to units of the same municipality that
    have no champion yet. There an operator must agree as well."""
    if reaches(services, writer, person, at):
        return True
    return writer is not None and may_suggest(services, tx, writer, person, at)


def skip_reason(services: Services, tx: Tx, row: Row, person: Person, at: datetime) -> str:
    """Why this card need not go any more, or ""; decided at the moment of sending."""
    match row["kind"]:
        case "suggestion" | "greeting":
            return _letter_unwanted(services, tx, row, person, at)
        case "appointing":
            letter = load(tx, row["subject"])
            return "" if letter and letter.state == "waiting" else "done"
        case "champion" if row["subject"] == "welcome":
            return "" if person.role == "champion" else "withdrawn"
        case "newcomers":
            nobody = not told_of(services, tx, person, at)[0]
            return "done" if nobody or was_told_since(tx, person.key, row) else ""
    return ""


def _letter_unwanted(services: Services, tx: Tx, row: Row, person: Person, at: datetime) -> str:
    letter = load(tx, row["subject"])
    writer = find(tx, letter.by) if letter and letter.by else None
    if letter is None or not _may_come(services, tx, letter, writer, person, at):
        return "withdrawn"
    if person.no_push:
        return "no_push"
    if letter.what == "greeting":
        if not may_be_told_of(person, at):
            return "done"
        return "had_it" if _sent(services, tx, letter) >= MOST_GREETINGS else ""
    if letter.state != "asked" or person.role != "employee":
        return "done"
    lately = [
        e for e in _others(tx, letter) if is_recent(e, at) and e.state in champion_letter.ANSWERED
    ]
    return "had_it" if lately or _sent(services, tx, letter) else ""


def _may_come(
    services: Services, tx: Tx, letter: Letter, writer: Person | None, person: Person, at: datetime
) -> bool:
    if letter.what == "suggestion":
        return may_be_suggested(services, tx, writer, person, at)
    return reaches(services, writer, person, at)


def _others(tx: Tx, letter: Letter) -> list[Letter]:
    """Letters of the same kind to the same person."""
    same = (each for each in written_to(tx, letter.person) if each.what == letter.what)
    return [each for each in same if each.id != letter.id]


def _sent(services: Services, tx: Tx, letter: Letter) -> int:
    """How many of those others have arrived, as far as anybody knows."""
    keys = (
        delivery_key(services.secret, letter.person, letter.what, e.id, "")
        for e in _others(tx, letter)
    )
    rows = (tx.get(documents.DELIVERIES, key) for key in keys)
    return sum(1 for row in rows if row and row["state"] in _OUT)


def enriched(services: Services, tx: Tx, row: Row, person: Person, at: datetime) -> Row:
    """The row with what its card needs beside it: whose words, about whom, who is new. Kept in one
    place only, so that it goes with whoever is erased."""
    if row["kind"] not in KINDS:
        return row
    if row["kind"] == "newcomers":
        found, more = told_of(services, tx, person, at)
        return row | {"new": found, "more": more}
    if row["kind"] == "champion":
        return row | {"lesson": course_lesson(services, tx, person.key)}
    letter = load(tx, row["subject"])
    if letter is None:
        return row
    writer = find(tx, letter.by) if letter.by else None
    about = find(tx, letter.person)
    return row | {
        "by_name": writer.name if writer else "",
        "by_entra": writer.entra if writer else "",
        "name": about.name if about else "",
        "words": letter.words,
        "place": letter.place,
    }


def forget_writer(tx: Tx, key: str) -> None:
    """Their letters go. One that is answered and waits for an operator stays, without them."""
    for letter in written_by(tx, key):
        if letter.state == "waiting":
            save(tx, replace(letter, by="", words=""))
        else:
            tx.delete(documents.LETTERS, letter.id)


async def tidy(services: Services, at: datetime) -> int:
    """Letters go after ninety days, whatever became of them; how many went."""
    oldest, gone = moment(at - KEPT), 0
    for state in ("asked", *champion_letter.ANSWERED):
        after = ""
        while page := await services.store.run(_page(state, after)):
            old = [
                key for key, each in readable(page, champion_letter.from_doc) if each.at < oldest
            ]
            await services.store.run(_deleting(old))
            gone, after = gone + len(old), page[-1][0]
    return gone


def _page(state: str, after: str) -> Callable[[Tx], list[tuple[str, Doc]]]:
    return lambda tx: tx.find(documents.LETTERS, state=state, after=after, limit=_PAGE)


def _deleting(ids: list[str]) -> Callable[[Tx], None]:
    def change(tx: Tx) -> None:
        for each in ids:
            tx.delete(documents.LETTERS, each)

    return change
