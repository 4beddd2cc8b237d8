"""A merger, an import with the new numbers, and a transfer: whoever asks for a place finds the same
people before and after. What uses a place is in `USERS`; a new use is added there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.actions.champions import appointments, help_wishes, letters, newcomers, recruitment
from bot.actions.champions.group_status import my_group
from bot.actions.delivery.journeys import journey_of, scene_of
from bot.actions.figures import coverage, snapshots
from bot.actions.figures.reports import Reports, When, all_municipalities
from bot.actions.gatherings import edit, invitations
from bot.actions.gatherings.invitations import InvitationChoice
from bot.actions.people import roster
from bot.actions.people.places import page, places_at, places_of, size_of, units_of
from bot.actions.people.records import find, move, save
from bot.actions.people.renumbering import undo_renumbering
from bot.actions.people.rights import reaches, require
from bot.actions.people.transfers import move_transferred
from bot.actions.pushes import draft
from bot.actions.pushes.views import PushChoice, PushForm, PushView
from bot.core import documents
from bot.core.actor import COMMAND_LINE, person_actor
from bot.core.delivery.plans import Plan
from bot.core.gatherings.form import GatheringForm
from bot.core.gatherings.views import Hosting
from bot.core.people.person import Person
from bot.core.people.places import split
from bot.core.people.reach import target_of
from bot.core.people.records import membership
from bot.core.people.roster import Entry
from bot.core.values import replace
from bot.engine.rehearsal import rehearse
from bot.store import MemoryStore
from tests.champion_world import LESSON, key, move_in, someone
from tests.chat_client import TENANT, bundled, services

SKALA, SENTRUM, OTHER = "1502/Skåla NAV", "1502/Sentrum skole", "1543/Sentrum skole"
VAGSTRANDA, RAADHUSET = "1539/Vågstranda skule", "1539/Rådhuset"
SIZES = {SKALA: 8, SENTRUM: 7, OTHER: 6, VAGSTRANDA: 9, RAADHUSET: 5}
CHAMPIONS = {f"bo-{n}": place for n, place in enumerate(SIZES)}
IDS = {f"{place}#{n}": f"{k:04}{n:04}-2222-3333-4444-555555555555"
       for k, place in enumerate(SIZES) for n in range(SIZES[place])}  # fmt: skip
COURSE = next(each.id for each in bundled()[0].courses.values() if each.audience != "champion")
DECEMBER, JANUARY = datetime(2019, 12, 16, 9, tzinfo=UTC), datetime(2020, 1, 20, 9, tzinfo=UTC)
LATER, NEW_YEAR = datetime(2020, 12, 14, 9, tzinfo=UTC), datetime(2021, 1, 11, 9, tzinfo=UTC)


class World:
    """Five units, each with people and a champion; `at` is now."""

    def __init__(self, store: MemoryStore) -> None:
        self.store, self.at = store, DECEMBER
        plans = tuple(Plan(place, COURSE, date(2019, 1, 1), units=frozenset({place}))
                      for place in SIZES)  # fmt: skip
        facts: dict[str, Any] = {"local": False, "min_group_size": 1, "plans": plans}
        self.home = services(store, tenants=frozenset({TENANT}), **facts)
        self.reports = Reports(store, self.home.municipalities, self.home.library, 1)

    async def settle(self) -> World:
        people = [each for name, id in IDS.items() for each in [self.person(id, name)]]
        for name, place in CHAMPIONS.items():
            number, unit = split(place)
            facts = {"role": "champion", "scope": (place,), "no_recruit": False}
            found = someone(name, unit, municipality=number, **facts)
            people.append(replace(found, joined="2019-12-09", oldest="2019-12-09"))
        await move_in(self.home, people)

        def change(tx: Any) -> None:
            for each in people:
                tx.put(
                    documents.MEMBERSHIPS,
                    f"{each.key}/{each.joined}",
                    membership(each, each.joined),
                )

        await self.store.run(change)
        return self

    def person(self, entra: str, name: str) -> Person:
        number, unit = split(name.partition("#")[0])
        facts: dict[str, Any] = {"may_tell": "yes", "help_wanted": "2019-11-01T00:00:00Z"}
        person = someone(entra, unit, municipality=number, name=name, **facts)
        return replace(person, joined="2019-12-09", oldest="2019-12-09")

    async def go(self, at: datetime) -> None:
        """It is `at`; and everybody is as new as before."""
        self.at = at
        joined = str((at - timedelta(days=7)).date())

        def change(tx: Any) -> None:
            for id in IDS.values():
                tx.put(
                    documents.PEOPLE,
                    key(id),
                    tx.get(documents.PEOPLE, key(id)) | {"joined": joined},
                )

        await self.store.run(change)

    async def run(self, change: Callable[..., Any], *args: Any) -> Any:
        return await self.store.run(lambda tx: change(self.home, tx, *args, self.at))

    async def who(self, name: str) -> Person:
        found = await self.store.run(lambda tx: find(tx, key(name)))
        assert found
        return found

    async def import_as(self, numbers: dict[str, str], *, of: tuple[str, ...]) -> list[Any]:
        """The same people in the same units, under the numbers of today. Names that several units
        have are not told apart."""
        rows = []
        for n, (name, id) in enumerate(IDS.items()):
            place = name.partition("#")[0]
            number, unit = split(place)
            if place in of:
                rows.append(Entry(n, entra=id, municipality=numbers[number], unit=unit))
        day = self.at.date()
        return await roster.apply(self.home, COMMAND_LINE, rows, day, self.at)

    async def record_anew(self, place: str, number: str) -> None:
        """As earlier versions did at an import: people are recorded under the new number, and their
        champion's role keeps the old one."""

        def change(tx: Any) -> None:
            for id in [*IDS.values(), *CHAMPIONS]:
                before = find(tx, key(id))
                if before and before.place == place:
                    after = replace(before, municipality=number)
                    save(tx, move(self.home, tx, before, after, str(self.at.date())))

        await self.store.run(change)


