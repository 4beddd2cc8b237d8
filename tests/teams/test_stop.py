"""SIGTERM: no more requests are taken, turns are finished, the process ends with 0."""

import asyncio
import os
import signal
import sys

import orjson
import pytest

from tests.fakes import activities as act
from tests.fakes.connector import FakeConnector

SCRIPT = """
import asyncio, sys
from datetime import UTC, datetime
from aiohttp import web
from bot.core.turn import Message, Reply
from bot.settings import Settings
from bot.teams.assembly import add_door, calm_gc, connector_for
from tests.teams.rig import Chats

settings = Settings.from_env({}, local=True)
clock = lambda: datetime.now(UTC)
connector = connector_for(settings, clock)

async def on_turn(turn):
    print("turn", flush=True)
    await connector.send(turn.address, Message(text="underveis"))
    return Reply((Message(card=b"{}"), Message(text="etterpå")))

app = web.Application()
sorry = lambda locale, _: locale
chats = Chats().way
add_door(
    app, settings, connector, on_turn=on_turn, apology=sorry, clock=clock, own_chats=chats
)
calm_gc()

async def ready(app):
    print("ready", flush=True)

app.on_startup.append(ready)
with __import__("socket").socket() as sock:
    sock.bind(("127.0.0.1", 0))
    sock.listen()
    print(sock.getsockname()[1], flush=True)
    web.run_app(app, sock=sock, shutdown_timeout=5, print=None, access_log=None)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to catch")
async def test_a_turn_under_way_is_finished_and_its_messages_sent():
    async with FakeConnector() as connector:
        connector.hold = asyncio.Event()
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-c", SCRIPT, stdout=asyncio.subprocess.PIPE
        )
        try:
            port = int(await _line(bot))
            while await _line(bot) != "ready":
                pass
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(_request(act.executed(connector.url, "answer"), port))
            await connector.arrived.wait()
            bot.send_signal(signal.SIGTERM)
            connector.hold.set()
            status = await asyncio.wait_for(reader.readline(), 10)
            assert status.split()[1] == b"200"
            writer.close()
            assert await asyncio.wait_for(bot.wait(), 10) == 0
        finally:
            if bot.returncode is None:
                bot.kill()
                await bot.wait()
    assert connector.texts == ["underveis", "etterpå"]


async def _line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    return (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()


def _request(activity: dict, port: int) -> bytes:
    body = orjson.dumps(activity)
    head = (
        f"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
