"""Microsoft's servers on loopback: signed tokens for any claims, activities of anybody, what was
sent where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from aiohttp import ClientResponse

from bot.ports import Clock
from tests.attacks.cast import NORTH, SOUTH, Member, everybody
from tests.chat_client import Shown
from tests.fakes import activities as act
from tests.fakes.connector import FakeConnector, Seen
from tests.fakes.keyserver import FakeKeyServer
from tests.fakes.tokenserver import FakeTokenServer

APP: Final = "99999999-8888-7777-6666-555555555555"
API_TOKEN: Final = "rig-5v0CqT1mUe8kZ2yXw7LrN4aBs9dGf3Hj"
GROUP: Final = "19:group@thread.v2"


@dataclass(frozen=True)
class Answer:
    """What the bot said to one request."""

    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.raw) if self.raw else None

    @property
    def code(self) -> str:
        """The name of the refusal; "" if it was none."""
        return self.json["error"]["code"] if self.status >= 400 else ""

    @property
    def card(self) -> Shown:
        """The card that takes the place of the one tapped; an empty one if there is none."""
        value = (self.json or {}).get("value")
        return Shown(value if isinstance(value, dict) else {})

    @property
    def toast(self) -> str:
        """The sentence that is shown instead of a card; "" if there is none."""
        value = (self.json or {}).get("value")
        return value if isinstance(value, str) else ""


async def answer_of(response: ClientResponse) -> Answer:
    return Answer(response.status, dict(response.headers), await response.read())


class Microsoft:
    """The key server, the token server and the connector. A signed token for any claims."""

    def __init__(self, clock: Clock) -> None:
        self.keys, self.tokens = FakeKeyServer(clock), FakeTokenServer(clock)
        self.teams = FakeConnector()
        self.clock = clock
        self.cast: Mapping[str, Member] = everybody()
        self._signed: dict[Any, str] = {}

    def tenant_of(self, who: str) -> str:
        """Whoever is not in the cast is of the first tenant."""
        known = self.cast.get(who)
        return known.tenant if known else NORTH

    @property
    def url(self) -> str:
        """The service URL of the connector, which tokens and activities both name."""
        return self.teams.url

    def env(self, folder: Path) -> dict[str, str]:
        """The settings of an installation for both tenants, its store in that folder."""
        return {
            "APP_ID": APP,
            "APP_PASSWORD": "made-up",
            "APP_TENANTID": NORTH,
            "ALLOWED_TENANTS": f"{NORTH},{SOUTH}",
            "OPENID_METADATA_URL": self.keys.url,
            "TOKEN_URL": self.tokens.url,
            "SERVICE_URL_HOSTS": "127.0.0.1",
            "PUBLIC_URL": "https://padriver.example",
            "STORE_URL": f"tinydb:{folder / 'padriver.db'}",
            "API_TOKEN": API_TOKEN,
            "OPERATORS": f"{NORTH}/olga",
            "SENDER": "Kommunene i Romsdal",
        }

    def token(self, **changes: Any) -> str:
        """As the Bot Framework signs it for this bot. A claim that is changed to None is left out;
        `kid`, `key` and `alg` sign it otherwise."""
        hour = self.clock().replace(minute=0, second=0, microsecond=0)
        asked = repr((hour, *sorted(changes.items())))  # signing takes long
        if asked not in self._signed:
            told = {"app_id": APP, "service_url": self.url, **changes}
            self._signed[asked] = self.keys.token(**told)
        return self._signed[asked]

    def frame(self, who: str, room: str = "", **more: Any) -> dict[str, Any]:
        """The fields of an activity that say who, and where: their own chat if there is no `room`,
        else a group chat. `tenant` claims another tenant than theirs."""
        tenant = more.pop("tenant", "") or self.tenant_of(who)
        kind = {"conversationType": "groupChat", "isGroup": True} if room else {}
        place = {"conversationType": "personal", "tenantId": tenant, "id": room or f"c-{who}"}
        return {
            "from": {"id": f"29:{who}", "name": f"Name {who}", "aadObjectId": who},
            "conversation": place | kind,
            "channelData": {"tenant": {"id": tenant}},
            "recipient": {"id": f"28:{APP}", "name": "Pådriver"},
            **more,
        }

    def said(self, who: str, text: str, room: str = "", **more: Any) -> dict[str, Any]:
        return act.said(self.url, text, **self.frame(who, room, **more))

    def tapped(
        self, who: str, verb: str, data: Any = None, room: str = "", **more: Any
    ) -> dict[str, Any]:
        """Action.Execute. A refresh with `trigger="automatic"`."""
        told = {"verb": verb} | (data or {})
        return act.executed(self.url, verb, told, **self.frame(who, room, **more))

    def invoked(
        self, who: str, name: str, value: Any, room: str = "", **more: Any
    ) -> dict[str, Any]:
        """Any other invoke: a dialog, the message extension."""
        frame = self.frame(who, room, **more)
        return act.activity(self.url, "invoke", name=name, value=value, **frame)

    def sent_to(self, who: str = "") -> list[Seen]:
        """What Teams was asked to show in that person's own chat; in all chats without a name."""
        own = (f"c-{who}", f"a:{who}")  # known from the start; opened by the bot
        return [each for each in self.teams.delivered if not who or each.conversation in own]

    def cards_to(self, who: str) -> list[Shown]:
        """The cards among it, the oldest first."""
        found = [each.body.get("attachments") or [] for each in self.sent_to(who)]
        return [Shown(each[0]["content"]) for each in found if each]