# -- what uses a place: each gives the people, by name or number, whom a champion finds at `place`

User = Callable[[World, str, str], Awaitable[int]]


async def scope(world: World, place: str, champion: str) -> int:
    bo = await world.who(champion)
    people = [await world.who(id) for id in IDS.values()]
    return sum([await world.run(reaches, bo, each) for each in people]) + 1


async def choices(world: World, place: str, champion: str) -> int:
    (found,) = await world.run(places_of, await world.who(champion))
    return int(found.people)


async def pages(world: World, place: str, champion: str) -> int:
    found, after = [], ""
    while True:
        people, after = await world.run(page, TENANT, place, after, 4)
        found += people
        if not after:
            assert len({each.key for each in found}) == len(found)
            return len(found)


async def size(world: World, place: str, champion: str) -> int:
    return int(await world.run(size_of, TENANT, place))


async def units(world: World, place: str, champion: str) -> int:
    places = await world.run(places_at)
    found = await world.run(units_of, TENANT, places.municipality(place))
    return int(found[places.home(place)])


async def snapshot(world: World, place: str, champion: str) -> int:
    return (await snapshots.of_day(world.home, TENANT, place, world.at)).people


async def group(world: World, place: str, champion: str) -> int:
    found = await my_group(world.home, key(champion), "", world.at)
    assert found
    return found.people


async def push(world: World, place: str, champion: str) -> int:
    form = await draft.begin(world.home, key(champion), world.at)
    assert isinstance(form, PushForm)
    wish = PushChoice(LESSON, form.places[0].id, "", "now")
    drafted = await draft.draft(world.home, person_actor(key(champion)), wish, world.at)
    assert isinstance(drafted, PushView)
    assert drafted.preview
    return drafted.preview.asked + 1


async def helpless(world: World, place: str, champion: str) -> int:
    found = await help_wishes.who_wants_help(world.home, key(champion), world.at)
    assert found
    return len(found.waiting) + found.more + 1


async def willing(world: World, place: str, champion: str) -> int:
    bo = await world.who(champion)
    found = await world.run(lambda *args: list(newcomers._willing(*args)), TENANT, *bo.scope)
    return len(found) + 1


async def letter(world: World, place: str, champion: str) -> int:
    bo = await world.who(champion)
    people = [await world.who(id) for id in IDS.values()]
    return sum([await world.run(letters.reaches, bo, each) for each in people]) + 1


async def plan(world: World, place: str, champion: str) -> int:
    def planned(home: Any, tx: Any, at: datetime) -> int:
        people = [find(tx, key(id)) for id in [*IDS.values(), *CHAMPIONS]]
        scenes = [scene_of(home, tx, e, journey_of(tx, e.key), at) for e in people if e]
        return sum(each.plan is not None and each.plan.id == place for each in scenes)

    return int(await world.run(planned))


async def rehearsed(world: World, place: str, champion: str) -> int:
    found = await rehearse(world.home, MemoryStore, world.at, days=0)
    return sum(each.people for (id, _), each in found.outlook.items() if id == place)


async def covered(world: World, place: str, champion: str) -> int:
    found = await coverage.now(world.reports, world.at.date())
    places = await world.run(places_at)
    (row,) = (each for each in found.units if places.within(each.place, place))
    assert row.champions == 1
    assert row.people
    return row.people


async def bare(world: World, place: str, champion: str) -> int:
    await coverage.keep(world.reports, world.at.date())
    number, found = await world.run(recruitment.near, await world.who(champion))
    assert found == [], number
    return size_now(place)


