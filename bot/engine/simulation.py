"""A simulated Teams with simulated people: they read, answer, ignore, block, leave and move.

The bot's own planner, sender and features run against it, with no throttle and a clock that goes
from working hour to working hour.
"""

from __future__ import annotations

import asyncio
import heapq
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any, Final

from bot.core.people.synthetic_people import SyntheticPerson
from bot.core.send_outcome import Ended, Member, SendOutcome
from bot.core.turn import Address, Message, Reply, Turn, What
from bot.core.values import replace

OnTurn = Callable[[Turn], Awaitable[Reply]]
TENANT: Final = "demo"
# The buttons that a willing person taps.
_INVITING: Final = ("answer", "continue", "result", "quiz", "recall", "lesson")
_DELIVERY: Final = re.compile(rb'"d":"([0-9a-f]{40})"')
_MOST_TAPS: Final = 20
_ABOVE: Final = 3  # texts above a choice, of which one is the question
_HALF_LIFE: Final = timedelta(days=20)
_AT_ONCE: Final = 64  # people with a card in hand: what they do is written together


@dataclass
class SimulatedTeams:
    """`now()` is the simulation's clock. What arrives is put in a diary, to be answered later or
    never: (when, who, which of their cards, the card, their luck with it).

    Luck is drawn from `seed` for each card of each person, so that it does not depend on who comes
    first: the order that many are sent to in is the store's own, and never the same again.
    """

    folk: dict[str, SyntheticPerson]
    seed: int
    now: Callable[[], datetime]
    diary: list[tuple[datetime, str, int, bytes, Random]] = field(default_factory=list)
    cards: Counter[str] = field(default_factory=Counter)
    tally: Counter[str] = field(default_factory=Counter)

    async def send(self, to: Address, message: Message) -> SendOutcome:
        person = self.folk[to.entra]
        if person.blocks and person.blocks <= f"{self.now():%Y-%m-%d}":
            self.tally["blocked"] += 1
            return SendOutcome(Ended.BLOCKED, reason="blocked")
        self.tally["arrived"] += 1
        self.cards[to.entra] += 1
        number = self.cards[to.entra]
        luck = Random(f"{self.seed}/{to.entra}/{number}")  # noqa: S311 - made-up people
        if luck.random() < person.keen:
            when = self.now() + timedelta(minutes=luck.expovariate(1 / 180))
            heapq.heappush(self.diary, (when, to.entra, number, message.card, luck))
        return SendOutcome(Ended.SENT, activity=f"{to.entra}-{number}")

    async def update(self, _: Address, activity: str, __: Message) -> SendOutcome:
        return SendOutcome(Ended.SENT, activity=activity)

    async def delete(self, _: Address, activity: str) -> SendOutcome:
        return SendOutcome(Ended.SENT, activity=activity)

    async def open(self, to: Address) -> SendOutcome:
        return SendOutcome(Ended.SENT, conversation=f"demo-{to.entra}")

    async def member(self, to: Address) -> Member | None:
        person = self.folk[to.entra]
        return Member(to.entra, to.user, name=person.name)

    async def members(self, _: Address) -> int | None:
        return None

    def due(self) -> Iterator[tuple[str, bytes, Random]]:
        """What people now take in hand: (who, card, luck)."""
        while self.diary and self.diary[0][0] <= self.now():
            _, entra, _, card, luck = heapq.heappop(self.diary)
            yield entra, card, luck


