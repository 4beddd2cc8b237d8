"""Gatherings on the web: a calendar file behind a link, and what they saved as JSON."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar

from bot.actions.figures.reports import Reports
from bot.actions.gatherings.guests import calendar_link, for_calendar
from bot.content.savings_file import assumptions
from bot.core import documents
from bot.core.gatherings import gathering as gatherings
from bot.core.gatherings.gathering import Gathering
from bot.core.values import replace
from bot.ports import Links
from bot.store import MemoryStore
from bot.web.access.link_key import LinkKey
from bot.web.access.links import SealedLinks
from bot.web.calendar import as_ics
from tests.chat_client import LINKS, services
from tests.core.figures.histories import MAP
from tests.web.conftest import BEARER, LIBRARY, NOW, Start

SOON = Gathering(
    "3f2a9c04b1d87e6655aa", "t:kari", "Samling; for æøå, alle", "2026-11-24T08:00:00Z", 90,
    "Høsten\nNyåret", "1506", "1506", ("1506", "1535"), link="https://teams.microsoft.com/l/x",
)  # fmt: skip
OVER = replace(SOON, id="4f2a9c04b1d87e6655aa", title="=Forrige", start="2026-11-17T08:00:00Z")
HALL = replace(OVER, id="5f2a9c04b1d87e6655aa", link="", place="Storsalen")
CAME = {"1506": 20, "1535": 6, "1539": 2}


async def filled() -> MemoryStore:
    store = MemoryStore()

    def change(tx: Any) -> None:
        for each in (SOON, OVER, HALL):
            tx.put(documents.GATHERINGS, each.id, each)
            reply = gatherings.invited("t:ola", each)
            tx.put(documents.REPLIES, f"{each.id}/t:ola", reply)
        for home, n in CAME.items():
            tx.add(f"gathering|{OVER.id}|came|{home}", n)
            tx.add(f"gathering|{HALL.id}|came|{home}", n)
        tx.add(f"gathering|{OVER.id}|invited", 30)
        tx.add(f"gathering|{SOON.id}|invited", 3)
        tx.add(f"gathering|{SOON.id}|yes", 2)

    await store.run(change)
    return store


async def web(start: Start) -> Any:
    store = await filled()
    world = services(store)
    reports = Reports(store, MAP, LIBRARY, 5)
    return await start(
        reports=reports, assumptions=assumptions(), gathering=lambda each: for_calendar(world, each)
    )


def path(gathering: Gathering, person: str, links: Links = LINKS) -> str:
    world = replace(services(MemoryStore()), links=links, public_url="")
    assert calendar_link(world, gathering, person) == ""
    whole = calendar_link(replace(world, public_url="https://bot.example"), gathering, person)
    return whole.removeprefix("https://bot.example")


async def test_who_is_invited_gets_a_calendar_file(start: Start):
    client = await web(start)
    answer = await client.get(path(SOON, "t:ola"))
    assert answer.status == 200
    assert answer.content_type == "text/calendar"
    (event,) = Calendar.from_ical(await answer.text()).walk("VEVENT")
    assert event["summary"] == SOON.title
    assert event.decoded("dtstart") == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert event["location"] == SOON.link
    assert "Høsten\nNyåret" in event["description"]


async def test_a_change_and_a_cancellation_take_the_place_of_the_first_file():
    """The same UID with a higher number."""
    first, second = (
        next(iter(Calendar.from_ical(as_ics(each, NOW)).walk("VEVENT")))
        for each in (SOON, replace(SOON, rev=1, state="cancelled"))
    )
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)
    assert (first["status"], second["status"]) == ("CONFIRMED", "CANCELLED")


async def test_lines_end_and_fold_as_calendars_expect():
    raw = as_ics(replace(SOON, title="ø" * 80, agenda="x" * 500), NOW)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


async def test_a_link_that_is_forged_old_or_of_someone_not_invited_gives_nothing(start: Start):
    client = await web(start)
    late = LINKS.seal(f"{SOON.id}/t:ola", "ics", NOW)
    other = LINKS.seal(f"{SOON.id}/t:ola", "my-data", NOW + timedelta(days=1))
    forged = SealedLinks(LinkKey("the secret of another installation"))
    for each in (
        path(SOON, "t:pia"),
        path(SOON, "t:ola", forged),
        path(replace(SOON, id="0" * 20), "t:ola"),
        f"/calendar/{late}",
        f"/calendar/{other}",
        "/calendar/x.y",
    ):
        answer = await client.get(each)
        assert answer.status == 410
        text = await answer.text()
        assert text.startswith("Denne lenken virker ikke lenger. Skriv «samlinger» til meg")
        assert SOON.title not in text


async def test_gatherings_need_the_token(start: Start):
    client = await web(start)
    for each in ("/api/v1/gatherings", "/api/v1/gatherings/savings"):
        assert (await client.get(each)).status == 401


async def test_gatherings_are_listed_with_counts_of_enough_people(start: Start):
    client = await web(start)
    answer = await (await client.get("/api/v1/gatherings", headers=BEARER)).json()
    by_id = {each["id"]: each for each in answer["gatherings"]}
    assert answer["gatherings"][0]["start"] == SOON.start
    assert by_id[SOON.id]["yes"] is None
    assert by_id[OVER.id]["invited"] == 30
    assert by_id[OVER.id]["came"] == 28
    assert "t:kari" not in str(answer)


async def test_savings_are_worked_out_line_by_line_and_few_stand_together(start: Start):
    client = await web(start)
    found = await (await client.get("/api/v1/gatherings/savings", headers=BEARER)).json()
    (row,) = found["gatherings"]  # neither the one to come nor the one in a hall
    assert [(each["home"], each["people"]) for each in row["lines"]] == [("1506", 20), ("*", 8)]
    assert [each["beside"] for each in row["lines"]] == [None, "1535"]
    parts = [*(each["total"] for each in row["lines"]), row["hall_and_food"]]
    assert row["total"] == {
        name: sum(each[name] for each in parts) for name in ("low", "expected", "high")
    }
    assert found["total"] == row["total"]
    assert found["assumptions"][0]["sources"]["per_km"].startswith("Documented")
