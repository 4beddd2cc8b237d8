"""What the bot sends by itself, answered: not now, own hours, and follow-up questions.

Taps: later, hours, recall. Word: hours.
"""

from __future__ import annotations

from datetime import datetime

from bot.actions import choices, journeys, people, recalls
from bot.actions.recalls import RecallView
from bot.core.hours import Hours, zone_of
from bot.core.people import Person
from bot.core.turn import Reply
from bot.core.views import Stranger
from bot.core.wishes import moment_for, offered
from bot.features.drawing import reply
from bot.features.routing import Ask, Routes, speaks
from cards import followup, outreach
from cards import hours as hours_cards
from cards.kit import Card

routes = Routes()


@routes.tap("later")
async def later(ask: Ask) -> Reply:
    """Asks when; once chosen, keeps it and says when it will be."""
    wish = outreach.read_later(ask.turn.data)
    person = await people.look_up(ask.house, ask.key)
    if person is None:
        return reply(ask, Stranger())
    spoken = speaks(person)
    if wish is None or not wish.when:
        lesson = wish.lesson if wish else ""
        times = tuple(
            (each, outreach.later_label(spoken, each)) for each in offered(person, ask.turn.at)
        )
        return ask.card(outreach.later(spoken, lesson, times))
    moment = moment_for(person, wish.when, ask.turn.at)
    await journeys.choose_later(ask.house, ask.key, wish.lesson, moment, ask.turn.at)
    return ask.card(outreach.later_set(spoken, _said(person, moment, ask.turn.at)))


@routes.said("hours")
@routes.tap("hours")
async def hours(ask: Ask) -> Reply:
    """One's own days and hours: shown, or kept when they are filled in."""
    chosen = hours_cards.read_hours(ask.turn.data)
    if chosen and (parsed := Hours.parse(chosen)):
        person = await choices.choose_hours(ask.house, ask.key, parsed, ask.turn.at)
        if person is None:
            return reply(ask, Stranger())
        return ask.card(hours_cards.saved(speaks(person), person.hours))
    person = await people.look_up(ask.house, ask.key)
    if person is None:
        return reply(ask, Stranger())
    problem = "unclear" if "from" in ask.turn.data else ""
    zone = zone_of(person.time_zone).key
    return ask.card(hours_cards.hours(speaks(person), person.hours, zone, problem))


@routes.tap("recall")
async def answer_follow_up(ask: Ask) -> Reply:
    given = followup.read_recall(ask.turn.data)
    if given is None:
        return reply(ask, Stranger())
    view = await recalls.answer(ask.house, given.delivery, ask.key, given.choices, ask.turn.at)
    return await _follow_up(ask, view)


async def show_follow_up(ask: Ask) -> Reply:
    """A follow-up card drawn again: with its answers, once there are any."""
    return await _follow_up(ask, await recalls.look(ask.house, ask.text("d"), ask.key))


async def _follow_up(ask: Ask, view: RecallView | None) -> Reply:
    if view:
        return ask.card(_draw(ask, view))
    person = await people.look_up(ask.house, ask.key)
    if person is None:
        return reply(ask, Stranger())
    return ask.card(outreach.withdrawn(speaks(person)))


def _draw(ask: Ask, view: RecallView) -> Card:
    spoken = speaks(view.person)
    asked = [followup.Asked(each.lesson, each.question, each.order) for each in view.asked]
    if view.is_answered:
        answers = (each.answer for each in view.asked)
        return followup.result(spoken, tuple(zip(asked, answers, strict=True)))
    return followup.ask(spoken, tuple(asked), view.delivery, view.problem, ask.house.sender)


def _said(person: Person, moment: datetime, at: datetime) -> str:
    zone = zone_of(person.time_zone)
    then, now = moment.astimezone(zone), at.astimezone(zone)
    return outreach.later_when(speaks(person), then.date(), now.date(), f"{then:%H:%M}")
