"""People's opinions of a lesson: useful or not, and what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.actions.learning.lessons import opinion_of
from bot.actions.people.records import find
from bot.core import documents
from bot.core.learning.feedback import FaultReport
from bot.core.learning.records import Opinion
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.values import replace
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
    """Record whether a lesson was useful. Each person counts once; changing one's mind moves the
    count."""
    word = "yes" if useful else "no"

    def change(tx: Tx) -> Heard | None:
        person = find(tx, key)
        if person is None or services.library.lesson(lesson) is None:
            return None
        said = opinion_of(tx, key, lesson) or Opinion(key, lesson, moment(at))
        if said.useful != word:
            if said.useful:
                tx.add(f"opinion|{lesson}|{said.useful}", -1)
            tx.add(f"opinion|{lesson}|{word}")
            tx.put(documents.OPINIONS, f"{key}/{lesson}", replace(said, useful=word))
        return Heard(person, lesson)

    return await services.store.run(change)


async def report_fault(
    services: Services, key: str, report: FaultReport, at: datetime
) -> Heard | None:
    """Record a report of what is wrong in a lesson. The same words count once; new words replace
    earlier ones."""
    fault, lesson = " ".join(report.words.split())[:LONGEST_WORDS], report.lesson

    def change(tx: Tx) -> Heard | None:
        person = find(tx, key)
        if person is None or services.library.lesson(lesson) is None:
            return None
        said = opinion_of(tx, key, lesson) or Opinion(key, lesson, moment(at))
        if fault and said.words != fault:
            if not said.words:
                tx.add(f"opinion|{lesson}|reported")
            tx.put(documents.OPINIONS, f"{key}/{lesson}", replace(said, words=fault))
        return Heard(person, lesson)

    return await services.store.run(change)
