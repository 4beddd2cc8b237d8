"""A champion's group in figures, and those in it who asked for help.

Word: group. Taps: group, group-help, helped; for everyone: thanks, no-push, allow-push,
want-help, unwant-help.
"""

from __future__ import annotations

from urllib.parse import quote

from bot.actions.champions import group_status as groups
from bot.actions.champions import help_wishes
from bot.actions.champions.group_status import GroupView
from bot.actions.champions.help_wishes import Helping, Helpless
from bot.actions.people.places import date_of
from bot.chat.routes import Ask, Routes, speaks
from bot.chat.views import reply
from bot.core.people.person import Person
from bot.core.people.places import place_id
from bot.core.people.reach import Right, standing_of
from bot.core.people.views import Stranger
from bot.core.turn import Reply
from cards import menu
from cards.champions import group as group_cards

routes = Routes()
_CHAT = "https://teams.microsoft.com/l/chat/0/0?users="


@routes.said("group")
@routes.tap("group")
async def my_group(ask: Ask) -> Reply:
    view = await groups.my_group(ask.services, ask.key, ask.text("place"), ask.turn.at)
    if view is None:
        return reply(ask, Stranger())
    labels = ask.services.labels((each.key for each in view.places), date_of(ask.turn.at))
    places = tuple((each.id, name) for each, name in zip(view.places, labels, strict=True))
    chosen = place_id(view.place) if view.place else ""
    return ask.card(
        group_cards.group(
            speaks(view.person),
            _figures(ask, view) if view.place else None,
            places,
            chosen,
            view.thanks,
            view.after,
            standing_of(view.person, ask.turn.at).holds(Right.LEAD),
        )
    )


@routes.tap("group-help")
async def who_wants_help(ask: Ask) -> Reply:
    return _waiting(ask, await help_wishes.who_wants_help(ask.services, ask.key, ask.turn.at))


@routes.tap("helped")
async def helped(ask: Ask) -> Reply:
    entra = ask.text("who")[:100]
    return _waiting(ask, await help_wishes.helped(ask.services, ask.actor, entra, ask.turn.at))


@routes.tap("thanks")
async def thanks(ask: Ask) -> Reply:
    """Thank the champion. The answer is a toast, so that the lesson stays in view."""
    person = await help_wishes.thank(ask.services, ask.key, ask.text("d"), ask.turn.at)
    return Reply(toast=speaks(person)("push-thanked")) if person else reply(ask, Stranger())


@routes.tap("no-push", "allow-push")
async def choose_pushes(ask: Ask) -> Reply:
    allowed = ask.turn.verb == "allow-push"
    person = await help_wishes.choose_pushes(ask.services, ask.key, allowed=allowed)
    back = ("no-push", "push-enough") if allowed else ("allow-push", "push-allow")
    return _noted(ask, person, "push-allowed" if allowed else "push-none", back)


@routes.tap("want-help", "unwant-help")
async def want_help(ask: Ask) -> Reply:
    wanted = ask.turn.verb == "want-help"
    person = await help_wishes.want_help(ask.services, ask.key, ask.turn.at, wanted=wanted)
    back = ("unwant-help", "wish-undo") if wanted else ("want-help", "wish-want")
    return _noted(ask, person, "wish-kept" if wanted else "wish-undone", back)


def _figures(ask: Ask, view: GroupView) -> group_cards.Figures:
    language, library = view.person.language, ask.services.library

    def title(id: str) -> str:
        lesson = library.lesson(id)
        return lesson.title.to(language) if lesson else id

    rows = tuple(
        group_cards.LessonRow(title(each.lesson), each.started, each.passed, each.before)
        for each in view.lessons
    )
    courses = tuple(
        group_cards.CourseRow(
            library.courses[each.course].title.to(language), each.started, each.completed
        )
        for each in view.courses
    )
    return group_cards.Figures(
        ask.services.label(view.place, date_of(ask.turn.at)),
        view.day,
        view.people,
        view.open,
        view.exact,
        view.started,
        view.started_before,
        view.completed,
        view.weekly,
        rows,
        tuple(title(each) for each in view.stuck),
        view.milestone,
        courses,
        ask.services.min_group_size,
    )


def _waiting(ask: Ask, found: Helping | None) -> Reply:
    if found is None:
        return reply(ask, Stranger())
    shown = tuple(
        group_cards.HelpWish(
            each.entra, each.name, ask.services.label(each.place, date_of(ask.turn.at)), _chat(each)
        )
        for each in found.waiting
    )
    return ask.card(group_cards.who(speaks(found.person), shown, found.more, beyond=found.beyond))


def _chat(someone: Helpless) -> str:
    """A link to a chat, by e-mail address as documented, or by Entra id, which clients also accept:
    https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams"""
    return _CHAT + quote(someone.email or f"8:orgid:{someone.entra}", safe="@:")


def _noted(ask: Ask, person: Person | None, key: str, back: tuple[str, str]) -> Reply:
    if person is None:
        return reply(ask, Stranger())
    spoken = speaks(person)
    buttons = (("help", spoken("button-help")), (back[0], spoken(back[1])))
    return ask.card(menu.note(spoken, spoken(f"{key}-title"), spoken(f"{key}-text"), buttons))
