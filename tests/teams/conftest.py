"""Servers in Microsoft's place, and a bot in front of them."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from tests.fakes.clock import FakeClock
from tests.fakes.connector import FakeConnector
from tests.fakes.keyserver import FakeKeyServer
from tests.fakes.tokenserver import FakeTokenServer
from tests.teams.rig import Bot, running, signed_settings


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def connector() -> AsyncIterator[FakeConnector]:
    async with FakeConnector() as server:
        yield server


@pytest.fixture
async def keys(clock: FakeClock) -> AsyncIterator[FakeKeyServer]:
    async with FakeKeyServer(clock) as server:
        yield server


@pytest.fixture
async def tokens(clock: FakeClock) -> AsyncIterator[FakeTokenServer]:
    async with FakeTokenServer(clock) as server:
        yield server


@pytest.fixture
async def local_bot(clock: FakeClock) -> AsyncIterator[Bot]:
    """In local mode: nobody is asked for a token."""
    async with running(Settings.from_env({}, local=True), clock) as bot:
        yield bot


@pytest.fixture
async def signed_bot(
    clock: FakeClock, keys: FakeKeyServer, tokens: FakeTokenServer
) -> AsyncIterator[Bot]:
    """With sign-in on, as in production."""
    async with running(signed_settings(keys.url, tokens.url), clock) as bot:
        yield bot
