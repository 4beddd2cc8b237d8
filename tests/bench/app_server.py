"""The whole bot, as `app.py` builds it: python -m tests.bench.app_server STORE_URL [KEY-SERVER].

With a key server sign-in is on. Prints its port when it listens, ends when its input does.
"""

import asyncio
import sys

from bot.assembly import build
from bot.settings import Settings
from bot.store import open_store
from tests.bench.turn_servers import serve
from tests.teams.rig import signed_settings


def settings_for(store_url: str, key_server: str) -> Settings:
    if key_server:
        return signed_settings(key_server, STORE_URL=store_url)
    return Settings.from_env({"STORE_URL": store_url}, local=True)


async def main(store_url: str, key_server: str = "") -> None:
    settings = settings_for(store_url, key_server)
    async with open_store(settings.store_url) as store:
        await serve(await build(settings, store))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
