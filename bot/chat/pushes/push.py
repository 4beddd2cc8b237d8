"""A champion recommends a lesson to colleagues, and an operator approves a large push.

Word: recommend. Taps: push, push-preview, push-people, push-send, push-look, push-undo,
push-withdraw; push-yes and push-no for operators.
"""

from __future__ import annotations

from bot.actions.people.places import date_of
from bot.actions.pushes import approval as push_approval
from bot.actions.pushes import confirm as push_confirm
from bot.actions.pushes import draft as push_draft
from bot.actions.pushes.views import (
    PushChoice,
    PushForm,
    PushOutcome,
    PushRefusal,
    PushView,
    sent_shown,
)
from bot.chat.routes import Ask, Routes, speaks
from bot.chat.views import reply
from bot.core.learning.search import index_of
from bot.core.people.person import Person
from bot.core.people.views import Stranger
from bot.core.pushes import push as pushing
from bot.core.pushes.push import Push, PushState
from bot.core.turn import Reply
from bot.drawing import pushes as drawing
from bot.locale import Words
from cards import menu
from cards.kit import Card
from cards.pushes import push as push_cards

routes = Routes()


@routes.said("recommend")
@routes.tap("push")
async def begin(ask: Ask) -> Reply:
    """The form, with the lesson chosen that was typed or named on the card."""
    return _shown(ask, await push_draft.begin(ask.services, ask.key, ask.turn.at))


@routes.tap("push-preview")
async def preview(ask: Ask) -> Reply:
    given = push_cards.read_form(ask.turn.data)
    if given is None:
        return await begin(ask)
    wish = PushChoice(given.lesson, given.whom, given.words, given.when)
    return _shown(ask, await push_draft.draft(ask.services, ask.actor, wish, ask.turn.at))


@routes.tap("push-people")
async def name_people(ask: Ask) -> Reply:
    picked = push_cards.read_people(ask.turn.data)
    return _shown(
        ask, await push_draft.name_people(ask.services, ask.actor, _id(ask), picked, ask.turn.at)
    )


@routes.tap("push-send")
async def confirm(ask: Ask) -> Reply:
    outcome = await push_confirm.confirm(
        ask.services, ask.actor, _id(ask), ask.turn.card, ask.turn.at
    )
    return _shown(ask, outcome)


@routes.again("push-look")
@routes.tap("push-look")
async def look(ask: Ask) -> Reply:
    return _shown(ask, await push_confirm.look(ask.services, ask.actor, _id(ask), ask.turn.at))


@routes.tap("push-undo")
async def undo(ask: Ask) -> Reply:
    return _shown(ask, await push_confirm.undo(ask.services, ask.actor, _id(ask), ask.turn.at))


@routes.tap("push-withdraw")
async def withdraw(ask: Ask) -> Reply:
    return _shown(ask, await push_confirm.withdraw(ask.services, ask.actor, _id(ask), ask.turn.at))


@routes.tap("push-yes", "push-no")
async def decide(ask: Ask) -> Reply:
    yes = ask.turn.verb == "push-yes"
    asked = await push_approval.decide(ask.services, ask.actor, _id(ask), yes, ask.turn.at)
    if asked is None:
        return reply(ask, Stranger())
    about = asked.push or Push("", "", "")
    return ask.card(
        drawing.approval(ask.services, asked.person, about, asked.champion, asked.state)
    )


def _id(ask: Ask) -> str:
    return push_cards.read_id(ask.turn.data)


def _shown(ask: Ask, outcome: PushOutcome) -> Reply:
    match outcome:
        case None:
            return reply(ask, Stranger())
        case PushForm():
            return ask.card(_form(ask, outcome))
        case PushRefusal(person, why):
            return ask.card(_refusal(person, why))
        case PushView():
            return ask.card(drawn(ask, outcome))


def _called(spoken: Words, name: str, people: int, step: int) -> str:
    """A place with its size, in steps: nobody is seen to go."""
    if step <= 1:
        return spoken("push-place", name=name, count=people)
    known = people // step * step
    return spoken("push-place-least", name=name, count=known) if known else name


def _form(ask: Ask, form: PushForm) -> Card:
    spoken, language = speaks(form.person), form.person.language
    library = ask.services.library
    found = [each for id in form.lessons if (each := library.lesson(id))]
    places = tuple(
        (each.id, _called(spoken, name, each.people, ask.services.min_group_size))
        for each, name in zip(
            form.places,
            ask.services.labels((each.key for each in form.places), date_of(ask.turn.at)),
            strict=True,
        )
    )
    chosen = ask.text("lesson") if ask.text("lesson") in form.lessons else ""
    if ask.rest and (hits := index_of(tuple(found)).best(ask.rest)):
        chosen = hits[0].id
    lessons = tuple((each.id, each.title.to(language)) for each in found)
    return push_cards.form(spoken, lessons, places, chosen, form.problem)


def _refusal(person: Person, why: str) -> Card:
    spoken = speaks(person)
    if why in ("role", "forged"):
        why = "role"
    buttons = ("help",) if why == "role" else ("push", "help")
    text = spoken(f"push-refused-{why}", day=pushing.A_DAY, week=pushing.A_WEEK)
    labels = tuple((each, spoken(f"button-{each}")) for each in buttons)
    return menu.note(spoken, spoken("push-refused-title"), text, labels)


def drawn(ask: Ask, view: PushView) -> Card:
    """A push for its champion: the question for whom, the preview, or the progress."""
    services, person, about = ask.services, view.person, view.push
    spoken = speaks(person)
    if view.problem:
        title = drawing.title_of(services, about, person)
        return push_cards.who(spoken, about.id, title, view.problem == "nobody")
    if about.state == PushState.DRAFT:
        said = drawing.said_of(services, about, person)
        return push_cards.preview(spoken, said, view.preview, view.needs_yes)
    sent = sent_shown(services, view)
    return drawing.progress(services, person, about, view.preview, sent, ask.turn.at)
