"""Finding one's way: help, about, status, all lessons.

Taps and words: help, about, status, lessons.
"""

from __future__ import annotations

from datetime import datetime

from bot.actions import standing
from bot.actions.standing import MyStanding
from bot.core.people import Person
from bot.core.pushing import may_push
from bot.core.turn import Reply
from bot.core.views import Stranger
from bot.features.drawing import reply
from bot.features.routing import Ask, Routes, speaks
from cards import menu

routes = Routes()


@routes.said("help")
@routes.tap("help")
async def show_help(ask: Ask) -> Reply:
    mine = await standing.my_standing(ask.house, ask.key)
    if mine is None:
        return reply(ask, Stranger())
    return ask.card(
        menu.help(speaks(mine.person), ask.house.local, may_push(mine.person, ask.turn.at))
    )


@routes.said("about")
@routes.tap("about")
async def about(ask: Ask) -> Reply:
    mine = await standing.my_standing(ask.house, ask.key)
    if mine is None:
        return reply(ask, Stranger())
    house = ask.house
    privacy = f"{house.public_url}/privacy/{mine.person.language}" if house.public_url else ""
    return ask.card(menu.about(speaks(mine.person), house.version, house.sender, privacy))


@routes.said("status")
@routes.tap("status")
async def status(ask: Ask) -> Reply:
    mine = await standing.my_standing(ask.house, ask.key)
    if mine is None:
        return reply(ask, Stranger())
    person = mine.person
    known = person.municipality
    municipality = ask.house.municipalities.name(known) if known else ""
    rows = tuple(_course_row(ask, mine))
    state, until = _state(person, ask.turn.at), person.paused_day
    leads = may_push(person, ask.turn.at)
    return ask.card(
        menu.status(speaks(person), person.name, municipality, rows, state, until, leads)
    )


@routes.said("lessons")
@routes.tap("lessons")
async def lessons(ask: Ask) -> Reply:
    mine = await standing.my_standing(ask.house, ask.key)
    if mine is None:
        return reply(ask, Stranger())
    language = mine.person.language
    rows = tuple(
        (
            course.title.to(language),
            tuple(
                (id, lesson.title.to(language), taken.track(id).state)
                for id in course.lessons
                if (lesson := ask.house.library.lesson(id))
            ),
        )
        for course, taken in mine.courses
    )
    return ask.card(menu.lessons(speaks(mine.person), rows))


def _course_row(ask: Ask, mine: MyStanding) -> list[menu.CourseRow]:
    language = mine.person.language
    rows = []
    for course, taken in mine.courses:
        following = ask.house.library.lesson(taken.next_lesson(course))
        rows.append(
            menu.CourseRow(
                course.title.to(language),
                taken.done(course),
                len(course.lessons),
                following.title.to(language) if following else "",
            )
        )
    return rows


def _state(person: Person, at: datetime) -> str:
    if person.stopped:
        return "stopped"
    return "paused" if person.is_paused(at) else ""
