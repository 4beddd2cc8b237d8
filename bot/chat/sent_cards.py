"""What the bot sent by itself, drawn again: as it came, until something was chosen on it.

A choice is shown as long as it holds: a reminder until it comes, a pause until it is over. No tap
or word of its own; `bot.chat.refresh` comes here.
"""

from __future__ import annotations

from bot.actions.delivery import reminders
from bot.actions.delivery.reminders import Chosen
from bot.actions.learning import lessons as learning_lessons
from bot.chat.delivery.reminders import told
from bot.chat.drawing import lesson_sent, reply
from bot.chat.learning import lesson as learning_lesson
from bot.chat.routes import Ask, speaks
from bot.core import documents
from bot.core.learning.lessons import Lesson
from bot.core.learning.views import LessonView, SummaryView, View
from bot.core.turn import Reply
from cards.delivery import reminders as delivery_reminders
from cards.kit import Card
from cards.people import choices as choice_cards

_LESSONS = ("lesson", "correction", "shared")


async def as_chosen(ask: Ask) -> Reply | None:
    """The card with what was chosen on it; None where there is no such choice."""
    if not ask.text("d"):
        return None
    found = await reminders.chosen_on(ask.services, ask.text("d"), ask.key, ask.turn.at)
    card = _chosen(ask, found) if found else None
    return ask.card(card) if card else None


async def show_sent(ask: Ask) -> Reply:
    """A nudge, a reminder, or the message that the bot rests, on which nothing was chosen: as it
    came, unless its lesson was begun from it or is done."""
    found = await reminders.chosen_on(ask.services, ask.text("d"), ask.key, ask.turn.at)
    if found is None or found.row["kind"] not in ("nudge", "later", "resting"):
        return await learning_lesson.show(ask)
    if found.row["kind"] == "resting":
        return ask.card(
            delivery_reminders.resting(speaks(found.person), ask.text("d"), ask.services.sender)
        )
    lesson = ask.services.library.lesson(found.row["subject"])
    view = await learning_lessons.look(ask.services, ask.key, found.row["subject"])
    if lesson is None or found.choice == "begun" or _is_done(view):
        return reply(ask, view)
    return ask.card(_reminding(ask, found, lesson))


async def show_lesson(ask: Ask) -> Reply:
    """A lesson that came by itself, on which nothing was chosen: as it came, with why and whether
    it was corrected, until the person is further on in it."""
    view = await learning_lessons.look(ask.services, ask.key, ask.text("lesson"), ask.turn.card)
    row = await ask.services.store.run(lambda tx: tx.get(documents.DELIVERIES, ask.text("d")))
    if not isinstance(view, LessonView) or row is None or row["person"] != ask.key:
        return reply(ask, view)
    is_its = row["kind"] in _LESSONS and row["subject"] == view.lesson.id
    return ask.card(lesson_sent(ask, view, row)) if is_its else reply(ask, view)


def _is_done(view: View) -> bool:
    if isinstance(view, SummaryView):
        return view.result.passed
    return isinstance(view, LessonView) and view.state == "passed"


def _reminding(ask: Ask, found: Chosen, lesson: Lesson) -> Card:
    """A nudge, or the reminder that was asked for, as it was sent."""
    services, row, spoken = ask.services, found.row, speaks(found.person)
    delivery = ask.text("d")
    if row["kind"] != "nudge":
        return delivery_reminders.reminder(spoken, lesson, delivery, services.sender)
    number, place = int(row["slot"].split("/")[1]), services.library.place(lesson)
    title = services.library.course_of(lesson).title.to(found.person.language)
    return delivery_reminders.nudge(
        spoken, lesson, place, title, number, found.started, delivery, services.sender
    )


def _chosen(ask: Ask, found: Chosen) -> Card | None:
    spoken, person = speaks(found.person), found.person
    if found.choice == "later" and found.moment:
        when = told(person, found.moment, ask.turn.at)
        return delivery_reminders.later_set(spoken, when, found.row["subject"])
    if found.choice == "stop":
        return choice_cards.stopped(spoken)
    if found.choice == "resume":
        return choice_cards.resumed(spoken)
    return choice_cards.pause(spoken, person.paused_day) if found.choice == "pause" else None
