"""Which rows of a file are one person with several jobs, and where they are counted."""

from __future__ import annotations

import pytest

from bot.core.people.jobs import Rows, by_person
from bot.core.people.roster import Entry

ID, OTHER = (f"{n}1111111-2222-3333-4444-555555555555" for n in (1, 2))
SCHOOL, CARE, NEAR = "1506/Skolen", "1506/Hjemmetjenesten", "1547/Skulen"


def row(n: int, place: str = SCHOOL, mail: str = "kari@x.example", **facts: object) -> Entry:
    number, _, unit = place.partition("/")
    return Entry(n, mail=mail, municipality=number, unit=unit, **facts)  # type: ignore[arg-type]


def places(found: Rows) -> list[tuple[str, ...]]:
    return [(f"{e.municipality}/{e.unit}", *e.also) for e in found.people]


@pytest.mark.parametrize(
    ("rows", "main", "unsure"),
    [
        ([row(2, percent=60), row(3, CARE, percent=40)], SCHOOL, False),
        ([row(2, percent=40), row(3, CARE, percent=60)], CARE, False),
        ([row(2, percent=60), row(3, CARE, percent=40, main=True)], CARE, False),
        ([row(2, percent=60, main=False), row(3, CARE, percent=40)], CARE, False),
        ([row(2), row(3, CARE)], SCHOOL, True),
        ([row(2, percent=50), row(3, CARE, percent=50)], SCHOOL, True),
        ([row(2, CARE), row(3, percent=10)], SCHOOL, False),
        # Two small jobs in one unit, or one municipality, are more than one larger one.
        ([row(2, CARE, percent=40), row(3, percent=30), row(4, percent=30)], SCHOOL, False),
        ([row(2, NEAR, percent=45), row(3, percent=30), row(4, CARE, percent=25)], SCHOOL, False),
    ],
)
def test_somebody_with_several_jobs_is_counted_at_the_main_one(rows, main, unsure):
    found = by_person(rows)
    (first, *also) = places(found)[0]
    assert (first, found.faults) == (main, [])
    assert {first, *also} == {f"{e.municipality}/{e.unit}" for e in rows}
    assert bool(found.unsure) == unsure == (not found.people[0].decided)
    assert found.several == [found.people[0].row]
    assert {*found.counted} == {each.row for each in rows}


def test_the_order_of_the_rows_decides_only_what_nothing_else_says():
    for rows in ([row(2, percent=60), row(3, CARE, percent=40)], [row(2, main=True), row(3, CARE)]):
        assert places(by_person(rows)) == places(by_person(rows[::-1]))


def test_two_rows_for_one_job_are_no_two_jobs():
    found = by_person([row(2, percent=20), row(3, percent=30)])
    assert (places(found), found.repeated, found.several) == ([(SCHOOL,)], [3], [])
    assert found.people[0].percent == 50


@pytest.mark.parametrize(
    "rows",
    [
        [row(2, mail="a@x.example", entra=ID), row(3, CARE, "b@x.example", entra=ID)],
        [row(2, mail="a@x.example", upn="u@x.example"), row(3, CARE, "u@x.example")],
        [row(2, mail="a@x.example"), row(3, CARE, "b@x.example", entra=ID, upn="a@x.example")],
    ],
)
def test_a_person_may_be_named_in_different_ways(rows):
    """And is known by all of them afterwards."""
    for several in (rows, rows[::-1]):
        (one,) = by_person(several).people
        assert len(one.also) == 1
        assert {*one.mails} >= {each for e in rows for each in e.mails[:1]}


@pytest.mark.parametrize("fact", ["entra", "upn"])
def test_a_shared_mailbox_does_not_make_two_people_one(fact):
    one, other = (
        {"entra": e} if fact == "entra" else {"upn": f"{e}@x.example"} for e in (ID, OTHER)
    )
    found = by_person([row(2, **one), row(3, **other)])
    assert (len(found.people), found.repeated, found.faults) == (2, [], [])
    found = by_person([row(2, **one), row(3, **other), row(4)])
    assert [row for row, _ in found.faults] == [4], "nothing says whose row that is"


@pytest.mark.parametrize(
    ("names", "fits"),
    [
        (("Kari Nordmann", "Nordmann, Kari"), True),
        (("Kari Nordmann", "Kari M. Nordmann"), True),
        (("K. Nordmann", "Kari Nordmann"), True),
        (("", "Kari Nordmann"), True),
        (("Kari Nordmann", "Ola Hansen"), False),
        (("Kari Nordmann", "Ola Nordmann"), False),
    ],
)
def test_two_names_at_one_address_are_two_people(names, fits):
    rows = [row(2, name=names[0]), row(3, CARE, name=names[1])]
    assert (not by_person(rows).faults) == fits
    by_id = [row(e.row, f"{e.municipality}/{e.unit}", entra=ID, name=e.name) for e in rows]
    assert by_person(by_id).faults == [], "an id is one person's, who may have married"


@pytest.mark.parametrize(
    "facts", [({"role": "champion"}, {"role": "employee"}), ({"main": True}, {"main": True})]
)
def test_what_contradicts_itself_is_a_fault_of_each_row(facts):
    found = by_person([row(2, **facts[0]), row(3, CARE, **facts[1])])
    assert [row for row, _ in found.faults] == [2, 3]
    assert found.people == []


def test_a_shared_address_in_a_whole_file_is_a_short_fault_of_each_row():
    rows = [Entry(n, mail="post@a.example", municipality="1506", unit=f"S{n}") for n in range(3000)]
    found = by_person(rows)
    assert len(found.faults) == 3000
    assert all(len(why) < 200 and "more than 11 places" in why for _, why in found.faults)
