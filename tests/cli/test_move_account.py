"""python app.py move-account: asks the running bot, and changes nothing without --apply."""

from __future__ import annotations

import io
from contextlib import nullcontext

import pytest

import app as application
from bot.actions.people.records import look_up
from bot.cli.arguments import understood
from bot.cli.commands import move_account
from bot.errors import Refused
from bot.store import MemoryStore
from tests.cli.merger import BEFORE, TENANT, Municipal

NEW = "99999999-0000-4000-8000-000000000000"


async def run(town: Municipal, *options: str) -> str:
    out = io.StringIO()
    args = understood(["move-account", *options], out, out)
    assert not isinstance(args, int), out.getvalue()
    assert await move_account(args, application.CommandTools(town.env, True).tools(), out) == 0
    return out.getvalue()


@pytest.mark.parametrize("running", [False, True], ids=["no bot", "a bot runs"])
async def test_the_roster_moves_whom_it_names_by_a_former_account(tmp_path, running):
    """And nobody takes the former account for somebody who is missing."""
    async with MemoryStore() as store:
        town = Municipal(tmp_path, store, 100)
        await town.rolled_out()
        town.at = BEFORE
        worker, *others = [each for each in town.workers if each.known and each.number == "1539"]
        head = "e-post;entra-id;tidligere entra-id;kommune;enhet\n"
        lines = [f"{NEW};{worker.entra};1539;Ny skole\n", *(f"{e.entra};;1539;X\n" for e in others)]
        home = await town.home()
        n = await people(town)
        async with town.bot() if running else nullcontext():
            for options in ("", "--apply --expect-changes 99", "--apply --expect-changes 99"):
                town.file.write_text(head + "".join(f";{each}" for each in lines), "utf-8")
                assert await town.run_file(options) == 0
                assert "row 2: everything goes over from a former account" in town.out
                assert worker.entra not in town.out
        assert await look_up(home, worker.key) is None
        after = await look_up(home, f"{TENANT}:{NEW}")
        assert after
        assert (after.place, after.left_on) == ("1539/Ny skole", "")
        assert await people(town) == n


async def people(town: Municipal) -> int:
    counts = await town.store.run(lambda tx: tx.counts("now|"))
    return sum(n for name, n in counts.items() if name.endswith("|people"))


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
