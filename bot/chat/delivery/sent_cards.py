"""Redraws cards that the bot sent by itself: as they were sent, until something was chosen on them.

A choice is shown while it is in force: a reminder until it is sent, a pause until it is over. This
module has no taps or words of its own; `bot.chat.refresh` calls it.
"""

from __future__ import annotations

from bot.actions.delivery import reminders
from bot.actions.delivery.reminders import Chosen
from bot.actions.learning import lessons as learning_lessons
from bot.chat.delivery.reminders import told
from bot.chat.learning import lesson as learning_lesson
from bot.chat.routes import Ask, Routes, speaks
from bot.chat.views import reply
from bot.core.delivery.kinds import Kind
from bot.core.delivery.states import BEGUN, Choice
from bot.core.learning.progress import TrackState
from bot.core.learning.views import LessonView, SummaryView, View
from bot.core.turn import Reply
from bot.drawing import card
from bot.drawing.request import CardRequest
from cards.delivery import reminders as delivery_reminders
from cards.kit import Card
from cards.people import choices as choice_cards

routes = Routes()
_REMINDERS = (Kind.NUDGE, Kind.LATER)


async def as_chosen(ask: Ask) -> Reply | None:
    """The card with what was chosen on it; None if nothing was."""
    if not ask.text("d"):
        return None
    found = await reminders.chosen_on(ask.services, ask.text("d"), ask.key, ask.turn.at)
    card = _chosen(ask, found) if found else None
    return ask.card(card) if card else None


@routes.again("sent")
async def show_sent(ask: Ask) -> Reply:
    """A nudge, a reminder, or the message that the bot is resting, if nothing was chosen on it: as
    it was sent, unless its lesson was begun from it or is done."""
    found = await reminders.chosen_on(ask.services, ask.text("d"), ask.key, ask.turn.at)
    if found is None or found.row.kind not in (*_REMINDERS, Kind.RESTING):
        return await learning_lesson.show(ask)
    key, details = ask.text("d"), found.details
    drawn = card(CardRequest(ask.services, found.row, key, found.person, details))
    if found.row.kind == Kind.RESTING and drawn:
        return ask.card(drawn)
    view = await learning_lessons.look(
        ask.services, ask.key, learning_lessons.LessonCard(found.row.subject)
    )
    if drawn is None or found.choice in BEGUN or _is_done(view):
        return reply(ask, view)
    return ask.card(drawn)


@routes.again("push")
async def show_lesson(ask: Ask) -> Reply:
    """A lesson that the bot sent by itself, if nothing was chosen on it: as it was sent, with the
    reason and any correction, until the person has begun its quiz."""
    view = await learning_lessons.look(
        ask.services, ask.key, learning_lessons.LessonCard(ask.text("lesson"), ask.turn.card)
    )
    sent = await reminders.sent_to(ask.services, ask.text("d"), ask.key, ask.turn.at)
    if not isinstance(view, LessonView) or sent is None or sent.row.subject != view.lesson.id:
        return reply(ask, view)
    if not ask.services.kinds[sent.row.kind].teaches:
        return reply(ask, view)
    key, person = ask.text("d"), view.person
    drawn = card(CardRequest(ask.services, sent.row, key, person, sent.details, view.state))
    return ask.card(drawn) if drawn else reply(ask, view)


def _is_done(view: View) -> bool:
    if isinstance(view, SummaryView):
        return view.result.passed
    return isinstance(view, LessonView) and view.state == TrackState.PASSED


def _chosen(ask: Ask, found: Chosen) -> Card | None:
    spoken, person = speaks(found.person), found.person
    if found.choice == Choice.LATER and found.moment:
        when = told(person, found.moment, ask.turn.at)
        return delivery_reminders.later_set(spoken, when, found.row.subject)
    if found.choice == Choice.STOP:
        return choice_cards.stopped(spoken)
    if found.choice == Choice.RESUME:
        return choice_cards.resumed(spoken)
    return choice_cards.pause(spoken, person.paused_day) if found.choice == Choice.PAUSE else None
