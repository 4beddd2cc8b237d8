"""Each call of the message extension and its dialogs, by whom it does most."""

from __future__ import annotations

from typing import Any

from bot.chat.pushes.extension import named
from bot.core.people.places import place_id
from bot.core.turn import Turn, What
from bot.core.values import replace
from bot.services import Services
from tests.bench.holding.crowd import LESSON, NOW, WIDE, Hand
from tests.bench.holding.taps import BIG, Do

ROOM = "19:room@thread.v2"


def call(name: str, **value: Any) -> Do:
    async def do(world: Services) -> bytes:
        address = replace(Hand(world, WIDE).address, conversation=ROOM, room="groupChat")
        turn = Turn(What.TAPPED, address, NOW, verb=name, data=value, activity="a", locale="nb-NO")
        return await named(world)[name](turn)

    return do


def search(text: str) -> dict[str, Any]:
    paging = {"skip": 0, "count": 100}
    typed = [{"name": "query", "value": text}]
    return {"commandId": "search", "parameters": typed, "queryOptions": paging}


FORM = {"verb": "share", "lesson": LESSON, "words": "Denne hjalp meg"}
PREVIEW = {"verb": "push-preview", **BIG, "whom": place_id("1506")}
CALLS: dict[str, Do] = {
    "composeExtension/query": call("composeExtension/query", **search("møte skjerm " * 25)),
    "composeExtension/fetchTask share": call("composeExtension/fetchTask", commandId="share"),
    "composeExtension/fetchTask recommend": call(
        "composeExtension/fetchTask", commandId="recommend"
    ),
    "composeExtension/submitAction": call(
        "composeExtension/submitAction", commandId="share", data=FORM
    ),
    "composeExtension/submitAction recommend": call(
        "composeExtension/submitAction", commandId="recommend", data=PREVIEW
    ),
    "composeExtension/onCardButtonClicked": call(
        "composeExtension/onCardButtonClicked", verb="share-start", share="x"
    ),
    "task/fetch": call("task/fetch"),
    "task/submit": call("task/submit", data=PREVIEW),
}
