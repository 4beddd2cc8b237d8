"""A champion in a chat or a channel with the message extension: invokes in, JSON out."""

from __future__ import annotations

import json
from typing import Any

from bot.chat.pushes.extension import named
from bot.core.turn import Room, Turn, What
from bot.core.values import replace
from tests.champion_world import LESSON, Town
from tests.chat_client import Chat, Shown

ROOM = "19:room@thread.v2"
OWN = "Denne hjalp *meg*!"


class Where:
    """One person in one room. `get` is any invoke, the rest are what Teams makes of them."""

    def __init__(self, town: Town, entra: str, room: Room = "groupChat", **address: Any) -> None:
        self.town, self.chat = town, town.chat(entra)
        place = {"conversation": ROOM, "room": room} | address
        self.chat.address = replace(self.chat.address, **place)
        self._answers = named(town.services)

    async def get(self, name: str, **value: Any) -> dict[str, Any]:
        turn = Turn(
            What.TAPPED, self.chat.address, self.town.at, name=self.chat.name, verb=name,
            data=value, activity="a", locale=self.chat.locale,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(await self._answers[name](turn))
        return found

    async def search(self, text: str = "", skip: int = 0, count: int = 25) -> dict[str, Any]:
        """The list is opened, or something is typed."""
        asked = {"name": "query", "value": text} if text else {"name": "initialRun", "value": "t"}
        paging = {"skip": skip, "count": count}
        query = {"commandId": "search", "parameters": [asked], "queryOptions": paging}
        answer = await self.get("composeExtension/query", **query)
        found: dict[str, Any] = answer["composeExtension"]
        return found

    async def fetch(self, command: str) -> dict[str, Any]:
        answer = await self.get("composeExtension/fetchTask", commandId=command)
        found: dict[str, Any] = answer["task"]
        return found

    async def submit(self, command: str = "share", **data: Any) -> dict[str, Any]:
        return await self.get("composeExtension/submitAction", commandId=command, data=data)

    async def preview(self, lesson: str = LESSON, words: str = OWN) -> dict[str, Any]:
        """The activity that the bot shows before it posts it."""
        answer = await self.submit(verb="share", lesson=lesson, words=words)
        assert answer["composeExtension"]["type"] == "botMessagePreview", answer
        found: dict[str, Any] = answer["composeExtension"]["activityPreview"]
        return found

    async def decide(self, action: str, preview: Any) -> dict[str, Any]:
        facts = {"botMessagePreviewAction": action, "botActivityPreview": [preview]}
        return await self.get("composeExtension/submitAction", commandId="share", **facts)

    async def shared(self, lesson: str = LESSON, words: str = OWN) -> Shown:
        """Filled in, looked at, posted; the card as everybody there sees it."""
        assert await self.decide("send", await self.preview(lesson, words)) == {}
        return posted(self.town)

    async def taps(self, shown: Shown, **more: Any) -> Chat:
        """Start on a shared card; the chat knows the answer."""
        self.chat.at = self.town.at
        data = shown.button("share-start")["data"] | more.pop("data", {})
        await self.chat.turn(What.TAPPED, verb="share-start", data=data, card="shared", **more)
        return self.chat


def posted(town: Town) -> Shown:
    """The newest card in the room."""
    there = [message for to, message in town.post.sent if to.conversation == ROOM]
    return Shown(json.loads(there[-1].card))


def card_of(attachment: dict[str, Any]) -> Shown:
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    return Shown(attachment["content"])


def dialog_of(task: dict[str, Any]) -> Shown:
    assert task["type"] == "continue", task
    return card_of(task["value"]["card"])


def submits(shown: Shown) -> dict[str, dict[str, Any]]:
    """The buttons of a dialog, by verb: all of them submit."""
    assert not shown.buttons()
    found: dict[str, dict[str, Any]] = {}

    def walk(value: Any) -> None:
        for each in value.values() if isinstance(value, dict) else value:
            if isinstance(each, dict | list):
                walk(each)
        if isinstance(value, dict) and value.get("type") == "Action.Submit":
            found[value["data"]["verb"]] = value["data"]

    walk(shown.card)
    return found
