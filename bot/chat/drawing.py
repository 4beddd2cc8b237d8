"""From an outcome to its card: one line a kind."""

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
from bot.ports import Doc
from cards import menu, outreach
from cards.kit import Card
from cards.learning import lesson as lesson_cards
from cards.learning import quiz, summary
from cards.people import welcome


def reply(ask: Ask, view: View) -> Reply:
    return ask.card(draw(ask, view))


def draw(ask: Ask, view: View) -> Card:
    """The card for a view: one line a kind."""
    match view:
        case LessonView():
            return _lesson(ask, view)
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
    """The municipality is asked for only where nothing stronger has said it."""
    services = ask.services
    known = person.municipality
    asked = () if known or back else services.choices(ask.turn.at.date())
    return welcome.welcome(
        speaks(person),
        sender=services.sender,
        name=person.name,
        municipalities=asked,
        municipality=services.municipalities.name(known) if known else "",
        back=back,
        stopped=person.stopped,
        told=bool(person.may_tell),
        most=services.budget.week,
    )


def _lesson(ask: Ask, view: LessonView) -> Card:
    library, lesson, person = ask.services.library, view.lesson, view.person
    picture = ask.services.pictures.get(lesson.picture.file, "") if lesson.picture else ""
    title = library.course_of(lesson).title.to(person.language)
    return lesson_cards.lesson(
        speaks(person), lesson, library.place(lesson), title, picture, view.state
    )


def lesson_sent(ask: Ask, view: LessonView, row: Doc) -> Card:
    """The lesson of a card that came by itself, with all that the card said: why it came and how
    to stop, that it was corrected, and a champion's name and words."""
    services, lesson, person, spoken = ask.services, view.lesson, view.person, speaks(view.person)
    pushed = row["kind"] == "push"
    by = row.get("by_name", "") if pushed else ""
    return lesson_cards.lesson(
        spoken,
        lesson,
        services.library.place(lesson),
        services.library.course_of(lesson).title.to(person.language),
        services.pictures.get(lesson.picture.file, "") if lesson.picture else "",
        view.state,
        because=outreach.because(spoken, row["kind"], by if pushed else services.sender),
        delivery=ask.text("d"),
        corrected=row.get("corrected", ""),
        said=row.get("words", "") if pushed else "",
        by=by,
        pushed=pushed,
    )


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
