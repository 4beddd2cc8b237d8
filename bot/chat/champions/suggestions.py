"""Becoming a champion, being one, and stepping down.

Words: suggest, champion, step-down. Taps: suggest, suggest-send, champion, step-down; suggest-yes
and suggest-no for the colleague, appoint-yes and appoint-no for operators.
"""

from __future__ import annotations

from bot.actions.champions import decisions, suggestions
from bot.actions.champions import role as champion_role
from bot.actions.champions.suggestions import Suggested, SuggestionView
from bot.actions.people.places import date_of
from bot.chat.routes import Ask, Routes, speaks
from bot.chat.views import reply
from bot.core.champions.letter import A_DAY, A_WEEK, LetterKind, LetterState
from bot.core.people.person import Person
from bot.core.people.roles import Role
from bot.core.people.views import Stranger
from bot.core.turn import Reply
from bot.drawing import champions as drawing
from cards import menu, parts
from cards.champions import suggestions as cards
from cards.kit import Card

routes = Routes()


@routes.said("suggest")
@routes.tap("suggest")
async def suggest(ask: Ask) -> Reply:
    found = await suggestions.begin(ask.services, ask.key, ask.turn.at)
    return ask.card(_suggested(found)) if found else reply(ask, Stranger())


@routes.tap("suggest-send")
async def send(ask: Ask) -> Reply:
    entra, words = cards.read_suggestion(ask.turn.data)
    found = await suggestions.suggest(ask.services, ask.actor, entra, words, ask.turn.at)
    return ask.card(_suggested(found)) if found else reply(ask, Stranger())


@routes.tap("suggest-yes", "suggest-no")
async def answer(ask: Ask) -> Reply:
    yes = ask.turn.verb == "suggest-yes"
    id = cards.read_id(ask.turn.data)
    found = await suggestions.answer(ask.services, ask.actor, id, yes=yes, at=ask.turn.at)
    return await _answered(ask, found)


@routes.again("suggestion")
async def show_suggestion(ask: Ask) -> Reply:
    """The question, redrawn: as it was sent, until it is answered."""
    return await _answered(
        ask, await suggestions.look(ask.services, ask.key, cards.read_id(ask.turn.data))
    )


@routes.tap("appoint-yes", "appoint-no")
async def decide(ask: Ask) -> Reply:
    yes = ask.turn.verb == "appoint-yes"
    id = cards.read_id(ask.turn.data)
    return _decided(
        ask, await decisions.decide(ask.services, ask.actor, id, yes=yes, at=ask.turn.at)
    )


@routes.again("appointing")
async def show_question(ask: Ask) -> Reply:
    """An operator's question, redrawn with the answer once there is one."""
    id = cards.read_id(ask.turn.data)
    return _decided(ask, await decisions.look_as_operator(ask.services, ask.key, id, ask.turn.at))


def _decided(ask: Ask, found: SuggestionView | None) -> Reply:
    if found is None:
        return reply(ask, Stranger())
    names = (found.name, found.by_name)
    card = drawing.appointing(
        ask.services, found.person, found.letter, names, found.state, ask.text("d")
    )
    return ask.card(card)


@routes.again("champion")
@routes.said("champion")
@routes.tap("champion")
async def my_role(ask: Ask) -> Reply:
    """What a champion can do; everybody else is told that this is for champions."""
    return await _role(ask, new=False)


@routes.said("step-down")
@routes.tap("step-down")
async def step_down(ask: Ask) -> Reply:
    found = await suggestions.step_down(ask.services, ask.actor, ask.turn.at)
    if found is None:
        return reply(ask, Stranger())
    person, was = found
    spoken = speaks(person)
    key = "stepped-down" if was else "stepped-already"
    buttons = (("next", spoken("button-next")), ("help", spoken("button-help")))
    return ask.card(menu.note(spoken, spoken(f"{key}-title"), spoken(f"{key}-text"), buttons))


def _suggested(found: Suggested) -> Card:
    spoken = speaks(found.person)
    name = parts.plain(found.name, 80) or spoken("wish-someone")
    match found.why:
        case "role":
            return _only_champions(found.person)
        case "form":
            return cards.suggest(spoken)
        case "":
            buttons = (("suggest", spoken("suggest-another")), ("help", spoken("button-help")))
            text = spoken("suggest-asked-text", name=name)
            return menu.note(spoken, spoken("suggest-asked-title"), text, buttons)
    most = A_DAY if found.why == "day" else A_WEEK
    count = most[LetterKind.SUGGESTION]
    return cards.suggest(spoken, spoken(f"suggest-{found.why}", name=name, count=count))


def _only_champions(person: Person) -> Card:
    spoken = speaks(person)
    title, text = spoken("push-refused-title"), spoken("push-refused-role")
    return menu.note(spoken, title, text, (("help", spoken("button-help")),))


async def _answered(ask: Ask, found: SuggestionView | None) -> Reply:
    if found is None:
        return reply(ask, Stranger())
    letter = found.letter
    if found.state == "appointed":
        return await _role(ask, new=True)
    if found.state == LetterState.ASKED and letter:
        card = drawing.suggestion(ask.services, found.person, letter, found.by_name, ask.text("d"))
        return ask.card(card)
    return ask.card(cards.answered(speaks(found.person), found.state))


async def _role(ask: Ask, *, new: bool) -> Reply:
    mine = await champion_role.my_role(ask.services, ask.key)
    if mine is None:
        return reply(ask, Stranger())
    person, lesson = mine
    if person.role != Role.CHAMPION:
        return ask.card(_only_champions(person))
    return ask.card(
        drawing.role(ask.services, person, lesson, date_of(ask.turn.at), new=new, unasked=False)
    )
