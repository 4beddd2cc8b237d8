"""Every way out of the figures says what a second counter says, that only knows what happened."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from prometheus_client import CollectorRegistry

from bot.actions.figures import day_counts, snapshots
from bot.actions.figures.coverage import now as coverage_now
from bot.actions.figures.reports import Reports, When, all_municipalities, one_municipality
from bot.actions.learning import answer
from bot.actions.learning import lessons as learning
from bot.actions.people import roster
from bot.actions.people.arrival import arrive
from bot.actions.people.choices import choose_municipality
from bot.actions.people.leaving_date import leaves
from bot.actions.people.places import size_of, units_of
from bot.actions.personal_data.my_data import erase
from bot.cli.tables import list_csv
from bot.core.actor import COMMAND_LINE
from bot.core.figures.report import ReportRow
from bot.core.learning.quiz import Attempt
from bot.core.people.person import Visitor
from bot.core.people.places import split
from bot.core.people.roster import Entry
from bot.core.turn import Address
from bot.engine.memberships import Departures
from bot.store import MemoryStore
from bot.web.figure_metrics import with_figures
from bot.web.reports import row_shape
from tests.chat_client import TENANT, bundled, services
from tests.properties.chance import dice
from tests.properties.naive_counter import ENDED, MERGED, Figures, Log, on_map

START = datetime(2019, 9, 2, 10, tzinfo=UTC)
BEFORE = ("1502", "1543", "1545", "1535")
SINCE = ("1506", "1535", "1539")
UNITS = ("", "Sentrum skole", "Skåla NAV")
COURSES = bundled()[0].courses
LESSONS = [id for course in COURSES.values() for id in course.lessons]
WHATS = ("comes", "comes", "roster", "says", "learns", "learns", "learns", "leaves", "erased")


@dataclass
class World:
    """The bot's own acts on one side, the log of the same on the other."""

    dice: Random
    people: int
    at: datetime = START
    log: Log = field(default_factory=Log)

    def __post_init__(self) -> None:
        self.services = services(MemoryStore(), min_group_size=1, tenants=frozenset({TENANT}))
        self.departures = Departures(self.services)
        self.reports = Reports(
            self.services.store, self.services.municipalities, self.services.library, 1
        )

    @property
    def day(self) -> str:
        return f"{self.at:%Y-%m-%d}"

    async def live(self, days: int, acts: int) -> None:
        """As many days, with about so many acts a day."""
        end = self.at + timedelta(days=days)
        while self.at < end:
            await self.departures.run(self.at)
            self.log.passes(self.day)
            for _ in range(self.dice.randrange(2 * acts + 1)):
                who = f"p{self.dice.randrange(self.people)}"
                what = self.dice.choice(WHATS)
                if who in self.log.by_name or what in ("comes", "roster"):
                    await getattr(self, f"_{what}")(who)
            self.at += timedelta(days=self.dice.randrange(1, 4))
        await self.departures.run(self.at)
        self.log.passes(self.day)

    def _number(self, day: str) -> str:
        return self.dice.choice(BEFORE if day < MERGED else SINCE)

    async def _comes(self, who: str) -> None:
        address = Address(TENANT, "https://smba.example/", f"c-{who}", who, who, "28:bot")
        visitor = Visitor(address, who, "nb-NO", "Europe/Oslo")
        await arrive(self.services, visitor, self.at, installed=True)
        self.log.comes(who, self.day)

    async def _says(self, who: str) -> None:
        number = self._number(self.day)
        await choose_municipality(self.services, f"{TENANT}:{who}", number, self.at)
        self.log.says(who, number, self.day)

    async def _roster(self, who: str) -> None:
        """Some rows come a while after they are true."""
        day = self.at.date() - timedelta(days=self.dice.choice((0, 0, 0, 3, 20)))
        number = self._number(str(day))
        name = self.dice.choice(UNITS)
        unit = f"{name} {number}" if name else ""  # nobody has a namesake elsewhere
        row = Entry(2, entra=who, tenant=TENANT, municipality=number, unit=unit)
        await roster.apply(self.services, COMMAND_LINE, [row], day, self.at)
        self.log.roster(who, number, unit, str(day))

    async def renumber(self) -> None:
        """The whole roster again, with the numbers of the new map."""
        for who, life in list(self.log.by_name.items()):
            number = ENDED.get(life.number)
            if number and not life.left_on:
                row = Entry(2, entra=who, tenant=TENANT, municipality=number, unit=life.unit)
                await roster.apply(self.services, COMMAND_LINE, [row], self.at.date(), self.at)
                self.log.roster(who, number, life.unit, self.day)

    async def _leaves(self, who: str) -> None:
        days = self.dice.choice((None, -9, 0, 4, 30))
        on = "" if days is None else f"{self.at + timedelta(days=days):%Y-%m-%d}"
        await leaves(self.services, COMMAND_LINE, f"{TENANT}:{who}", on, self.at)
        self.log.leaves(who, on, self.day)

    async def _erased(self, who: str) -> None:
        await erase(self.services, f"{TENANT}:{who}", self.at)
        self.log.erased(who, self.day)

    async def _learns(self, who: str) -> None:
        key, lesson = f"{TENANT}:{who}", self.dice.choice(LESSONS)
        view: Any = await learning.open_quiz(self.services, key, lesson, self.at)
        if not isinstance(getattr(view, "attempt", None), Attempt):
            return
        for question in view.lesson.questions:
            given = answer.Answer(
                key, lesson, view.attempt.number, question.id, ",".join(question.correct)
            )
            await answer.answer(self.services, given, self.at)
        self.log.did(who, self._learnt(who, lesson), self.day)

    def _learnt(self, who: str, lesson: str) -> set[str]:
        """A lesson is always passed here, and a course with its last lesson."""
        course = next(each for each in COURSES.values() if lesson in each.lessons)
        done = {f"lesson:{lesson}:{what}" for what in ("started", "passed")}
        passed = {f"lesson:{id}:passed" for id in course.lessons}
        whole = {"completed", f"course:{course.id}:completed"}
        known = set(self.log.by_name[who].done) | done
        return (
            done
            | {"started", f"course:{course.id}:started"}
            | (whole if passed <= known else set())
        )


