"""What is no HTTP, what is compressed, what repeats: what the bot says and logs, over raw sockets
against the real process."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.attacks.rig import API_TOKEN, Process, process

pytestmark = pytest.mark.slow
SECRET = "s3cret-bearer-value-of-somebody"
HOST = b"Host: padriver.example\r\n"
OURS = {
    "server": "Padriver",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Process]:
    async with process(tmp_path) as it:
        yield it


async def raw(it: Process, *parts: bytes, port: int = 0) -> tuple[int, dict[str, str], bytes]:
    """Status, headers in lower case, and body of the first answer; 0 if there is none."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port or it.bot.port)
    head, body = b"", b""
    with suppress(OSError, asyncio.IncompleteReadError):
        for part in parts:
            writer.write(part)
            await writer.drain()
        async with asyncio.timeout(15):
            head = await reader.readuntil(b"\r\n\r\n")
            body = await reader.read(65_536)
    writer.close()
    if not head:
        return 0, {}, b""
    first, *lines = head.decode().strip().split("\r\n")
    headers = {name.lower(): value for name, _, value in (e.partition(": ") for e in lines)}
    return int(first.split()[1]), headers, body


def post(path: str, token: str, *headers: str, body: bytes = b"{}") -> bytes:
    lines = [
        f"POST {path} HTTP/1.1", "Host: padriver.example", "Content-Type: application/json",
        "Connection: close", f"Authorization: Bearer {token}", *headers,
    ]  # fmt: skip
    if not any(each.startswith(("Content-Length", "Transfer-Encoding")) for each in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


MALFORMED = {
    "no method": b" / HTTP/1.1\r\n\r\n",
    "no HTTP": f"hello {SECRET}\r\n\r\n".encode(),
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + SECRET.encode(),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no version": b"GET /" + SECRET.encode() + b"\r\n\r\n",
    "another version": b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",
    "a header too large": post("/api/messages", SECRET * 400),
    "a line too long": b"GET /" + SECRET.encode() * 400 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "too many headers": b"GET / HTTP/1.1\r\n" + f"X: {SECRET}\r\n".encode() * 500 + b"\r\n",
    "a header without a colon": post("/api/messages", SECRET, "no colon"),
    "a header with a blank in its name": post("/api/messages", SECRET, "Bad Name: x"),
    "a NUL in a header": post("/api/messages", SECRET, "X: a\0b"),
    "a bare CR in a header": post("/api/messages", SECRET, "X: a\rb"),
    "a folded header": post("/api/messages", SECRET, "X: a", " b"),
    "two lengths": post("/api/messages", SECRET, "Content-Length: 2", "Content-Length: 3"),
    "length in words": post("/api/messages", SECRET, "Content-Length: two"),
    "a negative length": post("/api/messages", SECRET, "Content-Length: -1"),
    "length and chunks": post(
        "/api/messages", SECRET, "Content-Length: 2", "Transfer-Encoding: chunked"
    ),
    "chunks last but one": post("/api/messages", SECRET, "Transfer-Encoding: chunked, gzip"),
    "no chunk": post("/api/messages", SECRET, "Transfer-Encoding: chunked", body=b"zz\r\n"),
    "a chunk of a negative length": post(
        "/api/messages", SECRET, "Transfer-Encoding: chunked", body=b"-1\r\n"
    ),
}


async def test_what_is_no_request_is_refused_without_a_word_of_it_anywhere(it: Process) -> None:
    """Neither in the answer nor in the log: a bearer value is often in it."""
    for name, sent in MALFORMED.items():
        status, headers, body = await raw(it, sent)
        assert status in (0, 400, 401, 404), name
        if status:
            assert {each: headers[each] for each in OURS} == OURS, name
            assert json.loads(body[: int(headers["content-length"])])["error"]["code"], name
            assert b"aiohttp" not in body, name
            assert SECRET.encode() not in body, name
    await still_well(it)


WAYS = {
    "GET /": {404},
    "GET /api/messages": {405},
    "BREW /healthz": {400, 405},
    "PUT /api/v1/health": {405},
    "GET /api/v1/health": {401},
    "GET /%00%ff": {404},
    "GET /..%2f..%2fetc/passwd": {404},
    "GET /pictures/..%2f..%2fapp.py": {404},
    "HEAD /healthz": {200},
    "OPTIONS *": {404, 405},
    "TRACE /": {404, 405},
    "GET http://evil.example/healthz": {200, 404},
    "CONNECT evil.example:443": {400, 404, 405},
}


async def test_every_answer_has_our_headers_and_nothing_of_the_library(it: Process) -> None:
    for way, statuses in WAYS.items():
        sent = f"{way} HTTP/1.1\r\nConnection: close\r\n".encode() + HOST + b"\r\n"
        status, headers, body = await raw(it, sent)
        assert status in statuses, way
        assert {each: headers[each] for each in OURS} == OURS, way
        assert b"aiohttp" not in body, way
    await still_well(it)


@pytest.mark.parametrize("path", ["/api/messages", "/api/v1/roster", "/healthz", "/nothing"])
async def test_an_expectation_that_cannot_be_met_is_answered_like_the_rest(
    it: Process, path: str
) -> None:
    """Without a word of it: what is put in the wrong header may be a token."""
    status, headers, body = await raw(it, post(path, SECRET, f"Expect: {SECRET}"))
    assert status == 417
    assert {each: headers[each] for each in OURS} == OURS
    assert json.loads(body)["error"]["code"] == "expectation_failed"
    assert SECRET.encode() not in body
    await still_well(it)


ENCODED = ["gzip", "GZIP", "deflate", "br", "zstd", "x-gzip", "identity, gzip", "made-up"]
ROUTES = [
    *("/api/messages", "/api/v1/roster", "/api/v1/sending/pause", "/api/v1/broadcasts"),
    *("/api/v1/gatherings", "/api/v1/roster/left", "/api/v1/nothing", "/nothing"),
]


async def test_nothing_compressed_is_unpacked_or_waited_for(it: Process) -> None:
    """The headers alone are answered at once: with a right token and a wrong one. A body that
    comes with them, small as it is, would be 100 MB."""
    bomb, memory = gzip.compress(bytes(100_000_000)), peak(it)
    for path in ROUTES:
        right = it.token() if path == "/api/messages" else API_TOKEN
        began = time.monotonic()
        for coding in ENCODED:
            headers = (f"Content-Encoding: {coding}", "Content-Length: 500000")
            assert (await raw(it, post(path, right, *headers, body=b"")))[0] == 415, (path, coding)
            assert (await raw(it, post(path, "wrong", *headers, body=b"")))[0] in {401, 415}
        for coding in ("gzip, chunked", "identity, chunked", "x-made-up, chunked"):
            sent = post(path, right, f"Transfer-Encoding: {coding}", body=b"2\r\n{}\r\n0\r\n\r\n")
            assert (await raw(it, sent))[0] in {400, 415}, (path, coding)
        for each in (right, "wrong"):
            status, _, _ = await raw(it, post(path, each, "Content-Encoding: gzip", body=bomb))
            assert status in {401, 415}
        assert time.monotonic() - began < 10
    assert peak(it) - memory < 50_000
    await still_well(it)


async def test_a_body_that_breaks_off_or_stands_still_is_nobodys_fault(it: Process) -> None:
    """With a right token, on the routes that read one."""
    for path in ("/api/v1/sending/pause", "/api/v1/roster", "/api/v1/gatherings"):
        chunked = post(path, API_TOKEN, "Transfer-Encoding: chunked", body=b"2\r\n{}\r\nzz\r\n")
        assert (await raw(it, chunked))[0] == 400, path
        reader, writer = await asyncio.open_connection("127.0.0.1", it.bot.port)
        writer.write(post(path, API_TOKEN, "Content-Length: 500", body=b"{"))
        await writer.drain()
        writer.transport.abort()
        assert reader
    slow = post("/api/v1/sending/pause", API_TOKEN, "Content-Length: 500", body=b"{")
    reader, writer = await asyncio.open_connection("127.0.0.1", it.bot.port)
    writer.write(slow)
    async with asyncio.timeout(45):
        assert (await reader.readline()).split()[1] == b"408"
    writer.close()
    assert "web_failed" not in it.log
    await still_well(it)


async def test_thousands_of_refusals_are_a_handful_of_lines(it: Process) -> None:
    async with ClientSession(it.bot.address) as session:
        for n in range(1_500):
            async with session.post("/api/messages", json={}, headers=bearer(f"{SECRET}{n}")) as a:
                assert a.status == 401
        async with session.get("/metrics", headers=bearer(API_TOKEN)) as answer:
            text = await answer.text()
    assert re.search(r'padriver_requests_total\{kind="bad_token"\} 1500', text)
    for _ in range(200):
        assert (await raw(it, b"GET / nonsense\r\n\r\n"))[0] == 400
    lines = [json.loads(each) for each in it.log.splitlines()]
    refused = [each["times"] for each in lines if each["event"] == "request_refused"]
    assert refused[:4] == [1, 9, 90, 900]
    await still_well(it)


async def test_guessing_tokens_grows_slow_and_the_right_one_never_waits(it: Process) -> None:
    async with ClientSession(it.bot.address) as session:

        async def guess(n: int) -> tuple[int, float]:
            began = time.monotonic()
            async with session.get("/api/v1/health", headers=bearer(f"guess-{n}")) as answer:
                return answer.status, time.monotonic() - began

        first = [(await guess(n))[0] for n in range(20)]
        status, took = await guess(21)
        assert (first, status) == ([401] * 20, 429)
        assert took >= 0.9
        flood = asyncio.gather(*(guess(n) for n in range(300)))
        for _ in range(20):
            began = time.monotonic()
            async with session.get("/api/v1/health", headers=bearer(API_TOKEN)) as answer:
                assert answer.status == 200
            assert time.monotonic() - began < 0.9
        assert {status for status, _ in await flood} == {429}
        async with session.get("/api/v1/health") as answer:  # without a token: no guess
            assert answer.status == 401
    await still_well(it)


async def test_asking_whether_it_is_ready_writes_to_the_disk_once_a_second(
    it: Process, tmp_path: Path
) -> None:
    before, began, asked = written(it), time.monotonic(), 0
    async with ClientSession(it.bot.address) as session:

        async def ask() -> None:
            nonlocal asked
            while time.monotonic() - began < 4:
                async with session.get("/readyz") as answer:
                    assert answer.status == 200
                asked += 1

        await asyncio.gather(*(ask() for _ in range(16)))
    assert asked > 200
    assert written(it) - before < 4_000_000
    assert (tmp_path / "padriver.db-wal").stat().st_size < 10_000_000


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def written(it: Process) -> int:
    """Bytes that the process has had written to disks."""
    found = re.search(r"^write_bytes: (\d+)", Path(f"/proc/{it.bot.pid}/io").read_text(), re.M)
    assert found
    return int(found[1])


def peak(it: Process) -> int:
    """The most memory that the process has had, in kB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{it.bot.pid}/status").read_text())
    assert found
    return int(found[1])


async def still_well(it: Process) -> None:
    async with ClientSession(it.bot.address) as session, session.get("/healthz") as answer:
        assert answer.status == 200
    assert "Traceback" not in it.log
    assert "aiohttp" not in it.log
    assert SECRET not in it.log
    assert len(it.log.splitlines()) < 40, it.log[-3000:]
