"""People in several plans, as the store has them."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.actions.delivery.explanation import explain
from bot.actions.delivery.journeys import journey_of, look_at_everyone, plan_due, plans_mark
from bot.core import documents
from bot.core.delivery.plans import Plan
from bot.core.people.person import Person
from bot.core.values import replace
from bot.services import Services
from bot.store import MemoryStore
from tests.chat_client import services

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
FIRST = Plan("alle", "teams-fra-forste-dag", AT.date())
NEXT = Plan("neste", "suksesspadriver", AT.date())
KARI = Person("t:k", "t", "k", "2026-01-01", municipality="1506", time_zone="Europe/Oslo",
              conversation="c", role="champion")  # fmt: skip


async def had_the_first(home: Services) -> None:
    """Kari as an earlier version left her: she has had all of her only plan, and nobody looks."""
    lessons = list(home.library.courses[FIRST.course].lessons)
    journey = {"person": KARI.key, "plan": "alle", "opened": lessons, "next_at": ""}

    def change(tx):
        tx.put(documents.PEOPLE, KARI.key, KARI)
        tx.put(documents.JOURNEYS, KARI.key, journey)
        tx.put(documents.STORE_FACTS, "plans", {"mark": "of before", "names": ["alle"]})

    await home.store.run(change)


async def test_who_has_had_their_plan_goes_on_to_the_next():
    async with MemoryStore() as store:
        home = services(store, plans=(FIRST, NEXT))
        await had_the_first(home)
        assert await look_at_everyone(home, AT, plans_mark(home)) == 1
        assert (await explain(home, KARI.key, AT)).plan == "neste"
        assert (await plan_due(home, AT)).planned == 1
        row, journey = await store.run(
            lambda tx: (tx.planned_due("9999")[0][1], journey_of(tx, KARI.key))
        )
        assert (row["kind"], row["slot"]) == ("lesson", "neste/0")
        assert row["subject"] == home.library.courses[NEXT.course].lessons[0]
        assert len(journey.elsewhere["alle"]) == 9


async def test_the_fingerprint_changes_with_plans_and_courses_and_in_no_other_way():
    home = services(MemoryStore(), plans=(FIRST, NEXT))
    mark = plans_mark(home)
    assert plans_mark(services(MemoryStore(), plans=(FIRST, NEXT))) == mark
    assert plans_mark(replace(home, plans=(NEXT, FIRST))) != mark
    places = frozenset({"1506", "1535", "1539"})
    here = replace(FIRST, municipalities=places)
    assert (
        here.canonical()
        == replace(FIRST, municipalities=frozenset(sorted(places)[::-1])).canonical()
    )
    library = home.library
    course = library.courses[FIRST.course]
    shorter = {**library.courses, course.id: replace(course, lessons=course.lessons[1:])}
    fewer = type(library).of(shorter.values(), library.current.values(), library.versions.values())
    assert plans_mark(replace(home, library=fewer)) != mark