def main(facts: Figures) -> tuple[int, ...]:
    passed = sum(n for fact, n in facts.items() if fact.endswith(":passed"))
    courses = [
        facts.get(f"course:{id}:{what}", 0) for id in COURSES for what in ("started", "completed")
    ]
    names = ("people", "started", "completed")
    return *(facts.get(name, 0) for name in names), passed, *courses


def told(row: Any) -> tuple[int, ...]:
    courses = [n for each in row.courses for n in (each.started, each.completed)]
    return row.people, row.started, row.completed, row.lessons_completed, *courses


def with_anybody(rows: Iterable[ReportRow]) -> dict[str, tuple[int, ...]]:
    return {each.number: told(each) for each in rows if any(told(each))}


async def agrees(world: World, days: Iterable[date]) -> None:
    """All ways out, today and on these days."""
    today, log = world.at.date(), world.log
    now = {number: main(facts) for number, facts in log.now(world.day).items()}
    rows = await all_municipalities(world.reports, When(today))
    assert with_anybody(rows) == now
    assert {e.number: e.on_roster for e in rows if e.on_roster} == log.on_roster(world.day)
    reached = {number: facts.get("rostered", 0) for number, facts in log.now(world.day).items()}
    assert {e.number: e.reached for e in rows if e.reached} == {
        k: n for k, n in reached.items() if n
    }
    lines = csv.reader(io.StringIO(list_csv(rows)), delimiter=";")
    assert {line[0]: int(line[2]) for line in list(lines)[1:] if int(line[2])} == {
        number: figures[0] for number, figures in now.items()
    }
    assert all(row_shape(each)["started"] == each.started for each in rows)
    await metrics_agree(world, now)
    for day in days:
        for as_of in (date(2019, 12, 31), today):
            then = log.then(str(day), str(as_of))
            table = await all_municipalities(world.reports, When(today, as_of, day))
            assert with_anybody(table) == {number: main(facts) for number, facts in then.items()}
            erased = {number: facts.get("erased", 0) for number, facts in then.items()}
            assert {e.number: e.erased for e in table if e.people} == erased
    await units_agree(world)
    for number in now:
        await weeks_agree(world, number)


