"""GET /metrics for Prometheus. Each `Metrics` has its own registry; nothing is global, and no label
ever contains anything about a person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from time import perf_counter
from typing import Final, TypeVar

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from bot.core.send_outcome import Member, SendOutcome
from bot.core.turn import Address, Message, Turn
from bot.ports import Messenger

T = TypeVar("T")
BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """The counters, for the parts of the application that count something.

    ======================== =============== =================================================
    padriver_turns_total     kind, outcome   turns, by `What`; outcome is "answered" or "failed"
    padriver_turn_seconds    kind            how long the bot's own answer took
    padriver_sends_total     outcome         requests to the connector, by how they `Ended`
    process_...                              memory, CPU, open files
    ======================== =============== =================================================
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._turns = Counter(
            "padriver_turns", "Turns answered", ("kind", "outcome"), registry=self.registry
        )
        self._seconds = Histogram(
            "padriver_turn_seconds",
            "Seconds to answer a turn",
            ("kind",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._sends = Counter(
            "padriver_sends", "Requests to the connector", ("outcome",), registry=self.registry
        )

    def turn(self, kind: str, outcome: str, seconds: float) -> None:
        self._turns.labels(kind, outcome).inc()
        self._seconds.labels(kind).observe(seconds)

    def sent(self, outcome: SendOutcome) -> None:
        self._sends.labels(outcome.ended.value).inc()

    def watching(self, answer: Callable[[Turn], Awaitable[T]]) -> Callable[[Turn], Awaitable[T]]:
        """`answer`, with its turns counted and timed."""

        async def watched(turn: Turn) -> T:
            began, outcome = perf_counter(), "failed"
            try:
                reply = await answer(turn)
                outcome = "answered"
            finally:
                self.turn(turn.what.value, outcome, perf_counter() - began)
            return reply

        return watched

    def expose(
        self, name: str, help: str, label: str, read: Callable[[], Mapping[str, int]]
    ) -> None:
        """Add the counter `padriver_{name}_total`: `read` returns its values by label at each
        scrape."""
        self.registry.register(_Tally(f"padriver_{name}", help, label, read))

    def show(
        self, name: str, help: str, label: str, read: Callable[[], Mapping[str, float]]
    ) -> None:
        """Add the gauge `padriver_{name}`: `read` returns its values by label at each scrape."""
        self.show_by(name, help, (label,), lambda: {(value,): n for value, n in read().items()})

    def show_by(
        self,
        name: str,
        help: str,
        labels: Sequence[str],
        read: Callable[[], Mapping[tuple[str, ...], float]],
    ) -> None:
        """The same by several labels."""
        self.registry.register(_Gauge(f"padriver_{name}", help, labels, read))

    async def serve(self, _: web.Request) -> web.Response:
        body = generate_latest(self.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


class Counting:
    """A `bot.ports.Messenger` that counts the outcomes of requests to the connector."""

    def __init__(self, messenger: Messenger, metrics: Metrics) -> None:
        self._messenger = messenger
        self._sent = metrics.sent

    async def send(self, to: Address, message: Message) -> SendOutcome:
        return self._counted(await self._messenger.send(to, message))

    async def update(self, to: Address, activity: str, message: Message) -> SendOutcome:
        return self._counted(await self._messenger.update(to, activity, message))

    async def delete(self, to: Address, activity: str) -> SendOutcome:
        return self._counted(await self._messenger.delete(to, activity))

    async def open(self, to: Address) -> SendOutcome:
        return self._counted(await self._messenger.open(to))

    async def member(self, to: Address) -> Member | None:
        return await self._messenger.member(to)

    async def members(self, to: Address) -> int | None:
        return await self._messenger.members(to)

    def _counted(self, outcome: SendOutcome) -> SendOutcome:
        self._sent(outcome)
        return outcome


class _Tally(Collector):
    def __init__(
        self, name: str, help: str, label: str, read: Callable[[], Mapping[str, int]]
    ) -> None:
        self._name, self._help, self._label, self._read = name, help, label, read

    def collect(self) -> Iterator[CounterMetricFamily]:
        family = CounterMetricFamily(self._name, self._help, labels=[self._label])
        for value, n in sorted(self._read().items()):
            family.add_metric([str(value)], n)
        yield family


class _Gauge(Collector):
    def __init__(
        self,
        name: str,
        help: str,
        labels: Sequence[str],
        read: Callable[[], Mapping[tuple[str, ...], float]],
    ) -> None:
        self._name, self._help, self._labels, self._read = name, help, labels, read

    def collect(self) -> Iterator[GaugeMetricFamily]:
        family = GaugeMetricFamily(self._name, self._help, labels=self._labels)
        for values, n in sorted(self._read().items()):
            family.add_metric([str(each) for each in values], n)
        yield family
