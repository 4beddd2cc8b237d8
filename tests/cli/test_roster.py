"""python app.py import: a dry run first, then the store, or the running bot."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

import app as application
from bot.actions.learning.lesson_archive import own_secret
from bot.actions.people.arrival import arrive
from bot.actions.people.records import look_up
from bot.assembly import build, load_services
from bot.cli import DOES, Tools
from bot.cli.arguments import understood
from bot.cli.roster import import_
from bot.core import documents
from bot.core.people.person import Person, Visitor
from bot.core.turn import Address
from bot.core.values import replace
from bot.engine.sandbox import NullMessenger
from bot.errors import Refused
from bot.services import Services
from bot.settings import Settings
from bot.store import open_store
from tests.chat_client import Post

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TENANT = "99999999-2222-3333-4444-555555555555"
IDS = {name: f"{n}1111111-2222-3333-4444-555555555555" for n, name in enumerate(("kari", "ola"))}
HEAD = "person;navn;kommune;enhet;rolle\n"
KARI = f"{IDS['kari']};Kari;1506;Sentrum skole;\n"
OLA = f"{IDS['ola']};Ola;1506;Bergmo;pådriver\n"
NEW = "ny@molde.example;Ny;1547;;\n"
DRY = "This was a dry run: nothing was changed. To do it, add --apply"


class Office:
    """The command line beside a real store, where a bot may be running."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "people.csv"
        self.env = {"STORE_URL": f"tinydb:{folder / 'padriver.db'}", "PORT": "1"}
        self.env |= {"ALLOWED_TENANTS": TENANT, "API_TOKEN": "a-token"}
        self.settings = Settings.from_env(self.env, local=True)
        self.out = ""

    def tools(self) -> Tools:
        return replace(application.CommandTools(self.env, True).tools(), now=lambda: NOW)

    async def run(self, content: str, options: str = "") -> int:
        self.file.write_text(content, "utf-8")
        out = io.StringIO()
        args = understood(["import", str(self.file), *options.split()], out, out)
        assert not isinstance(args, int), out.getvalue()
        try:
            tools = replace(self.tools(), today=NOW.date)
            return await import_(args, tools, out)
        finally:
            self.out = out.getvalue()

    @asynccontextmanager
    async def services(self) -> AsyncIterator[Services]:
        async with open_store(self.settings.store_url) as store:
            yield await load_services(self.settings, store, NullMessenger())

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[Services]:
        """A bot that runs, and has the store's lock."""
        async with open_store(self.settings.store_url) as store:
            built = await build(self.settings, store, lambda: NOW)
            built.cleanup_ctx.clear()  # nothing is sent here
            async with TestServer(built) as server:
                self.env["PORT"] = str(server.port)
                yield await load_services(self.settings, store, NullMessenger())

    async def kari(self, home: Services) -> Person:
        person = await look_up(home, f"{TENANT}:{IDS['kari']}")
        assert person
        return person


async def come(home: Services, *names: str) -> None:
    for each in names:
        address = Address(TENANT, "http://teams", f"c-{each}", each, IDS[each], "bot")
        await arrive(home, Visitor(address, each.title()), NOW, installed=True)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


async def test_without_a_store_a_dry_run_makes_none(office):
    assert await office.run(HEAD + KARI) == 0
    assert "1 wait until they appear" in office.out
    assert DRY in office.out
    assert [each.name for each in office.file.parent.iterdir()] == ["people.csv"]


async def test_a_dry_run_changes_nothing_and_says_what_would_change(office):
    async with office.services() as home:
        await come(home, "kari", "ola")
    assert await office.run(HEAD + KARI + OLA + NEW) == 0
    for said in ("people.csv, as of 2026-11-23: 3 rows", "2 are placed by the employer",
                 "1 become champions", "1 wait until", "row 3: placed, champion", DRY):  # fmt: skip
        assert said in office.out
    async with office.services() as home:
        assert (await office.kari(home)).municipality_by == ""
        assert (
            await home.store.run(lambda tx: tx.find(documents.PENDING, municipality="1547")) == []
        )


