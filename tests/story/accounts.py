"""Every figure of every report against the ledger: what each way out says, and what it should."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from tests.story.cast import NEVER
from tests.story.ledger import Figures, Life, on_map
from tests.story.life import GATHERINGS, Story

FIRST_YEAR: Final = date(2019, 12, 31)
MAIN: Final = ("people", "started", "lessons_completed", "completed")
SMALLEST: Final = 5


@dataclass
class Account:
    """What is compared on one day. `compared` counts figures that were shown and looked at."""

    story: Story
    day: date
    wrong: list[str]
    compared: int = 0

    def same(self, where: str, said: Any, right: Any) -> None:
        """A figure that is hidden says nothing, and must be among few."""
        self.compared += 1
        if said != right:
            self.wrong.append(f"{self.day} {where}: {said}, right {right}")

    def row(self, where: str, said: Mapping[str, Any], right: Figures) -> None:
        if said["suppressed"]:
            return
        for name in (*MAIN, "erased"):
            self.same(f"{where} {name}", said[name], right.get(name, 0))
        for each in said["courses"]:
            for name in ("started", "completed"):
                here = right.get(f"course {each['id']} {name}", 0)
                self.same(f"{where} {each['id']} {name}", each[name], here)

    async def all(self) -> None:
        await self.municipalities()
        await self.as_it_was()
        await self.in_detail()
        await self.printed()
        await self.coverage()
        await self.recall()
        await self.savings()
        await self.plans()
        await self.measured()

    async def municipalities(self) -> None:
        right = self.story.ledger.municipalities(self.day)
        reach = self.story.ledger.reach(self.day)
        rows = await self._rows("")
        for each in rows:
            where = f"today {each['number']}"
            self.row(where, each, right.pop(each["number"], {}))
            if each["on_roster"] is not None:
                here = (each["on_roster"], each["reached"])
                self.same(f"{where} on roster, reached", here, reach[each["number"]])
        self.same("places without a row", sorted(right), [])
        hidden = [each["number"] for each in rows if each["suppressed"]]
        assert len(hidden) <= len(rows) // 2, hidden

    async def as_it_was(self) -> None:
        """On the map of 2019 and on today's, with the data until then and until now."""
        ledger = self.story.ledger
        for map_day in {FIRST_YEAR, self.day}:
            for until in {FIRST_YEAR, self.day}:
                right = ledger.municipalities(until, map_day, dated=True)
                asked = f"?as_of={map_day}&until={until}"
                for each in await self._rows(asked):
                    self.row(f"{asked} {each['number']}", each, right.pop(each["number"], {}))
                self.same(f"{asked}: places without a row", sorted(right), [])

    async def in_detail(self) -> None:
        for number, right in self.story.ledger.municipalities(self.day).items():
            if not number:
                continue
            said = await self.story.program.api(f"/api/v1/municipalities/{number}")
            self.row(f"detail {number}", said, right)
            for kind in ("lesson", "course"):
                for each in said[f"{kind}s"]:
                    self._item(f"detail {number} {kind} {each['id']}", kind, each, right)
            self._units(number, said["units"])

    def _units(self, number: str, said: list[Any]) -> None:
        """Units of one name in municipalities that merged are told apart by their homes."""
        right: dict[str, list[Figures]] = {}
        for unit, figures in self.story.ledger.units(self.day).items():
            if on_map(unit.home, self.day) == number:
                right.setdefault(unit.name, []).append(figures)
        shown = [each for each in said if not each["suppressed"]]
        for each in shown:
            figures = tuple(each[name] for name in MAIN)
            here = [tuple(e.get(n, 0) for n in MAIN) for e in right.get(_name(each["unit"]), [])]
            if figures != (0, 0, 0, 0):
                self.same(f"unit {number} {each['unit']} {figures}", figures in here, True)

    def _item(self, where: str, kind: str, said: Mapping[str, Any], right: Figures) -> None:
        if said["suppressed"]:
            return
        self.same(f"{where} people", said["people"], right["people"])
        for name in ("started", "completed"):
            self.same(f"{where} {name}", said[name], right.get(f"{kind} {said['id']} {name}", 0))

    async def printed(self) -> None:
        """The command line says the same as the API."""
        status, text = await self.story.program.command("report", "--csv")
        assert status == 0, text
        right = self.story.ledger.municipalities(self.day)
        for each in csv.DictReader(io.StringIO(text), delimiter=";"):
            figures = right.get(each["number"], {})
            if each["people"] == "" or each["number"] not in right:
                continue
            for name in MAIN:
                self.same(f"csv {each['number']} {name}", int(each[name]), figures.get(name, 0))

    async def coverage(self) -> None:
        said = await self.story.program.api("/api/v1/coverage")
        ledger = self.story.ledger
        champions = [e for e in ledger.people(self.day, dated=False) if e.who.champion]
        self.same("champions", said["champions"], len(champions))
        rows = said["municipalities"]
        for name in ("units", "covered"):
            here = len([e for e in said["units"] if name == "units" or e["champions"]])
            self.same(f"coverage: {name} in all", sum(each[name] for each in rows), here)
        right = {unit: each["people"] for unit, each in ledger.units(self.day).items()}
        listed = {who.job(self.day).unit for who in ledger.listed.values()} | set(right)
        self.same("coverage: number of units", len(said["units"]), len(listed))
        by_name: dict[tuple[str, str], list[int]] = {}
        for unit in listed:
            key = (on_map(unit.home, self.day), unit.name)
            by_name.setdefault(key, []).append(right.get(unit, 0))
        for each in said["units"]:
            if not each["suppressed"]:
                found = by_name[each["municipality"], _name(each["unit"])]
                self.same(f"coverage {each['unit']}", each["people"] in found, True)

    async def recall(self) -> None:
        right = self.story.ledger.recall(self.day)
        for row in (await self.story.program.api("/api/v1/recall"))["municipalities"]:
            for band in row["bands"]:
                where = f"recall {row['number']} {band['days']}"
                answered, good, people = right.get((row["number"], band["days"]), (0, 0, 0))
                if band["answered"] is not None:
                    self.same(where, (band["answered"], band["right"]), (answered, good))
                    assert people >= SMALLEST or not answered, where

    async def savings(self) -> None:
        said = await self.story.program.api("/api/v1/gatherings/savings")
        held = {self.story.held[day]: (day, place) for day, (_, place) in GATHERINGS.items()
                if day < self.day}  # fmt: skip
        self.same("gatherings with savings", len(said["gatherings"]), len(held))
        for each in said["gatherings"]:
            day, place = held[each["id"]]
            homes = self._homes(each["id"], day)
            saved = _saved(self.story.hands.lessons.assumed, homes, place)
            total, unseen = each["total"], any(line["home"] == "*" for line in each["lines"])
            if not each["suppressed"]:
                self.same(f"attended {day}", each["people"], sum(homes.values()))
            if each["suppressed"] or unseen:  # no amount depends on where few came from
                assert total["low"] <= saved["low"] <= saved["high"] <= total["high"], day
            else:
                self.same(f"saved {day}", total, saved)

    async def plans(self) -> None:
        """The bot counts plans soon after midnight: what had been done by the evening before."""
        ledger, evening = self.story.ledger, self.day - timedelta(days=1)
        everyone = ledger.people(evening, dated=False)
        for each in (await self.story.program.api("/api/v1/plans"))["plans"]:
            folk = [e for e in everyone if each["id"] == "alle" or self._leads(e)]
            lessons = ledger.courses[each["course"]]
            self._plan(f"plan {each['id']}", each["all"], folk, lessons)
            for row in each["municipalities"]:
                here = [e for e in folk if on_map(e.place(evening)[0], self.day) == row["number"]]
                self._plan(f"plan {each['id']} {row['number']}", row, here, lessons)

    def _leads(self, life: Life) -> bool:
        """The champions' course is for the project leader, too."""
        return life.who.champion or life.who is self.story.leader.me

    def _plan(self, where: str, said: Any, folk: list[Life], lessons: list[str]) -> None:
        if said["suppressed"]:
            return
        evening = self.day - timedelta(days=1)
        done = [e for e in folk if all(_by(e, lesson, evening) for lesson in lessons)]
        self.same(where, (said["people"], said["finished"]), (len(folk), len(done)))
        parts = ("held_out", "finished", "on_track", "behind")
        total = sum(said[name] for name in parts)
        self.same(f"{where} adds up to its people", total, said["people"])

    async def measured(self) -> None:
        """What Prometheus reads is what the API says."""
        text = await self.story.program.api("/metrics")
        for each in (await self.story.program.api("/api/v1/plans"))["plans"]:
            for name in ("people", "finished", "behind"):
                line = f'padriver_plan_{name}{{plan="{each["id"]}"}}'
                found = re.search(rf"^{re.escape(line)} (\S+)$", text, re.M)
                self.same(line, found and float(found[1]), each["all"][name])

    def _homes(self, gathering: str, day: date) -> dict[str, int]:
        found: dict[str, int] = {}
        for entra in self.story.hands.came.get(gathering, ()):
            who = next(each for each in self.story.people if each.entra == entra)
            home = on_map(who.job(day).unit.home, day)
            found[home] = found.get(home, 0) + 1
        return found

    async def _rows(self, asked: str) -> list[Any]:
        said = await self.story.program.api(f"/api/v1/municipalities{asked}")
        return list(said["municipalities"])


