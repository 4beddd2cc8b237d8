"""What is told beside a small group doesn't tell of it: two worlds that differ in what few people
are or did are told alike, through the API, the command line's source and chat."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.actions.people.records import add_counts
from bot.core import documents
from bot.core.people.municipality_counts import ROSTERED, happened
from bot.core.people.person import Person
from bot.ports import Tx
from tests.attacks.cast import NORTH, VESTNES, Member, everybody
from tests.attacks.rig import World, world
from tests.champion_world import LESSON, UNIT

pytestmark = pytest.mark.slow
FEW = {f"w{n}": Member(NORTH, "1539", "Åndalsnes") for n in range(3)}


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, members=everybody() | FEW) as it:
        yield it


async def entered(it: World, title: str, came: Mapping[str, int]) -> str:
    body = {"day": "2026-10-01", "title": title, "venue": "1506", "came": dict(came)}
    return str((await it.api("/api/v1/gatherings", body)).json["id"])


async def told(it: World, id: str) -> list[Any]:
    """All that the API says of a gathering, and its card in chat, but for what it is called."""
    found = []
    for path in ("/api/v1/gatherings", "/api/v1/gatherings/savings"):
        (row,) = [e for e in (await it.api(path)).json["gatherings"] if e["id"] == id]
        found.append({n: v for n, v in row.items() if n not in ("id", "title")})
    for verb in ("gathering", "gathering-count"):
        shown = (await it.tap("olga", verb, {"g": id})).card
        found.append(shown.text.replace("Den ene", "Samling").replace("Den andre", "Samling"))
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"1506": 40, "1535": 3, "1539": 4}, {"1506": 40, "1535": 4, "1539": 3}),
        ({"1506": 40, "1535": 3, "1539": 4}, {"1506": 40, "1547": 2, "1579": 1, "": 4}),
        ({"1506": 20, "1535": 6, "1539": 2}, {"1506": 20, "1535": 5, "1547": 3}),
        ({"1506": 20, "1539": 1, "": 7}, {"1506": 20, "1547": 3, "": 5}),
        ({"1535": 3}, {"1539": 1, "1506": 1}),
        ({"1506": 4}, {"": 2}),
    ],
)
async def test_where_few_came_from_is_in_no_amount(
    it: World, one: dict[str, int], other: dict[str, int]
) -> None:
    ids = [await entered(it, n, e) for n, e in (("Den ene", one), ("Den andre", other))]
    assert await told(it, ids[0]) == await told(it, ids[1])


async def test_an_answer_of_one_among_few_is_told_to_nobody(it: World) -> None:
    """Also where the host invites one person more when all others have answered."""
    form = (await it.tap("vera", "gathering-new")).card
    facts = {"title": "Samling", "day": "2026-12-01", "clock": "09:00", "minutes": "60"}
    facts |= {"where": "Kantina", "agenda": "Prat", "reach": "own", "venue": "1535"}
    shown = (await it.press("vera", form, "gathering-save", **facts)).card
    choices = {e["title"]: e["value"] for e in shown.input("audience")["choices"]}
    (everyone,) = [value for title, value in choices.items() if title == "Alle i Vestnes"]
    preview = (await it.press("vera", shown, "gathering-preview", audience=everyone)).card
    await it.press("vera", preview, "gathering-invite")
    g = preview.button("gathering-invite")["data"]["g"]
    seen = []
    for n in range(5):
        card = (await it.tap("vera", "gathering", {"g": g})).card.text
        seen.append((card, (await it.api("/api/v1/gatherings")).raw))
        await it.tap(f"v{n:03}", "gathering-answer", {"g": g, "answer": "no" if n % 2 else "yes"})
    assert len(set(seen)) == 1


FOUR = {f"f{n}": Member(NORTH, "1547", "Aukra skole") for n in range(4)}
PLACES = ("/api/v1/municipalities", "/api/v1/municipalities?until=2026-12-31", "/api/v1/coverage",
    "/api/v1/recall", "/api/v1/plans")  # fmt: skip


def said_of(number: str, found: Any) -> list[Any]:
    """All that stands in this answer with that number, wherever it is."""
    if isinstance(found, list):
        return [each for one in found for each in said_of(number, one)]
    if not isinstance(found, dict):
        return []
    if found.get("number") == number:
        return [found]
    return said_of(number, list(found.values()))


def placed_by_roster(it: World, tx: Tx) -> None:
    """The four are counted as those whom a roster has placed."""
    for who in FOUR:
        person = tx.get(documents.PEOPLE, it.key(who), Person)
        assert person is not None
        add_counts(tx, happened(person, person.joined, [ROSTERED]))


async def told_of(it: World, number: str) -> dict[str, Any]:
    found: dict[str, Any] = {path: said_of(number, (await it.api(path)).json) for path in PLACES}
    found["one"] = (await it.api(f"/api/v1/municipalities/{number}")).json
    found["weeks"] = {e["people"] for e in found["one"].pop("weeks")}
    found["metrics"] = f'municipality="{number}"' in (await it.api("/metrics")).raw.decode()
    body = {"text": "Hei", "audience": {"places": [number]}}
    preview = (await it.api("/api/v1/broadcasts", body)).json
    return found | {"preview": preview | {"id": ""}}


async def test_a_tap_of_somebody_from_elsewhere_shows_no_municipality_of_four(
    tmp_path: Path,
) -> None:
    """Nor do several taps, as long as they are few: whoever taps would see what the four did."""
    async with world(tmp_path, members=everybody() | FOUR) as it:
        await it.store.run(lambda tx: placed_by_roster(it, tx))
        before = await told_of(it, "1547")
        assert before["one"]["suppressed"]
        for n in range(4):
            await it.install(f"guest{n}")
            await it.tap(f"guest{n}", "municipality", {"municipality": "1547"})
            assert (await it.person(f"guest{n}"))["municipality"] == "1547"
            assert await told_of(it, "1547") == before
        await it.install("guest4")
        await it.tap("guest4", "municipality", {"municipality": "1547"})
        assert not (await told_of(it, "1547"))["one"]["suppressed"]


CHOICES: dict[str, Any] = {"stop": {}, "pause": {"days": 30}, "lesson": {"lesson": LESSON}}


@pytest.mark.parametrize("verb", CHOICES)
async def test_what_a_named_person_chose_is_told_to_no_operator(it: World, verb: str) -> None:
    path = f"/api/v1/people/{NORTH}/kari/explain"
    before = (await it.api(path)).json
    assert (await it.tap("kari", verb, CHOICES[verb])).status == 200
    assert (await it.api(path)).json == before
    assert before["reason"] in ("reachable", "no_plan")


async def preview(it: World, *places: str) -> dict[str, Any]:
    body = {"text": "Hei", "audience": {"places": list(places)}}
    found: dict[str, Any] = (await it.api("/api/v1/broadcasts", body)).json
    return {name: found[name] for name in ("suppressed", "people", "municipalities", "now")}


AUDIENCES = (
    (), ("1506",), ("1535",), ("1539",), ("1506", "1535"), ("1506", "1539"),
    ("1506", "1535", "1539"), (f"1506/{UNIT}",), (f"1535/{VESTNES}", "1539"),
)  # fmt: skip


async def test_no_two_previews_differ_by_what_few_people_chose(it: World) -> None:
    before = [await preview(it, *each) for each in AUDIENCES]
    for who in FEW:
        await it.tap(who, "stop")
    assert [await preview(it, *each) for each in AUDIENCES] == before
    assert [each["people"] for each in before].count(None) < len(before)


@pytest.mark.parametrize("verb", ["stop", "pause"])
async def test_no_message_that_went_tells_that_one_person_wants_none(it: World, verb: str) -> None:
    """What the preview hides, the outcome doesn't tell, neither as a count nor as what is left."""
    await it.tap("v000", verb, CHOICES[verb])
    body = {"text": "Hei", "audience": {"places": [f"1535/{VESTNES}"]}}
    id = (await it.api("/api/v1/broadcasts", body)).json["id"]
    await it.api(f"/api/v1/broadcasts/{id}/confirm", {})
    for _ in range(4):
        await it.tick(minutes=30)
    (listed,) = (await it.api("/api/v1/broadcasts")).json["broadcasts"]
    one = (await it.api(f"/api/v1/broadcasts/{id}")).json
    assert one["rows"] == listed["rows"] == {"sent": 5, "skipped": None}


async def test_a_single_thanks_is_seen_by_nobody(it: World) -> None:
    form = (await it.tap("bo", "push")).card
    facts = {"lesson": LESSON, "whom": "named", "words": "", "when": "now"}
    asked = await it.press("bo", form, "push-preview", **facts)
    ready = await it.press("bo", asked.card, "push-people", people="p000")
    await it.press("bo", ready.card, "push-send")
    await it.tick(minutes=30)
    card = it.cards_to("p000")[-1]
    before = [(await it.tap("bo", verb)).card.text for verb in ("group", "my-data")]
    await it.press("p000", card, "thanks")
    assert await it.docs("thanks", champion=it.key("bo"))
    assert [(await it.tap("bo", verb)).card.text for verb in ("group", "my-data")] == before
