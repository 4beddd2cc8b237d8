"""A lesson that was shared in a chat or a channel: anyone who taps it gets it in their own chat.

Tap, in any kind of chat: share-start. It never changes anything that others see, and nothing is
posted where others would read it.
"""

from __future__ import annotations

from typing import Final

from bot.actions.pushes import share as push_share
from bot.actions.pushes.share import Drafted, Start
from bot.chat.routes import Ask, Routes, speaks
from bot.core.languages import Language
from bot.core.learning.lessons import Lesson
from bot.core.pushes import push
from bot.core.pushes.share import seal
from bot.core.turn import QUIET, Reply
from bot.drawing.pushes import shared
from bot.locale import words
from bot.services import Services
from cards.kit import Card
from cards.pushes import share as shared_cards

routes = Routes()
_SAID: Final = {"coming": "share-coming", "already": "share-already", "gone": "share-gone"}


@routes.anywhere("share-start")
async def start(ask: Ask) -> Reply:
    """Start the lesson, and answer with a toast. If only a message could answer, others would read
    it, so then the lesson itself is the only answer."""
    began = await begin(ask)
    if ask.turn.submitted and ask.turn.address.room != "personal":
        return QUIET
    spoken = words(_language(ask, began))
    lesson = ask.services.library.lesson(began.lesson) if began.lesson else None
    if began.what != "unreachable" or lesson is None:
        return Reply(toast=spoken(_SAID.get(began.what, "share-gone")))
    token = shared_cards.read_seal(ask.turn.data)
    note = spoken("share-stranger")
    return ask.card(shared(ask.services, lesson, spoken, token, note=note))


async def begin(ask: Ask) -> Start:
    """Start the lesson, for callers that answer in another way."""
    token, turn = shared_cards.read_seal(ask.turn.data), ask.turn
    return await push_share.start(ask.services, ask.actor, turn.address.tenant, token, turn.at)


def hit(ask: Ask, lesson: Lesson, language: Language) -> Card:
    """The card of a search result, which is the same for every champion."""
    token = seal(ask.turn.address.tenant, lesson.id, "", ask.services.secret, ask.turn.at)
    return shared(ask.services, lesson, words(language), token, draw=shared_cards.hit)


def drafted(ask: Ask, draft: Drafted) -> Card:
    """The card with the champion's name and words, as it will be posted."""
    share, person, services = draft.share, draft.person, ask.services
    lesson = services.library.current[share.lesson]
    token = seal(ask.turn.address.tenant, lesson.id, share.id, services.secret, ask.turn.at)
    return shared(services, lesson, words(share.language), token, by=person.name, own=share.words)


def where(services: Services, lesson: Lesson, language: Language) -> str:
    """One line about the lesson: its course, and how long it takes."""
    course = services.library.course_of(lesson).title.to(language)
    return shared_cards.where(words(language), course, lesson)


def why_not(ask: Ask, refused: push_share.ShareRefusal) -> str:
    """The reason for a refusal, as a kind sentence. A forged card is only told that it is too
    old."""
    spoken = speaks(refused.person) if refused.person else words(ask.language)
    why = "gone" if refused.why == "forged" else refused.why
    return spoken(f"share-refused-{why}", day=push.A_DAY, week=push.A_WEEK)


def _language(ask: Ask, began: Start) -> str:
    return began.person.language if began.person else ask.language
