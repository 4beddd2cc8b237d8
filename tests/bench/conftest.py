"""What the benches share: a key server that lives beside them."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.fakes.keyserver import FakeKeyServer


@pytest.fixture(scope="session")
def key_server() -> Iterator[FakeKeyServer]:
    """In a thread with a loop of its own; it is asked once and then idle."""
    loop, fake = asyncio.new_event_loop(), FakeKeyServer(lambda: datetime.now(UTC))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(fake.__aenter__(), loop).result()
    yield fake
    asyncio.run_coroutine_threadsafe(fake.__aexit__(None, None, None), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
