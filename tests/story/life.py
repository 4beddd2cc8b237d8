"""The story from its first day to its last: who does what, and when the project leader counts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from tests.story.cast import FIRST_DAY, LAST_DAY, NEVER, ROSTERS, Employee, Job, Unit, cast
from tests.story.hands import EVENING, Hands, Lessons
from tests.story.leader import Leader, content
from tests.story.ledger import Ledger
from tests.story.program import TENANT, Clock, Program

COUNTED: Final = (
    date(2019, 12, 31), date(2020, 1, 15), date(2020, 4, 30), date(2020, 6, 30), LAST_DAY,
)  # fmt: skip
GATHERINGS: Final = {date(2019, 12, 3): ("Første samling", "1502"),
                     date(2020, 5, 12): ("Vårsamling", "1506")}  # fmt: skip
CALLED_BEFORE: Final = timedelta(days=12)
STEP: Final = timedelta(minutes=5)  # as often as anything happens


@dataclass
class Story:
    """`people` are the employees, the last of them the project leader. `held` has the ids of the
    gatherings by their day."""

    program: Program
    hands: Hands
    leader: Leader
    people: list[Employee]
    held: dict[date, str]
    dry_runs: dict[date, str]

    @property
    def ledger(self) -> Ledger:
        return self.hands.ledger

    async def live(self) -> AsyncIterator[date]:
        """Hour after hour, since the bot takes longer steps for a clock that jumps. Each day to
        count on is handed out in its late evening."""
        moment = self.program.clock.now
        while moment.date() <= LAST_DAY:
            await self._until(moment)
            await self._happens(moment.date(), moment.hour)
            if moment.hour == EVENING and moment.date() in COUNTED:
                yield moment.date()
            moment += timedelta(hours=1)

    async def _until(self, moment: datetime) -> None:
        """From one thing to do to the next, the bot's or somebody's."""
        clock = self.program.clock
        while True:
            oldest = await self.program.tick()
            await self.hands.take_up_due()
            later = clock.now + STEP
            next_ = min((e for e in (oldest, self.hands.next_due()) if e), default=moment)
            if max(next_, later) >= moment:
                break
            clock.now = max(next_, later)
        clock.now = moment

    async def _happens(self, day: date, hour: int) -> None:
        match hour:
            case 6:
                await self._arrive(day)
            case 8 if day in ROSTERS:
                self.dry_runs[day] = await self.leader.import_roster(self.people, day)
            case 9 if day + CALLED_BEFORE in GATHERINGS:
                held = day + CALLED_BEFORE
                self.held[held] = await self.leader.call_gathering(*GATHERINGS[held], held)
            case 11:
                await self._erase_and_return(day)

    async def _arrive(self, day: date) -> None:
        for who in self.people:
            if who.arrives == day and who.leaves > day:
                await self.hands.install(who)

    async def _erase_and_return(self, day: date) -> None:
        for who in self.people:
            if who.erases == day and who.entra in self.ledger.current:
                await self._erase(who, day)
            if who.returns == day and who.leaves > day:
                await self.hands.install(who)

    async def _erase(self, who: Employee, day: date) -> None:
        await self.hands.tap(who, "erase", {})
        await self.hands.tap(who, "erase-now", {})
        self.ledger.erased(who, day)


def told(folder: Path, people: int) -> Story:
    """The story, before anything has happened."""
    lessons = Lessons.read(content(folder))
    folk = [*cast(people), _leader(people)]
    clock = Clock(datetime.combine(FIRST_DAY, time(0), UTC))
    program = Program(
        folder, folder / "content", clock, {"OPERATORS": f"{TENANT}/{folk[-1].entra}"}
    )
    by_number = {str(each.number): each for each in folk}
    hands = Hands(program, Ledger(lessons.courses), lessons, by_number, seed=2019)
    program.teams.hear = hands.hear
    program.teams.mail_of = lambda number: _mail(by_number.get(number), clock)
    return Story(program, hands, Leader(program, hands, folk[-1], folder), folk, {}, {})


def _mail(who: Employee | None, clock: Clock) -> tuple[str, str]:
    return (who.entra, who.mail(clock().date())) if who else ("", "")


def _leader(number: int) -> Employee:
    desk = Unit("1502", "Servicetorget")
    return Employee(
        number, (Job(FIRST_DAY, desk),), False, FIRST_DAY, NEVER, NEVER, NEVER, keen=0.0, sharp=0.0
    )
