"""The message extension: a champion finds a lesson and shares it, without leaving the chat.

Commands (see `manifest.extension`): search, share, recommend. Each is answered from our own store,
well within the five seconds that Teams waits. It may be repeated: looking changes nothing, and a
card is posted once.
https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/respond-to-task-module-submit
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from bot.actions.pushes import share as push_share
from bot.actions.pushes.share import Drafted, ShareOffer, ShareRefusal
from bot.chat import envelopes
from bot.chat.envelopes import Hit
from bot.chat.pushes import dialogs
from bot.chat.pushes.share import begin, drafted, hit, where, why_not
from bot.chat.routes import Ask, speaks
from bot.chat.turns import OneAtATime
from bot.core.learning.lessons import Lesson
from bot.core.learning.search import index_of
from bot.core.pushes import share as rules
from bot.core.turn import Message, Turn
from bot.services import Services
from cards import payload
from cards.pushes import share as shared_cards
from cards.pushes.share import as_dialog

OnInvoke = Callable[[Turn], Awaitable[bytes]]
COMMANDS: Final = ("search", "share", "recommend")  # as in the manifest
SEARCH, SHARE, RECOMMEND = COMMANDS
SEARCHED: Final = "query"  # the only parameter of search
_LONGEST_QUERY: Final = 300
_MOST_FOUND: Final = 100


def named(services: Services) -> Mapping[str, OnInvoke]:
    """The functions that answer invokes, by the invoke's name, for the door."""

    def bound(answer: Callable[[Ask], Awaitable[bytes]]) -> OnInvoke:
        return OneAtATime(lambda turn: answer(Ask(turn, services)), lambda given: given)

    return {name: bound(answer) for name, answer in ANSWERS.items()}


async def search(ask: Ask) -> bytes:
    """A page of the lessons that fit the search, or of all lessons if nothing is typed yet."""
    offered = await push_share.offer(ask.services, ask.key, ask.turn.at)
    if isinstance(offered, ShareRefusal):
        return envelopes.message(why_not(ask, offered))
    found = _found(ask, offered, _typed(ask.turn.data))
    if not found:
        return envelopes.message(speaks(offered.person)("share-nothing"))
    page = rules.page([each.id for each in found], *_paging(ask.turn.data))
    return envelopes.results(_hit(ask, offered, id) for id in page)


async def fetch(ask: Ask) -> bytes:
    """The form of an action command that was chosen."""
    chosen = ask.turn.data.get("commandId")
    return await (dialogs.opened(ask) if chosen == RECOMMEND else _form(ask))


async def submit(ask: Ask) -> bytes:
    """The next step after a form was filled in, or its preview answered."""
    match ask.turn.data.get("botMessagePreviewAction"):
        case "send":
            return await _post(ask)
        case "edit":
            return await _edit(ask)
    data = _inner(ask.turn.data)
    if data.get("verb") in dialogs.VERBS:
        return await dialogs.answered(ask, data)
    return await _draft(ask, data)


async def clicked(ask: Ask) -> bytes:
    """A tap on a shared card in a client without Action.Execute. The answer can't contain anything,
    and nothing is posted where others would read it."""
    await begin(ask)
    return envelopes.CLOSED


async def dialog_opened(ask: Ask) -> bytes:
    return await dialogs.opened(ask)


async def dialog_submitted(ask: Ask) -> bytes:
    return await dialogs.answered(ask, _inner(ask.turn.data))


ANSWERS: Final[Mapping[str, Callable[[Ask], Awaitable[bytes]]]] = {
    "composeExtension/query": search,
    "composeExtension/fetchTask": fetch,
    "composeExtension/submitAction": submit,
    "composeExtension/onCardButtonClicked": clicked,
    "task/fetch": dialog_opened,
    "task/submit": dialog_submitted,
}


def _typed(data: Mapping[str, Any]) -> str:
    """The search text; "" when the list is opened, for which Teams uses the parameter
    `initialRun`."""
    parameters = data.get("parameters")
    for each in parameters[:10] if isinstance(parameters, list) else []:
        if isinstance(each, dict) and each.get("name") == SEARCHED:
            return " ".join((payload.text(each, "value", _LONGEST_QUERY) or "").split())
    return ""


def _paging(data: Mapping[str, Any]) -> tuple[int, int]:
    options = data.get("queryOptions")
    known = options if isinstance(options, dict) else {}
    return payload.number(known, "skip") or 0, payload.number(known, "count") or 0


def _inner(data: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = data.get("data")
    return inner if isinstance(inner, dict) else {}


def _lessons(ask: Ask, offered: ShareOffer) -> tuple[Lesson, ...]:
    library = ask.services.library
    return tuple(each for id in offered.lessons if (each := library.lesson(id)))


def _found(ask: Ask, offered: ShareOffer, typed: str) -> list[Lesson]:
    every = _lessons(ask, offered)
    return index_of(every).best(typed, _MOST_FOUND) if typed else list(every)


def _hit(ask: Ask, offered: ShareOffer, id: str) -> Hit:
    lesson, language = ask.services.library.current[id], offered.person.language
    text = where(ask.services, lesson, language)
    return Hit(hit(ask, lesson, language).json(), lesson.title.to(language), text)


async def _form(ask: Ask, lesson: str = "", own: str = "", problem: str = "") -> bytes:
    offered = await push_share.offer(ask.services, ask.key, ask.turn.at)
    if isinstance(offered, ShareRefusal):
        return envelopes.said(why_not(ask, offered))
    language = offered.person.language
    pairs = tuple((each.id, each.title.to(language)) for each in _lessons(ask, offered))
    card = shared_cards.form(speaks(offered.person), pairs, lesson, own, problem)
    return envelopes.dialog(card.summary, as_dialog(card.json(), ("share",)))


async def _draft(ask: Ask, data: Mapping[str, Any]) -> bytes:
    given = shared_cards.read_form(data)
    if given is None:
        return await _form(ask, problem="lesson")
    turn = ask.turn
    found = await push_share.draft(
        ask.services, ask.actor, given.lesson, given.words, turn.address, turn.at
    )
    if isinstance(found, ShareRefusal):
        return envelopes.said(why_not(ask, found))
    card = drafted(ask, found)
    if found.share.id:
        return envelopes.preview(card.json())
    lesson = ask.services.library.current[found.share.lesson]
    text = where(ask.services, lesson, found.share.language)
    return envelopes.results([Hit(card.json(), lesson.title.to(found.share.language), text)])


async def _edit(ask: Ask) -> bytes:
    token = shared_cards.seal_in(ask.turn.data.get("botActivityPreview"))
    found = await push_share.again(ask.services, ask.actor, token, ask.turn.at)
    if isinstance(found, ShareRefusal):
        return envelopes.said(why_not(ask, found))
    return await _form(ask, found.share.lesson, found.share.words)


async def _post(ask: Ask) -> bytes:
    """Send was tapped on the preview. Everything but the draft's id is taken from the store."""
    token = shared_cards.seal_in(ask.turn.data.get("botActivityPreview"))

    def draw(draft: Drafted) -> Message:
        card = drafted(ask, draft)
        return Message(card.json(), card.summary)

    turn = ask.turn
    found = await push_share.post(ask.services, ask.actor, token, turn.address, draw, turn.at)
    return (
        envelopes.said(why_not(ask, found)) if isinstance(found, ShareRefusal) else envelopes.CLOSED
    )
