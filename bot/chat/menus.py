"""Menus: help, about, status, all lessons.

Taps and words: help, about, status, lessons.
"""

from __future__ import annotations

from datetime import datetime

from bot.actions.delivery import explanation
from bot.actions.delivery.explanation import Explanation
from bot.actions.learning import learner_status
from bot.actions.learning.learner_status import MyStanding
from bot.actions.people.places import municipality_of
from bot.chat.routes import Ask, Routes, speaks
from bot.chat.views import reply
from bot.core.delivery.states import Reason
from bot.core.people.hours import zone_of
from bot.core.people.person import Person
from bot.core.people.reach import Right, standing_of
from bot.core.people.views import Stranger
from bot.core.turn import Reply
from cards import menu
from cards.people import hours

routes = Routes()
_LATER = (Reason.WAITING, Reason.HOURS, Reason.BUDGET, Reason.SPREAD)
_NOTHING = (
    Reason.NO_PLAN,
    Reason.DONE,
    Reason.HELD_OUT,
)  # a hold-out is told as having no plan: it has none


@routes.again("help")
@routes.said("help")
@routes.tap("help")
async def show_help(ask: Ask) -> Reply:
    mine = await learner_status.my_standing(ask.services, ask.key)
    if mine is None:
        return reply(ask, Stranger())
    return ask.card(menu.help(speaks(mine.person), ask.services.local, _leads(ask, mine.person)))


def _leads(ask: Ask, person: Person) -> bool:
    return standing_of(person, ask.turn.at).holds(Right.LEAD)


@routes.said("about")
@routes.tap("about")
async def about(ask: Ask) -> Reply:
    mine = await learner_status.my_standing(ask.services, ask.key)
    if mine is None:
        return reply(ask, Stranger())
    services = ask.services
    privacy = f"{services.public_url}/privacy/{mine.person.language}" if services.public_url else ""
    return ask.card(menu.about(speaks(mine.person), services.version, services.sender, privacy))


@routes.again("status")
@routes.said("status")
@routes.tap("status")
async def status(ask: Ask) -> Reply:
    mine = await learner_status.my_standing(ask.services, ask.key)
    if mine is None:
        return reply(ask, Stranger())
    person = mine.person
    known = municipality_of(ask.services, person, ask.turn.at)
    municipality = ask.services.municipalities.name(known) if known else ""
    rows = tuple(_course_row(ask, mine))
    reason = await explanation.explain(ask.services, ask.key, ask.turn.at)
    state, until = _state(person, ask.turn.at, reason), person.paused_day
    drawn = menu.status(
        speaks(person), person.name, municipality, rows, state, until,
        _leads(ask, person), _coming(person, reason),
    )  # fmt: skip
    return ask.card(drawn)


@routes.again("lessons")
@routes.said("lessons")
@routes.tap("lessons")
async def lessons(ask: Ask) -> Reply:
    mine = await learner_status.my_standing(ask.services, ask.key)
    if mine is None:
        return reply(ask, Stranger())
    language = mine.person.language
    rows = tuple(
        (
            course.title.to(language),
            tuple(
                (id, lesson.title.to(language), taken.track(id).state)
                for id in course.lessons
                if (lesson := ask.services.library.lesson(id))
            ),
        )
        for course, taken in mine.courses
    )
    return ask.card(menu.lessons(speaks(mine.person), rows))


def _course_row(ask: Ask, mine: MyStanding) -> list[menu.CourseRow]:
    language = mine.person.language
    rows = []
    for course, taken in mine.courses:
        following = ask.services.library.lesson(taken.next_lesson(course))
        rows.append(
            menu.CourseRow(
                course.title.to(language),
                taken.done(course),
                len(course.lessons),
                following.title.to(language) if following else "",
            )
        )
    return rows


def _state(person: Person, at: datetime, reason: Explanation) -> str:
    if person.stopped:
        return "stopped"
    if person.is_paused(at):
        return "paused"
    return "resting" if reason.reason == Reason.RESTING else ""


def _coming(person: Person, reason: Explanation) -> str:
    """When the bot will write next at the earliest, or that it won't; "" if that isn't known."""
    spoken = speaks(person)
    if reason.reason in _NOTHING:
        return spoken("status-by-yourself")
    if reason.reason == Reason.ON_HOLD:
        return spoken("status-held")
    if reason.reason not in _LATER or reason.next_at is None:
        return ""
    day = reason.next_at.astimezone(zone_of(person.time_zone)).date()
    return spoken("status-coming", day=spoken.day(day), hours=hours.said(spoken, person.hours))
