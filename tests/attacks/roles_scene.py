"""What there is to be named in a tap: pushes, gatherings, letters, seals and places of both
tenants, made as people make them; and what a tap does, written down as it is done."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from bot.core import documents
from bot.core.people.places import place_id
from bot.core.pushes.share import seal
from tests.attacks import roles_table as table
from tests.attacks.rig import World, world
from tests.champion_world import LESSON
from tests.chat_client import Shown

FORM: Final = {
    "title": "Samling", "day": "2026-12-01", "clock": "09:00", "minutes": "60", "where": "Her",
    "agenda": "Alt", "reach": "all", "venue": "1506",
}  # fmt: skip
MAKERS: Final = ("north-bo", "north-vera", "north-olga", "south-sofie", "south-odin")
WHOSE: Final = ("people", "who", "whom", "place", "audience", "d")
PERSON: Final = re.compile(r"[0-9a-f-]{36}:((?:north|south)-[a-z0-9]+)")
House = dict[str, Any]


class Write(NamedTuple):
    what: str
    kind: str
    key: str
    doc: Any

    @property
    def people(self) -> set[str]:
        """Everybody whose key is in it."""
        body = self.doc if isinstance(self.doc, dict) else _plain(self.doc)
        return set(PERSON.findall(f"{self.key} {json.dumps(body, default=str)}"))


def _plain(doc: Any) -> Any:
    names = getattr(doc, "__struct_fields__", ())
    return {name: getattr(doc, name) for name in names} if names else str(doc)


class Watched:
    """A transaction that notes what is written in it; all else as it is."""

    def __init__(self, tx: Any, seen: list[Write]) -> None:
        self._tx, self._seen = tx, seen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tx, name)

    def put(self, kind: str, key: str, doc: Any) -> None:
        self._seen.append(Write("put", kind, key, doc))
        self._tx.put(kind, key, doc)

    def delete(self, kind: str, key: str) -> bool:
        self._seen.append(Write("delete", kind, key, self._tx.get(kind, key)))
        return bool(self._tx.delete(kind, key))

    def plan(self, key: str, row: Any) -> bool:
        if done := bool(self._tx.plan(key, row)):
            self._seen.append(Write("plan", documents.DELIVERIES, key, row))
        return done


def watch(it: World) -> list[Write]:
    """From now on everything that is written, in the list that it returns."""
    seen: list[Write] = []
    run = it.store.run

    async def watched(change: Callable[[Any], Any]) -> Any:
        return await run(lambda tx: change(Watched(tx, seen)))

    it.store.run = watched  # type: ignore[method-assign]
    return seen


@asynccontextmanager
async def scene(folder: Path, actor: str) -> AsyncIterator[tuple[World, dict[str, House]]]:
    """Everybody in the store; and by who made it, one tap's data that names all of it."""
    env = {"OPERATORS": table.OPERATORS, "PUSH_APPROVAL": "45", "MIN_GROUP_SIZE": "1"}
    async with world(folder, members=table.members(), **env) as it:
        await _settle(it)
        yield it, await _houses(it, actor)


async def _settle(it: World) -> None:
    new = {"joined": "2026-11-20", "oldest": "2026-11-20", "may_tell": "yes"}
    helpless = {"help_wanted": "2026-11-20T08:00:00Z"}
    edit = {
        "north-lars": {"left_on": "2026-11-02", "leaving": "counted"},
        **dict.fromkeys(("north-n1x01", "south-s1x01"), new),
        **dict.fromkeys(("north-n1x02", "south-s1x02", "north-kari", "south-siv"), helpless),
    }

    def change(tx: Any) -> None:
        for who, facts in edit.items():
            doc = tx.get(documents.PEOPLE, it.key(who))
            tx.put(documents.PEOPLE, it.key(who), doc | facts)

    await it.store.run(change)
    await it.tap("north-nils", "erase-now")
    for host, colleague in (
        ("north-bo", "north-n1x03"), ("north-vera", "north-n3x03"), ("north-olga", "north-n2x03"),
        ("south-sofie", "south-s1x03"), ("south-odin", "south-s2x03"),
    ):  # fmt: skip
        await _leads(it, host, colleague)


