"""How a person is doing: for that person alone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.learning.lessons import progress_of
from bot.actions.people.records import find
from bot.core.learning.lessons import Course
from bot.core.learning.progress import Progress, courses_for
from bot.core.people.person import Person
from bot.ports import Tx
from bot.services import Services


@dataclass(frozen=True, slots=True)
class MyStanding:
    """The courses for this person, in order, with their progress in each."""

    person: Person
    courses: tuple[tuple[Course, Progress], ...]


async def my_standing(services: Services, key: str) -> MyStanding | None:
    def change(tx: Tx) -> MyStanding | None:
        person = find(tx, key)
        if person is None:
            return None
        offered = courses_for(person, services.library)
        return MyStanding(person, tuple((each, progress_of(tx, key, each.id)) for each in offered))

    return await services.store.run(change)
