"""Draws the view that an action returned: one line for each type of view."""

from __future__ import annotations

from bot.chat.routes import Ask, speaks
from bot.core.learning.views import (
    DiplomaView,
    LessonView,
    Missing,
    QuestionView,
    SummaryView,
    VerdictView,
    View,
)
from bot.core.people import person as people
from bot.core.people.person import Person
from bot.core.people.views import Stranger
from bot.core.turn import Reply
from bot.drawing.delivery import welcome
from bot.drawing.learning import lesson
from cards import menu
from cards.kit import Card
from cards.learning import quiz, summary


def reply(ask: Ask, view: View) -> Reply:
    return ask.card(draw(ask, view))


def draw(ask: Ask, view: View) -> Card:
    """The card for a view."""
    match view:
        case LessonView():
            return lesson(ask.services, view.lesson, view.person, view.state)
        case QuestionView():
            return _question(view)
        case VerdictView():
            return _verdict(view)
        case SummaryView():
            return _summary(ask, view)
        case DiplomaView(person, course, day):
            return summary.diploma(
                speaks(person),
                person.name,
                course.title.to(person.language),
                day,
                len(course.lessons),
            )
        case Stranger():
            return welcome_card(ask, people.passing(ask.who, ask.turn.at))
        case Missing(person):
            spoken = speaks(person)
            return menu.note(
                spoken,
                spoken("missing-title"),
                spoken("missing-text"),
                (("lessons", spoken("button-lessons")),),
            )


def welcome_card(ask: Ask, person: Person, *, back: bool = False) -> Card:
    return welcome(ask.services, person, ask.turn.at.date(), back=back)


def _question(view: QuestionView) -> Card:
    lesson, question, attempt = view.lesson, view.question, view.attempt
    number = lesson.questions.index(question) + 1
    return quiz.question(
        speaks(view.person),
        lesson,
        question,
        attempt.order[question.id],
        attempt.number,
        number,
        len(lesson.questions),
        view.problem,
    )


def _verdict(view: VerdictView) -> Card:
    lesson = view.lesson
    total = len(lesson.questions)
    number = total if view.attempt.finished else len(view.attempt.answers)
    return quiz.verdict(
        speaks(view.person), lesson, view.question, view.chosen, view.attempt.number, number, total
    )


def _summary(ask: Ask, view: SummaryView) -> Card:
    following = view.next_lesson.title.to(view.person.language) if view.next_lesson else ""
    return summary.summary(
        speaks(view.person),
        view.lesson,
        view.result,
        ask.services.library.place(view.lesson),
        view.done,
        view.total,
        following,
        view.opinion,
        view.attempt,
    )
