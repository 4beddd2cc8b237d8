"""/api/v1/champions and the command line: in and out of the role, a yes to who was suggested."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.actions.champions import appointments, operators
from bot.actions.figures.reports import Reports
from bot.cli import Tools
from bot.cli.arguments import understood
from bot.cli.commands import COMMANDS
from bot.core.actor import COMMAND_LINE
from bot.core.people.roles import Role
from bot.core.values import replace
from bot.errors import Refused
from bot.web import Parts, add_web
from tests.champion_world import TENANT, UNIT, Town, key
from tests.chat_client import LINKS
from tests.core.figures.histories import MAP
from tests.web.conftest import BEARER, LIBRARY, TOKEN

ONE = f"/api/v1/champions/{TENANT}"


async def nobody(_: str) -> None:
    return None


@pytest.fixture
async def town() -> Town:
    return await Town().settle(colleagues=2, others=1)


@pytest.fixture
async def client(town: Town) -> AsyncIterator[Any]:
    services = town.services
    parts = Parts(
        Reports(town.store, MAP, LIBRARY, 5), lambda: town.at, nobody, LINKS, TOKEN,
        roll=lambda who: appointments.roll(services, who, town.at),
        appoint=lambda who, *asked: appointments.appoint_one(services, who, *asked, town.at),
        dismiss=lambda who, key: appointments.dismiss_one(services, who, key, town.at),
        operators=lambda who: operators.everyone(services, who, town.at),
        grant=lambda who, *asked: operators.grant(services, who, *asked, town.at),
        revoke=lambda who, key: operators.revoke(services, who, key, town.at),
    )  # fmt: skip
    app = web.Application()
    add_web(app, parts)
    async with TestClient(TestServer(app)) as client:
        yield client


async def said(client: Any, town: Town, *words: str) -> str:
    """What the command line answers when this bot runs."""
    never: Any = None
    api = str(client.make_url("")).rstrip("/")
    tools = Tools(never, never, never, never, never, never, api, TOKEN)
    out = io.StringIO()
    args = understood(words, out, out)
    assert not isinstance(args, int), out.getvalue()
    assert await COMMANDS[words[0]](args, tools, out) == 0
    return out.getvalue()


async def waiting(town: Town) -> None:
    """p000 is suggested, and has said yes."""
    await town.bo.tap("suggest-send", people="p000", words="Flink")
    await town.tick(minutes=1)
    await town.chat("p000").press(town.cards_to("p000")[-1], "suggest-yes")


async def test_nobody_gets_in_without_the_token(client):
    for path in ("/api/v1/champions", f"{ONE}/p000/appoint", f"{ONE}/p000/dismiss"):
        ask = client.get if path.endswith("champions") else client.post
        assert (await ask(path)).status == 401


async def test_an_operator_appoints_and_the_champion_is_welcomed_within_the_budget(client, town):
    body = {"places": [f"1506/{UNIT}", "1506/Skule utan folk"]}
    answer = await client.post(f"{ONE}/P000/appoint", json=body, headers=BEARER)
    found = await answer.json()
    assert found == {
        "person": f"{TENANT}/p000", "role": "champion", "changed": True,
        "scope": [f"1506/{UNIT}", "1506/Skule utan folk"], "empty": ["1506/Skule utan folk"],
    }  # fmt: skip
    await town.tick(minutes=1)
    assert "Velkommen som pådriver" in town.cards_to("p000")[-1].text
    assert (await town.rows("p000"))[0]["counts"]
    again = await client.post(f"{ONE}/p000/appoint", json=body, headers=BEARER)
    assert (await again.json())["changed"] is False


@pytest.mark.parametrize(
    ("who", "body", "status"),
    [
        ("nobody", {}, 404),
        ("olga", {}, 400),
        ("p000", {"places": ["Molde"]}, 400),
        ("p000", {"places": "1506"}, 400),
        ("p000", {"places": [1506]}, 400),
        ("p000", {"places": ["1506"] * 101}, 400),
        ("p000", ["1506"], 400),
        ("p000", 1, 400),
    ],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(client, town, who, body, status):
    answer = await client.post(f"{ONE}/{who}/appoint", json=body, headers=BEARER)
    assert answer.status == status
    assert "message" in (await answer.json())["error"]
    assert [
        each.entra
        for each in (await appointments.roll(town.services, COMMAND_LINE, town.at)).champions
    ] == ["bo"]


async def test_only_json_is_taken(client):
    for what in ("appoint", "dismiss"):
        answer = await client.post(f"{ONE}/p000/{what}", data="places=1506", headers=BEARER)
        assert answer.status == 415
    headers = BEARER | {"Content-Type": "application/json"}
    assert (await client.post(f"{ONE}/p000/appoint", data="{", headers=headers)).status == 400


async def test_the_list_names_who_waits_and_never_who_said_no(client, town):
    await waiting(town)
    await town.bo.tap("suggest-send", people="p001")
    await town.tick(minutes=1)
    await town.chat("p001").press(town.cards_to("p001")[-1], "suggest-no")
    found = await (await client.get("/api/v1/champions", headers=BEARER)).json()
    assert [each["scope"] for each in found["champions"]] == [[f"1506/{UNIT}"]]
    (one,) = found["waiting"]
    assert (one["person"], one["place"]) == (f"{TENANT}/p000", f"1506/{UNIT}")
    assert "p001" not in str(found)


async def test_the_command_line_lists_appoints_and_dismisses(client, town):
    await waiting(town)
    assert "1 waiting" in await said(client, town, "champions")
    assert await said(client, town, "appoint", f"{TENANT}/p000") == f"Champion of 1506/{UNIT}.\n"
    assert "2 champions\n" in await said(client, town, "champions")
    assert "0 waiting" in await said(client, town, "champions")
    assert await said(client, town, "dismiss", f"{TENANT}/p000") == "No champion.\n"
    assert await said(client, town, "dismiss", f"{TENANT}/p000") == "Nothing changed.\n"
    told = await said(client, town, "appoint", f"{TENANT}/q000", "1506/Ny skole")
    assert "Nobody is known in 1506/Ny skole yet" in told
    with pytest.raises(Refused, match="is no place"):
        await said(client, town, "appoint", f"{TENANT}/q000", "Molde")
    with pytest.raises(Refused, match="nothing by that name"):
        await said(client, town, "appoint", f"{TENANT}/nobody")


async def test_dismissing_who_waits_is_the_no_and_they_are_told(client, town):
    await waiting(town)
    await said(client, town, "dismiss", f"{TENANT}/p000")
    await town.tick(minutes=1)
    assert "ble det ikke noe av" in town.cards_to("p000")[-1].text
    assert (await appointments.roll(town.services, COMMAND_LINE, town.at)).waiting == ()


async def test_operators_and_readers_come_and_go_by_command(client, town):
    who = f"{TENANT}/p000"
    assert "olga  Name olga  operator of 1506" in await said(client, town, "operators")
    told = await said(client, town, "appoint", who, "1506", "1535", "--role", "operator")
    assert told.startswith("Operator of 1506, 1535.\n")
    told = await said(client, town, "appoint", who, "--role", "reader")
    assert told == "Reader of everything in their tenant.\n"
    assert "p000  Name p000  reader of everything" in await said(client, town, "operators")
    assert await said(client, town, "dismiss", who, "--role", "reader") == "No reader.\n"
    assert await said(client, town, "dismiss", who, "--role", "reader") == "Nothing changed.\n"
    with pytest.raises(Refused, match="is no place"):
        await said(client, town, "appoint", who, "Molde", "--role", "reader")


@pytest.mark.parametrize("body", [{"role": "champion"}, {"role": "x"}, {"role": 1}, {"places": 1}])
async def test_what_is_no_role_of_an_operator_is_refused(client, body):
    path = f"/api/v1/operators/{TENANT}/p000/appoint"
    assert (await client.post(path, json=body, headers=BEARER)).status == 400


async def test_whom_the_settings_name_is_left_to_them(town):
    home = replace(town.services, operators=frozenset({key("olga")}))
    for asked in (
        operators.grant(home, COMMAND_LINE, key("olga"), Role.READER, [], town.at),
        operators.revoke(home, COMMAND_LINE, key("olga"), town.at),
    ):
        with pytest.raises(Refused, match="OPERATORS in the settings"):
            await asked
