import pytest

from bot.store import MemoryStore
from tests.chat_client import Chat, services


@pytest.fixture
async def store():
    async with MemoryStore() as store:
        yield store


@pytest.fixture
def chat(store) -> Chat:
    """Kari, who has not met the bot."""
    return Chat(services(store))
