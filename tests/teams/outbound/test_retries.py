"""A send that a turn waits for is tried again, while there is time."""

import pytest

from bot.core.send_outcome import Ended
from bot.core.turn import Address, Message
from bot.settings import Settings
from bot.teams.assembly import connector_for
from bot.teams.outbound.retries import RetryingMessenger
from tests.fakes.connector import HANG, RESET_AFTER, status

HEI = Message(text="hei")


class Time:
    """Seconds that pass only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def to(connector):
    return Address("tenant", connector.url, "a:kari", "29:kari", "kari")


@pytest.fixture
async def way(clock, time):
    async with connector_for(Settings.from_env({}, local=True), clock) as way:
        yield RetryingMessenger(way, 4.5, time=time, sleep=time.sleep, jitter=lambda: 0.5)


@pytest.mark.parametrize("code", [412, 429, 502, 503, 504])
async def test_a_passing_fault_is_tried_again_with_growing_pauses(way, connector, to, time, code):
    connector.script(status(code), status(code))
    assert (await way.send(to, HEI)).ok
    assert time.slept == [0.375, 0.75]
    assert connector.texts == ["hei"]


@pytest.mark.parametrize("code", [400, 403, 404, 413, 500, 501])
async def test_anything_else_is_not(way, connector, to, time, code):
    connector.script(status(code))
    assert not (await way.send(to, HEI)).ok
    assert (time.slept, len(connector.seen)) == ([], 1)


async def test_what_may_have_arrived_is_never_sent_again(way, connector, to):
    connector.script(RESET_AFTER)
    assert (await way.send(to, HEI)).ended is Ended.UNCERTAIN
    assert len(connector.seen) == 1


async def test_retry_after_is_honoured(way, connector, to, time):
    connector.script(status(429, retry_after=2))
    assert (await way.send(to, HEI)).ok
    assert time.slept == [2]


async def test_a_wait_longer_than_the_turn_is_not_begun(way, connector, to, time):
    connector.script(status(429, retry_after=10))
    outcome = await way.send(to, HEI)
    assert (outcome.ended, outcome.wait, time.slept) == (Ended.THROTTLED, 10, [])


async def test_it_gives_up_when_the_turn_is_over(way, connector, to, time):
    connector.rule = lambda _: status(503)
    assert (await way.send(to, HEI)).ended is Ended.RETRY
    assert time.now < 4.5
    assert len(connector.seen) == 4


async def test_without_time_left_nothing_is_sent(way, connector, to, time):
    time.now = 5.0
    assert (await way.send(to, HEI)).reason == "no_time"
    assert await way.member(to) is None
    assert connector.seen == []


async def test_a_server_that_hangs_cannot_outlast_the_turn(connector, clock, to, time):
    connector.script(HANG)
    async with connector_for(Settings.from_env({}, local=True), clock) as way:
        patient = RetryingMessenger(way, 0.05, time=time, sleep=time.sleep)
        assert (await patient.send(to, HEI)).ended is Ended.UNCERTAIN


async def test_updates_deletes_and_openings_are_as_patient(way, connector, to):
    connector.script(status(503))
    assert (await way.update(to, "1:7", HEI)).ok
    connector.script(status(503))
    assert (await way.delete(to, "1:7")).ok
    connector.script(status(503))
    assert (await way.open(to)).ok


async def test_a_member_is_looked_up_once(way, connector, to):
    connector.members["29:kari"] = {"id": "29:kari", "aadObjectId": "kari"}
    assert (await way.member(to)).entra == "kari"
