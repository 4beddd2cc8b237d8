"""How many calls the bot makes for an answer and for a card that it sends, on a store on disk: the
answer from its HTTP request to the reply, the card from due to settled."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from http.client import HTTPResponse
from pathlib import Path
from statistics import fmean
from typing import Any

import orjson

from bot.settings import Settings
from bot.store import open_store
from tests.champion_world import LESSON, Town, key
from tests.chat_client import TENANT, Chat, Shown
from tests.engine import world
from tests.fakes.activities import executed
from tests.fakes.clock import FakeClock
from tests.teams.rig import running
from tests.trace.probe import Probe
from tests.trace.scenes import choice_on

CARDS = 50  # sent in one go, as on a morning
_HEAD = "POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"


async def counted(folder: Path) -> dict[str, float]:
    """Calls by what they are made for. `folder` takes the stores."""
    lesson = await _answers(folder / "answers.db")
    card = await _card(folder / "cards.db")
    return {"first answer": lesson[0], "lesson's average": fmean(lesson), "planned card": card}


async def _answers(path: Path) -> list[int]:
    """Of each answer to a lesson, once two others have given the same ones."""
    async with open_store(f"tinydb:{path}") as store:
        town = Town(store, local=True)
        async with _bot(town.chat("kari")) as port:
            return [await _taken(town.chat(each), port) for each in ("kari", "ola", "siri")][-1]


@asynccontextmanager
async def _bot(chat: Chat) -> AsyncIterator[int]:
    """The door, with the chat's own front behind it; its port."""
    async with running(Settings.from_env({}, local=True), FakeClock()) as bot:
        bot.handle = chat.front
        assert bot.client.port
        yield bot.client.port


async def _taken(chat: Chat, port: int) -> list[int]:
    """The whole quiz, all right: the answers by HTTP, what lies between them in the chat."""
    await chat.begin()
    shown, calls = await chat.tap("quiz", lesson=LESSON), []
    with closing(socket.create_connection(("127.0.0.1", port))) as line:
        while button := _button(shown, "answer"):
            data = button["data"] | {"choice": choice_on(shown, chat)}
            request = _request(chat, data)
            with Probe() as seen:  # the client has a thread of its own: its calls are not the bot's
                verdict = await asyncio.to_thread(_reply, line, request)
            calls.append(seen.calls)
            on = _button(verdict, "continue") or _button(verdict, "result")
            assert on, verdict.text
            shown = await chat.press(verdict, on["verb"])
    return calls


def _button(shown: Shown, verb: str) -> dict[str, Any] | None:
    return next((each for each in shown.buttons() if each["verb"] == verb), None)


def _request(chat: Chat, data: dict[str, Any]) -> bytes:
    who = {
        "from": {"id": chat.address.user, "aadObjectId": chat.address.entra, "name": chat.name},
        "conversation": {"conversationType": "personal", "id": chat.address.conversation},
        "channelData": {"tenant": {"id": TENANT}},
    }
    body = orjson.dumps(executed("http://127.0.0.1:9/teams", "answer", data, **who))
    return f"{_HEAD}Content-Length: {len(body)}\r\n\r\n".encode() + body


def _reply(line: socket.socket, request: bytes) -> Shown:
    line.sendall(request)
    response = HTTPResponse(line)
    response.begin()
    return Shown(orjson.loads(response.read())["value"])


async def _card(path: Path) -> float:
    """Of one lesson card among many, with its share of what is done for all of them at once."""
    async with open_store(f"tinydb:{path}") as store:
        town = await Town(store).settle(colleagues=CARDS, others=CARDS)
        await _sent_to(town, "q")
        return await _sent_to(town, "p")


async def _sent_to(town: Town, letter: str) -> float:
    people = [key(f"{letter}{n:03}") for n in range(CARDS)]
    await world.plan(town.services, people, "lesson", town.at)
    with Probe() as seen:
        assert await town.engine.sender.send_due() == CARDS
    return seen.calls / CARDS