async def invitation(world: World, place: str, champion: str) -> int:
    day = f"{world.at:%Y}-12-31"
    form = GatheringForm("A meeting", day, "10", where="Here", agenda="All", venue="1535")
    actor = person_actor(key(champion))
    hosting = await edit.save(world.home, actor, form, world.at, nonce=str(world.at))
    assert isinstance(hosting, Hosting), hosting
    everyone = hosting.choices[-1].audience
    choice = InvitationChoice(hosting.gathering.id, everyone.id)
    found = await invitations.preview(world.home, key(champion), choice, world.at)
    assert found
    return found.asked + 1


async def rights(world: World, place: str, champion: str) -> int:
    """An operator of exactly this place may appoint its people."""
    bo = replace(await world.who(champion), role="operator")

    def allowed(home: Any, tx: Any, at: datetime) -> int:
        tx.put(documents.PEOPLE, "op", replace(bo, key="op"))
        for name, id in IDS.items():
            about = find(tx, key(id))
            if about and name.startswith(f"{place}#"):
                actor = person_actor("op")
                require(home, tx, actor, "appoint", at, target_of(about))
        tx.delete(documents.PEOPLE, "op")
        return size_now(place)

    return int(await world.run(allowed))


async def appointment(world: World, place: str, champion: str) -> int:
    """Whoever is appointed where they are is champion of a place where there are people."""
    done = await appointments.appoint_one(world.home, COMMAND_LINE, key(champion), [], world.at)
    assert done
    assert done.empty == ()
    return int(await world.run(size_of, TENANT, *done.person.scope))


def size_now(place: str) -> int:
    return SIZES[place] + 1


USERS: tuple[User, ...] = (
    scope, choices, pages, size, units, snapshot, group, push, helpless, willing, letter, plan,
    rehearsed, covered, bare, invitation, rights, appointment,
)  # fmt: skip


async def everybody_is_found(world: World) -> None:
    for champion, place in CHAMPIONS.items():
        for use in USERS:
            found = await use(world, place, champion)
            assert found == size_now(place), (use.__name__, place, str(world.at))


@pytest.fixture
async def world() -> Any:
    async with MemoryStore() as store:
        yield await World(store).settle()


async def people(world: World, **when: Any) -> dict[str, int | None]:
    rows = await all_municipalities(world.reports, When(world.at.date(), **when))
    return {each.number: each.people for each in rows if each.people}


@pytest.mark.slow
async def test_the_merger_of_2020_and_the_import_with_the_new_number(world):
    await everybody_is_found(world)
    old = await people(world, as_of=date(2019, 12, 31))
    await world.go(JANUARY)
    await everybody_is_found(world)
    merged = {"1502": "1506", "1543": "1506"}
    done = await world.import_as(merged, of=(SKALA, SENTRUM, OTHER))
    assert {each.does for each in done} == {()}
    await everybody_is_found(world)
    assert await people(world, as_of=date(2019, 12, 31)) == old
    assert (await people(world))["1506"] == sum(map(size_now, (SKALA, SENTRUM, OTHER)))


@pytest.mark.slow
async def test_what_an_earlier_version_recorded_under_the_new_number(world):
    """Units of one name were made one by it. Once everybody is put back, the figures are as before
    that import."""
    old = await people(world, as_of=date(2019, 12, 31))
    await world.go(JANUARY)
    await world.record_anew(SKALA, "1506")
    await everybody_is_found(world)
    await world.record_anew(SENTRUM, "1506")
    await world.record_anew(OTHER, "1506")
    n = sum(map(size_now, (SKALA, SENTRUM, OTHER)))
    assert await undo_renumbering(world.home, world.at) == n
    await everybody_is_found(world)
    assert await people(world, as_of=date(2019, 12, 31)) == old
    assert await undo_renumbering(world.home, world.at) == 0


@pytest.mark.slow
async def test_vagstranda_goes_to_vestnes_in_2021(world):
    await world.go(LATER)
    await everybody_is_found(world)
    assert (await people(world))["1539"] == size_now(VAGSTRANDA) + size_now(RAADHUSET)
    await world.go(NEW_YEAR)
    await everybody_is_found(world)
    done = await world.import_as({"1539": "1535"}, of=(VAGSTRANDA,))
    assert {each.does for each in done} == {()}, "whoever stays where they are is not moved by it"
    await everybody_is_found(world)
    assert await move_transferred(world.home, world.at) == size_now(VAGSTRANDA)
    await everybody_is_found(world)
    now = await people(world)
    assert (now["1535"], now["1539"]) == (size_now(VAGSTRANDA), size_now(RAADHUSET))
    assert await move_transferred(world.home, world.at) == 0
    await world.import_as({"1539": "1535"}, of=(VAGSTRANDA,))
    await everybody_is_found(world)
    assert (await people(world, until=date(2020, 12, 31)))["1539"] == now["1535"] + now["1539"]
    assert (await people(world, until=date(2021, 1, 1)))["1535"] == now["1535"]
