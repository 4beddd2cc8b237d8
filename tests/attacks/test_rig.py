"""The rig itself: what other files here rely on."""

from pathlib import Path

import pytest

from tests.attacks.rig import API_TOKEN, process, world
from tests.champion_world import LESSON

pytestmark = pytest.mark.slow


async def test_people_of_two_tenants_are_met_by_role_and_the_loop_sends(tmp_path: Path) -> None:
    async with world(tmp_path) as it:
        form = (await it.tap("bo", "push")).card
        whom = form.input("whom")["choices"][0]["value"]
        facts = {"lesson": LESSON, "whom": whom, "words": "", "when": "now"}
        preview = await it.press("bo", form, "push-preview", **facts)
        assert (await it.press("bo", preview.card, "push-send")).status == 200
        await it.tick(minutes=5)  # until it can no longer be undone
        assert it.cards_to("kari")
        assert not it.cards_to("q000")
        assert (await it.tap("kari", "push")).card.card != form.card
        assert (await it.person("sofie"))["role"] == "champion"
        assert (await it.install("nina")).status == 201
        assert (await it.say("nina", "hei")).status == 201
        assert it.cards_to("nina")
        assert (await it.api("/api/v1/municipalities")).json
        assert (await it.api("/api/v1/municipalities", token="")).status == 401


async def test_a_process_runs_in_production_mode(tmp_path: Path) -> None:
    async with process(tmp_path) as it:
        assert (await it.bot.command("check"))[0] == 0
        assert '"local":false' in it.log
        assert API_TOKEN not in it.log