@pytest.mark.parametrize("running", [False, True], ids=["no bot", "a bot runs"])
async def test_it_is_done_in_the_store_or_by_the_bot_that_runs_and_once(office, running):
    async with office.services() as home:
        await come(home, "kari", "ola")
    if running:
        async with office.bot() as home:
            assert await office.run(HEAD + KARI + OLA + NEW, "--apply") == 0
            assert office.out.endswith("Done.\n")
            assert (await office.kari(home)).unit == "Sentrum skole"
            assert await office.run(HEAD + KARI + OLA + NEW, "--apply") == 0
    else:
        assert await office.run(HEAD + KARI + OLA + NEW, "--apply") == 0
        assert office.out.endswith("Done.\n")
        assert await office.run(HEAD + KARI + OLA + NEW, "--apply") == 0
    assert office.out.endswith("Done: nobody known had to be changed, and the others wait.\n")
    assert "2 are as the file says already" in office.out


async def test_with_a_fault_nothing_is_done_unless_faulty_rows_are_left_out(office):
    async with office.services() as home:
        await come(home, "kari")
    faulty = HEAD + KARI + "ola;;9999;;\n"
    assert await office.run(faulty, "--apply") == 1
    assert "FAULT row 3, person: " in office.out
    assert "FAULT row 3, kommune: " in office.out
    assert "Nothing was changed." in office.out
    assert await office.run(faulty, "--apply --skip-faulty") == 0
    async with office.services() as home:
        assert (await office.kari(home)).unit == "Sentrum skole"


async def test_one_person_named_in_two_ways_has_two_jobs_but_not_two_roles(office):
    async with office.services() as home:
        post = Post({IDS["kari"]: "kari@molde.example"})
        await come(replace(home, messenger=post), "kari")
    other = "kari@molde.example;;1506;Bergmo;"
    assert await office.run(f"{HEAD}{KARI}{other}\n", "--apply") == 0
    assert "1 person with several jobs, counted once (row 2)" in office.out
    assert "NOTE  row 2: has several jobs, and nothing says which is the main one" in office.out
    async with office.services() as home:
        kari = await office.kari(home)
        assert (kari.place, kari.also_in) == ("1506/Sentrum skole", ("1506/Bergmo",))
    assert await office.run(f"{HEAD}{KARI}{other}\n", "--apply") == 0
    assert office.out.endswith("Nothing had to be changed: all is as the file says.\n")
    roles = HEAD + KARI.replace(";\n", ";ansatt\n") + f"{other}operator\n"
    assert await office.run(roles, "--apply") == 1
    assert "FAULT row 3: rows 2 and 3 have the same person in different roles" in office.out


@pytest.mark.slow
@pytest.mark.parametrize("running", [False, True], ids=["no bot", "a bot runs"])
async def test_the_missing_stay_and_are_named_until_a_day_is_given(office, running):
    async with office.services() as home:
        await come(home, "kari", "ola")
    assert await office.run(HEAD + KARI + OLA + NEW.replace("1547", "1506"), "--apply") == 0
    assert await office.run(HEAD + OLA, "--apply") == 0
    assert "Kari, 1506/Sentrum skole" in office.out
    assert "1 who had not appeared yet, 1506" in office.out
    assert office.out.endswith("Nothing had to be changed: all is as the file says.\n")
    if running:
        async with office.bot() as home:
            assert await office.run(HEAD + OLA, "--apply --missing-left 2026-11-20") == 0
    else:
        assert await office.run(HEAD + OLA, "--apply --missing-left 2026-11-20") == 0
    async with office.services() as home:
        assert (await office.kari(home)).left_on == "2026-11-20"
    assert await office.run(HEAD + OLA, "--apply") == 0
    assert "not in this file" not in office.out


async def test_those_missing_are_not_ended_by_a_file_with_faults(office):
    with pytest.raises(Refused, match="needs a file without faults"):
        await office.run(HEAD + "x;;;;\n" + OLA, "--apply --skip-faulty --missing-left 2026-11-20")


async def test_a_day_to_come_is_refused(office):
    with pytest.raises(Refused, match="has come"):
        await office.run(HEAD + KARI, "--on 2027-01-01")


