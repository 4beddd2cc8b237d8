"""GET /api/v1/municipalities as a client sees it."""

from datetime import timedelta

import pytest

from bot.core.moments import moment
from bot.core.store_facts import Hold
from bot.web import PARTS
from tests.web.conftest import BEARER, NOW, Start

LIST = "/api/v1/municipalities"
MOLDE = {
    "number": "1506",
    "name": "Molde",
    "people": 12,
    "started": 7,
    "lessons_completed": 5,
    "completed": 2,
    "suppressed": False,
    "on_roster": None,
    "reached": None,
    "erased": 0,
}
FIRST_DAY = {"id": "first-day", "title": {"nb": "Første dag", "nn": "", "en": "First day"}}
COURSES = [FIRST_DAY | {"started": 0, "completed": 2}]


async def test_the_list_has_the_agreed_shape_and_every_municipality_of_today(start: Start):
    answer = await (await start()).get(LIST, headers=BEARER)
    assert answer.status == 200
    body = await answer.json()
    assert list(body) == ["municipalities", "together"]
    assert body["municipalities"][0] == MOLDE | {"courses": COURSES}
    together = {name: MOLDE[name] for name in ("people", "started", "completed", "erased")}
    assert body["together"].items() >= (together | {"courses": COURSES}).items()
    assert [each["number"] for each in body["municipalities"]] == ["1506", "1535", "1539"]


async def test_the_figures_of_a_small_group_are_null_and_it_says_so(start: Start):
    body = await (await (await start()).get(LIST, headers=BEARER)).json()
    assert body["municipalities"][1] == {
        "number": "1535",
        "name": "Vestnes",
        "people": None,
        "started": None,
        "lessons_completed": None,
        "completed": None,
        "suppressed": True,
        "courses": [FIRST_DAY | {"started": None, "completed": None}],
        "on_roster": None,
        "reached": None,
        "erased": None,
    }


async def test_as_of_picks_the_map_and_until_cuts_the_data(start: Start):
    client = await start()
    body = await (await client.get(f"{LIST}?as_of=2019-12-31", headers=BEARER)).json()
    people = {each["number"]: each["people"] for each in body["municipalities"]}
    assert people == {"1502": 0, "1506": 12, "1535": None, "1539": 0, "1543": 0, "1545": 0}
    body = await (await client.get(f"{LIST}?until=2026-11-16", headers=BEARER)).json()
    assert {each["people"] for each in body["municipalities"]} == {0}


async def test_one_municipality_by_lesson_course_and_week(start: Start):
    answer = await (await start()).get(f"{LIST}/1506", headers=BEARER)
    body = await answer.json()
    assert {name: body[name] for name in MOLDE} == MOLDE
    assert (body["as_of"], body["until"]) == ("2026-11-22", None)
    assert body["lessons"] == [
        {
            "id": "meeting",
            "title": None,
            "course": "",
            "people": 12,
            "started": 7,
            "completed": 5,
            "suppressed": False,
        }
    ]
    assert body["courses"] == [
        {
            "id": "first-day",
            "title": {"nb": "Første dag", "nn": "", "en": "First day"},
            "people": 12,
            "started": 0,
            "completed": 2,
            "suppressed": False,
        }
    ]
    assert body["weeks"] == [
        {
            "week": "2026-W47",
            "monday": "2026-11-16",
            "people": 12,
            "started": 7,
            "lessons_completed": 5,
            "completed": 2,
            "suppressed": False,
            "courses": COURSES,
        }
    ]
    assert body["units"] == []


async def test_a_small_municipality_is_hidden_in_full(start: Start):
    body = await (await (await start()).get(f"{LIST}/1535", headers=BEARER)).json()
    figures = [body, *body["lessons"], *body["courses"], *body["weeks"]]
    assert all(each["suppressed"] and each["people"] is None for each in figures)


