"""What delivery does when earlier subjects announce something: a journey begins, or goes on."""

from __future__ import annotations

from bot.actions.delivery.journeys import journey_of, save, touch
from bot.core import documents
from bot.core.delivery import journeys
from bot.core.delivery.journeys import Journey
from bot.core.learning.events import FollowupAnswer, FollowupAnswered, QuizFinished
from bot.core.learning.recall import Recall
from bot.core.people.events import (
    ContactChosen,
    LeavingDateSet,
    PersonArrived,
    PersonPlaced,
    PersonSeen,
    RoleRostered,
)
from bot.core.people.person import Person
from bot.core.people.reach import held_by
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


def person_arrived(_: Services, tx: Tx, event: PersonArrived) -> None:
    """A journey for whoever is new, and another look at whoever comes back. Who is not welcomed
    yet gets their welcome from the plan, unless they write first."""
    person = event.person
    known = tx.get(documents.JOURNEYS, person.key, Journey)
    journey = known or journey_of(tx, person.key)
    anew = event.before is None or _plans_anew(event.before, person)
    if anew or event.greeted or not known or journey.welcomed != person.welcomed:
        save(tx, replace(journeys.came_back(journey, event.at), welcomed=person.welcomed))


def person_seen(_: Services, tx: Tx, event: PersonSeen) -> None:
    if _plans_anew(event.before, event.person):
        touch(tx, event.person.key, event.at, back=False)


def person_placed(_: Services, tx: Tx, event: PersonPlaced) -> None:
    touch(tx, event.person.key, event.at, back=False)


def role_rostered(_: Services, tx: Tx, event: RoleRostered) -> None:
    """Another role may mean another plan."""
    before, now = event.before, event.person
    if (before.role, held_by(before)) != (now.role, held_by(now)):
        touch(tx, event.person.key, event.at, back=False)


def leaving_date_set(_: Services, tx: Tx, event: LeavingDateSet) -> None:
    touch(tx, event.person.key, event.at, back=False)


def contact_chosen(_: Services, tx: Tx, event: ContactChosen) -> None:
    touch(tx, event.person.key, event.at)


def quiz_finished(_: Services, tx: Tx, event: QuizFinished) -> None:
    journey = journey_of(tx, event.person)
    save(tx, journeys.answered(journey, event.lesson, event.missed, event.passed, event.at))


def followup_answered(_: Services, tx: Tx, event: FollowupAnswered) -> None:
    """What was answered wrongly comes back at the next permitted card."""
    journey = journeys.came_back(journey_of(tx, event.person), event.at)
    for each in event.answers:
        journey = _counted(tx, journey, each)
        if not each.right:
            recall = Recall(each.lesson, "", each.gap, each.learned)
            journey = journeys.missed_again(journey, recall, each.question, event.at)
    save(tx, journey)


def _counted(tx: Tx, journey: Journey, answer: FollowupAnswer) -> Journey:
    """How many people it is that answered, each once, so that the answers of a few are not shown as
    a municipality's: the journey remembers where its person is counted."""
    if not answer.group or answer.group in journey.counted:
        return journey
    tx.add(f"recall|{answer.group}|people")
    return replace(journey, counted=(*journey.counted, answer.group))


def _plans_anew(before: Person, after: Person) -> bool:
    """Whether what was worked out for this person no longer holds: they can be reached again, or
    they belong to another plan or time zone."""
    fields = ("blocked", "installed", "left_on", "time_zone", "municipality", "unit", "role")
    return any(getattr(before, e) != getattr(after, e) for e in fields)
