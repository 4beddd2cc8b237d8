"""New colleagues, welcomed by a champion; and the newcomer's own choice about it.

Word: newcomers. Taps: newcomers, greet, greet-send; for everyone: tell-new, untell-new.
"""

from __future__ import annotations

from bot.actions.champions import greetings, newcomers
from bot.actions.champions.greetings import Greeting
from bot.actions.people.places import date_of
from bot.chat.routes import Ask, Routes, speaks
from bot.chat.views import reply
from bot.core.people.views import Stranger
from bot.core.turn import Reply
from bot.drawing import champions as drawing
from cards import menu
from cards.champions import newcomers as cards
from cards.kit import Card

routes = Routes()


@routes.again("newcomers")
@routes.said("newcomers")
@routes.tap("newcomers")
async def look(ask: Ask) -> Reply:
    """For a champion: who is new. For everyone else: whether a champion may know that they are."""
    found = await newcomers.look(ask.services, ask.key, ask.turn.at)
    if found is None:
        return reply(ask, Stranger())
    if not found.leads:
        spoken = speaks(found.person)
        return ask.card(cards.choice(spoken, told=bool(found.person.may_tell)))
    return ask.card(
        drawing.newcomers(ask.services, found.person, found.found, found.more, date_of(ask.turn.at))
    )


@routes.tap("greet")
async def write(ask: Ask) -> Reply:
    whom, _ = cards.read_greeting(ask.turn.data)
    return _shown(ask, await greetings.form(ask.services, ask.actor, whom, ask.turn.at))


@routes.tap("greet-send")
async def send(ask: Ask) -> Reply:
    whom, words = cards.read_greeting(ask.turn.data)
    return _shown(ask, await greetings.greet(ask.services, ask.actor, whom, words, ask.turn.at))


@routes.tap("tell-new", "untell-new")
async def choose(ask: Ask) -> Reply:
    told = ask.turn.verb == "tell-new"
    person = await newcomers.choose(ask.services, ask.key, ask.turn.at, told=told)
    if person is None:
        return reply(ask, Stranger())
    return ask.card(cards.choice(speaks(person), told=told))


def _shown(ask: Ask, found: Greeting | None) -> Reply:
    return ask.card(_drawn(found)) if found else reply(ask, Stranger())


def _drawn(found: Greeting) -> Card:
    spoken = speaks(found.person)
    if found.state in ("form", "words"):
        return cards.greet(spoken, found.entra, found.name, found.state == "words")
    again = ("newcomers", spoken("button-newcomers"))
    help = ("help", spoken("button-help"))
    if found.state == "sent":
        title, text = spoken("greet-sent-title"), spoken("greet-sent-text")
        return menu.note(spoken, title, text, (again, help))
    title = spoken("push-refused-title")
    if found.state == "role":
        return menu.note(spoken, title, spoken("push-refused-role"), (help,))
    return menu.note(spoken, title, spoken(f"greet-{found.state}-text"), (again, help))
