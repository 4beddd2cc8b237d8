"""A lesson, its quiz, the verdict, the summary and the diploma.

Taps: lesson, next, quiz, answer, continue, result, retry, diploma. Words: start, next.
"""

from __future__ import annotations

from bot.actions.learning import answer
from bot.actions.learning import lessons as learning_lessons
from bot.chat.routes import Ask, Routes
from bot.chat.views import reply
from bot.core.turn import Reply
from cards.learning import quiz

routes = Routes()


@routes.tap("lesson")
async def read(ask: Ask) -> Reply:
    return reply(ask, await learning_lessons.open_lesson(ask.services, ask.key, shown_in(ask)))


@routes.said("start", "next")
@routes.tap("next")
async def go_to_next(ask: Ask) -> Reply:
    services, key, at = ask.services, ask.key, ask.turn.at
    view = await learning_lessons.open_next(
        services, key, at, after=lesson_of(ask), card=card_of(ask)
    )
    return reply(ask, view)


@routes.tap("quiz")
async def take_quiz(ask: Ask) -> Reply:
    view = await learning_lessons.open_quiz(ask.services, ask.key, lesson_of(ask), ask.turn.at)
    return reply(ask, view)


@routes.tap("retry")
async def try_again(ask: Ask) -> Reply:
    """Begin a new attempt. The button says which attempt it follows, so that a doubled tap begins
    only one."""
    number = ask.turn.data.get("attempt")
    again = number if isinstance(number, int) and number > 0 else -2
    view = await learning_lessons.open_quiz(
        ask.services, ask.key, lesson_of(ask), ask.turn.at, again_after=again
    )
    return reply(ask, view)


@routes.tap("answer")
async def give_answer(ask: Ask) -> Reply:
    given = quiz.read_answer(ask.turn.data)
    if given is None:
        return await show(ask)
    choice = answer.Answer(ask.key, given.lesson, given.attempt, given.question, given.choice)
    return reply(ask, await answer.answer(ask.services, choice, ask.turn.at))


@routes.tap("continue", "result")
async def go_on(ask: Ask) -> Reply:
    return reply(ask, await learning_lessons.go_on(ask.services, ask.key, lesson_of(ask)))


@routes.tap("diploma")
async def show_diploma(ask: Ask) -> Reply:
    return reply(ask, await learning_lessons.open_diploma(ask.services, ask.key, lesson_of(ask)))


async def show(ask: Ask) -> Reply:
    """Show how far the person has come in this card's lesson. Changes nothing."""
    return reply(ask, await learning_lessons.look(ask.services, ask.key, shown_in(ask)))


def shown_in(ask: Ask) -> learning_lessons.LessonCard:
    return learning_lessons.LessonCard(lesson_of(ask), card_of(ask))


def lesson_of(ask: Ask) -> str:
    return ask.text("lesson")


def card_of(ask: Ask) -> str:
    return ask.turn.card
