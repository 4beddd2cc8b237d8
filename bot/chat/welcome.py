"""Welcome, welcome back, and goodbye.

Taps: begin. Events: installed, removed, and the first words of somebody unknown.
"""

from __future__ import annotations

from bot.actions.champions import newcomers
from bot.actions.learning import lessons as learning_lessons
from bot.actions.people import choices
from bot.actions.people import records as person_records
from bot.actions.people.arrival import arrive
from bot.chat.routes import Ask, Routes
from bot.chat.views import reply, welcome_card
from bot.core.people.views import Stranger
from bot.core.turn import QUIET, Reply
from cards.people import welcome as welcome_cards

routes = Routes()


async def installed(ask: Ask) -> Reply:
    """Welcome the person once, whichever event comes first; after a re-install, with a shorter
    card."""
    arrived = await arrive(ask.services, ask.who, ask.turn.at, installed=True)
    if not arrived.welcome:
        return QUIET
    return ask.card(welcome_card(ask, arrived.person, back=arrived.welcome == "back"))


async def removed(ask: Ask) -> Reply:
    await person_records.leave(ask.services, ask.who, ask.turn.at)
    return QUIET


async def first_words(ask: Ask) -> Reply | None:
    """Somebody writes whom we don't know, or have not welcomed yet. Those who erased their data are
    greeted but not stored. None if another event has just welcomed them."""
    if await person_records.has_erased(ask.services, ask.key):
        return reply(ask, Stranger())
    arrived = await arrive(ask.services, ask.who, ask.turn.at, installed=False)
    return ask.card(welcome_card(ask, arrived.person)) if arrived.welcome else None


@routes.again("welcome")
async def welcome_again(ask: Ask) -> Reply:
    """The welcome, redrawn with what is known by now."""
    person = await person_records.look_up(ask.services, ask.key)
    return ask.card(welcome_card(ask, person)) if person else reply(ask, Stranger())


@routes.tap("begin")
async def begin(ask: Ask) -> Reply:
    """Keep the choices on the welcome card, and show the first lesson."""
    services, key, at = ask.services, ask.key, ask.turn.at
    await arrive(services, ask.who, at, installed=False)
    chosen = welcome_cards.read_begin(ask.turn.data)
    if chosen.language:
        await choices.choose_language(services, key, chosen.language)
    if chosen.municipality:
        await choices.choose_municipality(services, key, chosen.municipality, at)
    if chosen.told is not None:
        await newcomers.choose(services, key, at, told=chosen.told)
    return reply(ask, await learning_lessons.open_next(services, key, at, card=ask.turn.card))
