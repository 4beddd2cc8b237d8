"""One run of a lesson's quiz: the order of options, the answers, the result. Grading is a set
comparison, so it cannot depend on the order in which options were shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from bot.core.learning.lessons import Lesson, Question
from bot.core.values import evolve


@dataclass(frozen=True)  # without slots, so that `evolve` can copy it
class Attempt:
    """`order` and `answers` are by question id; an answer is the chosen option ids, sorted, and
    answers stand in the order in which they were given.

    The version and the order are pinned when the attempt begins: an old card stays answerable
    after the lesson has changed. `finished` is "" until the last question is answered.
    """

    person: str
    lesson: str
    version: int
    number: int
    order: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    started: str = ""
    finished: str = ""

    @property
    def key(self) -> str:
        return attempt_key(self.person, self.lesson, self.number)

    @property
    def last(self) -> str:
        """The question that was answered last, or ""."""
        return next(reversed(tuple(self.answers)), "")


@dataclass(frozen=True, slots=True)
class Result:
    """`missed` are ids of questions answered wrongly, in the lesson's order."""

    right: int
    total: int
    passed: bool
    missed: tuple[str, ...]


def attempt_key(person: str, lesson: str, number: int) -> str:
    return f"{person}/{lesson}/{number:04d}"


def begin(person: str, lesson: Lesson, number: int, started: str) -> Attempt:
    """A new attempt. The order is drawn from who, what and which attempt: the same every time it
    is asked for, another at the next attempt."""
    order = {each.id: order_of(person, lesson, each, number) for each in lesson.questions}
    return Attempt(person, lesson.id, lesson.version, number, order, {}, started)


def order_of(person: str, lesson: Lesson, question: Question, number: int) -> tuple[str, ...]:
    """The option ids, shuffled once a person and question, then turned one step an attempt: never
    twice running in the same order. True/false keeps its order, since everybody expects true
    first."""
    seed = f"{person}|{lesson.id}"
    ids = [each.id for each in question.options]
    if question.kind == "true_false":
        return tuple(ids)
    ids.sort(key=lambda id: sha256(f"{seed}|{question.id}|{id}".encode()).digest())
    turn = (number - 1) % len(ids)
    return tuple(ids[turn:] + ids[:turn])


def is_right(question: Question, chosen: tuple[str, ...]) -> bool:
    return frozenset(chosen) == question.correct


def acceptable(question: Question, chosen: object) -> tuple[str, ...] | None:
    """The chosen option ids from a card's input, sorted, or None if they are no answer.

    `chosen` is what a client sends: "a" or, for multiple choice, "a,b" (Teams joins with commas).
    """
    if not isinstance(chosen, str):
        return None
    picked = sorted({each.strip() for each in chosen.split(",") if each.strip()})
    known = {each.id for each in question.options}
    if not picked or not known.issuperset(picked):
        return None
    if question.kind != "multiple" and len(picked) != 1:
        return None
    return tuple(picked)


def answered(attempt: Attempt, question: str, chosen: tuple[str, ...]) -> Attempt:
    """The attempt with this answer, or the same attempt: the first answer stands."""
    if question in attempt.answers or question not in attempt.order:
        return attempt
    return evolve(attempt, answers={**attempt.answers, question: chosen})


def finished(attempt: Attempt, moment: str) -> Attempt:
    return evolve(attempt, finished=moment)


def is_complete(attempt: Attempt) -> bool:
    return len(attempt.answers) == len(attempt.order)


def current_question(attempt: Attempt, lesson: Lesson) -> Question | None:
    """The first question not yet answered, in the lesson's order."""
    return next((each for each in lesson.questions if each.id not in attempt.answers), None)


def result(attempt: Attempt, lesson: Lesson) -> Result:
    missed = tuple(
        each.id for each in lesson.questions if not is_right(each, attempt.answers.get(each.id, ()))
    )
    right = len(lesson.questions) - len(missed)
    return Result(right, len(lesson.questions), right >= lesson.passing, missed)


def to_doc(attempt: Attempt) -> dict[str, Any]:
    return {
        "person": attempt.person,
        "lesson": attempt.lesson,
        "version": attempt.version,
        "number": attempt.number,
        "order": {question: list(ids) for question, ids in attempt.order.items()},
        "answers": [[question, list(ids)] for question, ids in attempt.answers.items()],
        "started": attempt.started,
        "finished": attempt.finished,
    }


def from_doc(doc: Mapping[str, Any]) -> Attempt:
    return Attempt(
        person=doc["person"],
        lesson=doc["lesson"],
        version=doc["version"],
        number=doc["number"],
        order={question: tuple(ids) for question, ids in doc["order"].items()},
        answers={question: tuple(ids) for question, ids in doc["answers"]},
        started=doc["started"],
        finished=doc["finished"],
    )
