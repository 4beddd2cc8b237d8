"""Gatherings: calling them, inviting, answering, attending, and the questions afterwards.

Words and taps: gatherings. Taps: gathering, gathering-new, gathering-edit, gathering-save,
gathering-preview, gathering-invite, gathering-answer, gathering-here, gathering-pulse,
gathering-notes, gathering-count, gathering-count-save, gathering-count-clear,
gathering-estimate-save, gathering-cancel (asks once), gathering-cancel-now.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from bot.actions.gatherings import (
    attendance as gathering_attendance,
)
from bot.actions.gatherings import (
    edit as gathering_edit,
)
from bot.actions.gatherings import host_figures
from bot.actions.gatherings import (
    invitations as gathering_invitations,
)
from bot.actions.gatherings.invitations import InvitationChoice
from bot.actions.people import records as person_records
from bot.chat.routes import Ask, Routes, speaks
from bot.chat.views import reply
from bot.core.gatherings.reply import Pulse
from bot.core.gatherings.views import Filling, Guest, Hosting, InvitationPreview
from bot.core.people.views import Stranger
from bot.core.turn import Reply
from bot.core.values import replace
from bot.drawing.gatherings import guest
from bot.errors import Refused
from cards.gatherings import form as forms
from cards.gatherings import gathering as cards
from cards.gatherings import held as held_cards
from cards.gatherings import host as host_cards
from cards.gatherings.gathering import Tap
from cards.kit import Card

routes = Routes()
Seen = Guest | Hosting | Filling | InvitationPreview | None


@routes.again("gatherings")
@routes.said("gatherings")
@routes.tap("gatherings")
async def show_mine(ask: Ask) -> Reply:
    mine = await gathering_edit.mine(ask.services, ask.key, ask.turn.at)
    if mine is None:
        return reply(ask, Stranger())
    return ask.card(cards.mine(speaks(mine.person), mine))


@routes.again("gathering")
@routes.tap("gathering")
async def show(ask: Ask) -> Reply:
    """A gathering as it is now, for its host or somebody invited. Changes nothing."""
    tap = _tap(ask)
    return await _shown(
        ask, await gathering_edit.look(ask.services, ask.key, tap.id, ask.turn.at), tap
    )


@routes.tap("gathering-new")
async def new(ask: Ask) -> Reply:
    return await _shown(ask, await gathering_edit.begin(ask.services, ask.key, ask.turn.at))


@routes.tap("gathering-edit")
async def edit(ask: Ask) -> Reply:
    seen = await gathering_edit.edit(ask.services, ask.key, _tap(ask).id, ask.turn.at)
    return await _shown(ask, seen)


@routes.tap("gathering-save")
async def save(ask: Ask) -> Reply:
    """Keep the form, or show it again with what is wrong."""
    filled = forms.read_form(ask.turn.data)
    if filled is None:
        return await new(ask)
    seen = await gathering_edit.save(
        ask.services, ask.actor, filled.form, ask.turn.at, nonce=filled.nonce, id=filled.id
    )
    return await _shown(ask, seen)


@routes.tap("gathering-preview")
async def preview(ask: Ask) -> Reply:
    seen = await gathering_invitations.preview(ask.services, ask.key, _chosen(ask), ask.turn.at)
    return await _shown(ask, seen)


@routes.tap("gathering-invite")
async def invite(ask: Ask) -> Reply:
    """Confirm the preview. If it is confirmed twice, nobody is invited twice."""
    seen = await gathering_invitations.invite(ask.services, ask.actor, _chosen(ask), ask.turn.at)
    return await _shown(ask, seen)


def _chosen(ask: Ask) -> InvitationChoice:
    return InvitationChoice(_tap(ask).id, host_cards.read_audience(ask.turn.data))


@routes.tap("gathering-answer")
async def answer(ask: Ask) -> Reply:
    tap = _tap(ask)
    seen = await gathering_attendance.answer(ask.services, ask.key, tap.id, tap.answer, ask.turn.at)
    return await _shown(ask, seen, tap)


@routes.tap("gathering-here")
async def here(ask: Ask) -> Reply:
    """The button "I'm here". A host still sees the host's card afterwards."""
    tap = _tap(ask)
    seen = await gathering_attendance.attend(ask.services, ask.key, tap.id, ask.turn.at)
    if seen and seen.gathering.by == ask.key and not tap.lead:
        return await show(ask)
    return await _shown(ask, seen, tap)


