"""Load for one turn: raw sockets, requests made ahead, each with an id of its own."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from tests.fakes import activities as act

URL = "http://127.0.0.1:9/teams"
_CHOICES = [{"title": f"Svar {n}: å skru på kameraet først", "value": str(n)} for n in range(12)]
_TEXT = "Det stemmer! Slå av mikrofonen når du ikke snakker, så hører alle bedre. " * 12
CARD = orjson.dumps(
    {
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": "nb",
        "body": [
            {"type": "TextBlock", "text": "Riktig!", "style": "heading", "wrap": True},
            {"type": "TextBlock", "text": _TEXT, "wrap": True},
            {"type": "Input.ChoiceSet", "id": "choice", "label": "Neste", "choices": _CHOICES},
        ],
    }
)
NUMBER = "@@@@@@@@@@@@"
CONNECTIONS = 16
Next = Callable[[], bytes]
More = Callable[[float, int], bool]  # the time now, the turns done


@dataclass(frozen=True)
class Figures:
    """One round: requests a second, and what a request cost the server in µs of CPU."""

    rate: float
    cpu: float
    p99: float  # milliseconds


def requests(
    activity: dict[str, Any] | None = None, token: str = "", *, start: int = 0, step: int = 1
) -> Next:
    """A function that gives the next request: NUMBER in the activity becomes 0, 1, 2 ...

    Without an activity: a tap, each with an id of its own.
    """
    fields = activity or act.executed(URL, "answer", {"choice": "b"}, id=NUMBER)
    body = orjson.dumps(fields)
    sign_in = f"Authorization: Bearer {token}\r\n" if token else ""
    head = (
        "POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1:3978\r\n"
        f"Content-Type: application/json\r\n{sign_in}Content-Length: {len(body)}\r\n\r\n"
    )
    whole, place, numbers = head.encode() + body, NUMBER.encode(), count(start, step)
    return lambda: whole.replace(place, b"%012d" % next(numbers))


class _Client(asyncio.Protocol):
    """One connection: sends, waits for the whole answer, sends again while `more` says so."""

    def __init__(self, following: Next, more: More, times: list[float]) -> None:
        self.done = asyncio.get_running_loop().create_future()
        self._following = following
        self._more = more
        self._times = times
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head = self._buffer.find(b"\r\n\r\n")
        if head < 0 or len(self._buffer) < head + 4 + _length(self._buffer[:head]):
            return
        now = time.perf_counter()
        self._times.append(now - self._began)
        good, self._buffer = self._buffer.startswith(b"HTTP/1.1 2"), b""
        if good and self._more(now, len(self._times)):
            self._send()
            return
        self._transport.close()
        if good:
            self.done.set_result(None)
        else:
            self.done.set_exception(AssertionError("refused"))

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("closed"))

    def _send(self) -> None:
        self._began = time.perf_counter()
        self._transport.write(self._following())


def _length(head: bytes) -> int:
    at = head.lower().index(b"content-length:") + 15
    return int(head[at:].partition(b"\r\n")[0])


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def round(self, following: Next, seconds: float = 1.5) -> Figures:
        """Load it for a while, as fast as it answers."""
        until = time.perf_counter() + seconds
        return self._measure(following, lambda now, _: now < until)

    def batch(self, following: Next, number: int) -> Figures:
        """That many turns (up to one more a connection), as fast as it answers."""
        return self._measure(following, lambda _, done: done < number)

    def _measure(self, following: Next, more: More) -> Figures:
        times: list[float] = []
        cpu, began = self.cpu(), time.perf_counter()
        asyncio.run(self._load(following, more, times))
        took, cost = time.perf_counter() - began, self.cpu() - cpu
        slow = sorted(times)[int(len(times) * 0.99)] * 1000
        return Figures(len(times) / took, cost / len(times) * 1e6, slow)

    def ask(self, request: bytes) -> bytes:
        """The body of one answer."""
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            line.sendall(request)
            said = b""
            while (head := said.find(b"\r\n\r\n")) < 0 or len(said) < head + 4 + _length(
                said[:head]
            ):
                said += line.recv(65536)
        return said[head + 4 :]

    async def _load(self, following: Next, more: More, times: list[float]) -> None:
        loop = asyncio.get_running_loop()
        clients = []
        for _ in range(CONNECTIONS):
            _, client = await loop.create_connection(
                lambda: _Client(following, more, times), "127.0.0.1", self.port
            )
            clients.append(client.done)
        await asyncio.gather(*clients)

    def cpu(self) -> float:
        """Seconds of CPU the process has used; 0 where the system does not say."""
        stat = Path(f"/proc/{self.pid}/stat")
        if not stat.exists():
            return 0.0
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def memory(self) -> float:
        """Resident megabytes; 0 where the system does not say."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return 0.0
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def server(*arguments: str, module: str = "tests.bench.turn_servers") -> Iterator[Server]:
    """A server in a process of its own; `arguments` say which."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        while line and not line.strip().isdecimal():
            line = process.stdout.readline()
        yield Server(int(line), process.pid)
    finally:
        process.communicate(timeout=10)


def typical(rounds: list[Figures]) -> Figures:
    """The median of each figure."""
    return Figures(
        median(each.rate for each in rounds),
        median(each.cpu for each in rounds),
        median(each.p99 for each in rounds),
    )
