"""Answers to what the bot sends by itself: not now, own hours, and follow-up questions.

Taps: later, hours, recall. Words: later, hours.
"""

from __future__ import annotations

from datetime import datetime

from bot.actions.delivery import reminders
from bot.actions.learning import followup as learning_followup
from bot.actions.people import choices
from bot.actions.people import records as person_records
from bot.chat.routes import Ask, Routes, speaks
from bot.chat.views import reply
from bot.chat.vocabulary import vocabulary
from bot.core import typed_dates
from bot.core.delivery.reminder_times import ReminderWish
from bot.core.learning.views import RecallView
from bot.core.people.hours import WORKDAY, Hours, zone_of
from bot.core.people.person import Person
from bot.core.people.views import Stranger
from bot.core.turn import Reply
from bot.core.values import replace
from bot.drawing.delivery import withdrawn
from bot.drawing.learning import follow_up
from cards.delivery import reminders as delivery_reminders
from cards.kit import Card
from cards.learning import followup
from cards.people import choices as choice_cards
from cards.people import hours as hours_cards

routes = Routes()


@routes.tap("later")
async def later(ask: Ask) -> Reply:
    """Ask when to remind; once that is chosen, keep it and confirm the time."""
    wish = delivery_reminders.read_later(ask.turn.data)
    if wish and wish.when:
        return await _keep_later(ask, wish)
    offer = await reminders.offer_later(ask.services, ask.key, ask.turn.at)
    if offer is None:
        return reply(ask, Stranger())
    if not offer.times:
        return ask.card(_no_reminder(offer.person, ask.turn.at))
    times = tuple((when, _label(offer.person, when, at, ask.turn.at)) for when, at in offer.times)
    return ask.card(
        delivery_reminders.later(speaks(offer.person), wish.lesson if wish else "", times)
    )


@routes.said("later")
async def later_said(ask: Ask) -> Reply:
    """Typed: "i morgen", "ikke nå, kl. 10". If it names exactly one time, keep it; else ask."""
    if when := typed_dates.later_said(ask.turn.text, vocabulary()):
        return await _keep_later(ask, ReminderWish("", when))
    return await later(ask)


async def _keep_later(ask: Ask, wish: ReminderWish) -> Reply:
    kept = await reminders.choose_later(ask.services, ask.key, wish, ask.turn.at)
    if kept is None:
        return reply(ask, Stranger())
    if kept.moment is None:
        return ask.card(_no_reminder(kept.person, ask.turn.at))
    when = told(kept.person, kept.moment, ask.turn.at)
    return ask.card(delivery_reminders.later_set(speaks(kept.person), when, kept.lesson))


def _no_reminder(person: Person, at: datetime) -> Card:
    """No reminder would be sent, so none is promised: says why, and how to start again."""
    if person.stopped:
        return choice_cards.stopped(speaks(person))
    if person.is_paused(at):
        return choice_cards.pause(speaks(person), person.paused_day)
    return choice_cards.later(speaks(person))


@routes.said("hours")
@routes.tap("hours")
async def hours(ask: Ask) -> Reply:
    """Show the person's own days and hours, or keep those that were filled in or typed."""
    person = await person_records.look_up(ask.services, ask.key)
    if person is None:
        return reply(ask, Stranger())
    filled = Hours.parse(hours_cards.read_hours(ask.turn.data) or "")
    if chosen := filled or _hours_said(ask.rest, person):
        person = await choices.choose_hours(ask.services, ask.key, chosen, ask.turn.at) or person
        return ask.card(hours_cards.saved(speaks(person), person.hours))
    problem = "unclear" if "from" in ask.turn.data else ""
    zone = zone_of(person.time_zone).key
    return ask.card(hours_cards.hours(speaks(person), person.hours, zone, problem))


def _hours_said(said: str, person: Person) -> Hours | None:
    """The hours in "arbeidstid 7-15", on the person's current days; None if the words say anything
    else, or more."""
    clocks = typed_dates.clocks_said(said)
    if len(clocks) != 2 or clocks[0] == clocks[1] or typed_dates.weekdays_said(said, vocabulary()):
        return None
    return replace(Hours.parse(person.hours) or WORKDAY, start=clocks[0], end=clocks[1])


@routes.tap("recall")
async def answer_follow_up(ask: Ask) -> Reply:
    given = followup.read_recall(ask.turn.data)
    if given is None:
        return reply(ask, Stranger())
    view = await learning_followup.answer(
        ask.services, given.delivery, ask.key, given.choices, ask.turn.at
    )
    return await _follow_up(ask, view)


@routes.again("recall")
async def show_follow_up(ask: Ask) -> Reply:
    """A follow-up card, redrawn with its answers once there are any."""
    return await _follow_up(ask, await learning_followup.look(ask.services, ask.text("d"), ask.key))


async def _follow_up(ask: Ask, view: RecallView | None) -> Reply:
    if view:
        return ask.card(follow_up(ask.services, view))
    person = await person_records.look_up(ask.services, ask.key)
    if person is None:
        return reply(ask, Stranger())
    return ask.card(withdrawn(person))


def told(person: Person, moment: datetime, at: datetime) -> str:
    """The moment in words: "i morgen, tirsdag 24. november, kl. 08.00"."""
    zone = zone_of(person.time_zone)
    then, now = moment.astimezone(zone), at.astimezone(zone)
    return delivery_reminders.later_when(speaks(person), then.date(), now.date(), f"{then:%H:%M}")


def _label(person: Person, when: str, moment: datetime, at: datetime) -> str:
    zone = zone_of(person.time_zone)
    day, today = moment.astimezone(zone).date(), at.astimezone(zone).date()
    return delivery_reminders.later_label(speaks(person), when, (day - today).days, day)
