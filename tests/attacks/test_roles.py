"""Every verb of the chat, in every room and way in, with data that names what there is of both
tenants: by each role of each of them. What comes back, and what is written, is held to
`tests.attacks.roles_table`, where it is written down who may see and reach whom.

22 people, 77 verbs and 14 redraws as of now (a new one joins by itself): 136,542 taps, typed words
and dialogs, in ten minutes. Of these every fifth is tried, always the same ones but others for each
person; `ROLES_EVERY=1` tries them all (`make attacks`).
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import pytest

from bot.chat import ROUTERS
from bot.chat.pushes import extension
from bot.core import documents
from bot.core.people import reach
from bot.core.people.places import Places
from bot.core.people.reach import Right, Standing, Target
from tests.attacks import roles_table as table
from tests.attacks.rig import GROUP, World
from tests.attacks.roles_scene import PERSON, House, Write, scene, texts_of, watch
from tests.champion_world import LESSON

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
EVERY: Final = int(os.environ.get("ROLES_EVERY", "5"))
VERBS: Final = sorted({verb for each in ROUTERS for verb in each.taps})
AGAIN: Final = sorted({name for each in ROUTERS for name in each.redraws})
COMMANDS: Final = sorted({name for each in ROUTERS for name in each.commands})
LAST: Final = ("step-down", "erase", "erase-now")  # they end what the others need
CHANNEL: Final = {"conversationType": "channel", "isGroup": True}
WORDS: Final = (
    *("hjelp", "start", "neste", "status", "leksjoner", "kommune 1506", "anbefal", "gruppe"),
    *(
        "verv",
        "nye",
        "min rolle",
        "samling",
        "mine data",
        "om",
        "rolle operator",
        "språk",
        "senere",
    ),
    *("pause", "gjenoppta", "hvem er south-siv?", "anbefal Handverkshuset", "stopp"),
)
NAME: Final = re.compile(r"Name ((?:north|south)-[a-z0-9]+)")
ID: Final = re.compile(r"(?:north|south)-[a-z0-9]+")


class Judge:
    """What one actor did, and every way in which it was too much."""

    def __init__(self, it: World, actor: str, seen: list[Write]) -> None:
        self.it, self.actor, self.seen = it, actor, seen
        self.names, self.rows = table.may_name(actor), table.may_plan_for(actor)
        self.changes, self.units = table.may_change(actor), table.hidden_units(actor)
        self.numbers = {str(each) for each in table.hidden_numbers(actor)}
        self.wrong: list[str] = []
        self.cases = self._asked = 0
        self._sent = 0

    async def asks(self, what: str, activity: Any, asked: Any) -> None:
        self._asked += 1
        if crc32(f"{self.actor} {self._asked}".encode()) % EVERY:
            return
        self.seen.clear()
        self._sent = len(self.it.teams.delivered)
        answer = await self.it.knock(activity)
        assert answer.status < 500, (what, asked, answer.raw)
        sent = [each.body for each in self.it.teams.delivered[self._sent :]]
        self.cases += 1
        for fault in (*self._read(asked, [answer.json, *sent]), *self._written()):
            self.wrong.append(f"{self.actor} {what}: {fault}")

    def _read(self, asked: Any, bodies: list[Any]) -> Iterator[str]:
        raw, said = json.dumps(bodies, ensure_ascii=False), json.dumps(asked, ensure_ascii=False)
        for each in {*NAME.findall(raw)} - self.names:
            yield f"reads the name of {each}"
        for each in {*ID.findall(raw)} - self.names - {*ID.findall(said)}:
            yield f"reads the id of {each}"
        for unit in self.units:
            if unit in raw and unit not in said:
                yield f"reads of {unit}"
        words = "\n".join(texts_of(each) for each in bodies)
        for number in self.numbers & {*re.findall(r"\b\d+\b", words)}:
            yield f"reads the number {number}"

    def _written(self) -> Iterator[str]:
        own = table.tenant_of(self.actor)
        for each in self.seen:
            foreign = {who for who in each.people if table.tenant_of(who) != own}
            if foreign:
                yield f"{each.what} {each.kind} about {sorted(foreign)}"
            if each.what == "plan" and not each.people & self.rows:
                yield f"plans a card for {sorted(each.people)}"
            if each.kind == documents.PEOPLE and not {*PERSON.findall(each.key)} <= self.changes:
                yield f"{each.what} {each.kind} {each.key}"


async def tapped(judge: Judge, houses: dict[str, House]) -> None:
    """Each verb with each house; those of the other tenant in all rooms and as Action.Submit."""
    it, who = judge.it, judge.actor
    for verb in sorted(VERBS, key=lambda each: (each in LAST, each)):
        for name, data in houses.items():
            await judge.asks(f"{verb} of {name}", it.tapped(who, verb, data), data)
            if not name.endswith("for help"):
                submitted = it.said(who, "", value={"verb": verb} | data)
                del submitted["text"]
                await judge.asks(f"{verb} of {name} by Submit", submitted, data)
            if name.endswith(("sofie", "bo")) or not name:
                for room in ({}, CHANNEL):
                    activity = it.tapped(who, verb, data, GROUP)
                    activity["conversation"] |= room
                    await judge.asks(f"{verb} of {name} in a room", activity, data)
    for name in AGAIN:
        for house, data in houses.items():
            told = data | {"as": name}
            activity = it.tapped(who, "show", told)
            activity["value"]["trigger"] = "automatic"
            await judge.asks(f"{name} of {house} drawn anew", activity, told)


async def written(judge: Judge) -> None:
    for text in WORDS:
        for room in ("", GROUP):
            await judge.asks(f"writes {text}", judge.it.said(judge.actor, text, room), text)


async def extended(judge: Judge, houses: dict[str, House]) -> None:
    """The message extension and the dialogs."""
    it, who = judge.it, judge.actor
    for name in extension.ANSWERS:
        for house, data in houses.items():
            for value in _values(data):
                for room in ("", GROUP):
                    activity = it.invoked(who, name, value, room)
                    await judge.asks(f"{name} of {house}", activity, value)


def _values(data: House) -> Iterator[dict[str, Any]]:
    for command in ("search", "share", "recommend"):
        yield {"commandId": command, "parameters": [{"name": "query", "value": LESSON}]}
    for verb in ("share", "push", "push-preview", "push-people", "push-send", "push-look"):
        yield {"commandId": "recommend", "data": data | {"verb": verb}}
    card = {"type": "AdaptiveCard", "actions": [{"type": "Action.Submit", "data": data}]}
    for action in ("send", "edit"):
        yield {"botMessagePreviewAction": action, "botActivityPreview": [{"attachments": [card]}]}


async def judged(folder: Path, actor: str) -> Judge:
    async with scene(folder, actor) as (it, houses):
        judge = Judge(it, actor, watch(it))
        await written(judge)
        await extended(judge, houses)
        await tapped(judge, houses)
        judge.wrong += await afterwards(it, judge)
    return judge


async def afterwards(it: World, judge: Judge) -> list[str]:
    """What the loop does of it: nobody has a card from the other tenant."""
    await it.tick(minutes=5)
    await it.tick(days=1)
    wrong = []
    for who in table.EVERYBODY:
        for key, row in await it.docs(documents.DELIVERIES, person=it.key(who)):
            push = await it.doc(documents.PUSHES, row.get("push") or "-") or {}
            held = await it.doc(documents.GATHERINGS, row["subject"]) or {}
            by = push.get("by") or held.get("by") or ""
            if by and by.partition(":")[0] != table.tenant_of(who):
                wrong.append(f"{judge.actor} afterwards: {who} has {key} from {by}")
    return wrong


@pytest.mark.parametrize("actor", table.WHO)
async def test_nobody_reads_reaches_or_changes_more_than_the_table_says(tmp_path: Path, actor: str):
    judge = await judged(tmp_path, actor)
    assert judge.cases > 4_900 * 0.9 / EVERY, judge.cases
    assert not judge.wrong, f"{len(judge.wrong)} of {judge.cases}: {Counter(judge.wrong)}"


@pytest.mark.parametrize("actor", ["north-olga", "south-odin"])
async def test_a_decision_that_forgets_the_tenant_is_found_out(
    tmp_path: Path, actor: str, monkeypatch: pytest.MonkeyPatch
):
    """So that it is known to be able to fail."""
    monkeypatch.setattr(reach, "_is_of", lambda *_: True)
    assert (await judged(tmp_path, actor)).wrong


@pytest.mark.parametrize("actor", ["north-bo", "south-sven"])
async def test_a_decision_that_forgets_the_scope_is_found_out(
    tmp_path: Path, actor: str, monkeypatch: pytest.MonkeyPatch
):
    def loose(who: Standing, right: Right, about: Target, _: Places) -> bool:
        return right in who.rights and reach._is_of(who, about)

    monkeypatch.setattr(reach, "may", loose)
    assert (await judged(tmp_path, actor)).wrong


def test_every_field_that_a_tap_can_have_is_named(tmp_path: Path):
    """A new field is to be in a house, or nobody would try it."""
    source = "\n".join(
        path.read_text("utf-8")
        for folder in ("cards", "bot/chat")
        for path in sorted((ROOT / folder).rglob("*.py"))
    )
    read = set(re.findall(r'payload\.[a-z]+\(data, "([a-z_]+)"', source))
    read |= set(re.findall(r'ask\.text\("([a-z_]+)"\)', source))
    read |= set(re.findall(r'\bdata\.get\("([a-z_]+)"\)', source))
    house = (ROOT / "tests" / "attacks" / "roles_scene.py").read_text("utf-8")
    known = set(re.findall(r'"([a-z_0-9]+)":', house)) | {"verb", "data", "parameters", "type"}
    assert read - known == set()


def test_the_numbers_that_would_give_the_other_tenant_away_are_no_others():
    for actor in table.WHO:
        assert len(table.hidden_numbers(actor)) > 8, actor
