"""Health, metrics, pictures, and one's own data as a file."""

import asyncio
import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bot.actions.figures.reports import Reports
from bot.actions.personal_data.my_data import LASTS
from bot.chat import personal_data
from bot.core.delivery.plans import PlanState
from bot.core.operations.alarms import AlarmName, AlarmNotice, AlarmState
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.turn import QUIET, Address, Message, Reply, Turn, What
from bot.store import MemoryStore
from bot.web import Counting, Metrics, Pictures
from bot.web.access.link_key import LinkKey
from bot.web.access.links import SealedLinks
from bot.web.my_data import PURPOSE
from tests.chat_client import LINKS
from tests.core.figures.histories import MAP
from tests.web.conftest import BEARER, LIBRARY, NOW, Start

TURN = Turn(What.TAPPED, Address("t", "https://x", "c", "29:u", "e"), NOW)
PERSON = "tenant:entra"


async def test_alive_means_that_it_answers(start: Start):
    answer = await (await start()).get("/healthz")
    assert await answer.json() == {"status": "alive"}


async def test_ready_means_that_the_store_can_be_written_and_every_task_runs(start: Start):
    tasks = {"sender": True}
    client = await start(tasks=lambda: tasks)
    answer = await client.get("/readyz")
    assert answer.status == 200
    assert await answer.json() == {
        "status": "ready",
        "store": True,
        "tasks": {"sender": True},
        "alarms": [],
    }
    tasks["sender"] = False
    answer = await client.get("/readyz")
    assert (answer.status, (await answer.json())["tasks"]) == (503, {"sender": False})


async def test_a_faulty_plan_is_told_of_and_stops_nothing(start: Start):
    state = [PlanState(2)]
    client = await start(plans=lambda: state[0])
    assert (await (await client.get("/readyz")).json())["plans"] is True
    state[0] = PlanState(2, "plans.yaml:4: start is no date.")
    answer = await client.get("/readyz")
    assert (answer.status, (await answer.json())["plans"]) == (200, False)


async def test_what_is_not_the_bots_own_fault_takes_it_out_of_no_service(start: Start):
    """Taps are answered without Teams letting it send, and a restart would mend nothing."""
    wrong = AlarmNotice(AlarmName.SENDING_STOPPED, AlarmState.RAISED, "401", NOW, NOW)
    client = await start(tasks=lambda: {"loop": True, "sending": False}, alarms=lambda: [wrong])
    answer = await client.get("/readyz")
    assert answer.status == 200
    body = await answer.json()
    assert (body["tasks"]["sending"], body["alarms"]) == (False, ["sending_stopped"])
    assert (await client.get("/api/v1/health")).status == 401
    told = await (await client.get("/api/v1/health", headers=BEARER)).json()
    (alarm,) = told["alarms"]
    assert (alarm["name"], alarm["why"]) == ("sending_stopped", "401")
    assert alarm["text"].startswith("Teams doesn’t let Pådriver send cards (401).")
    assert told["sending"] == {"held": False}


class Unwritable(MemoryStore):
    async def ready(self) -> bool:
        return False


