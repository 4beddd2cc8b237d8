"""Many connections, slow connections, and connections that never end, against the real process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientTimeout

from tests.attacks.rig import API_TOKEN, Process, process
from tests.e2e.running import free_port

pytestmark = pytest.mark.slow
FEW = 1_024  # descriptors of the process
MANY = 1_400  # connections of the attacker
AT_ONCE = ClientTimeout(total=2)
Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]
POST = b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
HEAD = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Process]:
    async with process(tmp_path, descriptors=FEW, API_PORT=str(free_port())) as it:
        yield it


async def opened(it: Process, first: bytes = b"") -> Pair:
    reader, writer = await asyncio.open_connection("127.0.0.1", it.bot.port)
    if first:
        writer.write(first)
    return reader, writer


async def closed(pairs: Iterable[Pair]) -> None:
    for _, writer in pairs:
        writer.close()
    for _, writer in pairs:
        with suppress(OSError):
            await writer.wait_closed()


async def answers(it: Process, times: int = 20, port: int = 0) -> float:
    """The longest that a new client waited for /healthz; each within two seconds."""
    longest, root = 0.0, f"http://127.0.0.1:{port or it.bot.port}"
    for _ in range(times):
        began = time.monotonic()
        async with (
            ClientSession(timeout=AT_ONCE) as session,
            session.get(f"{root}/healthz") as answer,
        ):
            assert answer.status == 200
        longest = max(longest, time.monotonic() - began)
    return longest


def descriptors(it: Process) -> int:
    return len(list(Path(f"/proc/{it.bot.pid}/fd").iterdir()))


def calm(it: Process) -> None:
    assert "Traceback" not in it.log
    assert len(it.log.splitlines()) < 30, it.log[-3000:]
    assert descriptors(it) < FEW - 100


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"G",
        HEAD + b"X-Slow: ",
        POST + b"Content-Length: 9\r\n",
    ],
    ids=["silent", "one byte", "headers without end", "no end before the body"],
)
async def test_whoever_holds_connections_open_keeps_nobody_out(it: Process, first: bytes) -> None:
    held = [await opened(it, first) for _ in range(MANY)]
    try:
        assert await answers(it) < 2
        for _ in range(3):  # a byte a second keeps none of them
            await drip(held)
            assert await answers(it, 3) < 2
            await asyncio.sleep(1)
        calm(it)
    finally:
        await closed(held)
    assert await answers(it) < 1


@pytest.mark.parametrize("path", ["/api/v1/roster", "/api/v1/broadcasts", "/api/v1/roster/left"])
async def test_bodies_that_never_end_keep_nobody_out(tmp_path: Path, path: str) -> None:
    """Sent with a token that is known, so that they are waited for."""
    first = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {API_TOKEN}\r\n"
    first += "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n"
    async with process(tmp_path, descriptors=256) as it:
        held = [await opened(it, first.encode()) for _ in range(300)]
        try:
            assert await answers(it) < 2
            for _, writer in held:
                with suppress(OSError):
                    writer.write(b"1\r\na\r\n")
            assert await answers(it) < 2
            assert "Traceback" not in it.log
            assert "web_failed" not in it.log
            assert len(it.log.splitlines()) < 30, it.log[-3000:]
        finally:
            await closed(held)


async def drip(held: Iterable[Pair]) -> None:
    for _, writer in held:
        with suppress(OSError):
            writer.write(b"a")


async def test_connections_that_are_half_closed_or_broken_off_leave_nothing(it: Process) -> None:
    before = descriptors(it)
    for _ in range(5):
        held = [await opened(it, HEAD) for _ in range(200)]
        for n, (_, writer) in enumerate(held):
            if n % 2:
                writer.write_eof()
            else:
                writer.transport.abort()
        await asyncio.sleep(0.2)
        await closed(held)
    assert await answers(it) < 1
    assert descriptors(it) < before + 20
    calm(it)


async def test_requests_in_a_row_whose_answers_nobody_reads_keep_nobody_out(it: Process) -> None:
    """Each asks for pages again and again, and takes nothing."""
    asks = b"GET /privacy HTTP/1.1\r\nHost: x\r\n\r\n" * 200
    held = [await opened(it, asks) for _ in range(MANY // 2)]
    try:
        assert await answers(it) < 2
        calm(it)
    finally:
        await closed(held)


async def test_the_other_port_answers_while_the_first_is_full(it: Process) -> None:
    held = [await opened(it, HEAD) for _ in range(MANY)]
    try:
        port = int(it.bot.settings["API_PORT"])
        assert await answers(it, 5, port) < 1
        async with ClientSession(timeout=AT_ONCE) as session:
            bearer = {"Authorization": f"Bearer {API_TOKEN}"}
            url = f"http://127.0.0.1:{port}/api/v1/health"
            async with session.get(url, headers=bearer) as answer:
                assert answer.status == 200
    finally:
        await closed(held)


async def test_no_connection_lasts_that_asks_nothing_or_takes_nothing(it: Process) -> None:
    """All at once, since it takes half a minute: each is closed by the bot, by then."""
    token, before = it.token(), descriptors(it)
    signed = POST + f"Authorization: Bearer {token}\r\n".encode()
    kinds = {
        "silent": b"",
        "headers without end": HEAD + b"X-Slow: ",
        "kept alive": HEAD + b"\r\n",
        "body that is refused": POST + b"Content-Length: 100000\r\n\r\n{",
        "body that never comes": signed + b"Content-Length: 500\r\n\r\n{",
        "chunks that never end": signed + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
        "answers that nobody reads": b"GET /privacy HTTP/1.1\r\nHost: x\r\n\r\n" * 5_000,
    }
    held = {name: await opened(it, first) for name, first in kinds.items()}
    began, ended = time.monotonic(), {}
    async with asyncio.timeout(75):
        for name, (reader, _) in held.items():
            while name != "answers that nobody reads" and await some(reader):
                pass
            ended[name] = time.monotonic() - began
        while descriptors(it) > before + 2:  # also that of answers that nobody reads
            await asyncio.sleep(0.5)
    await closed(held.values())
    assert max(ended.values()) < 45, ended
    calm(it)


async def some(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read(65_536)
    except OSError:
        return b""
