"""People's hands: they read the cards that come, and tap or leave it; the ledger hears of it."""

from __future__ import annotations

import asyncio
import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

import yaml

from tests.fakes.activities import executed, installation, said
from tests.story.cast import Employee
from tests.story.ledger import Ledger
from tests.story.program import ROOM, TENANT, Program

WANTED: Final = (
    *("quiz", "answer", "continue", "result", "lesson", "recall"),
    *("gathering-here", "gathering-answer"),
)
DURING: Final = time(10, 15)  # of the gatherings
NORWAY: Final = ZoneInfo("Europe/Oslo")
AT_ONCE: Final = 32
MOST_TAPS: Final = 14
EVENING: Final = 21  # UTC


@dataclass
class Lessons:
    """What the content's files say, read without the bot: right answers by lesson and question,
    how many must be right, which course has which lessons, and whose each question's text is."""

    right: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    needed: dict[str, int] = field(default_factory=dict)
    courses: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, tuple[str, str]] = field(default_factory=dict)
    assumed: Any = None

    @classmethod
    def read(cls, folder: Path) -> Lessons:
        found = cls(assumed=yaml.safe_load((folder / "savings.yaml").read_text("utf-8")))
        for path in sorted((folder / "courses").glob("*/*.yaml")):
            told = yaml.safe_load(path.read_text("utf-8"))
            if path.name == "course.yaml":
                found.courses[told["id"]] = told["lessons"]
                continue
            found.needed[told["id"]] = told["passing"]
            found.right[told["id"]] = {e["id"]: set(e["correct"]) for e in told["questions"]}
            for each in told["questions"]:
                for text in each["text"].values():
                    found.asked[text.strip()] = (told["id"], each["id"])
        return found


@dataclass(frozen=True, slots=True)
class Choice:
    lesson: str
    question: str
    picked: set[str]
    right: bool


Choices = dict[str, Choice]