def _by(life: Life, lesson: str, day: date) -> bool:
    return life.passed.get(lesson, NEVER) <= day


def _name(unit: str) -> str:
    """Without what tells it from others of its name."""
    return unit.partition(" (")[0].partition(", ")[0]


def _saved(assumed: Any, homes: dict[str, int], place: str) -> dict[str, int]:
    """Kilometres, ferries and hours there and back, a hall and something to eat, line by line in
    whole kroner, as docs/municipalities.md says it."""
    rates, trips = assumed["assumptions"][0], assumed["trips"]
    total = [0, 0, 0]
    for home, people in homes.items():
        trip = next((e for e in trips if sorted(e["between"]) == sorted((home, place))), {})
        for n in range(3) if trip else ():
            fare = trip.get("fare", 0)
            a_car = trip["km"] * rates["per_km"][n] + fare
            total[n] += round(2 * people / rates["riders"][2 - n] * a_car)
            total[n] += round(2 * people * trip["hours"][n] * rates["per_hour"][n])
    everyone = sum(homes.values())
    for n in range(3):
        total[n] += round(rates["hall"][n] + rates["food"][n] * everyone) if everyone else 0
    return dict(zip(("low", "expected", "high"), total, strict=True))


async def disagreements(story: Story, day: date) -> Account:
    """Every figure of that day, compared; what does not agree with the ledger is in `wrong`."""
    account = Account(story, day, [])
    await account.all()
    return account
