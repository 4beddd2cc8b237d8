"""python app.py move-account: asks the running bot, and changes nothing without --apply."""

from __future__ import annotations

import io

import pytest

import app as application
from bot.actions.people.records import look_up
from bot.cli.arguments import understood
from bot.cli.commands import move_account
from bot.errors import Refused
from bot.store import MemoryStore
from tests.cli.merger import TENANT, Municipal

NEW = "99999999-0000-4000-8000-000000000000"


async def run(town: Municipal, *options: str) -> str:
    out = io.StringIO()
    args = understood(["move-account", *options], out, out)
    assert not isinstance(args, int), out.getvalue()
    assert await move_account(args, application.CommandTools(town.env, True).tools(), out) == 0
    return out.getvalue()


async def test_an_account_is_moved_by_the_running_bot_after_a_dry_run(tmp_path):
    async with MemoryStore() as store:
        town = Municipal(tmp_path, store, 100)
        await town.rolled_out()
        worker = next(each for each in town.workers if each.known)
        names = f"{TENANT}/{worker.entra}", f"{TENANT.upper()}/{NEW.upper()}"
        with pytest.raises(Refused):
            await run(town, *names)
        home = await town.home()
        before = await look_up(home, worker.key)
        assert before
        async with town.bot():
            said = await run(town, *names)
            assert "This was a dry run" in said
            assert await look_up(home, worker.key) == before
            assert (await run(town, *names, "--apply")).startswith(said.split("This")[0])
            with pytest.raises(Refused, match="does not know the old account"):
                await run(town, *names, "--apply")
            with pytest.raises(Refused, match="Send"):
                await run(town, names[0], "x y")
        assert await look_up(home, worker.key) is None
        after = await look_up(home, f"{TENANT}:{NEW}")
        assert after
        assert (after.place, after.role, after.lot) == (before.place, before.role, before.lot)
