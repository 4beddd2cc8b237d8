"""What people think of a lesson: useful or not, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.actions.people.records import find
from bot.core import documents
from bot.core.people.person import Person, moment
from bot.ports import Tx
from bot.services import Services

LONGEST_WORDS: Final = 500


@dataclass(frozen=True, slots=True)
class Heard:
    person: Person
    lesson: str


async def find_useful(
    services: Services, key: str, lesson: str, *, useful: bool, at: datetime
) -> Heard | None:
    """Counted per lesson, once a person: changing one's mind moves the count."""
    word = "yes" if useful else "no"

    def change(tx: Tx) -> Heard | None:
        person = find(tx, key)
        if person is None or services.library.lesson(lesson) is None:
            return None
        doc = _opinion(tx, key, lesson, at)
        if doc["useful"] != word:
            if doc["useful"]:
                tx.add(f"opinion|{lesson}|{doc['useful']}", -1)
            tx.add(f"opinion|{lesson}|{word}")
            tx.put(documents.OPINIONS, f"{key}/{lesson}", doc | {"useful": word})
        return Heard(person, lesson)

    return await services.store.run(change)


async def report_fault(
    services: Services, key: str, lesson: str, words: str, at: datetime
) -> Heard | None:
    """Something is wrong in a lesson. The same words twice count once; newer words replace."""
    said = " ".join(words.split())[:LONGEST_WORDS]

    def change(tx: Tx) -> Heard | None:
        person = find(tx, key)
        if person is None or services.library.lesson(lesson) is None:
            return None
        doc = _opinion(tx, key, lesson, at)
        if said and doc["words"] != said:
            if not doc["words"]:
                tx.add(f"opinion|{lesson}|reported")
            tx.put(documents.OPINIONS, f"{key}/{lesson}", doc | {"words": said})
        return Heard(person, lesson)

    return await services.store.run(change)


def _opinion(tx: Tx, key: str, lesson: str, at: datetime) -> dict[str, str]:
    blank = {"person": key, "lesson": lesson, "useful": "", "words": "", "at": moment(at)}
    return tx.get(documents.OPINIONS, f"{key}/{lesson}") or blank
