"""One answer: graded, kept and counted in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.actions.learning.counts import count_once
from bot.actions.learning.lessons import (
    attempt_of,
    complete,
    pinned_lesson,
    progress_of,
    save_attempt,
    save_progress,
    stage,
)
from bot.actions.people.records import find, save
from bot.actions.shared.events import announce
from bot.core import documents
from bot.core.learning import quiz
from bot.core.learning.events import LessonPassed, QuizFinished
from bot.core.learning.lessons import Lesson
from bot.core.learning.quiz import Attempt
from bot.core.learning.records import Completion
from bot.core.learning.views import Missing, QuestionView, VerdictView, View
from bot.core.moments import moment, parse_moment
from bot.core.people.person import Person
from bot.core.people.places import municipality_on
from bot.core.people.views import Stranger
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


@dataclass(frozen=True, slots=True)
class Answer:
    """`choice` is what the client sent, unchecked. `attempt` is the attempt's number."""

    person: str
    lesson: str
    attempt: int
    question: str
    choice: object


async def answer(services: Services, given: Answer, at: datetime) -> View:
    """The verdict on this answer, or on an earlier one to the same question, since the first answer
    counts.

    An invalid answer shows the question again. A tap that fits no attempt shows how far the person
    has come.
    """
    return await services.store.run(lambda tx: _answer(services, tx, given, at))


def _answer(services: Services, tx: Tx, given: Answer, at: datetime) -> View:
    person = find(tx, given.person)
    if person is None:
        return Stranger()
    attempt = attempt_of(tx, given.person, given.lesson, given.attempt)
    lesson = pinned_lesson(services, attempt) if attempt else services.library.lesson(given.lesson)
    if lesson is None:
        return Missing(person)
    question = lesson.question(given.question)
    if attempt is None or question is None:
        return stage(tx, services, person, lesson, attempt)
    stands = attempt.answers.get(question.id)
    if stands:
        return VerdictView(person, lesson, question, attempt, stands)
    chosen = quiz.acceptable(question, given.choice)
    if chosen is None:
        return QuestionView(person, lesson, question, attempt, "choose")
    after = quiz.answered(attempt, question.id, chosen)
    right = "right" if quiz.is_right(question, chosen) else "wrong"
    tx.add(f"question|{lesson.id}|{lesson.version}|{question.id}|{right}")
    if len(after.given) == 1:
        person = _first_answer(tx, person, lesson, moment(at)[:10])
    if quiz.is_complete(after):
        after = quiz.finished(after, moment(at))
        person = _finish(services, tx, person, lesson, after, moment(at)[:10])
    save_attempt(tx, after)
    return VerdictView(person, lesson, question, after, chosen)


def _first_answer(tx: Tx, person: Person, lesson: Lesson, day: str) -> Person:
    """The first answer of an attempt: count the person as started, once."""
    taken = progress_of(tx, person.key, lesson.course)
    track = taken.track(lesson.id)
    if track.started:
        return person
    facts = ["started", f"lesson:{lesson.id}:started", f"course:{lesson.course}:started"]
    count_once(tx, person, facts, day)
    if not person.started:
        person = replace(person, started=True, seen=day)
        save(tx, person)
    save_progress(tx, taken.with_track(lesson.id, replace(track, started=day)))
    return person


def _finish(
    services: Services, tx: Tx, person: Person, lesson: Lesson, attempt: Attempt, day: str
) -> Person:
    """The last answer of an attempt: record the best score and what it completes."""
    course = services.library.course_of(lesson)
    taken = progress_of(tx, person.key, course.id)
    track = taken.track(lesson.id)
    score = quiz.result(attempt, lesson)
    track = replace(track, best=max(track.best, score.right), version=lesson.version)
    finished = parse_moment(attempt.finished)
    event = QuizFinished(person.key, lesson.id, score.missed, score.passed, finished)
    announce(services, tx, event)
    if not score.passed:
        save_progress(tx, taken.with_track(lesson.id, track))
        return person
    count_once(tx, person, [f"lesson:{lesson.id}:passed"], day)
    taken = taken.with_track(lesson.id, replace(track, passed=track.passed or day))
    save_progress(tx, taken)
    if not track.passed:
        announce(services, tx, LessonPassed(person.key, lesson.id))
    person, _ = complete(tx, person, course, taken, day)
    _record(tx, services, person, lesson, attempt, score.right)
    return person


def _record(
    tx: Tx, services: Services, person: Person, lesson: Lesson, attempt: Attempt, right: int
) -> None:
    """Record the completion, with the municipality and unit of its day."""
    day = attempt.finished[:10]
    completion = Completion(
        person=person.key,
        municipality=municipality_on(
            services.municipalities, person.place, date.fromisoformat(day)
        ),
        unit=person.unit,
        course=lesson.course,
        lesson=lesson.id,
        version=lesson.version,
        score=right,
        questions=len(lesson.questions),
        at=attempt.finished,
        attempt=attempt.number,
    )
    tx.put(documents.COMPLETIONS, attempt.key, completion)
