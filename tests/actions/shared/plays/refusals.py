"""What is tried with a card that nobody gave them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.actions.champions import decisions, greetings, suggestions
from bot.actions.pushes import share
from bot.actions.shared.acts import Act
from bot.core.actor import Actor
from bot.core.people.places import place_id
from bot.core.pushes.share import seal
from tests.actions.shared.plays import BO, OLGA, P0, STRANGER, Do, Play
from tests.actions.shared.plays.pushes import confirms, decides, draft_of_bo, drafted, to_share
from tests.actions.shared.plays.roles import letter, suggested
from tests.champion_world import LESSON, Town
from tests.chat_client import TENANT


def forges(act: Callable[..., Awaitable[Any]], *facts: Any, **more: Any) -> Do:
    return lambda town, actor: act(town.services, actor, *facts, **more, at=town.at)


async def starts_from_elsewhere(town: Town, actor: Actor) -> None:
    token = seal("another-tenant", LESSON, "", town.services.secret, town.at)
    await share.start(town.services, actor, TENANT, token, town.at)


async def answers_for_them(town: Town, actor: Actor) -> None:
    await suggestions.answer(town.services, actor, await letter(town), yes=True, at=town.at)


def shares(lesson: str) -> Do:
    return lambda town, actor: to_share(town, actor, lesson)


REFUSED = [
    Play(act, (by,), do, {}, {}, ready)
    for act, by, do, ready in [
        (Act.CHAMPION_FORGED_SUGGESTION, P0, forges(suggestions.suggest, "p001", "Hei"), None),
        (Act.CHAMPION_FORGED_ANSWER, OLGA, answers_for_them, suggested),
        (Act.CHAMPION_FORGED_APPOINTING, BO, forges(decisions.decide, "no-letter", yes=True), None),
        (Act.CHAMPION_FORGED_GREETING, P0, forges(greetings.greet, "p001", "Hei"), None),
        (Act.PUSH_REFUSED_ROLE, P0, drafted, None),
        (Act.PUSH_REFUSED_SCOPE, BO, lambda t, who: drafted(t, who, place_id("1535")), None),
        (Act.PUSH_REFUSED_FORGED, OLGA, confirms, draft_of_bo),
        (Act.PUSH_REFUSED_APPROVAL, P0, decides(True), draft_of_bo),
        (Act.SHARE_REFUSED_UNKNOWN, STRANGER, shares(LESSON), None),
        (Act.SHARE_REFUSED_ROLE, P0, shares(LESSON), None),
        (Act.SHARE_REFUSED_LESSON, BO, shares("no-lesson"), None),
        (Act.SHARE_REFUSED_FORGED, BO, forges(share.again, "no-token"), None),
        (Act.SHARE_REFUSED_ELSEWHERE, P0, starts_from_elsewhere, None),
    ]
]
