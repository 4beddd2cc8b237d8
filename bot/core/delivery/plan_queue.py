"""Whose turn it is, of the plans that one person is in.

Of the plans that have begun and still have something to send, it is the first in the file; if there
is none, the next one to begin. While a lesson waits for an answer or is on its way, its plan keeps
its turn, so that nobody has two open lessons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.delivery.journeys import Journey, opened_by
from bot.core.delivery.plans import Plan
from bot.core.learning.lessons import Course
from bot.core.learning.progress import Progress


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A plan that is for a person, and how far they have come in its course. `held_out`: the person
    gets nothing from it, so that its effect can be measured."""

    plan: Plan
    course: Course
    progress: Progress
    held_out: bool = False

    def unsent(self, journey: Journey) -> tuple[str, ...]:
        """The lessons still to be sent: neither passed nor sent by this plan."""
        sent = opened_by(journey, self.plan.id)
        lessons = self.course.lessons
        return tuple(e for e in lessons if e not in sent and not self.progress.track(e).passed)

    def sends(self, lesson: str, day: date) -> bool:
        """Whether this plan gives the person that lesson, as it is on `day`."""
        begun = self.plan.start <= day
        return begun and not self.held_out and lesson in self.course.lessons


def in_turn(queue: Sequence[Enrolment], journey: Journey, day: date) -> Enrolment | None:
    """The plan that decides what comes next; None if the person is in no plan. `day` is the
    person's own date; `queue` is in the file's order."""
    mine = next((each for each in queue if each.plan.id == journey.plan), None)
    if mine and (journey.lesson or journey.pending):
        return mine
    line = unfinished(queue, journey, day)
    return line[0] if line else _finished(queue, mine)


def unfinished(queue: Sequence[Enrolment], journey: Journey, day: date) -> list[Enrolment]:
    """Those that still have something to send, in the order in which they begin or go on."""
    open_ = [each for each in queue if not each.held_out and each.unsent(journey)]
    return sorted(open_, key=lambda each: max(each.plan.start, day))


def _finished(queue: Sequence[Enrolment], mine: Enrolment | None) -> Enrolment | None:
    """The plan that was last, once none has anything left to send: its breaks still apply."""
    if mine and not mine.held_out:
        return mine
    taking_part = [each for each in queue if not each.held_out]
    return next(iter(taking_part or queue), None)
