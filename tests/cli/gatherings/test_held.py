"""python app.py gathering, attendance and estimate: the store itself, or the bot that runs."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

import app as application
from bot.assembly import build
from bot.cli import DOES
from bot.cli.arguments import understood
from bot.core.values import replace
from bot.errors import Refused
from bot.settings import Settings
from bot.store import open_store
from tests.core.gatherings.test_teams_report import ENGLISH, utf16

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ENTER = 'gathering 2026-10-22 "Samling for pådrivere" --venue 1506'


class Office:
    """The command line beside a real store, where a bot may be running."""

    def __init__(self, folder: Path) -> None:
        self.report = folder / "report.csv"
        self.env = {"STORE_URL": f"tinydb:{folder / 'padriver.db'}", "PORT": "1"}
        self.env |= {"API_TOKEN": "a-token", "MIN_GROUP_SIZE": "1"}

    async def run(self, *argv: str) -> str:
        out = io.StringIO()
        args = understood(argv, out, out)
        assert not isinstance(args, int), out.getvalue()
        tools = application.CommandTools(self.env, True).tools()
        tools = replace(tools, now=lambda: NOW, today=NOW.date)
        self.status = await DOES[args.command](args, tools, out)
        return out.getvalue()

    async def enter(self, *more: str) -> str:
        title = "Samling for pådrivere"
        return await self.run("gathering", "2026-10-22", title, "--venue", "1506", *more)

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[None]:
        """A bot that runs, and has the store's lock."""
        settings = Settings.from_env(self.env, local=True)
        async with open_store(settings.store_url) as store:
            built = await build(settings, store, lambda: NOW)
            built.cleanup_ctx.clear()  # nothing is sent here
            async with TestServer(built) as server:
                self.env["PORT"] = str(server.port)
                yield


@pytest.fixture(params=["no bot runs", "a bot runs"])
async def office(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    office = Office(tmp_path)
    if request.param == "no bot runs":
        async with open_store(office.env["STORE_URL"]):
            pass  # there is a store
        yield office
    else:
        async with office.bot():
            yield office


@pytest.mark.slow
async def test_a_gathering_is_entered_counted_and_estimated(office: Office):
    came = ("--came", "1506=40", "--came", "other=2", "--hall", "12000")
    assert "Entered, as " in await office.enter(*came)
    assert "It is entered already" in await office.enter(*came)
    assert await office.run("estimate", "2026-10-22", "185000", "--note", "Regnskapet") == "Done.\n"
    text = await office.run("savings")
    assert "Own estimates, part of no sum" in text
    assert "hall NOK 12000 as entered" in text
    assert "as said" in text
    said = await office.run("attendance", "2026-10-22", "--came", "1506=38")
    assert said == "Done.\n"
    assert "Nothing had to be changed" in await office.run(
        "attendance", "2026-10-22", "--came", "1506=38"
    )
    assert await office.run("estimate", "2026-10-22", "--delete") == "Done.\n"
    assert "Own estimates" not in await office.run("savings")


async def test_a_report_is_said_first_and_imported_with_apply(office: Office):
    said = await office.enter()
    id = said.split()[2].rstrip(".")
    office.report.write_bytes(utf16(ENGLISH))
    dry = await office.run("attendance", id, str(office.report))
    assert "2 are not known here" in dry
    assert "0 came as counted now, 2 with this report" in dry
    assert "This was a dry run" in dry
    assert "not over, or nobody is known to have come" in await office.run("savings")
    assert (await office.run("attendance", id, str(office.report), "--apply")).endswith("Done.\n")
    again = await office.run("attendance", id, str(office.report), "--apply")
    assert again.endswith("Nothing had to be changed.\n")
    assert "by report" in await office.run("savings")
    assert "Anne" not in dry + again


async def test_a_file_with_faults_is_not_imported_and_the_faults_name_nobody(office: Office):
    await office.enter()
    office.report.write_bytes(utf16(ENGLISH.replace("\t55m\t", "\tlong\t")))
    said = await office.run("attendance", "2026-10-22", str(office.report), "--apply")
    assert office.status == 1
    assert "FAULT row 12: the duration can't be read." in said
    assert "Anne" not in said


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (("attendance", "2026-10-22"), "Name a file"),
        (("attendance", "2026-10-22", "x.csv", "--as-counted"), "Name a file"),
        (("attendance", "2026-10-23", "--as-counted"), "no such gathering"),
        (("attendance", "2026-10-22", "--came", "1506=1", "--came", "1506=2"), "twice"),
        (("attendance", "2026-10-22", "--came", "0000=1"), "No municipality"),
        (("estimate", "2026-10-22"), "Say an amount"),
        (("gathering", "2026-11-23", "Samling", "--venue", "1506"), "from the day after"),
    ],
    ids=str,
)
@pytest.mark.slow
async def test_what_cannot_be_is_refused_with_a_sentence(
    office: Office, argv: tuple[str, ...], why: str
):
    await office.enter()
    with pytest.raises(Refused, match=why):
        await office.run(*argv)
