"""How plans are going: counted page by page once a day, kept, and hidden where groups are small."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from bot.actions.delivery.journeys import journey_of, plans_mark, scene_of
from bot.actions.people.places import day_of, municipality_of
from bot.core import documents
from bot.core.delivery.planner import out_of_reach
from bot.core.delivery.plans import Plan
from bot.core.delivery.states import Reason
from bot.core.figures.plan_progress import CountedPlans, PlanFigures, progress_of_one
from bot.core.figures.small_groups import Group, shown
from bot.core.moments import moment, parse_moment
from bot.core.people.municipality_counts import PEOPLE, ROSTERED
from bot.core.people.person import Person
from bot.core.values import from_doc
from bot.errors import UNREADABLE
from bot.ports import Store, Tx
from bot.services import Services

PAGE: Final = 25  # people in one transaction: some milliseconds of the loop
KEY: Final = "plan_figures"
_LAST: Final = "9999"  # after every moment
_One = tuple[Person, str, dict[str, PlanFigures]]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in one municipality, or in all of them (`number` None). Figures are None if
    `suppressed`; `most_done_on` is None also where nine in ten would never be done."""

    number: str | None
    name: str
    suppressed: bool
    figures: PlanFigures | None
    most_done_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanReport:
    """`at` is when it was counted; `rows` begin with the plan in all."""

    plan: Plan
    at: datetime
    rows: tuple[PlanRow, ...]


@dataclass(slots=True)
class PlanCount:
    """A count under way. It is of the moment `at`, however long it takes; a person is counted once,
    and one who can't be read is left out."""

    services: Services
    at: datetime
    mark: str
    after: tuple[str, str] = ("", "")
    plans: dict[str, dict[str, PlanFigures]] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    rostered: dict[str, dict[str, int]] = field(default_factory=dict)

    async def page(self) -> bool:
        """Count the next people; whether there may be more."""
        page = await self.services.store.run(_next(self.services, self.after, self.at))
        for self.after, one in page:
            if one:
                self._add(*one)
        return bool(page)

    def _add(self, person: Person, number: str, mine: Mapping[str, PlanFigures]) -> None:
        self.people[number] = self.people.get(number, 0) + 1
        for plan, figures in mine.items():
            rows = self.plans.setdefault(plan, {})
            rows[number] = rows.get(number, PlanFigures()) + figures
            placed = self.rostered.setdefault(plan, {})
            placed[number] = placed.get(number, 0) + person.is_rostered

    def found(self) -> CountedPlans:
        outside = {
            plan: {n: k - rows[n].people if n in rows else k for n, k in self.people.items()}
            for plan, rows in self.plans.items()
        }
        return CountedPlans(moment(self.at), self.mark, self.plans, outside, self.rostered)


async def count(services: Services, at: datetime) -> CountedPlans:
    """All plans as they are now. Its cost grows with the people."""
    counting = PlanCount(services, at, plans_mark(services))
    while await counting.page():
        pass
    return counting.found()


async def keep(store: Store, found: CountedPlans) -> None:
    await store.run(lambda tx: tx.put(documents.STORE_FACTS, KEY, found))


async def kept(store: Store) -> CountedPlans | None:
    """What was counted last."""
    return await store.run(lambda tx: tx.get(documents.STORE_FACTS, KEY, CountedPlans))


async def newest(services: Services, at: datetime) -> CountedPlans:
    """What was counted today, of the plans as they are; counted now where there is none."""
    found, mark = await kept(services.store), plans_mark(services)
    if found and found.mark == mark and day_of(parse_moment(found.at)) == day_of(at):
        return found
    return await count(services, at)


async def latest(services: Services) -> list[PlanReport] | None:
    """What was counted last, however long ago; None if it is of other plans than those now. It
    costs by plans and municipalities, not by people."""
    if not services.plans:
        return []
    found = await kept(services.store)
    return reports(services, found) if found and found.mark == plans_mark(services) else None


def reports(services: Services, found: CountedPlans) -> list[PlanReport]:
    """Each plan that the bot follows, as it may be shown, in the file's order."""
    return [
        PlanReport(plan, parse_moment(found.at), tuple(_rows(services, plan, found)))
        for plan in services.plans
    ]


def _rows(services: Services, plan: Plan, found: CountedPlans) -> Iterator[PlanRow]:
    rows = found.plans.get(plan.id, {})
    outside, minimum = found.outside.get(plan.id, {}), services.min_group_size
    today = day_of(parse_moment(found.at))
    every = frozenset(rows)
    open_ = _shown(rows, outside, found.rostered.get(plan.id, {}), minimum)

    def row(number: str | None, group: Group, name: str) -> PlanRow:
        if group and group not in open_:
            return PlanRow(number, name, True, None)
        figures = sum((rows[each] for each in group), PlanFigures())
        last = figures.most_done_on(date.fromisoformat(today)) if group else None
        return PlanRow(number, name, False, figures, last)

    yield row(None, every, "")
    for number in sorted(rows):
        yield row(number, frozenset({number}), services.municipalities.name(number))


def _shown(
    rows: Mapping[str, PlanFigures],
    outside: Mapping[str, int],
    rostered: Mapping[str, int],
    minimum: int,
) -> frozenset[Group]:
    """Small groups are hidden, and those that leave few people of the municipality outside: what is
    told of everybody there would tell of these. Another goes with the only one that is hidden."""
    groups: list[Group] = [frozenset({number}) for number in rows]
    few = {number for number in rows if 0 < outside.get(number, 0) < minimum}
    tally = {
        n: {PEOPLE: 1} if n in few else {PEOPLE: each.people, ROSTERED: rostered.get(n, 0)}
        for n, each in rows.items()
    }
    return shown([*groups, frozenset(rows)], tally, minimum)


def _next(
    services: Services, after: tuple[str, str], at: datetime
) -> Callable[[Tx], list[tuple[tuple[str, str], _One | None]]]:
    def change(tx: Tx) -> list[tuple[tuple[str, str], _One | None]]:
        page = tx.due(documents.PEOPLE, _LAST, after=after, limit=PAGE)
        return [((doc["oldest"], key), _of_one(services, tx, key, doc, at)) for key, doc in page]

    return change


def _of_one(
    services: Services, tx: Tx, key: str, doc: Mapping[str, object], at: datetime
) -> _One | None:
    try:
        person = from_doc(Person, doc)
        if out_of_reach(person, at) == Reason.LEFT:
            return None
        number = municipality_of(services, person, at)
        scene = scene_of(services, tx, person, journey_of(tx, key), at)
        return person, number, progress_of_one(scene, number)
    except UNREADABLE:
        return None


def in_all(found: Iterable[PlanReport]) -> dict[str, PlanFigures]:
    """The figures of each plan in all, where they may be shown."""
    return {each.plan.id: row.figures for each in found for row in each.rows[:1] if row.figures}
