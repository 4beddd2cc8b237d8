"""Letters between champions and colleagues: storing and finding them, enriching their deliveries,
and why one is skipped."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.actions.champions.recruitment import may_suggest
from bot.actions.people import rights
from bot.actions.people.records import find
from bot.actions.shared.delivery_rows import load_delivery
from bot.core import documents
from bot.core.champions import letter as champion_letter
from bot.core.champions.letter import (
    MOST_GREETINGS,
    Letter,
    LetterKind,
    LetterState,
    is_recent,
    may_be_told_of,
)
from bot.core.champions.views import LetterDetails
from bot.core.delivery.deliveries import delivery_key
from bot.core.delivery.states import Reason
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.values import from_doc
from bot.ports import Tx
from bot.services import DueCard, Services

SUGGESTION: Final = "suggestion"
GREETING: Final = "greeting"
APPOINTING: Final = "appointing"  # asks an operator whether the colleague should become a champion
_PAGE: Final = 200


def load(tx: Tx, id: str) -> Letter | None:
    return tx.get(documents.LETTERS, id, Letter) if id else None


def save(tx: Tx, letter: Letter) -> None:
    tx.put(documents.LETTERS, letter.id, letter)


def written_by(tx: Tx, key: str, since: datetime) -> list[Letter]:
    """The letters that this person has written after a moment, the oldest first."""
    after = (moment(since), "\U0010ffff")
    rows = tx.since(documents.LETTERS, "at", by=key, after=after, limit=1000)
    return [from_doc(Letter, doc) for _, doc in rows]


def written_to(tx: Tx, key: str) -> list[Letter]:
    return [from_doc(Letter, doc) for _, doc in tx.find(documents.LETTERS, person=key, limit=1000)]


def reaches(
    services: Services, tx: Tx, writer: Person | None, person: Person, at: datetime
) -> bool:
    """Whether this champion or operator may write to this person: in their scope and tenant."""
    return (
        writer is not None
        and writer.key != person.key
        and rights.reaches(services, tx, writer, person, at)
    )


def may_be_suggested(
    services: Services, tx: Tx, writer: Person | None, person: Person, at: datetime
) -> bool:
    """Whether this champion may suggest this person. Suggestions may also go to units in the same
    municipality that have no champion yet; there an operator must agree."""
    if reaches(services, tx, writer, person, at):
        return True
    return writer is not None and may_suggest(services, tx, writer, person, at)


def unwanted_suggestion(services: Services, tx: Tx, due: DueCard) -> Reason:
    """Why the colleague need not be asked any more; decided at the moment of sending."""
    letter = load(tx, due.row.subject)
    reason = _unwanted(services, tx, letter, due)
    if letter is None or reason:
        return reason
    if letter.state != LetterState.ASKED or due.person.role.leads:
        return Reason.DONE
    lately = [
        e
        for e in _others(tx, letter)
        if is_recent(e, due.at) and e.state in champion_letter.ANSWERED
    ]
    return Reason.HAD_IT if lately or _sent(services, tx, letter) else Reason.NONE


def unwanted_greeting(services: Services, tx: Tx, due: DueCard) -> Reason:
    """Why the newcomer need not be greeted any more."""
    letter = load(tx, due.row.subject)
    reason = _unwanted(services, tx, letter, due)
    if letter is None or reason:
        return reason
    if not may_be_told_of(due.person, due.at):
        return Reason.DONE
    return Reason.HAD_IT if _sent(services, tx, letter) >= MOST_GREETINGS else Reason.NONE


def unwanted_question(_: Services, tx: Tx, due: DueCard) -> Reason:
    """Why an operator is not to be asked any more, or ""."""
    letter = load(tx, due.row.subject)
    return Reason.NONE if letter and letter.state == LetterState.WAITING else Reason.DONE


def _unwanted(services: Services, tx: Tx, letter: Letter | None, due: DueCard) -> Reason:
    writer = find(tx, letter.by) if letter and letter.by else None
    if letter is None or not _may_come(services, tx, letter, writer, due.person, due.at):
        return Reason.WITHDRAWN
    return Reason.NO_PUSH if due.person.no_push else Reason.NONE


def _may_come(
    services: Services, tx: Tx, letter: Letter, writer: Person | None, person: Person, at: datetime
) -> bool:
    if letter.what == LetterKind.SUGGESTION:
        return may_be_suggested(services, tx, writer, person, at)
    return reaches(services, tx, writer, person, at)


def _others(tx: Tx, letter: Letter) -> list[Letter]:
    """Letters of the same kind to the same person."""
    same = (each for each in written_to(tx, letter.person) if each.what == letter.what)
    return [each for each in same if each.id != letter.id]


def _sent(services: Services, tx: Tx, letter: Letter) -> int:
    """How many of the other letters have been sent, as far as is known."""
    keys = (
        delivery_key(services.secret, letter.person, letter.what, e.id, "")
        for e in _others(tx, letter)
    )
    rows = (load_delivery(tx, key) for key in keys)
    return sum(1 for row in rows if row and row.is_out)


def enriched(_: Services, tx: Tx, due: DueCard) -> LetterDetails | None:
    """None for a letter that is gone."""
    letter = load(tx, due.row.subject)
    if letter is None:
        return None
    writer = find(tx, letter.by) if letter.by else None
    about = find(tx, letter.person)
    name, entra = (writer.name, writer.entra) if writer else ("", "")
    return LetterDetails(letter, name, entra, about.name if about else "")