ROW = {"row": 7, "mail": "x@y.example", "municipality": "1506"}
HOSTILE = (
    ("[]", 400, "not a JSON object"),
    ("{", 400, "no JSON that can be read"),
    ("[" * 200_000, 400, "no JSON that can be read"),
    ({"day": "2026-11-23"}, 400, "rows is a list"),
    ({"day": "i går", "rows": []}, 400, "day is not a date"),
    ({"day": "2027-01-01", "rows": []}, 400, "still to come"),
    ({"day": "2026-11-23", "rows": [{}] * 501}, 400, "at most 500"),
    ({"day": "2026-11-23", "rows": [{"row": 7}]}, 400, "row 7: nobody is named"),
    ({"day": "2026-11-23", "rows": [], "expect": "9"}, 400, "expect is a whole number"),
    ({"day": "2026-11-23", "rows": [], "expect": True}, 400, "expect is a whole number"),
    ({"day": "2026-11-23", "rows": [ROW | {"was": "x"}]}, 400, "row 7: was is not the key"),
    ({"day": "2026-11-23", "rows": []}, 200, "rows"),
)


async def test_the_address_takes_nothing_that_is_not_a_roster(office):
    async with office.bot(), aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{office.env['PORT']}/api/v1/roster"
        headers = {"Content-Type": "application/json"}
        for body, status, said in HOSTILE:
            data = body if isinstance(body, str) else json.dumps(body)
            async with session.post(url, data=data, headers=headers) as answer:
                assert answer.status == status
                assert said in await answer.text()
        headers["Content-Type"] += "; charset=klingon"
        async with session.post(url, data="{}", headers=headers) as answer:
            assert answer.status == 400


async def test_without_the_token_nobody_is_let_in(office):
    settings = replace(office.settings, local=False)
    async with open_store("memory:") as store:
        built: web.Application = await build(settings, store, lambda: NOW)
        built.cleanup_ctx.clear()
        async with TestServer(built) as server, aiohttp.ClientSession() as session:
            for path in ("roster", "roster/left", "roster/addresses"):
                async with session.post(server.make_url(f"/api/v1/{path}"), json={}) as answer:
                    assert answer.status == 401


async def test_who_waits_still_waits_after_an_export_and_a_restore(office, tmp_path):
    """The hashes are keyed by the store's secret, which goes along."""
    assert await office.run(HEAD + KARI, "--apply") == 0
    exported, terminal = tmp_path / "all.json", office.tools()
    with exported.open("w", encoding="utf-8") as file:
        await terminal.export(file)
    office.env["STORE_URL"] = f"tinydb:{tmp_path / 'restored.db'}"
    office.settings = Settings.from_env(office.env, local=True)
    await office.tools().restore(exported)
    async with office.services() as home:
        await come(home, "kari")
        assert (await office.kari(home)).unit == "Sentrum skole"


async def test_coverage_is_read_beside_a_running_bot_and_asked_for_over_the_web(office):
    assert await office.run(HEAD + KARI + OLA, "--apply") == 0
    out = io.StringIO()
    async with office.bot() as home, aiohttp.ClientSession() as session:
        await come(home, "kari", "ola")
        for options in ("", "--csv --bom"):
            args = understood(["coverage", *options.split()], out, out)
            assert not isinstance(args, int)
            assert await DOES["coverage"](args, office.tools(), out) == 0
        url = f"http://127.0.0.1:{office.env['PORT']}/api/v1/coverage"
        async with session.get(url) as answer:
            told = await answer.json()
        async with session.get(f"{url}?until=2026-01-01") as answer:
            assert answer.status == 400
    assert "Sentrum skole" in out.getvalue()
    assert "\ufeffwhat;number;name;unit;champions" in out.getvalue()
    assert [(e["unit"], e["champions"]) for e in told["units"]] == [
        ("Bergmo", 1), ("Sentrum skole", 0)
    ]  # fmt: skip


async def test_new_lessons_that_the_bot_has_not_started_with_stop_no_dry_run(office):
    """The store is only read, and what a start would keep in it is not there yet."""
    async with open_store(office.settings.store_url) as store:
        await own_secret(store, "ab" * 32)
    assert await office.run(HEAD + KARI) == 0
    assert "1 wait until they appear" in office.out
