"""A place is called what it is today, whatever number it is recorded under."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.actions.personal_data.my_data import download, look
from bot.core import documents
from bot.core.people.person import Person
from bot.store import MemoryStore
from tests.chat_client import services

BEFORE, AFTER = datetime(2019, 12, 31, 12, tzinfo=UTC), datetime(2021, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        ("", "", ""),
        ("1502", "Molde", "Molde"),
        ("1543/Sentrum skole", "Sentrum skole, Nesset", "Sentrum skole, Molde (Nesset)"),
        ("1543", "Nesset", "Molde (Nesset)"),
        (
            "1539/Vågstranda skule",
            "Vågstranda skule, Rauma",
            "Vågstranda skule, Vestnes (Rauma)",
        ),
        ("1539", "Rauma", "Rauma"),
    ],
)
def test_a_place_has_the_name_of_its_municipality_today(place: str, before: str, after: str):
    home = services(MemoryStore())
    assert home.label(place, BEFORE.date()) == before
    assert home.label(place, AFTER.date()) == after


def test_places_of_one_name_are_told_apart():
    home = services(MemoryStore())
    both = ("1502/Sentrum skole", "1543/Sentrum skole", "1506/Sentrum skole")
    assert home.labels(both, date(2021, 1, 1)) == (
        "Sentrum skole, Molde (1502)",
        "Sentrum skole, Molde (Nesset)",
        "Sentrum skole, Molde (1506)",
    )


@pytest.mark.parametrize("unit", ["", "Sentrum skole"])
async def test_people_see_the_municipality_of_today_in_their_data(unit: str):
    person = Person(
        "t:k", "t", "k", "2019-11-01", municipality="1543", unit=unit, scope=("1543/Skulen",)
    )
    async with MemoryStore() as store:
        await store.run(lambda tx: tx.put(documents.PEOPLE, person.key, person))
        home = services(store)
        for at, name, where in ((BEFORE, "Nesset", "Nesset"), (AFTER, "Molde", "Molde (Nesset)")):
            kept, file = await look(home, person.key, at), await download(home, person.key, at)
            assert kept
            facts = {each.name: each for each in kept.facts}
            assert facts["municipality"].value == where
            assert facts["role"].more == f"Skulen, {where}"
            assert file
            assert file["people"]["municipality"] == "1543", "what is kept is shown as it is"
            assert file["people"]["municipality_now"]["name"] == name
        assert await download(home, "t:nobody", AFTER) is None