@dataclass
class Hands:
    """`diary` has cards to take up: (when, a number, whose, the card)."""

    program: Program
    ledger: Ledger
    lessons: Lessons
    folk: dict[str, Employee]
    seed: int
    diary: list[tuple[datetime, int, Employee, Any]] = field(default_factory=list)
    attempts: dict[tuple[str, str, int], dict[str, bool]] = field(default_factory=dict)
    came: dict[str, set[str]] = field(default_factory=dict)
    count: int = 0

    def hear(self, conversation: str, card: Any) -> None:
        """A card arrives: they take it up within some hours, or never. Luck is drawn for each card
        of each person, whoever comes first."""
        who = self.folk[conversation.removeprefix(ROOM)]
        self.count += 1
        luck = self._luck(who, card)
        if luck.random() < who.keen:
            when = self._when(card, luck)
            heapq.heappush(self.diary, (when, self.count, who, card))

    def _when(self, card: Any, luck: Random) -> datetime:
        now = self.program.clock()
        if any(each.get("verb") == "gathering-here" for each in _parts(card)):
            return datetime.combine(now.date(), DURING, NORWAY).astimezone(UTC)
        return _awake(now + timedelta(minutes=5 + luck.expovariate(1 / 120)))

    def next_due(self) -> datetime | None:
        return self.diary[0][0] if self.diary else None

    async def take_up_due(self) -> None:
        """Everyone with a card in hand by now, many at a time as in life."""
        due: dict[int, list[Any]] = {}
        while self.diary and self.diary[0][0] <= self.program.clock():
            _, _, who, card = heapq.heappop(self.diary)
            due.setdefault(who.number, []).append(card)
        folk = list(due.items())
        for n in range(0, len(folk), AT_ONCE):
            batch = folk[n : n + AT_ONCE]
            await asyncio.gather(*(self._take_all(str(number), cards) for number, cards in batch))

    async def install(self, who: Employee) -> None:
        await self.program.post(installation(self.program.teams.url, "add", **_from(who)))
        self.ledger.met(who, self.today)

    async def say(self, who: Employee, text: str) -> None:
        await self.program.post(said(self.program.teams.url, text, **_from(who)))

    async def tap(self, who: Employee, verb: str, data: dict[str, Any]) -> Any:
        """The card that takes the place of the one tapped; None where the bot only says a word."""
        url = self.program.teams.url
        answer = await self.program.post(executed(url, verb, {"verb": verb} | data, **_from(who)))
        shown = (answer or {}).get("value")
        return shown if isinstance(shown, dict) and shown.get("type") == "AdaptiveCard" else None

    @property
    def today(self) -> date:
        """The same in Norway and in UTC, since nobody is awake between the two midnights."""
        return self.program.clock().date()

    async def _take_all(self, number: str, cards: list[Any]) -> None:
        for card in cards:
            await self._take(self.folk[number], card)

    async def _take(self, who: Employee, card: Any) -> None:
        luck = self._luck(who, card)
        for _ in range(MOST_TAPS):
            if who.entra not in self.ledger.current:
                return  # they have erased their data meanwhile, and want no more of it
            button = _inviting(card)
            if button is None:
                return
            verb, data = button["verb"], dict(button["data"])
            chosen = self._chosen(who, card, luck)
            told = {name: ",".join(sorted(each.picked)) for name, each in chosen.items()}
            card = await self.tap(who, verb, data | told)
            if card is None:
                return
            self._note(who, verb, data, chosen)

    def _chosen(self, who: Employee, card: Any, luck: Random) -> dict[str, Choice]:
        """For each choice on the card: what is picked, and which question it answers."""
        found: dict[str, Choice] = {}
        above = ""
        for part in _parts(card):
            above = self._question(part) or above
            if part.get("type") == "Input.ChoiceSet":
                lesson, question = self.lessons.asked.get(above, ("", ""))
                right = self.lessons.right.get(lesson, {}).get(question, set())
                values = [each["value"] for each in part["choices"]]
                sharp = right and luck.random() < who.sharp
                picked = right if sharp else {luck.choice(values)}
                found[part["id"]] = Choice(lesson, question, picked, picked == right)
        return found

    def _question(self, part: Any) -> str:
        text = str(part.get("text", "")).strip()
        return text if part.get("type") == "TextBlock" and text in self.lessons.asked else ""

    def _note(self, who: Employee, verb: str, data: dict[str, Any], chosen: Choices) -> None:
        if who.entra not in self.ledger.current:
            return
        if verb == "answer":
            self._note_answer(who, data, next(iter(chosen.values())))
        elif verb == "recall":
            for each in chosen.values():
                self.ledger.recalled(who, each.lesson, self.today, right=each.right)
        elif verb == "gathering-here":
            self.came.setdefault(data["g"], set()).add(who.entra)

    def _note_answer(self, who: Employee, data: dict[str, Any], choice: Choice) -> None:
        lesson = data["lesson"]
        attempt = self.attempts.setdefault((who.entra, lesson, data["attempt"]), {})
        attempt.setdefault(data["question"], choice.right)
        self.ledger.answered(who, lesson, self.today)
        whole = len(attempt) == len(self.lessons.right[lesson])
        if whole and sum(attempt.values()) >= self.lessons.needed[lesson]:
            self.ledger.passed(who, lesson, self.today)

    def _luck(self, who: Employee, card: Any) -> Random:
        about = re.sub(r"[0-9a-f]{16,}", "", str(sorted(str(e.get("data")) for e in _parts(card))))
        return Random(f"{self.seed}/{who.number}/{about}/{self.today}")  # noqa: S311 - made up


def _awake(when: datetime) -> datetime:
    """That moment, or the next morning."""
    if when.hour < EVENING:
        return when
    return when.replace(hour=6, minute=when.minute) + timedelta(days=1)


def _from(who: Employee) -> dict[str, Any]:
    return {
        "from": {"id": f"29:{who.number}", "name": who.name, "aadObjectId": who.entra},
        "conversation": {
            "conversationType": "personal",
            "tenantId": TENANT,
            "id": f"{ROOM}{who.number}",
        },
        "channelData": {"tenant": {"id": TENANT}},
    }


def _inviting(card: Any) -> Any:
    """The primary button, where it is one that leads on."""
    buttons = [each for each in _parts(card) if each.get("type") == "Action.Execute"]
    here = next((each for each in buttons if each["verb"] == "gathering-here"), None)
    first = here or next((each for each in buttons if each.get("style") == "positive"), None)
    return first if first and first["verb"] in WANTED else None


def _parts(card: Any) -> Iterator[dict[str, Any]]:
    if isinstance(card, dict):
        yield card
        for name, value in card.items():
            if name not in ("data", "fallback", "refresh"):
                yield from _parts(value)
    elif isinstance(card, list):
        for each in card:
            yield from _parts(each)
