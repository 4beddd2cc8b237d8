"""A rollout through a merger: five municipalities, two of which become part of a third and get its
e-mail domain, on a store on disk with the command line beside it."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

import app as application
from bot.actions.figures.reports import Reports
from bot.actions.people.email_index import mail_key, remember
from bot.actions.people.records import newcomer, save
from bot.actions.personal_data.my_data import my_data
from bot.assembly import load_services
from bot.cli.arguments import understood
from bot.cli.roster import import_
from bot.core.people.person import Visitor
from bot.core.turn import Address
from bot.core.values import replace
from bot.errors import StoreBusy
from bot.ports import Store
from bot.services import Services
from bot.settings import Settings
from bot.web import Parts, add_web
from tests.chat_client import Post

BEFORE = datetime(2019, 11, 20, 9, tzinfo=UTC)
AFTER = datetime(2020, 1, 15, 9, tzinfo=UTC)
TENANT = "99999999-2222-3333-4444-555555555555"
HEAD = "e-post;entra-id;kommune;enhet;rolle\n"
# number: its e-mail domain, its part in a thousand people
TOWNS = {
    "1502": ("molde.kommune.no", 460), "1543": ("nesset.kommune.no", 130),
    "1545": ("midsund.kommune.no", 106), "1539": ("rauma.kommune.no", 160),
    "1547": ("aukra.kommune.no", 70), "1535": ("vestnes.kommune.no", 74),
}  # fmt: skip
MERGED = ("1543", "1545")


@dataclass(frozen=True)
class Worker:
    """`known`: they have used the bot, under the address that they had before the merger."""

    n: int
    number: str
    domain: str
    known: bool
    role: str = ""

    @property
    def entra(self) -> str:
        return f"{self.n:08d}-0000-0000-0000-000000000000"

    @property
    def key(self) -> str:
        return f"{TENANT}:{self.entra}"

    def line(self, **changes: str) -> str:
        said = {"mail": f"person{self.n}@{self.domain}", "entra": "", "number": self.number}
        said |= {"unit": f"Enhet {self.n % 7}", "role": self.role} | changes
        return ";".join(said[each] for each in ("mail", "entra", "number", "unit", "role")) + "\n"

    def after(self, **changes: str) -> str:
        """Their line after the merger."""
        moved = self.number in ("1502", *MERGED)
        said = {"mail": f"person{self.n}@molde.kommune.no", "number": "1506"} if moved else {}
        return self.line(**(said | changes))


def workers(people: int) -> list[Worker]:
    found: list[Worker] = []
    for number, (domain, part) in TOWNS.items():
        for _ in range(people * part // 1000):
            n = len(found)
            role = "champion" if n % 25 == 0 else ""
            found.append(Worker(n, number, domain, known=n % 2 == 0, role=role))
    return found


class Municipal:
    """The ICT company of the municipalities: files, the command line, and a bot that may run, all
    on one store."""

    def __init__(self, folder: Path, store: Store, people: int) -> None:
        self.file, self.at, self.out, self.store = folder / "people.csv", BEFORE, "", store
        self.env = {"STORE_URL": f"tinydb:{folder}/padriver.db", "PORT": "1"}
        self.env |= {"ALLOWED_TENANTS": TENANT, "API_TOKEN": "a-token"}
        self.settings = Settings.from_env(self.env, local=True)
        self.workers = workers(people)
        self.leavers = [each for each in self.workers if each.number in MERGED][:18:2]
        self.messenger = Post()
        self.own: datetime | None = None  # the command's own clock, where it is not the bot's
        self._home: Services | None = None

    @property
    def merged(self) -> list[Worker]:
        return [each for each in self.workers if each.number in MERGED]

    def lines_after(self) -> list[str]:
        return [each.after() for each in self.workers if each not in self.leavers]

    async def run(self, lines: list[str], options: str = "") -> int:
        self.file.write_text(HEAD + "".join(lines), "utf-8")
        return await self.run_file(options)

    async def run_file(self, options: str = "") -> int:
        out = io.StringIO()
        args = understood(["import", str(self.file), *options.split()], out, out)
        assert not isinstance(args, int), out.getvalue()
        tools = application.CommandTools(self.env, True).tools()
        own = self.own or self.at
        tools = replace(tools, now=lambda: own, today=own.date)
        try:
            return await import_(args, replace(tools, services=self.services), out)
        finally:
            self.out = out.getvalue()

    @asynccontextmanager
    async def services(self, writes: bool = True) -> AsyncIterator[Services]:
        if writes and self.env["PORT"] != "1":
            raise StoreBusy(path="the store")
        yield await self.home()

    def now(self) -> datetime:
        return self.at

    async def home(self) -> Services:
        """The services of the command line, whose content is read once."""
        if self._home is None:
            self._home = await load_services(self.settings, self.store, self.messenger)
        return self._home

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[None]:
        """A bot that runs, and has the store to itself; `messenger` is its Teams."""
        home, served = await self.home(), web.Application()
        reports = Reports(self.store, home.municipalities, home.library, 1)
        export, zone = partial(my_data, home), self.settings.time_zone
        parts = Parts(reports, self.now, export, b"x", "a-token", zone=zone, services=home)
        add_web(served, parts)
        async with TestServer(served) as server:
            self.env["PORT"] = str(server.port)
            yield
            self.env["PORT"] = "1"

    async def rolled_out(self) -> None:
        """Everybody is on the roster of 2019, and those who are known have used the bot."""
        home = await self.home()
        await home.store.run(lambda tx: [_arrive(home, tx, e) for e in self.workers if e.known])
        assert await self.run([each.line() for each in self.workers], "--apply") == 0
        self.at = AFTER


def _arrive(home: Services, tx, worker: Worker) -> None:
    address = Address(TENANT, "http://teams", f"c-{worker.n}", "", worker.entra, "bot")
    save(tx, newcomer(tx, Visitor(address, f"Person {worker.n}"), BEFORE))
    remember(tx, worker.key, mail_key(home, f"person{worker.n}@{worker.domain}"))