@routes.tap("gathering-pulse")
async def look_back(ask: Ask) -> Reply:
    tap = _tap(ask)
    seen = await gathering_attendance.look_back(
        ask.services, ask.key, tap.id, Pulse(tap.useful, tap.will_try), ask.turn.at
    )
    return await _shown(ask, seen, tap)


@routes.tap("gathering-notes")
async def keep_notes(ask: Ask) -> Reply:
    link = host_cards.read_notes(ask.turn.data)
    seen = await gathering_edit.keep_notes(ask.services, ask.actor, _tap(ask).id, link, ask.turn.at)
    return await _shown(ask, seen)


@routes.tap("gathering-count")
async def count(ask: Ask) -> Reply:
    """The card on which the host says how many came."""
    return await _counting(ask)


@routes.tap("gathering-count-save")
async def say_came(ask: Ask) -> Reply:
    came = held_cards.read_came(ask.turn.data)
    if came is None:
        return await _counting(ask, "came")
    return await _saying(ask, partial(host_figures.say_came, unseen=True), came, problem="came")


@routes.tap("gathering-count-clear")
async def clear_came(ask: Ask) -> Reply:
    """What was counted holds again."""
    return await _saying(ask, host_figures.say_came, None, problem="came")


@routes.tap("gathering-estimate-save")
async def note_estimate(ask: Ask) -> Reply:
    said = held_cards.read_estimate(ask.turn.data)
    if said is None:
        return await _counting(ask, "estimate")
    return await _saying(ask, host_figures.note_estimate, *said, problem="estimate")


async def _saying(
    ask: Ask, act: Callable[..., Awaitable[bool | None]], *said: object, problem: str
) -> Reply:
    """Do what the card says, and show the gathering; or the card again, if it can't be right."""
    try:
        await act(ask.services, ask.actor, _tap(ask).id, *said, ask.turn.at)
    except Refused:
        return await _counting(ask, problem)
    return await show(ask)


async def _counting(ask: Ask, problem: str = "") -> Reply:
    seen = await host_figures.look(ask.services, ask.key, _tap(ask).id, ask.turn.at)
    if seen is None or seen.gathering.may_answer(ask.turn.at) or seen.gathering.is_cancelled:
        return await _shown(ask, seen)
    return ask.card(held_cards.count(speaks(seen.person), replace(seen, problem=problem)))


@routes.tap("gathering-cancel")
async def ask_before_cancelling(ask: Ask) -> Reply:
    seen = await gathering_edit.look(ask.services, ask.key, _tap(ask).id, ask.turn.at)
    if isinstance(seen, Hosting) and seen.gathering.may_answer(ask.turn.at):
        return ask.card(host_cards.cancelling(speaks(seen.person), seen))
    return await _shown(ask, seen)


@routes.tap("gathering-cancel-now")
async def cancel(ask: Ask) -> Reply:
    return await _shown(
        ask, await gathering_edit.cancel(ask.services, ask.actor, _tap(ask).id, ask.turn.at)
    )


def _tap(ask: Ask) -> Tap:
    return cards.read_tap(ask.turn.data) or Tap("")


async def _shown(ask: Ask, seen: Seen, tap: Tap | None = None) -> Reply:
    """The card for an action's result. A gathering that does not exist and one that the person may
    not see get the same kind card."""
    if seen is None:
        person = await person_records.look_up(ask.services, ask.key)
        return ask.card(cards.unknown(speaks(person))) if person else reply(ask, Stranger())
    return ask.card(_draw(ask, seen, tap or Tap("")))


def _draw(ask: Ask, seen: Guest | Hosting | Filling | InvitationPreview, tap: Tap) -> Card:
    spoken = speaks(seen.person)
    match seen:
        case Guest():
            return guest(seen, tap.lead, ask.text("d")[:64])
        case Hosting():
            return host_cards.hosting(spoken, seen)
        case Filling():
            return forms.form(spoken, seen)
        case InvitationPreview():
            return host_cards.preview(spoken, seen)
