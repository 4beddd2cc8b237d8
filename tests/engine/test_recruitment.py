"""Coverage, week by week; and champions near units without one are asked, once a month at most."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.actions.champions import recruitment
from bot.actions.figures import coverage
from bot.actions.figures.reports import Reports
from bot.actions.people.leaving_date import leaves
from bot.actions.people.records import find
from bot.cli.coverage import csv as as_csv
from bot.cli.coverage import text
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.web.coverage import shape
from tests.champion_world import UNIT, Town, key, move_in, someone
from tests.chat_client import TENANT, Shown

BARE = "Bergmo skole"


@pytest.fixture
async def town() -> Town:
    """Sentrum skole has a champion, Bergmo skole has none. Every champion's day of the month has
    come on the 26th."""
    found = await settled()
    found.at += timedelta(days=3)
    await found.tick()
    return found


async def settled(others: int = 6) -> Town:
    found = await Town().settle(colleagues=6, others=others)
    await found.edit("bo", no_recruit=False)
    return found


def reports(town: Town) -> Reports:
    services = town.services
    return Reports(town.store, services.municipalities, services.library, services.min_group_size)


async def now(town: Town) -> coverage.Coverage:
    return await coverage.now(reports(town), town.at.date())


async def recruits(town: Town, who: str = "bo") -> list[dict[str, Any]]:
    return [row for row in await town.rows(who) if row["kind"] == "recruit"]


def asked(town: Town, who: str = "bo") -> list[Shown]:
    return [each for each in town.cards_to(who) if BARE in each.text]


async def test_coverage_tells_champions_units_and_where_there_are_none(town):
    found = await now(town)
    molde = next(each for each in found.municipalities if each.number == "1506")
    assert (molde.champions, molde.units, molde.covered) == (1, 2, 1)
    told = {e.unit: (e.champions, e.people) for e in found.units}
    assert told == {UNIT: (1, 7), BARE: (0, None)}, "14 in all: the 14th has no unit"
    assert (found.weeks[-1].week, found.weeks[-1].champions) == ("2026-W48", 1)


async def test_a_champion_who_has_left_leaves_the_unit_without_one(town):
    today = town.at.date()
    await town.edit("bo", left_on=str(today + timedelta(days=1)))
    assert (await now(town)).champions == 1
    await leaves(town.services, COMMAND_LINE, key("bo"), str(today), town.at)
    found = await now(town)
    assert (found.champions, found.covered) == (0, 0)
    await coverage.keep(reports(town), today)
    assert UNIT in await town.store.run(lambda tx: coverage.bare_units(tx, TENANT, "1506"))


async def test_weeks_are_kept_as_they_ended(town):
    await move_in(town.services, [someone("bea", BARE, role="champion", scope=(f"1506/{BARE}",))])
    await town.tick(days=1)
    await town.tick(days=7)
    await town.edit("bea", role="employee", scope=[])
    found = await now(town)
    assert [(e.week, e.champions, e.covered) for e in found.weeks] == [
        ("2026-W48", 2, 2), ("2026-W49", 1, 1)
    ]  # fmt: skip
    await town.tick(days=7)
    weeks = [(e.week, e.champions) for e in (await now(town)).weeks]
    assert weeks == [("2026-W48", 2), ("2026-W49", 2), ("2026-W50", 1)], "as last looked at"


async def test_a_unit_of_the_roster_where_nobody_has_come_yet_is_a_nook_too(town):
    await town.store.run(lambda tx: tx.add("expected|1506/Sjukeheimen", 3))
    row = next(each for each in (await now(town)).units if each.unit == "Sjukeheimen")
    assert (row.champions, row.people, row.suppressed) == (0, 0, False)


async def test_the_report_is_a_table_csv_and_json_and_hides_small_units(town):
    await move_in(town.services, [someone(f"s{n}", "=Stad") for n in range(3)])
    found = await now(town)
    said = text(found, 5)
    assert "unit without a champion" in said
    assert BARE in said
    assert "– hidden: fewer than 5 people" in said
    rows = list(csv.DictReader(io.StringIO(as_csv(found)), delimiter=";"))
    stad = next(each for each in rows if each["unit"] == "'=Stad")
    assert (stad["people"], stad["suppressed"]) == ("", "yes")
    assert [each["people"] for each in rows if each["unit"] == BARE] == [""], "15 less 12 is three"
    told = shape(found)
    assert told["champions"] == 1
    assert {"municipality": "1506", "unit": UNIT, "champions": 1, "people": 7,
            "suppressed": False, "place": f"1506/{UNIT}"} in told["units"]  # fmt: skip


# -- the question


async def test_a_champion_near_a_bare_unit_is_asked_within_the_budget(town):
    await town.tick(minutes=5)
    (card,) = asked(town)
    assert card.button("suggest")
    (row,) = await recruits(town)
    assert (row["counts"], row["state"]) == (True, "sent")
    assert asked(town, "olga") == asked(town, "p001") == []


@pytest.mark.slow
async def test_it_comes_once_a_month_at_most_and_four_weeks_apart(town):
    for _ in range(75):
        await town.tick(days=1)
    days = sorted(date.fromisoformat(row["sent_at"][:10]) for row in await recruits(town))
    assert [f"{each:%Y-%m}" for each in days] == ["2026-11", "2026-12", "2027-01"]
    assert all(later - sooner >= timedelta(days=28) for sooner, later in pairwise(days))


async def test_nobody_is_asked_where_every_unit_has_one():
    town = await settled(others=0)
    town.at += timedelta(days=3)
    await town.tick()
    assert await recruits(town) == []


async def test_a_unit_that_got_one_meanwhile_is_not_asked_about(town):
    """Decided again when the card would be sent."""
    town = await settled()
    town.at += timedelta(days=2, hours=12)
    await town.tick()
    (row,) = await recruits(town)
    assert row["state"] == "planned", "it is night"
    await move_in(town.services, [someone("bea", BARE, role="champion", scope=(f"1506/{BARE}",))])
    await town.tick(hours=12)
    (row,) = await recruits(town)
    assert (row["state"], row["reason"]) == ("skipped", "done")


@pytest.mark.slow
async def test_whoever_wants_no_more_of_it_gets_no_more_and_may_have_it_again(town):
    (card,) = asked(town)
    said = await town.bo.press(card, "no-recruit")
    assert "Da spør jeg ikke mer" in said.text
    for _ in range(40):
        await town.tick(days=1)
    assert len(asked(town)) == 1
    again = await town.bo.press(said, "allow-recruit")
    assert "da spør jeg igjen" in again.text
    for _ in range(30):
        await town.tick(days=1)
    assert len(asked(town)) == 2


async def test_a_tap_by_someone_not_known_changes_nothing(town):
    stranger = town.chat("nobody")
    await stranger.tap("no-recruit")
    assert await town.store.run(lambda tx: find(tx, key("nobody"))) is None
    assert await recruitment.choose(town.services, key("nobody"), allowed=False) is None


# -- whom it leads to


async def suggested(town: Town, who: str) -> Shown:
    return await town.bo.press(await town.bo.tap("suggest"), "suggest-send", people=who)


async def test_a_colleague_in_a_bare_unit_may_be_suggested_and_an_operator_must_agree(town):
    """Although the champion's scope is another unit, and though no yes is needed within it."""
    object.__setattr__(town.services, "champions_need_yes", False)
    assert "Takk for forslaget" in (await suggested(town, "q001")).text
    await town.tick(minutes=5)
    (card,) = town.cards_to("q001")
    answered = await town.chat("q001").press(card, "suggest-yes")
    assert "Nå må en prosjektleder si ja" in answered.text
    person = await town.store.run(lambda tx: find(tx, key("q001")))
    assert person
    assert person.role == "employee"


@pytest.mark.parametrize("case", ["covered", "no unit", "elsewhere", "other tenant", "operator"])
async def test_a_suggestion_reaches_no_further_than_bare_units_of_the_same_municipality(town, case):
    facts: dict[str, Any] = {
        "covered": {"unit": "Annen"},
        "no unit": {"unit": ""},
        "elsewhere": {"unit": BARE, "municipality": "1547"},
        "other tenant": {"unit": BARE, "tenant": "t"},
        "operator": {"unit": BARE, "role": "operator"},
    }[case]
    await move_in(town.services, [someone("x", facts.pop("unit"))])
    await town.edit("x", **facts)
    assert "Takk for forslaget" not in (await suggested(town, "x")).text
    assert await town.store.run(lambda tx: tx.find(documents.LETTERS, person=key("x"))) == []
