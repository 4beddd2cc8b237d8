"""A person in chat with the whole house behind them, without Teams: turns in, cards out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from bot.assembly import hears, owns
from bot.chat import front
from bot.content.loader import load
from bot.content.municipality_file import municipalities
from bot.core.learning.lessons import Library
from bot.core.people.municipalities import Municipalities
from bot.core.send_outcome import Ended, Member, SendOutcome
from bot.core.turn import Address, Message, Reply, Turn, What
from bot.core.values import replace
from bot.services import Services
from bot.store import MemoryStore
from bot.web.access.link_key import LinkKey
from bot.web.access.links import SealedLinks
from tests.card_kinds import KINDS

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LINKS = SealedLinks(LinkKey("what links are keyed with in tests"))
TENANT = "11111111-1111-1111-1111-111111111111"


@dataclass
class Post:
    """A messenger that keeps what it was given. `emails`, `upns` and `names` are what the connector
    knows of people, `rooms` how many are in a conversation; `ends` is how sending ends in some."""

    emails: dict[str, str] = field(default_factory=dict)
    upns: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    rooms: dict[str, int] = field(default_factory=dict)
    ends: dict[str, Ended] = field(default_factory=dict)
    sent: list[tuple[Address, Message]] = field(default_factory=list)
    updated: list[tuple[Address, str, Message]] = field(default_factory=list)
    deleted: list[tuple[Address, str]] = field(default_factory=list)

    async def send(self, to: Address, message: Message) -> SendOutcome:
        if to.conversation in self.ends:
            return SendOutcome(self.ends[to.conversation])
        self.sent.append((to, message))
        return SendOutcome(Ended.SENT, activity=f"sent-{len(self.sent)}")

    async def update(self, to: Address, activity: str, message: Message) -> SendOutcome:
        self.updated.append((to, activity, message))
        return SendOutcome(Ended.SENT, activity=activity)

    async def delete(self, to: Address, activity: str) -> SendOutcome:
        self.deleted.append((to, activity))
        return SendOutcome(Ended.SENT, activity=activity)

    async def open(self, to: Address) -> SendOutcome:
        return SendOutcome(Ended.SENT, conversation=f"conversation-{to.entra}")

    async def member(self, to: Address) -> Member | None:
        upn = self.upns.get(to.entra, "")
        email, name = self.emails.get(to.entra, upn), self.names.get(to.entra, "")
        return Member(to.entra, to.user, name, email, upn) if email else None

    async def members(self, to: Address) -> int | None:
        return self.rooms.get(to.conversation)


def services(store: MemoryStore, **facts: Any) -> Services:
    """A house with the bundled content, in local mode unless told otherwise."""
    settings: dict[str, Any] = {"public_url": "http://localhost:3978", "local": True}
    declared: dict[str, Any] = {"kinds": KINDS, "hears": hears(), "owns": owns(), "links": LINKS}
    return Services(store, *bundled(), Post(), b"secret", **declared | settings | facts)


@cache
def bundled() -> tuple[Library, Municipalities]:
    """The content that comes with the bot, read once for all tests: it never changes."""
    return load()[0], municipalities()


@dataclass
class Shown:
    """A card as a person sees it: its texts, its buttons, its inputs."""

    card: dict[str, Any]

    @property
    def text(self) -> str:
        words = [
            str(part[name])
            for part in parts(self.card)
            for name in ("text", "title", "value", "label")
            if isinstance(part.get(name), str | int)
        ]
        return "\n".join(words)

    def buttons(self) -> list[dict[str, Any]]:
        return [each for each in parts(self.card) if each.get("type") == "Action.Execute"]

    def button(self, verb: str, **data: Any) -> dict[str, Any]:
        found = [
            each
            for each in self.buttons()
            if each["verb"] == verb and data.items() <= each["data"].items()
        ]
        assert found, f"no {verb} {data} among {[each['verb'] for each in self.buttons()]}"
        return found[0]

    def input(self, id: str) -> dict[str, Any]:
        return next(each for each in parts(self.card) if each.get("id") == id)


def parts(card: Any) -> Iterator[dict[str, Any]]:
    """Every object in a card but fallbacks, in reading order."""
    if isinstance(card, dict):
        yield card
        for name, value in card.items():
            if name not in ("fallback", "data", "msteams"):
                yield from parts(value)
    elif isinstance(card, list):
        for each in card:
            yield from parts(each)


class Chat:
    """One person's personal chat. Each call is a turn; `at` is the moment and can be moved."""

    def __init__(self, services: Services, entra: str = "kari", **address: Any) -> None:
        self.services = services
        self.front = front(services)
        self.at = MONDAY
        place = {"service_url": "https://smba.example/", "conversation": f"c-{entra}"}
        facts = place | {"user": f"29:{entra}", "entra": entra, "bot": "28:bot"} | address
        self.address = Address(tenant=TENANT, **facts)
        self.locale = "nb-NO"
        self.name = "Kari Nordmann"
        self.reply = Reply()

    @property
    def key(self) -> str:
        return f"{TENANT}:{self.address.entra}"

    async def turn(self, what: What, **facts: Any) -> Shown:
        turn = Turn(
            what, self.address, self.at, name=self.name, locale=self.locale,
            time_zone="Europe/Oslo", activity="a", **facts,
        )  # fmt: skip
        self.reply = await self.front(turn)
        return self.shown()

    def shown(self) -> Shown:
        card = self.reply.messages[-1].card if self.reply.messages else b"{}"
        return Shown(json.loads(card))

    async def install(self) -> Shown:
        return await self.turn(What.INSTALLED)

    async def say(self, text: str) -> Shown:
        return await self.turn(What.SAID, text=text)

    async def tap(self, verb: str, card: str = "card-1", **data: Any) -> Shown:
        return await self.turn(What.TAPPED, verb=verb, data={"verb": verb} | data, card=card)

    async def press(self, shown: Shown, verb: str, card: str = "card-1", **inputs: Any) -> Shown:
        """Tap the button with this verb on a card that is shown, with inputs filled in."""
        data = shown.button(verb)["data"]
        return await self.turn(What.TAPPED, verb=verb, data=data | inputs, card=card)

    async def reopen(self, shown: Shown, card: str = "card-1") -> Shown:
        """The client draws the card anew by itself."""
        action = shown.card["refresh"]["action"]
        return await self.turn(What.REFRESHED, verb=action["verb"], data=action["data"], card=card)

    async def begin(self, language: str = "nb", municipality: str = "1506") -> Shown:
        """Install, choose, and see the first lesson."""
        return await self.press(
            await self.install(), "begin", language=language, municipality=municipality
        )

    async def take(self, lesson: str, *, right: bool = True) -> Shown:
        """Take a lesson's quiz from where it stands; the summary."""
        shown = await self.tap("quiz", lesson=lesson)
        by_id = {each.id: each for each in self.services.library.current[lesson].questions}
        while verbs := {each["verb"] for each in shown.buttons()} & {
            "answer",
            "continue",
            "result",
        }:
            verb = verbs.pop()
            choice = {}
            if verb == "answer":
                question = by_id[shown.button(verb)["data"]["question"]]
                wrong = next(e.id for e in question.options if e.id not in question.correct)
                choice = {"choice": ",".join(sorted(question.correct)) if right else wrong}
            shown = await self.press(shown, verb, **choice)
        return shown

    def later(self, **delta: float) -> None:
        self.at += timedelta(**delta)

    def elsewhere(self, **address: Any) -> Chat:
        """The same person in another place: a group chat, another tenant."""
        other = Chat(self.services, self.address.entra)
        other.address = replace(self.address, **address)
        return other