async def metrics_agree(world: World, now: dict[str, tuple[int, ...]]) -> None:
    registry = CollectorRegistry()

    async def serve(_: Any) -> web.Response:
        return web.Response()

    await with_figures(serve, registry, world.reports, lambda: world.at, UTC)(
        make_mocked_request("GET", "/")
    )
    for number, (people, started, completed, *_) in now.items():
        for name, n in (("people", people), ("started", started), ("completed", completed)):
            labels = {"municipality": number, "figure": name}
            assert registry.get_sample_value("padriver_figures", labels) == n


async def units_agree(world: World) -> None:
    today, by_unit = world.at.date(), world.log.now(world.day, by_unit=True)
    sizes = {place: facts["people"] for place, facts in by_unit.items()}
    found = await coverage_now(world.reports, today)
    assert {f"{e.municipality}/{e.unit}": e.people for e in found.units if e.people} == sizes
    for number, facts in world.log.now(world.day).items():
        one = await one_municipality(world.reports, When(today), number)
        assert one
        units = {f"{number}/{e.unit}": told(e) for e in one.units or () if e.people}
        mine = {place: main(facts) for place, facts in by_unit.items() if place[:4] == number}
        assert units == mine or not number
        if number:
            await places_agree(world, number, facts, sizes)


async def places_agree(world: World, number: str, facts: Figures, sizes: dict[str, int]) -> None:
    """What champions see, and choose from."""
    services, at = world.services, world.at
    size = await services.store.run(lambda tx: size_of(services, tx, TENANT, number, at))
    units = await services.store.run(lambda tx: units_of(services, tx, TENANT, number, at))
    assert size == facts["people"]
    assert {f"{number}/{split(place)[1]}": n for place, n in units.items()} == {
        place: n for place, n in sizes.items() if place[:4] == number
    }
    seen = await snapshots.of_day(services, TENANT, number, at)
    assert (seen.people, seen.figure("started", 1)) == (facts["people"], facts.get("started", 0))


async def weeks_agree(world: World, number: str) -> None:
    """What happened in a week, wherever those who did it have gone since."""
    log, today = world.log, world.at.date()
    found = await one_municipality(world.reports, When(today, today, today), number)
    assert found
    for week in found.weeks:
        sunday = str(week.monday + timedelta(days=6))
        started = [
            fact
            for day, home, fact in log.events
            if str(week.monday) <= day <= sunday and on_map(home, world.day) == number
        ]
        assert week.started == started.count("started")
        assert week.people == log.then(min(sunday, world.day), world.day).get(number, {}).get(
            "people", 0
        )


async def a_year(seed: int, people: int, acts: int) -> None:
    world = World(dice(seed), people)
    await world.live(110, acts)
    await agrees(world, [date(2019, 10, 1), world.at.date()])
    await world.live(20, acts)
    await agrees(world, [date(2019, 12, 31), world.at.date()])
    assert await day_counts.fold(world.services, world.at)
    await world.renumber()
    await agrees(world, [date(2019, 12, 31), world.at.date()])
    await world.live(120, acts)
    days = [date(2019, 11, 11), date(2019, 12, 31), date(2020, 1, 6), date(2020, 3, 1)]
    await agrees(world, [*days, world.at.date()])
    assert await day_counts.fold(world.services, world.at)
    await agrees(world, [*days, world.at.date()])


@pytest.mark.parametrize("seed", range(1))
async def test_every_way_out_agrees_with_a_second_counter(seed: int):
    await a_year(seed, people=14, acts=3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
async def test_every_way_out_agrees_with_a_second_counter_in_many_years(seed: int):
    await a_year(seed, people=40, acts=12)
