"""A made-up rollout of half a year, lived through by the bot itself in a few minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Final

from bot.actions.delivery import journeys, uncertain_sends
from bot.actions.people.leaving_date import leaves
from bot.actions.people.records import find, move, save
from bot.actions.shared.events import announce
from bot.core.actor import BOT
from bot.core.delivery.plans import Plan
from bot.core.languages import LANGUAGES
from bot.core.people.events import PersonPlaced
from bot.core.people.person import placed
from bot.core.people.roles import Role
from bot.core.people.synthetic_people import SHARES, SyntheticPerson, synthetic_people
from bot.core.values import replace
from bot.engine.alarm import Alarm
from bot.engine.circuit import Circuit
from bot.engine.sender import Sender
from bot.engine.simulation import TENANT, OnTurn, SimulatedTeams, SyntheticCrowd
from bot.engine.throttle import Throttle
from bot.ports import Tx
from bot.services import Services

STEP: Final = timedelta(minutes=20)
COURSE: Final = "teams-fra-forste-dag"
CHAMPIONS: Final = "suksesspadriver"


@dataclass(frozen=True, slots=True)
class Rollout:
    """`start` is the first day; 4,000 people and 200 champions over 182 days are the story of
    docs/DECISIONS.md. The same seed gives the same rollout, whatever else is the store's own."""

    start: date
    people: int = 4000
    champions: int = 200
    days: int = 182
    seed: int = 2019


def plans_for(rollout: Rollout) -> tuple[Plan, ...]:
    """First the champions' course for champions, then the first one for everybody."""
    end = rollout.start + timedelta(days=rollout.days)
    summer = _weeks(rollout.start.year, 28, 30)
    return (
        Plan("demo-padrivere", CHAMPIONS, rollout.start, end, breaks=(summer,)),
        Plan("demo-alle", COURSE, rollout.start + timedelta(days=14), end, breaks=(summer,)),
    )


async def simulate(
    services: Services,
    rollout: Rollout,
    front: Callable[[Services], OnTurn],
    say: Callable[[str], None],
) -> SimulatedTeams:
    """Live through the rollout in `services.store`; the simulated Teams with its figures. `front`
    makes the bot's own answering function; `say` is told how far it has come."""
    random = Random(rollout.seed)  # noqa: S311 - made-up people, the same each time
    people = synthetic_people(
        rollout.people, rollout.champions, rollout.start, rollout.days, random
    )
    clock = _Clock(rollout.start)
    teams = SimulatedTeams({each.entra: each for each in people}, rollout.seed, clock)
    services = replace(services, messenger=teams, plans=plans_for(rollout), public_url="")
    right = {
        question.text.to(language): set(question.correct)
        for lesson in services.library.current.values()
        for question in lesson.questions
        for language in LANGUAGES
    }
    hands = SyntheticCrowd(teams, front(services), right)
    quiet = Circuit(clock, Alarm())
    sender = Sender(services, clock, Throttle(None), quiet, random.random)
    fates = _fates(people)
    for day in (rollout.start + timedelta(days=n) for n in range(rollout.days)):
        clock.at = datetime.combine(day, time(5), UTC)
        for person in fates.get(f"{day}", ()):
            await _fate(services, person, f"{day}", clock.at, hands)
        await _live_a_day(services, day, clock, hands, sender)
        if day.day == 1:
            say(f"{day:%Y-%m}: {teams.tally['arrived']} cards, {teams.tally['taps']} taps")
    return teams


class _Clock:
    def __init__(self, start: date) -> None:
        self.at = datetime.combine(start, time(5), UTC)

    def __call__(self) -> datetime:
        return self.at


async def _live_a_day(
    services: Services, day: date, clock: _Clock, hands: SyntheticCrowd, sender: Sender
) -> None:
    """Look in every twenty minutes, as long as there is anything to look at by then: most nights
    and Sundays there is not."""
    awaited: datetime | None = clock.at
    for moment in _working_day(day):
        if awaited is None or moment < awaited:
            continue
        clock.at = moment
        await _look_in(services, moment, hands, sender)
        awaited = await _next_look(services, hands)
    await uncertain_sends.reconcile(services, clock.at)


async def _look_in(services: Services, at: datetime, hands: SyntheticCrowd, sender: Sender) -> None:
    """What the bot's loop does at each look, and then what people do."""
    while (await journeys.plan_due(services, at, 500)).looked:
        pass
    await sender.send_due()
    await hands.take_up_due()


async def _next_look(services: Services, hands: SyntheticCrowd) -> datetime | None:
    """The first moment when there is anything to do; None while there is nothing at all."""
    found = (await journeys.oldest_due(services), hands.next_due())
    return min((each for each in found if each), default=None)


def _fates(people: Iterable[SyntheticPerson]) -> dict[str, list[SyntheticPerson]]:
    """Who arrives, leaves or moves on each day (ISO date): each in the order of `people`."""
    found: dict[str, list[SyntheticPerson]] = {}
    for person in people:
        for day in {f"{person.arrives}", person.leaves, person.moves} - {""}:
            found.setdefault(day, []).append(person)
    return found


async def _fate(
    services: Services, person: SyntheticPerson, day: str, at: datetime, hands: SyntheticCrowd
) -> None:
    key = f"{TENANT}:{person.entra}"
    if f"{person.arrives}" == day:
        await hands.install(person)
        await services.store.run(lambda tx: _settle_in(services, tx, key, person, at))
    if person.leaves == day:
        await leaves(services, BOT, key, day, at)
    if person.moves == day:
        others = [number for number, _ in SHARES if number != person.municipality]
        moved = replace(person, municipality=others[len(person.name) % len(others)])
        await services.store.run(lambda tx: _settle_in(services, tx, key, moved, at))


def _settle_in(services: Services, tx: Tx, key: str, person: SyntheticPerson, at: datetime) -> None:
    """What a roster would say of them."""
    before = find(tx, key)
    if before is None:
        return
    after = placed(before, person.municipality, "roster", person.unit)
    role = Role.CHAMPION if person.champion else Role.EMPLOYEE
    scope = (f"{person.municipality}/{person.unit}",) if person.champion else ()
    after = replace(after, role=role, scope=scope, language=person.language)
    after = move(services, tx, before, after, f"{at:%Y-%m-%d}")
    save(tx, after)
    announce(services, tx, PersonPlaced(before, after, at, BOT))


def _working_day(day: date) -> Iterator[datetime]:
    moment = datetime.combine(day, time(5), UTC)
    while moment.hour < 16:
        yield moment
        moment += STEP


def _weeks(year: int, first: int, last: int) -> tuple[date, date]:
    return date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 7)


def to_look_at(api: str, store_url: str, content: Path) -> list[str]:
    """What to look at in the demo, and how, as lines for the terminal."""
    return [
        "Nothing more is sent: nobody there is real. Look at it, in another terminal:",
        f"  export STORE_URL={store_url} CONTENT_DIR={content}",
        "  python app.py report                             people, started, completed",
        "  python app.py recall                             what they still know",
        "  python app.py coverage                           champions, and where there are none",
        "  python app.py rehearse --html rehearsal.html     what the next 30 days would bring",
        "  python app.py explain demo/demo-00007            whether one person can be reached",
        f"While it is served, also {api}/api/v1/municipalities and {api}/metrics.",
    ]
