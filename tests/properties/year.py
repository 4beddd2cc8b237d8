"""A made-up year: people with their own times and habits, Teams with its faults, and the house
in between. Moment by moment in virtual time; every request to Teams is judged as it is made."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.delivery import journeys, reminders, uncertain_sends
from bot.actions.delivery.uncertain_sends import CardTap
from bot.actions.learning import answer
from bot.actions.learning import followup as learning_followup
from bot.actions.learning import lessons as learning_lessons
from bot.actions.people import arrival as person_arrival
from bot.actions.people import choices
from bot.actions.people import records as coming
from bot.actions.people.leaving_date import leaves
from bot.actions.personal_data import my_data
from bot.assembly import hears, owns
from bot.content.calendars import calendar_for
from bot.content.municipality_file import municipalities
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.delivery.journeys import Journey
from bot.core.delivery.planner import SPREAD, bar, decide
from bot.core.delivery.plans import Plan
from bot.core.delivery.reminder_times import ReminderWish
from bot.core.delivery.states import WAITING
from bot.core.learning.lessons import Library
from bot.core.learning.quiz import Attempt
from bot.core.moments import moment
from bot.core.people.hours import Calendar, Hours, is_within
from bot.core.people.person import Person, Visitor
from bot.core.send_outcome import Ended, Member, SendOutcome
from bot.core.turn import Address, Message
from bot.core.values import from_doc, replace
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.services import Services
from bot.store import MemoryStore
from tests.card_kinds import KINDS
from tests.chat_client import LINKS, bundled
from tests.properties import books
from tests.properties.chance import dice

TENANT = "t"
EMAILS = {"p1": "p1@vestnes.kommune.no"}
_DAYS = ("waiting|", "ended|")
FLIGHT = timedelta(seconds=2)  # a stored moment has whole seconds


class Crash(Exception):
    """The process is gone, here and now."""


@dataclass(frozen=True)
class Happening:
    """On this day of the year, at this minute, person `who` does `what`."""

    day: int
    minute: int
    who: int
    what: str
    how: int


@dataclass(frozen=True)
class Habits:
    """Out of ten: how often a lesson is answered, and how often that answer is right."""

    answers: int
    right: int
    taps: int


@dataclass(frozen=True)
class Setting:
    """All that makes a year what it is. `faults` is out of a hundred sends."""

    start: date
    days: int
    habits: tuple[Habits, ...]
    plans: tuple[Plan, ...]
    happenings: tuple[Happening, ...]
    faults: int
    rate: float | None
    seed: int


@dataclass
class Row:
    """One request to Teams that may have reached someone."""

    at: datetime
    kind: str
    subject: str
    plan: str
    key: str


class Teams:
    """Answers as Teams does, and knows what each person was asked to be spared."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.blocked: set[str] = set()
        self.shown: dict[str, list[Row]] = defaultdict(list)
        self.arrived: Counter[str] = Counter()
        self.ended: Counter[str] = Counter()

    async def send(self, to: Address, message: Message) -> SendOutcome:
        year = self.year
        key, row, person = year.in_flight(to)
        year.judge(to, row, person)
        await asyncio.sleep(0.05)
        if to.entra in self.blocked:
            return SendOutcome(Ended.BLOCKED, reason="blocked")
        outcome, arrives = self._draw()
        self.ended[str(outcome.ended)] += 1
        if arrives or outcome.ended is Ended.UNCERTAIN:
            plan = row["slot"].split("/")[0]
            seen = Row(year.clock(), row["kind"], row["subject"], plan, key)
            self.shown[to.entra].append(seen)
        if arrives:
            self.arrived[key] += 1
            year.arrived(to, key, row)
        if outcome.ended is Ended.UNCERTAIN:
            await asyncio.sleep(30)
        if not year.calm and year.dice.random() < year.setting.faults / 1000:
            await asyncio.sleep(400)  # longer than its lease: the outcome comes late
        if year.dice.random() < year.setting.faults / 4000:
            raise Crash
        return outcome

    def _draw(self) -> tuple[SendOutcome, bool]:
        dice, year = self.year.dice, self.year
        if dice.random() * 100 >= year.setting.faults or year.calm:
            return SendOutcome(Ended.SENT, activity=f"a{dice.random()}"), True
        ended = dice.choice(
            [
                *(Ended.THROTTLED, Ended.RETRY, Ended.UNCERTAIN, Ended.GONE, Ended.REFUSED),
                *(Ended.THROTTLED, Ended.UNCERTAIN, Ended.NOT_INSTALLED, Ended.TOO_BIG),
                *(Ended.DISABLED, Ended.UNREGISTERED),
            ]
        )
        wait = dice.choice([None, 1.0, 60.0, 900.0, 7200.0]) if ended is Ended.THROTTLED else None
        arrives = ended is Ended.UNCERTAIN and dice.random() < 0.5
        return SendOutcome(ended, wait=wait, reason=str(ended)), arrives

    async def update(self, to: Address, activity: str, message: Message) -> SendOutcome:
        return SendOutcome(Ended.SENT, activity=activity)

    async def delete(self, to: Address, activity: str) -> SendOutcome:
        return SendOutcome(Ended.SENT, activity=activity)

    async def open(self, to: Address) -> SendOutcome:
        await asyncio.sleep(0.05)
        year = self.year
        if year.dice.random() * 100 < year.setting.faults and not year.calm:
            return SendOutcome(year.dice.choice([Ended.UNCERTAIN, Ended.RETRY, Ended.THROTTLED]))
        return SendOutcome(Ended.SENT, conversation=f"c-{to.entra}")

    async def member(self, to: Address) -> Member | None:
        email = EMAILS.get(to.entra)
        known = email and self.year.dice.random() < 0.5  # the look-up fails now and then
        return Member(to.entra, to.user, email=email or "") if known else None

    async def members(self, _: Address) -> int | None:
        return None


