"""The project leader: keeps the plan, sends the roster, calls the gatherings, asks for reports."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from tests.story.cast import MERGER, SCHOOL, Employee
from tests.story.hands import Hands
from tests.story.ledger import on_map
from tests.story.program import Program

PLANS: Final = """\
plans:
  - id: padrivere
    course: suksesspadriver
    start: 2019-11-11
    done_by: 2020-09-15
    every_days: 7
  - id: alle
    course: teams-fra-forste-dag
    start: 2020-02-03
    done_by: 2020-09-15
    every_days: 14
    pause_weeks: [28, 29, 30]
"""
FORM: Final = {
    "clock": "10:00",
    "minutes": "60",
    "where": "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
    "agenda": "Hva har vi lært?",
    "reach": "all",
}


def content(folder: Path) -> Path:
    """The bot's own content, with the plan of the story."""
    import bot.content

    there = folder / "content"
    shutil.copytree(Path(bot.content.__file__).parent, there)
    (there / "plans.yaml").write_text(PLANS, "utf-8")
    return there


@dataclass
class Leader:
    program: Program
    hands: Hands
    me: Employee
    folder: Path

    async def import_roster(self, people: list[Employee], day: date) -> str:
        """First a dry run, then for good, with the number of those who have left."""
        now = [each for each in people if each.employed(day)]
        gone = [e for e in self.hands.ledger.listed.values() if not e.employed(day)]
        path = self.folder / f"roster-{day}.csv"
        path.write_text("person;kommune;enhet;rolle\n" + "".join(_row(e, day) for e in now))
        options = ["--missing-left", str(day), "--expect", str(len(gone))] if gone else []
        if day > MERGER:
            options += ["--same-people", "--ask-teams"]
        status, dry = await self.program.command("import", str(path), *options)
        assert status == 0, dry
        status, said = await self.program.command("import", str(path), *options, "--apply")
        assert status == 0, said
        self.hands.ledger.rostered(now, day)
        return dry

    async def call_gathering(self, title: str, place: str, day: date) -> str:
        """For all champions; its id."""
        form = await self.hands.tap(self.me, "gathering-new", {})
        filled = FORM | {"title": title, "day": f"{day}", "venue": place}
        shown = await self._press(form, "gathering-save", filled)
        audience = next(e for e in _all(shown) if e.get("id") == "audience")["choices"][0]["value"]
        preview = await self._press(shown, "gathering-preview", {"audience": audience})
        invited = await self._press(preview, "gathering-invite", {})
        return str(next(e for e in _all(invited) if "g" in (e.get("data") or {}))["data"]["g"])

    async def _press(self, card: Any, verb: str, inputs: dict[str, str]) -> Any:
        button = next(e for e in _all(card) if e.get("verb") == verb)
        return await self.hands.tap(self.me, verb, button["data"] | inputs)


def _row(who: Employee, day: date) -> str:
    unit = who.job(day).unit
    number = on_map(unit.home, day)
    role = "pådriver" if who.champion else ""
    merged = number != unit.home  # then the number says which of several of one name is meant
    name = f"{unit.name} ({unit.home})" if merged and unit.name == SCHOOL else unit.name
    return f"{who.mail(day)};{number};{name};{role}\n"


def _all(card: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if isinstance(card, dict):
        found.append(card)
        for value in card.values():
            found += _all(value)
    elif isinstance(card, list):
        for each in card:
            found += _all(each)
    return found