async def test_an_old_municipality_is_there_on_the_map_of_its_day_only(start: Start):
    client = await start()
    answer = await client.get(f"{LIST}/1543?as_of=2019-12-31", headers=BEARER)
    assert (answer.status, (await answer.json())["name"]) == (200, "Nesset")
    answer = await client.get(f"{LIST}/1543", headers=BEARER)
    error = (await answer.json())["error"]
    assert (answer.status, error["code"]) == (404, "unknown_municipality")
    assert "1506" in error["message"]


@pytest.mark.parametrize("number", ["9999", "%3Cscript%3E", "1506x", "%00", "1506%7Cpeople"])
async def test_an_unknown_number_is_not_found_and_not_repeated(start: Start, number: str):
    answer = await (await start()).get(f"{LIST}/{number}", headers=BEARER)
    assert answer.status == 404
    assert number not in await answer.text()
    assert "script" not in await answer.text()


@pytest.mark.parametrize(
    "query",
    [
        "as_of=2019-13-01",
        "as_of=20191231",
        "until=yesterday",
        "until=2019-02-30",
        "until=",
        "as_of=2019-W01-1",
        "asof=2019-12-31",
        "until=2019-12-31&until=2020-01-01",
        "as_of=0000-01-01",
        "as_of=２０１９-12-31",
    ],
)
@pytest.mark.parametrize("path", [LIST, f"{LIST}/1506"])
async def test_a_date_that_is_none_is_refused_with_a_reason(start: Start, path: str, query: str):
    answer = await (await start()).get(f"{path}?{query}", headers=BEARER)
    assert answer.status == 400
    error = (await answer.json())["error"]
    assert error["code"] == "bad_request"
    assert error["message"].endswith(".")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_the_first_and_the_last_of_all_days_can_be_asked_for(start: Start, day: str):
    client = await start()
    for path in (LIST, f"{LIST}/1535"):
        answer = await client.get(f"{path}?as_of={day}&until={day}", headers=BEARER)
        assert answer.status in (200, 404)


async def test_go_lets_sending_go_on_and_can_be_said_twice(start: Start):
    client = await start()
    store = client.app[PARTS].reports.store
    await store.run(lambda tx: tx.put("house", "sending", Hold(True, "restored", "2026")))
    assert await (await client.get("/api/v1/sending", headers=BEARER)).json() == {
        "held": True,
        "why": "restored",
        "since": "2026",
        "until": "",
    }
    for was in (True, False):
        answer = await client.post("/api/v1/sending/go", headers=BEARER, json={})
        assert await answer.json() == {"held": False, "was_held": was}
    assert await store.run(lambda tx: tx.get("house", "sending")) == {
        "held": False,
        "why": "restored",
        "at": "2026",
        "released": moment(NOW),
    }


async def test_sending_is_paused_with_a_reason_and_perhaps_an_end(start: Start):
    client = await start()
    path, until = "/api/v1/sending/pause", (NOW + timedelta(days=1)).isoformat()
    for wrong in ({}, {"why": " "}, {"why": "x", "until": "tomorrow"}, {"why": "x", "by": "me"},
                  {"why": "x", "until": NOW.isoformat()}, ["x"]):  # fmt: skip
        assert (await client.post(path, headers=BEARER, json=wrong)).status == 400
    for was in (False, True):
        answer = await client.post(path, headers=BEARER, json={"why": "Feil", "until": until})
        assert await answer.json() == {
            "held": True,
            "why": "Feil",
            "since": moment(NOW),
            "until": moment(NOW + timedelta(days=1)),
            "was_held": was,
        }
    answer = await client.post("/api/v1/sending/resume", headers=BEARER, json={})
    assert await answer.json() == {"held": False, "was_held": True}


async def test_go_is_not_taken_from_a_form(start: Start):
    client = await start(local=True)
    answer = await client.post("/api/v1/sending/go", data={"a": "b"})
    assert answer.status == 415
