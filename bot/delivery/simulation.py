"""A simulated Teams with simulated people: they read, answer, ignore, block, leave and move.

The bot's own planner, sender and features run against it, with no throttle and a clock that goes
from working hour to working hour.
"""

from __future__ import annotations

import asyncio
import heapq
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from bot.core.outcomes import Ended, Member, Outcome
from bot.core.townsfolk import Townsman
from bot.core.turn import Address, Message, Reply, Turn, What

OnTurn = Callable[[Turn], Awaitable[Reply]]
TENANT: Final = "demo"
_ENDS: Final = ("answer", "continue", "result", "quiz")  # the buttons that a willing person taps
_ASIDE: Final = ("fallback", "data", "refresh")
_MOST_TAPS: Final = 20
_AT_ONCE: Final = 64  # people with a card in hand: what they do is written together


@dataclass
class SimulatedTeams:
    """`now()` is the simulation's clock. What arrives is put in a diary, to be answered later or
    never."""

    folk: dict[str, Townsman]
    random: Random
    now: Callable[[], datetime]
    diary: list[tuple[datetime, int, str, bytes]] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)

    async def send(self, to: Address, message: Message) -> Outcome:
        person = self.folk[to.entra]
        if person.blocks and person.blocks <= f"{self.now():%Y-%m-%d}":
            self.tally["blocked"] += 1
            return Outcome(Ended.BLOCKED, reason="blocked")
        self.tally["arrived"] += 1
        number = self.tally["arrived"]
        if self.random.random() < person.keen:
            when = self.now() + timedelta(minutes=self.random.expovariate(1 / 180))
            heapq.heappush(self.diary, (when, number, to.entra, message.card))
        return Outcome(Ended.SENT, activity=f"demo-{number}")

    async def update(self, _: Address, activity: str, __: Message) -> Outcome:
        return Outcome(Ended.SENT, activity=activity)

    async def delete(self, _: Address, activity: str) -> Outcome:
        return Outcome(Ended.SENT, activity=activity)

    async def open(self, to: Address) -> Outcome:
        return Outcome(Ended.SENT, conversation=f"demo-{to.entra}")

    async def member(self, to: Address) -> Member | None:
        person = self.folk[to.entra]
        return Member(to.entra, to.user, name=person.name)

    async def members(self, _: Address) -> int | None:
        return None

    def due(self) -> Iterator[tuple[str, bytes]]:
        """What people now take in hand: (who, card)."""
        while self.diary and self.diary[0][0] <= self.now():
            _, _, entra, card = heapq.heappop(self.diary)
            yield entra, card


class Townspeople:
    """People's hands: from a card to taps, as long as the next button invites them on."""

    def __init__(self, teams: SimulatedTeams, answer: OnTurn, right: dict[str, set[str]]) -> None:
        """`right` is the correct option ids of each "lesson/question"."""
        self._teams = teams
        self._answer = answer
        self._right = right

    async def install(self, person: Townsman) -> None:
        await self._answer(self._turn(person, What.INSTALLED))

    async def take_up_due(self) -> None:
        """Everyone who now takes a card in hand, many at a time as in life, each one card after
        another. Luck is drawn before they begin, so that it does not depend on who is quickest."""
        waiting: dict[str, list[tuple[bytes, Random]]] = {}
        for entra, card in self._teams.due():
            luck = Random(self._teams.random.random())  # noqa: S311 - made-up people
            waiting.setdefault(entra, []).append((card, luck))
        folk = list(waiting.items())
        for n in range(0, len(folk), _AT_ONCE):
            await asyncio.gather(*(self._take_all(*each) for each in folk[n : n + _AT_ONCE]))

    async def _take_all(self, entra: str, cards: list[tuple[bytes, Random]]) -> None:
        for card, luck in cards:
            await self.take_up(entra, card, luck)

    async def take_up(self, entra: str, card: bytes, luck: Random) -> None:
        """Answer a card that came: a lesson with its quiz, a reminder, a follow-up."""
        person = self._teams.folk[entra]
        for _ in range(_MOST_TAPS):
            parts = list(_parts(json.loads(card)))
            button = _inviting(parts)
            if button is None:
                return
            data = button["data"] | self._choices(person, parts, button["data"], luck)
            turn = self._turn(person, What.TAPPED, verb=button["verb"], data=data, card="demo-card")
            reply = await self._answer(turn)
            self._teams.tally["taps"] += 1
            card = reply.messages[0].card if reply.messages else b"{}"

    def _choices(
        self, person: Townsman, parts: list[dict[str, Any]], data: dict[str, Any], luck: Random
    ) -> dict[str, str]:
        found = {}
        for part in parts:
            if part.get("type") == "Input.ChoiceSet":
                values = [each["value"] for each in part["choices"]]
                key = f"{data.get('lesson')}/{data.get('question')}"
                known = sorted(self._right.get(key, set()) & set(values))
                sharp = known and luck.random() < person.sharp
                picked = ",".join(known) if sharp else luck.choice(values)
                found[str(part["id"])] = picked
        return found

    def _turn(self, person: Townsman, what: What, **facts: Any) -> Turn:
        to = Address(
            TENANT, "https://demo.invalid/", f"demo-{person.entra}", f"29:{person.entra}",
            person.entra, "28:demo",
        )  # fmt: skip
        locale = "nn-NO" if person.language == "nn" else "nb-NO"
        at = self._teams.now().astimezone(UTC)
        return Turn(what, to, at, person.name, locale=locale, time_zone="Europe/Oslo", **facts)


def _inviting(parts: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The primary button of what was begun; a finished lesson invites to nothing more today."""
    for part in parts:
        if part.get("type") == "Action.Execute" and part.get("style") == "positive":
            wanted = part["verb"] in (*_ENDS, "recall", "lesson")
            return part if wanted else None
    return None


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for name, each in value.items():
            if type(each) in (dict, list) and name not in _ASIDE:
                yield from _parts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _parts(each)
