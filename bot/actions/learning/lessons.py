"""Opening lessons, beginning quizzes, and seeing how far one has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.actions.learning.counts import count_once
from bot.actions.people.records import find, look_up, save
from bot.core import documents
from bot.core.learning import progress, quiz
from bot.core.learning.lessons import Course, Lesson
from bot.core.learning.progress import Progress
from bot.core.learning.quiz import Attempt
from bot.core.learning.records import Opinion
from bot.core.learning.views import (
    DiplomaView,
    LessonView,
    Missing,
    QuestionView,
    SummaryView,
    VerdictView,
    View,
)
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.people.views import Stranger
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


@dataclass(frozen=True, slots=True)
class LessonCard:
    """A lesson (its id), and the message that shows it or is to show it; "" for none."""

    lesson: str
    message: str = ""


async def open_lesson(services: Services, key: str, shown: LessonCard) -> View:
    """Read a lesson. A refresh of the message that will show it stays there."""

    def change(tx: Tx) -> View:
        person = find(tx, key)
        if person is None:
            return Stranger()
        return _opened(tx, person, services.library.lesson(shown.lesson), shown.message)

    return await services.store.run(change)


async def open_next(
    services: Services, key: str, at: datetime, *, after: str = "", card: str = ""
) -> View:
    """The next lesson: in the course of `after`, or in the first course that is not done.

    If everything is done, the diploma of the first of these courses. A course can also become done
    without an answer, when the only missing lesson is removed from it.
    """

    def change(tx: Tx) -> View:
        person = find(tx, key)
        if person is None:
            return Stranger()
        done = None
        for course in _courses(services, person, after):
            taken = progress_of(tx, key, course.id)
            lesson = taken.next_lesson(course, after)
            if lesson:
                return _opened(tx, person, services.library.lesson(lesson), card)
            person, taken = complete(tx, person, course, taken, moment(at)[:10])
            if taken.completed:
                done = done or DiplomaView(person, course, taken.completed)
        return done or Missing(person)

    return await services.store.run(change)


async def open_quiz(
    services: Services, key: str, lesson: str, at: datetime, *, again_after: int = 0
) -> View:
    """Begin the quiz, or continue it. `again_after` is the number of the finished attempt after
    which to try again, so that a repeated or stale tap only shows how far one has come."""

    def change(tx: Tx) -> View:
        person = find(tx, key)
        if person is None:
            return Stranger()
        current = services.library.lesson(lesson)
        if current is None:
            return Missing(person)
        newest = _newest_attempt(tx, person, current)
        wanted = newest.number if newest and newest.finished else -1
        if newest is None or again_after == wanted:
            return _begin(tx, services, person, current, newest, at)
        return stage(tx, services, person, current, newest)

    return await services.store.run(change)


async def look(services: Services, key: str, shown: LessonCard) -> View:
    """How far the person has come in this lesson. Changes nothing.

    The latest lesson card may show another lesson by now than when it was sent.
    """

    def change(tx: Tx) -> View:
        person = find(tx, key)
        if person is None:
            return Stranger()
        newest = shown.message and shown.message == person.card
        current = services.library.lesson((newest and person.shows) or shown.lesson)
        if current is None:
            return Missing(person)
        return stage(tx, services, person, current, _newest_attempt(tx, person, current))

    return await services.store.run(change)


async def open_diploma(services: Services, key: str, lesson: str) -> View:
    """The diploma of the lesson's course; or how far one has come in it, if it isn't done."""

    def change(tx: Tx) -> View:
        person, taught = find(tx, key), services.library.lesson(lesson)
        if person is None:
            return Stranger()
        if taught is None:
            return Missing(person)
        course = services.library.course_of(taught)
        taken = progress_of(tx, key, course.id)
        if taken.completed:
            return DiplomaView(person, course, taken.completed)
        return _lesson_view(tx, person, taught)

    return await services.store.run(change)


async def has_moved_on(services: Services, key: str, card: str) -> bool:
    """Whether another lesson was opened in this card after it was sent."""
    person = await look_up(services, key)
    return bool(person and card and person.card == card)


async def go_on(services: Services, key: str, lesson: str) -> View:
    """After a verdict: the next question, or the summary."""

    def change(tx: Tx) -> View:
        person = find(tx, key)
        if person is None:
            return Stranger()
        current = services.library.lesson(lesson)
        newest = _newest_attempt(tx, person, current) if current else None
        if current is None:
            return Missing(person)
        if newest is None:
            return _lesson_view(tx, person, current)
        pinned = pinned_lesson(services, newest) or current
        question = quiz.current_question(newest, pinned)
        if question is None:
            return summarise(tx, services, person, pinned, newest)
        return QuestionView(person, pinned, question, newest)

    return await services.store.run(change)


def stage(
    tx: Tx, services: Services, person: Person, lesson: Lesson, newest: Attempt | None
) -> View:
    """What this person's card for this lesson should show now, according to the store."""
    if newest is None:
        return _lesson_view(tx, person, lesson)
    pinned = pinned_lesson(services, newest)
    if pinned is None:
        return Missing(person)
    if newest.finished:
        return summarise(tx, services, person, pinned, newest)
    last = newest.last
    question = pinned.question(last) if last else quiz.current_question(newest, pinned)
    if question is None:
        return Missing(person)
    if last:
        return VerdictView(person, pinned, question, newest, newest.answers[last])
    return QuestionView(person, pinned, question, newest)


