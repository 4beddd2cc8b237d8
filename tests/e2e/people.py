"""Colleagues at the bot's real route: what each does in Teams, as the activities Teams sends.

For what the Playground can't play: other people beside the one in front of it, the message
extension, and forgeries.
"""

from __future__ import annotations

from typing import Any

from aiohttp import ClientSession

from bot.core.people.person import Person
from bot.services import Services
from bot.store.tinydb.store import TinyStore
from bot.teams.playground import PlaygroundUser
from tests.champion_world import UNIT, move_in
from tests.chat_client import Shown, services
from tests.e2e.running import Bot
from tests.fakes import activities as act

COLLEAGUES = 12


class Someone:
    """Somebody with that Entra id in the visitor's tenant. `url` is where the bot answers them."""

    def __init__(self, bot: Bot, url: str, entra: str, tenant: str, name: str = "") -> None:
        self._bot, self._url = bot, url
        self.personal = {"conversationType": "personal", "id": f"c-{entra}"}
        self._who = {
            "from": {"id": f"29:{entra}", "name": name, "aadObjectId": entra},
            "channelData": {"tenant": {"id": tenant}},
            "recipient": {"id": "28:padriver", "name": "Pådriver"},
        }

    async def invokes(self, name: str, room: dict[str, Any] | None = None, **value: Any) -> Any:
        sent = act.activity(
            self._url, "invoke", name=name, value=value, conversation=room or self.personal,
            **self._who,
        )  # fmt: skip
        async with (
            ClientSession() as session,
            session.post(f"{self._bot.address}/api/messages", json=sent) as answer,
        ):
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def taps(self, verb: str, **data: Any) -> Shown:
        """A button of a card in their own chat; the card that takes its place."""
        return await self._sends(verb, data | {"verb": verb})

    async def presses(self, shown: Shown, verb: str, **inputs: Any) -> Shown:
        """The button with that verb on a card, the card's inputs filled in."""
        return await self._sends(verb, shown.button(verb)["data"] | inputs)

    async def _sends(self, verb: str, data: dict[str, Any]) -> Shown:
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        facts = {"action": action, "trigger": "manual"}
        return Shown((await self.invokes("adaptiveCard/action", **facts))["value"])


async def move_to_molde(store: TinyStore, visitor: PlaygroundUser, url: str) -> None:
    """As the roster would have it: the visitor is champion of a school in Molde, Bo of the whole
    municipality, and eleven others work at the school; Bo does too; their cards go to `url`."""

    def at_school(entra: str, **facts: Any) -> Person:
        return Person(
            f"{visitor.tenant}:{entra}", visitor.tenant, entra, "2026-11-01", user=f"29:{entra}",
            bot="28:padriver", unit=UNIT, municipality="1506", municipality_by="roster",
            time_zone="Europe/Oslo", **facts,
        )  # fmt: skip

    def away(entra: str, **facts: Any) -> Person:
        return at_school(entra, service_url=url, conversation=f"c-{entra}", welcomed=True, **facts)

    scope = (f"1506/{UNIT}",)
    mine = at_school(visitor.entra, name=visitor.name, role="champion", scope=scope)
    bo = away("bo", name="Bo Berg", role="champion", scope=("1506",))
    others = [away(f"p{n}", name=f"Kollega {n}") for n in range(COLLEAGUES - 1)]
    world: Services = services(store)  # type: ignore[arg-type]
    await move_in(world, [mine, bo, *others])
