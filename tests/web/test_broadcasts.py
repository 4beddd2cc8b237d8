"""/api/v1/broadcasts as a client sees it: preview, confirm, follow, take back."""

from __future__ import annotations

import pytest

from tests.web.conftest import BEARER, Start

ALL = "/api/v1/broadcasts"
WISH = {"text": "Arkivet stenger fredag.", "texts": {"en": "The archive closes on Friday."}}


async def test_what_is_previewed_is_confirmed_followed_and_taken_back(start: Start):
    client = await start()
    shown = await (await client.post(ALL, headers=BEARER, json=WISH)).json()
    assert shown["state"] == "draft"
    assert shown["texts"]["nn"] == "Arkivet stenger fredag."
    assert shown["texts"]["en"] == "The archive closes on Friday."
    one = f"{ALL}/{shown['id']}"
    for _ in range(2):
        answer = await client.post(f"{one}/confirm", headers=BEARER, json={})
        assert (await answer.json())["can_undo"] is True
    (listed,) = (await (await client.get(ALL, headers=BEARER)).json())["broadcasts"]
    assert listed["id"] == shown["id"]
    assert (await (await client.get(one, headers=BEARER)).json())["state"] == "sending"
    undone = await (await client.post(f"{one}/undo", headers=BEARER, json={})).json()
    assert undone["state"] == "undone"


@pytest.mark.parametrize("wrong", [
    [], {"texts": {"nb": 1}}, {"text": None}, {"text": "x", "to": "1506"},
    {"text": "x", "audience": {"place": ["1506"]}}, {"text": "x", "audience": []},
    {"text": "x", "audience": {"behind": "never"}}, {"text": "x", "audience": {"places": "1506"}},
])  # fmt: skip
async def test_what_is_no_wish_is_refused(start: Start, wrong):
    client = await start()
    assert (await client.post(ALL, headers=BEARER, json=wrong)).status == 400
    assert (await client.post(ALL, headers=BEARER, data={"text": "x"})).status == 415
    assert (await client.get(f"{ALL}/nothing", headers=BEARER)).status == 404
    assert (await client.post(ALL, json=WISH)).status == 401