def summarise(
    tx: Tx, services: Services, person: Person, lesson: Lesson, attempt: Attempt
) -> SummaryView:
    course = services.library.course_of(lesson)
    taken = progress_of(tx, person.key, course.id)
    after = taken.next_lesson(course, lesson.id)
    opinion = opinion_of(tx, person.key, lesson.id)
    return SummaryView(
        person,
        lesson,
        quiz.result(attempt, lesson),
        attempt.number,
        taken.done(course),
        len(course.lessons),
        services.library.lesson(after) if after else None,
        f"{opinion.useful} {'reported' if opinion.words else ''}".strip() if opinion else "",
    )


def complete(
    tx: Tx, person: Person, course: Course, taken: Progress, day: str
) -> tuple[Person, Progress]:
    """Record and count the course as done on `day` (ISO date), if all its lessons are passed and it
    was not done before."""
    if taken.completed or not course.lessons or taken.done(course) < len(course.lessons):
        return person, taken
    count_once(tx, person, [f"course:{course.id}:completed", "completed"], day)
    if not person.completed:
        person = replace(person, completed=True)
        save(tx, person)
    taken = replace(taken, completed=day)
    save_progress(tx, taken)
    return person, taken


def progress_of(tx: Tx, key: str, course: str) -> Progress:
    known = tx.get(documents.PROGRESS, progress.progress_key(key, course), Progress)
    return known or Progress(key, course)


def attempt_of(tx: Tx, key: str, lesson: str, number: int) -> Attempt | None:
    return tx.get(documents.ATTEMPTS, quiz.attempt_key(key, lesson, number), Attempt)


def opinion_of(tx: Tx, key: str, lesson: str) -> Opinion | None:
    return tx.get(documents.OPINIONS, f"{key}/{lesson}", Opinion)


def save_attempt(tx: Tx, attempt: Attempt) -> None:
    tx.put(documents.ATTEMPTS, attempt.key, attempt)


def save_progress(tx: Tx, taken: Progress) -> None:
    tx.put(documents.PROGRESS, progress.progress_key(taken.person, taken.course), taken)


def pinned_lesson(services: Services, attempt: Attempt) -> Lesson | None:
    """The lesson in the version that the attempt began with."""
    return services.library.lesson(attempt.lesson, attempt.version)


def _opened(tx: Tx, person: Person, lesson: Lesson | None, card: str) -> View:
    if lesson is None:
        return Missing(person)
    if card and (person.card, person.shows) != (card, lesson.id):
        person = replace(person, card=card, shows=lesson.id)
        save(tx, person)
    return _lesson_view(tx, person, lesson)


def _lesson_view(tx: Tx, person: Person, lesson: Lesson) -> LessonView:
    state = progress_of(tx, person.key, lesson.course).track(lesson.id).state
    return LessonView(person, lesson, state)


def _courses(services: Services, person: Person, after: str) -> list[Course]:
    offered = progress.courses_for(person, services.library)
    lesson = services.library.lesson(after) if after else None
    own = [each for each in offered if lesson and each.id == lesson.course]
    return own + [each for each in offered if each not in own]


def _newest_attempt(tx: Tx, person: Person, lesson: Lesson) -> Attempt | None:
    taken = progress_of(tx, person.key, lesson.course)
    number = taken.track(lesson.id).attempts
    return attempt_of(tx, person.key, lesson.id, number) if number else None


def _begin(
    tx: Tx,
    services: Services,
    person: Person,
    lesson: Lesson,
    newest: Attempt | None,
    at: datetime,
) -> View:
    number = newest.number + 1 if newest else 1
    while attempt_of(tx, person.key, lesson.id, number):
        number += 1  # keep an attempt from before the lesson was moved to this course
    attempt = quiz.begin(person.key, lesson, number, moment(at))
    course = services.library.course_of(lesson)
    taken = progress_of(tx, person.key, course.id)
    track = replace(taken.track(lesson.id), attempts=number)
    save_progress(tx, taken.with_track(lesson.id, track))
    save_attempt(tx, attempt)
    question = quiz.current_question(attempt, lesson)
    return QuestionView(person, lesson, question, attempt) if question else Missing(person)