class Slow(MemoryStore):
    """It says so when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.tries, self.going = 0, asyncio.Event()

    async def ready(self) -> bool:
        self.tries += 1
        await self.going.wait()
        return True


async def test_however_many_ask_the_store_is_tried_once(start: Start):
    """Also when one of them hangs up: it takes nothing from the others."""
    store = Slow()
    client = await start(reports=Reports(store, MAP, LIBRARY, 5))
    asking = [asyncio.create_task(client.get("/readyz")) for _ in range(20)]
    while not store.tries:
        await asyncio.sleep(0)
    asking.pop(0).cancel()
    store.going.set()
    assert {each.status for each in await asyncio.gather(*asking)} == {200}
    assert (await client.get("/readyz")).status == 200
    assert store.tries == 1


async def test_a_store_that_cannot_be_written_is_not_ready(start: Start):
    client = await start(reports=Reports(Unwritable(), MAP, LIBRARY, 5))
    answer = await client.get("/readyz")
    assert (answer.status, (await answer.json())["store"]) == (503, False)


async def test_metrics_count_turns_sends_and_whatever_tally_is_shown(start: Start):
    metrics = Metrics()
    metrics.expose("door", "What came to the door", "what", lambda: {"said": 3})
    assert (await Counting(Blocking(), metrics).send(TURN.address, Message())).ended == "blocked"
    client = await start(metrics=metrics)

    async def answer(_: Turn) -> Reply:
        return QUIET

    async def broken(_: Turn) -> Reply:
        raise ValueError

    assert await metrics.watching(answer)(TURN) is QUIET
    with pytest.raises(ValueError):
        await metrics.watching(broken)(TURN)
    text = await (await client.get("/metrics", headers=BEARER)).text()
    for line in (
        'padriver_turns_total{kind="tapped",outcome="answered"} 1.0',
        'padriver_turns_total{kind="tapped",outcome="failed"} 1.0',
        'padriver_turn_seconds_count{kind="tapped"} 2.0',
        'padriver_sends_total{outcome="blocked"} 1.0',
        'padriver_door_total{what="said"} 3.0',
    ):
        assert line in text
    assert 'padriver_turns_total{kind="tapped"' not in await metrics_of_another(start)


class Blocking:
    """A messenger whose every message is refused by the person."""

    async def send(self, *_: object) -> SendOutcome:
        return SendOutcome(Ended.BLOCKED)

    update = delete = open = send

    async def member(self, _: Address) -> None:
        return None

    async def members(self, _: Address) -> None:
        return None


async def metrics_of_another(start: Start) -> str:
    return await (await (await start()).get("/metrics", headers=BEARER)).text()


async def test_a_picture_is_served_under_a_name_that_holds_its_hash(start: Start, tmp_path: Path):
    (tmp_path / "mute.png").write_bytes(b"\x89PNG...")
    pictures = Pictures.read({"mute.png": tmp_path / "mute.png"})
    client = await start(pictures=pictures)
    digest = sha256(b"\x89PNG...").hexdigest()[:16]
    address = pictures.addresses("https://bot.example.no/")["mute.png"]
    assert address == f"https://bot.example.no/pictures/mute.{digest}.png"
    answer = await client.get(address.removeprefix("https://bot.example.no"))
    assert (answer.status, await answer.read()) == (200, b"\x89PNG...")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("name", ["mute.png", "..%2f..%2fapp.py", "%00", "mute.0.png"])
async def test_no_other_name_serves_anything(start: Start, name: str):
    client = await start(pictures=Pictures({"mute.png": b"x"}))
    answer = await client.get(f"/pictures/{name}")
    assert (answer.status, (await answer.json())["error"]["code"]) == (404, "not_found")


def test_without_a_public_url_no_card_gets_a_picture():
    assert Pictures({"mute.png": b"x"}).addresses("") == {}


async def export(person: str) -> dict[str, Any] | None:
    return {"people": {"name": "Åse"}} if person == PERSON else None


async def test_the_link_of_ones_own_data_gives_a_file_that_nobody_keeps(start: Start):
    client = await start(export=export)
    token = LINKS.seal(PERSON, personal_data.MY_DATA, NOW + LASTS)
    answer = await client.get(f"/my-data/{token}")
    assert answer.status == 200
    assert json.loads(await answer.read()) == {"people": {"name": "Åse"}}
    assert "Åse" in await answer.text()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mine-data.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("language", "word"),
    [("nb-NO,nb;q=0.9", "Denne lenken"), ("nn", "Denne lenka"), ("en-GB,en", "This link")],
)
async def test_a_link_that_no_longer_holds_is_explained_in_a_sentence(
    start: Start, language: str, word: str
):
    client = await start(export=export)
    for token in (
        LINKS.seal(PERSON, PURPOSE, NOW),
        LINKS.seal(PERSON, "something-else", NOW + LASTS),
        LINKS.seal(PERSON, PURPOSE, NOW + timedelta(days=9)),
        SealedLinks(LinkKey()).seal(PERSON, PURPOSE, NOW + LASTS),
        LINKS.seal("tenant:erased", PURPOSE, NOW + LASTS),
        "nonsense",
    ):
        answer = await client.get(f"/my-data/{token}", headers={"Accept-Language": language})
        assert answer.status == 410
        assert (await answer.text()).startswith(word)
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_the_chat_and_the_web_mean_the_same_by_such_a_link():
    assert PURPOSE == personal_data.MY_DATA


async def test_metrics_have_the_figures_of_the_report_but_none_that_is_hidden(start: Start):
    client = await start()
    for _ in range(2):  # each scrape reads them anew
        text = await (await client.get("/metrics", headers=BEARER)).text()
    assert 'padriver_figures{figure="people",municipality="1506"} 12.0' in text
    done = 'padriver_courses{course="first-day",figure="completed",municipality="1506"} 2.0'
    assert done in text
    assert 'municipality="1535"' not in text
