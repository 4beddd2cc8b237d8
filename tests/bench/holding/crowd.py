"""A store in which everything is as large as it may become, and the people who tap in it.

Everybody wants help, is new and may be told of; `wide` is a champion of every municipality who has
done everything a thousand times; `olga` is the operator of everything. All have been invited to one
gathering and got one push.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.chat import front
from bot.chat.front import Front
from bot.core import documents
from bot.core.champions.letter import Letter, LetterKind, LetterState
from bot.core.champions.thanks import Thanks
from bot.core.delivery.deliveries import Delivery
from bot.core.delivery.journeys import Journey
from bot.core.delivery.states import DeliveryState, FixMark
from bot.core.gatherings.gathering import Gathering
from bot.core.gatherings.reply import Reply, Rsvp, reply_key
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.pushes.push import Push, PushState
from bot.core.pushes.share import Share, ShareState
from bot.core.turn import Address, Turn, What
from bot.core.turn import Reply as Answer
from bot.core.values import from_doc, replace
from bot.ports import Tx
from bot.services import Services
from bot.store.tinydb.store import TinyStore
from tests.bench.large_store import grow
from tests.bench.lived_store import lived
from tests.chat_client import Shown

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TENANT, LESSON = "demo", "ditt-forste-mote"
PLACES = ("1506", "1535", "1539", "1547")
UNIT = "Sentrum skole"
DONE_OFTEN = 1_000
WIDE, OLGA = f"{TENANT}:wide", f"{TENANT}:olga"
PUSH = "f" * 40  # everybody's
PEOPLE_IN_ONE = 1_000  # of the demo, from which all are copied


async def filled(folder: Path, people: int) -> Path:
    """A store of so many people; made where it is not there yet."""
    many = folder / f"many-{people}.db"
    if not many.exists():
        few = folder / "few.db"
        if not few.exists():
            await lived(few)
        grow(few, many, people // PEOPLE_IN_ONE)
        async with TinyStore(many, durable=False) as store:
            await _make_large(store)
    return many


def gathering(n: int, start: datetime, by: str = WIDE) -> Gathering:
    return Gathering(
        f"{n:020x}", by, "Pådriversamling", moment(start), 60, "Høsten", "1506", "1506",
        municipalities=PLACES, link="https://t.example/", created="2026-10-01T08:00:00Z",
    )  # fmt: skip


TO_COME, PAST, EMPTY = 1, 2, 3
HELD = {
    TO_COME: NOW + timedelta(days=2),
    PAST: NOW - timedelta(hours=1),
    EMPTY: NOW + timedelta(days=3),
}


def gid(n: int) -> str:
    return f"{n:020x}"


async def _make_large(store: TinyStore) -> None:
    await store.run(_cast)
    after, more = ("", ""), True
    while more:
        page = await store.run(partial(_everybody, after=after))
        after, more = page[-1] if page else after, len(page) == 500
    for first in range(0, DONE_OFTEN, 200):
        await store.run(partial(_often, first=first))


def _cast(tx: Tx) -> None:
    for key, role, scope in ((WIDE, "champion", PLACES), (OLGA, "operator", ())):
        facts: dict[str, Any] = {"role": role, "scope": scope, "name": "Vid Pådriver", "unit": UNIT}
        tx.put(documents.PEOPLE, key, person(key, **facts))
        tx.put(documents.JOURNEYS, key, Journey(key, plan="-"))
    for n, start in HELD.items():
        tx.put(documents.GATHERINGS, gid(n), gathering(n, start))
        for key in (WIDE, OLGA):
            tx.put(documents.REPLIES, reply_key(gid(n), key), Reply(key, gid(n), moment(start)))
    state = PushState.SENDING
    due = moment(NOW - timedelta(days=1))
    sent = Push(
        PUSH, WIDE, LESSON, "1506", state=state, confirmed=due, due=due, small=False, asked=1
    )
    tx.put(documents.PUSHES, PUSH, sent)


def person(key: str, **facts: Any) -> Person:
    entra = key.partition(":")[2]
    known: dict[str, Any] = {"municipality": "1506", "name": "Kari Nordmann", "welcomed": True}
    return Person(
        key, TENANT, entra, "2026-11-20", user=f"29:{entra}", bot="28:bot",
        conversation=f"c-{entra}", service_url="https://smba.example/", municipality_by="roster",
        time_zone="Europe/Oslo", **known | facts,
    )  # fmt: skip


def _everybody(tx: Tx, after: tuple[str, str]) -> list[tuple[str, str]]:
    page = tx.due(documents.PEOPLE, "9999", after=after, limit=500)
    for n, (key, doc) in enumerate(page):
        each = from_doc(Person, doc)
        since = moment(NOW - timedelta(days=1, seconds=n))
        tx.put(
            documents.PEOPLE,
            key,
            replace(each, help_wanted=since, may_tell="yes", joined="2026-11-20"),
        )
        if key in (WIDE, OLGA):
            continue
        _invited(tx, key)
    return [(doc["oldest"], key) for key, doc in page]


def _invited(tx: Tx, key: str) -> None:
    for n in (TO_COME, PAST):
        reply = Reply(key, gid(n), moment(HELD[n]), Rsvp.YES, moment(NOW - timedelta(days=3)))
        tx.put(documents.REPLIES, reply_key(gid(n), key), reply)
        tx.add(f"gathering|{gid(n)}|invited")
        tx.add(f"gathering|{gid(n)}|yes")
    sent = moment(NOW - timedelta(days=3))
    row = Delivery(
        person=key, kind="invitation", subject=gid(TO_COME), slot="1", state=DeliveryState.SENT,
        planned_at=sent, due_at=sent, day=sent[:10], claimed_until="", reason="", sent_at=sent,
        activity="a", fix=FixMark.NONE,
    )  # fmt: skip
    tx.put(documents.DELIVERIES, f"i-{key}", row)
    push = replace(row, kind="push", subject=LESSON, slot=PUSH, push=PUSH)
    tx.put(documents.DELIVERIES, f"p-{key}", push)
    tx.add(f"push|{PUSH}|sent")


def _often(tx: Tx, first: int) -> None:
    """What a champion can have done over the years, each a thousand times."""
    for n in range(first, first + 200):
        at = moment(NOW - timedelta(days=40, minutes=n))
        whom = f"{TENANT}:demo-{n % 1000:05}"
        pushed = Push(f"{n:040x}", WIDE, LESSON, "1506", state=PushState.DONE, confirmed=at, due=at)
        tx.put(documents.PUSHES, pushed.id, pushed)
        shared = Share(f"{n:040x}", WIDE, LESSON, "", "nb", state=ShareState.POSTED, created=at)
        tx.put(documents.SHARES, shared.id, shared)
        letter = Letter(f"{n:040x}", WIDE, whom, LetterKind.SUGGESTION, at, "", "1506")
        tx.put(documents.LETTERS, letter.id, replace(letter, state=LetterState.DECLINED))
        tx.put(documents.THANKS, f"{n:040x}", Thanks(whom, WIDE, PUSH, at))
        held = gathering(1000 + n, NOW - timedelta(days=40, hours=n))
        tx.put(documents.GATHERINGS, held.id, held)
        mine = Reply(WIDE, held.id, held.start, Rsvp.YES)
        tx.put(documents.REPLIES, reply_key(held.id, WIDE), mine)
        tx.put(documents.REPLIES, reply_key(held.id, OLGA), replace(mine, person=OLGA))


_fronts: dict[int, Front] = {}


def _front(services: Services) -> Front:
    """One for each house, as in the bot."""
    if id(services) not in _fronts:
        _fronts[id(services)] = front(services)
    return _fronts[id(services)]


@dataclass
class Hand:
    """Somebody who taps and writes. `at` is when."""

    services: Services
    key: str
    at: datetime = NOW
    answered: Answer = field(default_factory=Answer)

    def __post_init__(self) -> None:
        self.front = _front(self.services)
        entra = self.key.partition(":")[2]
        self.address = Address(
            TENANT, "https://smba.example/", f"c-{entra}", f"29:{entra}", entra, "28:bot"
        )

    async def turn(self, what: What, **facts: Any) -> Answer:
        turn = Turn(
            what, self.address, self.at, name="", locale="nb-NO", time_zone="Europe/Oslo",
            activity="a", **facts,
        )  # fmt: skip
        self.answered = await self.front(turn)
        return self.answered

    async def tap(self, verb: str, **data: Any) -> Shown:
        return shown(await self.turn(What.TAPPED, verb=verb, data={"verb": verb} | data, card="c"))

    async def press(self, card: Shown, verb: str, **inputs: Any) -> Shown:
        return await self.tap(**{"verb": verb} | card.button(verb)["data"] | inputs)

    async def say(self, text: str) -> Answer:
        return await self.turn(What.SAID, text=text)


def shown(answer: Answer) -> Shown:
    card = answer.messages[-1].card if answer.messages else b"{}"
    return Shown(json.loads(card))


Change = Callable[[Tx], Any]


def learners(services: Services) -> Iterator[Hand]:
    """New people, one after another, who are not in the store yet."""
    n = 0
    while True:
        yield Hand(services, f"{TENANT}:learner-{n:06}")
        n += 1
