"""One run of a lesson's quiz: the order of options, the answers, the result. Grading is a set
comparison, so it cannot depend on the order in which options were shown."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from msgspec import Struct, field

from bot.core.learning.lessons import Lesson, Question
from bot.core.values import replace


class Attempt(Struct, frozen=True):
    """`order` and `answers` are by question id; an answer is the sorted ids of the chosen options.
    Answers are stored as pairs, `given`, since JSON objects have no order, and it matters which was
    the last.

    The version and the order are fixed when the attempt begins, so that an old card can be answered
    after the lesson has changed. `finished` is "" until the last question is answered.
    """

    person: str
    lesson: str
    version: int
    number: int
    order: Mapping[str, tuple[str, ...]]
    given: tuple[tuple[str, tuple[str, ...]], ...] = field(name="answers", default=())
    started: str = ""
    finished: str = ""

    @property
    def key(self) -> str:
        return attempt_key(self.person, self.lesson, self.number)

    @property
    def answers(self) -> Mapping[str, tuple[str, ...]]:
        return dict(self.given)

    @property
    def last(self) -> str:
        """The id of the question that was answered last, or ""."""
        return self.given[-1][0] if self.given else ""


class Result(Struct, frozen=True):
    """`missed` has the ids of questions answered wrongly, in the lesson's order."""

    right: int
    total: int
    passed: bool
    missed: tuple[str, ...]


def attempt_key(person: str, lesson: str, number: int) -> str:
    return f"{person}/{lesson}/{number:04d}"


def begin(person: str, lesson: Lesson, number: int, started: str) -> Attempt:
    """A new attempt. The order of options follows from the person, the lesson and the number of the
    attempt: it is reproducible, and another in the next attempt."""
    order = {each.id: order_of(person, lesson, each, number) for each in lesson.questions}
    return Attempt(person, lesson.id, lesson.version, number, order, started=started)


def order_of(person: str, lesson: Lesson, question: Question, number: int) -> tuple[str, ...]:
    """The option ids, shuffled once for each person and question, then rotated by one for each
    attempt, so that two attempts in a row never have the same order. True/false keeps its order,
    since everybody expects true first."""
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
    """The sorted option ids in a card's input, or None if it is not an answer to this question.

    `chosen` is what the client sends: "a", or for multiple choice "a,b", which Teams separates with
    commas.
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
    """The attempt with this answer; unchanged if the question has been answered, since the first
    answer counts."""
    if question in attempt.answers or question not in attempt.order:
        return attempt
    return replace(attempt, given=(*attempt.given, (question, chosen)))


def finished(attempt: Attempt, moment: str) -> Attempt:
    return replace(attempt, finished=moment)


def is_complete(attempt: Attempt) -> bool:
    return len(attempt.given) == len(attempt.order)


def current_question(attempt: Attempt, lesson: Lesson) -> Question | None:
    """The first unanswered question, in the lesson's order; None if all are answered."""
    answers = attempt.answers
    return next((each for each in lesson.questions if each.id not in answers), None)


def result(attempt: Attempt, lesson: Lesson) -> Result:
    answers = attempt.answers
    missed = tuple(e.id for e in lesson.questions if not is_right(e, answers.get(e.id, ())))
    right = len(lesson.questions) - len(missed)
    return Result(right, len(lesson.questions), right >= lesson.passing, missed)
