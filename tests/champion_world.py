"""A town with units, champions and an operator; and the loop that sends what they recommend."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from bot.actions.personal_data import retention
from bot.core import documents
from bot.core.delivery.journeys import Journey
from bot.core.people import municipality_counts, person
from bot.core.people.person import Person
from bot.core.values import from_doc
from bot.engine.alarm import Alarm
from bot.engine.engine import Engine
from bot.ports import Doc
from bot.services import Services
from bot.store import MemoryStore
from tests.chat_client import MONDAY, TENANT, Chat, Shown, services

LESSON = "ditt-forste-mote"
UNIT = "Sentrum skole"


def key(entra: str) -> str:
    return f"{TENANT}:{entra}"


def someone(entra: str, unit: str = UNIT, **facts: Any) -> Person:
    """Not asked about units without a champion, unless that is what the test is about."""
    known: dict[str, Any] = {"municipality": "1506", "name": f"Name {entra}", "no_recruit": True}
    return Person(
        key(entra), TENANT, entra, "2026-11-01", user=f"29:{entra}", unit=unit, bot="28:bot",
        conversation=f"c-{entra}", service_url="https://smba.example/", municipality_by="roster",
        time_zone="Europe/Oslo", lot=person.lot_of(key(entra)), **known | facts,
    )  # fmt: skip


async def move_in(world: Services, persons: list[Person]) -> None:
    """As the roster would: known, counted, with a journey of their own."""

    def change(tx: Any) -> None:
        for each in persons:
            tx.put(documents.PEOPLE, each.key, each)
            tx.put(documents.JOURNEYS, each.key, Journey(each.key, plan="-"))
            for name, n in municipality_counts.joined(each, each.joined).items():
                tx.add(name, n)

    await world.store.run(change)


class Town:
    """`bo` is the champion of Sentrum skole, `olga` the operator of Molde. Time is `at`.

    It lives in memory, or in the `store` it is given."""

    def __init__(self, store: Any = None, **facts: Any) -> None:
        self.store = store or MemoryStore()
        self.services = services(self.store, **{"local": False, "min_group_size": 5} | facts)
        self.post: Any = self.services.messenger
        self.at = MONDAY
        self.engine = Engine(
            self.services, lambda: self.at, alarm=Alarm(), rate=None, every=5.0, chance=lambda: 0.5
        )
        self.bo = self.chat("bo")
        self.olga = self.chat("olga")

    async def settle(self, colleagues: int = 20, others: int = 20) -> Town:
        await move_in(
            self.services,
            [
                someone("bo", role="champion", scope=(f"1506/{UNIT}",), name="Bo Champion"),
                someone("olga", "", role="operator", scope=("1506",)),
                *(someone(f"p{n:03}") for n in range(colleagues)),
                *(someone(f"q{n:03}", "Bergmo skole") for n in range(others)),
            ],
        )
        return self

    def chat(self, entra: str) -> Chat:
        found = Chat(self.services, entra)
        found.at, found.name = self.at, ""  # what the roster calls them stands
        return found

    async def tick(self, **delta: float) -> None:
        """Time goes by, and the loop looks."""
        self.at += timedelta(**delta)
        self.bo.at = self.olga.at = self.at
        await self.engine.loop.tick()

    async def purge(self) -> dict[str, int]:
        """What the loop does once a day."""
        return await retention.purge(self.services, self.at)

    async def edit(self, entra: str, **facts: Any) -> None:
        def change(tx: Any) -> None:
            doc = tx.get(documents.PEOPLE, key(entra))
            tx.put(documents.PEOPLE, key(entra), from_doc(Person, doc | facts))

        await self.store.run(change)

    async def rows(self, entra: str) -> list[Doc]:
        found = await self.store.run(
            lambda tx: tx.find(documents.DELIVERIES, person=key(entra), limit=1000)
        )
        return [row for _, row in found]

    async def counts(self, prefix: str) -> dict[str, int]:
        return await self.store.run(lambda tx: tx.counts(prefix))

    def cards_to(self, entra: str) -> list[Shown]:
        sent = [message for to, message in self.post.sent if to.entra == entra]
        return [Shown(json.loads(each.card)) for each in sent]


async def previewed(who: Chat, whom: int | str = 0, lesson: str = LESSON, **inputs: str) -> Shown:
    """The champion fills in the form: the place number `whom` of the list, or "named"."""
    form = await who.tap("push")
    chosen = whom if isinstance(whom, str) else form.input("whom")["choices"][whom]["value"]
    facts = {"lesson": lesson, "whom": chosen, "words": "", "when": "now"} | inputs
    return await who.press(form, "push-preview", **facts)


async def pushed(who: Chat, whom: int | str = 0, lesson: str = LESSON, **inputs: str) -> Shown:
    card = await previewed(who, whom, lesson, **inputs)
    return await who.press(card, "push-send", card=f"card-of-{who.address.entra}")


async def pushed_to(who: Chat, *entras: str, lesson: str = LESSON) -> Shown:
    card = await previewed(who, "named", lesson)
    card = await who.press(card, "push-people", people=",".join(entras))
    return await who.press(card, "push-send")