async def _leads(it: World, host: str, colleague: str) -> None:
    """What somebody who leads does on a day."""
    form = (await it.tap(host, "push")).card
    whom = form.input("whom")["choices"][0]["value"]
    facts = {"lesson": LESSON, "words": "Hei", "when": "now"}
    named = (await it.press(host, form, "push-preview", **facts, whom="named")).card
    await it.press(host, named, "push-people", people=colleague)
    preview = (await it.press(host, form, "push-preview", **facts, whom=whom)).card
    await it.press(host, preview, "push-send")
    called = await it.press(
        host, (await it.tap(host, "gathering-new")).card, "gathering-save", **FORM
    )
    choice = called.card.input("audience")["choices"][-1]["value"]
    data = called.card.button("gathering-preview")["data"] | {"audience": choice}
    await it.tap(host, "gathering-invite", data)
    suggest = (await it.tap(host, "suggest")).card
    await it.press(host, suggest, "suggest-send", people=colleague, words="Bli med!")
    (letter,) = await it.docs(documents.LETTERS, by=it.key(host))
    await it.tap(colleague, "suggest-yes", {"letter": letter[0]})


async def _houses(it: World, actor: str) -> dict[str, House]:
    """By maker: one tap's data with every field that any verb reads. Whoever leads also has what is
    their own with everybody else's people and places in it."""
    found: dict[str, House] = {"": {}}
    for who in MAKERS:
        found |= await _of(it, who)
    if not table.ACTORS.get(actor, table.NOTHING).reaches:
        return found
    if actor not in MAKERS:
        (area, *_) = sorted(table.ACTORS[actor].reaches)
        await _leads(it, actor, table.crowd(area)[5])
    own = await _of(it, actor)
    theirs = {
        f"own, of {who}": own[f"{actor} by name"] | {each: found[who][each] for each in WHOSE}
        for who in MAKERS
        if who != actor
    }
    return found | own | theirs


async def _of(it: World, who: str) -> dict[str, House]:
    by = it.key(who)
    pushes = sorted(await it.docs(documents.PUSHES, by=by), key=lambda each: each[1]["place"])
    ((letter, said),) = await it.docs(documents.LETTERS, by=by)
    ((gathering, _),) = await it.docs(documents.GATHERINGS, by=by)
    rows = await it.docs(documents.DELIVERIES, person=said["person"])
    place = pushes[-1][1]["place"]
    hosting = (await it.tap(who, "gathering", {"g": gathering})).card
    audience = hosting.input("audience")["choices"][-1]["value"]
    colleague = said["person"].partition(":")[2]
    token = seal(table.tenant_of(who), LESSON, "", it.services.secret, it.clock())
    whole: House = {
        **FORM, "push": pushes[-1][0], "people": colleague, "who": colleague, "letter": letter,
        "g": gathering, "audience": audience, "share": token, "lesson": LESSON,
        "whom": place_id(place), "place": place_id(place), "words": "Hei",
        "when": "now", "date": "2026-12-02",
        "d": rows[0][0] if rows else "", "nonce": f"of-{who}", "link": "https://kommune.example/x",
        "came_1506": "7", "estimate": "1000", "note": "Et anslag", "answer": "yes", "lead": "day",
        "useful": "much", "try": "yes", "told": "true", "attempt": 1, "question": "q",
        "choice": "a", "version": 1, "days": 7, "hours": "", "from": "08:00", "to": "15:00",
        "until": "2026-12-24",
        "municipality": "1506", "language": "nb", "as": "sent",
    }  # fmt: skip
    named = whole | {"push": pushes[0][0], "whom": "named", "people": f"{colleague},{who}"}
    waiting = {"who": _wanting(who), "people": _wanting(who), "choice": "b"}
    return {who: whole, f"{who} by name": named, f"{who} for help": whole | waiting}


def _wanting(who: str) -> str:
    """Somebody of the same tenant who has asked for help, or is new."""
    return "south-s1x02" if who.startswith("south") else "north-n1x02"


def texts_of(value: Any) -> str:
    """What a person reads of an answer, whatever envelope it is in."""
    return Shown(value if isinstance(value, dict) else {"": value}).text
