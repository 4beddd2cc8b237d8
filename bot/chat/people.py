"""People's own choices.

Taps and words: language, municipality, pause, resume, stop. Word, local only: role.
"""

from __future__ import annotations

from datetime import date

from bot.actions.people import choices
from bot.actions.people import records as person_records
from bot.actions.people.places import date_of, municipality_of
from bot.chat.routes import Ask, Routes, speaks
from bot.chat.views import reply
from bot.chat.vocabulary import vocabulary
from bot.core import typed_dates
from bot.core.languages import LANGUAGES, Language
from bot.core.people.hours import zone_of
from bot.core.people.person import Person
from bot.core.people.roles import Role
from bot.core.people.views import Stranger
from bot.core.turn import Reply
from bot.core.typed_commands import plain
from bot.locale import words
from cards import menu, parts
from cards.kit import Card
from cards.people import choices as choice_cards

routes = Routes()


@routes.said("language")
@routes.tap("language")
async def language(ask: Ask) -> Reply:
    """Choose a language, or ask which if none is given."""
    chosen = choice_cards.read_language(ask.turn.data) or _named_language(ask.rest)
    if not chosen:
        person = await person_records.look_up(ask.services, ask.key)
        return ask.card(choice_cards.language(speaks(person))) if person else _stranger(ask)
    person = await choices.choose_language(ask.services, ask.key, chosen)
    if person is None:
        return _stranger(ask)
    said = speaks(person)
    return ask.card(_done(person, said("language-chosen-title"), said("language-chosen-text")))


@routes.said("municipality")
@routes.tap("municipality")
async def municipality(ask: Ask) -> Reply:
    """Choose a municipality by number or name, or ask which if none is given."""
    known = ask.services.choices(date_of(ask.turn.at))
    number = choice_cards.read_municipality(ask.turn.data) or _named_municipality(ask.rest, known)
    if not number:
        person = await person_records.look_up(ask.services, ask.key)
        if person is None:
            return _stranger(ask)
        own = municipality_of(ask.services, person, ask.turn.at)
        return ask.card(choice_cards.municipality(speaks(person), known, own))
    placed = await choices.choose_municipality(ask.services, ask.key, number, ask.turn.at)
    if placed is None:
        return _stranger(ask)
    said = speaks(placed.person)
    own = municipality_of(ask.services, placed.person, ask.turn.at)
    name = ask.services.municipalities.name(own)
    text = "municipality-unknown-text"
    if placed.person.municipality:
        text = "municipality-chosen-text" if placed.done else "municipality-stands-text"
    told = said(text, name=parts.plain(name))
    return ask.card(_done(placed.person, said("municipality-chosen-title"), told))


@routes.said("pause")
@routes.tap("pause")
async def pause(ask: Ask) -> Reply:
    """Pause for a number of days or until a day, or for 0 until the person says so; or ask how
    long."""
    days = choice_cards.read_pause(ask.turn.data)
    if days is None:
        days = typed_dates.days_said(ask.rest, vocabulary())
    if days is not None:
        person = await choices.pause(ask.services, ask.key, ask.turn.at, days or None)
    else:
        person = await person_records.look_up(ask.services, ask.key)
        if person and (day := _end_of_pause(ask, person)):
            person = await choices.pause_until(ask.services, ask.key, ask.turn.at, day)
    if person is None:
        return _stranger(ask)
    until = person.paused_day if person.is_paused(ask.turn.at) else ""
    problem = "until" if "until" in ask.turn.data and not until else ""
    return ask.card(choice_cards.pause(speaks(person), until, problem))


def _end_of_pause(ask: Ask, person: Person) -> date | None:
    """The day that was filled in or typed; None unless it is in the future."""
    today = ask.turn.at.astimezone(zone_of(person.time_zone)).date()
    chosen = choice_cards.read_pause_until(ask.turn.data)
    if chosen:
        return chosen if chosen > today else None
    return typed_dates.until_said(ask.rest, vocabulary(), today)


@routes.said("stop")
@routes.tap("stop")
async def stop(ask: Ask) -> Reply:
    person = await choices.stop(ask.services, ask.key, ask.turn.at)
    return ask.card(choice_cards.stopped(speaks(person))) if person else _stranger(ask)


@routes.said("resume")
@routes.tap("resume")
async def resume(ask: Ask) -> Reply:
    person = await choices.resume(ask.services, ask.key, ask.turn.at)
    return ask.card(choice_cards.resumed(speaks(person))) if person else _stranger(ask)


@routes.said("role")
async def role(ask: Ask) -> Reply:
    """In local mode: become an employee, a champion or an operator. Elsewhere it is not a
    command."""
    chosen = next((each for each in Role if each == plain(ask.rest)), None)
    person = await person_records.look_up(ask.services, ask.key)
    if person is None:
        return _stranger(ask)
    if chosen:
        person = await choices.play_role(ask.services, ask.key, chosen) or person
    said = speaks(person)
    return ask.card(
        _done(person, said("role-title"), said("role-text", role=said(f"role-{person.role}")))
    )


def _done(person: Person, title: str, text: str) -> Card:
    said = speaks(person)
    buttons = (("next", said("button-next")), ("help", said("button-help")))
    return menu.note(said, title, text, buttons)


def _stranger(ask: Ask) -> Reply:
    return reply(ask, Stranger())


def _named_language(said: str) -> Language | None:
    """The language called "nynorsk", "engelsk", "en" ... in any language; None if there is none."""
    wanted = plain(said)
    for each in LANGUAGES:
        names = {each, *(plain(words(other)(f"language-{each}")) for other in LANGUAGES)}
        if wanted and wanted in names:
            return each
    return None


def _named_municipality(said: str, known: tuple[tuple[str, str], ...]) -> str:
    wanted = plain(said)
    return next((n for n, name in known if wanted and wanted in (n, plain(name))), "")