@dataclass
class Year:
    """Run it with `await Year(setting).live()`; raises AssertionError for what must not be."""

    setting: Setting
    calm: bool = False
    todo: list[tuple[datetime, int, Callable[[], Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = dice(self.setting.seed)
        self.begins = datetime.combine(self.setting.start, time(), UTC)
        self.store = MemoryStore()
        self.teams = Teams(self)
        places = municipalities()
        self.services = Services(
            self.store, for_all(), places, self.teams, b"secret", local=True,
            plans=self.setting.plans, calendar=calendar_for(places),
            kinds=KINDS, hears=hears(), owns=owns(), links=LINKS,
        )  # fmt: skip
        self.engine = self._engine()
        self.gone: Counter[str] = Counter()  # rows of people who were erased
        self.moves: Counter[str] = Counter()
        self.turns = 0
        for n in range(len(self.setting.habits)):
            self.at(self.begins, self.doing(n, "install", 0))
        for each in self.setting.happenings:
            when = self.begins + timedelta(days=each.day, minutes=each.minute)
            self.at(when, self.doing(each.who % len(self.setting.habits), each.what, each.how))

    def clock(self) -> datetime:
        return self.begins + timedelta(seconds=asyncio.get_running_loop().time())

    def _engine(self) -> Engine:
        dice, rate = self.dice, self.setting.rate
        return Engine(
            self.services, self.clock, alarm=Alarm(), rate=rate, every=5.0, chance=dice.random
        )

    def at(self, when: datetime, do: Callable[[], Any]) -> None:
        self.todo.append((when, len(self.todo), do))

    def key(self, n: int) -> str:
        return f"{TENANT}:p{n}"

    async def live(self) -> None:
        end = self.begins + timedelta(days=self.setting.days)
        await self._until(end)
        self.calm, self.todo = True, []
        await self._until(end + timedelta(days=40))
        for row in books.documents(self.store)[documents.DELIVERIES].values():
            fresh = row["due_at"] > moment(self.clock())
            assert row["state"] not in WAITING or (row["state"] == "planned" and fresh), row

    async def _until(self, end: datetime) -> None:
        while (now := self.clock()) < end:
            self.todo.sort(key=lambda each: each[:2])
            while self.todo and self.todo[0][0] <= self.clock():
                await self.todo.pop(0)[2]()
            await self._tick()
            self.check()
            due = await journeys.oldest_due(self.services)
            moments = [each[0] for each in self.todo[:1]] + [end]
            if due:
                moments.append(max(due, now + timedelta(seconds=60)))
            moments.append(now + timedelta(days=1))
            await asyncio.sleep(max((min(moments) - self.clock()).total_seconds(), 0) + 0.01)

    async def _tick(self) -> None:
        """As the loop does, until nothing more is due; a crash begins anew."""
        for _ in range(60):
            self.turns += 1
            try:
                await self.engine.loop.tick()
            except Crash:
                await self._die()
            due = await journeys.oldest_due(self.services)
            if due is None or due > self.clock() or self.engine._circuit.is_open():
                return
            await asyncio.sleep(5)
        held = [
            (key, doc) for key, doc in books.documents(self.store)[documents.DELIVERIES].items()
            if doc["state"] in WAITING
        ]  # fmt: skip
        raise AssertionError(f"it never comes to rest: {held}")

    async def _die(self) -> None:
        """Whatever was under way is no more; what was stored is. It is started again later."""
        me = asyncio.current_task()
        others = [each for each in asyncio.all_tasks() if each is not me]
        for each in others:
            each.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(self.dice.choice([1, 400, 20000]))
        self.engine = self._engine()

    def in_flight(self, to: Address) -> tuple[str, books.Doc, Person]:
        """The one row that is marked as being attempted for this person."""
        docs = books.documents(self.store)
        key = f"{to.tenant}:{to.entra}"
        rows = [
            (id, row) for id, row in docs[documents.DELIVERIES].items()
            if row["person"] == key and row["state"] == "attempting"
        ]  # fmt: skip
        assert len(rows) == 1, f"{len(rows)} rows of {key} are marked before the request"
        return *rows[0], Person(**docs[documents.PEOPLE][key])

    def judge(self, to: Address, row: books.Doc, person: Person) -> None:
        """May this card go to this person now? Said anew, without the planner's own rules."""
        now = self.clock()
        zone = ZoneInfo(person.time_zone)
        here = now.astimezone(zone)
        barred = person.stopped or person.blocked or not person.installed
        assert not barred, bar(person, now)
        assert person.paused_until <= moment(now)
        assert not person.left_on or f"{here:%Y-%m-%d}" < person.left_on, "gone"
        calendar = self.calendar(person, now)
        hours = Hours.parse(person.hours) or Hours()
        assert is_within(now, hours, zone, calendar)
        assert _open(here, hours, calendar), f"{here} is outside {hours}"
        if row["kind"] == "later":
            assert row["slot"].split("/")[0] <= moment(now), "sooner than was promised"
            return
        earlier = [each for each in self.teams.shown[to.entra] if each.kind != "later"]
        week = [each for each in earlier if each.at > now - timedelta(days=7) + FLIGHT]
        assert len(week) < 3, "over the week's budget"
        today = [each for each in earlier if each.at.astimezone(zone).date() == here.date()]
        assert not today, "a second card in a day"
        if row["kind"] in ("lesson", "nudge"):
            self._no_double(to, row)

    def _no_double(self, to: Address, row: books.Doc) -> None:
        plan = row["slot"].split("/")[0]
        same = [
            each for each in self.teams.shown[to.entra]
            if (each.kind, each.subject, each.plan) == (row["kind"], row["subject"], plan)
        ]  # fmt: skip
        most = 1 if row["kind"] == "lesson" else 2
        assert len(same) < most * (1 + self.moves[to.entra]), f"{row['kind']} once more"

    def calendar(self, person: Person, now: datetime) -> Calendar:
        """Public holidays and leave where they live now, and the breaks of the plan that has its
        turn."""
        services = self.services
        number = services.municipalities.resolve(person.municipality, now.date())
        free = services.calendar(number)
        turn = books.documents(self.store)[documents.JOURNEYS][person.key]["plan"]
        plan = next((each for each in services.plans if each.id == turn), None)
        return replace(free, breaks=free.breaks + (plan.breaks if plan else ()))

    def arrived(self, to: Address, key: str, row: books.Doc) -> None:
        """They see it: perhaps they tap it, perhaps they take the lesson, sooner or later."""
        assert self.teams.arrived[key] == 1, "twice the same card"
        n = int(to.entra[1:])
        habits = self.setting.habits[n]
        after = self.clock() + timedelta(seconds=self.dice.choice([40, 600, 40_000, 400_000]))
        if self.dice.random() * 10 < habits.taps:
            self.at(
                after,
                lambda: uncertain_sends.arrived(
                    self.services, CardTap(key, self.key(n)), self.clock()
                ),
            )
        if self.dice.random() * 10 < habits.answers:
            if row["kind"] == "recall":
                self.at(after, lambda: self._recall(n, key))
            else:
                self.at(after, lambda: self._take(n, row["subject"]))

    async def _take(self, n: int, lesson: str) -> None:
        """The whole quiz, right or wrong."""
        key, services = self.key(n), self.services
        view: Any = await learning_lessons.open_quiz(services, key, lesson, self.clock())
        attempt = getattr(view, "attempt", None)
        if not isinstance(attempt, Attempt):
            return
        right = self.dice.random() * 10 < self.setting.habits[n].right
        for question in view.lesson.questions:
            wrong = next(e.id for e in question.options if e.id not in question.correct)
            choice = ",".join(question.correct) if right else wrong
            given = answer.Answer(key, lesson, attempt.number, question.id, choice)
            await answer.answer(services, given, self.clock())

    async def _recall(self, n: int, delivery: str) -> None:
        view = await learning_followup.look(self.services, delivery, self.key(n))
        if view:
            picked = [self.dice.choice(each.order) for each in view.asked]
            await learning_followup.answer(
                self.services, delivery, self.key(n), picked, self.clock()
            )

    def doing(self, n: int, what: str, how: int) -> Callable[[], Any]:
        return lambda: getattr(self, f"_{what}")(n, how)

    def visitor(self, n: int, zone: str = "Europe/Oslo") -> Visitor:
        to = Address(TENANT, "https://smba.example/", f"c-p{n}", f"29:p{n}", f"p{n}", "28:bot")
        return Visitor(to, f"P{n}", "nb-NO", zone)

    async def _install(self, n: int, how: int) -> None:
        await person_arrival.arrive(self.services, self.visitor(n), self.clock(), installed=True)

    async def _begin(self, n: int, how: int) -> None:
        """The welcome card, filled in: the connector is asked again who this is."""
        await person_arrival.arrive(self.services, self.visitor(n), self.clock(), installed=False)

    async def _remove(self, n: int, how: int) -> None:
        await coming.leave(self.services, self.visitor(n), self.clock())

    async def _write(self, n: int, how: int) -> None:
        zone = ZONES[how % len(ZONES)]
        self.teams.blocked.discard(f"p{n}")
        await coming.notice(self.services, self.visitor(n, zone), self.clock())

    async def _block(self, n: int, how: int) -> None:
        self.teams.blocked.add(f"p{n}")

    async def _stop(self, n: int, how: int) -> None:
        await choices.stop(self.services, self.key(n), self.clock())

    async def _resume(self, n: int, how: int) -> None:
        await choices.resume(self.services, self.key(n), self.clock())

    async def _pause(self, n: int, how: int) -> None:
        days = how % 40 or None
        await choices.pause(self.services, self.key(n), self.clock(), days)

    async def _hours(self, n: int, how: int) -> None:
        hours = Hours.parse(HOURS[how % len(HOURS)]) or Hours()
        await choices.choose_hours(self.services, self.key(n), hours, self.clock())

    async def _move(self, n: int, how: int) -> None:
        number = ("1506", "1535", "1539", "1579")[how % 4]
        self.moves[f"p{n}"] += 1
        await choices.choose_municipality(self.services, self.key(n), number, self.clock())

    async def _leave(self, n: int, how: int) -> None:
        day = (self.clock() + timedelta(days=how % 20)).date()
        await leaves(
            self.services, COMMAND_LINE, self.key(n), str(day) if how % 3 else "", self.clock()
        )

    async def _later(self, n: int, how: int) -> None:
        lesson = ["", "ditt-forste-mote", "trygg-deling", "no-such-lesson"][how % 4]
        when = ("tomorrow", "monday", "10:00", "13:00", "02:30", "23:59")[how % 6]
        await reminders.choose_later(
            self.services, self.key(n), ReminderWish(lesson, when), self.clock()
        )

    async def _learn(self, n: int, how: int) -> None:
        lessons = bundled()[0].courses["teams-fra-forste-dag"].lessons
        await self._take(n, lessons[how % len(lessons)])

    async def _erase(self, n: int, how: int) -> None:
        docs = books.of_person(books.documents(self.store), self.key(n))
        if await my_data.erase(self.services, self.key(n), self.clock()):
            for name, count in books.rows(docs).items():
                self.gone[name.replace("|waiting", "|skipped")] += count
            self.moves[f"p{n}"] += 1

    async def _drop(self, n: int, how: int) -> None:
        """The bot starts again without one of its lessons, or with all of them."""
        lessons = bundled()[0].courses["teams-fra-forste-dag"].lessons
        lost = {lessons[how % len(lessons)]} if how % 3 else set()
        courses = [
            replace(each, lessons=tuple(id for id in each.lessons if id not in lost))
            for each in for_all().courses.values()
        ]
        current = [each for id, each in bundled()[0].current.items() if id not in lost]
        library = Library.of(courses, current, bundled()[0].versions.values())
        await self._restart(replace(self.services, library=library))

    async def _plans(self, n: int, how: int) -> None:
        """A plan is changed: its pace, or whether it is there at all."""
        plans = tuple(replace(each, every_days=1 + how % 10) for each in self.setting.plans)
        await self._restart(replace(self.services, plans=plans if how % 4 else plans[1:]))

    async def _sleep(self, n: int, how: int) -> None:
        """The bot is away for some hours, while people go on."""
        await asyncio.sleep(3600 * (how % 100))

    async def _restart(self, services: Services) -> None:
        self.services = services
        self.engine = self._engine()
        mark = repr((services.plans, sorted(services.library.current)))
        await journeys.look_at_everyone(services, self.clock(), mark)

    def check(self) -> None:
        """What must hold whenever nothing is under way."""
        docs = books.documents(self.store)
        self._adds_up(docs)
        for n in range(len(self.setting.habits)):
            if self.key(n) in docs[documents.PEOPLE]:
                self._is_looked_after(n, docs)

    def _adds_up(self, docs: books.Docs) -> None:
        """Every planned row is counted in just one box."""
        wanted = Counter(self.gone)
        wanted.update(books.rows(docs))
        found = {k: n for k, n in books.counts(self.store).items() if k.startswith("delivery|")}
        assert found == {k: n for k, n in wanted.items() if n}
        by_day = [n for k, n in books.counts(self.store).items() if k.startswith(_DAYS)]
        assert sum(by_day) == sum(found.values())
        for row in docs[documents.DELIVERIES].values():
            assert row["reason"] or row["state"] in (*WAITING, "sent"), row
        many = Counter((e["person"], e["kind"], e["subject"]) for e in _failed(docs))
        assert max(many.values(), default=0) <= 30, many.most_common(1)

    def _is_looked_after(self, n: int, docs: books.Docs) -> None:
        """Whoever waits does so for a reason, and is looked at no later than that ends."""
        journey = from_doc(Journey, docs[documents.JOURNEYS][self.key(n)])
        person = from_doc(Person, docs[documents.PEOPLE][self.key(n)])
        now = self.clock()
        tx = _Reading(docs)
        scene = journeys.scene_of(self.services, tx, person, journey, now)  # type: ignore[arg-type]
        step = decide(scene)
        assert step.reason
        if step.reason == "pending":
            row = docs[documents.DELIVERIES][journey.pending]
            assert books.waits(row)
            assert row["due_at"]
            return
        if step.reason == "due":  # after a time away, mornings are spread
            ago = now - timedelta(minutes=1)  # the next tick looks at whom this one has put back
            soon = moment(ago) < journey.next_at <= moment(now + SPREAD)
            assert soon, f"{self.key(n)} is due and nobody looks: {journey}"
            return
        if step.journey.next_at:
            late = f"{step.reason} ends {step.journey.next_at}, looked at {journey.next_at or '-'}"
            assert "" < journey.next_at <= step.journey.next_at, late


def for_all() -> Library:
    """The bundled courses, the champions' own for everybody too: so that people have two."""
    library = bundled()[0]
    courses = [replace(each, audience="employee") for each in library.courses.values()]
    return Library.of(courses, library.current.values(), library.versions.values())


def _failed(docs: books.Docs) -> Iterable[books.Doc]:
    ended = ("failed", "skipped")
    return (each for each in docs[documents.DELIVERIES].values() if each["state"] in ended)


@dataclass
class _Reading:
    """A transaction over documents that were read already."""

    docs: books.Docs

    def get(self, kind: str, key: str, read_as: Any = None) -> Any:
        doc = self.docs[kind].get(key)
        return from_doc(read_as, doc) if doc and read_as else doc


def _open(here: datetime, hours: Hours, calendar: Calendar) -> bool:
    """Whether the clock on the wall says that it is within these hours, on a working day. An hour
    that comes twice in autumn, and one that spring skipped, are `is_within`'s alone to judge."""
    today, yesterday = here.date(), here.date() - timedelta(days=1)
    wall = here.time().replace(tzinfo=None)
    if here.fold or calendar.is_free(today):
        return bool(here.fold)
    works = today.isoweekday() in hours.days
    if hours.start < hours.end:
        return works and hours.start <= wall < hours.end
    began = yesterday.isoweekday() in hours.days and not calendar.is_free(yesterday)
    return (works and wall >= hours.start) or (began and wall < hours.end)


ZONES = ("Europe/Oslo", "Europe/Oslo", "Europe/Helsinki", "America/New_York", "Asia/Kathmandu")
HOURS = (
    "12345 08:00-15:30",
    "1234567 22:00-06:00",
    "67 02:00-03:00",
    "1234567 02:30-03:30",
    "7 01:30-02:30",
    "135 12:00-12:01",
    "2 00:00-00:00",
    "1234567 00:00-04:00",
)
WHATS = (
    "install", "begin", "remove", "write", "block", "stop", "resume", "resume", "pause", "hours",
    "move", "leave", "later", "learn", "erase", "drop", "plans", "sleep",
)  # fmt: skip