class SyntheticCrowd:
    """People's hands: from a card to taps, as long as the next button invites them on."""

    def __init__(self, teams: SimulatedTeams, answer: OnTurn, right: dict[str, set[str]]) -> None:
        """`right` is the correct option ids of each question, by its text in each language."""
        self._teams = teams
        self._answer = answer
        self._right = right
        self._met: dict[tuple[str, str], datetime] = {}

    async def install(self, person: SyntheticPerson) -> None:
        await self._answer(self._turn(person, What.INSTALLED))

    async def take_up_due(self) -> None:
        """Everyone who now takes a card in hand, many at a time as in life, each one card after
        another."""
        waiting: dict[str, list[tuple[bytes, Random]]] = {}
        for entra, card, luck in self._teams.due():
            waiting.setdefault(entra, []).append((card, luck))
        folk = list(waiting.items())
        for n in range(0, len(folk), _AT_ONCE):
            await asyncio.gather(*(self._take_all(*each) for each in folk[n : n + _AT_ONCE]))

    def next_due(self) -> datetime | None:
        """When somebody takes the next card in hand; None while nobody has one."""
        return self._teams.diary[0][0] if self._teams.diary else None

    async def _take_all(self, entra: str, cards: list[tuple[bytes, Random]]) -> None:
        for card, luck in cards:
            await self.take_up(entra, card, luck)

    async def take_up(self, entra: str, card: bytes, luck: Random) -> None:
        """Answer a card that came: a lesson with its quiz, a reminder, a follow-up."""
        person, seen = self._teams.folk[entra], _look(card)
        for _ in range(_MOST_TAPS):
            if seen is None:
                return
            data = seen.data | self._choices(person, seen, luck)
            turn = self._turn(person, What.TAPPED, verb=seen.verb, data=data, card="demo-card")
            reply = await self._answer(turn)
            self._teams.tally["taps"] += 1
            seen = _look(reply.messages[0].card) if reply.messages else None

    def _choices(self, person: SyntheticPerson, seen: _Seen, luck: Random) -> dict[str, str]:
        found = {}
        for name, values, texts in seen.inputs:
            question = next((each for each in reversed(texts) if each in self._right), "")
            known = sorted(self._right.get(question, set()) & set(values))
            sharp = known and luck.random() < person.sharp * self._kept(person, question)
            found[name] = ",".join(known) if sharp else luck.choice(values)
        return found

    def _kept(self, person: SyntheticPerson, question: str) -> float:
        """How much is left of what they knew when they last met this question, 0 to 1: half of it
        stays for good, half of the rest goes in each `_HALF_LIFE`."""
        now, place = self._teams.now(), (person.entra, question)
        met = self._met.get(place, now)
        self._met[place] = now
        return 0.5 + 0.5 * float(2 ** -((now - met) / _HALF_LIFE))

    def _turn(self, person: SyntheticPerson, what: What, **facts: Any) -> Turn:
        to = _address(person.entra)
        locale = "nn-NO" if person.language == "nn" else "nb-NO"
        at = self._teams.now().astimezone(UTC)
        return Turn(what, to, at, person.name, locale=locale, time_zone="Europe/Oslo", **facts)


@lru_cache(maxsize=100_000)
def _address(entra: str) -> Address:
    user = f"29:{entra}"
    return Address(TENANT, "https://demo.invalid/", f"demo-{entra}", user, entra, "28:demo")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What there is to do on a card: its primary button, and the inputs (id, values to choose,
    the texts above it)."""

    verb: str
    data: dict[str, Any]
    inputs: tuple[tuple[str, list[str], tuple[str, ...]], ...]


def _look(card: bytes) -> _Seen | None:
    """None where nothing invites: what was not begun, or a finished lesson. A card that comes by
    itself carries its delivery in each button; but for that it is the same as many people's."""
    found = _DELIVERY.search(card)
    if not found:
        return _read(card)
    seen = _read(card.replace(found[0], b'"d":""'))
    if seen is None or "d" not in seen.data:
        return seen
    return replace(seen, data=seen.data | {"d": found[1].decode()})


@lru_cache(maxsize=4096)
def _read(card: bytes) -> _Seen | None:
    buttons, inputs, texts = [], [], [""]

    def notice(part: dict[str, Any]) -> dict[str, Any]:
        kind = part.get("type")
        if kind == "Action.Execute" and part.get("style") == "positive":
            buttons.append(part)
        elif kind == "TextBlock":
            texts.append(part["text"])
        elif kind == "Input.ChoiceSet":
            values = [each["value"] for each in part["choices"]]
            inputs.append((str(part["id"]), values, tuple(texts[-_ABOVE:])))
        return part

    json.loads(card, object_hook=notice)
    if not buttons or buttons[0]["verb"] not in _INVITING:
        return None
    return _Seen(buttons[0]["verb"], buttons[0]["data"], tuple(inputs))
